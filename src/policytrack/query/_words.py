"""Cuts text into words: the one tokenizer of every engine.

A text is brought to Unicode's compatibility form (NFKC) and folded by case, so that `Straße` and `STRASSE`
are one word, in full width too. Words are then the longest runs of letters, marks and digits (general
categories L, M and Nd); everything else, an apostrophe and a hyphen too, only parts them. Nothing is
stemmed and no word is too common: what is found can be explained by looking at the text.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain


class _Breaks(dict[int, int]):
    """A table for `str.translate`: what is no part of a word becomes a space; it learns as it reads."""

    def __missing__(self, code: int) -> int:
        category = unicodedata.category(chr(code))
        kept = code if category[0] in "LM" or category == "Nd" else ord(" ")
        self[code] = kept
        return kept


_BREAKS = _Breaks()
# What `fold` and the table above make of ASCII, in one step; what is longer in UTF-8 stays.
_ASCII = bytes(
    code if code > 127 else ord(chr(code).lower()) if chr(code).isalnum() else 32  # noqa: PLR2004  # ASCII ends
    for code in range(256)
)

MARK = "\0"
"""What `marked` puts between two texts; no part of a word."""

_ASCII_MARKED = bytes([ord(MARK), *_ASCII[1:]])


def fold(text: str) -> str:
    """Bring a text to the form in which words are compared.

    >>> fold("Straße") == fold("STRASSE")
    True
    """
    # Folding by case can undo the normal form, so it is brought there again: folding twice changes nothing.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, in the order of the text, each as often as it stands there.

    >>> words("Split-second decisions: 'split second'")
    ('split', 'second', 'decisions', 'split', 'second')
    """
    if text.isascii():
        return tuple(text.encode().translate(_ASCII).decode().split())
    return tuple(_parted(text).split())


def marked(texts: Sequence[str]) -> bytes:
    r"""Return several texts as UTF-8, of which only the words are left, with `MARK` between two texts.

    Whatever else was there is spaces.

    >>> marked(["Split-second", "decisions"])
    b'split second\x00decisions'
    """
    joined = MARK.join(texts)
    if joined.count(MARK) >= max(1, len(texts)):  # One of them has it itself.
        joined = MARK.join(text.replace(MARK, " ") for text in texts)
    if not joined.isascii():
        joined = MARK.join(part if part.isascii() else _parted(part) for part in joined.split(MARK))
    return joined.encode().translate(_ASCII_MARKED)


def _parted(text: str) -> str:
    return fold(text).translate(_BREAKS)


def bag(texts: Iterable[str]) -> frozenset[str]:
    """Return the different words of several texts."""
    return frozenset(chain.from_iterable(map(words, texts)))
