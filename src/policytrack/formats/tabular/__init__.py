"""`tabular`: any table of promises, pledges or recommendations, by a mapping that says which column is what.

```
_mapping.py    the mapping, a value that is checked, and its file
_parts.py      what it is made of; _dates.py: the patterns of its dates
_table.py      its rows, from CSV, JSON, JSON Lines or YAML; _trees.py finds them in a tree
_cells.py      the cells of a row as texts and dates
_records.py    the records of a row
_build.py      the records of all rows
mappings/      the mappings that ship, each a format of its own
```
"""

import os  # noqa: TC003  # Documentation tools resolve the annotation.
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import resources

from policytrack.collector import collector_paused
from policytrack.errors import DecodeError, Problem, Severity
from policytrack.formats._faults import Fault, near
from policytrack.formats._files import folder, one_file
from policytrack.formats._one_way import ReadOnly
from policytrack.formats.tabular._build import Builder
from policytrack.formats.tabular._mapping import TableMapping, cells_of
from policytrack.formats.tabular._parts import (
    ActorKind,
    Cell,
    DateCell,
    IdentifierColumn,
    PositionColumns,
    ProposalColumns,
    Rest,
    Shape,
    Skip,
    SourceColumns,
    StatusColumns,
    Table,
)
from policytrack.formats.tabular._table import rows_of
from policytrack.lifecycle import Lifecycle
from policytrack.registry import Decoded, Registry
from policytrack.terms import UNMAPPED

SHIPPED = ("trumptracker", "trumptracker-tabs", "us-sap")
"""The mappings that ship, by the name of their format."""

_MAPPING = "mapping.toml"
_TABLES = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".yaml", ".yml")


class TabularFormat(ReadOnly):
    """A table that a mapping explains; read, not written.

    Each row is imported as a whole or named: by one problem with the code `left-out`, or `no-record` where
    the row is blank or the mapping says that it holds none. A cell that cannot be read is an error with the
    row and the column in its path; lenient reading goes without it and keeps its text in the `extras`. A path
    counts the rows of CSV as a spreadsheet does (`/rows/7/Status`), and is a JSON Pointer in JSON
    (`/promises/6/status`).
    """

    def __init__(self, mapping: "TableMapping | str | os.PathLike[str]") -> None:
        """Take a mapping, or the path of its file.

        Raises:
            DecodeError: The file is no mapping.
            OSError: The file system refuses.
        """
        self.mapping: TableMapping = (
            mapping if isinstance(mapping, TableMapping) else TableMapping.read(mapping)
        )
        self.name: str = self.mapping.name
        self.suffixes: tuple[str, ...] = self.mapping.suffixes

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a table.

        Raises:
            DecodeError: It cannot be read as a table, or strict reading found something wrong.
            MissingExtraError: It is YAML, and PyYAML is not installed.
        """
        return _decode({"": one_file(data, self.name)}, self.mapping, registry, strict=strict)


class ShippedFormat(ReadOnly):
    """A format whose mapping ships; it is read when it is first used."""

    suffixes: tuple[str, ...] = ()

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def mapping(self) -> TableMapping:
        """The mapping."""
        file = resources.files(__name__) / "mappings" / f"{self.name}.toml"
        return TableMapping.parse(file.read_bytes(), f"mapping {self.name}")

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a table; arguments and errors are those of `TabularFormat`."""
        return _decode({"": one_file(data, self.name)}, self.mapping, registry, strict=strict)


class TabularFolder(ReadOnly):
    """`tabular`: a folder that holds a mapping, `mapping.toml`, and the tables that it explains.

    Tables are its files that end in `.csv`, `.tsv`, `.txt`, `.json`, `.jsonl`, `.yaml` and `.yml`, in the
    order of their names; they are read as one. A problem has its file before the row:
    `2024.csv: /rows/7/Status`.
    """

    name = "tabular"
    suffixes: tuple[str, ...] = ()

    @staticmethod
    def owns(path: str) -> bool:
        """Say whether a file is the mapping or a table."""
        is_hidden = any(part.startswith(".") for part in path.split("/"))
        return path == _MAPPING or (path.lower().endswith(_TABLES) and not is_hidden)

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read a folder; errors are those of `TabularFormat`, and a mapping that is missing."""
        files = {
            path: content for path, content in sorted(folder(data, self.name).items()) if self.owns(path)
        }
        if _MAPPING not in files:
            hint = "write one, or name the format of a mapping that ships"
            problem = Problem("missing-mapping", _MAPPING, "no mapping says what the columns are", hint)
            raise DecodeError(self.name, [problem])
        mapping = TableMapping.parse(files.pop(_MAPPING), _MAPPING)
        return _decode(
            {f"{path}: ": content for path, content in files.items()}, mapping, registry, strict=strict
        )


def _decode(
    tables: Mapping[str, bytes], mapping: TableMapping, registry: Registry | None, *, strict: bool
) -> Decoded:
    """Read tables by a mapping, each by what stands before its places; errors are those of the formats."""
    known = Registry.default() if registry is None else registry
    lifecycle = known.lifecycles.get(mapping.proposal.lifecycle)
    subject = f"{mapping.name} table"
    if lifecycle is not None and (unknown := list(_unknown_states(mapping, lifecycle))):
        raise DecodeError(f"mapping {mapping.name}", unknown)
    cells = [cell for cell in cells_of(mapping) if cell.column is not None]
    needed = [str(cell.column) for cell in cells if not cell.optional]
    optional = [str(cell.column) for cell in cells if cell.optional]
    builder = Builder(mapping, lifecycle, strict=strict)
    with collector_paused():
        for file, data in tables.items():
            try:
                table = rows_of(data, mapping.table, needed, optional)
            except Fault as error:
                builder.tell([error.problem], file)
                raise DecodeError(subject, builder.problems) from None
            builder.tell(table.problems, file)
            for row in table.rows:
                builder.take(row, file)
        snapshot = builder.snapshot()
    errors = [problem for problem in builder.problems if problem.severity is Severity.ERROR]
    if strict and errors:
        raise DecodeError(subject, errors)
    return Decoded(snapshot, tuple(builder.problems))


def _unknown_states(mapping: TableMapping, lifecycle: Lifecycle) -> Iterator[Problem]:
    known = [state.id for state in lifecycle.states]
    for index, status in enumerate(mapping.statuses):
        for place, state in status.to.constants():
            if state not in {*known, UNMAPPED}:
                message = f"{state}: no state of {lifecycle.id}"
                hint = near(state, known) or f"allowed: {', '.join(known)}"
                yield Problem("unknown-state", f"/statuses/{index}/to{place}", message, hint)


__all__ = [
    "SHIPPED",
    "ActorKind",
    "Cell",
    "DateCell",
    "IdentifierColumn",
    "PositionColumns",
    "ProposalColumns",
    "Rest",
    "Shape",
    "ShippedFormat",
    "Skip",
    "SourceColumns",
    "StatusColumns",
    "Table",
    "TableMapping",
    "TabularFolder",
    "TabularFormat",
]
