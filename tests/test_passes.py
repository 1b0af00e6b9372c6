"""Passes over columns: numpy and plain Python find the same."""

from collections import Counter
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack import passes, sorting

NUMBERS = st.integers(min_value=0, max_value=9)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1)


def both(find):
    """Run a function with numpy, whatever the size and in whichever way it sorts, and without it."""
    pytest.importorskip("numpy")
    found = []
    for large, parts in ((0, 0), (0, 100), (1000, 0)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(passes, "LARGE", large)
            patch.setattr(sorting, "_FEW", parts)
            found.append(find())
    by_radix, merged, plainly = found
    assert by_radix == merged
    return by_radix, plainly


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


@given(ROWS)
def test_both_ways_find_the_same_order(rows):
    """By the first column, then by the next, ties by place."""
    columns = [*map(passes.column, zip(*rows, strict=True))]
    by_numpy, plainly = both(lambda: list(sorting.in_order(*columns)))
    assert by_numpy == plainly == sorted(range(len(rows)), key=rows.__getitem__)
    by_numpy, plainly = both(lambda: list(sorting.in_order(columns[1])))
    assert by_numpy == plainly == sorted(range(len(rows)), key=lambda place: rows[place][1])


@given(st.lists(st.integers(min_value=0, max_value=1 << 30), min_size=1))
def test_long_numbers_are_ordered_too(numbers):
    """Numbers of more than sixteen bits are sorted in two steps."""
    by_numpy, plainly = both(lambda: list(sorting.in_order(passes.column(numbers))))
    assert by_numpy == plainly == sorted(range(len(numbers)), key=numbers.__getitem__)


@given(ROWS)
def test_both_ways_find_what_is_as_before(rows):
    """The places whose row is that of the place before."""
    columns = [*map(passes.column, zip(*rows, strict=True))]
    by_numpy, plainly = both(lambda: list(passes.alike(*columns)))
    assert by_numpy == plainly == [n for n in range(1, len(rows)) if rows[n] == rows[n - 1]]


@given(ROWS)
def test_both_ways_count_the_same_rows(rows):
    """How often each row is there, where few rows are possible and where very many are."""
    for wanted in (rows, [(one << 10, other << 10, third) for one, other, third in rows]):
        columns = [*map(passes.column, zip(*wanted, strict=True))]
        by_numpy, plainly = both(lambda given=columns: dict(passes.counted(*given)))
        assert by_numpy == plainly == Counter(wanted)
        by_numpy, plainly = both(lambda given=columns: dict(passes.counted(given[2])))
        assert by_numpy == plainly == Counter((third,) for _, _, third in wanted)


@given(ROWS, st.lists(NUMBERS, min_size=10, max_size=10))
def test_both_ways_find_the_least(rows, most):
    """The least number of each owner, its own included."""
    owners, numbers, _ = map(passes.column, zip(*rows, strict=True))
    by_numpy, plainly = both(lambda: list(passes.least(most, (owners, numbers))))
    assert by_numpy == plainly
    assert plainly == [
        min([own, *(number for owner, number, _ in rows if owner == place)]) for place, own in enumerate(most)
    ]


@given(ROWS)
def test_both_ways_keep_the_same_numbers(rows):
    """A number stays where the one column is not above the other, twice."""
    one, other, numbers = map(passes.column, zip(*rows, strict=True))
    limits = ((one, other), (numbers, other))
    by_numpy, plainly = both(lambda: list(passes.numbers_within(numbers, *limits)))
    assert by_numpy == plainly == [c if a <= b and c <= b else 0 for a, b, c in rows]


@given(st.lists(NUMBERS, min_size=1))
def test_both_ways_look_up_repeat_and_replace(numbers):
    """What stands in a table, each so often, one for another."""
    column, table = passes.column(numbers), range(100, 110)
    by_numpy, plainly = both(lambda: list(passes.looked_up(table, column)))
    assert by_numpy == plainly == [100 + number for number in numbers]
    by_numpy, plainly = both(lambda: list(passes.repeated(range(len(numbers)), numbers)))
    assert by_numpy == plainly == [n for n, number in enumerate(numbers) for _ in range(number)]
    by_numpy, plainly = both(lambda: [[*passes.summed(column, column)], [*passes.summed(column, 1)]])
    assert by_numpy == plainly == [[2 * number for number in numbers], [number + 1 for number in numbers]]
    by_numpy, plainly = both(lambda: list(passes.instead(column, 3, 7)))
    assert by_numpy == plainly == [7 if number == 3 else number for number in numbers]


@given(st.lists(st.sampled_from([None, "one", *(str(number) for number in (2, 10, 10))]), min_size=1))
def test_values_and_objects_are_numbered_as_they_come(values):
    """Equal values have one number, each object has its own; the first has 0."""
    numbers, column = passes.numbered(values)
    assert [*numbers] == list(dict.fromkeys(values))
    assert [*column] == [numbers[value] for value in values]
    for objects, found in both(lambda: passes.told_apart(values)):
        assert len({*map(id, values)}) == len(objects) == max(found) + 1
        assert all(objects[number] is value for number, value in zip(found, values, strict=True))
        assert list(dict.fromkeys(found)) == [*range(len(objects))]


PLACES = st.lists(st.lists(st.integers(min_value=0, max_value=99_999), max_size=4), min_size=1, max_size=9)


@given(PLACES, st.integers(min_value=1, max_value=3))
def test_places_are_sorted_by_their_numbers(held, size):
    """Those of each number ascend, each once, whatever the pieces in which they come."""
    cuts = [range(start, min(start + size, len(held))) for start in range(0, len(held), size)]

    def piece(cut):
        rows = [(number, place + 5) for place in cut for number in held[place]]
        return passes.column(number for number, _ in rows), passes.column(place for _, place in rows)

    (found, starts), _ = both(lambda: sorting.by_numbers(map(piece, cuts)))
    for number in set(chain.from_iterable(held)):
        wanted = [place for place, numbers in enumerate(held, 5) if number in numbers]
        assert list(found[starts[number] : starts[number + 1]]) == wanted


@given(st.lists(NUMBERS, min_size=1), st.booleans())
def test_places_are_sorted_by_the_number_beside_each(numbers, is_range):
    """Those of each number ascend; a number that none has got has none."""
    places = range(len(numbers)) if is_range else [place * 2 for place in range(len(numbers))]
    for found, starts in both(lambda: sorting.by_number(passes.column(numbers), places, 10)):
        for wanted in range(10):
            beside = [place for place, number in zip(places, numbers, strict=True) if number == wanted]
            assert list(found[starts[wanted] : starts[wanted + 1]]) == beside


def test_without_numpy_large_columns_are_passed_plainly(monkeypatch):
    """The extra only makes it quicker."""
    monkeypatch.setattr(passes, "LARGE", 0)
    monkeypatch.setattr(passes, "_has_numpy", lambda: False)
    assert list(passes.within((passes.column([1, 3, 2]), 2))) == [0, 2]
