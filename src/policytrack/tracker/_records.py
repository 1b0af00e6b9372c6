"""The records of a view."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar, overload

from policytrack.dates import PartialDate
from policytrack.errors import RecordNotFoundError
from policytrack.model import (
    Assertion,
    Event,
    Figure,
    Membership,
    Organization,
    Person,
    Position,
    Post,
    Process,
    Proposal,
    Record,
    Snapshot,
    Source,
    StatusChange,
)
from policytrack.terms import CorrectionKind
from policytrack.tracker._index import Index
from policytrack.tracker._sight import Sight

if TYPE_CHECKING:
    import pendulum

    from policytrack.registry import Registry

R = TypeVar("R", bound=Record)
A = TypeVar("A", bound=Assertion)


class Records:
    """The records that a view shows, each with the evidence that it shows, each type by id.

    What is dated after the view's day `on` is left out of the positions, status changes, events and
    figures. Reports that lost or were withdrawn are here: only answers choose.
    """

    def __init__(self, sight: Sight, on: "pendulum.Date | None") -> None:
        self._sight, self._on = sight, on

    @property
    def on(self) -> "pendulum.Date | None":
        """The day of the question, None for no cut."""
        return self._on

    @property
    def known(self) -> "pendulum.Date | None":
        """The day by which evidence had to be public, None for no cut."""
        return self._sight.known

    @property
    def registry(self) -> "Registry":
        """What the tracker knows of: measures, record types, lifecycles, formats, checks and more."""
        return self._index.registry

    @property
    def sight(self) -> Sight:
        """What the view sees of each record; for the modules that answer, not for users."""
        return self._sight

    @property
    def _index(self) -> Index:
        return self._sight.index

    @property
    def people(self) -> tuple[Person, ...]:
        """Every person."""
        return self._index.snapshot.people

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """Every organization."""
        return self._index.snapshot.organizations

    @property
    def posts(self) -> tuple[Post, ...]:
        """Every post."""
        return self._index.snapshot.posts

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that were public."""
        return self._seen(self._index.snapshot.sources)

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The proposals of which anything was public, each with what had been corrected in it by then.

        Records that correct or retract a proposal are in the snapshot, not here; nor is what was retracted.
        """
        sight = self._sight
        shown = (sight.show(one) for one in self._index.snapshot.proposals if one.corrects_id is None)
        return tuple(one for one in shown if one is not None and not self._retracted(one))

    @property
    def positions(self) -> tuple[Position, ...]:
        """The positions taken by the day of the question."""
        return self._by_then(self._index.snapshot.positions, lambda position: position.said_on)

    @property
    def status_changes(self) -> tuple[StatusChange, ...]:
        """The reports of status changes that possibly happened by the day of the question."""
        return self._by_then(self._index.snapshot.status_changes, lambda change: change.on)

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that possibly happened by the day of the question."""
        return self._by_then(self._index.snapshot.events, lambda event: event.on)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures as of the day of the question or before."""
        return self._by_then(self._index.snapshot.figures, lambda figure: figure.as_of)

    @property
    def processes(self) -> tuple[Process, ...]:
        """The processes, with all their milestones: a time limit is assessed on a day of its own."""
        return self._seen(self._index.snapshot.processes)

    @property
    def others(self) -> tuple[Record, ...]:
        """The records of plugins' types."""
        return self._seen(self._index.snapshot.others)

    def memberships(self, member_id: str | None = None) -> tuple[Membership, ...]:
        """Return the memberships possibly held on the day of the question.

        Args:
            member_id: Only those of this person or in this organization; None asks for all.
        """
        index = self._index
        found = index.snapshot.memberships if member_id is None else index.memberships[member_id]
        return tuple(held for held in self._seen(found) if _possibly_held(held, self._on))

    def listed(self, field: str) -> tuple[Record, ...]:
        """Return the records that the view shows of a snapshot's field; for engines, not for users."""
        return self.memberships() if field == "memberships" else getattr(self, field)

    def stands(self, record: Assertion) -> bool:
        """Say whether a record that the view shows states something and was not withdrawn."""
        return self._sight.stands(record)

    @overload
    def get(self, record_id: str) -> Record: ...
    @overload
    def get(self, record_id: str, kind: type[R]) -> R: ...
    def get(self, record_id: str, kind: type[Record] = Record) -> Record:
        """Return a record by its id, as it shows in this view.

        Args:
            record_id: The id.
            kind: The class that is expected; a record of another class is not found.

        Raises:
            RecordNotFoundError: No such record can be seen; it names ids that look alike.
        """
        held = self._index.get(record_id, kind)
        seen: Record | None
        if isinstance(held, Proposal) and held.corrects_id is None:
            seen = self._sight.show(held)
        else:
            seen = self._sight.see(held)
        if seen is None:
            raise RecordNotFoundError(record_id, reason=f"was not public by {self.known}")
        return seen

    def snapshot(self) -> Snapshot:
        """Return all records that the view shows, as one plain value: corrections stay records of their own.

        What they refer to is not always shown: such a snapshot need not make a tracker.
        """
        if self._on is None and self.known is None:
            return self._index.snapshot
        return Snapshot(
            people=self.people,
            organizations=self.organizations,
            posts=self.posts,
            memberships=self.memberships(),
            sources=self.sources,
            proposals=self._seen(self._index.snapshot.proposals),
            positions=self.positions,
            status_changes=self.status_changes,
            events=self.events,
            figures=self.figures,
            processes=self.processes,
            others=self.others,
        )

    def _retracted(self, proposal: Proposal) -> bool:
        by = self._sight.withdrawn_by(proposal.id)
        return by is not None and by.correction is CorrectionKind.RETRACTS

    def _seen(self, records: Iterable[R]) -> tuple[R, ...]:
        return tuple(seen for record in records if (seen := self._sight.see(record)) is not None)

    def _by_then(self, records: Iterable[A], date: Callable[[A], PartialDate | None]) -> tuple[A, ...]:
        return tuple(
            seen for seen in self._seen(records) if self._sight.moment(seen, date(seen)).counts(self._on)
        )


def _possibly_held(membership: Membership, on: "pendulum.Date | None") -> bool:
    if on is None:
        return True
    start, end = membership.start_date, membership.end_date
    begun = start is None or start.span[0] <= on
    return begun and (end is None or end.span[1] >= on)
