"""What a `Period` is, how it is counted from a day, and what is refused."""

import datetime
import pickle

import pendulum
import pytest

from policytrack.dates import Period
from policytrack.errors import InvalidPeriodError


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("P12M", "P12M"),
        ("P1Y", "P12M"),  # a year is twelve months
        ("P1Y6M", "P18M"),
        ("P2W", "P14D"),  # a week is seven days
        ("P30D", "P30D"),
        ("P1Y10D", "P12M10D"),
        ("P0Y3M", "P3M"),  # a part that is zero
        ("P06M", "P6M"),  # a leading zero, which ISO 8601 allows
        ("P9999Y", "P119988M"),  # the length of the calendar
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    """`str` gives months and days, and leaves out what is zero."""
    assert str(Period.parse(text)) == canonical


def test_equal_periods_are_one_in_a_set() -> None:
    """Equality and hash are on months and days."""
    assert len({Period.parse("P1Y"), Period.parse("P12M"), Period(months=12)}) == 1


def test_a_month_is_no_number_of_days() -> None:
    """Twelve months are not equal to 365 days."""
    assert Period.parse("P12M") != Period.parse("P365D")


def test_there_is_no_less_than() -> None:
    """Whether P1M is shorter than P30D depends on the month, so periods have no `<`."""
    with pytest.raises(TypeError, match="not supported"):
        _ = Period.parse("P1M") < Period.parse("P30D")


def test_a_period_pickles() -> None:
    """A period crosses processes as itself."""
    assert pickle.loads(pickle.dumps(Period(12, 10))) == Period(12, 10)


@pytest.mark.parametrize(
    ("text", "day", "end"),
    [
        ("P1M", "2023-01-31", "2023-02-28"),  # February has no 31st
        ("P1M", "2024-01-31", "2024-02-29"),  # in a leap year it has a 29th
        ("P12M", "2024-02-29", "2025-02-28"),  # the next year has no leap day
        ("P1M", "2023-02-28", "2023-03-28"),  # the last day of a month is kept as its number
        ("P1M", "2023-12-15", "2024-01-15"),  # across the turn of the year
        ("P18M", "2022-09-05", "2024-03-05"),
        ("P1M1D", "2023-01-31", "2023-03-01"),  # months first, then days
        ("P30D", "2023-02-01", "2023-03-03"),
        ("P1D", "9999-12-30", "9999-12-31"),  # to the last day of the calendar
    ],
)
def test_after(text: str, day: str, end: str) -> None:
    """A period is counted by the calendar: months first, to a day that exists, then days."""
    assert Period.parse(text).after(datetime.date.fromisoformat(day)).isoformat() == end


def test_after_is_exactly_a_pendulum_date() -> None:
    """The result is `pendulum.Date` whatever calendar day it is counted from."""
    assert type(Period(1).after(datetime.date(2023, 9, 24))) is pendulum.Date


@pytest.mark.parametrize("period", [Period(1), Period(0, 31), Period(119_988), Period(1, 3_652_059)], ids=str)
def test_the_calendar_ends(period: Period) -> None:
    """A result after the year 9999 is refused, by months or by days."""
    with pytest.raises(InvalidPeriodError, match="counted from 9999-12-10 it ends after 9999-12-31"):
        period.after(datetime.date(9999, 12, 10))


@pytest.mark.parametrize(
    "day", [datetime.datetime(2023, 9, 24, tzinfo=datetime.UTC), pendulum.datetime(2023, 9, 24), "2023-09-24"]
)
def test_a_period_is_counted_from_a_calendar_day(day: datetime.date) -> None:
    """A `datetime` is no calendar day, since its day depends on the zone."""
    with pytest.raises(TypeError, match="a calendar day is a datetime"):
        Period(1).after(day)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("12 months", "P12M"),
        ("12 Months ", "P12M"),  # a capital and a space
        ("12-month", "P12M"),  # as an adjective
        ("1 year", "P12M"),
        ("a year", "P12M"),  # one
        ("twelve months", "P12M"),  # a number word
        ("one year and six months", "P18M"),
        ("1 year, 2 weeks, 3 days", "P12M17D"),  # a list
        ("1yr 6mo", "P18M"),  # short units
        ("30 days", "P30D"),
        ("two weeks", "P14D"),
        ("p12m", "P12M"),  # small letters
        (" P12M", "P12M"),  # a leading space
        ("P12M\n", "P12M"),  # a trailing newline
        ("P1M2W", "P1M14D"),  # weeks beside another unit, which ISO 8601 does not have
        ("p1m2w", "P1M14D"),  # the same in small letters
        ("99999999 years", None),  # words for more than the calendar
        ("999999999 days", None),  # words for more digits than are read
        ("umpteen months", None),  # a word that is no number
        ("some days", None),  # the same with no number in it
        ("12 months or so", None),  # more words than a period
    ],
)
def test_suggestion(text: str, suggestion: str | None) -> None:
    """What people type instead is refused with the period to write, where it can be told."""
    with pytest.raises(InvalidPeriodError) as caught:
        Period.parse(text)
    assert caught.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("P0D", "a period is not zero"),
        ("P99999Y", "a period is no longer than the calendar, which has 9999 years"),
        ("P9999999D", "a period is no longer than the calendar, which has 9999 years"),
        ("PT24H", "a period has no time of day"),
        ("P1DT2H", "a period has no time of day"),  # a time of day beside a day
        ("-P1M", "a period has no sign"),
        ("P-1M", "a period has no sign"),
        ("P1.5Y", "a period has no fractions"),
        ("P1,5Y", "a period has no fractions"),  # ISO 8601's other decimal mark
        ("P", "this is no ISO 8601 period (12 months are P12M, 30 days P30D)"),  # no part at all
        ("", "this is no ISO 8601 period (12 months are P12M, 30 days P30D)"),
        ("P1M1M", "this is no ISO 8601 period (12 months are P12M, 30 days P30D)"),  # a part twice
        ("P1D1M", "this is no ISO 8601 period (12 months are P12M, 30 days P30D)"),  # in another order
        ("P\uff11M", "this is no ISO 8601 period (12 months are P12M, 30 days P30D)"),  # a full-width digit
        ("P\u0661M", "this is no ISO 8601 period (12 months are P12M, 30 days P30D)"),  # an Arabic digit
        ("P123456789D", "this is no ISO 8601 period (12 months are P12M, 30 days P30D)"),  # too many digits
    ],
)
def test_reason(text: str, reason: str) -> None:
    """What is no period is refused with the reason and the text as it was given."""
    with pytest.raises(InvalidPeriodError) as caught:
        Period.parse(text)
    assert (caught.value.text, caught.value.reason) == (text, reason)


def test_a_long_text_is_refused_at_once() -> None:
    """A text over the limit is not looked at, and the error holds only its beginning."""
    with pytest.raises(InvalidPeriodError, match="a period has at most 64 characters") as caught:
        Period.parse("P" + "1" * 5_000_000 + "D")
    assert len(caught.value.text) < 70


@pytest.mark.parametrize(
    ("months", "days", "message"),
    [
        (0, 0, "'0 months, 0 days': a period is not zero"),
        (-1, 40, "'-1 months, 40 days': a period is not negative"),
        (1, -40, "'1 months, -40 days': a period is not negative"),
        (119_989, 0, "'119989 months, 0 days': a period is no longer than the calendar"),
        pytest.param(  # more digits than str() writes
            0, 10**6000, "'0 months, too many days': a period is no longer than the calendar", id="huge"
        ),
    ],
)
def test_numbers_out_of_bounds(months: int, days: int, message: str) -> None:
    """Months and days are not negative, not both zero, and within the calendar."""
    with pytest.raises(InvalidPeriodError) as caught:
        Period(months, days)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("value", [1.0, "1", None, True])
@pytest.mark.parametrize("field", ["months", "days"])
def test_months_and_days_are_whole_numbers(field: str, value: object) -> None:
    """A number that is no `int`, or is a bool, is a `TypeError`."""
    with pytest.raises(TypeError, match=f"{field} is an int, not"):
        Period(**{field: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [None, 12, datetime.timedelta(days=1), pendulum.duration(months=1)])
def test_only_a_text_is_parsed(value: object) -> None:
    """What is no text is a `TypeError`: a duration of pendulum has hours and pickles wrongly."""
    with pytest.raises(TypeError, match="a Period is read from str, not from"):
        Period.parse(value)  # type: ignore[arg-type]
