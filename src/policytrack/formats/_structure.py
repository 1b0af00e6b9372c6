"""From wire values to the values of the model, with every wrong type told and nothing coerced."""

import enum
import types
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Union, cast, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from policytrack.errors import Problem
from policytrack.formats._faults import Fault, Faults, each, unexpected
from policytrack.formats._plain import Plain, seen
from policytrack.formats._scalars import SCALARS, Hook, member, read_id, read_object, read_text
from policytrack.formats._trees import is_list, is_object
from policytrack.formats._versions import Renewal, renew
from policytrack.measures import UnknownMeasure
from policytrack.model import IdText, hints


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
    converter.register_structure_hook_func(_is_mapping, read_object)
    hooks |= {kind: _object(cls, converter) for kind, cls in measures.items()}


def hook_for(hint: Any, converter: Converter) -> Hook:  # noqa: ANN401  # A type hint.
    """Return what reads values of a type.

    cattrs asks its own hooks for `str`, `int` and `float` before ours, for their subclasses too: they would
    make the text "5" of the number 5, and a `Stance` of any text. So scalars and enums are found here.
    """
    if hint in SCALARS:
        return SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return member(hint)
    return converter.get_structure_hook(hint)


def _is_mapping(hint: object) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)


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
    return read_id if any(isinstance(mark, IdText) for mark in marks) else hook_for(kind, converter)


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
        return UnknownMeasure(kind, read_object(fields, None))

    return hook


def _kind(fields: dict[str, object], measures: Mapping[str, object]) -> str:
    """Take the kind out of the fields of a measure."""
    if "kind" not in fields:
        hint = f"known: {', '.join(measures)}"
        raise Faults([("kind", Fault(Problem("missing-key", "", "kind is missing", hint)))])
    try:
        return read_text(fields.pop("kind"), None)
    except Fault as error:
        raise Faults([("kind", error)]) from None
