"""The swift reading of records: one pass that either gives the record or gives up.

It follows the rules of `_structure.configure` and of `Checked`, both at once, for the classes that ship
and for values as JSON has them. It explains nothing: whatever it does not take is read again by
`Wire.read`, which tells every problem. A law of the tests holds the two to the same answers.
"""

import enum
import math
import sys
from collections.abc import Callable, Iterable, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

import attrs

from policytrack.dates import PartialDate, Period
from policytrack.formats._plain import MOST_DIGITS
from policytrack.formats._shapes import Field, Read, Shapes, Tally, Unfit
from policytrack.formats._trees import is_list, is_object
from policytrack.formats._wire import OTHERS
from policytrack.ids import id_fault
from policytrack.model import (
    Checked,
    IdText,
    JsonObject,
    Organization,
    Person,
    Proposal,
    Record,
    RefersTo,
    Source,
    hints,
    record_fields,
)

_TOO_LARGE = 10**MOST_DIGITS
_SHORT = 20
"""Texts up to this long are often said again (states, topics, languages), and are kept once."""

_REFERRED_TO = frozenset({Person, Organization, Source, Proposal})
"""Nearly each of them is referred to, by texts that are to be the same object as its id."""

# What is surely right can be seen without a call; the readers judge the rest.
_SURE_ID = '{0} and " " not in {0} and {0}.isprintable()'
_SURE_TEXT = f'len({{0}}) > {_SHORT} and {{0}}.isascii() and "\\0" not in {{0}}'
_SURE_WHOLE = "-1_000_000_000 < {0} < 1_000_000_000"


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
    """Reads the records of one document.

    Equal dates, short texts, and ids by which records refer to one another are one object in it: `shared`
    holds them. `tally` counts the keys of all objects that were read. A reader of the same document is made
    `like` another, and has both in common with it.
    """

    def __init__(
        self, measures: Mapping[str, type[attrs.AttrsInstance]], like: "SwiftReader | None" = None
    ) -> None:
        self.measures = measures
        self._shapes: dict[tuple[type, str], Shapes] = {}
        self._of_fields: dict[str, Shapes] = {}
        if like is None:
            self.tally = Tally()
            self.shared = Shared(_id), Shared(_text, _SHORT), Shared(PartialDate.parse)
        else:
            self.tally, self.shared = like.tally, like.shared
        references, texts, dates = self.shared
        self._references: Read = references.__getitem__
        self._scalars: dict[object, Field] = {
            str: Field(texts.__getitem__, str, _SURE_TEXT),
            int: Field(_whole, int, _SURE_WHOLE),
            float: Field(_number, int, _SURE_WHOLE),
            PartialDate: Field(dates.__getitem__),
            Period: Field(Shared(Period.parse).__getitem__),
            attrs.AttrsInstance: Field(self.measure),
        }

    def forget(self) -> None:
        """Drop what was shared so far, which grows with the document."""
        for shared in self.shared:
            shared.clear()

    def read(self, field: str, value: Any) -> Record:  # noqa: ANN401  # Any value of the wire.
        """Read a record of a snapshot's field.

        Raises:
            Exception: Any, where the record is not right, or is to be read in the other way.
        """
        shapes = self._of_fields.get(field)
        if shapes is None:
            if field == OTHERS:
                raise Unfit
            shapes = self._of_fields[field] = self.shapes(record_fields()[field])
        record: Record = shapes[tuple(value)](*value.values())
        return record

    def shapes(self, cls: type, head: str = "") -> Shapes:
        """Return what reads the objects of a class; `head` is a key of theirs that is no field.

        Raises:
            Unfit: It is a plugin's, which may do more than `Checked` does when it is made.
        """
        if (cls, head) not in self._shapes:
            if not is_ours(cls):
                raise Unfit
            self._shapes[cls, head] = Shapes(cls, self.fields(cls), self.tally, head)
        return self._shapes[cls, head]

    def fields(self, cls: type) -> dict[str, Field]:
        """Return how the fields of a class are read."""
        return {name: self.field_of(cls, name) for name in hints(cls)}

    def field_of(self, cls: type, name: str) -> Field:
        """Return how a field of a class is read."""
        if name == "id" and cls in _REFERRED_TO:
            return Field(self._references)
        return self.field(hints(cls)[name])

    def field(self, hint: Any) -> Field:  # noqa: ANN401, PLR0911  # A type hint; one answer for each form.
        """Return how a field of a type is read."""
        match get_origin(hint), get_args(hint):
            case origin, (inner, *marks) if origin is Annotated:
                if any(isinstance(mark, RefersTo) for mark in marks):
                    return Field(self._references)
                if any(isinstance(mark, IdText) for mark in marks):
                    return Field(_id, str, _SURE_ID)
                return self.field(inner)
            case origin, arguments if origin in {Union, UnionType}:
                (inner,) = (part for part in arguments if part is not NoneType)
                return attrs.evolve(self.field(inner), may_be_null=NoneType in arguments)
            case origin, (inner, *_) if origin is tuple:
                return Field(self.list_of(self.field(inner).read))
            case origin, (inner,) if origin is frozenset:
                return Field(_set(self.field(inner).read))
            case origin, _ if isinstance(origin, type) and issubclass(origin, Mapping):
                return Field(self._json_object)
            case _:
                return self._scalars.get(hint) or Field(self._of(hint))

    def _of(self, cls: Any) -> Read:  # noqa: ANN401  # A type hint without parameters.
        if issubclass(cls, enum.Enum):
            # Every value is text, so that neither a number nor a truth value finds a member.
            members: dict[str, enum.Enum] = {str(term.value): term for term in cls}
            return members.__getitem__
        return self.object_of(cls)

    def list_of(self, item: Read) -> Read:
        """Return what reads a list."""
        return _tuple(item)

    def object_of(self, cls: type) -> Read:
        """Return what reads the objects of a class that stand in others."""
        shapes = self.shapes(cls)
        return lambda value: shapes[tuple(value)](*value.values())

    def measure(self, value: Any) -> Any:  # noqa: ANN401  # Any value of the wire.
        """Read a measure, by its kind."""
        return self.shapes(self.measures[value["kind"]], "kind")[tuple(value)](*value.values())

    def _json_object(self, value: object) -> JsonObject:
        if not is_object(value):
            raise Unfit
        self.tally.keys += len(value)
        self.walk(value.values())
        return JsonObject(cast("Any", value))

    def walk(self, parts: Iterable[object]) -> None:
        """Count the keys of any JSON, and refuse a number that only the thorough reading knows to refuse."""
        for part in parts:
            if type(part) is str:
                continue
            if is_object(part):
                self.tally.keys += len(part)
                self.walk(part.values())
            elif is_list(part):
                self.walk(part)
            elif type(part) is int:
                _whole(part)


def is_ours(cls: type) -> bool:
    """Tell the classes that ship; a plugin's may do more than `Checked` does when it is made."""
    base: type = Checked  # A checker would narrow `cls` by the class itself, and lose that it is a type.
    return issubclass(cls, base) and cls.__module__.startswith("policytrack.")


def _id(text: str) -> str:
    # Most ids are of printable characters without a blank, and need no regular expression.
    is_plain = type(text) is str and text and " " not in text and text.isprintable()
    if not is_plain and (type(text) is not str or id_fault(text)):
        raise Unfit
    return text


def _text(text: str) -> str:
    if not text or "\0" in text:
        raise Unfit
    text.encode()  # It raises an error where there is a lone surrogate.
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


def _tuple(item: Read) -> Read:
    def read(value: Any) -> tuple[object, ...]:  # noqa: ANN401  # Any value of the wire.
        if type(value) is not list:
            raise Unfit
        return tuple(map(item, value))  # pyright: ignore[reportUnknownArgumentType]  # It holds anything.

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
