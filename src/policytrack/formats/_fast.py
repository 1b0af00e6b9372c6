"""The fast reading of JSON Lines, with msgspec (extra `fast`): lines as policytrack writes them.

msgspec makes our classes in C, but drops unknown keys and keys that stand twice without a word, and knows
no id and no partial date. So a line is held to a regular expression first, made from the classes: keys in
the order of the wire, each at most once, ids of ASCII, texts that are not empty, nothing that escapes by
number. What does not match is not wrong, only not ours: it is read by `SwiftLines`, and if that gives up
too, by the thorough reading that tells every problem. A law of the tests holds all three to the same answers.
"""

import re
from abc import ABC
from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

import attrs
import msgspec

from policytrack.dates import PartialDate, Period
from policytrack.formats._drafts import check_rules, draft_of, has_rules, steps
from policytrack.formats._intake import Intake
from policytrack.formats._swift import SwiftReader, is_ours
from policytrack.formats._swift_lines import SwiftLines
from policytrack.formats._unstructure import wire_fields
from policytrack.formats._wire import wire_types
from policytrack.model import Checked, IdText, Record, hints, record_fields

Measures = tuple[tuple[str, type[attrs.AttrsInstance]], ...]

# `++` and `*+` never go back, so that matching takes linear time.
_PLAIN = r'[^"\\\x00-\x1f]'
_TEXT = rf'"(?!"){_PLAIN}*+(?:\\["\\/bfnrt]{_PLAIN}*+)*+"'
_ID = r'"[!#-\[\]-~]++"'
_WHOLE = r"-?(?:0|[1-9][0-9]{0,17}+)"
_HEAD = 16
"""As many bytes as tell one type of record from another, with or without spaces."""


_Way = tuple[Callable[[bytes], object], Callable[[bytes], Record], Callable[[Record], None]]
"""What matches a line, what reads it, and what keeps its record."""


class _Set(ABC):  # noqa: B024  # It only says what is an instance of it.
    """Stands where a set of texts stands: msgspec would let an item stand twice."""


_Set.register(frozenset)


class FastLines:
    """Reads the lines of one document and keeps their records; the rest goes to `SwiftLines`."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._other = SwiftLines(intake).keep
        self._measures: Measures = tuple(intake.swift.measures.items())
        self._known: dict[bytes, _Way] = {}
        self._hook = _hook(intake.swift)

    def keep(self, line: bytes) -> bool:
        """Keep the record of a line, and say so; or say that the line is to be read with care."""
        try:
            matches, decode, keep = self._known.get(line[:_HEAD]) or self._way(line)
            if not matches(line):
                return self._other(line)
            record = decode(line)
        except Exception:  # noqa: BLE001  # Whatever it is, another reading will tell.
            return self._other(line)
        keep(record)
        return True

    def _way(self, line: bytes) -> _Way:
        """Return what to do with lines that begin like this one, and remember it."""
        kind = line.split(b'"', 4)[3].decode()
        field = wire_types()[kind]
        space = " " if line.startswith(b'{"type": ') else ""
        matches = _pattern(kind, self._measures, space).fullmatch
        decoder = msgspec.json.Decoder(_model(cast("type", record_fields()[field])), dec_hook=self._hook)
        way = matches, cast("Any", decoder.decode), self._intake.keeper(field)
        self._known[line[:_HEAD]] = way
        return way


def _hook(reader: SwiftReader) -> Callable[[type, Any], object]:
    """Return what reads the values that msgspec does not know; few dates of a document are distinct."""
    dates = reader.dates

    def read(kind: type, value: Any) -> object:  # noqa: ANN401  # Any value of the wire.
        if kind is PartialDate:
            return dates[value]
        if kind is _Set:
            return reader.texts(value)
        return Period.parse(value) if kind is Period else reader.measure(value)

    return read


@cache
def _model(cls: type) -> type[Any]:
    """Return the draft of a class, with the types of its fields as msgspec is to read them.

    msgspec fills what a line leaves out slowly, by way of an `AttributeError` for each field: so all
    defaults are there before it begins.
    """
    return draft_of(
        cls,
        {
            "__annotations__": {name: _hint(hint) for name, hint in hints(cls).items()},
            "__attrs_pre_init__": steps(cls).begin,
            "__attrs_post_init__": check_rules if has_rules(cls) else None,
        },
    )


def _hint(hint: Any) -> Any:  # noqa: ANN401, PLR0911  # A type hint; one answer for each form that it has.
    match get_origin(hint), get_args(hint):
        case origin, (inner, *_) if origin is Annotated:
            return _hint(inner)
        case origin, arguments if origin in {Union, UnionType}:
            (inner,) = (part for part in arguments if part is not NoneType)
            return _hint(inner) | None
        case origin, (inner, *_) if origin is tuple:
            return tuple[_hint(inner), ...]  # type: ignore[misc]
        case origin, (_,) if origin is frozenset:
            return _Set
        case _ if hint is attrs.AttrsInstance:
            return Checked  # msgspec takes one class of ours in a union: a hook chooses among seven.
        case _ if hint is float:
            return int  # The only numbers that match.
        case _:
            return _model(hint) if isinstance(hint, type) and is_ours(hint) else hint


@cache
def _pattern(kind: str, measures: Measures, space: str) -> re.Pattern[bytes]:
    """Return what matches the lines of a type of record; `space` stands behind each colon and comma."""
    cls = record_fields()[wire_types()[kind]]
    shape = _Shapes(measures, space)
    return re.compile((shape.object(cls, f'"type":{space}"{kind}"') + r"[ \t\r\n]*+").encode())


@attrs.frozen
class _Shapes:
    """Makes regular expressions of classes."""

    measures: Measures
    space: str

    def object(self, cls: type, head: str = "") -> str:
        """Return what matches an object: its keys in the order of the wire, what may be missing or not."""
        parts = [head]
        for name, default in wire_fields(cls):
            value = self.value(hints(cls)[name])
            comma = f",{self.space}" if any(parts) else ""
            part = f'{comma}"{name}":{self.space}{value}'
            if value is not None:
                parts.append(part if default is attrs.NOTHING else f"(?:{part})?+")
        return r"\{" + "".join(parts) + r"\}"

    def value(self, hint: Any) -> str | None:  # noqa: ANN401, PLR0911  # As `_hint`.
        """Return what matches a value; None for any JSON, which is left to other readings."""
        match get_origin(hint), get_args(hint):
            case origin, (inner, *marks) if origin is Annotated:
                return _ID if any(isinstance(mark, IdText) for mark in marks) else self.value(inner)
            case origin, arguments if origin in {Union, UnionType}:
                (inner,) = (part for part in arguments if part is not NoneType)
                return self.value(inner)
            case origin, (inner, *_) if origin in {tuple, frozenset}:
                item = self.value(inner)
                return rf"\[{item}(?:,{self.space}{item})*+\]"
            case origin, _ if origin is not None:
                return None
            case _ if hint is attrs.AttrsInstance:
                return (
                    f"(?:{'|'.join(self.measure(kind, cls) for kind, cls in self.measures if is_ours(cls))})"
                )
            case _ if hint in {int, float}:
                return _WHOLE
            case _:
                return self.object(hint) if issubclass(hint, Checked) else _TEXT

    def measure(self, kind: str, cls: type) -> str:
        """Return what matches a measure."""
        return self.object(cls, f'"kind":{self.space}"{re.escape(kind)}"')
