"""What a store needs of a database: sessions that read and write, and a lock for writers."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, cast

import attrs
from sqlalchemy import ClauseElement, Connection, Dialect, Executable, SelectBase, Table, delete, select

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
        """Run a statement that gives no rows, with values for columns that it sets."""
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
        """Drop indexes before a first load, where that is quicker and keeps no reader waiting."""
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
        """Do nothing: readers of PostgreSQL would wait for the load, and DuckDB has none."""

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

    def __init__(self, connection: Connection, rendered: Rendered) -> None:
        self.connection, self._rendered = connection, rendered
        self.cursor: Any = connection.connection.cursor()

    def rows(self, statement: SelectBase, **values: Any) -> Rows:  # noqa: ANN401  # values of any type
        """Return the rows that a statement selects."""
        if not values:
            return self.connection.execute(cast("Executable", statement)).all()
        lists: dict[str, list[Any]] = {name: held for name, held in values.items() if type(held) is list}
        key = (statement, *((name, len(held)) for name, held in lists.items()))
        given = {f"{name}_{place}": one for name, held in lists.items() for place, one in enumerate(held, 1)}
        self._execute(key, lambda: statement.params(values), [{**values, **given}])
        found: Rows = self.cursor.fetchall()
        return found

    def run(self, statement: Executable, **values: Any) -> None:  # noqa: ANN401  # as above
        """Run a statement that gives no rows."""
        if not values:
            self.connection.execute(statement)
            return
        names = tuple(values)
        self._execute((statement, names), lambda: cast("ClauseElement", statement), [values], names)

    def insert(self, table: Table, names: Sequence[str], rows: Rows) -> None:
        """Insert rows with their cells in the order of these columns."""
        if not rows:
            return
        key = table, tuple(names)
        if key not in self._rendered:
            place = "?" if self.connection.dialect.positional else "%s"
            into = into_columns(self.connection, table, names)
            places = ", ".join([place] * len(names))
            self._rendered[key] = f"INSERT INTO {into} VALUES ({places})", None  # noqa: S608  # Names are the schema's.
        sql, _ = self._rendered[key]
        if len(rows) == 1:
            self.cursor.execute(sql, rows[0])
        else:
            self.cursor.executemany(sql, rows)

    def take_figures(self) -> None:
        """Let the database look at how its data lie."""
        self.connection.exec_driver_sql("ANALYZE")

    def _execute(
        self,
        key: Hashable,
        statement: Callable[[], ClauseElement],
        values: Sequence[dict[str, Any]],
        names: Sequence[str] | None = None,
    ) -> None:
        """Run a statement, made where it was not rendered before, with each of some values.

        `names` are the columns that those are of.
        """
        if key not in self._rendered:
            how = {"render_postcompile": True}
            dialect = self.connection.dialect
            compiled: Any = statement().compile(dialect=dialect, column_keys=names, compile_kwargs=how)
            self._rendered[key] = str(compiled), compiled.positiontup
        sql, order = self._rendered[key]
        given: Any = values if order is None else [[row[name] for name in order] for row in values]
        if len(given) == 1:
            self.cursor.execute(sql, given[0])
        else:
            self.cursor.executemany(sql, given)


def into_columns(connection: Connection, table: Table, names: Iterable[str]) -> str:
    """Return a table with some of its columns, as statements name them."""
    quote = connection.dialect.identifier_preparer.quote
    return f"{quote(table.name)} ({', '.join(map(quote, names))})"


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
