"""A store in tables of Delta Lake or Iceberg that have the layout of a data set; nothing is written.

The folder holds a table of the lake for each table of the store, under its name, with `life`, `year` and
`kind` as columns. The libraries of the lakes read them to Arrow, which DuckDB asks: of Delta Lake it takes
only what a question needs, an Iceberg table it holds in memory.
"""

import contextlib
import threading
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from policytrack.engines.sql import Tables
from policytrack.engines.sql._partitions import Partitioned
from policytrack.errors import MissingExtraError, StoreError
from policytrack.registry import Registry
from policytrack.stores._duck_session import Duck, DuckSession, connect
from policytrack.stores._parquet import ReadOnly
from policytrack.stores._session import State


class LakeBackend(ReadOnly, Duck):
    """The tables as they were when the store was opened."""

    def __init__(self, kind: str, folder: Path, registry: Registry, *, memory: str) -> None:
        self.name = f"{kind}:{folder}"
        self.tables = Partitioned(registry)
        if not (folder / self.tables.meta.name).is_dir():
            raise StoreError(self.name, "no table meta is there", "write each table of a data set there")
        self._connection = connect(None, self.name, memory)
        self._alone = threading.RLock()
        session = DuckSession(self._connection, self.name)
        for table in self.tables.metadata.sorted_tables:
            place = folder / table.name
            if place.is_dir():
                self._connection.register(f"{table.name}_in_lake", READERS[kind](place))
                session.view(table, f'"{table.name}_in_lake"')
            else:
                session.create([table])

    def state(self, tables: Tables) -> State:
        """Say what version of the schema the tables have."""
        meta = tables.meta
        with self.reading() as session:
            ((version,),) = session.rows(select(meta.c.value).where(meta.c.name == "schema"))
        return State(int(version), frozenset())

    @contextlib.contextmanager
    def reading(self) -> Generator[DuckSession]:
        """Begin to read; one thread at a time, since what Arrow gives belongs to one connection."""
        with self._alone:
            yield DuckSession(self._connection, self.name)

    def close(self) -> None:
        """Let go of the tables."""
        self._connection.close()


def _delta(place: Path) -> object:
    """Return a table as a data set of Arrow, of which DuckDB reads what it needs."""
    try:
        from deltalake import DeltaTable  # noqa: PLC0415  # Loaded where it is used.

        table: Any = DeltaTable(str(place))
        return table.to_pyarrow_dataset()
    except ImportError:
        raise MissingExtraError("a store in Delta Lake", "lake") from None


def _iceberg(place: Path) -> object:
    """Return a table as one of Arrow."""
    try:
        from pyiceberg.table import StaticTable  # noqa: PLC0415  # Loaded where it is used.
    except ImportError:
        raise MissingExtraError("a store in Iceberg", "lake") from None
    newest = max((place / "metadata").glob("*.metadata.json"), key=lambda path: path.name)
    table: Any = StaticTable.from_metadata(str(newest))
    return table.scan().to_arrow()


READERS: dict[str, Callable[[Path], object]] = {"delta": _delta, "iceberg": _iceberg}
"""What reads a table of each kind of lake."""
