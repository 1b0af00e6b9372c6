"""How PostgreSQL takes many statements and many rows with few ways there and back."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress

from sqlalchemy import Connection, Engine, PoolProxiedConnection, Table

from policytrack.stores._session import Rendered, Rows, SqlSession

_STREAMED = 16
"""The rows from which on a stream takes less time than statements: it costs two round trips itself."""

_SORTED_WITHIN = "256MB"
"""The memory in which the server sorts what an index is made of; with its own 64 it takes files sooner."""


class CopyingSession(SqlSession):
    """A session of PostgreSQL: statements without rows wait for the next answer, many rows are one stream."""

    def __init__(self, engine: Engine, pooled: PoolProxiedConnection, rendered: Rendered) -> None:
        super().__init__(engine, pooled, rendered)
        self._pipeline = ExitStack()

    @property
    def connection(self) -> Connection:
        """The same connection as SQLAlchemy's, which needs every answer at once."""
        self._pipeline.close()
        return self._known

    def gather(self) -> None:
        """Send statements without waiting for each: what one of them fails with is told by a later one."""
        self._pipeline.enter_context(self.driver.pipeline())

    def say(self, sql: str) -> None:
        """Run a statement that is a text and gives no rows."""
        # A cursor that is used again mixes up the answers that it waits for.
        self.driver.execute(sql)

    def commit(self) -> None:
        """Keep all that was written, and wait until it is kept."""
        super().commit()
        self._pipeline.close()

    def undo(self) -> None:
        """Keep nothing of it."""
        # What failed is told already; here the rest of the answers is thrown away.
        with suppress(self.engine.dialect.loaded_dbapi.Error):
            self._pipeline.close()
        super().undo()

    def insert(self, table: Table, names: Sequence[str], rows: Rows) -> None:
        """Insert rows with their cells in the order of these columns."""
        if len(rows) < _STREAMED:
            super().insert(table, names, rows)
            return
        self._pipeline.close()
        with self.cursor.copy(f"COPY {self.into(table, names)} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def drop_indexes(self, tables: Iterable[Table]) -> None:
        """Drop indexes, that of the key of words too: who reads an empty store waits for its first load."""
        super().drop_indexes(tables)
        self.say("ALTER TABLE word DROP CONSTRAINT word_pkey")

    def make_indexes(self, tables: Iterable[Table]) -> None:
        """Make the indexes that were dropped."""
        many = list(tables)
        self.say(f"SET LOCAL maintenance_work_mem = '{_SORTED_WITHIN}'")
        super().make_indexes(many)
        if any(table.name == "word" for table in many):
            self.say("ALTER TABLE word ADD PRIMARY KEY (word, row_id)")
