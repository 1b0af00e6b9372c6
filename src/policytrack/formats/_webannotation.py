"""`webannotation`: evidence as Web Annotations (W3C), which other tools can show on the pages themselves.

A citation becomes an annotation: its target is the source's page with the quoted words, its body says in a
sentence what they are evidence of. An annotation alone is no position and no status, so the records that the
citations belong to go along, without their evidence, under the key `policytrack`; reading puts the two
together again.

An annotation of somebody else names no record here. It becomes a source for the page it is on, and is itself
kept as it is: what its words mean for a proposal is for a person to say.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, cast
from urllib.parse import quote

from policytrack.collector import collector_paused
from policytrack.errors import InvalidRecordError, Problem, Severity
from policytrack.formats._derive import Ids
from policytrack.formats._document import read_document, text_of, write_records
from policytrack.formats._faults import Fault, pointer, problems_of, unexpected
from policytrack.formats._feed import is_url, key_of
from policytrack.formats._files import one_file
from policytrack.formats._intake import Intake
from policytrack.formats._json_text import JsonReader
from policytrack.formats._trees import Tree, is_list, is_object
from policytrack.formats._versions import HEADER, VERSION
from policytrack.formats._wire import OTHERS, Wire
from policytrack.ids import id_fault
from policytrack.model import Snapshot, Source, UnknownRecord, record_fields
from policytrack.registry import Decoded, Encoded, Registry
from policytrack.terms import Stance

_SUBJECT = "Web Annotations"

KEPT = "web-annotation"
"""The type of the records that annotations are kept as which are no evidence of ours."""

_CONTEXT: list[object] = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "@version": 1.1,
        "record": "urn:policytrack:terms:record",
        "sourceRecord": "urn:policytrack:terms:source",
        "origin": "urn:policytrack:terms:origin",
        "policytrack": {"@id": "urn:policytrack:terms:records", "@type": "@json"},
    },
]
# What a record is called in the sentence of an annotation: the first of these that it has.
_LABELS = ("title", "label", "name", "subject", "statement", "wording", "role", "id")

# What became of a record that another corrects or takes back.
_LATER = {"corrects": " [corrected since]", "retracts": " [retracted since]"}

Object = dict[str, Any]


class WebAnnotationFormat:
    """An AnnotationPage, a W3C TextQuoteSelector refined by a TextPositionSelector for each quote; lossless.

    Read are a page, a collection with its first page in it, a list and a single annotation, also as
    Hypothesis exports them. A problem has its JSON Pointer.
    """

    name = "webannotation"
    suffixes: tuple[str, ...] = (".annotations.jsonld", ".annotations.json")

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read annotations.

        Raises:
            DecodeError: There are none, or strict reading found something wrong.
        """
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict, is_json=True)
        with collector_paused():
            try:
                tree = JsonReader().read(text_of(one_file(data, self.name)))
                page, items, path = _page(tree.value)
            except Fault as error:
                intake.refuse(error.problem)
            document: Object = cast("Object", page.get(HEADER, {HEADER: VERSION}))
            if not is_object(document):
                intake.refuse(*problems_of(unexpected(document, "an object"), f"/{HEADER}"))
            if not is_list(document.get("sources", [])):
                intake.refuse(*problems_of(unexpected(document["sources"], "a list"), f"/{HEADER}/sources"))
            inner = [problem for problem in tree.problems if problem.path.startswith(f"/{HEADER}/")]
            intake.report(*(problem for problem in tree.problems if problem not in inner))
            _Joining(document, intake).join(items, path)
            stripped = tuple(
                Problem(one.code, one.path.removeprefix(f"/{HEADER}"), one.message, one.suggestion)
                for one in inner
            )
            return read_document(Tree(document, stripped), intake, lambda place: f"/{HEADER}{place}")

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write annotations.

        Raises:
            EncodeError: It holds something that the wire has no place for.
        """
        rows = list(write_records(snapshot, Wire.of(registry).write, "snapshot as Web Annotations"))
        sources = {source.id: source for source in snapshot.sources}
        urls = {source.url for source in snapshot.sources}
        times = Counter(record.id for _, record, _ in rows)
        labels = {record.id: _label(wire) for _, record, wire in rows}
        later = {wire["corrects_id"]: wire["correction"] for _, _, wire in rows if "correction" in wire}
        base = key_of(*(record.id for _, record, _ in rows)).urn
        items: list[Object] = []
        document: Object = {HEADER: VERSION}
        for field, record, wire in rows:
            if field == OTHERS and _is_foreign(wire, urls, times):
                items.append(wire["annotation"])
                continue
            # Where two records have one id, nobody could tell whose evidence it is.
            evidence = wire.pop("evidence", ()) if times[record.id] == 1 and field != OTHERS else ()
            for index, citation in enumerate(evidence):
                place = f"{base}#{quote(record.id, safe='')}"
                source = sources.get(citation["source_id"])
                item = {"id": f"{place}/evidence/{index}", **_annotation(citation, source, base)}
                item["record"] = record.id
                said = f"{_said(wire, labels)}{_LATER.get(later.get(record.id, ''), '')}"
                item["body"] = [{"id": place}, *_sentences(said, citation, source)]
                items.append(item)
            document.setdefault(field, []).append(wire)
        page = {"@context": _CONTEXT, "id": base, "type": "AnnotationPage", "items": items, HEADER: document}
        return Encoded((json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode())


def _annotation(citation: Object, source: Source | None, base: str) -> Object:
    address = source.url if source is not None and is_url(source.url) else None
    target: Object = {
        "source": address or f"{base}#{quote(citation['source_id'], safe='')}",
        "sourceRecord": citation["source_id"],
    }
    if words := citation.get("quote"):
        selector: Object = {"type": "TextQuoteSelector"}
        selector |= {key: words[key] for key in ("exact", "prefix", "suffix") if key in words}
        if "start" in words:
            place = {"start": words["start"], "end": words["end"]}
            selector["refinedBy"] = {"type": "TextPositionSelector", **place}
        target["selector"] = selector
    item: Object = {"type": "Annotation", "motivation": "linking", "target": target}
    return item | ({"origin": citation["origin"]} if "origin" in citation else {})


def _said(wire: Object, labels: Mapping[str, str]) -> str:
    """Say in a line what a record states."""
    proposal = labels.get(wire.get("proposal_id", ""), "")
    if "actor_id" in wire:
        actor = labels.get(wire["actor_id"], wire["actor_id"])
        return f"{actor}: {wire.get('stance', Stance.UNKNOWN)}, on {proposal or wire['proposal_id']}"
    return f"{proposal or wire['proposal_id']}: {wire['to']}" if "to" in wire else _label(wire)


def _sentences(said: str, citation: Object, source: Source | None) -> Iterator[Object]:
    """Give what a citation is evidence of, with its source, and our note on it, as text."""
    # Never the address of a page without its title.
    cited = f" ({source.title})" if source is not None else ""
    yield {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": f"{said}{cited}"}
    if "note" in citation:
        note = {"purpose": "commenting", "format": "text/plain", "value": citation["note"]}
        yield {"type": "TextualBody", **note}


def _label(wire: Object) -> str:
    return next(str(wire[key]) for key in _LABELS if isinstance(wire.get(key), str))


def _is_foreign(wire: Object, urls: set[str | None], times: Counter[str]) -> bool:
    """Say whether a record is an annotation that was kept, and would be kept as the same again."""
    item = wire.get("annotation")
    if wire["type"] != KEPT or set(wire) != {"id", "type", "annotation"} or not is_object(item):
        return False
    is_same = item.get("id") == wire["id"] and times[wire["id"]] == 1 and bool(_targets(item))
    return is_same and not _names_a_record(item) and urls.issuperset(_addresses(item))


def _page(value: object) -> tuple[Object, list[object], str]:
    """Return the page, its annotations, and the pointer to them.

    Raises:
        Fault: There are none.
    """
    if is_list(value):
        return {}, value, ""
    if is_object(value):
        if is_list(items := value.get("items")):
            return value, items, "/items"
        if is_object(first := value.get("first")) and is_list(items := first.get("items")):
            return first, items, "/first/items"
        if _targets(value):
            return {}, [value], ""
    raise unexpected(value, "a page of annotations")


class _Joining:
    """Puts annotations and records together in one wire document."""

    def __init__(self, document: Object, intake: Intake) -> None:
        self.document, self.intake = document, intake
        held = {field: document[field] for field in record_fields() if is_list(document.get(field))}
        records = [record for parts in held.values() for record in parts if is_object(record)]
        self.by_id: dict[object, Object] = {}
        for record in records:
            self.by_id.setdefault(_hashable(record.get("id")), record)
        self.ids = Ids(one for one in self.by_id if isinstance(one, str))
        self.urls = {_hashable(record.get("url")) for record in records}
        self.sources: list[Object] = []

    def join(self, items: list[object], path: str) -> None:
        """Give each annotation to the record that it is evidence of, or keep it by itself."""
        kept = 0
        for index, item in enumerate(items):
            place = path + pointer(index)
            if not is_object(item) or not _targets(item):
                self.intake.leave_out(item, place)
                self.intake.report(*problems_of(unexpected(item, "an annotation with a target"), place))
            elif not self.attach(item):
                self.keep(item, place)
                kept += 1
        if kept:
            message = f"{kept} annotations name no record of the file, and are kept as they are"
            self.intake.report(Problem("unattached-annotation", path, message, None, Severity.WARNING))
        if self.sources:
            self.document["sources"] = [*self.document.get("sources", ()), *self.sources]

    def attach(self, item: Object) -> bool:
        """Give an annotation to its record as evidence, and say whether that was done."""
        record = self.by_id.get(_hashable(item.get("record"))) if _names_a_record(item) else None
        evidence: object = None if record is None else record.setdefault("evidence", [])
        if not is_list(evidence):
            return False
        evidence.append(_citation(item))
        return True

    def keep(self, item: Object, place: str) -> None:
        """Keep an annotation as a record of its own, and the pages that it is on as sources."""
        own = item.get("id")
        if not isinstance(own, str) or id_fault(own) or own in self.by_id:
            own = self.ids.of("annotation", "", key=json.dumps(item, sort_keys=True))
        self.by_id[own] = item
        try:
            record = UnknownRecord(id=own, type=KEPT, data={"annotation": item})
        except InvalidRecordError as error:
            self.intake.leave_out(item, place)
            self.intake.report(*problems_of(error, place))
            return
        self.intake.keeper(OTHERS)(record)
        for url in _addresses(item):
            if url not in self.urls:
                self.urls.add(url)
                words = url.partition("://")[2]
                self.sources.append({"id": self.ids.of("source", words, key=url), "title": url, "url": url})


def _hashable(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _targets(item: Object) -> list[object]:
    """Return the targets of an annotation; none where it is no annotation."""
    held = item.get("target")
    found: list[object] = held if is_list(held) else [held]
    return found if all(isinstance(one, str) or is_object(one) for one in found) else []


def _addresses(item: Object) -> Iterator[str]:
    """Give the web addresses that an annotation is on."""
    for target in _targets(item):
        parts = [target.get("source"), target.get("id")] if is_object(target) else [target]
        parts += [part.get("id") for part in parts if is_object(part)]
        yield from (part for part in parts if isinstance(part, str) and is_url(part))


def _names_a_record(item: Object) -> bool:
    (target, *more) = _targets(item)
    is_ours = is_object(target) and isinstance(target.get("sourceRecord"), str) and not more
    return is_ours and isinstance(item.get("record"), str)


def _citation(item: Object) -> Object:
    """Return the citation that an annotation of ours says, as the wire has it."""
    target = cast("Object", _targets(item)[0])
    citation: Object = {"source_id": target["sourceRecord"]}
    words: Object = {}
    for selector in _selectors(target.get("selector")):
        keys = {"TextQuoteSelector": ("exact", "prefix", "suffix"), "TextPositionSelector": ("start", "end")}
        words |= {key: selector[key] for key in keys.get(str(selector.get("type")), ()) if key in selector}
    if words:
        citation["quote"] = words
    bodies = item.get("body")
    for body in bodies if is_list(bodies) else [bodies]:
        if is_object(body) and body.get("purpose") == "commenting" and "value" in body:
            citation.setdefault("note", body["value"])
    return citation | ({"origin": item["origin"]} if "origin" in item else {})


def _selectors(value: object) -> Iterator[Object]:
    """Give a selector and what refines it, or each of several that say the same."""
    for selector in value if is_list(value) else [value]:
        if is_object(selector):
            yield selector
            yield from _selectors(selector.get("refinedBy"))
