"""What sources disagree on."""

import pytest
from factories import change, cited, day, person, position, proposal, source

import policytrack as pt
from policytrack.answers import ConflictKind
from policytrack.measures import (
    LegalTest,
)
from policytrack.model import (
    Figure,
    Membership,
    Organization,
)
from policytrack.terms import CorrectionKind, Extent, SourceKind, Stance
from policytrack.tracker import Tracker

PAPER = source("paper", "2023-09-26")
GAZETTE = source("gazette", "2023-10-30", kind=SourceKind.PRIMARY)


def figure(figure_id, low=None, high=None, *, wording=None, by=None, label="officers", source_id="paper"):
    """A figure that answers how many officers."""
    return Figure(
        id=figure_id,
        label=label,
        low=low,
        high=high,
        wording=wording,
        attributed_to_id=by,
        evidence=cited(source_id),
    )


def kinds(*records):
    """The kinds of the conflicts between these records."""
    return [conflict.kind for conflict in Tracker.of(PAPER, GAZETTE, proposal(), *records).conflicts()]


def test_reports_that_agree_are_no_conflict():
    """Two sources that give one status on one day agree."""
    assert (
        kinds(
            change("a", "accepted", "2023-09", "paper", claim="c"),
            change("b", "accepted", "2023-09-24", "gazette", claim="c"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        pytest.param({"to": "accepted"}, {"to": "rejected"}, ConflictKind.STATUS, id="two states"),
        pytest.param({"on": "2025-10-23"}, {"on": "2025-10-24"}, ConflictKind.DATE, id="two days"),
        pytest.param({"by_ids": {"ann"}}, {"by_ids": {"bob"}}, ConflictKind.ACTOR, id="two actors"),
        pytest.param(
            {"extent": Extent.FULL}, {"extent": Extent.PARTIAL}, ConflictKind.EXTENT, id="two extents"
        ),
    ],
)
def test_reports_of_one_transition_disagree(first, second, kind):
    """Each thing that two reports of one transition may say differently is a conflict of its own."""
    one, other = (
        change(
            name,
            facts.pop("to", "accepted"),
            facts.pop("on", "2025-10-23"),
            "paper",
            claim="c",
            **facts,
        )
        for name, facts in (("a", dict(first)), ("b", dict(second)))
    )
    assert kinds(person("ann"), person("bob"), one, other) == [kind]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"by_ids": {"ann"}}, {"by_ids": {"ann", "bob"}}, id="one names more of them"),
        pytest.param({"by_ids": {"ann"}}, {}, id="one names nobody"),
        pytest.param({"extent": Extent.FULL}, {}, id="one says nothing of the extent"),
    ],
)
def test_saying_less_is_no_conflict(one, other):
    """A source that says less than another does not contradict it."""
    assert (
        kinds(
            person("ann"),
            person("bob"),
            change("a", "accepted", "2023", claim="c", **one),
            change("b", "accepted", "2023", claim="c", **other),
        )
        == []
    )


def test_a_conflict_shows_every_value_with_its_sources():
    """The value that the resolution takes comes first and is marked."""
    tracker = Tracker.of(
        PAPER,
        source("post", "2025-10-25"),
        GAZETTE,
        proposal(),
        change("a", "accepted", "2025-10-24", "paper", claim="c"),
        change("b", "accepted", "2025-10-23", "gazette", claim="c"),
        change("d", "accepted", "2025-10-24", "post", claim="c"),
        change("e", "accepted", None, claim="c"),
    )
    (conflict,) = tracker.conflicts()
    assert str(conflict).splitlines() == [
        "p: accepted: when? (date, p)",
        "  * 2025-10-23 [gazette]",
        "  - 2025-10-24 [paper, post]",
    ]


def test_figures_stay_apart_and_merge_their_evidence():
    """The same words in one name are merged with all their sources; in another name they stand apart."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        person("ann"),
        figure("a", 24, 24, wording="24"),
        figure("b", 24, 24, wording="24", source_id="gazette"),
        figure("c", 24, 24, wording="24", by="ann"),
        figure("d", 23, 23),
    )
    (conflict,) = tracker.conflicts()
    assert str(conflict).splitlines() == [
        "officers: how many? (figure, officers)",
        "  - 23 to 23 [paper]",
        "  - 24 [gazette, paper]",
        "  - 24, in the name of ann [paper]",
    ]


def test_figures_that_agree_are_no_conflict():
    """One number from two sources is one answer."""
    assert (
        kinds(figure("a", 24, 24, wording="Twenty  four"), figure("b", 24, 24, wording="twenty four")) == []
    )


def test_a_figure_without_words_is_said_by_its_bounds():
    """An open bound is a question mark, and the unit follows."""
    tracker = Tracker.of(PAPER, figure("a", 100), Figure(id="b", label="officers", high=300, unit="officers"))
    (conflict,) = tracker.conflicts()
    assert [value.value for value in conflict.values] == ["100 to ?", "? to 300 officers"]
    assert str(conflict).splitlines()[2] == "  - ? to 300 officers [no source]"


def test_a_retracted_figure_disputes_nothing():
    """What was taken back is no side of a conflict."""
    taken_back = pt.Figure(
        id="c", label="officers", corrects_id="b", correction=CorrectionKind.RETRACTS, evidence=cited("paper")
    )
    assert kinds(figure("a", 100), figure("b", 300), taken_back) == []


@pytest.mark.parametrize(
    ("start", "end", "second_start", "clash"),
    [
        pytest.param("2020", "2024", "2022", 1, id="the second begins while the first lasts"),
        pytest.param("2020", None, "2022", 1, id="the first has no end"),
        pytest.param("2020", "2021", "2022", 0, id="the first had ended"),
        pytest.param(None, None, "2022", 0, id="the first has no beginning"),
        pytest.param("2022", None, "2020", 1, id="in the other order"),
    ],
)
def test_two_roles_at_one_time(start, end, second_start, clash):
    """Two roles of one person in one body are a conflict where they surely overlap."""

    def role(role_id, role_name, begin, finish):
        return Membership(
            id=role_id,
            person_id="ann",
            organization_id="body",
            role=role_name,
            start_date=day(begin),
            end_date=day(finish),
        )

    tracker = Tracker.of(
        person("ann"),
        Organization(id="body", name="Body"),
        role("a", "chair", start, end),
        role("b", "secretary", second_start, None),
        role("c", "Secretary", second_start, None),
        role("d", None, second_start, None),
    )
    assert [conflict.kind for conflict in tracker.conflicts()] == [ConflictKind.ROLE] * clash


def test_wording_that_speaks_of_the_other_thing():
    """A report that calls a change of test a change of proof disputes what would change."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        proposal(measure=LegalTest("self-defence")),
        change("a", "accepted", "2025", "gazette", claim="c", wording="the legal test will change"),
        change("b", "accepted", "2025", "paper", claim="c", wording="the criminal standard of proof"),
        change("d", "accepted", "2025", "paper", claim="c"),
    )
    (conflict,) = tracker.conflicts()
    assert conflict.kind is ConflictKind.MEASURE
    assert [value.value for value in conflict.values] == [
        "a legal test: “the legal test will change”",
        "a legal test: “accepted”",
        "a standard of proof: “the criminal standard of proof”",
    ]


@pytest.fixture(name="case", scope="module")
def _case():
    return pt.datasets.load("police-accountability")


@pytest.mark.parametrize(
    ("about", "kind", "values"),
    [
        (
            "officers who stepped back",
            ConflictKind.FIGURE,
            {"scores", "dozens", "More than 300", "as many as 300"},
        ),
        ("firearms officers of the Metropolitan Police", ConflictKind.FIGURE, {"about 2500", "around 3,000"}),
        ("age of Chris Kaba at his death", ConflictKind.FIGURE, {"23", "24"}),
        ("maca-support", ConflictKind.ACTOR, {"home-office", "metropolitan-police"}),
        ("maca-support", ConflictKind.STATUS, {"agreed", "in-effect", "requested"}),
        ("self-defence-test", ConflictKind.DATE, {"2025-10-23", "2025-10-24"}),
    ],
)
def test_conflicts_of_the_case(case, about, kind, values):
    """The case keeps apart what its sources say differently."""
    found = [
        {value.value for value in conflict.values}
        for conflict in case.conflicts()
        if conflict.about == about and conflict.kind is kind
    ]
    assert any(values <= shown for shown in found)


def test_the_test_that_was_reported_as_a_proof(case):
    """Five outlets reported the change of legal test of 2025 as a change of the standard of proof."""
    (conflict,) = [
        found
        for found in case.conflicts()
        if found.about == "self-defence-test" and found.kind is ConflictKind.MEASURE
    ]
    mislabelled = {
        source_id
        for value in conflict.values
        if value.value.startswith("a standard of proof")
        for source_id in value.source_ids
    }
    assert {"justice-gap-2025-10-27", "suffolk-federation-2025-11-04"} <= mislabelled
    assert conflict.values[0].wins
    assert "hansard-2025-10-23" in conflict.values[0].source_ids


def test_somebody_for_and_against_at_once():
    """Two sources that have one person on both sides at one time disagree."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        person("ann"),
        proposal(),
        position("a", "ann", Stance.SUPPORTS, "2023-09", "paper"),
        position("b", "ann", Stance.OPPOSES, "2023-09", "gazette"),
        position("c", "ann", Stance.OPPOSES, "2024", "gazette"),
        position("d", "ann", Stance.NEUTRAL, "2023-09", "gazette"),
    )
    (conflict,) = tracker.conflicts()
    assert str(conflict).splitlines() == [
        "ann on p: for or against? (stance, p)",
        "  - opposes [gazette]",
        "  - supports [paper]",
    ]


def test_a_view_shows_no_conflict_of_what_comes_later():
    """On a day, only reports of what possibly happened by then are set against each other."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        proposal(),
        change("a", "accepted", "2025-10-23", "gazette", claim="c"),
        change("b", "rejected", "2025-10-24", "paper", claim="c"),
    )
    assert tracker.at(on="2025-10-22").conflicts() == ()
    assert tracker.at(on="2025-10-23").conflicts() == ()
    assert len(tracker.at(on="2025-10-24").conflicts()) == 2
