"""HTML for notebooks: tables whose texts are escaped, shortened where they are long, and hide nothing.

Every value that a notebook shows builds its table here, when it is shown; nothing is loaded before.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

ROWS = 20
"""So many rows are shown; of the others their number is told."""

_LONGEST = 300

# Controls but for tab and line feed; what turns the direction of text or hides in it; lone surrogates, which
# no encoding can write; tags. The two joiners stay: Persian, Indic scripts and emoji are written with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# Notebooks set cells to the right; what a record says may run either way.
_CELL = 'dir="auto" style="text-align:start;vertical-align:top"'


def shown(text: str) -> str:
    r"""Return a text in which characters that cannot be seen stand as their code points.

    >>> shown("a\u202eb")
    'a[U+202E]b'
    """
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def escaped(value: object) -> str:
    """Return a value as text that an element may hold: visible, short and escaped.

    >>> escaped("<b>" + 300 * "x")[-22:]
    'x… (3 characters more)'
    """
    text = str(value)
    left = len(text) - _LONGEST
    more = f"… ({left} character{'s' * (left != 1)} more)" if left > 0 else ""
    return escape(shown(text[:_LONGEST])) + more


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], more: str = "") -> str:
    """Return a table of texts, whoever wrote them.

    Args:
        caption: What it is, with the day as of which it holds.
        head: The names of the columns.
        rows: The cells of each row; None is an empty one.
        more: What is told below the rows, of those that are not shown.
    """
    names = "".join(f'<th scope="col" {_CELL}>{escaped(name)}</th>' for name in head)
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    foot = f'<tfoot><tr><td colspan="{len(head)}" {_CELL}>{escaped(more)}</td></tr></tfoot>' if more else ""
    told = f"<caption {_CELL}>{escaped(caption)}</caption>"
    return f"<table>{told}<thead><tr>{names}</tr></thead><tbody>{lines}</tbody>{foot}</table>"


def days(on: "datetime.date | None", known: "datetime.date | None", note: str = "") -> str:
    """Say as of when an answer holds, by the two days of a view, with a note on the first.

    >>> days(None, None)
    'as of all that is held'
    """
    told = f"as of {on or 'all that is held'}{note}"
    return told if known is None else f"{told}, as known on {known}"


def _cell(value: object) -> str:
    return f"<td {_CELL}>{'' if value is None else escaped(value)}</td>"
