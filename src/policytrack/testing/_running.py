"""How a check draws its examples."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

PHASES = tuple(Phase)
"""What Hypothesis does: it draws, and makes what fails as small as it can."""

EXAMPLES = 25
"""The examples that a check draws where nobody says how many."""


def holds_for(strategy: st.SearchStrategy[Any], fact: Callable[[Any], None], examples: int) -> None:
    """Ask for a fact about so many drawn values.

    Raises:
        AssertionError: It does not hold; the smallest value for which it does not is told.
    """
    calm = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=PHASES,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
        ],
    )
    calm(given(strategy)(fact))()


def expect(is_so: bool, otherwise: str) -> None:  # noqa: FBT001  # It says itself what it is.
    """Say what should be so, also where Python runs with `-O` and drops `assert`.

    Raises:
        AssertionError: It is not so.
    """
    if not is_so:
        raise AssertionError(otherwise)
