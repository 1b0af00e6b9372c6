"""Parquet files, written by DuckDB: sorted, parted into folders, within a bound of memory.

Its own writer makes them: it is there where they are read, and the alternative is more than twice as large.
"""

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from sqlalchemy import BigInteger, Column, ColumnElement, MetaData, Select, Table, func, select

from policytrack.stores._dataset import share
from policytrack.stores._duck_session import DIALECT, DuckSession, connect, escaped, told_as
from policytrack.stores._session import Rows

ROW_GROUP = 61_440
"""The rows that a reader decides on together whether to skip them."""

ENDED = Table("ended", MetaData(), Column("row_id", BigInteger), Column("rev_until", BigInteger))
"""Rows that stand in earlier files and have ended since, each with the revision that ended it."""

SORTED = ("proposal_id", "word", "value", "id", "number", "row_id")
"""What the rows of a file are sorted by, as far as its table has the columns."""

BODIES = "record"
"""The table of whole records, whose rows are found by their numbers: they sort it."""

Places = Mapping[str, ColumnElement[Any]]


class Files:
    """The files of one state in the making: new rows of a table are gathered in a database, then written.

    `state` is the folder that they stand in; `written` and `kept` count them.
    """

    def __init__(self, place: Path, prefix: str, memory: str) -> None:
        self.state, self.written, self.kept = place / "state", 0, 0
        self._connection = connect(None, str(place.parent), memory)
        self._session = DuckSession(self._connection, str(place.parent))
        self._names = (f"{prefix}-{number}.parquet" for number in itertools.count())
        self._gathered: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def add(self, table: Table, rows: Rows) -> None:
        """Gather rows, their cells in the order of the columns."""
        if rows:
            self._begin(table)
            self._session.append(table, [column.name for column in table.c], rows)

    def carry(self, table: Table, folder: Path, files: Sequence[Path]) -> None:
        """Take earlier files of one folder over: a single one as it is where that can be, else all as one.

        Rows that have ended are left out there, and gathered with what is new.
        """
        gone = 0
        if ENDED.name in self._gathered or len(files) > 1:
            found = self._connection.read_parquet([escaped(file) for file in files], hive_partitioning=False)
            found.create_view("old", replace=True)
        old = table.to_metadata(MetaData(), name="old")
        staying = select(*old.c).order_by(*(old.c[column.name] for column in _order(table)))
        if ENDED.name in self._gathered:
            rest = [column for column in old.c if column.name != "rev_until"]
            ended = select(*rest, ENDED.c.rev_until).join(ENDED, ENDED.c.row_id == old.c.row_id)
            staying = staying.where(old.c.row_id.not_in(select(ENDED.c.row_id)))
            gone = self._count(ended)
            if gone:
                self._begin(table)
                names = [column.name for column in ended.selected_columns]
                self._session.run(table.insert().from_select(names, ended))
        if gone or len(files) > 1:
            if self._count(staying):
                self._write(staying, folder)
        else:
            share(files[0], self.state / folder / files[0].name)
            self.kept += 1

    def finish(self, table: Table, places: Places) -> None:
        """Write what was gathered of a table, each row into its folder, and forget it."""
        if table.name in self._gathered:
            found = select(*places.values()).select_from(table).distinct()
            for values in self._session.rows(found) if places else [()]:
                folder = Path(table.name)
                for name, value in zip(places, values, strict=True):
                    folder /= f"{name}={quote(str(value), safe='')}"
                cuts = [place == value for place, value in zip(places.values(), values, strict=True)]
                self._write(select(*table.c).where(*cuts).order_by(*_order(table)), folder)
        for one in (table, ENDED):
            if one.name in self._gathered:
                self._session.drop([one])
        self._gathered.clear()

    def _begin(self, table: Table) -> None:
        if table.name not in self._gathered:
            self._session.create([table])
            self._gathered.add(table.name)

    def _count(self, statement: Select[Any]) -> int:
        ((count,),) = self._session.rows(
            select(func.count()).select_from(statement.order_by(None).subquery())
        )
        return int(count)

    def _write(self, statement: Select[Any], folder: Path) -> None:
        """Write the rows of a statement as a file."""
        (self.state / folder).mkdir(parents=True, exist_ok=True)
        sql = str(statement.compile(dialect=DIALECT, compile_kwargs={"literal_binds": True}))
        with told_as(self._session.name):
            self._connection.sql(sql).write_parquet(
                str(self.state / folder / next(self._names)), compression="zstd", row_group_size=ROW_GROUP
            )
        self.written += 1


def _order(table: Table) -> list[Column[Any]]:
    """Return the columns by which the rows of a file are sorted, so that readers skip most of them."""
    names = SORTED[-1:] if table.name == BODIES else SORTED
    return [table.c[name] for name in names if name in table.c]
