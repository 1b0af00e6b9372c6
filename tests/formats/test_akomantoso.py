"""What names a bill, its events and its people, from Akoma Ntoso."""

import pytest
from formats.samples_akomantoso import SAMPLE

from policytrack.errors import DecodeError
from policytrack.formats import get
from policytrack.integrity import integrity_problems
from policytrack.registry import Registry
from policytrack.terms import Stance

AKN = get("akomantoso")
SOUND = SAMPLE.replace(b"and <akn:docProponent>somebody</akn:docProponent>", b"and somebody")
"""The sample without the one proponent whom it does not name."""


def read(data=SOUND, *, strict=True):
    """What a document holds."""
    return AKN.decode(data, strict=strict)


def snapshot(data=SOUND):
    """The records of a document."""
    return read(data).snapshot


def codes(data):
    """The codes of what lenient reading tells, but for those of the sample itself."""
    usual = [found.code for found in read(SOUND).problems]
    found = [found.code for found in read(data, strict=False).problems]
    return [code for code in found if code not in usual]


def test_the_records_of_a_document_fit_together():
    """Everything that is named is there."""
    assert integrity_problems(snapshot(), Registry.default()) == ()


def test_files_that_are_not_read_are_left_alone():
    """By their endings."""
    assert [AKN.owns(name) for name in ("a.xml", "b.AKN", "c.md")] == [True, True, False]


@pytest.mark.parametrize(
    "space",
    ["http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "http://www.akomantoso.org/2.0", ""],
)
def test_any_namespace_is_read(space):
    """The local names are the same in all versions."""
    if space:
        data = SOUND.replace(b"http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13", space.encode())
    else:
        data = SOUND.replace(b"akn:", b"").replace(b"xmlns:akn=", b"xmlns:other=")
    assert snapshot(data) == snapshot()


def test_a_bill_is_a_proposal():
    """With its names, numbers, country, topics and the texts that it touches."""
    (bill,) = snapshot().proposals
    assert (bill.title, bill.other_titles) == ("A Bill to keep water clean", ("Clean Water Bill",))
    assert (bill.jurisdiction, bill.topics, bill.identifier("FRBRnumber")) == ("zz", {"Water"}, "5")
    assert [(found.title, str(found.kind)) for found in bill.instruments] == [
        ("Water Act 1990", "statute"),
        ("/akn/zz/order/1991/2", "other"),
    ]


def test_each_document_is_a_source():
    """Those within another too; the day is that of publication, or of the version."""
    found = {source.extras["akn:document"]: source for source in snapshot().sources}
    assert (str(found["bill"].published), found["bill"].publisher, found["bill"].language) == (
        "2020-02-05",
        "Gazette of Exampleland",
        "eng",
    )
    assert found["debate"].published is None
    unpublished = SOUND.replace(b"akn:publication ", b"akn:other ")
    assert "2020-02-04" in {str(source.published) for source in snapshot(unpublished).sources}


def test_the_meta_element_is_kept():
    """All of it, as data."""
    (bill,) = (source for source in snapshot().sources if source.extras["akn:document"] == "bill")
    assert bill.extras["akn:meta"]["meta"]["references"]["original"]["@showAs"] == "Original"


def test_ids_tell_people_apart_who_share_an_address():
    """Two of one name are two; over the documents of a file, one of one name and address is one."""
    assert [person.id for person in snapshot().people] == [
        "person-ada-example",
        "person-bo-sample",
        "person-bo-sample-708c06ec",
    ]


def test_proponents_and_signatories_propose():
    """In the words of the document, with their role."""
    found = {position.actor_id: position for position in snapshot().positions}
    assert {position.stance for position in found.values()} == {Stance.PROPOSES}
    assert found["person-ada-example"].extras["akn:role"] == "Member"
    assert found["person-bo-sample"].attribution == "Bo Sample"


def test_events_come_from_lifecycle_workflow_and_votes():
    """With their days, whoever did them, and what they refer to."""
    found = {event.label: event for event in snapshot().events}
    assert str(found["generation: Beginning"].on) == "2020-02-03"
    assert found["Presented"].involves_ids == {"organization-house-of-exampleland"}
    assert str(found["Carried &amp; done"].on) == "2020-02-06"
    assert found["amendment"].on is None


def test_a_speech_is_an_event_with_its_words():
    """And with who spoke, where the document names them."""
    found = {event.label: event for event in snapshot().events}
    speech = found["speech: Ms Example:"]
    assert (speech.involves_ids, speech.evidence[0].quote.exact) == ({"person-ada-example"}, "I beg to move.")
    assert found["speech: The Chair:"].involves_ids == frozenset()
    assert found["question: #nobody"].evidence[0].quote is None


def test_who_signs_what_is_no_bill_is_in_an_event():
    """There is nothing that they propose."""
    data = SOUND.replace(
        b"<akn:speech by", b'<akn:docProponent refersTo="#ada">Ms Example</akn:docProponent><akn:speech by', 1
    )
    (event,) = (event for event in snapshot(data).events if event.label == "docProponent: Ms Example")
    assert event.involves_ids == {"person-ada-example"}


def test_what_is_odd_is_told():
    """A day that there is not, speakers who are nobody, and damaged text, once."""
    assert [(found.code, found.path) for found in read().problems] == [
        ("bad-date", "line 23"),
        ("unresolved-reference", "line 66"),
        ("unresolved-reference", "line 67"),
        ("damaged-text", "line 44"),
    ]


def test_damaged_text_is_kept_as_it_is():
    """Nobody can tell what was meant."""
    data = SOUND.replace(b"A Bill to keep", "A B\ufffdll &amp;uuml;ber".encode())
    assert snapshot(data).proposals[0].title == "A B\ufffdll &uuml;ber water clean"


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        (b"x", b"x", "docProponent: somebody"),
        (b'<akn:person refersTo="#cmp__bo">Bo Sample</akn:person>', b"A mark", "signature: A mark"),
        (b"#cmp__bo", b"#cmp__nobody", "person: Bo Sample"),
    ],
)
def test_who_proposes_and_is_nobody_is_in_an_event(old, new, label):
    """A position needs somebody who holds it."""
    found = {event.label: event.involves_ids for event in snapshot(SAMPLE.replace(old, new, 1)).events}
    assert found[label] == frozenset()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b'showAs="House of Exampleland"', b"", ["left-out", "missing-key"]),
        (b'eId="cmp__bo2"', b'eId="cmp__bo"', ["left-out", "duplicate-id"]),
        (b'value="/akn/zz/debate/2020-02-06/!main"', b'value=""', ["left-out", "missing-key"]),
        (b"/akn/zz/debate/2020-02-06/!main", b"/akn/zz/bill/2020-02-03/5/!main", []),
        (b"akn:debate", b"akn:bill", []),
        (b'refersTo="#cmp__bo"', b'refersTo="#cmp__bo" as="#none"', []),
    ],
)
def test_what_is_wrong_is_told(old, new, told):
    """The rest is kept."""
    assert codes(SOUND.replace(old, new)) == told


def test_a_document_without_a_title_goes_by_its_address():
    """Whatever else there is."""
    work = b'<FRBRWork><FRBRuri value="/x"/></FRBRWork>'
    data = b"<a><act><meta><identification>" + work + b"</identification></meta></act></a>"
    assert [found.title for found in snapshot(data).proposals] == ["/x"]


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"", "empty-document"), (b"<a", "bad-syntax"), (b"<!DOCTYPE a><a/>", "xml-doctype")],
)
def test_a_document_that_cannot_be_read_is_refused(data, told):
    """Strict or not."""
    with pytest.raises(DecodeError) as caught:
        read(data, strict=False)
    assert [found.code for found in caught.value.problems] == [told]


def test_a_folder_is_read():
    """A file that cannot be read, or that holds no document, is left out."""
    decoded = AKN.decode({"a.xml": b"<a", "b.xml": b"<a/>", "c.akn": SOUND, "d.txt": b"x"}, strict=False)
    assert [found.path for found in decoded.problems if found.code == "left-out"] == ["a.xml", "b.xml"]
    assert len(decoded.snapshot.proposals) == 1


def test_a_document_of_two_files_is_kept_once():
    """The second is left out whole."""
    decoded = AKN.decode({"a.xml": SOUND, "b.xml": SOUND}, strict=False)
    left = [found.path for found in decoded.problems if found.code == "left-out"]
    assert (left, len(decoded.snapshot.sources)) == (["b.xml:3", "b.xml:49"], 2)
