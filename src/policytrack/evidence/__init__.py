"""What the evidence bears: quotes held against their texts, witnesses that are one, moments compared.

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
_diff.py          what changed between two moments
_diff_moves.py    which proposals moved, and why
_diff_values.py   the differences, as values
_diff_text.py     the words for them
```
"""

from policytrack.evidence._diff import diff
from policytrack.evidence._diff_values import Change, Corrected, Diff, FieldChange, Moved, Shifted
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
    "Change",
    "Corrected",
    "Diff",
    "FieldChange",
    "Moved",
    "QuoteVerdict",
    "SharedPassage",
    "Shifted",
    "Span",
    "Text",
    "Texts",
    "Typography",
    "Verification",
    "diff",
    "find_texts",
    "reanchor",
    "shared_passages",
    "verify",
    "witnesses",
]
