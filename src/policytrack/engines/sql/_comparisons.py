"""One field compared with values, kind by kind of field, by the rules of `_rules.py`."""

import math
import sys
from typing import Any

from policytrack.engines.sql._columns import Part
from policytrack.engines.sql._rules import Truth, compare_dates, contains, same, starts_with
from policytrack.errors import Problem, UnsupportedQuery
from policytrack.query import Compare, Field, Kind, Op


def compared(columns: Any, condition: Compare[Any]) -> Truth:  # noqa: ANN401  # columns by name
    """Compare the columns of a field with the values that are asked for."""
    field, op = condition.field, condition.op
    values: tuple[Any, ...] = condition.values
    column = columns[field.name]
    if field.kind is Kind.DATE:
        return compare_dates(columns, field.name, op, values[0])
    if field.kind is Kind.ORDERED and op in {Op.AT_LEAST, Op.AT_MOST}:
        column, values = columns[field.name + Part.RANK], tuple(value.rank for value in values)
    if field.kind in {Kind.TERM, Kind.ORDERED} and op in {Op.IS, Op.IN}:
        values = tuple(str(value.value) for value in values)
    if field.kind is Kind.TRUTH:
        values = tuple(map(int, values))
    if field.kind is Kind.NUMBER:
        values = tuple(_double(field, value) for value in values)
    match op:
        case Op.IS | Op.IN:
            return same(column, values)
        case Op.CONTAINS:
            return contains(column, str(values[0]))
        case Op.STARTS_WITH:
            return starts_with(column, str(values[0]))
        case Op.AT_LEAST:
            return column >= values[0]  # type: ignore[no-any-return]
        case _:
            return column <= values[0]  # type: ignore[no-any-return]


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
