"""What an export has carried of each record; the losses are what nobody took.

An exporter takes every value that it writes out of a page, so that its losses cannot be forgotten: they
are the rest.
"""

from collections.abc import Iterator
from typing import Any

from policytrack.formats._document import write_records
from policytrack.formats._faults import pointer
from policytrack.formats._trees import is_list, is_object
from policytrack.formats._wire import Wire
from policytrack.model import Record, Snapshot
from policytrack.registry import Registry

Key = int | str


class Page:
    """The wire object of one record, and what of it was taken."""

    def __init__(self, field: str, record: Record, wire: dict[str, Any]) -> None:
        self.field, self.record, self.wire = field, record, wire
        self._taken: set[tuple[Key, ...]] = set()

    def take(self, *keys: Key) -> Any:  # noqa: ANN401  # Any value of the wire.
        """Take the value at a place, and return it; None where nothing stands there."""
        value: Any = self.wire
        for key in keys:
            try:
                value = value[key]
            except (KeyError, IndexError):
                return None
        self._taken.add(keys)
        return value

    def take_all(self, *names: str) -> None:
        """Take the values of several keys."""
        for name in names:
            self.take(name)

    def give_back(self, *keys: Key) -> None:
        """Say that a value that was taken, and what is in it, could not be carried after all."""
        self._taken = {place for place in self._taken if place[: len(keys)] != keys}

    def losses(self, path: str) -> Iterator[str]:
        """Give a pointer to each thing that was not taken, the whole where nothing of it was."""
        yield from self._rest(self.wire, (), path)

    def _rest(self, value: object, place: tuple[Key, ...], path: str) -> Iterator[str]:
        if place in self._taken:
            return
        if not any(taken[: len(place)] == place for taken in self._taken):
            yield path + pointer(*place)
            return
        parts: Iterator[tuple[Key, object]] = iter(())
        if is_object(value):
            parts = iter(value.items())
        elif is_list(value):
            parts = iter(enumerate(value))
        for key, part in parts:
            yield from self._rest(part, (*place, key), path)


class Ledger:
    """The pages of all records of a snapshot, by id.

    Raises:
        EncodeError: It holds something that the wire has no place for.
    """

    def __init__(self, snapshot: Snapshot, registry: Registry | None, subject: str) -> None:
        rows = write_records(snapshot, Wire.of(registry), subject)
        self._pages = [Page(field, record, wire) for field, record, wire in rows]
        # Of two records with one id only the first is found by it: the other is lost, and said to be.
        self._by_id = {page.record.id: page for page in reversed(self._pages)}

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages)

    def page(self, record_id: str) -> Page:
        """Return the page of a record."""
        return self._by_id[record_id]

    def losses(self) -> tuple[str, ...]:
        """Return JSON Pointers into the wire form to all that was not taken, in its order."""
        found: list[str] = []
        counts: dict[str, int] = {}
        for page in self._pages:
            index = counts[page.field] = counts.get(page.field, -1) + 1
            found += page.losses(pointer(page.field, index))
        return tuple(found)
