"""The status of every proposal on any day, from one pass over flat lists.

A timeline is plain where no report competes with another, none corrects or is corrected, and no three of
different states fall on the same days: the last report that counts is then the status, in every view. What
is not plain goes through the fold, one by one.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from policytrack.dates import PartialDate
from policytrack.passes import column, latest, to_take
from policytrack.terms import UNASSESSED, Phase
from policytrack.tracker._columns import NEVER
from policytrack.tracker._fold import along

if TYPE_CHECKING:
    import datetime

    from policytrack.model import Proposal, StatusChange
    from policytrack.tracker._index import Index

_FIRST, _LAST = 1, 3_652_059  # The ends of the calendar: where the fold puts what is open.


class Timelines:
    """The reports of plain timelines, proposal by proposal in the order in which they count.

    The lists run beside each other: the place of the proposal, the day from which the report counts, the
    day on which it came out, and the report. `odd` are the places of the proposals that are not plain,
    `searched` of those about which something was looked for in vain.
    """

    def __init__(self, index: "Index") -> None:
        self._index = index
        self.odd: list[int] = []
        self.searched = [place for place, one in enumerate(index.snapshot.proposals) if one.not_found]
        self.owners: Sequence[int] = ()
        self.begins: Sequence[int] = ()
        self.outs: Sequence[int] = ()
        self.changes: list[StatusChange] = []
        begins, ends = index.columns.spans("status_changes") or ((), ())
        self._lay_out(begins, ends, index.columns.outs("status_changes") or ())

    def last(self, on: int, known: int) -> Sequence[int]:
        """Return, by proposal, the place of the last report that counts on a day as known on another, or -1.

        Args:
            on: The day, `NEVER` for no cut.
            known: The day by which evidence had to be public, `NEVER` for no cut.
        """
        proposals = len(self._index.snapshot.proposals)
        return latest(self.owners, proposals, (self.begins, on), (self.outs, known))

    @cached_property
    def statuses(self) -> Sequence[str]:
        """The state that each report tells; last, for -1, that there is none."""
        return to_take([*(change.to for change in self.changes), UNASSESSED], self.owners)

    @cached_property
    def dates(self) -> Sequence[PartialDate | None]:
        """The date of each report, or by when it happened if its source gives none; last None, for -1."""
        return to_take([*map(_dated, self.changes, self.begins), None], self.owners)

    @cached_property
    def phases(self) -> Sequence[Phase | None]:
        """The phase of each report's state in the lifecycle of the proposal; last None, for -1."""
        proposals, lifecycles = self._index.snapshot.proposals, self._index.registry.lifecycles
        known = {
            (name, state.id): state.phase for name, table in lifecycles.items() for state in table.states
        }
        reports = zip(self.owners, self.changes, strict=True)
        found = [known.get((proposals[owner].lifecycle, change.to)) for owner, change in reports]
        return to_take([*found, None], self.owners)

    def _lay_out(self, begins: Sequence[int], ends: Sequence[int], outs: Sequence[int]) -> None:
        changes, contested = self._index.snapshot.status_changes, self._contested()
        steps: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for place, (change, begin, end) in enumerate(zip(changes, begins, ends, strict=True)):
            key = (_FIRST if begin == NEVER else begin, _LAST if end == NEVER else end, place)
            steps[change.proposal_id].append(key)
        order: list[int] = []
        owners: list[int] = []
        for owner, proposal in enumerate(self._index.snapshot.proposals):
            found = steps.get(proposal.id, [])
            found.sort()
            days = {(begin, end) for begin, end, _ in found}
            if proposal.id in contested or (len(days) < len(found) and not self._take_turns(proposal, found)):
                self.odd.append(owner)
                continue
            order += [place for _, _, place in found]
            owners += [owner] * len(found)
        self.owners = column(owners)
        self.begins = column(begins[place] for place in order)
        self.outs = column(outs[place] for place in order)
        self.changes = [changes[place] for place in order]

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

    def _take_turns(self, proposal: "Proposal", found: list[tuple[int, int, int]]) -> bool:
        """Put two reports of the same days in the order of the lifecycle; say whether no three have one."""
        held, lifecycle = self._index.snapshot.status_changes, self._index.registry.lifecycles
        for here, (one, other) in enumerate(pairwise(found)):
            if one[:2] == other[:2]:
                pair = [held[one[2]], held[other[2]]]
                if next(along(pair, lifecycle.get(proposal.lifecycle))) is pair[1]:
                    found[here : here + 2] = other, one
        return not any(one[:2] == third[:2] for one, third in zip(found, found[2:], strict=False))


def _dated(change: "StatusChange", begin: int) -> PartialDate | None:
    if change.on is not None or begin == NEVER:
        return change.on
    return PartialDate.by(_day(begin))


def _day(ordinal: int) -> "datetime.date":
    import datetime  # noqa: PLC0415  # Only what has no date of its own needs it.

    return datetime.date.fromordinal(ordinal)
