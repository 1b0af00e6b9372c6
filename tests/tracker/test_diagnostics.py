"""What is worth a look in the histories of a view."""

import ast
import re
from pathlib import Path

import pytest
from factories import change, cited, day, person, position, proposal, source

import policytrack as pt
from policytrack.errors import Severity
from policytrack.measures import (
    Disclosure,
    LegalTest,
    ProofStandard,
    Threshold,
    TimeLimit,
)
from policytrack.model import (
    Citation,
    Event,
    Membership,
    Milestone,
    Organization,
    Process,
    Quote,
)
from policytrack.terms import CorrectionKind, Decision, SourceKind, Stance
from policytrack.tracker import Tracker

ROOT = Path(__file__).parents[2]
GAZETTE = source("gazette", "2023-10-30", kind=SourceKind.PRIMARY)


def found(*records):
    """The code and the path of each problem."""
    return [(problem.code, problem.path) for problem in Tracker.of(GAZETTE, *records).problems()]


def test_nothing_to_look_at():
    """A history along the routes, from primary sources, is no problem."""
    assert (
        found(
            proposal(), change("a", "proposed", "2023", "gazette"), change("b", "accepted", "2024", "gazette")
        )
        == []
    )


def test_more_proposals_are_looked_at_in_no_more_passes(monkeypatch):
    """All reports are gone through some times for all proposals together, not once for each."""

    def passes(count):
        asked = []
        usual = Tracker._by_then
        monkeypatch.setattr(Tracker, "_by_then", lambda *given: asked.append(1) or usual(*given))
        ids = [f"p-{number}" for number in range(count)]
        reports = [change(f"c-{one}", "proposed", "2023-09-24", "gazette", proposal_id=one) for one in ids]
        Tracker.of(GAZETTE, *map(proposal, ids), *reports).problems()
        monkeypatch.undo()
        return len(asked)

    assert passes(1) == passes(12)


def test_two_states_on_one_day():
    """Two transitions on one day may be one that two sources name differently."""
    records = [
        change("a", "recommended", "2023-10-23", "gazette"),
        change("b", "accepted", "2023-10-23", "gazette"),
    ]
    assert found(proposal(), *records) == [("two-states-on-one-day", "/status_changes/b/on")]


def test_two_states_in_one_year_are_no_two_states_on_one_day():
    """Dates that are not days may be different days."""
    assert (
        found(
            proposal(),
            change("a", "recommended", "2023", "gazette"),
            change("b", "accepted", "2023", "gazette"),
        )
        == []
    )


def test_a_status_that_only_secondary_sources_bear():
    """The status that counts should rest on a court, a statute, Hansard or the body itself."""
    records = [source("paper", "2023"), proposal(), change("a", "accepted", "2023", "paper")]
    assert found(*records) == [("secondary-status", "/status_changes/a/evidence")]


def test_what_ends_before_it_begins():
    """A membership or a milestone that surely ends before it begins has a wrong date."""
    member = Membership(
        id="m", person_id="ann", organization_id="body", start_date=day("2024"), end_date=day("2023")
    )
    backwards = Process(
        id="ps",
        body_id="body",
        kind="k",
        milestones=(Milestone("opened", day("2024")), Milestone("concluded", day("2023"))),
    )
    records = [person("ann"), Organization(id="body", name="Body"), member, backwards]
    assert found(*records) == [
        ("end-before-beginning", "/memberships/m/end_date"),
        ("end-before-beginning", "/processes/ps/milestones/1"),
    ]


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(None, id="undated"),
        pytest.param("2022~", id="too vague to be surely before or after"),
    ],
)
def test_a_milestone_is_set_against_all_before_it(between):
    """A milestone that says nothing surely does not hide that the end is before the beginning."""
    process = Process(
        id="pr",
        body_id="body",
        kind="k",
        milestones=(
            Milestone("opened", day("2023")),
            Milestone("paused", day(between)),
            Milestone("concluded", day("2022")),
        ),
    )
    (problem,) = Tracker.of(Organization(id="body", name="Body"), process).problems()
    assert (problem.code, problem.path) == ("end-before-beginning", "/processes/pr/milestones/2")
    assert problem.message == "2022 is before 2023"


@pytest.mark.parametrize(
    ("ended", "paths"),
    [
        pytest.param("2022", ["/events/charge/outcome_id"], id="surely earlier"),
        pytest.param("2023", [], id="possibly earlier"),
        pytest.param(None, [], id="undated"),
    ],
)
def test_an_outcome_before_its_event(ended, paths):
    """An event cannot end in what surely happened earlier."""
    charge = Event(
        id="charge", label="Charge", on=day("2023-05"), outcome_id="verdict", evidence=cited("gazette")
    )
    verdict = Event(id="verdict", label="Verdict", on=day(ended), evidence=cited("gazette"))
    assert found(charge, verdict) == [("end-before-beginning", path) for path in paths]


def test_an_outcome_whose_day_was_corrected_is_no_longer_before_its_event():
    """The mistake is mended, and nothing is left to look at."""
    charge = Event(
        id="charge", label="Charge", on=day("2023-05"), outcome_id="verdict", evidence=cited("gazette")
    )
    verdict = Event(id="verdict", label="Verdict", on=day("2022"), evidence=cited("gazette"))
    mended = Event(
        id="mended",
        label="Verdict",
        on=day("2024"),
        corrects_id="verdict",
        correction=CorrectionKind.CORRECTS,
        evidence=cited("gazette"),
    )
    assert found(charge, verdict, mended) == []


@pytest.mark.parametrize(
    ("measure", "wording", "twin"),
    [
        pytest.param(
            LegalTest("x"), "raised to beyond reasonable doubt", "a standard of proof", id="test as proof"
        ),
        pytest.param(
            LegalTest("x"), "the legal test, by the civil standard", None, id="its own words are there too"
        ),
        pytest.param(ProofStandard("x"), "the criminal law test applies", "a legal test", id="proof as test"),
        pytest.param(
            Threshold(Decision.INVESTIGATE),
            "refer cases to the CPS",
            "a threshold to refer",
            id="investigate as refer",
        ),
        pytest.param(
            Threshold(Decision.REFER),
            "launch an investigation",
            "a threshold to investigate",
            id="refer as investigate",
        ),
        pytest.param(
            Threshold(Decision.CHARGE),
            "start a criminal investigation",
            "a threshold to investigate",
            id="charge",
        ),
        pytest.param(
            Threshold(Decision.INVESTIGATE),
            "raise the threshold for charging",
            "a threshold to charge",
            id="investigate as charge",
        ),
        pytest.param(
            Threshold(Decision.REFER),
            "the threshold at which an investigation is launched",
            "a threshold to investigate",
            id="the launch after the investigation",
        ),
        pytest.param(
            Threshold(Decision.REFER),
            "a higher threshold for a criminal or misconduct investigation",
            "a threshold to investigate",
            id="no launch at all",
        ),
        pytest.param(
            Threshold(Decision.REFER),
            "the threshold for sending files to the CPS after an investigation",
            None,
            id="a threshold for what comes after",
        ),
        pytest.param(TimeLimit("x"), "explain after 12 months", "a duty to report", id="limit as report"),
        pytest.param(TimeLimit("x"), "explain any delays", "a duty to report", id="more than one delay"),
        pytest.param(TimeLimit("x"), "a duty to explain", "a duty to report", id="a duty by name"),
        pytest.param(LegalTest("x"), "the burden of proof", "a standard of proof", id="test as burden"),
        pytest.param(LegalTest("x"), "Beyond Reasonable Doubt", "a standard of proof", id="a headline"),
        pytest.param(
            LegalTest("x"),
            "the burden of proof will be raised; the legal test unchanged",
            None,
            id="both named: words do not tell a contrast from a confusion",
        ),
        pytest.param(Disclosure("progress"), "a time limit", "a limit in time", id="report as limit"),
        pytest.param(Disclosure("x"), "a time limit", None, id="a disclosure of no delay has no twin"),
        pytest.param(TimeLimit("x"), "accepted in full", None, id="no word of either"),
        pytest.param(None, "beyond reasonable doubt", None, id="no measure, no twin"),
    ],
)
def test_wording_of_a_twin(measure, wording, twin):
    """A wording that speaks of the near-twin alone is a warning that names its sources."""
    tracker = Tracker.of(
        GAZETTE, proposal(measure=measure), change("a", "accepted", "2023", "gazette", wording=wording)
    )
    problems = [problem for problem in tracker.problems() if problem.code == "wording-of-twin"]
    assert [(problem.path, problem.severity) for problem in problems] == (
        [("/status_changes/a/wording", Severity.WARNING)] if twin else []
    )
    assert all(f"speaks of {twin} [gazette]" in problem.message for problem in problems)


def test_the_words_of_the_evidence_count_too():
    """A quote that speaks of the twin is as good as a wording."""
    quoted = pt.StatusChange(
        id="a",
        proposal_id="p",
        to="accepted",
        evidence=(Citation("gazette", Quote(exact="the civil standard")), Citation("gazette")),
    )
    tracker = Tracker.of(GAZETTE, proposal(measure=LegalTest("x")), quoted)
    assert [problem.code for problem in tracker.problems()] == ["wording-of-twin"]


def test_reports_that_lost_are_read_too():
    """Most reports that take one thing for another lose, and are worth a look all the same."""
    paper = source("paper", "2023")
    records = [
        paper,
        proposal(measure=LegalTest("x")),
        change("a", "accepted", "2023", "gazette", claim="c"),
        change("b", "accepted", "2023", "paper", claim="c", wording="beyond reasonable doubt"),
    ]
    assert found(*records) == [("wording-of-twin", "/status_changes/b/wording")]


def test_the_case_warns_of_the_mislabelled_test():
    """The outlets that reported the change of test as one of proof are named, and no others."""
    tracker = pt.datasets.load("police-accountability")
    named = {
        re.search(r"\[(.*)\]", problem.message)[1]
        for problem in tracker.problems()
        if problem.code == "wording-of-twin"
    }
    assert named == {
        "justice-gap-2025-10-27",
        "suffolk-federation-2025-11-04",
        "west-midlands-federation-2025-10-28",
        "kent-federation-2025-10-28",
        "hertfordshire-federation-2025-11-26",
    }


def test_somebody_elses_capacity_comes_with_a_way_out():
    """The suggestion names whose membership could stand there."""
    tracker = Tracker.of(
        GAZETTE,
        person("ann"),
        person("bob"),
        Organization(id="body", name="Body"),
        Membership(id="m", person_id="ann", organization_id="body"),
        proposal(),
        position("a", "bob", Stance.SUPPORTS, "2023", "gazette", capacity_id="m"),
    )
    assert [problem.suggestion for problem in tracker.problems()] == [
        "name a membership of bob, or leave the capacity out"
    ]


def codes_in(path):
    """The codes that a module gives to problems, written out in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in {"Problem", "fail"} and isinstance(node.args[0].value, str):
                yield node.args[0].value
        if isinstance(node, ast.keyword) and node.arg == "code" and isinstance(node.value, ast.Constant):
            yield node.value.value


def test_every_code_is_explained():
    """The documentation explains each code that the source can give, and no other."""
    given = {code for path in (ROOT / "src").rglob("*.py") for code in codes_in(path)}
    page = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^### `([a-z-]+)`$", page, re.MULTILINE)) == given


def test_an_outcome_is_shown_whatever_the_day():
    """A view that shows an accusation shows the verdict that came later, too."""
    tracker = Tracker.of(
        source("s", "2023-09-20"),
        source("t", "2024-10-21"),
        Event(
            id="accusation", label="accused", on=day("2023-09-20"), outcome_id="verdict", evidence=cited("s")
        ),
        Event(id="verdict", label="found not guilty", on=day("2024-10-21"), evidence=cited("t")),
        Event(id="other", label="other", on=day("2023"), evidence=cited("s")),
    )
    view = tracker.at(on="2023-09-30", known="2023-09-30")
    assert [event.id for event in view.events] == ["accusation", "other"]
    (outcome,) = view.outcomes()
    assert str(outcome) == "accused: the outcome was found not guilty, 2024-10-21"
    assert tracker.at(on="2022-01-01").outcomes() == ()


def test_the_acquittal_stands_beside_the_charge_in_any_view():
    """In September 2023 nobody could know the verdict, and a reader of today still sees it."""
    view = pt.datasets.load("police-accountability").at(on="2023-09-25", known="2023-09-30")
    assert {outcome.event.id for outcome in view.outcomes()} >= {"charge"}
    assert all("not guilty by a jury" in str(outcome) for outcome in view.outcomes())


def test_a_fact_without_a_source():
    """What no source bears counts in no view that asks what was known."""
    assert found(proposal(), Event(id="e", label="Event")) == [("no-source", "/events/e/evidence")]


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        pytest.param({}, "nothing stands in", id="no day at all"),
        pytest.param({"retrieved_on": day("2026")}, "its retrieval on 2026 stands in", id="retrieved"),
    ],
)
def test_a_source_of_which_nothing_tells_when_it_came_out(fields, hint):
    """Where the retrieval stands in for the publication, a view may know of it much too late."""
    (problem,) = Tracker.of(source("s", **fields)).problems()
    assert (problem.code, problem.severity) == ("undated-source", Severity.INFO)
    assert hint in problem.message


def test_a_misspelt_state_is_told_wherever_it_stands():
    """A report that lost or was corrected is read too."""
    records = [
        proposal(),
        change("a", "accepted", "2024", "gazette", claim="c"),
        change("b", "acepted", None, "gazette", claim="c"),
    ]
    assert found(*records) == [("unknown-state", "/status_changes/b/to")]
