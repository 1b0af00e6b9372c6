r"""What a text does not show is shown, so that what a record says plays no tricks on whoever reads it.

Shown are control characters (ECMA-48) but for tab and line feed, those that order text in two directions
(Unicode Bidi_Control) or take no room, line and paragraph separators, invisible tags, and lone surrogates,
which no encoding can write. Right-to-left letters stay, and so do the two joiners: Persian, Indic scripts
and emoji are written with them.
"""

import re

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def shown(text: str) -> str:
    r"""Return a text in which characters that cannot be seen stand as their code points.

    >>> shown("a\u202eb")
    'a[U+202E]b'
    """
    return UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
