"""`PartialDate`: a date as precise as its source and no more."""

import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, final

from policytrack.dates._checks import MAX_LENGTH, check_day, check_text, excerpt
from policytrack.dates._precision import Precision
from policytrack.errors import InvalidDateError

if TYPE_CHECKING:
    import pendulum

    from policytrack.dates._grammar import Reading


@final
class PartialDate:
    """A date as precise as its source and no more, written in EDTF.

    >>> date = PartialDate.parse("2023-09~")
    >>> date.earliest, date.latest, date.is_approximate
    (Date(2023, 9, 1), Date(2023, 9, 30), True)
    >>> PartialDate.parse("24/09/2023")
    Traceback (most recent call last):
    policytrack.errors.InvalidDateError: '24/09/2023': the year comes first (write 2023-09-24)

    **What can be written.** A day `2023-09-24`, a month `2023-09`, a year `2023`, a decade `202X`, a
    century `20XX`, a season `2023-21` (spring, then summer, autumn and winter: `2023-24` is the winter,
    never the years 2023 to 2024); some day within a range `[2024-05-24..2024-05-30]`, `[..2023-09-25]`,
    `[2024-01..]`; a period that lasts `2023-09-21/2023-09-24`, open with `../2023` and `2024-01/..`, with
    an unknown end `/2023` and `2024-01/`. A unit, alone or at an end of a period, takes a qualifier: `~`
    approximate, `?` uncertain, `%` both. `policytrack.dates._grammar` has the whole grammar.

    **Some day within, or a period.** Whatever has no `/` happened on one day somewhere from `earliest`
    to `latest`, even when it is written as a year. What has one lasts from its start to its end. A season
    lies in its year, since hemispheres differ; a winter (24) may also end with the next February.

    **Equality.** Two dates are equal, and hash alike, if they have the same canonical text, `str(date)`.
    An unspecified month or day says no more than the unit above it, so `2023-XX` and `2023-XX-XX` are
    `2023`, and `2023-09-XX` is `2023-09`; a choice between a unit and itself is that unit. Nothing else
    is rewritten: `[2023-01..2023-12]` has the bounds of `2023`, but another precision, and
    `2023-09-24/2023-09-24` is a period of one day. No date equals a `datetime.date`.

    **Orders** are three-valued: surely (so in every reading), possibly (in one at least), or neither. A
    reading picks one day from `earliest` to `latest`: of a date the day on which it happened, of a period
    any day on which it lasted. An open or unknown end reaches to the end of the calendar (`span`): days
    before 0001-01-01 and after 9999-12-31 do not exist. A qualifier moves no bound, but a qualified date
    is never surely anything. So for `a` and `b` of any kind:

    - `a.surely_before(b)`: `a.span[1] < b.span[0]`, and neither is qualified;
    - `a.possibly_before(b)`: `a.span[0] < b.span[1]`; a period that began before a day is possibly before
      that day, and possibly after it when it went on;
    - `a.surely_within(b)`: `b` is a window, all days from `b.span[0]` to `b.span[1]`, and holds both ends
      of `a.span`; neither is qualified and no end of `b` is unknown;
    - `a.possibly_within(b)`: the two spans share a day;
    - `after` is `before` with the two exchanged.

    There is no `<`, because `2023` is neither before nor after May 2023: sort by `span`.
    """

    __slots__ = (
        "_earliest",
        "_has_unknown_end",
        "_is_period",
        "_latest",
        "_precision",
        "_qualifiers",
        "_span",
        "_text",
    )

    _text: str
    _earliest: "pendulum.Date | None"
    _latest: "pendulum.Date | None"
    _span: "tuple[pendulum.Date, pendulum.Date]"
    _precision: Precision
    _qualifiers: str
    _is_period: bool
    _has_unknown_end: bool

    def __new__(cls, text: str) -> "PartialDate":
        """Return what `parse` returns, so that a `repr` can be evaluated."""
        return cls.parse(text)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Return the date that an EDTF text says, from a bounded cache where it was read before.

        Raises:
            InvalidDateError: The text is no such date; `suggestion` says what to write, where it can be
                told. Nothing is guessed: a date that can be read in two ways is refused with both.
            TypeError: It is no text.
        """
        if len(check_text(text, "a PartialDate")) > MAX_LENGTH:
            raise InvalidDateError(excerpt(text), f"a date has at most {MAX_LENGTH} characters")
        try:
            return _parsed(text)
        except InvalidDateError as error:
            from policytrack.dates._advice import advise  # noqa: PLC0415  # Loaded when there is an error.

            raise advise(error) from None

    @classmethod
    def of(cls, day: datetime.date) -> "PartialDate":
        """Return a calendar day as a date.

        >>> PartialDate.of(datetime.date(2023, 9, 24))
        PartialDate('2023-09-24')

        Raises:
            TypeError: It is no calendar day; a `datetime` is none, since its day depends on the zone.
        """
        return cls.parse(check_day(day).isoformat())

    @classmethod
    def by(cls, day: datetime.date) -> "PartialDate":
        """Return some day no later than this one; errors are those of `of`.

        >>> PartialDate.by(datetime.date(2023, 9, 25))
        PartialDate('[..2023-09-25]')
        """
        return cls.parse(f"[..{check_day(day).isoformat()}]")

    @classmethod
    def since(cls, day: datetime.date) -> "PartialDate":
        """Return some day no earlier than this one; errors are those of `of`.

        >>> PartialDate.since(datetime.date(2024, 1, 1))
        PartialDate('[2024-01-01..]')
        """
        return cls.parse(f"[{check_day(day).isoformat()}..]")

    @classmethod
    def _from_reading(cls, reading: "Reading") -> "PartialDate":
        self = super().__new__(cls)
        self._text = reading.text
        self._earliest = reading.earliest
        self._latest = reading.latest
        self._span = reading.span
        self._precision = reading.precision
        self._qualifiers = reading.qualifiers
        self._is_period = reading.is_period
        self._has_unknown_end = reading.has_unknown_end
        return self

    @property
    def earliest(self) -> "pendulum.Date | None":
        """The first day on which it can have happened or begun; None where that is open or unknown."""
        return self._earliest

    @property
    def latest(self) -> "pendulum.Date | None":
        """The last day on which it can have happened or ended; None where that is open or unknown."""
        return self._latest

    @property
    def day(self) -> "pendulum.Date | None":
        """The one calendar day that it is, without a doubt; None where it is anything else.

        >>> PartialDate.parse("2023-09-25").day, PartialDate.parse("2023-09").day
        (Date(2023, 9, 25), None)
        """
        one = self._earliest == self._latest and not self.is_qualified and not self._is_period
        return self._earliest if one else None

    @property
    def span(self) -> "tuple[pendulum.Date, pendulum.Date]":
        """The days of `earliest` and `latest`, or the ends of the calendar where those are None.

        This is what orders compare and stores keep.

        >>> PartialDate.parse("[..2023-09-25]").span
        (Date(1, 1, 1), Date(2023, 9, 25))
        """
        return self._span

    @property
    def precision(self) -> Precision:
        """How narrow it is, whatever its qualifier."""
        return self._precision

    @property
    def is_uncertain(self) -> bool:
        """Whether the source is in doubt about it or about one of its ends (`?` or `%`)."""
        return "?" in self._qualifiers or "%" in self._qualifiers

    @property
    def is_approximate(self) -> bool:
        """Whether it or one of its ends is an estimate (`~` or `%`)."""
        return "~" in self._qualifiers or "%" in self._qualifiers

    @property
    def is_qualified(self) -> bool:
        """Whether it is uncertain or approximate, so that no answer about it is sure."""
        return bool(self._qualifiers)

    @property
    def is_period(self) -> bool:
        """Whether it lasts; otherwise it is some day within its bounds."""
        return self._is_period

    @property
    def has_unknown_end(self) -> bool:
        """Whether it is a period whose start or end is not known, which is not the same as open."""
        return self._has_unknown_end

    def surely_before(self, other: "PartialDate | datetime.date") -> bool:
        """Whether every reading of this is before every reading of the other.

        >>> PartialDate.parse("2023-09").surely_before(datetime.date(2023, 10, 1))
        True
        """
        other = _as_partial(other)
        return self._is_firm_with(other) and self._span[1] < other.span[0]

    def possibly_before(self, other: "PartialDate | datetime.date") -> bool:
        """Whether some reading of this is before some reading of the other."""
        return self._span[0] < _as_partial(other).span[1]

    def surely_after(self, other: "PartialDate | datetime.date") -> bool:
        """Whether every reading of this is after every reading of the other."""
        return _as_partial(other).surely_before(self)

    def possibly_after(self, other: "PartialDate | datetime.date") -> bool:
        """Whether some reading of this is after some reading of the other."""
        return _as_partial(other).possibly_before(self)

    def surely_within(self, window: "PartialDate | datetime.date") -> bool:
        """Whether every reading of this is a day of the window.

        >>> PartialDate.parse("2023").surely_within(PartialDate.parse("2023-09/.."))
        False
        """
        window = _as_partial(window)
        if window.has_unknown_end or not self._is_firm_with(window):
            return False
        return window.span[0] <= self._span[0] and self._span[1] <= window.span[1]

    def possibly_within(self, window: "PartialDate | datetime.date") -> bool:
        """Whether some reading of this is a day of the window."""
        window = _as_partial(window)
        return window.span[0] <= self._span[1] and self._span[0] <= window.span[1]

    def _is_firm_with(self, other: "PartialDate") -> bool:
        return not (self.is_qualified or other.is_qualified)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __str__(self) -> str:
        """Return the canonical EDTF, which `parse` reads back as an equal date."""
        return self._text

    def __repr__(self) -> str:
        return f"PartialDate({self._text!r})"

    def __reduce__(self) -> tuple[type["PartialDate"], tuple[str]]:
        """Pickle and copy by the text, so that what was pickled is read by today's rules."""
        return PartialDate, (self._text,)


@lru_cache(maxsize=16_384)
def _parsed(text: str) -> PartialDate:
    """Read a text once; few dates of a data set are distinct."""
    from policytrack.dates._grammar import read  # noqa: PLC0415  # It loads pendulum, at the first date.

    return PartialDate._from_reading(read(text))  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]


def _as_partial(value: PartialDate | datetime.date) -> PartialDate:
    """Return a date, or a calendar day as a date."""
    return value if isinstance(value, PartialDate) else PartialDate.of(value)
