"""From wire values to texts, numbers, dates, terms and JSON: nothing is coerced."""

import enum
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

import pendulum

from policytrack.dates import PartialDate, Period
from policytrack.errors import InvalidDateError, InvalidPeriodError, Problem
from policytrack.formats._faults import Fault, each, near, unexpected
from policytrack.formats._plain import Plain, seen
from policytrack.formats._trees import is_list, is_object
from policytrack.ids import id_fault
from policytrack.model import JSON, JsonObject

Hook = Callable[[Any, Any], Any]
"""Take a wire value and a type; give the value, or raise what is wrong with it."""


def resolve(value: object) -> object:
    """Return a tree of wire values with each plain scalar as JSON would read it.

    Raises:
        Faults: A number in it is out of bounds.
    """
    if is_object(value):
        return dict(each(value.items(), resolve))
    if is_list(value):
        return [part for _, part in each(enumerate(value), resolve)]
    return value.resolved() if isinstance(value, Plain) else value


def _is_text(value: object) -> bool:
    return type(value) is str or (type(value) is Plain and not value.is_null)


def read_text(value: object, _: object) -> str:
    """Read a text, which is not empty."""
    if not _is_text(value):
        raise unexpected(seen(value), "text")
    if not value:
        raise Fault(Problem("empty-text", "", "text is not empty", "leave it out where it is not known"))
    return str(value)


def read_id(value: object, _: object) -> str:
    """Read an id."""
    if not _is_text(value):
        raise unexpected(seen(value), "an id", "write an id as text")
    if fault := id_fault(str(value)):
        raise Fault(Problem("bad-id", "", f"{value!r}: {fault}"))
    return str(value)


def _scalar(value: object, expected: str, *allowed: type) -> Any:  # noqa: ANN401  # As its callers say.
    found = value.resolved() if isinstance(value, Plain) else value
    if type(found) not in allowed:
        raise unexpected(found, expected)
    return found


def _truth(value: object, _: object) -> bool:
    return cast("bool", _scalar(value, "true or false", bool))


def _whole(value: object, _: object) -> int:
    return cast("int", _scalar(value, "a whole number", int))


def _number(value: object, _: object) -> float:
    return cast("float", _scalar(value, "a number", int, float))


def _date(value: object, _: object) -> PartialDate:
    if not _is_text(value):
        raise unexpected(seen(value), "a date as text", "write it in quotes: EDTF, such as 2023-09")
    try:
        return PartialDate.parse(str(value))
    except InvalidDateError as error:
        raise Fault(Problem("bad-date", "", f"{error.text!r}: {error.reason}", _advice(error))) from None


def _period(value: object, _: object) -> Period:
    if not _is_text(value):
        raise unexpected(seen(value), "a period as text", "write it in quotes, such as P12M")
    try:
        return Period.parse(str(value))
    except InvalidPeriodError as error:
        raise Fault(Problem("bad-period", "", f"{error.text!r}: {error.reason}", _advice(error))) from None


def _advice(error: InvalidDateError | InvalidPeriodError) -> str | None:
    return f"write {error.suggestion}" if error.suggestion else None


def _day(value: object, _: object) -> pendulum.Date:
    """Read a calendar day: a `PartialDate` that is one."""
    date = _date(value, _)
    if date.earliest is None or str(date) != date.earliest.isoformat():
        hint = "write year, month and day: 2023-09-24"
        raise Fault(Problem("bad-date", "", f"{str(date)!r}: is no calendar day", hint))
    return date.earliest


def read_object(value: object, _: object) -> JsonObject:
    """Read an object of any JSON."""
    if not is_object(value):
        raise unexpected(seen(value), "an object")
    try:
        return JsonObject(cast("dict[str, JSON]", resolve(value)))
    except (TypeError, ValueError) as error:
        raise Fault(Problem("bad-json", "", str(error))) from None


def _json(value: object, _: object) -> JSON:
    """Read any JSON; arrays become tuples, objects `JsonObject`."""
    return read_object({"value": value}, None)["value"]


SCALARS: Mapping[object, Hook] = {
    str: read_text,
    bool: _truth,
    int: _whole,
    float: _number,
    PartialDate: _date,
    Period: _period,
    pendulum.Date: _day,
    Any: _json,
}
"""What reads a value, by the type of a field."""


@cache
def member(terms: type[enum.Enum]) -> Hook:
    """Return what reads a term of a closed list by its value."""
    # The type is part of the key: 1 would find the member of True, or that of 1.0.
    members: dict[tuple[type, object], enum.Enum] = {(type(term.value), term.value): term for term in terms}
    known = [str(term.value) for term in terms]

    def hook(value: object, _: object) -> enum.Enum:
        found = value
        if isinstance(value, Plain):
            found = str(value) if (str, str(value)) in members else value.resolved()
        if not isinstance(found, str | int | float):
            raise unexpected(found, f"one of {', '.join(known)}")
        if (key := (type(found), found)) in members:
            return members[key]
        if not isinstance(found, str):
            raise unexpected(found, f"one of {', '.join(known)}")
        hint = near(found, known) or f"allowed: {', '.join(known)}"
        raise Fault(Problem("unknown-term", "", f"{found!r:.80}: no such {terms.__name__}", hint))

    return hook
