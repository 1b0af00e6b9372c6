"""`jsonl`: a line for each record, for files that are too large for one object."""

import contextlib
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from itertools import islice
from typing import BinaryIO

from policytrack.collector import collector_paused
from policytrack.errors import Problem
from policytrack.formats._document import open_lone_header, text_of, write_records
from policytrack.formats._faults import Fault, Faults, problems_of, unexpected
from policytrack.formats._files import one_file
from policytrack.formats._intake import Intake, Locate
from policytrack.formats._json_lines import LineWriter
from policytrack.formats._json_text import JsonReader
from policytrack.formats._places import Places, by_record, lazily
from policytrack.formats._swift_lines import SwiftLines
from policytrack.formats._trees import Tree, is_object
from policytrack.formats._versions import HEADER, VERSION, Migration
from policytrack.formats._wire import OTHERS, Wire, wire_types
from policytrack.model import Record, Snapshot
from policytrack.registry import Decoded, Encoded, Registry

_SUBJECT = "JSON Lines"
LARGE = 1_000_000
"""The bytes from which on it pays to prepare msgspec, which takes as long as reading a thousand records."""

_BATCH = 1000
"""The lines that are held at once when a document is streamed."""

KeepLine = Callable[[bytes], bool]
"""Take a line and keep its record; return whether that was done, or the line is to be read with care."""


class JsonLinesFormat:
    """JSON Lines: the header `{"policytrack": "1"}`, then a record per line, its `type` first.

    Records come in the order of the snapshot. Blank lines are passed over. A problem has its line:
    `line 3: /title`.

    A line is read in up to three ways, the quickest first: by msgspec where the extra `fast` is installed,
    the document is large and the line has keys that are usual in it (`_fast`), in one pass of our own
    (`_swift_lines`), and with care, which is the only one that tells problems. All three give the same
    record, so nobody has to choose. Equal dates, short texts, and ids by which records refer to one another
    become one object in a document. While it is read, and from 100 thousand objects on after it too, the
    cyclic collector is kept from what is made (see `collector_paused`). A line is written in one pass too
    (`_json_lines`), or with care.
    """

    name = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a document, line by line.

        Raises:
            DecodeError: Its header cannot be read, or strict reading found something wrong.
        """
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict, is_json=True)
        reader = JsonReader()
        content = one_file(data, self.name)
        with collector_paused():
            lines = enumerate(io.BytesIO(content), 1)
            migrations = _opened(lines, reader, intake)
            keep = _swift_lines(intake, len(content)) if not migrations else _never
            for number, raw in lines:
                if not keep(raw) and not raw.isspace():
                    _take_line(raw, number, reader, migrations, intake)
            return intake.decoded()

    def stream(
        self, source: BinaryIO, *, strict: bool = True, registry: Registry | None = None
    ) -> Iterator[Record | Problem]:
        """Give the records of a document in its order; see `policytrack.formats.stream`.

        Raises:
            DecodeError: As for `decode`, with the problems of the thousand lines that were read last.
        """
        lines, reader = enumerate(source, 1), JsonReader()
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict, is_json=True)
        migrations = _opened(lines, reader, intake)
        pour = intake.pour()
        keep = SwiftLines(intake).keep if not migrations else _never
        while batch := list(islice(lines, _BATCH)):
            for number, raw in batch:
                if not keep(raw) and not raw.isspace():
                    _take_line(raw, number, reader, migrations, intake)
            yield from pour()
            intake.swift.forget()

    @staticmethod
    def places(data: bytes | Mapping[str, bytes]) -> Places:
        """Return what tells the lines of records."""
        return Places(lazily(lambda: _locate(one_file(data, "jsonl"))))

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a snapshot.

        Raises:
            EncodeError: It holds something that the wire has no place for.
        """
        lines = [json.dumps({HEADER: VERSION})]
        write = LineWriter.of(Wire.of(registry)).line
        lines += [line for *_, line in write_records(snapshot, write, "snapshot as JSON Lines")]
        return Encoded("\n".join([*lines, ""]).encode())


def _locate(data: bytes) -> Locate:
    """Return what tells the lines of records; a line that cannot be read is passed over."""
    numbers: dict[tuple[str, object], list[int]] = defaultdict(list)
    reader = JsonReader()
    for number, raw in enumerate(io.BytesIO(data), 1):
        with contextlib.suppress(Fault, Faults):
            field, value = _field(_tree(raw, reader).value)
            numbers[field, value.get("id") if is_object(value) else None].append(number)
    return by_record(numbers, lambda _, number, __: number)


def _swift_lines(intake: Intake, size: int) -> KeepLine:
    """Return what keeps lines that are right; msgspec must be there, and worth its while."""
    if size >= LARGE and has_msgspec():
        from policytrack.formats._fast import FastLines  # noqa: PLC0415  # It needs the extra `fast`.

        return FastLines(intake).keep
    return SwiftLines(intake).keep


def has_msgspec() -> bool:
    """Say whether the extra `fast` is installed."""
    return find_spec("msgspec") is not None


def _never(_: bytes) -> bool:
    """Keep no line: those of an older version are migrated first."""
    return False


def _opened(lines: Iterator[tuple[int, bytes]], reader: JsonReader, intake: Intake) -> tuple[Migration, ...]:
    """Read the first line that is not blank."""
    for number, raw in lines:
        if not raw.isspace():
            return _header(raw, number, reader, intake)
    return intake.refuse(Problem("empty-document", "", "there is nothing in it"))


def _header(raw: bytes, number: int, reader: JsonReader, intake: Intake) -> tuple[Migration, ...]:
    try:
        tree = _tree(raw, reader)
    except Fault as error:
        intake.refuse(error.problem, locate=_at(number))
    return open_lone_header(tree, intake, _at(number))


def _take_line(
    raw: bytes, number: int, reader: JsonReader, migrations: tuple[Migration, ...], intake: Intake
) -> None:
    at = _at(number)
    try:
        tree = _tree(raw, reader)
        field, value = _field(tree.value)
    except (Fault, Faults) as error:
        intake.leave_out(None, at(""))
        intake.report(*problems_of(error), locate=at)
    else:
        intake.take(field, value, at, tree.problems, migrations)


def _tree(raw: bytes, reader: JsonReader) -> Tree:
    # The line feed would make the reader count another line.
    return reader.read(text_of(raw).rstrip("\n"))


def _field(value: object) -> tuple[str, object]:
    """Return the snapshot's field that a line belongs to, and its record as the field has it."""
    if not is_object(value):
        raise unexpected(value, "an object")
    if "type" not in value:
        hint = f"known: {', '.join(wire_types())}"
        raise Faults([("type", Fault(Problem("missing-key", "", "type is missing", hint)))])
    kind = value["type"]
    if not isinstance(kind, str) or kind not in wire_types():
        return OTHERS, value
    return wire_types()[kind], {key: part for key, part in value.items() if key != "type"}


def _at(number: int) -> Locate:
    return lambda path: f"line {number}: {path}".removesuffix(": ")
