"""A plugin's class that derives from one of ours, and its fields of every kind, in conditions."""

import enum
from typing import Annotated

import attrs
import pytest

import policytrack as pt
from policytrack import query as q
from policytrack.engines import memory, reference
from policytrack.errors import QueryError


class Colour(enum.Enum):
    """Terms without an order, one of them no text."""

    RED = 1
    BLUE = "blue"


@attrs.frozen(kw_only=True, repr=False)
class Pledge(pt.Proposal):
    """A proposal with more fields."""

    is_firm: bool = False
    is_met: bool | None = None
    colour: Colour = Colour.RED


@attrs.frozen(kw_only=True, repr=False)
class Brief(pt.Proposal):
    """A proposal that always has a summary."""

    summary: str = "none"


@attrs.frozen(kw_only=True, repr=False)
class Report(pt.Record):
    """A record that leads to classes of the same plugin, its own too, and to one that is nowhere."""

    pledge_id: Annotated[str, pt.RefersTo("Pledge")] | None = None
    after_ids: frozenset[Annotated[str, pt.RefersTo("Report")]] = frozenset()
    body_id: Annotated[str, pt.RefersTo("Elsewhere")] | None = None


P, MINE = q.Proposal, q.handles(Pledge)
TRACKER = pt.Tracker.of(
    Pledge(id="a", title="A", is_firm=True, is_met=False, colour=Colour.BLUE),
    Pledge(id="b", title="B", is_met=True),
    Pledge(id="c", title="C"),
    pt.Proposal(id="d", title="A"),
    registry=pt.Registry.shipped().with_record(Pledge),
)
ENGINES = pytest.mark.parametrize("engine", [reference, memory], ids=lambda one: one.__name__)


def ids(engine, *conditions):
    """The ids of the pledges of which conditions hold."""
    return "".join(record.id for record in engine.answer(TRACKER, q.select(Pledge).where(*conditions)))


@ENGINES
@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (MINE.is_firm.is_(True), "a"),
        (MINE.is_firm.is_(False), "bc"),
        (~MINE.is_firm.is_(True), "bc"),
        (MINE.is_met.is_(True), "b"),
        (~MINE.is_met.is_(True), "ac"),  # what is missing is not met
        (MINE.is_met.is_missing(), "c"),
        (MINE.is_met.is_(False) | MINE.is_met.is_(True), "ab"),
    ],
)
def test_truth_values_are_asked_for(engine, condition, found):
    """Equal, not equal and missing, with two values only."""
    assert ids(engine, condition) == found


@ENGINES
@pytest.mark.parametrize(
    ("key", "found"),
    [
        (MINE.is_met.asc(), "abc"),
        (MINE.is_met.desc(), "bac"),  # what is missing is last
        (MINE.colour.asc(), "bca"),  # by their text
        (MINE.colour.desc(), "abc"),
    ],
)
def test_truth_values_and_terms_sort(engine, key, found):
    """False comes before true, and terms of a list without an order by their text; page by page too."""
    query = q.select(Pledge).order_by(key)
    assert "".join(one.id for one in engine.answer(TRACKER, query)) == found
    page, pages = query.limit(1), ""
    while True:
        rows = engine.answer(TRACKER, page)
        pages += rows[0].id
        if rows.cursor is None:
            break
        page = query.limit(1).after(rows.cursor)
    assert pages == found


@ENGINES
def test_groups_by_truth_values_and_terms(engine):
    """Groups of one size stand in the order of their values."""
    counts = engine.answer(TRACKER, q.select(Pledge).group_by(MINE.is_met, MINE.colour).count())
    red, blue = Colour
    assert [group.values for group in counts] == [(False, blue), (True, red), (None, red)]


@pytest.mark.parametrize("value", [1, "true", None])
def test_a_truth_value_is_true_or_false(value):
    """No number and no text stands for one."""
    with pytest.raises(QueryError, match="expected True or False, got"):
        MINE.is_firm.is_(value)


def test_truth_values_in_json():
    """They are those of JSON."""
    query = q.select(Pledge).where(MINE.is_firm.is_(True))
    assert '"where":{"field":"is_firm","is":true}' in query.to_json()
    assert q.Query.from_json(query.to_json(), records=[Pledge]) == query


@ENGINES
@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (P.title.is_("A"), "a"),
        (P.title.is_("A") | MINE.is_met.is_(True), "ab"),
        (MINE.is_met.is_(True) | P.title.is_("A"), "ab"),
        (~(P.title.is_("A") & P.status.is_("unassessed")), "bc"),
        (P.positions.none(), "abc"),
        (P.text.matches("a"), "a"),
    ],
)
def test_what_is_asked_of_a_class_is_asked_of_one_that_derives_from_it(engine, condition, found):
    """Alone, combined with what is the derived class' own, and denied."""
    assert ids(engine, condition) == found


def test_a_question_is_one_however_it_is_written():
    """By the handles of the base or of the class itself: one value, one text."""
    by_base = q.select(Pledge).where(P.title.is_("A") & P.positions.any()).order_by(P.title.asc())
    by_own = q.select(Pledge).where(MINE.title.is_("A") & MINE.positions.any()).order_by(MINE.title.asc())
    assert by_base == by_own
    assert q.Query.from_json(by_base.to_json(), records=[Pledge]) == by_base
    assert by_base.group_by(P.topics) == by_own.group_by(MINE.topics)


def test_the_base_is_not_asked_what_only_a_derived_class_has():
    """Proposals of other types have no such field."""
    with pytest.raises(QueryError, match="a condition about Pledge stands where one about Proposal"):
        q.select(pt.Proposal).where(MINE.is_firm.is_(True))
    with pytest.raises(QueryError, match="expected an order key of Proposal"):
        q.select(pt.Proposal).order_by(MINE.is_firm.asc())


def test_a_field_that_a_class_has_otherwise_is_asked_of_the_class():
    """What may be missing of a proposal never is of a brief."""
    with pytest.raises(QueryError, match=r"Brief.summary holds something else than Proposal.summary"):
        q.select(Brief).where(P.summary.is_missing())
    assert q.select(Brief).where(P.title.is_("a"), q.handles(Brief).summary.is_("a")).condition is not None


REPORTS = q.handles(Report)
REPORTED = pt.Tracker.of(
    Pledge(id="a", title="A", is_firm=True),
    Pledge(id="b", title="B"),
    Report(id="x", pledge_id="a"),
    Report(id="y", pledge_id="b", after_ids=frozenset({"x"})),
    registry=pt.Registry.shipped().with_record(Pledge).with_record(Report),
)


@ENGINES
@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (REPORTS.pledge.any(MINE.is_firm.is_(True)), "x"),
        (REPORTS.pledge.none(MINE.is_firm.is_(True)), "y"),
        (REPORTS.after.any(REPORTS.pledge.any(P.title.is_("A"))), "y"),
        (REPORTS.after.none(), "x"),
    ],
)
def test_ids_lead_to_classes_of_the_same_plugin(engine, condition, found):
    """A class is found by its name where the class that refers to it was written."""
    assert "".join(one.id for one in engine.answer(REPORTED, q.select(Report).where(condition))) == found


def test_an_id_leads_nowhere_where_its_class_is_not_there():
    """It is asked for as a text."""
    assert "body" not in vars(REPORTS)
    assert REPORTS.body_id.is_missing() is not None
