"""The quick readings of JSON and JSON Lines: what they take, what they share, and the collector meanwhile."""

import gc
import json
import sys
from typing import Annotated

import attrs
import pytest

from policytrack import collector, formats
from policytrack.collector import collector_paused
from policytrack.errors import DecodeError
from policytrack.formats import _jsonl, _shapes, _usual
from policytrack.formats._drafts import maker
from policytrack.formats._intake import Intake
from policytrack.formats._shapes import Unfit
from policytrack.formats._swift_lines import SwiftLines
from policytrack.formats._usual import Keys, Usual
from policytrack.formats._wire import Wire
from policytrack.measures import UnknownMeasure
from policytrack.model import Assertion, Checked, Event, Identifier, Person, Record, Snapshot, Source
from policytrack.registry import Registry

LINES = formats.get("jsonl")
HEADER = b'{"policytrack": "1"}\n'
needs_msgspec = pytest.mark.skipif(not _jsonl.has_msgspec(), reason="needs msgspec")


@attrs.frozen
class Levy(Checked):
    """A plugin's measure."""

    rate: int


@attrs.frozen(kw_only=True, repr=False)
class Vote(Assertion):
    """A plugin's record."""

    ayes: int


def intake(registry=None):
    """What takes records from JSON."""
    return Intake("test", Wire.of(registry), strict=True, is_json=True)


def test_what_a_maker_makes_is_of_the_class_itself():
    """Nobody can tell it from what was made the usual way."""
    made = maker(Identifier)(scheme="a", identifier="b")
    assert type(made) is Identifier
    assert (made, hash(made), repr(made)) == (
        usual := Identifier("a", "b"),
        hash(usual),
        repr(usual),
    )


def test_what_a_maker_makes_is_frozen():
    """A draft can be written to, a record cannot."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        maker(Identifier)(scheme="a", identifier="b").scheme = "c"


def test_a_small_document_is_read_without_msgspec(monkeypatch):
    """To prepare msgspec would take longer than to read it."""
    monkeypatch.setattr(_jsonl, "has_msgspec", lambda: pytest.fail("asked for msgspec"))
    assert LINES.decode(HEADER + b'{"type": "source", "id": "s", "title": "S"}').snapshot.sources


def test_a_large_document_needs_no_msgspec(monkeypatch):
    """Without the extra it is read as any other."""
    monkeypatch.setattr(_jsonl, "LARGE", 0)
    monkeypatch.setattr(_jsonl, "has_msgspec", lambda: False)
    monkeypatch.setitem(sys.modules, "policytrack.formats._fast", None)
    assert LINES.decode(HEADER + b'{"type": "source", "id": "s", "title": "S"}').snapshot.sources


def test_a_mark_that_says_nothing_is_passed_over():
    """A field may be annotated with more than what makes it an id."""
    swift = intake().swift
    assert swift.field(Annotated[int, "a note"]) == swift.field(int)


def test_a_mess_of_keys_is_read_without_writing_readers(monkeypatch):
    """However many shapes there are, only so many readers are written."""
    monkeypatch.setattr(_shapes, "OFTEN", 1)
    monkeypatch.setattr(_shapes, "MOST", 1)
    into = intake()
    people = [{"id": "a", "name": "A"}, {"name": "B", "id": "b"}, {"id": "c", "name": "C"}]
    assert [into.swift.read("people", person).name for person in people] == ["A", "B", "C"]
    assert list(into.swift.shapes(Person)) == [("id", "name")]


@needs_msgspec
@pytest.mark.parametrize("separators", [(", ", ": "), (",", ":")])
def test_msgspec_takes_the_lines_that_we_write(monkeypatch, separators):
    """With the spaces of the standard library, and with none."""
    from policytrack.formats._fast import FastLines  # noqa: PLC0415  # It needs the extra.

    monkeypatch.setattr(_usual, "FEW", 1)
    into = intake()
    fast = FastLines(into)
    value = {"type": "event", "id": "e", "label": 'a "b" é', "on": "2023", "involves_ids": ["x", "y"]}
    line = json.dumps(value, separators=separators, ensure_ascii=False).encode()
    assert fast.keep(line)
    fast._other = lambda _: pytest.fail("left to the other reading")
    assert fast.keep(line)
    assert [event.label for event in into.decoded().snapshot.events] == ['a "b" é'] * 2


def people(*keys):
    """Lines of people that have these keys."""
    return [json.dumps({"type": "person", **dict.fromkeys(one.split(), "x")}).encode() for one in keys]


def test_the_usual_keys_are_those_of_the_lines_that_were_seen(monkeypatch):
    """What each line had is told from what some had."""
    monkeypatch.setattr(_usual, "FEW", 2)
    usual = Usual(Person, {})
    assert [usual.learn(line) for line in people("id name", "id name notes")] == [False, True]
    assert usual.keys == {Person: Keys(frozenset({"id", "name"}), frozenset({"id", "name", "notes"}))}


def test_odd_lines_are_looked_at_ever_more_seldom(monkeypatch):
    """After one, after two more, after four more; and only the last ones are looked at."""
    monkeypatch.setattr(_usual, "FEW", 1)
    usual = Usual(Person, {})
    lines = people(
        "id name", "id name notes", "id name", "id name notes", "id name", "id name", "id name notes"
    )
    assert [usual.learn(line) for line in lines] == [True, False, False, False, False, False, True]


def read_fast(monkeypatch, *values):
    """Let msgspec read lines, the first of which tells it what is usual; give what was kept of each."""
    from policytrack.formats._fast import FastLines  # noqa: PLC0415  # It needs the extra.

    monkeypatch.setattr(_usual, "FEW", 1)
    into = intake()
    fast = FastLines(into)
    return [fast.keep(json.dumps(value).encode()) for value in values], into.decoded().snapshot


@needs_msgspec
def test_what_the_ways_of_reading_share_is_shared_by_all_of_them(monkeypatch):
    """A line that msgspec does not take has the same object as one that it does."""
    lines = [{"type": "source", "id": name, "title": "T", "language": "en"} for name in "ab"]
    kept, snapshot = read_fast(monkeypatch, *lines)
    assert all(kept)
    one, other = snapshot.sources
    assert one.language is other.language


@needs_msgspec
def test_a_source_that_is_only_named_is_cited_by_one_object(monkeypatch):
    """Records that cite it as a whole hold the same citation."""
    lines = [{"type": "event", "id": name, "label": "E", "evidence": [{"source_id": "s"}]} for name in "abc"]
    kept, snapshot = read_fast(monkeypatch, *lines)
    assert all(kept)
    first, second, third = (event.evidence for event in snapshot.events)
    assert (first, second[0]) == (second, third[0])
    assert second[0] is third[0]


@needs_msgspec
def test_a_line_without_its_type_is_not_taken_for_one_like_the_others(monkeypatch):
    """Though a colon in a text makes up for the key, and there is but one type to choose from."""
    lines = {"type": "person", "id": "a", "name": "A: one"}, {"id": "b", "name": "B: two"}
    assert read_fast(monkeypatch, *lines)[0] == [True, False]


@needs_msgspec
def test_a_measure_without_its_kind_is_not_taken_for_one_like_the_others(monkeypatch):
    """Though a colon in a text makes up for the key, and there is but one kind to choose from."""
    proposal = {"type": "proposal", "title": "P"}
    lines = (
        {**proposal, "id": "a", "measure": {"kind": "other", "text": "A: one"}},
        {**proposal, "id": "b", "measure": {"text": "B: two"}},
    )
    assert read_fast(monkeypatch, *lines)[0] == [True, False]


@needs_msgspec
def test_a_registry_without_measures_reads_large_documents(monkeypatch):
    """No kind is known, so each is kept as it is."""
    monkeypatch.setattr(_jsonl, "LARGE", 0)
    registry = attrs.evolve(Registry.default(), measures={})
    lines = (
        b'{"type": "proposal", "id": "p", "title": "P"}\n'
        b'{"type": "proposal", "id": "q", "title": "Q", "measure": {"kind": "other", "text": "a"}}\n'
    )
    one, other = LINES.decode(HEADER + lines, registry=registry).snapshot.proposals
    assert (one.measure, other.measure) == (None, UnknownMeasure("other", {"text": "a"}))


def test_equal_ids_dates_and_short_texts_are_one_object():
    """What is said a thousand times is kept once."""
    text = "".join(
        f'{{"type": "event", "id": "{name}", "label": "L", "on": "2023-09-24", "involves_ids": ["ann"]}}\n'
        for name in "ab"
    )
    one, other = LINES.decode(HEADER + text.encode()).snapshot.events
    assert one.label is other.label
    assert one.on is other.on
    assert next(iter(one.involves_ids)) is next(iter(other.involves_ids))


@pytest.mark.parametrize("fast", [pytest.param(True, marks=needs_msgspec), False])
def test_what_is_referred_to_is_named_by_its_own_id(monkeypatch, fast):
    """An id and the texts that refer to it are one object: it is kept once, and found without comparing."""
    lines = [
        line
        for n in (1, 2)  # What msgspec reads is like what was read before.
        for line in (
            {"type": "person", "id": f"ann-{n}", "name": "Ann"},
            {"type": "source", "id": f"paper-{n}", "title": "Paper"},
            {"type": "proposal", "id": f"levy-{n}", "title": "Levy"},
            {"type": "position", "id": f"said-{n}", "proposal_id": f"levy-{n}", "actor_id": f"ann-{n}"}
            | {"stance": "supports", "evidence": [{"source_id": f"paper-{n}"}]},
        )
    ]
    text = HEADER + "\n".join(map(json.dumps, lines)).encode()
    found = read_fast(monkeypatch, *lines)[1] if fast else LINES.decode(text).snapshot
    for n, said in enumerate(found.positions):
        assert said.actor_id is found.people[n].id
        assert said.evidence[0].source_id is found.sources[n].id
        assert said.proposal_id is found.proposals[n].id


def test_the_swift_reading_leaves_what_is_a_plugins():
    """A plugin's class may do more than ours when it is made, so that it is made the usual way."""
    registry = Registry.default().with_measure(Levy).with_record(Vote)
    text = (
        b'{"type": "proposal", "id": "p", "title": "P", "measure": {"kind": "levy", "rate": 3}}\n'
        b'{"type": "vote", "id": "v", "ayes": 1}\n'
    )
    assert not any(map(SwiftLines(intake(registry)).keep, text.splitlines()))
    found = LINES.decode(HEADER + text, registry=registry).snapshot
    assert (found.proposals[0].measure, found.others) == (Levy(3), (Vote(id="v", ayes=1),))


def test_other_records_are_left_to_the_thorough_reading():
    """Their type says what they are, and it is told where nobody knows it."""
    with pytest.raises(Unfit):
        intake().swift.read("others", {"id": "o", "type": "vote"})


def test_lines_of_an_older_version_are_migrated(monkeypatch):
    """The quick readings know the present version only."""

    def renamed(field, value):
        return field, {"label": value.pop("name"), **value}

    monkeypatch.setattr(_jsonl, "open_lone_header", lambda *_: (renamed,))
    found = LINES.decode(b'{"policytrack": "0"}\n{"type": "event", "id": "e", "name": "E"}\n')
    assert found.snapshot.events == (Event(id="e", label="E"),)


def test_a_tuple_of_records_holds_a_subclass_too():
    """The quick check of a tuple is for the class itself; others are checked one by one."""

    @attrs.frozen(kw_only=True, repr=False)
    class Report(Source):
        pages: int = 0

    report = Report(id="a", title="A")
    assert Snapshot(sources=(Source(id="b", title="B"), report)).sources[0] is report


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_is_as_it_was(was_on):
    """On or off, after a document that is right and after one that is not."""
    (gc.enable if was_on else gc.disable)()
    try:
        LINES.decode(HEADER)
        with pytest.raises(DecodeError):
            LINES.decode(HEADER + b"{")
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def test_the_outermost_pause_ends_the_pause():
    """A pause within a pause changes nothing."""
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize(("was_on", "frozen"), [(True, True), (False, False)])
def test_what_is_much_is_frozen(monkeypatch, was_on, frozen):
    """Unless the caller has switched the collector off."""
    monkeypatch.setattr(collector, "MANY", 10)
    gc.unfreeze()
    (gc.enable if was_on else gc.disable)()
    try:
        with collector_paused():
            held: list[Record] = [Event(id=str(number), label="E") for number in range(1000)]
        assert (gc.get_freeze_count() > len(held)) is frozen
    finally:
        gc.unfreeze()
        gc.enable()
