"""Single records as lines of JSON Lines: how stores keep them."""

import json
from collections.abc import Iterable
from typing import Any

from policytrack.errors import DecodeError, EncodeError
from policytrack.formats._faults import Fault, Faults, problems_of
from policytrack.formats._json_lines import LineWriter, encode
from policytrack.formats._swift import SwiftReader
from policytrack.formats._wire import OTHERS, Wire, wire_types
from policytrack.model import Proposal, Record, field_of, record_fields
from policytrack.registry import Registry, kebab

_MANY = 100_000
"""The lines after which what was shared between them is forgotten, so that a long life takes no memory."""


class Lines:
    """Writes records as lines without a line feed, and reads back such lines, which were written by it."""

    def __init__(self, registry: Registry) -> None:
        self._wire = Wire.of(registry)
        self._writer = LineWriter.of(self._wire)
        self._types = wire_types()
        self._reader, self._left = SwiftReader(self._wire.measures), _MANY

    def write(self, record: Record) -> tuple[str, str]:
        """Return the kind of a record, and its line: the same text for equal records.

        The kind is the wire type, but of every proposal, a plugin's too, it is that of ours.

        Raises:
            EncodeError: It holds something that the wire has no place for.
        """
        kind: type = type(record)
        field = field_of(kind)
        is_theirs = isinstance(record, Proposal) and kind is not Proposal
        try:
            if field != OTHERS and not is_theirs:
                return kebab(record_fields()[field].__name__), self._writer.line(field, record)
            wire = self._wire.write(OTHERS, record)
        except (Fault, Faults) as error:
            raise EncodeError(record.id, list(problems_of(error))) from None
        ours = kebab(Proposal.__name__) if is_theirs else wire["type"]
        return ours, encode({"type": wire.pop("type"), **wire})

    def changed(self, held: Record, shown: Record) -> str | None:
        """Return the line of what shows in the place of a record, None where that is the record."""
        return None if shown is held or shown == held else self.write(shown)[1]

    def read(self, lines: Iterable[str]) -> list[Record]:
        """Read lines, in their order.

        Raises:
            DecodeError: A line is none of ours.
        """
        return [self._read(line) for line in lines]

    def _read(self, line: str) -> Record:
        if not self._left:
            self._reader, self._left = SwiftReader(self._wire.measures), _MANY
        self._left -= 1
        value: dict[str, Any] = json.loads(line)
        field = self._types.get(value["type"])
        if field is None:
            return self._carefully(OTHERS, value)
        del value["type"]
        try:
            return self._reader.read(field, value)
        except Exception:  # noqa: BLE001  # The careful reading takes more, and tells what is wrong.
            return self._carefully(field, value)

    def _carefully(self, field: str, value: dict[str, Any]) -> Record:
        record, problems = self._wire.read(field, value)
        if record is None:
            raise DecodeError(str(value.get("id")), problems)
        return record
