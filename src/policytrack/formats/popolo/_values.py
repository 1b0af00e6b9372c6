"""How the values of Popolo read and write: texts, dates, references and lists.

Each function returns a pair that goes both ways. `read` takes the properties of an object that belong to
a field and gives the value of our wire, or None; `write` takes the value and gives the properties. Both see
the whole object, since a name in two languages bears on the other names.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from policytrack.errors import Problem
from policytrack.formats._faults import Fault, printable, unexpected
from policytrack.formats._foreign import Object, is_record, native_id, read_date, read_other_name
from policytrack.formats._trees import is_list, is_object
from policytrack.formats.popolo._scope import Scope

Plain = Callable[[Any, Object, Scope], Any]
"""Take the value of a property and its object; give what `read` would, or None to ask `read`."""

Read = Callable[[Object, Object, Scope], Any]
Write = Callable[[Any, Object, Scope], Object]

_MONTH = "(?:0[1-9]|1[0-2])"
_REDUCED = re.compile(rf"[0-9]{{4}}(?:-{_MONTH}(?:-[0-9]{{2}})?)?")
"""What Popolo calls a date: a year, a month or a day (ISO 8601, reduced precision)."""
_IDENTIFIER = {"scheme", "identifier"}
_FAMILY = ("family_name", "surname", "lordname")
_LONGEST_LABEL = 80


@attrs.frozen
class Field:
    """A field of ours and the properties of Popolo that say the same.

    `plain` is a short way for values that are written as they are read. An object without these properties
    says nothing of the field, unless it has one of those in `others`.
    """

    name: str
    keys: tuple[str, ...]
    read: Read
    write: Write
    plain: Plain | None = None
    others: frozenset[str] = frozenset()


def text(name: str, key: str | None = None) -> Field:
    """A text; one in several languages gives the English one, or the first by language."""
    own = name if key is None else key

    def read(given: Object, _: Object, __: Scope) -> str | None:
        return _one_text(given.get(own))

    def write(value: str, _: Object, __: Scope) -> Object:
        return {own: value}

    return Field(name, (own,), read, write, plain=_plain_text)


def fallback(name: str, key: str, others: Sequence[str]) -> Field:
    """A text that other properties stand in for where it is missing."""

    def read(given: Object, whole: Object, _: Scope) -> str | None:
        for value in (given.get(key), *map(whole.get, others)):
            if found := _one_text(value):
                return found if value is given.get(key) else found[:_LONGEST_LABEL].strip() or None
        return None

    def write(value: str, _: Object, __: Scope) -> Object:
        return {key: value}

    return Field(name, (key,), read, write, _plain_text, frozenset(others))


def person_name() -> Field:
    """The name of a person; where there is none, what the name is made of, here or in the main other name."""

    def read(given: Object, whole: Object, _: Scope) -> str | None:
        if own := _one_text(given.get("name")) or _full_name(whole):
            return own
        others = [item for item in _list(whole.get("other_names")) if is_object(item)]
        main = sorted(others, key=lambda item: item.get("note") != "Main")
        return next(filter(None, map(_full_name, main)), None)

    def write(value: str, _: Object, __: Scope) -> Object:
        return {"name": value}

    parts = frozenset({"given_name", *_FAMILY, "other_names"})
    return Field("name", ("name",), read, write, _plain_text, parts)


def date(name: str, key: str | None = None) -> Field:
    """A date; what Popolo cannot say is written without its qualifier, or not at all."""
    own = name if key is None else key

    def read(given: Object, _: Object, __: Scope) -> str | None:
        return read_date(given.get(own))

    def write(value: str, _: Object, __: Scope) -> Object:
        plain = _reduced(value)
        return {own: plain} if plain else {}

    def plain(value: Any, _: Object, scope: Scope) -> Any:  # noqa: ANN401  # Any JSON.
        return value if type(value) is str and scope.is_day(value, _is_reduced) else None

    return Field(name, (own,), read, write, plain)


def period(name: str) -> Field:
    """`start_date` and `end_date` as one date: the same twice is one date, different ones are a period."""

    def read(given: Object, _: Object, __: Scope) -> str | None:
        start, end = read_date(given.get("start_date")), read_date(given.get("end_date"))
        if start == end:
            return start
        return read_date(f"{start or ''}/{end or ''}")

    def write(value: str, _: Object, __: Scope) -> Object:
        start, slash, end = value.partition("/")
        found = {"start_date": _reduced(start), "end_date": _reduced(end if slash else start)}
        return {key: plain for key, plain in found.items() if plain}

    return Field(name, ("start_date", "end_date"), read, write)


def reference(
    name: str, key: str, *kinds: str, inside: str | None = None, required: bool = False, of_post: bool = False
) -> Field:
    """The id of another object; `inside` names the property that may hold that object itself.

    One that leads nowhere is a fault, unless it is `required`: then the record is to be told from
    one that says nothing, and whoever checks the whole will speak.
    """

    def read(given: Object, whole: Object, scope: Scope) -> str | None:
        value = given.get(key)
        if value is None and inside is not None and is_object(held := whole.get(inside)):
            value = held.get("id")
        if value is None and of_post:
            value = scope.body(whole.get("post_id"))
        return None if value is None or value == "" else _meant(value, kinds, scope, required=required)

    def write(value: str, _: Object, scope: Scope) -> Object:
        native = scope.native(kinds, value)
        return {} if native is None else {key: native}

    def plain(value: Any, _: Object, scope: Scope) -> str | None:  # noqa: ANN401  # Any JSON.
        return scope.sure(kinds, value) if type(value) is str else None

    others = filter(None, (inside, "post_id" if of_post else None))
    return Field(name, (key,), read, write, plain, frozenset(others))


def sponsor(name: str) -> Field:
    """The person or the organization behind a bill, each with a property of its own."""
    kinds = {"person_id": "persons", "organization_id": "organizations"}

    def read(given: Object, _: Object, scope: Scope) -> str | None:
        for key, kind in kinds.items():
            native = native_id(given.get(key))
            if native is not None and (found := scope.record((kind,), native)):
                return found
        return None

    def write(value: str, _: Object, scope: Scope) -> Object:
        found = {key: scope.native((kind,), value) for key, kind in kinds.items()}
        return {key: native for key, native in found.items() if native is not None}

    return Field(name, tuple(kinds), read, write)


def involved(name: str, keys: tuple[str, ...]) -> Field:
    """Those whom an event involves: by a property of its own, and as `attendees`."""
    kinds = ("persons", "organizations")

    def read(given: Object, _: Object, scope: Scope) -> list[str] | None:
        found = {scope.record(kinds, native) for native in _ids_of(given, keys)}
        return sorted(record_id for record_id in found if record_id is not None) or None

    def write(value: list[str], _: Object, scope: Scope) -> Object:
        natives = [native for record_id in value if (native := scope.native(kinds, record_id))]
        if len(natives) == 1 or len(keys) == 1:
            return {keys[0]: natives[0]} if natives else {}
        return {keys[-1]: [{"id": native} for native in natives]} if natives else {}

    return Field(name, keys, read, write)


def identifiers() -> Field:
    """Ids that others gave; those without a scheme have no place in our field."""

    def items(value: Object) -> Object | None:
        scheme, identifier = value.get("scheme"), native_id(value.get("identifier"))
        ok = isinstance(scheme, str) and scheme and identifier
        return {"scheme": scheme, "identifier": identifier} if ok else None

    found = _listed("identifiers", "identifiers", items)
    return attrs.evolve(found, plain=_plain_identifiers)


def other_names() -> Field:
    """Other names, those in other languages of the name itself first."""
    plain = _listed("other_names", "other_names", read_other_name)

    def read(given: Object, whole: Object, scope: Scope) -> list[Object] | None:
        return [*_in_other_languages(whole.get("name")), *(plain.read(given, whole, scope) or [])] or None

    def write(value: list[Object], whole: Object, scope: Scope) -> Object:
        said = _in_other_languages(whole.get("name"))
        return plain.write(value[len(said) :] if value[: len(said)] == said else value, whole, scope)

    return Field("other_names", ("other_names",), read, write, others=frozenset({"name"}))


def evidence() -> Field:
    """`sources` with an address as citations."""

    def read(given: Object, _: Object, scope: Scope) -> list[Object] | None:
        items = [item for item in _list(given.get("sources")) if is_record(item)]
        addressed = [item for item in items if _is_text(item.get("url"))]
        cited = [(scope.source_at(item["url"]), item.get("note")) for item in addressed]
        return [
            {"source_id": source_id} | ({"note": note} if _is_text(note) else {})
            for source_id, note in cited
            if source_id is not None
        ] or None

    def write(value: list[Object], _: Object, scope: Scope) -> Object:
        found = [
            {"url": url} | ({"note": citation["note"]} if "note" in citation else {})
            for citation in value
            if (url := scope.addresses.get(citation["source_id"]))
        ]
        return {"sources": found} if found else {}

    return Field("evidence", ("sources",), read, write)


def texts(name: str, key: str, inner: str | None) -> Field:
    """A list of texts, or of objects with a text each; only the first where our field holds one."""
    is_one = name == "summary"

    def read(given: Object, _: Object, __: Scope) -> Any:  # noqa: ANN401  # One text, or a list of them.
        items = [
            item.get(inner) if inner is not None and is_object(item) else item
            for item in _list(given.get(key))
        ]
        found = [item for item in items if isinstance(item, str) and item]
        if is_one:
            return found[0] if found else None
        return (sorted(set(found)) if name == "topics" else found) or None

    def write(value: Any, _: Object, __: Scope) -> Object:  # noqa: ANN401  # As above.
        held: list[str] = [value] if is_one else value
        return {key: [{inner: item} for item in held] if inner is not None else held}

    return Field(name, (key,), read, write)


def relations() -> Field:
    """Related bills: ours are written by id, since only those here can be told apart by it."""
    kinds = ("bills", "motions")

    def read(given: Object, _: Object, scope: Scope) -> list[Object] | None:
        found: list[Object] = []
        for item in _list(given.get("related_bills")):
            if is_object(item) and _is_text(item.get("relation_type")):
                native = native_id(item.get("identifier"))
                if native is not None and (record_id := scope.record(kinds, native)):
                    found.append({"kind": item["relation_type"], "proposal_id": record_id})
        return found or None

    def write(value: list[Object], _: Object, scope: Scope) -> Object:
        found = [
            {"identifier": native, "relation_type": item["kind"]}
            for item in value
            if (native := scope.native(kinds, item["proposal_id"]))
        ]
        return {"related_bills": found} if found else {}

    return Field("relations", ("related_bills",), read, write)


def _meant(value: object, kinds: tuple[str, ...], scope: Scope, *, required: bool) -> str:
    native = native_id(value)
    if native is None:
        raise unexpected(value, "an id")
    if found := scope.record(kinds, native):
        return found
    if required:
        return native
    raise Fault(Problem("dangling-reference", "", f"{printable(native):.80}: nothing here has this id"))


def _plain_text(value: Any, _: Object, __: Scope) -> Any:  # noqa: ANN401  # Any JSON.
    return value if type(value) is str and value else None


def _plain_identifiers(value: Any, _: Object, __: Scope) -> Any:  # noqa: ANN401  # Any JSON.
    is_plain = value and is_list(value) and all(map(_is_identifier, value))
    return value if is_plain else None


def _is_identifier(value: object) -> bool:
    return is_object(value) and value.keys() == _IDENTIFIER and all(map(_is_text, value.values()))


def _is_reduced(text: str) -> bool:
    try:
        return _REDUCED.fullmatch(text) is not None and read_date(text) == text
    except Fault:
        return False


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _one_text(value: object) -> str | None:
    if isinstance(value, str):
        return value or None
    if value is None:
        return None
    if is_object(value) and (found := _languages(value)):
        return found[0][1]
    if type(value) is int:
        return str(value)
    raise unexpected(value, "text, or an object with a text for each language")


def _languages(value: dict[str, object]) -> list[tuple[str, str]]:
    """Return the texts of an object such as `{"lang:en": "Wales", "lang:cy": "Cymru"}`, English first."""
    found = [
        (key.removeprefix("lang:"), said) for key, said in value.items() if isinstance(said, str) and said
    ]
    return sorted(found, key=lambda pair: (pair[0] != "en", pair[0]))


def _in_other_languages(name: object) -> list[Object]:
    if not is_object(name):
        return []
    return [{"name": said, "note": language} for language, said in _languages(name)[1:]]


def _full_name(item: dict[str, object]) -> str | None:
    """Return a name, or one made of its parts."""
    if _is_text(item.get("name")):
        return str(item["name"])
    family = next((item[key] for key in _FAMILY if key in item and _is_text(item[key])), None)
    return (
        " ".join([part for part in (item.get("given_name"), family) if isinstance(part, str) and part])
        or None
    )


def _listed(name: str, key: str, item: Callable[[Object], Object | None]) -> Field:
    def read(given: Object, _: Object, __: Scope) -> list[Object] | None:
        found = [item(part) for part in _list(given.get(key)) if is_object(part)]
        return [part for part in found if part is not None] or None

    def write(value: list[Object], _: Object, __: Scope) -> Object:
        return {key: value} if value else {}

    return Field(name, (key,), read, write)


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    if not is_list(value):
        raise unexpected(value, "a list")
    return value


def _reduced(date: str) -> str | None:
    """Return a date as Popolo says it, without its qualifier; None for what it cannot say."""
    plain = date.rstrip("~?%")
    return plain if _REDUCED.fullmatch(plain) else None


def _ids_of(given: Object, keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        value = given.get(key)
        for item in value if is_list(value) else [value]:
            native = native_id(item.get("id") if is_object(item) else item)
            if native is not None:
                yield native
