"""Answers: a question is planned once in a view, and what was planned is kept as long as the question."""

import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar, cast, overload

from policytrack.engines._supported import refusal
from policytrack.engines.memory._filters import UnknownConditionError
from policytrack.engines.memory._groups import groups_of
from policytrack.engines.memory._lookups import Search
from policytrack.engines.memory._order import Ordered
from policytrack.engines.memory._sight import Asked, Cut
from policytrack.engines.memory._space import Space, Table, kept_in, name_of
from policytrack.model import Record
from policytrack.passes import AT_ONCE, many_taken
from policytrack.query import Compare, Condition, Count, Group, GroupCount, Op, Query, Result
from policytrack.query._result import Days

R = TypeVar("R", bound=Record)


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
        self.space, self._name, self._days = space, name_of(query.record), days
        try:
            self.search = Search(space, query.record, query.condition, space.cut.shows(self._name))
        except UnknownConditionError:
            raise refusal("memory", cast("Condition[Any]", query.condition)) from None
        self.ordered = Ordered(space, self.search, query)
        self._start, self._size = query.start, query.size
        self._is_by_id = not query.order

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
        read = cast("Callable[[int], R]", self.space.cut.reader(self._name))
        if self._is_ready:
            table = self.search.table if self.space.cut.shows_whole else None
            found = Picked(self.search.candidates(), read, table)
            return Result(found, record=query.record, days=self._days)

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

    @property
    def _is_ready(self) -> bool:
        whole = self._size is None and self._start is None
        return whole and self.search.is_exact and self._is_by_id


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
    cut = view.cut
    plans = kept_in(cut.kept, "plans", _no_plans)
    key = id(query)
    if key in plans:
        return plans[key][1]
    plan = Prepared(space_of(cut), query, (view.on, view.known))
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
    name, there = name_of(cls), space_of(cut).table(cls).place_of
    shows, read = cut.shows(name), cut.reader(name)

    def find(wanted: str) -> Sequence[Record]:
        place = there.get(wanted)
        return () if place is None or (shows is not None and not shows(place)) else (read(place),)

    return find


def space_of(cut: Cut) -> Space:
    """Return the tables of a view."""
    return kept_in(cut.kept, "space", lambda: Space(cut))


def _no_plans() -> dict[int, tuple[weakref.ref[Query[Any]], Prepared]]:
    return {}
