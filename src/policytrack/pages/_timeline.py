"""How a proposal moved: what was known at the time, and what is known now."""

from collections.abc import Iterator

import attrs
import pendulum

from policytrack.model import Source
from policytrack.tracker import View


@attrs.frozen(kw_only=True)
class Turn:
    """A day on which an answer changed: the status as the sources of that day had it, and as all have it."""

    day: pendulum.Date
    then: str
    now: str


@attrs.frozen(kw_only=True)
class Timeline:
    """The turns of a proposal, in order, and why it stands where it does."""

    proposal_id: str
    title: str
    as_of: pendulum.Date | None
    turns: tuple[Turn, ...]
    explanation: str


def timeline(view: View, proposal_id: str) -> Timeline:
    """Return the timeline of a proposal, up to the day of a view and with what was known by its other day.

    Raises:
        RecordNotFoundError: There is no such proposal.
    """
    return Timeline(
        proposal_id=proposal_id,
        title=view.proposal(proposal_id).title,
        as_of=view.standing(proposal_id).as_of,
        turns=tuple(_turns(view, proposal_id)),
        explanation=str(view.explain(proposal_id)),
    )


def _turns(view: View, proposal_id: str) -> Iterator[Turn]:
    before = None
    for day in _moments(view, proposal_id):
        known = day if view.known is None else min(day, view.known)
        then = view.at(on=day, known=known).standing(proposal_id).status
        now = view.at(on=day).standing(proposal_id).status
        # Only the days on which one of the two answers changed are worth a line.
        if (then, now) != before:
            yield Turn(day=day, then=then, now=now)
        before = (then, now)


def _moments(view: View, proposal_id: str) -> list[pendulum.Date]:
    """Return the days on which something happened to a proposal or came out, in order."""
    whole = view.at(on=None)
    days = {whole.standing(proposal_id).as_of}
    for change in whole.status_changes:
        if change.proposal_id == proposal_id:
            days |= set() if change.on is None else {change.on.earliest or change.on.latest}
            published = (whole.get(item.source_id, Source).published for item in change.evidence)
            days |= {date.latest for date in published if date is not None}
    return sorted(day for day in days if day is not None and (view.on is None or day <= view.on))
