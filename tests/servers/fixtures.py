"""Fixtures: the server that a variable of the environment names, else one of our own for the session."""

import contextlib
import itertools
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest
from servers import postgresql, sail, spark
from servers.processes import CannotStartError, running


def _served(program: ModuleType) -> Iterator[Mapping[str, str]]:
    """Give the variables of a server: those of the environment, or those of one that is started."""
    if program.VARIABLE in os.environ:
        yield os.environ
        return
    # Not a folder of pytest's: those are closed to the other user as which PostgreSQL may run.
    with tempfile.TemporaryDirectory(prefix="policytrack-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)
        try:
            with running(program.start, folder) as server:
                yield server.urls
        except CannotStartError as error:
            pytest.skip(str(error))


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The URL of a database on a PostgreSQL server, whose user may make others."""
    for urls in _served(postgresql):
        yield urls[postgresql.VARIABLE]


# At the desk PostgreSQL is asked only where a server is named: starting it takes longer than all other tests.
HAS_POSTGRESQL = "CI" in os.environ or postgresql.VARIABLE in os.environ

_NUMBERS = itertools.count()


@contextlib.contextmanager
def database(server: str) -> Iterator[str]:
    """Give the URL of a database of its own on a server of PostgreSQL."""
    sqlalchemy = pytest.importorskip("sqlalchemy")
    pytest.importorskip("psycopg")
    url = sqlalchemy.make_url(server)
    name = f"store_{os.getpid()}_{next(_NUMBERS)}"
    engine = sqlalchemy.create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(scope="session")
def sail_url() -> Iterator[str]:
    """The remote of a Sail server."""
    for urls in _served(sail):
        yield urls[sail.VARIABLE]


@pytest.fixture(scope="session")
def spark_urls() -> Iterator[Mapping[str, str]]:
    """The variables of a real Spark cluster: its remote, and its status store."""
    yield from _served(spark)
