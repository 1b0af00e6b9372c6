"""`parquet`: a folder with one Parquet file per type of record, for people with data frames."""

import io
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from policytrack.collector import collector_paused
from policytrack.errors import MissingExtraError, Problem
from policytrack.formats._faults import Fault, near, pointer
from policytrack.formats._files import folder
from policytrack.formats._intake import Intake, Locate
from policytrack.formats._versions import HEADER, Migration, migrations_from
from policytrack.formats._wire import OTHERS, Wire
from policytrack.model import Snapshot, record_fields
from policytrack.registry import Decoded, Encoded, Registry

_SUBJECT = "Parquet folder"
_ENDING = ".parquet"


class ParquetFormat:
    """A folder: `proposals.parquet` and so on, one file per field of a snapshot, with typed columns.

    Lossless; `policytrack.formats._arrow` says what the columns are. All files are written, empty ones
    too, so that a reader always finds its columns. A problem has its file and row, from 0:
    `proposals.parquet: /3/title`.
    """

    name = "parquet"
    suffixes: tuple[str, ...] = ()

    @staticmethod
    def owns(path: str) -> bool:
        """Say whether a file is one that this format writes, or one that it refuses."""
        return path.endswith(_ENDING) and "/" not in path

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a folder.

        Raises:
            DecodeError: It holds no such file, or strict reading found something wrong.
            MissingExtraError: pyarrow is not installed.
        """
        files = {
            path: content for path, content in sorted(folder(data, self.name).items()) if self.owns(path)
        }
        arrow = arrow_module()
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict, is_json=True)
        if not files:
            intake.refuse(Problem("empty-document", "", "there is no Parquet file in it"))
        with collector_paused():
            for path, content in files.items():
                _take_file(path, content, arrow, intake)
            return intake.decoded()

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a snapshot.

        Raises:
            EncodeError: It holds something that the wire has no place for.
            MissingExtraError: pyarrow is not installed.
        """
        arrow = arrow_module()
        files: dict[str, bytes] = {}
        for field, table in arrow.tables(snapshot, registry).items():
            buffer = io.BytesIO()
            arrow.write(table, buffer)
            files[f"{field}{_ENDING}"] = buffer.getvalue()
        return Encoded(files)


def arrow_module() -> Any:  # noqa: ANN401  # A module.
    """Return the module that needs pyarrow.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        return import_module("policytrack.formats._arrow")
    except ImportError:
        feature, extra = "Arrow", "arrow"
        raise MissingExtraError(feature, extra) from None


def _take_file(path: str, content: bytes, arrow: Any, intake: Intake) -> None:  # noqa: ANN401  # A module.
    field = path.removesuffix(_ENDING)
    try:
        if field not in record_fields():
            hint = near(field, record_fields()) or f"known: {', '.join(record_fields())}"
            raise Fault(Problem("unknown-file", "", "no records stand here", hint))  # noqa: TRY301
        version, rows = arrow.read(content, None if field == OTHERS else record_fields()[field])
        migrations = _migrations(version)
    except Fault as error:
        intake.leave_out(None, path)
        intake.report(error.problem, locate=lambda _: path)
        return
    for number, row in enumerate(rows):
        intake.take(field, row, _within(path, number), (), migrations)


def _migrations(version: str | None) -> tuple[Migration, ...]:
    if version is None:
        hint = f"write {HEADER} to the metadata of its schema"
        raise Fault(Problem("missing-version", "", "the version is missing", hint))
    return migrations_from(version)


def _within(path: str, number: int) -> Locate:
    return lambda place: f"{path}: {pointer(number)}{place}"
