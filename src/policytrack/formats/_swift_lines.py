"""The swift reading of JSON Lines: one pass over a line that either gives its record or gives up.

Parsers drop all but the last of the keys that stand twice in an object. To see that none was dropped, keys
are counted in the text and in what was read. Each key has a colon, so where there are as many colons as keys
that were read, no key was dropped. Where texts hold colons too, those count that stand right behind a
quotation mark, provided that no white space stands before a colon: again, there may be more of those than
keys, never fewer.
"""

import json
from collections.abc import Callable
from typing import Any

from policytrack.formats._intake import Intake
from policytrack.formats._shapes import Shapes
from policytrack.formats._wire import wire_types
from policytrack.model import Record, record_fields

_SPACED = (b" :", b"\t:", b"\r:", b"\n:")
"""White space before a colon, which hides a key from the count."""


class SwiftLines:
    """Reads the lines of one document and keeps their records."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._parse = json.JSONDecoder().raw_decode
        self._tally = intake.swift.tally
        self._types: dict[str, tuple[Shapes, Callable[[Record], None]]] = {}

    def keep(self, line: bytes) -> bool:
        """Keep the record of a line, and say so; or say that the line is to be read with care."""
        tally = self._tally
        try:
            text = line.decode()
            value: Any
            value, end = self._parse(text)
            kind = value["type"]
            shapes, keep = self._types.get(kind) or self._type(kind)
            tally.keys = 0
            record = shapes[tuple(value)](*value.values())
        except Exception:  # noqa: BLE001  # Whatever it is, the careful reading will tell.
            return False
        if text[end:].strip(" \t\r\n") or not has_keys(line, tally.keys):
            return False
        keep(record)
        return True

    def _type(self, kind: str) -> tuple[Shapes, Callable[[Record], None]]:
        """Return what reads a type of record, and what keeps it; remember both."""
        field = wire_types()[kind]
        shapes = self._intake.swift.shapes(record_fields()[field], "type")
        self._types[kind] = shapes, self._intake.keeper(field)
        return self._types[kind]


def has_keys(line: bytes, keys: int) -> bool:
    """Say whether it is sure that a line has no more keys than these."""
    if line.count(b":") == keys:
        return True
    return line.count(b'":') == keys and not any(mark in line for mark in _SPACED)
