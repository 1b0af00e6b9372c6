"""A view: what was true on a day, as it was known on another."""

import datetime
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policytrack.errors import Problem, UnknownNameError
from policytrack.model import Assertion, Membership, Position, Proposal, StatusChange
from policytrack.resolution import public_by
from policytrack.standing import Scope, Stand, Standing
from policytrack.terms import UNASSESSED, UNKNOWN
from policytrack.tracker._days import UNSET, Day, Unset, calendar_day
from policytrack.tracker._fold import Transition, transitions, withdrawn
from policytrack.tracker._records import Records
from policytrack.tracker._sight import Sight

if TYPE_CHECKING:
    import pendulum

    from policytrack.answers import Coverage, Explanation
    from policytrack.lifecycle import Lifecycle


class View(Records):
    """The records of a tracker cut on two axes: `on`, when it happened, and `known`, when it was public.

    None cuts nothing on its axis; it never means today. A record shows only the evidence that was public
    by `known`; one that states a fact and has none left is not there. Records that state no fact, such
    as people, are always there.

    Every answer about a proposal raises `RecordNotFoundError` where there is no such proposal; one that
    was not public yet has the standing `unassessed`, no history and no stances.
    """

    def at(self, on: Day | Unset | None = UNSET, known: Day | Unset | None = UNSET) -> "View":
        """Return a view on other days; an axis that is not named stays as it is.

        Args:
            on: One calendar day: what had possibly happened by then counts. None cuts nothing.
            known: One calendar day: only what was public by then counts. None cuts nothing.

        Raises:
            InvalidDateError: A text is not one calendar day.
        """
        day = self._on if isinstance(on, Unset) else calendar_day(on)
        if isinstance(known, Unset) or (cut := calendar_day(known)) == self.known:
            return View(self._sight, day)
        return View(Sight(self._index, cut), day)

    def history(self, proposal_id: str) -> tuple[StatusChange, ...]:
        """Return what a proposal went through by the day of the question: the winning reports, in order."""
        return tuple(step.change for step in self._transitions(proposal_id) if step.moment.counts(self._on))

    def standing(self, proposal_id: str) -> Standing:
        """Return the status of a proposal: the last transition that possibly happened by the view's day.

        A status is a fold over the status changes that the view shows, never a stored field.
        """
        proposal, steps = self._proposal(proposal_id), self._transitions(proposal_id)
        counted = [step for step in steps if step.moment.counts(self._on)]
        missing = self._sight.not_found(proposal)
        note = (
            f"looked for and not found: {'; '.join(item.question for item in missing)}" if missing else None
        )
        as_of = self._on or self._newest(proposal)
        if not counted:
            return Standing(status=UNKNOWN if missing else UNASSESSED, as_of=as_of, note=note)
        last, lifecycle = counted[-1], self._lifecycle(proposal)
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
        proposal = self._proposal(proposal_id)
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

    def explain(self, proposal_id: str) -> "Explanation":
        """Say why a proposal stands where it does: every transition, who lost, and by which rule."""
        from policytrack.answers import Explanation, Loser, Step  # noqa: PLC0415  # Loaded when asked for.

        steps = self._transitions(proposal_id)
        return Explanation(
            proposal_id=proposal_id,
            standing=self.standing(proposal_id),
            steps=tuple(
                Step(
                    change=step.change,
                    losers=tuple(Loser(change, reason) for change, reason in step.losers),
                    counts=step.moment.counts(self._on),
                    reason=_reason(step, self._on),
                )
                for step in steps
            ),
            withdrawn=tuple(
                Loser(change, reason)
                for change, reason in withdrawn(self._sight, self._proposal(proposal_id))
            ),
        )

    def coverage(self, proposal_id: str) -> "Coverage":
        """Say who was heard on a proposal and who was not, and what is not known."""
        from policytrack.answers import Coverage  # noqa: PLC0415  # Loaded when asked for.

        proposal = self._proposal(proposal_id)
        stands = self.stances(proposal_id, scope="inherited")
        own = tuple(stand for stand in stands if stand.inherited_from is None)
        heard = {actor for stand in stands for actor in self._speaks_for(stand.position)}
        newest = self._newest(proposal)
        return Coverage(
            proposal_id=proposal_id,
            proponents=tuple(stand for stand in own if stand.stance.is_proponent),
            critics=tuple(stand for stand in own if stand.stance.is_critic),
            inherited=tuple(stand for stand in stands if stand.inherited_from is not None),
            never_heard=tuple(sorted(proposal.stakeholder_ids - heard)),
            single_source=tuple(
                stand.position
                for stand in own
                if len({seen.root for seen in self._sight.witnesses(stand.position)}) == 1
            ),
            not_found=self._sight.not_found(proposal),
            newest_evidence=newest,
            as_of=self._on or newest,
        )

    def problems(self) -> tuple[Problem, ...]:
        """Report where histories leave the table of their lifecycle; see `Lifecycle.problems`."""
        found: list[Problem] = []
        for proposal in self.proposals:
            lifecycle = self._lifecycle(proposal)
            if lifecycle is not None:
                found += lifecycle.problems(self.history(proposal.id))
        return tuple(found)

    def _proposal(self, proposal_id: str) -> Proposal:
        """Return a proposal, whether or not the view shows it yet."""
        return self._index.get(proposal_id, Proposal)

    def _lifecycle(self, proposal: Proposal) -> "Lifecycle | None":
        return self._index.registry.lifecycles.get(proposal.lifecycle)

    def _transitions(self, proposal_id: str) -> tuple[Transition, ...]:
        proposal = self._proposal(proposal_id)
        return transitions(self._sight, proposal, self._lifecycle(proposal))

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

    def _speaks_for(self, position: Position) -> Iterator[str]:
        """Give the actor of a position, and the organization in whose name they spoke."""
        yield position.actor_id
        if position.capacity_id is not None:
            capacity = self._index.get(position.capacity_id, Membership)
            yield capacity.organization_id
            if capacity.on_behalf_of_id is not None:
                yield capacity.on_behalf_of_id

    def _newest(self, proposal: Proposal) -> "pendulum.Date | None":
        """Return the day on which the newest evidence about a proposal came out."""
        about: Iterable[Assertion] = (
            proposal,
            *self._index.changes[proposal.id],
            *self._index.positions[proposal.id],
        )
        days = (
            public_by(self._index.sources[citation.source_id])
            for record in self._seen(about)
            for citation in record.evidence
        )
        return max((day for day in days if day is not None), default=None)


def _said(position: Position) -> tuple[datetime.date, str]:
    """Order positions by the last day on which they can have been said, undated first, then by id."""
    return (datetime.date.min if position.said_on is None else position.said_on.span[1], position.id)


def _reason(step: Transition, on: "pendulum.Date | None") -> str:
    """Say when a transition counts."""
    when = str(step.moment.date) if step.moment.date is not None else "no date"
    if step.change.on is None and step.moment.date is not None:
        when = f"{when}, the day its evidence came out, since no source dates it"
    if not step.moment.counts(on):
        return f"{when}, not yet on {on}"
    return f"{when}, surely" if step.moment.surely(on) else f"{when}, possibly"
