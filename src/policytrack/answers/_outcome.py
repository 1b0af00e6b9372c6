"""What became of what a view shows."""

import attrs

from policytrack.model import Event


@attrs.frozen(kw_only=True)
class Outcome:
    """An event that a view shows and the event in which it ended, shown whatever the view's day."""

    event: Event
    outcome: Event

    def __str__(self) -> str:
        """Say it in a line, with the day on which it ended."""
        return f"{self.event.label}: the outcome was {self.outcome.label}, {self.outcome.on or 'no date'}"
