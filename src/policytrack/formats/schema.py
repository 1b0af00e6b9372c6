"""The JSON Schema of the wire, derived from the records; `python -m policytrack.formats.schema` writes it.

The schema says what the wire looks like. What it cannot say is left to `decode`: whether a date is EDTF,
whether two fields stand together, whether a key stands twice.
"""

import enum
import inspect
import json
from collections.abc import Mapping
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, cast, get_args, get_origin

import attrs
import pendulum

from policytrack.dates import PartialDate, Period
from policytrack.formats._unstructure import wire_fields
from policytrack.formats._versions import HEADER, VERSION
from policytrack.formats._wire import Wire, wire_types
from policytrack.formats.disk import write_file
from policytrack.ids import slug
from policytrack.model import IdText, Proposal, Record, RefersTo, hints, record_fields
from policytrack.registry import Registry, kebab

Schema = dict[str, Any]

PATH = Path(__file__).with_name(f"policytrack-{VERSION}.schema.json")
"""Where the schema of what ships is kept."""

_SPACE = r"\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_CONTROL = r"\u0000-\u001f\u007f-\u009f"
_TEXT: Schema = {"type": "string", "minLength": 1, "pattern": r"^[^\u0000]+$"}

_SCALARS: Mapping[object, Schema] = {
    str: {"$ref": "#/$defs/text"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    PartialDate: {"$ref": "#/$defs/date"},
    Period: {"$ref": "#/$defs/period"},
    pendulum.Date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Any: {},
}

_BASICS: Mapping[str, Schema] = {
    "id": {
        "description": "A text without control characters or white space around it, unique in the document.",
        "type": "string",
        "pattern": f"^(?![{_SPACE}])(?!.*[{_SPACE}]$)[^{_CONTROL}]+$",
    },
    "text": {"description": "A text that is not empty.", **_TEXT},
    "date": {"description": "A date in EDTF, as precise as the source: 2023-09-24, 2023-09, 2023~.", **_TEXT},
    "period": {
        "description": "A calendar duration in ISO 8601: P12M.",
        "type": "string",
        "pattern": "^P(?=[0-9])(?:[0-9]+W|(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?)$",
    },
    "json-object": {"description": "Any JSON, kept word for word.", "type": "object"},
}


def json_schema(registry: Registry | None = None) -> Schema:
    """Return the JSON Schema (2020-12) of the formats `json` and `yaml`, with the plugins of a registry."""
    wire = Wire.of(registry)
    found = _Definitions(wire)
    properties: Schema = {HEADER: {"description": "The version of the wire.", "const": VERSION}}
    for field in record_fields():
        name = next((name for name, held in wire_types().items() if held == field), "other-record")
        properties[field] = {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
    for name, field in wire_types().items():
        found.add(name, record_fields()[field])
    found.add_measures()
    found.add_others()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:policytrack:wire:{VERSION}",
        "title": "policytrack",
        "description": "Policy proposals, who is for and against them, and what became of them.",
        "type": "object",
        "properties": properties,
        "required": [HEADER],
        "additionalProperties": False,
        "$defs": {name: found.schemas[name] for name in sorted(found.schemas)},
    }


def schema_text() -> str:
    """Return the schema of what ships, as it is kept in its file."""
    known = Registry.default()
    measures = {
        kind: cls for kind, cls in known.measures.items() if cls.__module__.startswith("policytrack.")
    }
    ours = attrs.evolve(known, measures=measures, records={})
    return json.dumps(json_schema(ours), ensure_ascii=False, indent=2) + "\n"


class _Definitions:
    """Collects a definition for each class that the wire holds."""

    def __init__(self, wire: Wire) -> None:
        self.schemas: dict[str, Schema] = dict(_BASICS)
        self._wire = wire
        self._names: dict[type, str] = {}
        self._kinds = {cls: kind for kind, cls in wire.measures.items()}

    def add(self, name: str, cls: type[attrs.AttrsInstance], tag: Schema | None = None) -> None:
        """Define a class; `tag` holds what tells it apart from others, besides its fields."""
        fields = dict(wire_fields(cls))
        types = hints(cls)
        properties: Schema = {}
        for field, default in fields.items():
            properties[field] = self._of(types[field])
            if default is not attrs.NOTHING and isinstance(default, enum.Enum | str):
                properties[field] = {**properties[field], "default": str(default)}
            # The tag stands where it is written: a record's type behind its id, a kind before all.
            if field == "id":
                properties |= tag or {}
        self.schemas[name] = {
            "description": inspect.getdoc(cls).splitlines()[0],  # type: ignore[union-attr]
            "type": "object",
            "properties": {**(tag or {}), **properties} if "id" not in fields else properties,
            "required": [
                *(tag or {}),
                *(field for field, default in fields.items() if default is attrs.NOTHING),
            ],
            "additionalProperties": False,
        }

    def add_measures(self) -> None:
        """Define each measure, and what may stand where a measure is expected."""
        for kind, cls in self._wire.measures.items():
            self.add(f"measure-{kind}", cls, {"kind": {"const": kind}})
        self.schemas["measure"] = {
            "description": "What would change; a kind that is not known here is kept as it is.",
            "type": "object",
            "properties": {"kind": {"$ref": "#/$defs/text"}},
            "required": ["kind"],
            **_cases("kind", {kind: f"measure-{kind}" for kind in self._wire.measures}),
        }

    def add_others(self) -> None:
        """Define each plugin's type of record, and what may stand under `others`."""
        for name, cls in self._wire.records.items():
            is_proposal = {"base": {"const": "proposal"}} if issubclass(cls, Proposal) else {}
            self.add(f"record-{name}", cls, {"type": {"const": name}, **is_proposal})
        base = {field: self._of(hint) for field, hint in hints(Record).items()}
        self.schemas["other-record"] = {
            "description": "A plugin's record; a type that is not known here is kept as it is.",
            "type": "object",
            "properties": {
                **base,
                "type": {"$ref": "#/$defs/text", "not": {"enum": sorted(wire_types())}},
                "base": {"const": "proposal"},
            },
            "required": ["id", "type"],
            **_cases("type", {name: f"record-{name}" for name in self._wire.records}),
        }

    def _of(self, hint: Any) -> Schema:  # noqa: ANN401  # A type hint.
        if hint in _SCALARS:
            return dict(_SCALARS[hint])
        if isinstance(hint, type):
            return self._of_class(hint)
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._of_annotated(arguments)
        if origin in {tuple, frozenset}:
            once = {"uniqueItems": True} if origin is frozenset else {}
            return {"type": "array", "items": self._of(arguments[0]), **once}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"$ref": "#/$defs/json-object"}
        parts = [self._of(part) for part in arguments if part is not NoneType]
        return {"anyOf": [*parts, {"type": "null"}]} if NoneType in arguments else {"anyOf": parts}

    def _of_annotated(self, arguments: tuple[Any, ...]) -> Schema:
        kind, *marks = arguments
        if not any(isinstance(mark, IdText) for mark in marks):
            return self._of(kind)
        names = [name for mark in marks if isinstance(mark, RefersTo) for name in mark.types]
        described = {"description": f"The id of one of: {', '.join(names)}."} if names else {}
        return {"$ref": "#/$defs/id", **described}

    def _of_class(self, cls: type) -> Schema:
        if issubclass(cls, enum.Enum):
            return {"enum": [term.value for term in cls]}
        if cls is attrs.AttrsInstance:
            return {"$ref": "#/$defs/measure"}
        if cls in self._kinds:
            return {"$ref": f"#/$defs/measure-{self._kinds[cls]}"}
        if cls not in self._names:
            # Two plugins may each have a class of one name.
            taken = {*self.schemas, *self._names.values()}
            self._names[cls] = slug(kebab(cls.__name__), taken)
            self.add(self._names[cls], cast("type[attrs.AttrsInstance]", cls))
        return {"$ref": f"#/$defs/{self._names[cls]}"}


def _cases(key: str, names: Mapping[str, str]) -> Schema:
    """Say by which definition an object goes, by the value of one of its keys."""
    cases = [
        {"if": {"properties": {key: {"const": value}}}, "then": {"$ref": f"#/$defs/{name}"}}
        for value, name in names.items()
    ]
    return {"allOf": cases} if cases else {}


def main() -> None:
    """Write the schema of what ships to its file."""
    write_file(PATH, schema_text().encode())


if __name__ == "__main__":  # pragma: no cover  # A test calls main itself.
    main()
