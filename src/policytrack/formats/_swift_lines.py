"""The swift reading of JSON Lines: one pass over a line that either gives its record or gives up.

The standard library drops all but the last of the keys that stand twice in an object. To see that none was
dropped, keys are counted in the text and in what was read. Each key has a colon, so where there are as many
colons as keys that were read, no key was dropped. Where texts hold colons too, those count that stand right
behind a quotation mark, provided that no white space stands before a colon: again, there may be more of those
than keys, never fewer.
"""

import json
from typing import Any

from policytrack.formats._intake import Intake
from policytrack.formats._wire import wire_types

_SPACED = (" :", "\t:", "\r:", "\n:")
"""White space before a colon, which hides a key from the count."""


class SwiftLines:
    """Reads the lines of one document and keeps their records."""

    def __init__(self, intake: Intake) -> None:
        self._reader = intake.swift
        self._parse = json.JSONDecoder().raw_decode
        self._types = {kind: (field, intake.keeper(field)) for kind, field in wire_types().items()}

    def keep(self, line: bytes) -> bool:
        """Keep the record of a line, and say so; or say that the line is to be read with care."""
        reader = self._reader
        try:
            text = line.decode()
            value: Any
            value, end = self._parse(text)
            field, keep = self._types[value.pop("type")]
            reader.keys = 1
            record = reader.read(field, value)
        except Exception:  # noqa: BLE001  # Whatever it is, the careful reading will tell.
            return False
        if text[end:].strip(" \t\r\n") or not _has_keys(text, reader.keys):
            return False
        keep(record)
        return True


def _has_keys(text: str, keys: int) -> bool:
    """Say whether it is sure that a text has no more keys than these."""
    if text.count(":") == keys:
        return True
    return text.count('":') == keys and not any(mark in text for mark in _SPACED)
