"""Whether two proposals would change the same thing."""

import attrs
import pytest
from factories import proposal

import policytrack as pt
from policytrack.answers import Likeness
from policytrack.measures import (
    Disclosure,
    LegalTest,
    Other,
    ProofStandard,
    Review,
    Threshold,
    TimeLimit,
    UnknownMeasure,
)
from policytrack.model import (
    Organization,
)
from policytrack.terms import Decision, StandardOfProof, Test
from policytrack.tracker import Tracker

YEAR, HALF = pt.Period.parse("P12M"), pt.Period.parse("P6M")


@pytest.mark.parametrize(
    ("one", "other", "likeness", "reason"),
    [
        pytest.param(
            LegalTest("self-defence"),
            ProofStandard("unlawful killing"),
            Likeness.NEAR_TWIN,
            "one is a legal test, the other a standard of proof",
            id="the question that is asked is not how sure the answer must be",
        ),
        pytest.param(
            Threshold(Decision.INVESTIGATE),
            Threshold(Decision.REFER),
            Likeness.NEAR_TWIN,
            "one is a threshold to investigate, the other a threshold to refer",
            id="to investigate is not to refer",
        ),
        pytest.param(
            Threshold(Decision.CHARGE),
            Threshold(Decision.REFER),
            Likeness.NEAR_TWIN,
            "one is a threshold to charge, the other a threshold to refer",
            id="to refer is not to charge",
        ),
        pytest.param(
            Threshold(Decision.INVESTIGATE),
            Threshold(Decision.CHARGE),
            Likeness.NEAR_TWIN,
            "one is a threshold to investigate, the other a threshold to charge",
            id="to investigate is not to charge",
        ),
        pytest.param(
            TimeLimit("investigation"),
            Disclosure("why it takes more than 12 months"),
            Likeness.NEAR_TWIN,
            "one is a limit in time, the other a duty to report",
            id="to explain a delay is not to end it",
        ),
        pytest.param(
            LegalTest("self-defence", "inquests"),
            LegalTest("self-defence", "misconduct"),
            Likeness.DIFFERENT,
            "they differ in forum",
            id="another forum",
        ),
        pytest.param(
            LegalTest("self-defence", proposed=Test.HONEST_BELIEF),
            LegalTest("self-defence", proposed=Test.OBJECTIVE_REASONABLENESS),
            Likeness.RIVAL,
            "they would change the same thing, and differ in proposed",
            id="the same thing in another way",
        ),
        pytest.param(
            ProofStandard("unlawful killing", frozenset({"inquests", "inquiries"})),
            ProofStandard("unlawful killing", frozenset({"inquests"}), proposed=StandardOfProof.SUSPICION),
            Likeness.OVERLAPPING,
            "they would change the same thing, but they share some forums and only one says its proposed",
            id="a forum in common, and one does not say how",
        ),
        pytest.param(
            ProofStandard("unlawful killing", frozenset({"inquests"})),
            ProofStandard("unlawful killing", frozenset({"courts"})),
            Likeness.DIFFERENT,
            "they differ in forums",
            id="no forum in common",
        ),
        pytest.param(
            TimeLimit("investigation", limit=YEAR),
            TimeLimit("investigation", limit=HALF),
            Likeness.RIVAL,
            "they would change the same thing, and differ in limit",
            id="another length",
        ),
        pytest.param(
            Other("a"),
            Other("a"),
            Likeness.SAME,
            "they would change the same thing in the same way, as far as they say",
            id="equal",
        ),
        pytest.param(
            Other("a"),
            Review(),
            Likeness.DIFFERENT,
            "their measures are of different kinds",
            id="other kinds",
        ),
        pytest.param(
            None,
            Other("a"),
            Likeness.UNKNOWN,
            "a measure is not recorded, or of a kind that is not known",
            id="nothing recorded",
        ),
        pytest.param(
            UnknownMeasure("x", {}),
            UnknownMeasure("x", {}),
            Likeness.UNKNOWN,
            "a measure is not recorded, or of a kind that is not known",
            id="a kind that no plugin knows",
        ),
    ],
)
def test_likeness(one, other, likeness, reason):
    """Two measures are the same, rivals, near-twins or different, with the reason, either way round."""
    tracker = Tracker.of(proposal("a", measure=one), proposal("b", measure=other))
    there, back = tracker.compare("a", "b"), tracker.compare("b", "a")
    assert (there.likeness, there.reason) == (likeness, reason)
    assert back.likeness is likeness


def compared(one, other):
    """Two measures, compared where the bodies that they name are known."""
    bodies = (Organization(id=body, name=body) for body in ("cps", "iopc"))
    return Tracker.of(*bodies, proposal("a", measure=one), proposal("b", measure=other)).compare("a", "b")


def test_what_one_does_not_say_is_neither_alike_nor_at_odds():
    """A body that one names and the other does not leaves an overlap, and the field is named."""
    comparison = compared(Threshold(Decision.REFER, "iopc"), Threshold(Decision.REFER))
    assert comparison.likeness is Likeness.OVERLAPPING
    assert comparison.reason == "they would change the same thing, but only one says its body_id"
    assert comparison.differences == ("body_id",)


def test_bodies_that_only_overlap_are_an_overlap():
    """A limit on two bodies is not the same as one of the same length on one of them."""
    both = TimeLimit("investigation", frozenset({"cps", "iopc"}), limit=YEAR)
    assert compared(both, TimeLimit("investigation", frozenset({"iopc"}), limit=YEAR)).reason == (
        "they would change the same thing, but they share some body_ids"
    )


def test_bodies_that_only_overlap_may_be_rivals():
    """Another length for a body in common is another way."""
    both = TimeLimit("investigation", frozenset({"cps", "iopc"}), limit=YEAR)
    assert (
        compared(both, TimeLimit("investigation", frozenset({"iopc"}), limit=HALF)).likeness is Likeness.RIVAL
    )


@attrs.frozen
class Cap:
    """A measure of a plugin that need not say what it caps."""

    limit: pt.Period
    on: str | None = None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(Review(), Review(), id="nothing said"),
        pytest.param(Review("iopc"), Review("iopc"), id="who, not what"),
        pytest.param(Review(scope="pursuits"), Review(), id="only one says what"),
        pytest.param(Cap(YEAR), Cap(HALF), id="how, not what"),
    ],
)
def test_what_does_not_say_what_it_would_change_is_like_nothing(one, other):
    """Two measures that do not both say which thing they would change cannot be told alike."""
    comparison = compared(one, other)
    assert comparison.likeness is Likeness.UNKNOWN
    assert comparison.reason == "they do not both say what they would change"


@pytest.mark.parametrize(
    "disclosure",
    [
        pytest.param(Disclosure("why an investigation is delayed"), id="delay"),
        pytest.param(Disclosure("Progress of a case"), id="a capital"),
        pytest.param(Disclosure("how long cases take"), id="duration"),
        pytest.param(Disclosure("the reasons", when="after 12 months"), id="told by the occasion"),
        pytest.param(Disclosure("why a case was not over within 12 months"), id="a span that was not kept"),
    ],
)
def test_a_duty_to_report_on_delay_is_the_twin_of_a_limit(disclosure):
    """What is disclosed, or when, may speak of delay, duration or progress."""
    assert compared(TimeLimit("investigation"), disclosure).likeness is Likeness.NEAR_TWIN


@pytest.mark.parametrize(
    "disclosure",
    [
        pytest.param(Disclosure("body-worn video"), id="no word of delay"),
        pytest.param(Disclosure("body-worn video", when="within 3 months"), id="by when it is published"),
    ],
)
def test_any_other_disclosure_is_no_twin_of_a_limit(disclosure):
    """A disclosure that speaks of no delay is another kind of measure, and no more."""
    assert compared(TimeLimit("investigation"), disclosure).reason == "their measures are of different kinds"


def test_a_comparison_in_a_line():
    """The two ids, the verdict and the reason; the differences by name."""
    tracker = Tracker.of(proposal("a", measure=Other("x")), proposal("b", measure=Other("y")))
    comparison = tracker.compare("a", "b")
    assert str(comparison) == "a and b: different, they differ in text"
    assert comparison.differences == ("text",)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("self-defence-test", "unlawful-killing-standard", Likeness.NEAR_TWIN),
        ("iopc-investigation-threshold", "cps-referral-threshold", Likeness.NEAR_TWIN),
        ("time-limits", "twelve-month-cap", Likeness.OVERLAPPING),
        ("time-limits", "contextual-information", Likeness.DIFFERENT),
        ("time-limits", "self-defence-test", Likeness.DIFFERENT),
    ],
)
def test_twins_of_the_case(one, other, likeness):
    """The near-twins of the case are kept apart."""
    assert pt.datasets.load("police-accountability").compare(one, other).likeness is likeness
