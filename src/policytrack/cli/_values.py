"""Answers as JSON, and the JSON Schema of that: both follow from the classes of the answers."""

import datetime
import enum
import inspect
import json
from collections.abc import Iterable, Mapping
from types import NoneType, UnionType
from typing import Any, ClassVar, Union, cast, get_args, get_origin, get_type_hints

import attrs
import pendulum

from policytrack.dates import PartialDate
from policytrack.visible import UNSEEN

VERSION = 1
"""The version of the JSON that commands print; a field that goes or changes its meaning raises it."""


@attrs.frozen(kw_only=True)
class Answer:
    """What a command found out.

    `source` is what was asked, as it was named; `as_of` is the day as of which the answer holds, None where
    nothing in it has a day, and for answers that are about files and not about facts.
    """

    kind: ClassVar[str]
    source: str
    as_of: pendulum.Date | None = None


def to_json(answer: Answer) -> str:
    """Return an answer as JSON, with the characters that could play tricks as escapes."""
    document = {"answer": answer.kind, "version": VERSION, **_value(answer)}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _value(value: Any) -> Any:  # noqa: ANN401, PLR0911  # Whatever an answer holds; one answer for each sort.
    match value:
        case enum.Enum():
            return value.value
        case PartialDate():
            return str(value)
        case datetime.date():
            return value.isoformat()
        case Mapping():
            return {str(key): _value(part) for key, part in cast("Mapping[object, object]", value).items()}
        case tuple():
            return [_value(part) for part in cast("tuple[object, ...]", value)]
        case _:
            cls: type = type(cast("object", value))
            if attrs.has(cls):
                return {name: _value(getattr(value, name)) for name in attrs.fields_dict(cls)}
            return value


def definitions(answers: Iterable[type[Answer]]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of answers, by their kinds, and of what stands in them, by class."""
    found: dict[str, Any] = {}
    for cls in answers:
        found[name_of(cls)] = schema = _object(cls, found)
        head = {"answer": {"const": cls.kind}, "version": {"const": VERSION}}
        schema["properties"] = {**head, **schema["properties"]}
        schema["required"] = [*head, *schema["required"]]
    return dict(sorted(found.items()))


def name_of(cls: type[Answer]) -> str:
    """Return the name of the definition of an answer."""
    return cls.kind.replace(" ", "-")


_SCALARS: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    PartialDate: {"type": "string", "description": "A date in EDTF."},
    pendulum.Date: {"type": "string", "format": "date"},
    pendulum.DateTime: {"type": "string", "format": "date-time"},
    Any: {},
}


def _object(cls: Any, found: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401  # An attrs class.
    hints = get_type_hints(cls)
    names = [field.name for field in attrs.fields(cls)]
    return {
        "type": "object",
        "description": inspect.cleandoc(cls.__doc__).partition("\n")[0],
        "properties": {name: _schema(hints[name], found) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _schema(hint: Any, found: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401  # A type hint.
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return {"anyOf": [_schema(part, found) for part in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], found)}
    if origin is not None:
        return {"type": "object", "additionalProperties": _schema(arguments[1], found)}
    if hint.__name__ not in found:
        is_term = issubclass(hint, enum.Enum)
        found[hint.__name__] = {"enum": [term.value for term in hint]} if is_term else _object(hint, found)
    return {"$ref": f"#/$defs/{hint.__name__}"}
