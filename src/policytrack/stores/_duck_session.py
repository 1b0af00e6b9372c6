"""DuckDB's own connection: statements as it takes them, rows a column at a time, and a bound on memory."""

import contextlib
import re
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import ClauseElement, Dialect, Executable, SelectBase, Table
from sqlalchemy.schema import CreateTable, DropTable

from policytrack.engines.sql import Compiled, rendered
from policytrack.engines.sql._duckdb import DuckDB
from policytrack.errors import MissingExtraError, StoreError
from policytrack.stores._session import Rows, Usual

if TYPE_CHECKING:
    import duckdb

DIALECT = DuckDB()
AT_ONCE = 20_000
"""The rows that one statement inserts at most."""


def connect(path: Path | None, name: str, memory: str | None = None) -> "duckdb.DuckDBPyConnection":
    """Open a database.

    Args:
        path: Its file; None keeps it in memory.
        name: What errors call it.
        memory: How much memory it may take, as DuckDB says it (`512MiB`); None leaves that to DuckDB.

    Raises:
        MissingExtraError: DuckDB is not installed.
        StoreError: The file cannot be opened, or another process holds it.
    """
    try:
        import duckdb  # noqa: PLC0415  # An extra, loaded where it is used.
    except ModuleNotFoundError:
        raise MissingExtraError("DuckDB", "duckdb") from None
    # What does not fit goes to the disk; DuckDB would take the current folder for that.
    settings: dict[str, Any] = {"temp_directory": str(Path(tempfile.gettempdir()) / "policytrack-duckdb")}
    if memory is not None:
        settings["memory_limit"] = memory
    with told_as(name):
        return duckdb.connect(":memory:" if path is None else str(path), config=settings)


@contextlib.contextmanager
def told_as(name: str) -> Generator[None]:
    """Tell an error of DuckDB's as one of ours."""
    import duckdb  # noqa: PLC0415  # An extra, loaded where it is used.

    try:
        yield
    except duckdb.Error as error:
        text = str(error).splitlines()[0]
        if "Conflicting lock" in text:
            hint = "one process at a time opens a file of DuckDB: close it there"
            raise StoreError(name, "another process holds it", hint) from error
        raise StoreError(name, text) from error


def escaped(path: Path) -> str:
    """Return a path as DuckDB reads it where a pattern of names may stand."""
    return re.sub(r"[\[*?]", r"[\g<0>]", str(path))


class DuckSession(Usual):
    """A transaction on a connection of DuckDB."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", name: str) -> None:
        self.connection, self.name = connection, name

    def rows(self, statement: SelectBase, **values: Any) -> Rows:  # noqa: ANN401  # values of any type
        """Return the rows that a statement selects."""
        return self.ask(rendered(statement.params(values), DIALECT))

    def ask(self, compiled: Compiled) -> Rows:
        """Return the rows that a rendered statement selects."""
        return self._execute(compiled.sql, compiled.parameters).fetchall()

    def run(self, statement: Executable, **values: Any) -> None:  # noqa: ANN401  # as above
        """Run a statement that gives no rows."""
        compiled = rendered(cast("ClauseElement", statement), DIALECT, values)
        self._execute(compiled.sql, compiled.parameters)

    def insert(self, table: Table, names: Sequence[str], rows: Rows) -> None:
        """Insert rows with their cells in the order of these columns."""
        if rows:
            self.append(table, names, rows)

    def take_figures(self) -> None:
        """Do nothing: DuckDB keeps such figures itself."""

    def append(self, table: Table, names: Sequence[str], rows: Rows) -> None:
        """Insert rows with their cells in the order of these columns.

        They go in as a list for each column: with `executemany`, which reads the statement anew for each
        row, it takes a hundred and fifty times as long.
        """
        quote = DIALECT.identifier_preparer.quote
        types = [DIALECT.type_compiler_instance.process(table.c[name].type) for name in names]
        cells = ", ".join(f"CAST(unnest(${place}) AS {kind})" for place, kind in enumerate(types, 1))
        into = f"{quote(table.name)} ({', '.join(map(quote, names))})"
        for first in range(0, len(rows), AT_ONCE):
            columns = zip(*rows[first : first + AT_ONCE], strict=True)
            sql = f"INSERT INTO {into} SELECT {cells}"  # Names are the schema's, values are bound.
            self._execute(sql, [list(column) for column in columns])

    def names(self) -> frozenset[str]:
        """Return the names of the tables that are there."""
        found = self._execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary")
        return frozenset(row[0] for row in found.fetchall())

    def create(self, tables: Iterable[Table]) -> None:
        """Make tables."""
        for table in tables:
            self._execute(str(CreateTable(table).compile(dialect=DIALECT)))

    def view(self, table: Table, source: str) -> None:
        """Let a source of rows stand for a table."""
        quote = DIALECT.identifier_preparer.quote
        names = ", ".join(quote(column.name) for column in table.c)
        self._execute(f"CREATE VIEW {quote(table.name)} AS SELECT {names} FROM {source}")  # noqa: S608  # No value of a user's.

    def drop(self, tables: Iterable[Table]) -> None:
        """Remove tables with all their rows."""
        for table in tables:
            self._execute(str(DropTable(table).compile(dialect=DIALECT)))

    def _execute(self, sql: str, parameters: Any = ()) -> "duckdb.DuckDBPyConnection":  # noqa: ANN401  # values of any type
        with told_as(self.name):
            return self.connection.execute(sql, list(parameters))


class Duck(ABC):
    """What all databases have in common that DuckDB reads: a file of its own, and files of others."""

    @property
    def dialect(self) -> Dialect:
        """How statements are written for it."""
        return DIALECT

    def ask(self, compiled: Compiled) -> Rows:
        """Return the rows that a rendered statement selects, in a transaction of its own."""
        with self.reading() as session:
            return session.ask(compiled)

    @abstractmethod
    def reading(self) -> contextlib.AbstractContextManager[DuckSession]:
        """Begin to read: all statements see one state."""
