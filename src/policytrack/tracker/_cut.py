"""A view as an engine sees it: which of the held records it shows, by their place in the snapshot.

Own fields of records are the same in every view, but for a proposal that was corrected. So an index of them
serves all views, and a view only says which places it shows.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from policytrack.dates import PartialDate
from policytrack.model import Assertion, Proposal, Record
from policytrack.passes import taken, within
from policytrack.terms import CorrectionKind, Phase
from policytrack.tracker._columns import NEVER

if TYPE_CHECKING:
    from array import array

    from policytrack.standing import Standing
    from policytrack.tracker._view import View

T = TypeVar("T")

_MOST = 8
Shows = Callable[[int], bool]
"""Says whether the record in a place is there."""


def cut_of(view: "View") -> "Cut":
    """Return what engines see of a view; views of the same days of one tracker share the last few."""
    cuts, key = view.sight.index.cuts, (view.on, view.known, view.resolution)
    if key not in cuts:
        cuts[key] = Cut(view)
        if len(cuts) > _MOST:
            cuts.popitem(last=False)
    cuts.move_to_end(key)
    return cuts[key]


class Cut:
    """The places that one view shows, and the status of its proposals.

    `shared` is for what an engine keeps of the tracker, `kept` for what it keeps of this view.
    """

    def __init__(self, view: "View") -> None:
        self._view, self._sight = view, view.sight
        self._index = view.sight.index
        self._on = NEVER if view.on is None else view.on.toordinal()
        self._known = NEVER if view.known is None else view.known.toordinal()
        self._made: dict[tuple[str, str], object] = {}
        self.kept: dict[object, object] = {}

    @property
    def shared(self) -> dict[object, object]:
        """What an engine keeps of the tracker."""
        return self._index.kept

    def rows(self, field: str) -> Sequence[Record]:
        """Return the held records of a field; a proposal that was corrected as the view shows it."""
        return self._rows if field == "proposals" else getattr(self._index.snapshot, field)

    @property
    def place_of(self) -> Callable[[str], Mapping[str, int]]:
        """What gives the place of each record of a field by its id; the view is not needed for it."""
        return self._index.columns.place_of

    @property
    def owners(self) -> Callable[[str], "array[int]"]:
        """What gives the place of the proposal that each position or status change is about."""
        return self._index.columns.owners

    def is_own(self, field: str) -> bool:
        """Say whether the rows of a field are this view's own, rather than those of every view."""
        return field == "proposals" and bool(self._corrected)

    @property
    def shows_whole(self) -> bool:
        """Whether neither day cuts."""
        return self._on == self._known == NEVER

    def reader(self, field: str) -> Callable[[int], Record]:
        """Return what gives the record in a place that the view shows, with the evidence that it shows."""
        key = ("reader", field)
        if key not in self._made:  # As above.
            self._made[key] = self._reader(field)
        return cast("Callable[[int], Record]", self._made[key])

    def _reader(self, field: str) -> Callable[[int], Record]:
        rows = self.rows(field)
        if self._known == NEVER:
            return rows.__getitem__
        days, known, see = self._index.columns.days, self._known, self._sight.see
        own = self._corrected if field == "proposals" else ()

        def shown(place: int) -> Record:
            record = rows[place]
            if place in own:
                return record
            if (
                isinstance(record, Assertion)
                and not getattr(record, "not_found", ())
                and all(days[citation.source_id] <= known for citation in record.evidence)
            ):
                return record  # Nothing of it is cut; to look at all about it would take longer.
            return see(record) or record

        return shown

    def shows(self, field: str) -> Shows | None:
        """Return what says whether the view lists a record; None where it lists all."""
        key = ("shows", field)
        if key not in self._made:  # Not by `_once`: every question asks.
            shown = [*self._came_out(field), *self._happened(field), *self._not_hidden(field)]
            self._made[key] = _both(shown)
        return cast("Shows | None", self._made[key])

    def leads_to(self, field: str) -> Shows | None:
        """Return what says whether a relation leads to a record; None where it leads to all."""
        key = ("leads to", field)
        if key not in self._made:  # As above.
            self._made[key] = self._leads_to(field)
        return cast("Shows | None", self._made[key])

    def places(self, field: str) -> Sequence[int]:
        """Return the places of all that the view lists, ascending."""
        everything = range(len(self.rows(field)))
        shows = self.shows(field)
        if shows is None:
            return everything
        return self._once(("places", field), lambda: self._listed(field, shows))

    @cached_property
    def statuses(self) -> Sequence[str]:
        """The status of each proposal, by its place."""
        found = taken(self._index.timelines.statuses, self._last)
        for place, standing in self._exceptions.items():
            found[place] = standing.status
        return found

    @cached_property
    def phases(self) -> Sequence[Phase | None]:
        """The phase of each proposal."""
        found = taken(self._index.timelines.phases, self._last)
        for place, standing in self._exceptions.items():
            found[place] = standing.phase
        return found

    @cached_property
    def since(self) -> Sequence[PartialDate | None]:
        """The date of the change that counts, of each proposal."""
        found = taken(self._index.timelines.dates, self._last)
        for place, standing in self._exceptions.items():
            found[place] = standing.since
        return found

    @cached_property
    def _last(self) -> Sequence[int]:
        return self._index.timelines.last(self._on, self._known)

    @cached_property
    def _exceptions(self) -> "Mapping[int, Standing]":
        """The standings that the flat lists do not tell, by the place of the proposal."""
        proposals, last = self._index.snapshot.proposals, self._last
        if self._view.resolution.at_least is not None:
            asked: Sequence[int] = range(len(proposals))  # It admits some reports only.
        else:
            unseen = (place for place in self._index.timelines.searched if last[place] < 0)
            asked = [*self._index.timelines.odd, *unseen]
        show = self._sight.show
        return {
            place: self._view.standing_of(show(proposals[place]) or proposals[place], None) for place in asked
        }

    @cached_property
    def _corrected(self) -> frozenset[int]:
        corrections = self._index.corrections
        if not corrections:
            return frozenset()
        proposals = enumerate(self._index.snapshot.proposals)
        return frozenset(
            place for place, one in proposals if one.corrects_id is None and one.id in corrections
        )

    @cached_property
    def _rows(self) -> Sequence[Proposal]:
        proposals = self._index.snapshot.proposals
        if not self._corrected:
            return proposals
        return [
            (self._sight.show(one) or one) if place in self._corrected else one
            for place, one in enumerate(proposals)
        ]

    def _once(self, key: tuple[str, str], make: Callable[[], T]) -> T:
        if key not in self._made:
            self._made[key] = make()
        return cast("T", self._made[key])

    def _leads_to(self, field: str) -> Shows | None:
        happened = [] if field == "memberships" else self._happened(field)
        withdrawn = self._withdrawn(field)
        stands: list[Shows] = [lambda place: place not in withdrawn] if withdrawn else []
        return _both([*self._came_out(field), *happened, *self._not_hidden(field), *stands])

    def _came_out(self, field: str) -> list[Shows]:
        outs = None if self._known == NEVER else self._index.columns.outs(field)
        known = self._known
        return [] if outs is None else [lambda place: outs[place] <= known]

    def _happened(self, field: str) -> list[Shows]:
        spans = None if self._on == NEVER else self._index.columns.spans(field)
        if spans is None:
            return []
        (begins, ends), on = spans, self._on
        if field == "memberships":
            return [lambda place: begins[place] <= on <= ends[place]]
        return [lambda place: begins[place] <= on]

    def _not_hidden(self, field: str) -> list[Shows]:
        hidden = self._hidden if field == "proposals" else ()
        return [lambda place: place not in hidden] if hidden else []

    @cached_property
    def _hidden(self) -> frozenset[int]:
        """The places of what corrects a proposal, and of proposals that were retracted."""
        proposals, sight = self._index.snapshot.proposals, self._sight
        hidden: set[int] = set()
        for place in self._index.columns.touched("proposals"):
            proposal = proposals[place]
            by = sight.withdrawn_by(proposal.id)
            is_retracted = by is not None and by.correction is CorrectionKind.RETRACTS
            if proposal.corrects_id is not None or is_retracted:
                hidden.add(place)
        return frozenset(hidden)

    def _withdrawn(self, field: str) -> frozenset[int]:
        """Return the places of what was corrected, retracted, or only retracts; of proposals, of none."""
        touched = () if field == "proposals" else self._index.columns.touched(field)
        records, stands = self.rows(field), self._sight.stands
        return frozenset(
            place
            for place in touched
            if isinstance(record := records[place], Assertion) and not stands(record)
        )

    def _listed(self, field: str, shows: Shows) -> Sequence[int]:
        """Find what the view lists; the two days first, since most is left out by them."""
        columns, known, on = self._index.columns, self._known, self._on
        outs = columns.outs(field) if known != NEVER else None
        spans = columns.spans(field) if on != NEVER else None
        if field == "memberships" or self._not_hidden(field):
            return list(filter(shows, range(len(self.rows(field)))))
        begun = [] if spans is None else [(spans[0], on)]
        return within(*begun, *([] if outs is None else [(outs, known)]))


def _both(tests: Sequence[Shows]) -> Shows | None:
    match tests:
        case []:
            return None
        case [one]:
            return one
        case [one, other]:
            return lambda place: one(place) and other(place)
        case _:
            return lambda place: all(test(place) for test in tests)
