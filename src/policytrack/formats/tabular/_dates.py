"""Dates as the data writes them: patterns that are declared, never guessed.

A pattern is made of `YYYY`, `MM` (two digits), `M` (one or two), `MMMM` (a name), `MMM` (a short name), `DD`
and `D`, of letters in brackets (`[T]`), of a `*` at its end for whatever follows there, and of other
characters that stand for themselves. A date is as precise as its pattern: `MM/YYYY` gives a month. `EDTF`
stands for the way in which policytrack writes dates itself.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from policytrack.dates import PartialDate
from policytrack.errors import InvalidDateError

EDTF = "EDTF"

MONTHS: tuple[str, ...] = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_PARTS = re.compile(r"YYYY|MMMM|MMM|MM|M|DD|D|\*$|\[[^\]]*\]|[^A-Za-z*\[\]]|(?P<bad>.)", re.DOTALL)
_TOKENS = {
    "YYYY": "(?P<year>[0-9]{4})",
    "MMMM": r"(?P<name>[^\W\d_]+)",
    "MMM": r"(?P<short>[^\W\d_]+)\.?",
    "MM": "(?P<month>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "DD": "(?P<day>[0-9]{2})",
    "D": "(?P<day>[0-9]{1,2})",
    "*": ".*",
}


def pattern_fault(pattern: str) -> str | None:
    """Say what keeps a text from being a pattern, or None where it is one.

    >>> pattern_fault("DD/MM/YYYY") is None, pattern_fault("DD.YYYY"), pattern_fault("d/m/YYYY")
    (True, 'a day needs a month', "'d' is no part of a pattern")
    """
    if pattern == EDTF:
        return None
    parts = list(_PARTS.finditer(pattern))
    bad = next((part["bad"] for part in parts if part["bad"]), None)
    if bad is not None:
        return f"{bad!r} is no part of a pattern"
    kinds = [part[0][0] for part in parts if part[0] in _TOKENS]
    if kinds.count("Y") != 1:
        return "a date has one year of four digits, YYYY"
    if kinds.count("M") > 1 or kinds.count("D") > 1:
        return "a month or a day stands twice"
    return "a day needs a month" if "D" in kinds and "M" not in kinds else None


def read_date(text: str, patterns: Sequence[str], months: Sequence[str]) -> PartialDate | str:
    """Read a date by the patterns; where they do not make one date of it, say why.

    >>> str(read_date("3/2024", ("M/YYYY", "YYYY"), ()))
    '2024-03'
    >>> read_date("1/2/2024", ("D/M/YYYY", "M/D/YYYY"), ())
    'two patterns make two dates of it: 2024-01-02, 2024-02-01'
    """
    found, reason = set[str](), None
    for pattern in patterns or (EDTF,):
        try:
            edtf = text if pattern == EDTF else _edtf(text, pattern, tuple(months))
            if edtf is not None:
                found.add(str(PartialDate.parse(edtf)))
        except InvalidDateError as error:
            reason = error.reason
    if len(found) > 1:
        return f"two patterns make two dates of it: {', '.join(sorted(found))}"
    return PartialDate.parse(found.pop()) if found else reason or "no pattern of the mapping reads it"


def _edtf(text: str, pattern: str, months: tuple[str, ...]) -> str | None:
    matched = _compiled(pattern).fullmatch(text)
    if matched is None:
        return None
    parts = matched.groupdict()
    month = parts.get("month")
    if month is None and (word := parts.get("name") or parts.get("short")) is not None:
        names = months or (MONTHS if parts.get("name") else [name[:3] for name in MONTHS])
        known = [name.casefold().rstrip(".") for name in names]
        if word.casefold() not in known:
            return None
        month = str(known.index(word.casefold()) + 1)
    return "-".join([parts["year"], *(part.zfill(2) for part in (month, parts.get("day")) if part)])


@lru_cache(maxsize=128)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = (part[0] for part in _PARTS.finditer(pattern))
    return re.compile("".join(_TOKENS.get(part) or re.escape(part.strip("[]")) for part in parts), re.DOTALL)
