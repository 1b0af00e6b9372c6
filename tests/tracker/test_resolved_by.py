"""Views in which another rule decides between competing reports."""

from factories import change, proposal, source

from policytrack.model import StatusChange
from policytrack.resolution import BestEvidence, Criterion, LatestPublished, PrimaryOnly, Resolution
from policytrack.terms import CorrectionKind, SourceKind
from policytrack.tracker import Tracker

TRACKER = Tracker.of(
    source("gazette", "2023-10-01", kind=SourceKind.PRIMARY),
    source("paper", "2023-11-01"),
    proposal(),
    change("official", "rejected", "2023-09-24", "gazette", claim="decision"),
    change("press", "accepted", "2023-09-24", "paper", claim="decision"),
    change("rumour", "withdrawn", "2023-12-01", "paper"),
)


def test_the_best_evidence_decides_by_default():
    """The official report wins its claim."""
    assert TRACKER.resolution is BestEvidence
    assert [step.id for step in TRACKER.history("p")] == ["official", "rumour"]


def test_what_came_out_last():
    """As in a newsroom, the later report wins."""
    assert [step.id for step in TRACKER.resolved_by(LatestPublished).history("p")] == ["press", "rumour"]


def test_primary_sources_alone():
    """A claim that no primary source bears is not there, and the explanation says so."""
    view = TRACKER.resolved_by(PrimaryOnly)
    assert [step.id for step in view.history("p")] == ["official"]
    assert str(view.explain("p")).splitlines()[-2:] == [
        "  left out: accepted 2023-09-24 [paper]: primary-only admits no such source",
        "  left out: withdrawn 2023-12-01 [paper]: primary-only admits no such source",
    ]


def test_a_rule_of_ones_own():
    """Any order of criteria is a resolution; its name stands in the explanation."""
    mine = Resolution("first-out", (Criterion.EARLIEST_PUBLICATION,))
    assert TRACKER.resolved_by(mine).explain("p").resolution == "first-out"
    assert [step.id for step in TRACKER.resolved_by(mine).history("p")] == ["official", "rumour"]


def test_the_rule_stays_when_the_days_change():
    """A view of a view keeps its resolution."""
    view = TRACKER.resolved_by(LatestPublished)
    assert view.at(on="2023-09-30").at(known="2023-12-31").standing("p").status == "accepted"


def test_why_a_correction_was_made():
    """The reason of a correction stands in the explanation."""
    tracker = TRACKER.with_records(
        StatusChange(
            id="sorry",
            proposal_id="p",
            to="withdrawn",
            corrects_id="rumour",
            correction=CorrectionKind.RETRACTS,
            correction_reason="it was another bill",
        )
    )
    assert str(tracker.explain("p")).splitlines()[-1] == (
        "  left out: withdrawn 2023-12-01 [paper]: retracted by sorry: it was another bill"
    )
