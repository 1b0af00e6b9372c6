"""A view of a store: on a day, as known on a day, as it had been written by a moment."""

import datetime
from typing import Any, Protocol, TypeVar, overload

import attrs

from policytrack.dates import UNSET, Day, Unset, calendar_day
from policytrack.engines.sql import Compiled, Question, Scope
from policytrack.model import Record, Snapshot
from policytrack.query import Count, Group, GroupCount, Query, Result

R = TypeVar("R", bound=Record)


class Asked(Protocol):
    """What a view needs of its store."""

    def answered(self, question: Question, scope: Scope) -> Any: ...  # noqa: ANN401  # as the question asks
    def compiled(self, question: Question, scope: Scope) -> Compiled: ...  # the SQL
    def number_at(self, recorded: datetime.datetime) -> int: ...  # of a revision
    def snapshot_of(self, number: int | None) -> Snapshot: ...  # all records


class StoreView:
    """A store on a day, as known on a day, as it had been written by a moment; None cuts nothing."""

    def __init__(
        self, store: Asked, scope: Scope | None = None, recorded: datetime.datetime | None = None
    ) -> None:
        self._store, self._scope, self._recorded = store, scope or Scope(), recorded

    def __repr__(self) -> str:
        on, known = self._dates
        return f"<StoreView of {self._store!r}, on {on}, known {known}, recorded {self._recorded}>"

    @property
    def _days(self) -> tuple[int | None, int | None]:
        return self._scope.on, self._scope.known

    @property
    def _dates(self) -> tuple[datetime.date | None, datetime.date | None]:
        on, known = (None if day is None else datetime.date.fromordinal(day) for day in self._days)
        return on, known

    @property
    def recorded(self) -> datetime.datetime | None:
        """The moment of which the store is shown, None for the latest state."""
        return self._recorded

    def at(
        self,
        on: Day | Unset | None = UNSET,
        known: Day | Unset | None = UNSET,
        recorded: datetime.datetime | Unset | None = UNSET,
    ) -> "StoreView":
        """Return a view on other days, or of another moment; an axis that is not named stays as it is.

        Args:
            on: One calendar day: what had possibly happened by then counts.
            known: One calendar day: only what was public by then counts.
            recorded: An aware time: only what the store had learned by then is there.

        Raises:
            InvalidDateError: A text is not one calendar day.
            TypeError: The time is not aware.
        """
        scope, moment = self._scope, self._recorded
        if not isinstance(on, Unset):
            scope = attrs.evolve(scope, on=_ordinal(on))
        if not isinstance(known, Unset):
            scope = attrs.evolve(scope, known=_ordinal(known))
        if not isinstance(recorded, Unset):
            moment = recorded
            scope = attrs.evolve(
                scope, revision=None if recorded is None else self._store.number_at(recorded)
            )
        return StoreView(self._store, scope, moment)

    @overload
    def run(self, question: Query[R]) -> Result[R]: ...
    @overload
    def run(self, question: Count[Any]) -> int: ...
    @overload
    def run(self, question: GroupCount[Any]) -> tuple[Group, ...]: ...
    def run(self, question: Any) -> object:
        """Answer a question; the days that it does not name are those of this view.

        Raises:
            UnsupportedQuery: This engine cannot answer it; nothing was asked.
            StoreError: The database failed.
        """
        answered: Any = self._store.answered(question, self._scope)
        if isinstance(question, Query):
            on, known = self._dates
            answered.days = (question.on or on, question.known or known)
        found: object = answered
        return found

    def compile(self, question: Question) -> Compiled:
        """Return the SQL that answers a question in this view, and the parameters that are bound to it."""
        return self._store.compiled(question, self._scope)

    def snapshot(self) -> Snapshot:
        """Return all records that the store had at the view's moment, whatever its days.

        `Tracker.from_snapshot(view.snapshot()).at(on=…, known=…)` has every answer of a tracker.
        """
        return self._store.snapshot_of(self._scope.revision)


def _ordinal(day: Day | None) -> int | None:
    found = calendar_day(day)
    return None if found is None else found.toordinal()
