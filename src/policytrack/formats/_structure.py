"""From wire values to the values of the model, with every wrong type told and nothing coerced."""

import enum
import types
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Union, cast, get_args, get_origin

import attrs
import pendulum
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from policytrack.dates import PartialDate, Period
from policytrack.errors import InvalidDateError, InvalidPeriodError, Problem
from policytrack.formats._faults import Fault, Faults, each, near, unexpected
from policytrack.formats._plain import Plain, seen
from policytrack.formats._trees import is_list, is_object
from policytrack.formats._versions import Renewal, renew
from policytrack.ids import id_fault
from policytrack.measures import (
    UnknownMeasure,
)
from policytrack.model import (
    JSON,
    IdText,
    JsonObject,
    hints,
)

Hook = Callable[[Any, Any], Any]
"""Take a wire value and a type; give the value, or raise what is wrong with it."""


def configure(
    converter: Converter,
    measures: Mapping[str, type[attrs.AttrsInstance]],
    renewals: Mapping[str, Renewal] = MappingProxyType({}),
) -> None:
    """Teach a converter to read the wire.

    - An object becomes an attrs instance by the names of its fields; an unknown key is refused, a missing
      one takes the default of its field.
    - Text is text, a number a number, `true` and `false` the only truth values: nothing is coerced. A
      float field takes whole numbers too, a whole one no `1.0`.
    - `null` stands for a missing optional field, and nowhere else.
    - An enum is read by value, a `PartialDate`, a `Period` and a `pendulum.Date` by text.
    - A list becomes a tuple or a frozenset; an item of a set stands once.
    - An object of any JSON becomes a `JsonObject`.
    - A measure is flat: `kind` names the class among `measures`, any other kind makes `UnknownMeasure`;
      what has an older name is brought to the present one first.
    - A plain YAML scalar is text where text is expected, and otherwise what JSON would read.
    """
    kinds = {attrs.AttrsInstance, *measures.values()}
    # One measure may hold another, so all are known by one table that is filled at the end.
    hooks: dict[str, Hook] = {}
    measure = _measure(measures, hooks, renewals)

    def build(predicate: Callable[[Any], bool], factory: Callable[[Any, Converter], Hook]) -> None:
        def made(hint: Any) -> Hook:  # noqa: ANN401  # A type hint.
            return factory(hint, converter)

        converter.register_structure_hook_factory(predicate, made)

    build(attrs.has, _object)
    build(lambda hint: get_origin(hint) is tuple, _tuple)
    build(lambda hint: get_origin(hint) is frozenset, _set)
    build(lambda hint: get_origin(hint) in {Union, types.UnionType}, _optional)
    build(lambda hint: get_origin(hint) is Annotated, _annotated)
    build(lambda hint: isinstance(hint, type) and hint in kinds, lambda _, __: measure)
    converter.register_structure_hook_func(_is_mapping, _json_object)
    hooks |= {kind: _object(cls, converter) for kind, cls in measures.items()}


def hook_for(hint: Any, converter: Converter) -> Hook:  # noqa: ANN401  # A type hint.
    """Return what reads values of a type.

    cattrs asks its own hooks for `str`, `int` and `float` before ours, for their subclasses too: they would
    make the text "5" of the number 5, and a `Stance` of any text. So scalars and enums are found here.
    """
    if hint in _SCALARS:
        return _SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return _member(hint)
    return converter.get_structure_hook(hint)


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


def _is_mapping(hint: object) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _is_text(value: object) -> bool:
    return type(value) is str or (type(value) is Plain and not value.is_null)


def _text(value: object, _: object) -> str:
    if not _is_text(value):
        raise unexpected(seen(value), "text")
    if not value:
        raise Fault(Problem("empty-text", "", "text is not empty", "leave it out where it is not known"))
    return str(value)


def _id(value: object, _: object) -> str:
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


def _json_object(value: object, _: object) -> JsonObject:
    if not is_object(value):
        raise unexpected(seen(value), "an object")
    try:
        return JsonObject(cast("dict[str, JSON]", resolve(value)))
    except (TypeError, ValueError) as error:
        raise Fault(Problem("bad-json", "", str(error))) from None


def _json(value: object, _: object) -> JSON:
    """Read any JSON; arrays become tuples, objects `JsonObject`."""
    return _json_object({"value": value}, None)["value"]


def _object(cls: type[attrs.AttrsInstance], converter: Converter) -> Hook:
    overrides: Any = {
        name: override(struct_hook=hook_for(hint, converter)) for name, hint in hints(cls).items()
    }
    read = make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_use_alias=False, **overrides
    )

    def hook(value: object, _: object) -> attrs.AttrsInstance:
        if not is_object(value):
            raise unexpected(seen(value), "an object")
        return read(value, cls)

    return hook


_SCALARS: Mapping[object, Hook] = {
    str: _text,
    bool: _truth,
    int: _whole,
    float: _number,
    PartialDate: _date,
    Period: _period,
    pendulum.Date: _day,
    Any: _json,
}


@cache
def _member(terms: type[enum.Enum]) -> Hook:
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


def _tuple(hint: Any, converter: Converter) -> Hook:  # noqa: ANN401  # A type hint.
    kind = get_args(hint)[0]
    item = hook_for(kind, converter)

    def hook(value: object, _: object) -> tuple[object, ...]:
        if not is_list(value):
            raise unexpected(seen(value), "a list")
        return tuple([part for _, part in each(enumerate(value), lambda part: item(part, kind))])

    return hook


def _set(hint: Any, converter: Converter) -> Hook:  # noqa: ANN401  # A type hint.
    items = _tuple(hint, converter)

    def hook(value: object, _: object) -> frozenset[object]:
        found = items(value, None)
        if len(members := frozenset(found)) != len(found):
            again = [index for index, item in enumerate(found) if item in found[:index]]
            twice = Fault(Problem("duplicate-item", "", "stands in the list already", "write each item once"))
            raise Faults([(index, twice) for index in again])
        return members

    return hook


def _optional(hint: Any, converter: Converter) -> Hook:  # noqa: ANN401  # A type hint.
    others = set(get_args(hint)) - {types.NoneType}
    if float in others:
        others.discard(int)
    if len(others) > 1:
        message = f"{hint}: a field of the wire holds one type, or null"
        raise TypeError(message)
    kind = others.pop()
    item = hook_for(kind, converter)
    if types.NoneType not in get_args(hint):
        return item

    def hook(value: object, _: object) -> object:
        if value is None or (type(value) is Plain and value.is_null):
            return None
        return item(value, kind)

    return hook


def _annotated(hint: Any, converter: Converter) -> Hook:  # noqa: ANN401  # A type hint.
    kind, *marks = get_args(hint)
    return _id if any(isinstance(mark, IdText) for mark in marks) else hook_for(kind, converter)


def _measure(
    measures: Mapping[str, type[attrs.AttrsInstance]],
    hooks: Mapping[str, Hook],
    renewals: Mapping[str, Renewal],
) -> Hook:
    def hook(value: object, expected: Any) -> attrs.AttrsInstance:  # noqa: ANN401  # A type hint.
        if not is_object(value):
            raise unexpected(seen(value), "an object")
        fields = dict(value)
        kind, fields = renew(_kind(fields, measures), fields, renewals)
        if kind in hooks and expected in {attrs.AttrsInstance, measures[kind]}:
            return cast("attrs.AttrsInstance", hooks[kind](fields, None))
        if expected is not attrs.AttrsInstance:
            message = f"{kind!r:.80}: another kind of measure stands here"
            raise Faults([("kind", Fault(Problem("unknown-term", "", message)))])
        return UnknownMeasure(kind, _json_object(fields, None))

    return hook


def _kind(fields: dict[str, object], measures: Mapping[str, object]) -> str:
    """Take the kind out of the fields of a measure."""
    if "kind" not in fields:
        hint = f"known: {', '.join(measures)}"
        raise Faults([("kind", Fault(Problem("missing-key", "", "kind is missing", hint)))])
    try:
        return _text(fields.pop("kind"), None)
    except Fault as error:
        raise Faults([("kind", error)]) from None
