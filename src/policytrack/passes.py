"""Passes over whole columns: by numpy where it is installed (the extra `fast`), plainly where it is not.

Both ways find the same; the plain one says what. A few numbers are not worth the loading of numpy, which
takes a tenth of a second.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import chain
from typing import Any, TypeVar, cast

T = TypeVar("T")

LARGE = 20_000
"""From so many numbers in a column on, numpy passes over it."""

AT_ONCE = 4096
"""So many values are taken at once where many are."""

Limit = tuple[Sequence[int], int]
"""A column, and the greatest number of it that is wanted."""


def column(numbers: Iterable[int]) -> Sequence[int]:
    """Return numbers as both ways can read them."""
    return array("i", numbers)


def within(*limits: Limit) -> Sequence[int]:
    """Return the places, ascending, at which no column is above its limit."""
    if _by_numpy(limits[0][0]):
        return cast("list[int]", _within(limits).tolist())
    places: Sequence[int] = range(len(limits[0][0]))
    for numbers, limit in limits:
        places = [place for place in places if numbers[place] <= limit]
    return places


def latest(owners: Sequence[int], count: int, *limits: Limit) -> Sequence[int]:
    """Return, for each of so many owners, the last place of theirs within the limits, or -1."""
    if _by_numpy(owners):
        import numpy as np  # noqa: PLC0415  # As the module says.

        places = _within(limits)
        last = np.full(count, -1)
        last[np.asarray(owners)[places]] = places  # Of several for one owner, the last one stays.
        return cast("Sequence[int]", last)
    found = [-1] * count
    for place in within(*limits):
        found[owners[place]] = place
    return found


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
    if not _by_numpy(owners):
        return values
    import numpy as np  # noqa: PLC0415  # As the module says.

    held = np.empty(len(values), object)
    held[:] = values
    return cast("Sequence[T]", held)


def _within(limits: Iterable[Limit]) -> Any:  # noqa: ANN401  # an array
    import numpy as np  # noqa: PLC0415  # As the module says.

    return np.flatnonzero(np.logical_and.reduce([np.asarray(numbers) <= limit for numbers, limit in limits]))


def _by_numpy(numbers: Sequence[int]) -> bool:
    return len(numbers) >= LARGE and _has_numpy()


@cache
def _has_numpy() -> bool:
    return find_spec("numpy") is not None
