"""Conditions as functions of a place: made once for a question, then called for each candidate."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, cast

from policytrack.dates import PartialDate
from policytrack.engines.memory._relations import edges_of
from policytrack.engines.memory._space import Read, Space
from policytrack.engines.memory._texts import Texts
from policytrack.query import (
    And,
    Compare,
    Condition,
    Field,
    Kind,
    Missing,
    Not,
    Op,
    Or,
    Quantifier,
    Related,
    Words,
)

Test = Callable[[int], object]
"""Says whether a condition holds of the record in a place, by a truth value."""

Sieve = Callable[[Iterable[int]], Iterable[int]]
"""Gives those of some places of which a condition holds, each when it is asked for."""

Siever = Callable[[Compare[Any]], Sieve]
"""Makes the sieve of a comparison."""

ReadOf = Callable[[Field], Read]


class UnknownConditionError(Exception):
    """A condition is of a kind that the language does not have: who plans says which."""


def siever(space: Space, field: Field, op: Op) -> Siever:
    """Return what makes the sieves of one operator of a field; usual ones make no call for each place."""
    if op in _BY_BOUNDS:
        return _siever_of_days(*space.index(field).bounds)
    if op in _EQUALS and field.kind in _TERMS:
        return _siever_of_terms(space.index(field).mask)
    if field.kind is Kind.TEXTS:
        return _siever_of_texts(space.table(field.record).rows, attrgetter(field.name))
    make = tester(space, field, op)
    return lambda asked: partial(filter, make(asked))


def _siever_of_days(firsts: Sequence[int], lasts: Sequence[int]) -> Siever:
    def sieve(asked: Compare[Any]) -> Sieve:
        least, greatest = _limits(asked)
        return lambda places: (
            place for place in places if least <= lasts[place] and firsts[place] <= greatest
        )

    return sieve


def _siever_of_terms(mask_of: Callable[[frozenset[Any]], bytes]) -> Siever:
    def sieve(asked: Compare[Any]) -> Sieve:
        mask = mask_of(frozenset(asked.values))
        return lambda places: (place for place in places if mask[place])

    return sieve


def _siever_of_texts(rows: Sequence[Any], get: Callable[[Any], Any]) -> Siever:
    def sieve(asked: Compare[Any]) -> Sieve:
        wanted: frozenset[Any] = frozenset(asked.values)
        return lambda places: (place for place in places if not wanted.isdisjoint(get(rows[place])))

    return sieve


def sieve_of(space: Space, condition: Condition[Any]) -> Sieve:
    """Return what keeps the places of which a condition holds."""
    return partial(filter, test_of(space, condition))


def test_of(space: Space, condition: Condition[Any]) -> Test:
    """Return what says whether a condition holds of the record in a place."""
    match condition:
        case Compare(field, op):
            return tester(space, field, op)(condition)
        case Related():
            return _related(space, condition)
        case Words(field, wanted):
            texts, words = Texts(space, field.record), frozenset(wanted)
            return lambda place: words <= texts.words(place)
        case _:
            return plain_test(condition, space.read, lambda part: test_of(space, part))


def is_by_mask(condition: Condition[Any]) -> bool:
    """Say whether a condition is looked up by place, which is much quicker than any other test."""
    return isinstance(condition, Compare) and condition.op in _EQUALS and condition.field.kind in _TERMS


_EQUALS, _TERMS = frozenset({Op.IS, Op.IN}), frozenset({Kind.TERM, Kind.ORDERED})


def tester(space: Space, field: Field, op: Op) -> Callable[[Compare[Any]], Test]:
    """Return what makes the tests of one operator of a field."""
    if op in _EQUALS and field.kind in _TERMS:
        index = space.index(field)
        return lambda asked: index.mask(frozenset(asked.values)).__getitem__
    if op in _BY_BOUNDS:
        firsts, lasts = space.index(field).bounds
        return lambda asked: _test_of_days(*_limits(asked), firsts, lasts)
    read = space.read(field)
    return lambda asked: _compared(asked, read)


def plain_test(condition: Condition[Any], read_of: ReadOf, inner: Callable[[Condition[Any]], Test]) -> Test:
    """Return the test of a condition that asks of fields only, or is made of others.

    Args:
        condition: The condition.
        read_of: Gives what reads a field.
        inner: Makes the tests of the parts.

    Raises:
        UnknownConditionError: It is of no kind that there is.
    """
    match condition:
        case And(parts):
            return _all([inner(part) for part in parts])
        case Or(parts):
            tests = [inner(part) for part in parts]
            return lambda place: any(test(place) for test in tests)
        case Not(part):
            test = inner(part)
            return lambda place: not test(place)
        case Missing(field):
            read = read_of(field)
            return lambda place: read(place) is None
        case Compare():
            return _compared(condition, read_of(condition.field))
        case _:
            raise UnknownConditionError


def _all(tests: list[Test]) -> Test:
    if len(tests) == 2:  # noqa: PLR2004  # Most have two parts.
        one, other = tests
        return lambda place: one(place) and other(place)
    return lambda place: all(test(place) for test in tests)


def _compared(condition: Compare[Any], read: Read) -> Test:
    values: frozenset[Any] = frozenset(condition.values)
    if condition.field.kind is Kind.TEXTS:
        return lambda place: not values.isdisjoint(read(place))
    if condition.op is Op.IN:
        return lambda place: read(place) in values
    holds = value_test(condition)

    def test(place: int) -> bool:
        value = read(place)
        return value is not None and holds(value)

    return test


def value_test(condition: Compare[Any]) -> Callable[[Any], bool]:  # an answer an operator
    """Return what says whether a comparison with one value holds of a value that is not missing."""
    (wanted,) = condition.values
    match condition.op, wanted:
        case Op.IS, _:
            return lambda value: bool(value == wanted)
        case Op.CONTAINS, _:
            return lambda value: wanted in value
        case Op.STARTS_WITH, _:
            return lambda value: bool(value.startswith(wanted))
        case Op.AT_LEAST, _:
            return lambda value: bool(value >= wanted)
        case Op.AT_MOST, _:
            return lambda value: bool(value <= wanted)
        case op, PartialDate():
            return _date_test(op, wanted)
        case _:  # pragma: no cover  # Every operator is above.
            raise AssertionError(condition)


_BY_BOUNDS = frozenset({Op.POSSIBLY_BEFORE, Op.POSSIBLY_AFTER, Op.POSSIBLY_WITHIN})


def _limits(condition: Compare[Any]) -> tuple[int, int]:
    """Return the least last day and the greatest first day of dates that are possibly so, as ordinals.

    What is missing has 0 and 0, and is never so: its last day lies before every least one.
    """
    first, last = cast("PartialDate", condition.values[0]).span
    if condition.op is Op.POSSIBLY_BEFORE:
        return 1, last.toordinal() - 1
    if condition.op is Op.POSSIBLY_AFTER:
        return first.toordinal() + 1, last.max.toordinal()
    return first.toordinal(), last.toordinal()


def _test_of_days(least: int, greatest: int, firsts: Sequence[int], lasts: Sequence[int]) -> Test:
    return lambda place: least <= lasts[place] and firsts[place] <= greatest


def _date_test(op: Op, wanted: PartialDate) -> Callable[[PartialDate], bool]:
    match op:
        case Op.SURELY_BEFORE:
            return lambda date: date.surely_before(wanted)
        case Op.SURELY_AFTER:
            return lambda date: date.surely_after(wanted)
        case _:
            return lambda date: date.surely_within(wanted)


def _related(space: Space, condition: Related[Any]) -> Test:
    onward, inner = edges_of(space, condition.field).onward, condition.condition
    if inner is None:
        wanted = condition.quantifier is Quantifier.ANY
        return lambda place: any(True for _ in onward(place)) is wanted
    about, holds = space.table(inner.record), test_of(space, inner)
    match condition.quantifier:
        case Quantifier.ANY:
            return lambda place: any(table is about and holds(found) for table, found in onward(place))
        case Quantifier.NONE:
            return lambda place: not any(table is about and holds(found) for table, found in onward(place))
        case _:
            return lambda place: all(table is about and holds(found) for table, found in onward(place))
