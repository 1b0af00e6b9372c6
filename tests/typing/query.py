"""What type checkers see of queries: checked by both, never run."""

from typing import Any, assert_type

import attrs
import pendulum

import policytrack as pt
from policytrack import query as q


def queries() -> None:
    """A query knows the class of records that it asks for, through every step."""
    query = q.select(pt.Proposal)
    assert_type(query, q.Query[pt.Proposal])
    condition = q.Proposal.topics.contains("policing") & q.Proposal.positions.any(
        q.Position.stance.is_(pt.Stance.OPPOSES) & q.Position.actor_id.is_("inquest")
    )
    assert_type(condition, q.Condition[pt.Proposal])
    asked = (
        query.where(condition, ~condition | condition)
        .at(on="2025-10-24", known=pendulum.date(2025, 10, 24))
        .order_by(q.Proposal.status_since.desc(), q.Proposal.id.asc())
        .limit(20)
        .after("cursor")
    )
    assert_type(asked, q.Query[pt.Proposal])
    assert_type(asked.on, pendulum.Date | None)
    assert_type(query.count(), q.Count[pt.Proposal])
    assert_type(query.group_by(q.Proposal.status, q.Proposal.critics).count(), q.GroupCount[pt.Proposal])
    assert_type(q.Query.from_json("{}"), q.Query[pt.Record])
    assert_type(q.parse("topic:policing"), q.Query[pt.Proposal])


@attrs.frozen(kw_only=True)
class Pledge(pt.Proposal):
    """A class of proposals of a plugin."""

    is_firm: bool = False


def derived() -> None:
    """What can be asked of proposals can be asked of a plugin's, alone and beside what is their own."""
    pledges = q.handles(Pledge)
    query = q.select(Pledge)
    assert_type(query.where(q.Proposal.title.is_("a")), q.Query[Pledge])
    assert_type(query.where(q.Proposal.title.is_("a") & pledges.is_firm.is_(True)), q.Query[Pledge])
    assert_type(query.where(pledges.id.is_("a"), q.Proposal.status.is_("proposed")), q.Query[Pledge])
    query.where(q.Position.id.is_("a"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def handles() -> None:
    """Each handle makes conditions about its own class."""
    assert_type(q.Position.said_on.surely_before("2023"), q.Condition[pt.Position])
    assert_type(q.Position.mode.is_missing(), q.Condition[pt.Position])
    assert_type(q.Figure.low.at_least(3), q.Condition[pt.Figure])
    assert_type(q.Proposal.phase.at_most(pt.Phase.LAW), q.Condition[pt.Proposal])
    assert_type(q.Proposal.text.matches("split second"), q.Condition[pt.Proposal])
    assert_type(q.Position.actor.any(q.Person.name.is_("Ann")), q.Condition[pt.Position])
    assert_type(q.Position.actor.any(q.Organization.name.is_("IOPC")), q.Condition[pt.Position])
    assert_type(q.Membership.sources.any(), q.Condition[pt.Membership])
    assert_type(q.Proposal.title.desc(), q.Order[pt.Proposal])
    assert_type(q.handles(pt.Person).id.is_("a"), q.Condition[pt.Person])
    unchecked: Any = q.handles(pt.Person).anything
    assert_type(unchecked, Any)


def results(found: q.Result[pt.Proposal]) -> None:
    """A result is a sequence of its records."""
    assert_type(found.first(), pt.Proposal | None)
    assert_type(found.one(), pt.Proposal)
    assert_type(found[0], pt.Proposal)
    assert_type(found[:2], tuple[pt.Proposal, ...])
    assert_type(found.cursor, str | None)
    assert_type([record.title for record in found], list[str])


def mistakes(query: q.Query[pt.Proposal]) -> None:
    """What would fail when built is an error in the editor."""
    query.where(q.Position.id.is_("a"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    query.where(q.Proposal.id == "a")  # type: ignore[call-overload,comparison-overlap]  # pyright: ignore[reportArgumentType]
    query.where(q.Proposal.id.is_("a") & q.Position.id.is_("a"))  # type: ignore[operator]  # pyright: ignore[reportArgumentType]
    query.order_by(q.Position.id.asc())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    query.group_by(q.Position.stance)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    q.Proposal.positions.any(q.Person.id.is_("a"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    q.Position.actor.any(q.Source.id.is_("a"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    q.Proposal.positions.all()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    q.Proposal.title.at_least("a")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    q.Proposal.title.is_missing()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    q.Proposal.topics.asc()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    q.Proposal.titel.is_("a")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    q.Proposal.title.is_(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    q.Position.stance.is_("opposes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    q.Position.stance.is_(pt.Phase.LAW)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    q.Figure.low.is_("3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    q.Position.said_on.surely_before(2023)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    q.select(str)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]


def run(tracker: pt.Tracker) -> None:
    """An answer has the type of what was asked for."""
    assert_type(tracker.run(q.select(pt.Proposal)), q.Result[pt.Proposal])
    assert_type(tracker.run(q.select(pt.Proposal).count()), int)
    assert_type(tracker.run(q.select(pt.Position).group_by(q.Position.stance).count()), tuple[q.Group, ...])
    assert_type(tracker.at(on="2024-01-01").run(q.select(pt.Person)).first(), pt.Person | None)
