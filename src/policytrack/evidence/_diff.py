"""What changed between two moments: two trackers, snapshots or views."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

import attrs

from policytrack.dates import Period
from policytrack.evidence._diff_moves import Side, moves
from policytrack.evidence._diff_text import name_of
from policytrack.evidence._diff_values import Change, Corrected, Diff, FieldChange, Shifted
from policytrack.model import Assertion, JsonObject, Record, Snapshot, UnknownRecord, references
from policytrack.tracker import View
from policytrack.tracker._notebook import moment

if TYPE_CHECKING:
    from policytrack.registry import Registry


def diff(before: View | Snapshot, after: View | Snapshot, *, registry: "Registry | None" = None) -> Diff:
    """Say what changed from one moment to another: in the records, and in the answers that rest on them.

    Of one tracker, `diff(tracker.at(known=one), tracker.at(known=other))` is what became known between
    two days, and the same with `on` is what happened between them.

    >>> from policytrack import Citation, PartialDate, Proposal, Source, StatusChange, Tracker
    >>> paper = Source(id="paper", title="News", published=PartialDate.parse("2024-03-06"))
    >>> before = Tracker.of(paper, Proposal(id="buses", title="Buses"))
    >>> vote = StatusChange(
    ...     id="vote", proposal_id="buses", to="accepted", on=PartialDate.parse("2024-03-05"),
    ...     evidence=(Citation("paper"),),
    ... )
    >>> print(diff(before, before.with_records(vote)))
    moved: Buses: from unassessed to accepted since 2024-03-05; new: accepted 2024-03-05 [News, 2024-03-06]
    added status change: Buses: accepted 2024-03-05 [News, 2024-03-06]

    Args:
        before: A tracker, a view, or a snapshot whose records fit together; one of a view need not, so
            give the view itself.
        after: The other side, of the same or another tracker.
        registry: What to know of besides what ships, for the sides that are snapshots; None takes
            `Registry.default()`.

    Raises:
        IntegrityError: The records of a snapshot do not fit together.

    Returns:
        The difference; a record of which both sides hold the same is not in it. One whose class is another
        under the same id was removed and added.
    """
    old, new = Side.of(before, registry), Side.of(after, registry)
    added = tuple(record for record in new.records.values() if not _holds(old, record))
    removed = tuple(record for record in old.records.values() if not _holds(new, record))
    changed = tuple(_changed(old, new))
    touched = {
        **{change.record_id: ("changed", change.after) for change in changed},
        **{record.id: ("gone", record) for record in removed},
        **{record.id: ("new", record) for record in added},
    }
    found = Diff(
        added=added,
        removed=removed,
        changed=changed,
        corrected=tuple(_corrected(old, new)),
        moved=tuple(moves(old, new, touched)),
        shifted=tuple(_shifted(old, new)),
    )
    names = _names(found, {**old.records, **new.records})
    return attrs.evolve(found, names=names, sides=(moment(old.view), moment(new.view)))


def _holds(side: Side, record: Record) -> bool:
    """Say whether a side has a record of the same id and type."""
    held = side.records.get(record.id)
    return held is not None and _type_of(held) == _type_of(record)


def _type_of(record: Record) -> tuple[type, str | None]:
    return type(record), record.type if isinstance(record, UnknownRecord) else None


def _changed(old: Side, new: Side) -> Iterator[Change]:
    for after in new.records.values():
        before = old.records.get(after.id)
        if before is not None and _holds(new, before) and before is not after and before != after:
            yield Change(before=before, after=after, fields=tuple(_fields(before, after, "")))


def _fields(before: object, after: object, path: str) -> Iterator[FieldChange]:
    """Give the places that differ, as deep as both sides hold values of one class."""
    cls: type = type(after)
    # A period has two fields and is one value.
    if not attrs.has(cls) or type(before) is not cls or cls is Period:
        yield FieldChange(path=path, before=before, after=after)
        return
    found = False
    for name in attrs.fields_dict(cls):
        one, other = getattr(before, name), getattr(after, name)
        if one is not other and one != other:
            found = True
            yield from _fields(one, other, f"{path}/{name}")
    if not found:
        # A plugin's class may compare by a rule of its own.
        yield FieldChange(path=path, before=before, after=after)


def _corrected(old: Side, new: Side) -> Iterator[Corrected]:
    for key in sorted(new.corrections.keys() - old.corrections.keys()):
        record_id, _, kind = key
        record = new.records.get(record_id)
        by = new.corrections[key]
        yield Corrected(
            record_id=record_id, by=by, kind=kind, record=record if isinstance(record, Assertion) else None
        )


def _shifted(old: Side, new: Side) -> Iterator[Shifted]:
    for proposal_id in sorted(old.proposals & new.proposals):
        before, after = old.stands(proposal_id), new.stands(proposal_id)
        for actor_id in sorted(before.keys() & after.keys()):
            was, now = before[actor_id], after[actor_id]
            if was.stance is not now.stance:
                yield Shifted(proposal_id=proposal_id, actor_id=actor_id, before=was, after=now)


def _names(found: Diff, records: Mapping[str, Record]) -> Mapping[str, str]:
    """Return what the records that a difference mentions are called."""
    told: list[Record] = [*found.added, *found.removed]
    told += [side for change in found.changed for side in (change.before, change.after)]
    told += [side for item in found.corrected for side in (item.by, item.record) if side is not None]
    told += [side.position for shift in found.shifted for side in (shift.before, shift.after)]
    ends = (side.change for moved in found.moved for side in (moved.before, moved.after))
    told += [change for change in ends if change is not None]
    mentioned = {moved.proposal_id for moved in found.moved}
    for record in told:
        mentioned |= {record.id, *(reference.record_id for reference in references(record))}
    held = (records[record_id] for record_id in sorted(mentioned & records.keys()))
    names = {record.id: name for record in held if (name := name_of(record)) is not None}
    return cast("Mapping[str, str]", JsonObject(names))
