"""A store in a file of DuckDB: one process, whose threads may read while one writes."""

import contextlib
import threading
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import cast

from sqlalchemy import MetaData, Table, select

from policytrack.engines.sql import Tables
from policytrack.errors import StoreError
from policytrack.stores._duck_session import DIALECT, Duck, DuckSession, connect, told_as
from policytrack.stores._session import Session, State


class DuckDBBackend(Duck):
    """A file that this process holds as long as the store is open.

    Where there is none and `is_dry` says that none may be made, an empty database in memory stands for it.
    """

    def __init__(self, path: Path, *, memory: str | None = None, is_dry: bool = False) -> None:
        self.path, self.memory = path, memory
        self._connection = connect(None if is_dry and not path.exists() else path, self.name, memory)
        self._writer = threading.Lock()
        self._idle = threading.Condition()
        self._open = 0

    @property
    def name(self) -> str:
        """The address."""
        return f"duckdb:///{self.path}"

    @contextlib.contextmanager
    def reading(self) -> Generator[DuckSession]:
        """Begin to read: all statements see one state."""
        with self._transaction() as session:
            yield session

    @contextlib.contextmanager
    def writing(self) -> Generator[DuckSession]:
        """Begin to write, as the only writer: all is committed at the end, or nothing where it fails."""
        with self._writer, self._transaction() as session:
            yield session
            with told_as(self.name):
                session.connection.commit()

    def state(self, tables: Tables) -> State:
        """Say what there is of a store.

        Raises:
            StoreError: The file is a database of something else.
        """
        with self.reading() as session:
            names = session.names()
            meta = tables.meta
            if names and meta.name not in names:
                raise StoreError(
                    self.name, "it is a database of something else", "name a file that is not there yet"
                )
            asked = select(meta.c.value).where(meta.c.name == "schema")
            version = int(session.rows(asked)[0][0]) if names else None
            return State(version, frozenset(tables.metadata.tables) - names)

    def create(self, session: Session, tables: Tables) -> None:
        """Make the tables that are missing."""
        duck = cast("DuckSession", session)
        names = duck.names()
        duck.create(table for table in tables.metadata.sorted_tables if table.name not in names)

    def drop(self, session: Session, names: Iterable[str]) -> None:
        """Remove tables of records."""
        cast("DuckSession", session).drop(Table(name, MetaData()) for name in names)

    def erase(self) -> None:
        """Copy what is left to a fresh file, which takes the place of the old one with its freed pages."""
        with self._writer, self._idle, told_as(self.name):
            self._idle.wait_for(lambda: self._open == 0)
            fresh = self.path.with_name(f"{self.path.name}.erasing")
            fresh.unlink(missing_ok=True)
            name = self._connection.execute("SELECT current_database()").fetchone()
            quote = DIALECT.identifier_preparer.quote
            held = quote(name[0]) if name else ""
            self._connection.execute("ATTACH '{}' AS fresh".format(str(fresh).replace("'", "''")))
            self._connection.execute(f"COPY FROM DATABASE {held} TO fresh")
            self._connection.execute("DETACH fresh")
            self.close()
            fresh.replace(self.path)
            self._connection = connect(self.path, self.name, self.memory)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextlib.contextmanager
    def _transaction(self) -> Generator[DuckSession]:
        with self._idle:
            self._open += 1
            connection = self._connection.cursor()
        try:
            connection.begin()
            try:
                yield DuckSession(connection, self.name)
            finally:
                with contextlib.suppress(Exception):  # There is nothing to undo after a commit.
                    connection.rollback()
                connection.close()
        finally:
            with self._idle:
                self._open -= 1
                self._idle.notify_all()
