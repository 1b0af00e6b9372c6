"""What an export has carried of each record; the losses are what nobody took.

An exporter takes every value that it writes out of a page, so that its losses cannot be forgotten: they
are the rest.
"""

from collections.abc import Callable, Iterator
from typing import Any, cast

from policytrack.formats._document import write_records
from policytrack.formats._faults import pointer
from policytrack.formats._trees import is_object
from policytrack.formats._wire import Wire
from policytrack.model import Record, Snapshot
from policytrack.registry import Registry

Key = int | str

Clean = Callable[[str], str]
"""Take a text; return what of it a format can write."""


class Page:
    """The wire object of one record, and what of it was taken."""

    def __init__(self, field: str, record: Record, wire: dict[str, Any], clean: Clean) -> None:
        self.field, self.record, self.wire = field, record, wire
        self._clean = clean
        self._taken: set[tuple[Key, ...]] = set()

    def take(self, *keys: Key) -> Any:  # noqa: ANN401  # Any value of the wire.
        """Take the value at a place, and return it; None where nothing stands there."""
        value = self._at(keys)
        if value is not None:
            self._taken.add(keys)
        return value

    def _at(self, keys: tuple[Key, ...]) -> Any:  # noqa: ANN401  # Any value of the wire.
        value: Any = self.wire
        for key in keys:
            try:
                value = value[key]
            except (KeyError, IndexError):
                return None
        return value

    def show(self, *keys: Key) -> str:
        """Return the text or number at a place as it can be written, empty where nothing stands there.

        It is taken only where it is written as it is.
        """
        value = self._at(keys)
        text = "" if value is None else str(value)
        shown = self._clean(text)
        if value is not None and shown == text:
            self._taken.add(keys)
        return shown

    def show_as(self, key: str, value: str) -> str:
        """Return a text that an answer has in place of the record's; it is taken where the two are one."""
        return self.show(key) if self.wire.get(key) == value else self._clean(value)

    def lose(self, *keys: Key) -> None:
        """Say that a value was written, but not as what it is."""
        self._taken.discard(keys)

    def left(self) -> dict[str, Any]:
        """Return the fields of which anything was not taken, each as a whole."""
        return {key: part for key, part in self.wire.items() if any(self._rest(part, (key,), ""))}

    def losses(self, path: str) -> Iterator[str]:
        """Give a pointer to each thing that was not taken, the whole where nothing of it was."""
        yield from self._rest(self.wire, (), path)

    def _rest(self, value: object, place: tuple[Key, ...], path: str) -> Iterator[str]:
        if place in self._taken:
            return
        if not any(taken[: len(place)] == place for taken in self._taken):
            yield path + pointer(*place)
            return
        # Only of an object or a list can anything have been taken without the whole.
        parts = value.items() if is_object(value) else enumerate(cast("list[object]", value))
        for key, part in parts:
            yield from self._rest(part, (*place, key), path)


class Ledger:
    """The pages of all records of a snapshot; `clean` says what of a text the format can write.

    Raises:
        EncodeError: It holds something that the wire has no place for.
    """

    def __init__(
        self, snapshot: Snapshot, registry: Registry | None, subject: str, clean: Clean = str
    ) -> None:
        self.clean = clean
        rows = write_records(snapshot, Wire.of(registry).write, subject)
        self._pages = [Page(field, record, wire, clean) for field, record, wire in rows]
        self._by_id = {page.record.id: page for page in self._pages}

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages)

    def __getitem__(self, record_id: str) -> Page:
        return self._by_id[record_id]

    def losses(self) -> tuple[str, ...]:
        """Return JSON Pointers into the wire form to all that was not taken, in its order."""
        found: list[str] = []
        counts: dict[str, int] = {}
        for page in self._pages:
            index = counts[page.field] = counts.get(page.field, -1) + 1
            found += page.losses(pointer(page.field, index))
        return tuple(found)
