"""What a proposal would change, typed so that two proposals can be compared.

`Measure` is an open union: any attrs class can be one, once a registry knows it. On the wire a measure is
flat, `{"kind": …, fields}`; a kind that no installed plugin knows is kept as `UnknownMeasure`. The `str()` of
a measure says in a line what would change, with ids for bodies and a question mark for what is not said.
"""

from policytrack.measures._measures import (
    Disclosure,
    LegalTest,
    Other,
    ProofStandard,
    Review,
    Threshold,
    UnknownMeasure,
)
from policytrack.measures._time_limits import Assessment, TimeLimit, Verdict

__all__ = [
    "Assessment",
    "Disclosure",
    "LegalTest",
    "Other",
    "ProofStandard",
    "Review",
    "Threshold",
    "TimeLimit",
    "UnknownMeasure",
    "Verdict",
]
