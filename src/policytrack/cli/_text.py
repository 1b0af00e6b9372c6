r"""What data may do to a terminal: nothing. What could is shown instead, as `\x1b` or `\u202e`.

Shown are control characters (ECMA-48), those that order text in two directions (Unicode Bidi_Control), line
and paragraph separators, invisible tags, and lone surrogates. Right-to-left letters, and the joiners that
Indic and Arabic scripts need, are no control characters and stay.
"""

import re

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAK = re.compile(r"\r\n|[\n\t]")
_LONGEST = 2000
_MOST_WORDS = 60


def visible(text: str) -> str:
    r"""Return a text on one line, in which nothing is hidden.

    >>> visible("a\u202eb\x1b[31m") == r"a\u202eb\x1b[31m"
    True
    """
    return UNSAFE.sub(_escaped, _BREAK.sub(" ", text))


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


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004
