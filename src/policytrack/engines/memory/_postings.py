"""Posting lists: the places of the records that have each value."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, cast

from policytrack.passes import by_numpy, numbered, repeated
from policytrack.sorting import Sorted, by_number

Places = Sequence[int]
"""Places of records, ascending."""

NOWHERE: Places = array("I")
"""No places."""


_SHORT = 64
"""Lists below this are copied, since an array is read faster than a view of one; the others are viewed."""


class Postings(Mapping[Any, Places]):
    """The places of all values in one list, value by value; those of one are a part of it."""

    def __init__(self, numbers: Mapping[Any, int], held: Sorted) -> None:
        """Take the number of each value, and the places sorted by number."""
        self._numbers, (self._places, self._starts) = numbers, held
        self._viewed: Any = memoryview(cast("array[int]", self._places))

    def __getitem__(self, value: Any) -> Places:  # noqa: ANN401  # a field holds anything
        return self.of(self._numbers[value])

    def get(self, value: Any, default: Any = None) -> Any:  # noqa: ANN401  # as above, and as `Mapping` says
        """Return the places of a value; what `Mapping` does takes three times as long, and each plan asks."""
        number = self._numbers.get(value)
        return default if number is None else self.of(number)

    def size_of(self, value: object) -> int:
        """Return how many places a value has, without a list of them."""
        number = self._numbers.get(value)
        return 0 if number is None else self._starts[number + 1] - self._starts[number]

    def of(self, number: int) -> Places:
        """Return the places of the value that has a number."""
        start, end = self._starts[number], self._starts[number + 1]
        return self._places[start:end] if end - start < _SHORT else self._viewed[start:end]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def sizes(postings: Mapping[Any, Places]) -> Callable[[Any], int]:
    """Return what says how many places a value has."""
    if isinstance(postings, Postings):
        return postings.size_of
    return lambda value: len(postings.get(value, NOWHERE))


def grouped(places: Places, values: Iterable[Any]) -> Mapping[Any, Places]:
    """Collect the places of each value; each place has one."""
    if by_numpy(places):
        numbers, held = numbered(values)
        return Postings(numbers, by_number(held, places, len(numbers)))
    found: defaultdict[Any, array[int]] = defaultdict(partial(array, "I"))
    for place, value in zip(places, values, strict=True):
        found[value].append(place)
    return dict(found)


def grouped_under_each(places: Places, values: Iterable[Collection[Any]]) -> Mapping[Any, Places]:
    """Collect the places of each value; each place has several."""
    if by_numpy(places):
        held = list(values)
        return grouped(repeated(places, map(len, held)), chain.from_iterable(held))
    found: defaultdict[Any, array[int]] = defaultdict(partial(array, "I"))
    for place, several in zip(places, values, strict=True):
        for value in several:
            found[value].append(place)
    return dict(found)
