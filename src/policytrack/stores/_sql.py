"""What the databases that SQLAlchemy speaks to have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, ClassVar, cast

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    PoolProxiedConnection,
    Table,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

from policytrack.engines.sql import Compiled, Tables
from policytrack.errors import StoreError
from policytrack.stores._full_text import MADE
from policytrack.stores._session import Rendered, Rows, Session, SqlSession, State

APPLICATION_ID = 0x706F6C74
"""What tells a store of ours from other SQLite files: `polt` in ASCII."""


@lru_cache(maxsize=512)
def _definitions(table: Table, dialect: str) -> tuple[str, ...]:
    """Return what makes a table and its indexes; SQLAlchemy writes the same anew each time."""
    if (table.name, dialect) == ("word", "sqlite"):
        return MADE
    known = make_url(f"{dialect}://").get_dialect()()
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    made: list[DDLElement] = [CreateTable(table), *(CreateIndex(index) for index in indexes)]
    return tuple(str(one.compile(dialect=known)) for one in made)


def _names(connection: Connection) -> set[str]:
    """Return the names of the tables, and of the views: one may stand for a table."""
    found = inspect(connection)
    return {*found.get_table_names(), *found.get_view_names()}


class SqlBackend(ABC):
    """What the two have in common: connections from a pool, and errors that are ours."""

    sessions: ClassVar[type[SqlSession]]

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.name = engine.url.render_as_string(hide_password=True)
        self._rendered: Rendered = {}
        self._failures = SQLAlchemyError, engine.dialect.loaded_dbapi.Error

    @property
    def dialect(self) -> Dialect:
        """How statements are written for it."""
        return self.engine.dialect

    def ask(self, compiled: Compiled) -> Rows:
        """Return the rows that a rendered statement selects, in a transaction of its own.

        The driver is asked directly: what SQLAlchemy does around a statement costs more than many answers.
        """
        try:
            connection = self.engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute(compiled.sql, compiled.parameters)
                return cursor.fetchall()
            except self._failures as error:
                if self.dialect.is_disconnect(cast("Any", error), connection.dbapi_connection, None):
                    connection.invalidate()
                    raise self.lost() from error
                raise
            finally:
                connection.close()
        except self._failures as error:
            raise self.told(error) from error

    @contextmanager
    def reading(self) -> Generator[SqlSession]:
        """Begin to read: all statements see one state."""
        with self._transaction(self.begin_reading) as session:
            yield session

    @contextmanager
    def writing(self) -> Generator[SqlSession]:
        """Begin to write, as the only writer: all is committed at the end, or nothing where it fails."""
        with self._transaction(self.begin_writing) as session:
            yield session

    @contextmanager
    def _transaction(self, begin: Callable[[Any], None]) -> Generator[SqlSession]:
        """Connect and begin; commit at the end, or roll back and tell what went wrong.

        The driver is spoken to directly, as in `ask`.
        """
        try:
            pooled = self.engine.raw_connection()
            try:
                session = self.sessions(self.engine, pooled, self._rendered)
                try:
                    begin(session)
                    yield session
                    session.commit()
                except BaseException as error:
                    self._undo(session, pooled, error)
                    raise
            finally:
                pooled.close()
        except self._failures as error:
            raise self.told(error) from error

    def _undo(self, session: SqlSession, pooled: PoolProxiedConnection, error: BaseException) -> None:
        """Roll back where there is something to roll back: a database may have done it by itself.

        A connection that could not do so is not used again, since pools roll nothing back.

        Raises:
            StoreError: The connection was lost.
        """
        try:
            session.undo()
        except BaseException as failure:
            is_lost = self.dialect.is_disconnect(cast("Any", failure), pooled.dbapi_connection, None)
            pooled.invalidate()
            if is_lost:
                raise self.lost() from error
            if not isinstance(failure, self._failures):
                raise

    @abstractmethod
    def begin_reading(self, session: Any) -> None:  # noqa: ANN401  # one of its own sessions
        """Begin a transaction that sees one state."""

    @abstractmethod
    def begin_writing(self, session: Any) -> None:  # noqa: ANN401  # one of its own sessions
        """Begin a transaction that no other writer disturbs."""

    def lost(self) -> StoreError:
        """Say that the connection was lost."""
        hint = "look at the server; what was acknowledged is there, nothing of an unfinished write is"
        return StoreError(self.name, "the connection was lost", hint)

    def told(self, error: Exception) -> StoreError:
        """Say in our words what a database says in its own."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        first = str(cause).strip().split("\n", maxsplit=1)[0]
        return StoreError(self.name, first, "nothing of what was being written was kept")

    def state(self, tables: Tables) -> State:
        """Say what there is of a store."""
        with self.reading() as session:
            connection = session.connection
            names = _names(connection)
            meta = tables.meta
            asked = select(meta.c.value).where(meta.c.name == "schema")
            version = connection.execute(asked).scalar() if meta.name in names else None
            missing = frozenset(tables.metadata.tables) - names
            return State(None if version is None else int(version), missing)

    def create(self, session: Session, tables: Tables) -> None:
        """Make the tables that are missing."""
        connection = cast("SqlSession", session).connection
        names = _names(connection)
        for table in tables.metadata.sorted_tables:
            if table.name not in names:
                for made in _definitions(table, self.dialect.name):
                    connection.exec_driver_sql(made)
        for shown in tables.shown.values():
            if shown.table.name not in names:
                connection.exec_driver_sql(tables.view(shown))

    def drop(self, session: Session, names: Iterable[str]) -> None:
        """Remove tables of records, with what people see of them."""
        connection = cast("SqlSession", session).connection
        for name in names:
            quoted = name.replace('"', '""')
            connection.exec_driver_sql(f'DROP VIEW IF EXISTS "current_{quoted}"')
            connection.exec_driver_sql(f'DROP TABLE "{quoted}"')

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()
