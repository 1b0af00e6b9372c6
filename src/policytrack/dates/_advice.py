"""What to write instead of a text that is no EDTF.

Nothing here makes a date: advice is only ever put into an error, and what can be read in two ways is
offered in both. A text is at most `MAX_LENGTH` characters long, and no step is tried on it twice.
"""

import re
import unicodedata
from collections.abc import Iterator

from policytrack.dates._checks import MAX_LENGTH
from policytrack.dates._grammar import NO_DATE, read
from policytrack.dates._wordings import two_ends, two_years, wordings
from policytrack.errors import InvalidDateError

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")

_HEDGES = (
    (re.compile(r"(?:about|approximately|approx\.?|around|circa|ca?\.?|roughly) ?(.{1,64})"), "~"),
    (re.compile(r"(?:maybe|perhaps|possibly|probably) (.{1,64})"), "?"),
)
_BETWEEN = re.compile(r"between (.{1,64})")
_FROM_TO = re.compile(r"from (.{1,64})")
_NO_LATER = re.compile(r"(?:by|no later than|on or before|until) (.{1,64})")
_NO_EARLIER = re.compile(r"(?:since|from|no earlier than|on or after) (.{1,64})")
_JOINTS = (" to ", " until ", " and ", " - ", "-", "/")
_LASTING = frozenset({"now", "ongoing", "open", "present"})
_QUALIFIERS = "~?%"


def advise(error: InvalidDateError) -> InvalidDateError:
    """Return the error with the reason and the suggestion that fit what was probably meant."""
    plain = _fold(error.text)
    if not plain:
        return InvalidDateError(error.text, "the text is empty (a missing date is None)")
    for reason, candidates in _proposals(error.text, plain):
        if texts := _readable(candidates):
            return InvalidDateError(error.text, reason, " or ".join(texts))
    return InvalidDateError(error.text, _why_not(plain) if error.reason == NO_DATE else error.reason)


def _why_not(plain: str) -> str:
    """Say what is impossible in a date whose wording is known."""
    for reason, candidates in wordings(plain):
        return next((refusal for refusal in map(_refusal, candidates) if refusal), reason)
    return NO_DATE


def _proposals(text: str, plain: str) -> Iterator[tuple[str, list[str]]]:
    """Give reasons with candidates, the likeliest first; a candidate need not be readable."""
    # With a dash between, `2023-24` is two years to most people, and never typed for a season.
    yield _spelling(text), [plain.upper(), *([] if text.isascii() else two_years(plain))]
    yield from _qualified(plain)
    yield from wordings(plain)
    yield from _ranges(plain)


def _spelling(text: str) -> str:
    """Say why a text is not read that would be if its characters were the usual ones."""
    if not text.isascii():
        return "a date is written in ASCII characters"
    if any(character.isspace() for character in text):
        return "a date has no white space"
    return "letters in a date are capitals"


def _qualified(plain: str) -> Iterator[tuple[str, list[str]]]:
    """Propose one qualifier at the end for words that hedge and for qualifiers elsewhere."""
    for pattern, qualifier in _HEDGES:
        if match := pattern.fullmatch(plain):
            reason = (
                f"a date that is {'approximate' if qualifier == '~' else 'uncertain'} ends with {qualifier}"
            )
            yield reason, [text + qualifier for text in _single(match[1])]
    used = {character for character in plain if character in _QUALIFIERS}
    if used:
        bare = "".join(character for character in plain if character not in _QUALIFIERS)
        combined = used.pop() if len(used) == 1 else "%"
        yield "a qualifier stands once, at the end", [text + combined for text in _single(bare)]


def _ranges(plain: str) -> Iterator[tuple[str, list[str]]]:
    """Propose choices and periods for words that span."""
    if match := _BETWEEN.fullmatch(plain):
        reason = "some day within a range is written [a..b]"
        yield reason, [f"[{start}..{end}]" for start, end in _pairs(match[1])]
    if match := _FROM_TO.fullmatch(plain):
        yield "a period that lasts is written a/b", [f"{start}/{end}" for start, end in _pairs(match[1])]
    if match := _NO_LATER.fullmatch(plain):
        yield "some day no later is written [..b]", [f"[..{end}]" for end in _single(match[1])]
    if match := _NO_EARLIER.fullmatch(plain):
        reason = "some day no earlier is written [a..], a period that goes on a/.."
        yield reason, [text for start in _single(match[1]) for text in (f"[{start}..]", f"{start}/..")]
    reason = "a period that lasts is written a/b, some day within a range [a..b]"
    yield reason, [text for pair in _pairs(plain) for text in two_ends(*pair)]


def _pairs(plain: str) -> Iterator[tuple[str, str]]:
    """Cut at what joins two dates, where the cut leaves exactly one reading on each side."""
    for joint in _JOINTS:
        if plain.count(joint) == 1:
            start, end = (part.strip() for part in plain.split(joint))
            starts, ends = _single(start), [".."] if end in _LASTING else _single(end)
            if len(starts) == len(ends) == 1:
                yield starts[0], ends[0]
                return


def _single(plain: str) -> list[str]:
    """Return the readings of a text that should be one date, and none where one of them is a range."""
    for candidates in (
        [plain.upper(), *_unless_month(plain)],
        *(candidates for _, candidates in wordings(plain)),
    ):
        if texts := _readable(candidates):
            return [] if any(mark in text for text in texts for mark in "[/") else texts
    return []


def _unless_month(plain: str) -> list[str]:
    """Return the two years that `2023-24` can be among words, where nobody writes a season so."""
    return two_years(plain) if plain[5:] > "12" else []


def _readable(candidates: list[str]) -> list[str]:
    """Return the canonical text of each candidate that can be read, once."""
    return list(dict.fromkeys(read(text).text for text in candidates if _refusal(text) is None))


def _refusal(candidate: str) -> str | None:
    """Return the reason why a candidate cannot be read; None if it can."""
    try:
        read(candidate)
    except InvalidDateError as error:
        return error.reason
    return None


def _fold(text: str) -> str:
    """Return the text in ASCII as far as its characters have an equal there, lower case, single spaces."""
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).lower()
    digits = (str(unicodedata.decimal(character, character)) for character in folded)
    return " ".join("".join(digits).split())[:MAX_LENGTH]
