"""Why a proposal stands where it does."""

from typing import TYPE_CHECKING

from policytrack.answers import Explanation, Loser, Step
from policytrack.tracker._fold import Transition, left_out
from policytrack.tracker._standings import Standings

if TYPE_CHECKING:
    import pendulum


def explain(view: Standings, proposal_id: str) -> Explanation:
    """Tell every transition of a proposal in a view, who lost, and by which rule."""
    steps = tuple(
        Step(
            change=step.change,
            losers=tuple(Loser(change, reason) for change, reason in step.losers),
            counts=step.moment.counts(view.on),
            reason=_reason(step, view.on),
        )
        for step in view.transitions(proposal_id)
    )
    aside = left_out(view.sight, view.proposal(proposal_id), view.resolution)
    return Explanation(
        proposal_id=proposal_id,
        standing=view.standing(proposal_id),
        steps=steps,
        resolution=view.resolution.name,
        left_out=tuple(Loser(change, reason) for change, reason in aside),
    )


def _reason(step: Transition, on: "pendulum.Date | None") -> str:
    """Say when a transition counts."""
    when = str(step.moment.date) if step.moment.date is not None else "no date"
    if step.change.on is None and step.moment.date is not None:
        when = f"{when}, the day its evidence came out, since no source dates it"
    if not step.moment.counts(on):
        return f"{when}, not yet on {on}"
    return f"{when}, surely" if step.moment.surely(on) else f"{when}, possibly"
