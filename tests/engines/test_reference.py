"""Each meaning of the language, by a fact: the reference says it, and every other engine the same."""

import pytest
from factories import change, cited, day, person, position, proposal, source

import policytrack as pt
from policytrack import query as q
from policytrack.engines import memory, reference
from policytrack.model import (
    Citation,
    Figure,
    Membership,
    Organization,
    Person,
    Position,
    Proposal,
    Quote,
    Relation,
)
from policytrack.terms import CorrectionKind, Phase, Stance
from policytrack.tracker import Tracker

TRACKER = Tracker.of(
    source("s", "2023-09-26"),
    source("late", "2025-01-01"),
    person("ann"),
    person("bob"),
    Organization(id="union", name="Union"),
    Organization(id="club", name="Club"),
    Membership(
        id="m1", person_id="ann", organization_id="union", start_date=day("2020"), end_date=day("2022")
    ),
    Membership(id="m2", person_id="ann", organization_id="club", start_date=day("2023")),
    proposal(
        summary="Buses at the Straße",
        topics=frozenset({"transport", "youth"}),
        relations=(Relation("like", "r"),),
        evidence=(Citation("s", Quote(exact="split-second decisions")), Citation("s")),
    ),
    proposal("part", part_of_id="p"),
    proposal("r", topics=frozenset({"transportation"})),
    position("a1", "ann", Stance.SUPPORTS, "2021", "s"),
    position("a2", "ann", Stance.OPPOSES, "2023-09", "s", statement="It costs money"),
    position("b1", "bob", Stance.OPPOSES, None, "late", proposal_id="r", capacity_id=None),
    position("u1", "union", Stance.CRITICAL, "2024", "late"),
    position("gone", "bob", Stance.OPPOSES, "2023", "s"),
    position(
        "sorry", "bob", Stance.OPPOSES, "2023", "s", corrects_id="gone", correction=CorrectionKind.RETRACTS
    ),
    change("c1", "proposed", "2023-09-24", "s"),
    change("c2", "accepted", "2024-05", "late"),
    Figure(id="f1", label="people", low=100, unit="people", evidence=cited("s")),
    Figure(id="f2", label="people", low=300, evidence=cited("s")),
)
P, S = q.Proposal, q.Position


def ask(question, tracker=TRACKER):
    """The answer, which is that of each engine."""
    answers = [engine.answer(tracker, question) for engine in (reference, memory)]
    assert answers[0] == answers[1]
    return answers[0]


def ids(query, tracker=TRACKER):
    """The ids of the answer."""
    return [row.id for row in ask(query, tracker)]


@pytest.mark.parametrize(
    ("condition", "answered"),
    [
        (P.title.is_("p"), ["p"]),
        (P.id.in_(["r", "p"]), ["p", "r"]),
        (P.summary.contains("at the"), ["p"]),
        (P.summary.starts_with("buses"), []),
        (P.summary.starts_with("Buses"), ["p"]),
        (P.summary.is_missing(), ["part", "r"]),
        (P.id.is_("p") | P.id.is_("r"), ["p", "r"]),
        (~P.summary.contains("x"), ["p", "part", "r"]),
        (P.topics.contains("transport"), ["p"]),
        (P.topics.contains_any(["youth", "transportation"]), ["p", "r"]),
        (P.status.is_("unassessed"), ["part", "r"]),
        (P.phase.at_least(Phase.CONSIDERED), ["p"]),
        (P.phase.at_most(Phase.CONSIDERED), []),
        (P.status_since.surely_after("2024-04-30"), ["p"]),
        (P.text.matches("STRASSE second"), ["p"]),
        (P.text.matches("costs split"), ["p"]),
        (P.text.matches("costs nothing"), []),
        (P.package.any(P.id.is_("p")), ["part"]),
        (P.parts.any(), ["p"]),
        (P.parts.none(), ["part", "r"]),
        (P.related.any(P.topics.contains("transportation")), ["p"]),
        (P.positions.any(S.stance.is_(Stance.SUPPORTS)), ["p"]),
        (P.positions.any(S.stance.is_(Stance.SUPPORTS) & S.actor_id.is_("union")), []),
        (P.positions.all(S.stance.is_(Stance.OPPOSES)), ["part", "r"]),
        (P.positions.any(S.id.is_("gone")), []),
        (P.critics.any(S.actor_id.is_("ann")), ["p"]),
        (P.proponents.any(), []),
        (P.sources.any(q.Source.id.is_("s")), ["p"]),
        (P.status_changes.none(), ["part", "r"]),
    ],
)
def test_proposals(condition, answered):
    """Each kind of condition holds of the proposals that it should hold of."""
    assert ids(q.select(Proposal).where(condition)) == answered


@pytest.mark.parametrize(
    ("condition", "answered"),
    [
        (S.organization.any(q.Organization.id.is_("union")), ["a1", "u1"]),
        (S.organization.any(q.Organization.id.is_("club")), ["a2"]),
        (S.actor.any(q.Person.name.is_("ann")), ["a1", "a2"]),
        (S.actor.any(q.Organization.name.is_("Union")), ["u1"]),
        (S.text.matches("money"), ["a2"]),
        (S.said_on.is_missing(), ["b1"]),
        (S.said_on.possibly_within("2023"), ["a2", "gone", "sorry"]),
    ],
)
def test_positions(condition, answered):
    """Relations of a position lead to whom it speaks for, at the time."""
    assert ids(q.select(Position).where(condition)) == answered


def test_a_capacity_says_for_whom():
    """The membership that a position names goes before those that were held on the day."""
    spoken = position("a3", "ann", Stance.NEUTRAL, "2023", "s", capacity_id="m1")
    query = q.select(Position).where(S.organization.any(q.Organization.id.is_("union")))
    assert ids(query, TRACKER.with_records(spoken)) == ["a1", "a3", "u1"]


@pytest.mark.parametrize(
    ("condition", "answered"),
    [
        (q.Figure.low.at_least(300), ["f2"]),
        (q.Figure.low.at_most(100), ["f1"]),
        (q.Figure.unit.is_missing(), ["f2"]),
    ],
)
def test_figures(condition, answered):
    """Numbers compare by value."""
    assert ids(q.select(Figure).where(condition)) == answered


def test_the_days_of_a_question_are_a_view():
    """What came later or out later is not there."""
    query = q.select(Proposal).where(P.status.is_("proposed"))
    assert ids(query) == []
    assert ids(query.at(on="2023-12-31")) == ["p"]
    assert ids(query.at(known="2023-12-31")) == ["p"]


def test_a_membership_is_not_cut_by_the_day():
    """Who held it when is a matter of conditions, wherever the question stands in time."""
    query = q.select(Person).where(q.Person.memberships.any(q.Membership.organization_id.is_("club")))
    assert ids(query.at(on="1999-01-01")) == ["ann"]


@pytest.mark.parametrize(
    ("order", "answered"),
    [
        ((S.said_on.asc(),), ["a1", "gone", "sorry", "a2", "u1", "b1"]),
        ((S.said_on.desc(),), ["u1", "a2", "gone", "sorry", "a1", "b1"]),
        ((S.statement.desc(), S.stance.asc(), S.said_on.asc()), ["a2", "u1", "gone", "sorry", "b1", "a1"]),
        ((S.stance.asc(), S.id.desc()), ["u1", "sorry", "gone", "b1", "a2", "a1"]),
    ],
)
def test_order(order, answered):
    """What is missing comes last both ways, terms sort by their text, ties by id."""
    assert ids(q.select(Position).order_by(*order)) == answered


def test_a_page_and_the_next():
    """A cursor goes on behind the last record; on the last page there is none."""
    query = q.select(Position).order_by(S.said_on.desc()).limit(4)
    first = ask(query)
    second = ask(query.after(first.cursor))
    assert [row.id for row in (*first, *second)] == ["u1", "a2", "gone", "sorry", "a1", "b1"]
    assert second.cursor is None
    assert ask(query.limit(0)).cursor is None


def test_groups():
    """Groups come largest first; what has several values is in several, what has none in one of None."""
    by_stance = ask(q.select(Position).group_by(S.stance).count())
    assert [(group.values, group.count) for group in by_stance] == [
        ((Stance.OPPOSES,), 4),
        ((Stance.CRITICAL,), 1),
        ((Stance.SUPPORTS,), 1),
    ]
    by_topic = ask(q.select(Proposal).group_by(P.topics).count())
    assert [group.values for group in by_topic] == [("transport",), ("transportation",), ("youth",), (None,)]
    by_actor = ask(q.select(Proposal).group_by(P.package).count().limit(1))
    assert [(group.values, group.count) for group in by_actor] == [((None,), 2)]


def test_a_count():
    """A count is a number."""
    assert ask(q.select(Proposal).count()) == 3


def test_the_question_of_the_readme():
    """What INQUEST opposed among the proposals on policing, the newest status first."""
    query = (
        q.select(pt.Proposal)
        .where(
            q.Proposal.topics.contains("policing")
            & q.Proposal.positions.any(
                q.Position.stance.is_(pt.Stance.OPPOSES) & q.Position.actor_id.is_("inquest")
            )
        )
        .at(on="2025-10-24")
        .order_by(q.Proposal.status_since.desc(), q.Proposal.id.asc())
        .limit(20)
    )
    tracker = pt.datasets.load("police-accountability")
    assert ids(query, tracker) == ["self-defence-test", "unlawful-killing-standard"]
