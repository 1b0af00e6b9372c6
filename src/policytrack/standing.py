"""The short answers of a view: who stands where, and what the status is."""

from typing import TYPE_CHECKING, Literal

import attrs

from policytrack.dates import PartialDate
from policytrack.model import Position, StatusChange
from policytrack.terms import Extent, Phase, Stance

if TYPE_CHECKING:
    import pendulum

Scope = Literal["own", "inherited"]
"""Which stances on a proposal count: those on it alone, or those on its packages too."""


@attrs.frozen
class Stand:
    """Where an actor stands on a proposal in a view: the stance of their latest position.

    `inherited_from` is the id of the package that the position is on, None where it is on the proposal
    itself.
    """

    actor_id: str
    stance: Stance
    position: Position
    inherited_from: str | None = None


@attrs.frozen(kw_only=True)
class Standing:
    """The status of a proposal in a view, and what it rests on.

    `status` is the id of a state of the lifecycle, `unassessed` (nobody looked) or `unknown` (looked, not
    found); `phase` is None for these two and for a state that the lifecycle does not have. `since` is
    the date of the change that counts, `[..K]` where its source gives none and K is the day it came
    out; `certain` says whether the change surely happened by the view's day. `change` is the report that
    won, `competing` are the reports of the same transition that lost. `as_of` is the view's day, or the
    day of the newest evidence; None where no evidence has a day. `note` says what was looked for in vain.
    """

    status: str
    phase: Phase | None = None
    since: PartialDate | None = None
    certain: bool = False
    extent: Extent | None = None
    change: StatusChange | None = None
    competing: tuple[StatusChange, ...] = ()
    as_of: "pendulum.Date | None" = None
    note: str | None = None

    def __str__(self) -> str:
        """Say it in a line: `accepted since 2025-10-23, partial, disputed (as of 2026-07-01)`."""
        since = f" since {self.since}" if self.since else ""
        extent = f", {self.extent}" if self.extent not in {None, Extent.FULL} else ""
        doubt = "" if self.certain or self.change is None else ", possibly"
        disputed = ", disputed" if any(change.to != self.status for change in self.competing) else ""
        return f"{self.status}{since}{extent}{doubt}{disputed} (as of {self.as_of or 'no date'})"

    def _repr_html_(self) -> str:
        """Show its parts in a notebook, escaped, with the sources of the report that counts."""
        from policytrack.markup import table  # noqa: PLC0415  # Only notebooks ask.

        evidence = () if self.change is None else self.change.evidence
        rows = (
            ("status", self.status),
            ("phase", self.phase),
            ("since", self.since),
            ("certain", "yes" if self.certain else "no"),
            ("extent", self.extent),
            ("competing reports", ", ".join(f"{one.to} {one.on or 'undated'}" for one in self.competing)),
            ("sources", ", ".join(dict.fromkeys(citation.source_id for citation in evidence))),
            ("note", self.note),
        )
        told = (row for row in rows if row[1])
        return table(f"Standing, as of {self.as_of or 'no date'}", ("", "answer"), told)
