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

# What tells a duty to report on a case from any other disclosure.
_DELAY = r"\b(?:delay(?:s|ed)?|duration|how long|months|progress)\b"

_WORDS: Mapping[Subject, re.Pattern[str]] = {
    subject: re.compile(pattern, re.IGNORECASE)
    for subject, pattern in {
        Subject.TEST: (
            r"\b(?:legal|law) tests?\b|\bhonest belief\b|\bhonestly held\b|\bobjectively reasonable\b"
        ),
        Subject.PROOF: (
            r"\b(?:standard|burden)s? of proof\b|\bbeyond reasonable doubt\b|\bbalance of probabilit"
            r"|\b(?:criminal|civil) standard\b"
        ),
        Subject.INVESTIGATE: (
            r"\b(?:launch|start|begin|open)(?:ing|ed|s)?\b[^.]{0,40}\binvestigation"
            r"|\bthreshold (?:for|to|at which)(?: \w+){0,4} investigat"
        ),
        Subject.REFER: r"\brefer(?:s|red|ring|ral|rals)?\b[^.]{0,60}\b(?:CPS|prosecut)",
        Subject.CHARGE: r"\bthreshold\b[^.]{0,40}\b(?:charge|charging)\b",
        Subject.LIMIT: r"\btime[ -]limit|\bdeadline|\bcap on\b",
        Subject.REPORT: (
            rf"\b(?:explain|report|notify|inform)\b[^.]{{0,60}}{_DELAY}|\bduty to (?:explain|report)\b"
        ),
    }.items()
}

# A text that begins with "within" says by when something is published, not how long a case may take.
_SPEAKS_OF_DELAY = re.compile(rf"(?!within\b).*{_DELAY}", re.IGNORECASE | re.DOTALL)

_DECISIONS = {
    Decision.INVESTIGATE: Subject.INVESTIGATE,
    Decision.REFER: Subject.REFER,
    Decision.CHARGE: Subject.CHARGE,
}


def subject_of(measure: attrs.AttrsInstance | None) -> Subject | None:
    """Return what a measure is about; None where it has no twin.

    A disclosure is a duty to report only where it speaks of delay, duration or progress.
    """
    match measure:
        case LegalTest():
            return Subject.TEST
        case ProofStandard():
            return Subject.PROOF
        case Threshold(decision=decision):
            return _DECISIONS[decision]
        case TimeLimit():
            return Subject.LIMIT
        case Disclosure(what=what, when=when) if any(map(_SPEAKS_OF_DELAY.match, (what, when or ""))):
            return Subject.REPORT
        case _:
            return None


def spoken_of(change: StatusChange, subject: Subject) -> Subject | None:
    """Return the twin of `subject` of which a report speaks, without a word of the subject itself.

    A report that names both is left alone: a source that tells the two apart has to name both, and words
    alone do not tell it from one that takes the one for the other.
    """
    texts = [change.wording, *(citation.quote.exact for citation in change.evidence if citation.quote)]
    said = " ".join(text for text in texts if text)
    if _WORDS[subject].search(said):
        return None
    return next((twin for twin in sorted(TWINS[subject]) if _WORDS[twin].search(said)), None)
