"""`yaml`: the same object as `json`, for people to write."""

from collections.abc import Mapping
from typing import Any

from policytrack.collector import collector_paused
from policytrack.formats import _yaml_read, _yaml_text
from policytrack.formats._document import read_document, text_of, write_records
from policytrack.formats._faults import Fault
from policytrack.formats._files import one_file
from policytrack.formats._intake import Intake, Locate
from policytrack.formats._places import Places, in_document, lazily
from policytrack.formats._versions import HEADER, VERSION
from policytrack.formats._wire import Wire
from policytrack.model import Snapshot
from policytrack.registry import Decoded, Encoded, Registry

_SUBJECT = "YAML document"


class YamlFormat:
    """The object that `json` has, in the YAML of `_yaml_read`.

    A problem has its line: `line 12: /events/0/label`.
    """

    name = "yaml"
    suffixes: tuple[str, ...] = (".yaml", ".yml")

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a document.

        Raises:
            DecodeError: It cannot be read, or strict reading found something wrong.
            MissingExtraError: PyYAML is not installed.
        """
        content = one_file(data, self.name)
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict)
        with collector_paused():
            try:
                located = _yaml_read.read(text_of(content))
            except Fault as error:
                line = error.line if isinstance(error, _yaml_read.Refused) else 1
                intake.refuse(error.problem, locate=lambda _: f"line {line}")
            return read_document(located.tree, intake, lambda path: _at(located.line(path), path))

    @staticmethod
    def places(data: bytes | Mapping[str, bytes]) -> Places:
        """Return what tells the lines of records, in a document that can be read."""

        def make() -> Locate:
            located = _yaml_read.read(text_of(one_file(data, "yaml")))
            return in_document(located.tree.value, located.line)

        return Places(lazily(make))

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a snapshot.

        Raises:
            EncodeError: It holds something that the wire has no place for.
        """
        document: dict[str, Any] = {HEADER: VERSION}
        for field, _, wire in write_records(snapshot, Wire.of(registry).write, "snapshot as YAML"):
            document.setdefault(field, []).append(wire)
        return Encoded(_yaml_text.write(document).encode())


def _at(line: int, path: str) -> str:
    return f"line {line}: {path}".removesuffix(": ")
