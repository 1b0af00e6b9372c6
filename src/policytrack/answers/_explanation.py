"""Why a proposal stands where it does."""

import attrs

from policytrack.model import StatusChange
from policytrack.standing import Standing


@attrs.frozen
class Loser:
    """A report that did not win, and why: the criterion that decided, or what withdrew it."""

    change: StatusChange
    reason: str


@attrs.frozen(kw_only=True)
class Step:
    """One transition of a proposal: the report that won, those that lost, and whether it counts yet."""

    change: StatusChange
    losers: tuple[Loser, ...]
    counts: bool
    reason: str


@attrs.frozen(kw_only=True)
class Explanation:
    """Why a proposal stands where it does: every transition in order; `str()` tells it in text.

    `left_out` are the reports that take no part: corrected, retracted, or not admitted by the
    resolution, whose name stands in `resolution`.
    """

    proposal_id: str
    standing: Standing
    steps: tuple[Step, ...]
    resolution: str
    left_out: tuple[Loser, ...] = ()

    def __str__(self) -> str:
        """Tell it line by line."""
        lines = [f"{self.proposal_id}: {self.standing}"]
        for step in self.steps:
            sources = ", ".join(citation.source_id for citation in step.change.evidence) or "no source"
            lines.append(f"  {step.change.to}: {step.reason} [{sources}]")
            for loser in step.losers:
                verb = "also" if loser.change.to == step.change.to else "not"
                lines.append(f"    {verb} {_told(loser)}")
        lines += [f"  left out: {_told(loser)}" for loser in self.left_out]
        if self.standing.note:
            lines.append(f"  {self.standing.note}")
        return "\n".join(lines)


def _told(loser: Loser) -> str:
    sources = ", ".join(citation.source_id for citation in loser.change.evidence) or "no source"
    return f"{loser.change.to} {loser.change.on or 'without a date'} [{sources}]: {loser.reason}"
