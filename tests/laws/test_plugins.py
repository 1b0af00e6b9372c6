"""Laws with two plugins at once: their records can what ours can; without one of them, nothing is lost."""

import itertools
import json
import warnings

import plugins
import pytest
from hypothesis import given, settings

import policytrack as pt
from policytrack import query as q
from policytrack import testing
from policytrack.engines import memory
from policytrack.formats.schema import json_schema

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


def test_sqlite_keeps_their_records():
    """And answers as the reference does."""
    pytest.importorskip("sqlalchemy")
    testing.check_store(
        lambda: pt.open_store("sqlite://", registry=BOTH), registry=BOTH, examples=max(2, PROFILE // 20)
    )


def test_duckdb_keeps_their_records(tmp_path):
    """And answers as the reference does."""
    pytest.importorskip("duckdb")
    files = itertools.count()
    testing.check_store(
        lambda: pt.open_store(f"duckdb:///{tmp_path}/{next(files)}.duckdb", registry=BOTH),
        registry=BOTH,
        examples=max(1, PROFILE // 40),
    )


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
        gone = {name for name in missing if f'"{name}"' in data.decode()}
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
