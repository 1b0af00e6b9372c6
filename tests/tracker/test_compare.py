"""Whether two proposals would change the same thing."""

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
            Likeness.SAME,
            "they would change the same thing; only one says its proposed",
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
            "they would change the same thing, as far as they say",
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


def test_what_one_does_not_say_is_no_difference():
    """A body that one names and the other does not leaves them the same, as far as they say."""
    tracker = Tracker.of(
        Organization(id="iopc", name="IOPC"),
        proposal("a", measure=Threshold(Decision.REFER, "iopc")),
        proposal("b", measure=Threshold(Decision.REFER)),
    )
    assert tracker.compare("a", "b").likeness is Likeness.SAME


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
        ("time-limits", "twelve-month-cap", Likeness.SAME),
        ("time-limits", "self-defence-test", Likeness.DIFFERENT),
    ],
)
def test_twins_of_the_case(one, other, likeness):
    """The near-twins of the case are kept apart."""
    assert pt.datasets.load("police-accountability").compare(one, other).likeness is likeness
