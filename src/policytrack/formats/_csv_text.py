"""Reads CSV (RFC 4180) by the standard library, which is held to it and reads cells of any length."""

import csv
import io
import itertools
import threading
from collections.abc import Collection

_LOCK = threading.Lock()
_LONGEST = 2**31 - 1
_HEAD = 100_000
"""How much of a file the header is looked for in."""
_DELIMITERS = (",", ";", "\t", "|")


def read_rows(text: str, delimiter: str = ",") -> list[tuple[int, list[str] | str]]:
    r"""Return each row that is not blank with its number: its cells, or what is wrong with it.

    Rows end with CR, LF or both, and count from 1 as a spreadsheet counts them, blank ones included. A quote
    that is never closed makes one row of all that follows it.

    >>> read_rows('a,b\r\r"1, 2",\r')
    [(1, ['a', 'b']), (3, ['1, 2', ''])]
    """
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str] | str]] = []
    # The limit is one for the whole process, and no other reader may put it back meanwhile.
    with _LOCK:
        before = csv.field_size_limit(_LONGEST)
        try:
            while True:
                try:
                    row = next(rows, None)
                except csv.Error as error:
                    found.append((len(found) + 1, str(error)))
                else:
                    if row is None:
                        return [(number, held) for number, held in found if held]
                    found.append((len(found) + 1, row))
        finally:
            csv.field_size_limit(before)


def delimiter_of(text: str, columns: Collection[str], header_row: int = 1) -> str:
    r"""Return the delimiter by which the header has most of the columns that should be there.

    >>> delimiter_of("Title;Status, in words\r\n", ["Title", "Status, in words"])
    ';'
    """
    # A header may hold line breaks in quotes, but not many.
    head = "".join(itertools.islice(io.StringIO(text[:_HEAD], newline=""), header_row + 20))

    def known(delimiter: str) -> int:
        rows = (row for number, row in read_rows(head, delimiter) if number == header_row)
        header = next(rows, "")
        return 0 if isinstance(header, str) else len({column.strip() for column in header} & set(columns))

    return max(_DELIMITERS, key=known)
