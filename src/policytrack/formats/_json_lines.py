"""Records as lines of JSON, written out field by field.

It follows the rules of `_unstructure.configure` and writes what the standard library would write of that, for
the classes that ship. For each of them a function is written:

```
def line(value):
    if type(value) is not _cls: raise _Unfit
    text = _head
    held = value.id
    text += f', "id": {_id(held)}'
    …
    if (held := value.on) is not _default_on: text += f', "on": {_on(held)}'
    …
    return text + "}"
```

It explains nothing: what it does not take is written by `Wire.write`, which tells every problem. A law of the
tests holds the two to the same bytes.
"""

import enum
import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs

from policytrack.dates import PartialDate, Period
from policytrack.formats._shapes import Unfit, compiled
from policytrack.formats._swift import is_ours
from policytrack.formats._unstructure import json_value, wire_fields
from policytrack.formats._wire import OTHERS, Wire
from policytrack.model import Record, hints, record_fields
from policytrack.registry import kebab

Write = Callable[[Any], str]
"""Take a value of the model; give its JSON, or raise any error where it is to be written in the other way."""

encode: Write = json.JSONEncoder(ensure_ascii=False).encode
_TOO_LARGE = 10**18


class LineWriter:
    """Writes the records of one registry; `of` gives the same one for the same wire."""

    @staticmethod
    @lru_cache(maxsize=16)
    def of(wire: Wire) -> "LineWriter":
        """Return what writes the records of a wire."""
        return LineWriter(wire)

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._kinds = {cls: kind for kind, cls in wire.measures.items() if is_ours(cls)}
        self._written: dict[type, Write] = {}
        self._scalars: dict[object, Write] = {
            str: encode_basestring,
            int: _number,
            float: _number,
            PartialDate: _date,
            Period: _period,
            attrs.AttrsInstance: self._measure,
        }

    def line(self, field: str, record: Record) -> str:
        """Write a record of a snapshot's field.

        Raises:
            Fault: The record's class does not belong in this field.
            Faults: A value in it cannot be written.
        """
        try:
            write = self._written.get(type(record)) or self._object(record_fields()[field], "type")
            return write(record)
        except Exception:  # noqa: BLE001  # Whatever it is, the thorough writing will tell.
            wire = self._wire.write(field, record)
            name = wire.pop("type") if field == OTHERS else kebab(record_fields()[field].__name__)
            return encode({"type": name, **wire})

    def _object(self, cls: type, head: str = "") -> Write:
        if cls not in self._written:
            self._written[cls] = self._write(cls, head)
        return self._written[cls]

    def _write(self, cls: type, head: str) -> Write:
        if not is_ours(cls) or cls is Record:
            raise Unfit
        name = {"type": kebab(cls.__name__), "kind": self._kinds.get(cls)}.get(head)
        names: dict[str, Any] = {"_cls": cls, "_Unfit": Unfit}
        names["_head"] = f'{{"{head}": {encode(name)}' if head else "{"
        lines = ["def line(value):", "if type(value) is not _cls: raise _Unfit", "text = _head"]
        for number, (field, default) in enumerate(wire_fields(cls)):
            names |= {f"_{field}": self._value(hints(cls)[field]), f"_default_{field}": default}
            held = f"_{field}(held)"
            if hints(cls)[field] in {int, int | None}:
                # A number is most often written as it is, without a call.
                held = f"held if type(held) is int and 0 <= held < 1_000_000_000 else {held}"
            add = f"text += f'{', ' if head or number else ''}\"{field}\": {{{held}}}'"
            if default is attrs.NOTHING:
                lines += [f"held = value.{field}", add]
            else:
                other = "" if default is None else f" and held != _default_{field}"
                lines.append(f"if (held := value.{field}) is not _default_{field}{other}: {add}")
        exec(compiled("\n    ".join([*lines, 'return text + "}"'])), names)  # noqa: S102  # Made of our own names.
        line: Write = names["line"]
        return line

    def _value(self, hint: Any) -> Write:  # noqa: ANN401  # A type hint.
        match get_origin(hint), get_args(hint):
            case origin, (inner, *_) if origin is Annotated:
                return self._value(inner)
            case origin, arguments if origin in {Union, UnionType}:
                (inner,) = (part for part in arguments if part is not NoneType)
                return self._value(inner)
            case origin, (inner, *_) if origin is tuple:
                return _list(self._value(inner))
            case origin, (inner,) if origin is frozenset:
                items = _list(self._value(inner))
                return lambda value: items(sorted(value))
            case origin, _ if isinstance(origin, type) and issubclass(origin, Mapping):
                return lambda value: encode(json_value(value))
            case _:
                return self._scalars.get(hint) or self._of(hint)

    def _of(self, cls: Any) -> Write:  # noqa: ANN401  # A type hint without parameters.
        if issubclass(cls, enum.Enum):
            members: dict[enum.Enum, str] = {term: encode(term.value) for term in cls}
            return members.__getitem__
        return self._object(cls)

    def _measure(self, value: object) -> str:
        cls: type = type(value)
        if cls not in self._kinds:
            raise Unfit
        return self._object(cls, "kind")(value)


def _list(item: Write) -> Write:
    def write(value: Sequence[Any]) -> str:
        # Most lists have one item.
        return f"[{item(value[0])}]" if len(value) == 1 else f"[{', '.join(map(item, value))}]"

    return write


def _date(value: PartialDate) -> str:
    return '"' + str(value) + '"'


def _period(value: Period) -> str:
    if type(value) is not Period:
        raise Unfit
    return f'"{value}"'


def _number(value: float) -> str:
    if type(value) not in {int, float} or abs(value) > _TOO_LARGE:
        raise Unfit
    return repr(value)
