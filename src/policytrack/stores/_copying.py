"""How PostgreSQL takes many statements and many rows with few ways there and back."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from typing import Any, cast

from sqlalchemy import ClauseElement, Connection, Engine, Executable, PoolProxiedConnection, Table

from policytrack.stores._session import Rendered, Rows, SqlSession

_STREAMED = 16
"""The rows from which on a stream takes less time than statements: it costs two round trips itself."""

_SORTED_WITHIN = "256MB"
"""The memory in which the server sorts what an index is made of; with its own 64 it takes files sooner."""


class CopyingSession(SqlSession):
    """A session of PostgreSQL: many rows are one stream, and what gives no rows is sent as late as can be.

    Rows that are inserted one by one, and what is set beside them, wait and go as one statement: each part of
    it is about rows that no other part is about.
    """

    def __init__(self, engine: Engine, pooled: PoolProxiedConnection, rendered: Rendered) -> None:
        super().__init__(engine, pooled, rendered)
        self._pipeline = ExitStack()
        self._waiting: list[tuple[Hashable, str, Mapping[str, Any]]] = []

    @property
    def connection(self) -> Connection:
        """The same connection as SQLAlchemy's, which needs every answer at once."""
        self._end_pipeline()
        return self._known

    def gather(self) -> None:
        """Send statements without waiting for each: what one of them fails with is told by a later one."""
        self._pipeline.enter_context(self.driver.pipeline())

    def say(self, sql: str) -> None:
        """Run a statement that is a text and gives no rows."""
        # A cursor that is used again mixes up the answers that it waits for.
        self._send()
        self.driver.execute(sql)

    def commit(self) -> None:
        """Keep all that was written, and wait until it is kept."""
        super().commit()
        self._pipeline.close()

    def undo(self) -> None:
        """Keep nothing of it."""
        self._waiting.clear()
        # What failed is told already; here the rest of the answers is thrown away.
        with suppress(self.engine.dialect.loaded_dbapi.Error):
            self._pipeline.close()
        super().undo()

    def insert(self, table: Table, names: Sequence[str], rows: Rows) -> None:
        """Insert rows with their cells in the order of these columns."""
        if not rows:
            return
        if len(rows) == 1:
            key = table, tuple(names), "one"
            if key not in self._rendered:
                places = ", ".join(f"%({place})s" for place in range(len(names)))
                self._rendered[key] = f"INSERT INTO {self.into(table, names)} VALUES ({places})", None  # noqa: S608  # Names are the schema's.
            cells = {str(place): cell for place, cell in enumerate(rows[0])}
            self._waiting.append((key, self._rendered[key][0], cells))
        elif len(rows) < _STREAMED:
            self._send()
            super().insert(table, names, rows)
        else:
            self._end_pipeline()
            with self.cursor.copy(f"COPY {self.into(table, names)} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)

    def run(self, statement: Executable, **values: Any) -> None:  # noqa: ANN401  # values of any type
        """Run a statement that gives no rows."""
        if not values:
            super().run(statement)
            return
        key = statement, tuple(values)
        sql, _ = self._text(key, lambda: cast("ClauseElement", statement))
        self._waiting.append((key, sql, values))

    def _execute(self, key: Hashable, statement: Callable[[], ClauseElement], values: dict[str, Any]) -> Any:  # noqa: ANN401  # a cursor of a driver
        self._send()
        return super()._execute(key, statement, values)

    def _send(self) -> None:
        """Send what waits, as one statement."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        keys = tuple(key for key, _, _ in waiting)
        if keys not in self._rendered:
            parts = [sql.replace("%(", f"%(part{place}_") for place, (_, sql, _) in enumerate(waiting)]
            beside = ", ".join(f"part{place} AS ({part})" for place, part in enumerate(parts[:-1]))
            self._rendered[keys] = f"WITH {beside} {parts[-1]}" if beside else parts[-1], None
        sql, _ = self._rendered[keys]
        numbered = enumerate(values for _, _, values in waiting)
        self.driver.execute(
            sql, {f"part{place}_{name}": cell for place, held in numbered for name, cell in held.items()}
        )

    def _end_pipeline(self) -> None:
        """Send what waits, and go on without waiting for the end."""
        self._send()
        self._pipeline.close()

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
