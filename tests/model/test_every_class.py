"""What holds of every class of the model; the classes are derived, so that a new one is held to it too."""

import copy
import inspect
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import instances

from policytrack import measures, model
from policytrack.errors import InvalidRecordError
from policytrack.model import Assertion, Checked, Record, Snapshot, record_fields

VALUES = sorted(
    (
        cls
        for module in (model, measures)
        for _, cls in inspect.getmembers(module, inspect.isclass)
        if issubclass(cls, Checked) and cls is not Checked
    ),
    key=lambda cls: cls.__name__,
)
RECORDS = [cls for cls in VALUES if issubclass(cls, Record)]


def named(name: str) -> type[Checked]:
    """The class of this name."""
    return next(cls for cls in VALUES if cls.__name__ == name)


# Each property is asked of every class: what a class is shows in one value, what it holds in a few.
ONE = settings(max_examples=1, deadline=None)
FEW = settings(max_examples=15, deadline=None)

EVERY_RECORD = {"id", "identifiers", "extras"}
EVERY_ASSERTION = EVERY_RECORD | {"evidence", "corrects_id", "correction"}

# Section 2 of the design: the fields of each record, those first without which it means nothing, then the
# bar, then the others.
DESIGN = {
    "Person": "name | other_names sort_name notes",
    "Organization": "name | other_names classification parent_id",
    "Post": "label | organization_id role",
    "Membership": "person_id organization_id | post_id on_behalf_of_id role start_date end_date",
    "Source": "title | publisher url published retrieved_on language kind derived_from_id sha256 licence",
    "Proposal": (
        "title | summary measure topics jurisdiction lifecycle part_of_id relations instruments other_titles"
    ),
    "Position": (
        "proposal_id actor_id | capacity_id attribution stance said_on statement mode replies_to_id reply"
    ),
    "StatusChange": "proposal_id to | on by_ids wording extent confidence claim",
    "Event": "label | on involves_ids",
    "Figure": "label | low high unit as_of attributed_to_id wording",
    "Process": "body_id kind | subject milestones",
}
ASSERTIONS = {"Membership", "Proposal", "Position", "StatusChange", "Event", "Figure", "Process"}

# What the values within records hold, in the order in which it is given; required before the bar.
NESTED = {
    "Identifier": "scheme identifier |",
    "Citation": "source_id | quote note origin",
    "Quote": "exact | prefix suffix start end",
    "Milestone": "name | on",
    "LegalTest": "question | forum current proposed",
    "ProofStandard": "finding | forums current proposed",
    "Threshold": "decision | body_id current proposed",
    "TimeLimit": "process_kind | body_ids starts_at ends_at limit",
    "Review": "| body_id scope",
    "Disclosure": "what | by_id when",
    "Other": "text |",
    "UnknownMeasure": "kind data |",
}


def required(cls: type[attrs.AttrsInstance]) -> set[str]:
    """Return the fields that have no default."""
    return {field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING}


@pytest.mark.parametrize(("name", "fields"), DESIGN.items())
def test_record_has_the_fields_of_the_design(name: str, fields: str) -> None:
    """Each field that the design names is there, by that name."""
    names = {field.name for field in attrs.fields(named(name))}
    assert set(fields.replace("|", "").split()) - names == set()


@pytest.mark.parametrize(("name", "fields"), DESIGN.items())
def test_record_requires_what_the_design_does(name: str, fields: str) -> None:
    """The id and what a record means nothing without are required, and nothing else."""
    assert required(named(name)) == {"id", *fields.partition("|")[0].split()}


@pytest.mark.parametrize("name", DESIGN)
def test_record_has_what_every_record_has(name: str) -> None:
    """A record that states a fact has evidence and can correct; the others have neither."""
    names = {field.name for field in attrs.fields(named(name))}
    assert names & EVERY_ASSERTION == (EVERY_ASSERTION if name in ASSERTIONS else EVERY_RECORD)


@pytest.mark.parametrize(("name", "fields"), NESTED.items())
def test_value_has_the_fields_of_the_design(name: str, fields: str) -> None:
    """A value within a record has exactly the fields that the design gives it, in that order."""
    names = [field.name for field in attrs.fields(named(name))]
    assert names == fields.replace("|", "").split()


@pytest.mark.parametrize(("name", "fields"), NESTED.items())
def test_value_requires_what_the_design_does(name: str, fields: str) -> None:
    """What a value means nothing without is required, and nothing else."""
    assert required(named(name)) == set(fields.partition("|")[0].split())


def test_design_names_every_record() -> None:
    """A record class that the tables do not know, or the snapshot does not hold, fails here."""
    expected = {*DESIGN, "Assertion", "Record", "UnknownProposal", "UnknownRecord"}
    assert {cls.__name__ for cls in RECORDS} == expected
    assert [cls.__name__ for cls in record_fields().values()] == [*DESIGN, "Record"]


def test_snapshot_has_the_fields_of_the_design() -> None:
    """The tuples of a snapshot have the names of the design, in its order."""
    assert " ".join(record_fields()) == (
        "people organizations posts memberships sources proposals positions status_changes events figures"
        " processes others"
    )


@pytest.mark.parametrize("cls", RECORDS)
def test_record_is_keyword_only(cls: type[Record]) -> None:
    """A record's fields are given by name."""
    assert all(field.kw_only for field in attrs.fields(cls))


@pytest.mark.parametrize("cls", VALUES)
@FEW
@given(data=st.data())
def test_rules_look_at_what_is_ruled(cls: type[Any], data: st.DataObject) -> None:
    """A value breaks no rule where the fields that rules look at are at their defaults."""
    defaults = {field.name: field.default for field in attrs.fields(cls) if field.name in cls.ruled}
    assert (cls.rules is Checked.rules) == (not defaults)
    if attrs.NOTHING not in defaults.values():
        value = data.draw(instances(cls))
        for name, default in defaults.items():
            object.__setattr__(value, name, default)
        assert tuple(value.rules()) == ()


@pytest.mark.parametrize("cls", VALUES)
@ONE
@given(data=st.data())
def test_value_is_frozen(cls: type[Any], data: st.DataObject) -> None:
    """No field of a value can be set or deleted."""
    value = data.draw(instances(cls))
    for field in attrs.fields(cls):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field.name, getattr(value, field.name))
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(value, field.name)


@pytest.mark.parametrize("cls", VALUES)
@ONE
@given(data=st.data())
def test_value_is_slotted(cls: type[Any], data: st.DataObject) -> None:
    """A value has no dictionary, so that a misspelt attribute cannot slip in."""
    assert not hasattr(data.draw(instances(cls)), "__dict__")


@pytest.mark.parametrize("cls", VALUES)
@FEW
@given(data=st.data(), protocol=st.integers(2, pickle.HIGHEST_PROTOCOL))
def test_every_copy_of_a_value_is_equal(cls: type[Any], data: st.DataObject, protocol: int) -> None:
    """However a value is copied, its twin is equal, hashes alike, and holds values of the same classes."""
    value = data.draw(instances(cls))
    for copier in (
        copy.copy,
        copy.deepcopy,
        attrs.evolve,
        lambda one: pickle.loads(pickle.dumps(one, protocol)),
    ):
        twin = copier(value)
        assert (type(twin), twin, hash(twin)) == (cls, value, hash(value))
        assert _types(twin) == _types(value)


def _types(value: attrs.AttrsInstance) -> list[type]:
    return [type(getattr(value, field.name)) for field in attrs.fields(type(value))]


@pytest.mark.parametrize("cls", RECORDS)
@ONE
@given(data=st.data())
def test_evolved_record_is_checked(cls: type[Any], data: st.DataObject) -> None:
    """A copy with a change is checked as when it is made."""
    record = data.draw(instances(cls))
    with pytest.raises(InvalidRecordError):
        attrs.evolve(record, id="")


@pytest.mark.parametrize("cls", RECORDS)
@ONE
@given(data=st.data())
def test_record_differs_when_its_id_does(cls: type[Any], data: st.DataObject) -> None:
    """Records are compared by their content, and the id is content."""
    record = data.draw(instances(cls))
    assert attrs.evolve(record, id=f"{record.id}-x") != record


def test_records_of_two_classes_are_not_equal() -> None:
    """A record equals no record of another class with the same content."""
    assert Record(id="a") != Assertion(id="a")


def test_identifier_gives_the_first_of_a_scheme() -> None:
    """Where a scheme stands twice, its first identifier counts."""
    identifiers = [("isni", "1"), ("file", "a.txt"), ("file", "b.txt")]
    record = Record(id="a", identifiers=tuple(model.Identifier(*pair) for pair in identifiers))
    assert record.identifier("file") == "a.txt"


def test_identifier_of_an_unknown_scheme_is_none() -> None:
    """A scheme that the record does not have gives nothing."""
    assert Record(id="a").identifier("file") is None


def test_public_names_are_all_that_the_package_offers() -> None:
    """`__all__` of the model and of the measures holds what is imported there."""
    for module in (model, measures):
        assert set(module.__all__) == {name for name in vars(module) if not name.startswith("_")}


def test_snapshot_class_is_a_value() -> None:
    """The list of classes above is not empty by mistake."""
    assert {Snapshot, Record} < set(VALUES)
