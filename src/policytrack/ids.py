"""What an id may be, and how a readable one is made.

An id is a non-empty text without control characters, lone surrogates or surrounding white space. Real
data has `№`, `/` and UUIDs, so nothing else is refused; ids compare by code point, with no normalisation.
"""

import re
import unicodedata
from collections.abc import Container

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LATIN_ACCENT = re.compile("(?<=[A-Za-z])[\u0300-\u036f]+")
_ASCII_WORD = re.compile("[a-z0-9]+")
_LONGEST_SLUG = 60


def id_fault(text: str) -> str | None:
    """Say what keeps `text` from being an id, or None where it is one.

    >>> id_fault("self-defence-test") is None
    True
    >>> id_fault(" a")
    'an id has no white space around it'
    """
    if text.isprintable() and " " not in text and text:
        return None  # Nearly every id; the blank is the only white space that is printable.
    if not text:
        return "an id is not empty"
    if text != text.strip():
        return "an id has no white space around it"
    if _FORBIDDEN.search(text):
        return "an id has no control characters and no lone surrogates"
    return None


def slug(text: str, taken: Container[str] = ()) -> str:
    """Make a readable id of `text`, with a number behind it where it is `taken`.

    Latin letters lose their accents, other scripts stay as they are; a long text is cut at a
    word. The same calls give the same ids on every machine.

    >>> slug("Sir Mark Rowley")
    'sir-mark-rowley'
    >>> slug("Zażółć gęślą", taken={"zazołc-gesla"})
    'zazołc-gesla-2'
    """
    words = _words(text) or ["unnamed"]
    base = words[0][:_LONGEST_SLUG]
    for word in words[1:]:
        if len(base) + 1 + len(word) > _LONGEST_SLUG:
            break
        base = f"{base}-{word}"
    candidate, number = base, 1
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


def _words(text: str) -> list[str]:
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    plain = _LATIN_ACCENT.sub("", unicodedata.normalize("NFKD", text)).casefold()
    # Letters, marks and numbers make words: without its marks, a word of many scripts is another word.
    spaced = (char if unicodedata.category(char)[0] in "LMN" else " " for char in plain)
    return unicodedata.normalize("NFC", "".join(spaced)).split()
