"""What type checkers see through the lazy face: checked by both, never run."""

from typing import assert_type

import pendulum

import policytrack as pt


def answers(tracker: pt.Tracker) -> None:
    """A tracker's answers have the types that its docstrings promise."""
    assert_type(tracker.proposals, tuple[pt.Proposal, ...])
    assert_type(tracker.get("p"), pt.Record)
    assert_type(tracker.get("p", pt.Proposal), pt.Proposal)
    assert_type(tracker.standing("p"), pt.Standing)
    assert_type(tracker.standing("p").since, pt.PartialDate | None)
    assert_type(tracker.standing("p").as_of, pendulum.Date | None)
    assert_type(tracker.history("p"), tuple[pt.StatusChange, ...])
    assert_type(tracker.critics("p", scope="inherited"), tuple[pt.Stand, ...])
    assert_type(tracker.at(on="2024-01-01", known=None), pt.View)
    assert_type(tracker.explain("p"), pt.Explanation)
    assert_type(tracker.coverage("p"), pt.Coverage)
    assert_type(tracker.snapshot(), pt.Snapshot)
    assert_type(tracker.with_records(pt.Person(id="a", name="A")), pt.Tracker)


def mistakes(tracker: pt.Tracker) -> None:
    """What would fail when run is an error in the editor."""
    tracker.critics("p", scope="all")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    pt.Person(id="a")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    pt.datasets.load("case", layer="all")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def values() -> None:
    """Dates give pendulum's dates, measures their own types."""
    assert_type(pt.PartialDate.parse("2023").earliest, pendulum.Date | None)
    assert_type(pt.Period.parse("P1M").after(pendulum.date(2024, 1, 31)), pendulum.Date)
    assert_type(pt.build().proposal("Free buses"), str)
    assert_type(pt.LegalTest("self-defence").proposed, pt.Test | None)
