"""How the values of Popolo read and write: texts, dates, references and lists.

Each function returns a pair that goes both ways. `read` takes the properties of an object that belong to
a field and gives the value of our wire, or None; `write` takes the value and gives the properties. Both see
the whole object, since a name in two languages bears on the other names.
"""

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from policytrack.errors import Problem
from policytrack.formats._faults import Fault, printable, unexpected
from policytrack.formats._foreign import Object, native_id, read_date
from policytrack.formats._trees import is_object
from policytrack.formats.popolo._readings import (
    FAMILY,
    full_name,
    is_reduced,
    items_of,
    one_text,
    reduced,
)
from policytrack.formats.popolo._scope import Scope

Plain = Callable[[Any, Object, Scope], Any]
"""Take the value of a property and its object; give what `read` would, or None to ask `read`."""

Read = Callable[[Object, Object, Scope], Any]
Write = Callable[[Any, Object, Scope], Object]

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
        return one_text(given.get(own))

    def write(value: str, _: Object, __: Scope) -> Object:
        return {own: value}

    return Field(name, (own,), read, write, plain=_plain_text)


def fallback(name: str, key: str, others: Sequence[str]) -> Field:
    """A text that other properties stand in for where it is missing."""

    def read(given: Object, whole: Object, _: Scope) -> str | None:
        for value in (given.get(key), *map(whole.get, others)):
            if found := one_text(value):
                return found if value is given.get(key) else found[:_LONGEST_LABEL].strip() or None
        return None

    def write(value: str, _: Object, __: Scope) -> Object:
        return {key: value}

    return Field(name, (key,), read, write, _plain_text, frozenset(others))


def person_name() -> Field:
    """The name of a person; where there is none, what the name is made of, here or in the main other name."""

    def read(given: Object, whole: Object, _: Scope) -> str | None:
        if own := one_text(given.get("name")) or full_name(whole):
            return own
        others = [item for item in items_of(whole.get("other_names")) if is_object(item)]
        if len(others) > 1:
            others.sort(key=lambda item: item.get("note") != "Main")
        return next(filter(None, map(full_name, others)), None)

    def write(value: str, _: Object, __: Scope) -> Object:
        return {"name": value}

    parts = frozenset({"given_name", *FAMILY, "other_names"})
    return Field("name", ("name",), read, write, _plain_text, parts)


def date(name: str, key: str | None = None) -> Field:
    """A date; what Popolo cannot say is written without its qualifier, or not at all."""
    own = name if key is None else key

    def read(given: Object, _: Object, __: Scope) -> str | None:
        return read_date(given.get(own))

    def write(value: str, _: Object, __: Scope) -> Object:
        plain = reduced(value)
        return {own: plain} if plain else {}

    def plain(value: Any, _: Object, scope: Scope) -> Any:  # noqa: ANN401  # Any JSON.
        return value if type(value) is str and scope.is_day(value, is_reduced) else None

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
        found = {"start_date": reduced(start), "end_date": reduced(end if slash else start)}
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
