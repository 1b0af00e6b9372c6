"""Whether a process kept a limit, in every answer that the dates allow.

The limit is three months from `begun` to `decided` unless a test says otherwise: a process that began on
10 January has to be decided by 10 April.
"""

import datetime
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.dates import PartialDate, Period
from policytrack.measures import (
    Assessment,
    TimeLimit,
    Verdict,
)
from policytrack.model import (
    Milestone,
    Process,
)

LIMIT = TimeLimit("investigation", starts_at="begun", ends_at="decided", limit=Period.parse("P3M"))

WITHIN, EXCEEDED, UNDETERMINED, NOT_APPLICABLE = Verdict


def process(begun: str | None, decided: str | None = None, **fields: Any) -> Process:
    """Return an investigation; None leaves the milestone out."""
    days = {"begun": begun, "decided": decided}
    milestones = tuple(
        Milestone(name, PartialDate.parse(text)) for name, text in days.items() if text is not None
    )
    return Process(
        **{"id": "x", "body_id": "iopc", "kind": "investigation", "milestones": milestones} | fields
    )


def day(text: str | None) -> datetime.date | None:
    """Return a calendar day, None for None."""
    return None if text is None else datetime.date.fromisoformat(text)


def assess(begun: str | None, decided: str | None = None, on: str | None = None) -> tuple[Verdict, str]:
    """Return verdict and reason."""
    found = LIMIT.assess(process(begun, decided), day(on))
    return found.verdict, found.reason


@pytest.mark.parametrize(
    ("begun", "decided", "on"),
    [
        ("2023-01-10", "2023-04-10", None),  # on the last day
        ("2023-01-10", "2023-01-10", None),  # on the first
        ("2023-01-10", "2023-04-10", "2030-01-01"),  # the question comes long after the end
        ("2023-01-10", "2023-03", None),  # whatever day of March
        ("2023-01", "2023-04-01", None),  # whatever day of January: the first gives the least time
        ("2023-01-10", "[2023-02-01..2023-04-10]", None),  # some day, none too late
        ("2023-01-10", "[..2023-04-10]", None),  # no later than the last day
        ("2023-01-10", None, "2023-04-10"),  # running: kept so far, on the last day
        ("2023-01-10", "2023-05-10", "2023-04-10"),  # its end came later and does not count yet
        ("2023-01-10", "2023-04", "2023-04-05"),  # it ended in April or ran on the 5th: in time either way
        ("2023-01-10", "[2023-02-01..]", "2023-04-10"),  # the end is open, and the question is not
        ("2022-11-30", "2023-02-28", None),  # February has no 30th
    ],
)
def test_within(begun: str, decided: str | None, on: str | None) -> None:
    """A limit is kept where no reading of the dates breaks it."""
    assert assess(begun, decided, on) == (WITHIN, "it ended, or the question stops, in time")


@pytest.mark.parametrize(
    ("begun", "decided", "on"),
    [
        ("2023-01-10", "2023-04-11", None),  # by one day
        ("2023-01-10", "2023-05", None),  # whatever day of May
        ("2023-01", "2023-05", None),  # 31 January would have given until 30 April
        ("2023-01-10", "[2023-04-11..]", None),  # no earlier than the day after the last
        ("2023-01-10", None, "2023-04-11"),  # running on the day after the last
        ("2023-01-10", "2024-01-10", "2023-04-11"),  # running then, whatever came later
        ("2023-01-10", "2023-05", "2023-05-15"),  # the question falls within the month of the end
    ],
)
def test_exceeded(begun: str, decided: str | None, on: str | None) -> None:
    """A limit is exceeded where every reading of the dates breaks it."""
    assert assess(begun, decided, on) == (EXCEEDED, "it lasted beyond the last day that keeps the limit")


NO_START = "the start has no date with two bounds"
QUALIFIED = "a date is uncertain or approximate"
BOTH = "the dates allow both answers"
NO_END = "the day of its end is not known"
NOT_BEGUN = "it had not begun"


@pytest.mark.parametrize(
    ("begun", "decided", "on", "reason"),
    [
        (None, "2023-04-10", None, NO_START),  # no milestone
        ("[2023-01-10..]", "2029", None, NO_START),  # it may have begun on any later day
        ("[..2023-01-10]", "2023-02-01", None, NO_START),  # or on any earlier one
        ("2023-01-10/..", "2023-02-01", None, NO_START),  # a start that lasts for ever
        ("2023-01~", "2029", None, QUALIFIED),  # however late the end
        ("2023-01-10", "2029?", None, QUALIFIED),
        ("2023-01-10%", None, "2023-01-11", QUALIFIED),
        ("2023-01-10", "2023-04", None, BOTH),  # 10 April or 11 April
        ("2023-01", "2023-04-10", None, BOTH),  # begun on the 9th or on the 10th
        ("2023-01-10", "2023", None, BOTH),
        ("2023-01-10", "[..2023-04-11]", None, BOTH),
        ("2023-01-10", "[2023-02-01..]", None, BOTH),  # open to the future
        ("2023-01", None, "2023-04-15", BOTH),  # running: too long if begun on the 10th, not on the 20th
        ("2023-01-10", None, None, NO_END),  # it may run or not: nobody says on which day
        ("2023-01-10", None, "2023-01-09", NOT_BEGUN),  # the question comes before the start
        ("2023-01-10", "2023-02-01", "2022-12-31", NOT_BEGUN),
        ("2023-01-10", "2023-01-09", None, NOT_BEGUN),  # an end before the start: no limit explains that
    ],
)
def test_undetermined(begun: str | None, decided: str | None, on: str | None, reason: str) -> None:
    """Where the dates leave a doubt, the answer says which."""
    assert assess(begun, decided, on) == (UNDETERMINED, reason)


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        (TimeLimit("investigation", starts_at="begun", ends_at="decided"), "the limit has no length"),
        (
            TimeLimit("investigation", ends_at="decided", limit=Period(3)),
            "the limit does not say from when to when",
        ),
        (
            TimeLimit("investigation", starts_at="begun", limit=Period(3)),
            "the limit does not say from when to when",
        ),
    ],
)
def test_limit_that_says_too_little_is_undetermined(limit: TimeLimit, reason: str) -> None:
    """A limit that was called for without a length or without an end can be neither kept nor broken."""
    found = limit.assess(process("2023-01-10", "2029-01-01"))
    assert (found.verdict, found.reason) == (UNDETERMINED, reason)


def test_limit_without_a_length_still_tells_the_time() -> None:
    """How long the process took is known without a limit."""
    limit = TimeLimit("investigation", starts_at="begun", ends_at="decided")
    found = limit.assess(process("2023-01-10", "2023-01-20"))
    assert (found.elapsed, found.due_latest) == (
        pendulum.date(2023, 1, 20) - pendulum.date(2023, 1, 10),
        None,
    )


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        ("2023-04-10", WITHIN),  # ended or not, it was in time on that day
        ("2023-04-11", UNDETERMINED),  # it may have ended in time
        (None, UNDETERMINED),
    ],
)
def test_end_without_a_date_is_not_taken_for_running(on: str | None, verdict: Verdict) -> None:
    """A process that is known to have ended, on a day that no source gives, is not said to have run on."""
    milestones = (Milestone("begun", PartialDate.parse("2023-01-10")), Milestone("decided"))
    found = LIMIT.assess(process(None, milestones=milestones), day(on))
    assert (found.verdict, found.until) == (verdict, None)


@pytest.mark.parametrize(
    ("body_ids", "fields", "verdict"),
    [
        (frozenset({"cps"}), {}, NOT_APPLICABLE),  # a limit on another body
        (frozenset({"cps", "iopc"}), {}, WITHIN),
        (frozenset(), {}, WITHIN),  # on any body
        (frozenset({"iopc"}), {"kind": "appeal"}, NOT_APPLICABLE),  # another kind of process
    ],
)
def test_limit_applies_to_its_kind_and_bodies(
    body_ids: frozenset[str], fields: dict[str, str], verdict: Verdict
) -> None:
    """A limit speaks of one kind of process, of the bodies that it names or of any."""
    limit = TimeLimit("investigation", body_ids, "begun", "decided", Period(3))
    assert limit.assess(process("2023-01-10", "2023-01-11", **fields)).verdict is verdict


def test_not_applicable_says_why_and_nothing_else() -> None:
    """A process that the limit does not speak of is not measured."""
    assert LIMIT.assess(process("2023-01-10", "2029-01-01", kind="appeal")) == Assessment(
        verdict=NOT_APPLICABLE, reason="the limit is on other processes"
    )


@pytest.mark.parametrize(
    ("begun", "decided", "on", "days"),
    [
        ("2023-01-10", "2023-04-11", None, 1),
        ("2023-01-10", "2023-05", None, 21),  # at the least: from 10 April to 1 May
        ("2023-01", "2023-05", None, 1),  # at the least: from 30 April to 1 May
        ("2023-01-10", None, "2023-04-20", 10),  # so far
        ("2023-01-10", "2023-06-01", "2023-04-20", 10),  # up to the day of the question
    ],
)
def test_over_is_by_how_much_at_the_least(begun: str, decided: str | None, on: str | None, days: int) -> None:
    """An excess is a pendulum interval, counted so that no reading of the dates makes it shorter."""
    over = LIMIT.assess(process(begun, decided), day(on)).over
    assert type(over) is pendulum.Interval
    assert over.in_days() == days


@pytest.mark.parametrize(
    ("begun", "decided", "on"),
    [
        ("2023-01-10", "2023-04-10", None),  # kept
        ("2023-01-10~", "2029", None),  # in doubt
        (None, "2029", None),  # without a start
    ],
)
def test_nothing_is_over_unless_exceeded(begun: str | None, decided: str, on: str | None) -> None:
    """Where the limit was not surely exceeded, there is no excess."""
    assert LIMIT.assess(process(begun, decided), day(on)).over is None


@pytest.mark.parametrize(
    ("begun", "decided", "on", "days"),
    [
        ("2023-01-10", "2023-01-20", None, 10),
        ("2023-01-10", None, "2023-01-20", 10),  # running
        ("2023-01", "2023-02", None, 1),  # at the least: from 31 January to 1 February
        ("2023-01", "2023-01", None, 0),  # on one day, perhaps
        ("2023-01-10", None, "2023-01-05", 0),  # not begun
    ],
)
def test_elapsed_is_how_long_at_the_least(begun: str, decided: str | None, on: str | None, days: int) -> None:
    """The time that a process took is a pendulum interval, never negative."""
    elapsed = LIMIT.assess(process(begun, decided), day(on)).elapsed
    assert type(elapsed) is pendulum.Interval
    assert elapsed.in_days() == days


@pytest.mark.parametrize(
    ("begun", "decided"),
    [
        (None, "2023-01-20"),  # no start
        ("[2023-01-10..]", "2024"),  # a start without a latest day
        ("2023-01-10", None),  # no end and no day of the question
        ("2023-01-10", "[..2023-02-01]"),  # an end without an earliest day
    ],
)
def test_elapsed_is_unknown(begun: str | None, decided: str | None) -> None:
    """Without a day to count from and one to count to, nothing is counted."""
    assert LIMIT.assess(process(begun, decided)).elapsed is None


def test_due_days_are_those_of_a_vague_start() -> None:
    """A start that is known to the month gives a first and a last possible due day."""
    found = LIMIT.assess(process("2023-01", "2023-02"))
    assert (found.due_earliest, found.due_latest) == (pendulum.date(2023, 4, 1), pendulum.date(2023, 4, 30))


def test_assessment_holds_the_milestones() -> None:
    """The answer carries the dates that it rests on, as precise as they are."""
    found = LIMIT.assess(process("2023-01", "2023-05"))
    assert (found.started, found.ended, found.until) == (
        PartialDate.parse("2023-01"),
        PartialDate.parse("2023-05"),
        pendulum.date(2023, 5, 1),
    )


def test_end_that_came_later_is_not_held() -> None:
    """On a day before its end, the process ran."""
    found = LIMIT.assess(process("2023-01-10", "2023-05-10"), datetime.date(2023, 4, 10))
    assert (found.ended, found.until) == (None, pendulum.date(2023, 4, 10))


def test_due_day_beyond_the_calendar_is_its_last() -> None:
    """A limit that runs beyond the year 9999 can be kept, and cannot be broken."""
    limit = TimeLimit("investigation", starts_at="begun", ends_at="decided", limit=Period(12 * 9999))
    found = limit.assess(process("2023-01-10", "9999-12-31"))
    assert (found.verdict, found.due_latest) == (WITHIN, pendulum.date(9999, 12, 31))


def test_days_are_pendulum_dates() -> None:
    """A plain `datetime.date` as the question comes back as a pendulum one."""
    found = LIMIT.assess(process("2023-01-10"), datetime.date(2023, 4, 11))
    assert {type(found.until), type(found.due_earliest), type(found.due_latest)} == {pendulum.Date}


@pytest.mark.parametrize("on", [datetime.datetime(2023, 4, 11, tzinfo=datetime.UTC), 20230411])
def test_question_is_asked_of_a_calendar_day(on: Any) -> None:
    """A time of day is refused: its day depends on the zone."""
    with pytest.raises(TypeError, match="a calendar day is"):
        LIMIT.assess(process("2023-01-10"), on)


def test_first_milestone_of_a_name_counts() -> None:
    """A step that stands twice is read where it stands first."""
    milestones = tuple(Milestone("begun", PartialDate.parse(text)) for text in ("2023-01-10", "2024-01-10"))
    assert process(None, milestones=milestones).milestone("begun") == PartialDate.parse("2023-01-10")


@pytest.mark.parametrize("name", ["appealed", "begun"])
def test_milestone_without_a_day_is_none(name: str) -> None:
    """A step that is missing and one that no source dates have no day."""
    assert process(None, milestones=(Milestone("begun"),)).milestone(name) is None


@st.composite
def ranges(draw: st.DrawFn, earliest: int, latest: int) -> tuple[datetime.date, datetime.date]:
    """Draw the first and the last day of a range near the end of a short month, in days from January."""
    first = draw(st.integers(earliest, latest))
    last = first + draw(st.integers(0, 8))
    return JANUARY + datetime.timedelta(first), JANUARY + datetime.timedelta(last)


JANUARY = datetime.date(2023, 1, 24)


@given(
    ranges(0, 12),
    ranges(0, 60),
    st.builds(Period, st.integers(0, 1), st.integers(1, 15)),
    st.none() | ranges(0, 60).map(max),
)
def test_verdict_is_that_of_all_readings(
    start: tuple[datetime.date, datetime.date],
    end: tuple[datetime.date, datetime.date],
    length: Period,
    on: datetime.date | None,
) -> None:
    """The verdict is sure exactly where every pair of days that the dates allow gives the same."""
    limit = TimeLimit("investigation", starts_at="begun", ends_at="decided", limit=length)
    found = limit.assess(process(f"[{start[0]}..{start[1]}]", f"[{end[0]}..{end[1]}]"), on)
    broken = {
        min(ended, on or ended) > length.after(began)
        for began in days_of(start)
        for ended in days_of(end)
        if began <= min(ended, on or ended)
    }
    assert found.verdict is {(True,): EXCEEDED, (False,): WITHIN}.get(tuple(broken), UNDETERMINED)


def days_of(bounds: tuple[datetime.date, datetime.date]) -> list[datetime.date]:
    """Return every day of a range."""
    first, last = (day.toordinal() for day in bounds)
    return [datetime.date.fromordinal(number) for number in range(first, last + 1)]
