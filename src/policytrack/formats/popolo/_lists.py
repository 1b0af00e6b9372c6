"""How the fields that are lists read and write: identifiers, other names, citations, texts, related bills."""

from collections.abc import Callable
from typing import Any

import attrs

from policytrack.formats._foreign import Object, is_record, native_id, read_other_name
from policytrack.formats._trees import is_list, is_object
from policytrack.formats.popolo._readings import ids_of, in_other_languages, is_identifier, is_text, items_of
from policytrack.formats.popolo._scope import Scope
from policytrack.formats.popolo._values import Field


def involved(name: str, keys: tuple[str, ...]) -> Field:
    """Those whom an event involves: by a property of its own, and as `attendees`."""
    kinds = ("persons", "organizations")

    def read(given: Object, _: Object, scope: Scope) -> list[str] | None:
        found = {scope.record(kinds, native) for native in ids_of(given, keys)}
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
        found: list[Object] = plain.read(given, whole, scope) or []
        if "name" in whole:
            found = [*in_other_languages(whole["name"]), *found]
        return found or None

    def write(value: list[Object], whole: Object, scope: Scope) -> Object:
        said = in_other_languages(whole.get("name"))
        return plain.write(value[len(said) :] if value[: len(said)] == said else value, whole, scope)

    return Field("other_names", ("other_names",), read, write, others=frozenset({"name"}))


def evidence() -> Field:
    """`sources` with an address as citations."""

    def read(given: Object, _: Object, scope: Scope) -> list[Object] | None:
        items = [item for item in items_of(given.get("sources")) if is_record(item)]
        addressed = [item for item in items if is_text(item.get("url"))]
        cited = [(scope.source_at(item["url"]), item.get("note")) for item in addressed]
        return [
            {"source_id": source_id} | ({"note": note} if is_text(note) else {})
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
            for item in items_of(given.get(key))
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
        for item in items_of(given.get("related_bills")):
            if is_object(item) and is_text(item.get("relation_type")):
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


def _plain_identifiers(value: Any, _: Object, __: Scope) -> Any:  # noqa: ANN401  # Any JSON.
    is_plain = value and is_list(value) and all(map(is_identifier, value))
    return value if is_plain else None


def _listed(name: str, key: str, item: Callable[[Object], Object | None]) -> Field:
    def read(given: Object, _: Object, __: Scope) -> list[Object] | None:
        items = [part for part in items_of(given.get(key)) if is_object(part)]
        return [found for part in items if (found := item(part)) is not None] or None

    def write(value: list[Object], _: Object, __: Scope) -> Object:
        return {key: value} if value else {}

    return Field(name, (key,), read, write)
