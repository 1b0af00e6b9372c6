"""What the evidence bears: quotes held against the texts of their sources, and witnesses that are one.

```
_verify.py        a verdict on every quote
_verification.py  the verdicts, and what goes with them
_judge.py         strict: where the words stand
_near.py          near words, only ever a proposal; the one module that needs rapidfuzz
_reanchor.py      repairs, on request
_shared.py        passages that sources share
_witnesses.py     which sources count as one
_texts.py         the texts of sources
_folding.py       text without its typography
```
"""

from policytrack.evidence._folding import Span, Typography
from policytrack.evidence._reanchor import REPAIRABLE, SAME_WORDS, reanchor
from policytrack.evidence._shared import SharedPassage, shared_passages
from policytrack.evidence._texts import Text, Texts, find_texts
from policytrack.evidence._verification import QuoteVerdict, Verification
from policytrack.evidence._verify import verify
from policytrack.evidence._witnesses import witnesses

__all__ = [
    "REPAIRABLE",
    "SAME_WORDS",
    "QuoteVerdict",
    "SharedPassage",
    "Span",
    "Text",
    "Texts",
    "Typography",
    "Verification",
    "find_texts",
    "reanchor",
    "shared_passages",
    "verify",
    "witnesses",
]
