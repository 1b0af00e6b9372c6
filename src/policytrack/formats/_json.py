"""`json`: one object, indented by two spaces."""

import json
from collections.abc import Mapping
from typing import Any

from policytrack.formats._document import collector_paused, read_document, text_of, write_records
from policytrack.formats._faults import Fault
from policytrack.formats._files import one_file
from policytrack.formats._intake import Intake
from policytrack.formats._json_places import line_of
from policytrack.formats._json_text import JsonReader
from policytrack.formats._places import NOWHERE, Places, in_document
from policytrack.formats._versions import HEADER, VERSION
from policytrack.formats._wire import Wire
from policytrack.model import Snapshot
from policytrack.registry import Decoded, Encoded, Registry

_SUBJECT = "JSON document"


class JsonFormat:
    """One JSON object: the version, then a list of records for each field of a snapshot that has some.

    UTF-8, two spaces of indentation, nothing escaped that need not be, a line feed at the end.
    """

    name = "json"
    suffixes: tuple[str, ...] = (".json",)

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a document.

        Raises:
            DecodeError: It cannot be read, or strict reading found something wrong.
        """
        content = one_file(data, self.name)
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict, is_json=True)
        with collector_paused():
            try:
                tree = JsonReader().read(text_of(content))
            except Fault as error:
                intake.refuse(error.problem)
            return read_document(tree, intake, str)

    @staticmethod
    def places(data: bytes | Mapping[str, bytes]) -> Places:
        """Return what tells the lines of a document, which reading it does not."""
        try:
            text = text_of(one_file(data, "json"))
            document: object = json.loads(text)
        except (Fault, ValueError, RecursionError):
            return NOWHERE  # The problem of such a text says itself where it is.
        line = line_of(text, json.loads)
        return Places(in_document(document, line), lambda path: f"line {line(path)}: {path}" if path else "")

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a snapshot.

        Raises:
            EncodeError: It holds something that the wire has no place for.
        """
        document: dict[str, Any] = {HEADER: VERSION}
        for field, _, wire in write_records(snapshot, Wire.of(registry).write, "snapshot as JSON"):
            document.setdefault(field, []).append(wire)
        return Encoded((json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())
