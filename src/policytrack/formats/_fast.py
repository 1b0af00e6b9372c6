"""The fast reading of JSON Lines, with msgspec (extra `fast`): a line becomes a Struct, and that a record.

msgspec parses as quickly into typed Structs as into anything. They have the fields of our classes, a text
wherever text stands for a value, and no room for any JSON (`extras`). What msgspec refuses, and what turns
out not to be right, is read by `SwiftLines`, and if that gives up too, by the thorough reading that tells
every problem. A law of the tests holds all three to the same answers.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs
import msgspec

from policytrack.formats._drafts import ruled
from policytrack.formats._intake import Intake
from policytrack.formats._shapes import BREAKS_A_RULE, Read, defaults, write
from policytrack.formats._swift import SwiftReader, is_ours
from policytrack.formats._swift_lines import SwiftLines, has_keys
from policytrack.formats._wire import wire_types
from policytrack.model import Record, hints, record_fields

Measures = tuple[tuple[str, type[attrs.AttrsInstance]], ...]


class FastLines:
    """Reads the lines of one document and keeps their records; the rest goes to `SwiftLines`."""

    def __init__(self, intake: Intake) -> None:
        self._other = SwiftLines(intake).keep
        measures: Measures = tuple(intake.swift.measures.items())
        reader = StructReader(measures)
        self._tally = reader.tally
        self._ways: dict[type, tuple[Read, Callable[[Record], None]]] = {}
        for kind, field in wire_types().items():
            cls: type = record_fields()[field]
            way = reader.object_of(cls, "type"), intake.keeper(field)
            self._ways[struct_of(cls, measures, "type", kind)] = way
        self._decode: Callable[[bytes], Any] = msgspec.json.Decoder(_any_of(self._ways)).decode

    def keep(self, line: bytes) -> bool:
        """Keep the record of a line, and say so; or say that the line is to be read with care."""
        tally = self._tally
        tally.keys = 0
        try:
            wire = self._decode(line)
            read, keep = self._ways[type(wire)]
            record = read(wire)
        except Exception:  # noqa: BLE001  # Whatever it is, another reading will tell.
            return self._other(line)
        if line.count(b":") != tally.keys and not has_keys(line, tally.keys):
            return self._other(line)
        keep(record)
        return True


class StructReader(SwiftReader):
    """Reads Structs where its base reads dicts."""

    def __init__(self, measures: Measures) -> None:
        super().__init__(dict(measures))
        self._written: dict[type, Read] = {}
        self._kinds = {struct_of(cls, measures, "kind", kind): cls for kind, cls in measures if is_ours(cls)}

    def object_of(self, cls: type, head: str = "") -> Read:
        """Return what reads the Structs of a class; `head` is the key that names it, if there is one."""
        if cls not in self._written:
            self._written[cls] = self._write(cls, head)
        return self._written[cls]

    def list_of(self, item: Read) -> Read:
        """Return what reads a list, which surely is one."""
        return lambda value: tuple(map(item, value))

    def measure(self, value: Any) -> Any:  # noqa: ANN401  # As its base says.
        """Read a measure, by its Struct."""
        return self.object_of(self._kinds[type(value)], "kind")(value)

    def _write(self, cls: type, head: str) -> Read:
        fields = self.fields(cls)
        required = fields.keys() - defaults(cls).keys()
        looked_at = ruled(cls)
        lines = [f"keys = {len(required) + bool(head)}", f"ruled = {not looked_at.isdisjoint(required)}"]
        for name, field in fields.items():
            if _is_any_json(hints(cls)[name]):
                lines += [f"self.{name} = _default_{name}"]
            elif name in required:
                lines += [f"{name} = wire.{name}", f"self.{name} = {field.written(name, proven=str)}"]
            else:
                value = attrs.evolve(field, may_be_null=False).written(name, proven=str)
                lines += [
                    f"{name} = wire.{name}",
                    f"if {name} is _default_{name}: self.{name} = {name}",
                    f"else: keys += 1; {'ruled = True; ' if name in looked_at else ''}self.{name} = {value}",
                ]
        if looked_at:
            lines.append(f"if ruled and {BREAKS_A_RULE}: raise _Unfit")
        return write(cls, fields, self.tally, "wire", [*lines, "_tally.keys += keys"])


@cache
def struct_of(cls: type, measures: Measures, head: str | None = None, tag: str | None = None) -> type[Any]:
    """Return the Struct that has the fields of a class, and a tag that names it under a key of its own."""
    shape: list[Any] = []
    for name, hint in hints(cls).items():
        if not _is_any_json(hint):
            default = [defaults(cls)[name]] if name in defaults(cls) else []
            shape.append((name, _type(hint, measures), *default))
    return msgspec.defstruct(
        cls.__name__, shape, kw_only=True, forbid_unknown_fields=True, gc=False, tag_field=head, tag=tag
    )


def _any_of(types: Iterable[type]) -> Any:  # noqa: ANN401  # A type hint.
    """Return the union of types."""
    return Union[tuple(types)]  # noqa: UP007  # As many as there are.


def _is_any_json(hint: object) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _type(hint: Any, measures: Measures) -> Any:  # noqa: ANN401  # A type hint.
    """Return the type of a field in a Struct."""
    match get_origin(hint), get_args(hint):
        case origin, arguments if origin in {Union, UnionType}:
            (inner,) = (part for part in arguments if part is not NoneType)
            return _type(inner, measures) | None
        case origin, (inner, *_) if origin in {tuple, frozenset}:
            return list[_type(inner, measures)]  # type: ignore[misc]
        case _ if hint is attrs.AttrsInstance:
            kinds = ((kind, cls) for kind, cls in measures if is_ours(cls))
            # Null stands for no measure, also where no kind of measure is known.
            return _any_of([NoneType, *(struct_of(cls, measures, "kind", kind) for kind, cls in kinds)])
        case _ if hint in {int, float}:
            # As a whole number alone, msgspec would take 1.0 for 1.
            return int | float
        case _:
            return struct_of(hint, measures) if isinstance(hint, type) and is_ours(hint) else str
