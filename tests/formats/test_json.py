"""The format `json`: what is refused, with which code and where, and what lenient reading leaves."""

import json

import pytest

from policytrack import formats
from policytrack.errors import DecodeError, EncodeError, Severity
from policytrack.model import Person, Snapshot, UnknownRecord

JSON = formats.get("json")


def refused(text):
    """The code and the path of each problem for which a document is refused."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    with pytest.raises(DecodeError) as caught:
        JSON.decode(data)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def document(**fields):
    """A document of version 1."""
    return json.dumps({"policytrack": "1", **fields})


def proposal(**fields):
    """A document with one proposal that would be right without `fields`."""
    return document(proposals=[{"id": "p", "title": "t", **fields}])


@pytest.mark.parametrize(
    ("text", "problems", "reason"),
    [
        (b"", [("empty-document", "")], "an empty file is no document"),
        (b" \n", [("empty-document", "")], "nor is one of white space"),
        (b"\xef\xbb\xbf", [("empty-document", "")], "nor is a lone byte order mark"),
        (b'{"policytrack": "1", "\xff": 1}', [("bad-encoding", "")], "bytes that are no UTF-8"),
        ('{"policytrack": "1"}'.encode("utf-16"), [("bad-encoding", "")], "UTF-16, as some editors save"),
        ("{", [("bad-syntax", "")], "a file that was cut off"),
        ('{"policytrack": "1",}', [("bad-syntax", "")], "a trailing comma"),
        ('{"policytrack": "1"} {}', [("bad-syntax", "")], "two documents in one"),
        ("[" * 100_000, [("too-deep", "")], "nesting that would exhaust the interpreter"),
        (
            '{"a": 1, "a": ' + "[" * 900 + "]" * 900 + "}",
            [("too-deep", "")],
            "the same where a key stands twice",
        ),
        (
            '{"a": 1, "a": ' + "[" * 550 + "]" * 550 + "}",
            [("too-deep", "")],
            "and where the interpreter would still read it",
        ),
        ("[]", [("wrong-type", "")], "a list at the top"),
        ("null", [("wrong-type", "")], "nothing at the top"),
        ("{}", [("missing-version", "/policytrack")], "no version"),
        ('{"policytrack": 1}', [("wrong-type", "/policytrack")], "a version is text"),
        ('{"policytrack": "2"}', [("newer-version", "/policytrack")], "written by a newer release"),
        ('{"policytrack": "0"}', [("unknown-version", "/policytrack")], "there never was a version 0"),
        ('{"policytrack": "1.0"}', [("unknown-version", "/policytrack")], "versions are whole"),
        ('{"policytrack": "²"}', [("unknown-version", "/policytrack")], "a digit to Python, but no number"),
        ('{"policytrack": "1", "policytrack": "1"}', [("duplicate-key", "/policytrack")], "two versions"),
        (document(peple=[]), [("unknown-key", "/peple")], "a misspelt field"),
        (document(people={}), [("wrong-type", "/people")], "records come in a list"),
        (document(people=[5]), [("wrong-type", "/people/0")], "a record is an object"),
        (document(others=[5]), [("wrong-type", "/others/0")], "so is a plugin's"),
        (document(others=[{"id": "x"}]), [("missing-key", "/others/0/type")], "a plugin's says its type"),
        (document(others=[{"id": "x", "type": 1}]), [("wrong-type", "/others/0/type")], "a type is text"),
        (document(others=[{"id": "x", "type": "person"}]), [("misplaced-type", "/others/0/type")], "ours"),
        (document(others=[{"type": "x"}]), [("missing-key", "/others/0/id")], "an unknown one has an id too"),
    ],
)
def test_a_document_is_refused(text, problems, reason):
    """Each of these is no document, for the reason that is given."""
    assert refused(text) == problems, reason


@pytest.mark.parametrize(
    ("fields", "problems", "reason"),
    [
        ({"id": 5}, [("wrong-type", "/id")], "a number is no id"),
        ({"id": " p"}, [("bad-id", "/id")], "white space around an id"),
        ({"id": None}, [("wrong-type", "/id")], "null stands for what may be missing"),
        ({"title": ""}, [("empty-text", "/title")], "absence is no empty text"),
        ({"title": "a\0"}, [("bad-text", "/title")], "NUL ends a text in some databases"),
        ({"title": ["t"]}, [("wrong-type", "/title")], "a list is no text"),
        ({"summary": True}, [("wrong-type", "/summary")], "a truth value is no text"),
        ({"sumary": "s"}, [("unknown-key", "/sumary")], "a misspelt key"),
        ({"a/b~c": 1}, [("unknown-key", "/a~1b~0c")], "a pointer escapes what it is made of"),
        ({"topics": "policing"}, [("wrong-type", "/topics")], "a text is no list of letters"),
        ({"topics": ["a", "b", "a", "a"]}, [("duplicate-item", f"/topics/{i}") for i in (2, 3)], "sets"),
        ({"topics": None}, [("wrong-type", "/topics")], "an empty set is left out, not null"),
        ({"extras": []}, [("wrong-type", "/extras")], "extras are an object"),
        ({"extras": {"a": [[{"b": [0]}]] * 1}, "x": 1}, [("unknown-key", "/x")], "extras may be any JSON"),
        ({"measure": "review"}, [("wrong-type", "/measure")], "a measure is an object"),
        ({"measure": {}}, [("missing-key", "/measure/kind")], "a measure says its kind"),
        ({"measure": {"kind": 1}}, [("wrong-type", "/measure/kind")], "a kind is text"),
        ({"measure": {"kind": "other"}}, [("missing-key", "/measure/text")], "a known kind has its fields"),
        (
            {"measure": {"kind": "threshold", "decision": "charged"}},
            [("unknown-term", "/measure/decision")],
            "a closed vocabulary",
        ),
        ({"measure": {"kind": "threshold", "decision": 1}}, [("wrong-type", "/measure/decision")], "no text"),
        ({"measure": {"kind": "threshold", "decision": []}}, [("wrong-type", "/measure/decision")], "a list"),
        (
            {"measure": {"kind": "time-limit", "process_kind": "x", "limit": "a year"}},
            [("bad-period", "/measure/limit")],
            "words are no ISO 8601",
        ),
        (
            {"measure": {"kind": "time-limit", "process_kind": "x", "limit": 12}},
            [("wrong-type", "/measure/limit")],
            "twelve of what",
        ),
        (
            {"not_found": [{"question": "q", "looked_on": "24/09/2023"}]},
            [("bad-date", "/not_found/0/looked_on")],
            "x",
        ),
        (
            {"not_found": [{"question": "q", "looked_on": 2023}]},
            [("wrong-type", "/not_found/0/looked_on")],
            "x",
        ),
        ({"corrects_id": "q"}, [("unpaired-field", "/correction")], "what a constructor finds"),
        ({"corrects_id": "q", "x": 1}, [("unknown-key", "/x"), ("unpaired-field", "/correction")], "both"),
        (
            {"evidence": [{"source_id": "s", "quote": {"exact": "e", "start": True, "end": 1.0}}]},
            [("wrong-type", "/evidence/0/quote/start"), ("wrong-type", "/evidence/0/quote/end")],
            "a place is counted in whole numbers",
        ),
        (
            {"evidence": [{"source_id": "s"}, {"quote": {}}]},
            [("missing-key", "/evidence/1/source_id"), ("missing-key", "/evidence/1/quote/exact")],
            "a list tells of each of its items",
        ),
        ({"part_of_id": "p"}, [("self-reference", "/part_of_id")], "a rule of the record"),
    ],
)
def test_a_record_is_refused(fields, problems, reason):
    """Each of these is no proposal, for the reason that is given; the pointer leads to the fault."""
    assert refused(proposal(**fields)) == [(code, f"/proposals/0{path}") for code, path in problems], reason


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ('"low": NaN', "bad-number", "/low"),
        ('"low": -Infinity', "bad-number", "/low"),
        ('"low": 1e400', "bad-number", "/low"),
        ('"low": ' + "9" * 5000, "bad-number", "/low"),
        ('"low": "5"', "wrong-type", "/low"),
        ('"low": true', "wrong-type", "/low"),
        ('"low": 2, "high": 1', "bad-range", "/high"),
        (r'"unit": "\ud800"', "bad-text", "/unit"),
        (r'"extras": {"\udc00": 1}', "bad-text", r"/extras/\udc00"),
        (r'"extras": {"a": ["\udc00"]}', "bad-text", "/extras/a/0"),
        ('"unit": "a", "unit": "a"', "duplicate-key", "/unit"),
        ('"extras": {"a": 1, "a": 2}', "duplicate-key", "/extras/a"),
        ('"extras": {"a": ' + "[" * 110 + "]" * 110 + "}", "bad-json", "/extras"),
        ('"label": ' + "[" * 100 + "]" * 100, "wrong-type", "/label"),
        ('"label": ' + "[" * 900 + "]" * 900, "too-deep", ""),
    ],
)
def test_what_json_should_not_say_is_refused(text, code, path):
    """The standard library lets these pass, or reads them as something else; each is told once."""
    field = "" if '"label"' in text else '"label": "l", '
    found = refused(f'{{"policytrack": "1", "figures": [{{"id": "f", {field}{text}}}]}}')
    assert found == [(code, f"/figures/0{path}")]


def test_a_duplicate_inside_a_duplicate_is_told_too():
    """No problem hides another, whichever of two values is kept."""
    extras = '{"a": {"b": 1, "b": 2}, "a": 1}'
    text = f'{{"policytrack": "1", "events": [{{"id": "e", "label": "l", "extras": {extras}}}]}}'
    assert refused(text) == [
        ("duplicate-key", "/events/0/extras/a/b"),
        ("duplicate-key", "/events/0/extras/a"),
    ]


def test_a_surrogate_pair_is_one_character():
    """JSON escapes what lies beyond the first plane as two halves."""
    found = JSON.decode(rb'{"policytrack": "1", "people": [{"id": "p", "name": "\ud83d\ude42"}]}')
    assert found.snapshot.people[0].name == "\U0001f642"


def test_every_problem_is_told_at_once():
    """One reading tells all that is wrong, in the order of the document."""
    text = document(people=[{"id": "p", "nam": "n"}], events=5, figures=[{"label": "l"}], x=1)
    assert refused(text) == [
        ("missing-key", "/people/0/name"),
        ("unknown-key", "/people/0/nam"),
        ("wrong-type", "/events"),
        ("missing-key", "/figures/0/id"),
        ("unknown-key", "/x"),
    ]


def test_an_error_says_what_and_where_and_what_to_write():
    """A message has the pointer, the fault and the nearest name."""
    with pytest.raises(DecodeError) as caught:
        JSON.decode(proposal(sumary="s").encode())
    assert str(caught.value) == (
        "JSON document: 1 problem\n  /proposals/0/sumary: sumary: no such key (nearest: summary)"
    )


def test_a_byte_order_mark_is_passed_over():
    """Some editors put one before UTF-8; it is never written."""
    assert JSON.decode(b"\xef\xbb\xbf" + document().encode()).snapshot == Snapshot()


def test_null_stands_for_a_missing_optional_field():
    """Some writers say null where we leave the field out."""
    assert JSON.decode(proposal(summary=None).encode()).snapshot.proposals[0].summary is None


def test_a_folder_is_no_document():
    """The bytes of one file are asked for."""
    with pytest.raises(DecodeError, match="json is one file, not a folder"):
        JSON.decode({})


def test_the_layout():
    """Two spaces, nothing escaped, the version first, nothing that is empty, a line feed at the end."""
    text = JSON.encode(Snapshot(people=(Person(id="p", name="Zoë"),))).data.decode()
    assert text == (
        '{\n  "policytrack": "1",\n  "people": [\n    {\n'
        '      "id": "p",\n      "name": "Zoë"\n    }\n  ]\n}\n'
    )


@pytest.mark.parametrize(("where", "field"), [("measure", "proposals"), ("type", "others")])
def test_what_is_not_known_is_kept_and_told(where, field):
    """A kind or a type that no plugin brings is a warning, with the nearest that is known."""
    found = JSON.decode(
        proposal(measure={"kind": "legal-tets", "x": 1}).encode()
        if where == "measure"
        else document(others=[{"id": "o", "type": "propsal", "x": 1}]).encode()
    )
    (problem,) = found.problems
    assert problem.severity is Severity.WARNING
    assert problem.code == {"measure": "unknown-kind", "type": "unknown-type"}[where]
    assert problem.suggestion.startswith("nearest: ")
    assert len(getattr(found.snapshot, field)) == 1


def lenient(text):
    """What lenient reading keeps, by id, and what it says."""
    found = JSON.decode(text.encode(), strict=False)
    return [record.id for record in found.snapshot.records()], [(p.code, p.path) for p in found.problems]


def test_lenient_reading_names_the_record_that_it_leaves_out():
    """The report has the record's id, and then the reasons."""
    found = JSON.decode(
        document(people=[{"id": "a", "name": ""}, {"id": "b", "name": "B"}]).encode(), strict=False
    )
    assert [record.id for record in found.snapshot.people] == ["b"]
    assert [str(problem) for problem in found.problems] == [
        "/people/0: a: this record is left out for 1 problem",
        "/people/0/name: text is not empty (leave it out where it is not known)",
    ]


def test_lenient_reading_keeps_a_record_without_its_unknown_keys():
    """The record is kept, and each key that it lost is named in a warning."""
    found = JSON.decode(proposal(x=1, evidence=[{"source_id": "s", "y": {"z": 1}}]).encode(), strict=False)
    assert len(found.snapshot.proposals) == 1
    assert [(problem.code, problem.path, problem.severity) for problem in found.problems] == [
        ("unknown-key", "/proposals/0/evidence/0/y", Severity.WARNING),
        ("unknown-key", "/proposals/0/x", Severity.WARNING),
    ]


def test_lenient_reading_leaves_out_what_stands_under_an_unknown_name():
    """Records in a misspelt field are counted, not lost."""
    assert lenient(document(peple=[{"id": "a", "name": "A"}])) == (
        [],
        [("unknown-key", "/peple"), ("left-out", "/peple/0")],
    )


def test_lenient_reading_leaves_out_a_record_with_a_key_twice():
    """Which of the two was meant cannot be told."""
    text = '{"policytrack": "1", "people": [{"id": "a", "name": "A", "name": "B"}]}'
    assert lenient(text) == ([], [("left-out", "/people/0"), ("duplicate-key", "/people/0/name")])


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "{}", '{"policytrack": "2"}', '{"policytrack": "1", "people": [], "people": []}'],
)
def test_lenient_reading_refuses_what_is_no_document(text):
    """Where the whole cannot be read, nothing is kept in silence."""
    with pytest.raises(DecodeError):
        JSON.decode(text.encode(), strict=False)


@pytest.mark.parametrize(
    ("snapshot", "code", "path", "reason"),
    [
        (
            Snapshot(others=(UnknownRecord(id="u", type="person", data={}),)),
            "reserved-name",
            "/others/0",
            "it would be read as a person",
        ),
        (
            Snapshot(others=(UnknownRecord(id="u", type="t", data={"n": 10**5000}),)),
            "bad-number",
            "/others/0/data",
            "Python refuses to read the number again",
        ),
        (
            Snapshot(others=(Person(id="p", name="P"),)),
            "unknown-type",
            "/others/0",
            "a person is no plugin's",
        ),
        (
            Snapshot(people=(Person(id="p", name="P", extras={"n": 10**5000}),)),
            "bad-number",
            "/people/0/extras",
            "x",
        ),
    ],
)
def test_what_could_not_be_read_again_is_not_written(snapshot, code, path, reason):
    """A document that would not come back as it is, is no document."""
    with pytest.raises(EncodeError) as caught:
        JSON.encode(snapshot)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [(code, path)], reason
