"""The rows of a table, whatever it is written in: each with its place and its columns by name."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import attrs

from policytrack.errors import Problem
from policytrack.formats._csv_text import delimiter_of, read_rows
from policytrack.formats._encodings import decoded
from policytrack.formats._faults import Fault, near, pointer
from policytrack.formats._json_text import JsonReader
from policytrack.formats._trees import DEEPEST, Tree, is_too_deep
from policytrack.formats.tabular._parts import Shape, Table
from policytrack.formats.tabular._trees import JsonRow, row_of, walk


class Row(Protocol):
    """A row: `place` is where it stands, `problems` what is wrong with its text, at paths below the place."""

    @property
    def place(self) -> str:
        """Where the row stands: a JSON Pointer, or the number of the row (`/rows/7`)."""
        ...

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What makes it unreadable."""
        ...

    def get(self, column: str) -> object:
        """Return what stands in a column, None where there is none."""
        ...

    def rest(self, used: Iterable[str]) -> dict[str, object]:
        """Return every column that is none of these and holds something."""
        ...


@attrs.frozen
class CsvRow:
    """A row of CSV."""

    place: str
    cells: dict[str, str]
    problems: tuple[Problem, ...] = ()

    def get(self, column: str) -> object:
        """Return the text of a column."""
        return self.cells.get(column)

    def rest(self, used: Iterable[str]) -> dict[str, object]:
        """Return the texts of the other columns."""
        return {column: text for column, text in self.cells.items() if text.strip() and column not in used}


@attrs.frozen
class Rows:
    """The rows of a table, and what is to be told of the table itself."""

    rows: Sequence[Row]
    problems: Sequence[Problem]


def rows_of(data: bytes, table: Table, needed: Sequence[str], optional: Sequence[str]) -> Rows:
    """Return the rows of a table; the columns that are `needed` should be there, the optional ones may.

    Raises:
        Fault: It cannot be read at all.
    """
    text, problems = decoded(data, table.encoding)
    match table.shape:
        case Shape.CSV:
            found = _csv(text, table, needed)
        case Shape.JSONL:
            found = _lines(text, needed)
        case _:
            found = _tree(text, table, needed, optional)
    return Rows(found.rows, (*problems, *found.problems))


def _csv(text: str, table: Table, needed: Sequence[str]) -> Rows:
    delimiter = table.delimiter or delimiter_of(text, needed, table.header_row)
    numbered = [(number, row) for number, row in read_rows(text, delimiter) if number >= table.header_row]
    number, header = numbered.pop(0) if numbered else (0, "there is no such row")
    if number != table.header_row or isinstance(header, str):
        message = f"no row {table.header_row} names the columns" + (
            f": {header}" if isinstance(header, str) else ""
        )
        raise Fault(Problem("missing-header", "", message, "correct header_row in the mapping"))
    columns, problems = _columns(header, pointer("rows", number))
    problems += [_missing(column, columns) for column in dict.fromkeys(needed) if column not in columns]
    return Rows([_csv_row(number, row, columns) for number, row in numbered], problems)


def _columns(header: Sequence[str], place: str) -> tuple[list[str], list[Problem]]:
    """Return the names of the columns; a number stands for a missing one, and behind a doubled one."""
    names = [column.strip() for column in header]
    while names and not names[-1]:
        names.pop()
    columns: dict[str, None] = {}
    problems: list[Problem] = []
    for index, column in enumerate(names, 1):
        if column in columns:
            message = f"{column!r:.60}: two columns have this name, and the first is read"
            problems.append(Problem("duplicate-column", place + pointer(column), message))
        columns[f"{column} ({index})".strip() if not column or column in columns else column] = None
    return list(columns), problems


def _csv_row(number: int, row: list[str] | str, columns: list[str]) -> CsvRow:
    place = pointer("rows", number)
    if isinstance(row, str):
        return CsvRow(
            place, {}, (Problem("bad-syntax", "", f"no CSV: {row}", "look for a quote that is open"),)
        )
    while len(row) > len(columns) and not row[-1].strip():
        row.pop()
    if len(row) != len(columns) and any(cell.strip() for cell in row):
        message = f"{len(row)} cells, and the header has {len(columns)}"
        found = (Problem("ragged-row", "", message, "put a text that holds the delimiter in quotes"),)
        return CsvRow(place, {}, found)
    return CsvRow(place, dict(zip(columns, row, strict=False)))


def _tree(text: str, table: Table, needed: Sequence[str], optional: Sequence[str]) -> Rows:
    tree = _read(text, table.shape)
    if is_too_deep(tree.value):
        raise Fault(Problem("too-deep", "", f"nested over {DEEPEST} deep"))
    walked = walk(tree.value, table.rows, (*needed, *optional))
    told = [*walked.problems, *_absent(walked.rows, needed)]
    return Rows(_with_problems(walked.rows, tree.problems, told) if tree.problems else walked.rows, told)


def _read(text: str, shape: Shape) -> Tree:
    if shape is Shape.YAML and not text.lstrip().startswith(("{", "[")):
        from policytrack.formats import _yaml_read  # noqa: PLC0415  # It needs the extra `yaml`.

        try:
            return _yaml_read.read_foreign(text).tree
        except _yaml_read.Refused as error:
            raise Fault(attrs.evolve(error.problem, path=f"line {error.line}")) from None
    return JsonReader().read(text)


def _with_problems(
    rows: Sequence[JsonRow], problems: Iterable[Problem], others: list[Problem]
) -> list[JsonRow]:
    """Give each row the problems of its text; the others are of what stands around the rows."""
    by_place = {row.place: index for index, row in enumerate(rows)}
    found = list(rows)
    for problem in problems:
        place = problem.path
        while place and place not in by_place:
            place = place.rpartition("/")[0]
        if place not in by_place:
            others.append(problem)
            continue
        row = found[by_place[place]]
        inner = attrs.evolve(problem, path=problem.path.removeprefix(place))
        found[by_place[place]] = attrs.evolve(row, problems=(*row.problems, inner))
    return found


def _lines(text: str, needed: Sequence[str]) -> Rows:
    reader, rows = JsonReader(), list[JsonRow]()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            place = pointer("rows", number)
            try:
                tree = reader.read(line.strip())
                value, problems = tree.value, tree.problems
            except Fault as error:
                value, problems = None, (error.problem,)
            rows.append(row_of(place, (value,), problems))
    return Rows(rows, list(_absent(rows, needed)))


def _absent(rows: Sequence[JsonRow], needed: Sequence[str]) -> Iterator[Problem]:
    for column in dict.fromkeys(needed):
        if rows and not any(row.has(column) for row in rows):
            known = dict.fromkeys(key for row in rows[:100] for key in row.rest(()))
            yield _missing(column, known)


def _missing(column: str, known: Iterable[str]) -> Problem:
    hint = near(column, known) or "correct the mapping, or say that it is optional"
    return Problem("missing-column", "", f"{column}: there is no such column", hint)
