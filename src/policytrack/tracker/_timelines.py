"""The status of every proposal on any day, from one pass over flat lists.

A timeline is plain where no report competes with another, none corrects or is corrected, and no three of
different states fall on the same days: the last report that counts is then the status, in every view. What
is not plain goes through the fold, one by one.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from policytrack.dates import PartialDate
from policytrack.passes import alike, instead, latest, looked_up, to_take
from policytrack.sorting import in_order
from policytrack.terms import UNASSESSED, Phase
from policytrack.tracker._columns import NEVER
from policytrack.tracker._fold import along

if TYPE_CHECKING:
    import datetime

    from policytrack.model import StatusChange
    from policytrack.tracker._index import Index

_FIRST, _LAST = 1, 3_652_059  # The ends of the calendar: where the fold puts what is open.


class Timelines:
    """The reports of all proposals, one by one in the order in which they count where a timeline is plain.

    The lists run beside each other: the place of the proposal, the day from which the report counts, the
    day on which it came out, and the report. `odd` are the places of the proposals that are not plain, of
    which they tell nothing, `searched` of those about which something was looked for in vain.
    """

    def __init__(self, index: "Index") -> None:
        self._index = index
        self.searched = [place for place, one in enumerate(index.snapshot.proposals) if one.not_found]
        begins, ends = index.columns.spans("status_changes") or ((), ())
        owners = index.columns.owners("status_changes")
        self.odd, self._order = self._laid_out(
            owners, instead(begins, NEVER, _FIRST), instead(ends, NEVER, _LAST)
        )
        self.owners, self.begins = looked_up(owners, self._order), looked_up(begins, self._order)

    def last(self, on: int, known: int) -> Sequence[int]:
        """Return, by proposal, the place of the last report that counts on a day as known on another, or -1.

        Args:
            on: The day, `NEVER` for no cut.
            known: The day by which evidence had to be public, `NEVER` for no cut.
        """
        proposals = len(self._index.snapshot.proposals)
        came_out = [] if known == NEVER else [(self.outs, known)]
        return latest(self.owners, proposals, (self.begins, on), *came_out)

    @cached_property
    def outs(self) -> Sequence[int]:
        """The day on which each report came out."""
        return looked_up(self._index.columns.outs("status_changes") or (), self._order)

    @cached_property
    def statuses(self) -> Sequence[str]:
        """The state that each report tells; last, for -1, that there is none."""
        return to_take([*map(attrgetter("to"), self._changes), UNASSESSED], self.owners)

    @cached_property
    def dates(self) -> Sequence[PartialDate | None]:
        """The date of each report, or by when it happened if its source gives none; last None, for -1."""
        return to_take([*map(_dated, self._changes, self.begins), None], self.owners)

    @cached_property
    def phases(self) -> Sequence[Phase | None]:
        """The phase of each report's state in the lifecycle of the proposal; last None, for -1."""
        proposals, lifecycles = self._index.snapshot.proposals, self._index.registry.lifecycles
        known = {
            (name, state.id): state.phase for name, table in lifecycles.items() for state in table.states
        }
        reports = zip(self.owners, self._changes, strict=True)
        found = [known.get((proposals[owner].lifecycle, change.to)) for owner, change in reports]
        return to_take([*found, None], self.owners)

    @property
    def _changes(self) -> "Iterator[StatusChange]":
        """Give the reports."""
        return map(self._index.snapshot.status_changes.__getitem__, self._order)

    def _laid_out(
        self, owners: Sequence[int], begins: Sequence[int], ends: Sequence[int]
    ) -> tuple[Sequence[int], Sequence[int]]:
        """Return the places of the proposals that are not plain, and those of all reports in order."""
        order = in_order(owners, begins, ends)
        same = alike(*(looked_up(days, order) for days in (owners, begins, ends)))
        for here in same:
            if self._is_turned(owners[order[here]], order[here - 1], order[here]):
                order[here - 1], order[here] = order[here], order[here - 1]
        places = self._index.columns.place_of("proposals")
        odd = {owners[order[here]] for here, later in pairwise(same) if later == here + 1}
        odd |= {places[about] for about in self._contested() if about in places}
        return sorted(odd), order

    def _is_turned(self, owner: int, one: int, other: int) -> bool:
        """Say whether the second of two reports of the same days is the first along the lifecycle."""
        snapshot, lifecycles = self._index.snapshot, self._index.registry.lifecycles
        pair = snapshot.status_changes[one], snapshot.status_changes[other]
        return next(along(pair, lifecycles.get(snapshot.proposals[owner].lifecycle))) is pair[1]

    def _contested(self) -> set[str]:
        """Return the ids of proposals with reports that compete, or that correct or are corrected."""
        corrected, changes = self._index.corrections, self._index.snapshot.status_changes
        contested = set(corrected)
        if not corrected and not any(map(attrgetter("claim"), changes)):
            return contested
        claims: set[tuple[str, str]] = set()
        for change in changes:
            claim = change.proposal_id, change.transition
            if claim in claims or change.corrects_id is not None or change.id in corrected:
                contested.add(change.proposal_id)
            claims.add(claim)
        return contested


def _dated(change: "StatusChange", begin: int) -> PartialDate | None:
    if change.on is not None or begin == NEVER:
        return change.on
    return PartialDate.by(_day(begin))


def _day(ordinal: int) -> "datetime.date":
    import datetime  # noqa: PLC0415  # Only what has no date of its own needs it.

    return datetime.date.fromordinal(ordinal)
