"""What stores and publications are asked about, worked out beforehand: intervals instead of rules.

Which evidence was public, which report wins and what a correction takes away change only on the days on
which a source came out. So the tracker's own rules are asked once for each such day, and what they answer
is kept as intervals; a view by days is then a cut of intervals, on every engine the same.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pendulum

from policytrack.engines._axes import BEFORE, DATED, END, NO_CUT
from policytrack.model import Assertion, Membership, Position, Proposal, Record, Source
from policytrack.terms import UNASSESSED, UNKNOWN, CorrectionKind
from policytrack.tracker._fold import Transition, transitions_of
from policytrack.tracker._index import Index
from policytrack.tracker._plain import Plain, Side, Status, statuses
from policytrack.tracker._sight import Sight

if TYPE_CHECKING:
    import datetime

H = TypeVar("H", bound=Hashable)


class Version(NamedTuple):
    """A record as it shows between two days of knowledge, and from when to when the day `on` counts it.

    `record` is what shows, which is another than what is held where evidence was not public yet or
    something had been corrected.
    """

    id: str
    record: Record
    stands: bool
    known_from: int
    known_until: int
    on_from: int = BEFORE
    on_until: int = END


class Rectangle(NamedTuple):
    """What holds between two days of knowledge and two days of the question."""

    value: Status | Side
    known_from: int
    known_until: int
    on_from: int
    on_until: int


class Projection:
    """The records that are needed to say how some of them show, and what the tracker makes of them."""

    def __init__(self, index: Index, rows: Mapping[str, int], plain: Plain | None = None) -> None:
        self.index, self.rows = index, rows
        self._plain = Plain(index) if plain is None else plain
        self._sights: dict[int, Sight] = {}

    @property
    def records(self) -> Mapping[str, Record]:
        """The records by their ids."""
        return self.index.by_id

    def versions(self, record: Record) -> Iterator[Version]:
        """Give how a record shows, day of knowledge by day of knowledge; nothing where it never does."""
        if isinstance(record, Proposal):
            # A record that corrects a proposal shows in that proposal, and is no proposal of its own.
            yield from (
                () if record.corrects_id is not None else self._versions(record, self._of_proposal(record))
            )
        elif isinstance(record, Assertion):
            span = self._plain.span(record)
            if span is None:
                yield from self._versions(record, self._days([record, *self._corrections(record)]))
            else:
                stands, known_from, on_from, on_until = span
                yield Version(record.id, record, stands, known_from, END, on_from, on_until)
        elif isinstance(record, Source):
            day = self.index.witnesses[record.id].public
            known_from = NO_CUT if day is None else day
            yield Version(record.id, record, stands=True, known_from=known_from, known_until=END)
        else:
            yield Version(record.id, record, stands=True, known_from=BEFORE, known_until=END)

    def standings(self, proposal: Proposal) -> Iterator[Rectangle]:
        """Give the status of a proposal, as rectangles that leave no day out while it shows."""
        steps = self._plain.steps(proposal)
        if steps is not None:
            first = min(self._cited(proposal) | {self._first_about(proposal)})
            days = {first, *(max(step.out, first) for step in steps)}
            yield from _rectangles(days, partial(statuses, steps))
            return
        changes = self.index.changes[proposal.id]
        about = [*self._corrections(proposal), *changes]
        about += [found for change in changes for found in self._corrections(change)]
        days = self._days([proposal, *about]) | self._looked_on(proposal)
        first = min(self._of_proposal(proposal), default=NO_CUT)
        days = {max(day, first) for day in days} | {first}
        yield from _rectangles(days, lambda known: self._statuses(proposal, known))

    def stands(self, proposal: Proposal) -> Iterator[Rectangle]:
        """Give the proponents and the critics of a proposal, as rectangles for each actor."""
        by_actor: dict[str, list[Position]] = {}
        for position in self.index.positions[proposal.id]:
            by_actor.setdefault(position.actor_id, []).append(position)
        for positions in by_actor.values():
            if len(positions) == 1 and self._plain.is_alone(positions[0]):
                side = self._plain.side(positions[0])
                if side is not None:
                    value, known_from, on_from = side
                    yield Rectangle(value, known_from, END, on_from, END)
                continue
            about: list[Assertion] = [
                *positions,
                *(found for position in positions for found in self._corrections(position)),
            ]
            yield from _rectangles(self._days(about), partial(self._sides, positions))

    def sight(self, known: int) -> Sight:
        """Return what could be seen by a day, `NO_CUT` for all."""
        if known not in self._sights:
            day = None if known == NO_CUT else pendulum.Date.fromordinal(known)
            self._sights[known] = Sight(self.index, day)
        return self._sights[known]

    def _corrections(self, record: Assertion) -> list[Assertion]:
        """Return the records that correct one, and those that correct these."""
        found: list[Assertion] = []
        waiting = list(self.index.corrections.get(record.id, ()))
        while waiting:
            correction = waiting.pop()
            found.append(correction)
            waiting += self.index.corrections.get(correction.id, ())
        return found

    def _days(self, about: Iterable[Assertion]) -> set[int]:
        """Return the days on which the evidence of records came out; `NO_CUT` where nothing tells a day.

        A record without evidence is seen where nothing is cut, too.
        """
        found: set[int] = set()
        for record in about:
            found |= self._cited(record) or {NO_CUT}
        return found

    def _cited(self, record: Assertion) -> set[int]:
        """Return the days on which the sources that a record cites came out."""
        days = (self.index.witnesses[citation.source_id].public for citation in record.evidence)
        return {NO_CUT if day is None else day for day in days}

    def _looked_on(self, proposal: Proposal) -> set[int]:
        """Return the days from which on a proposal shows what was looked for in vain."""
        found: set[int] = set()
        for record in (proposal, *self._corrections(proposal)):
            for item in record.not_found if isinstance(record, Proposal) else ():
                latest = None if item.looked_on is None else item.looked_on.latest
                found.add(NO_CUT if latest is None else latest.toordinal())
        return found

    def _of_proposal(self, proposal: Proposal) -> set[int]:
        """Return the days on which a proposal may show something else than before."""
        own = self._days(self._corrections(proposal)) | self._cited(proposal)
        return own | self._looked_on(proposal) | {self._first_about(proposal)}

    def _first_about(self, proposal: Proposal) -> int:
        """Return the first day on which anything about a proposal could be seen."""
        about = (*self.index.changes[proposal.id], *self.index.positions[proposal.id])
        return min(map(self._plain.out, about), default=NO_CUT)

    def _versions(self, record: Assertion, days: Collection[int]) -> Iterator[Version]:
        if len(days) == 1 and isinstance(record, Proposal) and record.id not in self.index.corrections:
            yield Version(record.id, record, stands=True, known_from=min(days), known_until=END)
            return
        found = _intervals(days, lambda known: self._version(record, known))
        for (seen, stands, on_from, on_until), known_from, known_until in found:
            yield Version(record.id, seen, stands, known_from, known_until, on_from, on_until)

    def _version(self, record: Assertion, known: int) -> Iterator[tuple[Assertion, bool, int, int]]:
        """Give how a record shows on one day of knowledge, if it does."""
        sight = self.sight(known)
        if isinstance(record, Proposal):
            shown, by = sight.show(record), sight.withdrawn_by(record.id)
            if shown is not None and not (by is not None and by.correction is CorrectionKind.RETRACTS):
                yield shown, True, BEFORE, END
            return
        seen = sight.see(record)
        if seen is None:
            return
        on_from, on_until = BEFORE, END
        if isinstance(seen, Membership):
            on_from = BEFORE if seen.start_date is None else seen.start_date.span[0].toordinal()
            on_until = END if seen.end_date is None else seen.end_date.span[1].toordinal() + 1
        elif type(seen) in DATED:
            on_from = _number(sight.moment(seen, getattr(seen, DATED[type(seen)])).begin)
        yield seen, sight.stands(record), on_from, on_until

    def _statuses(self, proposal: Proposal, known: int) -> Iterator[tuple[Status, int, int]]:
        """Give the status of a proposal on one day of knowledge, from day to day of the question."""
        sight = self.sight(known)
        shown = sight.show(proposal) or proposal
        lifecycle = self.index.registry.lifecycles.get(shown.lifecycle)
        steps = transitions_of(sight, shown, lifecycle)
        missing = sight.see(shown) is not None and sight.not_found(shown)
        status, since = Status(UNKNOWN if missing else UNASSESSED), BEFORE
        for day, last in _from_day_to_day(steps):
            state = last.change.to
            phase = lifecycle.state(state).phase if lifecycle is not None and state in lifecycle else None
            found = Status(state, phase, last.moment.date)
            if found != status:
                yield status, since, day
                status, since = found, day
        yield status, since, END

    def _sides(self, positions: Sequence[Position], known: int) -> Iterator[tuple[Side, int, int]]:
        """Give what one actor is on one day of knowledge, from day to day of the question."""
        sight = self.sight(known)
        found: list[tuple[int, Position]] = []
        for position in positions:
            if sight.stands(position):
                seen = sight.see(position) or position
                found.append((_number(sight.moment(seen, seen.said_on).begin), seen))
        days = sorted({day for day, _ in found})
        for day, until in pairwise([*days, END]):
            last = max((seen for begin, seen in found if begin <= day), key=_said)
            if last.stance.is_proponent or last.stance.is_critic:
                name = "proponents" if last.stance.is_proponent else "critics"
                yield Side(name, last.actor_id, last.id), day, until


def _said(position: Position) -> "tuple[datetime.date, str]":
    """Order positions as the tracker does: by the last day of each, undated first, then by id."""
    return (pendulum.Date.min if position.said_on is None else position.said_on.span[1], position.id)


def _number(day: "datetime.date | None") -> int:
    """Return a day of the question as a number; what counts on no day counts where nothing is cut."""
    return NO_CUT if day is None else day.toordinal()


def _from_day_to_day(steps: Sequence[Transition]) -> Iterator[tuple[int, Transition]]:
    """Give the days on which the status changes, with the step that is the last one from then on."""
    last: dict[int, Transition] = {}
    for step in steps:
        last[_number(step.moment.begin)] = step
    last.pop(NO_CUT, None)
    yield from sorted(last.items())
    if steps:
        # Where nothing is cut, what has no day counts too, in the tracker's order.
        yield NO_CUT, steps[-1]


def _intervals(days: Collection[int], ask: Callable[[int], Iterator[H]]) -> Iterator[tuple[H, int, int]]:
    """Ask on each day, and give each answer with the days from which and until which it is given."""
    if len(days) == 1:
        # Most records have one source, and comparing answers costs more than finding them.
        (only,) = days
        yield from ((answer, only, END) for answer in ask(only))
        return
    begun: dict[H, int] = {}
    for day in sorted(days):
        now = dict.fromkeys(ask(day))
        for answer in [answer for answer in begun if answer not in now]:
            yield answer, begun.pop(answer), day
        for answer in now:
            begun.setdefault(answer, day)
    for answer, day in begun.items():
        yield answer, day, END


def _rectangles(
    days: Collection[int], ask: Callable[[int], Iterator[tuple[Status | Side, int, int]]]
) -> Iterator[Rectangle]:
    for (value, on_from, on_until), known_from, known_until in _intervals(days, ask):
        yield Rectangle(value, known_from, known_until, on_from, on_until)
