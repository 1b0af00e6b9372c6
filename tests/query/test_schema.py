"""Handles and records agree: in names, in kinds, and in what relations lead to."""

import enum
from functools import reduce
from operator import or_
from typing import Annotated, get_args, get_origin, get_type_hints

import attrs
import pytest

from policytrack import model, terms
from policytrack import query as q
from policytrack.errors import QueryError
from policytrack.query import _records
from policytrack.query._schema import Kind, Way, field_of, record_named, schema

TYPED = [value for value in vars(_records).values() if isinstance(value, _records.RecordHandles)]
OURS = [cls for cls in model.record_fields().values() if cls is not model.Record]

# What records hold that no condition can ask about: nested values, and what has no form of its own.
NOT_ASKED = {
    *("identifiers", "extras", "evidence", "other_names", "measure", "relations", "instruments"),
    *("not_found", "milestones"),
}


class Colour(enum.Enum):
    """Terms of a plugin."""

    RED = "red"


@attrs.frozen(kw_only=True, repr=False)
class Vote(model.Assertion):
    """A record type of a plugin, with a field of every shape."""

    proposal_id: Annotated[str, model.RefersTo("Proposal")]
    anything_id: Annotated[str, model.RefersTo()] | None = None
    ballot_id: Annotated[str, model.RefersTo("Ballot")] | None = None
    proposal: str | None = None
    ayes: int = 0
    share: float | None = None
    colour: Colour = Colour.RED
    confidence: terms.Confidence | None = None
    numbers: tuple[int, ...] = ()
    open: bool = False
    is_final: bool | None = None
    mixed: str | int | None = None


@attrs.frozen(kw_only=True, repr=False)
class Pledge(model.Proposal):
    """A record type of a plugin that derives from one of ours."""

    promised_to: str | None = None


def test_every_class_has_typed_handles():
    """A new class of records without handles fails here."""
    assert {next(iter(vars(typed).values())).field.record for typed in TYPED} == set(OURS)


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: type(typed).__name__)
def test_annotations_say_what_the_records_are(typed):
    """Each typed handle is the one that the records give, and none is missing or too many."""
    said = get_type_hints(type(typed))
    record = typed.id.field.record
    assert set(said) == set(schema(record))
    (bound,) = get_args(type(typed).__orig_bases__[0])
    assert bound is record
    for name, hint in said.items():
        field = schema(record)[name]
        wanted = [record]
        wanted += [field.terms] if field.terms else []
        wanted += [reduce(or_, field.targets)] if field.targets else []
        given = tuple(record if hasattr(part, "__bound__") else part for part in get_args(hint))
        assert (get_origin(hint), given) == (type(getattr(typed, name)), tuple(wanted)), name


@pytest.mark.parametrize("record", OURS, ids=lambda record: record.__name__)
def test_every_field_can_be_asked_about(record):
    """A field of a record has a handle, but for those that are named here with their reason."""
    assert set(model.hints(record)) - set(schema(record)) <= NOT_ASKED


def test_handles_of_any_class():
    """`handles` gives the same fields for our classes as the typed handles."""
    dynamic = q.handles(model.Proposal)
    assert {name: one.field for name, one in vars(dynamic).items()} == {
        name: one.field for name, one in vars(q.Proposal).items()
    }


def test_a_plugins_class_has_handles():
    """The kinds of a plugin's fields follow from their types."""
    kinds = {name: (field.kind, field.optional) for name, field in schema(Vote).items()}
    own = {"id", "corrects_id", "correction", "correction_reason", "sources"}
    assert {name: kind for name, kind in kinds.items() if name not in own} == {
        "proposal_id": (Kind.TEXT, False),
        "anything_id": (Kind.TEXT, True),
        "ballot_id": (Kind.TEXT, True),
        "proposal": (Kind.TEXT, True),
        "ayes": (Kind.NUMBER, False),
        "share": (Kind.NUMBER, True),
        "colour": (Kind.TERM, False),
        "confidence": (Kind.ORDERED, True),
        "open": (Kind.TRUTH, False),
        "is_final": (Kind.TRUTH, True),
    }


def test_a_derived_class_has_what_its_base_has():
    """A plugin's class that derives from a proposal is asked about in the same words, and about its own."""
    assert set(schema(Pledge)) == {*schema(model.Proposal), "promised_to"}
    assert schema(Pledge)["status"].record is Pledge


def test_relations_say_how_they_lead():
    """A relation names the field that holds the ids, on this side or on the other, or is the view's."""
    ways = {
        name: (field.way, field.through) for name, field in schema(model.Proposal).items() if field.targets
    }
    assert ways == {
        "package": (Way.HOLDS, "part_of_id"),
        "stakeholders": (Way.HOLDS, "stakeholder_ids"),
        "sources": (Way.HOLDS, "evidence"),
        "related": (Way.HOLDS, "relations"),
        "parts": (Way.HELD, "part_of_id"),
        "positions": (Way.HELD, "proposal_id"),
        "status_changes": (Way.HELD, "proposal_id"),
        "proponents": (Way.VIEW, None),
        "critics": (Way.VIEW, None),
    }


@pytest.mark.parametrize("record", OURS, ids=lambda record: record.__name__)
def test_what_relations_lead_through_is_there(record):
    """The field that a relation names is one of the record, or of those that it leads to."""
    for field in schema(record).values():
        if field.way is Way.HOLDS:
            assert field.through in model.hints(record)
        if field.way is Way.HELD:
            assert field.through in model.hints(field.targets[0])


@pytest.mark.parametrize(
    "thing",
    [
        pytest.param(model.Record, id="the base of all records"),
        pytest.param(model.Assertion, id="the base of records that state a fact"),
        pytest.param(str, id="no record"),
        pytest.param("Proposal", id="a name"),
        pytest.param([], id="not even hashable"),
    ],
)
def test_what_is_no_type_of_record_is_refused(thing):
    """Only classes of which there are records can be asked for; the error names ours."""
    with pytest.raises(QueryError, match=r"is no type of record \(ours are Event, Figure") as caught:
        q.select(thing)
    assert caught.value.problems[0].code == "unknown-record"


def test_an_unknown_field_names_the_nearest():
    """A misspelt field is refused with the one that was meant."""
    with pytest.raises(QueryError, match=r"Proposal has nothing called titel \(try title\)"):
        field_of(model.Proposal, "titel")


def test_an_unknown_attribute_names_the_nearest():
    """A misspelt attribute of a handle is an AttributeError with the one that was meant."""
    with pytest.raises(AttributeError, match=r"nothing called titel to ask about \(try title\)"):
        q.Proposal.titel  # noqa: B018


def test_an_unknown_attribute_with_nothing_near_names_all():
    """Where nothing looks alike, everything is named."""
    with pytest.raises(AttributeError, match=r"\(try body, body_id, correction, "):
        q.handles(model.Process).zzz  # noqa: B018


def test_records_are_found_by_name():
    """Ours have their class names; a plugin's have theirs where they are given."""
    assert record_named("Proposal", {}) is model.Proposal
    assert record_named("Vote", {"Vote": Vote}) is Vote


def test_an_unknown_record_names_the_nearest():
    """A misspelt type is refused with the one that was meant."""
    with pytest.raises(QueryError, match=r"no type of record is Propsal \(there are Proposal\)"):
        record_named("Propsal", {})


def test_a_handle_shows_as_it_is_written():
    """A handle and its field read like the code that asks."""
    assert (repr(q.Proposal.title), repr(q.Proposal.title.field)) == ("Proposal.title", "Proposal.title")
