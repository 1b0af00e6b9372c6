"""The objects of a document, each with its place and its id."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, Optional

import attrs

from policytrack.formats._derive import Ids
from policytrack.formats._faults import pointer
from policytrack.formats._foreign import MOST_WORDS, Object, native_id
from policytrack.formats._trees import is_list, is_object
from policytrack.formats.popolo._kinds import INSIDE, SPEECHES, STATEMENTS, TOP, Kind, ours
from policytrack.formats.popolo._scope import Scope
from policytrack.ids import id_fault

_INNER = (place.kind.name for inside in INSIDE.values() for place in inside.values())
_RANKS = {name: rank for rank, name in enumerate(dict.fromkeys([*TOP, *_INNER]))}


@attrs.define(eq=False)
class Item:
    """One object: what it is, what it says, in which list and where in it, and what it stands in.

    `own` is what it says without the objects in it that are records of their own. `record_id` is None as long
    as it has none, and where it is no object.
    """

    kind: Kind
    native: Any
    list: str
    index: int
    outer: Optional["Item"] = None
    own: Any = attrs.Factory(lambda self: self.native, takes_self=True)
    record_id: str | None = None

    @property
    def path(self) -> str:
        """Where it stands in the document, as a JSON Pointer."""
        return ("" if self.outer is None else self.outer.path) + pointer(self.list, self.index)

    @property
    def depth(self) -> int:
        """In how many objects it stands."""
        return 0 if self.outer is None else 1 + self.outer.depth


def collect(document: Object) -> list[Item]:
    """Give every object of the lists that hold records, those inside of others behind them."""
    found: list[Item] = []
    for name, kind in TOP.items():
        value = document.get(name)
        inner = INSIDE.get(name, {})
        for index, native in enumerate(value if is_list(value) else ()):
            item = Item(_kind(kind, native) if kind is SPEECHES else kind, native, name, index)
            found.append(item)
            if is_object(native) and not inner.keys().isdisjoint(native):
                found += _inside(item)
    return found


def _inside(outer: Item) -> Iterator[Item]:
    for key, place in INSIDE.get(outer.kind.name, {}).items():
        value = outer.native.get(key) if is_object(outer.native) else None
        if is_list(value) and _holds_records(outer.kind.name, value):
            outer.own = {name: part for name, part in outer.own.items() if name != key}
            for index, native in enumerate(value):
                item = Item(place.kind, native, key, index, outer)
                yield item
                yield from _inside(item)


def _holds_records(kind: str, value: object) -> bool:
    """Say whether a list inside of an object holds records; an action is one only where we wrote it."""
    if not is_list(value) or not value:
        return False
    return kind != "bills" or all(is_object(part) and ours(part) for part in value)


def _kind(kind: Kind, native: object) -> Kind:
    """Tell a speech on a proposal, which is a position, from any other."""
    if is_object(native) and "proposal_id" in ours(native):
        return STATEMENTS
    return kind


def assign(items: list[Item], scope: Scope, taken: Iterable[str] = ()) -> Ids:
    """Give each object its id, and tell the scope; the rest of the ids go on from what is returned.

    An id that we wrote comes first, then the object's own, with its kind in front where a kind has it that
    comes earlier in `TOP`; the rest are made of words. None of this depends on the order of the document.
    """
    owners: dict[str, str] = {}
    nameless: list[Item] = []
    objects = [item for item in items if is_object(item.native)]
    for item in objects:
        written = ours(item.native).get("id") if "extras" in item.native else None
        if isinstance(written, str) and id_fault(written) is None:
            item.record_id = written
            owners.setdefault(written, item.kind.name)
    natives = [native_id(item.native.get("id")) for item in objects]
    derive = Ids([*taken, *owners, *(native for native in natives if native is not None)])
    _claim(owners, objects, natives)
    for item, native in zip(objects, natives, strict=True):
        if native is None:
            nameless.append(item)
            continue
        kind = item.kind.name
        if item.record_id is None:
            is_fit = owners[native] == kind and id_fault(native) is None
            words = native[:MOST_WORDS]
            item.record_id = native if is_fit else derive.of(item.kind.noun, words, key=native)
        scope.add(kind, native, item.record_id)
        if kind == "posts":
            scope.add_body(native, item.native.get("organization_id", _outer_id(item)))
    if nameless:
        _name(nameless, derive, _names(objects))
    return derive


def _claim(owners: dict[str, str], objects: list[Item], natives: list[str | None]) -> None:
    """Find out which kind of object keeps an id that several have; one that we wrote stays with its own."""
    written = set(owners)
    for item, native in zip(objects, natives, strict=True):
        if native is not None and item.record_id is None:
            kind = item.kind.name
            owner = owners.setdefault(native, kind)
            if owner != kind and native not in written and _RANKS[kind] < _RANKS[owner]:
                owners[native] = kind


def _names(objects: list[Item]) -> dict[str, str]:
    """Return the names of people and organizations by their ids in Popolo."""
    found: dict[str, str] = {}
    for item in objects:
        if item.kind.name in {"persons", "organizations"}:
            native, name = native_id(item.native.get("id")), item.native.get("name")
            if native is not None and isinstance(name, str):
                found.setdefault(native, name[:MOST_WORDS])
    return found


def _name(nameless: list[Item], derive: Ids, names: dict[str, str]) -> None:
    """Name what has no id, the outer objects first: what stands in two objects is told apart by them."""
    unnamed = [item for item in nameless if item.record_id is None]
    for depth in sorted({item.depth for item in unnamed}):
        alike: dict[str, list[Item]] = {}
        for item in unnamed:
            if item.depth == depth:
                alike.setdefault(_key(item), []).append(item)
        for key in sorted(alike):
            items = alike[key]
            said = [_outer_id(items[0]), *map(items[0].native.get, items[0].kind.words)]
            words = " ".join(names.get(part, part)[:MOST_WORDS] for part in said if isinstance(part, str))
            made = [
                derive.of(items[0].kind.noun, words[:MOST_WORDS], f"{key} {number}" if number else key)
                for number in range(len(items))
            ]
            # Of objects that say the same, the ids go by the order in which they are written again.
            for item, record_id in zip(items, sorted(made), strict=True):
                item.record_id = record_id


def _key(item: Item) -> str:
    """Return what an object without an id says, with what it stands in: a digest of it."""
    outer = None if item.outer is None else item.outer.record_id
    said = json.dumps([item.kind.name, outer, item.own], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _outer_id(item: Item) -> str | None:
    return None if item.outer is None else native_id(item.outer.native.get("id"))
