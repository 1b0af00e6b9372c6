"""The longer answers of a view: frozen values that can be typed, caught and printed."""

from policytrack.answers._comparison import Comparison, Likeness
from policytrack.answers._conflict import Competing, Conflict, ConflictKind
from policytrack.answers._coverage import Coverage, Side
from policytrack.answers._explanation import Explanation, Loser, Step
from policytrack.answers._outcome import Outcome

__all__ = [
    "Comparison",
    "Competing",
    "Conflict",
    "ConflictKind",
    "Coverage",
    "Explanation",
    "Likeness",
    "Loser",
    "Outcome",
    "Side",
    "Step",
]
