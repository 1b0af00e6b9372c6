"""How values show themselves: a measure in a line, a record by what it says."""

import attrs
import pytest

from policytrack import measures
from policytrack.dates import PartialDate, Period
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
    Citation,
    JsonObject,
    Measure,
    Position,
    Quote,
)
from policytrack.terms import Decision, Stance, StandardOfProof, Test

# Each measure with all that it can say and with the least that it must.
MEASURES: list[tuple[Measure, str]] = [
    (
        LegalTest("self-defence", "misconduct hearings", Test.OBJECTIVE_REASONABLENESS, Test.HONEST_BELIEF),
        "legal test for self-defence in misconduct hearings: from objective-reasonableness to honest-belief",
    ),
    (LegalTest("self-defence"), "legal test for self-defence: from ? to ?"),
    (
        ProofStandard(
            "unlawful killing",
            frozenset({"inquiries", "inquests"}),
            StandardOfProof.BALANCE_OF_PROBABILITIES,
            StandardOfProof.BEYOND_REASONABLE_DOUBT,
        ),
        (
            "standard of proof for unlawful killing at inquests and inquiries:"
            " from balance-of-probabilities to beyond-reasonable-doubt"
        ),
    ),
    (ProofStandard("unlawful killing"), "standard of proof for unlawful killing: from ? to ?"),
    (
        Threshold(Decision.REFER, "iopc", "an indication", "a reasonable prospect"),
        "threshold to refer for iopc: from an indication to a reasonable prospect",
    ),
    (Threshold(Decision.CHARGE), "threshold to charge: from ? to ?"),
    (
        TimeLimit("investigation", frozenset({"iopc", "cps"}), "referral", "decision", Period(12)),
        "time limit on investigation by cps and iopc, from referral to decision: P12M",
    ),
    (TimeLimit("investigation"), "time limit on investigation, from ? to ?: no length given"),
    (Review("home-office", "the use of force"), "review by home-office of the use of force"),
    (Review(), "review by ? of ?"),
    (Disclosure("body-worn video", "iopc", "at once"), "disclosure by iopc of body-worn video, at once"),
    (Disclosure("body-worn video"), "disclosure by ? of body-worn video"),
    (Other("anything else"), "anything else"),
    (UnknownMeasure("quota", JsonObject({"share": 0.4, "of": "seats"})), "quota: of seats, share 0.4"),
    (
        UnknownMeasure("quota", JsonObject({"is_firm": True, "seats": [{"at": "Ashby"}]})),
        'quota: is_firm true, seats [{"at": "Ashby"}]',
    ),
]


@pytest.mark.parametrize(("measure", "line"), MEASURES)
def test_measure_in_a_line(measure: Measure, line: str) -> None:
    """A measure says what would change, with a question mark for what no source says."""
    assert str(measure) == line


def test_each_measure_has_a_line() -> None:
    """A measure that is added without a case here fails."""
    classes = {cls for cls in vars(measures).values() if isinstance(cls, type) and attrs.has(cls)}
    assert {type(measure) for measure, _ in MEASURES} == classes - {measures.Assessment}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Citation("s"), "Citation(source_id='s')"),
        (
            Citation("s", Quote(exact="words", start=3, end=8)),
            "Citation(source_id='s', quote=Quote(exact='words', start=3, end=8))",
        ),
        (
            TimeLimit("appeal", limit=Period(1)),
            "TimeLimit(process_kind='appeal', limit=Period(months=1, days=0))",
        ),
    ],
)
def test_repr_leaves_out_defaults(value: object, shown: str) -> None:
    """A value shows the fields that say something, as they would be given."""
    assert repr(value) == shown


def test_repr_of_a_record_holds_what_it_says() -> None:
    """A record shows its id and what it was given, and none of the many fields that it was not."""
    position = Position(
        id="o", proposal_id="p", actor_id="a", stance=Stance.OPPOSES, said_on=PartialDate.parse("2023-09")
    )
    shown = repr(position)
    assert shown.startswith("Position(id='o', ")
    assert "stance=<Stance.OPPOSES: 'opposes'>, said_on=PartialDate('2023-09')" in shown
    assert "statement" not in shown
