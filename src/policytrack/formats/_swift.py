"""The swift reading of records: one pass that either gives the record or gives up.

It follows the rules of `_structure.configure` and of `Checked`, both at once, for the classes that ship
and for values as JSON has them. It explains nothing: whatever it does not take is read again by
`Wire.read`, which tells every problem. A law of the tests holds the two to the same answers.
"""

import enum
import math
import re
import sys
from collections.abc import Callable, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

import attrs

from policytrack.dates import PartialDate, Period
from policytrack.formats._drafts import maker
from policytrack.formats._plain import MOST_DIGITS
from policytrack.formats._trees import is_list, is_object
from policytrack.formats._wire import OTHERS
from policytrack.ids import id_fault
from policytrack.model import Checked, IdText, JsonObject, Record, hints, record_fields

Read = Callable[[Any], Any]
"""Take a wire value; give the value, or raise any error where that is not what it is."""

_BAD_TEXT = re.compile("[\x00\ud800-\udfff]")
_TOO_LARGE = 10**MOST_DIGITS
_SHORT = 20
"""Texts up to this long are often said again (states, topics, languages), and are kept once."""


class Unfit(Exception):  # noqa: N818  # Nobody but the reader sees it: it says to read in the other way.
    """A value is not what is expected, or is left to the thorough reading."""


class Shared(dict[str, Any]):
    """What texts were read as: each is read once, and equal ones are one object."""

    def __init__(self, read: Callable[[str], Any], longest: int = sys.maxsize) -> None:
        self._read, self._longest = read, longest

    def __missing__(self, text: str) -> Any:  # noqa: ANN401  # As `read` says.
        if type(text) is not str:
            raise Unfit
        found = self._read(text)
        if len(text) <= self._longest:
            self[text] = found
        return found


class SwiftReader:
    """Reads the records of one document; equal ids, dates and short texts in it are one object.

    `keys` counts the keys of all objects that were read.
    """

    def __init__(self, measures: Mapping[str, type[attrs.AttrsInstance]]) -> None:
        self.keys = 0
        self.measures = measures
        self.dates = Shared(PartialDate.parse)
        self._texts = Shared(_text, _SHORT)
        self._objects: dict[type, Read] = {}
        self._ids = Shared(_id)
        self._id: Read = self._ids.__getitem__
        self._scalars: dict[object, Read] = {
            str: self._texts.__getitem__,
            int: _whole,
            float: _number,
            PartialDate: self.dates.__getitem__,
            Period: Shared(Period.parse).__getitem__,
            attrs.AttrsInstance: self.measure,
        }

    def forget(self) -> None:
        """Drop what was shared so far, which grows with the document."""
        for shared in (self.dates, self._texts, self._ids):
            shared.clear()

    def read(self, field: str, value: object) -> Record:
        """Read a record of a snapshot's field.

        Raises:
            Exception: Any, where the record is not right, or is to be read in the other way.
        """
        if field == OTHERS:
            raise Unfit
        return cast("Record", self._object(record_fields()[field])(value))

    def _reader(self, hint: Any) -> Read:  # noqa: ANN401  # A type hint.
        match get_origin(hint), get_args(hint):
            case origin, (inner, *marks) if origin is Annotated:
                is_id = any(isinstance(mark, IdText) for mark in marks)
                return self._id if is_id else self._reader(inner)
            case origin, arguments if origin in {Union, UnionType}:
                # A null is passed over before its field is read, where it may stand.
                return self._reader(*(part for part in arguments if part is not NoneType))
            case origin, (inner, *_) if origin is tuple:
                return _tuple(self._reader(inner))
            case origin, (inner,) if origin is frozenset:
                return _set(self._reader(inner))
            case origin, _ if isinstance(origin, type) and issubclass(origin, Mapping):
                return self._json_object
            case _:
                return self._scalars.get(hint) or self._class(hint)

    def _class(self, cls: Any) -> Read:  # noqa: ANN401  # A type hint without parameters.
        if issubclass(cls, enum.Enum):
            # Every value is text, so that neither a number nor a truth value finds a member.
            members: dict[str, enum.Enum] = {str(term.value): term for term in cls}
            return members.__getitem__
        return self._object(cls)

    def _object(self, cls: type) -> Read:
        if cls in self._objects:
            return self._objects[cls]
        if not is_ours(cls):
            return _unfit
        make = maker(cls)
        fields = {name: self._reader(hint) for name, hint in hints(cls).items()}
        missing = {name for name, hint in hints(cls).items() if NoneType in get_args(hint)}

        def read(value: Any) -> object:  # noqa: ANN401  # Any value of the wire.
            self.keys += len(value)
            return make(
                **{
                    key: fields[key](part)
                    for key, part in value.items()
                    if part is not None or key not in missing
                }
            )

        self._objects[cls] = read
        return read

    def measure(self, value: Any) -> object:  # noqa: ANN401  # Any value of the wire.
        fields = dict(value)
        cls = self.measures[fields.pop("kind")]
        self.keys += 1
        return self._object(cls)(fields)

    def texts(self, value: list[str]) -> frozenset[str]:
        """Read a set of texts that were checked before."""
        found = frozenset([self._texts[text] for text in value])
        if len(found) != len(value):
            raise Unfit
        return found

    def _json_object(self, value: object) -> JsonObject:
        if type(value) is not dict:
            raise Unfit
        self._walk(cast("object", value))
        return JsonObject(cast("Any", value))

    def _walk(self, value: object) -> None:
        """Count the keys of any JSON, and refuse a number that only the thorough reading knows to refuse."""
        if is_object(value):
            self.keys += len(value)
            for part in value.values():
                self._walk(part)
        elif is_list(value):
            for part in value:
                self._walk(part)
        elif type(value) is int:
            _whole(value)


def is_ours(cls: type) -> bool:
    """Tell the classes that ship; a plugin's may do more than `Checked` does when it is made."""
    base: type = Checked  # A checker would narrow `cls` by the class itself, and lose that it is a type.
    return issubclass(cls, base) and cls.__module__.startswith("policytrack.")


def _id(text: str) -> str:
    if id_fault(text):
        raise Unfit
    return text


def _text(text: str) -> str:
    if not text or (not text.isprintable() and _BAD_TEXT.search(text)):
        raise Unfit
    return text


def _whole(value: object) -> int:
    if type(value) is not int or not -_TOO_LARGE < value < _TOO_LARGE:
        raise Unfit
    return value


def _number(value: object) -> float:
    if type(value) is int:
        return _whole(value if math.isfinite(value) else None)
    if type(value) is not float or not math.isfinite(value):
        raise Unfit
    return int(value) if value.is_integer() else value


def _unfit(_: object) -> object:
    raise Unfit


def _tuple(item: Read) -> Read:
    def read(value: Any) -> tuple[object, ...]:  # noqa: ANN401  # Any value of the wire.
        if type(value) is not list:
            raise Unfit
        return tuple([item(part) for part in cast("list[object]", value)])

    return read


def _set(item: Read) -> Read:
    items = _tuple(item)

    def read(value: object) -> frozenset[object]:
        found = items(value)
        members = frozenset(found)
        if len(members) != len(found):
            raise Unfit
        return members

    return read
