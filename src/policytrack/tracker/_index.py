"""What every view of one tracker shares: the records, found by what they refer to."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from policytrack.collector import collector_paused
from policytrack.errors import RecordNotFoundError, nearest
from policytrack.model import (
    Assertion,
    Membership,
    Position,
    Proposal,
    Record,
    Snapshot,
    Source,
    StatusChange,
    record_fields,
)
from policytrack.passes import summed
from policytrack.resolution import Witness, witness
from policytrack.sorting import by_number

if TYPE_CHECKING:
    from policytrack.registry import Registry
    from policytrack.tracker._columns import Columns
    from policytrack.tracker._cut import Cut
    from policytrack.tracker._timelines import Timelines

R = TypeVar("R", bound=Record)


class Index:
    """A snapshot with its records at hand; built as questions need it, never changed."""

    snapshot: Snapshot
    registry: "Registry"

    def __init__(self, snapshot: Snapshot, registry: "Registry") -> None:
        self.snapshot, self.registry = snapshot, registry

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the records; what is found in them is found again."""
        return Index, (self.snapshot, self.registry)

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """Every record by its id."""
        return {record.id: record for record in self.snapshot.records()}

    def get(self, record_id: str, kind: type[R]) -> R:
        """Return the record of this id and class.

        Raises:
            RecordNotFoundError: There is none; it names ids that look alike.
        """
        record = self.by_id.get(record_id)
        if record is None:
            raise RecordNotFoundError(record_id, nearest(record_id, self.by_id))
        if not isinstance(record, kind):
            raise RecordNotFoundError(record_id, reason=f"is a {type(record).__name__}, no {kind.__name__}")
        return record

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return {source.id: source for source in self.snapshot.sources}

    @cached_property
    def witnesses(self) -> Mapping[str, Witness]:
        """What each source weighs, by its id."""
        return {source.id: witness(source, self.sources) for source in self.snapshot.sources}

    @cached_property
    def changes(self) -> "About[StatusChange]":
        """The status changes by the id of their proposal, each list by id."""
        return About(self, "status_changes")

    @cached_property
    def positions(self) -> "About[Position]":
        """The positions by the id of their proposal, each list by id."""
        return About(self, "positions")

    @cached_property
    def memberships(self) -> Mapping[str, Sequence[Membership]]:
        """The memberships by the id of the person and by that of the organization."""
        found: dict[str, list[Membership]] = defaultdict(list)
        for membership in self.snapshot.memberships:
            found[membership.person_id].append(membership)
            found[membership.organization_id].append(membership)
        return found

    @cached_property
    def corrections(self) -> Mapping[str, Sequence[Assertion]]:
        """The records that correct, retract or confirm another, by the id of that other one."""
        found: dict[str, list[Assertion]] = defaultdict(list)
        for name, cls in record_fields().items():
            records: Iterable[Record] = getattr(self.snapshot, name)
            if issubclass(cls, Assertion):
                records = filter(attrgetter("corrects_id"), records)  # Few do, among very many.
            for record in records:
                if isinstance(record, Assertion) and record.corrects_id is not None:
                    found[record.corrects_id].append(record)
        return dict(found)  # To look in vain must not fill it: much is quicker where it is empty.

    @cached_property
    def columns(self) -> "Columns":
        """When the records happened and came out."""
        from policytrack.tracker._columns import Columns  # noqa: PLC0415  # Loaded with the first question.

        return Columns(self)

    @cached_property
    def timelines(self) -> "Timelines":
        """The status of every proposal on any day."""
        from policytrack.tracker._timelines import Timelines  # noqa: PLC0415  # As above.

        with collector_paused():
            return Timelines(self)

    @cached_property
    def kept(self) -> dict[object, object]:
        """What engines keep of these records, whatever the view; they alone know what it is."""
        return {}

    @cached_property
    def cuts(self) -> "OrderedDict[object, Cut]":
        """The views that were asked last."""
        return OrderedDict()

    def packages(self, proposal: Proposal) -> Sequence[Proposal]:
        """Return the proposals that one is part of, the nearest first."""
        found: list[Proposal] = []
        while proposal.part_of_id is not None:
            proposal = self.get(proposal.part_of_id, Proposal)
            found.append(proposal)
        return found


class About(Generic[R]):
    """The records of one field of a snapshot by the id of the proposal that each is about."""

    def __init__(self, index: Index, field: str) -> None:
        self._records: Sequence[R] = getattr(index.snapshot, field)
        self._place_of = index.columns.place_of("proposals")
        owners = index.columns.owners(field)
        self._places, self._starts = by_number(summed(owners, 1), range(len(owners)), len(self._place_of) + 1)

    def __getitem__(self, proposal_id: str) -> Sequence[R]:
        place = self._place_of.get(proposal_id)
        if place is None:
            return ()
        places = self._places[self._starts[place + 1] : self._starts[place + 2]]  # First come those of none.
        return [self._records[place] for place in places]
