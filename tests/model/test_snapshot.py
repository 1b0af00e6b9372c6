"""All records as one value."""

import pickle
import random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import instances

from policytrack.errors import InvalidRecordError
from policytrack.model import (
    Assertion,
    Event,
    Person,
    Position,
    Proposal,
    Record,
    Snapshot,
    Source,
    UnknownRecord,
    field_of,
    record_fields,
)


@attrs.frozen(kw_only=True)
class Minister(Person):
    """A plugin's kind of person."""

    portfolio: str | None = None


@attrs.frozen(kw_only=True)
class Vote(Assertion):
    """A plugin's record of a type that ours do not have."""


class Bare(Proposal):
    """A plugin's class that forgot its decorator."""


@pytest.mark.parametrize(("field", "cls"), [(f, c) for f, c in record_fields().items() if f != "others"])
def test_record_goes_to_the_field_of_its_type(field: str, cls: type[Record]) -> None:
    """Each of our types has a field of its own."""
    assert field_of(cls) == field


@pytest.mark.parametrize(
    ("cls", "field"),
    [
        (Minister, "people"),  # a plugin's subclass of ours
        (Bare, "proposals"),  # without the decorator
        (Vote, "others"),  # a plugin's own
        (UnknownRecord, "others"),  # nobody's
        (Record, "others"),
        (str, "others"),  # no record at all: the snapshot refuses it there
    ],
)
def test_other_record_goes_to(cls: type, field: str) -> None:
    """A subclass of our type goes where that goes, all else to `others`."""
    assert field_of(cls) == field


def test_tuples_are_sorted_by_id() -> None:
    """Records stand by the code points of their ids, however they were given."""
    ids = ["b", "B", "é", "a-1", "a", "a1"]
    people = Snapshot(people=tuple(Person(id=key, name="P") for key in ids)).people
    assert [person.id for person in people] == ["B", "a", "a-1", "a1", "b", "é"]


def test_lists_are_taken() -> None:
    """A field may be given as a list."""
    assert Snapshot(people=[Person(id="p", name="P")]).people == (Person(id="p", name="P"),)  # type: ignore[arg-type]


def test_of_sorts_records_out() -> None:
    """Records of all types, in any order, come to their fields."""
    records = [Vote(id="v"), Person(id="z", name="Z"), Source(id="s", title="S"), Minister(id="m", name="M")]
    assert Snapshot.of(records) == Snapshot(
        people=(records[3], records[1]),  # type: ignore[arg-type]
        sources=(records[2],),  # type: ignore[arg-type]
        others=(records[0],),
    )


def test_of_nothing_is_empty() -> None:
    """Without records, a snapshot is empty."""
    assert (Snapshot.of([]), len(Snapshot())) == (Snapshot(), 0)


def test_of_reads_an_iterator() -> None:
    """Records that can be read only once are enough."""
    assert len(Snapshot.of(iter([Vote(id="v"), Vote(id="w")]))) == 2


@pytest.mark.parametrize("thing", ["text", None, Record])
def test_of_refuses_what_is_no_record(thing: Any) -> None:
    """What is no record is refused like a wrong field, with its place."""
    with pytest.raises(InvalidRecordError, match="/others/0: expected Record, got"):
        Snapshot.of([thing])


@pytest.mark.parametrize(
    ("field", "record"),
    [
        ("people", Source(id="s", title="S")),
        ("events", Record(id="r")),  # the base of an event is no event
        ("others", "text"),
    ],
)
def test_record_in_a_wrong_field_is_refused(field: str, record: object) -> None:
    """A field takes only records of its type."""
    with pytest.raises(
        InvalidRecordError, match=f"/{field}/0: expected {record_fields()[field].__name__}, got"
    ):
        Snapshot(**{field: (record,)})


def test_records_come_type_by_type() -> None:
    """All records are given in the order of the fields, each type by id."""
    snapshot = Snapshot.of(
        [Vote(id="a"), Event(id="c", label="E"), Event(id="b", label="E"), Person(id="z", name="Z")]
    )
    assert [record.id for record in snapshot.records()] == ["z", "b", "c", "a"]


def test_length_counts_every_field() -> None:
    """The length is the number of records of all types."""
    assert len(Snapshot.of([Vote(id="a"), Person(id="z", name="Z"), Event(id="b", label="E")])) == 3


def test_ids_may_stand_twice() -> None:
    """A snapshot takes records that do not fit together: a format must be able to hold what it read."""
    assert len(Snapshot.of([Person(id="a", name="A"), Person(id="a", name="B"), Vote(id="a")])) == 3


def test_other_content_is_not_equal() -> None:
    """Snapshots that differ in one field of one record differ."""
    assert Snapshot.of([Person(id="a", name="A")]) != Snapshot.of([Person(id="a", name="B")])


def test_other_type_is_not_equal() -> None:
    """A record of another type is other content, even with the same fields."""
    assert Snapshot.of([Record(id="a")]) != Snapshot.of([Assertion(id="a")])


@settings(max_examples=30, deadline=None)
@given(instances(Snapshot), st.randoms(use_true_random=False))
def test_order_of_records_means_nothing(snapshot: Snapshot, order: random.Random) -> None:
    """The same records in another order make an equal snapshot with an equal hash."""
    by_id = {(type(record), record.id): record for record in snapshot.records()}
    first = list(by_id.values())
    second = order.sample(first, len(first))
    one, other = Snapshot.of(first), Snapshot.of(second)
    assert (one, hash(one), list(one.records())) == (other, hash(other), list(other.records()))


@settings(max_examples=30, deadline=None)
@given(instances(Snapshot))
def test_of_all_records_is_the_snapshot(snapshot: Snapshot) -> None:
    """A snapshot taken apart and put together is the same."""
    assert Snapshot.of(snapshot.records()) == snapshot


def test_snapshot_with_a_plugins_records_pickles() -> None:
    """Records of plugins' types come back with their types."""
    snapshot = Snapshot.of([Vote(id="v"), Minister(id="m", name="M", portfolio="policing")])
    twin = pickle.loads(pickle.dumps(snapshot))
    assert (twin, [type(record) for record in twin.records()]) == (snapshot, [Minister, Vote])


def test_snapshot_is_made_by_name_only() -> None:
    """The tuples are given by name."""
    with pytest.raises(TypeError):
        Snapshot(())  # type: ignore[misc]


def test_position_is_no_event() -> None:
    """Types that share a base have fields apart."""
    snapshot = Snapshot.of([Position(id="o", proposal_id="p", actor_id="a"), Event(id="e", label="E")])
    assert (len(snapshot.positions), len(snapshot.events)) == (1, 1)


def test_unknown_data_does_not_hide_what_every_record_has() -> None:
    """A field that every record has cannot come a second time in unknown data."""
    with pytest.raises(InvalidRecordError) as caught:
        UnknownRecord(id="x", type="org.example:budget", data={"id": "y", "type": "z", "amount": 3})
    assert [problem.path for problem in caught.value.problems] == ["/data/id", "/data/type"]
