"""Blocks as text."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Protocol, assert_never

from policytrack.cli._blocks import Block, Exact, Fact, Heading, Line, Safe, Table
from policytrack.cli._text import shortened

_LABEL = 12
_WIDEST_CELL = 40
_NARROWEST = 20


class Look(Protocol):
    """How text is measured, wrapped and painted."""

    def width(self, text: str) -> int:
        """Return how many columns a text takes."""
        ...

    def wrap(self, text: str, width: int) -> list[str]:
        """Return a text in lines of at most so many columns, at least one."""
        ...

    def paint(self, text: str, style: str) -> str:
        """Return a text in one of the styles `bold` and `dim`."""
        ...


class Plain:
    """Text without colours; every character is taken to be one column wide."""

    def width(self, text: str) -> int:
        """Return the number of characters."""
        return len(text)

    def wrap(self, text: str, width: int) -> list[str]:
        """Break a text at blanks; words that are too long are cut."""
        return textwrap.wrap(text, width, break_on_hyphens=False) or [""]

    def paint(self, text: str, style: str) -> str:
        """Leave a text as it is."""
        del style
        return text


def rendered(blocks: Iterable[Block], look: Look, width: int) -> str:
    """Return blocks as text of a width in columns, without trailing blanks, with a line feed at the end."""
    lines = [line.rstrip() for block in blocks for line in _lines(block, look, width)]
    return "\n".join([*lines, ""]).lstrip("\n")


def _lines(block: Block, look: Look, width: int) -> Iterator[str]:
    match block:
        case Heading():
            yield ""
            note = f"  [{shortened(block.note)}]" if block.note else ""
            for line in look.wrap(f"{shortened(block.text)}{note}", width):
                yield look.paint(line, "bold")
        case Fact():
            yield from _fact(block, look, max(width - _LABEL, _NARROWEST))
        case Line():
            first, *more = look.wrap(shortened(block.text), max(width - block.indent - 4, _NARROWEST))
            yield " " * block.indent + first
            for line in more:
                yield " " * (block.indent + 4) + line
        case Exact():
            yield shortened(block.text)
        case Safe():
            yield block.text
        case Table():
            yield from _rows(block, look, width)
        case _:
            assert_never(block)


def _fact(fact: Fact, look: Look, width: int) -> Iterator[str]:
    """Give a label and what it is about, side by side; after a label that is too long for that, a colon."""
    label = shortened(fact.label)
    room = _LABEL - 3 - look.width(label)
    if room >= 0:
        first, *more = look.wrap(shortened(fact.text), width)
        yield f"  {look.paint(label + ' ' * room, 'dim')} {first}"
    else:
        first, *more = look.wrap(f"{label}: {shortened(fact.text)}", width)
        yield f"  {first}"
    for line in more:
        yield " " * _LABEL + line


def _rows(table: Table, look: Look, width: int) -> Iterator[str]:
    rows = [tuple(shortened(cell) for cell in row) for row in table.rows]
    *heads, _ = table.header
    widths = [
        min(max(look.width(row[column]) for row in [table.header, *rows]), _WIDEST_CELL)
        for column in range(len(heads))
    ]
    last = max(width - sum(widths) - 2 * len(widths), _NARROWEST)
    for number, row in enumerate([table.header, *rows]):
        cells = [look.wrap(cell, size) for cell, size in zip(row, [*widths, last], strict=True)]
        for part in range(max(map(len, cells))):
            pieces = [cell[part] if part < len(cell) else "" for cell in cells]
            pads = [
                piece + " " * (size - look.width(piece)) for piece, size in zip(pieces, widths, strict=False)
            ]
            line = "  ".join([*pads, pieces[-1]])
            yield look.paint(line, "dim") if number == 0 else line
