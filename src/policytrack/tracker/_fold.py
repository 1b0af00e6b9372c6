"""The status of a proposal: a fold over its status changes in a view, never a stored field."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import attrs

from policytrack.model import Proposal, StatusChange
from policytrack.resolution import BestEvidence, Resolution, admitted, decided_by, ranked
from policytrack.terms import CorrectionKind
from policytrack.tracker._sight import Moment, Sight

if TYPE_CHECKING:
    from policytrack.lifecycle import Lifecycle

_FIRST, _LAST = datetime.date.min, datetime.date.max


@attrs.frozen
class Transition:
    """One transition of a proposal: the report that won, when it counts, and what lost, each with why."""

    change: StatusChange
    moment: Moment
    losers: tuple[tuple[StatusChange, str], ...]


def transitions_of(
    sight: Sight, proposal: Proposal, lifecycle: "Lifecycle | None", resolution: Resolution = BestEvidence
) -> tuple[Transition, ...]:
    """Return what a proposal went through, in order: by begin, then end, then along the routes, then id."""
    claims: dict[str, list[StatusChange]] = defaultdict(list)
    for change in sight.index.changes[proposal.id]:
        if sight.stands(change) and admitted(sight.report(change, change.on), resolution):
            claims[_claim(sight, change)].append(change)
    found = [_contest(sight, reports, resolution) for reports in claims.values()]
    days: dict[tuple[datetime.date, datetime.date], list[Transition]] = defaultdict(list)
    for transition in found:
        days[transition.moment.begin or _FIRST, transition.moment.end or _LAST].append(transition)
    return tuple(step for day in sorted(days) for step in _along(days[day], lifecycle))


def left_out(
    sight: Sight, proposal: Proposal, resolution: Resolution
) -> tuple[tuple[StatusChange, str], ...]:
    """Return the changes that take no part, each with why: corrected, retracted, or too far from the fact."""
    found: list[tuple[StatusChange, str]] = []
    for change in sight.index.changes[proposal.id]:
        seen, by = sight.see(change), sight.withdrawn_by(change.id)
        if seen is None or seen.correction is CorrectionKind.RETRACTS:
            continue
        if by is not None:
            verb = "corrected" if by.correction is CorrectionKind.CORRECTS else "retracted"
            because = f": {by.correction_reason}" if by.correction_reason else ""
            found.append((seen, f"{verb} by {by.id}{because}"))
        elif not admitted(sight.report(seen, seen.on), resolution):
            found.append((seen, f"{resolution.name} admits no such source"))
    return tuple(found)


def _claim(sight: Sight, change: StatusChange) -> str:
    """Return the claim of a change; one that corrects or confirms another joins the claim of that one."""
    while change.claim is None and change.corrects_id is not None:
        corrected = sight.index.by_id[change.corrects_id]
        if not isinstance(corrected, StatusChange) or corrected.proposal_id != change.proposal_id:
            break
        change = corrected
    return change.transition


def _contest(sight: Sight, reports: Sequence[StatusChange], resolution: Resolution) -> Transition:
    seen = {report.id: kept for report in reports if (kept := sight.see(report)) is not None}
    order = ranked([sight.report(change, change.on) for change in seen.values()], resolution)
    winner = seen[order[0].id]
    losers = tuple(
        (seen[report.id], f"the winner has {decided_by(order[0], report, resolution).value}")
        for report in order[1:]
    )
    return Transition(winner, sight.moment(winner, winner.on), losers)


def _along(steps: Iterable[Transition], lifecycle: "Lifecycle | None") -> Iterable[Transition]:
    """Order what happened on the same days: a target after its source, and by id where no route tells."""
    left = sorted(steps, key=lambda step: step.change.id)
    while left:
        first = next(
            (step for step in left if not any(_leads(other, step, lifecycle) for other in left)), left[0]
        )
        left.remove(first)
        yield first


def _leads(one: Transition, other: Transition, lifecycle: "Lifecycle | None") -> bool:
    """Say whether the way from one state to another is shorter than the way back."""
    source, target = one.change.to, other.change.to
    if lifecycle is None or source == target or source not in lifecycle or target not in lifecycle:
        return False
    there, back = lifecycle.distance(source, target), lifecycle.distance(target, source)
    return there is not None and (back is None or there < back)
