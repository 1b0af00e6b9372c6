"""Why a proposal stands where it does."""

from typing import TYPE_CHECKING

import attrs

from policytrack.model import StatusChange
from policytrack.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator


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
            lines.append(f"  {step.change.to}: {step.reason} [{_sources(step.change)}]")
            for loser in step.losers:
                verb = "also" if loser.change.to == step.change.to else "not"
                lines.append(f"    {verb} {_told(loser)}")
        lines += [f"  left out: {_told(loser)}" for loser in self.left_out]
        if self.standing.note:
            lines.append(f"  {self.standing.note}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Show it in a notebook, escaped: a row for each report, those that lost below the one that won."""
        from policytrack.markup import table  # noqa: PLC0415  # Only notebooks ask.

        standing = self.standing
        caption = f"{self.proposal_id}: {standing.status}, as of {standing.as_of or 'no date'}"
        return table(
            caption, ("report", "date", "outcome", "why", "sources"), self._rows(), standing.note or ""
        )

    def _rows(self) -> "Iterator[tuple[str, ...]]":
        for step in self.steps:
            yield _row(step.change, "counts" if step.counts else "not yet", step.reason)
            for loser in step.losers:
                yield _row(loser.change, "lost", loser.reason)
        for loser in self.left_out:
            yield _row(loser.change, "left out", loser.reason)


def _row(change: StatusChange, outcome: str, reason: str) -> tuple[str, ...]:
    return change.to, str(change.on or "undated"), outcome, reason, _sources(change)


def _sources(change: StatusChange) -> str:
    return ", ".join(citation.source_id for citation in change.evidence) or "no source"


def _told(loser: Loser) -> str:
    on = loser.change.on or "without a date"
    return f"{loser.change.to} {on} [{_sources(loser.change)}]: {loser.reason}"
