"""The law of stores: whatever answers a question gives the answer of the reference engine."""

import contextlib
import itertools

import pytest
from histories import history
from hypothesis import given
from hypothesis import strategies as st
from servers.fixtures import HAS_POSTGRESQL, database
from strategies import questions

import policytrack as pt
from policytrack import query as q
from policytrack.testing import _engines

__all__ = ["history"]

pytest.importorskip("sqlalchemy")
pytest.importorskip("duckdb")


@pytest.fixture(scope="session", params=["sqlite", *(["postgresql"] if HAS_POSTGRESQL else [])])
def editors(history, request):
    """A store that several may write to, written twice as the other was, with the time of the first."""
    with contextlib.ExitStack() as stack:
        url = f"sqlite:///{history.url}/store.db"
        if request.param == "postgresql":
            url = stack.enter_context(database(request.getfixturevalue("postgresql_url")))
        store = stack.enter_context(pt.open_store(url))
        first, _ = (
            store.write(tracker.snapshot(), author="a test", reason="a law") for tracker in history.trackers
        )
        yield store, first.recorded


@pytest.fixture(scope="session")
def duckdb(history):
    """The store itself."""
    with pt.open_store(f"duckdb:///{history.url}/store.duckdb") as store:
        yield store


@pytest.fixture(scope="session")
def parquet(history):
    """Its data set, read by DuckDB."""
    with pt.open_store(f"parquet:{history.url}/data") as store:
        yield store


@pytest.fixture(scope="session")
def sail(history, sail_url):
    """Its data set, read through Spark Connect."""
    with pt.open_store(f"spark:{history.url}/data?remote={sail_url}") as store:
        yield store


def agree(store, history, question, earlier, first=None):
    """Assert that a store and the reference give one answer, now or as of the first revision."""
    asked = store.at(recorded=first or history.recorded[0]) if earlier else store
    _engines.agree(asked.run, history.trackers[0 if earlier else 1], question)


SEVERAL = st.lists(st.tuples(questions(), st.booleans()), min_size=4, max_size=4)


@given(several=SEVERAL)
def test_stores_of_editors_answer_as_the_reference_does(several, editors, history):
    """SQLite and PostgreSQL give the same rows in the same order, counts and groups."""
    store, first = editors
    for question, earlier in several:
        agree(store, history, question, earlier, first)


@given(several=SEVERAL)
def test_duckdb_answers_as_the_reference_does(several, duckdb, history):
    """A store of DuckDB gives the same rows in the same order, counts and groups."""
    for question, earlier in several:
        agree(duckdb, history, question, earlier)


@given(several=SEVERAL)
def test_parquet_answers_as_the_reference_does(several, parquet, history):
    """So does a data set of Parquet files that was written in two steps."""
    for question, earlier in several:
        agree(parquet, history, question, earlier)


@given(several=SEVERAL)
def test_spark_connect_answers_as_the_reference_does(several, sail, history):
    """So does the same data set, read through Spark Connect."""
    for question, earlier in several:
        agree(sail, history, question, earlier)


ANSWERS = [
    field
    for record in (pt.Proposal, pt.Position)
    for field in q.schema(record).values()
    if field.way is q.Way.VIEW and field.kind is not q.Kind.WORDS
]
DAYS = (None, "2023-09-24", "2024-01-15")
LOOKS_BACK = [
    q.GroupCount(q.select(field.record).at(on=on, known=known), (field,))
    for on, known, field in itertools.product(DAYS, DAYS, ANSWERS)
]
"""All that a view works out, on some days, as known on some days: random questions seldom ask for it."""


def test_the_memory_engine_looks_back(history):
    """What stood on a day is told as the reference tells it."""
    for tracker, question in itertools.product(history.trackers, LOOKS_BACK):
        _engines.agree(tracker.run, tracker, question)


def test_stores_of_editors_look_back(editors, history):
    """By SQLite and PostgreSQL too."""
    store, first = editors
    for question, earlier in itertools.product(LOOKS_BACK, (True, False)):
        agree(store, history, question, earlier, first)


@pytest.mark.parametrize("engine", ["duckdb", "parquet", "sail"])
def test_stores_of_analysts_look_back(engine, history, request):
    """And by a store of DuckDB and its data set, which DuckDB and Spark Connect read."""
    store = request.getfixturevalue(engine)
    for question, earlier in itertools.product(LOOKS_BACK, (True, False)):
        agree(store, history, question, earlier)
