"""Passes over columns: numpy and plain Python find the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.tracker import _passes

NUMBERS = st.integers(min_value=0, max_value=9)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1)


def both(find):
    """Run a function with numpy, whatever the size, and without it."""
    pytest.importorskip("numpy")
    found = []
    for large in (0, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_passes, "LARGE", large)
            found.append(find())
    return found


@given(ROWS, NUMBERS, NUMBERS)
def test_both_ways_find_the_same_places(rows, most, bound):
    """The places at which no column is above its limit."""
    one, other, _ = map(_passes.column, zip(*rows, strict=True))
    by_numpy, plainly = both(lambda: list(_passes.within((one, most), (other, bound))))
    assert by_numpy == plainly == [n for n, (a, b, _) in enumerate(rows) if a <= most and b <= bound]


@given(ROWS, NUMBERS)
def test_both_ways_find_the_same_last_places(rows, most):
    """The last within the limit for each owner, and what is held there."""
    owners, numbers, values = map(_passes.column, zip(*rows, strict=True))

    def find():
        last = _passes.latest(owners, 10, (numbers, most))
        return list(last), _passes.taken(_passes.to_take([*values, None], owners), last)

    by_numpy, plainly = both(find)
    assert by_numpy == plainly


def test_without_numpy_large_columns_are_passed_plainly(monkeypatch):
    """The extra only makes it quicker."""
    monkeypatch.setattr(_passes, "LARGE", 0)
    monkeypatch.setattr(_passes, "_has_numpy", lambda: False)
    assert list(_passes.within((_passes.column([1, 3, 2]), 2))) == [0, 2]
