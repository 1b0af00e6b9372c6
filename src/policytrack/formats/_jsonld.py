"""`jsonld`: linked data in the words of schema.org, with evidence as Web Annotations, and PROV."""

import enum
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import attrs

from policytrack.dates import PartialDate
from policytrack.formats._document import write_records
from policytrack.formats._feed import is_url, key_of
from policytrack.formats._hints import inner_type, is_reference, item_type
from policytrack.formats._one_way import WriteOnly
from policytrack.formats._terms import date_type, own_term, property_of, types_of
from policytrack.formats._versions import VERSION
from policytrack.formats._wire import Wire
from policytrack.measures import UnknownMeasure
from policytrack.model import (
    Assertion,
    Citation,
    Record,
    Snapshot,
    Source,
    UnknownRecord,
    hints,
    thaw,
)
from policytrack.registry import Encoded, Registry
from policytrack.terms import CorrectionKind, SourceKind

CONTEXT = Path(__file__).with_name(f"policytrack-{VERSION}.context.jsonld")
"""The context that stands in every document, so that nothing is ever fetched."""

Node = dict[str, Any]


@attrs.frozen
class JsonLdFormat(WriteOnly):
    """JSON-LD 1.1 with the context in it: a node for each record, blank nodes for what records hold.

    A record is `base#id`; `base` is where the data is published, None makes a `urn:uuid` of the ids. A
    citation is an `oa:Annotation` of the record, with its words as an `oa:TextQuoteSelector`; sources are
    `prov:hadPrimarySource` where they are primary, else `prov:wasDerivedFrom`. What is any JSON is a
    JSON literal. Everything is carried, but for the order of lists, which RDF does not have.
    """

    base: str | None = None
    name: str = attrs.field(default="jsonld", init=False)
    suffixes: tuple[str, ...] = attrs.field(default=(".jsonld",), init=False)

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a document.

        Raises:
            EncodeError: It holds something that the wire has no place for.
        """
        base = self.base or key_of(*(record.id for record in snapshot.records())).urn
        kinds = {source.id: source.kind for source in snapshot.sources}
        rows = write_records(snapshot, Wire.of(registry).write, "snapshot as JSON-LD")
        known = Registry.default() if registry is None else registry
        graph = [_Writer(base, kinds, wire, known).record(record) for _, record, wire in rows]
        document = {"@context": context(), "@graph": graph}
        return Encoded((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


@cache
def context() -> Mapping[str, Any]:
    """Return the context that ships."""
    found: dict[str, Any] = json.loads(CONTEXT.read_bytes())["@context"]
    return found


@attrs.frozen
class _Writer:
    """Writes one record as nodes; `wire` is its wire object, which says what is worth saying."""

    base: str
    kinds: Mapping[str, SourceKind]
    wire: Mapping[str, Any]
    registry: Registry

    def iri(self, record_id: str, *places: str) -> str:
        return f"{self.base}#{'/'.join(quote(part, safe='') for part in (record_id, *places))}"

    def record(self, record: Record) -> Node:
        cls: type = type(record)
        node: Node = {"@id": self.iri(record.id), "@type": types_of(cls)}
        for name in hints(cls):
            value = getattr(record, name)
            # What the wire leaves out as a default is said here: a stance that is unknown, a kind of source.
            if (name in self.wire or isinstance(value, str)) and name != "evidence":
                self.add(node, cls, name, value)
        if isinstance(record, Source) and is_url(record.url):
            node["schema:url"] = {"@id": record.url}
        if isinstance(record, UnknownRecord):
            node["pt:data"] = _json(thaw(record.data))
        if isinstance(record, Assertion):
            node |= self.provenance(record)
        return node

    def add(self, node: Node, cls: type, name: str, value: object) -> None:
        """Add a field to a node as a property."""
        hint = hints(cls)[name]
        item = item_type(inner_type(hint))
        said: object = None
        if item is None:
            said = self.value(hint, value)
        else:
            parts = cast("tuple[object, ...] | frozenset[object]", value)
            ordered = sorted(parts, key=str) if isinstance(parts, frozenset) else parts
            said = [self.value(item, part) for part in ordered]
        known = property_of(cls, name)
        # A plugin's class may have two fields that one property could say.
        node[f"pt:{name}" if known in node else known] = said

    def value(self, hint: Any, value: object) -> object:  # noqa: ANN401  # A type hint.
        cls: type = type(value)
        if inner_type(hint) is attrs.AttrsInstance:
            return self.measure(cast("attrs.AttrsInstance", value))
        if isinstance(value, PartialDate):
            return {"@type": date_type(value), "@value": str(value)}
        if isinstance(value, Mapping):
            return _json(thaw(cast("Mapping[str, Any]", value)))
        if attrs.has(cls):
            return self.inside(cls, value)
        return {"@id": self.iri(str(value))} if is_reference(hint) else _scalar(value)

    def inside(self, cls: type, value: object) -> Node:
        """Return what a record holds as a blank node."""
        node: Node = {"@type": types_of(cls)}
        for field in attrs.fields(cls):
            held = getattr(value, field.name)
            if held not in (None, (), frozenset()):
                self.add(node, cls, field.name, held)
        return node

    def measure(self, measure: attrs.AttrsInstance) -> Node:
        if isinstance(measure, UnknownMeasure):
            data = _json(thaw(measure.data))
            return {"@type": "pt:UnknownMeasure", "pt:kind": measure.kind, "pt:data": data}
        return {**self.inside(type(measure), measure), "pt:kind": self.registry.kind_of(type(measure))}

    def provenance(self, record: Assertion) -> Node:
        """Return the evidence of a record, and where it comes from."""
        node: Node = {}
        for index, citation in enumerate(record.evidence):
            node.setdefault("pt:evidence", []).append(self.annotation(record, index, citation))
            kind = self.kinds.get(citation.source_id)
            derived = "hadPrimarySource" if kind is SourceKind.PRIMARY else "wasDerivedFrom"
            sources = node.setdefault(f"prov:{derived}", [])
            if (source := {"@id": self.iri(citation.source_id)}) not in sources:
                sources.append(source)
        if record.corrects_id is not None and record.correction is CorrectionKind.CORRECTS:
            node["prov:wasRevisionOf"] = {"@id": self.iri(record.corrects_id)}
        return node

    def annotation(self, record: Record, index: int, citation: Citation) -> Node:
        """Return a citation as a Web Annotation."""
        target: Node = {
            "@type": "oa:SpecificResource",
            "oa:hasSource": {"@id": self.iri(citation.source_id)},
        }
        if citation.quote is not None:
            target["oa:hasSelector"] = dict(_selector(citation))
        node: Node = {
            "@id": self.iri(record.id, "evidence", str(index)),
            "@type": "oa:Annotation",
            "oa:motivatedBy": {"@id": "oa:linking"},
            "oa:hasBody": {"@id": self.iri(record.id)},
            "oa:hasTarget": target,
        }
        notes = {name: getattr(citation, name) for name in ("note", "origin")}
        return {**node, **{own_term(name): text for name, text in notes.items() if text}}


def _selector(citation: Citation) -> Iterator[tuple[str, object]]:
    words = citation.quote
    assert words is not None  # noqa: S101  # Its caller has looked.
    yield "@type", "oa:TextQuoteSelector"
    for name in ("exact", "prefix", "suffix"):
        if (text := getattr(words, name)) is not None:
            yield f"oa:{name}", text
    if words.start is not None:
        place: Node = {"@type": "oa:TextPositionSelector"}
        for name in ("start", "end"):
            number = {"@type": "xsd:nonNegativeInteger", "@value": str(getattr(words, name))}
            place[f"oa:{name}"] = number
        yield "oa:refinedBy", place


def _scalar(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        # As text: a reader of JSON would round what is large.
        return {"@type": "xsd:integer" if isinstance(value, int) else "xsd:double", "@value": repr(value)}
    plain = value.value if isinstance(value, enum.Enum) else value
    return plain if isinstance(plain, bool) else str(plain)


def _json(value: object) -> Node:
    return {"@type": "@json", "@value": value}
