"""An answer as blocks of text; how they look is decided elsewhere."""

from typing import TypeAlias

import attrs


@attrs.frozen
class Heading:
    """What the blocks below it are about; `note` is an id."""

    text: str
    note: str = ""


@attrs.frozen
class Fact:
    """A text, and what it is, in a word."""

    label: str
    text: str


@attrs.frozen
class Line:
    """A text that stands for itself; further lines of it are indented more."""

    text: str
    indent: int = 0


@attrs.frozen
class Exact:
    """A text on one line, however long: programs read such lines."""

    text: str


@attrs.frozen
class Safe:
    """A text that can do nothing already, as it is."""

    text: str


@attrs.frozen
class Table:
    """Rows of as many cells as the header has; the last column takes what is left of the line."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Fact | Line | Exact | Safe | Table
