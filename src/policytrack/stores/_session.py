"""What a store needs of a database: sessions that read and write, and a lock for writers."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, cast

import attrs
from sqlalchemy import Connection, Dialect, Executable, SelectBase, Table

from policytrack.engines.sql import Compiled, Tables

Rows = Sequence[Sequence[Any]]
CHUNK = 500
"""The values that one statement asks for at most."""


@attrs.frozen
class State:
    """What there is of a store: the version of its schema, None where it is new, and the tables it lacks."""

    version: int | None
    missing: frozenset[str]


class Session(Protocol):
    """A transaction of a database."""

    def rows(self, statement: SelectBase) -> Rows:
        """Return the rows that a statement selects."""
        ...

    def run(self, statement: Executable) -> None:
        """Run a statement that gives no rows."""
        ...

    def insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows."""
        ...


class Backend(Protocol):
    """A database that a store is kept in; its errors are `StoreError`, and nothing else comes out of it."""

    @property
    def name(self) -> str:
        """The address, without a password."""
        ...

    @property
    def dialect(self) -> Dialect:
        """How statements are written for it."""
        ...

    def ask(self, compiled: Compiled) -> Rows:
        """Return the rows that a rendered statement selects, in a transaction of its own."""
        ...

    def reading(self) -> AbstractContextManager[Session]:
        """Begin to read: all statements see one state."""
        ...

    def writing(self) -> AbstractContextManager[Session]:
        """Begin to write, as the only writer: all is committed at the end, or nothing where it fails."""
        ...

    def state(self, tables: Tables) -> State:
        """Say what there is of a store."""
        ...

    def create(self, session: Session, tables: Tables) -> None:
        """Make the tables that are missing."""
        ...

    def drop(self, session: Session, names: Iterable[str]) -> None:
        """Remove tables of records; what refers to a table comes before it."""
        ...

    def erase(self) -> None:
        """Free the pages of what was deleted, and overwrite them."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


class SqlSession:
    """A session on a connection of SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def rows(self, statement: SelectBase) -> Rows:
        """Return the rows that a statement selects."""
        return self.connection.execute(cast("Executable", statement)).all()

    def run(self, statement: Executable) -> None:
        """Run a statement that gives no rows."""
        self.connection.execute(statement)

    def insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows."""
        if rows:
            self.connection.execute(table.insert(), list(rows))


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterable[list[Any]]:
    """Give the values in lists of so many at most."""
    chunk: list[Any] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
