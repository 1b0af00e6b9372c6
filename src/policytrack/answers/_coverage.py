"""Who was heard on a proposal, and who was not."""

from typing import TYPE_CHECKING, Literal

import attrs

from policytrack.model import NotFound, Position, StatusChange
from policytrack.standing import Stand

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pendulum

Side = Literal["for", "against"]
"""The sides of a proposal."""


@attrs.frozen(kw_only=True)
class Coverage:
    """Who was heard on a proposal and who was not, and what is not known; `str()` tells it in text.

    `others` are the stances that are neither for nor against, `inherited` those on the proposal's
    packages. `never_heard` are the ids of stakeholders of whom no position on the proposal or its
    packages is held; None where nobody recorded who the stakeholders are, which is not the same as
    everybody heard. `silent_sides` are those of `for` and `against` on which nobody is found, packages
    included. `single_source` are the stances and the status that rest on one witness, `unsourced` those
    that rest on none, `unnamed` the positions of actors who are not named. `newest_evidence` is the day
    of the newest source on it, None where none has a day.
    """

    proposal_id: str
    proponents: tuple[Stand, ...]
    critics: tuple[Stand, ...]
    others: tuple[Stand, ...]
    inherited: tuple[Stand, ...]
    never_heard: tuple[str, ...] | None
    silent_sides: tuple[Side, ...]
    single_source: tuple[Position | StatusChange, ...]
    unsourced: tuple[Position | StatusChange, ...]
    unnamed: tuple[Position, ...]
    not_found: tuple[NotFound, ...]
    newest_evidence: "pendulum.Date | None"
    as_of: "pendulum.Date | None"

    @property
    def age(self) -> "pendulum.Interval[pendulum.Date] | None":
        """How old the newest evidence is on the day of the answer; None where a day is not known."""
        if self.as_of is None or self.newest_evidence is None:
            return None
        return self.as_of - self.newest_evidence

    def __str__(self) -> str:
        """Tell it line by line."""
        heard = ["unassessed"] if self.never_heard is None else self.never_heard
        rows: tuple[tuple[str, Iterable[str]], ...] = (
            ("proponents", (stand.actor_id for stand in self.proponents)),
            ("critics", (stand.actor_id for stand in self.critics)),
            ("others", (f"{who.actor_id} ({who.stance})" for who in self.others)),
            (
                "inherited",
                (f"{who.actor_id} ({who.stance}, on {who.inherited_from})" for who in self.inherited),
            ),
            ("never heard", heard),
            ("silent sides", self.silent_sides),
            ("on one witness", map(_named, self.single_source)),
            ("without a source", map(_named, self.unsourced)),
            ("not named", (position.attribution or position.actor_id for position in self.unnamed)),
            ("not found", (item.question for item in self.not_found)),
        )
        lines = [f"{label}: {'; '.join(items) or 'none'}" for label, items in rows]
        old = f", {self.age.in_days()} days old" if self.age is not None and self.age.in_days() else ""
        return "\n".join([*lines, f"newest evidence: {self.newest_evidence or 'no date'}{old}"])


def _named(record: Position | StatusChange) -> str:
    return record.actor_id if isinstance(record, Position) else f"status {record.to}"
