"""The laws of `PartialDate` and `Period`."""

import copy
import datetime
import pickle
import re
from itertools import pairwise

import pendulum
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import calendar_days, edtf_texts, partial_dates, periods

from policytrack.dates import PartialDate, Period
from policytrack.errors import InvalidDateError, InvalidPeriodError

dates_or_days = partial_dates() | calendar_days()
ORDERS = ("before", "after", "within")

# Texts of the characters that the grammar uses come near to being a date far more often than others.
near_texts = st.text("0129-/.[]~?%XxPYMWDT :,cabetw\u0662\uff12\u2013\u00a0\n", max_size=30)


def order(name: str, first: PartialDate, second: PartialDate | datetime.date) -> bool:
    """Ask one of the orders by its name."""
    answer = getattr(first, name)(second)
    assert isinstance(answer, bool)
    return answer


def possible_days(date: PartialDate) -> list[datetime.date]:
    """Return days of the date's span: both ends and those next to them."""
    first, last = (day.toordinal() for day in date.span)
    near = {first, first + 1, (first + last) // 2, last - 1, last}
    return [datetime.date.fromordinal(day) for day in near if first <= day <= last]


@st.composite
def nested_dates(draw: st.DrawFn) -> tuple[PartialDate, PartialDate]:
    """Draw a date without qualifiers, and one whose span holds it."""
    narrow = PartialDate.parse(re.sub("[~?%]", "", str(draw(partial_dates()))))
    other = draw(partial_dates())
    first, last = min(narrow.span[0], other.span[0]), max(narrow.span[1], other.span[1])
    forms = (
        f"[{first}..{last}]", f"[..{last}]", f"[{first}..]",
        f"{first}/{last}", f"../{last}", f"{first}/..", f"{first}~/{last}?",
    )  # fmt: skip
    return narrow, PartialDate.parse(draw(st.sampled_from(forms)))


@given(partial_dates())
def test_canonical_text_reads_back(date: PartialDate) -> None:
    """The canonical text of a date reads back as an equal date."""
    assert PartialDate.parse(str(date)) == date


@given(edtf_texts())
def test_canonical_text_is_a_fixed_point(text: str) -> None:
    """Reading a canonical text and writing it again changes nothing."""
    assume(refusal(text) is None)
    canonical = str(PartialDate.parse(text))
    assert str(PartialDate.parse(canonical)) == canonical


@given(edtf_texts())
def test_normalising_moves_no_bound(text: str) -> None:
    """A text and its canonical text have the same bounds, kind, precision and qualifiers."""
    assume(refusal(text) is None)
    date = PartialDate.parse(text)
    canonical = PartialDate.parse(str(date))
    for name in ("earliest", "latest", "span", "precision", "is_period", "is_uncertain", "is_approximate"):
        assert getattr(canonical, name) == getattr(date, name)


@given(partial_dates(), partial_dates())
def test_dates_are_equal_as_their_texts(first: PartialDate, second: PartialDate) -> None:
    """Two dates are equal exactly when their canonical texts are."""
    assert (first == second) == (str(first) == str(second))


@given(partial_dates())
def test_equal_dates_hash_alike(date: PartialDate) -> None:
    """A date that is read again hashes like the first."""
    assert hash(PartialDate.parse(str(date))) == hash(date)


@given(partial_dates())
def test_bounds_are_pendulum_dates_in_order(date: PartialDate) -> None:
    """Bounds are exactly `pendulum.Date`, and the earliest is not after the latest."""
    first, last = date.span
    assert type(first) is type(last) is pendulum.Date
    assert first <= last
    assert date.earliest in {None, first}
    assert date.latest in {None, last}


@given(partial_dates(), st.integers(0, pickle.HIGHEST_PROTOCOL))
def test_dates_pickle(date: PartialDate, protocol: int) -> None:
    """A date survives pickling."""
    assert pickle.loads(pickle.dumps(date, protocol)) == date


@given(partial_dates())
def test_dates_copy(date: PartialDate) -> None:
    """A copy and a deep copy equal the date."""
    assert copy.copy(date) == copy.deepcopy(date) == date


@given(partial_dates(), dates_or_days)
@pytest.mark.parametrize("name", ORDERS)
def test_sure_implies_possible(name: str, first: PartialDate, second: PartialDate | datetime.date) -> None:
    """What is surely so is possibly so."""
    assert not order(f"surely_{name}", first, second) or order(f"possibly_{name}", first, second)


@given(partial_dates(), partial_dates())
def test_surely_before_excludes_the_converse(first: PartialDate, second: PartialDate) -> None:
    """When one date is surely before another, the other is not even possibly before it."""
    assert not (first.surely_before(second) and second.possibly_before(first))


@given(partial_dates(), partial_dates())
def test_after_is_before_exchanged(first: PartialDate, second: PartialDate) -> None:
    """`after` answers as `before` with the two exchanged."""
    assert first.surely_after(second) == second.surely_before(first)
    assert first.possibly_after(second) == second.possibly_before(first)


@given(partial_dates(), partial_dates(), partial_dates())
def test_surely_before_is_transitive(first: PartialDate, second: PartialDate, third: PartialDate) -> None:
    """What is surely before something is surely before all that surely follows it."""
    if first.surely_before(second) and second.surely_before(third):
        assert first.surely_before(third)


@given(nested_dates(), dates_or_days)
@pytest.mark.parametrize("name", ORDERS)
def test_widening_never_makes_an_order_surer(
    name: str, nested: tuple[PartialDate, PartialDate], other: PartialDate | datetime.date
) -> None:
    """A date whose span holds another's is surely less and possibly more."""
    narrow, wide = nested
    assert not order(f"surely_{name}", wide, other) or order(f"surely_{name}", narrow, other)
    assert not order(f"possibly_{name}", narrow, other) or order(f"possibly_{name}", wide, other)


@given(partial_dates(), nested_dates())
@pytest.mark.parametrize("name", ["before", "after"])
def test_widening_the_other_date_never_makes_an_order_surer(
    name: str, date: PartialDate, nested: tuple[PartialDate, PartialDate]
) -> None:
    """Nor is anything surely before or after more when the other date is widened."""
    narrow, wide = nested
    assert not order(f"surely_{name}", date, wide) or order(f"surely_{name}", date, narrow)
    assert not order(f"possibly_{name}", date, narrow) or order(f"possibly_{name}", date, wide)


@given(partial_dates(), nested_dates())
def test_a_wider_window_holds_no_less(date: PartialDate, nested: tuple[PartialDate, PartialDate]) -> None:
    """What is within a window is within each wider one that is as firm."""
    narrow, wide = nested
    assume(not wide.is_qualified)
    assert not date.surely_within(narrow) or date.surely_within(wide)
    assert not date.possibly_within(narrow) or date.possibly_within(wide)


@given(partial_dates(), partial_dates())
@pytest.mark.parametrize("name", ORDERS)
def test_orders_agree_with_their_readings(name: str, first: PartialDate, second: PartialDate) -> None:
    """Orders of dates are what all, or some, of their readings as single days answer."""
    seconds = [second] if name == "within" else [PartialDate.of(day) for day in possible_days(second)]
    answers = [
        order(f"possibly_{name}", PartialDate.of(day), other)
        for day in possible_days(first)
        for other in seconds
    ]
    if name != "within":
        assert order(f"possibly_{name}", first, second) == any(answers)
    is_firm = not (first.is_qualified or second.is_qualified or (name == "within" and second.has_unknown_end))
    assert order(f"surely_{name}", first, second) == (is_firm and all(answers))


@given(partial_dates())
def test_possibly_within_is_a_shared_day(date: PartialDate) -> None:
    """A date is possibly within each day of its span, and not within the days next to it."""
    assert all(date.possibly_within(day) for day in possible_days(date))
    first, last = (day.toordinal() for day in date.span)
    outside = [day for day in (first - 1, last + 1) if 1 <= day <= datetime.date.max.toordinal()]
    assert not any(date.possibly_within(datetime.date.fromordinal(day)) for day in outside)


@given(partial_dates(), partial_dates())
def test_possibly_within_is_symmetric(first: PartialDate, second: PartialDate) -> None:
    """Two dates share a day or they do not, whichever is asked."""
    assert first.possibly_within(second) == second.possibly_within(first)


@given(partial_dates(), partial_dates())
def test_some_order_is_always_possible(first: PartialDate, second: PartialDate) -> None:
    """One date is possibly before, after or within another, whatever they are."""
    assert first.possibly_before(second) or first.possibly_after(second) or first.possibly_within(second)


QUALIFIED = st.builds(
    lambda form, day, length, mark: PartialDate.parse(form.format(day.isoformat()[:length] + mark)),
    st.sampled_from(["{}", "{}/..", "../{}", "{}/", "/{}"]),
    calendar_days(),
    st.sampled_from([len("YYYY"), len("YYYY-MM"), len("YYYY-MM-DD")]),
    st.sampled_from("~?%"),
)


@given(QUALIFIED, partial_dates())
def test_a_qualified_date_is_never_sure(qualified: PartialDate, other: PartialDate) -> None:
    """No sure answer names a qualified date on either side."""
    for first, second in ((qualified, other), (other, qualified)):
        assert not any(order(f"surely_{name}", first, second) for name in ORDERS)


@given(calendar_days(), calendar_days())
def test_single_days_have_the_order_of_the_calendar(first: datetime.date, second: datetime.date) -> None:
    """Between two days the sure and the possible answers are one, that of the calendar."""
    date = PartialDate.of(first)
    assert date.surely_before(second) == date.possibly_before(second) == (first < second)
    assert date.surely_after(second) == date.possibly_after(second) == (first > second)
    assert date.surely_within(second) == date.possibly_within(second) == (first == second)


@given(partial_dates(), calendar_days())
def test_a_day_orders_as_its_date(date: PartialDate, day: datetime.date) -> None:
    """A calendar day and the same day as a partial date give the same answers."""
    for name in ORDERS:
        for prefix in ("surely", "possibly"):
            assert order(f"{prefix}_{name}", date, day) == order(
                f"{prefix}_{name}", date, PartialDate.of(day)
            )


@given(calendar_days())
def test_constructors_bound_on_their_side(day: datetime.date) -> None:
    """`of` is bounded by its day on both sides, `by` and `since` on one."""
    assert (PartialDate.of(day).earliest, PartialDate.of(day).latest) == (day, day)
    assert (PartialDate.by(day).earliest, PartialDate.by(day).latest) == (None, day)
    assert (PartialDate.since(day).earliest, PartialDate.since(day).latest) == (day, None)


@given(st.text() | near_texts)
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """No text makes anything but a date or an `InvalidDateError` with a reason."""
    error = refusal(text)
    assert error is None or error.reason


@given(st.text() | near_texts | edtf_texts().map(str.lower) | edtf_texts().map(" {}".format))
def test_a_suggested_date_can_be_read(text: str) -> None:
    """Whatever is suggested in place of a text is canonical EDTF, each suggestion once."""
    error = refusal(text)
    suggestions = error.suggestion.split(" or ") if error and error.suggestion else []
    assert [str(PartialDate.parse(suggestion)) for suggestion in suggestions] == suggestions
    assert len(set(suggestions)) == len(suggestions)


def refusal(text: str) -> InvalidDateError | None:
    """Return the error with which a text is refused."""
    try:
        PartialDate.parse(text)
    except InvalidDateError as error:
        return error
    return None


@given(periods())
def test_period_text_reads_back(period: Period) -> None:
    """The canonical text of a period reads back as an equal period."""
    assert Period.parse(str(period)) == period


@given(periods(), periods())
def test_periods_are_equal_as_their_texts(first: Period, second: Period) -> None:
    """Two periods are equal exactly when their canonical texts are, and then hash alike."""
    assert (first == second) == (str(first) == str(second))
    assert first != second or hash(first) == hash(second)


@given(periods(), st.integers(0, pickle.HIGHEST_PROTOCOL))
def test_periods_pickle_and_copy(period: Period, protocol: int) -> None:
    """A period survives pickling and copying."""
    assert (
        pickle.loads(pickle.dumps(period, protocol)) == copy.copy(period) == copy.deepcopy(period) == period
    )


@given(st.integers(0, 999), st.integers(0, 999), st.integers(0, 999))
def test_years_are_twelve_months(years: int, months: int, days: int) -> None:
    """Years written in a period count as twelve months each."""
    assume(years or months or days)
    assert Period.parse(f"P{years}Y{months}M{days}D") == Period(years * 12 + months, days)


@given(periods(), calendar_days())
def test_a_period_leads_to_a_later_day(period: Period, day: datetime.date) -> None:
    """Counting a period from a day gives a later `pendulum.Date`, or an error past the calendar."""
    try:
        end = period.after(day)
    except InvalidPeriodError as error:
        assert "9999" in error.reason  # noqa: PT017
    else:
        assert type(end) is pendulum.Date
        assert end > day


@given(
    periods(), st.lists(st.dates(datetime.date(1, 1, 1), datetime.date(5000, 1, 1)), min_size=2, max_size=5)
)
def test_counting_a_period_keeps_the_order_of_days(period: Period, days: list[datetime.date]) -> None:
    """A later day does not give an earlier end."""
    try:
        ends = [period.after(day) for day in sorted(days)]
    except InvalidPeriodError:
        assume(False)
    assert all(first <= second for first, second in pairwise(ends))


@given(st.integers(1, 40_000), calendar_days())
def test_months_agree_with_pendulum(months: int, day: datetime.date) -> None:
    """Months are counted as pendulum counts them, an independent implementation."""
    assume(day.year + months // 12 < 9998)
    assert Period(months).after(day) == pendulum.Date(day.year, day.month, day.day).add(months=months)


@given(st.text() | near_texts)
def test_any_text_is_a_period_or_refused(text: str) -> None:
    """No text makes anything but a period or an `InvalidPeriodError`, whose suggestion can be read."""
    try:
        Period.parse(text)
    except InvalidPeriodError as error:
        assert error.suggestion is None or str(Period.parse(error.suggestion)) == error.suggestion  # noqa: PT017


@given(st.integers(65, 2_000_000))
@pytest.mark.parametrize("kind", [PartialDate, Period])
def test_a_long_text_is_refused_without_being_carried(kind: type[PartialDate | Period], length: int) -> None:
    """Past the limit a text is refused, and the error holds only its beginning."""
    with pytest.raises((InvalidDateError, InvalidPeriodError), match="at most 64") as caught:
        kind.parse("9" * length)
    assert len(str(caught.value)) < 200
