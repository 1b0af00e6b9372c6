"""Linked data, read back by rdflib and pyld with no network, and asked in SPARQL."""

import enum
import json

import attrs
import pytest
from factories import position, proposal, source
from laws.readers import graph_of

import policytrack as pt
from policytrack import formats
from policytrack.formats import _terms
from policytrack.formats._jsonld import CONTEXT, JsonLdFormat
from policytrack.formats._terms import own_term
from policytrack.measures import UnknownMeasure
from policytrack.model import (
    Checked,
    Citation,
    Figure,
    JsonObject,
    Quote,
    Record,
    Snapshot,
    UnknownRecord,
    hints,
    record_fields,
)
from policytrack.registry import Registry
from policytrack.terms import CorrectionKind, SourceKind, Stance

rdflib = pytest.importorskip("rdflib")

BASE = "https://data.example/case"
PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX pt: <urn:policytrack:terms:>
PREFIX schema: <https://schema.org/>
"""


def document(snapshot, registry=None):
    """The document of a snapshot, as JSON."""
    return json.loads(JsonLdFormat(base=BASE).encode(snapshot, registry=registry).data)


def node(snapshot, record_id, registry=None):
    """The node of a record, as JSON."""
    nodes = {found["dcterms:identifier"]: found for found in document(snapshot, registry)["@graph"]}
    return nodes[record_id]


@pytest.fixture(name="case", scope="module")
def _case():
    return pt.datasets.load("police-accountability")


@pytest.fixture(name="graph", scope="module")
def _graph(case):
    return graph_of(JsonLdFormat(base=BASE).encode(case.snapshot()).data)


def test_every_record_is_a_node(case, graph):
    """Each record is found by its identifier, with its class."""
    found = graph.query(PREFIXES + "SELECT ?id WHERE { ?record dcterms:identifier ?id }")
    assert sorted(str(row.id) for row in found) == sorted(record.id for record in case.snapshot().records())


def test_stances_with_their_words(case, graph):
    """SPARQL finds who opposes the package, when, in whose words, and where those stand."""
    asked = (
        PREFIXES
        + """
        SELECT ?actor ?date ?words ?source ?start WHERE {
          ?position a pt:Position ; schema:about/dcterms:identifier "legal-protection-overhaul" ;
            pt:stance "opposes" ; prov:wasAttributedTo/dcterms:identifier ?actor ; dcterms:date ?date ;
            pt:evidence [ a oa:Annotation ; oa:hasBody ?position ; oa:hasTarget [
              oa:hasSource/dcterms:identifier ?source ;
              oa:hasSelector [ oa:exact ?words ; oa:refinedBy/oa:start ?start ] ] ] }
    """
    )
    expected = {
        (one.actor_id, str(one.said_on), cited.quote.exact, cited.source_id, str(cited.quote.start))
        for one in case.positions
        if one.proposal_id == "legal-protection-overhaul" and one.stance is Stance.OPPOSES and one.said_on
        for cited in one.evidence
        if cited.quote and cited.quote.start is not None
    }
    assert expected
    assert {tuple(map(str, row)) for row in graph.query(asked)} == expected


def test_every_quote_is_there(case, graph):
    """As many quotes as the records cite are selectors, with the same words."""
    found = sorted(
        str(words) for words in graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/oa#exact"))
    )
    quotes = [
        cited.quote.exact
        for record in case.snapshot().records()
        for cited in getattr(record, "evidence", ())
        if cited.quote
    ]
    assert found == sorted(quotes)


def test_every_source_is_linked(case, graph):
    """What a record rests on is linked by PROV, primary sources as such."""
    asked = (
        PREFIXES
        + """
        SELECT ?id ?source WHERE { ?record dcterms:identifier ?id ; %s/dcterms:identifier ?source .
        FILTER NOT EXISTS { ?record a schema:CreativeWork ; schema:datePublished ?day } }
    """
    )
    kinds = {one.id: one.kind for one in case.sources}
    cited = {
        (record.id, one.source_id)
        for record in case.snapshot().records()
        for one in getattr(record, "evidence", ())
    }
    for is_primary, word in ((True, "prov:hadPrimarySource"), (False, "prov:wasDerivedFrom")):
        found = {tuple(map(str, row)) for row in graph.query(asked % word)}
        expected = {pair for pair in cited if (kinds[pair[1]] is SourceKind.PRIMARY) == is_primary}
        assert expected <= found


@pytest.mark.parametrize(
    ("written", "datatype"),
    [
        ("2023-09-24", "xsd:date"),
        ("2023-09", "xsd:gYearMonth"),
        ("2023", "xsd:gYear"),
        ("2023-09-24?", "edtf:EDTF"),
        ("2023-09~", "edtf:EDTF"),
        ("202X", "edtf:EDTF"),
        ("2023-21", "edtf:EDTF"),
        ("[..2023-09-24]", "edtf:EDTF"),
        ("2023-09-21/2023-09-24", "edtf:EDTF"),
    ],
)
def test_a_date_has_its_own_type(written, datatype):
    """Only what XML Schema can say is said so: an uncertain date is no xsd:date."""
    found = node(Snapshot(positions=(position("s", "ann", said_on=written),)), "s")
    assert found["dcterms:date"] == {"@type": datatype, "@value": written}


def test_pyld_finds_the_same(monkeypatch):
    """Another processor makes the same triples, with every way to the network closed."""
    jsonld = pytest.importorskip("pyld").jsonld
    compare = pytest.importorskip("rdflib.compare")
    monkeypatch.setattr(jsonld, "load_document", lambda *_: pytest.fail("a document was fetched"))
    case = pt.datasets.load("police-accountability", layer="articles").snapshot()
    some = Snapshot(proposals=case.proposals[:3], positions=case.positions[:6], figures=case.figures[:3])
    data = JsonLdFormat(base=BASE).encode(some).data
    quads = jsonld.to_rdf(json.loads(data), {"format": "application/n-quads"})
    assert compare.isomorphic(graph_of(quads, "nt"), graph_of(data))


def test_the_context_is_in_the_document():
    """The context that ships stands in every document as it is, and names no other."""
    shipped = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    assert document(Snapshot())["@context"] == shipped
    assert all(isinstance(value, str | float) for value in shipped.values())
    assert "@import" not in shipped


def test_a_base_is_made_of_the_ids():
    """Without an address of one's own the nodes have one that is the same for the same ids."""
    first, second = (formats.get("jsonld").encode(Snapshot(proposals=(proposal(),))) for _ in range(2))
    assert first == second
    (found,) = json.loads(first.data)["@graph"]
    assert found["@id"].startswith("urn:uuid:")
    assert found["@id"].endswith("#p")


def test_odd_ids_are_addresses():
    """An id that no address could hold is escaped, and stands in full beside it."""
    found = node(Snapshot(proposals=(proposal("№ 7/<a>"),)), "№ 7/<a>")
    assert found["@id"] == f"{BASE}#%E2%84%96%207%2F%3Ca%3E"


def test_a_web_address_is_a_link():
    """An address of the web is a resource, anything else a text."""
    assert node(Snapshot(sources=(source("s", url="https://a.example/b"),)), "s")["schema:url"] == {
        "@id": "https://a.example/b"
    }
    assert node(Snapshot(sources=(source("s", url="p. 7"),)), "s")["schema:url"] == "p. 7"


def test_defaults_are_said():
    """A stance that cannot be read, and the kind of a source, are said although the wire leaves them out."""
    assert node(Snapshot(positions=(position("s", "ann", Stance.UNKNOWN),)), "s")["pt:stance"] == "unknown"
    assert node(Snapshot(sources=(source("s"),)), "s")["pt:kind"] == "secondary"


def test_a_correction_is_a_revision():
    """What takes the place of a record is its revision; what takes it back only names it."""
    fixed = position("t", "ann", corrects_id="s", correction=CorrectionKind.CORRECTS)
    back = position("t", "ann", corrects_id="s", correction=CorrectionKind.RETRACTS)
    assert node(Snapshot(positions=(fixed,)), "t")["prov:wasRevisionOf"] == {"@id": f"{BASE}#s"}
    found = node(Snapshot(positions=(back,)), "t")
    assert (found["pt:corrects"], "prov:wasRevisionOf" in found) == ({"@id": f"{BASE}#s"}, False)


def test_a_citation_keeps_all_it_has():
    """Prefix, suffix, note and origin of a citation are there; a source cited twice is linked once."""
    words = Quote(exact="a", prefix="b", suffix="c")
    said = position("s", "ann")
    said = attrs.evolve(said, evidence=(Citation("x", words, "note", "agency"), Citation("x")))
    found = node(Snapshot(positions=(said,)), "s")
    first, second = found["pt:evidence"]
    assert first["oa:hasTarget"]["oa:hasSelector"] == {
        "@type": "oa:TextQuoteSelector",
        "oa:exact": "a",
        "oa:prefix": "b",
        "oa:suffix": "c",
    }
    assert (first["pt:note"], first["pt:origin"]) == ("note", "agency")
    assert "oa:hasSelector" not in second["oa:hasTarget"]
    assert found["prov:wasDerivedFrom"] == [{"@id": f"{BASE}#x"}]


def test_numbers_are_not_rounded():
    """A whole number is an integer however large, any other a double."""
    found = node(Snapshot(figures=(Figure(id="f", label="f", low=0.5, high=10**30),)), "f")
    assert found["schema:minValue"] == {"@type": "xsd:double", "@value": "0.5"}
    assert found["schema:maxValue"] == {"@type": "xsd:integer", "@value": str(10**30)}


def test_what_nobody_knows_is_a_json_literal():
    """A measure and a record without a plugin keep their data, word for word."""
    measure = UnknownMeasure("tax", JsonObject({"rate": 1.5}))
    snapshot = Snapshot(
        proposals=(pt.Proposal(id="p", title="P", measure=measure),),
        others=(UnknownRecord(id="v", type="vote", data=JsonObject({"ayes": [3]})),),
    )
    assert node(snapshot, "p")["pt:measure"] == {
        "@type": "pt:UnknownMeasure",
        "pt:kind": "tax",
        "pt:data": {"@type": "@json", "@value": {"rate": 1.5}},
    }
    found = node(snapshot, "v")
    assert (found["pt:type"], found["pt:data"]) == ("vote", {"@type": "@json", "@value": {"ayes": [3]}})


class Colour(enum.Enum):
    """Terms that are no text."""

    RED = 1


@attrs.frozen
class Paint(Checked):
    """A plugin's measure."""

    colour: Colour
    is_new: bool = False


@attrs.frozen(kw_only=True, repr=False)
class Vote(Record):
    """A plugin's record, with two fields that one property could say."""

    name: str
    title: str


def test_a_plugins_fields_are_properties():
    """What a plugin brings goes by our own terms, and no field hides another."""
    registry = Registry.default().with_measure(Paint).with_record(Vote)
    snapshot = Snapshot(
        proposals=(pt.Proposal(id="p", title="P", measure=Paint(Colour.RED, is_new=True)),),
        others=(Vote(id="v", name="N", title="T"),),
    )
    measure = node(snapshot, "p", registry)["pt:measure"]
    assert (measure["pt:kind"], measure["pt:colour"], measure["pt:isNew"]) == ("paint", "1", True)
    found = node(snapshot, "v", registry)
    assert {found["schema:name"], found["pt:title"]} == {"N", "T"}


def test_every_term_is_of_a_field():
    """The tables name fields that there are, and no two fields of a class share a property."""
    for cls, field in _terms._OF_CLASS:
        assert field in hints(cls)
    for cls in record_fields().values():
        said = [_terms.property_of(cls, field) for field in hints(cls)]
        assert len(set(said)) == len(said)
    assert own_term("involves_ids") == "pt:involves"
