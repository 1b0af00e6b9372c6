"""Stores for tests: each on SQLite in a file, and on PostgreSQL in a database of its own."""

import itertools
import os

import pytest

import policytrack as pt

pytest.importorskip("sqlalchemy")

_NUMBERS = itertools.count()


# At the desk a server is asked only where one is named: starting it takes longer than all other tests.
_HAS_TIME = "CI" in os.environ or "POLICYTRACK_POSTGRESQL" in os.environ


@pytest.fixture(params=["sqlite", *(["postgresql"] if _HAS_TIME else [])], name="url")
def _url(request, tmp_path):
    """The address of a store that is not there yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    sqlalchemy = pytest.importorskip("sqlalchemy")
    pytest.importorskip("psycopg")
    server = sqlalchemy.make_url(request.getfixturevalue("postgresql_url"))
    name = f"store_{next(_NUMBERS)}"
    engine = sqlalchemy.create_engine(
        server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(name="store")
def _store(url):
    """An open store that is empty."""
    with pt.open_store(url) as store:
        yield store
