"""The tracker: a snapshot whose records fit together, ready to be asked."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from policytrack.errors import IntegrityError, Problem, Severity
from policytrack.model import Record, Snapshot
from policytrack.tracker._index import Index
from policytrack.tracker._sight import Sight
from policytrack.tracker._view import View

if TYPE_CHECKING:
    from policytrack.registry import Registry


class Tracker(View):
    """All records, with no cut: the view that every other view is made from.

    Make one with `from_snapshot`, or load one; a tracker never changes.
    """

    def __init__(self, index: Index, warnings: tuple[Problem, ...]) -> None:
        super().__init__(Sight(index, None), None)
        self._warnings = warnings

    @classmethod
    def from_snapshot(
        cls, snapshot: Snapshot, *, registry: "Registry | None" = None, noticed: Iterable[Problem] = ()
    ) -> "Tracker":
        """Make a tracker of a snapshot.

        Args:
            snapshot: All records.
            registry: What to know of besides what ships; None takes `Registry.default()`.
            noticed: What was noticed when the snapshot was read; `problems()` tells it first.

        Raises:
            IntegrityError: The records do not fit together; it lists every problem.
        """
        from policytrack.integrity import integrity_problems  # noqa: PLC0415  # Loaded with the first tracker.
        from policytrack.registry import Registry  # noqa: PLC0415  # As above.

        known = Registry.default() if registry is None else registry
        problems = integrity_problems(snapshot, known)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if errors:
            raise IntegrityError("the records do not fit together", errors)
        return cls(Index(snapshot, known), (*noticed, *problems))

    @classmethod
    def of(cls, *records: Record, registry: "Registry | None" = None) -> "Tracker":
        """Make a tracker of records of any types, in any order; errors as for `from_snapshot`."""
        return cls.from_snapshot(Snapshot.of(records), registry=registry)

    def with_records(self, *records: Record) -> "Tracker":
        """Return a new tracker that holds these records besides; errors as for `from_snapshot`."""
        together = Snapshot.of([*self._index.snapshot.records(), *records])
        return Tracker.from_snapshot(together, registry=self.registry)

    @property
    def noticed(self) -> tuple[Problem, ...]:
        """What was noticed when the records were read and put together: warnings, no errors."""
        return self._warnings

    def problems(self) -> tuple[Problem, ...]:
        """Report what to look at: the warnings of the records, and where histories leave their lifecycle."""
        return (*self._warnings, *super().problems())

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the records; indexes are built again."""
        return _restored, (self._index.snapshot, self._index.registry)

    def __repr__(self) -> str:
        return f"<Tracker of {len(self._index.by_id)} records>"


def _restored(snapshot: Snapshot, registry: "Registry") -> Tracker:
    return Tracker.from_snapshot(snapshot, registry=registry)
