"""The values that a question binds, as engines keep them, each with the place that it comes from.

Questions that differ in their values only are said by the same SQL. A value that is marked can be found
again among the parameters of a statement, so that another question's can take its place (`_shapes.py`).
"""

import datetime
import math
import sys
from collections.abc import Hashable, Iterable
from typing import Any

from policytrack.dates import PartialDate
from policytrack.engines.sql._rules import first_behind, word_kept
from policytrack.errors import Problem, UnsupportedQuery
from policytrack.query import Compare, Field, Kind, Op, Words

Parts = tuple[Any, ...]
"""The values that one condition binds."""


class Marked:
    """A value that knows the condition it comes from, and its place among the condition's values."""

    source: object
    place: int


class _Text(str, Marked):
    __slots__ = ("place", "source")


class _Whole(int, Marked):
    pass


class _Real(float, Marked):
    __slots__ = ("place", "source")


_MARKS: dict[type, Any] = {str: _Text, int: _Whole, float: _Real}


def marked(source: object, parts: Iterable[Any]) -> Parts:
    """Return values marked with where they come from; None stays what it is."""
    return tuple(None if part is None else mark(part, source, place) for place, part in enumerate(parts))


def values_of(condition: Compare[Any] | Words[Any]) -> Parts:
    """Return what a condition binds, marked: without a mark the first question's value would stay for all."""
    return marked(condition, bound(condition))


def mark(value: float | str, source: object, place: int) -> Any:  # noqa: ANN401  # as the value
    """Return a text or a number that is equal, and knows where it comes from."""
    made = _MARKS[type(value)](value)
    made.source, made.place = source, place
    return made


def plain(value: Any) -> Any:  # noqa: ANN401  # of any type
    """Return a value without its mark: drivers look at types."""
    for kind, marking in _MARKS.items():
        if type(value) is marking:
            return kind(value)
    return value


def bound(  # noqa: PLR0911  # an answer a kind
    condition: Compare[Any] | Words[Any],
) -> Parts:
    """Return what a condition binds, in the order of the places that its marks name.

    Raises:
        UnsupportedQuery: A number has more digits than engines keep.
    """
    if isinstance(condition, Words):
        return tuple(sorted(set(map(word_kept, condition.words))))
    field, op = condition.field, condition.op
    values: tuple[Any, ...] = condition.values
    match field.kind:
        case Kind.DATE:
            return tuple(end.isoformat() for end in values[0].span)
        case Kind.ORDERED if op in {Op.AT_LEAST, Op.AT_MOST}:
            return tuple(value.rank for value in values)
        case Kind.TERM | Kind.ORDERED if op in {Op.IS, Op.IN}:
            return tuple(str(value.value) for value in values)
        case Kind.TRUTH:
            return tuple(map(int, values))
        case Kind.NUMBER:
            return tuple(_double(field, value) for value in values)
        case _ if op is Op.STARTS_WITH:
            return str(values[0]), first_behind(str(values[0]))
        case _:
            return tuple(map(str, values))


def form(condition: Compare[Any] | Words[Any], parts: Parts) -> Hashable:
    """Return what decides how the SQL of a condition is written, but for its values."""
    if isinstance(condition, Words):
        return condition.field.record, len(parts)
    field, first = condition.field, next(iter(condition.values), None)
    dated = (first.is_qualified, first.has_unknown_end) if isinstance(first, PartialDate) else None
    return field.record, field.name, condition.op, len(parts), None in parts, dated


def year_of(day: int) -> int:
    """Return the year of a day; that of a marked day is marked too, at the place behind it."""
    year = datetime.date.fromordinal(day).year
    return mark(year, day.source, day.place + 1) if isinstance(day, Marked) else year


def _double(field: Field, value: Any) -> float:  # noqa: ANN401  # a number
    """Return a number as the engines keep it.

    Raises:
        UnsupportedQuery: A double has no room for all its digits, so engines would compare another number.
    """
    double = float(value) if abs(value) <= sys.float_info.max else math.inf
    if double != value:
        message = f"{value!r:.40} has more digits than the number of an engine"
        raise UnsupportedQuery(str(field), [Problem("bad-number", "", message, "ask for a rounder number")])
    return double
