"""The timeline: what happened above, when it became known below."""

import datetime
from xml.etree import ElementTree

import hostile
import pytest
from factories import change, day, proposal, source

import policytrack as pt
from policytrack.report._scale import Scale, bounds, lanes, scale

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*records, **days):
    tracker = pt.Tracker.of(
        source("s", "2024-06-01"), source("later", "2025"), source("t"), proposal(), *records
    )
    return ElementTree.fromstring(pt.report.timeline(tracker.at(**days), "p"))  # noqa: S314  # Our own text.


def marks(root, tag, name):
    return [node for node in root.iter(f"{SVG}{tag}") if name in node.get("class", "").split()]


def test_a_fact_stands_above_and_its_source_below():
    """One report is a dot on the upper line, a triangle on the lower, and a label with its date."""
    root = drawn(change("c", "proposed", "2024-01-01", "s"))
    (dot,) = marks(root, "circle", "m")
    (triangle,) = marks(root, "path", "m")
    assert float(dot.get("cx")) < float(triangle.get("d").split()[0][1:])
    assert "Proposed 2024-01-01" in [node.text for node in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("date", "shape"),
    [
        pytest.param("2024-03", "v10", id="some day of a month"),
        pytest.param("[..2024-03-01]", "l-6 -5", id="open to the past"),
        pytest.param("2024-03-01/..", "l6 5l-6 5", id="open to the future"),
    ],
)
def test_what_is_not_one_day_is_a_span(date, shape):
    """An uncertain date has the width of its days, an open one an arrow, and both are paler."""
    (span,) = marks(drawn(change("c", "proposed", date, "s")), "path", "u")
    assert shape in span.get("d")


def test_a_qualified_day_is_paler():
    """About a day is a dot that does not look sure."""
    assert len(marks(drawn(change("c", "proposed", "2024-03-01~", "s")), "circle", "u")) == 1


def test_competing_reports_are_ghosts():
    """A report that lost is a ghost; one that says the same of the same day is not drawn twice."""
    root = drawn(
        change("a", "accepted", "2024-05-01", "s", claim="x"),
        change("b", "accepted", "2024-05-01", "later", claim="x"),
        change("c", "proposed", "2024-06", "later", claim="x"),
    )
    assert len(marks(root, "text", "g")) == 1
    assert len(marks(root, "circle", "m")) == 1


def test_what_has_no_date_stands_where_it_became_known():
    """An undated report is only on the lower line; one whose source is undated too is not drawn."""
    root = drawn(change("c", "proposed", None, "s"), change("d", "accepted", None, "t"))
    assert not marks(root, "circle", "m")
    assert len(marks(root, "path", "m")) == 1
    assert "Accepted: no date" in root.find(f"{SVG}desc").text


def test_a_dated_fact_without_a_dated_source():
    """It stands on the upper line alone."""
    root = drawn(change("d", "accepted", "2024-01-01", "t"))
    assert len(marks(root, "circle", "m")) == 1
    assert not marks(root, "path", "m")


def test_nothing_to_draw():
    """Without a date there is a line of words, and the description says that nothing is recorded."""
    root = drawn()
    assert root.find(f"{SVG}text").text == "Nothing here has a date."
    assert root.find(f"{SVG}desc").text == "No status change is recorded."


def test_a_hostile_title_is_text():
    """What a title says is no markup."""
    for number in range(len(hostile.TEXTS)):
        root = ElementTree.fromstring(pt.report.timeline(hostile.case(), f"p{number}"))  # noqa: S314  # As above.
        assert not list(root.iter(f"{SVG}script"))
        assert len(list(root.iter(f"{SVG}style"))) == 1


def test_an_unknown_proposal():
    """A misspelt id is an error that names the nearest."""
    with pytest.raises(pt.RecordNotFoundError):
        pt.report.timeline(pt.Tracker.of(proposal()), "q")


def test_the_scale_keeps_to_the_calendar():
    """The room beside the first and the last day ends with the calendar; what is outside is at the edge."""
    made = scale([(1, datetime.date.max.toordinal())], 0, 100)
    assert (made.first, made.last) == (1, datetime.date.max.toordinal())
    assert (made.x(0), made.x(made.last + 5)) == (0, 100)


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        pytest.param("2024-01-01", "2024-03-31", ["2024-01", "2024-02", "2024-03"], id="months"),
        pytest.param("2024-01-02", "2024-12-31", ["2024-04", "2024-07", "2024-10"], id="quarters"),
        pytest.param(
            "2020-06-01",
            "2023-02-01",
            ["2020-07", "2021-01", "2021-07", "2022-01", "2022-07", "2023-01"],
            id="halves",
        ),
        pytest.param("2019-06-01", "2024-02-01", ["2020", "2021", "2022", "2023", "2024"], id="years"),
        pytest.param("1989-01-01", "2021-01-01", ["1990", "2000", "2010", "2020"], id="decades"),
        pytest.param("1750-01-01", "2021-01-01", ["1800", "1900", "2000"], id="centuries"),
        pytest.param("9998-06-01", "9999-12-31", ["9998-07", "9999-01", "9999-07"], id="to the last day"),
    ],
)
def test_named_days(first, last, names):
    """As many days are named as can be read."""
    made = Scale(*(datetime.date.fromisoformat(one).toordinal() for one in (first, last)), 0, 100)
    assert [name for _, name in made.ticks()] == names


def test_bounds_of_open_dates():
    """An open end is the other end; no date is open on both."""
    assert bounds(day("[..2024-01-01]")) == bounds(day("2024-01-01"))
    assert bounds(day("2024-01-01/..")) == bounds(day("2024-01-01"))


def test_labels_do_not_cover_each_other():
    """A label that has no room in a lane takes the next; one at the right edge begins earlier."""
    placed = list(lanes([(10, "a label"), (20, "another"), (195, "the last")], 0, 200))
    assert [lane for lane, _ in placed] == [0, 1, 0]
    assert placed[-1][1] < 195
