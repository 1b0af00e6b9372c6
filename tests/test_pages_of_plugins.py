"""What a plugin's classes add is shown to readers, derived from their fields and their metadata."""

from typing import Annotated

import attrs
import plugins
import pytest
from factories import cited, proposal, source

import policytrack as pt
from policytrack.pages import details, in_words, page

PLEDGES = plugins.climate_pledges


def date(text):
    return pt.PartialDate.parse(text)


def report(report_id, year, **fields):
    return PLEDGES.ProgressReport(
        id=report_id, pledge_id="p", year=date(year), emitted=20.5, evidence=cited("s"), **fields
    )


def tracker(*records):
    """A pledge and a recommendation, with these records."""
    return pt.Tracker.of(
        pt.Organization(id="ashby", name="Ashby Town Council"),
        pt.Organization(id="brook", name="Brook Town Council"),
        source("s", "2024-02-01", publisher="The Gazette"),
        PLEDGES.Pledge(
            id="p",
            title="Ashby emits nothing",
            pledged_by_id="ashby",
            evidence=cited("s"),
            measure=PLEDGES.EmissionTarget(
                value=50, unit=PLEDGES.Unit.PERCENT, by=date("2030"), base_year=date("2019")
            ),
        ),
        plugins.Recommendation(
            id="q",
            title="Count the trees",
            number=7,
            is_interim=True,
            addressed_to_ids=frozenset({"brook", "ashby"}),
        ),
        *records,
        registry=plugins.BOTH.with_record(plugins.Successor),
    )


def said(found):
    return [(one.label, str(one)) for one in found]


def test_fields_that_a_class_adds():
    """Names instead of ids, truth values as words; what is missing is left out."""
    assert said(page(tracker(), "p").details) == [
        ("pledged by", "Ashby Town Council [ashby]"),
        ("conditional", "no"),
    ]
    assert said(page(tracker(), "q").details) == [
        ("number", "7"),
        ("interim", "yes"),
        ("tone", "blank"),
        ("addressed to", "Ashby Town Council [ashby]; Brook Town Council [brook]"),
    ]


def test_a_proposal_of_ours_adds_nothing():
    """Its fields have places of their own."""
    found = page(tracker(proposal("r")), "r")
    assert (found.type, found.details, found.rows) == ("proposal", (), ())
    assert page(tracker(), "p").type == "pledge"


def test_a_measure_without_words_of_its_own():
    """It is told by its fields, as deep as they go; one of ours says itself in a line."""
    assert page(tracker(), "p").change == "emission target: value 50, unit percent, by 2030, base year 2019"
    costs = (plugins.Cost(3), plugins.Cost(4, is_estimate=False))
    remedy = plugins.Remedy(failing="x", within=pt.Period.parse("P12M"), costs=costs)
    words = "remedy: failing x, within P12M, costs cost: low 3, estimate yes; cost: low 4, estimate no"
    assert in_words(tracker(), remedy) == words
    assert in_words(tracker(), pt.Other("in words")) == "in words"


def test_a_value_without_fields():
    """It says what it is."""

    @attrs.frozen
    class NetZero:
        pass

    assert in_words(tracker(), NetZero()) == "net zero"


def test_records_of_a_plugin_have_rows():
    """In the order of their dates, with their sources; the proposal itself is not named again."""
    rows = page(tracker(report("b", "2022"), report("a", "2023")), "p").rows
    assert [row.record_id for row in rows] == ["b", "a"]
    assert said(rows[0].details) == [("year", "2022"), ("emitted", "20.5"), ("unit", "MtCO2e")]
    assert (rows[0].type, rows[0].label) == ("progress-report", "progress report")
    assert str(rows[0].cited) == "[The Gazette, 2024-02-01]"


def test_a_record_that_names_two_proposals():
    """Each has a row, which says in which way; the metadata of a field says what it is called."""
    view = tracker(plugins.Successor(id="x", old_id="p", new_id="q"))
    assert [row.record_id for name in "pq" for row in page(view, name).rows] == ["x", "x"]
    assert said(page(view, "q").rows[0].details) == [
        ("old", "Ashby emits nothing [p]"),
        ("taken up by", "Count the trees [q]"),
    ]
    assert page(view, "q").rows[0].cited is None


def test_what_was_withdrawn_has_no_row():
    """A retraction says nothing of its own."""
    gone = report("b", "2022", corrects_id="a", correction=pt.CorrectionKind.RETRACTS)
    assert page(tracker(report("a", "2022"), gone), "p").rows == ()


def test_what_was_not_public_has_no_row():
    """The page of a day has what was public by then."""
    late = attrs.evolve(report("a", "2022"), evidence=cited("late"))
    view = tracker(source("late", "2025"), late)
    assert (page(view.at(known="2024-12-01"), "p").rows, len(page(view, "p").rows)) == ((), 1)


def test_what_an_absent_plugin_would_read():
    """It is told as it was written: what it means is not known."""
    with pytest.warns(pt.UnknownDataWarning):
        without = pt.loads(pt.dumps(tracker()), registry=pt.Registry.shipped())
    assert page(without, "p").type == "pledge"
    assert said(page(without, "p").details) == [("pledged by id", "ashby")]
    assert ("is interim", "true") in said(page(without, "q").details)


@attrs.frozen
class About:
    """A value that leads to an event."""

    event_id: Annotated[str, pt.RefersTo("Event")]


def test_an_event_is_named_with_its_outcome():
    """An accusation is never shown without the verdict, whatever field leads to it, on whatever day."""
    records = (
        pt.Event(id="trial", label="The trial", on=date("2024"), outcome_id="end"),
        pt.Event(id="end", label="Acquitted", on=date("2025")),
    )
    view = pt.Tracker.of(*records).at(on="2024-06-01")
    assert in_words(view, About("trial")) == "about: event The trial: the outcome was Acquitted, 2025"
    assert in_words(view, About("end")) == "about: event Acquitted"


def test_what_was_not_public_goes_by_its_id():
    """And so does what has no name."""
    view = tracker(report("a", "2022"))
    assert "source s" in in_words(view.at(known="2020-01-01"), pt.Citation("s"))
    fix = report("b", "2022", corrects_id="a", correction=pt.CorrectionKind.CORRECTS)
    assert ("corrects", "a") in said(details(view, fix))
    assert ("extras", '{"org.example:x": [1]}') in said(
        details(view, proposal(extras={"org.example:x": [1]}))
    )
