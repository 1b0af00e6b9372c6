"""The values that a condition compares with: checked when it is built, written as JSON says them."""

import datetime
import enum
import json
import math
import re
import reprlib
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias, cast

from policytrack.dates import PartialDate
from policytrack.errors import InvalidDateError, Problem, QueryError, nearest
from policytrack.query._schema import Field, Kind

if TYPE_CHECKING:
    import pendulum

Value: TypeAlias = str | int | float | enum.Enum | PartialDate
"""What a condition compares with, a cursor holds, or a group has in common."""

Wire: TypeAlias = str | int | float
"""A value as JSON says it."""

DateLike: TypeAlias = PartialDate | datetime.date | str
"""A date as users give it: a value of ours, a calendar day, or EDTF text."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60


def fail(code: str, subject: object, message: str, hint: str | None = None, path: str = "") -> QueryError:
    """Make the error of one problem."""
    return QueryError(str(subject), [Problem(code, path, message, hint)])


def checked(field: Field, value: object) -> Value:
    """Return a value that the field can be compared with.

    Raises:
        QueryError: It is of another kind; the message says which it should be, and the nearest term.
    """
    return CHECKS[field.kind](field, value)


def checked_text(subject: object, value: object) -> str:
    """Return a text that a record may hold.

    Raises:
        QueryError: It is none.
    """
    if not isinstance(value, str) or isinstance(value, enum.Enum):
        raise _wrong(subject, "text", value)
    if not value:
        raise fail("empty-text", subject, "text is not empty", "ask is_missing() of what may be missing")
    if "\0" in value or not (value.isascii() or _SURROGATE.search(value) is None):
        raise fail("bad-text", subject, "text has no NUL and no lone surrogate")
    return value


def all_checked(
    field: Field, values: object, check: Callable[[Field, object], Value] = checked
) -> tuple[Value, ...]:
    """Return values, each once and sorted; errors name all that are wrong.

    Raises:
        QueryError: One of them is of another kind, or a single text was given.
    """
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise _wrong(field, "several values", values, "write [value]")
    kept: dict[str, Value] = {}
    problems: list[Problem] = []
    for index, value in enumerate(values):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        try:
            passed = check(field, value)  # pyright: ignore[reportUnknownArgumentType]
        except QueryError as error:
            problems += [
                Problem(one.code, f"/{index}", one.message, one.suggestion) for one in error.problems
            ]
        else:
            kept[dump(wire(passed))] = passed
    if problems:
        raise QueryError(str(field), problems)
    return tuple(kept[key] for key in sorted(kept))


def wire(value: Value) -> Wire:
    """Return a value as JSON says it: the text of a term, the EDTF of a date."""
    if isinstance(value, enum.Enum):
        return str(value.value)
    return str(value) if isinstance(value, PartialDate) else value


def unwire(field: Field, value: object) -> Value:
    """Return the value that JSON or the text form says.

    Raises:
        QueryError: The field cannot be compared with it.
    """
    if field.terms is None:
        return checked(field, value)
    known = {str(term.value): term for term in field.terms}
    if not isinstance(value, str) or value not in known:
        near = nearest(value, known) if isinstance(value, str) else ()
        hint = f"{field.terms.__name__} has {', '.join(near or known)}"
        message = f"{_SHORT.repr(value)} is no {field.terms.__name__}"
        raise fail("unknown-term", field, message, hint)
    return known[value]


dump = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
"""Writes JSON, the same text for equal data."""


def calendar_day(subject: str, value: object) -> "pendulum.Date":
    """Return one calendar day of a date or of its ISO text.

    Raises:
        QueryError: It is not one day.
    """
    date = date_of(subject, value)
    if date.day is None:
        raise fail("bad-date", subject, f"{date} is not one calendar day", "write a day such as 2023-09-25")
    return date.day


def date_of(subject: object, value: object) -> PartialDate:
    """Return a partial date of what users give.

    Raises:
        QueryError: It is no date.
    """
    if isinstance(value, PartialDate):
        return value
    try:
        if isinstance(value, str):
            return PartialDate.parse(value)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return PartialDate.of(value)
    except InvalidDateError as error:
        hint = f"write {error.suggestion}" if error.suggestion else None
        raise fail("bad-date", subject, f"{error.text!r}: {error.reason}", hint) from None
    raise _wrong(subject, "a PartialDate, a calendar day or EDTF text", value)


def _number(field: Field, value: object) -> int | float:
    """Check a number; a whole one becomes an int, so that 300 and 300.0 are one question."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(field, "a number", value)
    if not math.isfinite(value):
        raise fail("bad-number", field, f"{value} is no finite number")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _truth(field: Field, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(field, "True or False", value)
    return value


def _term(field: Field, value: object) -> enum.Enum:
    terms = cast("type[enum.Enum]", field.terms)
    if isinstance(value, terms):
        return value
    known = {str(term.value): term for term in terms}
    near = nearest(value, known) if isinstance(value, str) else ()
    hint = f"{terms.__name__} has {', '.join(term.name for term in terms)}"
    raise _wrong(
        field, f"a {terms.__name__}", value, f"write {terms.__name__}.{known[near[0]].name}" if near else hint
    )


def _wrong(subject: object, expected: str, value: object, hint: str | None = None) -> QueryError:
    message = f"expected {expected}, got {type(value).__name__} {_SHORT.repr(value)}"
    return fail("wrong-type", subject, message, hint)


CHECKS: Mapping[Kind, Callable[[Field, object], Value]] = {
    Kind.TEXT: checked_text,
    Kind.TEXTS: checked_text,
    Kind.WORDS: checked_text,
    Kind.RELATION: checked_text,
    Kind.NUMBER: _number,
    Kind.TRUTH: _truth,
    Kind.DATE: date_of,
    Kind.TERM: _term,
    Kind.ORDERED: _term,
}
"""What checks the values of a kind of field."""
