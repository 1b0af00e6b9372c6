"""Indexes on one field of the records of a class, each built when it is first used."""

import enum
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

import attrs

from policytrack.collector import collector_paused
from policytrack.query import Kind
from policytrack.terms import OrderedTerm

Places = Sequence[int]
"""Places of records, ascending."""

NOWHERE: Places = array("I")
"""No places."""
_MOST_MASKS = 16


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

    def __init__(self, kind: Kind, places: Sequence[int], read: Callable[[], Iterable[Any]]) -> None:
        """Say where the values come from.

        Args:
            kind: What the field holds.
            places: The places of the records that have the field, ascending.
            read: Gives the value of each, in that order.
        """
        self._kind, self._places, self._read = kind, places, read
        self._width = places[-1] + 1 if places else 0
        self._masks: dict[frozenset[Any], bytes] = {}

    @cached_property
    def postings(self) -> Mapping[Any, Places]:
        """The places of each value."""
        several = self._kind in {Kind.TEXTS, Kind.RELATION}
        with collector_paused():
            return grouped(self._places, self._read(), several=several)

    def places_of(self, value: object) -> Places:
        """Return the places of a value."""
        return self.postings.get(value, NOWHERE)

    @cached_property
    def bounds(self) -> tuple[Sequence[int], Sequence[int]]:
        """The first and the last possible day of dates by place, as ordinals; 0 where one is missing."""
        seen: dict[int, tuple[int, int]] = {id(None): (0, 0)}  # By identity: a text is read to one date.
        firsts, lasts = array("i", bytes(4 * self._width)), array("i", bytes(4 * self._width))
        for place, date in zip(self._places, self._read(), strict=True):
            span = seen.get(id(date))
            if span is None:
                first, last = date.span
                span = seen[id(date)] = first.toordinal(), last.toordinal()
            firsts[place], lasts[place] = span
        return firsts, lasts

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
            numbers, codes = self.codes
            wanted = {numbers[value] for value in values if value in numbers}
            self._masks[values] = codes.translate(bytes(code in wanted for code in range(256)))
        return self._masks[values]

    @cached_property
    def codes(self) -> tuple[Mapping[Any, int], bytes]:
        """The number of each term, from 1, and beside it that of each place; 0 for what is missing."""
        numbers: dict[Any, int] = {}
        codes = bytearray(self._width)
        for place, value in zip(self._places, self._read(), strict=True):
            if value is not None:
                codes[place] = numbers.get(value) or numbers.setdefault(value, len(numbers) + 1)
        return numbers, bytes(codes)

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

    def _by_day(self, days: Sequence[int]) -> Sorted:
        found = grouped(self._places, map(days.__getitem__, self._places), several=False)
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
        self._missing = len(self._keys)
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
        rank = place if place < self._missing and self._keys[place] == key else place - 0.5
        return -rank if down else rank


def sort_key(value: Any) -> Any:  # noqa: ANN401  # a field holds anything
    """Return what values of one field are compared by when records are sorted."""
    if isinstance(value, OrderedTerm):
        return value.rank
    if isinstance(value, enum.Enum):
        return str(value.value)
    return value.span if hasattr(value, "span") else value


def grouped(places: Iterable[int], values: Iterable[Any], *, several: bool) -> dict[Any, Places]:
    """Collect the places of each value; `several` says that each place has a collection of them."""
    found: defaultdict[Any, array[int]] = defaultdict(partial(array, "I"))
    if not several:
        for place, value in zip(places, values, strict=True):
            found[value].append(place)
    else:
        for place, held in zip(places, values, strict=True):
            for value in held:
                found[value].append(place)
    return dict(found)
