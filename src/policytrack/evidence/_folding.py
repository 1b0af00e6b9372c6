"""Text without its typography: what quotes are compared in when their characters are not the source's.

Folding keeps every letter, digit and other mark in place. It changes four things only, each a member of
`Typography`, and remembers where every character came from, so that a place in the folded text leads back
to the text itself. It takes time and memory linear in the text.
"""

import enum
import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from functools import cache

import attrs

Span = tuple[int, int]
"""Where words stand: Unicode code points from 0, the end exclusive."""


class Typography(enum.StrEnum):
    """In what the typography of a quote and of its source can differ, while the words are the same.

    `UNICODE_FORM`: composed or decomposed (NFC, UAX #15); ligatures, superscripts and full-width forms stay
    what they are. `WHITE_SPACE`: how much of it and which, with zero-width spaces and byte order marks for
    none. `QUOTATION_MARKS`: single or double, straight or curly, high, low or angular, and apostrophes.
    `DASHES`: hyphens, dashes of any length and the minus sign, alone or several, with soft hyphens for none.
    """

    UNICODE_FORM = "Unicode form"
    WHITE_SPACE = "white space"
    QUOTATION_MARKS = "quotation marks"
    DASHES = "dashes"


_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_QUOTATION_MARKS = (
    "'`\u00b4\u02bc\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a"  # single ones and apostrophes
    "\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2036\u300c\u300d\u300e\u300f\uff02\uff07"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_ONE_FOR_ONE = (
    (Typography.WHITE_SPACE, _SPACES, " "),
    (Typography.QUOTATION_MARKS, _QUOTATION_MARKS, '"'),
    (Typography.DASHES, _DASHES, "-"),
)
_UNSEEN = {Typography.WHITE_SPACE: "\u200b\u2060\ufeff", Typography.DASHES: "\u00ad"}

_BEYOND_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_JAMO_BEHIND = range(0x1160, 0x1200)  # Hangul vowels and finals compose with what stands before them.


@attrs.frozen
class _Layer:
    """One rewriting of a text: its pieces of another length or form, in the new text and in the old."""

    new_starts: "array[int]"
    new_ends: "array[int]"
    old_starts: "array[int]"
    old_ends: "array[int]"

    def span(self, at: int) -> Span:
        """Return where a character of the new text stands in the old one; a piece stands as a whole."""
        piece = bisect_right(self.new_starts, at) - 1
        if piece < 0:
            return at, at + 1
        if at < self.new_ends[piece]:
            return self.old_starts[piece], self.old_ends[piece]
        old = self.old_ends[piece] + at - self.new_ends[piece]
        return old, old + 1


@attrs.frozen
class Folded:
    """A folded text, and the way back to the text itself."""

    text: str
    _layers: tuple[_Layer, ...]

    def origin(self, start: int, end: int) -> Span:
        """Return where the characters from `start` to `end`, at least one, stand in the text itself."""
        first, last = start, end - 1
        for layer in reversed(self._layers):
            first, last = layer.span(first)[0], layer.span(last)[1] - 1
        return first, last + 1


def fold(text: str, kinds: Collection[Typography] = tuple(Typography)) -> Folded:
    """Fold a text.

    Args:
        text: The text.
        kinds: What to fold; everything by default.
    """
    layers: list[_Layer] = []
    if Typography.UNICODE_FORM in kinds and not unicodedata.is_normalized("NFC", text):
        text, layer = _rewritten(text, _compositions(text))
        layers.append(layer)
    is_ascii = text.isascii()
    for kind, characters, plain in _ONE_FOR_ONE:
        if kind in kinds:
            for character in filter(str.isascii, characters) if is_ascii else characters:
                # Looking for one character is a scan at the speed of memory, and most are absent.
                text = text.replace(character, plain)
    text, layer = _rewritten(text, _collapses(text, kinds))
    return Folded(text, (*layers, layer))


def differences(one: str, other: str) -> tuple[Typography, ...]:
    """Return in what two different texts differ that fold to one: kinds of which none can be left out."""
    needed = list(Typography)
    for kind in Typography:
        rest = [needed_kind for needed_kind in needed if needed_kind is not kind]
        if fold(one, rest).text == fold(other, rest).text:
            needed = rest
    return tuple(needed)


def _rewritten(text: str, pieces: Iterable[tuple[int, int, str]]) -> tuple[str, _Layer]:
    """Put other text in place of pieces, which are in order and do not overlap."""
    layer = _Layer(array("q"), array("q"), array("q"), array("q"))
    parts: list[str] = []
    done = length = 0
    for start, end, replacement in pieces:
        parts += (text[done:start], replacement)
        length += start - done
        layer.new_starts.append(length)
        length += len(replacement)
        layer.new_ends.append(length)
        layer.old_starts.append(start)
        layer.old_ends.append(end)
        done = end
    return ("".join([*parts, text[done:]]) if done else text), layer


def _compositions(text: str) -> Iterator[tuple[int, int, str]]:
    """Give what NFC changes, cut as small as it can be: a character and what may compose with it.

    ASCII never composes with what stands before it (UAX #15), so only what follows it need be looked at.
    """
    for run in _BEYOND_ASCII.finditer(text):
        if unicodedata.is_normalized("NFC", run[0]):
            continue
        cuts = [at for at, character in enumerate(run[0]) if not _leans_back(character)]
        for start, end in zip([0, *cuts], [*cuts, len(run[0])], strict=True):
            cluster = run[0][start:end]
            composed = unicodedata.normalize("NFC", cluster)
            if composed != cluster:
                yield run.start() + start, run.start() + end, composed


def _leans_back(character: str) -> bool:
    """Say whether a character may compose with the one before it."""
    return unicodedata.category(character).startswith("M") or ord(character) in _JAMO_BEHIND


def _collapses(text: str, kinds: Collection[Typography]) -> Iterator[tuple[int, int, str]]:
    """Give the runs to collapse, in a text that has one character for each kind by now."""
    # What is not seen is rare, and a pattern without it is faster: leave absent characters out.
    unseen = "".join(
        mark for kind, marks in _UNSEEN.items() if kind in kinds for mark in marks if mark in text
    )
    for run in _collapsing(unseen, frozenset(kinds)).finditer(text):
        plain = "-" if run[0][0] == "-" else " " if " " in run[0] else ""
        yield run.start(), run.end(), plain


@cache
def _collapsing(unseen: str, kinds: frozenset[Typography]) -> re.Pattern[str]:
    """Make the pattern of what is collapsed: runs of spaces, runs of dashes, and what is not seen."""
    patterns = [rf"[ {unseen}]{{2,}}"] if Typography.WHITE_SPACE in kinds else []
    patterns += [rf"-[-{unseen}]+"] if Typography.DASHES in kinds else []
    patterns += [f"[{unseen}]+"] if unseen else []
    return re.compile("|".join(patterns) or "(?!)")
