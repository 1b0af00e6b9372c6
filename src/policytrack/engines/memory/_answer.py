"""Answers: a question is planned once in a view, and what was planned is kept as long as the question."""

import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar, cast, overload

from policytrack.engines._supported import refusal
from policytrack.engines.memory._filters import UnknownConditionError
from policytrack.engines.memory._groups import groups_of
from policytrack.engines.memory._lookups import Search
from policytrack.engines.memory._order import Ordered
from policytrack.engines.memory._sight import Asked, Cut
from policytrack.engines.memory._space import Space, Table, kept_in
from policytrack.model import Record
from policytrack.passes import AT_ONCE, many_taken
from policytrack.query import Compare, Condition, Count, Group, GroupCount, Op, Query, Result
from policytrack.query._result import Days

R = TypeVar("R", bound=Record)

_FEW = 256
"""So many candidates are tried at once: that is quicker than to keep what is not tried yet."""


@overload
def answer(view: Asked, question: Query[R]) -> Result[R]: ...
@overload
def answer(view: Asked, question: Count[Any]) -> int: ...
@overload
def answer(view: Asked, question: GroupCount[Any]) -> tuple[Group, ...]: ...
def answer(view: Asked, question: Query[Any] | Count[Any] | GroupCount[Any]) -> object:
    """Answer a question in the view of its days; an axis that it does not name is the given view's.

    Raises:
        UnsupportedQuery: It holds a condition of a kind that the language does not have.
    """
    if isinstance(question, Query):
        found = _one_record(view, question)
        return prepared(view, question).result(question) if found is None else found
    plan = prepared(view, question.query)
    if isinstance(question, Count):
        return plan.count()
    return groups_of(plan.space, question, plan.answered)


class Prepared:
    """A query planned in one view: what drives it, what filters, and how its order comes about."""

    def __init__(self, space: Space, query: Query[Any], days: Days) -> None:
        self.space, self._days = space, days
        self._seen = seen = space.seen(query.record)
        try:
            self.search = Search(space, seen.table, query.condition, seen.shows)
        except UnknownConditionError:
            raise refusal("memory", cast("Condition[Any]", query.condition)) from None
        self._order, self._start, self._size = query.order, query.start, query.size

    @cached_property
    def ordered(self) -> Ordered:
        """How the places come into their order."""
        return Ordered(self.space, self.search, self._order)

    def places(self) -> Iterator[int]:
        """Give the places of the answer in order, behind the cursor, and beyond the limit too."""
        return self.ordered.places(self._start, self._size)

    def answered(self) -> Iterable[int]:
        """Give the places of the answer, up to the limit."""
        if self._size is None and self._start is None:
            return self.search.places()  # Who counts does not mind the order.
        return islice(self.places(), self._size)

    def result(self, query: Query[R]) -> Result[R]:
        """Return the records, found as they are asked for."""
        read = cast("Callable[[int], R]", self._seen.read)
        if self._size is None and self._start is None and not self._order:
            search = self.search
            if search.is_exact:
                table = search.table if self.space.cut.shows_whole else None
                return Result(Picked(search.candidates(), read, table), record=query.record, days=self._days)
            if search.driver is not None and search.size <= _FEW:
                rows = [read(place) for place in search.places()]
                return Result(rows, record=query.record, days=self._days)

        def cursor(record: Record) -> str:
            place = self.search.table.place_of[record.id]
            return query.cursor([self.space.read(key.field)(place) for key in query.order], record.id)

        return Result.streamed(map(read, self.places()), self._size, cursor, query.record, self._days)

    def count(self) -> int:
        """Count the records, the limit and the place included."""
        if self._start is None and self.search.is_exact:
            found = len(self.search.candidates())
        else:
            found = sum(1 for _ in self.answered())
        return found if self._size is None else min(found, self._size)


class Picked(Sequence[Any]):
    """The records in some places, read when they are looked at; from a table where they stand as shown."""

    def __init__(self, places: Sequence[int], read: Any, table: Table | None) -> None:  # noqa: ANN401  # a function
        self._places, self._read, self._table = places, read, table

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Any]:
        if self._table is None or len(self._places) < AT_ONCE:
            return map(self._read, self._places)
        return many_taken(self._table.takeable, self._places)

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401  # one or several
        if isinstance(index, slice):
            places: Sequence[int] = self._places[index]
            return [self._read(place) for place in places]
        return self._read(self._places[index])


def prepared(view: Asked, query: Query[Any]) -> Prepared:
    """Return the plan of a query in the view of its days, made where it is not there."""
    if query.on is not None or query.known is not None:
        days = {"on": query.on, "known": query.known}
        view = view.at(**{axis: day for axis, day in days.items() if day is not None})
    space = space_of(view.cut)
    plans, key = space.plans, id(query)
    if key in plans:
        return cast("Prepared", plans[key][1])
    plan = Prepared(space, query, (view.on, view.known))
    # By identity, since a value takes longer to hash than to plan; what is gone takes its plan with it.
    plans[key] = (weakref.ref(query, lambda _: plans.pop(key, None)), plan)
    return plan


def _one_record(view: Asked, query: Query[R]) -> Result[R] | None:
    """Answer a query for the record of one id, which needs no plan; None where a query asks more."""
    asked, cls = query.condition, query.record
    if not isinstance(asked, Compare) or asked.op is not Op.IS or asked.field.name != "id":
        return None
    if query.on or query.known or query.start or query.size is not None:
        return None
    cut, key = view.cut, ("by id", cls)
    if key not in cut.kept:
        kept_in(cut.kept, key, lambda: (_finder(cut, cls), (view.on, view.known)))
    find, days = cast("tuple[Callable[[Any], Sequence[R]], Days]", cut.kept[key])
    return Result(find(asked.values[0]), record=cls, days=days)


def _finder(cut: Cut, cls: type[Record]) -> Callable[[str], Sequence[Record]]:
    """Return what finds the record of an id in a view, none where the view does not show it."""
    seen = space_of(cut).seen(cls)
    there, shows, read = seen.table.place_of, seen.shows, seen.read

    def find(wanted: str) -> Sequence[Record]:
        place = there.get(wanted)
        return () if place is None or (shows is not None and not shows(place)) else (read(place),)

    return find


def space_of(cut: Cut) -> Space:
    """Return the tables of a view."""
    found = cut.kept.get("space")
    return kept_in(cut.kept, "space", lambda: Space(cut)) if found is None else cast("Space", found)
