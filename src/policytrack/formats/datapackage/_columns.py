"""The tables of a data package and their columns, derived from the records' classes."""

import enum
import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import NoneType
from typing import Annotated, Any, cast, get_args, get_origin

import attrs
import pendulum

from policytrack.dates import PartialDate, Period
from policytrack.formats._unstructure import wire_fields
from policytrack.formats._wire import BASE, OTHERS, PROPOSAL, Wire
from policytrack.model import Checked, Proposal, RefersTo, UnknownRecord, hints, record_fields

RECORD_ID, NUMBER = "record_id", "nr"
"""The columns of a table of list items: whose item it is, and the how many-th from 1."""

_TEXTS = (str, PartialDate, Period, pendulum.Date)
_TYPES: Mapping[object, str] = {bool: "boolean", int: "integer", float: "number", Any: "any"}


@attrs.frozen
class Column:
    """A column: where its value stands in the wire object, and its descriptor in Table Schema.

    `refers_to` are the types of records whose ids stand in it, none for any type, None where it holds no
    ids; `default` is what a value means that is left out.
    """

    keys: tuple[str, ...]
    type: str
    required: bool = False
    terms: tuple[str, ...] = ()
    refers_to: tuple[str, ...] | None = None
    is_date: bool = False
    default: object = None

    @property
    def name(self) -> str:
        """The name in the header: `title`, `quote.exact`."""
        return ".".join(self.keys)

    @property
    def is_text(self) -> bool:
        """Whether its cells are texts as they stand, and not JSON."""
        return self.type == "string"

    def descriptor(self) -> dict[str, Any]:
        """Return its field in Table Schema."""
        constraints: dict[str, Any] = {"required": True} if self.required else {}
        constraints |= {"enum": list(self.terms)} if self.terms else {}
        return {"name": self.name, "type": self.type, **({"constraints": constraints} if constraints else {})}


@attrs.frozen
class TableShape:
    """A table: of a field's records, of one type of others, or of the items of a list in them."""

    field: str
    type: str | None
    list: str | None
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """The name of its resource, and of its file before `.csv`: `proposals`, `proposals.evidence`."""
        return ".".join(filter(None, (self.field, _plain(self.type) if self.type else None, self.list)))

    @property
    def path(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"


@lru_cache(maxsize=16)
def shapes(wire: Wire) -> tuple[TableShape, ...]:
    """Return every table that records of a wire may need, each before those of its lists."""
    kinds = frozenset(wire.measures.values())
    classes: list[tuple[type[attrs.AttrsInstance], str, str | None]]
    classes = [(cls, field, None) for field, cls in record_fields().items() if field != OTHERS]
    classes += [(cls, OTHERS, name) for name, cls in wire.records.items()]
    classes += [(UnknownRecord, OTHERS, None)]
    return tuple(shape for cls, field, kind in classes for shape in _of_class(cls, field, kind, kinds))


def _of_class(
    cls: type[attrs.AttrsInstance], field: str, kind: str | None, kinds: frozenset[type]
) -> tuple[TableShape, ...]:
    columns = tuple(_columns(cls, kinds))
    if kind is not None and issubclass(cls, Proposal):
        # It says to who does not know the type that these are proposals.
        columns = (columns[0], Column((BASE,), "string", required=True, terms=(PROPOSAL,)), *columns[1:])
    lists = [
        TableShape(
            field,
            kind,
            name,
            (
                Column((RECORD_ID,), "string", required=True),
                Column((NUMBER,), "integer", required=True),
                *items,
            ),
        )
        for name, items in _lists(cls, kinds)
    ]
    named = {shape.list for shape in lists}
    return TableShape(field, kind, None, tuple(one for one in columns if one.keys[0] not in named)), *lists


def _lists(
    cls: type[attrs.AttrsInstance], kinds: frozenset[type]
) -> Iterator[tuple[str, tuple[Column, ...]]]:
    """Give the fields whose items fill a table of their own: values with fields, one of them required."""
    for name, default in wire_fields(cls):
        origin, arguments = get_origin(hints(cls)[name]), get_args(hints(cls)[name])
        if origin is tuple and default == () and _has_columns(arguments[0], kinds):
            columns = tuple(_columns(arguments[0], kinds))
            if not {RECORD_ID, NUMBER} & {column.name for column in columns}:
                yield name, columns


def _has_columns(hint: Any, kinds: frozenset[type]) -> bool:  # noqa: ANN401  # A type hint.
    """Say whether a value can be told from its columns alone: where one of them is never empty."""
    return (
        isinstance(hint, type)
        and issubclass(hint, Checked)
        and hint not in kinds
        and any(
            default is attrs.NOTHING for _, default in wire_fields(cast("type[attrs.AttrsInstance]", hint))
        )
    )


def _columns(
    cls: type[attrs.AttrsInstance],
    kinds: frozenset[type],
    above: tuple[str, ...] = (),
    *,
    is_needed: bool = True,
) -> Iterator[Column]:
    for name, default in wire_fields(cls):
        keys, hint, refers = (*above, name), *_bare(hints(cls)[name])
        if hint not in cls.__mro__ and default in (None, attrs.NOTHING) and _has_columns(hint, kinds):
            yield from _columns(hint, kinds, keys, is_needed=is_needed and default is attrs.NOTHING)
            continue
        terms = _terms(hint)
        is_text = hint in _TEXTS or all(isinstance(term, str) for term in terms or (0,))
        yield Column(
            keys,
            "string" if is_text else _type(hint),
            required=is_needed and default is attrs.NOTHING,
            terms=terms if is_text else (),
            refers_to=_bare(get_args(hint)[0])[1] if get_origin(hint) in {tuple, frozenset} else refers,
            is_date=hint is PartialDate,
            default=_meant(default),
        )


def _meant(default: Any) -> object:  # noqa: ANN401  # Whatever a plugin's field has.
    """Return what a field means that is left out, None where that is nothing at all."""
    if default is attrs.NOTHING or (hasattr(default, "__len__") and not default):
        return None
    meant: object = default.value if isinstance(default, enum.Enum) else default
    return meant


def _terms(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401  # A type hint.
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return tuple(term.value for term in hint)
    return ()


def _bare(hint: Any) -> tuple[Any, tuple[str, ...] | None]:  # noqa: ANN401  # A type hint.
    """Return a hint without `None` and marks, and the types of the records that it refers to."""
    refers: tuple[str, ...] | None = None
    while True:
        origin, arguments = get_origin(hint), get_args(hint)
        others = [part for part in arguments if part is not NoneType]
        if origin is Annotated:
            types = [mark.types for mark in arguments[1:] if isinstance(mark, RefersTo)]
            refers = types[0] if types else refers
            hint = arguments[0]
        elif NoneType in arguments and len(others) == 1:
            hint = others[0]
        else:
            return (float if set(others) == {int, float} else hint), refers


def _type(hint: Any) -> str:  # noqa: ANN401  # A type hint.
    if get_origin(hint) in {tuple, frozenset}:
        return "array"
    is_object = hint is attrs.AttrsInstance or (isinstance(hint, type) and attrs.has(hint))
    origin = get_origin(hint)
    if is_object or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return "object"
    return _TYPES.get(hint, "any")


def _plain(kind: str) -> str:
    """Return a wire type as the name of a resource may have it."""
    if re.fullmatch(r"[a-z0-9_-]{1,60}", kind):
        return kind
    return f"type-{hashlib.sha256(kind.encode()).hexdigest()[:16]}"
