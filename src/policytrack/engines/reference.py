"""The reference engine: every condition is tried on every record, in the words of `policytrack.query`.

It is slow and meant to be read in one sitting: what it answers is what a question means, and every other
engine is held to it by law.
"""

import datetime
import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cmp_to_key
from itertools import product
from typing import Any, Protocol, TypeVar, cast, overload

from policytrack.engines._supported import refuse_unknown
from policytrack.model import (
    Assertion,
    Membership,
    Organization,
    Position,
    Proposal,
    Record,
    StatusChange,
    field_of,
    references,
)
from policytrack.query import (
    And,
    Compare,
    Condition,
    Count,
    Field,
    Group,
    GroupCount,
    Kind,
    Missing,
    Not,
    Op,
    Or,
    Quantifier,
    Query,
    Related,
    Result,
    Way,
    Words,
    bag,
)
from policytrack.terms import OrderedTerm

R = TypeVar("R", bound=Record)


class Asked(Protocol):
    """What an engine needs of the view that it asks: `policytrack.tracker.View` has all of it."""

    def at(self, *, on: Any = ..., known: Any = ...) -> "Asked": ...  # noqa: ANN401, D102  # days, as a view takes them
    @property
    def on(self) -> datetime.date | None: ...  # noqa: D102  # the day of the question
    @property
    def known(self) -> datetime.date | None: ...  # noqa: D102  # the day of knowledge
    def listed(self, field: str) -> tuple[Record, ...]: ...  # noqa: D102  # the records of a snapshot's field
    def stands(self, record: Assertion) -> bool: ...  # noqa: D102  # whether it was not withdrawn
    def standing(self, proposal_id: str) -> Any: ...  # noqa: ANN401, D102  # a Standing
    def proponents(self, proposal_id: str) -> tuple[Any, ...]: ...  # noqa: D102  # Stands
    def critics(self, proposal_id: str) -> tuple[Any, ...]: ...  # noqa: D102  # Stands


@overload
def answer(view: Asked, question: Query[R]) -> Result[R]: ...
@overload
def answer(view: Asked, question: Count[Any]) -> int: ...
@overload
def answer(view: Asked, question: GroupCount[Any]) -> tuple[Group, ...]: ...
def answer(view: Asked, question: Query[Any] | Count[Any] | GroupCount[Any]) -> object:
    """Answer a question in the view of its days; an axis that it does not name is the given view's.

    Raises:
        UnsupportedQuery: It holds a condition of a kind that the language does not have.
    """
    if isinstance(question, Query):
        return _Asking(view, question).result()
    asking = _Asking(view, question.query)
    if isinstance(question, Count):
        return len(asking.result())
    return tuple(asking.groups(question.fields)[: question.size])


class _Asking:
    """One query on its way through one view."""

    def __init__(self, view: Asked, query: Query[Any]) -> None:
        refuse_unknown("reference", query.condition)
        self.query = query
        days = {"on": query.on, "known": query.known}
        self.view = view.at(**{axis: day for axis, day in days.items() if day is not None})

    def result(self) -> Result[Any]:
        """Filter, sort, go on behind the cursor, and stop at the limit."""
        query = self.query
        rows = [
            record
            for record in self.selected()
            if query.condition is None or self.holds(query.condition, record)
        ]
        rows.sort(key=cmp_to_key(self.before))
        if query.start is not None:
            start = [*query.start.keys, query.start.id]
            rows = [record for record in rows if self.compare(self.place(record), start) > 0]
        kept = rows if query.size is None else rows[: query.size]
        asked = (self.view.on, self.view.known)
        if not kept or len(kept) == len(rows):
            return Result(tuple(kept), record=query.record, days=asked)
        cursor = query.cursor(self.place(kept[-1])[: len(query.order)], kept[-1].id)
        return Result(tuple(kept), cursor, record=query.record, days=asked)

    def groups(self, fields: Sequence[Field]) -> list[Group]:
        """Count the records of each combination of values, largest first."""
        found = Counter(
            values
            for record in self.result()
            for values in product(*(self.several(record, field) for field in fields))
        )
        groups = [Group(values, count) for values, count in found.items()]
        return sorted(groups, key=cmp_to_key(_larger))

    def selected(self) -> Iterator[Record]:
        """Give the records that are asked about: those of the view's own attribute."""
        cls: type = self.query.record
        return (record for record in self.view.listed(field_of(cls)) if isinstance(record, cls))

    def place(self, record: Record) -> list[Any]:
        """Return what a record is sorted by."""
        return [*(self.value(record, key.field) for key in self.query.order), record.id]

    def before(self, one: Record, other: Record) -> int:
        """Say which of two records comes first: negative, zero or positive."""
        return self.compare(self.place(one), self.place(other))

    def compare(self, one: Sequence[Any], other: Sequence[Any]) -> int:
        """Say which of two places comes first: negative, zero or positive; what is missing comes last."""
        downwards = [*(key.descending for key in self.query.order), False]
        return _compare(one, other, downwards)

    def holds(self, condition: Condition[Any], record: Record) -> bool:  # noqa: PLR0911  # an answer a kind
        """Say whether a condition holds of a record: true or false, and nothing else."""
        match condition:
            case And(parts):
                return all(self.holds(part, record) for part in parts)
            case Or(parts):
                return any(self.holds(part, record) for part in parts)
            case Not(part):
                return not self.holds(part, record)
            case Compare(field, op, values):
                same = field.kind is Kind.TEXTS
                held = list(self.held(record, field))
                return any(one == value if same else _is(op, one, value) for one in held for value in values)
            case Missing(field):
                return self.value(record, field) is None
            case Words(_, words):
                return set(words) <= bag(self.texts(record))
            case _:
                return self.holds_of_related(cast("Related[Any]", condition), record)

    def holds_of_related(self, condition: Related[Any], record: Record) -> bool:
        """Say whether a condition holds of any, of none or of all records that a relation leads to."""
        inner, related = condition.condition, list(self.related(record, condition.field))
        found = [one for one in related if inner is None or self.of(inner, one)]
        if condition.quantifier is Quantifier.ALL:
            return len(found) == len(related)
        return bool(found) is (condition.quantifier is Quantifier.ANY)

    def of(self, condition: Condition[Any], record: Record) -> bool:
        """Say whether a condition holds of a record that may be of another class than it is about."""
        return isinstance(record, condition.record) and self.holds(condition, record)

    def value(self, record: Record, field: Field) -> Any:  # noqa: ANN401  # a field holds anything
        """Return what a field means, None where it is missing."""
        if field.way is Way.OWN:
            return getattr(record, field.name)
        standing = self.view.standing(record.id)
        return {"status": standing.status, "phase": standing.phase, "status_since": standing.since}[
            field.name
        ]

    def held(self, record: Record, field: Field) -> Iterable[Any]:
        """Return the values that a comparison is tried on: of several texts each, of a missing value none."""
        value = self.value(record, field)
        return sorted(value) if field.kind is Kind.TEXTS else () if value is None else (value,)

    def several(self, record: Record, field: Field) -> list[Any]:
        """Return the values by which a record is grouped, None where it has none."""
        if field.kind is Kind.RELATION:
            return sorted({one.id for one in self.related(record, field)}) or [None]
        return list(self.held(record, field)) or [None]

    def related(self, record: Record, field: Field) -> Iterator[Record]:
        """Give the records that a relation leads to."""
        if field.way is Way.VIEW:
            yield from self.worked_out(record, field)
            return
        held = {one.record_id for one in references(record) if one.path.split("/")[1] == field.through}
        for target in field.targets:
            for other in self.reachable(target):
                ids = getattr(other, field.through or "", None) if field.way is Way.HELD else None
                if other.id in held if field.way is Way.HOLDS else ids == record.id:
                    yield other

    def worked_out(self, record: Record, field: Field) -> Iterator[Record]:
        """Give the records of a relation that follows from several others."""
        if field.name == "organization":
            spoken_for = self.spoken_for(cast("Position", record))
            yield from (body for body in self.reachable(Organization) if body.id in spoken_for)
        else:
            side = self.view.proponents if field.name == "proponents" else self.view.critics
            yield from (stand.position for stand in side(record.id))

    def spoken_for(self, position: Position) -> set[str]:
        """Return the ids of the organizations that a position speaks for."""
        bodies = {body.id for body in self.reachable(Organization)}
        if position.actor_id in bodies:
            return {position.actor_id}
        memberships = [one for one in self.reachable(Membership) if isinstance(one, Membership)]
        if position.capacity_id is not None:
            return {one.organization_id for one in memberships if one.id == position.capacity_id}
        theirs = (one for one in memberships if one.person_id == position.actor_id)
        return {one.organization_id for one in theirs if _possibly_held(one, position)}

    def reachable(self, cls: type[Record]) -> Iterator[Record]:
        """Give the records of a class that a relation can lead to: not what was withdrawn."""
        kind: type = cls
        view = self.view.at(on=None) if cls is Membership else self.view
        for record in view.listed(field_of(kind)):
            stands = (
                not isinstance(record, Assertion) or isinstance(record, Proposal) or self.view.stands(record)
            )
            if isinstance(record, cls) and stands:
                yield record

    def texts(self, record: Record) -> Iterator[str]:
        """Give the texts about a record that are searched by words."""
        if isinstance(record, Position):
            yield from _said(record)
        if isinstance(record, Proposal):
            yield from (text for text in (record.title, record.summary, *record.other_titles) if text)
            yield from _quoted(record)
            for position in self.reachable(Position):
                if isinstance(position, Position) and position.proposal_id == record.id:
                    yield from _said(position)
            for change in self.reachable(StatusChange):
                if isinstance(change, StatusChange) and change.proposal_id == record.id:
                    yield from _quoted(change)


def _larger(one: Group, other: Group) -> int:
    return other.count - one.count or _compare(_told_apart(one.values), _told_apart(other.values))


def _told_apart(values: Sequence[Any]) -> list[Any]:
    """Return values with the text of each behind it, which decides between dates of the same bounds."""
    return [part for value in values for part in (value, None if value is None else str(value))]


def _said(position: Position) -> Iterator[str]:
    if position.statement is not None:
        yield position.statement
    yield from _quoted(position)


def _quoted(record: Assertion) -> Iterator[str]:
    return (citation.quote.exact for citation in record.evidence if citation.quote is not None)


def _possibly_held(membership: Membership, position: Position) -> bool:
    """Say whether a membership and the day of a position possibly share a day; a missing date is open."""
    said = position.said_on
    starts_by = said is None or membership.start_date is None or membership.start_date.span[0] <= said.span[1]
    ends_from = said is None or membership.end_date is None or said.span[0] <= membership.end_date.span[1]
    return starts_by and ends_from


def _is(op: Op, held: Any, value: Any) -> bool:  # noqa: ANN401  # the kind of the field says what they are
    """Compare one value that a field holds with one that is asked for."""
    match op:
        case Op.IS | Op.IN:
            return bool(held == value)
        case Op.CONTAINS:
            return value in held
        case Op.STARTS_WITH:
            return bool(held.startswith(value))
        case Op.AT_LEAST:
            return bool(held >= value)
        case Op.AT_MOST:
            return bool(held <= value)
        case _:
            return bool(getattr(held, op.value)(value))


def _compare(one: Sequence[Any], other: Sequence[Any], downwards: Sequence[bool] = ()) -> int:
    """Compare two rows of values: the first that differ decide, and what is missing comes last."""
    for index, (left, right) in enumerate(zip(one, other, strict=True)):
        if left is None or right is None:
            if (left is None) != (right is None):
                return 1 if left is None else -1
            continue
        first, second = _sorted_by(left), _sorted_by(right)
        if first != second:
            up = -1 if first < second else 1
            return -up if index < len(downwards) and downwards[index] else up
    return 0


def _sorted_by(value: Any) -> Any:  # noqa: ANN401  # a field holds anything
    """Return what a value sorts by: the bounds of a date, the text of a term whose list has no order."""
    if isinstance(value, OrderedTerm):
        return value
    if isinstance(value, enum.Enum):
        return str(value.value)
    return value.span if hasattr(value, "span") else value
