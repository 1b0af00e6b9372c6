"""`ftm` and `ftm-full`: entities of FollowTheMoney, one a line of JSON."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

from policytrack.collector import collector_paused
from policytrack.errors import InvalidRecordError, Problem, Severity
from policytrack.formats._faults import Fault
from policytrack.formats._files import one_file
from policytrack.formats._ftm_lines import Entity, at_line, entities_of, problems_of_entity
from policytrack.formats._ftm_ways import (
    TARGETS,
    WAYS,
    Known,
    Plans,
    Properties,
    write_identifiers,
)
from policytrack.formats._intake import Intake
from policytrack.formats._json_text import JsonReader
from policytrack.formats._ledger import Ledger, Page
from policytrack.formats._trees import is_list, is_object
from policytrack.formats._wire import OTHERS, Wire
from policytrack.model import Snapshot, UnknownRecord, record_fields
from policytrack.registry import Decoded, Encoded, Registry

_SUBJECT = "FollowTheMoney entities"

KEPT = "ftm-entity"
"""The type of the records that entities are kept as which stand for none of ours."""

REST = "followthemoney:entity"
"""The key in `extras` of what an entity says besides: its schema, and properties that no field has."""

RECORD = "policytrack"
"""The property of our own schemata that holds, as JSON, what no other property says."""

_OURS = "Policytrack"

_SCHEMATA: Mapping[str, tuple[str, ...]] = {
    "people": ("Person",),
    # A LegalEntity may be a person as well, so it is neither.
    "organizations": ("Organization", "PublicBody", "Company"),
    "posts": ("Position",),
    "memberships": ("Membership",),
    "sources": (
        *("Document", "Article", "HyperText", "PlainText", "Pages", "Email", "Folder", "Package"),
        *("Table", "Workbook", "Image", "Audio", "Video"),
    ),
    "events": ("Event",),
}
"""FollowTheMoney's own schemata by the field that they are read into, the one that is written first."""

_FIELD_OF = {name: field for field, names in _SCHEMATA.items() for name in names}
_OWN = {
    field: _OURS + ("Record" if field == OTHERS else cls.__name__) for field, cls in record_fields().items()
}
_FIELD_OF_OWN = {name: field for field, name in _OWN.items()}
_TARGET_OF = {name: field for name, field in (_FIELD_OF | _FIELD_OF_OWN).items() if field in TARGETS}
_USUAL = {(field, names[0]) for field, names in _SCHEMATA.items()}
_KEYS, _ENDS = {"id", "schema", "properties"}, {"person_id", "organization_id"}


class FtmFormat:
    """Entities in FollowTheMoney's own schemata, as JSON Lines.

    It has people, bodies, posts, memberships, documents and events. Proposals, positions and the rest have
    no schema there and are lost; `ftm-full` has them. Read are all entities of both: what an entity says
    besides is kept in `extras`, an entity of any other schema (a payment, a company's owner) as a record of
    the type `ftm-entity`, so that reading and writing again gives the same entities. A problem has its
    line: `line 3: /properties/name`.
    """

    name = "ftm"
    suffixes: tuple[str, ...] = (".ftm.json", ".ftm.jsonl", ".ftm")

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read entities.

        Raises:
            DecodeError: Strict reading found something wrong.
        """
        content = one_file(data, self.name)
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict, is_json=True)
        with collector_paused():
            entities = list(entities_of(content, intake))
            known: dict[str, str] = {}
            for _, entity in entities:
                if field := _TARGET_OF.get(entity["schema"]):
                    known.setdefault(entity["id"], field)
            kept, plans = Counter[str](), Plans()
            for number, entity in entities:
                field, wire = _read(entity, known, plans)
                if field == OTHERS and _keep(wire, intake):
                    kept[entity["schema"]] += 1
                elif not intake.take_swiftly(field, wire):
                    intake.take(field, wire, at_line(number))
            for schema, count in sorted(kept.items()):
                message = f"{count} entities of the schema {schema:.60} are kept as they are"
                intake.report(Problem("unknown-schema", "", message, None, Severity.WARNING))
            return intake.decoded()

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write entities.

        Raises:
            EncodeError: It holds something that the wire has no place for.
        """
        ledger = Ledger(snapshot, registry, "snapshot as FollowTheMoney entities")
        known = _known(ledger, _SCHEMATA)
        entities = [entity for page in ledger if (entity := self.entity(page, known)) is not None]
        lines = [json.dumps(entity, ensure_ascii=False) for entity in entities]
        return Encoded("".join(f"{line}\n" for line in lines).encode(), ledger.losses())

    def entity(self, page: Page, known: Known) -> Entity | None:
        """Return the entity of a record, None where there is no schema for it."""
        if page.field == OTHERS:
            return _kept(page, known)
        if page.field not in _SCHEMATA or not _has_both_ends(page, known):
            return None
        entity = {"id": page.take("id"), **_written(page, known, _SCHEMATA[page.field][0])}
        return _with_rest(entity, page, known)


class FtmFullFormat(FtmFormat):
    """Entities in our own schemata, which extend FollowTheMoney's: lossless.

    The schemata ship as `policytrack/formats/ftm/policytrack.yaml`. Names, dates, references and words stand
    in properties, as in `ftm`; what none says stands in the property `policytrack`, as JSON.
    """

    name = "ftm-full"
    suffixes: tuple[str, ...] = (".full.ftm.json", ".full.ftm.jsonl", ".full.ftm")

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write entities; errors are those of `ftm`."""
        ledger = Ledger(snapshot, registry, "snapshot as FollowTheMoney entities")
        known = _known(ledger, WAYS)
        lines = [json.dumps(_whole(page, known), ensure_ascii=False) for page in ledger]
        return Encoded("".join(f"{line}\n" for line in lines).encode())


def _read(entity: Entity, known: Known, plans: Plans) -> tuple[str, dict[str, Any]]:
    """Return the snapshot's field and the wire object that an entity stands for."""
    schema: str = entity["schema"]
    field = _FIELD_OF.get(schema) or _FIELD_OF_OWN.get(schema)
    properties: Properties = entity.get("properties", {})
    own = None
    if schema in _FIELD_OF_OWN and RECORD in properties:
        own = _json(properties[RECORD][0]) if properties[RECORD] else None
        properties = {name: values for name, values in properties.items() if name != RECORD}
    if field is None or (field == OTHERS and own is None):
        return OTHERS, _as_it_is(entity)
    wire = {"id": entity["id"]}
    left = plans[field, tuple(properties)].read(properties, known, wire)
    if own is None and field == "memberships" and not wire.keys() >= _ENDS:
        return OTHERS, _as_it_is(entity)
    if own is None and field == "sources" and "title" not in wire:
        # A document is known by its file's name where it has no title.
        named = [*properties.get("name", ()), *properties.get("fileName", ())]
        wire |= {"title": named[0]} if named else {}
    rest: dict[str, Any] = {}
    if entity.keys() != _KEYS:
        rest = {key: part for key, part in entity.items() if key not in _KEYS}
    if (field, schema) not in _USUAL and schema not in _FIELD_OF_OWN:
        rest["schema"] = schema
    if left:
        rest["properties"] = left
    if own:
        wire |= {**own, "id": entity["id"]}
    if rest:
        more = own.get("extras") if own else None
        # Somebody added to an entity of ours: that stands beside the extras that it has.
        beside = more if is_object(more) else {}
        wire["extras"] = {REST if REST not in beside else f"{REST}:added": rest, **beside}
    return field, wire


def _as_it_is(entity: Entity) -> dict[str, Any]:
    rest = {key: part for key, part in entity.items() if key != "id"}
    return {"id": entity["id"], "type": KEPT, "entity": rest}


def _keep(wire: dict[str, Any], intake: Intake) -> bool:
    """Keep an entity that stands for none of our records, and say whether that was done.

    There may be millions of one schema: they are told of together, and not one by one.
    """
    if wire.get("type") != KEPT or set(wire) != {"id", "type", "entity"}:
        return False
    try:
        record = UnknownRecord(id=wire["id"], type=KEPT, data={"entity": wire["entity"]})
    except InvalidRecordError:
        return False
    intake.keeper(OTHERS)(record)
    return True


def _json(text: str) -> dict[str, Any]:
    """Read the property of ours; what is no object is refused as a record that has no such key."""
    try:
        tree = JsonReader().read(text)
    except Fault:
        return {RECORD: text}
    return tree.value if is_object(tree.value) and not tree.problems else {RECORD: text}


def _known(ledger: Ledger, fields: Mapping[str, object]) -> Known:
    known: dict[str, str] = {}
    for page in ledger:
        if page.field in TARGETS and page.field in fields:
            known.setdefault(page.record.id, page.field)
    return known


def _has_both_ends(page: Page, known: Known) -> bool:
    """Say whether a membership is between a person and an organization that are written too."""
    ends = (("person_id", "people"), ("organization_id", "organizations"))
    return page.field != "memberships" or all(known.get(page.wire[key]) == field for key, field in ends)


def _written(page: Page, known: Known, schema: str) -> Entity:
    properties: Properties = {}
    for key, way in WAYS[page.field].items():
        if values := way.write(page, key, known):
            properties[way.property] = values
    if page.field in {"people", "organizations"}:
        properties |= write_identifiers(page)
    return {"schema": schema, "properties": properties}


def _with_rest(entity: Entity, page: Page, known: Known) -> Entity:
    """Return the entity with what an entity that was read said besides, if it would be read back so."""
    rest = page.wire.get("extras", {}).get(REST)
    if not is_object(rest) or not is_object(rest.get("properties", {})):
        return entity
    more = cast("dict[str, Any]", rest.get("properties", {}))
    properties: dict[str, Any] = dict(entity["properties"])
    for name, values in more.items():
        properties[name] = [*properties.get(name, ()), *(values if is_list(values) else ())]
    full: Entity = {**entity, **{key: part for key, part in rest.items() if key != "properties"}}
    full["properties"] = properties
    if next(problems_of_entity(full), None) is not None:
        return entity
    plans = Plans()
    expected = _read(entity, known, plans)[1] | {"extras": {REST: rest}}
    if _read(full, known, plans) != (page.field, expected):
        return entity
    page.take("extras", REST)
    return full


def _kept(page: Page, known: Known) -> Entity | None:
    """Return an entity that was kept as it was, None for any other record of a plugin."""
    entity = {"id": page.record.id, **page.wire["entity"]} if is_object(page.wire.get("entity")) else None
    if page.wire["type"] != KEPT or entity is None or next(problems_of_entity(entity), None) is not None:
        return None
    as_it_is = {"id": page.record.id, "type": KEPT, "entity": page.wire["entity"]}
    if _read(entity, known, Plans()) != (OTHERS, as_it_is):
        return None
    for key in ("id", "type", "entity"):
        page.take(key)
    return entity


def _whole(page: Page, known: Known) -> Entity:
    """Return a record as an entity of our own schemata, with all that it says."""
    if page.field == OTHERS and set(page.wire) == {"id", "type", "entity"} and (kept := _kept(page, known)):
        return kept
    page.take("id")
    entity = _written(page, known, _OWN[page.field])
    rest = page.left()
    if rest or page.field == OTHERS:
        entity["properties"][RECORD] = [json.dumps(rest, ensure_ascii=False)]
    return {"id": page.record.id, **entity}
