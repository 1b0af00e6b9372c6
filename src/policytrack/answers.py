"""The longer answers of a view: why a proposal stands where it does, and who was heard on it."""

from typing import TYPE_CHECKING

import attrs

from policytrack.model import NotFound, Position, StatusChange
from policytrack.standing import Stand, Standing

if TYPE_CHECKING:
    import pendulum


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
    """Why a proposal stands where it does: every transition in order; `str()` tells it in text."""

    proposal_id: str
    standing: Standing
    steps: tuple[Step, ...]
    withdrawn: tuple[Loser, ...] = ()

    def __str__(self) -> str:
        """Tell it line by line."""
        lines = [f"{self.proposal_id}: {self.standing}"]
        for step in self.steps:
            sources = ", ".join(citation.source_id for citation in step.change.evidence) or "no source"
            lines.append(f"  {step.change.to}: {step.reason} [{sources}]")
            lines += [f"    not {_told(loser)}" for loser in step.losers]
        lines += [f"  withdrawn: {_told(loser)}" for loser in self.withdrawn]
        if self.standing.note:
            lines.append(f"  {self.standing.note}")
        return "\n".join(lines)


def _told(loser: Loser) -> str:
    sources = ", ".join(citation.source_id for citation in loser.change.evidence) or "no source"
    return f"{loser.change.to} {loser.change.on or 'without a date'} [{sources}]: {loser.reason}"


@attrs.frozen(kw_only=True)
class Coverage:
    """Who was heard on a proposal and who was not, and what is not known; `str()` tells it in text.

    `inherited` are stances on the proposal's packages. `never_heard` are the ids of stakeholders of whom
    no position on the proposal or its packages is held, `single_source` those positions that rest on one
    witness. `newest_evidence` is the day of the newest source on it, None where none has a day.
    """

    proposal_id: str
    proponents: tuple[Stand, ...]
    critics: tuple[Stand, ...]
    inherited: tuple[Stand, ...]
    never_heard: tuple[str, ...]
    single_source: tuple[Position, ...]
    not_found: tuple[NotFound, ...]
    newest_evidence: "pendulum.Date | None"
    as_of: "pendulum.Date | None"

    def __str__(self) -> str:
        """Tell it line by line."""
        inherited = [
            f"{stand.actor_id} ({stand.stance}, on {stand.inherited_from})" for stand in self.inherited
        ]
        rows = [
            ("proponents", [stand.actor_id for stand in self.proponents]),
            ("critics", [stand.actor_id for stand in self.critics]),
            ("inherited", inherited),
            ("never heard", list(self.never_heard)),
            ("on one witness", [position.actor_id for position in self.single_source]),
            ("not found", [item.question for item in self.not_found]),
        ]
        newest = [f"newest evidence: {self.newest_evidence or 'no date'}"]
        return "\n".join([*(f"{label}: {'; '.join(items) or 'none'}" for label, items in rows), *newest])
