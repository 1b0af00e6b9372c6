"""When the records of a tracker happened and came out, as flat lists of day numbers, shared by its views.

A record goes by its place in its tuple of the snapshot, a day by its ordinal. `NEVER` stands for a day that
nothing tells: no view that asks for a day reaches it, and one that asks for none cuts there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar, cast

from policytrack.collector import collector_paused
from policytrack.model import Assertion, Citation, Membership, Record, Source, record_fields
from policytrack.passes import column
from policytrack.resolution import public_by

if TYPE_CHECKING:
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

    def _outs(self, field: str) -> list[int]:
        records = self._records(field)
        if field == "proposals":
            return self._proposals_out()
        days = self.days
        if issubclass(record_fields()[field], Assertion):
            cited: Iterator[tuple[Citation, ...]] = map(attrgetter("evidence"), records)
            return [days[has[0].source_id] if len(has) == 1 else self.out(has) for has in cited]
        return [
            days[record.id]
            if isinstance(record, Source)
            else self.out(record.evidence)
            if isinstance(record, Assertion)
            else 0
            for record in records
        ]

    def _proposals_out(self) -> list[int]:
        """Return the day on which anything about each proposal was public; of a correction, itself alone."""
        first: dict[str, int] = {}
        for field in ("positions", "status_changes"):
            ids: Iterator[str] = map(attrgetter("proposal_id"), self._records(field))
            for about, out in zip(ids, self.outs(field) or (), strict=True):
                if out < first.get(about, NEVER):
                    first[about] = out
        return [
            min(self.out(one.evidence), first.get(one.id, NEVER) if one.corrects_id is None else NEVER)
            for one in self._index.snapshot.proposals
        ]

    def _spans(self, field: str) -> tuple[Sequence[int], Sequence[int]]:
        records = self._records(field)
        if field not in DATES:
            spans = [*map(_held, self._index.snapshot.memberships)]
        else:
            seen: dict[int, tuple[int, int]] = {}  # By identity: a date that is read twice is one value.
            dates: Iterator[PartialDate | None] = map(attrgetter(DATES[field]), records)
            spans = list[tuple[int, int]]()
            for record, date in zip(records, dates, strict=True):
                if date is None:
                    spans.append(self._undated(record))
                    continue
                if id(date) not in seen:
                    seen[id(date)] = _moment(date)
                spans.append(seen[id(date)])
        return column(begin for begin, _ in spans), column(end for _, end in spans)

    def _undated(self, record: Record) -> tuple[int, int]:
        """Return when a record without a date counts: from when the first of its evidence came out.

        A view that shows the record shows that evidence, so the day is the same in each.
        """
        day = self.out(record.evidence) if isinstance(record, Assertion) else NEVER
        return day, day


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
