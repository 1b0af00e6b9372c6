"""Explanations and coverage: why an answer stands, and who was not heard."""

from factories import change, cited, day, person, position, proposal, source

from policytrack.model import Citation, Membership, NotFound, Organization, StatusChange
from policytrack.terms import CorrectionKind, SourceKind, Stance
from policytrack.tracker import Tracker

PAPER = source("paper", "2023-09-26")
WIRE = source("wire", "2023-09-25")
COPY = source("copy", "2023-09-27", kind=SourceKind.COPY, derived_from_id="wire")
GAZETTE = source("gazette", "2023-10-30", kind=SourceKind.PRIMARY)


def test_an_explanation_names_the_winner_the_losers_and_the_rule():
    """Every transition says which report won and which rule decided against the others."""
    tracker = Tracker.of(
        PAPER,
        GAZETTE,
        proposal(not_found=(NotFound("was it debated?"),)),
        change("a", "proposed", None, "paper"),
        change("b", "accepted", "2023-10", "paper", claim="decision"),
        change("c", "accepted", "2023-10-29", "gazette", claim="decision"),
        change("d", "accepted", None, claim="decision"),
        change("e", "in-force", "2024"),
        change("f", "rejected", "2023-10-01", "paper"),
        change("g", "rejected", None, corrects_id="f", correction=CorrectionKind.RETRACTS),
        change("h", "withdrawn", "2023-10-02", "paper"),
        change("i", "lapsed", "2023-10-02", corrects_id="h", correction=CorrectionKind.CORRECTS),
    )
    assert str(tracker.at(on="2023-12-31").explain("p")).splitlines() == [
        "p: accepted since 2023-10-29 (as of 2023-12-31)",
        "  proposed: [..2023-09-26], the day its evidence came out, since no source dates it, surely [paper]",
        "  lapsed: 2023-10-02, surely [no source]",
        "  accepted: 2023-10-29, surely [gazette]",
        "    also accepted 2023-10 [paper]: the winner has a source nearer to the fact",
        "    also accepted without a date [no source]: the winner has a source nearer to the fact",
        "  in-force: 2024, not yet on 2023-12-31 [no source]",
        "  left out: rejected 2023-10-01 [paper]: retracted by g",
        "  left out: withdrawn 2023-10-02 [paper]: corrected by i",
        "  looked for and not found: was it debated?",
    ]


def test_an_explanation_is_data_too():
    """The steps hold the records themselves."""
    explanation = Tracker.of(proposal(), change("a", "proposed", "2023~")).explain("p")
    (step,) = explanation.steps
    assert (step.change.id, step.losers, step.counts) == ("a", (), True)
    assert step.reason == "2023~, possibly"
    assert explanation.standing.status == "proposed"


def test_an_explanation_of_nothing():
    """Without any change there is nothing to explain, and it says so."""
    assert str(Tracker.of(proposal()).explain("p")) == "p: unassessed (as of no date)"


def test_an_undated_change_of_an_undated_source_has_no_date():
    """Where nothing tells when, the explanation says no date."""
    explanation = Tracker.of(source("s"), proposal(), change("a", "proposed", None, "s")).explain("p")
    assert explanation.steps[0].reason == "no date, surely"


def test_coverage_names_sides_and_silence():
    """Coverage tells who spoke, who spoke of the package, and which stakeholder was never heard."""
    tracker = Tracker.of(
        PAPER,
        WIRE,
        COPY,
        person("ann"),
        person("bob"),
        person("cy"),
        Organization(id="federation", name="Federation"),
        Organization(id="branch", name="Branch", parent_id="federation"),
        Organization(id="other", name="Other"),
        Organization(id="union", name="Union"),
        Organization(id="some", name="Some people", classification="group"),
        Membership(id="m", person_id="ann", organization_id="branch", on_behalf_of_id="union"),
        Membership(id="n", person_id="bob", organization_id="branch"),
        proposal("package"),
        proposal(
            part_of_id="package",
            stakeholder_ids=frozenset({"branch", "federation", "other", "union", "cy"}),
            not_found=(NotFound("who asked first?"),),
        ),
        position("a", "ann", Stance.PROPOSES, "2023", "wire", "copy", capacity_id="m"),
        position("b", "bob", Stance.NEUTRAL, "2023", "wire", "paper", capacity_id="n"),
        position("c", "cy", Stance.CRITICAL, "2023", "paper", proposal_id="package"),
        position("d", "some", Stance.NEUTRAL, "2023", "wire", "paper", attribution="some people"),
        change("f", "proposed", "2023-09-25", "wire"),
    )
    coverage = tracker.coverage("p")
    assert coverage.never_heard == ("other",)
    assert coverage.silent_sides == ()
    assert [record.id for record in coverage.single_source] == ["a", "f"]
    assert [record.id for record in coverage.unnamed] == ["d"]
    assert coverage.newest_evidence == coverage.as_of == day("2023-09-27").earliest
    assert str(coverage).splitlines() == [
        "proponents: ann",
        "critics: none",
        "others: bob (neutral); some (neutral)",
        "inherited: cy (critical, on package)",
        "never heard: other",
        "silent sides: none",
        "on one witness: ann; status proposed",
        "without a source: none",
        "not named: some people",
        "not found: who asked first?",
        "newest evidence: 2023-09-27",
    ]


def test_coverage_of_silence():
    """A proposal that nobody spoke about has two silent sides; who could have spoken is unassessed."""
    coverage = Tracker.of(proposal(evidence=cited())).coverage("p")
    assert coverage.never_heard is None
    assert coverage.age is None
    assert str(coverage).splitlines() == [
        "proponents: none",
        "critics: none",
        "others: none",
        "inherited: none",
        "never heard: unassessed",
        "silent sides: for; against",
        "on one witness: none",
        "without a source: none",
        "not named: none",
        "not found: none",
        "newest evidence: no date",
    ]


def test_everybody_heard_is_not_the_same_as_unassessed():
    """Where the stakeholders are recorded and all spoke, nobody is left who was never heard."""
    heard = Tracker.of(person("ann"), proposal(stakeholder_ids=frozenset({"ann"})), position("a", "ann"))
    assert heard.coverage("p").never_heard == ()


def test_coverage_in_a_view_is_as_of_its_day():
    """Coverage asked for a day carries that day, and how old the newest evidence was on it."""
    tracker = Tracker.of(PAPER, proposal(evidence=cited("paper")))
    coverage = tracker.at(on="2023-09-30").coverage("p")
    assert coverage.as_of == day("2023-09-30").earliest
    assert coverage.age is not None
    assert coverage.age.in_days() == 4


def test_coverage_tells_what_no_source_bears():
    """A stance or a status without a source is not on one witness: it is on none."""
    coverage = Tracker.of(
        person("ann"), proposal(), position("a", "ann"), change("c", "proposed", "2023")
    ).coverage("p")
    assert coverage.single_source == ()
    assert [record.id for record in coverage.unsourced] == ["a", "c"]


def test_coverage_does_not_know_the_future():
    """On a day the newest evidence is one that was out, and its age is never negative."""
    tracker = Tracker.of(PAPER, GAZETTE, proposal(), change("a", "proposed", "2023", "paper", "gazette"))
    coverage = tracker.at(on="2023-10-01").coverage("p")
    assert coverage.newest_evidence == day("2023-09-26").earliest
    assert str(coverage).splitlines()[-1] == "newest evidence: 2023-09-26, 5 days old"


def test_reports_that_say_the_same_bear_each_other_out():
    """Three papers with one report outweigh one record with two, and each is told with the winner."""
    tracker = Tracker.of(
        *(source(name, "2024-03-05") for name in ("s1", "s2", "s3", "s4", "s5")),
        proposal(),
        change("a", "accepted", "2024-03-01", "s1", claim="c"),
        change("b", "accepted", "2024-03-01", "s2", claim="c"),
        change("d", "accepted", "2024-03-01", "s3", claim="c"),
        change("e", "accepted", "2024-03-02", "s4", "s5", claim="c"),
    )
    explanation = tracker.explain("p")
    assert [(loser.change.id, loser.reason) for loser in explanation.steps[0].losers] == [
        ("b", "it says the same"),
        ("d", "it says the same"),
        ("e", "the winner has more independent witnesses"),
    ]
    assert tracker.coverage("p").single_source == ()


def test_words_of_one_origin_are_one_witness():
    """Two papers that print one agency's sentence count once, against two that do not."""
    one_agency = StatusChange(
        id="a",
        proposal_id="p",
        to="accepted",
        on=day("2024-03-01"),
        claim="c",
        evidence=(Citation("s1", origin="agency"), Citation("s2", origin="agency")),
    )
    tracker = Tracker.of(
        *(source(name, "2024-03-05") for name in ("s1", "s2", "s3", "s4")),
        proposal(),
        one_agency,
        change("b", "accepted", "2024-03-02", "s3", "s4", claim="c"),
    )
    standing = tracker.standing("p")
    assert standing.change is not None
    assert standing.change.id == "b"
