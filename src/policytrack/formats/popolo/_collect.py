"""The objects of a document, each with its place and its id."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Optional

from policytrack.formats._derive import Ids
from policytrack.formats._faults import pointer
from policytrack.formats._foreign import MOST_WORDS, Object, native_id
from policytrack.formats._trees import is_list, is_object
from policytrack.formats.popolo._kinds import INSIDE, STATEMENTS, TOP, Kind, ours
from policytrack.formats.popolo._scope import Scope
from policytrack.ids import id_fault


class Item(NamedTuple):
    """One object: what it is, what it says, where it stands, and what it stands in."""

    kind: Kind
    native: Any
    path: str
    outer: Optional["Item"] = None

    @property
    def depth(self) -> int:
        """In how many objects it stands."""
        return 0 if self.outer is None else 1 + self.outer.depth

    @property
    def own(self) -> Object:
        """What it says itself, without the objects in it that are records of their own."""
        inner = INSIDE.get(self.kind.name, {})
        if inner.keys().isdisjoint(self.native):
            found: Object = self.native
            return found
        return {
            key: part
            for key, part in self.native.items()
            if key not in inner or not _holds_records(self.kind.name, part)
        }


def collect(document: Object) -> list[Item]:
    """Give every object of the lists that hold records, those inside of others behind them."""
    found: list[Item] = []
    for name, kind in TOP.items():
        value = document.get(name)
        for index, native in enumerate(value if is_list(value) else ()):
            item = Item(_kind(kind, native), native, f"/{name}/{index}")
            found.append(item)
            if name in INSIDE:
                found += _inside(item)
    return found


def _inside(outer: Item) -> Iterator[Item]:
    for key, place in INSIDE.get(outer.kind.name, {}).items():
        value = outer.native.get(key) if is_object(outer.native) else None
        if is_list(value) and _holds_records(outer.kind.name, value):
            for index, native in enumerate(value):
                item = Item(place.kind, native, outer.path + pointer(key, index), outer)
                yield item
                yield from _inside(item)


def _holds_records(kind: str, value: object) -> bool:
    """Say whether a list inside of an object holds records; an action is one only where we wrote it."""
    if not is_list(value) or not value:
        return False
    return kind != "bills" or all(is_object(part) and ours(part) for part in value)


def _kind(kind: Kind, native: object) -> Kind:
    """Tell a speech on a proposal, which is a position, from any other."""
    if kind.name == "speeches" and is_object(native) and "proposal_id" in ours(native):
        return STATEMENTS
    return kind


def assign(items: list[Item], scope: Scope, taken: Iterable[str] = ()) -> tuple[dict[str, str], Ids]:
    """Give each object its id, by its path, and tell the scope; the rest of the ids go on from there.

    An id that we wrote comes first, then the object's own, with its kind in front where another list has
    it; the rest are made of words, in an order that does not depend on the document's.
    """
    given: dict[str, str] = {}
    owners: dict[str, str] = {}
    nameless: list[Item] = []
    objects = [item for item in items if is_object(item.native)]
    for item in objects:
        written = ours(item.native).get("id") if "extras" in item.native else None
        if isinstance(written, str) and id_fault(written) is None:
            given[item.path] = written
            owners.setdefault(written, item.kind.name)
    natives = [native_id(item.native.get("id")) for item in objects]
    derive = Ids([*taken, *owners, *(native for native in natives if native is not None)])
    for item, native in zip(objects, natives, strict=True):
        if native is None:
            nameless.append(item)
            continue
        if item.path not in given:
            is_fit = id_fault(native) is None and owners.setdefault(native, item.kind.name) == item.kind.name
            words = native[:MOST_WORDS]
            given[item.path] = native if is_fit else derive.of(item.kind.noun, words, key=native)
        scope.add(item.kind.name, native, given[item.path])
        if item.kind.name == "posts":
            scope.add_body(native, item.native.get("organization_id", _outer_id(item)))
    if nameless:
        _name(nameless, given, derive, _names(objects))
    return given, derive


def _names(objects: list[Item]) -> dict[str, str]:
    """Return the names of people and organizations by their ids in Popolo."""
    found: dict[str, str] = {}
    for item in objects:
        if item.kind.name in {"persons", "organizations"}:
            native, name = native_id(item.native.get("id")), item.native.get("name")
            if native is not None and isinstance(name, str):
                found.setdefault(native, name[:MOST_WORDS])
    return found


def _name(nameless: list[Item], given: dict[str, str], derive: Ids, names: dict[str, str]) -> None:
    """Name what has no id, the outer objects first: what stands in two objects is told apart by them."""
    unnamed = [item for item in nameless if item.path not in given]
    for depth in sorted({item.depth for item in unnamed}):
        alike: dict[str, list[Item]] = {}
        for item in unnamed:
            if item.depth == depth:
                alike.setdefault(_key(item, given), []).append(item)
        for key in sorted(alike):
            items = alike[key]
            said = [_outer_id(items[0]), *map(items[0].native.get, items[0].kind.words)]
            words = " ".join(names.get(part, part)[:MOST_WORDS] for part in said if isinstance(part, str))
            made = [
                derive.of(items[0].kind.noun, words[:MOST_WORDS], f"{key} {number}" if number else key)
                for number in range(len(items))
            ]
            # Of objects that say the same, the ids go by the order in which they are written again.
            given.update(zip((item.path for item in items), sorted(made), strict=True))


def _key(item: Item, given: dict[str, str]) -> str:
    """Return what an object without an id says, with what it stands in: a digest of it."""
    outer = None if item.outer is None else given[item.outer.path]
    said = json.dumps([item.kind.name, outer, item.own], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _outer_id(item: Item) -> str | None:
    return None if item.outer is None else native_id(item.outer.native.get("id"))
