r"""The grammar of EDTF as policytrack reads it: a text becomes a `Reading`, or the reason why not.

```
text     = point | choice | interval
point    = unit [qualifier]
unit     = YYYY-MM-DD | YYYY-MM-XX | YYYY-XX-XX     a day, not known further than its month or its year
         | YYYY-MM | YYYY-XX | YYYY-SS              a month, a season (21 to 24)
         | YYYY | YYYX | YYXX                       a year, a decade, a century
choice   = "[" date ".." date "]" | "[.." date "]" | "[" date "..]"
date     = YYYY-MM-DD | YYYY-MM | YYYY
interval = point "/" end | end "/" point
end      = point | ".." | ""                        open, unknown
qualifier = "~" | "?" | "%"                         approximate, uncertain, both
```

Source: Extended Date/Time Format, Library of Congress, 2019 (ISO 8601-2:2019), level 0 without times of
day, level 1 without years beyond four digits, and of level 2 the choice of a range. Each pattern has
only fixed repetitions and is matched once against each part, so a text is read in linear time.
"""

import re
from calendar import monthrange

import attrs
import pendulum

from policytrack.dates._precision import Precision
from policytrack.errors import InvalidDateError

NO_DATE = "this is no EDTF date (a day is YYYY-MM-DD, a month YYYY-MM, a year YYYY)"
OPEN = ".."
UNKNOWN = ""

_POINT = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?([~?%]?)")
_FIRST_DAY = pendulum.Date(1, 1, 1)
_LAST_DAY = pendulum.Date(9999, 12, 31)
_SEASONS = range(21, 25)
_WINTER = 24


@attrs.frozen
class Reading:
    """What a text says.

    `text` is canonical, the bounds are None where they are open or unknown, and `qualifiers` holds those
    at the end or ends.
    """

    text: str
    earliest: pendulum.Date | None
    latest: pendulum.Date | None
    precision: Precision
    qualifiers: str = ""
    is_period: bool = False
    has_unknown_end: bool = False

    @property
    def span(self) -> tuple[pendulum.Date, pendulum.Date]:
        """The bounds, or the ends of the calendar where they are None."""
        return (self.earliest or _FIRST_DAY, self.latest or _LAST_DAY)


def read(text: str) -> Reading:
    """Return what an EDTF text says.

    Raises:
        InvalidDateError: It is none that policytrack reads; without a suggestion.
    """
    try:
        if text.startswith("["):
            return _choice(text)
        if "/" in text:
            return _interval(text)
        return _point(text)
    except _Refusal as refusal:
        raise InvalidDateError(text, str(refusal)) from None


class _Refusal(Exception):  # noqa: N818 (it never leaves this module)
    """The reason why a part of the text cannot be read."""


def _point(text: str) -> Reading:
    """Read a unit with or without a qualifier."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise _Refusal(NO_DATE)
    year, month, day, qualifier = match.groups()
    if "X" in year:
        return _years(year, qualifier, is_whole=month is None)
    if year == "0000":
        reason = "years run from 0001 to 9999"
        raise _Refusal(reason)
    if month is None or month == "XX":
        return _year(year, day, qualifier)
    if int(month) in _SEASONS:
        return _season(year, int(month), qualifier, is_whole=day is None)
    return _month_or_day(year, month, day, qualifier)


def _years(year: str, qualifier: str, *, is_whole: bool) -> Reading:
    """Read a decade or a century."""
    if not is_whole:
        reason = "an unspecified year has no month"
        raise _Refusal(reason)
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not first:
        reason = "years run from 0001 to 9999, and this could be the year 0000"
        raise _Refusal(reason)
    precision = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    return Reading(
        year + qualifier, pendulum.Date(first, 1, 1), pendulum.Date(last, 12, 31), precision, qualifier
    )


def _year(year: str, day: str | None, qualifier: str) -> Reading:
    """Read a year, whose month and day may be unspecified: both say no more than the year."""
    if day not in {None, "XX"}:
        reason = "a day needs its month"
        raise _Refusal(reason)
    number = int(year)
    return Reading(
        year + qualifier,
        pendulum.Date(number, 1, 1),
        pendulum.Date(number, 12, 31),
        Precision.YEAR,
        qualifier,
    )


def _season(year: str, season: int, qualifier: str, *, is_whole: bool) -> Reading:
    """Read a season: some day of its year, and a winter ends with the next February."""
    if not is_whole:
        reason = "a season has no days"
        raise _Refusal(reason)
    number = int(year)
    latest = pendulum.Date(number, 12, 31)
    if season == _WINTER:
        if number == pendulum.Date.max.year:
            reason = "this winter ends after the year 9999"
            raise _Refusal(reason)
        latest = pendulum.Date(number + 1, 2, monthrange(number + 1, 2)[1])
    text = f"{year}-{season}{qualifier}"
    return Reading(text, pendulum.Date(number, 1, 1), latest, Precision.SEASON, qualifier)


def _month_or_day(year: str, month: str, day: str | None, qualifier: str) -> Reading:
    """Read a month, whose day may be unspecified, or a day."""
    if not 1 <= int(month) <= 12:  # noqa: PLR2004 (the months of a year)
        reason = f"there is no month {month} (months are 01 to 12, seasons 21 to 24)"
        raise _Refusal(reason)
    length = monthrange(int(year), int(month))[1]
    if day is None or day == "XX":
        text = f"{year}-{month}{qualifier}"
        first, last = (pendulum.Date(int(year), int(month), end) for end in (1, length))
        return Reading(text, first, last, Precision.MONTH, qualifier)
    if not 1 <= int(day) <= length:
        reason = f"there is no day {day} in {year}-{month} (days are 01 to {length})"
        raise _Refusal(reason)
    exact = pendulum.Date(int(year), int(month), int(day))
    return Reading(f"{year}-{month}-{day}{qualifier}", exact, exact, Precision.DAY, qualifier)


def _choice(text: str) -> Reading:
    """Read some day within a range."""
    if not text.endswith("]"):
        reason = "a choice ends with ]"
        raise _Refusal(reason)
    if "," in text:
        reason = "a choice names a range, not a list"
        raise _Refusal(reason)
    first, dots, last = text[1:-1].partition("..")
    if not dots or not (first or last):
        reason = "a choice is [a..b], [..b] or [a..]"
        raise _Refusal(reason)
    start = _choice_end(first) if first else None
    end = _choice_end(last) if last else None
    if start and end:
        if start == end:
            return start
        _refuse_reversed(start, end)
        return Reading(f"[{start.text}..{end.text}]", start.earliest, end.latest, Precision.RANGE)
    return Reading(
        f"[{start.text if start else ''}..{end.text if end else ''}]",
        start.earliest if start else None,
        end.latest if end else None,
        Precision.OPEN,
    )


def _choice_end(text: str) -> Reading:
    """Read one end of a choice."""
    end = _point(text)
    if end.qualifiers:
        reason = "a choice takes no qualifier (widen it instead)"
        raise _Refusal(reason)
    if end.precision not in {Precision.DAY, Precision.MONTH, Precision.YEAR}:
        reason = "a choice lies between days, months or years"
        raise _Refusal(reason)
    return end


def _interval(text: str) -> Reading:
    """Read a period that lasts."""
    first, _, last = text.partition("/")
    start = None if first in {OPEN, UNKNOWN} else _point(first)
    end = None if last in {OPEN, UNKNOWN} else _point(last)
    if start and end:
        _refuse_reversed(start, end)
    elif not start and not end:
        reason = "a period needs a date at one end"
        raise _Refusal(reason)
    return Reading(
        f"{start.text if start else first}/{end.text if end else last}",
        start.earliest if start else None,
        end.latest if end else None,
        min(start.precision, end.precision) if start and end else Precision.OPEN,
        (start.qualifiers if start else "") + (end.qualifiers if end else ""),
        is_period=True,
        has_unknown_end=UNKNOWN in (first, last),
    )


def _refuse_reversed(start: Reading, end: Reading) -> None:
    """Refuse two ends when no day of the end is at or after one of the start."""
    if start.earliest and end.latest and start.earliest > end.latest:
        reason = f"{end.text} comes before {start.text}"
        raise _Refusal(reason)
