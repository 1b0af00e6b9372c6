"""Stores for tests: each on SQLite in a file, and on PostgreSQL in a database of its own."""

import pytest
from servers.fixtures import HAS_POSTGRESQL, database

import policytrack as pt

pytest.importorskip("sqlalchemy")


@pytest.fixture(params=["sqlite", *(["postgresql"] if HAS_POSTGRESQL else [])], name="url")
def _url(request, tmp_path):
    """The address of a store that is not there yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    with database(request.getfixturevalue("postgresql_url")) as url:
        yield url


@pytest.fixture(name="store")
def _store(url):
    """An open store that is empty."""
    with pt.open_store(url) as store:
        yield store
