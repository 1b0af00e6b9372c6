"""What is easily taken for one another and is not, told by measure and by wording.

Three pairs of near-twins run through the reporting of reforms: a change of the legal test and a change of the
standard of proof, a threshold to investigate and a threshold to refer or to charge, a limit in time and
a duty to report on delay. The words of each are those of English law and of the press that reports it.
"""

import enum
import re
from collections.abc import Mapping

import attrs

from policytrack.measures import (
    Disclosure,
    LegalTest,
    ProofStandard,
    Threshold,
    TimeLimit,
)
from policytrack.model import (
    StatusChange,
)
from policytrack.terms import Decision


class Subject(enum.StrEnum):
    """What a measure is about, as far as twins go."""

    TEST = "a legal test"
    PROOF = "a standard of proof"
    INVESTIGATE = "a threshold to investigate"
    REFER = "a threshold to refer"
    CHARGE = "a threshold to charge"
    LIMIT = "a limit in time"
    REPORT = "a duty to report"


TWINS: Mapping[Subject, frozenset[Subject]] = {
    Subject.TEST: frozenset({Subject.PROOF}),
    Subject.PROOF: frozenset({Subject.TEST}),
    Subject.INVESTIGATE: frozenset({Subject.REFER, Subject.CHARGE}),
    Subject.REFER: frozenset({Subject.INVESTIGATE, Subject.CHARGE}),
    Subject.CHARGE: frozenset({Subject.INVESTIGATE, Subject.REFER}),
    Subject.LIMIT: frozenset({Subject.REPORT}),
    Subject.REPORT: frozenset({Subject.LIMIT}),
}

_WORDS: Mapping[Subject, re.Pattern[str]] = {
    Subject.TEST: re.compile(
        r"\b(?:legal|law) test\b|\bhonest(?:ly held)? belief\b|\bhonestly held\b|\bobjectively reasonable\b"
    ),
    Subject.PROOF: re.compile(
        r"\b(?:standard|burden) of proof\b|\bbeyond reasonable doubt\b|\bbalance of probabilit"
        r"|\b(?:criminal|civil) standard\b"
    ),
    Subject.INVESTIGATE: re.compile(r"\b(?:launch|start|begin|open)(?:ing|ed|s)?\b[^.]{0,40}\binvestigation"),
    Subject.REFER: re.compile(r"\brefer(?:s|red|ring|ral|rals)?\b[^.]{0,60}\b(?:CPS|Prosecution|prosecut)"),
    Subject.CHARGE: re.compile(r"\bthreshold\b[^.]{0,40}\b(?:charge|charging)\b"),
    Subject.LIMIT: re.compile(r"\btime[ -]limit|\bdeadline|\bcap on\b"),
    Subject.REPORT: re.compile(
        r"\b(?:explain|report|notify|inform)\b[^.]{0,60}\b(?:delay|months|progress)\b"
    ),
}

_DECISIONS = {
    Decision.INVESTIGATE: Subject.INVESTIGATE,
    Decision.REFER: Subject.REFER,
    Decision.CHARGE: Subject.CHARGE,
}


def subject_of(measure: attrs.AttrsInstance | None) -> Subject | None:
    """Return what a measure is about; None where it has no twin."""
    match measure:
        case LegalTest():
            return Subject.TEST
        case ProofStandard():
            return Subject.PROOF
        case Threshold(decision=decision):
            return _DECISIONS[decision]
        case TimeLimit():
            return Subject.LIMIT
        case Disclosure():
            return Subject.REPORT
        case _:
            return None


def spoken_of(change: StatusChange, subject: Subject) -> Subject | None:
    """Return the twin of `subject` of which a report speaks, without a word of the subject itself."""
    texts = [change.wording, *(citation.quote.exact for citation in change.evidence if citation.quote)]
    said = " ".join(text for text in texts if text)
    if _WORDS[subject].search(said):
        return None
    return next((twin for twin in sorted(TWINS[subject]) if _WORDS[twin].search(said)), None)
