"""One field compared with values, kind by kind of field, by the rules of `_rules.py`."""

from typing import Any

from policytrack.engines.sql._columns import Part
from policytrack.engines.sql._rules import Truth, compare_dates, contains, same, starts_with
from policytrack.engines.sql._values import values_of
from policytrack.query import Compare, Kind, Op


def compared(columns: Any, condition: Compare[Any]) -> Truth:  # noqa: ANN401  # columns by name
    """Compare the columns of a field with the values that are asked for."""
    field, op = condition.field, condition.op
    first: Any = next(iter(condition.values), None)
    column = columns[field.name]
    values = values_of(condition)
    if field.kind is Kind.DATE:
        return compare_dates(columns, field.name, op, first, values)
    if field.kind is Kind.ORDERED and op in {Op.AT_LEAST, Op.AT_MOST}:
        column = columns[field.name + Part.RANK]
    match op:
        case Op.IS | Op.IN:
            return same(column, values)
        case Op.CONTAINS:
            return contains(column, values[0])
        case Op.STARTS_WITH:
            return starts_with(column, *values)
        case Op.AT_LEAST:
            return column >= values[0]  # type: ignore[no-any-return]
        case _:
            return column <= values[0]  # type: ignore[no-any-return]
