"""Sorting whole columns: by numpy where it is installed (the extra `fast`), plainly where it is not.

Both ways find the same, as those of `passes` do.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import Any

from policytrack.passes import as_places, by_numpy, column, plain

_FEW = 8  # So many ascending parts are merged sooner than all is sorted.

Sorted = tuple[Sequence[int], Sequence[int]]
"""Places, sorted by a number; and from where on those of each number stand there, the end behind the last."""


def in_order(*columns: Sequence[int]) -> "array[int]":
    """Return the places in the order of the first column, then of the next; ties by place.

    No number is below 0.
    """
    if not by_numpy(columns[0]):
        rows = list(zip(*columns, strict=True))
        return column(sorted(range(len(rows)), key=rows.__getitem__))
    import numpy as np  # noqa: PLC0415  # As the module says.

    order = np.arange(len(columns[0]))
    for numbers in reversed(columns):
        order = order[_sorted(np.asarray(numbers)[order])]
    return plain(order)


def by_number(numbers: Sequence[int], places: Sequence[int], size: int) -> "tuple[array[int], array[int]]":
    """Sort places, which ascend, by the number beside each, none below 0, all below `size`."""
    if not by_numpy(numbers):
        found: list[list[int]] = [[] for _ in range(size)]
        for number, place in zip(numbers, places, strict=True):
            found[number].append(place)
        return column(chain.from_iterable(found)), column(accumulate(map(len, found), initial=0))
    import numpy as np  # noqa: PLC0415  # As the module says.

    held = np.asarray(numbers)
    starts = np.append(0, np.cumsum(np.bincount(held, minlength=size)))
    return plain(as_places(places)[_sorted(held)]), plain(starts)


def by_numbers(pieces: Iterable[tuple[Sequence[int], Sequence[int]]]) -> Sorted:
    """Sort places by the numbers that each has, once where it has one twice; with numpy only.

    Args:
        pieces: Numbers, and beside each its place; these ascend, piece by piece too, and no place is in two.
            So each piece is sorted alone, and not much more is held than is returned.
    """
    import numpy as np  # noqa: PLC0415  # As the module says.

    parts: list[tuple[Any, Any, Any]] = []
    for numbers, places in pieces:
        held, owners = np.asarray(numbers), as_places(places)
        order = _sorted(held)
        held, owners = held[order], owners[order]
        is_new = np.append(True, (held[1:] != held[:-1]) | (owners[1:] != owners[:-1]))[: len(held)]
        held, owners = held[is_new], owners[is_new]
        firsts = np.flatnonzero(np.append(True, held[1:] != held[:-1])[: len(held)])
        parts.append((held[firsts], np.diff(firsts, append=len(held)), owners))
    totals = np.zeros(max((int(there.max(initial=0)) for there, _, _ in parts), default=0) + 1, np.int64)
    for there, counts, _ in parts:
        totals[there] += counts
    starts = np.append(0, np.cumsum(totals))
    sorted_places = array("i", [0]) * int(starts[-1])
    free, found = starts.copy(), np.asarray(sorted_places)
    for there, counts, places in parts:
        ends = np.cumsum(counts)
        found[np.arange(len(places)) + np.repeat(free[there] - (ends - counts), counts)] = places
        free[there] += counts
    return sorted_places, plain(starts)


def _sorted(numbers: Any) -> Any:  # noqa: ANN401  # arrays
    """Return the places in the order of numbers, none below 0, ties by place."""
    import numpy as np  # noqa: PLC0415  # As the module says.

    # What ascends but for a few places, as proposals do along the ids of their positions, is merged.
    if np.count_nonzero(numbers[1:] < numbers[:-1]) <= _FEW:
        return np.argsort(numbers, kind="stable")
    # Numbers of 16 bits are sorted by radix, ten times as fast as longer ones.
    numbers = numbers - numbers.min()
    if numbers.max() <= 0xFFFF:  # noqa: PLR2004  # 16 bits
        return np.argsort(numbers.astype(np.uint16), kind="stable")
    order = np.argsort((numbers & 0xFFFF).astype(np.uint16), kind="stable")
    return order[np.argsort((numbers >> 16).astype(np.uint16)[order], kind="stable")]
