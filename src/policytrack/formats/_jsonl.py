"""`jsonl`: a line for each record, for files that are too large for one object."""

import io
import json
from collections.abc import Mapping

from policytrack.errors import Problem
from policytrack.formats._document import collector_paused, open_lone_header, text_of, write_records
from policytrack.formats._faults import Fault, Faults, problems_of, unexpected
from policytrack.formats._files import one_file
from policytrack.formats._intake import Intake, Locate
from policytrack.formats._json_text import JsonReader
from policytrack.formats._trees import Tree, is_object
from policytrack.formats._versions import HEADER, VERSION, Migration
from policytrack.formats._wire import OTHERS, Wire, wire_types
from policytrack.model import Snapshot, record_fields
from policytrack.registry import Decoded, Encoded, Registry, kebab

_SUBJECT = "JSON Lines"


class JsonLinesFormat:
    """JSON Lines: the header `{"policytrack": "1"}`, then a record per line, its `type` first.

    Records come in the order of the snapshot. Blank lines are passed over. A problem has its line:
    `line 3: /title`.
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
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict)
        reader = JsonReader()
        migrations: tuple[Migration, ...] | None = None
        with collector_paused():
            for number, raw in enumerate(io.BytesIO(one_file(data, self.name)), 1):
                if raw.isspace():
                    continue
                if migrations is None:
                    migrations = _header(raw, number, reader, intake)
                else:
                    _take_line(raw, number, reader, migrations, intake)
            if migrations is None:
                intake.refuse(Problem("empty-document", "", "there is nothing in it"))
            return intake.decoded()

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a snapshot.

        Raises:
            EncodeError: It holds something that the wire has no place for.
        """
        lines = [json.dumps({HEADER: VERSION})]
        for field, _, wire in write_records(snapshot, Wire.of(registry), "snapshot as JSON Lines"):
            name = wire.pop("type") if field == OTHERS else kebab(record_fields()[field].__name__)
            lines.append(json.dumps({"type": name, **wire}, ensure_ascii=False))
        return Encoded("\n".join([*lines, ""]).encode())


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
