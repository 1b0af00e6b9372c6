"""What a plugin brings goes over the wire with no further code."""

import enum
import json
from collections.abc import Mapping
from typing import Annotated, Any

import attrs
import pendulum
import pytest

from policytrack import formats
from policytrack.dates import PartialDate, Period
from policytrack.errors import (
    DecodeError,
    EncodeError,
    InvalidRecordError,
    RegistrationError,
    UnknownNameError,
)
from policytrack.formats._wire import Wire
from policytrack.formats.schema import json_schema
from policytrack.measures import (
    Other,
    Review,
    UnknownMeasure,
)
from policytrack.model import (
    JSON,
    Assertion,
    Checked,
    Citation,
    Identifier,
    JsonObject,
    Measure,
    Person,
    Proposal,
    Record,
    RefersTo,
    Snapshot,
    UnknownProposal,
    UnknownRecord,
)
from policytrack.registry import Registry


class Colour(enum.Enum):
    """Terms that are no text."""

    RED = 1
    BLUE = "blue"


@attrs.frozen
class Band(Checked):
    """A value that a measure holds."""

    low: float
    open: bool = False


@attrs.frozen
class Tax(Checked):
    """A measure with a field of every type that the wire has."""

    rate: float
    base: str = "income"
    bands: tuple[Band, ...] = ()
    best: frozenset[Band] = frozenset()
    payer_ids: frozenset[Annotated[str, RefersTo("Organization")]] = frozenset()
    colour: Colour = Colour.RED
    is_new: bool = False
    years: int | float | None = None
    count: int | None = None
    since: PartialDate | None = None
    day: pendulum.Date | None = None
    every: Period | None = None
    notes: Annotated[str, "no id"] | None = None
    table: Mapping[str, JSON] = attrs.field(factory=JsonObject)
    review: Review | None = None
    number: float | int = 0
    total: float = attrs.field(init=False, default=0)


@attrs.frozen
class Loose:
    """A measure that checks nothing when it is made."""

    text: Any = None
    size: float = 1.0
    length: int = attrs.field(default=attrs.Factory(lambda self: len(str(self.text)), takes_self=True))

    def __attrs_post_init__(self) -> None:
        """Refuse one text."""
        if self.text == "bad":
            message = "bad is bad"
            raise ZeroDivisionError(message)


@attrs.frozen(kw_only=True)
class Vote(Assertion):
    """A plugin's record."""

    ayes: int
    measures: tuple[Measure, ...] = ()
    main: Measure | None = None
    bands: tuple[Band, ...] = ()


@attrs.frozen(kw_only=True)
class ByElection(Vote):
    """A record derived from a plugin's record."""

    seat: str


PLUGIN = (
    Registry.default()
    .with_measure(Tax, "org.example:tax")
    .with_measure(Loose)
    .with_record(Vote)
    .with_record(ByElection)
)
TAX = Tax(
    rate=0.5,
    bands=(Band(1), Band(2.5, open=True)),
    best=frozenset({Band(3), Band(2)}),
    payer_ids=frozenset({"b", "a"}),
    colour=Colour.BLUE,
    is_new=True,
    years=2,
    count=3,
    since=PartialDate.parse("2023"),
    day=pendulum.Date(2023, 9, 24),
    every=Period.parse("P1Y"),
    notes="n",
    table={"z": 1, "a": [None]},
    review=Review("a"),
    number=5,
)
SNAPSHOT = Snapshot(
    proposals=(
        Proposal(id="p", title="P", measure=TAX),
        Proposal(id="q", title="Q", measure=Loose(("t", 1, None))),
    ),
    others=(
        Vote(
            id="v",
            ayes=3,
            measures=(Other("o"), TAX),
            main=Loose(),
            evidence=(Citation("s"),),
            bands=(Band(1),),
        ),
        ByElection(id="w", ayes=1, seat="x", extras={"a:b": 1}),
    ),
)


def refused(text, name="json"):
    """The code and the path of each problem for which a document is refused."""
    with pytest.raises(DecodeError) as caught:
        formats.get(name).decode(text.encode(), registry=PLUGIN)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def measure(**fields):
    """A document with one proposal and this measure."""
    return json.dumps({"policytrack": "1", "proposals": [{"id": "p", "title": "P", "measure": fields}]})


@pytest.mark.parametrize("name", ["json", "jsonl", "yaml", "directory", "csv"])
def test_a_plugin_goes_through_every_format(name):
    """Measures and records of a plugin come back as they were, in type too."""
    form = formats.get(name)
    again = form.decode(form.encode(SNAPSHOT, registry=PLUGIN).data, registry=PLUGIN)
    assert again.snapshot == SNAPSHOT
    assert again.problems == ()
    assert type(again.snapshot.proposals[0].measure.day) is pendulum.Date


def test_how_a_plugin_is_written():
    """The order is that of the classes, most derived first, and what every record has comes last."""
    document = json.loads(formats.get("json").encode(SNAPSHOT, registry=PLUGIN).data)
    assert list(document["others"][1].items()) == [
        ("id", "w"),
        ("type", "by-election"),
        ("seat", "x"),
        ("ayes", 1),
        ("extras", {"a:b": 1}),
    ]
    wire = document["proposals"][0]["measure"]
    assert list(wire)[:2] == ["kind", "rate"]
    assert wire["best"] == [{"low": 2}, {"low": 3}]
    assert wire["payer_ids"] == ["a", "b"]
    assert wire["review"] == {"kind": "review", "body_id": "a"}
    assert "total" not in wire


def test_a_plugins_document_follows_its_schema():
    """The schema of a registry knows what its plugins bring."""
    validator = pytest.importorskip("jsonschema").Draft202012Validator(json_schema(PLUGIN))
    document = json.loads(formats.get("json").encode(SNAPSHOT, registry=PLUGIN).data)
    assert list(validator.iter_errors(document)) == []
    document["proposals"][0]["measure"]["rate"] = "half"
    del document["others"][0]["ayes"]
    assert len(list(validator.iter_errors(document))) == 2


def test_without_the_plugin_all_is_kept():
    """Who does not have the plugin loses nothing, and who has it reads it again."""
    plain, plugin = formats.get("yaml"), formats.get("json")
    found = plain.decode(plain.encode(SNAPSHOT, registry=PLUGIN).data)
    assert {problem.code for problem in found.problems} == {"unknown-kind", "unknown-type"}
    assert isinstance(found.snapshot.others[0], UnknownRecord)
    again = plugin.decode(plugin.encode(found.snapshot).data, registry=PLUGIN)
    assert again.snapshot == SNAPSHOT


def test_an_unknown_measure_inside_of_a_plugins_record_is_told():
    """The path leads to it, in a tuple and alone."""
    vote = {"id": "v", "type": "vote", "ayes": 1, "measures": [{"kind": "x"}], "main": {"kind": "y"}}
    text = json.dumps({"policytrack": "1", "others": [vote]})
    found = formats.get("json").decode(text.encode(), registry=PLUGIN)
    assert [problem.path for problem in found.problems] == [
        "/others/0/measures/0/kind",
        "/others/0/main/kind",
    ]


@pytest.mark.parametrize(
    ("fields", "code", "path", "reason"),
    [
        ({"rate": 1, "day": "2023"}, "bad-date", "/day", "a year is no day"),
        ({"rate": 1, "day": "[2023-01-01..]"}, "bad-date", "/day", "nor is an open range"),
        ({"rate": 1, "day": 5}, "wrong-type", "/day", "nor a number"),
        ({"rate": 1, "colour": True}, "wrong-type", "/colour", "true is not 1"),
        ({"rate": 1, "colour": 1.0}, "wrong-type", "/colour", "nor is 1.0"),
        ({"rate": 1, "colour": "red"}, "unknown-term", "/colour", "a name is no value"),
        ({"rate": 1, "is_new": 1}, "wrong-type", "/is_new", "1 is not true"),
        ({"rate": 1, "count": 1.0}, "wrong-type", "/count", "1.0 is no whole number"),
        ({"rate": 1, "total": 1}, "unknown-key", "/total", "what the class works out is not read"),
        ({"rate": 1, "notes": 5}, "wrong-type", "/notes", "a mark that is not ours changes nothing"),
        (
            {"rate": 1, "review": {"kind": "other", "text": "t"}},
            "unknown-term",
            "/review/kind",
            "another kind",
        ),
        ({"rate": 1, "review": {"body_id": "a"}}, "missing-key", "/review/kind", "a measure says its kind"),
        ({"rate": 1, "review": 5}, "wrong-type", "/review", "no object"),
    ],
)
def test_a_plugins_measure_is_refused(fields, code, path, reason):
    """A plugin's fields are read as strictly as ours."""
    assert refused(measure(kind="org.example:tax", **fields)) == [(code, f"/proposals/0/measure{path}")], (
        reason
    )


def test_a_plugins_own_check_is_told():
    """Whatever a class raises is a problem at its place, and no traceback."""
    assert refused(measure(kind="loose", text="bad")) == [("invalid-value", "/proposals/0/measure")]


@pytest.mark.parametrize("text", ["1", "blue"])
def test_a_plain_scalar_finds_its_member(text):
    """YAML settles by the vocabulary whether a member is text or a number."""
    held = f"{{kind: 'org.example:tax', rate: 1, colour: {text}}}"
    document = f"policytrack: 1\nproposals: [{{id: p, title: P, measure: {held}}}]"
    found = formats.get("yaml").decode(document.encode(), registry=PLUGIN).snapshot.proposals[0].measure
    assert str(found.colour.value) == text


class Word(str):
    """Text of a class of its own."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("value", "path", "reason"),
    [
        (Loose(text={"a", 5}), "/measure/text", "a set that can change"),
        (Loose(text=frozenset({"a"})), "/measure", "a set that would come back as a tuple"),
        (Loose(text=object()), "/measure/text", "what the wire has no form for"),
        (Loose(size="1"), "/measure", "a wrong type that nobody checked"),
        (Loose(text="bad"), "/measure", "x")
        if False
        else (Loose(size=True), "/measure", "true is no number"),
        (Loose(text=(object(),)), "/measure/text/0", "the path leads into a tuple"),
        (attrs.evolve(TAX, count=10**5000), "/measure/count", "a number that Python does not read again"),
        (UnknownMeasure("k", {"a": 10**5000}), "/measure/data", "nor inside of what is not known"),
        (Band(1), "/measure", "a class that is no registered measure"),
    ],
)
def test_what_would_not_come_back_is_not_written(value, path, reason):
    """An error at the place is better than a document that says something else."""
    snapshot = Snapshot(proposals=(Proposal(id="p", title="P", measure=value),))
    with pytest.raises(EncodeError) as caught:
        formats.get("json").encode(snapshot, registry=PLUGIN)
    assert [problem.path for problem in caught.value.problems] == [f"/proposals/0{path}"], reason


def test_text_of_a_class_of_its_own_is_text():
    """A subclass of text is written as text."""
    snapshot = Snapshot(people=(Person(id="p", name=Word("P")),))
    assert (
        type(formats.get("json").decode(formats.get("json").encode(snapshot).data).snapshot.people[0].name)
        is str
    )


@attrs.frozen(kw_only=True)
class MyPerson(Person):
    """A class derived from one of ours."""


@attrs.frozen
class MyCitation(Citation):
    """A value derived from one of ours."""


@pytest.mark.parametrize(
    ("snapshot", "path", "reason"),
    [
        (Snapshot(people=(MyPerson(id="p", name="P"),)), "/people/0", "it would come back as a person"),
        (Snapshot(others=(Record(id="r"),)), "/others/0", "a class that is not registered"),
        (
            Snapshot(proposals=(Proposal(id="p", title="P", evidence=(MyCitation("s"),)),)),
            "/proposals/0/evidence/0",
            "it would come back as a citation",
        ),
    ],
)
def test_a_class_that_has_no_place_is_not_written(snapshot, path, reason):
    """The wire knows each class by its place, so a derived one would lose what it is."""
    with pytest.raises(EncodeError) as caught:
        formats.get("json").encode(snapshot, registry=PLUGIN)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("unknown-type", path)], (
        reason
    )


@attrs.frozen
class Kind(Checked):
    """A measure with a field of a reserved name."""

    kind: str


@attrs.frozen(kw_only=True)
class Typed(Record):
    """A record with a field of a reserved name."""

    type: str


@attrs.frozen
class Torn(Checked):
    """A measure with a field of two types."""

    either: str | float = 0


@pytest.mark.parametrize(
    ("add", "words"),
    [
        (
            lambda known: known.with_measure(Kind),
            "measure field kind: claimed by .*Kind and by the wire format",
        ),
        (
            lambda known: known.with_record(Typed),
            "record field type: claimed by .*Typed and by the wire format",
        ),
        (
            lambda known: known.with_record(Vote, "person"),
            "record type person: claimed by policytrack and by",
        ),
    ],
)
def test_a_name_that_the_wire_needs_is_refused(add, words):
    """`kind` and `type` tell what a value is, and our types' names are taken: told at registration."""
    with pytest.raises(RegistrationError, match=words):
        add(Registry.default())


@attrs.frozen(kw_only=True)
class Pledge(Proposal):
    """A proposal with more fields."""

    tonnes: int | float
    bands: tuple[Band, ...] = ()


PLEDGES = Registry.default().with_record(Pledge).with_record(Vote)
PLEDGED = Snapshot.of(
    [
        Proposal(id="a", title="A"),
        Pledge(
            id="b",
            title="B",
            tonnes=4,
            bands=(Band(2.5, open=True),),
            topics=frozenset({"y", "x"}),
            identifiers=(Identifier("s", "1"),),
            evidence=(Citation("s"),),
            extras={"z:z": 1, "a:a": {"y": 1, "x": 2}},
        ),
        Vote(
            id="c", ayes=1, identifiers=(Identifier("s", "2"),), evidence=(Citation("s"),), extras={"a:b": 1}
        ),
    ]
)


@pytest.mark.parametrize("name", ["json", "jsonl", "yaml", "directory"])
def test_proposals_of_a_plugin_go_through_every_format(name):
    """They are proposals among ours, and come back in their own class."""
    form = formats.get(name)
    assert [type(proposal) for proposal in PLEDGED.proposals] == [Proposal, Pledge]
    again = form.decode(form.encode(PLEDGED, registry=PLEDGES).data, registry=PLEDGES)
    assert (again.snapshot, again.problems) == (PLEDGED, ())


@pytest.mark.parametrize("name", ["json", "jsonl", "yaml", "directory"])
def test_without_the_plugin_every_byte_is_written_again(name):
    """Records, proposals and measures of an absent plugin are written as the plugin wrote them."""
    form = formats.get(name)
    for snapshot, registry in ((PLEDGED, PLEDGES), (SNAPSHOT, PLUGIN)):
        data = form.encode(snapshot, registry=registry).data
        assert form.encode(form.decode(data).snapshot).data == data


def test_a_proposal_of_an_absent_plugin_is_still_a_proposal():
    """All that proposals have is there, the rest is kept as it came."""
    data = formats.get("json").encode(PLEDGED, registry=PLEDGES).data
    found = formats.get("json").decode(data)
    unknown = found.snapshot.proposals[1]
    assert isinstance(unknown, UnknownProposal)
    assert (unknown.title, unknown.type, unknown.topics) == ("B", "pledge", frozenset("xy"))
    assert unknown.data == JsonObject({"tonnes": 4, "bands": [{"low": 2.5, "open": True}]})
    assert [problem.code for problem in found.problems] == ["unknown-type", "unknown-type"]


def test_what_every_proposal_has_is_no_data_of_an_unknown_one():
    """It would hide what the record says itself."""
    with pytest.raises(InvalidRecordError, match="title is every proposal's own"):
        UnknownProposal(id="p", title="P", type="pledge", data={"title": "Q"})


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"type": "pledge", "title": "T", "tonnes": 1}, "a plugin's proposal says so"),
        ({"type": "vote", "ayes": 1, "base": "proposal"}, "and what is none does not"),
        ({"type": "vote", "ayes": 1, "base": []}, "an odd value"),
        ({"type": "x", "base": "person"}, "there are no people of a plugin"),
    ],
)
def test_a_wrong_base_is_refused(fields, reason):
    """`base` says whether a record is a proposal, also to who does not know its type."""
    text = json.dumps({"policytrack": "1", "others": [{"id": "r", **fields}]})
    with pytest.raises(DecodeError) as caught:
        formats.get("json").decode(text.encode(), registry=PLEDGES)
    assert [(p.code, p.path) for p in caught.value.problems] == [("unknown-term", "/others/0/base")], reason


def test_the_schema_knows_a_plugins_proposals():
    """What is written follows the schema of the registry, and that of what ships."""
    validator = pytest.importorskip("jsonschema").Draft202012Validator
    document = json.loads(formats.get("json").encode(PLEDGED, registry=PLEDGES).data)
    for registry in (PLEDGES, None):
        assert list(validator(json_schema(registry)).iter_errors(document)) == []
    del document["others"][0]["base"]
    assert len(list(validator(json_schema(PLEDGES)).iter_errors(document))) == 1


def test_a_field_of_two_types_is_refused():
    """The wire could not tell which of the two is meant."""
    with pytest.raises(TypeError, match="a field of the wire holds one type, or null"):
        Wire.of(Registry.default().with_measure(Torn))


def halved(fields):
    """Count in hundreds what was counted in units."""
    return {**fields, "ayes": fields["ayes"] // 100}


def renamed(fields):
    """Call a field by its present name."""
    fields["ayes"] = fields.pop("yes")
    return fields


RENEWING = PLUGIN.with_migration("vote-1", "vote", halved).with_migration("vote-0", "vote-1", renamed)


def test_older_forms_of_a_plugin_are_read_as_the_present_one():
    """One migration leads to the next, for records and for measures."""
    registry = RENEWING.with_migration(
        "tax-0", "org.example:tax", lambda fields: {"rate": fields["percent"] / 100}
    )
    document = {
        "policytrack": "1",
        "proposals": [{"id": "p", "title": "P", "measure": {"kind": "tax-0", "percent": 50}}],
        "others": [{"id": "a", "type": "vote-0", "yes": 700}, {"id": "b", "type": "vote-1", "ayes": 300}],
    }
    found = formats.get("json").decode(json.dumps(document).encode(), registry=registry)
    assert [vote.ayes for vote in found.snapshot.others] == [7, 3]
    assert found.snapshot.proposals[0].measure == Tax(rate=0.5)
    assert found.problems == ()


def test_a_failed_migration_is_reported_like_any_fault():
    """Nothing of the record is taken, and the rest is read."""
    text = json.dumps(
        {
            "policytrack": "1",
            "others": [{"id": "a", "type": "vote-0"}, {"id": "p", "type": "vote", "ayes": 1}],
        }
    )
    found = formats.get("json").decode(text.encode(), strict=False, registry=RENEWING)
    assert [(problem.code, problem.path) for problem in found.problems] == [
        ("left-out", "/others/0"),
        ("failed-migration", "/others/0"),
    ]
    assert [vote.id for vote in found.snapshot.others] == ["p"]


def test_a_migration_leads_from_what_is_not_known_to_what_is():
    """A name that is taken is refused, and so is one that leads nowhere."""
    with pytest.raises(RegistrationError, match=r"migration vote: claimed by .*Vote and by .*halved"):
        PLUGIN.with_migration("vote", "by-election", halved)
    with pytest.raises(UnknownNameError, match="vote-9: no such measure or record type"):
        PLUGIN.with_migration("vote-1", "vote-9", halved)
