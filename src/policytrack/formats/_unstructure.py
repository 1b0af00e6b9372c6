"""From the values of the model to wire values, in one order and with nothing said twice."""

import enum
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Any, cast, get_args

import attrs
import pendulum
from cattrs import Converter

from policytrack.dates import PartialDate, Period
from policytrack.errors import Problem
from policytrack.formats._faults import Fault, Faults, each
from policytrack.formats._plain import MOST_DIGITS
from policytrack.measures import (
    UnknownMeasure,
)
from policytrack.model import (
    JSON,
    Assertion,
    Checked,
    Record,
    hints,
)

_TOO_LARGE = 10**MOST_DIGITS


def configure(
    converter: Converter,
    measures: Mapping[type[attrs.AttrsInstance], str],
    read: Callable[[object, type[attrs.AttrsInstance]], object],
) -> None:
    """Teach a converter to write the wire.

    - An attrs instance becomes an object: `id` first, then its class's own fields, then the inherited
      ones, then `identifiers`, the fields of `Assertion` (`evidence` …) and `extras`.
    - A field that equals its default is left out, and so is one that is no argument of the class.
    - An enum is written by value, a `PartialDate`, a `Period` and a `pendulum.Date` by text.
    - A tuple becomes a list, a frozenset a list sorted by code point.
    - The keys of any JSON are sorted, since their order means nothing.
    - A measure is flat, its `kind` first; an `UnknownMeasure` goes out as it came.
    - What is not `Checked` is read back, so that nothing is written that cannot be read.
    """

    def made(cls: type[attrs.AttrsInstance]) -> Callable[[Any], dict[str, Any]]:
        return _object(cls, converter, measures, read)

    converter.register_unstructure_hook_factory(attrs.has, made)


def json_value(value: JSON) -> JSON:
    """Return any JSON as plain lists and dicts, keys sorted.

    Raises:
        Fault: It holds a number of over 4000 digits.
    """
    if isinstance(value, Mapping):
        return {key: json_value(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [json_value(item) for item in value]
    return _number(value) if type(value) is int else value


def as_it_came(value: JSON) -> JSON:
    """Return any JSON as plain lists and dicts, keys in the order in which they were read.

    So is written what no plugin knows: whoever knows it has an order of their own.

    Raises:
        Fault: It holds a number of over 4000 digits.
    """
    if isinstance(value, Mapping):
        return {key: as_it_came(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [as_it_came(item) for item in value]
    return _number(value) if type(value) is int else value


def _number(value: int) -> int:
    if abs(value) >= _TOO_LARGE:
        raise Fault(Problem("bad-number", "", f"a whole number has at most {MOST_DIGITS} digits"))
    return value


def _same(value: Any) -> Any:  # noqa: ANN401  # Any scalar of JSON.
    return value


_SCALARS: Mapping[type, Callable[[Any], Any]] = {
    NoneType: _same,
    bool: _same,
    float: _same,
    str: _same,
    int: _number,
    PartialDate: str,
    Period: str,
    pendulum.Date: pendulum.Date.isoformat,
}


def _writer(hint: object, converter: Converter, measures: Mapping[type, str]) -> Callable[[Any], Any]:
    """Return what writes the values of a field; it holds them to the classes that the field names."""
    classes = {part for part in _parts(hint) if isinstance(part, type) and attrs.has(part)}
    if any(part is attrs.AttrsInstance for part in _parts(hint)):
        classes |= {UnknownMeasure, *measures}

    def write(value: object) -> Any:  # noqa: ANN401  # Any value of the wire.
        cls: type = type(value)
        if cls in _SCALARS:
            return _SCALARS[cls](value)
        if cls in classes:
            return converter.unstructure(value)
        if isinstance(value, tuple):
            return [part for _, part in each(enumerate(cast("tuple[object, ...]", value)), write)]
        if isinstance(value, frozenset):
            parts = each(enumerate(cast("frozenset[object]", value)), write)
            return sorted((part for _, part in parts), key=_order)
        return _odd_scalar(value)

    return write


def _odd_scalar(value: object) -> object:
    match value:
        case enum.Enum():
            return value.value
        case str():
            return str(value)
        case Mapping():
            return json_value(cast("Mapping[str, JSON]", value))
        case _:
            message = f"{type(value).__name__} has no place here"
            raise Fault(Problem("unknown-type", "", message, "register the plugin that brings it"))


def _parts(hint: object) -> Iterator[object]:
    yield hint
    for argument in get_args(hint):
        yield from _parts(argument)


def _order(item: object) -> str:
    return item if isinstance(item, str) else json.dumps(item, sort_keys=True)


def _object(
    cls: type[attrs.AttrsInstance],
    converter: Converter,
    measures: Mapping[type[attrs.AttrsInstance], str],
    read: Callable[[object, type[attrs.AttrsInstance]], object],
) -> Callable[[Any], dict[str, Any]]:
    if cls is UnknownMeasure:
        return _unknown_measure
    fields = [
        (name, default, _writer(hints(cls)[name], converter, measures)) for name, default in wire_fields(cls)
    ]
    head = {"kind": measures[cls]} if cls in measures else {}
    trusted = issubclass(cls, Checked)

    def hook(value: Any) -> dict[str, Any]:  # noqa: ANN401  # An instance of `cls`.
        wire: dict[str, Any] = dict(head)
        bad: list[tuple[int | str, Exception]] = []
        for name, default, write in fields:
            held = getattr(value, name)
            if held is default or (type(held) is type(default) and held == default):
                continue
            try:
                wire[name] = write(held)
            except (Fault, Faults) as error:
                bad.append((name, error))
        if bad:
            raise Faults(bad)
        if not trusted and not _reads_back(value, wire, read):
            raise Fault(Problem("unwritable", "", f"this {cls.__name__} would not be read back as it is"))
        return wire

    return hook


def _reads_back(
    value: attrs.AttrsInstance,
    wire: dict[str, Any],
    read: Callable[[object, type[attrs.AttrsInstance]], object],
) -> bool:
    try:
        return read(wire, type(value)) == value
    except Exception:  # noqa: BLE001  # A plugin's own check may raise whatever it likes.
        return False


def _unknown_measure(measure: UnknownMeasure) -> dict[str, Any]:
    try:
        return {"kind": measure.kind, **as_it_came(measure.data)}  # type: ignore[dict-item]
    except Fault as error:
        raise Faults([("data", error)]) from None


@cache
def wire_fields(cls: type[attrs.AttrsInstance]) -> tuple[tuple[str, object], ...]:
    """Return the fields of a class in the order of the wire, each with its default (`NOTHING` for none)."""
    fields = {field.name: _default(field) for field in attrs.fields(cls) if field.init}
    common = {name for base in (Assertion, Record) for name in _own(base)}
    special = [name for base in cls.__mro__ if attrs.has(base) for name in _own(base) if name not in common]
    order = ["id", *special, "identifiers", *_own(Assertion), "extras"]
    return tuple((name, fields[name]) for name in dict.fromkeys(order) if name in fields)


def _own(cls: type[attrs.AttrsInstance]) -> list[str]:
    """Return the fields that a class adds to those of its bases."""
    return [field.name for field in attrs.fields(cls) if not field.inherited]


def _default(field: "attrs.Attribute[Any]") -> object:
    """Return the default of a field; one that is made anew each time counts as what it makes."""
    made: Any = field.default
    if isinstance(made, cast("Any", attrs.Factory)):
        return attrs.NOTHING if made.takes_self else made.factory()
    return made
