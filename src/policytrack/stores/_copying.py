"""How PostgreSQL takes many rows: as one stream, which its `COPY` reads."""

from collections.abc import Sequence

from sqlalchemy import Table

from policytrack.stores._session import Rows, SqlSession, into_columns

_STREAMED = 4
"""The rows from which on a stream takes less time than statements: it costs two round trips itself."""


class CopyingSession(SqlSession):
    """A session of PostgreSQL, which takes many rows as one stream instead of a statement each."""

    def insert(self, table: Table, names: Sequence[str], rows: Rows) -> None:
        """Insert rows with their cells in the order of these columns."""
        if len(rows) < _STREAMED:
            super().insert(table, names, rows)
            return
        with self.cursor.copy(f"COPY {into_columns(self.connection, table, names)} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
