"""Cells: how a wire value stands in a CSV file, such that a spreadsheet computes nothing and nothing is lost.

A text stands as it is. Where a spreadsheet would take it for a formula, because it begins with `=`, `+`, `-`,
`@`, a tab, a line break or a full-width form of these (OWASP, CSV Injection), an apostrophe stands before it;
so that this can be undone, one stands before a text that begins with an apostrophe too. Everything else is
JSON: numbers, `true` and `false`, lists, objects. An empty cell is a field that is left out, a lone
apostrophe the wire's `null`.
"""

import json

from policytrack.errors import Problem
from policytrack.formats._faults import Fault
from policytrack.formats._json_text import JsonReader
from policytrack.formats._trees import Tree

NULL = "'"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")


def write_cell(value: object, *, is_text: bool) -> str:
    """Return the cell of a wire value.

    >>> write_cell("=1+1", is_text=True), write_cell(["a"], is_text=False), write_cell(-2, is_text=False)
    ("'=1+1", '["a"]', '-2')
    """
    if value is None:
        return NULL
    if not is_text:
        return json.dumps(value, ensure_ascii=False)
    text = str(value)
    return f"'{text}" if text.startswith(_RISKY) else text


def read_cell(cell: str, *, is_text: bool, reader: JsonReader) -> Tree:
    """Return the wire value of a cell that is not empty.

    Raises:
        Fault: It is no JSON where no text is expected.
    """
    if cell == NULL:
        return Tree(None)
    if is_text:
        return Tree(cell.removeprefix("'"))
    try:
        # A spreadsheet writes truth values in capitals.
        return reader.read(cell.lower() if cell in {"TRUE", "FALSE"} else cell)
    except Fault as error:
        hint = 'write JSON: 5, true, ["a", "b"]'
        raise Fault(Problem("bad-cell", "", error.problem.message, hint)) from None
