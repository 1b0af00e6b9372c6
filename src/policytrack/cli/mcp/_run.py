"""How each tool answers, from a tracker, the name of its source, and what the tool was given."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from policytrack import query as q
from policytrack.cli._sources import day_of
from policytrack.cli.commands.show import shown
from policytrack.cli.mcp._answers import (
    Changes,
    Explained,
    Hit,
    Hits,
    Move,
    News,
    Report,
    Shown,
    Sides,
    Stands,
    Step,
    Voice,
)
from policytrack.cli.mcp._cites import Cites, cites
from policytrack.dates import calendar_day
from policytrack.evidence import diff
from policytrack.model import Assertion, Event, StatusChange
from policytrack.pages import name_of as called
from policytrack.pages import speaker
from policytrack.standing import Stand
from policytrack.tracker import Tracker, View

if TYPE_CHECKING:
    import pendulum

_MOST = 50


def _view(tracker: Tracker, given: Mapping[str, Any]) -> View:
    return tracker.at(on=given.get("on"), known=given.get("known"))


def search(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Hits:
    """Find proposals by words and by what is recorded of them."""
    question = q.parse(given["query"])
    view = _view(tracker, given)
    view = view if question.on is None else view.at(on=question.on)
    view = view if question.known is None else view.at(known=question.known)
    size = given.get("limit") or question.size or 20
    result = view.run(question.limit(size))
    hits: list[Hit] = []
    for proposal in result.rows:
        standing = view.standing(proposal.id)
        hits.append(
            Hit(
                proposal_id=proposal.id,
                title=proposal.title,
                status=standing.status,
                since=standing.since,
                citations=_of_change(view, standing.change) or cites(view, proposal.evidence),
            )
        )
    return Hits(
        source=source,
        as_of=day_of(view),
        on=view.on,
        known=view.known,
        query=given["query"],
        proposals=tuple(hits),
        more=result.cursor is not None,
    )


def show(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Shown:
    """Give one record whole, and of an accusation its outcome too."""
    view = _view(tracker, given)
    found = shown(view, given["id"], source)
    record = view.get(given["id"])
    ends = [end.outcome for end in view.outcomes() if isinstance(record, Event) and end.event.id == record.id]
    evidence = [cited for one in (record, *ends) if isinstance(one, Assertion) for cited in one.evidence]
    return Shown(
        source=source,
        as_of=found.as_of,
        on=view.on,
        known=view.known,
        type=found.type,
        record=found.record,
        details=found.details,
        page=found.page,
        outcome=found.outcome,
        citations=cites(tracker, evidence),
    )


def standing(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Stands:
    """Say where a proposal stands."""
    view, proposal_id = _view(tracker, given), given["id"]
    standing = view.standing(proposal_id)
    return Stands(
        source=source,
        as_of=standing.as_of,
        on=view.on,
        known=view.known,
        proposal_id=proposal_id,
        title=view.proposal(proposal_id).title,
        standing=str(standing),
        status=standing.status,
        phase=standing.phase,
        since=standing.since,
        certain=standing.certain,
        extent=standing.extent,
        note=standing.note,
        citations=_of_change(view, standing.change),
        competing=tuple(_report(view, change, "it competes") for change in standing.competing),
    )


def stances(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Sides:
    """Say who supports and who opposes a proposal."""
    view, proposal_id = _view(tracker, given), given["id"]
    stands = view.stances(proposal_id, scope="inherited")
    never_heard = view.coverage(proposal_id).never_heard
    return Sides(
        source=source,
        as_of=view.standing(proposal_id).as_of,
        on=view.on,
        known=view.known,
        proposal_id=proposal_id,
        title=view.proposal(proposal_id).title,
        supporters=_voices(view, (one for one in stands if one.stance.is_proponent)),
        opponents=_voices(view, (one for one in stands if one.stance.is_critic)),
        others=_voices(
            view, (one for one in stands if not one.stance.is_proponent and not one.stance.is_critic)
        ),
        never_heard=None if never_heard is None else tuple(called(view, one) for one in never_heard),
    )


def _voices(view: View, stands: Iterable[Stand]) -> tuple[Voice, ...]:
    return tuple(
        Voice(
            actor_id=stand.actor_id,
            name=called(view, stand.actor_id),
            who=speaker(view, stand.position),
            stance=stand.stance,
            said_on=stand.position.said_on,
            statement=stand.position.statement,
            inherited_from=stand.inherited_from,
            citations=cites(view, stand.position.evidence),
        )
        for stand in stands
    )


def explain(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Explained:
    """Say why a proposal stands where it does."""
    view = _view(tracker, given)
    found = view.explain(given["id"])
    return Explained(
        source=source,
        as_of=found.standing.as_of,
        on=view.on,
        known=view.known,
        proposal_id=found.proposal_id,
        title=view.proposal(found.proposal_id).title,
        resolution=found.resolution,
        steps=tuple(
            Step(
                report=_report(view, step.change, step.reason),
                counts=step.counts,
                losers=tuple(_report(view, loser.change, loser.reason) for loser in step.losers),
            )
            for step in found.steps
        ),
        text=str(found),
    )


def changes(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Changes:
    """Say what moved and what became public between two days."""
    since = cast("pendulum.Date", calendar_day(given["since"]))
    before = tracker.at(on=given.get("on"), known=since)
    after = tracker.at(on=given.get("on"), known=given.get("known"))
    found, most = diff(before, after), given.get("limit") or _MOST
    news = [
        *(
            News(record_id=one.id, citations=_of_record(tracker, one))
            for one in (*found.added, *found.removed)
        ),
        *(News(record_id=one.record_id, citations=_of_record(tracker, one.after)) for one in found.changed),
    ]
    lines = () if found.is_empty else tuple(str(found).split("\n"))
    return Changes(
        source=source,
        as_of=day_of(after),
        on=after.on,
        known=after.known,
        since=since,
        moved=tuple(
            Move(
                proposal_id=one.proposal_id,
                title=tracker.proposal(one.proposal_id).title,
                before=str(one.before),
                after=str(one.after),
                reason=one.reason,
                citations=_of_change(tracker, one.after.change),
            )
            for one in found.moved
        ),
        records=tuple(news[:most]),
        lines=lines[:most],
        left_out=max(len(lines), len(news), most) - most,
    )


def _of_record(view: View, record: object) -> tuple[Cites, ...]:
    return cites(view, record.evidence) if isinstance(record, Assertion) else ()


def _of_change(view: View, change: StatusChange | None) -> tuple[Cites, ...]:
    return () if change is None else cites(view, change.evidence)


def _report(view: View, change: StatusChange, reason: str) -> Report:
    return Report(to=change.to, on=change.on, reason=reason, citations=cites(view, change.evidence))
