"""How PostgreSQL takes many rows: as one stream, which its `COPY` reads."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table

from policytrack.stores._session import SqlSession

_STREAMED = 4
"""The rows from which on a stream takes less time than statements: it costs two round trips itself."""


class CopyingSession(SqlSession):
    """A session of PostgreSQL, which takes many rows as one stream instead of a statement each."""

    def insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows."""
        if len(rows) < _STREAMED:
            super().insert(table, rows)
            return
        names = tuple(rows[0])
        quote = self.connection.dialect.identifier_preparer.quote
        into = f"{quote(table.name)} ({', '.join(map(quote, names))})"
        with self.cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
