"""Reads the YAML that policytrack understands: a subset without surprises.

Taken are block and flow mappings and sequences, plain, quoted and block scalars, comments, one document
with `---` and `%YAML` before it if you like. Refused, each with its line and column, are anchors and
aliases, tags, merge keys, other directives, further documents, and keys that are no text. A key stands
once. Every key is text; a plain scalar is `Plain`: its type is settled by what is expected there, so that
`on: 2023` and `title: 007` need no quotes and `NO`, `12:30`, `~` and `on` are never anything but text.
"""

from importlib import import_module
from typing import Any

import attrs

from policytrack.errors import MissingExtraError, Problem
from policytrack.formats._faults import Fault
from policytrack.formats._trees import Tree


@attrs.frozen
class Located:
    """What a document says, and the line of each pointer into it, from 1."""

    tree: Tree
    lines: dict[str, int]

    def line(self, path: str) -> int:
        """Return the line of a place, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path.rpartition("/")[0]
        return self.lines.get(path, 1)


class Refused(Fault):
    """The document cannot be read on; `line` is where."""

    def __init__(self, line: int, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(Problem(code, "", message, hint))
        self.line = line


def read(text: str) -> Located:
    """Read a document.

    Raises:
        Refused: It is no YAML, or nested too deeply to read on.
        MissingExtraError: PyYAML is not installed.
    """
    located: Located = _reader().read(text)
    return located


def read_foreign(text: str) -> Located:
    """Read a document that other programs wrote, with the parser in C where it is installed.

    It takes a third of the time. Whatever it finds odd is read again by `read`, which tells what it is.

    Raises:
        Refused: As for `read`.
        MissingExtraError: As for `read`.
    """
    located: Located = _reader().read_swiftly(text)
    return located


def _reader() -> Any:  # noqa: ANN401  # A module.
    try:
        # PyYAML is optional: the module that imports it is imported when somebody reads YAML.
        return import_module("policytrack.formats._yaml_events")
    except ImportError:
        feature, extra = "YAML", "yaml"
        raise MissingExtraError(feature, extra) from None
