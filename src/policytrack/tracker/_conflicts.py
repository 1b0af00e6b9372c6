"""What sources disagree on: reports of one transition, figures, and roles."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from policytrack.answers import Competing, Conflict, ConflictKind
from policytrack.model import Assertion, Figure, Membership, Position, Proposal, StatusChange
from policytrack.tracker._fold import Transition
from policytrack.tracker._standings import Standings
from policytrack.tracker._twins import spoken_of, subject_of


def conflicts(view: Standings) -> tuple[Conflict, ...]:
    """Return what the records of a view disagree on: by proposal, then figures, then roles."""
    return (*_of_reports(view), *_of_stances(view), *_of_figures(view), *_of_roles(view))


def _of_reports(view: Standings) -> Iterator[Conflict]:
    for proposal in view.proposals:
        for step, reports in view.reports(proposal.id):
            yield from _of_one(proposal, step, reports)


def _of_one(proposal: Proposal, step: Transition, reports: Sequence[StatusChange]) -> Iterator[Conflict]:
    """Find what the reports of one transition disagree on."""
    what = f"{proposal.title}: {step.change.to}"

    def found(kind: ConflictKind, question: str, said: Iterable[str | None]) -> Conflict:
        entries = [(report, value, None) for report, value in zip(reports, said, strict=True)]
        values = _merged(entries, step.change.id)
        return Conflict(kind=kind, about=proposal.id, question=question, values=values)

    if len({report.to for report in reports}) > 1:
        yield found(
            ConflictKind.STATUS, f"{proposal.title}: which status?", [report.to for report in reports]
        )
    dates = [report.on for report in reports]
    if any(one.surely_before(other) for one in dates if one for other in dates if other):
        yield found(
            ConflictKind.DATE, f"{what}: when?", [None if date is None else str(date) for date in dates]
        )
    actors = [report.by_ids for report in reports]
    if any(not (one <= other or other <= one) for one in actors if one for other in actors if other):
        said = [" and ".join(sorted(actor)) or None for actor in actors]
        yield found(ConflictKind.ACTOR, f"{what}: by whom?", said)
    if len({report.extent for report in reports if report.extent is not None}) > 1:
        yield found(ConflictKind.EXTENT, f"{what}: how much of it?", [report.extent for report in reports])
    subject = subject_of(proposal.measure)
    twins = [] if subject is None else [spoken_of(report, subject) for report in reports]
    if any(twins):
        said = [
            f"{twin or subject}: “{report.wording or report.to}”"
            for twin, report in zip(twins, reports, strict=True)
        ]
        yield found(ConflictKind.MEASURE, f"{what}: what would change?", said)


def _of_stances(view: Standings) -> Iterator[Conflict]:
    """Find somebody whom one source has for a proposal and another against it, at one time."""
    taken: dict[tuple[str, str, str], list[Position]] = defaultdict(list)
    for position in view.positions:
        if view.sight.stands(position) and (position.stance.is_proponent or position.stance.is_critic):
            taken[position.proposal_id, position.actor_id, str(position.said_on)].append(position)
    for (proposal_id, actor_id, _), positions in sorted(taken.items()):
        if len({position.stance.is_critic for position in positions}) > 1:
            question = f"{actor_id} on {proposal_id}: for or against?"
            values = _merged([(position, position.stance, None) for position in positions])
            yield Conflict(kind=ConflictKind.STANCE, about=proposal_id, question=question, values=values)


def _of_figures(view: Standings) -> Iterator[Conflict]:
    same: dict[str, list[Figure]] = defaultdict(list)
    for figure in view.figures:
        if view.sight.stands(figure):
            same[figure.label].append(figure)
    for label, figures in sorted(same.items()):
        if len({(figure.low, figure.high, figure.unit, _folded(figure.wording)) for figure in figures}) > 1:
            question = f"{label}: how many?"
            values = _merged([(figure, _amount(figure), figure.attributed_to_id) for figure in figures])
            yield Conflict(kind=ConflictKind.FIGURE, about=label, question=question, values=values)


def _of_roles(view: Standings) -> Iterator[Conflict]:
    """Find two roles of one person in one organization at one time."""
    held: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for membership in view.memberships():
        if membership.role is not None and view.sight.stands(membership):
            held[membership.person_id, membership.organization_id].append(membership)
    for (person_id, organization_id), roles in sorted(held.items()):
        clash = [
            one
            for one in roles
            if any(_folded(one.role) != _folded(other.role) and _at_once(one, other) for other in roles)
        ]
        if clash:
            question = f"{person_id} in {organization_id}: which role?"
            yield Conflict(
                kind=ConflictKind.ROLE,
                about=person_id,
                question=question,
                values=_merged([(one, one.role, None) for one in clash]),
            )


def _at_once(one: Membership, other: Membership) -> bool:
    """Say whether two memberships surely overlap: each has a start, and neither surely ended before."""
    if one.start_date is None or other.start_date is None:
        return False
    later, earlier = (one, other) if other.start_date.surely_before(one.start_date) else (other, one)
    return earlier.end_date is None or not earlier.end_date.possibly_before(
        later.start_date or earlier.end_date
    )


def _merged(
    entries: Iterable[tuple[Assertion, str | None, str | None]], winner: str | None = None
) -> tuple[Competing, ...]:
    """Merge records, each with its value and in whose name, by the two; the winning value comes first."""
    same: dict[tuple[str, str | None], list[Assertion]] = defaultdict(list)
    for record, value, name in entries:
        if value is not None:
            same[value, name].append(record)
    values = (
        Competing(
            value=value,
            attributed_to_id=name,
            record_ids=tuple(sorted(record.id for record in found)),
            source_ids=tuple(
                sorted({citation.source_id for record in found for citation in record.evidence})
            ),
            wins=any(record.id == winner for record in found),
        )
        for (value, name), found in same.items()
    )
    return tuple(
        sorted(values, key=lambda value: (not value.wins, value.value, value.attributed_to_id or ""))
    )


def _amount(figure: Figure) -> str:
    """Say a figure in the source's words, or by its bounds where it has none."""
    if figure.wording is not None:
        return figure.wording
    bounds = " to ".join("?" if bound is None else str(bound) for bound in (figure.low, figure.high))
    return f"{bounds} {figure.unit or ''}".strip()


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())
