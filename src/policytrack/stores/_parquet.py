"""A store in a data set of Parquet files, read by DuckDB within a bound of memory; nothing is written."""

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import NoReturn

from sqlalchemy import BigInteger, Table

from policytrack.engines.sql import Tables
from policytrack.engines.sql._partitions import Partitioned, partitions
from policytrack.errors import StoreError
from policytrack.registry import Registry
from policytrack.stores._dataset import Dataset
from policytrack.stores._duck_session import Duck, DuckSession, connect, escaped
from policytrack.stores._session import Session, State

NO_DATASET = "make one: store.export_parquet(folder)"

MEMORY = "512MiB"
"""The memory that questions may take where nothing else is said."""


class ReadOnly:
    """What a store on files that others wrote refuses."""

    name: str

    def create(self, session: Session, tables: Tables) -> NoReturn:  # noqa: ARG002  # It is refused.
        """Refuse to make tables; errors as for `writing`."""
        raise self.refused()

    def drop(self, session: Session, names: object) -> NoReturn:  # noqa: ARG002  # As above.
        """Refuse to remove tables; errors as for `writing`."""
        raise self.refused()

    def take_figures(self) -> NoReturn:
        """Refuse to write figures; errors as for `writing`."""
        raise self.refused()

    def writing(self) -> NoReturn:
        """Refuse to write.

        Raises:
            StoreError: Always.
        """
        raise self.refused()

    def erase(self) -> NoReturn:
        """Refuse to erase; errors as for `writing`."""
        raise self.refused()

    def refused(self) -> StoreError:
        """Return the error that says where to write instead."""
        return StoreError(self.name, "a data set is read only", "write to the store and export it again")


class ParquetBackend(ReadOnly, Duck):
    """The state that was current when it was opened; a later export changes nothing in it."""

    def __init__(self, folder: Path, registry: Registry, *, memory: str = MEMORY) -> None:
        self.name = f"parquet:{folder}"
        dataset = Dataset.read(folder)
        if dataset is None:
            raise StoreError(self.name, "no data set is there", NO_DATASET)
        self.published = dataset.state
        self.tables = Partitioned(registry)
        self._connection = connect(None, self.name, memory)
        session = DuckSession(self._connection, self.name)
        for table in self.tables.metadata.sorted_tables:
            files = dataset.files(table.name)
            if files:
                session.view(table, _scan(table, files))
            else:
                # A plugin's class of which there is no record, or what stays in the store.
                session.create([table])

    def state(self, tables: Tables) -> State:  # noqa: ARG002  # What is not there is empty.
        """Say what version of the schema the files have."""
        return State(self.published.schema, frozenset())

    @contextlib.contextmanager
    def reading(self) -> Generator[DuckSession]:
        """Begin to read."""
        with contextlib.closing(self._connection.cursor()) as connection:
            yield DuckSession(connection, self.name)

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()


def _scan(table: Table, files: list[Path]) -> str:
    """Return how DuckDB reads files; what stands in their paths are columns too."""
    listed = ", ".join(_quoted(escaped(file)) for file in files)
    kinds = {name: table.c[name].type for name in partitions(table)}
    types = ", ".join(
        f"{name}: {'BIGINT' if isinstance(kind, BigInteger) else 'VARCHAR'}" for name, kind in kinds.items()
    )
    hive = f"hive_partitioning = true, hive_types = {{{types}}}" if types else "hive_partitioning = false"
    return f"read_parquet([{listed}], {hive})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
