"""The fast reading of JSON Lines, with msgspec (extra `fast`): a line becomes a Struct, and that a record.

msgspec parses as quickly into typed Structs as into anything. They have the fields of our classes that are
usual in the document, a text wherever text stands for a value, and no room for any JSON (`extras`). For each
of them a function is written:

```
def read(wire):
    self = _draft()
    self.involves_ids = _default_involves_ids
    …
    keys = 3
    label = wire.label
    self.label = label if … else _label(label)
    …
    if (on := wire.on) is _default_on: self.on = on
    else: keys += 1; self.on = _on(on)
    …
```

where every line has a `label`, some have `on`, and none has `involves_ids`. What msgspec refuses, and what
turns out not to be right, is read by `SwiftLines`, and if that gives up too, by the thorough reading that
tells every problem. A law of the tests holds all three to the same answers.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs
import msgspec

from policytrack.formats._drafts import maker, ruled
from policytrack.formats._hints import is_reference
from policytrack.formats._intake import Intake
from policytrack.formats._shapes import BREAKS_A_RULE, Field, Read, defaults, write
from policytrack.formats._swift import Shared, SwiftReader, is_ours
from policytrack.formats._swift_lines import SwiftLines, has_keys
from policytrack.formats._usual import Keys, Usual
from policytrack.formats._wire import wire_types
from policytrack.model import Record, hints, record_fields

Keep = Callable[[Record], None]


class Tagged(msgspec.Struct):
    """A line, as far as it says which type of record it is."""

    type: str


class NoType(msgspec.Struct, tag_field="type", tag=""):
    """No line is of it. Among several Structs a line has to say which it is; were there one, it need not."""


class NoKind(msgspec.Struct, tag_field="kind", tag=""):
    """No measure is of it; see `NoType`."""


class FastLines:
    """Reads the lines of one document and keeps their records; the rest goes to `SwiftLines`."""

    def __init__(self, intake: Intake) -> None:
        self._intake, self._other = intake, SwiftLines(intake).keep
        self._tally = intake.swift.tally
        self._usual: dict[str, Usual] = {}
        self._ways: dict[str, tuple[type, tuple[Read, Keep]]] = {}
        self._by_struct: dict[type, tuple[Read, Keep]] = {}
        self._kind = msgspec.json.Decoder(Tagged).decode
        # Until it is seen what is usual, no line is taken.
        self._decode: Callable[[bytes], Any] = msgspec.json.Decoder(NoneType).decode

    def keep(self, line: bytes) -> bool:
        """Keep the record of a line, and say so; or say that the line is to be read with care."""
        tally = self._tally
        tally.keys = 0
        try:
            wire = self._decode(line)
            read, keep = self._by_struct[type(wire)]
            record = read(wire)
        except Exception:  # noqa: BLE001  # Whatever it is, another reading will tell.
            return self._keep_odd(line)
        if line.count(b":") != tally.keys and not has_keys(line, tally.keys):
            return self._keep_odd(line)
        keep(record)
        return True

    def _keep_odd(self, line: bytes) -> bool:
        if not self._other(line):
            return False
        kind = self._kind(line).type
        if kind not in self._usual:
            self._usual[kind] = Usual(record_fields()[wire_types()[kind]], self._intake.swift.measures)
        if self._usual[kind].learn(line):
            self._write(kind, self._usual[kind])
        return True

    def _write(self, kind: str, usual: Usual) -> None:
        reader = StructReader(self._intake.swift, usual.keys)
        way = reader.object_of(usual.cls, "type"), self._intake.keeper(wire_types()[kind])
        self._ways[kind] = reader.struct_of(usual.cls, "type", kind), way
        self._by_struct = dict(self._ways.values())
        self._decode = msgspec.json.Decoder(_any_of([NoType, *self._by_struct])).decode


class StructReader(SwiftReader):
    """Reads Structs where its base reads dicts, of objects that have the usual keys."""

    def __init__(self, like: SwiftReader, usual: Mapping[type, Keys]) -> None:
        super().__init__(like.measures, like)
        self._usual = usual
        self._measures: dict[type, Read] = {}

    def struct_of(self, cls: type, head: str | None = None, tag: str | None = None) -> type[Any]:
        """Return the Struct that has the usual fields of a class, and a tag that names it under `head`."""
        keys = self._keys(cls)
        shape: list[Any] = [
            (name, self._type(hint), *([] if name in keys.each else [defaults(cls)[name]]))
            for name, hint in hints(cls).items()
            if name in keys.some
        ]
        return msgspec.defstruct(
            cls.__name__,
            shape,
            kw_only=True,
            forbid_unknown_fields=True,
            gc=False,
            tag_field=head,
            tag=tag,
        )

    def fields(self, cls: type) -> dict[str, Field]:
        """Return how the usual fields of a class are read."""
        some = self._keys(cls).some
        return {name: self.field_of(cls, name) for name in hints(cls) if name in some}

    def list_of(self, item: Read) -> Read:
        """Return what reads a list, which surely is one, and most often has one item."""
        return lambda value: (item(value[0]),) if len(value) == 1 else tuple(map(item, value))

    def measure(self, value: Any) -> Any:  # noqa: ANN401  # As its base says.
        """Read a measure, by its Struct."""
        return self._measures[type(value)](value)

    def _keys(self, cls: type) -> Keys:
        """Return the usual keys of a class, but for any JSON."""
        required = frozenset(hints(cls)) - defaults(cls).keys()
        keys = self._usual.get(cls, Keys(required, required))
        any_json = {name for name in keys.some if _is_any_json(hints(cls)[name])}
        return Keys(keys.each - any_json, keys.some - any_json)

    def object_of(self, cls: type, head: str = "") -> Read:
        """Return what reads the Structs of a class; `head` is the key that names it, if there is one."""
        keys, fields = self._keys(cls), self.fields(cls)
        if not head and keys.each == keys.some and len(fields) == 1:
            ((name, field),) = fields.items()
            if is_reference(hints(cls)[name]):
                return self._one_for_each(cls, name, field)
        seldom, absent = keys.some - keys.each, [name for name in defaults(cls) if name not in keys.some]
        looked_at = ruled(cls)
        lines = [f"self.{name} = _default_{name}" for name in absent if defaults(cls)[name] is not None]
        if nulls := [f"self.{name} = " for name in absent if defaults(cls)[name] is None]:
            lines.append(f"{''.join(nulls)}None")
        lines += [f"keys = {len(keys.each) + bool(head)}", f"ruled = {not looked_at.isdisjoint(keys.each)}"]
        for name, field in fields.items():
            if name in seldom:
                value = attrs.evolve(field, may_be_null=False).written(name, proven=str)
                lines += [
                    f"if ({name} := wire.{name}) is _default_{name}: self.{name} = {name}",
                    f"else: keys += 1; {'ruled = True; ' if name in looked_at else ''}self.{name} = {value}",
                ]
            else:
                lines += [f"{name} = wire.{name}", f"self.{name} = {field.written(name, proven=str)}"]
        if not looked_at.isdisjoint(keys.some):
            lines.append(f"if ruled and {BREAKS_A_RULE}: raise _Unfit")
        return write(cls, fields, self.tally, "wire", [*lines, "_tally.keys += keys"])

    def _one_for_each(self, cls: type, name: str, field: Field) -> Read:
        """Return what reads objects that give an id and no more, such as a source that is cited as a whole.

        There is one instance for each id.
        """
        make, id_of, tally = maker(cls), attrgetter(name), self.tally
        made = Shared(lambda text: make(**{name: field.read(text)}))

        def read(wire: object) -> object:
            tally.keys += 1
            return made[id_of(wire)]

        return read

    def _type(self, hint: Any) -> Any:  # noqa: ANN401  # A type hint.
        """Return the type of a field in a Struct."""
        match get_origin(hint), get_args(hint):
            case origin, arguments if origin in {Union, UnionType}:
                (inner,) = (part for part in arguments if part is not NoneType)
                return self._type(inner) | None
            case origin, (inner, *_) if origin in {tuple, frozenset}:
                return list[self._type(inner)]  # type: ignore[misc]
            case _ if hint is attrs.AttrsInstance:
                for kind, cls in self.measures.items():
                    if cls in self._usual:
                        self._measures[self.struct_of(cls, "kind", kind)] = self.object_of(cls, "kind")
                # Null stands for no measure.
                return _any_of([NoneType, NoKind, *self._measures])
            case _ if hint in {int, float}:
                # As a whole number alone, msgspec would take 1.0 for 1.
                return int | float
            case _:
                return self.struct_of(hint) if isinstance(hint, type) and is_ours(hint) else str


def _any_of(types: Iterable[type]) -> Any:  # noqa: ANN401  # A type hint.
    """Return the union of types."""
    return Union[tuple(types)]  # noqa: UP007  # As many as there are.


def _is_any_json(hint: object) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)
