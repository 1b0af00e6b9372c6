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
    field_of,
    references,
)
from policytrack.registry import Registry


def integrity_problems(snapshot: Snapshot, registry: Registry) -> tuple[Problem, ...]:
    """Report everything in which the records of a snapshot do not fit together.

    A path is `/field/id/place`, with `~` and `/` in the id escaped as in a JSON Pointer. Errors:
    `duplicate-id`, `dangling-reference`, `reference-to-wrong-type`, `correction-of-other-type`, `cycle`.
    Warnings: `unknown-lifecycle`, `capacity-of-another`.
    """
    held: dict[str, list[Record]] = defaultdict(list)
    for record in snapshot.records():
        held[record.id].append(record)
    by_id = {record_id: found[0] for record_id, found in held.items()}
    return (
        *_duplicates(held),
        *_references(snapshot.records(), by_id),
        *_cycles(snapshot.records(), by_id),
        *_warnings(snapshot, by_id, registry),
    )


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
    for record in records:
        for reference in references(record):
            if problem := _fault(record, reference, by_id):
                yield problem


def _fault(record: Record, reference: Reference, by_id: Mapping[str, Record]) -> Problem | None:
    path, target = path_of(record, reference.path), by_id.get(reference.record_id)
    if target is None:
        near = nearest(reference.record_id, by_id)
        hint = f"nearest: {', '.join(near)}" if near else None
        return Problem("dangling-reference", path, f"{reference.record_id}: no record has this id", hint)
    bases = {base.__name__ for base in type(target).__mro__}
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


def _cycles(records: Iterable[Record], by_id: Mapping[str, Record]) -> Iterator[Problem]:
    """Report each circle once, at its lowest id."""
    for record in records:
        for field, parent in _next(record):
            chain = [record.id]
            here: str | None = parent
            while here is not None and here not in chain and here in by_id:
                chain.append(here)
                here = dict(_next(by_id[here])).get(field)
            if here == record.id == min(chain):
                message = f"goes round in a circle: {' -> '.join([*chain, record.id])}"
                yield Problem("cycle", path_of(record, f"/{field}"), message)


def _warnings(snapshot: Snapshot, by_id: Mapping[str, Record], registry: Registry) -> Iterator[Problem]:
    for proposal in snapshot.proposals:
        if proposal.lifecycle not in registry.lifecycles:
            near = nearest(proposal.lifecycle, registry.lifecycles)
            hint = f"nearest: {', '.join(near)}" if near else "install the plugin that brings it"
            message = f"{proposal.lifecycle}: no such lifecycle"
            yield Problem(
                "unknown-lifecycle", path_of(proposal, "/lifecycle"), message, hint, Severity.WARNING
            )
    for position in snapshot.positions:
        capacity = by_id.get(position.capacity_id or "")
        if capacity is not None and position.actor_id not in {
            getattr(capacity, "person_id", None),
            getattr(capacity, "organization_id", None),
        }:
            message = f"{capacity.id}: is a membership of somebody else than {position.actor_id}"
            yield Problem(
                "capacity-of-another", path_of(position, "/capacity_id"), message, None, Severity.WARNING
            )
