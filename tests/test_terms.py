"""The closed vocabularies."""

import enum
import inspect
import pickle
import re
from collections.abc import Callable
from operator import ge, gt, le, lt

import pytest

from policytrack import terms
from policytrack.terms import Confidence, OrderedTerm, Phase, SourceKind, Stance, StandardOfProof

VOCABULARIES = [
    cls
    for _, cls in inspect.getmembers(terms, inspect.isclass)
    if issubclass(cls, enum.Enum) and list(cls) and cls.__module__ == terms.__name__
]
ORDERED = [cls for cls in VOCABULARIES if issubclass(cls, OrderedTerm)]


@pytest.mark.parametrize("cls", VOCABULARIES)
def test_wire_value_is_the_name_in_kebab_case(cls: type[enum.Enum]) -> None:
    """A member's text on the wire follows from its name."""
    assert {term: term.value for term in cls} == {term: term.name.lower().replace("_", "-") for term in cls}


@pytest.mark.parametrize("cls", VOCABULARIES)
def test_member_name_is_in_capitals(cls: type[enum.Enum]) -> None:
    """Members are constants, and named as such."""
    assert all(re.fullmatch("[A-Z]+(_[A-Z]+)*", term.name) for term in cls)


@pytest.mark.parametrize("cls", VOCABULARIES)
def test_member_pickles_as_itself(cls: type[enum.Enum]) -> None:
    """A member that was pickled is the very member."""
    assert all(pickle.loads(pickle.dumps(term)) is term for term in cls)


def test_ordered_vocabularies() -> None:
    """Those vocabularies are ordered whose order means something."""
    assert {cls.__name__ for cls in ORDERED} == {"Confidence", "Phase", "StandardOfProof"}


@pytest.mark.parametrize(
    ("cls", "order"),
    [
        (Phase, "proposed considered decided legislating law ended"),
        (
            StandardOfProof,
            """suspicion reasonable-suspicion prima-facie balance-of-probabilities
            clear-and-convincing beyond-reasonable-doubt""",
        ),
        (Confidence, "low medium high"),
    ],
)
def test_order_is_that_of_the_design(cls: type[OrderedTerm], order: str) -> None:
    """The terms sort from the lowest to the highest, and not by their letters."""
    by_letters = sorted(cls, key=str)
    assert sorted(by_letters) == order.split()


@pytest.mark.parametrize("cls", ORDERED)
@pytest.mark.parametrize("compare", [lt, le, gt, ge])
def test_terms_compare_by_rank(cls: type[OrderedTerm], compare: Callable[[object, object], bool]) -> None:
    """Each two terms of one vocabulary compare as their ranks do."""
    ranked = list(enumerate(cls))
    pairs = [((i, one), (j, other)) for i, one in ranked for j, other in ranked]
    assert all(compare(one, other) is compare(i, j) for (i, one), (j, other) in pairs)


@pytest.mark.parametrize("compare", [lt, le, gt, ge])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Phase.LAW, "law"),  # its own text
        ("zzz", Phase.LAW),  # text on the left, which str would compare
        (Phase.LAW, Confidence.LOW),  # another ordered vocabulary
        (Confidence.LOW, Stance.UNKNOWN),  # one without an order
        (Phase.LAW, 4),  # its rank
        (Phase.LAW, None),
    ],
)
def test_terms_of_two_kinds_have_no_order(
    one: object, other: object, compare: Callable[[object, object], bool]
) -> None:
    """A term compares only with terms of its own vocabulary."""
    with pytest.raises(TypeError, match=r"has no order with"):
        compare(one, other)


@pytest.mark.parametrize("cls", ORDERED)
def test_rank_starts_at_zero(cls: type[OrderedTerm]) -> None:
    """Ranks are the places in the order."""
    assert [term.rank for term in cls] == list(range(len(cls)))


def test_proponents_and_critics() -> None:
    """Proposing and supporting make a proponent, criticising and opposing a critic, and nothing else does."""
    found = {stance: (stance.is_proponent, stance.is_critic) for stance in Stance}
    assert found == {
        Stance.PROPOSES: (True, False),
        Stance.SUPPORTS: (True, False),
        Stance.QUALIFIED: (False, False),
        Stance.NEUTRAL: (False, False),
        Stance.CRITICAL: (False, True),
        Stance.OPPOSES: (False, True),
        Stance.UNKNOWN: (False, False),
    }


def test_terms_without_an_order_compare_as_text() -> None:
    """A vocabulary without an order is text; `SourceKind` is ranked by a resolution, not by itself."""
    assert not issubclass(SourceKind, OrderedTerm)
    assert sorted(SourceKind) == ["copy", "primary", "secondary"]
