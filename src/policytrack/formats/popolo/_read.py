"""A document to records."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

import attrs

from policytrack.errors import InvalidRecordError, Problem, Severity
from policytrack.formats._document import read_document
from policytrack.formats._faults import pointer, problems_of, unexpected
from policytrack.formats._foreign import Object, Sources, native_id
from policytrack.formats._intake import Intake, Locate
from policytrack.formats._trees import Tree, is_list, is_object
from policytrack.formats._versions import HEADER
from policytrack.formats.popolo._collect import Item, assign, collect
from policytrack.formats.popolo._kinds import (
    DOCUMENT,
    INSIDE,
    KEPT,
    MOTIONS,
    SPEECHES,
    TOP,
    Kind,
    Plans,
    ours,
)
from policytrack.formats.popolo._objects import IMPLIED, read_object
from policytrack.formats.popolo._objects import INSIDE as MARK
from policytrack.formats.popolo._scope import Scope
from policytrack.model import UnknownRecord, record_fields
from policytrack.registry import Decoded


def read_tree(tree: Tree, intake: Intake) -> Decoded:
    """Read a document.

    Raises:
        DecodeError: It is no Popolo, or the reading is strict and something is wrong.
    """
    document = tree.value if is_object(tree.value) else {}
    if HEADER not in ours(document) and not any(is_list(document.get(name)) for name in TOP):
        hint = f"an object with a list of {', '.join(list(TOP)[:4])} or others"
        intake.refuse(*tree.problems, Problem("not-popolo", "", "this is no Popolo document", hint))
    return _Reading(document, intake).read(tree.problems)


class _Reading:
    """One document on its way in."""

    def __init__(self, document: Object, intake: Intake) -> None:
        self._document, self._intake = document, intake
        self._scope, self._plans = Scope(self._source), Plans()
        self._items = collect(document)
        written = ours(document)
        self._written: Object = written if HEADER in written else {}
        held = [part for _, part in records_in(self._written)]
        taken = [part["id"] for part in held if isinstance(part.get("id"), str)]
        self._derive = assign(self._items, self._scope, taken)
        self._sources = Sources(self._derive)
        for field, part in records_in(self._written):
            if field == "sources" and isinstance(url := part.get("url"), str):
                self._scope.addresses[str(part.get("id"))] = url

    def read(self, problems: Iterable[Problem]) -> Decoded:
        """Read every object, then what only the document itself says."""
        told = self._told(problems)
        for item in self._items:
            self._take(item, told.get(item.path, ()) if told else ())
        self._keep_document()
        for source in self._sources.wires():
            self._intake.take("sources", source, _at(f"source {source['url']:.80}"))
        if self._written:
            return read_document(Tree(self._written), self._intake, "/extras/policytrack".__add__)
        return self._intake.decoded()

    def _told(self, problems: Iterable[Problem]) -> dict[str, list[Problem]]:
        """Give what is wrong with the text to the objects that it stands in."""
        told: dict[str, list[Problem]] = {}
        if not (problems := list(problems)):
            return told
        paths = {item.path for item in self._items}
        for problem in problems:
            path = problem.path
            while path and path not in paths:
                path = path.rpartition("/")[0]
            if path:
                inner = attrs.evolve(problem, path=problem.path.removeprefix(path))
                told.setdefault(path, []).append(inner)
            elif problem.code == "duplicate-key" and not self._intake.is_strict:
                # The list that the parser dropped cannot be counted.
                self._intake.refuse(problem)
            else:
                self._intake.report(problem)
        return told

    def _take(self, item: Item, told: Sequence[Problem]) -> None:
        kind = item.kind
        record_id = item.record_id
        if record_id is None:
            self._intake.leave_out(item.native, item.path)
            self._intake.report(*problems_of(unexpected(item.native, "an object")), locate=_at(item.path))
            return
        if kind.records == "others":
            self._keep(item, record_id, told)
            return
        wire, found = self._wire(item, record_id)
        if found:
            if not self._intake.is_strict:
                found = [attrs.evolve(problem, severity=Severity.WARNING) for problem in found]
            self._intake.report(*found, locate=item.path.__add__)
        is_kept = self._intake.take_swiftly(kind.records, wire) if not told else False
        if not is_kept:
            is_kept = self._intake.take(kind.records, wire, _at(item.path, kind), told) is not None
        if is_kept and kind is MOTIONS and (position := mover(wire, self._scope)):
            self._intake.take("positions", position, _at(item.path))

    def _wire(self, item: Item, record_id: str) -> tuple[Object, list[Problem]]:
        kind, outer = item.kind, item.outer
        plan = self._plans[kind, tuple(item.own)]
        if outer is None:
            wire, found = read_object(plan, record_id, item.own, self._scope, {})
            if kind is MOTIONS or kind is SPEECHES:
                wire["extras"] = {**wire.get("extras", {}), MARK: kind.name}
            return wire, found
        place = next(place for place in INSIDE[outer.kind.name].values() if place.kind is kind)
        context = {} if place.key in item.native else {place.key: outer.native.get("id")}
        wire, found = read_object(plan, record_id, item.own, self._scope, context)
        is_implied = place.reference not in wire and bool(context)
        if is_implied:
            wire[place.reference] = outer.record_id
        if outer.kind.name != "bills":
            extras = {**wire.get("extras", {}), MARK: [outer.kind.name, outer.record_id]}
            wire["extras"] = extras | ({IMPLIED: True} if is_implied else {})
        return wire, found

    def _keep(self, item: Item, record_id: str, told: Sequence[Problem]) -> None:
        """Keep an object whole, without its id."""
        own_id = {key: part for key, part in item.native.items() if key == "id"}
        plan = self._plans[item.kind, tuple(own_id)]
        wire, _ = read_object(plan, record_id, own_id, self._scope, {})
        held = {key: part for key, part in item.native.items() if key != "id"}
        try:
            record = UnknownRecord(
                id=record_id,
                type=next(name for name, kind in KEPT.items() if kind is item.kind),
                data={item.kind.noun: held},
                extras=wire.get("extras", {}),
            )
        except InvalidRecordError as error:
            told = (*told, *error.problems)
        else:
            if not told:
                self._intake.keeper("others")(record)
        if told:
            self._intake.leave_out(item.native, item.path, len(told))
            self._intake.report(*told, locate=_at(item.path))

    def _keep_document(self) -> None:
        """Keep the keys of the document itself, its empty lists among them."""
        keys: Object = {}
        for name, value in self._document.items():
            if name in TOP:
                if is_list(value) and value:
                    continue
                if not is_list(value):
                    self._intake.report(*problems_of(unexpected(value, "a list"), pointer(name)))
            keys[name] = value
        if self._written:
            rest = {key: part for key, part in keys.pop("extras").items() if key != HEADER}
            keys |= {"extras": rest} if rest else {}
        if not keys:
            return
        try:
            digest = hashlib.sha256(json.dumps(keys, sort_keys=True).encode()).hexdigest()[:8]
            record_id = self._derive.of(DOCUMENT, digest)
            self._intake.keeper("others")(UnknownRecord(id=record_id, type=DOCUMENT, data={"keys": keys}))
        except InvalidRecordError as error:
            self._intake.report(*error.problems)

    def _source(self, url: str) -> str:
        """Return the id of the source at an address; it is made when all is read."""
        source_id = self._sources.at(url)
        self._scope.addresses[source_id] = url
        return source_id


def mover(wire: Object, scope: Scope) -> Object | None:
    """Return the position of whoever moved a motion, None where nobody here did (Popolo: its creator)."""
    creator = native_id(wire.get("extras", {}).get("popolo:creator_id"))
    actor = None if creator is None else scope.record(("persons", "organizations"), creator)
    if actor is None:
        return None
    digest = hashlib.sha256(wire["id"].encode()).hexdigest()[:8]
    position_id = f"position-mover-{digest}"
    return {"id": position_id, "proposal_id": wire["id"], "actor_id": actor, "stance": "proposes"}


def records_in(document: Object) -> Iterator[tuple[str, Object]]:
    """Give the wire objects of a document of ours, with their fields."""
    for field in record_fields():
        value = document.get(field)
        for part in value if is_list(value) else ():
            if is_object(part):
                yield field, part


def _at(path: str, kind: Kind | None = None) -> Locate:
    """Return what places a problem of a record in the document, by the properties of its kind."""

    def locate(place: str) -> str:
        _, *keys = place.split("/")
        if not keys:
            return path
        head = keys[0] if kind is None else kind.key_of(keys[0])
        return "/".join([path, head, *keys[1:]])

    return locate
