"""Web Annotations: evidence on its way out and back, and what other people annotated."""

import json

import attrs
import pytest
from factories import person, position, proposal, source
from formats.samples_webannotation import FOREIGN, SAMPLE, SNAPSHOT
from laws.readers import graph_of

import policytrack as pt
from policytrack import formats
from policytrack.errors import DecodeError
from policytrack.model import Citation, JsonObject, Snapshot, UnknownRecord
from policytrack.terms import CorrectionKind, Stance

FORMAT = formats.get("webannotation")

# What the context of the W3C says of the terms that we write; nothing is fetched.
CONTEXT = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextualBody")},
    **{name: f"oa:{name}" for name in ("TextQuoteSelector", "TextPositionSelector")},
    "AnnotationPage": "as:OrderedCollectionPage",
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "refinedBy": {"@type": "@id", "@id": "oa:refinedBy"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "linking": "oa:linking",
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "describing": "oa:describing",
    "commenting": "oa:commenting",
    "value": "rdf:value",
    "format": "dc:format",
    **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix", "start", "end")},
}


def page(snapshot):
    """The page of a snapshot, as JSON."""
    return json.loads(FORMAT.encode(snapshot).data)


def read(value, **options):
    """What is read of some JSON."""
    return FORMAT.decode(json.dumps(value).encode(), **options)


def test_the_bundled_case_comes_back():
    """Every record of a real case, and every citation in its place, is read again."""
    case = pt.datasets.load("police-accountability").snapshot()
    written = FORMAT.encode(case)
    assert written.losses == ()
    assert FORMAT.decode(written.data).snapshot == case


def test_a_quote_is_a_selector():
    """A citation becomes an annotation of the page, its words a text quote refined by a position."""
    first, second = page(SNAPSHOT)["items"]
    assert first["target"] == {
        "source": "https://gazette.example/buses",
        "sourceRecord": "gazette",
        "selector": {
            "type": "TextQuoteSelector",
            "exact": "Every child should ride free",
            "prefix": "said: ",
            "suffix": ".",
            "refinedBy": {"type": "TextPositionSelector", "start": 4, "end": 32},
        },
    }
    assert [body.get("value") for body in first["body"]] == [
        None,
        "Ann Lee: supports, on Free buses (Gazette)",
        "In her speech.",
    ]
    assert (first["record"], first["origin"]) == ("ann-supports", "press-agency")
    assert "selector" not in second["target"]


def test_another_processor_finds_the_selectors():
    """As RDF, by the terms of the W3C, the page holds each quote with its source and its body."""
    jsonld = pytest.importorskip("pyld").jsonld
    case = pt.datasets.load("police-accountability", layer="articles").snapshot()
    case = Snapshot(sources=case.sources, positions=case.positions[:6])
    document = page(case)
    assert document["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    document["@context"][0] = CONTEXT
    graph = graph_of(jsonld.to_rdf(document, {"format": "application/n-quads"}), "nt")
    found = graph.query(
        """PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?source ?exact WHERE { ?note a oa:Annotation ; oa:motivatedBy oa:linking ; oa:hasBody ?body ;
          oa:hasTarget [ oa:hasSource ?source ;
            oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact ?exact ] ] }"""
    )
    urls = {one.id: one.url for one in case.sources}
    expected = {
        (urls[cited.source_id], cited.quote.exact)
        for record in case.records()
        for cited in getattr(record, "evidence", ())
        if cited.quote
    }
    assert {tuple(map(str, row)) for row in found} == expected


def test_a_source_without_an_address_has_one_here():
    """Where a page has no address of the web, the target is the source's node."""
    snapshot = Snapshot(
        proposals=(pt.Proposal(id="p", title="P", evidence=(Citation("s"),)),), sources=(source("s"),)
    )
    (item,) = page(snapshot)["items"]
    assert item["target"]["source"] == page(snapshot)["id"] + "#s"
    assert item["body"][1]["value"] == "P (s)"


def test_an_annotation_says_what_became_of_its_record():
    """What was taken back or corrected is marked; a source that is missing is not made up."""
    said = attrs.evolve(position("s", "ann", Stance.UNKNOWN), evidence=(Citation("gone"),))
    back = position("t", "ann", corrects_id="s", correction=CorrectionKind.RETRACTS)
    (item,) = page(Snapshot(positions=(said, back)))["items"]
    assert item["body"][1]["value"] == "ann: unknown, on p [retracted since]"
    changed = pt.StatusChange(id="c", proposal_id="p", to="accepted", evidence=(Citation("gone"),))
    (item,) = page(Snapshot(status_changes=(changed,)))["items"]
    assert item["body"][1]["value"] == "p: accepted"


def test_ids_that_stand_twice_keep_their_evidence():
    """Where two records have one id their evidence stays with them."""
    first = pt.Proposal(id="p", title="P", evidence=(Citation("s"),))
    second = pt.StatusChange(id="p", proposal_id="p", to="accepted")
    snapshot = Snapshot(proposals=(first,), status_changes=(second,))
    assert page(snapshot)["items"] == []
    assert read(page(snapshot)).snapshot == snapshot


def test_what_somebody_else_annotated_is_kept():
    """It becomes a record as it is, and a source for its page; it says nothing of a proposal."""
    found = FORMAT.decode(SAMPLE)
    (kept,) = found.snapshot.others
    assert (kept.id, kept.type) == ("https://notes.example/1", "web-annotation")
    assert kept.data["annotation"] == JsonObject(FOREIGN)
    (new,) = set(found.snapshot.sources) - set(SNAPSHOT.sources)
    assert (new.id, new.url) == ("source-paper-example-a", "https://paper.example/a")
    assert [problem.code for problem in found.problems] == ["unattached-annotation"]
    assert found.snapshot.positions == SNAPSHOT.positions
    pt.Tracker.from_snapshot(found.snapshot)


def test_what_was_kept_is_written_as_it_was():
    """The annotation stands on the page again, word for word, and is read again as the same."""
    snapshot = FORMAT.decode(SAMPLE).snapshot
    assert FOREIGN in page(snapshot)["items"]
    assert FORMAT.decode(FORMAT.encode(snapshot).data).snapshot == snapshot


@pytest.mark.parametrize(
    "wrap",
    [
        lambda item: item,
        lambda item: [item],
        lambda item: {"type": "AnnotationPage", "items": [item]},
        lambda item: {"type": "AnnotationCollection", "first": {"items": [item]}},
        lambda item: {"rows": 1, "items": [{**item, "type": None}]},
    ],
)
def test_a_page_has_many_forms(wrap):
    """A page, a collection, a list and an annotation alone are all read."""
    snapshot = read(wrap(FOREIGN)).snapshot
    assert ([one.id for one in snapshot.others], [one.url for one in snapshot.sources]) == (
        ["https://notes.example/1"],
        ["https://paper.example/a"],
    )


@pytest.mark.parametrize(
    ("target", "addresses"),
    [
        ("https://a.example/", ["https://a.example/"]),
        ({"id": "https://a.example/"}, ["https://a.example/"]),
        ({"source": {"id": "https://a.example/"}}, ["https://a.example/"]),
        (["https://a.example/", "https://b.example/"], ["https://a.example/", "https://b.example/"]),
        (["https://a.example/", "https://a.example/"], ["https://a.example/"]),
        ("urn:isbn:1", []),
    ],
)
def test_pages_become_sources(target, addresses):
    """Each address of the web that an annotation is on is a source, once."""
    snapshot = read([{"id": "n", "target": target}]).snapshot
    assert sorted(one.url for one in snapshot.sources) == addresses
    assert FORMAT.decode(FORMAT.encode(snapshot).data).snapshot == snapshot


def test_an_annotation_without_an_id_gets_one():
    """Its id is made of what it says, the same on every run; one that is taken is not taken again."""
    bare = {"target": "urn:isbn:1"}
    ids = [one.id for one in read([bare, {**bare, "id": "n"}, {**bare, "id": "n"}]).snapshot.others]
    again = [one.id for one in read([bare, {**bare, "id": "n"}, {**bare, "id": "n"}]).snapshot.others]
    assert ids == again
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    "selector",
    [
        {
            "type": "TextQuoteSelector",
            "exact": "free",
            "refinedBy": {"type": "TextPositionSelector", "start": 1, "end": 5},
        },
        [
            {"type": "RangeSelector"},
            {"type": "TextPositionSelector", "start": 1, "end": 5},
            {"type": "TextQuoteSelector", "exact": "free"},
        ],
    ],
)
def test_selectors_in_other_forms(selector):
    """A quote and a position are found where one refines the other, and where both stand in a list."""
    changed = page(SNAPSHOT)
    changed["items"][0]["target"]["selector"] = selector
    (found,) = read(changed).snapshot.positions
    quote = found.evidence[0].quote
    assert (quote.exact, quote.start, quote.end) == ("free", 1, 5)


def test_an_annotation_of_a_record_that_is_gone_is_kept():
    """An annotation of ours whose record was cut out of the file is nobody's evidence any more."""
    changed = page(SNAPSHOT)
    del changed["policytrack"]["positions"]
    found = read(changed)
    assert len(found.snapshot.others) == 2
    assert [problem.code for problem in found.problems] == ["unattached-annotation"]


def damaged(change):
    """The sample page with a change made to it."""
    changed = page(SNAPSHOT)
    change(changed)
    return changed


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (lambda one: one["items"].append(5), "wrong-type", "/items/2"),
        (lambda one: one["items"].append({"type": "Annotation"}), "wrong-type", "/items/2"),
        (lambda one: one["items"].append({"target": [5]}), "wrong-type", "/items/2"),
        (
            lambda one: one["items"].append({"id": "x", "target": "urn:x", "body": "\0"}),
            "bad-json",
            "/items/2/data",
        ),
        (
            lambda one: one["items"][0]["target"]["selector"].pop("exact"),
            "missing-key",
            "/policytrack/positions/0/evidence/0/quote/exact",
        ),
        (
            lambda one: one["items"][0].update(origin=7),
            "wrong-type",
            "/policytrack/positions/0/evidence/0/origin",
        ),
        (
            lambda one: one["policytrack"]["positions"][0].update(evidence=7),
            "wrong-type",
            "/policytrack/positions/0/evidence",
        ),
        (lambda one: one["policytrack"]["people"].append(None), "wrong-type", "/policytrack/people/1"),
    ],
)
def test_what_is_wrong_is_named(change, code, path):
    """A bad annotation and a bad record are told with their places, and the rest is read."""
    problems = [(problem.code, problem.path) for problem in read(damaged(change), strict=False).problems]
    assert (code, path) in problems
    assert [one for one, _ in problems].count("left-out") == 1
    with pytest.raises(DecodeError):
        read(damaged(change))


@pytest.mark.parametrize(
    "value",
    [
        5,
        {},
        {"items": 5},
        {"items": [], "policytrack": 5},
        {"items": [], "policytrack": {}},
        {"items": [], "policytrack": {"policytrack": "1", "sources": 5}},
        {"items": [], "policytrack": {"policytrack": "99"}},
    ],
)
def test_what_is_no_page_is_refused(value):
    """Neither strict nor lenient reading makes anything of it."""
    with pytest.raises(DecodeError):
        read(value, strict=False)


@pytest.mark.parametrize(
    "text",
    ['{"items": [], "items": []}', '{"items": [{"id": "a", "target": "urn:a", "x": NaN}]}', "{", ""],
)
def test_bad_json_is_refused(text):
    """What the standard library lets pass is told."""
    with pytest.raises(DecodeError):
        FORMAT.decode(text.encode())


def test_a_bad_number_in_a_record_is_told_once():
    """A fault of the JSON inside of a record leaves that record out, with its place in the page."""
    text = json.dumps(page(SNAPSHOT)).replace('"name": "Ann Lee"', '"name": "Ann Lee", "extras": {"a": NaN}')
    problems = FORMAT.decode(text.encode(), strict=False).problems
    assert [(one.code, one.path) for one in problems] == [
        ("left-out", "/policytrack/people/0"),
        ("bad-number", "/policytrack/people/0/extras/a"),
    ]


def test_records_of_other_types_stay_records():
    """A plugin's record is no annotation, whatever it is called."""
    for data in (
        {"annotation": 5},
        {"annotation": {"id": "u", "target": 5}},
        {"annotation": FOREIGN},
        {"x": 1},
    ):
        snapshot = Snapshot(others=(UnknownRecord(id="u", type="web-annotation", data=JsonObject(data)),))
        assert page(snapshot)["items"] == []
        assert read(page(snapshot)).snapshot == snapshot


def test_a_file_goes_by_its_ending(tmp_path):
    """The longest ending tells annotations from linked data."""
    pt.save(SNAPSHOT, tmp_path / "a.annotations.jsonld")
    assert pt.load(tmp_path / "a.annotations.jsonld").snapshot() == SNAPSHOT
    pt.save(Snapshot(people=(person("ann"),), proposals=(proposal(),)), tmp_path / "a.jsonld")
    assert b"schema:name" in (tmp_path / "a.jsonld").read_bytes()
