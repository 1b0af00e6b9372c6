"""`openstates`: people, committees and bills, each told for what it is."""

import json
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from policytrack import files, formats
from policytrack.errors import DecodeError, Severity
from policytrack.formats import _yaml_events, _yaml_read
from policytrack.terms import Extent, Stance

pytest.importorskip("yaml")
OPEN_STATES = formats.get("openstates")
_spec = spec_from_file_location("samples_openstates", Path(__file__).with_name("samples_openstates.py"))
samples = module_from_spec(_spec)
_spec.loader.exec_module(samples)
ADA = "ocd-person/11111111-1111-4111-8111-111111111111"


@pytest.fixture(name="snapshot", scope="module")
def _snapshot():
    return OPEN_STATES.decode(samples.SAMPLE, strict=False).snapshot


def read(value, *, strict=True):
    """Decode one file of JSON."""
    return OPEN_STATES.decode(json.dumps(value).encode(), strict=strict)


def bill(**fields):
    """The snapshot of one bill."""
    return read([{"id": "b", "bill_id": "HB 1", "title": "Lamps", **fields}])


def test_a_person_has_parties_and_roles(snapshot):
    """A role is a membership in a chamber with a seat, or in a government."""
    found = {item.role: item for item in snapshot.memberships if item.person_id == ADA}
    assert found.keys() == {"party", "lower", "mayor", "chair"}
    lower = found["lower"]
    assert (lower.organization_id, lower.post_id) == ("chamber-us-zz-lower", "seat-us-zz-lower-4")
    assert (str(lower.start_date), str(lower.end_date)) == ("2019-01-09", "2023-01-04")
    assert found["mayor"].organization_id == "ocd-jurisdiction/country:us/state:zz/place:lamp/government"
    assert found["mayor"].extras["openstates:end_reason"] == "Resigned"


def test_what_has_no_field_is_kept(snapshot):
    """Other properties stand in the extras, and so do lists that say more than our fields."""
    (ada,) = [item for item in snapshot.people if item.id == ADA]
    assert ada.extras["openstates:birth_date"] == "1970-02-03"
    assert ada.identifier("legacy_openstates") == "ZZL000001"
    assert ada.extras["openstates:other_names"][0]["start_date"] == "soon"


def test_a_member_without_an_id(snapshot):
    """Who is known by name alone is a person of that name, and says so."""
    (ben,) = [item for item in snapshot.people if item.name == "Ben Öz"]
    assert dict(ben.extras) == {"openstates:unresolved": "Ben Öz"}
    (seat,) = [item for item in snapshot.memberships if item.person_id == ben.id]
    assert seat.organization_id.startswith("ocd-organization/")


def test_sponsors_keep_their_names(snapshot):
    """The name stays as it stands there, whoever it leads to."""
    said = {item.attribution: item for item in snapshot.positions if item.proposal_id == "bill-2021-hb-1"}
    assert said["Quill"].actor_id == ADA
    assert said["Quill"].stance is Stance.PROPOSES
    assert said["Öz of the North"].stance is Stance.SUPPORTS
    assert said["Öz of the North"].actor_id == "person-oz-of-the-north"
    assert [item.name for item in snapshot.organizations if item.id == "ZZC1"] == ["Lamps"]


def test_actions_keep_their_words(snapshot):
    """What an action says stands beside the state that it leads to."""
    found = [
        (str(item.on), item.to, item.wording)
        for item in sorted(snapshot.status_changes, key=lambda item: str(item.on))
        if item.proposal_id == "bill-2021-hb-1"
    ]
    assert found == [
        ("2021-01-05", "introduced", "Read first time"),
        ("2021-02-01", "passed-one-chamber", "Passed"),
        ("2021-02-09", "passed-both-chambers", "Passed"),
        ("2021-03-01", "signed", "Items vetoed"),
    ]
    assert [item.extent for item in snapshot.status_changes if item.wording == "Items vetoed"] == [
        Extent.PARTIAL
    ]


def test_an_action_that_changes_no_status_is_an_event(snapshot):
    """A prayer and a second passage are events, with the bill beside them."""
    found = {item.label: item for item in snapshot.events}
    assert found.keys() == {"Prayer", "Concurred"}
    assert found["Prayer"].extras["openstates:bill"] == "bill-2021-hb-1"
    assert found["Prayer"].involves_ids == {"chamber-us-zz-lower"}


def test_an_action_may_lead_to_two_states(snapshot):
    """A bill that is filed and referred at once is introduced and in committee."""
    found = Counter(item.to for item in snapshot.status_changes if item.proposal_id.startswith("ocd-bill/"))
    assert found == {"introduced": 1, "in-committee": 1}


def test_related_bills(snapshot):
    """A relative that is here is a relation, any other stays as it is."""
    first = next(item for item in snapshot.proposals if item.id == "bill-2021-hb-1")
    other = next(item for item in snapshot.proposals if item.id.startswith("ocd-bill/"))
    assert [(item.kind, item.proposal_id) for item in first.relations] == [("companion", other.id)]
    assert [(item.kind, item.proposal_id) for item in other.relations] == [("prior-session", first.id)]
    assert [item["bill_id"] for item in first.extras["openstates:companions"]] == ["SB 9"]


def test_sources_of_a_bill(snapshot):
    """The addresses of a bill are the evidence of what is said of it."""
    (source,) = [item for item in snapshot.sources if item.url == "https://example.org/hb1"]
    (introduced,) = [item for item in snapshot.status_changes if item.wording == "Read first time"]
    assert [item.source_id for item in introduced.evidence] == [source.id]


@pytest.mark.parametrize(
    "wrap", [lambda value: value, lambda value: [value], lambda value: {"results": [value]}]
)
def test_one_object_or_many(wrap):
    """A file holds one object, a list, or the results of a search."""
    assert len(read(wrap({"id": "b", "bill_id": "HB 1", "title": "Lamps"})).snapshot.proposals) == 1


def test_a_file_of_yaml_alone():
    """One file of YAML needs no folder; problems have their lines."""
    text = samples.PERSON.replace("'2018'", "in spring")
    found = OPEN_STATES.decode(text.encode(), strict=False)
    assert [(problem.code, problem.path) for problem in found.problems] == [
        ("bad-date", "line 7: /party/0/start_date")
    ]
    assert found.problems[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"name": "X"}, ""),
        ([7], "/0"),
        ([{"id": "ocd-person/1", "roles": []}], "/0"),
        ([{"id": "ocd-person/1", "name": "A", "roles": [7]}], "/0/roles/0"),
        ([{"id": "ocd-person/1", "name": "A", "roles": [{"type": "upper"}]}], "/0/roles/0"),
        ([{"id": "ocd-organization/1", "name": "A", "members": [7]}], "/0/members/0"),
        ([{"id": "ocd-organization/1", "name": "A", "members": [{}]}], "/0/members/0"),
        ([{"bill_id": "B", "title": "T", "sponsors": [7]}], "/0/sponsors/0"),
        ([{"bill_id": "B", "title": "T", "sponsors": [{"type": "primary"}]}], "/0/sponsors/0"),
        ([{"bill_id": "B", "title": "T", "house_sponsors": [[]]}], "/0/house_sponsors/0"),
        ([{"bill_id": "B", "title": "T", "actions": [7]}], "/0/actions/0"),
        ([{"bill_id": "B", "title": "T", "actions": [{"date": "2020"}]}], "/0/actions/0"),
    ],
)
def test_what_is_left_out(value, path):
    """What is no record is named once, at its own place."""
    found = read(value, strict=False)
    assert [problem.path for problem in found.problems if problem.code == "left-out"] == [path]
    with pytest.raises(DecodeError):
        read(value)


def test_another_name_that_is_none():
    """A list with something else in it is kept as it is, beside the names."""
    value = {"id": "ocd-person/1", "name": "A", "party": [], "other_names": [{"name": "B"}, {"name": ""}]}
    (person,) = read(value).snapshot.people
    assert [other.name for other in person.other_names] == ["B"]
    assert len(person.extras["openstates:other_names"]) == 2


def test_a_district_without_a_body():
    """A role without a jurisdiction is left out with its district, and the person stays."""
    value = [{"id": "ocd-person/1", "name": "A", "roles": [{"type": "upper", "district": 3}]}]
    found = read(value, strict=False)
    assert [len(found.snapshot.people), len(found.snapshot.memberships)] == [1, 0]


def test_an_id_in_two_files():
    """The second file's person is left out, its roles are taken."""
    person = {"id": "ocd-person/1", "name": "A", "party": [{"name": "Wick"}]}
    found = read([person, {**person, "party": [{"name": "Oil"}]}], strict=False)
    assert [problem.code for problem in found.problems] == ["left-out", "duplicate-id"]
    assert len(found.snapshot.memberships) == 2


def test_files_that_cannot_be_read():
    """One of many is left out, one alone is refused."""
    found = OPEN_STATES.decode({"a.yml": b"a: [", "b.json": b"{"}, strict=False)
    assert [problem.path for problem in found.problems if problem.code == "left-out"] == ["a.yml", "b.json"]
    with pytest.raises(DecodeError, match="no JSON"):
        OPEN_STATES.decode(b"{", strict=False)


def test_the_files_that_are_read():
    """Hidden files and other endings are not ours."""
    assert OPEN_STATES.owns("data/a.YML")
    assert not OPEN_STATES.owns("data/.git/a.yml")
    assert not OPEN_STATES.owns("README.md")


def test_a_folder_is_loaded(tmp_path):
    """`load` takes a folder with the name of the format."""
    for path, data in samples.SAMPLE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    tracker = files.load(tmp_path, format="openstates")
    assert tracker.standing("bill-2021-hb-1").status == "signed"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"subjects": "Oil"}, "subjects"),
        ({"subjects": ["Oil", 7]}, "subjects"),
        ({"alternate_titles": [7]}, "alternate_titles"),
        ({"abstracts": [{"abstract": "A"}, {"abstract": "B"}]}, "abstracts"),
        ({"abstracts": [7]}, "abstracts"),
        ({"end_date": "2020-01-02 00:00:00"}, "end_date"),
        ({"description": ""}, "description"),
        ({"votes": [1]}, "votes"),
        ({"billurl": "https://example.org/b"}, "billurl"),
    ],
)
def test_what_a_field_cannot_hold_is_kept(fields, key):
    """A value that says more than our field, or nothing that it knows, stays in the extras."""
    document = [{"id": "b", "bill_id": "HB 1", "title": "Lamps", **fields}]
    (found,) = read(document, strict=False).snapshot.proposals
    kept = found.extras[f"openstates:{key}"]
    assert json.loads(json.dumps(fields[key])) == (
        [dict(item) if hasattr(item, "items") else item for item in kept] if isinstance(kept, tuple) else kept
    )


@pytest.mark.parametrize(
    ("kinds", "actor", "states"),
    [
        (["bill:passed"], "legislature", {"passed-both-chambers"}),
        ("passage", "upper", {"passed-one-chamber"}),
        (["executive-veto"], "", {"vetoed"}),
        ([], "", set()),
    ],
)
def test_the_states_of_actions(kinds, actor, states):
    """A legislature of one chamber has passed a bill when it has."""
    snapshot = bill(state="zz", actions=[{"action": "Done", "type": kinds, "actor": actor}]).snapshot
    assert {item.to for item in snapshot.status_changes} == states


def test_an_action_without_words_has_its_kind():
    """An event needs a label: where there are no words, that is the kind."""
    assert [item.label for item in bill(actions=[{"type": "other"}]).snapshot.events] == ["other"]


@pytest.mark.parametrize("session", ["2021", 2021, {"identifier": "2021"}])
def test_a_session(session):
    """A session is told by its name, a number or an object."""
    found = bill(session=session, related_bills=[{"bill_id": "HB 1", "relation_type": "same"}])
    assert found.snapshot.proposals[0].relations == ()


def test_the_quick_and_the_careful_reading_of_yaml_agree(monkeypatch):
    """With or without PyYAML's parser in C, and where that finds something odd, the answer is one."""

    def answer(text):
        try:
            return _yaml_read.read_foreign(text).tree
        except _yaml_read.Refused as error:
            return error.problem

    texts = [samples.PERSON, samples.COMMITTEE, "a: *b\n", "%TAG ! x\n--- a\n", "a: &x 1\n"]
    quick = [answer(text) for text in texts]
    monkeypatch.setattr(_yaml_events.yaml, "CSafeLoader", None)
    assert [answer(text) for text in texts] == quick
