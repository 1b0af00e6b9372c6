"""What a `PartialDate` says: bounds, canonical text, qualifiers, precision, and its orders."""

import copy
import datetime
import pickle
from collections.abc import Callable

import attrs
import pendulum
import pytest

from policytrack.dates import PartialDate, Precision

parse = PartialDate.parse


@attrs.frozen
class Holder:
    """A record with a date in it."""

    on: PartialDate


BOUNDS = [
    ("2023-09-24", "2023-09-24", "2023-09-24"),  # a day
    ("2024-02-29", "2024-02-29", "2024-02-29"),  # a leap day
    ("2000-02-29", "2000-02-29", "2000-02-29"),  # a century that is a leap year
    ("0001-01-01", "0001-01-01", "0001-01-01"),  # the first day of the calendar
    ("9999-12-31", "9999-12-31", "9999-12-31"),  # the last day of the calendar
    ("2023-02", "2023-02-01", "2023-02-28"),  # a short month
    ("2024-02", "2024-02-01", "2024-02-29"),  # a month with a leap day
    ("2023-12", "2023-12-01", "2023-12-31"),  # the last month of a year
    ("2023", "2023-01-01", "2023-12-31"),  # a year
    ("202X", "2020-01-01", "2029-12-31"),  # a decade
    ("999X", "9990-01-01", "9999-12-31"),  # the last decade of the calendar
    ("20XX", "2000-01-01", "2099-12-31"),  # a century
    ("2023-09-XX", "2023-09-01", "2023-09-30"),  # an unspecified day
    ("2023-XX", "2023-01-01", "2023-12-31"),  # an unspecified month
    ("2023-XX-XX", "2023-01-01", "2023-12-31"),  # an unspecified day of an unspecified month
    ("2023-21", "2023-01-01", "2023-12-31"),  # a spring, which southern countries have in September
    ("2023-22", "2023-01-01", "2023-12-31"),  # a summer
    ("2023-23", "2023-01-01", "2023-12-31"),  # an autumn
    ("2023-24", "2023-01-01", "2024-02-29"),  # a winter that ends in a leap year
    ("2022-24", "2022-01-01", "2023-02-28"),  # a winter that does not
    ("2023-09~", "2023-09-01", "2023-09-30"),  # a qualifier moves no bound
    ("[2024-05-24..2024-05-30]", "2024-05-24", "2024-05-30"),  # a choice
    ("[2023-09..2023-10-05]", "2023-09-01", "2023-10-05"),  # a choice between a month and a day
    ("[2023-09-15..2023-09]", "2023-09-15", "2023-09-30"),  # the end of a choice holds its start
    ("[..2023-09-25]", None, "2023-09-25"),  # no later than
    ("[2024-01..]", "2024-01-01", None),  # no earlier than
    ("2023-09-21/2023-09-24", "2023-09-21", "2023-09-24"),  # a period
    ("2022-04/2023-03", "2022-04-01", "2023-03-31"),  # a period from month to month
    ("2023-09-15/2023-09", "2023-09-15", "2023-09-30"),  # the end of a period holds its start
    ("../2023-09-25", None, "2023-09-25"),  # a period with an open start
    ("2024-01/..", "2024-01-01", None),  # a period with an open end
    ("/2023", None, "2023-12-31"),  # a period with an unknown start
    ("2024-01/", "2024-01-01", None),  # a period with an unknown end
    ("202X/2030-21?", "2020-01-01", "2030-12-31"),  # a period between a decade and a season
]


@pytest.mark.parametrize(("text", "earliest", "latest"), BOUNDS)
def test_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    """`earliest` and `latest` are the first and the last possible day, None where there is none."""
    date = parse(text)
    assert [day and day.isoformat() for day in (date.earliest, date.latest)] == [earliest, latest]


@pytest.mark.parametrize("text", [text for text, *_ in BOUNDS])
def test_bounds_are_exactly_pendulum_dates(text: str) -> None:
    """Bounds are `pendulum.Date`, not its base class, which compares equal to it."""
    date = parse(text)
    assert {type(date.earliest), type(date.latest)} <= {pendulum.Date, type(None)}


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2023-XX", "2023"),  # an unspecified month says no more than the year
        ("2023-XX-XX~", "2023~"),  # nor do an unspecified month and day, whatever the qualifier
        ("2023-09-XX?", "2023-09?"),  # nor an unspecified day than the month
        ("2023-09-XX/2023-XX", "2023-09/2023"),  # at the ends of a period as well
        ("[2023-09-XX..2023-XX]", "[2023-09..2023]"),  # and at those of a choice
        ("[2023-09..2023-09]", "2023-09"),  # a choice between a month and itself
        ("[2023-XX..2023]", "2023"),  # the same once both ends are canonical
        ("2023/2023", "2023/2023"),  # a period is not its only unit: it lasts
        ("[2023-01..2023-12]", "[2023-01..2023-12]"),  # a choice is kept, even one of a whole year
        ("2023/..", "2023/.."),  # open stays open
        ("2023/", "2023/"),  # unknown stays unknown
        ("2023~/2024%", "2023~/2024%"),  # each end keeps its qualifier
        ("202X%", "202X%"),  # a qualified decade
        ("2023-24?", "2023-24?"),  # a qualified season
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    """`str` gives the canonical text, in which only what adds nothing is left out."""
    assert str(parse(text)) == canonical


def test_equal_dates_are_one_in_a_set() -> None:
    """Two texts with one canonical text are equal and hash alike."""
    assert len({parse("2023"), parse("2023-XX"), parse("2023-XX-XX")}) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2023", "[2023-01..2023-12]"),  # the same bounds, written with another precision
        ("2023", "2023-21"),  # the same bounds of a season
        ("2023", "2023~"),  # a qualifier
        ("2023-09-24", "2023-09-24/2023-09-24"),  # a day and a period of one day
        ("2023/..", "2023/"),  # open and unknown
        ("[2023..]", "2023/.."),  # some day since and a period since
    ],
)
def test_different_statements_are_not_equal(first: str, second: str) -> None:
    """Dates that say different things are not equal, even with the same bounds."""
    assert parse(first) != parse(second)


def test_a_date_equals_no_calendar_day() -> None:
    """A partial date never equals a `datetime.date`, whose hash is another."""
    assert parse("2023-09-24") != datetime.date(2023, 9, 24)


def test_repr_can_be_evaluated() -> None:
    """The `repr` is the call that makes the date."""
    assert repr(parse("2023-09")) == "PartialDate('2023-09')"
    assert PartialDate("2023-09") == parse("2023-09")


def test_a_date_is_immutable() -> None:
    """No attribute can be set, and none added."""
    date = parse("2023")
    for name in ("earliest", "note"):
        with pytest.raises(AttributeError):
            setattr(date, name, None)


def test_the_same_text_gives_the_same_object() -> None:
    """Few dates of a data set are distinct, so a text that was read is not read again."""
    assert parse("2023-09-23") is parse("2023-09-23")


def test_a_date_copies_and_pickles_within_a_record() -> None:
    """A date is a field's value like any other."""
    holder = Holder(parse("2023-09~/.."))
    assert copy.deepcopy(holder) == pickle.loads(pickle.dumps(holder)) == holder
    assert hash(holder) == hash(Holder(parse("2023-09~/..")))


@pytest.mark.parametrize(
    ("text", "is_uncertain", "is_approximate"),
    [
        ("2023", False, False),
        ("2023?", True, False),
        ("2023~", False, True),
        ("2023%", True, True),
        ("2023?/2024", True, False),  # at the start only
        ("2023/2024~", False, True),  # at the end only
        ("2023?/2024~", True, True),  # each at one end
    ],
)
def test_qualifiers(text: str, is_uncertain: bool, is_approximate: bool) -> None:
    """`?` is uncertain, `~` approximate, `%` both, on the date or on either end."""
    date = parse(text)
    assert (date.is_uncertain, date.is_approximate) == (is_uncertain, is_approximate)
    assert date.is_qualified == (is_uncertain or is_approximate)


@pytest.mark.parametrize(
    ("text", "is_period"), [("2023", False), ("[2023..2024]", False), ("2023/2024", True)]
)
def test_only_what_has_a_slash_lasts(text: str, is_period: bool) -> None:
    """A date and a choice are some day within, an interval is a period that lasts."""
    assert parse(text).is_period is is_period


@pytest.mark.parametrize(
    ("text", "unknown"), [("2023/..", False), ("../2023", False), ("2023/", True), ("/2023", True)]
)
def test_open_is_not_unknown(text: str, unknown: bool) -> None:
    """An end left empty is unknown, `..` is open."""
    assert parse(text).has_unknown_end is unknown


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2023-09-24~", Precision.DAY),  # whatever the qualifier
        ("2023-09", Precision.MONTH),
        ("2023-09-XX", Precision.MONTH),  # as precise as its canonical text
        ("2023-24", Precision.SEASON),
        ("2023", Precision.YEAR),
        ("202X", Precision.DECADE),
        ("20XX", Precision.CENTURY),
        ("2023-09-21/2023-09-24", Precision.DAY),
        ("2023-09-21/2023", Precision.YEAR),  # that of the coarser end
        ("[2024-05-24..2024-05-30]", Precision.RANGE),  # an inference, below what a source worded
        ("[..2023-09-25]", Precision.OPEN),
        ("2023/..", Precision.OPEN),
        ("/2023", Precision.OPEN),
    ],
)
def test_precision(text: str, precision: Precision) -> None:
    """The precision is the unit in which a date is written, and lower for ranges and open ends."""
    assert parse(text).precision is precision


def test_precisions_have_fixed_ranks() -> None:
    """The ranks stand in databases, so none of them ever changes."""
    ranks = {
        "OPEN": 10,
        "RANGE": 20,
        "CENTURY": 30,
        "DECADE": 40,
        "YEAR": 50,
        "SEASON": 60,
        "MONTH": 70,
        "DAY": 80,
    }
    assert {member.name: member.value for member in Precision} == ranks


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (PartialDate.of, "2023-09-25"),
        (PartialDate.by, "[..2023-09-25]"),
        (PartialDate.since, "[2023-09-25..]"),
    ],
)
@pytest.mark.parametrize(
    "day", [datetime.date(2023, 9, 25), pendulum.Date(2023, 9, 25)], ids=["date", "pendulum"]
)
def test_constructors_from_a_calendar_day(
    make: Callable[[object], PartialDate], text: str, day: datetime.date
) -> None:
    """`of`, `by` and `since` take a calendar day of either type."""
    assert str(make(day)) == text


@pytest.mark.parametrize(
    "make", [PartialDate.of, PartialDate.by, PartialDate.since, parse("2023").possibly_before]
)
@pytest.mark.parametrize(
    "value",
    [
        datetime.datetime(2023, 9, 25, tzinfo=datetime.UTC),  # a moment, whose day depends on the zone
        pendulum.datetime(2023, 9, 25),  # the same
        "2023-09-25",  # a text is parsed first
        None,
    ],
)
def test_only_calendar_days_are_days(make: Callable[[object], PartialDate], value: object) -> None:
    """A `datetime` and all else that is no calendar day is a `TypeError`."""
    with pytest.raises(TypeError, match="a calendar day is a datetime"):
        make(value)


@pytest.mark.parametrize(
    ("first", "name", "second", "sure", "possible"),
    [
        ("2023-09", "before", "2023-10", True, True),
        ("2023-09", "before", "2023-09-30", False, True),  # it can have been on the 29th
        ("2023-09", "before", "2023-09-01", False, False),  # no day of September is before its first
        ("2023", "before", "2023-05", False, True),  # the year's end does not exclude May
        ("2023-05", "before", "2023", False, True),  # nor its beginning
        ("2023~", "before", "2024", False, True),  # nothing is sure of a qualified date
        ("2023", "before", "2024?", False, True),  # nor when asked about one
        ("2023?/2024-01", "before", "2025", False, True),  # nor with a qualifier at the other end
        ("[..2023-09-25]", "before", "2023-09-26", True, True),  # the open end is not asked
        ("[2024-01..]", "before", "2030", False, True),
        ("[2024-01..]", "before", "2024", False, True),
        ("2023-09-21/2023-09-24", "before", "2023-09-23", False, True),  # a part of it was
        ("2023-09-21/2023-09-24", "after", "2023-09-23", False, True),  # and a part was after
        ("2023-09-21/2023-09-24", "before", "2023-09-25", True, True),
        ("2024-01/..", "after", "2023", True, True),
        ("/2023", "before", "2024", True, True),  # the unknown start is before the known end
        ("2024", "after", "../2023", True, True),
        ("2023-09", "within", "2023", True, True),
        ("2023", "within", "2023-09", False, True),  # it can have been in September
        ("2023-09", "within", "2023-10", False, False),
        ("2023-09", "within", "2023-09-15/2023-10", False, True),  # or in its first half
        ("2024-05", "within", "2024/..", True, True),  # an open end has no limit
        ("2024-05", "within", "2024/", False, True),  # but an unknown one may have come before
        ("2024/", "within", "2024/..", True, True),  # whenever it ended, the window is open
        ("2024/..", "within", "2024", False, True),
        ("2023-09~", "within", "2023", False, True),  # a qualified date may be outside
        ("2023-09", "within", "2023~", False, True),  # a qualified window has no firm ends
        ("2023-09-21/2023-09-24", "within", "2023-09", True, True),  # all of its days are
        ("2023-09-24", "within", "2023-09-24", True, True),
    ],
)
def test_orders(first: str, name: str, second: str, sure: bool, possible: bool) -> None:
    """Each order answers surely, possibly or not at all."""
    date, other = parse(first), parse(second)
    assert getattr(date, f"surely_{name}")(other) is sure
    assert getattr(date, f"possibly_{name}")(other) is possible


def test_orders_take_a_calendar_day() -> None:
    """A calendar day stands for itself as a date."""
    assert parse("2023-09").surely_before(datetime.date(2023, 10, 1))
    assert not parse("2023-09").possibly_after(datetime.date(2023, 10, 1))


def test_an_open_end_reaches_to_the_end_of_the_calendar() -> None:
    """Days outside the years 0001 to 9999 do not exist, so that stores may keep `span` as two days."""
    assert parse("[2024..]").span == (datetime.date(2024, 1, 1), datetime.date.max)
    assert parse("2024/..").surely_within(parse("2024/9999"))


def test_there_is_no_less_than() -> None:
    """`2023` is neither before nor after May 2023, so dates have no `<`."""
    with pytest.raises(TypeError, match="not supported"):
        _ = parse("2023") < parse("2024")  # type: ignore[operator]
