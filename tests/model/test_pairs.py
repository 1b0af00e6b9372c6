"""What is refused between the fields of a value, each of which is right alone."""

from collections.abc import Callable
from typing import Any

import pytest

from policytrack.errors import InvalidRecordError
from policytrack.measures import (
    UnknownMeasure,
)
from policytrack.model import (
    Checked,
    Event,
    Figure,
    JsonObject,
    Membership,
    Position,
    Process,
    Proposal,
    Quote,
    StatusChange,
)
from policytrack.terms import CorrectionKind, Reply

ASSERTIONS: dict[str, Callable[..., Checked]] = {
    "event": lambda **fields: Event(id="r", label="letter", **fields),
    "figure": lambda **fields: Figure(id="r", label="officers", **fields),
    "membership": lambda **fields: Membership(id="r", person_id="p", organization_id="o", **fields),
    "position": lambda **fields: Position(id="r", proposal_id="p", actor_id="a", **fields),
    "process": lambda **fields: Process(id="r", body_id="iopc", kind="investigation", **fields),
    "proposal": lambda **fields: Proposal(id="r", title="P", **fields),
    "status change": lambda **fields: StatusChange(id="r", proposal_id="p", to="accepted", **fields),
}


def problems(make: Callable[..., Checked], **fields: Any) -> list[tuple[str, str, str]]:
    """Return code, path and message of each problem with which the fields are refused."""
    with pytest.raises(InvalidRecordError) as caught:
        make(**fields)
    return [(problem.code, problem.path, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize("make", ASSERTIONS.values(), ids=ASSERTIONS)
def test_correction_names_what_it_corrects(make: Callable[..., Checked]) -> None:
    """Every record that states a fact refuses a correction of nothing."""
    assert problems(make, correction=CorrectionKind.RETRACTS) == [
        ("unpaired-field", "/corrects_id", "missing, and correction means nothing without it")
    ]


@pytest.mark.parametrize("make", ASSERTIONS.values(), ids=ASSERTIONS)
def test_correction_says_its_kind(make: Callable[..., Checked]) -> None:
    """Every record that states a fact refuses a correction of no kind."""
    assert problems(make, corrects_id="r0") == [
        ("unpaired-field", "/correction", "missing, and corrects_id means nothing without it")
    ]


@pytest.mark.parametrize("make", ASSERTIONS.values(), ids=ASSERTIONS)
def test_record_does_not_correct_itself(make: Callable[..., Checked]) -> None:
    """Every record that states a fact refuses to correct itself."""
    assert problems(make, corrects_id="r", correction=CorrectionKind.CORRECTS) == [
        ("self-reference", "/corrects_id", "a record does not correct itself")
    ]


@pytest.mark.parametrize("make", ASSERTIONS.values(), ids=ASSERTIONS)
@pytest.mark.parametrize("kind", CorrectionKind)
def test_correction_of_another_is_kept(make: Callable[..., Checked], kind: CorrectionKind) -> None:
    """Every record that states a fact can correct, retract or confirm another one."""
    record = make(corrects_id="r0", correction=kind)
    assert (getattr(record, "corrects_id", None), getattr(record, "correction", None)) == ("r0", kind)


def test_reply_names_what_it_replies_to() -> None:
    """A position that replies says to which."""
    assert problems(ASSERTIONS["position"], reply=Reply.ATTACKS) == [
        ("unpaired-field", "/replies_to_id", "missing, and reply means nothing without it")
    ]


def test_reply_says_its_kind() -> None:
    """A position that replies says whether it supports or attacks."""
    assert problems(ASSERTIONS["position"], replies_to_id="o") == [
        ("unpaired-field", "/reply", "missing, and replies_to_id means nothing without it")
    ]


def test_position_does_not_reply_to_itself() -> None:
    """A position that replies to itself is refused."""
    assert problems(ASSERTIONS["position"], replies_to_id="r", reply=Reply.SUPPORTS) == [
        ("self-reference", "/replies_to_id", "a position does not reply to itself")
    ]


def test_proposal_is_no_part_of_itself() -> None:
    """A proposal that is its own package is refused."""
    assert problems(ASSERTIONS["proposal"], part_of_id="r") == [
        ("self-reference", "/part_of_id", "a proposal is not a part of itself")
    ]


def test_all_rules_are_told_at_once() -> None:
    """What is wrong between several fields stands in one error."""
    found = problems(ASSERTIONS["position"], correction=CorrectionKind.CORRECTS, replies_to_id="r")
    assert [path for _, path, _ in found] == ["/corrects_id", "/reply", "/replies_to_id"]


@pytest.mark.parametrize(
    ("position", "problem"),
    [
        ({"start": 4}, ("unpaired-field", "/end", "missing, and start means nothing without it")),
        ({"end": 4}, ("unpaired-field", "/start", "missing, and end means nothing without it")),
        ({"start": 4, "end": 4}, ("bad-range", "/end", "4 to 4 is no range")),  # the end is exclusive
        ({"start": 4, "end": 3}, ("bad-range", "/end", "4 to 3 is no range")),
        (
            {"start": -1, "end": 3},
            ("bad-range", "/start", "-1 to 3 is no range"),
        ),  # Python's count from the end
    ],
)
def test_quote_refuses_what_is_no_range(position: dict[str, int], problem: tuple[str, str, str]) -> None:
    """The position of a quote is a range of code points, or missing."""
    assert problems(Quote, exact="words", **position) == [problem]


def test_quote_may_start_at_zero() -> None:
    """The first character of a text can be quoted."""
    assert Quote(exact="w", start=0, end=1).start == 0


def test_quote_at_takes_the_words_of_the_text() -> None:
    """`Quote.at` counts in code points, of which an emoji is one."""
    assert Quote.at("\U0001f4dc the law", 2, 5) == Quote(exact="the", start=2, end=5)


@pytest.mark.parametrize("bounds", [(3, 3), (4, 3), (99, 100)])
def test_quote_at_of_nothing_is_refused(bounds: tuple[int, int]) -> None:
    """A quote without words is none."""
    assert problems(Quote.at, text="the law", start=bounds[0], end=bounds[1])[0][:2] == (
        "empty-text",
        "/exact",
    )


def test_figure_refuses_bounds_that_run_backwards() -> None:
    """A high bound below the low one is refused."""
    assert problems(ASSERTIONS["figure"], low=300, high=100) == [
        ("bad-range", "/high", "100 is below the low bound 300")
    ]


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (300, 300),  # a number that is exact
        (300, None),  # more than 300
        (None, 300),  # as many as 300
        (None, None),  # scores
        (-5, 0),  # a balance
    ],
)
def test_figure_takes_the_bounds_that_the_wording_sets(low: float | None, high: float | None) -> None:
    """Either bound may be missing, and both may be one number."""
    figure = Figure(id="f", label="officers", low=low, high=high)
    assert (figure.low, figure.high) == (low, high)


def test_unknown_measure_keeps_its_kind_apart() -> None:
    """Data that would hide the kind on the wire is refused."""
    assert problems(UnknownMeasure, kind="quota", data={"kind": "levy"}) == [
        ("reserved-name", "/data/kind", "kind is reserved for the measure's own kind")
    ]


def test_unknown_measure_keeps_what_it_has() -> None:
    """Data of an unknown kind is kept as it came, a nested `kind` too."""
    data = JsonObject({"share": 0.4, "of": {"kind": "seats"}})
    assert UnknownMeasure("quota", data).data is data


@pytest.mark.parametrize(("claim", "transition"), [(None, "c"), ("acceptance", "acceptance")])
def test_transition_is_the_claim_or_the_own_id(claim: str | None, transition: str) -> None:
    """A status change without a claim competes with none but itself."""
    assert StatusChange(id="c", proposal_id="p", to="accepted", claim=claim).transition == transition


def test_an_event_is_not_its_own_outcome() -> None:
    """What happened ends in something else."""
    with pytest.raises(InvalidRecordError) as caught:
        Event(id="e", label="Event", outcome_id="e")
    assert [problem.path for problem in caught.value.problems] == ["/outcome_id"]
