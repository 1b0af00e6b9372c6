"""What an engine answers."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, TypeVar, overload

import attrs

from policytrack.query._values import Value, fail

T_co = TypeVar("T_co", covariant=True)


@attrs.frozen
class Group:
    """Records that have these values in common, and how many they are; None stands for a missing value."""

    values: tuple[Value | None, ...]
    count: int


@attrs.frozen
class Result(Sequence[T_co]):
    """The answer to a query: its records, in order.

    `cursor` is what `Query.after` takes to go on behind the last record, None where nothing follows;
    `record` is the class that was asked for. With the extra `arrow`, pandas, polars, pyarrow and DuckDB
    take a result as it is: `polars.from_dataframe(result)`.
    """

    rows: tuple[T_co, ...]
    cursor: str | None = None
    record: type | None = attrs.field(default=None, eq=False, kw_only=True)

    def first(self) -> T_co | None:
        """Return the first record, None where there is none."""
        return self.rows[0] if self.rows else None

    def one(self) -> T_co:
        """Return the only record.

        Raises:
            QueryError: There is none, or more than one.
        """
        if len(self.rows) != 1:
            raise fail("not-one", "result", f"{len(self.rows)} records, where one is expected")
        return self.rows[0]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[T_co]:
        return iter(self.rows)

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        return self.rows[index]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Give the records as a table, by the Arrow PyCapsule interface.

        Raises:
            EncodeError: A record holds something that the wire has no place for.
            MissingExtraError: pyarrow is not installed.
        """
        # Formats stand on a higher floor: they are looked up when somebody asks, not imported here.
        arrow: Any = import_module("policytrack.formats").arrow_module()
        return arrow.table_of(self.rows, self.record).__arrow_c_stream__(requested_schema)
