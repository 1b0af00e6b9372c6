"""The cells of one row: read as texts and dates, with what is wrong told by column."""

import re
from collections.abc import Iterable

import attrs

from policytrack.dates import PartialDate
from policytrack.errors import Problem
from policytrack.formats._faults import name, pointer
from policytrack.formats._plain import Plain
from policytrack.formats._trees import is_list
from policytrack.formats.tabular._dates import read_date
from policytrack.formats.tabular._parts import Cell, DateCell
from policytrack.formats.tabular._table import Row

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class Cells:
    """Reads the cells of a row.

    `problems` are what is wrong with cells, at the paths of their columns: such a cell is left out, and its
    column is `kept` for the rest of the row, as is one that is not taken whole. `empty` are texts that stand
    for nothing.
    """

    def __init__(self, row: Row, empty: frozenset[str]) -> None:
        self.row = row
        self.problems: list[Problem] = []
        self.kept: set[str] = set()
        self._empty = empty

    def texts(self, cell: Cell | None) -> list[str]:
        """Return the values of a cell, each once, in their order and in our words where there are some."""
        if cell is None:
            return []
        found = self.raw(cell)
        ours = [cell.ours(text) or text for text in found]
        if ours != found:
            self.kept.add(str(cell.column))
        return list(dict.fromkeys(ours))

    def raw(self, cell: Cell) -> list[str]:
        """Return the values of a cell in the words of the data, each once, in their order."""
        if cell.column is None:
            return [str(cell.value)]
        found: dict[str, None] = {}
        for whole in self._whole(cell.column):
            for part in whole.split(cell.split) if cell.split else [whole]:
                text = re.sub(cell.cut, "", part) if cell.cut else part
                if text != part:
                    self.kept.add(cell.column)
                if (text := text.strip()) and text not in self._empty:
                    found[text] = None
        return list(found)

    def text(self, cell: Cell | None) -> str | None:
        """Return the one value of a cell, None where it is empty."""
        found = self.texts(cell)
        if len(found) > 1 and cell is not None and cell.column is not None:
            message = f"{len(found)} values where one is expected, and the first is taken"
            self.tell(cell.column, Problem("several-values", "", message, "split them in the mapping"))
        return found[0] if found else None

    def date(self, cell: DateCell | None) -> PartialDate | None:
        """Return the date of a cell, None where it is empty or no pattern reads it."""
        if cell is None:
            return None
        text = self.text(Cell(column=cell.column, value=cell.value))
        if text is None:
            return None
        date = read_date(" ".join(text.split()), cell.pattern, cell.months)
        if isinstance(date, PartialDate):
            if cell.column is not None and any(pattern.endswith("*") for pattern in cell.pattern):
                self.kept.add(cell.column)
            return date
        hint = f"patterns: {', '.join(cell.pattern) or 'EDTF'}"
        self.tell(cell.column or "", Problem("bad-date", "", f"{text!r:.60}: {date}", hint))
        return None

    def is_blank(self) -> bool:
        """Say whether nothing stands in the row."""
        return not self.row.problems and not any(self._is_held(value) for value in self.row.rest(()).values())

    def tell(self, column: str, problem: Problem) -> None:
        """Tell what is wrong with a column, or odd about it, and keep it for the rest of the row."""
        self.kept.add(column)
        self.problems.append(attrs.evolve(problem, path=pointer(column)))

    def _is_held(self, value: object) -> bool:
        return value not in (None, "", [], {}) and not (isinstance(value, str) and self._is_nothing(value))

    def _is_nothing(self, text: str) -> bool:
        return not text.strip() or text.strip() in self._empty or (isinstance(text, Plain) and text.is_null)

    def _whole(self, column: str) -> Iterable[str]:
        value = self.row.get(column)
        for part in value if is_list(value) else [value]:
            match part:
                case None:
                    continue
                case str() if self._is_nothing(part):
                    continue
                case str() if _NO_TEXT.search(part):
                    message = "text has no NUL, no lone surrogate and no byte of another encoding"
                    hint = "declare the encoding in the mapping"
                    self.tell(column, Problem("bad-text", "", message, hint))
                case str():
                    yield str(part)
                case int() | float() if not isinstance(part, bool):
                    yield str(part)
                case _:
                    self.tell(column, Problem("wrong-type", "", f"expected text, got {name(part)}"))
