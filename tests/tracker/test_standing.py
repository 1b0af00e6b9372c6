"""The status of a proposal as a fold over its status changes."""

import pytest
from factories import change, day, person, proposal, source

from policytrack.lifecycle import Lifecycle, Route, State
from policytrack.model import NotFound
from policytrack.registry import Registry
from policytrack.terms import CorrectionKind, Extent, Phase, SourceKind
from policytrack.tracker import Tracker

PAPER = source("paper", "2023-09-26")
GAZETTE = source("gazette", "2023-10-30", kind=SourceKind.PRIMARY)


def test_nobody_looked():
    """A proposal without a status change is unassessed, which is no error."""
    standing = Tracker.of(proposal()).standing("p")
    assert (standing.status, standing.phase, standing.since, standing.certain) == (
        "unassessed",
        None,
        None,
        False,
    )


def test_looked_for_in_vain():
    """A proposal whose status was looked for and not found is unknown, and says what was asked."""
    standing = Tracker.of(proposal(not_found=(NotFound("was it ever decided?"),))).standing("p")
    assert standing.status == "unknown"
    assert standing.note == "looked for and not found: was it ever decided?"


def test_a_question_that_is_open_does_not_hide_a_status():
    """What was looked for in vain stands beside the status that is known."""
    asked = proposal(not_found=(NotFound("was it commenced?"),))
    standing = Tracker.of(asked, change("c", "enacted", "2026-04-29")).standing("p")
    assert standing.status == "enacted"
    assert standing.note == "looked for and not found: was it commenced?"


def test_the_last_change_counts():
    """The change that happened last gives the status, its date and its extent."""
    tracker = Tracker.of(
        proposal(), change("c2", "accepted", "2024", extent=Extent.PARTIAL), change("c1", "proposed", "2023")
    )
    standing = tracker.standing("p")
    assert (standing.status, standing.phase) == ("accepted", Phase.DECIDED)
    assert (standing.since, standing.extent) == (day("2024"), Extent.PARTIAL)
    assert standing.change is not None
    assert standing.change.id == "c2"


@pytest.mark.parametrize(
    ("on", "status", "certain"),
    [
        pytest.param("2023-12-31", "proposed", True, id="before the year of the change"),
        pytest.param("2024-01-01", "accepted", False, id="on its first day it possibly happened"),
        pytest.param("2024-12-31", "accepted", True, id="on its last day it surely happened"),
    ],
)
def test_a_partial_date_counts_from_its_first_day(on, status, certain):
    """A change in a year counts as soon as it possibly happened, and says when it surely did."""
    tracker = Tracker.of(proposal(), change("c1", "proposed", "2023"), change("c2", "accepted", "2024"))
    standing = tracker.at(on=on).standing("p")
    assert (standing.status, standing.certain) == (status, certain)


@pytest.mark.parametrize(("on", "status"), [("2026-01-25", "proposed"), ("2026-01-26", "review-promised")])
def test_an_open_beginning_counts_from_its_latest_day(on, status):
    """A change `no later than` a day counts from that day, since nothing tells of an earlier one."""
    tracker = Tracker.of(
        proposal(), change("c1", "proposed", "2023"), change("c2", "review-promised", "[..2026-01-26]")
    )
    assert tracker.at(on=on).standing("p").status == status


def test_an_open_end_is_never_certain():
    """What happened on a day or some time later has surely happened by none."""
    found = (
        Tracker.of(proposal(), change("c", "accepted", "[2024-01-01..]")).at(on="2030-01-01").standing("p")
    )
    assert (found.status, found.certain) == ("accepted", False)


def test_a_qualified_date_is_never_certain():
    """An uncertain date moves no bound, but no answer that rests on it is sure."""
    standing = Tracker.of(proposal(), change("c", "accepted", "2024?")).at(on="2030-01-01").standing("p")
    assert (standing.status, standing.certain) == ("accepted", False)


def test_without_a_day_everything_recorded_counts():
    """No cut is never today: a change that lies ahead counts too, and surely, once recorded."""
    standing = Tracker.of(proposal(), change("c", "in-force", "2199-01-01")).standing("p")
    assert (standing.status, standing.certain) == ("in-force", True)


@pytest.mark.parametrize(("on", "status"), [("2023-09-25", "unassessed"), ("2023-09-26", "accepted")])
def test_an_undated_change_is_read_by_its_publication(on, status):
    """A change that no source dates is no later than the day on which its evidence came out."""
    tracker = Tracker.of(PAPER, GAZETTE, proposal(), change("c", "accepted", None, "paper", "gazette"))
    assert tracker.at(on=on).standing("p").status == status
    assert tracker.standing("p").since == day("[..2023-09-26]")


def test_an_undated_change_of_an_undated_source_counts_only_without_a_day():
    """Where neither the change nor its evidence has a day, nothing tells whether it had happened."""
    tracker = Tracker.of(source("s"), proposal(), change("c", "accepted", None, "s"))
    assert tracker.standing("p").status == "accepted"
    assert tracker.standing("p").since is None
    assert tracker.at(on="2030-01-01").standing("p").status == "unassessed"


@pytest.mark.parametrize(("known", "status"), [("2023-10-29", "proposed"), ("2023-10-30", "accepted")])
def test_evidence_counts_from_its_publication(known, status):
    """What was published on K is known from K on and not before."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        proposal(),
        change("c1", "proposed", "2023-09-24", "paper"),
        change("c2", "accepted", "2023-09-25", "gazette"),
    )
    assert tracker.at(known=known).standing("p").status == status


def test_retrieval_stands_in_for_publication():
    """A source without a date of publication was public when it was retrieved."""
    kept = source("kept", retrieved_on=day("2023-12"))
    tracker = Tracker.of(kept, proposal(), change("c", "accepted", "2023", "kept"))
    assert tracker.at(known="2023-12-30").standing("p").status == "unassessed"
    assert tracker.at(known="2023-12-31").standing("p").status == "accepted"


def test_a_source_without_any_day_is_seen_only_without_a_cut():
    """Nothing tells since when it was public, so no day of knowledge has it."""
    tracker = Tracker.of(source("s"), proposal(), change("c", "accepted", "2023", "s"))
    assert tracker.at(known="9999-12-31").standing("p").status == "unassessed"
    assert tracker.standing("p").status == "accepted"


def test_reports_of_one_transition_compete():
    """Of several reports of one claim one wins, and the others are kept beside it."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        proposal(),
        change("press", "accepted", "2025-10-24", "paper", claim="decision"),
        change("official", "accepted-in-principle", "2025-10-23", "gazette", claim="decision"),
    )
    standing = tracker.standing("p")
    assert (standing.status, standing.since) == ("accepted-in-principle", day("2025-10-23"))
    assert [loser.id for loser in standing.competing] == ["press"]


def test_the_better_source_wins_only_once_it_is_public():
    """A view decides by the evidence that it shows, so the paper wins until the gazette is out."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        proposal(),
        change("press", "accepted", "2023-09-24", "paper", claim="decision"),
        change("official", "rejected", "2023-09-24", "gazette", claim="decision"),
    )
    assert tracker.at(known="2023-09-30").standing("p").status == "accepted"
    assert tracker.at(known="2023-10-30").standing("p").status == "rejected"


def test_a_loser_does_not_fill_in_before_the_winner_happened():
    """The winner is chosen first, then asked for its day: a lost report of an earlier day counts never."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        proposal(),
        change("press", "accepted", "2023-09-01", "paper", claim="decision"),
        change("official", "accepted", "2023-10-01", "gazette", claim="decision"),
    )
    assert tracker.at(on="2023-09-15").standing("p").status == "unassessed"


def test_same_day_changes_follow_the_routes():
    """Of two changes on one day the one that the lifecycle puts later counts, whatever their ids."""
    tracker = Tracker.of(
        proposal(), change("a", "accepted", "2024-03-21"), change("b", "recommended", "2024-03-21")
    )
    assert [step.id for step in tracker.history("p")] == ["b", "a"]


def test_same_day_changes_without_a_route_follow_their_ids():
    """Where no route tells two changes of one day apart, the higher id counts last."""
    tracker = Tracker.of(proposal(), change("b", "withdrawn", "2024"), change("a", "rejected", "2024"))
    assert [step.id for step in tracker.history("p")] == ["a", "b"]


def test_routes_that_go_round_leave_the_ids():
    """Three states in a circle have no first one: the lowest id begins."""
    states = tuple(State(name, name, Phase.PROPOSED) for name in "xyz")
    ring = Lifecycle("ring", "Ring", states, (Route("x", "y"), Route("y", "z"), Route("z", "x")))
    tracker = Tracker.of(
        proposal(lifecycle="ring"),
        change("a", "y", "2024"),
        change("b", "x", "2024"),
        change("c", "z", "2024"),
        registry=Registry.default().with_lifecycle(ring),
    )
    assert [step.id for step in tracker.history("p")] == ["a", "c", "b"]


def test_many_changes_of_one_day_and_state_follow_their_ids():
    """Reports of one state stand by their ids, before what follows that state."""
    tracker = Tracker.of(
        proposal(),
        change("c", "proposed", "2024"),
        change("a", "proposed", "2024"),
        change("b", "shelved", "2024"),
        change("d", "accepted", "2024"),
    )
    assert [step.id for step in tracker.history("p")] == ["a", "b", "c", "d"]


def test_a_state_of_no_lifecycle_is_a_status_without_a_phase():
    """A status that the lifecycle does not have stands as the source gives it."""
    standing = Tracker.of(proposal(), change("c", "shelved", "2024")).standing("p")
    assert (standing.status, standing.phase) == ("shelved", None)


def test_an_unknown_lifecycle_gives_a_status_without_a_phase():
    """The lifecycle of an absent plugin leaves the status readable, and in order of dates."""
    tracker = Tracker.of(
        proposal(lifecycle="absent"),
        change("b", "one", "2024"),
        change("a", "two", "2024"),
        change("c", "zero", "2023"),
    )
    standing = tracker.standing("p")
    assert (standing.status, standing.phase) == ("one", None)


def test_a_correction_takes_the_place_of_what_it_corrects():
    """A corrected report never wins; the correction belongs to the same transition."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        proposal(),
        change("wrong", "accepted", "2023-09-24", "paper"),
        change(
            "right",
            "rejected",
            "2023-09-24",
            "gazette",
            corrects_id="wrong",
            correction=CorrectionKind.CORRECTS,
        ),
    )
    assert tracker.standing("p").status == "rejected"
    assert tracker.standing("p").competing == ()
    assert tracker.at(known="2023-09-30").standing("p").status == "accepted"


def test_a_retracted_claim_never_wins():
    """A retraction takes a report back and states nothing itself."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        proposal(),
        change("wrong", "accepted", "2023-09-24", "paper"),
        change(
            "sorry",
            "accepted",
            "2023-09-24",
            "gazette",
            corrects_id="wrong",
            correction=CorrectionKind.RETRACTS,
        ),
    )
    assert tracker.standing("p").status == "unassessed"


def test_a_retracted_retraction_restores():
    """Taking back what took a report away gives the report back."""
    tracker = Tracker.of(
        PAPER,
        proposal(),
        change("c1", "accepted", "2023", "paper"),
        change("c2", "accepted", "2023", "paper", corrects_id="c1", correction=CorrectionKind.RETRACTS),
        change("c3", "accepted", "2023", "paper", corrects_id="c2", correction=CorrectionKind.RETRACTS),
    )
    assert tracker.standing("p").change == tracker.get("c1")


def test_a_confirmation_joins_the_claim():
    """A report that confirms another is a report of the same transition, and the better one wins."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        proposal(),
        change("first", "accepted", "2023-09", "paper"),
        change(
            "second",
            "accepted",
            "2023-09-24",
            "gazette",
            corrects_id="first",
            correction=CorrectionKind.CONFIRMS,
        ),
    )
    standing = tracker.standing("p")
    assert standing.change is not None
    assert (standing.change.id, [loser.id for loser in standing.competing]) == ("second", ["first"])


def test_a_correction_may_move_a_change_to_another_proposal():
    """A correction that speaks of another proposal is a claim of its own there."""
    tracker = Tracker.of(
        proposal(),
        proposal("q"),
        change("wrong", "enacted", "2026"),
        change(
            "right",
            "enacted",
            "2026",
            proposal_id="q",
            corrects_id="wrong",
            correction=CorrectionKind.CORRECTS,
        ),
    )
    assert tracker.standing("p").status == "unassessed"
    assert tracker.standing("q").status == "enacted"


def test_as_of_is_the_day_of_the_question():
    """An answer carries the day for which it was asked."""
    assert Tracker.of(proposal()).at(on="2024-05-01").standing("p").as_of == day("2024-05-01").earliest


def test_as_of_is_the_newest_evidence_without_a_day():
    """Asked for no day, an answer carries the day of the newest source on the proposal."""
    tracker = Tracker.of(
        PAPER, GAZETTE, person("ann"), proposal(), change("c1", "proposed", "2023", "paper", "gazette")
    )
    assert tracker.standing("p").as_of == day("2023-10-30").latest
    assert tracker.at(known="2023-10-01").standing("p").as_of == day("2023-09-26").latest


@pytest.mark.parametrize(
    ("other", "text"),
    [
        pytest.param(
            "accepted", "accepted since 2023-09-24 (as of 2023-09-26)", id="another report says the same"
        ),
        pytest.param(
            "rejected", "accepted since 2023-09-24, disputed (as of 2023-09-26)", id="another says else"
        ),
    ],
)
def test_a_standing_says_whether_it_is_disputed(other, text):
    """A status that another report of the same transition contradicts is not printed as if it stood alone."""
    tracker = Tracker.of(
        PAPER,
        source("post", "2023-09-25"),
        proposal(),
        change("a", "accepted", "2023-09-24", "post", claim="c"),
        change("b", other, "2023-09-24", "paper", claim="c"),
    )
    assert str(tracker.standing("p")) == text


def test_a_chain_of_corrections_may_be_long():
    """A report that was corrected over and over stands as it was corrected last."""
    chain = [
        change(
            f"c{index:04}",
            "accepted",
            "2024",
            corrects_id=f"c{index - 1:04}",
            correction=CorrectionKind.CORRECTS,
        )
        for index in range(1, 1500)
    ]
    tracker = Tracker.of(proposal(), change("c0000", "accepted", "2024"), *chain)
    assert [step.id for step in tracker.history("p")] == ["c1499"]


def test_a_correction_that_is_corrected_still_replaces_the_first():
    """What was wrong at first does not come back when its correction is put right."""
    tracker = Tracker.of(
        proposal(),
        change("a", "accepted", "2024"),
        change("b", "rejected", "2024", corrects_id="a", correction=CorrectionKind.CORRECTS),
        change("c", "lapsed", "2024", corrects_id="b", correction=CorrectionKind.CORRECTS),
    )
    assert [step.id for step in tracker.history("p")] == ["c"]


@pytest.mark.parametrize("kind", [CorrectionKind.CORRECTS, CorrectionKind.RETRACTS])
def test_a_correction_that_is_retracted_gives_the_first_back(kind):
    """A correction or a retraction that is taken back takes nothing away."""
    tracker = Tracker.of(
        proposal(),
        change("a", "accepted", "2024"),
        change("b", "rejected", "2024", corrects_id="a", correction=kind),
        change("c", "rejected", "2024", corrects_id="b", correction=CorrectionKind.RETRACTS),
    )
    assert [step.id for step in tracker.history("p")] == ["a"]
