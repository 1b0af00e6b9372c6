"""When the records of a tracker happened and came out, as flat lists of day numbers, shared by its views.

A record goes by its place in its tuple of the snapshot, a day by its ordinal. `NEVER` stands for a day that
nothing tells: no view that asks for a day reaches it, and one that asks for none cuts there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar, cast

from policytrack.collector import collector_paused
from policytrack.model import Assertion, Citation, Membership, Record, Source, record_fields
from policytrack.passes import column, least, looked_up, told_apart
from policytrack.resolution import public_by

if TYPE_CHECKING:
    from array import array

    from policytrack.dates import PartialDate
    from policytrack.tracker._index import Index

T = TypeVar("T")

NEVER = 1 << 30
DATES: Mapping[str, str] = {
    "positions": "said_on",
    "status_changes": "on",
    "events": "on",
    "figures": "as_of",
}
"""The records that a view's `on` cuts, with the field that it looks at; memberships have two such."""

_UNCUT = frozenset({"people", "organizations", "posts"})


class Columns:
    """The flat lists; each is made when it is first asked for."""

    def __init__(self, index: "Index") -> None:
        self._index = index
        self._made: dict[tuple[str, str], object] = {}

    @cached_property
    def days(self) -> Mapping[str, int]:
        """The day on which each source was public, by its id."""
        return {source.id: _day(source) for source in self._records("sources")}

    def place_of(self, field: str) -> Mapping[str, int]:
        """Return the place of each record of a field by its id."""
        ids: Iterator[str] = map(attrgetter("id"), self._records(field))
        return self._once("place of", field, lambda: dict(zip(ids, count(), strict=False)))

    def owners(self, field: str) -> "array[int]":
        """Return the place of the proposal that each record of a field is about.

        It is -1 where that is not there: a store reads some records without their proposals.
        """
        there = self.place_of("proposals")
        ids: Iterator[str] = map(attrgetter("proposal_id"), self._records(field))
        return self._once("owners", field, lambda: column(map(there.get, ids, repeat(-1))))

    def outs(self, field: str) -> Sequence[int] | None:
        """Return the first day of `known` on which each record of a field shows; None where no day cuts."""
        if field in _UNCUT:
            return None
        return self._once("outs", field, lambda: column(self._outs(field)))

    def spans(self, field: str) -> tuple[Sequence[int], Sequence[int]] | None:
        """Return when each record of a field began, possibly, and ended; None where no day `on` cuts.

        The begin is that of a `Moment`. Of a membership, both are what its dates leave possible.
        """
        if field not in DATES and field != "memberships":
            return None
        return self._once("spans", field, lambda: self._spans(field))

    def touched(self, field: str) -> Sequence[int]:
        """Return the places of the records that correct, retract or confirm another, or are the other."""
        others = self._index.corrections
        if not others:
            return ()
        return self._once(
            "touched",
            field,
            lambda: [
                place
                for place, record in enumerate(self._records(field))
                if record.id in others or getattr(record, "corrects_id", None) is not None
            ],
        )

    def out(self, evidence: Sequence[Citation]) -> int:
        """Return the day on which the first of some evidence came out."""
        days = self.days
        return min([days[citation.source_id] for citation in evidence], default=NEVER)

    def _records(self, field: str) -> tuple[Record, ...]:
        found: tuple[Record, ...] = getattr(self._index.snapshot, field)
        return found

    def _once(self, kind: str, field: str, make: Callable[[], T]) -> T:
        if (kind, field) not in self._made:
            with collector_paused():
                self._made[kind, field] = make()
        return cast("T", self._made[kind, field])

    def _outs(self, field: str) -> Iterable[int]:
        records = self._records(field)
        if field == "proposals":
            return self._proposals_out()
        if issubclass(record_fields()[field], Assertion):
            return self._assertions_out(field)
        days = self.days
        return [
            days[record.id]
            if isinstance(record, Source)
            else self.out(record.evidence)
            if isinstance(record, Assertion)
            else 0
            for record in records
        ]

    def _assertions_out(self, field: str) -> list[int]:
        days = self.days
        cited: Iterator[tuple[Citation, ...]] = map(attrgetter("evidence"), self._records(field))
        return [days[has[0].source_id] if len(has) == 1 else self.out(has) if has else NEVER for has in cited]

    def _proposals_out(self) -> Sequence[int]:
        """Return the day on which anything about each proposal was public; of a correction, itself alone."""
        own = self._assertions_out("proposals")
        about = [(self.owners(field), self.outs(field) or ()) for field in ("positions", "status_changes")]
        first = least(own, *about)
        if not self._index.corrections:
            return first
        proposals = zip(self._index.snapshot.proposals, own, first, strict=True)
        return [by_any if one.corrects_id is None else by_itself for one, by_itself, by_any in proposals]

    def _spans(self, field: str) -> tuple[Sequence[int], Sequence[int]]:
        records = self._records(field)
        if field not in DATES:
            spans = [*map(_held, self._index.snapshot.memberships)]
            return column(begin for begin, _ in spans), column(end for _, end in spans)
        held: list[PartialDate | None] = [*map(attrgetter(DATES[field]), records)]
        dates, found = told_apart(held)
        moments = [(NEVER, NEVER) if date is None else _moment(date) for date in dates]
        begins = looked_up([begin for begin, _ in moments], found)
        ends = looked_up([end for _, end in moments], found)
        for place in (place for place, date in enumerate(held) if date is None) if None in dates else ():
            begins[place] = ends[place] = self._undated(records[place])
        return begins, ends

    def _undated(self, record: Record) -> int:
        """Return when a record without a date counts: from when the first of its evidence came out.

        A view that shows the record shows that evidence, so the day is the same in each.
        """
        return self.out(record.evidence) if isinstance(record, Assertion) else NEVER


def _day(source: Record) -> int:
    day = public_by(source) if isinstance(source, Source) else None
    return NEVER if day is None else day.toordinal()


def _moment(date: "PartialDate") -> tuple[int, int]:
    """Return the begin and the end of a `Moment`."""
    latest = date.latest
    end = NEVER if latest is None else latest.toordinal()
    return (end if date.earliest is None else date.earliest.toordinal()), end


def _held(membership: Membership) -> tuple[int, int]:
    start, end = membership.start_date, membership.end_date
    begin = 0 if start is None else start.span[0].toordinal()
    return begin, NEVER if end is None else end.span[1].toordinal()
