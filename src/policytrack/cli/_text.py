"""What data may do to a terminal: nothing. What could is shown instead, a text stands on one line."""

import re

from policytrack.visible import shown

_BREAK = re.compile(r"\r\n|[\n\t]")
_LONGEST = 2000
_MOST_WORDS = 60


def visible(text: str) -> str:
    r"""Return a text on one line, in which nothing is hidden.

    >>> visible("a\u202eb\n\x1b[31m")
    'a[U+202E]b [U+001B][31m'
    """
    return shown(_BREAK.sub(" ", text))


def shortened(text: str) -> str:
    """Return a visible text that does not flood a screen; what is cut is said.

    >>> shortened("a" * 2001).endswith("aaa… (1 character more)")
    True
    """
    left = len(text) - _LONGEST
    if left <= 0:
        return visible(text)
    return f"{visible(text[:_LONGEST])}… ({left} character{'s' * (left != 1)} more)"


def brief(words: str) -> str:
    """Return quoted words, of a passage its beginning: a quotation is a sentence or two.

    >>> brief("so " * 61).endswith("so so…")
    True
    """
    parts = words.split()
    return words if len(parts) <= _MOST_WORDS else f"{' '.join(parts[:_MOST_WORDS])}…"
