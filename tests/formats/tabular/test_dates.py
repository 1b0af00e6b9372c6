"""Dates by patterns: what is declared is read, and nothing is guessed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.dates import PartialDate
from policytrack.formats.tabular._dates import MONTHS, pattern_fault, read_date


@pytest.mark.parametrize(
    ("text", "pattern", "date"),
    [
        ("24/09/2023", "DD/MM/YYYY", "2023-09-24"),
        ("9/4/2023", "M/D/YYYY", "2023-09-04"),
        ("4 September 2023", "D MMMM YYYY", "2023-09-04"),
        ("SEPT 2023", "MMM YYYY", None),
        ("Sep. 2023", "MMM YYYY", "2023-09"),
        ("Sep 2023", "MMMM YYYY", None),
        ("2023", "YYYY", "2023"),
        ("2023-09-24T10:00:00Z", "YYYY-MM-DD[T]*", "2023-09-24"),
        ("2023-09-24T10:00:00Z", "YYYY-MM-DD", None),
        ("1/4/2023", "DD/MM/YYYY", None),
        ("٢٠٢٣", "YYYY", None),
        ("2023~", "EDTF", "2023~"),
        ("31.02.2023", "DD.MM.YYYY", None),
        ("00/00/2023", "DD/MM/YYYY", None),
    ],
)
def test_a_pattern_reads_what_it_says(text, pattern, date):
    """Anything else is refused with a reason."""
    assert pattern_fault(pattern) is None
    found = read_date(text, (pattern,), ())
    assert (str(found) if isinstance(found, PartialDate) else None) == date
    assert date or isinstance(found, str)


@pytest.mark.parametrize(
    "pattern", ["MM/DD", "YYYY YYYY", "YYYY-MM-MMM", "DD-DD MM YYYY", "DD YYYY", "yyyy", "YYYY*-MM", "[T"]
)
def test_what_is_no_pattern_is_refused(pattern):
    """A date has one year, and a day only with its month."""
    assert pattern_fault(pattern) is not None


def test_months_of_another_language():
    """A mapping names them; English ones are then unknown."""
    months = [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ]
    assert str(read_date("24. Mai 2023", ("D. MMMM YYYY",), months)) == "2023-05-24"
    assert str(read_date("mai 2023", ("MMM YYYY",), months)) == "2023-05"
    assert isinstance(read_date("24. May 2023", ("D. MMMM YYYY",), months), str)


def test_two_patterns_that_disagree_are_no_date():
    """Which of the two is meant cannot be told; where they agree it can."""
    patterns = ("D/M/YYYY", "M/D/YYYY")
    assert "two dates" in str(read_date("1/2/2023", patterns, ()))
    assert str(read_date("2/2/2023", patterns, ())) == "2023-02-02"
    assert str(read_date("13/2/2023", patterns, ())) == "2023-02-13"


@given(st.dates(datetime.date(1000, 1, 1)))
def test_a_date_that_was_written_by_a_pattern_is_read_by_it(day):
    """The day comes back, whatever the order of its parts."""
    written = {
        "YYYYMMDD": f"{day:%Y%m%d}",
        "D.M.YYYY": f"{day.day}.{day.month}.{day.year}",
        "MMMM D, YYYY": f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    }
    for pattern, text in written.items():
        assert read_date(text, (pattern,), ()) == PartialDate.parse(day.isoformat())
