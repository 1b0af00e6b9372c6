"""`popolo`: what each kind of object becomes, and what is written for each kind of record."""

import json
from pathlib import Path

import attrs
import pytest
from factories import change, cited, day, position, proposal
from formats.samples_popolo import many

from policytrack import datasets, files, formats
from policytrack.errors import DecodeError, Severity
from policytrack.formats.popolo import _kinds, _read
from policytrack.model import (
    Citation,
    Event,
    Identifier,
    Membership,
    Organization,
    OtherName,
    Person,
    Post,
    Proposal,
    Snapshot,
    Source,
    UnknownRecord,
)
from policytrack.terms import Stance

POPOLO = formats.get("popolo")


def read(document, *, strict=True):
    """Decode a document."""
    return POPOLO.decode(json.dumps(document).encode(), strict=strict)


def one(**lists):
    """The only record of a document."""
    (record,) = read(lists).snapshot.records()
    return record


def written(*records):
    """The document of some records, which are the same when it is read."""
    encoded = POPOLO.encode(Snapshot.of(records))
    assert POPOLO.decode(encoded.data).snapshot == Snapshot.of(records)
    return json.loads(encoded.data)


def ours(document):
    """What stands in a document as `json` has it."""
    return document["extras"]["policytrack"]


def test_a_person():
    """Names and identifiers have fields of their own, the rest is kept."""
    person = one(
        persons=[
            {
                "id": "ada",
                "name": "Ada Quill",
                "sort_name": "Quill, Ada",
                "other_names": [{"name": "A. Quill", "note": "short", "start_date": "2001"}],
                "identifiers": [{"scheme": "register", "identifier": "7"}],
                "birth_date": "1970-02",
            }
        ]
    )
    assert person == Person(
        id="ada",
        name="Ada Quill",
        sort_name="Quill, Ada",
        other_names=(OtherName("A. Quill", "short", day("2001")),),
        identifiers=(Identifier("register", "7"),),
        extras={"popolo:birth_date": "1970-02"},
    )


def test_a_name_in_several_languages():
    """English is the name, and the others are other names with their language."""
    person = one(persons=[{"id": "a", "name": {"lang:cy": "Cymru", "lang:en": "Wales", "fr": "Galles"}}])
    assert person.name == "Wales"
    assert [(other.name, other.note) for other in person.other_names] == [("Cymru", "cy"), ("Galles", "fr")]


@pytest.mark.parametrize(
    "parts",
    [
        {"given_name": "Ada", "family_name": "Quill"},
        {"other_names": [{"name": "A."}, {"note": "Main", "given_name": "Ada", "surname": "Quill"}]},
        {"other_names": [{"name": "Ada Quill"}]},
    ],
)
def test_a_name_in_parts(parts):
    """A person without a name has that of its parts, here or in the main other name."""
    assert one(persons=[{"id": "a", **parts}]).name == "Ada Quill"


def test_ids_that_are_numbers():
    """A whole number is an id, and leads from one object to another."""
    snapshot = read(
        {"organizations": [{"id": 1, "name": "One"}, {"id": 2, "name": "Two", "parent_id": 1}]}
    ).snapshot
    assert [(item.id, item.parent_id) for item in snapshot.organizations] == [("1", None), ("2", "1")]


def test_one_id_in_two_lists():
    """The later list's object gets its kind in front, and what points at it still does."""
    snapshot = read(
        {
            "persons": [{"id": "1", "name": "Ada"}],
            "organizations": [{"id": "1", "name": "House"}],
            "memberships": [{"id": "m", "person_id": "1", "organization_id": "1"}],
        }
    ).snapshot
    (membership,) = snapshot.memberships
    assert (membership.person_id, membership.organization_id) == ("1", "organization-1")


def test_one_id_of_ours_in_two_lists():
    """What points at the later object keeps its words, since the id would lead back to the first."""
    mine = {"extras": {"policytrack": {"id": "x"}}}
    document = {
        "persons": [{"id": "p", "name": "Ada", **mine}],
        "organizations": [{"id": "o", "name": "House", **mine}],
        "memberships": [{"id": "m", "person_id": "p", "organization_id": "o"}],
    }
    (membership,) = read(document, strict=False).snapshot.memberships
    assert (membership.organization_id, dict(membership.extras)) == ("x", {"popolo:organization_id": "o"})


def test_the_short_way_of_reading_is_the_long_one(monkeypatch):
    """A plan that reads nothing the short way gives the same records and problems."""
    data = many(3)
    short = POPOLO.decode(data, strict=False)

    class Long(_kinds.Plans):
        def __missing__(self, shape):
            return attrs.evolve(super().__missing__(shape), plain=(), pending=shape[0].fields)

        __getitem__ = __missing__

    monkeypatch.setattr(_read, "Plans", Long)
    assert POPOLO.decode(data, strict=False) == short


def test_an_object_without_an_id():
    """Its id is made of words, and does not depend on the order of the objects."""
    people = [{"name": "Ada Quill"}, {"name": "Ada Quill", "gender": "f"}, {"name": "Ben"}]
    found = {record.id for record in read({"persons": people}).snapshot.people}
    assert {"person-ada-quill", "person-ben"} < found
    assert {record.id for record in read({"persons": people[::-1]}).snapshot.people} == found


def test_a_membership_without_an_organization_has_that_of_its_post():
    """The post says where one sits."""
    snapshot = read(
        {
            "persons": [{"id": "a", "name": "Ada"}],
            "organizations": [{"id": "h", "name": "House", "posts": [{"id": "p", "label": "Speaker"}]}],
            "memberships": [{"person_id": "a", "post_id": "p"}],
        }
    ).snapshot
    assert snapshot.memberships[0].organization_id == "h"
    assert snapshot.posts == (
        Post(id="p", label="Speaker", organization_id="h", extras=snapshot.posts[0].extras),
    )


@pytest.mark.parametrize(
    ("dates", "on"),
    [
        ({"start_date": "2020", "end_date": "2020"}, "2020"),
        ({"start_date": "2020-01", "end_date": "2020-02-03"}, "2020-01/2020-02-03"),
        ({"start_date": "2020"}, "2020/"),
        ({"end_date": "2020"}, "/2020"),
        ({}, None),
        ({"start_date": "2020-01-02T10:00:00Z", "end_date": ""}, "2020-01-02/"),
    ],
)
def test_the_dates_of_an_event(dates, on):
    """Two dates are a period, the same twice is one date."""
    event = one(events=[{"id": "e", "name": "Election", **dates}])
    assert event.on == (on and day(on))


def test_a_motion_has_a_mover():
    """Who moved a motion proposes it; Popolo says so of its creator."""
    snapshot = read(
        {
            "persons": [{"id": "a", "name": "Ada"}],
            "motions": [{"id": "m", "text": "That lamps be lit", "creator_id": "a"}],
        }
    ).snapshot
    assert snapshot.proposals[0].title == "That lamps be lit"
    (moved,) = snapshot.positions
    assert (moved.proposal_id, moved.actor_id, moved.stance) == ("m", "a", Stance.PROPOSES)


def test_a_mover_who_is_no_longer_there():
    """A snapshot without the position of the mover is written so that it does not come back."""
    snapshot = read(
        {
            "persons": [{"id": "a", "name": "Ada"}],
            "motions": [{"id": "m", "text": "Lamps", "creator_id": "a"}],
        }
    ).snapshot
    document = written(*snapshot.people, *snapshot.proposals)
    assert ours(document)["proposals"][0]["id"] == "m"


def test_sources_become_evidence():
    """Each address is one source, whatever cites it, and a note stays with its citation."""
    snapshot = read(
        {
            "persons": [{"id": "a", "name": "Ada"}],
            "organizations": [{"id": "h", "name": "House"}],
            "memberships": [
                {"person_id": "a", "organization_id": "h", "sources": [{"url": "https://example.org/roll"}]},
                {
                    "person_id": "a",
                    "organization_id": "h",
                    "role": "speaker",
                    "sources": [{"url": "https://example.org/roll", "note": "page 2"}],
                },
            ],
        }
    ).snapshot
    (source,) = snapshot.sources
    assert source.url == "https://example.org/roll"
    assert {item.evidence for item in snapshot.memberships} == {
        (Citation(source.id),),
        (Citation(source.id, note="page 2"),),
    }


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"start_date": "31 May 2020"}, "bad-date"),
        ({"start_date": "2020-02-31"}, "bad-date"),
        ({"start_date": ["2020"]}, "wrong-type"),
        ({"post_id": "nowhere"}, "dangling-reference"),
        ({"post_id": True}, "wrong-type"),
        ({"role": ["chair"]}, "wrong-type"),
        ({"identifiers": "7"}, "wrong-type"),
        ({"id": ["7"]}, "wrong-type"),
    ],
)
def test_a_value_that_cannot_be_read(value, code):
    """Strict reading refuses it, lenient reading keeps the record, with the value as it is, and warns."""
    document = {
        "persons": [{"id": "a", "name": "Ada"}],
        "organizations": [{"id": "h", "name": "House"}],
        "memberships": [{"person_id": "a", "organization_id": "h", **value}],
    }
    (key,) = value
    with pytest.raises(DecodeError, match=f"/memberships/0/{key}"):
        read(document)
    decoded = read(document, strict=False)
    (problem,) = decoded.problems
    assert (problem.code, problem.path, problem.severity) == (
        code,
        f"/memberships/0/{key}",
        Severity.WARNING,
    )
    kept = decoded.snapshot.memberships[0].extras[f"popolo:{key}"]
    assert (list(kept) if isinstance(kept, tuple) else kept) == value[key]


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"persons": [{"id": "a"}]}, "/persons/0"),
        ({"persons": ["Ada"]}, "/persons/0"),
        ({"persons": [{"id": "a", "name": "\x00"}]}, "/persons/0"),
        ({"persons": [], "areas": [{"id": "a", "name": "\x00"}]}, "/areas/0"),
        ({"persons": [{"id": "a", "name": "A", "memberships": [7]}]}, "/persons/0/memberships/0"),
        ({"posts": [{"id": "p", "label": "P", "memberships": [{}]}]}, "/posts/0/memberships/0"),
    ],
)
def test_a_record_that_is_left_out(document, path):
    """What lacks what a record needs is named once, at its own place."""
    left = [problem for problem in read(document, strict=False).problems if problem.code == "left-out"]
    assert [problem.path for problem in left] == [path]
    with pytest.raises(DecodeError, match=path):
        read(document)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"persons": [{"id": "a", "name": "A", "name": "B"}]}', "/persons/0/name"),
        ('{"persons": [], "areas": [{"id": "a", "id": "b"}]}', "/areas/0/id"),
        ('{"persons": [], "meta": 1e999}', "/meta"),
        ('{"persons": {}, "posts": []}', "/persons"),
        ('{"persons": [], "meta": "\\u0000"}', "/data"),
    ],
)
def test_what_is_wrong_with_the_text(text, path):
    """A key that stands twice, a number out of bounds and the like are told at their places."""
    found = POPOLO.decode(text.encode(), strict=False).problems
    assert path in {problem.path for problem in found}
    with pytest.raises(DecodeError, match=path):
        POPOLO.decode(text.encode())


def test_a_list_that_stands_twice_is_refused():
    """What the parser dropped cannot be counted, so that lenient reading refuses it too."""
    with pytest.raises(DecodeError, match="/persons: persons stands twice"):
        POPOLO.decode(b'{"persons": [{"name": "A"}], "persons": []}', strict=False)


def test_no_json():
    """A file that is no JSON is refused."""
    with pytest.raises(DecodeError, match="no JSON"):
        POPOLO.decode(b"{", strict=False)


def test_a_proposal_is_a_bill():
    """Open Civic Data's words for what it has, and `extras.policytrack` for the rest."""
    bill = Proposal(
        id="lamps",
        title="Lamps Act",
        summary="Lights.",
        topics=frozenset({"oil"}),
        other_titles=("Of lamps",),
    )
    (native,) = written(bill)["bills"]
    assert native == {
        "id": "lamps",
        "title": "Lamps Act",
        "abstracts": [{"abstract": "Lights."}],
        "subject": ["oil"],
        "other_titles": [{"title": "Of lamps"}],
    }


def test_positions_are_sponsorships_and_speeches():
    """Who proposes a bill sponsors it; anybody else speaks."""
    document = written(
        proposal("lamps"),
        Person(id="ada", name="Ada"),
        Organization(id="guild", name="Guild"),
        position("p1", "ada", Stance.PROPOSES, proposal_id="lamps"),
        position("p2", "guild", Stance.PROPOSES, proposal_id="lamps"),
        position("p3", "guild", Stance.OPPOSES, proposal_id="lamps", statement="No."),
    )
    (bill,) = document["bills"]
    assert [item.get("person_id", item.get("organization_id")) for item in bill["sponsorships"]] == [
        "ada",
        "guild",
    ]
    assert [(item["creator_id"], item["text"]) for item in document["speeches"]] == [("guild", "No.")]


def test_a_date_that_popolo_cannot_say():
    """It is written without its qualifier for others, and in full for us; a later edit wins."""
    membership = Membership(id="m", person_id="a", organization_id="h", start_date=day("2020-05~"))
    document = written(Person(id="a", name="A"), Organization(id="h", name="H"), membership)
    (native,) = document["memberships"]
    assert native["start_date"] == "2020-05"
    native["start_date"] = "2021"
    assert read(document).snapshot.memberships[0].start_date == day("2021")


def test_an_id_of_ours_beside_another_one():
    """The id that we wrote is the record's, and the object's own one leads to it."""
    document = {
        "organizations": [
            {"id": "h", "name": "House", "extras": {"policytrack": {"id": "house"}}},
            {"id": "c", "name": "Committee", "parent_id": "h"},
        ]
    }
    snapshot = read(document).snapshot
    assert [(item.id, item.parent_id) for item in snapshot.organizations] == [("c", "house"), ("house", None)]


def test_a_source_of_ours_is_an_address_to_others():
    """Citations are written as sources with addresses, and in full under our own key."""
    event = Event(id="e", label="Fire", on=day("2020"), evidence=cited("s"))
    source = Source(id="s", title="The Lamp", url="https://example.org/fire", publisher="Lamp")
    document = written(event, source)
    assert document["events"][0]["sources"] == [{"url": "https://example.org/fire"}]
    assert ours(document)["sources"][0]["publisher"] == "Lamp"


def test_a_derived_id_stays_when_the_record_changes():
    """A record that was read without an id keeps the one that it got, whatever is corrected in it."""
    snapshot = read(
        {
            "persons": [{"id": "a", "name": "Ada"}],
            "organizations": [{"id": "h", "name": "House"}],
            "memberships": [{"person_id": "a", "organization_id": "h", "role": "member"}],
        }
    ).snapshot
    changed = attrs.evolve(snapshot.memberships[0], role="speaker")
    document = written(*snapshot.people, *snapshot.organizations, changed)
    assert document["memberships"][0]["extras"]["policytrack"]["id"] == changed.id


@pytest.mark.parametrize(
    "record",
    [
        Person(id="a", name="A", extras={"policytrack:absent": ["name"]}),
        Person(id="a", name="A", extras={"popolo:memberships": [{"organization_id": "x"}]}),
        Person(id="a", name="A", extras={"popolo:memberships": "none"}),
        proposal("a", extras={"policytrack:absent": ["x"]}),
        proposal("a", extras={"policytrack:in": "motions", "popolo:extras": {"policytrack": 7}}),
        UnknownRecord(id="a", type="popolo-area", data={"area": 7}),
        UnknownRecord(id="a", type="popolo-area", data={"area": {"name": "N"}, "more": 1}),
        UnknownRecord(id="a", type="popolo-document", data={"keys": 7}),
        UnknownRecord(id="a", type="popolo-document", data={"keys": {"persons": [{"name": "A"}]}}),
        Membership(id="a", person_id="x", organization_id="y", extras={"policytrack:in": ["persons", "x"]}),
        Membership(id="a", person_id="x", organization_id="y", extras={"policytrack:implied": True}),
        Membership(id="a", person_id="y", organization_id="y", extras={"policytrack:in": ["persons", "y"]}),
        change("a", "introduced", proposal_id="y"),
    ],
)
def test_a_record_that_popolo_would_change(record):
    """Whatever would not come back is written whole."""
    written(record, Person(id="x", name="X", extras={"popolo:memberships": "none"}))


def test_what_refers_to_a_record_that_is_written_whole():
    """References to it stand under our own key."""
    odd = {"policytrack:absent": ["name"]}
    written(
        Organization(id="h", name="H", extras=odd),
        Post(id="p", label="P", organization_id="h"),
        Membership(id="m", person_id="a", organization_id="h"),
        proposal("b", extras=odd),
    )


@pytest.mark.parametrize("value", [5, [5], [{"source_id": {}}], {"a": 1}])
def test_rubbish_under_our_own_key(value):
    """What somebody wrote there by hand is refused, or the record left out."""
    document = {"events": [{"id": "e", "name": "E", "extras": {"policytrack": {"evidence": value}}}]}
    with pytest.raises(DecodeError):
        read(document)
    assert next(iter(read(document, strict=False).problems)).code == "left-out"


def test_rubbish_among_the_records_of_our_own():
    """Sources that are no records are told at their place."""
    document = {"persons": [], "extras": {"policytrack": {"policytrack": "1", "sources": [7]}}}
    with pytest.raises(DecodeError, match="/extras/policytrack/sources/0"):
        read(document)


def test_foreign_bills():
    """A bill that others wrote keeps its actions and its relatives elsewhere as they are."""
    native = {
        "id": "b",
        "title": "Lamps",
        "actions": [{"description": "Filed", "date": "2020-01-01"}],
        "related_bills": [
            {"identifier": "c", "relation_type": "companion"},
            {"identifier": "z"},
            {"relation_type": "x"},
        ],
        "sponsorships": [{"name": "X", "extras": {"policytrack": {"stance": "proposes"}}}],
    }
    decoded = read({"bills": [native, {"id": "c", "title": "Oil"}]}, strict=False)
    bill = decoded.snapshot.proposals[0]
    assert [relation.proposal_id for relation in bill.relations] == ["c"]
    assert bill.extras["popolo:actions"][0]["description"] == "Filed"
    assert [p.path for p in decoded.problems if p.code == "left-out"] == ["/bills/0/sponsorships/0"]


def test_the_bundled_case_comes_back():
    """A whole tracker goes through Popolo and back."""
    snapshot = datasets.load("police-accountability").snapshot()
    document = written(*snapshot.records())
    assert len(document["bills"]) == len(snapshot.proposals)


def test_the_ending_tells(tmp_path):
    """A file that ends in `.popolo.json` needs no name of a format."""
    files.save(Snapshot.of([Person(id="a", name="A")]), tmp_path / "x.popolo.json")
    assert files.load(Path(tmp_path / "x.popolo.json")).people[0].name == "A"
