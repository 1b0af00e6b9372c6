"""How the tables of a data set of files are parted, and the conditions that let a query open few of them.

An engine opens a file only where a condition on a column in its *path* lets it in: from
`known_from <= 738000` it draws no conclusion about folders. So the tables have columns for their folders,
and a cut says what it asks twice: of the rows, and of the folders.

`part_life` tells what holds from what held once: most questions cut nothing and need only the first.
`part_year` is the year from which on a row can count, on the axis that cuts its table: that of what happened
where it is dated, else that of what was public. `part_kind` is the kind of a record.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Table,
    Text,
    and_,
    case,
    cast,
    extract,
    literal,
)

from policytrack.engines._axes import DATED, END
from policytrack.engines.sql._schema import FOREVER, Tables
from policytrack.engines.sql._values import year_of
from policytrack.model import Proposal, Record
from policytrack.registry import Registry

LIFE, YEAR, KIND = "part_life", "part_year", "part_kind"
"""The columns that stand in paths; a field of a record is hardly called so."""

NOW, PAST, GONE = "now", "past", "gone"
"""What `life` says: a row shows where nothing is cut, only in a view of earlier days, or no more."""


class Partitioned(Tables):
    """The tables of a data set of files: those of a store, with the columns that stand in the paths."""

    def __init__(self, registry: Registry) -> None:
        super().__init__(registry)
        for table in self.metadata.tables.values():
            for name in partitions(table):
                table.append_column(Column(name, BigInteger if name == YEAR else Text, nullable=False))


def partitions(table: Table) -> tuple[str, ...]:
    """Return the columns by whose values a table is parted into folders, the outermost first."""
    if "known_from" in table.c:
        return (LIFE, YEAR)
    return (LIFE, KIND) if table.name == "record" else ()


def places(tables: Tables, table: Table) -> dict[str, ColumnElement[Any]]:
    """Return what each column in the paths says of a row, in terms of the row's own columns."""
    columns = table.c
    found: dict[str, ColumnElement[Any]] = {}
    if LIFE in partitions(table):
        ends = [columns.known_until] if "known_until" in columns else []
        ends += [columns.on_until] if _is_answer(tables, table) else []
        is_now = and_(columns.rev_until == FOREVER, *(end == END for end in ends))
        whens = ((is_now, NOW), (columns.rev_until == FOREVER, PAST))
        found[LIFE] = case(*whens, else_=GONE)
    if YEAR in partitions(table):
        number = columns[axis(tables, table)]
        first = cast(literal(datetime.date.min.isoformat()), Date)
        found[YEAR] = case((number < 1, 0), else_=extract("year", first + cast(number - 1, Integer)))
    if KIND in partitions(table):
        found[KIND] = columns.kind
    return found


def folders(
    tables: Tables, table: FromClause, revision: int | None, known: int | None, on: int | None
) -> Iterator[ColumnElement[bool]]:
    """Cut a table to the folders that can hold what a view shows; a table that is not parted is left alone.

    Args:
        tables: All tables.
        table: The reference to cut.
        revision: The revision that is asked, None for the last one.
        known: The day of knowledge that cuts the reference, None where none does.
        on: The day of the question that cuts it, None where none does.
    """
    if LIFE not in table.c:
        return
    if revision is None:
        is_now = shows_now(tables, table, revision, known, on)
        yield table.c[LIFE] == NOW if is_now else table.c[LIFE] != GONE
    alias: Any = table
    day = None if YEAR not in table.c else on if axis(tables, alias.element) == "on_from" else known
    if day is not None:
        yield table.c[YEAR] <= year_of(day)


def shows_now(
    tables: Tables, table: FromClause, revision: int | None, known: int | None, on: int | None
) -> bool:
    """Say whether what a view shows of a table is what stands in the folders of `now`, and nothing else.

    Nothing more need be asked of its rows then: an engine reads two or three columns less.
    """
    alias: Any = table
    is_cut = revision is not None or known is not None
    return LIFE in table.c and not is_cut and (on is None or not _is_answer(tables, alias.element))


def bodies(
    tables: Tables, table: FromClause, record: type[Record], revision: int | None
) -> Iterator[ColumnElement[bool]]:
    """Cut the table of whole records to the folders in which those of a class stand."""
    if LIFE not in table.c:
        return
    if revision is None:
        yield table.c[LIFE] == NOW
    kinds = {kind for kind, cls in tables.by_kind.items() if issubclass(cls, record)}
    if issubclass(record, Proposal):
        kinds = {"proposal"}  # A plugin's too: it may not be there to say that they are.
    if record in tables.by_kind.values():
        yield table.c[KIND].in_(sorted(kinds))


def axis(tables: Tables, table: Table) -> str:
    """Return the column that tells from when on the rows of a table can count."""
    dated = [shown.table for record, shown in tables.shown.items() if record in DATED]
    return "on_from" if table in dated or _is_answer(tables, table) else "known_from"


def _is_answer(tables: Tables, table: Table) -> bool:
    """Say whether the rows of a table are rectangles on both axes, so that a view shows few of them."""
    return table is tables.standing or table is tables.stand
