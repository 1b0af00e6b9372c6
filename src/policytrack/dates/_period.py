"""`Period`: an ISO 8601 calendar duration."""

import datetime
import re
from calendar import monthrange
from typing import TYPE_CHECKING

import attrs

from policytrack.dates._checks import MAX_LENGTH, check_day, check_text, excerpt
from policytrack.errors import InvalidPeriodError

if TYPE_CHECKING:
    import pendulum

_MAX_MONTHS = 12 * 9999
_MAX_DAYS = datetime.date.max.toordinal()

# Numbers have few digits, so that int() stays cheap.
_NUMBER = "([0-9]{1,8})"
_ISO = re.compile(f"P(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?")
_SPOKEN = re.compile(
    r"([0-9]{1,8}|[a-z]{1,6})[ -]?(?:(y|yr|year)|(mo|mth|month)|(w|wk|week)|(d|day))s?(?:,? and |,? |$)"
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VALUES = {word: value for value, word in enumerate(_WORDS, 1)} | {"a": 1, "an": 1}


@attrs.frozen
class Period:
    """A calendar duration: so many months and then so many days, as ISO 8601 writes it.

    >>> Period.parse("P1Y6M"), str(Period.parse("P2W"))
    (Period(months=18, days=0), 'P14D')

    A year is always twelve months and a week seven days, so both are turned into those; equality and
    hash are on months and days. A month is no fixed number of days, so months and days are kept apart and
    there is no `<`: whether twelve months are more than 365 days depends on the day from which one
    counts. Compare what `after` gives for that day.

    Attributes:
        months: Not negative, at most 119,988.
        days: Not negative, at most 3,652,059; a period of no months and no days is refused.

    Raises:
        InvalidPeriodError: A number is out of these limits, which are the length of the calendar.
        TypeError: A number is no `int`.
    """

    months: int = 0
    days: int = 0

    def __attrs_post_init__(self) -> None:
        _check_whole("months", self.months)
        _check_whole("days", self.days)
        if self.months < 0 or self.days < 0:
            reason = "a period is not negative"
        elif self.months > _MAX_MONTHS or self.days > _MAX_DAYS:
            reason = "a period is no longer than the calendar, which has 9999 years"
        elif self.months or self.days:
            return
        else:
            reason = "a period is not zero"
        text = f"{_shown(self.months)} months, {_shown(self.days)} days"
        raise InvalidPeriodError(text, reason)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Return the period that an ISO 8601 text says: `PnYnMnD` with the parts it needs, or `PnW`.

        Raises:
            InvalidPeriodError: The text is no such period: it has a time of day, a fraction or a sign, it
                is zero, or it is words; `suggestion` says what to write, where it can be told.
            TypeError: It is no text.
        """
        if len(check_text(text, "a Period")) > MAX_LENGTH:
            raise InvalidPeriodError(excerpt(text), f"a period has at most {MAX_LENGTH} characters")
        period = _read(text)
        if period is None:
            raise InvalidPeriodError(text, *_advice(text))
        return period

    def after(self, day: datetime.date) -> "pendulum.Date":
        """Return the calendar day that is this period after a day.

        The months are counted first: the same day of the month, or the last day of a month too short to
        have it. The days are then added to that.

        >>> Period.parse("P1M").after(datetime.date(2024, 1, 31))
        Date(2024, 2, 29)

        Raises:
            InvalidPeriodError: The result is later than the year 9999.
            TypeError: It is no calendar day; a `datetime` is none.
        """
        import pendulum  # noqa: PLC0415  # Loaded when somebody counts.

        check_day(day)
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        try:
            moved = pendulum.Date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
            return pendulum.Date.fromordinal(moved.toordinal() + self.days)
        except (ValueError, OverflowError):
            raise InvalidPeriodError(str(self), f"counted from {day} it ends after 9999-12-31") from None

    def __str__(self) -> str:
        """Return the canonical text: `P18M`, `P30D`, `P12M10D`; `parse` reads it back as an equal period."""
        return f"P{f'{self.months}M' if self.months else ''}{f'{self.days}D' if self.days else ''}"


def _check_whole(name: str, number: object) -> None:
    """Refuse what is no whole number; a bool counts nothing."""
    if not isinstance(number, int) or isinstance(number, bool):
        message = f"{name} is an int, not {type(number).__name__}"
        raise TypeError(message)


def _shown(number: int) -> str:
    """Return a number for an error, in which a huge one is not written out."""
    return str(number) if abs(number) < 10**9 else "too many"


def _read(text: str) -> Period | None:
    """Return what an ISO 8601 text says; None if it is none.

    Raises:
        InvalidPeriodError: It is ISO 8601, but no period that policytrack holds.
    """
    match = _ISO.fullmatch(text)
    if match is None or match.lastindex is None:
        return None
    years, months, weeks, days = (int(number or 0) for number in match.groups())
    try:
        period = Period(years * 12 + months, weeks * 7 + days)
    except InvalidPeriodError as error:
        raise InvalidPeriodError(text, error.reason) from None
    if match[3] and text != f"P{match[3]}W":
        raise InvalidPeriodError(text, "weeks stand alone", str(period))
    return period


def _advice(text: str) -> tuple[str, str | None]:
    """Say why a text is no period, and what was probably meant."""
    plain = " ".join(text.split()).lower()
    if suggestion := _readable(plain.upper()):
        return "a period has no white space, and its letters are capitals", suggestion
    if suggestion := _spoken(plain):
        return "a period is written in ISO 8601", suggestion
    if plain.startswith("p") and "t" in plain:
        return "a period has no time of day", None
    if plain.startswith(("-", "+", "p-", "p+")):
        return "a period has no sign", None
    if plain.startswith("p") and ("." in plain or "," in plain):
        return "a period has no fractions", None
    return "this is no ISO 8601 period (12 months are P12M, 30 days P30D)", None


def _spoken(plain: str) -> str | None:
    """Return the period for words such as `1 year and six months`."""
    months = days = position = 0
    while position < len(plain):
        match = _SPOKEN.match(plain, position)
        if match is None:
            return None
        word, year, month, week, _ = match.groups()
        number = int(word) if word.isdigit() else _VALUES.get(word, 0)
        months += number * (12 if year else 1 if month else 0)
        days += number * (0 if year or month else 7 if week else 1)
        position = match.end()
    return _readable(f"P{months}M{days}D")


def _readable(text: str) -> str | None:
    """Return the canonical text of what can be read, or what is suggested instead."""
    try:
        period = _read(text)
    except InvalidPeriodError as error:
        return error.suggestion
    return None if period is None else str(period)
