"""What `PartialDate.parse` refuses, why, and what it says to write instead."""

import pickle

import pytest

from policytrack.dates import PartialDate
from policytrack.dates._advice import _BETWEEN, _FROM_TO, _HEDGES, _NO_EARLIER, _NO_LATER
from policytrack.dates._grammar import _POINT
from policytrack.dates._wordings import _RULES
from policytrack.errors import InvalidDateError


def refused(text: str) -> InvalidDateError:
    """Return the error with which a text is refused."""
    with pytest.raises(InvalidDateError) as caught:
        PartialDate.parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Q3 2024", "[2024-07..2024-09]"),  # a quarter
        ("2024-Q3", "[2024-07..2024-09]"),  # a quarter after its year
        ("h2 2024", "[2024-07..2024-12]"),  # a half
        ("2023-33", "[2023-01..2023-03] or 2023/2033 or [2023..2033]"),  # a quarter of level 2, or two years
        ("2023-41", "[2023-07..2023-12] or 2023/2041 or [2023..2041]"),  # a half of level 2, or two years
        ("2040-26", "2040-22"),  # a summer of one hemisphere in level 2
        ("2023-25", "2023-21 or 2023/2025 or [2023..2025]"),  # a northern spring, or two years
        ("2023-50", "2023/2050 or [2023..2050]"),  # nothing but two years
        ("24/09/2023", "2023-09-24"),  # day first
        ("09/24/2023", "2023-09-24"),  # month first
        ("03/04/2023", "2023-04-03 or 2023-03-04"),  # either, so both are offered
        ("04/04/2023", "2023-04-04"),  # either, with one result
        ("24.09.2023", "2023-09-24"),  # with dots
        ("9/2023", "2023-09"),  # month first
        ("2023-9-1", "2023-09-01"),  # single digits
        ("2023/09/24", "2023-09-24"),  # slashes are for periods
        ("2023-9", "2023-09"),  # a single digit
        ("2023/9", "2023-09"),  # a slash and a single digit
        ("20230924", "2023-09-24"),  # the basic format of ISO 8601
        ("202309", "2023-09"),  # the same for a month
        ("September 2023", "2023-09"),  # a name
        ("Sept 2023", "2023-09"),  # a short name
        ("Sep. 2023", "2023-09"),  # a shorter name with its dot
        ("May 2023", "2023-05"),  # a name that is short already
        ("24 September 2023", "2023-09-24"),  # as the British write
        ("24th of September, 2023", "2023-09-24"),  # the same in words
        ("September 24, 2023", "2023-09-24"),  # as Americans write
        ("24-Sep-2023", "2023-09-24"),  # as databases write
        ("2023 September 24", "2023-09-24"),  # year first
        ("autumn 2023", "2023-23"),  # a season
        ("Winter of 2023", "2023-24"),  # a season that runs into the next year
        ("2023-09-24T10:00:00Z", "2023-09-24"),  # a moment
        ("2023-09-24 10:00", "2023-09-24"),  # a moment with a space
        ("c. 2023", "2023~"),  # about
        ("ca 2023", "2023~"),  # about
        ("circa 2023", "2023~"),  # about
        ("about September 2023", "2023-09~"),  # two things at once
        ("around 03/04/2023", "2023-04-03~ or 2023-03-04~"),  # about one of two
        ("probably 2023", "2023?"),  # doubt
        ("~2023", "2023~"),  # a qualifier in front
        ("2023?~", "2023%"),  # both qualifiers, as drafts of EDTF had it
        ("2023~-09", "2023-09~"),  # a qualifier of level 2
        ("2010s", "201X"),  # a decade
        ("2000s", "200X or 20XX"),  # a decade or a century
        ("20th century", "[1901..2000]"),  # a century, which is not 19XX
        ("202x", "202X"),  # a small letter
        ("2023-2024", "2023/2024 or [2023..2024]"),  # a period or some day within
        ("2023/24", "2023/2024 or [2023..2024]"),  # two years, and no winter
        ("1999/00", "1999/2000 or [1999..2000]"),  # two years across a century
        ("2011/12", "2011-12 or 2011/2012 or [2011..2012]"),  # a month or two years
        ("2023-09-21 to 2023-09-24", "2023-09-21/2023-09-24 or [2023-09-21..2023-09-24]"),  # in words
        (
            "1 May 2023 - 3 May 2023",
            "2023-05-01/2023-05-03 or [2023-05-01..2023-05-03]",
        ),  # names on both sides
        ("from 2023 to 2024", "2023/2024"),  # it lasts
        ("between May and June 2023", None),  # May of which year
        ("between 2023 and 2024", "[2023..2024]"),  # some day within
        ("by 25 September 2023", "[..2023-09-25]"),  # no later than
        ("since 2023", "[2023..] or 2023/.."),  # some day since, or since then
        ("2019-present", "2019/.."),  # it goes on
        ("2019/open", "2019/.."),  # it goes on, as drafts of EDTF had it
        (" 2023", "2023"),  # a leading space
        ("2023\n", "2023"),  # a trailing newline, which a regular expression's $ lets through
        ("2023\u00a0", "2023"),  # a no-break space, which is not ASCII
        ("\uff12\uff10\uff12\uff13-09", "2023-09"),  # full-width digits, which \d and int() accept
        ("\u0662\u0660\u0662\u0663", "2023"),  # Arabic digits, the same
        ("2023\u201309", "2023-09"),  # an en dash
        ("2011\u201312", "2011-12 or 2011/2012 or [2011..2012]"),  # an en dash, so a month or two years
        ("2023\u201324", "2023-24 or 2023/2024 or [2023..2024]"),  # an en dash, so a winter or two years
        ("c. 2023-24", None),  # about a winter, or about which of two years
        ("about 2011-12", "2011-12~"),  # about a month
        ("2023\u20132024", "2023/2024 or [2023..2024]"),  # an en dash between years
    ],
)
def test_suggestion(text: str, suggestion: str | None) -> None:
    """What people type instead is refused with the EDTF to write, or with both where it can be two."""
    assert refused(text).suggestion == suggestion


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the text is empty (a missing date is None)"),
        (" \t", "the text is empty (a missing date is None)"),  # nothing but white space
        ("2023-02-30", "there is no day 30 in 2023-02 (days are 01 to 28)"),
        ("2023-02-29", "there is no day 29 in 2023-02 (days are 01 to 28)"),  # no leap year
        ("1900-02-29", "there is no day 29 in 1900-02 (days are 01 to 28)"),  # a century that is none
        ("2023-09-00", "there is no day 00 in 2023-09 (days are 01 to 30)"),  # how some write no day
        ("31 September 2023", "there is no day 31 in 2023-09 (days are 01 to 30)"),  # in words
        ("2023-13", "there is no month 13 (months are 01 to 12, seasons 21 to 24)"),
        (
            "2023-00",
            "there is no month 00 (months are 01 to 12, seasons 21 to 24)",
        ),  # how some write no month
        ("2023-00-00", "there is no month 00 (months are 01 to 12, seasons 21 to 24)"),  # as MySQL does
        ("0000", "years run from 0001 to 9999"),  # datetime.date has no year 0
        ("-0044", "years run from 0001 to 9999"),  # before the common era
        ("12345", "years run from 0001 to 9999"),  # too late
        ("Y17000", "years run from 0001 to 9999"),  # a letter for a longer year
        ("000X", "years run from 0001 to 9999, and this could be the year 0000"),
        ("00XX", "years run from 0001 to 9999, and this could be the year 0000"),
        ("9999-24", "this winter ends after the year 9999"),
        ("2023-XX-24", "a day needs its month"),  # a day of a month that is not known
        ("202X-09", "an unspecified year has no month"),
        ("2023-21-01", "a season has no days"),
        ("24/09/23", "a year has four digits"),  # a century is not guessed
        ("2024/2023", "2023 comes before 2024"),
        ("2023-10/2023-09-30", "2023-09-30 comes before 2023-10"),  # across units
        ("[2024..2023]", "2023 comes before 2024"),
        ("/", "a period needs a date at one end"),  # unknown to unknown
        ("../..", "a period needs a date at one end"),  # open to open
        ("/..", "a period needs a date at one end"),  # unknown to open
        ("[..]", "a choice is [a..b], [..b] or [a..]"),
        ("[2023]", "a choice is [a..b], [..b] or [a..]"),  # one date is no choice
        ("[2023..", "a choice ends with ]"),
        ("[2023,2025]", "a choice names a range, not a list"),
        ("[2023~..2024]", "a choice takes no qualifier (widen it instead)"),
        ("[202X..2030]", "a choice lies between days, months or years"),
    ],
)
def test_reason(text: str, reason: str) -> None:
    """What cannot be is refused with the reason, and nothing is suggested."""
    error = refused(text)
    assert (error.reason, error.suggestion) == (reason, None)


@pytest.mark.parametrize(
    "text",
    [
        "today",  # a word that pendulum reads as a date
        "now",  # another
        "2XXX",  # a millennium, which is no report's precision
        "XXXX",  # no year at all
        "2023-1X",  # a month of which one digit is known
        "{2023,2024}",  # several dates
        "2022/2023/2024",  # three ends
        "2023...2024",  # three dots
        "../2023~/",  # an open start and two slashes
        "about 2023/2024",  # which end is approximate
        "2023~/2024?~",  # two qualifiers on one end
        "about quarter three",  # words
        "to to to",  # nothing but joints
        "2023-09-24/\u0662\u0660",  # a joint and foreign digits
        "\ud800",  # a lone surrogate
        "\x00",  # a control character
        "\ufdfa" * 60,  # one character that NFKC turns into eighteen
    ],
)
def test_no_advice(text: str) -> None:
    """A text that means nothing we know is refused with the common forms, and nothing is suggested."""
    error = refused(text)
    assert error.reason.startswith("this is no EDTF date")
    assert error.suggestion is None


@pytest.mark.parametrize("length", [65, 5_000_000])
def test_a_long_text_is_refused_at_once(length: int) -> None:
    """A text over the limit is not looked at, and the error holds only its beginning."""
    error = refused("2" * length)
    assert error.reason == "a date has at most 64 characters"
    assert len(error.text) < 70


def test_a_long_text_is_not_read() -> None:
    """Of a text over the limit only the length and the beginning are asked for."""
    asked: list[str] = []

    class Watched(str):
        """A text that notes what is asked of it."""

        __slots__ = ()

        def __getattribute__(self, name: str) -> object:
            asked.append(name)
            return super().__getattribute__(name)

        def __hash__(self) -> int:
            asked.append("__hash__")
            return super().__hash__()

    refused(Watched("2" * 100))
    assert asked == []


def test_patterns_repeat_within_bounds_only() -> None:
    """No pattern repeats without a bound, and so none takes more than linear time."""
    single = (_POINT, _BETWEEN, _FROM_TO, _NO_LATER, _NO_EARLIER)
    patterns = [*single, *(pattern for pattern, _ in _HEDGES), *(rule.pattern for rule in _RULES)]
    assert [pattern.pattern for pattern in patterns if {"*", "+"} & set(pattern.pattern)] == []


@pytest.mark.parametrize("value", [None, 2023, b"2023", 20.23, ["2023"]])
def test_only_a_text_is_parsed(value: object) -> None:
    """What is no text is a `TypeError`: 2023 may be a year or a count."""
    with pytest.raises(TypeError, match="a PartialDate is read from str, not from"):
        PartialDate.parse(value)  # type: ignore[arg-type]


def test_the_error_shows_text_reason_and_suggestion() -> None:
    """The message says what was given, why it is refused and what to write."""
    assert str(refused("24/09/2023")) == "'24/09/2023': the year comes first (write 2023-09-24)"


def test_the_error_is_a_value_error() -> None:
    """A caller who knows nothing of policytrack catches `ValueError`."""
    assert isinstance(refused("today"), ValueError)


def test_the_error_pickles() -> None:
    """The error crosses processes with its facts."""
    error = refused("24/09/2023")
    assert pickle.loads(pickle.dumps(error)).suggestion == error.suggestion


def test_reasons_are_lowercase_without_full_stop() -> None:
    """A reason can stand within a line of many."""
    reasons = [
        refused(text).reason for text in ("2023-13", "today", "", "Q3 2024", "c. 2023", "2023 to 2024")
    ]
    assert [reason for reason in reasons if reason[0].isupper() or reason.endswith(".")] == []
