"""How people write one date: the reason why each way is refused, and the EDTF that it could mean.

The patterns match a text that `_advice` has folded to ASCII, lower case and single spaces. Every
repetition in them is bounded. Candidates need not exist (a 31 September), nor be only one: the caller
keeps those that can be read, and offers all of them.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

# First and last month of the divisions of a year that level 2 numbers 33 to 41 (ISO 8601-2:2019, 4.8):
# four quarters, three quadrimesters, two semesters.
_DIVISIONS = {
    number: (first, first + length - 1)
    for start, length in ((33, 3), (37, 4), (40, 6))
    for number, first in enumerate(range(1, 13, length), start)
}
_HEMISPHERE_SEASONS = range(25, 33)

_YEAR = "([0-9]{4})"
_NUMBER = "([0-9]{1,2})"
_ORDINAL = f"{_NUMBER}(?:st|nd|rd|th)?"
_YEAR_AND_NUMBER = re.compile(f"{_YEAR}-([0-9]{{2}})")
_MONTH = f"((?:{'|'.join(name[:3] for name in _MONTHS)})[a-z]{{0,6}})\\.?"
_SEASON = f"({'|'.join(_SEASONS)})"


def _date(year: str, month: str | int, day: str | None = None) -> str:
    return f"{year}-{int(month):02}" + ("" if day is None else f"-{int(day):02}")


def _digits(year: str, month: str, day: str | None = None) -> list[str]:
    return [_date(year, month, day)]


def _month_year(month: str, year: str) -> list[str]:
    return [_date(year, month)]


def _either_first(first: str, second: str, year: str) -> list[str]:
    """Read `03/04/2023` with the day first and with the month first."""
    return [_date(year, second, first), _date(year, first, second)]


def _year_slash(year: str, number: str) -> list[str]:
    """Read `2011/12` as a month and as two years."""
    month = [_date(year, number)] if int(number) <= len(_MONTHS) else []
    return month + _later_year(year, number)


def _later_year(year: str, number: str) -> list[str]:
    """Read `2019-25` as both years, when the second is the next one or later in the century."""
    is_later = number > year[2:] or (int(number) - int(year)) % 100 == 1
    century = int(year[:2]) + (number < year[2:])
    return two_ends(year, f"{century:02}{number}") if len(number) == 2 and is_later else []  # noqa: PLR2004


def _no_month(year: str, number: str) -> list[str]:
    """Read `2023-33` as a division of the year of level 2, and as two years."""
    later = _later_year(year, number)
    if months := _DIVISIONS.get(int(number)):
        return [f"[{_date(year, months[0])}..{_date(year, months[1])}]", *later]
    season = (int(number) - 25) % 4 + 21
    return [f"{year}-{season}", *later] if int(number) in _HEMISPHERE_SEASONS else later


def _part_of_year(letter: str, number: str, year: str) -> list[str]:
    """Read a quarter or a half as some day in its months."""
    length = {"q": 3, "h": 6}[letter]
    last = int(number) * length
    return [f"[{_date(year, last - length + 1)}..{_date(year, last)}]"]


def _part_after_year(year: str, letter: str, number: str) -> list[str]:
    return _part_of_year(letter, number, year)


def _day_month_year(day: str | None, month: str, year: str) -> list[str]:
    """Read a month by its name or by the beginning of its name."""
    return [_date(year, number, day) for number, name in enumerate(_MONTHS, 1) if name.startswith(month)]


def _month_day_year(month: str, day: str, year: str) -> list[str]:
    return _day_month_year(day, month, year)


def _year_month_day(year: str, month: str, day: str | None) -> list[str]:
    return _day_month_year(day, month, year)


def _season_year(season: str, year: str) -> list[str]:
    return [f"{year}-{_SEASONS[season]}"]


def _decade(digits: str) -> list[str]:
    """Read `2010s` as a decade, `2000s` as a decade and as a century."""
    return [f"{digits}X", f"{digits[:2]}XX"] if digits.endswith("0") else [f"{digits}X"]


def _century(number: str) -> list[str]:
    """Read `20th century` as its years, the first of which is 1901."""
    last = int(number) * 100
    return [f"[{last - 99:04}..{last:04}]"]


def _nothing(*_: str) -> list[str]:
    return []


def two_ends(start: str, end: str) -> list[str]:
    """Return a period that lasts from start to end, and some day between them."""
    return [f"{start}/{end}", f"[{start}..{end}]"]


def two_years(plain: str) -> list[str]:
    """Read `2023-24` as two years, which EDTF reads as a winter."""
    match = _YEAR_AND_NUMBER.fullmatch(plain)
    return _later_year(*match.groups()) if match else []


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    reason: str
    candidates: Callable[..., list[str]]


_ORDER = "the year comes first"
_TWO_DIGITS = "month and day have two digits each, with hyphens between"
_IN_DIGITS = "months and seasons are written in digits"
_IN_MONTHS = "a part of a year is written as its months"
_IN_X = "digits that are not known are written X"
_RANGE = "years run from 0001 to 9999"

_RULES = tuple(
    _Rule(re.compile(pattern), reason, candidates)
    for pattern, reason, candidates in (
        (f"{_YEAR}-([0-9]{{2}})-([0-9]{{2}})[t ][0-9].{{0,64}}", "a date has no time of day", _digits),
        (f"{_YEAR}[-/. ]{_NUMBER}[-/. ]{_NUMBER}", _TWO_DIGITS, _digits),
        (f"{_YEAR}([0-9]{{2}})([0-9]{{2}})?", _TWO_DIGITS, _digits),
        (f"{_YEAR}[-.]([0-9])", _TWO_DIGITS, _digits),
        (f"{_YEAR}/{_NUMBER}", "an end of a period has its whole year", _year_slash),
        (f"{_NUMBER}[-/. ]{_NUMBER}[-/. ]{_YEAR}", _ORDER, _either_first),
        (f"{_NUMBER}[-/. ]{_YEAR}", _ORDER, _month_year),
        (f"{_NUMBER}[-/. ]{_NUMBER}[-/. ][0-9]{{2}}", "a year has four digits", _nothing),
        (f"(?:{_ORDINAL}(?: of)?[- ]?)?{_MONTH}(?: of)?,?[- ]?{_YEAR}", _IN_DIGITS, _day_month_year),
        (f"{_MONTH} {_ORDINAL},? {_YEAR}", _IN_DIGITS, _month_day_year),
        (f"{_YEAR},?[- ]?{_MONTH}(?:[- ]{_ORDINAL})?", _IN_DIGITS, _year_month_day),
        (f"{_SEASON}(?: of)?,? {_YEAR}", _IN_DIGITS, _season_year),
        (f"([qh])([1-4])[-/ ]?{_YEAR}", _IN_MONTHS, _part_of_year),
        (f"{_YEAR}[-/ ]?([qh])([1-4])", _IN_MONTHS, _part_after_year),
        (_YEAR_AND_NUMBER.pattern, "the number of a month is 01 to 12, of a season 21 to 24", _no_month),
        ("([0-9]{3})0'?s", _IN_X, _decade),
        (f"{_NUMBER}(?:st|nd|rd|th) century", "a century is written as its years", _century),
        ("y?-?[0-9]{5,64}|-[0-9]{4}.{0,64}", _RANGE, _nothing),
    )
)


def wordings(plain: str) -> Iterator[tuple[str, list[str]]]:
    """Give the reason and the candidates of every rule that matches, in order."""
    for rule in _RULES:
        if match := rule.pattern.fullmatch(plain):
            yield rule.reason, rule.candidates(*match.groups())
