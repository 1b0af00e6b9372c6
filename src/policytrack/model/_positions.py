"""Who said what about a proposal."""

from collections.abc import Iterable
from typing import ClassVar

import attrs

from policytrack.dates import PartialDate
from policytrack.errors import Problem
from policytrack.model._base import Assertion
from policytrack.model._checks import paired
from policytrack.model._refs import ActorRef, MembershipRef, PositionRef, ProposalRef
from policytrack.terms import Mode, Reply, Stance


@attrs.frozen(kw_only=True, repr=False)
class Position(Assertion):
    """A stance that a source reports of somebody, with the words that carry it (Popolo Speech, Argdown).

    `capacity_id` is the membership in which it was said, `attribution` the source's literal wording of who
    spoke, `statement` our paraphrase. `replies_to_id` and `reply` stand together.
    """

    proposal_id: ProposalRef
    actor_id: ActorRef
    stance: Stance = Stance.UNKNOWN
    capacity_id: MembershipRef | None = None
    attribution: str | None = None
    said_on: PartialDate | None = None
    statement: str | None = None
    mode: Mode | None = None
    replies_to_id: PositionRef | None = None
    reply: Reply | None = None
    ruled: ClassVar[frozenset[str]] = Assertion.ruled | {"replies_to_id", "reply"}

    def rules(self) -> Iterable[Problem]:
        """Refuse a reply to nothing, to itself, or of no kind."""
        found = super().rules()
        if self.replies_to_id is None and self.reply is None:
            return found
        return (*found, *self._reply_problems())

    def _reply_problems(self) -> Iterable[Problem]:
        yield from paired(self, "replies_to_id", "reply")
        if self.replies_to_id == self.id:
            yield Problem("self-reference", "/replies_to_id", "a position does not reply to itself")
