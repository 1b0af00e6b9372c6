"""Indexes on one field of the records of a class, each built when it is first used."""

import enum
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from policytrack.collector import collector_paused
from policytrack.engines.memory._postings import NOWHERE, Places, Postings, grouped, grouped_under_each
from policytrack.passes import by_numpy, looked_up, numbered, told_apart
from policytrack.query import Kind
from policytrack.sorting import by_number, in_order
from policytrack.terms import OrderedTerm

_MOST_MASKS = 16
_BYTE = 256
_FEW = frozenset({Kind.DATE, Kind.TERM, Kind.ORDERED})  # Many records hold the same object.


Numbered = tuple[Mapping[Any, int], "array[int]"]
"""The number of each value, and those of all records in order."""


@attrs.frozen
class Sorted:
    """Keys in ascending order, and beside each the place of the record that has it."""

    keys: Sequence[Any]
    places: Sequence[int]


class FieldIndex:
    """What is known of one field: its values by place, and the places by value.

    The places of a value are ascending. What is missing is found under None; of a field of several texts,
    a record is found under each.
    """

    def __init__(
        self,
        kind: Kind,
        places: Sequence[int],
        read: Callable[[], Iterable[Any]],
        number: "Callable[[], Numbered] | None" = None,
    ) -> None:
        """Say where the values come from.

        Args:
            kind: What the field holds.
            places: The places of the records that have the field, ascending.
            read: Gives the value of each, in that order.
            number: Gives `numbered`, where others have numbered the values already.
        """
        self._number = number
        self._kind, self._places, self._read = kind, places, read
        self._width = places[-1] + 1 if places else 0
        self._masks: dict[frozenset[Any], bytes] = {}

    @cached_property
    def postings(self) -> Mapping[Any, Places]:
        """The places of each value."""
        with collector_paused():
            if self._kind in {Kind.TEXTS, Kind.RELATION}:
                return grouped_under_each(self._places, self._read())
            if not by_numpy(self._places):
                return grouped(self._places, self._read())
            numbers, held = self.numbered
            return Postings(numbers, by_number(held, self._places, len(numbers)))

    def places_of(self, value: object) -> Places:
        """Return the places of a value."""
        return self.postings.get(value, NOWHERE)

    @cached_property
    def numbered(self) -> "Numbered":
        """The number of each value, from 0, and those of all records in order."""
        if self._number is not None:
            return self._number()
        if self._kind not in _FEW:
            return numbered(self._read())
        objects, found = told_apart(list(self._read()))
        numbers, again = numbered(objects)
        return numbers, found if len(numbers) == len(objects) else looked_up(again, found)

    @cached_property
    def bounds(self) -> tuple[Sequence[int], Sequence[int]]:
        """The first and the last possible day of dates by place, as ordinals; 0 where one is missing."""
        dates, found = told_apart(list(self._read()))
        firsts = looked_up([0 if date is None else date.span[0].toordinal() for date in dates], found)
        lasts = looked_up([0 if date is None else date.span[1].toordinal() for date in dates], found)
        return self.by_place(firsts, 0), self.by_place(lasts, 0)

    @cached_property
    def firsts(self) -> Sorted:
        """The first possible days of dates, as ordinals."""
        return self._by_day(self.bounds[0])

    @cached_property
    def lasts(self) -> Sorted:
        """The last possible days of dates, as ordinals."""
        return self._by_day(self.bounds[1])

    @cached_property
    def values(self) -> Sorted:
        """The values themselves, of texts and numbers."""
        held = zip(self._read(), self._places, strict=True)
        pairs = sorted((value, place) for value, place in held if value is not None)
        return Sorted([value for value, _ in pairs], array("I", [place for _, place in pairs]))

    def mask(self, values: frozenset[Any]) -> bytes:
        """Return 1 for each place that has one of some terms, else 0; the last few are kept."""
        if values not in self._masks:
            if len(self._masks) >= _MOST_MASKS:
                self._masks.clear()
            numbers, _ = self.numbered
            wanted = {numbers[value] for value in values if value in numbers}
            codes = self._codes
            if isinstance(codes, bytes):
                mask = codes.translate(bytes(code in wanted for code in range(256)))
            else:
                mask = bytes(map(wanted.__contains__, codes))
            self._masks[values] = mask
        return self._masks[values]

    @cached_property
    def _codes(self) -> "bytes | array[int]":
        """The number of each place's term, in bytes where that is possible; of no term where no record is."""
        numbers, held = self.numbered
        codes = self.by_place(held, len(numbers))
        return bytes(codes.tolist()) if len(numbers) < _BYTE else codes

    @cached_property
    def ranks(self) -> "Ranks":
        """The rank of each record when they are sorted by this field."""
        return Ranks(self._places, self._read())

    @cached_property
    def ascending(self) -> Sequence[int]:
        """The places in the order of this field, what is missing last, ties by place."""
        return self._in_order(self.ranks.by_place)

    @cached_property
    def descending(self) -> Sequence[int]:
        """The places in the opposite order, what is missing last, ties by place all the same."""
        ranks = self.ranks
        return self._in_order({place: ranks.down(place) for place in self._places})

    @property
    def built(self) -> tuple[str, ...]:
        """The indexes that are there already."""
        return tuple(sorted(name for name in vars(self) if not name.startswith("_")))

    def by_place(self, held: "array[int]", missing: int) -> "array[int]":
        """Return a column of the records as one of all places, with a number for those without a record."""
        if len(held) == self._width:
            return held
        spread = array("i", [missing]) * self._width
        for place, number in zip(self._places, held, strict=True):
            spread[place] = number
        return spread

    def _by_day(self, days: Sequence[int]) -> Sorted:
        if by_numpy(days):
            ordered = in_order(days)
            keys = looked_up(days, ordered)
            begin = bisect_right(keys, 0)  # Before stands what is missing.
            return Sorted(keys[begin:], ordered[begin:])
        found = grouped(self._places, map(days.__getitem__, self._places))
        keys, places = array("i"), array("I")
        for day in sorted(found.keys() - {0}):
            keys.extend(array("i", (day,)) * len(found[day]))
            places.extend(found[day])
        return Sorted(keys, places)

    def _in_order(self, ranks: "Mapping[int, float] | Sequence[float]") -> Sequence[int]:
        return array("I", sorted(self._places, key=ranks.__getitem__))


class Ranks:
    """Where each record stands when all are sorted by one field, equal values at one rank, missing ones last.

    Ranks are numbers from 0; that of a value that no record has lies between its neighbours'.
    """

    def __init__(self, places: Iterable[int], values: Iterable[Any]) -> None:
        self._places, held = list(places), [None if value is None else sort_key(value) for value in values]
        self._keys = sorted({key for key in held if key is not None})
        # Behind the place between ranks that a value has where nobody has one, in either order.
        self._missing = max(1, len(self._keys))
        number = {key: rank for rank, key in enumerate(self._keys)}
        ranks = (self._missing if key is None else number[key] for key in held)
        self.by_place: Mapping[int, int] = dict(zip(self._places, ranks, strict=True))

    def down(self, place: int) -> int:
        """Return the rank in the opposite order, in which what is missing is last too."""
        rank = self.by_place[place]
        return rank if rank == self._missing else -rank

    def rank(self, value: Any, *, down: bool) -> float:  # noqa: ANN401  # a field holds anything
        """Return the rank of a value, None for a missing one, in the one or the other order."""
        if value is None:
            return self._missing
        key = sort_key(value)
        place = bisect_left(self._keys, key)
        rank = place if self._keys[place : place + 1] == [key] else place - 0.5
        return -rank if down else rank


def sort_key(value: Any) -> Any:  # noqa: ANN401  # a field holds anything
    """Return what values of one field are compared by when records are sorted."""
    if isinstance(value, OrderedTerm):
        return value.rank
    if isinstance(value, enum.Enum):
        return str(value.value)
    return value.span if hasattr(value, "span") else value
