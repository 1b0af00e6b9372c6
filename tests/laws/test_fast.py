"""The ways of reading JSON Lines are one, and so are those of writing: equal values, problems, bytes."""

import json
import sys
from unittest.mock import patch

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import snapshots

from policytrack import formats
from policytrack.dates import Period
from policytrack.errors import DecodeError, EncodeError
from policytrack.formats import _intake, _json_lines, _jsonl, _shapes, _usual
from policytrack.measures import ProofStandard, Review, TimeLimit, UnknownMeasure
from policytrack.model import Citation, Event, Figure, JsonObject, Proposal, Quote, Snapshot, UnknownRecord
from policytrack.registry import kebab

LINES = formats.get("jsonl")
HEADER = b'{"policytrack": "1"}\n'
# From how many bytes on msgspec is used, after how many lines it is seen what is usual, and from how many
# objects on a reader is written for their shape; what msgspec does not take is most often read key by key.
needs_msgspec = pytest.mark.skipif(not _jsonl.has_msgspec(), reason="needs msgspec")
WAYS = [
    pytest.param((0, 1, 16), id="msgspec", marks=needs_msgspec),
    pytest.param((0, 3, 16), id="msgspec, by samples", marks=needs_msgspec),
    pytest.param((sys.maxsize, 1, 1), id="shapes"),
]
calm = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
)


def shape(value):
    """A value with the types of all that it holds, in a form that can be compared."""
    if attrs.has(type(value)):
        return type(value), {name: shape(getattr(value, name)) for name in attrs.fields_dict(type(value))}
    if isinstance(value, JsonObject):
        return type(value), {key: shape(value[key]) for key in value}
    if isinstance(value, tuple):
        return type(value), [shape(part) for part in value]
    if isinstance(value, frozenset):
        return type(value), {shape(part) for part in value}
    return type(value), value


def outcome(data, *, strict):
    """What comes of reading, whatever it is."""
    try:
        found = LINES.decode(data, strict=strict)
    except DecodeError as error:
        return str(error), error.problems
    return shape(found.snapshot), found.problems


def with_care(data, *, strict):
    """What comes of reading with care, and in no other way."""

    def read(self, field, value):
        return self._wire.read(field, value)

    with (
        patch.object(_jsonl, "_swift_lines", lambda *_: lambda _: False),
        patch.object(_intake.Intake, "_read", read),
    ):
        return outcome(data, strict=strict)


def assert_same(way, data):
    """Both strict and lenient, the quick way comes to what care comes to."""
    for strict in (True, False):
        with (
            patch.object(_jsonl, "LARGE", way[0]),
            patch.object(_usual, "FEW", way[1]),
            patch.object(_shapes, "OFTEN", way[2]),
        ):
            assert outcome(data, strict=strict) == with_care(data, strict=strict)


@pytest.mark.parametrize("way", WAYS)
@calm
@given(snapshots(), st.sampled_from([(", ", ": "), (",", ":"), (" , ", " : ")]), st.booleans())
def test_what_is_right_is_read_the_same(way, snapshot, separators, ascii_only):
    """However a document is spaced and escaped, it is the same to all."""
    lines = [json.loads(line) for line in LINES.encode(snapshot).data.splitlines()]
    texts = [json.dumps(line, separators=separators, ensure_ascii=ascii_only) for line in lines]
    assert_same(way, "\n".join(texts).encode())


@st.composite
def damaged(draw):
    """Right lines, and then the same in which some values were replaced, removed, repeated or added."""
    right = LINES.encode(draw(snapshots())).data
    lines = [json.loads(line) for line in right.splitlines()[1:]]
    for _ in range(draw(st.integers(1, 4)) if lines else 0):
        objects = [lines[draw(st.integers(0, len(lines) - 1))]]
        for holder in objects:
            parts = [*(holder.values() if isinstance(holder, dict) else holder)]
            objects += [part for part in parts if part and isinstance(part, dict | list)]
        holder = draw(st.sampled_from(objects))
        rubbish = draw(
            st.sampled_from(
                [
                    None,
                    True,
                    1,
                    1.5,
                    2.0,
                    10**4100,
                    "",
                    " x",
                    "x",
                    [],
                    {},
                    {"a": {"b": 1}},
                    ["a", "a"],
                    "\ud800",
                    "\0",
                    "a\nb",
                    "é",
                    "2023",
                    "supports",
                    float("nan"),
                    float("inf"),
                    {"kind": "other"},
                    [None],
                ]
            )
        )
        if isinstance(holder, list):
            holder[draw(st.integers(0, len(holder) - 1))] = rubbish
        elif not holder or draw(st.integers(0, 3)):
            holder[draw(st.sampled_from([*holder, "unknown", "note", "extras", "measure"]))] = rubbish
        else:
            holder.pop(draw(st.sampled_from([*holder])), None)
    return right + "\n".join(json.dumps(line) for line in lines).encode()


@pytest.mark.parametrize("way", WAYS)
@calm
@given(damaged())
def test_what_is_damaged_is_told_the_same(way, data):
    """The same problems at the same places, and the same records beside them."""
    assert_same(way, data)


@pytest.mark.parametrize("way", WAYS)
@calm
@given(snapshots(), st.data())
def test_what_is_mutilated_is_read_or_refused_the_same(way, snapshot, data):
    """Whatever happens to the bytes."""
    content = bytearray(LINES.encode(snapshot).data)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(
            st.binary(max_size=3)
            | st.sampled_from(
                [b'"', b"\\", b'\\"', b"\n", b" :", b", ", b"{}", b'"id": "a", ', b"\x7f", b"\xc2\x85"]
            )
        )
    assert_same(way, bytes(content))


def with_the_wire(self, field, record):
    """What writes a line with the thorough writing, and in no other way."""
    wire = self._wire.write(field, record)
    name = wire.pop("type") if field == "others" else kebab(type(record).__name__)
    return json.dumps({"type": name, **wire}, ensure_ascii=False)


def written(snapshot):
    """What comes of writing, whatever it is."""
    try:
        return LINES.encode(snapshot).data
    except EncodeError as error:
        return error.problems


@calm
@given(snapshots())
def test_lines_are_written_the_same(snapshot):
    """Written field by field, or as the thorough writing has it: the same bytes."""
    with patch.object(_json_lines.LineWriter, "line", with_the_wire):
        expected = LINES.encode(snapshot).data
    assert LINES.encode(snapshot).data == expected


@attrs.frozen
class Note(Citation):
    """A plugin's citation, which the wire has no place for."""

    page: int = 1


class Term(Period):
    """A plugin's period, which the wire has no place for."""


ODD_VALUES = [
    (Event(id="e", label='a "b"\\ \n\x1f\x7f \u2028é'), "escapes"),
    (Event(id="e", label="a", evidence=(Note("s"),)), "another class than the field names"),
    (
        Event(id="e", label="a", evidence=(Citation("s", Quote(exact="a", start=0, end=10**30)),)),
        "a long number",
    ),
    (
        Event(id="e", label="a", evidence=(Citation("s", Quote(exact="a", start=0, end=10**4100)),)),
        "too long a one",
    ),
    (Event(id="e", label="a", evidence=(Citation("s"), Citation("t")), involves_ids={"b", "a"}), "several"),
    (Figure(id="f", label="F", low=1e16, high=1.5e300), "fractions and exponents"),
    (Figure(id="f", label="F", low=-0.5, high=10**20), "a number above the quick ones"),
    (Event(id="e", label="a", extras={"b": [1.0, {"d": None, "c": "é"}], "a": True}), "any JSON, by key"),
    (UnknownRecord(id="o", type="vote", data={"n": 1}), "a type that nobody knows"),
    (Proposal(id="p", title="P", lifecycle=str(b"uk-reform", "ascii")), "a default that is another object"),
    *(
        (Proposal(id="p", title="P", measure=measure), reason)
        for measure, reason in (
            (TimeLimit("a", limit=Period.parse("P1Y")), "a period"),
            (TimeLimit("a", limit=Term(1)), "a period of another class"),
            (ProofStandard("a", frozenset({"b", "a"})), "a set"),
            (Review(), "nothing but its kind"),
            (UnknownMeasure("new", {"b": 1, "a": 2}), "a kind that nobody knows"),
            (Note("s"), "no measure"),
        )
    ),
]


@pytest.mark.parametrize(("record", "reason"), ODD_VALUES, ids=[reason for _, reason in ODD_VALUES])
def test_an_odd_value_is_written_the_same(record, reason):
    """Each of these is odd for the reason given, and both ways of writing agree on it."""
    assert reason
    snapshot = Snapshot.of([record])
    with patch.object(_json_lines.LineWriter, "line", with_the_wire):
        expected = written(snapshot)
    assert written(snapshot) == expected


# What is usual is seen in these, so that what is odd is not simply new.
USUAL = (
    HEADER
    + b"""\
{"type": "person", "id": "u-p", "name": "a", "notes": "b", "other_names": [{"name": "b"}]}
{"type": "figure", "id": "u-f", "label": "F", "low": 1, "high": 2}
{"type": "event", "id": "u-e", "label": "E", "on": "2023", "involves_ids": ["a"], "corrects_id": "x",\
 "correction": "corrects", "evidence": [{"source_id": "s", "quote": {"exact": "a", "start": 0, "end": 1}}]}
{"type": "proposal", "id": "u-q", "title": "Q", "measure": {"kind": "other", "text": "a"}}
"""
)
CITED = b'{"type": "event", "id": "e", "label": "E", "evidence": [%s]}\n'
ODD = [
    (b'{"type": "person", "id": "p", "name": "a", "name": "b"}', "a key stands twice"),
    (
        b'{"type": "person", "id": "p", "name" : "a", "name": "b:"}',
        "a key hidden by white space, and a colon",
    ),
    (b'{"type": "person", "id": "p", "name"\t: "a", "name": "\\":"}', "the same with a tabulator"),
    (b'{"type": "person", "type": "person", "id": "p", "name": "a"}', "the type stands twice"),
    (b'{"type": "person", "id": "p", "name": "a", "extras": {"a": 1, "a": 2}}', "twice in any JSON"),
    (b'{"type": "person", "id": "p", "name": "a", "extras": {"a": [1, {"b": 2.5}], "c": null}}', "any JSON"),
    (b'{"type": "person", "id": "p", "name": "a", "extras": {"a": NaN}}', "no number"),
    (b'{"type": "person", "id": "p", "name": "a", "extras": {"a": %s}}' % (b"9" * 4001), "too many digits"),
    (b'{"type": "person", "id": "p", "name": "a", "extras": 5}', "no object"),
    (b'{"type": "person", "id": "p", "name": null}', "null stands for nothing here"),
    (b'{"type": "person", "id": "p", "name": "a", "notes": null}', "null stands for a missing value"),
    (b'{"type": "person", "id": "p", "name": "a", "other_names": null}', "no null, a list"),
    (b'{"type": "person", "id": "p", "name": "a", "other_names": {"name": "b"}}', "no list"),
    (b'{"type": "person", "name": "a", "id": "p"}', "another order"),
    (b'{"name": "a", "id": "p", "type": "person"}', "the type last"),
    (b'{"type": "person", "id": "p", "name": "a"} x', "something behind it"),
    (b'{"type": "person", "id": "p", "name": "a"}\x0b', "a blank that JSON does not know"),
    (b' {"type": "person", "id": "p", "name": "a"}', "a blank before it"),
    (b'{"type": "person", "id": "p", "name": "\\ud83d\\ude00\\u0000"}', "NUL by its number"),
    (b'{"type": "person", "id": "p q", "name": "\\"a\\\\ \\n"}', "escapes, and a blank in an id"),
    (b'{"type": "person", "id": "p", "name": "\xff"}', "no UTF-8"),
    (b'{"type": "person", "id": "p", "name": "\xed\xa0\x80"}', "a surrogate in UTF-8"),
    (b'{"type": "nobody", "id": "p"}', "a type that nobody knows"),
    (b'{"type": "nobody"', "a type that nobody knows, and no JSON"),
    (b'{"type": "figure", "id": "f", "label": "F", "low": -0}', "minus nought"),
    (b'{"type": "figure", "id": "f", "label": "F", "low": 1.0, "high": 2.5}', "a whole number as a fraction"),
    (b'{"type": "figure", "id": "f", "label": "F", "low": 1e999}', "infinity"),
    (b'{"type": "figure", "id": "f", "label": "F", "low": true}', "a truth value"),
    (
        b'{"type": "figure", "id": "f", "label": "F", "low": 1%s}' % (b"0" * 400),
        "an integer above all floats",
    ),
    (b'{"type": "figure", "id": "f", "label": "F", "low": 3, "high": 2}', "a broken rule"),
    (b'{"type": "event", "id": "e", "label": "E", "involves_ids": ["a", "a"]}', "an item twice"),
    (b'{"type": "event", "id": "e", "label": "E", "on": "24/09/2023"}', "no date"),
    (b'{"type": "event", "id": "e", "label": "E", "on": 2023}', "a number for a date"),
    (b'{"type": "event", "id": "e", "label": "E", "correction": "corrects"}', "half a pair"),
    (CITED % b'{"source_id": "s", "quote": {"exact": "a", "start": 1, "end": 1}}', "an empty range"),
    (CITED % b'{"source_id": "s", "quote": {"exact": "a", "start": 1.5, "end": 2}}', "half a character"),
    (CITED % b'{"source_id": "s", "quote": {"exact": "a", "start": 0, "end": 1}}', "a right quote"),
    (CITED % b'{"source_id": "s", "quote": {"exact": ""}}', "an empty quote"),
    *(
        (b'{"type": "proposal", "id": "p", "title": "P", "measure": %s}' % measure, reason)
        for measure, reason in (
            (b'{"kind": "other", "text": "a"}', "a measure"),
            (b'{"kind": "time-limit", "process_kind": "a", "limit": "P1Y"}', "a period"),
            (b'{"kind": "time-limit", "process_kind": "a", "limit": "1 y"}', "no period"),
            (b'{"kind": "threshold", "decision": "refer"}', "a term"),
            (b'{"kind": "threshold", "decision": "guess"}', "no such term"),
            (b'{"kind": "other", "text": "a", "kind": "other"}', "the kind twice"),
            (b'{"kind": "new", "text": "a"}', "a kind that nobody knows"),
            (b'{"text": "a"}', "no kind"),
            (b'"other"', "no object"),
        )
    ),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("line", "reason"), ODD, ids=[reason for _, reason in ODD])
def test_an_odd_line_is_the_same_to_all(way, line, reason):
    """Each of these is odd for the reason given, and all readings agree on it."""
    assert reason
    assert_same(way, HEADER + line)
    assert_same(way, USUAL + line)
