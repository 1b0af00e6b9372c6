"""What this engine needs of the view that it asks."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from policytrack.dates import PartialDate
from policytrack.model import Record
from policytrack.terms import Phase

if TYPE_CHECKING:
    import datetime
    from array import array

Shows = Callable[[int], bool]
"""Says whether the record in a place is there."""


class Cut(Protocol):
    """Which of the held records a view shows, by their place in the snapshot: `tracker._cut.Cut`."""

    kept: dict[object, object]

    @property
    def shared(self) -> dict[object, object]: ...  # what is kept of the tracker, as `kept` of the view
    @property
    def shows_whole(self) -> bool: ...  # whether neither day cuts
    @property
    def statuses(self) -> Sequence[str]: ...  # by the place of the proposal, as the next two
    @property
    def phases(self) -> Sequence[Phase | None]: ...
    @property
    def since(self) -> Sequence[PartialDate | None]: ...
    @property
    def place_of(self) -> Callable[[str], Mapping[str, int]]: ...  # of each record of a field, by its id
    @property
    def owners(self) -> "Callable[[str], array[int]]": ...  # the places of proposals that records are about
    def rows(self, field: str) -> Sequence[Record]: ...  # the held records, corrected proposals as shown
    def is_own(self, field: str) -> bool: ...  # whether those rows are of this view alone
    def reader(self, field: str) -> Callable[[int], Record]: ...  # gives records as the view shows them
    def shows(self, field: str) -> Shows | None: ...  # whether the view lists it; None: all
    def leads_to(self, field: str) -> Shows | None: ...  # whether a relation does; None: to all
    def places(self, field: str) -> Sequence[int]: ...  # all that it lists


class Asked(Protocol):
    """A view: `policytrack.tracker.View`."""

    def at(self, *, on: Any = ..., known: Any = ...) -> "Asked": ...  # noqa: ANN401  # days, as a view takes them
    @property
    def on(self) -> "datetime.date | None": ...
    @property
    def known(self) -> "datetime.date | None": ...
    @property
    def cut(self) -> Cut: ...
