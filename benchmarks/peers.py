"""The peers of `load.py`: the records of `generate.py` as plain dataclasses, and how others read them.

A peer takes the lines of a file without its header. It reads dates as text, since no date of the standard
library is as short as a month; only the naive one gives each to `pendulum.parse`. None of them refuses an id
with a line feed, an empty text, an unknown key, or a key that stands twice: we do.
"""

import json
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from importlib.util import find_spec
from types import NoneType, UnionType
from typing import Any, NewType, get_args, get_origin, get_type_hints

from policytrack.terms import Confidence, CorrectionKind, Extent, Mode, Reply, SourceKind, Stance

Reader = Callable[[bytes], Any]
Load = Callable[[list[bytes]], list[Any]]
Day = NewType("Day", str)


@dataclass(slots=True, kw_only=True)
class Quote:
    """A quote."""

    exact: str
    prefix: str | None = None
    suffix: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(slots=True, kw_only=True)
class Citation:
    """A citation."""

    source_id: str
    quote: Quote | None = None
    note: str | None = None


@dataclass(slots=True, kw_only=True)
class Record:
    """What every record has."""

    id: str
    identifiers: tuple[str, ...] = ()
    extras: dict[str, str] | None = None


@dataclass(slots=True, kw_only=True)
class Assertion(Record):
    """What a record has that states a fact."""

    evidence: tuple[Citation, ...] = ()
    corrects_id: str | None = None
    correction: CorrectionKind | None = None
    correction_reason: str | None = None


@dataclass(slots=True, kw_only=True)
class Person(Record):
    """A person."""

    name: str
    other_names: tuple[str, ...] = ()
    sort_name: str | None = None
    notes: str | None = None


@dataclass(slots=True, kw_only=True)
class Organization(Record):
    """An organization."""

    name: str
    other_names: tuple[str, ...] = ()
    classification: str | None = None
    parent_id: str | None = None


@dataclass(slots=True, kw_only=True)
class Membership(Assertion):
    """A membership."""

    person_id: str
    organization_id: str
    post_id: str | None = None
    on_behalf_of_id: str | None = None
    role: str | None = None
    start_date: Day | None = None
    end_date: Day | None = None


@dataclass(slots=True, kw_only=True)
class Source(Record):
    """A source."""

    title: str
    publisher: str | None = None
    url: str | None = None
    published: Day | None = None
    retrieved_on: Day | None = None
    language: str | None = None
    kind: SourceKind = SourceKind.SECONDARY
    derived_from_id: str | None = None
    sha256: str | None = None
    licence: str | None = None


@dataclass(slots=True, kw_only=True)
class Proposal(Assertion):
    """A proposal."""

    title: str
    summary: str | None = None
    measure: dict[str, str] | None = None
    topics: frozenset[str] = frozenset()
    jurisdiction: str | None = None
    lifecycle: str = "uk-reform"
    part_of_id: str | None = None
    relations: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    other_titles: tuple[str, ...] = ()
    stakeholder_ids: frozenset[str] = frozenset()
    not_found: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Position(Assertion):
    """A position."""

    proposal_id: str
    actor_id: str
    stance: Stance = Stance.UNKNOWN
    capacity_id: str | None = None
    attribution: str | None = None
    said_on: Day | None = None
    statement: str | None = None
    mode: Mode | None = None
    replies_to_id: str | None = None
    reply: Reply | None = None


@dataclass(slots=True, kw_only=True)
class StatusChange(Assertion):
    """A status change."""

    proposal_id: str
    to: str
    on: Day | None = None
    by_ids: frozenset[str] = frozenset()
    wording: str | None = None
    extent: Extent | None = None
    confidence: Confidence | None = None
    claim: str | None = None


CLASSES: dict[bytes, type[Any]] = {
    b"person": Person,
    b"organization": Organization,
    b"membership": Membership,
    b"source": Source,
    b"proposal": Proposal,
    b"position": Position,
    b"status-change": StatusChange,
}


def peers() -> dict[str, Load]:
    """Return the peers that are installed, by name; the floor, if it is, first."""
    made: dict[str, tuple[tuple[str, ...], Callable[[], Callable[[type[Any]], Reader]]]] = {
        "msgspec Struct": (("msgspec",), _msgspec),
        "pydantic 2 dataclass": (("pydantic",), _pydantic),
        "mashumaro with orjson": (("mashumaro", "orjson"), _mashumaro),
        "cattrs with orjson": (("cattrs", "orjson"), _cattrs),
        "cattrs detailed, pendulum.parse": (("cattrs", "pendulum"), _naive),
    }
    found: dict[str, Load] = {}
    for name, (needed, make) in made.items():
        if missing := [module for module in needed if find_spec(module) is None]:
            print(f"{name}: skipped, {' and '.join(missing)} not installed")
        else:
            found[name] = _load(make())
    return found


def _load(make: Callable[[type[Any]], Reader]) -> Load:
    readers = {kind: make(cls) for kind, cls in CLASSES.items()}

    def load(lines: list[bytes]) -> list[Any]:
        return [readers[line.split(b'"', 4)[3]](line) for line in lines]

    return load


def _msgspec() -> Callable[[type[Any]], Reader]:
    import msgspec  # noqa: PLC0415  # A peer may be missing.

    made: dict[type[Any], Any] = {}

    def hint_of(hint: Any) -> Any:  # noqa: ANN401  # A type hint.
        if get_origin(hint) is tuple:
            return tuple[hint_of(get_args(hint)[0]), ...]  # type: ignore[misc]
        if get_origin(hint) is UnionType:
            return hint_of(next(part for part in get_args(hint) if part is not NoneType)) | None
        return struct(hint) if is_dataclass(hint) and isinstance(hint, type) else hint

    def struct(cls: type[Any]) -> Any:  # noqa: ANN401  # A class made here.
        if cls not in made:
            hints = get_type_hints(cls)
            shape = [
                (field.name, hint_of(hints[field.name]))
                if field.default is MISSING
                else (field.name, hint_of(hints[field.name]), field.default)
                for field in fields(cls)
            ]
            made[cls] = msgspec.defstruct(cls.__name__, shape, kw_only=True)
        return made[cls]

    return lambda cls: msgspec.json.Decoder(struct(cls)).decode


def _pydantic() -> Callable[[type[Any]], Reader]:
    import pydantic  # noqa: PLC0415  # A peer may be missing.

    return lambda cls: pydantic.TypeAdapter(cls).validate_json


def _mashumaro() -> Callable[[type[Any]], Reader]:
    from mashumaro.codecs.orjson import ORJSONDecoder  # noqa: PLC0415  # A peer may be missing.

    return lambda cls: ORJSONDecoder(cls).decode


def _cattrs() -> Callable[[type[Any]], Reader]:
    import cattrs  # noqa: PLC0415  # A peer may be missing.
    import orjson  # noqa: PLC0415  # As above.

    converter = cattrs.Converter(detailed_validation=False)
    return lambda cls: lambda line: converter.structure(orjson.loads(line), cls)


def _naive() -> Callable[[type[Any]], Reader]:
    import cattrs  # noqa: PLC0415  # A peer may be missing.
    import pendulum  # noqa: PLC0415  # As above.

    converter = cattrs.Converter()
    converter.register_structure_hook_func(lambda hint: hint is Day, lambda text, _: pendulum.parse(text))  # noqa: TID251  # What one would write without thinking.
    return lambda cls: lambda line: converter.structure(json.loads(line), cls)
