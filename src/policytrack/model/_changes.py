"""What became of a proposal, what happened around it, and figures that sources give."""

from collections.abc import Iterable
from typing import ClassVar

import attrs

from policytrack.dates import PartialDate
from policytrack.errors import Problem
from policytrack.model._base import Assertion
from policytrack.model._refs import ActorRef, EventRef, Id, ProposalRef
from policytrack.terms import Confidence, Extent


@attrs.frozen(kw_only=True, repr=False)
class StatusChange(Assertion):
    """A report that a proposal came to a state of its lifecycle.

    `wording` is the source's own. `claim` names the transition that is reported, this record's own id
    where it is None: changes of one proposal with equal claims are competing reports of one transition.
    `on` is None where no source dates it: it is then read as no later than its evidence.
    """

    proposal_id: ProposalRef
    to: str
    on: PartialDate | None = None
    by_ids: frozenset[ActorRef] = frozenset()
    wording: str | None = None
    extent: Extent | None = None
    confidence: Confidence | None = None
    claim: Id | None = None

    @property
    def transition(self) -> str:
        """The name of the transition that this reports: its claim, by default its own id."""
        return self.id if self.claim is None else self.claim


@attrs.frozen(kw_only=True, repr=False)
class Event(Assertion):
    """Something that happened, and whom it involved (Popolo Event).

    `outcome_id` names the event in which it ended: an accusation and its verdict. Wherever the one is
    shown the other is shown too, whatever the day of the question.
    """

    label: str
    on: PartialDate | None = None
    involves_ids: frozenset[ActorRef] = frozenset()
    outcome_id: EventRef | None = None
    ruled: ClassVar[frozenset[str]] = Assertion.ruled | {"outcome_id"}

    def rules(self) -> Iterable[Problem]:
        """Refuse an event that is its own outcome."""
        found = super().rules()
        if self.outcome_id != self.id:
            return found
        return (*found, Problem("self-reference", "/outcome_id", "an event is not its own outcome"))


@attrs.frozen(kw_only=True, repr=False)
class Figure(Assertion):
    """A number as a source gives it; conflicting ones stay apart.

    `low` and `high` are the bounds that the wording allows, None where it sets none ("scores" has neither),
    counted in `unit`. Figures with the same `label` answer the same question.
    """

    label: str
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    as_of: PartialDate | None = None
    attributed_to_id: ActorRef | None = None
    wording: str | None = None
    ruled: ClassVar[frozenset[str]] = Assertion.ruled | {"low", "high"}

    def rules(self) -> Iterable[Problem]:
        """Refuse bounds that run backwards."""
        yield from super().rules()
        if self.low is not None and self.high is not None and self.low > self.high:
            yield Problem("bad-range", "/high", f"{self.high} is below the low bound {self.low}")
