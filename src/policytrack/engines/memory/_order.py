"""Answers in order: by the places themselves, along an index, or sorted."""

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from policytrack.engines.memory._lookups import Search
from policytrack.engines.memory._space import Space, Table
from policytrack.query import Cursor, Order

_FEW = 4
"""An index gives the order where one in so many records is in the answer at least; else it is sorted."""


class Ordered:
    """The places of a search in the order of a query; `way` says how they come into it."""

    def __init__(self, space: Space, search: Search, order: Sequence[Order[Any]]) -> None:
        self._space, self._search = space, search
        self._keys: list[Order[Any]] = []
        self._down, self.way = False, "as they stand"
        if order:
            self._sort_by(order)

    def _sort_by(self, order: Sequence[Order[Any]]) -> None:
        self._keys = [key for key in order if key.field.name != "id"]
        self._down = len(self._keys) < len(order)  # Upwards by id is no key: it is so anyway.
        many = self._search.size * _FEW >= len(self._search.table.places)
        if self._keys:
            self.way = "along its index" if self._is_along(many) else "sorted"

    def _is_along(self, many: bool) -> bool:  # noqa: FBT001  # private, one caller
        return many and len(self._keys) == 1 and not self._down

    def places(self, start: Cursor | None, size: int | None) -> Iterator[int]:
        """Give the places in order, those behind a cursor, and beyond `size` one at least if there is one."""
        return iter(self._as_they_stand(start) if not self._keys else self._by_keys(start, size))

    def _by_keys(self, start: Cursor | None, size: int | None) -> Iterator[int]:
        ranks = [self._rank(key) for key in self._keys]
        sign = -1 if self._down else 1

        def key(place: int) -> tuple[float, ...]:
            return (*(rank(place) for rank in ranks), sign * place)

        behind = None if start is None else self._place_of(start, sign)
        if self.way == "along its index":
            index = self._space.index(self._keys[0].field)
            every = index.descending if self._keys[0].descending else index.ascending
            begin = 0 if behind is None else bisect_right(every, behind, key=key)
            yield from self._search.tried(islice(every, begin, None))
            return
        found: Iterable[int] = self._search.places()
        if behind is not None:
            found = (place for place in found if key(place) > behind)
        yield from sorted(found, key=key) if size is None else heapq.nsmallest(size + 1, found, key)

    def _as_they_stand(self, start: Cursor | None) -> Iterable[int]:
        places: Sequence[int] = self._search.candidates()
        if start is not None:
            here = place_of(self._search.table, start.id)
            places = (
                places[: bisect_left(places, here)] if self._down else places[bisect_right(places, here) :]
            )
        return self._search.among(reversed(places) if self._down else places)

    def _rank(self, key: Order[Any]) -> Callable[[int], float]:
        ranks = self._space.index(key.field).ranks
        return ranks.down if key.descending else ranks.by_place.__getitem__

    def _place_of(self, start: Cursor, sign: int) -> tuple[float, ...]:
        """Return what the record behind which an answer goes on is sorted by."""
        ranks = (
            self._space.index(key.field).ranks.rank(value, down=key.descending)
            for key, value in zip(self._keys, start.keys, strict=False)  # Behind them stands the id at most.
        )
        return (*ranks, sign * place_of(self._search.table, start.id))


def place_of(table: Table, record_id: str) -> float:
    """Return the place of an id; of one that no record has, a number between the places of its neighbours."""
    found = table.place_of.get(record_id)
    if found is not None:
        return found
    return bisect_left(table.rows, record_id, key=lambda record: record.id) - 0.5
