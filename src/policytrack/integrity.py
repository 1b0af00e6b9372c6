"""Whether records fit together: every reference, every id, every chain, all problems at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policytrack.errors import Problem, Severity, nearest
from policytrack.model import (
    Assertion,
    Event,
    Organization,
    Position,
    Proposal,
    Record,
    Reference,
    Snapshot,
    Source,
    UnknownRecord,
    field_of,
    record_fields,
    references,
)
from policytrack.registry import Registry
from policytrack.terms import UNASSESSED, UNKNOWN, UNMAPPED

_MOST_HINTS = 20
_NO_STATES = frozenset({UNASSESSED, UNKNOWN, UNMAPPED})
_OURS = {base.__name__ for cls in record_fields().values() for base in cls.__mro__}


def integrity_problems(snapshot: Snapshot, registry: Registry) -> tuple[Problem, ...]:
    """Report everything in which the records of a snapshot do not fit together.

    A path is `/field/id/place`, with `~` and `/` in the id escaped as in a JSON Pointer. Errors:
    `duplicate-id`, `dangling-reference`, `reference-to-wrong-type`, `correction-of-other-type`, `cycle`,
    `self-reference`.
    Warnings: `unknown-lifecycle`, `capacity-of-another`.

    The nearest ids are suggested for the first twenty ids that dangle: where more do, a file is missing
    rather than a letter, and looking for each would take long. Of records that share an id, the first is
    the one that references lead to.
    """
    held: dict[str, list[Record]] = defaultdict(list)
    for record in snapshot.records():
        held[record.id].append(record)
    by_id = {record_id: found[0] for record_id, found in held.items()}
    return (
        *_duplicates(held),
        *_references(snapshot.records(), by_id),
        *_cycles(by_id),
        *_parts_of_themselves(snapshot, by_id),
        *_warnings(snapshot, by_id, registry),
    )


def unknown_states(snapshot: Snapshot, registry: Registry) -> tuple[str, ...]:
    """Return the statuses that are states of no lifecycle, sorted: those of a plugin that adds to ours.

    Of proposals whose lifecycle is not known nothing is returned: `unknown-lifecycle` names that.
    """
    tables = registry.lifecycles
    known = {state.id for table in tables.values() for state in table.states} | _NO_STATES
    strange = [change for change in snapshot.status_changes if change.to not in known]
    if not strange:
        return ()
    told = {proposal.id for proposal in snapshot.proposals if proposal.lifecycle not in tables}
    return tuple(sorted({change.to for change in strange if change.proposal_id not in told}))


def path_of(record: Record, place: str = "") -> str:
    """Return where a record, or a place in it, stands in a snapshot."""
    kind: type = type(record)
    return f"/{field_of(kind)}/{record.id.replace('~', '~0').replace('/', '~1')}{place}"


def _duplicates(held: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    for record_id, found in held.items():
        for record in found[1:]:
            message = f"{record_id}: this id stands {len(found)} times, first at {path_of(found[0])}"
            yield Problem("duplicate-id", path_of(record, "/id"), message, "ids are unique across all types")


def _references(records: Iterable[Record], by_id: Mapping[str, Record]) -> Iterator[Problem]:
    hints: dict[str, str | None] = {}
    for record in records:
        for reference in references(record):
            wanted = reference.record_id
            if wanted in by_id:
                if problem := _fault(record, reference, by_id[wanted]):
                    yield problem
                continue
            if wanted not in hints and len(hints) < _MOST_HINTS:
                near = nearest(wanted, by_id)
                hints[wanted] = f"nearest: {', '.join(near)}" if near else None
            path, message = path_of(record, reference.path), f"{wanted}: no record has this id"
            yield Problem("dangling-reference", path, message, hints.get(wanted))


def _fault(record: Record, reference: Reference, target: Record) -> Problem | None:
    path = path_of(record, reference.path)
    bases = {base.__name__ for base in type(target).__mro__}
    if isinstance(target, UnknownRecord) and not _OURS.issuperset(reference.types):
        return None  # It may well be of the type that is meant: nobody here knows it.
    if reference.types and bases.isdisjoint(reference.types):
        message = f"{reference.record_id}: is a {type(target).__name__}"
        return Problem("reference-to-wrong-type", path, message, f"allowed: {', '.join(reference.types)}")
    if reference.path == "/corrects_id" and type(target) is not type(record):
        message = f"{reference.record_id}: is a {type(target).__name__}, no {type(record).__name__}"
        return Problem("correction-of-other-type", path, message, "correct a record by one of its type")
    return None


def _next(record: Record) -> Iterator[tuple[str, str]]:
    """Give the fields of a record that make chains, which may not run in a circle."""
    if isinstance(record, Assertion) and record.corrects_id is not None:
        yield "corrects_id", record.corrects_id
    match record:
        case Proposal(part_of_id=str(parent)):
            yield "part_of_id", parent
        case Organization(parent_id=str(parent)):
            yield "parent_id", parent
        case Source(derived_from_id=str(parent)):
            yield "derived_from_id", parent
        case Position(replies_to_id=str(parent)):
            yield "replies_to_id", parent
        case Event(outcome_id=str(parent)):
            yield "outcome_id", parent
        case _:
            pass


def _cycles(by_id: Mapping[str, Record]) -> Iterator[Problem]:
    """Report each circle once, at its lowest id."""
    steps = [(record_id, *step) for record_id, record in by_id.items() for step in _next(record)]
    chains: dict[str, dict[str, str]] = defaultdict(dict)
    for record_id, field, parent in steps:
        chains[field][record_id] = parent
    found = {(circle[0], field): circle for field, chain in chains.items() for circle in circles(chain)}
    for record_id, field, _ in steps:
        if circle := found.get((record_id, field)):
            message = f"goes round in a circle: {' -> '.join([*circle, record_id])}"
            yield Problem("cycle", path_of(by_id[record_id], f"/{field}"), message)


def _parts_of_themselves(snapshot: Snapshot, by_id: Mapping[str, Record]) -> Iterator[Problem]:
    """Report a correction by which what it corrects would be a part of itself."""
    for proposal in snapshot.proposals:
        if proposal.corrects_id is None or proposal.part_of_id is None:
            continue
        corrected, walked = by_id.get(proposal.corrects_id), {proposal.id}
        while isinstance(corrected, Proposal) and corrected.id not in walked:
            if corrected.id == proposal.part_of_id:
                message = f"{corrected.id}: with this correction it would be a part of itself"
                hint = "name what the corrected proposal is a part of, or leave it out"
                yield Problem("self-reference", path_of(proposal, "/part_of_id"), message, hint)
            walked.add(corrected.id)
            corrected = by_id.get(corrected.corrects_id or "")


def circles(parents: Mapping[str, str]) -> Iterator[list[str]]:
    """Give each circle from its lowest id on; no id is walked twice, so long chains take linear time."""
    walked: set[str] = set()
    for start in parents:
        path: list[str] = []
        here = start
        while here in parents and here not in walked:
            walked.add(here)
            path.append(here)
            here = parents[here]
        if here in path:
            circle = path[path.index(here) :]
            lowest = circle.index(min(circle))
            yield circle[lowest:] + circle[:lowest]


def _warnings(snapshot: Snapshot, by_id: Mapping[str, Record], registry: Registry) -> Iterator[Problem]:
    missing: dict[str, list[Proposal]] = defaultdict(list)
    for proposal in snapshot.proposals:
        if proposal.lifecycle not in registry.lifecycles:
            missing[proposal.lifecycle].append(proposal)
    for name, proposals in missing.items():
        near = nearest(name, registry.lifecycles)
        hint = f"nearest: {', '.join(near)}" if near else "install the plugin that brings it"
        times = f" ({len(proposals)} times)" if len(proposals) > 1 else ""
        message = f"{name}: no such lifecycle, so its states are kept as they are and have no phase{times}"
        yield Problem(
            "unknown-lifecycle", path_of(proposals[0], "/lifecycle"), message, hint, Severity.WARNING
        )
    for position in snapshot.positions:
        capacity = by_id.get(position.capacity_id or "")
        if capacity is not None and position.actor_id not in {
            getattr(capacity, "person_id", None),
            getattr(capacity, "organization_id", None),
        }:
            message = f"{capacity.id}: is a membership of somebody else than {position.actor_id}"
            yield Problem(
                "capacity-of-another",
                path_of(position, "/capacity_id"),
                message,
                f"name a membership of {position.actor_id}, or leave the capacity out",
                Severity.WARNING,
            )
