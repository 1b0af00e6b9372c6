"""The law of stores: whatever answers a question gives the answer of the reference engine."""

import contextlib
import itertools
import os

import pytest
from histories import history
from hypothesis import given
from hypothesis import strategies as st
from servers.fixtures import HAS_POSTGRESQL, database
from strategies import OURS, questions

import policytrack as pt
from policytrack import query as q
from policytrack.query import _build, _operators
from policytrack.testing import _engines, _questions

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


EACH = 1 if os.environ.get("CI") else 5
"""At a desk each fifth of very many questions is asked."""


def of_every_field(tracker):
    """Give questions of each field of each class: every comparison and its opposite, each order, its groups.

    What is compared with is held by some record, most of the time.
    """
    records = list(tracker.snapshot().records())
    for cls in OURS:
        every = q.select(cls)
        for field in q.schema(cls).values():
            yield from (every.where(one) for one in conditions_on(field, records))
            if field.kind in _build.SORTABLE:
                keys = (_build.order(field, descending=down) for down in (False, True))
                yield from (every.order_by(key).limit(size) for key in keys for size in (3, None))
            if field.kind is not q.Kind.WORDS:
                yield q.GroupCount(every, (field,))


def conditions_on(field, records):
    """Give every comparison of a field, with two values at most that some record holds, and each opposite."""
    held = sorted({str(value): value for value in _questions._held(field, records)}.items())
    values = [value for _, value in held[:: max(1, len(held) // 2)]] or list(field.terms or ())[:1]
    found = []
    for op in sorted(_operators.OPERATORS[field.kind]):
        given = [values] if op in _operators.OF_MANY else values
        found += [_build.compare(field, op, value) for value in given]
    if field.optional:
        found.append(_build.missing(field))
    if field.kind is q.Kind.RELATION:
        found += [_build.related(field, one) for one in (q.Quantifier.ANY, q.Quantifier.NONE)]
        for target, quantifier in itertools.product(field.targets, q.Quantifier):
            ids = sorted(record.id for record in records if isinstance(record, target))
            inner = [
                _build.compare(q.schema(target)["id"], q.Op.IS, one) for one in ids[:: max(1, len(ids) // 2)]
            ]
            found += [_build.related(field, quantifier, one) for one in (*inner, *(~one for one in inner))]
    return [*found, *(~one for one in found)]


def test_the_memory_engine_looks_back(history):
    """What stood on a day is told as the reference tells it."""
    for tracker, question in itertools.product(history.trackers, LOOKS_BACK):
        _engines.agree(tracker.run, tracker, question)


def test_the_memory_engine_knows_every_field(history):
    """Each comparison, order and group by itself."""
    _, tracker = history.trackers
    for question in itertools.islice(of_every_field(tracker), 0, None, EACH):
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


def test_stores_of_editors_know_every_field(editors, history):
    """Each comparison, order and group by itself, by SQLite and PostgreSQL."""
    for question in itertools.islice(of_every_field(history.trackers[1]), 0, None, EACH):
        agree(editors[0], history, question, earlier=False)


@pytest.mark.parametrize("engine", ["duckdb", "parquet", "sail"])
def test_stores_of_analysts_know_every_field(engine, history, request):
    """And by a store of DuckDB and its data set, which DuckDB and, half of them, Spark Connect read."""
    step = 2 * EACH if engine == "sail" else EACH
    for question in itertools.islice(of_every_field(history.trackers[1]), 0, None, step):
        agree(request.getfixturevalue(engine), history, question, earlier=False)
