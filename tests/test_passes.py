"""Passes over columns: numpy and plain Python find the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack import passes

NUMBERS = st.integers(min_value=0, max_value=9)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1)


def both(find):
    """Run a function with numpy, whatever the size, and without it."""
    pytest.importorskip("numpy")
    found = []
    for large in (0, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(passes, "LARGE", large)
            found.append(find())
    return found


@given(ROWS, NUMBERS, NUMBERS)
def test_both_ways_find_the_same_places(rows, most, bound):
    """The places at which no column is above its limit."""
    one, other, _ = map(passes.column, zip(*rows, strict=True))
    by_numpy, plainly = both(lambda: list(passes.within((one, most), (other, bound))))
    assert by_numpy == plainly == [n for n, (a, b, _) in enumerate(rows) if a <= most and b <= bound]


@given(ROWS, NUMBERS)
def test_both_ways_find_the_same_last_places(rows, most):
    """The last within the limit for each owner, and what is held there."""
    owners, numbers, values = map(passes.column, zip(*rows, strict=True))

    def find():
        last = passes.latest(owners, 10, (numbers, most))
        return list(last), passes.taken(passes.to_take([*values, None], owners), last)

    by_numpy, plainly = both(find)
    assert by_numpy == plainly


@given(st.lists(st.frozensets(NUMBERS), min_size=1, max_size=3))
def test_both_ways_find_what_columns_have_in_common(held):
    """The numbers that stand in all of them, ascending."""
    columns = [passes.column(sorted(numbers)) for numbers in held]
    by_numpy, plainly = both(lambda: list(passes.common(columns, 10)))
    assert by_numpy == plainly == sorted(frozenset.intersection(*held))


@given(st.lists(NUMBERS, min_size=1), st.data())
def test_both_ways_take_the_same_values(values, data):
    """What stands in some places, or in all of them, however many are taken at once."""
    places = passes.column(sorted(data.draw(st.sets(st.integers(0, len(values) - 1)))))

    def find():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(passes, "AT_ONCE", 2)
            held = passes.to_take(values, values)
            return [list(passes.many_taken(held, wanted)) for wanted in (places, range(len(values)))]

    by_numpy, plainly = both(find)
    assert by_numpy == plainly == [[values[place] for place in places], values]


def test_without_numpy_large_columns_are_passed_plainly(monkeypatch):
    """The extra only makes it quicker."""
    monkeypatch.setattr(passes, "LARGE", 0)
    monkeypatch.setattr(passes, "_has_numpy", lambda: False)
    assert list(passes.within((passes.column([1, 3, 2]), 2))) == [0, 2]
