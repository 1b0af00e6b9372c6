"""How most records show, and where most proposals stand, told without asking on each day of knowledge.

A record is plain where nothing corrects it and all of its evidence came out on one day: it shows as it is
held, from that day on. The timeline of a proposal is plain where no report of it corrects, is corrected or
competes, and no two fall on the same days: the last report that counts is then the status. What is not
plain is asked about day by day, by the tracker's own rules, and a law says that both find the same.
"""

import datetime
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from policytrack.dates import PartialDate
from policytrack.engines._axes import BEFORE, DATED, END, NO_CUT
from policytrack.model import Assertion, Membership, Position, Proposal
from policytrack.terms import UNASSESSED, CorrectionKind, Phase
from policytrack.tracker._index import Index

_FIRST, _LAST = 1, 3_652_059  # The ends of the calendar: where the fold puts what is open.


class Status(NamedTuple):
    """What the status of a proposal is; all that questions ask of a standing."""

    status: str
    phase: Phase | None = None
    since: PartialDate | None = None


class Side(NamedTuple):
    """That a position makes its actor a proponent or a critic."""

    name: str
    actor_id: str
    position_id: str


class Span(NamedTuple):
    """When a record shows: from a day of knowledge on, and between two days of the question."""

    stands: bool
    known_from: int
    on_from: int
    on_until: int


class Step(NamedTuple):
    """A report of a plain timeline: its days, when it came out, from when on it counts, and what it says."""

    begin: int
    end: int
    out: int
    counts_from: int
    status: Status


class Plain:
    """Tells what is plain among the records of an index; None is the answer where something is not."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._phases: dict[tuple[str, str], Phase | None] = {}

    def span(self, record: Assertion) -> Span | None:
        """Return when a record shows as it is held, without an end of what is known of it."""
        corrections = self.index.corrections
        if corrections and record.id in corrections:
            return None
        out = self._day(record)
        if out is None:
            return None
        on_from, on_until, kind = BEFORE, END, type(record)
        if isinstance(record, Membership):
            on_from = BEFORE if record.start_date is None else record.start_date.span[0].toordinal()
            on_until = END if record.end_date is None else record.end_date.span[1].toordinal() + 1
        elif kind in DATED:
            on_from = _counts_from(getattr(record, DATED[kind]), out)
        return Span(record.correction is not CorrectionKind.RETRACTS, out, on_from, on_until)

    def side(self, position: Position) -> tuple[Side, int, int] | None:
        """Return the side on which the only position of an actor puts them, as known from and on from when.

        It must neither correct another nor be corrected. None where it puts them on no side.
        """
        stance = position.stance
        if not (stance.is_proponent or stance.is_critic):
            return None
        out = self.out(position)
        name = "proponents" if stance.is_proponent else "critics"
        return Side(name, position.actor_id, position.id), out, _counts_from(position.said_on, out)

    def is_alone(self, record: Assertion) -> bool:
        """Say whether a record neither corrects another nor is corrected."""
        corrections = self.index.corrections
        alone = record.corrects_id is None and record.correction is None
        return alone and not (corrections and record.id in corrections)

    def steps(self, proposal: Proposal) -> list[Step] | None:
        """Return the reports of a plain timeline in the order in which they count."""
        if proposal.not_found or not self.is_alone(proposal):
            return None
        steps: list[Step] = []
        for change in self.index.changes[proposal.id]:
            if change.claim is not None or not self.is_alone(change):
                return None
            out, on = self.out(change), change.on
            counts_from = _counts_from(on, out)
            if on is None:
                begin, end = (_FIRST, _LAST) if out == NO_CUT else (out, out)
                on = None if out == NO_CUT else PartialDate.by(_day(out))
            else:
                begin = _FIRST if counts_from == NO_CUT else counts_from
                end = _LAST if on.latest is None else on.latest.toordinal()
            status = Status(change.to, self._phase(proposal.lifecycle, change.to), on)
            steps.append(Step(begin, end, out, counts_from, status))
        steps.sort(key=_days)
        for one, other in pairwise(steps):
            if one.begin == other.begin and one.end == other.end:
                return None
        return steps

    def out(self, record: Assertion) -> int:
        """Return the first day on which a record could be seen."""
        witnesses, first = self.index.witnesses, NO_CUT
        for citation in record.evidence:
            day = witnesses[citation.source_id].public
            if day is not None and day < first:
                first = day
        return first

    def _day(self, record: Assertion) -> int | None:
        """Return the day on which all evidence of a record came out, None where it was not one."""
        evidence = record.evidence
        if not evidence:
            return NO_CUT
        witnesses = self.index.witnesses
        first = witnesses[evidence[0].source_id].public
        for citation in evidence[1:]:
            if witnesses[citation.source_id].public != first:
                return None
        return NO_CUT if first is None else first

    def _phase(self, name: str, state: str) -> Phase | None:
        key = name, state
        if key not in self._phases:
            lifecycle = self.index.registry.lifecycles.get(name)
            known = lifecycle is not None and state in lifecycle
            self._phases[key] = lifecycle.state(state).phase if lifecycle is not None and known else None
        return self._phases[key]


def statuses(steps: Sequence[Step], known: int) -> Iterator[tuple[Status, int, int]]:
    """Give the status of a plain timeline on one day of knowledge, from day to day of the question."""
    days: dict[int, Status] = {}
    last: Status | None = None
    for step in steps:
        if step.out <= known:
            days[step.counts_from] = last = step.status
    if last is not None:
        # Where nothing is cut, what has no day counts too.
        days[NO_CUT] = last
    status, since = Status(UNASSESSED), BEFORE
    for day in sorted(days):
        if days[day] != status:
            yield status, since, day
            status, since = days[day], day
    yield status, since, END


def _counts_from(date: PartialDate | None, out: int) -> int:
    """Return the day from which on a record counts: by its date, or lacking one by when it came out."""
    if date is None:
        return out
    day = date.earliest or date.latest
    return NO_CUT if day is None else day.toordinal()


def _days(step: Step) -> tuple[int, int]:
    return step[:2]


def _day(ordinal: int) -> "datetime.date":
    return datetime.date.fromordinal(ordinal)
