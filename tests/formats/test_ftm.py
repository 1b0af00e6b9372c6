"""Entities of FollowTheMoney: read without a loss, and written so that followthemoney reads them."""

import json
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest
from factories import cited, person, source
from formats.samples_ftm import ENTITIES, SAMPLE
from hypothesis import given
from hypothesis import strategies as st

import policytrack as pt
from policytrack import formats
from policytrack.errors import DecodeError
from policytrack.formats import _ftm, _ftm_lines
from policytrack.formats._ftm_ways import SCHEMES, WAYS
from policytrack.model import (
    Event,
    Identifier,
    JsonObject,
    Membership,
    Organization,
    OtherName,
    Person,
    Post,
    Snapshot,
    Source,
    UnknownRecord,
)

DONATIONS = Path(__file__).parents[3] / "shared" / "data" / "ftm-party-donations" / "entities.ftm.json"
SCHEMATA = Path(formats.__file__).parent / "ftm" / "policytrack.yaml"

PLAIN, FULL = formats.get("ftm"), formats.get("ftm-full")


def lines(*entities):
    """Entities as a file."""
    return "".join(f"{json.dumps(entity)}\n" for entity in entities).encode()


def entities(data):
    """The entities of a file, by id."""
    return {entity["id"]: entity for entity in map(json.loads, data.splitlines())}


def normal(entity):
    """An entity whose properties are sets without order."""
    properties = {
        name: sorted(set(values)) for name, values in entity.get("properties", {}).items() if values
    }
    return json.dumps({**entity, "properties": properties}, sort_keys=True)


def same(data, again):
    """Whether two files hold the same entities."""
    both = [Counter(normal(json.loads(line)) for line in one.splitlines()) for one in (data, again)]
    return both[0] == both[1]


@pytest.fixture(name="case", scope="module")
def _case():
    return pt.datasets.load("police-accountability")


@pytest.mark.skipif(not DONATIONS.exists(), reason="the shared data is not here")
def test_party_donations():
    """Of real data every entity is a record: people and bodies as such, payments as they are."""
    data = DONATIONS.read_bytes()
    found = PLAIN.decode(data)
    raw = Counter(json.loads(line)["schema"] for line in data.splitlines())
    snapshot = found.snapshot
    assert len(snapshot) == raw.total() == 244
    assert len(snapshot.people) == raw["Person"]
    assert len(snapshot.organizations) == raw["Organization"] + raw["Company"]
    assert len(snapshot.others) == raw["Payment"]
    assert [problem.code for problem in found.problems] == ["unknown-schema"]
    written = PLAIN.encode(snapshot)
    assert written.losses == ()
    assert same(data, written.data)
    assert FULL.decode(FULL.encode(snapshot).data).snapshot == snapshot


def test_a_file_comes_back():
    """What was read is written again as the same entities, with all that no field has."""
    found = PLAIN.decode(SAMPLE)
    written = PLAIN.encode(found.snapshot)
    assert written.losses == ()
    again = entities(written.data)
    expected = {entity["id"]: entity for entity in ENTITIES}
    # A document without a title gets the name of its file as one.
    properties = {**expected["file"]["properties"], "title": ["minutes.pdf"]}
    expected["file"] = {**expected["file"], "properties": properties}
    assert {key: normal(again[key]) for key in again} == {key: normal(expected[key]) for key in expected}


def test_what_an_entity_says_has_a_field():
    """Names, dates, identifiers and references come to stand where they belong."""
    snapshot = PLAIN.decode(SAMPLE).snapshot
    (ann,) = snapshot.people
    assert (ann.name, ann.extras["followthemoney:entity"]["properties"]["name"]) == ("Ann Lee", ("A. Lee",))
    firm, union = snapshot.organizations
    assert union.identifiers == (Identifier("lei", "X1"),)
    assert firm.parent_id is None
    (held,) = snapshot.memberships
    assert (held.person_id, held.organization_id, str(held.start_date)) == ("ann", "union", "2023-09")
    (vote,) = snapshot.events
    assert (vote.label, str(vote.on)) == ("Vote", "2024-03")


def test_a_day_that_there_is_not_is_kept():
    """A date that no calendar has becomes none of ours, and stays where it was."""
    data = lines({"id": "e", "schema": "Event", "properties": {"name": ["Vote"], "date": ["2023-02-30"]}})
    (vote,) = PLAIN.decode(data).snapshot.events
    assert vote.on is None
    assert same(data, PLAIN.encode(PLAIN.decode(data).snapshot).data)


def test_a_legal_entity_is_neither():
    """It may be a person or a body, so it is kept as it is and not guessed."""
    data = lines({"id": "x", "schema": "LegalEntity", "properties": {"name": ["Lee & Lee"]}})
    assert [one.type for one in PLAIN.decode(data).snapshot.others] == ["ftm-entity"]


def test_what_stands_for_no_record_is_kept():
    """A payment, and a membership of a company, are kept as they are; each schema is told once."""
    found = PLAIN.decode(SAMPLE)
    assert [record.id for record in found.snapshot.others] == ["n", "pay"]
    assert [problem.message for problem in found.problems] == [
        "1 entities of the schema Membership are kept as they are",
        "1 entities of the schema Payment are kept as they are",
    ]
    pt.Tracker.from_snapshot(found.snapshot)


DRAWN = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["a", "b", "c", "d"]),
            "schema": st.sampled_from(
                [
                    "Person",
                    "Company",
                    "Organization",
                    "Membership",
                    "Event",
                    "Article",
                    "Position",
                    "Debt",
                ]
            ),
            "properties": st.dictionaries(
                st.sampled_from(
                    [
                        *(
                            "name",
                            "alias",
                            "title",
                            "member",
                            "organization",
                            "involved",
                            "proof",
                            "date",
                        ),
                        *("startDate", "parent", "leiCode", "wikidataId", "notes", "country", "role"),
                    ]
                ),
                st.lists(st.sampled_from(["a", "b", "c", "2024", "2024-13", "x"]), max_size=3, unique=True),
            ),
        },
        optional={"datasets": st.just(["d"]), "caption": st.none(), "more": st.just([{"a": 1.5}])},
    ),
    unique_by=lambda entity: entity["id"],
    max_size=4,
)


@given(DRAWN)
def test_any_entities_come_back(drawn):
    """Whatever is kept is written again as it was, and what is not kept was named."""
    found = PLAIN.decode(lines(*drawn), strict=False)
    left = {problem.path for problem in found.problems if problem.code == "left-out"}
    assert len(found.snapshot) + len(left) == len(drawn)
    again = entities(PLAIN.encode(found.snapshot).data)
    gone = {entity["id"] for number, entity in enumerate(drawn, 1) if f"line {number}" in left}
    for entity in drawn:
        # What refers to an entity that was left out loses that, and `load` would report it.
        refers = any(value in gone for values in entity["properties"].values() for value in values)
        if entity["id"] not in gone and entity["schema"] != "Article" and not refers:
            assert normal(again[entity["id"]]) == normal(entity)


def test_losses_are_exact():
    """What FollowTheMoney has no property for is lost, value by value."""
    snapshot = Snapshot(
        people=(
            Person(
                id="ann",
                name="Ann",
                sort_name="Lee",
                other_names=(OtherName("A"), OtherName("B", note="pen name"), OtherName("A")),
                identifiers=(
                    Identifier("wikidata", "Q1"),
                    Identifier("local", "7"),
                    Identifier("lei", "X"),
                    Identifier("wikidata", "Q2"),
                ),
                extras={"org.example:score": 1},
            ),
        ),
        organizations=(Organization(id="o", name="O", parent_id="nobody"),),
        posts=(Post(id="post", label="Chair", organization_id="o", role="chair"),),
        memberships=(
            Membership(
                id="m",
                person_id="ann",
                organization_id="o",
                post_id="post",
                start_date=pt.PartialDate.parse("2024~"),
                evidence=(*cited("s", "gone", "s"),),
            ),
            Membership(id="n", person_id="ann", organization_id="nobody"),
        ),
        sources=(source("s", language="en"),),
        proposals=(pt.Proposal(id="p", title="P"),),
    )
    assert PLAIN.encode(snapshot).losses == (
        "/people/0/other_names/1/note",
        "/people/0/other_names/2",
        "/people/0/sort_name",
        "/people/0/identifiers/1",
        "/people/0/identifiers/3",
        "/people/0/extras",
        "/organizations/0/parent_id",
        "/posts/0/role",
        "/memberships/0/post_id",
        "/memberships/0/start_date",
        "/memberships/0/evidence/1",
        "/memberships/0/evidence/2",
        "/memberships/1",
        "/sources/0/language",
        "/proposals/0",
    )


def test_the_full_profile_loses_nothing(case):
    """A real case comes back from our own schemata, every record of it."""
    written = FULL.encode(case.snapshot())
    assert written.losses == ()
    assert FULL.decode(written.data).snapshot == case.snapshot()
    assert PLAIN.decode(written.data).snapshot == case.snapshot()


@pytest.mark.parametrize(
    "rest",
    [
        {"schema": "Company", "properties": {"country": ["gb"]}},
        {"schema": 5},
        {"properties": ["name"]},
        {"properties": {"classification": ["taken for the field"]}},
        {"properties": {"country": "gb"}},
        {"schema": "Payment"},
        {"schema": "Organization"},
        {"id": "another"},
        "text",
    ],
)
def test_extras_that_look_like_ours_are_written_only_where_they_come_back(rest):
    """What would be read as something else is declared lost instead."""
    snapshot = Snapshot(
        organizations=(Organization(id="o", name="O", extras={"followthemoney:entity": rest}),)
    )
    written = PLAIN.encode(snapshot)
    again = PLAIN.decode(written.data).snapshot
    assert (again == snapshot) == (written.losses == ())
    assert written.losses in {(), ("/organizations/0/extras",)}
    assert (written.losses == ()) == (rest == {"schema": "Company", "properties": {"country": ["gb"]}})


@pytest.mark.parametrize(
    "data",
    [
        {"entity": 5},
        {"entity": {"schema": "Person", "properties": {"name": ["Ann"]}}},
        {"entity": {"schema": 5}},
        {"other": 1},
    ],
)
def test_records_that_look_like_kept_entities_are_written_only_where_they_come_back(data):
    """A record of a plugin is no entity, whatever it is called."""
    snapshot = Snapshot(others=(UnknownRecord(id="u", type="ftm-entity", data=JsonObject(data)),))
    written = PLAIN.encode(snapshot)
    assert (written.data, written.losses) == (b"", ("/others/0",))
    assert FULL.decode(FULL.encode(snapshot).data).snapshot == snapshot


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (b'{"id": "a", "schema": "Person"', ["left-out", "bad-syntax"]),
        (b"\xff", ["left-out", "bad-encoding"]),
        (b"[]", ["left-out", "wrong-type"]),
        (b'{"id": 5}', ["left-out", "wrong-type", "wrong-type"]),
        (b'{"id": "a", "schema": "Person", "properties": []}', ["left-out", "wrong-type"]),
        (b'{"id": "a", "schema": "Person", "properties": {"name": "Ann"}}', ["left-out", "wrong-type"]),
        (b'{"id": "a", "schema": "Person", "properties": {"name": [{}]}}', ["left-out", "wrong-type"]),
        (b'{"id": "a", "schema": "Person", "properties": {}}', ["left-out", "missing-key"]),
        (b'{"id": " a", "schema": "Debt", "properties": {}}', ["left-out", "bad-id", "unknown-type"]),
        (
            b'{"id": "a", "schema": "PolicytrackFigure", "properties": {"policytrack": ["{"]}}',
            ["left-out", "missing-key", "unknown-key"],
        ),
        (
            b'{"id": "a", "schema": "PolicytrackFigure", "properties": {"policytrack": ["[1]"]}}',
            ["left-out", "missing-key", "unknown-key"],
        ),
        (b'{"id": "a", "id": "b", "schema": "Debt"}', ["left-out", "duplicate-key"]),
        (b'{"id": "a", "schema": "Debt", "more": [{"x" :1, "x" :2}]}', ["left-out", "duplicate-key"]),
        (b'{"id": "a", "schema": "Debt", "more": NaN}', ["left-out", "bad-number"]),
        (b'{"id": "a", "schema": "Debt", "more": [1e999]}', ["left-out", "bad-number"]),
        (b'{"id": "a", "schema": "Debt", "more": "\\ud800"}', ["left-out", "bad-text"]),
        (b'{"id": "a", "schema": "Debt"} {}', ["left-out", "bad-syntax"]),
        (
            b'{"id": "a", "schema": "Debt", "more": ' + b"[" * 400 + b"]" * 400 + b"}",
            ["left-out", "too-deep"],
        ),
    ],
)
@pytest.mark.parametrize("large", [0, 1_000_000])
def test_a_bad_line_is_named(line, codes, large, monkeypatch):
    """What is no entity is told with its line, and the others are read; strict reading refuses the file."""
    monkeypatch.setattr(_ftm_lines, "LARGE", large)
    found = PLAIN.decode(line + b"\n\n" + lines(ENTITIES[0]), strict=False)
    assert sorted(p.code for p in found.problems) == sorted(
        set(codes) - {"unknown-type"} if "bad-id" in codes else codes
    )
    assert all(problem.path.startswith("line 1") for problem in found.problems)
    assert [one.id for one in found.snapshot.people] == ["ann"]
    with pytest.raises(DecodeError, match="line 1"):
        PLAIN.decode(line + b"\n")


def test_a_large_file_needs_no_msgspec(monkeypatch):
    """Without the extra it is read as any other."""
    monkeypatch.setattr(_ftm_lines, "LARGE", 0)
    monkeypatch.setattr(_ftm_lines, "has_msgspec", lambda: False)
    monkeypatch.setitem(sys.modules, "msgspec", None)
    assert len(PLAIN.decode(SAMPLE, strict=False).snapshot) == len(ENTITIES)


@given(DRAWN)
def test_the_swift_reading_is_the_careful_one(drawn):
    """Lines in which nothing is odd are read in another way, with the same records and problems."""
    data = lines(*drawn)
    swift = PLAIN.decode(data, strict=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_ftm_lines, "LARGE", 0)
        assert PLAIN.decode(data, strict=False) == swift
        patch.setattr(_ftm_lines._SwiftLines, "entity", lambda *_: None)
        assert PLAIN.decode(data, strict=False) == swift


@pytest.mark.parametrize(
    ("field", "key"), [(field, key) for field, ways in WAYS.items() for key, way in ways.items() if way.one]
)
@pytest.mark.parametrize("value", ["", "a", "b", "2024", "2024-02-30", "x" * 100])
def test_one_value_is_read_as_several_are(field, key, value):
    """The short way of a property with one value gives what `read` gives."""
    way, known = WAYS[field][key], {"a": "people", "b": "organizations"}
    values = [value]
    read = way.read(values, known) or None
    assert (way.one(value, known) or None, [] if read else [value]) == (read, values)


def test_our_entity_without_its_record():
    """An entity of our own schemata is read by its properties where somebody dropped the JSON."""
    data = lines(
        {"id": "p", "schema": "PolicytrackProposal", "properties": {"name": ["P"], "country": ["gb"]}},
        {"id": "r", "schema": "PolicytrackRecord", "properties": {}},
    )
    snapshot = PLAIN.decode(data).snapshot
    assert snapshot.proposals[0].title == "P"
    assert snapshot.proposals[0].extras["followthemoney:entity"]["properties"] == JsonObject(
        {"country": ["gb"]}
    )
    assert snapshot.others[0].type == "ftm-entity"


def test_what_is_added_to_an_entity_of_ours_is_kept():
    """A property that another tool adds stands beside the extras; an id in the JSON changes nothing."""
    record = json.dumps({"id": "x", "extras": {"followthemoney:entity": 1, "a": 2}})
    data = lines(
        {
            "id": "p",
            "schema": "PolicytrackProposal",
            "properties": {"name": ["P"], "policytrack": [record], "country": ["gb"], "summary": [""]},
        }
    )
    (found,) = PLAIN.decode(data).snapshot.proposals
    assert found.id == "p"
    assert found.extras == JsonObject(
        {
            "followthemoney:entity": 1,
            "followthemoney:entity:added": {"properties": {"country": ["gb"], "summary": [""]}},
            "a": 2,
        }
    )


def test_nothing_is_no_entity():
    """An empty file holds no entity, and nothing is wrong with it."""
    assert PLAIN.decode(b"") == formats.Decoded(Snapshot())


def test_a_file_goes_by_its_ending(tmp_path):
    """The longest ending tells the full profile from the plain one, and both from JSON."""
    snapshot = Snapshot(people=(person("ann"),))
    for name, schema in (("a.ftm.json", "Person"), ("a.full.ftm.json", "PolicytrackPerson")):
        pt.save(snapshot, tmp_path / name)
        assert entities((tmp_path / name).read_bytes())["ann"]["schema"] == schema
        assert pt.load(tmp_path / name).snapshot() == snapshot


@pytest.fixture(name="model", scope="module")
def _model(tmp_path_factory):
    """FollowTheMoney's model, with our schemata beside its own."""
    ftm = pytest.importorskip("followthemoney.model")
    folder = tmp_path_factory.mktemp("ftm") / "schema"
    shutil.copytree(ftm.MODEL_PATH, folder)
    shutil.copy(SCHEMATA, folder)
    return ftm.Model(str(folder))


def proxies(data, model):
    """The entities of a file as followthemoney makes them, each valid by its schema."""
    proxy = pytest.importorskip("followthemoney.proxy").EntityProxy
    made = []
    for entity in map(json.loads, data.splitlines()):
        schema = model.get(entity["schema"])
        schema.validate(entity)
        assert set(entity["properties"]) <= set(schema.properties)
        made.append(proxy(schema, entity, cleaned=True))
    return made


def test_followthemoney_reads_the_plain_profile(case, model):
    """Every entity is valid by FollowTheMoney's own schemata, and says what the record says."""
    written = PLAIN.encode(case.snapshot())
    made = {proxy.id: proxy for proxy in proxies(written.data, model)}
    assert made.keys() == {
        record.id
        for record in case.snapshot().records()
        if isinstance(record, Person | Organization | Post | Membership | Source | Event)
    }
    for one in (*case.snapshot().people, *case.snapshot().organizations):
        assert made[one.id].first("name") == one.name
    for one in case.snapshot().memberships:
        assert (made[one.id].first("member"), made[one.id].first("organization")) == (
            one.person_id,
            one.organization_id,
        )
    for one in case.snapshot().sources:
        assert made[one.id].caption == one.title


def test_followthemoney_reads_the_full_profile(case, model):
    """Every entity is valid by our schemata; stances are edges from actors to proposals, with dates."""
    made = {proxy.id: proxy for proxy in proxies(FULL.encode(case.snapshot()).data, model)}
    assert made.keys() == {record.id for record in case.snapshot().records()}
    for position in case.snapshot().positions:
        proxy = made[position.id]
        ((start, end),) = proxy.edgepairs()
        assert (start, end) == (position.actor_id, position.proposal_id)
        assert proxy.first("stance") == str(position.stance)
    for change in case.snapshot().status_changes:
        assert made[change.id].first("state") == change.to
        assert made[change.id].get("proof") == list(dict.fromkeys(one.source_id for one in change.evidence))
    assert made["self-defence-test"].caption == case.get("self-defence-test", pt.Proposal).title


def test_every_way_leads_to_a_property(model):
    """The table names properties that the schemata have; a reference has the type of one."""
    for field, ways in WAYS.items():
        for schema in (_ftm._OWN[field], *_ftm._SCHEMATA.get(field, ())):
            for key, way in ways.items():
                found = model.get(schema).properties[way.property]
                is_reference = key.endswith(("_id", "_ids")) or key == "evidence"
                assert (found.type.name == "entity") == is_reference, (schema, key)
    for schema in ("Person", "Organization"):
        assert set(SCHEMES.values()) <= set(model.get(schema).properties)
