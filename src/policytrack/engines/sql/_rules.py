"""How one comparison is said in SQL, so that every engine means by it what Python means.

Each rule is a function, and its docstring names the disagreement that it prevents.
"""

import hashlib
from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Text, and_, bindparam, false, not_, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType

from policytrack.dates import PartialDate
from policytrack.query import Op

Truth: TypeAlias = ColumnElement[bool]
Columns: TypeAlias = Any
"""The columns of a table, by name."""

_LONGEST = 500
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def denied(truth: Truth, column: ColumnElement[Any], *, nullable: bool) -> Truth:
    """Say the opposite of a comparison.

    SQL's `NOT` leaves a row out of both answers where the column is NULL; naive `NOT` disagreed on 27 % of
    random conditions. So what is missing is added, on nullable columns only: elsewhere it costs an index.
    """
    opposite = not_(truth)
    return or_(opposite, column.is_(None)) if nullable else opposite


def same(column: ColumnElement[Any], values: Sequence[Any]) -> Truth:
    """Say that a column holds one of these values; of none, it never holds.

    An empty `IN ()` is an error in some engines, and a list of one hides an index in others.
    """
    if not values:
        return false()
    return column == values[0] if len(values) == 1 else column.in_(values)


class AmongSorted(FunctionElement[bool]):
    """A column holds one of several values, which are sorted by code point.

    DuckDB passes over no part of a table by `IN`, but by a range it does: it is told where they end, too.
    """

    inherit_cache = True
    name = "among_sorted"  # Of no type: a truth SQLAlchemy would compare with 1 where there are no booleans.

    def __init__(self, column: ColumnElement[Any], values: Sequence[Any]) -> None:
        super().__init__(column.in_(values), column >= values[0], column <= values[-1])


@compiles(AmongSorted)
def _in(element: AmongSorted, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  # as SQLAlchemy has it
    return compiler.process(next(iter(element.clauses)), **options)


@compiles(AmongSorted, "duckdb")
def _in_range(element: AmongSorted, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  # as above
    return " AND ".join(compiler.process(clause, **options) for clause in element.clauses)


def starts_with(column: ColumnElement[str], prefix: str, behind: str | None) -> Truth:
    """Say that a text begins with another, as a range on code points.

    `LIKE` folds ASCII in SQLite, folds nothing elsewhere, reads `%` and `_`, and uses no index under a
    collation; a range up to what `first_behind` gives means the same everywhere.
    """
    return column >= prefix if behind is None else and_(column >= prefix, column < behind)


def first_behind(prefix: str) -> str | None:
    """Return the first text behind all that begin with the prefix, None where nothing is behind."""
    kept = prefix.rstrip(chr(_LAST_CODE_POINT))
    if not kept:
        return None
    code = ord(kept[-1]) + 1
    return kept[:-1] + chr(_SURROGATES.stop if code in _SURROGATES else code)


class Inside(FunctionElement[int]):
    """The place of a text in another, 0 where it is not; each engine has its own name for it.

    All of them compare code points there, where `LIKE` and `ILIKE` do not.
    """

    inherit_cache = True
    name = "instr"


@compiles(Inside)
def _instr(element: Inside, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  # as SQLAlchemy has it
    return f"instr({compiler.process(element.clauses, **options)})"


@compiles(Inside, "postgresql")
def _strpos(element: Inside, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  # as above
    return f"strpos({compiler.process(element.clauses, **options)})"


def word_kept(word: str) -> str:
    """Return a word as it is kept: of a very long one its beginning, and a digest of the whole.

    PostgreSQL's index takes 2,704 bytes, and FTS5 cuts a word at 32 thousand without a warning; script
    without spaces makes words of a paragraph. What is kept is longer than what is not shortened, so that
    no other word is kept alike.
    """
    if len(word) <= _LONGEST:
        return word
    return word[:_LONGEST] + hashlib.sha256(word.encode()).hexdigest()


def contains(column: ColumnElement[str], part: str) -> Truth:
    """Say that a text holds another somewhere, by code point."""
    return Inside(column, bindparam(None, part, Text)) > 0


class DayOf(FunctionElement[Any]):
    """A day as a bound text that is cast to a date, or stays text where dates are kept as text.

    Spark cannot bind the year 1, and drivers disagree on what a date becomes on its way.
    """

    inherit_cache = True
    name = "day_of"


def day(text: str) -> ColumnElement[Any]:
    """Return a day, given as in ISO 8601, to compare a column with.

    The text has no type, so that PostgreSQL takes it for a day once; a text it would read anew for each row.
    """
    return DayOf(bindparam(None, text, NullType()))


@compiles(DayOf)
def _cast(element: DayOf, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  # as above
    return f"CAST({compiler.process(element.clauses, **options)} AS DATE)"


@compiles(DayOf, "sqlite")
def _plain(element: DayOf, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  # as above
    return compiler.process(element.clauses, **options)


def compare_dates(  # noqa: PLR0911  # an answer an operator
    columns: Columns, name: str, op: Op, value: PartialDate, span: Sequence[str]
) -> Truth:
    """Compare a date by its bounds, which hold sentinels at the ends of time where it is open.

    `span` are those of the value, as texts.

    Interval arithmetic and the ends of the calendar differ between engines, comparisons of days do not.
    """
    earliest: ColumnElement[Any] = columns[f"{name}_earliest"]
    latest: ColumnElement[Any] = columns[f"{name}_latest"]
    firm = columns[f"{name}_qualified"] == 0
    first, last = map(day, span)
    surely = op.value.startswith("surely")
    if surely and (value.is_qualified or (op is Op.SURELY_WITHIN and value.has_unknown_end)):
        return false()
    match op:
        case Op.SURELY_BEFORE:
            return and_(firm, latest < first)
        case Op.POSSIBLY_BEFORE:
            return earliest < last
        case Op.SURELY_AFTER:
            return and_(firm, earliest > last)
        case Op.POSSIBLY_AFTER:
            return latest > first
        case Op.SURELY_WITHIN:
            return and_(firm, earliest >= first, latest <= last)
        case _:
            return and_(earliest <= last, latest >= first)


def order_key(column: ColumnElement[Any], *, descending: bool, nullable: bool) -> ColumnElement[Any]:
    """Sort by a column, what is missing last in both directions.

    Engines disagree on where NULL sorts. It is said on nullable columns only: elsewhere it keeps SQLite
    from its index.
    """
    key = column.desc() if descending else column.asc()
    return key.nulls_last() if nullable else key


def behind(
    columns: Sequence[ColumnElement[Any]],
    values: Sequence[Any] | None,
    *,
    descending: bool,
    nullable: bool,
) -> tuple[Truth, Truth]:
    """Say that a row comes behind a place by one key, and that it has the same key.

    Args:
        columns: What the key sorts by, the first first.
        values: The place; None where the key is missing there.
        descending: Whether the key sorts highest first.
        nullable: Whether the columns may be missing.
    """
    missing = columns[0].is_(None)
    if values is None:
        return false(), missing
    later: list[Truth] = []
    alike: list[Truth] = []
    for column, value in zip(columns, values, strict=True):
        later.append(and_(*alike, column < value if descending else column > value))
        alike.append(column == value)
    return or_(*later, *([missing] if nullable else [])), and_(*alike)
