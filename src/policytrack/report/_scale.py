"""Where days stand on a drawing, and which of them are named."""

import datetime
from collections.abc import Iterable, Iterator

import attrs

from policytrack.dates import PartialDate

Days = tuple[int, int]
"""The first and the last day of something, as ordinals."""

_MONTH, _YEAR = 31, 366
# How many months lie between two named days, for drawings of up to so many days.
_STEPS = (
    (4 * _MONTH, 1),
    (14 * _MONTH, 3),
    (3 * _YEAR, 6),
    (8 * _YEAR, 12),
    (25 * _YEAR, 60),
    (90 * _YEAR, 120),
)
_WIDEST = 1200
_LETTER = 6.6


@attrs.frozen
class Scale:
    """The days from `first` to `last`, drawn from `left` to `right`."""

    first: int
    last: int
    left: int
    right: int

    def x(self, day: int) -> int:
        """Return where a day stands; one outside stands at the edge."""
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return round(self.left + share * (self.right - self.left))

    def ticks(self) -> Iterator[tuple[int, str]]:
        """Give the days to be named: the first of every so many months, by month, or by year."""
        length = self.last - self.first
        step = next((months for most, months in _STEPS if length <= most), _WIDEST)
        begin = datetime.date.fromordinal(self.first)
        month = -(-(begin.year * 12 + begin.month - (begin.day == 1)) // step) * step
        while month // 12 <= datetime.MAXYEAR:
            day = datetime.date(month // 12, month % 12 + 1, 1)
            if day.toordinal() > self.last:
                return
            yield self.x(day.toordinal()), f"{day.year:04}" if step >= 12 else f"{day:%Y-%m}"  # noqa: PLR2004  # months of a year
            month += step


def scale(spans: Iterable[Days], left: int, right: int) -> Scale:
    """Return a scale on which all of these days stand, with some room on both sides."""
    days = [day for span in spans for day in span]
    first, last = min(days), max(days)
    room = max((last - first) // 25, 10)
    most = datetime.date.max.toordinal()
    return Scale(max(first - room, 1), min(last + room, most), left, right)


def bounds(date: PartialDate) -> Days:
    """Return the days between which a date lies; an open end is drawn at the other one."""
    first, last = date.span
    return (date.earliest or last).toordinal(), (date.latest or first).toordinal()


def lanes(labels: Iterable[tuple[int, str]], left: int, right: int) -> Iterator[tuple[int, int]]:
    """Place texts so that none covers another: for each its lane, counted from 0, and where it begins.

    Args:
        labels: The texts, each with where it points to, from left to right.
        left: Where the drawing begins.
        right: Where it ends.
    """
    free: list[float] = []
    for x, text in labels:
        width = len(text) * _LETTER + 10
        begin = max(left, min(x - 4, right - width))
        lane = next((lane for lane, end in enumerate(free) if end <= begin), len(free))
        free[lane:] = [begin + width, *free[lane + 1 :]]
        yield lane, round(begin)
