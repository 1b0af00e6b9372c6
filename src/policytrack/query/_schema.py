"""What can be asked about a class of records: its fields and relations, derived from the class itself."""

import enum
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, cast, get_args, get_origin

import attrs

from policytrack import model
from policytrack.dates import PartialDate
from policytrack.errors import Problem, QueryError, nearest
from policytrack.model import Record, RefersTo, hints, record_fields
from policytrack.terms import OrderedTerm, Phase


class Kind(enum.Enum):
    """What a field holds, and so what can be asked of it."""

    TEXT = "text"
    TEXTS = "texts"
    DATE = "date"
    NUMBER = "number"
    TRUTH = "truth"
    TERM = "term"
    ORDERED = "ordered"
    RELATION = "relation"
    WORDS = "words"

    if TYPE_CHECKING:

        def __hash__(self) -> int: ...

    else:
        # Each is there once; that of `Enum` is slow, and every condition asks for it.
        __hash__ = object.__hash__


class Way(enum.Enum):
    """How an engine gets at what a field means.

    `OWN`: it is the record's own attribute of this name. `HOLDS`: the related records are those whose ids
    `policytrack.model.references` finds in the record's attribute `through`. `HELD`: they are those that
    hold this record's id in their attribute `through`. `VIEW`: the view answers it, as the docstring of
    `policytrack.query` says.
    """

    OWN = "own"
    HOLDS = "holds"
    HELD = "held"
    VIEW = "view"


@attrs.frozen(repr=False)
class Field:
    """One thing that can be asked about records of the class `record`.

    `optional` says whether it may be missing; `terms` is the enum of a term; `targets` are the classes that
    a relation leads to.
    """

    record: type[Record]
    name: str
    kind: Kind
    optional: bool = False
    terms: type[enum.Enum] | None = None
    targets: tuple[type[Record], ...] = ()
    way: Way = Way.OWN
    through: str | None = None

    def __repr__(self) -> str:
        """Show it as it is written: `Proposal.title`."""
        return f"{self.record.__name__}.{self.name}"


_ABSTRACT = (Record, model.Assertion)
_CLASSES = {cls.__name__: cls for cls in record_fields().values() if cls not in _ABSTRACT}

_SCALARS = {str: Kind.TEXT, PartialDate: Kind.DATE, bool: Kind.TRUTH}

# Relations whose name does not follow from the field that holds the ids.
_NAMES = {"part_of_id": "package", "stakeholder_ids": "stakeholders"}


def _holds(name: str, through: str, *targets: type[Record]) -> Field:
    return Field(Record, name, Kind.RELATION, targets=targets, way=Way.HOLDS, through=through)


def _held(name: str, target: type[Record], through: str) -> Field:
    return Field(Record, name, Kind.RELATION, targets=(target,), way=Way.HELD, through=through)


def _view(
    name: str,
    kind: Kind,
    *targets: type[Record],
    terms: type[enum.Enum] | None = None,
    optional: bool = False,
) -> Field:
    return Field(Record, name, kind, optional=optional, terms=terms, targets=targets, way=Way.VIEW)


# What no field of the class itself tells, by class; a derived class has what its bases have.
_MORE: Mapping[type[Record], tuple[Field, ...]] = {
    model.Assertion: (_holds("sources", "evidence", model.Source),),
    model.Person: (
        _held("memberships", model.Membership, "person_id"),
        _held("positions", model.Position, "actor_id"),
    ),
    model.Organization: (
        _held("memberships", model.Membership, "organization_id"),
        _held("positions", model.Position, "actor_id"),
        _held("posts", model.Post, "organization_id"),
        _held("processes", model.Process, "body_id"),
    ),
    model.Post: (_held("memberships", model.Membership, "post_id"),),
    model.Membership: (_held("positions", model.Position, "capacity_id"),),
    model.Source: (_held("copies", model.Source, "derived_from_id"),),
    model.Proposal: (
        _holds("related", "relations", model.Proposal),
        _held("parts", model.Proposal, "part_of_id"),
        _held("positions", model.Position, "proposal_id"),
        _held("status_changes", model.StatusChange, "proposal_id"),
        _view("proponents", Kind.RELATION, model.Position),
        _view("critics", Kind.RELATION, model.Position),
        _view("status", Kind.TEXT),
        _view("phase", Kind.ORDERED, terms=Phase, optional=True),
        _view("status_since", Kind.DATE, optional=True),
        _view("text", Kind.WORDS),
    ),
    model.Position: (
        _held("replies", model.Position, "replies_to_id"),
        _view("organization", Kind.RELATION, model.Organization),
        _view("text", Kind.WORDS),
    ),
}


def schema(record: type[Record]) -> Mapping[str, Field]:
    """Return what can be asked about a class of records, by name: its own fields, then what follows.

    A field that holds text, texts, a date, a number, a truth value or a term is there under its name; one
    that holds the id of a record gives a relation besides, named without `_id`, to each class that it names:
    one of ours, or one that the module of the class has. What holds nested values (`measure`, `extras`,
    `identifiers` …), a period or a `pendulum.Date` is not.

    Raises:
        QueryError: It is no class of records, or one that only others derive from.
    """
    if not _is_record(record):
        hint = f"ours are {', '.join(sorted(_CLASSES))}"
        message = f"{getattr(record, '__name__', record)!s:.60} is no type of record"
        raise QueryError("record", [Problem("unknown-record", "", message, hint)])
    return _schema(cast("type", record))


def _is_record(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, Record) and thing not in _ABSTRACT


@cache
def _schema(record: type) -> Mapping[str, Field]:
    own = [_own(record, name, hint) for name, hint in hints(record).items()]
    found = {field.name: field for field in own if field is not None}
    for field in (*_references(record), *_more(record)):
        found.setdefault(field.name, field)
    return found


def field_of(record: type[Record], name: str) -> Field:
    """Return what a class of records calls by this name.

    Raises:
        QueryError: There is nothing of the name; the nearest is suggested.
    """
    found = schema(record).get(name)
    if found is None:
        near = nearest(name, schema(record)) or schema(record)
        message = f"{record.__name__} has nothing called {name:.60}"
        raise QueryError(record.__name__, [Problem("unknown-field", "", message, f"try {', '.join(near)}")])
    return found


def record_named(name: str, others: Mapping[str, type[Record]]) -> type[Record]:
    """Return the class of records of this name: ours, or one of a plugin's `others`.

    Raises:
        QueryError: There is none; the nearest is suggested.
    """
    known = {**others, **_CLASSES}
    if name not in known:
        hint = f"there are {', '.join(nearest(name, known) or sorted(known))}"
        raise QueryError("record", [Problem("unknown-record", "", f"no type of record is {name:.60}", hint)])
    return known[name]


def _own(record: type[Record], name: str, hint: object) -> Field | None:
    """Return what a field holds by its type, None where nothing can be asked of it."""
    plain = {_plain(part) for part in _alternatives(hint)}
    held = tuple(plain - {NoneType})
    kind = Kind.NUMBER if plain <= {int, float, NoneType} else _kind(held[0]) if len(held) == 1 else None
    if kind is None:
        return None
    terms = held[0] if kind in {Kind.TERM, Kind.ORDERED} else None
    return Field(record, name, kind, optional=NoneType in plain, terms=terms)


def _kind(held: Any) -> Kind | None:  # noqa: ANN401  # a hint has no common type
    if held in _SCALARS:
        return _SCALARS[held]
    if get_origin(held) in {tuple, frozenset}:
        return Kind.TEXTS if _plain(get_args(held)[0]) is str else None
    if isinstance(held, type) and issubclass(held, enum.Enum):
        return Kind.ORDERED if issubclass(held, OrderedTerm) else Kind.TERM
    return None


def _references(record: type) -> Iterator[Field]:
    """Give the relations that follow from fields that hold ids of records."""
    for name, hint in hints(record).items():
        marks = [mark for mark in _marks(hint) if isinstance(mark, RefersTo)]
        named = (_named(record, target) for mark in marks for target in mark.types)
        targets = tuple(target for target in named if target is not None)
        if targets and name.endswith(("_id", "_ids")):
            short = _NAMES.get(name, name.removesuffix("s").removesuffix("_id"))
            yield attrs.evolve(_holds(short, name, *targets), record=record)


def _named(record: type, name: str) -> type[Record] | None:
    """Return a class of ours, or the one that has the name where the class itself was written."""
    found: object = _CLASSES.get(name) or getattr(sys.modules.get(record.__module__), name, None)
    return cast("type[Record]", found) if _is_record(found) else None


def _more(record: type[Record]) -> Iterator[Field]:
    for base in record.__mro__:
        for field in _MORE.get(base, ()):
            yield attrs.evolve(field, record=record)


def _alternatives(hint: object) -> tuple[object, ...]:
    return get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)


def _plain(hint: object) -> Any:  # noqa: ANN401  # a hint has no common type
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _marks(hint: object) -> Iterator[object]:
    """Walk the marks of `Annotated` in a hint."""
    if get_origin(hint) is Annotated:
        yield from cast("Any", hint).__metadata__
    for argument in get_args(hint):
        yield from _marks(argument)
