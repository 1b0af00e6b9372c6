"""The closed vocabularies: what a stance, a phase, a kind of source … can be.

Each member's value is its text on the wire. Where an order has a meaning, the enum is an `OrderedTerm`:
its members compare in the order in which they are written, lowest first.
"""

import enum
from typing import Self

UNASSESSED = "unassessed"
"""The standing of a proposal whose status nobody looked into; no state of any lifecycle."""

UNKNOWN = "unknown"
"""The standing of a proposal whose status was looked for and not found; no state of any lifecycle."""

UNMAPPED = "unmapped"
"""Where a status change leads whose source uses a word that no state stands for; its wording is the word."""


class OrderedTerm(enum.StrEnum):
    """Terms with an order; comparing with anything but the same enum is refused."""

    @property
    def rank(self) -> int:
        """The place in the order, lowest 0."""
        return list(type(self)).index(self)

    def __lt__(self, other: str) -> bool:
        return self.rank < self._same(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= self._same(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > self._same(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= self._same(other).rank

    def _same(self, other: str) -> Self:
        if not isinstance(other, type(self)):
            message = f"{type(self).__name__} has no order with {type(other).__name__}"
            raise TypeError(message)
        return other


class Stance(enum.StrEnum):
    """Where somebody stands on a proposal, as a source says; never computed from votes.

    Proponents propose or support; critics are critical or oppose. `QUALIFIED` is support or opposition
    with a condition that matters; `UNKNOWN` means that they spoke and the stance cannot be read.
    """

    PROPOSES = "proposes"
    SUPPORTS = "supports"
    QUALIFIED = "qualified"
    NEUTRAL = "neutral"
    CRITICAL = "critical"
    OPPOSES = "opposes"
    UNKNOWN = "unknown"

    @property
    def is_proponent(self) -> bool:
        """Whether this stance is for the proposal."""
        return self in {Stance.PROPOSES, Stance.SUPPORTS}

    @property
    def is_critic(self) -> bool:
        """Whether this stance is against the proposal."""
        return self in {Stance.CRITICAL, Stance.OPPOSES}


class Phase(OrderedTerm):
    """How far a proposal has come, in terms that every lifecycle maps its states to."""

    PROPOSED = "proposed"
    CONSIDERED = "considered"
    DECIDED = "decided"
    LEGISLATING = "legislating"
    LAW = "law"
    ENDED = "ended"


class StandardOfProof(OrderedTerm):
    """How sure a decision-maker must be before making a finding, weakest first."""

    SUSPICION = "suspicion"
    REASONABLE_SUSPICION = "reasonable-suspicion"
    PRIMA_FACIE = "prima-facie"
    BALANCE_OF_PROBABILITIES = "balance-of-probabilities"
    CLEAR_AND_CONVINCING = "clear-and-convincing"
    BEYOND_REASONABLE_DOUBT = "beyond-reasonable-doubt"


class Test(enum.StrEnum):
    """The question that the law asks about a belief in the need for force: a test, not a proof.

    `OBJECTIVE_REASONABLENESS` is the civil test (a mistaken belief must have been a reasonable one),
    `HONEST_BELIEF` the criminal one (it must have been honestly held; Criminal Justice and Immigration
    Act 2008, section 76).
    """

    __test__ = False  # Not a test case, whatever pytest makes of the name.

    OBJECTIVE_REASONABLENESS = "objective-reasonableness"
    HONEST_BELIEF = "honest-belief"


class Decision(enum.StrEnum):
    """What is decided when a threshold is met: three decisions, three thresholds."""

    INVESTIGATE = "investigate"
    REFER = "refer"
    CHARGE = "charge"


class SourceKind(enum.StrEnum):
    """How near a source stands to what it reports.

    `PRIMARY`: a court, a statute, Hansard, a government's or the speaker's own page; `SECONDARY`:
    journalism and comment, and what nobody has classed; `COPY`: a republication of either.
    """

    PRIMARY = "primary"
    SECONDARY = "secondary"
    COPY = "copy"


class Mode(enum.StrEnum):
    """How a position reached us: in the speaker's words, in the source's, or by inference."""

    DIRECT = "direct"
    PARAPHRASE = "paraphrase"
    INFERRED = "inferred"


class Reply(enum.StrEnum):
    """What a position does to the position that it replies to (Argdown's two relations)."""

    SUPPORTS = "supports"
    ATTACKS = "attacks"


class Extent(enum.StrEnum):
    """How much of the proposal a status change covers."""

    FULL = "full"
    PARTIAL = "partial"
    MODIFIED = "modified"


class Confidence(OrderedTerm):
    """How sure the record's author is that the source bears the reading, lowest first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class CorrectionKind(enum.StrEnum):
    """What a record does to the one named by its `corrects_id`.

    `CORRECTS` takes its place, `RETRACTS` takes it back and states nothing of its own, `CONFIRMS` backs it.
    """

    CORRECTS = "corrects"
    RETRACTS = "retracts"
    CONFIRMS = "confirms"


class InstrumentKind(enum.StrEnum):
    """What sort of legal text a proposal touches."""

    STATUTE = "statute"
    REGULATION = "regulation"
    CASE = "case"
    GUIDANCE = "guidance"
    BILL = "bill"
    OTHER = "other"
