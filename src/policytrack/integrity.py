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
    targets_of_many,
)
from policytrack.registry import Registry
from policytrack.terms import UNASSESSED, UNKNOWN, UNMAPPED

_MOST_HINTS = 20
_NO_STATES = frozenset({UNASSESSED, UNKNOWN, UNMAPPED})
_CORRECTED = "corrects_id"
_CHAINS: Mapping[str, type[Record]] = {
    _CORRECTED: Assertion,
    "part_of_id": Proposal,
    "parent_id": Organization,
    "derived_from_id": Source,
    "replies_to_id": Position,
    "outcome_id": Event,
}
"""The fields that make chains, which may not run in a circle, with the class that has each."""

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
    by_id = {record.id: record for record in snapshot.records()}
    duplicates: Sequence[Problem] = ()
    if len(by_id) < len(snapshot):
        held: dict[str, list[Record]] = defaultdict(list)
        for record in snapshot.records():
            held[record.id].append(record)
        by_id, duplicates = {one: found[0] for one, found in held.items()}, list(_duplicates(held))
    return (
        *duplicates,
        *_references(snapshot, by_id),
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


def _references(snapshot: Snapshot, by_id: Mapping[str, Record]) -> Iterator[Problem]:
    """Report each reference that leads nowhere, or to what it may not lead to.

    Most records have none: those of a field of the snapshot are looked at together, and one by one only
    where something is wrong among them, which takes fifteen times as long.
    """
    ids, hints = _Ids(by_id), dict[str, str | None]()
    for name in record_fields():
        records: Sequence[Record] = getattr(snapshot, name)
        if ids.fit(records):
            continue
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


class _Ids:
    """The ids that references of some types may name."""

    def __init__(self, by_id: Mapping[str, Record]) -> None:
        self._by_class: dict[type, set[str]] = defaultdict(set)
        for record_id, record in by_id.items():
            self._by_class[type(record)].add(record_id)
        self._allowed: dict[tuple[str, ...], frozenset[str]] = {}

    def fit(self, records: Iterable[Record]) -> bool:
        """Say whether every reference of some records leads to what it may lead to, as `_fault` has it."""
        for cls, name, types, ids in targets_of_many(records):
            if not self._of(types).issuperset(ids):
                return False
            if name == _CORRECTED and not self._by_class[cls].issuperset(ids):
                return False
        return True

    def _of(self, types: tuple[str, ...]) -> frozenset[str]:
        if types not in self._allowed:
            classes = [cls for cls in self._by_class if _may_be(cls, types)]
            self._allowed[types] = frozenset[str]().union(*(self._by_class[cls] for cls in classes))
        return self._allowed[types]


def _may_be(cls: type, types: Sequence[str]) -> bool:
    """Say whether a reference to some types may lead to a record of a class; one to none leads anywhere."""
    if issubclass(cls, UnknownRecord) and not _OURS.issuperset(types):
        return True  # It may well be of the type that is meant: nobody here knows it.
    return not types or not {base.__name__ for base in cls.__mro__}.isdisjoint(types)


def _fault(record: Record, reference: Reference, target: Record) -> Problem | None:
    path, found = path_of(record, reference.path), type(target)
    if not _may_be(found, reference.types):
        message = f"{reference.record_id}: is a {found.__name__}"
        return Problem("reference-to-wrong-type", path, message, f"allowed: {', '.join(reference.types)}")
    if reference.path == f"/{_CORRECTED}" and found is not type(record):
        message = f"{reference.record_id}: is a {found.__name__}, no {type(record).__name__}"
        return Problem("correction-of-other-type", path, message, "correct a record by one of its type")
    return None


def _cycles(by_id: Mapping[str, Record]) -> Iterator[Problem]:
    """Report each circle once, at its lowest id."""
    found: dict[tuple[str, str], list[str]] = {}
    for field, cls in _CHAINS.items():
        parents = ((one.id, getattr(one, field)) for one in by_id.values() if isinstance(one, cls))
        chain = {record_id: parent for record_id, parent in parents if parent is not None}
        found |= {(circle[0], field): circle for circle in circles(chain)}
    for record_id, record in by_id.items() if found else ():
        for field in _CHAINS:
            if circle := found.get((record_id, field)):
                message = f"goes round in a circle: {' -> '.join([*circle, record_id])}"
                yield Problem("cycle", path_of(record, f"/{field}"), message)


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
