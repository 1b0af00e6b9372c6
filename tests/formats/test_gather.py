"""What is asked of a part is taken, what is wrong is told at its place, and the rest is left."""

import pytest

from policytrack.dates import PartialDate
from policytrack.errors import DecodeError, Problem, Severity
from policytrack.formats._gather import Gathering, Part, day
from policytrack.formats._plain import Plain
from policytrack.model import Person


def part_of(value, gathering=None):
    """A part that is the whole of a document."""
    return Part(value, "", str, gathering or Gathering("x", strict=False))


def problems(gathering):
    """Code and path of each problem."""
    return [(found.code, found.path) for found in gathering.drain() if isinstance(found, Problem)]


def test_a_text_is_taken():
    """What was taken is not left."""
    part = part_of({"a": "1", "b": "2"})
    assert (part.text("a"), part.rest("x")) == ("1", {"x": {"b": "2"}})


@pytest.mark.parametrize(
    ("value", "text"), [(7, "7"), (1.5, "1.5"), (Plain("007"), "007"), ("", None), (None, None)]
)
def test_a_number_counts_as_text(value, text):
    """What is empty or null counts as missing."""
    assert part_of({"a": value}).text("a") == text


@pytest.mark.parametrize("value", [True, [1], {"b": 1}])
def test_what_is_no_text_is_told(value):
    """At its place."""
    gathering = Gathering("x", strict=False)
    assert (part_of({"a": value}, gathering).text("a"), problems(gathering)) == (None, [("wrong-type", "/a")])


def test_a_text_with_a_nul_is_told():
    """No record can hold it."""
    gathering = Gathering("x", strict=False)
    assert (part_of({"a": "x\0"}, gathering).text("a"), problems(gathering)) == (None, [("bad-text", "/a")])


def test_one_or_many_texts():
    """An object around a text counts as it, and others are told."""
    gathering = Gathering("x", strict=False)
    part = part_of({"a": ["1", {"t": "2"}, {"u": "3"}, None], "b": "4"}, gathering)
    assert (part.texts("a", "t"), part.texts("b"), part.texts("c")) == (["1", "2"], ["4"], [])
    assert problems(gathering) == [("wrong-type", "/a/2")]


def test_one_or_many_parts():
    """What is no object is left out, by its place."""
    gathering = Gathering("x", strict=False)
    part = part_of({"a": [{"t": "1"}, 2, ""], "b": {"t": "3"}}, gathering)
    assert [found.text("t") for key in "abc" for found in part.parts(key)] == ["1", "3"]
    assert problems(gathering) == [("left-out", "/a/1"), ("wrong-type", "/a/1")]


def test_of_several_objects_where_one_stands_the_first_is_kept():
    """The others are left out, by their places."""
    gathering = Gathering("x", strict=False)
    part = part_of({"a": [{"t": "1"}, {"t": "2"}]}, gathering)
    assert (part.part("a").text("t"), part.part("b").text("t")) == ("1", None)
    assert problems(gathering) == [("left-out", "/a/1"), ("wrong-type", "/a/1")]


def test_a_date_that_is_none_is_kept_for_extras():
    """It is told as a warning, since the record is kept."""
    gathering = Gathering("x", strict=True)
    part = part_of({"a": "2020-02-30", "b": "2020", "c": ""}, gathering)
    assert [part.date(key) for key in "abc"] == [None, PartialDate.parse("2020"), None]
    assert part.rest("x") == {"x": {"a": "2020-02-30"}}
    assert [found.severity for found in gathering.drain()] == [Severity.WARNING]


def test_what_is_kept_stays():
    """A part can be asked without taking anything away."""
    part = part_of({"a": "1"})
    assert (part.kept.text("a"), part.text("a"), part.text("a")) == ("1", "1", None)


def test_what_stands_around_a_list_stays():
    """Counts beside the items are not lost."""
    part = part_of({"a": {"item": [{"t": "1"}], "count": 1}, "b": {"item": {"t": "2"}}})
    assert [found.text("t") for key in "ab" for found in part.within(key, "item")] == ["1", "2"]
    assert part.rest("x") == {"x": {"a": {"count": 1}}}


def test_the_rest_is_json():
    """Plain scalars of YAML are what JSON would read."""
    part = part_of(
        {"a": [Plain("1"), Plain("null")], "b": Plain("~"), "c": Plain("null"), "d": {"e": Plain("x")}}
    )
    assert part.rest("x") == {"x": {"a": [1, None], "b": "~", "d": {"e": "x"}}}


def test_an_id_that_stands_twice_is_left_out():
    """The first is kept."""
    gathering = Gathering("x", strict=False)
    for _ in range(2):
        gathering.keep(Person, "/p", id="p", name="P")
    decoded = gathering.decoded()
    assert (len(decoded.snapshot), [found.code for found in decoded.problems]) == (
        1,
        ["left-out", "duplicate-id"],
    )


def test_a_record_that_cannot_be_made_is_left_out():
    """With each thing that is wrong, below its place."""
    gathering = Gathering("x", strict=False)
    gathering.keep(Person, "line 1: /p", id=" ", name="")
    assert problems(gathering) == [
        ("left-out", "line 1: /p"),
        ("bad-id", "line 1: /p/id"),
        ("empty-text", "line 1: /p/name"),
    ]


def test_strict_reading_raises_all():
    """Warnings are no errors."""
    gathering = Gathering("x", strict=True)
    gathering.report(Problem("a", "", "a"), Problem("b", "", "b", None, Severity.WARNING))
    gathering.leave_out("/p")
    with pytest.raises(DecodeError) as caught:
        gathering.decoded()
    assert [found.code for found in caught.value.problems] == ["a"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("2019-12-03T15:14:02Z", "2019-12-03"),
        ("2014-11-14Z", "2014-11-14"),
        ("2014-11-14+01:00", "2014-11-14"),
        ("2014-11", "2014-11"),
        ("2014-11-14 or so", "2014-11-14 or so"),  # Nothing is guessed.
    ],
)
def test_day(text, made):
    """The day of a moment, and of a date of XML with its zone."""
    assert day(text) == made
