"""How the ids of other records are found."""

from typing import Annotated

import attrs
import pytest

from policytrack.measures import (
    Disclosure,
    Other,
    Review,
    Threshold,
    TimeLimit,
    UnknownMeasure,
)
from policytrack.model import (
    Citation,
    Event,
    Figure,
    JsonObject,
    Membership,
    Milestone,
    NotFound,
    Organization,
    OtherName,
    Person,
    Position,
    Post,
    Process,
    Proposal,
    Quote,
    Record,
    Reference,
    RefersTo,
    Relation,
    Source,
    StatusChange,
    UnknownRecord,
    record_fields,
    references,
    targets,
)
from policytrack.terms import CorrectionKind, Decision, Reply

ACTOR = ("Person", "Organization")
ANY: tuple[str, ...] = ()

EVIDENCE = (Citation("s1", Quote(exact="words")), Citation("s2"))
FACT = {"evidence": EVIDENCE, "corrects_id": "r0", "correction": CorrectionKind.CORRECTS}
FROM_FACT = [
    ("/evidence/0/source_id", "s1", ("Source",)),
    ("/evidence/1/source_id", "s2", ("Source",)),
    ("/corrects_id", "r0", ANY),
]

# One record of each type with all its references, and where they stand.
CASES: list[tuple[Record, list[tuple[str, str, tuple[str, ...]]]]] = [
    (
        Person(id="r", name="P", other_names=(OtherName("Q"),), extras=JsonObject({"a": {"source_id": "s"}})),
        [],
    ),
    (Organization(id="r", name="O", parent_id="o"), [("/parent_id", "o", ("Organization",))]),
    (Post(id="r", label="Commissioner", organization_id="o"), [("/organization_id", "o", ("Organization",))]),
    (
        Membership(id="r", person_id="p", organization_id="o", post_id="t", on_behalf_of_id="o2", **FACT),
        [
            *FROM_FACT,
            ("/person_id", "p", ("Person",)),
            ("/organization_id", "o", ("Organization",)),
            ("/post_id", "t", ("Post",)),
            ("/on_behalf_of_id", "o2", ("Organization",)),
        ],
    ),
    (Source(id="r", title="S", derived_from_id="s"), [("/derived_from_id", "s", ("Source",))]),
    (
        Proposal(
            id="r",
            title="P",
            measure=Threshold(Decision.REFER, body_id="iopc"),
            part_of_id="p",
            relations=(Relation("asked for with", "p2"),),
            stakeholder_ids=frozenset({"cps", "inquest"}),
            not_found=(NotFound("what March 2024 decided"),),
            **FACT,
        ),
        [
            *FROM_FACT,
            ("/measure/body_id", "iopc", ("Organization",)),
            ("/part_of_id", "p", ("Proposal",)),
            ("/relations/0/proposal_id", "p2", ("Proposal",)),
            ("/stakeholder_ids/0", "cps", ACTOR),
            ("/stakeholder_ids/1", "inquest", ACTOR),
        ],
    ),
    (
        Position(
            id="r",
            proposal_id="p",
            actor_id="a",
            capacity_id="m",
            replies_to_id="r2",
            reply=Reply.ATTACKS,
            **FACT,
        ),
        [
            *FROM_FACT,
            ("/proposal_id", "p", ("Proposal",)),
            ("/actor_id", "a", ACTOR),
            ("/capacity_id", "m", ("Membership",)),
            ("/replies_to_id", "r2", ("Position",)),
        ],
    ),
    (
        # A claim names a transition and is no reference.
        StatusChange(
            id="r", proposal_id="p", to="accepted", by_ids=frozenset({"b", "a"}), claim="acceptance", **FACT
        ),
        [
            *FROM_FACT,
            ("/proposal_id", "p", ("Proposal",)),
            ("/by_ids/0", "a", ACTOR),
            ("/by_ids/1", "b", ACTOR),
        ],
    ),
    (
        Event(id="r", label="letter", involves_ids=frozenset({"a"}), **FACT),
        [*FROM_FACT, ("/involves_ids/0", "a", ACTOR)],
    ),
    (
        Figure(id="r", label="officers", attributed_to_id="a", **FACT),
        [*FROM_FACT, ("/attributed_to_id", "a", ACTOR)],
    ),
    (
        Process(id="r", body_id="iopc", kind="investigation", milestones=(Milestone("begun"),), **FACT),
        [*FROM_FACT, ("/body_id", "iopc", ("Organization",))],
    ),
    # What no plugin explains refers to nothing that could be checked.
    (UnknownRecord(id="r", type="vote", data=JsonObject({"proposal_id": "p"})), []),
]


@pytest.mark.parametrize(("record", "expected"), CASES, ids=lambda case: type(case).__name__)
def test_references_of_a_record(record: Record, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    """Each id of another record is found, where it stands and with the types that it may be of."""
    found = list(references(record))
    assert sorted(found, key=str) == sorted((Reference(*facts) for facts in expected), key=str)


def test_each_record_type_has_a_case() -> None:
    """A new record type without a case here fails."""
    assert {type(record) for record, _ in CASES} == {*record_fields().values(), UnknownRecord} - {Record}


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Review("home-office"), [("/measure/body_id", "home-office", ("Organization",))]),
        (Disclosure("body-worn video", "iopc"), [("/measure/by_id", "iopc", ACTOR)]),
        (
            TimeLimit("investigation", frozenset({"iopc", "cps"})),
            [
                ("/measure/body_ids/0", "cps", ("Organization",)),
                ("/measure/body_ids/1", "iopc", ("Organization",)),
            ],
        ),
        (Other("anything"), []),
        (UnknownMeasure("quota", JsonObject({"body_id": "iopc"})), []),  # nobody knows what its fields mean
    ],
)
def test_references_of_a_measure(
    measure: attrs.AttrsInstance, expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    """The ids in a proposal's measure are found, whatever its kind."""
    found = references(Proposal(id="r", title="P", measure=measure))
    assert list(found) == [Reference(*facts) for facts in expected]


@pytest.mark.parametrize("record", [record for record, _ in CASES], ids=lambda record: type(record).__name__)
def test_record_without_references_has_none(record: Record) -> None:
    """What is missing is no reference: only what is required is found in the least record of a type."""
    required = {
        name for name, field in attrs.fields_dict(type(record)).items() if field.default is attrs.NOTHING
    }
    least = {name: getattr(record, name) for name in required}
    found = {reference.path for reference in references(type(record)(**least))}
    assert found == {f"/{name}" for name in required if name.endswith("_id")}


def test_path_begins_where_it_is_told() -> None:
    """The pointer of a reference continues the one that is given."""
    (found,) = references(Citation("s"), "/positions/3/evidence/0")
    assert found.path == "/positions/3/evidence/0/source_id"


@attrs.frozen
class Vote:
    """A plugin's value that holds references and is no `Checked`."""

    by_id: Annotated[str, RefersTo("Person")]


@attrs.frozen(kw_only=True)
class Division(Record):
    """A plugin's record with references in every kind of field."""

    bill_id: Annotated[str, RefersTo("Proposal", "Bill")]
    any_ids: tuple[Annotated[str, RefersTo()], ...] = ()
    votes: tuple[Vote, ...] = ()
    mover: Vote | str | None = None
    seconder: Vote | str | None = None
    sources: frozenset[Citation] = frozenset()


DIVISION = Division(
    id="d",
    bill_id="b",
    any_ids=("x",),
    votes=(Vote("p"),),
    mover="the chair",  # words, where an id could have stood
    seconder=Vote("q"),
    sources=frozenset({Citation("t"), Citation("s")}),
)


def test_references_of_a_plugins_record() -> None:
    """A plugin's annotations are enough, in a tuple, in a nested value and in a set of values."""
    assert list(references(DIVISION)) == [
        Reference("/bill_id", "b", ("Proposal", "Bill")),
        Reference("/any_ids/0", "x", ANY),
        Reference("/votes/0/by_id", "p", ("Person",)),
        Reference("/seconder/by_id", "q", ("Person",)),
        Reference("/sources/0/source_id", "s", ("Source",)),
        Reference("/sources/1/source_id", "t", ("Source",)),
    ]


@pytest.mark.parametrize(
    "record", [*(record for record, _ in CASES), DIVISION], ids=lambda one: type(one).__name__
)
def test_targets_are_the_references_without_their_places(record: Record) -> None:
    """What is found in less time is the same: the field of the record, the id, and its types."""
    expected = [(one.path.split("/")[1], one.record_id, one.types) for one in references(record)]
    assert sorted(targets(record), key=str) == sorted(expected, key=str)
