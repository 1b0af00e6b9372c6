"""From a store to a data set of Parquet files: what is new since the last time, and what that has ended.

Rows never change, but for the revision that ends them. So a state of a data set is the one before, with the
files in which a row has ended written again without it, and new files with what is new. DuckDB's own writer
makes the files: it is there where they are read, and half as large as the alternative.
"""

import hashlib
from pathlib import Path

import attrs
from sqlalchemy import ColumnElement, Table, func, select

from policytrack.engines.sql import FOREVER, VERSION, Tables
from policytrack.engines.sql._partitions import Partitioned, places
from policytrack.errors import StoreError
from policytrack.stores._dataset import KEPT_BACK, Dataset, Published, aside, publish
from policytrack.stores._dependence import MARK, held
from policytrack.stores._files import ENDED, Files
from policytrack.stores._session import Session

AT_ONCE = 20_000
"""The row numbers that are read from the store at once."""

MOST_FILES = 8
"""The files of one folder from which on they are written as one."""

PUBLIC = ("schema", "store", MARK)
"""What a store tells of itself: its key for hashes of redacted text stays where it is."""

MANY = 50
"""How many times as many are looked through for rows that have ended: those are few."""


@attrs.frozen
class Exported:
    """What an export did: the revision that is there now, files that were written, and files that stayed."""

    revision: int
    written: int
    kept: int


def export(session: Session, tables: Tables, folder: Path, *, memory: str = "512MiB") -> Exported:
    """Bring a data set up to what a session reads.

    Args:
        session: A session that reads; all of the export sees one state.
        tables: The tables of the store.
        folder: Where the data set is, or will be.
        memory: How much memory sorting may take; more goes to the disk.

    Raises:
        MissingExtraError: DuckDB is not installed.
        StoreError: The folder holds another store's data set or one of a later revision, or it cannot be
            written; what stood there stands there.
    """
    if isinstance(tables, Partitioned):
        hint = "copy its folder, or export the store that it came from"
        raise StoreError(str(folder), "a data set is read only, and not exported again", hint)
    try:
        return _export(session, tables, folder, memory)
    except OSError as error:
        raise StoreError(str(folder), f"it cannot be written: {error.strerror}") from error


def _export(session: Session, tables: Tables, folder: Path, memory: str) -> Exported:
    state = _state(session, tables)
    before = Dataset.read(folder)
    if before is not None and before.state.store != state.store:
        raise StoreError(str(folder), "it holds the data set of another store", "give each its own folder")
    if before is not None and before.state.revision > state.revision:
        reason = f"it holds revision {before.state.revision}, after the store's {state.revision}"
        raise StoreError(str(folder), reason, "an older copy of the store goes into a folder of its own")
    if before is not None and before.state == state:
        kept = sum(len(before.files(name)) for name in tables.metadata.tables)
        return Exported(state.revision, 0, kept)
    erased = session.rows(select(func.max(tables.redaction.c.number)))[0][0]
    is_erased = before is not None and erased is not None and erased > before.state.revision
    # Of what was made anew with another registry, rows are gone.
    is_alike = before is not None and (before.state.schema, before.state.mark) == (VERSION, state.mark)
    base = before if is_alike and not is_erased else None
    keep = None if before is None or is_erased else before.state.name
    with aside(folder) as place:
        with Files(place, f"{state.revision}-{state.next_row}", memory) as files:
            making = _Making(session, tables, state, base, files)
            for table in tables.metadata.sorted_tables:
                if table.name not in KEPT_BACK:
                    making.table(table)
        publish(files.state, folder, state, keep=keep)
    return Exported(state.revision, files.written, files.kept)


def _state(session: Session, tables: Tables) -> Published:
    clock, meta = tables.clock, tables.meta
    ((number, next_row),) = session.rows(select(clock.c.number, clock.c.next_row))
    ((store,),) = session.rows(select(meta.c.value).where(meta.c.name == "store"))
    mark = hashlib.sha256(held(session, tables).encode()).hexdigest()
    return Published(store, VERSION, number, next_row, mark)


class _Making:
    """The making of one state."""

    def __init__(
        self, session: Session, tables: Tables, state: Published, base: Dataset | None, files: Files
    ) -> None:
        self.session, self.tables, self.state, self.base, self.files = session, tables, state, base, files

    def table(self, table: Table) -> None:
        """Write the files of a table."""
        self._read_new(table)
        if self.base is not None and "rev_until" in table.c:
            self._read_ended(table, self.base)
        if self.base is not None and "row_id" in table.c:
            self._carry_over(table, self.base)
        self.files.finish(table, places(self.tables, table))

    def _read_new(self, table: Table) -> None:
        """Take over the rows that the state before did not have; a table without numbers is taken whole."""
        if "row_id" not in table.c:
            public = [table.c.name.in_(PUBLIC)] if table is self.tables.meta else []
            self.files.add(table, self.session.rows(select(*table.c).where(*public)))
            return
        first = 0 if self.base is None else self.base.state.next_row
        for row_id in range(first, self.state.next_row, AT_ONCE):
            if table is self.tables.word:
                rows = self.session.words_between(self.tables, row_id, row_id + AT_ONCE)
            else:
                rows = self.session.rows(select(*table.c).where(*_between(table, row_id, AT_ONCE)))
            self.files.add(table, rows)

    def _read_ended(self, table: Table, base: Dataset) -> None:
        """Note which rows of the state before have ended since."""
        columns, before = table.c, base.state
        for row_id in range(0, before.next_row, AT_ONCE * MANY):
            ended = select(columns.row_id, columns.rev_until).where(
                *_between(table, row_id, AT_ONCE * MANY),
                columns.row_id < before.next_row,
                columns.rev_until > before.revision,
                columns.rev_until != FOREVER,
            )
            self.files.add(ENDED, self.session.rows(ended))

    def _carry_over(self, table: Table, base: Dataset) -> None:
        """Let the files of the state before stand in this one, where nothing in them has ended."""
        folders: dict[Path, list[Path]] = {}
        for file in base.files(table.name):
            folders.setdefault(file.parent.relative_to(base.current), []).append(file)
        for folder, files in folders.items():
            for some in [files] if len(files) >= MOST_FILES else [[file] for file in files]:
                self.files.carry(table, folder, some)


def _between(table: Table, row_id: int, count: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.row_id >= row_id, table.c.row_id < row_id + count
