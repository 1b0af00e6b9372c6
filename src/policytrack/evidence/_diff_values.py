"""What changed between two moments, as values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import attrs

from policytrack.evidence._diff_text import cited, kind_of, named, shown, told
from policytrack.model import Assertion, Citation, JsonObject, Record
from policytrack.standing import Stand, Standing
from policytrack.terms import CorrectionKind

_NO_NAMES = cast("Mapping[str, str]", JsonObject())
_DONE = {
    CorrectionKind.CORRECTS: "corrected",
    CorrectionKind.RETRACTS: "retracted",
    CorrectionKind.CONFIRMS: "confirmed",
}


@attrs.frozen(kw_only=True)
class FieldChange:
    """One place of a record that holds something else than before.

    `path` is a JSON Pointer of field names: `/title`, `/measure/current`. A collection, and a value that
    is another kind of thing than before, is one place: `before` and `after` are the whole of it.
    """

    path: str
    before: object
    after: object

    @property
    def lost(self) -> tuple[object, ...]:
        """The members that a collection has no more; those of a JSON object are objects of one key."""
        return _without(_members(self.before), _members(self.after))

    @property
    def gained(self) -> tuple[object, ...]:
        """The members that a collection did not have; neither lost nor gained are those in a new order."""
        return _without(_members(self.after), _members(self.before))


@attrs.frozen(kw_only=True)
class Change:
    """A record that is there on both sides with another content; `fields` says where, in their order."""

    before: Record
    after: Record
    fields: tuple[FieldChange, ...]

    @property
    def record_id(self) -> str:
        """The id, which both sides share."""
        return self.after.id

    @property
    def type(self) -> str:
        """The name of the record's class, which both sides share: `Proposal`."""
        return type(self.after).__name__


@attrs.frozen(kw_only=True)
class Corrected:
    """A record that another one corrects, retracts or confirms since.

    `by` is that other record. `record` is the one that is spoken of, as it stands
    after; None where the view after does not show it.
    """

    record_id: str
    by: Assertion
    kind: CorrectionKind
    record: Assertion | None = None

    @property
    def reason(self) -> str | None:
        """Why, in the words of the correction; None where it does not say."""
        return self.by.correction_reason

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """What the correction rests on."""
        return self.by.evidence


@attrs.frozen(kw_only=True)
class Moved:
    """A proposal that stands elsewhere: another status, phase, date or extent, or another certainty of it.

    `because` are the ids, sorted, of the reports that count on one side only or that say something else,
    and of the corrections that make the difference; where no report does, of the proposal or the sources
    that changed. It is empty where the records are the same and the question is not: another day,
    another table of states. `reason` says it in words. A side that does not show the proposal has it
    `unassessed`.
    """

    proposal_id: str
    before: Standing
    after: Standing
    because: tuple[str, ...]
    reason: str


@attrs.frozen(kw_only=True)
class Shifted:
    """An actor who stands on a proposal itself on both sides, with another stance.

    Somebody who took a first position has not shifted: the position is among those added.
    """

    proposal_id: str
    actor_id: str
    before: Stand
    after: Stand


@attrs.frozen(kw_only=True)
class Diff:
    """What changed between two moments; `str()` tells it with one line a fact.

    `added`, `removed` and `changed` are exact: they turn the records of the one side into those of the
    other. What else is said follows from the records. Exchange the sides, and `added` and `removed`
    change places, as `before` and `after` do in `changed`, `moved` and `shifted`; `corrected` holds what
    is new after alone.

    `added` and `removed` are ordered by type and id, as in a snapshot, and `changed` is too; the others by
    proposal or record. `names` holds what the records that are mentioned are called, by id, as they
    are called after.
    """

    added: tuple[Record, ...] = ()
    removed: tuple[Record, ...] = ()
    changed: tuple[Change, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    moved: tuple[Moved, ...] = ()
    shifted: tuple[Shifted, ...] = ()
    names: Mapping[str, str] = attrs.field(default=_NO_NAMES, repr=False)
    sides: tuple[str, str] | None = attrs.field(default=None, repr=False, eq=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (
            self.added or self.removed or self.changed or self.corrected or self.moved or self.shifted
        )

    def __str__(self) -> str:
        """Tell it line by line: what moved and who shifted first, the records behind it last."""
        # A title may hold a line end; a fact is one line all the same.
        lines = (f"{what}: {fact}" for what, fact in self._facts())
        return "\n".join(" ".join(line.split()) for line in lines) or "no change"

    def _repr_html_(self) -> str:
        """Show it in a notebook, escaped: a row for each fact."""
        from policytrack.markup import ROWS, table  # noqa: PLC0415  # Only notebooks ask.

        facts = list(self._facts())
        left = len(facts) - ROWS
        way = "" if self.sides is None else f": before, {self.sides[0]}; after, {self.sides[1]}"
        more = f"and {left} more" if left > 0 else "" if facts else "no change"
        return table(f"What changed{way}", ("what", "how"), facts[:ROWS], more)

    def _facts(self) -> Iterator[tuple[str, str]]:
        names = self.names
        for moved in self.moved:
            way = f"from {_line(moved.before)} to {_line(moved.after)}; {moved.reason}"
            source = "" if moved.after.change is None else cited(moved.after.change, names)
            yield "moved", f"{named(moved.proposal_id, names)}: {way}{source}"
        for shift in self.shifted:
            who = f"{named(shift.actor_id, names)} on {named(shift.proposal_id, names)}"
            way = f"from {_stance(shift.before)} to {_stance(shift.after)}"
            yield "shifted", f"{who}: {way}{cited(shift.after.position, names)}"
        for item in self.corrected:
            yield _correction(item, names)
        for record in self.added:
            yield f"added {kind_of(record)}", f"{told(record, names)}{cited(record, names)}"
        for change in self.changed:
            for line in _field_lines(change, names):
                yield f"changed {kind_of(change.after)}", f"{told(change.after, names)}: {line}"
        for record in self.removed:
            yield f"removed {kind_of(record)}", f"{told(record, names)}{cited(record, names)}"


def _members(value: object) -> Sequence[object]:
    """Return what a collection holds, a set in order; anything else holds nothing."""
    match value:
        case JsonObject():
            return [JsonObject({key: value[key]}) for key in sorted(value)]
        case frozenset():
            return sorted(cast("frozenset[object]", value), key=str)
        case tuple():
            return cast("tuple[object, ...]", value)
        case _:
            return ()


def _without(members: Sequence[object], others: Sequence[object]) -> tuple[object, ...]:
    """Return the members, less one for each equal one among the others."""
    left = list(members)
    for other in others:
        if other in left:
            left.remove(other)
    return tuple(left)


def _line(standing: Standing) -> str:
    """Say a standing without the day as of which it holds: the day alone is no move."""
    return str(standing).rpartition(" (as of ")[0]


def _stance(stand: Stand) -> str:
    said_on = stand.position.said_on
    return f"{stand.stance}{f', {said_on}' if said_on else ''}"


def _correction(item: Corrected, names: Mapping[str, str]) -> tuple[str, str]:
    what = item.record_id if item.record is None else told(item.record, names)
    now = f": now {told(item.by, names)}" if item.kind is CorrectionKind.CORRECTS else ""
    why = "" if item.reason is None else f" ({item.reason})"
    return f"{_DONE[item.kind]} {kind_of(item.by)}", f"{what}{now}{why}{cited(item.by, names)}"


def _field_lines(change: Change, names: Mapping[str, str]) -> Iterator[str]:
    source = cited(change.after, names)
    for field in change.fields:
        place = field.path[1:].replace("/", " ").replace("_", " ")
        lost, gained = field.lost, field.gained
        for verb, members in (("lost", lost), ("gained", gained)):
            for member in members:
                # A citation names its own source.
                origin = "" if isinstance(member, Citation) else source
                yield f"{place} {verb} {shown(member, field.path, names)}{origin}"
        if not lost and not gained:
            way = "in another order"
            if not isinstance(field.after, tuple):
                before, after = (shown(side, field.path, names) for side in (field.before, field.after))
                way = f"from {before} to {after}"
            yield f"{place} {way}{source}"
