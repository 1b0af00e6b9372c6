"""What an engine answers."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

import attrs

from policytrack.query._values import Value, fail

if TYPE_CHECKING:
    import datetime

    from policytrack.model import Record

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@attrs.frozen
class Group:
    """Records that have these values in common, and how many they are; None stands for a missing value."""

    values: tuple[Value | None, ...]
    count: int


Days = tuple["datetime.date | None", "datetime.date | None"]
"""The days that cut a view: `on`, when it happened, and `known`, when it was public; None cuts nothing."""


class Result(Sequence[T_co]):
    """The answer to a query: its records, in order; equal where the records and the cursor are.

    An engine may find records as they are asked for. `first`, `one`, an item from the front and an iteration
    then go no further than they must, where the order allows it; `len`, `rows`, `cursor`, an item from the
    end and a comparison find all first. What was found is kept, so that each record is looked for once. A
    result that is not complete belongs to one thread.

    With the extra `arrow`, pandas, polars, pyarrow and DuckDB take a result as it is:
    `polars.from_dataframe(result)`; `to_dicts` gives the same rows without it.
    """

    __slots__ = ("_cursor", "_found", "_place", "_rest", "_size", "days", "record")

    record: type | None
    days: Days | None
    _found: Sequence[T_co]
    _cursor: str | None
    _rest: Iterator[T_co] | None
    _size: int | None
    _place: Callable[[Any], str] | None

    def __init__(
        self,
        rows: Sequence[T_co],
        cursor: str | None = None,
        *,
        record: type | None = None,
        days: Days | None = None,
    ) -> None:
        """Make the answer of records that are all there.

        Args:
            rows: The records.
            cursor: The place behind the last of them, None where nothing follows.
            record: The class that was asked for; a table of no records has its columns.
            days: The two days of the view that was asked, None where nobody says.
        """
        self.record, self.days = record, days
        self._found, self._cursor = rows, cursor
        self._rest = self._size = self._place = None

    @staticmethod
    def streamed(
        rows: Iterator[T],
        size: int | None,
        place: Callable[[T], str],
        record: type | None = None,
        days: Days | None = None,
    ) -> "Result[T]":
        """Make the answer of records that are found as they are asked for.

        Args:
            rows: The records, in order, beyond `size` too.
            size: The most records to answer with; None takes all.
            place: Writes the cursor behind a record.
            record: The class that was asked for.
            days: The two days of the view that was asked.
        """
        made: Result[T] = Result([], record=record, days=days)
        made._rest, made._size, made._place = rows, size, place
        return made

    @property
    def rows(self) -> tuple[T_co, ...]:
        """The records."""
        self._reach(None)
        if not isinstance(self._found, tuple):
            self._found = tuple(self._found)
        return self._found

    @property
    def cursor(self) -> str | None:
        """What `Query.after` takes to go on behind the last record, None where nothing follows."""
        self._reach(None)
        return self._cursor

    def first(self) -> T_co | None:
        """Return the first record, None where there is none."""
        self._reach(1)
        return self._found[0] if self._found else None

    def one(self) -> T_co:
        """Return the only record.

        Raises:
            QueryError: There is none, or more than one.
        """
        self._reach(2)
        if len(self._found) != 1:
            raise fail("not-one", "result", f"{len(self)} records, where one is expected")
        return self._found[0]

    def __len__(self) -> int:
        if self._rest is not None:
            self._reach(None)
        return len(self._found)

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._found) if self._rest is None else self._as_found()

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        if isinstance(index, slice):
            return self.rows[index]
        self._reach(index + 1 if index >= 0 else None)
        return self._found[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        same = cast("Result[object]", other)
        return (self.rows, self.cursor) == (same.rows, same.cursor)

    def __hash__(self) -> int:
        return hash((self.rows, self.cursor))

    def __repr__(self) -> str:
        return f"Result(rows={self.rows!r}, cursor={self.cursor!r})"

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the records, all of them."""
        return _restored, (self.rows, self.cursor, self.record, self.days)

    def _repr_html_(self) -> str:
        """Show the first records in a notebook, escaped; no more are looked for than are shown."""
        from policytrack.markup import ROWS, days  # noqa: PLC0415  # Only notebooks ask.
        from policytrack.model._notebook import records_html  # noqa: PLC0415  # As above.

        rows = cast("list[Record]", list(islice(self, ROWS + 1)))
        what = "Records" if self.record is None else self.record.__name__
        caption = what if self.days is None else f"{what}, {days(*self.days)}"
        more = "more follow: len(result) counts them" if rows[ROWS:] else "" if rows else "no record"
        return records_html(rows[:ROWS], caption, more)

    def _as_found(self) -> Iterator[T_co]:
        index = 0
        while self._rest is not None:
            self._reach(index + 1)
            if index == len(self._found):
                return
            yield self._found[index]
            index += 1
        yield from islice(self._found, index, None)  # Somebody asked for all.

    def _reach(self, count: int | None) -> None:
        """Find so many records, or as many as there are; None finds all, and what follows them."""
        found, rest = self._found, self._rest
        if rest is None or not isinstance(found, list):
            return
        wanted = self._size if count is None else count if self._size is None else min(count, self._size)
        found.extend(rest if wanted is None else islice(rest, max(0, wanted - len(found))))
        if wanted is None or len(found) < wanted:
            self._rest = self._place = None
            return
        if count is None:
            if found and self._place is not None and next(rest, None) is not None:
                self._cursor = self._place(found[-1])
            self._rest = self._place = None

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the records as rows of one table, without any extra: `pandas.DataFrame(result.to_dicts())`.

        The columns are those of the Arrow table; a calendar day is a `datetime.date`.

        Raises:
            EncodeError: A record holds something that the wire has no place for.
        """
        # As below.
        rows: Any = import_module("policytrack.formats._rows").rows_of
        found: list[dict[str, Any]] = rows(self.rows, self.record)
        return found

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Give the records as a table, by the Arrow PyCapsule interface.

        Raises:
            EncodeError: A record holds something that the wire has no place for.
            MissingExtraError: pyarrow is not installed.
        """
        # Formats stand on a higher floor: they are looked up when somebody asks, not imported here.
        arrow: Any = import_module("policytrack.formats").arrow_module()
        return arrow.table_of(self.rows, self.record).__arrow_c_stream__(requested_schema)


def _restored(
    rows: Sequence[T], cursor: str | None, record: type | None, days: Days | None = None
) -> Result[T]:
    return Result(rows, cursor, record=record, days=days)
