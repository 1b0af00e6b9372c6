"""What a store needs of a database: sessions that read and write, and a lock for writers."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any, Protocol, cast

import attrs
from sqlalchemy import (
    ClauseElement,
    Connection,
    Dialect,
    Engine,
    Executable,
    PoolProxiedConnection,
    SelectBase,
    Table,
    delete,
    select,
)
from sqlalchemy.schema import CreateIndex, DropIndex

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

    def rows(self, statement: SelectBase, **values: Any) -> Rows:  # noqa: ANN401  # values of any type
        """Return the rows that a statement selects, with values for the places that it leaves open.

        Such a statement is kept by who asks it, so that it need be rendered once.
        """
        ...

    def run(self, statement: Executable, **values: Any) -> None:  # noqa: ANN401  # as above
        """Run a statement that gives no rows, with values for the places that it leaves open."""
        ...

    def insert(self, table: Table, names: Sequence[str], rows: Rows) -> None:
        """Insert rows with their cells in the order of these columns."""
        ...

    def take_figures(self) -> None:
        """Let the database look at how its data lie, what this transaction wrote too."""
        ...

    def add_words(self, tables: Tables, words: Mapping[int, Collection[str]]) -> None:
        """Add the words of some rows, by the numbers of the rows."""
        ...

    def remove_words(self, tables: Tables, rows: SelectBase) -> None:
        """Remove the words of the rows whose numbers are selected."""
        ...

    def words_between(self, tables: Tables, first: int, until: int) -> Rows:
        """Return pairs of a word and its row, for the rows from one number to before another."""
        ...

    def drop_indexes(self, tables: Iterable[Table]) -> None:
        """Drop indexes before a first load, where that is quicker."""
        ...

    def make_indexes(self, tables: Iterable[Table]) -> None:
        """Make the indexes that were dropped."""
        ...


class Usual:
    """What a session does where words stand in a table like any other, and indexes are never dropped."""

    def add_words(self: Session, tables: Tables, words: Mapping[int, Collection[str]]) -> None:
        """Add the words of some rows, by the numbers of the rows."""
        rows = [(word, row_id) for row_id, those in words.items() for word in sorted(those)]
        self.insert(tables.word, ("word", "row_id"), rows)

    def remove_words(self: Session, tables: Tables, rows: SelectBase) -> None:
        """Remove the words of the rows whose numbers are selected."""
        self.run(delete(tables.word).where(tables.word.c.row_id.in_(rows)))

    def words_between(self: Session, tables: Tables, first: int, until: int) -> Rows:
        """Return pairs of a word and its row, for the rows from one number to before another."""
        word = tables.word
        return self.rows(select(word).where(word.c.row_id >= first, word.c.row_id < until))

    def drop_indexes(self, tables: Iterable[Table]) -> None:
        """Do nothing: DuckDB has none."""

    def make_indexes(self, tables: Iterable[Table]) -> None:
        """Do nothing: they are there."""


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


Rendered = dict[Hashable, tuple[str, Sequence[str] | None]]
"""The SQL of statements, with the names of the values by their places, None where they go by name."""


class SqlSession(Usual):
    """A session on a connection of SQLAlchemy.

    What a commit always says goes to the driver directly, rendered once for all sessions of a backend: what
    SQLAlchemy does around a statement takes longer than most databases take to answer it.
    """

    def __init__(self, engine: Engine, pooled: PoolProxiedConnection, rendered: Rendered) -> None:
        self.engine, self._pooled, self._rendered = engine, pooled, rendered
        self.driver = cast("Any", pooled.dbapi_connection)
        self.cursor: Any = self.driver.cursor()

    @property
    def connection(self) -> Connection:
        """The same connection as SQLAlchemy's, for what few commits say."""
        return self._known

    @cached_property
    def _known(self) -> Connection:
        return Connection(self.engine, self._pooled)

    def say(self, sql: str) -> None:
        """Run a statement that is a text and gives no rows."""
        self.cursor.execute(sql)

    def commit(self) -> None:
        """Keep all that was written."""
        self.say("COMMIT")

    def undo(self) -> None:
        """Keep nothing of it."""
        self.say("ROLLBACK")

    def rows(self, statement: SelectBase, **values: Any) -> Rows:  # noqa: ANN401  # values of any type
        """Return the rows that a statement selects."""
        if not values:
            return cast("Rows", self.connection.execute(cast("Executable", statement)).all())
        lists: dict[str, list[Any]] = {name: held for name, held in values.items() if type(held) is list}
        key = (statement, *((name, len(held)) for name, held in lists.items()))
        given = {f"{name}_{place}": one for name, held in lists.items() for place, one in enumerate(held, 1)}
        cursor = self._execute(key, lambda: statement.params(values), {**values, **given})
        found: Rows = cursor.fetchall()
        return found

    def run(self, statement: Executable, **values: Any) -> None:  # noqa: ANN401  # as above
        """Run a statement that gives no rows."""
        if not values:
            self.connection.execute(statement)
            return
        names = tuple(values)
        self._execute((statement, names), lambda: cast("ClauseElement", statement), values)

    def insert(self, table: Table, names: Sequence[str], rows: Rows) -> None:
        """Insert rows with their cells in the order of these columns."""
        if not rows:
            return
        key = table, tuple(names)
        if key not in self._rendered:
            place = "?" if self.engine.dialect.positional else "%s"
            into, places = self.into(table, names), ", ".join([place] * len(names))
            self._rendered[key] = f"INSERT INTO {into} VALUES ({places})", None  # noqa: S608  # Names are the schema's.
        sql, _ = self._rendered[key]
        cursor = self.driver.cursor()
        if len(rows) == 1:
            cursor.execute(sql, rows[0])
        else:
            cursor.executemany(sql, rows)

    def into(self, table: Table, names: Iterable[str]) -> str:
        """Return a table with some of its columns, as statements name them."""
        quote = self.engine.dialect.identifier_preparer.quote
        return f"{quote(table.name)} ({', '.join(map(quote, names))})"

    def drop_indexes(self, tables: Iterable[Table]) -> None:
        """Drop indexes: to make them of all rows takes less time."""
        for table in tables:
            for index in table.indexes:
                self.connection.execute(DropIndex(index, if_exists=True))

    def make_indexes(self, tables: Iterable[Table]) -> None:
        """Make the indexes that were dropped."""
        for table in tables:
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                self.connection.execute(CreateIndex(index))

    def take_figures(self) -> None:
        """Let the database look at how its data lie."""
        self.connection.exec_driver_sql("ANALYZE")

    def _execute(self, key: Hashable, statement: Callable[[], ClauseElement], values: dict[str, Any]) -> Any:  # noqa: ANN401  # a cursor of a driver
        """Run a statement with some values, on a cursor of its own."""
        sql, order = self._text(key, statement)
        cursor = self.driver.cursor()
        cursor.execute(sql, values if order is None else [values[name] for name in order])
        return cursor

    def _text(
        self, key: Hashable, statement: Callable[[], ClauseElement]
    ) -> tuple[str, Sequence[str] | None]:
        """Return a statement as SQL, made where it was not before, with the order of values without names."""
        if key not in self._rendered:
            how = {"render_postcompile": True}
            compiled: Any = statement().compile(dialect=self.engine.dialect, compile_kwargs=how)
            self._rendered[key] = str(compiled), compiled.positiontup
        return self._rendered[key]


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
