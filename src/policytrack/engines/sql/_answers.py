"""From rows to answers: the same values that the reference engine gives."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from typing import Any

from policytrack.collector import collector_paused
from policytrack.dates import PartialDate
from policytrack.engines.sql._statements import Statement
from policytrack.model import Record
from policytrack.query import Count, Field, Group, GroupCount, Kind, Query, Result, Way
from policytrack.query._values import unwire

_FEW = 100
"""The records for which the collector is not worth a pause."""

Decode = Callable[[Iterable[str]], Sequence[Record]]
"""Take lines of JSON, each of one record; return the records in their order."""


def answer(statement: Statement, rows: Sequence[Sequence[Any]], decode: Decode) -> Any:  # noqa: ANN401  # by question
    """Return the answer that rows make: a `Result`, a number, or groups."""
    question = statement.question
    match question:
        case Count():
            return int(rows[0][0])
        case GroupCount(_, fields):
            with collector_paused():
                return _groups(fields, rows)
        case _:
            return _result(statement, question, rows, decode)


def _result(
    statement: Statement, query: Query[Any], rows: Sequence[Sequence[Any]], decode: Decode
) -> Result[Any]:
    kept = rows if query.size is None else rows[: query.size]
    with collector_paused() if len(kept) > _FEW else nullcontext():
        records = tuple(decode([row[1] for row in kept]))
    if not kept or len(kept) == len(rows):
        return Result(records, record=query.record)
    derived = dict(zip(statement.derived, kept[-1][2:], strict=True))
    keys = [
        getattr(records[-1], key.field.name)
        if key.field.way is Way.OWN
        else _value(key.field, derived[key.field])
        for key in query.order
    ]
    return Result(records, query.cursor(keys, records[-1].id), record=query.record)


def _groups(fields: Sequence[Field], rows: Sequence[Sequence[Any]]) -> tuple[Group, ...]:
    *texts, counts = zip(*rows, strict=True) if rows else ((),) * (len(fields) + 1)
    values = (_column(field, held) for field, held in zip(fields, texts, strict=True))
    return tuple(map(Group, zip(*values, strict=True), map(int, counts)))


def _column(field: Field, held: Sequence[Any]) -> Iterable[Any]:
    """Return the values of a field from its column; each that occurs is read once."""
    known = {one: _value(field, one) for one in set(held)}
    return map(known.__getitem__, held)


def _value(field: Field, held: Any) -> Any:  # noqa: ANN401  # as the engine has it
    """Return a value of a field from its column."""
    if held is None:
        return None
    match field.kind:
        case Kind.DATE:
            return PartialDate.parse(held)
        case Kind.TRUTH:
            return bool(held)
        case Kind.TERM | Kind.ORDERED:
            return unwire(field, held)
        case _:
            return held
