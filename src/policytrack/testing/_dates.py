"""Strategies for dates and periods of every kind."""

import datetime
from functools import cache
from typing import Final

from hypothesis import reject
from hypothesis import strategies as st

from policytrack.dates import PartialDate, Period
from policytrack.errors import InvalidDateError

# Most dates are near each other, so that bounds often touch, overlap or are equal.
_NEAR_YEARS: Final = st.sampled_from([1999, 2000, 2023, 2024])
_YEARS: Final = st.one_of(_NEAR_YEARS, _NEAR_YEARS, st.integers(1, 9999))
_QUALIFIERS: Final = st.sampled_from(["", "", "", "~", "?", "%"])


@cache
def calendar_days() -> st.SearchStrategy[datetime.date]:
    """Draw calendar days, most of them in a few years and some at the ends of the calendar."""
    near = st.builds(datetime.date, _NEAR_YEARS, st.integers(1, 12), st.integers(1, 28))
    edges = st.sampled_from(
        [datetime.date.min, datetime.date.max, datetime.date(2024, 2, 29), datetime.date(2023, 12, 31)]
    )
    return st.one_of(near, near, edges, st.dates())


# Composite, since these strategies put together would be shown in pages of text.
@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Draw partial dates of every kind."""
    try:
        return PartialDate.parse(draw(edtf_texts()))
    except InvalidDateError:
        reject()  # The text has the shape of a date, and names no possible one.


@cache
def periods() -> st.SearchStrategy[Period]:
    """Draw calendar durations, most of them short."""
    numbers = st.tuples(
        st.integers(0, 40) | st.integers(0, 119_988), st.integers(0, 70) | st.integers(0, 3_652_059)
    )
    return numbers.filter(any).map(lambda number: Period(*number))


@cache
def edtf_texts() -> st.SearchStrategy[str]:
    """Draw texts in the shape of every kind of EDTF that policytrack reads; some name no possible date."""
    ends = st.one_of(_points(), _points(), st.sampled_from(["..", ""]))
    return st.one_of(
        _points(),
        st.builds("{}/{}".format, ends, ends),
        st.builds("[{}..{}]".format, _calendar_units(), _calendar_units()),
        st.builds("[..{}]".format, _calendar_units()),
        st.builds("[{}..]".format, _calendar_units()),
    )


@cache
def _calendar_units() -> st.SearchStrategy[str]:
    """Draw days, months and years."""
    years = _YEARS.map("{:04}".format)
    months = st.builds("{:04}-{:02}".format, _YEARS, st.integers(1, 12))
    return st.one_of(calendar_days().map(datetime.date.isoformat), months, years)


@cache
def _points() -> st.SearchStrategy[str]:
    """Draw a unit with or without a qualifier."""
    months = st.builds("{:04}-{:02}".format, _YEARS, st.integers(1, 12))
    seasons = st.builds("{:04}-{}".format, _YEARS, st.integers(21, 24))
    decades = _YEARS.map(lambda year: f"{year // 10:03}X")
    centuries = _YEARS.map(lambda year: f"{year // 100:02}XX")
    unspecified = st.one_of(
        months.map("{}-XX".format), _YEARS.map("{:04}-XX".format), _YEARS.map("{:04}-XX-XX".format)
    )
    units = st.one_of(_calendar_units(), _calendar_units(), seasons, decades, centuries, unspecified)
    return st.builds("{}{}".format, units, _QUALIFIERS)
