"""HTML for notebooks: tables whose texts are escaped, shortened where they are long, and hide nothing.

Every value that a notebook shows builds its table here, when it is shown; nothing is loaded before.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from policytrack.visible import shown

if TYPE_CHECKING:
    import datetime

ROWS = 20
"""So many rows are shown; of the others their number is told."""

_LONGEST = 300

# Notebooks set cells to the right; what a record says may run either way.
_CELL = 'dir="auto" style="text-align:start;vertical-align:top"'


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
