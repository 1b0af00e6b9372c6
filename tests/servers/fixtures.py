"""Fixtures: the server that a variable of the environment names, else one of our own for the session."""

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


@pytest.fixture(scope="session")
def sail_url() -> Iterator[str]:
    """The remote of a Sail server."""
    for urls in _served(sail):
        yield urls[sail.VARIABLE]


@pytest.fixture(scope="session")
def spark_urls() -> Iterator[Mapping[str, str]]:
    """The variables of a real Spark cluster: its remote, and its status store."""
    yield from _served(spark)
