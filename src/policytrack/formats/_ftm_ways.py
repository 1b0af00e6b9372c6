"""How our fields and the properties of FollowTheMoney stand for each other, as one table for both ways.

An entity's properties are lists of text. Each way takes from a record's page what its property can say, and
takes from an entity's properties what it understands; what it does not take stays where it was.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import attrs

from policytrack.dates import PartialDate
from policytrack.errors import InvalidDateError
from policytrack.formats._ledger import Page

Properties = dict[str, list[str]]
Known = Mapping[str, str]
"""The field of a snapshot that each entity or record belongs to which others may refer to, by its id."""

_ACTORS = ("people", "organizations")
# FollowTheMoney's dates are prefixes of ISO 8601, with no doubt and no ranges.
_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
_LONGEST_DATE = len("2023-09-24")

SCHEMES = {"wikidata": "wikidataId", "lei": "leiCode", "opencorporates": "opencorporatesUrl"} | {
    name: name
    for name in (
        *("registrationNumber", "idNumber", "taxNumber", "licenseNumber", "vatCode", "dunsCode"),
        *("uniqueEntityId", "npiCode", "swiftBic", "innCode", "ogrnCode", "okpoCode", "uscCode"),
    )
}
"""The properties that hold identifiers, by our scheme."""

_SCHEME_OF = {name: scheme for scheme, name in SCHEMES.items()}


@attrs.frozen
class Way:
    """How one field goes: `write` gives the values for a property, `read` takes a field's value from them.

    `one` is the same as `read` where there is one value, as there nearly always is: it gives the field's
    value, or None where that value stays where it is.
    """

    property: str
    write: Callable[[Page, str, Known], list[str]]
    read: Callable[[list[str], Known], Any]
    one: Callable[[str, Known], Any] | None = None


def _text(name: str) -> Way:
    def write(page: Page, key: str, _: Known) -> list[str]:
        value = page.take(key)
        return [] if value is None else [value]

    def read(values: list[str], _: Known) -> str | None:
        return values.pop(0) if values and values[0] else None

    return Way(name, write, read, lambda text, _: text)


def _texts(name: str) -> Way:
    def read(values: list[str], _: Known) -> list[str]:
        found = list(dict.fromkeys(values))
        values.clear()
        return found

    return Way(name, lambda page, key, _: page.take(key) or [], read)


def _date(name: str) -> Way:
    def write(page: Page, key: str, _: Known) -> list[str]:
        value = page.wire.get(key, "")
        return [page.take(key)] if _DATE.fullmatch(value) else []

    def read(values: list[str], _: Known) -> str | None:
        return next((values.pop(index) for index, value in enumerate(values) if is_day(value)), None)

    def is_day(text: str) -> bool:
        return len(text) <= _LONGEST_DATE and _is_date(text)

    return Way(name, write, read, lambda text, _: text if is_day(text) else None)


@lru_cache(maxsize=16_384)
def _is_date(text: str) -> bool:
    """Say whether a text is a date of FollowTheMoney's and of the calendar; few of a file are distinct."""
    try:
        return _DATE.fullmatch(text) is not None and bool(PartialDate.parse(text))
    except InvalidDateError:
        return False


def _reference(name: str, *fields: str) -> Way:
    def write(page: Page, key: str, known: Known) -> list[str]:
        return [page.take(key)] if known.get(page.wire.get(key, "")) in fields else []

    def read(values: list[str], known: Known) -> str | None:
        return next((values.pop(i) for i, value in enumerate(values) if known.get(value) in fields), None)

    return Way(name, write, read, lambda text, known: text if known.get(text) in fields else None)


def _references(name: str, *fields: str) -> Way:
    def write(page: Page, key: str, known: Known) -> list[str]:
        held = enumerate(page.wire.get(key, ()))
        return [page.take(key, index) for index, value in held if known.get(value) in fields]

    def read(values: list[str], known: Known) -> list[str]:
        found = list(dict.fromkeys(value for value in values if known.get(value) in fields))
        values[:] = [value for value in values if value not in found]
        return found

    return Way(name, write, read)


def _other_names(name: str) -> Way:
    def write(page: Page, key: str, _: Known) -> list[str]:
        found: list[str] = []
        for index, other in enumerate(page.wire.get(key, ())):
            # Equal values of a property are one.
            if other["name"] not in found:
                found.append(page.take(key, index, "name"))
        return found

    def read(values: list[str], _: Known) -> list[dict[str, str]]:
        found = [{"name": value} for value in dict.fromkeys(values)]
        values.clear()
        return found

    return Way(name, write, read)


def _proof(name: str) -> Way:
    """Evidence, of which only the sources can be said."""

    def write(page: Page, key: str, known: Known) -> list[str]:
        found: list[str] = []
        for index, citation in enumerate(page.wire.get(key, ())):
            source_id = citation["source_id"]
            if known.get(source_id) == "sources" and source_id not in found:
                found.append(page.take(key, index, "source_id"))
        return found

    def read(values: list[str], known: Known) -> list[dict[str, str]]:
        found = [{"source_id": one} for one in dict.fromkeys(values) if known.get(one) == "sources"]
        values[:] = [value for value in values if {"source_id": value} not in found]
        return found

    return Way(name, write, read)


_NAMED = {"name": _text("name"), "other_names": _other_names("alias")}

WAYS: Mapping[str, Mapping[str, Way]] = {
    "people": {**_NAMED, "notes": _text("notes")},
    "organizations": {
        **_NAMED,
        "classification": _text("classification"),
        "parent_id": _reference("parent", "organizations"),
    },
    "posts": {"label": _text("name"), "organization_id": _reference("organization", "organizations")},
    "memberships": {
        "person_id": _reference("member", "people"),
        "organization_id": _reference("organization", "organizations"),
        "role": _text("role"),
        "start_date": _date("startDate"),
        "end_date": _date("endDate"),
        "evidence": _proof("proof"),
    },
    "sources": {
        "title": _text("title"),
        "publisher": _text("publisher"),
        "url": _text("sourceUrl"),
        "published": _date("publishedAt"),
        "retrieved_on": _date("retrievedAt"),
    },
    "events": {
        "label": _text("name"),
        "on": _date("date"),
        "involves_ids": _references("involved", *_ACTORS),
        "evidence": _proof("proof"),
    },
    "proposals": {
        "title": _text("name"),
        "summary": _text("summary"),
        "topics": _texts("keywords"),
        "jurisdiction": _text("jurisdiction"),
        "part_of_id": _reference("partOf", "proposals"),
        "evidence": _proof("proof"),
    },
    "positions": {
        "proposal_id": _reference("proposal", "proposals"),
        "actor_id": _reference("actor", *_ACTORS),
        "stance": _text("stance"),
        "said_on": _date("date"),
        "attribution": _text("attribution"),
        "statement": _text("summary"),
        "evidence": _proof("proof"),
    },
    "status_changes": {
        "proposal_id": _reference("proposal", "proposals"),
        "to": _text("state"),
        "on": _date("date"),
        "by_ids": _references("by", *_ACTORS),
        "wording": _text("description"),
        "evidence": _proof("proof"),
    },
    "figures": {
        "label": _text("figure"),
        "wording": _text("wording"),
        "as_of": _date("date"),
        "attributed_to_id": _reference("attributedTo", *_ACTORS),
        "evidence": _proof("proof"),
    },
    "processes": {
        "subject": _text("subject"),
        "body_id": _reference("body", "organizations"),
        "evidence": _proof("proof"),
    },
    "others": {},
}
"""For each field of a snapshot, the ways of the fields of its records."""

TARGETS = ("people", "organizations", "posts", "sources", "proposals")
"""The fields whose records others refer to."""


def write_identifiers(page: Page) -> Properties:
    """Return the identifiers that have a property; those whose order would change are left."""
    found: Properties = {}
    for index, held in enumerate(page.wire.get("identifiers", ())):
        name, value = SCHEMES.get(held["scheme"]), held["identifier"]
        is_last = name in found and name == next(reversed(found))
        if name is not None and (name not in found or (is_last and value not in found[name])):
            found.setdefault(name, []).append(value)
            page.take("identifiers", index)
    return found


@attrs.frozen
class Plan:
    """How entities of a schema with certain properties are read, worked out once for all of them.

    `ways` are those of the fields that have a property, with the field and the property; `schemes` the
    properties that hold identifiers, with our scheme; no field is read from the `others`.
    """

    ways: tuple[tuple[str, str, Way], ...]
    schemes: tuple[tuple[str, str], ...]
    others: tuple[str, ...]

    def read(self, properties: Mapping[str, list[str]], known: Known, wire: dict[str, Any]) -> Properties:
        """Read the fields of a record into `wire`, and return what is left of the properties."""
        left: Properties = {}
        for name in self.others:
            if properties[name]:
                left[name] = properties[name]
        for key, name, way in self.ways:
            rest = properties[name]
            if way.one is not None and len(rest) == 1:
                value = way.one(rest[0], known)
                if not value:
                    left[name] = rest
            else:
                rest = list(rest)
                value = way.read(rest, known)
                if rest:
                    left[name] = rest
            if value:
                wire[key] = value
        if self.schemes:
            found = [
                {"scheme": scheme, "identifier": value}
                for name, scheme in self.schemes
                for value in dict.fromkeys(properties[name])
            ]
            wire |= {"identifiers": found} if found else {}
        return left


class Plans(dict[tuple[str, tuple[str, ...]], Plan]):
    """The plans of one file, by field and properties in order: each is made when it is asked for."""

    def __missing__(self, shape: tuple[str, tuple[str, ...]]) -> Plan:
        field, names = shape
        ways = tuple((key, way.property, way) for key, way in WAYS[field].items() if way.property in names)
        are_actors = field in _ACTORS
        schemes = tuple((name, _SCHEME_OF[name]) for name in names if are_actors and name in _SCHEME_OF)
        read = {name for _, name, _ in ways} | {name for name, _ in schemes}
        self[shape] = plan = Plan(ways, schemes, tuple(name for name in names if name not in read))
        return plan
