"""`csv`: a folder with a table for each type of record, and a description of them all: a Data Package.

```
_columns.py  the tables and their columns, derived from the records
_cells.py    a wire value as a cell, with formulas defused
_write.py    the files, with hashes, licences, sources and Table Schema
_read.py     the files again, by their own schema
```
"""

from collections.abc import Mapping, Sequence
from typing import Any

from policytrack.collector import collector_paused
from policytrack.formats._files import folder
from policytrack.formats._intake import Intake
from policytrack.formats._wire import Wire
from policytrack.formats.datapackage._read import read
from policytrack.formats.datapackage._write import DESCRIPTOR, write
from policytrack.model import Snapshot
from policytrack.registry import Decoded, Encoded, Registry

_SUBJECT = "data package"


class CsvFormat:
    """A folder that is a Data Package (version 2): `datapackage.json` and a CSV file for each type of record.

    A list of values with fields of their own has a table beside its record's: `proposals.evidence.csv`, a row
    an item, `record_id` saying whose and `nr` the how many-th. A value in a field is taken apart:
    `quote.exact`. What has no columns of its own stands in its cell as JSON. Files are UTF-8 as RFC 4180 has
    it, and no cell is a formula (see `_cells`). Nothing is lost, plugins' records included.

    Reading goes by the Table Schema in `datapackage.json`. A table whose bytes or hash are not those that
    stand there was changed: it is reported and read all the same. A problem has its file and row:
    `proposals.csv:7: /title`.

    `title`, `licenses` and `sources` say of the package what a Data Package says; by default its licences and
    sources are those of the snapshot's sources.
    """

    name = "csv"
    suffixes: tuple[str, ...] = ()

    def __init__(
        self,
        *,
        title: str | None = None,
        licenses: Sequence[Mapping[str, str]] = (),
        sources: Sequence[Mapping[str, str]] = (),
    ) -> None:
        about = {"title": title, "licenses": list(map(dict, licenses)), "sources": list(map(dict, sources))}
        self._about: dict[str, Any] = {name: value for name, value in about.items() if value}

    @staticmethod
    def owns(path: str) -> bool:
        """Say whether a file is one that this format writes, or one that it refuses."""
        is_hidden = any(part.startswith(".") for part in path.split("/"))
        return path == DESCRIPTOR or (path.lower().endswith(".csv") and not is_hidden)

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a folder.

        Raises:
            DecodeError: It has no descriptor, or strict reading found something wrong.
        """
        files = {path: content for path, content in folder(data, self.name).items() if self.owns(path)}
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict, is_json=True)
        with collector_paused():
            read(files, intake)
            return intake.decoded()

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a snapshot.

        Raises:
            EncodeError: It holds something that the wire has no place for, or two records of one type and id.
        """
        return Encoded(write(snapshot, Wire.of(registry), self._about, _SUBJECT))


__all__ = ["CsvFormat"]
