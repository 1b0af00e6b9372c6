"""The peers of `load.py`: the records of `generate.py` as plain dataclasses, and how others read them.

A peer takes the lines of a file without its header, and holds what it makes of them. Dates become
`PartialDate`s by a hook of the peer's own kind, each text parsed once, since no date of the standard library
is as short as a month; only the naive one gives each to `pendulum.parse`. FollowTheMoney has its own form of
the same records, `entities`, and keeps dates as text. None of them refuses an id with a line feed, an empty
text, an unknown key, or a key that stands twice: we do.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache, partial
from importlib.util import find_spec
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from policytrack.dates import PartialDate
from policytrack.terms import Confidence, CorrectionKind, Extent, Mode, Reply, SourceKind, Stance

Reader = Callable[[bytes], Any]
Load = Callable[[Iterable[bytes]], list[Any]]

day = cache(PartialDate.parse)


class DayText:
    """Tells pydantic how to read a date."""

    def __get_pydantic_core_schema__(self, *_: object) -> object:
        from pydantic_core import core_schema  # noqa: PLC0415  # A peer may be missing.

        return core_schema.no_info_plain_validator_function(day)


Day = Annotated[PartialDate, DayText()]


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


FTM = "FollowTheMoney"


def peers() -> dict[str, Callable[[], Load]]:
    """Return what makes the peers that are installed, by name; the floor, if it is, first."""
    made: dict[str, tuple[tuple[str, ...], Callable[[], Callable[[type[Any]], Reader]]]] = {
        "msgspec Struct": (("msgspec",), _msgspec),
        "pydantic 2 dataclass": (("pydantic",), _pydantic),
        "mashumaro with orjson": (("mashumaro", "orjson"), _mashumaro),
        "cattrs with orjson": (("cattrs", "orjson"), _cattrs),
        "cattrs detailed, pendulum.parse": (("cattrs", "pendulum"), _naive),
        f"{FTM}, trusting": (("followthemoney", "orjson"), partial(_follow_the_money, is_trusted=True)),
        f"{FTM}, validating": (("followthemoney", "orjson"), partial(_follow_the_money, is_trusted=False)),
    }
    found: dict[str, Callable[[], Load]] = {}
    for name, (needed, make) in made.items():
        if missing := [module for module in needed if find_spec(module) is None]:
            print(f"{name}: skipped, {' and '.join(missing)} not installed", file=sys.stderr)
        else:
            found[name] = partial(_made, make)
    return found


def _made(make: Callable[[], Callable[[type[Any]], Reader]]) -> Load:
    return _load(make())


def _load(make: Callable[[type[Any]], Reader]) -> Load:
    readers = {kind: make(cls) for kind, cls in CLASSES.items()}

    def load(lines: Iterable[bytes]) -> list[Any]:
        return [readers[line.split(b'"', 4)[3]](line) for line in lines]

    return load


def structs(lines: Iterable[bytes], *, spare: bool) -> list[Any]:
    """Return the records as msgspec Structs; `spare` ones leave out defaults when they are written."""
    return _load(_msgspec(spare=spare))(lines)


def _msgspec(*, spare: bool = False) -> Callable[[type[Any]], Reader]:
    import msgspec  # noqa: PLC0415  # A peer may be missing.

    made: dict[type[Any], Any] = {}

    def hint_of(hint: Any) -> Any:  # noqa: ANN401  # A type hint.
        if get_origin(hint) is tuple:
            return tuple[hint_of(get_args(hint)[0]), ...]  # type: ignore[misc]
        if get_origin(hint) in {Union, UnionType}:
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
            made[cls] = msgspec.defstruct(cls.__name__, shape, kw_only=True, omit_defaults=spare)
        return made[cls]

    return lambda cls: msgspec.json.Decoder(struct(cls), dec_hook=lambda _, text: day(text)).decode


def _pydantic() -> Callable[[type[Any]], Reader]:
    import pydantic  # noqa: PLC0415  # A peer may be missing.

    return lambda cls: pydantic.TypeAdapter(cls).validate_json


def _mashumaro() -> Callable[[type[Any]], Reader]:
    from mashumaro.codecs.orjson import ORJSONDecoder  # noqa: PLC0415  # A peer may be missing.
    from mashumaro.dialect import Dialect  # noqa: PLC0415  # As above.

    class Days(Dialect):
        serialization_strategy: Any = {PartialDate: {"deserialize": day}}  # noqa: RUF012  # mashumaro's way.

    return lambda cls: ORJSONDecoder(cls, default_dialect=Days).decode


def _cattrs() -> Callable[[type[Any]], Reader]:
    import cattrs  # noqa: PLC0415  # A peer may be missing.
    import orjson  # noqa: PLC0415  # As above.

    converter = cattrs.Converter(detailed_validation=False)
    converter.register_structure_hook(PartialDate, lambda text, _: day(text))
    return lambda cls: lambda line: converter.structure(orjson.loads(line), cls)


def _naive() -> Callable[[type[Any]], Reader]:
    import cattrs  # noqa: PLC0415  # A peer may be missing.
    import pendulum  # noqa: PLC0415  # As above.

    converter = cattrs.Converter()
    converter.register_structure_hook(PartialDate, lambda text, _: pendulum.parse(text))  # noqa: TID251  # What one would write without thinking.
    return lambda cls: lambda line: converter.structure(json.loads(line), cls)


def _follow_the_money(*, is_trusted: bool) -> Callable[[type[Any]], Reader]:
    import orjson  # noqa: PLC0415  # A peer may be missing.
    from followthemoney.proxy import EntityProxy  # noqa: PLC0415  # As above.

    return lambda _: lambda line: EntityProxy.from_dict(orjson.loads(line), cleaned=is_trusted)


_SCHEMAS = {
    "person": ("Person", {"name": "name"}),
    "organization": ("Organization", {"name": "name", "classification": "sector"}),
    "membership": (
        "Membership",
        {"person_id": "member", "organization_id": "organization", "role": "role", "start_date": "startDate"},
    ),
    "source": (
        "Article",
        {
            "title": "title",
            "publisher": "publisher",
            "url": "sourceUrl",
            "published": "publishedAt",
            "language": "language",
        },
    ),
    "proposal": (
        "Project",
        {
            "title": "name",
            "summary": "summary",
            "topics": "keywords",
            "jurisdiction": "country",
            "stakeholder_ids": "participants",
        },
    ),
    "position": (
        "Event",
        {"proposal_id": "proof", "actor_id": "involved", "stance": "name", "said_on": "date"},
    ),
    "status-change": (
        "Event",
        {"proposal_id": "proof", "to": "name", "on": "date", "confidence": "keywords"},
    ),
}


def entities(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give the same content as FollowTheMoney has it: an entity for each record and for each citation."""
    for record in records:
        schema, names = _SCHEMAS[record["type"]]
        given = {names[key]: value for key, value in record.items() if key in names}
        if measure := record.get("measure"):
            given["goal"] = list(measure.values())
        yield _entity(record["type"], record["id"], schema, given)
        for number, citation in enumerate(record.get("evidence", ())):
            given = {"entity": record["id"], "document": citation["source_id"]}
            if quote := citation.get("quote"):
                given |= {"summary": quote["exact"], "recordId": f"{quote['start']}-{quote['end']}"}
            yield _entity(record["type"], f"{record['id']}-{number}", "Documentation", given)


def _entity(kind: str, record_id: str, schema: str, given: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {
        key: value if isinstance(value, list) else [value] for key, value in given.items()
    }
    # The type stands first, as in every line here.
    return {"type": kind, "id": record_id, "schema": schema, "properties": properties}
