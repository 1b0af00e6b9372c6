"""Statements that are kept for all questions of one shape: they say what a statement made for one says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import OURS, partial_dates, questions

import policytrack as pt
from policytrack import query as q

pytest.importorskip("sqlalchemy")

from policytrack.engines.sql import Scope, Shapes, Statement, Tables, statement
from policytrack.engines.sql._partitions import Partitioned
from policytrack.engines.sql._spark import Spark
from policytrack.errors import UnsupportedQuery
from policytrack.query import _build, _operators
from policytrack.registry import Registry

P, S, F = q.Proposal, q.Position, q.Figure
PROPOSALS, POSITIONS, FIGURES = q.select(pt.Proposal), q.select(pt.Position), q.select(pt.Figure)
TABLES, FOLDERS = Tables(Registry.default()), Partitioned(Registry.default())

SQLITE = pytest.importorskip("sqlalchemy.dialects.sqlite").dialect()
KEPT = Shapes(TABLES, SQLITE), Shapes(FOLDERS, Spark())
"""Kept over all examples, as a store keeps them: by position, and by name with years of folders."""

TEXTS = st.sampled_from(["a", "b", "bus lane", "\U0010ffff", "x\ud7ff"])
DAYS = st.none() | st.dates()
NUMBERS = st.integers(1, 700_000)
STANCES = st.lists(st.sampled_from(list(pt.Stance)), max_size=3)
SCOPES = st.builds(Scope, st.none() | NUMBERS, st.none() | NUMBERS, st.none() | NUMBERS)
ASKED = st.one_of(
    st.builds(lambda one: PROPOSALS.where(P.id.is_(one)), TEXTS),
    st.builds(
        lambda one, on, known: PROPOSALS.where(P.title.starts_with(one)).at(on, known), TEXTS, DAYS, DAYS
    ),
    st.builds(lambda one, other: POSITIONS.where(S.statement.contains(one) & ~S.id.is_(other)), TEXTS, TEXTS),
    st.builds(lambda one: POSITIONS.where(S.said_on.surely_within(one)).count(), partial_dates()),
    st.builds(lambda one: POSITIONS.where(S.said_on.possibly_before(one)).count(), partial_dates()),
    st.builds(lambda some: POSITIONS.where(S.stance.in_(some)).group_by(S.actor_id).count(), STANCES),
    st.builds(lambda one: PROPOSALS.where(P.phase.at_least(one)), st.sampled_from(list(pt.Phase))),
    st.builds(lambda one: FIGURES.where(F.low.at_least(one)), NUMBERS),
    st.builds(
        lambda one, other: PROPOSALS.where(P.text.matches(f"{one} {other}")), *[st.sampled_from("abc")] * 2
    ),
    st.builds(lambda one: PROPOSALS.where((same := P.id.contains(one)) | P.critics.any() & same), TEXTS),
    st.builds(PROPOSALS.limit, st.integers(1, 3)),
)


def fresh(question, shapes, scope):
    """Return a question's statement as it is written when nothing is kept."""
    return statement(question, shapes._tables, scope).render(shapes._dialect)


@pytest.mark.parametrize("shapes", KEPT, ids=["sqlite", "spark"])
@given(several=st.lists(st.tuples(ASKED | questions(), SCOPES), min_size=8, max_size=8))
def test_a_kept_statement_says_what_a_fresh_one_says(shapes, several):
    """Whatever was asked before, the SQL and its parameters are those of the question alone."""
    for question, scope in several:
        assert shapes.prepare(question, scope)[1] == fresh(question, shapes, scope)


VALUES = {
    q.Kind.TEXT: ("a", "b"),
    q.Kind.TEXTS: ("a", "b"),
    q.Kind.NUMBER: (1, 2),
    q.Kind.TRUTH: (True, False),
    q.Kind.DATE: (pt.PartialDate.parse("2020"), pt.PartialDate.parse("2021-05")),
}


@pytest.mark.parametrize("cls", OURS, ids=lambda cls: cls.__name__)
def test_each_comparison_binds_its_own_values(cls):
    """Of every field, by every operator: what was asked before leaves no value behind."""
    shapes = Shapes(TABLES, SQLITE)
    for field in q.schema(cls).values():
        for op in _operators.OPERATORS[field.kind]:
            for value in list(field.terms)[:2] if field.terms else VALUES[field.kind]:
                given = [value] if op in _operators.OF_MANY else value
                question = q.select(cls).where(_build.compare(field, op, given))
                assert shapes.prepare(question, Scope())[1] == fresh(question, shapes, Scope())


def test_a_question_with_other_values_is_not_written_anew(monkeypatch):
    """Only the first question of a shape is written."""
    written = []
    write = Statement.marked
    monkeypatch.setattr(Statement, "marked", lambda *given: written.append(given) or write(*given))
    shapes = Shapes(TABLES, SQLITE)
    for number in range(3):
        shapes.prepare(PROPOSALS.where(P.id.is_(f"p{number}")).at(known=f"202{number}-01-01"), Scope())
    assert len(written) == 1


def test_one_condition_that_stands_twice_is_told_from_two():
    """Its value is bound in both places, where two conditions have a value each."""
    shapes = Shapes(TABLES, SQLITE)
    one, other = P.id.contains("a"), P.id.contains("b")
    for second in (one, other):
        question = PROPOSALS.where(one | P.critics.any() & second)
        assert shapes.prepare(question, Scope())[1] == fresh(question, shapes, Scope())


def test_a_value_that_no_engine_keeps_is_refused_each_time():
    """Also where the shape is known."""
    shapes = Shapes(TABLES, SQLITE)
    shapes.prepare(FIGURES.where(F.low.at_least(1)), Scope())
    with pytest.raises(UnsupportedQuery, match="digits"):
        shapes.prepare(FIGURES.where(F.low.at_least(2**53 + 1)), Scope())


def test_parameters_are_plain_values():
    """No mark goes to a driver, which may look at types."""
    shapes = Shapes(TABLES, SQLITE)
    question = PROPOSALS.where(P.id.is_("p")).at(on="2020-01-01")
    found = (
        *shapes.prepare(question, Scope(revision=3))[1].parameters,
        *fresh(question, shapes, Scope()).parameters,
    )
    assert {type(value) for value in found} == {str, int}


@pytest.mark.parametrize(
    ("condition", "is_sorted"),
    [
        (P.id.is_("a"), False),
        (P.id.is_("a") & P.title.contains("a"), False),
        (P.id.is_("a") | P.title.contains("a"), True),
        (~P.id.is_("a"), True),
        (P.id.in_(["a", "b"]), True),
        (P.title.is_("a"), True),
    ],
)
def test_what_is_one_record_is_not_sorted(condition, is_sorted):
    """An id that must hold names one record at most."""
    shown = Shapes(TABLES, SQLITE).prepare(PROPOSALS.where(condition), Scope())[1].sql
    assert ("ORDER BY" in shown) is is_sorted


def test_shapes_are_bounded(monkeypatch):
    """Who asks ever new shapes fills no memory."""
    monkeypatch.setattr("policytrack.engines.sql._shapes._KEPT", 2)
    shapes = Shapes(TABLES, SQLITE)
    for size in (1, 2, 3, 1):
        question = PROPOSALS.limit(size)
        assert shapes.prepare(question, Scope())[1] == fresh(question, shapes, Scope())
