"""The status of a proposal: a fold over its status changes in a view, never a stored field."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from policytrack.model import Proposal, StatusChange
from policytrack.resolution import BestEvidence, Report, Resolution, Witness, admitted, decided_by, ranked
from policytrack.terms import CorrectionKind
from policytrack.tracker._sight import Moment, Sight

if TYPE_CHECKING:
    from policytrack.lifecycle import Lifecycle

_FIRST, _LAST = datetime.date.min, datetime.date.max


@attrs.frozen
class Transition:
    """One transition of a proposal: the report that won, when it counts, and what lost, each with why.

    `witnesses` are those of the winner and of all reports that say the same.
    """

    change: StatusChange
    moment: Moment
    losers: tuple[tuple[StatusChange, str], ...]
    witnesses: tuple[Witness, ...]


def transitions_of(
    sight: Sight, proposal: Proposal, lifecycle: "Lifecycle | None", resolution: Resolution = BestEvidence
) -> tuple[Transition, ...]:
    """Return what a proposal went through, in order: by begin, then end, then along the routes, then id."""
    claims: dict[str, list[StatusChange]] = defaultdict(list)
    for change in sight.index.changes[proposal.id]:
        if sight.stands(change) and admitted(sight.report(change, change.on), resolution):
            claims[_claim(sight, change)].append(sight.see(change) or change)
    found = [_contest(sight, reports, resolution) for reports in claims.values()]
    days: dict[tuple[datetime.date, datetime.date], list[Transition]] = defaultdict(list)
    for transition in found:
        days[transition.moment.begin or _FIRST, transition.moment.end or _LAST].append(transition)
    by_change = {step.change.id: step for step in found}
    return tuple(
        by_change[change.id]
        for day in sorted(days)
        for change in along([step.change for step in days[day]], lifecycle)
    )


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
    """Let the reports of one transition compete: what several say alike has the evidence of all of them."""
    alike: dict[object, list[StatusChange]] = defaultdict(list)
    for report in reports:
        alike[_said(report)].append(report)
    groups: dict[str, list[StatusChange]] = {}
    together: list[Report] = []
    for changes in alike.values():
        own = ranked([sight.report(change, change.on) for change in changes], resolution)
        by_id = {change.id: change for change in changes}
        groups[own[0].id] = [by_id[report.id] for report in own]
        seen_by = tuple(witness for report in own for witness in report.witnesses)
        together.append(Report(own[0].id, changes[0].on, seen_by))
    best, *others = ranked(together, resolution)
    winner, *agreeing = groups[best.id]
    losers = [(change, "it says the same") for change in agreeing]
    for other in others:
        reason = f"the winner has {decided_by(best, other, resolution).value}"
        losers += [(change, reason) for change in groups[other.id]]
    return Transition(winner, sight.moment(winner, winner.on), tuple(losers), best.witnesses)


def _said(change: StatusChange) -> object:
    """Return what a report says of its transition: reports that say the same bear each other out."""
    return change.to, change.on, change.extent, change.by_ids


def along(changes: Iterable[StatusChange], lifecycle: "Lifecycle | None") -> Iterator[StatusChange]:
    """Order what happened on the same days: a target after its source, and by id where no route tells."""
    left: dict[str, list[StatusChange]] = defaultdict(list)
    for change in sorted(changes, key=lambda change: change.id, reverse=True):
        left[change.to].append(change)
    while left:
        free = [state for state in left if not any(_leads(lifecycle, other, state) for other in left)]
        state = min(free or left, key=lambda state: left[state][-1].id)
        yield left[state].pop()
        if not left[state]:
            del left[state]


def _leads(lifecycle: "Lifecycle | None", one: str, other: str) -> bool:
    return lifecycle is not None and lifecycle.precedes(one, other)
