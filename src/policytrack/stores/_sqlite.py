"""A file of SQLite: WAL, and what it says in our words."""

import sqlite3
from pathlib import Path
from typing import Any, cast

from sqlalchemy import create_engine, event, inspect
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from policytrack.engines.sql import VERSION, Tables
from policytrack.errors import StoreError
from policytrack.stores._full_text import REBUILD, SqliteSession
from policytrack.stores._session import Session, SqlSession, State
from policytrack.stores._sql import APPLICATION_ID, SqlBackend

_BUSY_MILLISECONDS = 60_000
_CACHE_KIB = 65_536
"""The pages that SQLite keeps, as they are needed: with its own 2 MiB a large load reads indexes all over."""

_ANALYSED = 1_000
"""The rows of each index that SQLite looks at for its figures; without a limit it reads all of the file."""

_ELSEWHERE = "name a file that is not there yet"


class SqliteBackend(SqlBackend):
    """A file of SQLite: WAL, so that many processes read while one writes."""

    sessions = SqliteSession

    def __init__(self, url: URL) -> None:
        super().__init__(create_engine(url, isolation_level="AUTOCOMMIT", pool_reset_on_return=None))
        self.path = url.database
        self._is_marked = False
        event.listen(self.engine, "connect", self._settle)

    def _settle(self, connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute(f"PRAGMA analysis_limit = {_ANALYSED}")

    def begin_reading(self, session: Any) -> None:  # noqa: ANN401  # one of its own sessions
        """Begin a transaction that sees one state."""
        session.say("BEGIN")

    def begin_writing(self, session: Any) -> None:  # noqa: ANN401  # one of its own sessions
        """Begin a transaction that no other writer disturbs; the first marks a new file as ours."""
        if not self._is_marked and not session.connection.exec_driver_sql("PRAGMA application_id").scalar():
            # Neither can be done in a transaction, and both may be done twice.
            session.say("PRAGMA journal_mode = WAL")
            session.say(f"PRAGMA application_id = {APPLICATION_ID}")
        self._is_marked = True
        session.say("BEGIN IMMEDIATE")

    def state(self, tables: Tables) -> State:
        """Say what there is of a store; where there is no file, none is made.

        Raises:
            StoreError: The file is one of something else, or none of SQLite.
        """
        if self.path and not self.path.startswith(("file:", ":")) and not Path(self.path).exists():
            return State(None, frozenset(tables.metadata.tables))
        try:
            with self.engine.connect() as connection:
                found = connection.exec_driver_sql("PRAGMA application_id").scalar()
                if found != APPLICATION_ID and inspect(connection).get_table_names():
                    raise StoreError(self.name, "it is a database of something else", _ELSEWHERE)
        except SQLAlchemyError as error:
            raise self.told(error) from error
        return super().state(tables)

    def create(self, session: Session, tables: Tables) -> None:
        """Make the tables that are missing."""
        super().create(session, tables)
        cast("SqlSession", session).connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")

    def erase(self) -> None:
        """Free the pages of what was deleted, and overwrite them; the log of the file too."""
        try:
            with self.engine.connect() as connection:
                # Figures of the data may hold samples of them.
                connection.exec_driver_sql("ANALYZE")
                connection.exec_driver_sql(REBUILD)
                connection.exec_driver_sql("VACUUM")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except SQLAlchemyError as error:
            raise self.told(error) from error

    def told(self, error: Exception) -> StoreError:
        """Say in our words what SQLite says in its own."""
        said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        for sign, reason, hint in (
            ("file is not a database", "the file is no database", _ELSEWHERE),
            ("malformed", "the file is damaged", "go back to a copy of it"),
            ("unable to open", "the file cannot be opened", "look at the folder and its rights"),
            ("readonly", "the file or its folder cannot be written to", "look at its rights"),
            ("full", "the disk is full", "make room, and write again; nothing was kept of this write"),
            ("disk I/O error", "the disk cannot be read or written", "look at the disk; nothing was kept"),
            ("locked", "another writer did not finish in time", "write again"),
        ):
            if sign in said:
                return StoreError(self.name, reason, hint)
        return super().told(error)
