"""Wire objects to a document."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from policytrack.formats._foreign import Object, native_id
from policytrack.formats._trees import is_list
from policytrack.formats._versions import HEADER, VERSION
from policytrack.formats.popolo import _kinds as k
from policytrack.formats.popolo._collect import assign, collect
from policytrack.formats.popolo._objects import IMPLIED, INSIDE, NO_ID, PREFIX, with_ours, write_object
from policytrack.formats.popolo._read import mover
from policytrack.formats.popolo._scope import Scope

Wires: TypeAlias = Mapping[str, Sequence[Object]]
"""The wire objects of a snapshot by field, in the order of a snapshot's fields."""

Key: TypeAlias = tuple[str, str]
"""A record's field in the snapshot, and its id."""

_PLAIN = {kind.records: kind for kind in (k.PERSONS, k.ORGANIZATIONS, k.POSTS, k.MEMBERSHIPS)}
_ACTORS = ("persons", "organizations")


def write_document(wires: Wires, whole: set[Key]) -> Object:
    """Return the document of the records; those that are `whole` are written as `json` has them."""
    writing = _Writing(wires, whole)
    kept: dict[str, list[Object]] = {}
    for field, found in wires.items():
        for wire in found:
            if (field, wire["id"]) in whole or not writing.put(field, wire):
                kept.setdefault(field, []).append(wire)
    return writing.document(kept)


class _Writing:
    """One document on its way out.

    Of sources that say no more than their address, `_plain` has the ids by address: they come of
    themselves wherever they are cited.
    """

    def __init__(self, wires: Wires, whole: set[Key]) -> None:
        sources = wires.get("sources", ())
        self._plain = {
            part["url"]: part["id"]
            for part in sources
            if part.keys() == {"id", "title", "url"}
            and part["title"] == part["url"]
            and ("sources", part["id"]) not in whole
        }
        self._plain_ids = set(self._plain.values())
        self._scope = Scope(self._plain.get)
        self._scope.addresses.update({part["id"]: part["url"] for part in sources if "url" in part})
        for field, kind in _PLAIN.items():
            for wire in wires.get(field, ()):
                if (field, wire["id"]) not in whole:
                    self._name(kind, wire)
        for wire in wires.get("proposals", ()):
            if ("proposals", wire["id"]) not in whole:
                self._name(self._proposal(wire), wire)
        self._keys: Object = {}
        self._lists: dict[str, list[Object]] = {}
        self._objects: dict[Key, tuple[k.Kind, Object]] = {}
        self._ids: dict[int, str] = {}
        self._movers: list[Object] = []

    def put(self, field: str, wire: Object) -> bool:
        """Put a record into its place, and say whether Popolo has one."""
        match field:
            case "sources":
                return wire["id"] in self._plain_ids
            case "positions":
                return wire in self._movers or self._put_position(wire)
            case "status_changes":
                return self._put_inside(("proposals", wire["proposal_id"]), k.ACTIONS, wire)
            case "others":
                return self._put_other(wire)
            case "events":
                is_speech = _extras(wire).get(INSIDE) == k.SPEECHES.name
                self._put_top(k.SPEECHES if is_speech else k.EVENTS, wire)
            case "proposals":
                self._put_top(self._proposal(wire), wire)
            case _ if field in _PLAIN:
                self._put_actor(_PLAIN[field], wire)
            case _:
                return False
        return True

    def document(self, kept: Mapping[str, list[Object]]) -> Object:
        """Return the document, with the records that were kept whole."""
        document = {**self._keys, **{name: self._lists[name] for name in k.TOP if name in self._lists}}
        self._correct_ids(document, [wire["id"] for wires in kept.values() for wire in wires])
        is_told = any(isinstance(document.get(name), list) for name in k.TOP)
        return document if is_told and not kept else with_ours(document, {HEADER: VERSION, **kept})

    def _name(self, kind: k.Kind, wire: Object) -> None:
        """Tell the scope by which id Popolo can point at a record."""
        native = native_id(_extras(wire).get(PREFIX + "id", wire["id"]))
        if native is None or NO_ID in _extras(wire):
            return
        self._scope.add(kind.name, native, wire["id"])
        if kind is k.POSTS and "organization_id" in wire:
            self._scope.add_body(native, self._scope.native(("organizations",), wire["organization_id"]))

    @staticmethod
    def _proposal(wire: Object) -> k.Kind:
        return k.MOTIONS if _extras(wire).get(INSIDE) == k.MOTIONS.name else k.BILLS

    def _put_actor(self, kind: k.Kind, wire: Object) -> None:
        """Put a record that stood inside of another one back there."""
        match _extras(wire).get(INSIDE):
            case [str() as name, str() as outer_id] if name in k.TOP:
                is_inside = self._put_inside((k.TOP[name].records, outer_id), kind, wire)
            case _:
                is_inside = False
        if not is_inside:
            self._put_top(kind, wire)

    def _put_position(self, wire: Object) -> bool:
        is_here = self._scope.native(_ACTORS, wire["actor_id"]) is not None
        is_sponsor = wire.get("stance") == "proposes" and is_here
        outer = "proposals", wire["proposal_id"]
        if not (is_sponsor and self._put_inside(outer, k.SPONSORSHIPS, wire)):
            self._put_top(k.STATEMENTS, wire)
        return True

    def _put_other(self, wire: Object) -> bool:
        kind = k.KEPT.get(wire["type"])
        if kind is not None and isinstance(wire.get(kind.noun), dict):
            self._put_top(kind, wire)
            return True
        if wire["type"] != k.DOCUMENT or self._keys or not isinstance(wire.get("keys"), dict):
            return False
        self._keys = wire["keys"]
        return True

    def _put_top(self, kind: k.Kind, wire: Object) -> None:
        rest = wire
        if kind in {k.MOTIONS, k.SPEECHES}:
            rest = _without_marks(wire, INSIDE)
        native = write_object(kind, rest, self._scope, {})
        if kind.records == "others":
            native = {**wire[kind.noun], **{key: native[key] for key in ("id",) if key in native}}
        self._note(kind, wire, native)
        self._lists.setdefault(kind.name, []).append(native)
        if kind is k.MOTIONS and (position := mover(wire, self._scope)):
            self._movers.append(position)

    def _put_inside(self, outer: Key, kind: k.Kind, wire: Object) -> bool:
        """Write a record into the object of another one, and say whether that has a place for it."""
        if outer not in self._objects:
            return False
        owner, around = self._objects[outer]
        for key, place in k.INSIDE.get(owner.name, {}).items():
            if place.kind is kind:
                held: object = around.setdefault(key, [])
                if is_list(held):
                    held.append(self._inner(kind, wire, place, around))
                    return True
        return False

    def _inner(self, kind: k.Kind, wire: Object, place: k.Place, around: Object) -> Object:
        rest = _without_marks(wire, INSIDE, IMPLIED)
        is_implied = place.reference == "proposal_id" or IMPLIED in _extras(wire)
        if is_implied:
            rest.pop(place.reference, None)
        context = {place.key: around.get("id")} if is_implied else {}
        native = write_object(kind, rest, self._scope, context)
        self._note(kind, wire, native)
        return native

    def _note(self, kind: k.Kind, wire: Object, native: Object) -> None:
        self._objects[kind.records, wire["id"]] = kind, native
        self._ids[id(native)] = wire["id"]

    def _correct_ids(self, document: Object, taken: Sequence[str]) -> None:
        """Write the id of each record that reading would give another one."""
        while wrong := list(self._wrong_ids(document, taken)):
            for native, record_id in wrong:
                native.update(with_ours(native, {"id": record_id}))

    def _wrong_ids(self, document: Object, taken: Sequence[str]) -> Iterator[tuple[Object, str]]:
        items = collect(document)
        assign(items, Scope(self._plain.get), taken)
        for item in items:
            record_id = self._ids.get(id(item.native), item.record_id)
            if record_id is not None and record_id != item.record_id:
                yield item.native, record_id


def _extras(wire: Object) -> Object:
    found: Object = wire.get("extras", {})
    return found


def _without_marks(wire: Object, *marks: str) -> Object:
    extras = {key: part for key, part in _extras(wire).items() if key not in marks}
    rest = {key: part for key, part in wire.items() if key != "extras"}
    return {**rest, "extras": extras} if extras else rest
