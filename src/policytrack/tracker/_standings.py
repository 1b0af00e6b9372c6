"""Where proposals stand in a view, and who stands where on them."""

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policytrack.errors import UnknownNameError
from policytrack.model import Assertion, Position, Proposal, StatusChange
from policytrack.resolution import BestEvidence, Resolution, public_by
from policytrack.standing import Scope, Stand, Standing
from policytrack.terms import UNASSESSED, UNKNOWN
from policytrack.tracker._fold import Transition, transitions_of
from policytrack.tracker._records import Records
from policytrack.tracker._sight import Sight

if TYPE_CHECKING:
    import pendulum

    from policytrack.lifecycle import Lifecycle


class Standings(Records):
    """The records of a view with the answers about the status of proposals and the stances on them."""

    def __init__(
        self, sight: Sight, on: "pendulum.Date | None", resolution: Resolution = BestEvidence
    ) -> None:
        super().__init__(sight, on)
        self._resolution = resolution

    @property
    def resolution(self) -> Resolution:
        """The rule that decides between competing reports."""
        return self._resolution

    def history(self, proposal_id: str) -> tuple[StatusChange, ...]:
        """Return what a proposal went through by the day of the question: the winning reports, in order."""
        return tuple(step.change for step in self.counted(proposal_id))

    def standing(self, proposal_id: str) -> Standing:
        """Return the status of a proposal: the last transition that possibly happened by the view's day.

        A status is a fold over the status changes that the view shows, never a stored field.
        """
        proposal = self.proposal(proposal_id)
        return self.standing_of(proposal, self._on or self.newest(proposal))

    def standing_of(self, proposal: Proposal, as_of: "pendulum.Date | None") -> Standing:
        """Return that of a proposal that the view shows, with its `as_of` given; not for users."""
        counted = self._counted(proposal)
        missing = self._sight.not_found(proposal) if self._sight.see(proposal) else ()
        note = (
            f"looked for and not found: {'; '.join(item.question for item in missing)}" if missing else None
        )
        if not counted:
            return Standing(status=UNKNOWN if missing else UNASSESSED, as_of=as_of, note=note)
        last, lifecycle = counted[-1], self.lifecycle(proposal)
        state = last.change.to
        return Standing(
            status=state,
            phase=lifecycle.state(state).phase if lifecycle is not None and state in lifecycle else None,
            since=last.moment.date,
            certain=last.moment.surely(self._on),
            extent=last.change.extent,
            change=last.change,
            competing=tuple(change for change, _ in last.losers),
            as_of=as_of,
            note=note,
        )

    def stances(self, proposal_id: str, *, scope: Scope = "own") -> tuple[Stand, ...]:
        """Return where each actor stands on a proposal, by actor.

        An actor's stance is their latest position by the last day on which it can have been said, undated
        ones first, ties by id.

        Args:
            proposal_id: The proposal.
            scope: `own` counts the positions on the proposal itself; `inherited` adds those on the
                packages that it is part of, each marked with its package.

        Raises:
            UnknownNameError: The scope is neither of the two.
        """
        if scope not in {"own", "inherited"}:
            raise UnknownNameError("scope", scope, ("own", "inherited"))
        proposal = self.proposal(proposal_id)
        stands = list(self._stands(proposal, None))
        if scope == "inherited":
            for package in self._index.packages(proposal):
                stands += self._stands(package, package.id)
        return tuple(stands)

    def proponents(self, proposal_id: str, *, scope: Scope = "own") -> tuple[Stand, ...]:
        """Return those who propose or support; arguments as for `stances`."""
        return tuple(stand for stand in self.stances(proposal_id, scope=scope) if stand.stance.is_proponent)

    def critics(self, proposal_id: str, *, scope: Scope = "own") -> tuple[Stand, ...]:
        """Return those who are critical or oppose; arguments as for `stances`."""
        return tuple(stand for stand in self.stances(proposal_id, scope=scope) if stand.stance.is_critic)

    def proposal(self, proposal_id: str) -> Proposal:
        """Return a proposal as the view shows it, or as it is held where the view does not show it yet."""
        held = self._index.get(proposal_id, Proposal)
        return self._sight.show(held) or held

    def lifecycle(self, proposal: Proposal) -> "Lifecycle | None":
        return self._index.registry.lifecycles.get(proposal.lifecycle)

    def transitions(self, proposal_id: str) -> tuple[Transition, ...]:
        return self._transitions(self.proposal(proposal_id))

    def counted(self, proposal_id: str) -> tuple[Transition, ...]:
        """Return the transitions that possibly happened by the day of the question; not for users."""
        return self._counted(self.proposal(proposal_id))

    def reports(self, proposal_id: str) -> Iterator[tuple[Transition, list[StatusChange]]]:
        """Give those transitions with all their reports by that day, the winner first; not for users."""
        for step in self.counted(proposal_id):
            lost = (change for change, _ in step.losers)
            yield (
                step,
                [step.change, *(one for one in lost if self._sight.moment(one, one.on).counts(self._on))],
            )

    def _transitions(self, proposal: Proposal) -> tuple[Transition, ...]:
        return transitions_of(self._sight, proposal, self.lifecycle(proposal), self._resolution)

    def _counted(self, proposal: Proposal) -> tuple[Transition, ...]:
        return tuple(step for step in self._transitions(proposal) if step.moment.counts(self._on))

    def _stands(self, proposal: Proposal, inherited_from: str | None) -> Iterator[Stand]:
        latest: dict[str, Position] = {}
        standing = (
            position for position in self._index.positions[proposal.id] if self._sight.stands(position)
        )
        for position in sorted(self._seen(standing), key=_said):
            if self._sight.moment(position, position.said_on).counts(self._on):
                latest[position.actor_id] = position
        for actor_id, position in sorted(latest.items()):
            yield Stand(actor_id, position.stance, position, inherited_from)

    def newest(self, proposal: Proposal) -> "pendulum.Date | None":
        """Return the day on which the newest evidence about a proposal came out, or was retrieved."""
        about: Iterable[Assertion] = (
            proposal,
            *self._index.changes[proposal.id],
            *self._index.positions[proposal.id],
        )
        cited = {citation.source_id for record in self._seen(about) for citation in record.evidence}
        days = (public_by(self._index.sources[source_id]) for source_id in cited)
        return max(
            (day for day in days if day is not None and (not self._on or day <= self._on)), default=None
        )


def _said(position: Position) -> tuple[datetime.date, str]:
    """Order positions by the last day on which they can have been said, undated first, then by id."""
    return (datetime.date.min if position.said_on is None else position.said_on.span[1], position.id)
