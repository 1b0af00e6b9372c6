"""Limits on how long a kind of process may take, and whether a process kept one."""

import datetime
import enum
from typing import TYPE_CHECKING

import attrs

from policytrack.dates import PartialDate, Period
from policytrack.errors import InvalidPeriodError
from policytrack.model import Checked, OrganizationRef, Process

if TYPE_CHECKING:
    import pendulum


class Verdict(enum.StrEnum):
    """Whether a process kept a limit, as far as the dates can tell."""

    WITHIN = "within"
    EXCEEDED = "exceeded"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not-applicable"


@attrs.frozen(kw_only=True)
class Assessment:
    """How one process stands against one limit on one day; `reason` says why in a few words.

    `started` and `ended` are the milestones' days, `ended` None while the process runs or where its end
    has no date. `until` is the earliest day on which the process can have ended, or the day of the
    question while it runs. `due_earliest` and `due_latest` bound the last day that keeps the limit: one
    day where the start is known to the day, the last day of the calendar where the limit runs beyond.
    Each is None where it cannot be told.
    """

    verdict: Verdict
    reason: str
    started: PartialDate | None = None
    ended: PartialDate | None = None
    until: "pendulum.Date | None" = None
    due_earliest: "pendulum.Date | None" = None
    due_latest: "pendulum.Date | None" = None

    @property
    def over(self) -> "pendulum.Interval[pendulum.Date] | None":
        """By how much the limit was exceeded, at the least; None unless it was."""
        if self.verdict is not Verdict.EXCEEDED or self.until is None or self.due_latest is None:
            return None
        return self.until - self.due_latest

    @property
    def elapsed(self) -> "pendulum.Interval[pendulum.Date] | None":
        """How long the process took or has taken, at the least; None where its days are not known."""
        if self.started is None or self.started.latest is None or self.until is None:
            return None
        return self.until - min(self.started.latest, self.until)


@attrs.frozen(repr=False)
class TimeLimit(Checked):
    """A limit on how long a kind of process may take, from one milestone to another.

    `limit` is None where a limit was called for and no length given. No `body_ids` means any body.
    """

    process_kind: str
    body_ids: frozenset[OrganizationRef] = frozenset()
    starts_at: str | None = None
    ends_at: str | None = None
    limit: Period | None = None

    def __str__(self) -> str:
        """Say it in a line, with a question mark for what is not said."""
        bodies = f" by {' and '.join(sorted(self.body_ids))}" if self.body_ids else ""
        ends = f", from {self.starts_at or '?'} to {self.ends_at or '?'}"
        return f"time limit on {self.process_kind}{bodies}{ends}: {self.limit or 'no length given'}"

    def assess(self, process: Process, on: datetime.date | None = None) -> Assessment:
        """Say whether `process` kept this limit, judged on the day `on`.

        Args:
            process: The process, with its milestones.
            on: The day of the question: what came later does not count. None asks of all that is
                recorded, and leaves a process without an end undetermined.

        Raises:
            TypeError: `on` is no calendar day; a `datetime` is none.

        Returns:
            An assessment, `within` or `exceeded` only where the dates leave no doubt: a partial or an
            open date may leave some, a qualified one always does. A limit kept so far is `within`.
        """
        if process.kind != self.process_kind or (self.body_ids and process.body_id not in self.body_ids):
            return Assessment(verdict=Verdict.NOT_APPLICABLE, reason="the limit is on other processes")
        if self.starts_at is None or self.ends_at is None:
            return Assessment(verdict=Verdict.UNDETERMINED, reason="the limit does not say from when to when")
        started, ended = process.milestone(self.starts_at), process.milestone(self.ends_at)
        day = None if on is None else PartialDate.of(on).earliest
        runs = all(step.name != self.ends_at for step in process.milestones)
        if day is not None and ended is not None and ended.earliest is not None and ended.earliest > day:
            ended, runs = None, True
        known = Assessment(
            verdict=Verdict.UNDETERMINED,
            reason="the limit has no length",
            started=started,
            ended=ended,
            until=ended.earliest if ended is not None else day if runs else None,
        )
        return known if self.limit is None else _judge(known, self.limit, day)


def _judge(known: Assessment, limit: Period, day: "pendulum.Date | None") -> Assessment:
    """Set the days that are known against the limit."""
    started, ended = known.started, known.ended
    if started is None or started.earliest is None or started.latest is None:
        return attrs.evolve(known, reason="the start has no date with two bounds")
    due_earliest, due_latest = _due(limit, started.earliest), _due(limit, started.latest)
    known = attrs.evolve(known, due_earliest=due_earliest, due_latest=due_latest)
    surely_by = day if ended is None else _earlier(ended.latest, day)
    verdict, reason = Verdict.UNDETERMINED, "the dates allow both answers"
    if started.is_qualified or (ended is not None and ended.is_qualified):
        reason = "a date is uncertain or approximate"
    elif surely_by is not None and surely_by < started.earliest:
        reason = "it had not begun"
    elif known.until is not None and known.until > due_latest:
        verdict, reason = Verdict.EXCEEDED, "it lasted beyond the last day that keeps the limit"
    elif surely_by is not None and surely_by <= due_earliest:
        verdict, reason = Verdict.WITHIN, "it ended, or the question stops, in time"
    elif known.until is None and ended is None:
        reason = "the day of its end is not known"
    return attrs.evolve(known, verdict=verdict, reason=reason)


def _due(limit: Period, start: "pendulum.Date") -> "pendulum.Date":
    try:
        return limit.after(start)
    except InvalidPeriodError:
        # No day is later, so that such a limit is never exceeded.
        return PartialDate.of(datetime.date.max).span[1]


def _earlier(one: "pendulum.Date | None", other: "pendulum.Date | None") -> "pendulum.Date | None":
    days = [day for day in (one, other) if day is not None]
    return min(days, default=None)
