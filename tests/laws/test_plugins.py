"""Laws with two plugins at once: their records can what ours can; without one of them, nothing is lost."""

import itertools
import json
import os
import warnings

import plugins
import pytest
from histories import drawn
from hypothesis import given, settings

import policytrack as pt
from policytrack import query as q
from policytrack import testing
from policytrack.engines import memory
from policytrack.formats.schema import json_schema
from policytrack.testing import _engines, _questions

BOTH = plugins.BOTH
PROFILE = settings.default.max_examples


def writes(form):
    """Whether a format writes at all."""
    try:
        form.encode(pt.Snapshot())
    except pt.EncodeError:
        return False
    return True


WORLDS = testing.worlds(BOTH)
LOSSLESS = ("json", "jsonl", "yaml", "directory", "csv", "parquet")
# Those that write; the others have nothing to do with a plugin's records.
OTHERS = [name for name, form in plugins.SHIPPED.formats.items() if name not in LOSSLESS and writes(form)]


@pytest.mark.parametrize("cls", BOTH.records.values(), ids=lambda cls: cls.__name__)
def test_their_record_types_keep_the_contract(cls):
    """Also beside each other."""
    testing.check_record_type(cls, registry=BOTH, examples=5)


@pytest.mark.parametrize("lifecycle", ["uk-reform", "inquiry"])
def test_their_lifecycles_keep_the_contract(lifecycle):
    """Two plugins add to one table."""
    testing.check_lifecycle(BOTH.lifecycles[lifecycle], examples=5)


@pytest.mark.parametrize("name", LOSSLESS)
def test_every_lossless_format_brings_their_records_back(name):
    """In their own classes, with nothing lost."""
    form = BOTH.format(name)
    if name == "parquet":
        pytest.importorskip("pyarrow")

    @settings(max_examples=max(5, PROFILE // 8))
    @given(WORLDS)
    def law(world):
        written = form.encode(world, registry=BOTH)
        assert written.losses == ()
        assert form.decode(written.data, registry=BOTH).snapshot == world

    law()


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_format_says_what_it_loses_of_them(name):
    """It writes the same bytes each time, and reads again what it does not declare lost."""
    form = BOTH.format(name)
    testing.check_format(form, registry=BOTH, drawn=WORLDS, examples=3)


@settings(max_examples=max(5, PROFILE // 8))
@given(WORLDS)
def test_what_they_write_follows_the_schema(world):
    """That of both, and that of what ships, to which they are unknown."""
    jsonschema = pytest.importorskip("jsonschema")
    document = json.loads(BOTH.format("json").encode(world, registry=BOTH).data)
    for registry in (BOTH, None):
        assert list(jsonschema.Draft202012Validator(json_schema(registry)).iter_errors(document)) == []


def test_the_memory_engine_answers_about_their_records():
    """As the reference does."""
    testing.check_engine(memory.answer, registry=BOTH, examples=max(3, PROFILE // 10))


# At the desk the quickest is asked; the others take longer to make a store than all other tests.
HAS_TIME = "CI" in os.environ or "POLICYTRACK_POSTGRESQL" in os.environ
STORES = ["sqlite", *(["duckdb", "postgresql"] if HAS_TIME else [])]


@pytest.fixture(params=STORES, name="new")
def _new(request, tmp_path):
    """The address of a new store each time."""
    names = (f"plugins_{number}" for number in itertools.count())
    if request.param != "postgresql":
        yield lambda: f"{request.param}:///{tmp_path}/{next(names)}"
        return
    sqlalchemy = pytest.importorskip("sqlalchemy")
    server = sqlalchemy.make_url(request.getfixturevalue("postgresql_url"))
    engine = sqlalchemy.create_engine(
        server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    made = []

    def database():
        made.append(next(names))
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {made[-1]}")
        return server.set(database=made[-1]).render_as_string(hide_password=False)

    yield database
    with engine.connect() as connection:
        for name in made:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


def test_stores_keep_their_records(new):
    """And answer as the reference does."""
    pytest.importorskip("sqlalchemy")
    testing.check_store(
        lambda: pt.open_store(new(), registry=BOTH), registry=BOTH, examples=max(2, PROFILE // 40)
    )


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """A world with many records of both in a data set of files, its tracker, and questions to ask."""
    pytest.importorskip("duckdb")
    world = max(drawn(WORLDS, 10), key=len)
    folder = tmp_path_factory.mktemp("plugins")
    with pt.open_store(f"duckdb:///{folder}/store.duckdb", registry=BOTH) as store:
        store.write(world, author="a test", reason="a law")
        store.export_parquet(folder / "data")
    asked = _questions.questions(_engines.asked_about(BOTH), _questions.held_by(world))
    return folder / "data", pt.Tracker.from_snapshot(world, registry=BOTH), drawn(asked, 30)


def answers(url, tracker, asked):
    """Assert that a store on a data set answers everything as the reference does."""
    with pt.open_store(url, registry=BOTH) as store:
        _engines.answers_all(store.run, tracker, BOTH)
        for question in asked:
            _engines.agree(store.run, tracker, question)


def test_a_data_set_answers_about_their_records(dataset):
    """Files of Parquet, read by DuckDB."""
    folder, tracker, asked = dataset
    answers(f"parquet:{folder}", tracker, asked)


def test_spark_connect_answers_about_their_records(dataset, sail_url):
    """The same files, read through Spark Connect."""
    folder, tracker, asked = dataset
    answers(f"spark:{folder}?remote={sail_url}", tracker, asked)


def said_in(document):
    """The types of records and the kinds of measures that a document names."""
    others = document.get("others", ())
    measures = [one["measure"] for one in (*document.get("proposals", ()), *others) if "measure" in one]
    return {one["type"] for one in others} | {one["kind"] for one in measures if "kind" in one}


@pytest.mark.parametrize(
    ("left", "missing"),
    [
        (plugins.PLEDGES, {"recommendation", "response", "remedy"}),
        (plugins.INQUIRIES, {"pledge", "progress-report", "emission-target"}),
    ],
    ids=["inquiries", "pledges"],
)
def test_without_one_of_them_nothing_is_lost(left, missing):
    """Data are written byte for byte, statuses stay, known states have phases, and one warning tells it."""
    phases = {
        name: {state.id: state.phase for state in table.states} for name, table in left.lifecycles.items()
    }

    @settings(max_examples=max(5, PROFILE // 8))
    @given(WORLDS)
    def law(world):
        with_it = pt.Tracker.from_snapshot(world, registry=BOTH)
        data = pt.dumps(with_it)
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            without = pt.loads(data, registry=left)
        assert pt.dumps(without) == data
        gone = missing & said_in(json.loads(data))
        assert len(told) <= 1
        assert {name for name in gone if not any(f"  {name}: " in str(one.message) for one in told)} == set()
        for proposal in without.proposals:
            standing, before = without.standing(proposal.id), with_it.standing(proposal.id)
            known = phases.get(proposal.lifecycle, {})
            assert (standing.status, standing.phase) == (before.status, known.get(before.status))
        for phase in pt.Phase:
            found = without.run(q.select(pt.Proposal).where(q.Proposal.phase.is_(phase)))
            assert [one.id for one in found] == [
                one.id for one in without.proposals if without.standing(one.id).phase is phase
            ]

    law()
