"""The format: a document to a snapshot, and a snapshot to a document."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from policytrack.collector import collector_paused
from policytrack.formats._document import text_of, write_records
from policytrack.formats._faults import Fault
from policytrack.formats._files import one_file
from policytrack.formats._intake import Intake
from policytrack.formats._json_text import JsonReader
from policytrack.formats._wire import Wire
from policytrack.model import Position, Record, Snapshot, record_fields
from policytrack.registry import Decoded, Encoded, Registry

_SUBJECT = "Popolo document"


class PopoloFormat:
    """Popolo, as one JSON object with a list for each kind; see `policytrack.formats.popolo`.

    UTF-8, two spaces of indentation, each list in the order of the records' ids.
    """

    name = "popolo"
    suffixes: tuple[str, ...] = (".popolo.json",)

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a document.

        An object that lacks what its record needs is left out. Any other property that cannot be read
        stays in the extras as it is: strict reading refuses it, lenient reading warns of it.

        Raises:
            DecodeError: It is no Popolo document, or strict reading found something wrong.
        """
        from policytrack.formats.popolo._read import read_tree  # noqa: PLC0415  # Loaded when it is needed.

        content = one_file(data, self.name)
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict, is_json=True)
        with collector_paused():
            try:
                tree = JsonReader().read(text_of(content))
            except Fault as error:
                intake.refuse(error.problem)
            return read_tree(tree, intake)

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a snapshot; nothing is lost.

        What was written is read back: a record that does not come back as it was is written whole, as
        in the format `json`, under `extras.policytrack` of the document.

        Raises:
            EncodeError: It holds something that the wire has no place for.
        """
        from policytrack.formats.popolo._write import write_document  # noqa: PLC0415  # As above.

        wires: dict[str, list[dict[str, Any]]] = {}
        for field, _, wire in write_records(snapshot, Wire.of(registry).write, "snapshot as Popolo"):
            wires.setdefault(field, []).append(wire)
        everything = {(field, wire["id"]) for field, found in wires.items() for wire in found}
        whole: set[tuple[str, str]] = set()
        while True:
            document = write_document(wires, whole)
            data = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
            again = self.decode(data, strict=False, registry=registry).snapshot
            if again == snapshot or whole == everything:
                return Encoded(data)
            changed = {*_lost(snapshot, again), *_lost(again, snapshot)} & everything
            # Where that does not help, nothing is left to Popolo.
            whole |= changed - whole or everything


def _lost(before: Snapshot, after: Snapshot) -> Iterator[tuple[str, str]]:
    """Give each record that stands in one snapshot and not in the other; for a position, its proposal too."""
    for field in record_fields():
        records: tuple[Record, ...] = getattr(after, field)
        kept = Counter(records)
        for record in getattr(before, field):
            if kept[record] > 0:
                kept[record] -= 1
            else:
                yield field, record.id
                if isinstance(record, Position):
                    yield "proposals", record.proposal_id
