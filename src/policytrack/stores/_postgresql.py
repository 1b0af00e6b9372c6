"""A database of PostgreSQL: one writer at a time by a lock, and what it says in our words."""

from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from policytrack.errors import MissingExtraError, StoreError
from policytrack.stores._copying import CopyingSession
from policytrack.stores._sql import APPLICATION_ID, SqlBackend


class PostgresBackend(SqlBackend):
    """A database of PostgreSQL, through psycopg 3."""

    sessions = CopyingSession

    def __init__(self, url: URL) -> None:
        try:
            engine = create_engine(
                url.set(drivername="postgresql+psycopg"),
                isolation_level="AUTOCOMMIT",
                pool_reset_on_return=None,
            )
        except ImportError:
            raise MissingExtraError("a store on PostgreSQL", "postgres") from None
        super().__init__(engine)

    def begin_reading(self, session: Any) -> None:  # noqa: ANN401  # one of its own sessions
        """Begin a transaction that sees one state."""
        session.say("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def begin_writing(self, session: Any) -> None:  # noqa: ANN401  # one of its own sessions
        """Begin a transaction that no other writer disturbs, by a lock that ends with it."""
        # Each way to the server and back is a tenth of what a small commit takes.
        session.gather()
        session.say("BEGIN")
        session.say(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")

    def erase(self) -> None:
        """Free the pages of what was deleted, by writing all tables anew."""
        try:
            with self.engine.connect() as connection:
                # Figures of the data hold samples of them; those of before go with their pages.
                connection.exec_driver_sql("ANALYZE")
                connection.exec_driver_sql("VACUUM FULL")
                connection.exec_driver_sql("CHECKPOINT")
        except SQLAlchemyError as error:
            raise self.told(error) from error

    def told(self, error: Exception) -> StoreError:
        """Say in our words what PostgreSQL says in its own."""
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            return self.lost()
        return super().told(error)
