"""What an engine answers."""

from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

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

    `cursor` is what `Query.after` takes to go on behind the last record, None where nothing follows.
    """

    rows: tuple[T_co, ...]
    cursor: str | None = None

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
