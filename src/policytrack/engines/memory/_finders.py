"""Comparisons in indexes: what finds the places of one, made once for each operator of a field in a view."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

import attrs

from policytrack.engines.memory._field import FieldIndex, Sorted
from policytrack.engines.memory._filters import value_test
from policytrack.engines.memory._postings import NOWHERE, Places, sizes
from policytrack.engines.memory._space import Space
from policytrack.query import Compare, Condition, Field, Kind, Op

if TYPE_CHECKING:
    from policytrack.dates import PartialDate


@attrs.define(eq=False)  # Not frozen: that takes twice as long, and a question makes several.
class Lookup:
    """What an index finds: places that hold all for which some conditions hold, ascending, each once.

    `size` is how many there are at most, as far as can be told without looking; `is_exact` says that the
    conditions hold of all of them.
    """

    conditions: tuple[Condition[Any], ...]
    size: int
    find: Callable[[], Places]
    is_exact: bool = True


Finder = Callable[[Compare[Any]], Lookup | None]
_EQUAL = frozenset({Op.IS, Op.IN, Op.CONTAINS, Op.CONTAINS_ANY})


def is_range(condition: Condition[Any]) -> bool:
    """Say whether a comparison is looked up in an order, where an equal value has a list of its own."""
    return isinstance(condition, Compare) and condition.op not in _EQUAL


def finder(space: Space, field: Field, op: Op) -> Finder:  # noqa: PLR0911  # an answer a kind
    """Return what looks up the comparisons of one operator of a field; None where no index helps."""
    match field.kind, op:
        case _, Op.IS | Op.IN if field.name == "id":
            there = space.table(field.record).place_of
            return lambda asked: in_lists(
                (asked,), [(there[value],) for value in map(str, asked.values) if value in there]
            )
        case _, Op.IS:
            of_one = space.index(field).postings.get
            return lambda asked: _in_list(asked, of_one(asked.values[0], NOWHERE))
        case _, Op.IN:
            of_value = space.index(field).postings.get
            return lambda asked: in_lists((asked,), [of_value(value, NOWHERE) for value in asked.values])
        case Kind.TEXTS, _:
            of_text = space.index(field).postings.get
            return lambda asked: _in_any(asked, [of_text(value, NOWHERE) for value in asked.values])
        case Kind.ORDERED, _:
            return lambda asked: _of_terms(asked, space.index(field))
        case Kind.NUMBER, _:
            return lambda asked: _from_range(
                asked, space.index(field).values, _range_of_numbers(op, asked.values[0])
            )
        case Kind.TEXT, Op.STARTS_WITH:
            return lambda asked: _with_prefix(asked, space.index(field).values)
        case Kind.DATE, _:
            return lambda asked: _dated(asked, space.index(field))
        case _:
            return lambda _: None


def sizer(space: Space, field: Field, op: Op) -> Callable[[Any], int] | None:
    """Return what says how many places each value of such comparisons has; None where only a lookup tells."""
    if field.name == "id" or op not in _EQUAL or (op is Op.CONTAINS and field.kind is Kind.TEXT):
        return None
    return sizes(space.index(field).postings)


def _in_list(condition: Compare[Any], places: Places) -> Lookup:
    return Lookup((condition,), len(places), lambda: places)


def in_lists(conditions: tuple[Condition[Any], ...], lists: Sequence[Places]) -> Lookup:
    """Return what stands in some lists of places, each place in one of them."""
    return Lookup(conditions, sum(map(len, lists)), lambda: merged(lists))


def merged(lists: Sequence[Places]) -> Places:
    """Return the places of several lists, ascending; no place is in two of them."""
    return lists[0] if len(lists) == 1 else sorted(chain.from_iterable(lists))


def _in_any(condition: Compare[Any], lists: Sequence[Places]) -> Lookup:
    return Lookup((condition,), sum(map(len, lists)), lambda: together(lists))


def together(lists: Sequence[Places]) -> Places:
    """Return the places of several lists, ascending, each once."""
    return lists[0] if len(lists) == 1 else sorted(set(chain.from_iterable(lists)))


def _of_terms(condition: Compare[Any], index: FieldIndex) -> Lookup:
    holds, terms = value_test(condition), condition.field.terms or ()
    return in_lists((condition,), [index.places_of(term) for term in terms if holds(term)])


_Range = tuple[Any, bool, Any, bool]
"""The least key and whether it is left out, the greatest and whether it is left out; None where open."""


def _range_of_numbers(op: Op, value: Any) -> _Range:  # noqa: ANN401  # a number
    return (value, False, None, False) if op is Op.AT_LEAST else (None, False, value, False)


def _with_prefix(condition: Compare[Any], held: Sorted) -> Lookup:
    prefix = str(condition.values[0])
    end = bisect_right(held.keys, prefix, key=lambda text: text[: len(prefix)])
    return _slice(condition, held, bisect_left(held.keys, prefix), end)


def _dated(condition: Compare[Any], index: FieldIndex) -> Lookup:
    """Find dates by the bound that leaves the fewest; a date that is surely so is tried again."""
    wanted = cast("PartialDate", condition.values[0])
    first, last = (day.toordinal() for day in wanted.span)
    match condition.op:
        case Op.SURELY_BEFORE:
            return _from_range(condition, index.lasts, (None, False, first, True), is_exact=False)
        case Op.POSSIBLY_BEFORE:
            return _from_range(condition, index.firsts, (None, False, last, True))
        case Op.SURELY_AFTER:
            return _from_range(condition, index.firsts, (last, True, None, False), is_exact=False)
        case Op.POSSIBLY_AFTER:
            return _from_range(condition, index.lasts, (first, True, None, False))
        case Op.SURELY_WITHIN:
            return _from_range(condition, index.firsts, (first, False, last, False), is_exact=False)
        case _:
            begun = _from_range(condition, index.firsts, (None, False, last, False), is_exact=False)
            ended = _from_range(condition, index.lasts, (first, False, None, False), is_exact=False)
            return min(begun, ended, key=lambda one: one.size)


def _from_range(condition: Condition[Any], held: Sorted, wanted: _Range, *, is_exact: bool = True) -> Lookup:
    least, above, greatest, below = wanted
    start = 0 if least is None else (bisect_right if above else bisect_left)(held.keys, least)
    end = (
        len(held.keys) if greatest is None else (bisect_left if below else bisect_right)(held.keys, greatest)
    )
    return _slice(condition, held, start, end, is_exact=is_exact)


def _slice(condition: Condition[Any], held: Sorted, start: int, end: int, *, is_exact: bool = True) -> Lookup:
    return Lookup((condition,), max(0, end - start), lambda: sorted(held.places[start:end]), is_exact)
