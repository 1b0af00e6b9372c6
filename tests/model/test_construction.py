"""What a value refuses when it is made, and what it turns into something else."""

import enum
import math
from collections.abc import Mapping
from typing import Any

import attrs
import pytest

from policytrack.errors import InvalidRecordError
from policytrack.measures import (
    Other,
)
from policytrack.model import (
    JSON,
    Checked,
    Event,
    Figure,
    Identifier,
    JsonObject,
    OtherName,
    Person,
    Position,
    Proposal,
    Quote,
    Record,
    StatusChange,
)
from policytrack.terms import Confidence, Reply, Stance

ALL_STANCES = "(Stance has proposes, supports, qualified, neutral, critical, opposes, unknown)"


class Colour(enum.StrEnum):
    """A vocabulary whose names differ from its values."""

    DARK_RED = "dark-red"


@attrs.frozen(kw_only=True)
class Plugin(Record):
    """A record with the types of field that ours do not have."""

    grid: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[float, ...] = ()
    either: int | float = 0
    pages: frozenset[float] = frozenset()
    details: tuple[Mapping[str, JSON], ...] = ()
    count: int | None = None
    sure: bool = False
    mixed: str | int | None = None
    colour: Colour | None = None


def faults(cls: type[Checked], **fields: Any) -> list[tuple[str, str]]:
    """Return the codes and paths of the problems with which the class refuses the fields."""
    with pytest.raises(InvalidRecordError) as caught:
        cls(**fields)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def fault(cls: type[Checked], **fields: Any) -> str:
    """Return the text of the one problem with which the class refuses the fields."""
    with pytest.raises(InvalidRecordError) as caught:
        cls(**fields)
    (problem,) = caught.value.problems
    return str(problem)


def test_every_problem_is_told_at_once() -> None:
    """One error names each wrong field with its path, down to the item."""
    assert faults(
        Proposal,
        id=" a",
        title="",
        summary="a\0b",
        measure="faster",
        topics=["policing", 7],
        lifecycle=None,
        part_of_id="",
        other_titles=["a", ""],
    ) == [
        ("bad-id", "/id"),
        ("empty-text", "/title"),
        ("bad-text", "/summary"),
        ("wrong-type", "/measure"),
        ("wrong-type", "/topics/1"),
        ("wrong-type", "/lifecycle"),
        ("bad-id", "/part_of_id"),
        ("empty-text", "/other_titles/1"),
    ]


@pytest.mark.parametrize(
    ("record", "subject"),
    [
        (lambda: Person(id="p", name=""), "Person 'p': 1 problem"),
        (lambda: Person(id="", name="P"), "Person '': 1 problem"),
        (lambda: Person(id=7, name="P"), "Person: 1 problem"),  # type: ignore[arg-type]  # no id to name it by
        (lambda: Other(""), "Other: 1 problem"),  # a value without an id
    ],
)
def test_error_names_the_class_and_the_id(record: Any, subject: str) -> None:
    """The error says which record it is about, as far as that can be said."""
    with pytest.raises(InvalidRecordError, match=subject):
        record()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("", "/name: text is not empty (leave it out where it is not known)"),
        ("a\0", "/name: text has no NUL and no lone surrogate"),  # PostgreSQL keeps no NUL
        ("\ud800", "/name: text has no NUL and no lone surrogate"),  # UTF-8 cannot write it
        ("a\udfffb", "/name: text has no NUL and no lone surrogate"),  # the last surrogate
        (None, "/name: expected text, got NoneType None"),  # required, so None is no absence
        (b"a", "/name: expected text, got bytes b'a'"),
        (True, "/name: expected text, got bool True"),
        (
            Stance.OPPOSES,
            "/name: expected text, got Stance <Stance.OPPOSES: 'opposes'>",
        ),  # a str to isinstance
    ],
)
def test_text_refuses(name: object, text: str) -> None:
    """A text field takes text that means something and that every store can keep."""
    assert fault(Person, id="p", name=name) == text


@pytest.mark.parametrize("name", [" ", "a\nb", "\x1f", "\ue000", "İ", "\U0010ffff"])
def test_text_keeps(name: str) -> None:
    """Other controls, white space and every other character stand as they are."""
    assert Person(id="p", name=name).name == name


@pytest.mark.parametrize(
    ("record_id", "text"),
    [
        ("", "/id: '': an id is not empty"),
        ("a\t", "/id: 'a\\t': an id has no white space around it"),
        (Stance.OPPOSES, "/id: expected an id, got Stance <Stance.OPPOSES: 'opposes'>"),
        (7, "/id: expected an id, got int 7"),
    ],
)
def test_id_refuses(record_id: object, text: str) -> None:
    """The id of a record follows the rule of ids."""
    assert fault(Person, id=record_id, name="P") == text


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"proposal_id": " p"}, "/proposal_id"),
        ({"by_ids": ["cps", "a\nb"]}, "/by_ids/1"),
        ({"claim": ""}, "/claim"),  # names a transition, no record, and is an id all the same
    ],
)
def test_reference_follows_the_rule_of_ids(fields: dict[str, Any], path: str) -> None:
    """Whatever names something else is held to the same rule as its id."""
    assert faults(StatusChange, **{"id": "c", "proposal_id": "p", "to": "accepted"} | fields) == [
        ("bad-id", path)
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "/low: expected a number, got bool True"),  # bool is an int to isinstance
        ("300", "/low: expected a number, got str '300'"),
        (math.nan, "/low: nan is no finite number"),
        (math.inf, "/low: inf is no finite number"),
        (-math.inf, "/low: -inf is no finite number"),
        (3j, "/low: expected a number, got complex 3j"),
    ],
)
def test_number_refuses(value: object, text: str) -> None:
    """A number is finite, and no text or truth value stands for one."""
    assert fault(Figure, id="f", label="officers", low=value) == text


@pytest.mark.parametrize(
    ("given", "kept"), [(300, 300), (300.0, 300), (-0.0, 0), (0.5, 0.5), (1e300, 10**300)]
)
def test_whole_number_is_an_int(given: float, kept: float) -> None:
    """Numbers that are equal are of one type, so that they are written the same."""
    low = Figure(id="f", label="officers", low=given).low
    assert type(low) is type(kept)
    assert low == pytest.approx(kept)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("opposes", "/stance: expected a Stance, got str 'opposes' (write Stance.OPPOSES)"),  # its value
        ("oposes", "/stance: expected a Stance, got str 'oposes' (write Stance.OPPOSES)"),  # a slip
        (
            "yes",  # nothing like it
            f"/stance: expected a Stance, got str 'yes' {ALL_STANCES}",
        ),
        (
            Reply.SUPPORTS,  # another vocabulary with the same word
            "/stance: expected a Stance, got Reply <Reply.SUPPORTS: 'supports'> (write Stance.SUPPORTS)",
        ),
        (
            None,
            f"/stance: expected a Stance, got NoneType None {ALL_STANCES}",
        ),
    ],
)
def test_enum_suggests_the_member(value: object, text: str) -> None:
    """A term that is given as text is refused with the member to write, or with all that there are."""
    assert fault(Position, id="o", proposal_id="p", actor_id="a", stance=value) == text


def test_enum_suggests_the_name_and_not_the_value() -> None:
    """The suggestion is what Python reads, also where name and value differ."""
    assert fault(Plugin, id="x", colour="dark-red").endswith("(write Colour.DARK_RED)")


def test_optional_enum_suggests_too() -> None:
    """A term that may be missing is checked like one that may not."""
    assert fault(StatusChange, id="c", proposal_id="p", to="accepted", confidence="medium").endswith(
        "(write Confidence.MEDIUM)"
    )


def test_enum_takes_the_member() -> None:
    """The member itself is kept."""
    change = StatusChange(id="c", proposal_id="p", to="accepted", confidence=Confidence.LOW)
    assert change.confidence is Confidence.LOW


@pytest.mark.parametrize("date", ["2023-09-24", 2023, True])
def test_date_is_not_read(date: object) -> None:
    """A date is given as a `PartialDate`; a constructor reads no text."""
    assert fault(Event, id="e", label="letter", on=date).startswith("/on: expected PartialDate, got")


@pytest.mark.parametrize(
    ("measure", "shown"),
    [
        ("text", "str 'text'"),
        ({"kind": "other"}, "dict {'kind': 'other'}"),  # the wire form
        (Other, "type <class 'policytrack.measures._measures.Other'>"),  # the class and not an instance
        (True, "bool True"),
    ],
)
def test_measure_is_an_attrs_instance(measure: object, shown: str) -> None:
    """A measure may be of any attrs class, and of nothing else."""
    assert (
        fault(Proposal, id="p", title="P", measure=measure)
        == f"/measure: expected an attrs instance, got {shown}"
    )


def test_measure_of_a_plugin_is_kept() -> None:
    """An attrs class of which the model knows nothing is a measure too."""

    @attrs.frozen
    class Quota:
        share: int

    assert Proposal(id="p", title="P", measure=Quota(40)).measure == Quota(40)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            {"other_names": "Deb"},
            "/other_names: expected a tuple, got str 'Deb'",
        ),  # text is a sequence of texts
        ({"other_names": {OtherName("Deb")}}, "/other_names: expected a tuple, got set"),  # has no order
        ({"other_names": None}, "/other_names: expected a tuple, got NoneType None"),  # nothing is ()
        ({"other_names": ["Deb"]}, "/other_names/0: expected OtherName, got str 'Deb'"),
        (
            {"identifiers": (("file", "a.txt"),)},
            "/identifiers/0: expected Identifier, got tuple ('file', 'a.txt')",
        ),
    ],
)
def test_tuple_refuses(fields: dict[str, Any], problem: str) -> None:
    """A field of several takes a tuple or a list of the right things."""
    assert fault(Person, id="p", name="P", **fields).startswith(problem)


@pytest.mark.parametrize(
    ("topics", "problem"),
    [
        ("policing", "/topics: expected a frozenset, got str 'policing'"),  # text is a collection of texts
        ({"policing": 1}, "/topics: expected a frozenset, got dict {'policing': 1}"),
        (["policing", ""], "/topics/1: text is not empty (leave it out where it is not known)"),
        ([["policing"]], "/topics/0: expected text, got list ['policing']"),  # cannot be hashed
    ],
)
def test_set_refuses(topics: object, problem: str) -> None:
    """A field without an order takes a collection of the right things."""
    assert fault(Proposal, id="p", title="P", topics=topics) == problem


@pytest.mark.parametrize("given", [["a", "b"], ("b", "a"), {"a", "b"}, frozenset("ab"), ["a", "b", "a"]])
def test_set_takes_any_collection(given: Any) -> None:
    """A list, a tuple and a set become the same frozenset."""
    topics = Proposal(id="p", title="P", topics=given).topics
    assert type(topics) is frozenset
    assert topics == {"a", "b"}


def test_list_becomes_a_tuple() -> None:
    """What is given as a list is kept as a tuple, in its order."""
    names = [OtherName("B"), OtherName("A")]
    assert Person(id="p", name="P", other_names=names).other_names == (names[0], names[1])  # type: ignore[arg-type]


def test_list_that_changes_later_changes_nothing() -> None:
    """A record holds nothing that its maker can still change."""
    identifiers, extras = [Identifier("file", "a.txt")], {"org.example:tags": ["a"]}
    person = Person(id="p", name="P", identifiers=identifiers, extras=extras)  # type: ignore[arg-type]
    twin = attrs.evolve(person)
    identifiers.clear()
    extras["org.example:tags"].append("b")
    assert person == twin
    assert (len(person.identifiers), person.extras["org.example:tags"]) == (1, ("a",))


def test_dict_becomes_a_json_object() -> None:
    """Extras are read-only, whatever they were given as."""
    extras = Person(id="p", name="P", extras={"org.example:score": 1}).extras
    assert type(extras) is JsonObject
    assert extras == JsonObject({"org.example:score": 1})


def test_json_object_is_kept() -> None:
    """A `JsonObject` is not copied."""
    extras = JsonObject({"org.example:score": 1})
    assert Person(id="p", name="P", extras=extras).extras is extras


@pytest.mark.parametrize(
    ("extras", "problem"),
    [
        (["a"], "/extras: expected a mapping, got list ['a']"),
        (None, "/extras: expected a mapping, got NoneType None"),
        ({"a": math.nan}, "/extras: nan is no JSON number"),
        ({"a": object}, "/extras: type is no JSON value"),
        ({1: "a"}, "/extras: a key is text, not int"),
    ],
)
def test_extras_refuse(extras: object, problem: str) -> None:
    """Extras are what JSON can say."""
    assert fault(Person, id="p", name="P", extras=extras) == problem


def test_wrong_value_is_shown_by_its_beginning() -> None:
    """A huge value does not make a huge error."""
    assert len(fault(Person, id="p", name=list(range(10**6)))) < 100


def test_wrong_value_may_be_nested_deeply() -> None:
    """A value in which Python's own repr would lose itself is refused like any other."""
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert fault(Person, id="p", name=deep).startswith("/name: expected text, got list [[")


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"grid": [["a"], ["b"]]}, (("a",), ("b",))),  # a list within a list
        ({"numbers": [1.0, 2.5]}, (1, 2.5)),  # a number within a tuple
        ({"either": 1.0}, 1),  # a union that spells out what float means anyhow
        ({"pages": {1.0}}, frozenset({1})),
        ({"details": [{"a": [1]}]}, (JsonObject({"a": [1]}),)),  # a dict within a list
        ({"count": 3}, 3),
        ({"sure": True}, True),
        ({"mixed": "a"}, "a"),
        ({"mixed": 1}, 1),
    ],
)
def test_plugin_field_is_frozen_all_the_way(fields: dict[str, Any], kept: object) -> None:
    """A plugin's fields get the same treatment, within collections too, and the record can be hashed."""
    record = Plugin(id="x", **fields)
    (name,) = fields
    assert repr(getattr(record, name)) == repr(kept)
    assert hash(record) == hash(Plugin(id="x", **fields))


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"count": True}, "/count: expected int, got bool True"),  # bool is an int to isinstance
        ({"count": 1.0}, "/count: expected int, got float 1.0"),
        ({"sure": 1}, "/sure: expected bool, got int 1"),
        ({"mixed": True}, "/mixed: expected str or int, got bool True"),
        ({"grid": [["a"], "b"]}, "/grid/1: expected a tuple, got str 'b'"),
        ({"details": [{"a": {1}}]}, "/details/0: set is no JSON value"),
        ({"either": "1"}, "/either: expected a number, got str '1'"),
    ],
)
def test_plugin_field_refuses(fields: dict[str, Any], problem: str) -> None:
    """A plugin's fields are checked by their types, without a validator of its own."""
    assert fault(Plugin, id="x", **fields) == problem


def test_a_quote_of_a_text_stays_in_the_text():
    """A range that leaves the text is refused, since no words stand there."""
    with pytest.raises(InvalidRecordError, match="1 to 99 is no range of a text of 3 characters"):
        Quote.at("abc", 1, 99)
