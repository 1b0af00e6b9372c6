"""Passes over whole columns: by numpy where it is installed (the extra `fast`), plainly where it is not.

Both ways find the same; the plain one says what. A few numbers are not worth the loading of numpy, which
takes a tenth of a second.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import chain, count, repeat
from math import prod
from operator import add
from typing import Any, TypeVar, cast

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

LARGE = 20_000
"""From so many numbers in a column on, numpy passes over it."""

AT_ONCE = 4096
"""So many values are taken at once where many are."""

Limit = tuple[Sequence[int], int]
"""A column, and the greatest number of it that is wanted."""


def by_numpy(numbers: Sequence[Any]) -> bool:
    """Say whether a column of so many numbers is passed over by numpy."""
    return len(numbers) >= LARGE and _has_numpy()


def column(numbers: Iterable[int]) -> "array[int]":
    """Return numbers as both ways can read them."""
    return array("i", list(numbers))  # An array that grows is slower than a list that grows.


def numbered(values: Iterable[H]) -> "tuple[Mapping[H, int], array[int]]":
    """Number the different values as they come, from 0: the number of each value, and those of all in order.

    >>> numbered(["b", "a", "b"])[1].tolist()
    [0, 1, 0]
    """
    numbers: defaultdict[H, int] = defaultdict(count().__next__)
    found = column(map(numbers.__getitem__, values))
    numbers.default_factory = None  # To look in vain must not number more.
    return numbers, found


def told_apart(values: Sequence[T]) -> "tuple[list[T], array[int]]":
    """Number the different objects as they come: each object once, and the numbers of all in order.

    Few objects stand for very many dates and terms, and Python's own hash of these is slow.
    """
    ids, numbers = numbered(map(id, values))
    if not by_numpy(numbers):
        return list({id(value): value for value in values}.values()), numbers
    import numpy as np  # noqa: PLC0415  # As the module says.

    places = np.empty(len(ids), np.int64)
    places[np.asarray(numbers)] = np.arange(len(values))
    return [values[place] for place in places.tolist()], numbers


def repeated(numbers: Sequence[int], times: Iterable[int]) -> Sequence[int]:
    """Return each number as often as is said beside it."""
    if not by_numpy(numbers):
        return column(chain.from_iterable(map(repeat, numbers, times)))
    import numpy as np  # noqa: PLC0415  # As the module says.

    return plain(np.repeat(as_places(numbers), np.fromiter(times, np.int64)))


def looked_up(table: Sequence[int], numbers: Sequence[int]) -> "array[int]":
    """Return what stands in a table at each of some numbers."""
    if not by_numpy(numbers):
        return column(map(table.__getitem__, numbers))
    import numpy as np  # noqa: PLC0415  # As the module says.

    return plain(np.asarray(table, np.int32)[np.asarray(numbers)])


def summed(numbers: Sequence[int], others: Sequence[int] | int) -> Sequence[int]:
    """Return the sums of numbers and what stands beside each, or of each and one other number."""
    if not by_numpy(numbers):
        return column(map(add, numbers, repeat(others) if isinstance(others, int) else others))
    import numpy as np  # noqa: PLC0415  # As the module says.

    return plain(np.asarray(numbers) + np.asarray(others))


def instead(numbers: Sequence[int], old: int, new: int) -> Sequence[int]:
    """Return a column with one number in the place of another."""
    if not by_numpy(numbers):
        return column(new if number == old else number for number in numbers)
    import numpy as np  # noqa: PLC0415  # As the module says.

    held = np.asarray(numbers)
    return plain(np.where(held == old, new, held))


def within(*limits: Limit) -> Sequence[int]:
    """Return the places, ascending, at which no column is above its limit."""
    if by_numpy(limits[0][0]):
        return cast("list[int]", _within(limits).tolist())
    places: Sequence[int] = range(len(limits[0][0]))
    for numbers, limit in limits:
        places = [place for place in places if numbers[place] <= limit]
    return places


def numbers_within(numbers: Sequence[int], *limits: tuple[Sequence[int], Sequence[int]]) -> "array[int]":
    """Return a column of numbers, with 0 where the first of two columns is above the other."""
    if not by_numpy(numbers):
        for low, high in limits:
            rows = zip(numbers, low, high, strict=True)
            numbers = column(number if one <= other else 0 for number, one, other in rows)
        return column(numbers)
    import numpy as np  # noqa: PLC0415  # As the module says.

    holds = [np.asarray(low) <= np.asarray(high) for low, high in limits]
    return plain(np.where(np.logical_and.reduce(holds), np.asarray(numbers), 0))


def latest(owners: Sequence[int], count: int, *limits: Limit) -> Sequence[int]:
    """Return, for each of so many owners, the last place of theirs within the limits, or -1."""
    if by_numpy(owners):
        import numpy as np  # noqa: PLC0415  # As the module says.

        places = _within(limits)
        last = np.full(count, -1)
        last[np.asarray(owners)[places]] = places  # Of several for one owner, the last one stays.
        return cast("Sequence[int]", last)
    found = [-1] * count
    for place in within(*limits):
        found[owners[place]] = place
    return found


def least(most: Sequence[int], *held: tuple[Sequence[int], Sequence[int]]) -> Sequence[int]:
    """Return the least number of each owner.

    Args:
        most: A number for each owner, that it has in any case.
        held: Columns of owners, each with one of the numbers that these have besides.
    """
    if any(by_numpy(owners) for owners, _ in held):
        import numpy as np  # noqa: PLC0415  # As the module says.

        lowest = np.array(most, np.int32)
        for owners, numbers in held:
            np.minimum.at(lowest, np.asarray(owners), np.asarray(numbers))
        return plain(lowest)
    found = array("i", most)
    for owners, numbers in held:
        for owner, number in zip(owners, numbers, strict=True):
            found[owner] = min(found[owner], number)
    return found


def alike(*columns: Sequence[int]) -> Sequence[int]:
    """Return the places at which each column holds the number that it held in the place before."""
    if not by_numpy(columns[0]):
        rows = list(zip(*columns, strict=True))
        return [place for place in range(1, len(rows)) if rows[place] == rows[place - 1]]
    import numpy as np  # noqa: PLC0415  # As the module says.

    same = [np.asarray(numbers)[1:] == np.asarray(numbers)[:-1] for numbers in columns]
    return (np.flatnonzero(np.logical_and.reduce(same)) + 1).tolist()


def counted(*columns: Sequence[int]) -> Mapping[tuple[int, ...], int]:
    """Count how often numbers, none below 0, stand beside each other."""
    if not by_numpy(columns[0]):
        return Counter(zip(*columns, strict=True))
    import numpy as np  # noqa: PLC0415  # As the module says.

    held = [np.asarray(numbers) for numbers in columns]
    sizes = [int(numbers.max()) + 1 for numbers in held]
    if prod(sizes) > len(held[0]):
        return Counter(zip(*columns, strict=True))  # Most of what there could be is not there.
    counts = np.bincount(np.ravel_multi_index(held, sizes))
    there = np.flatnonzero(counts)
    rows = zip(*(numbers.tolist() for numbers in np.unravel_index(there, sizes)), strict=True)
    return dict(zip(rows, counts[there].tolist(), strict=True))


def common(columns: Sequence[Sequence[int]], size: int) -> Sequence[int]:
    """Return the numbers below `size` that stand in every column, ascending, as they stand in each."""
    smallest, *others = sorted(columns, key=len)
    if size >= LARGE and _has_numpy():
        import numpy as np  # noqa: PLC0415  # As the module says.

        found: Any = np.asarray(smallest)
        for numbers in others:
            found = np.intersect1d(found, np.asarray(numbers), assume_unique=True)
        return cast("list[int]", found.tolist())
    return sorted(set(smallest).intersection(*others)) if others else smallest


def taken(values: Sequence[T], places: Sequence[int]) -> list[T]:
    """Return the values in some places; those that `latest` gives are quick to take."""
    if isinstance(places, list):
        return [values[place] for place in places]
    return cast("list[T]", cast("Any", values)[places].tolist())


def many_taken(values: Sequence[T], places: Sequence[int]) -> Iterator[T]:
    """Give the values in some places, some thousands of them at once.

    Values that lie far apart in memory are then fetched side by side: that halves the time of a long answer.
    """
    if isinstance(values, list | tuple) or isinstance(places, range):
        return map(values.__getitem__, places)
    begins = range(0, len(places), AT_ONCE)
    return chain.from_iterable(
        cast("Any", values)[places[begin : begin + AT_ONCE]].tolist() for begin in begins
    )


def to_take(values: Sequence[T], owners: Sequence[int]) -> Sequence[T]:
    """Return values so that `taken` takes them at what `latest` gives of these owners."""
    if not by_numpy(owners):
        return values
    import numpy as np  # noqa: PLC0415  # As the module says.

    held = np.empty(len(values), object)
    held[:] = values
    return cast("Sequence[T]", held)


def _within(limits: Iterable[Limit]) -> Any:  # noqa: ANN401  # an array
    import numpy as np  # noqa: PLC0415  # As the module says.

    return np.flatnonzero(np.logical_and.reduce([np.asarray(numbers) <= limit for numbers, limit in limits]))


def as_places(places: Sequence[int]) -> Any:  # noqa: ANN401  # an array
    """Return places as an array of numpy."""
    import numpy as np  # noqa: PLC0415  # As the module says.

    if isinstance(places, range):
        return np.arange(places.start, places.stop, dtype=np.uint32)
    return np.asarray(places, np.uint32)


def plain(numbers: Any) -> "array[int]":  # noqa: ANN401  # an array
    """Return an array of numpy as one of Python's, whose numbers are read more quickly one by one."""
    found = array("i")
    found.frombytes(numbers.astype("i", "C", copy=False).view("B"))
    return found


@cache
def _has_numpy() -> bool:
    return find_spec("numpy") is not None
