"""What the ids of one document mean: Popolo's are unique in one list, ours across all."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any


class Scope:
    """The ids of a document, as Popolo has them and as records have them, and its sources by address.

    `make_source` gives the id of the source with an address, or None where there is none to be had.
    """

    def __init__(self, make_source: Callable[[str], str | None]) -> None:
        self.source_at = make_source
        self.addresses: dict[str, str] = {}
        self._records: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._natives: dict[str, tuple[str, str]] = {}
        self._unsure: set[tuple[str, str]] = set()
        self._bodies: dict[str, Any] = {}
        self._days: dict[str, bool] = {}

    def add(self, kind: str, native: str, record_id: str) -> None:
        """Add an object of a kind; of several with one id the first one counts."""
        own = (kind, native)
        found = self._records[kind].setdefault(native, record_id)
        if self._natives.setdefault(record_id, own) != own and found == record_id:
            self._unsure.add(own)

    def is_day(self, text: str, check: Callable[[str], bool]) -> bool:
        """Say what `check` says of a date; each text is checked once."""
        if text not in self._days:
            self._days[text] = check(text)
        return self._days[text]

    def add_body(self, post: str, organization: object) -> None:
        """Say which organization a post belongs to, both as Popolo names them."""
        self._bodies.setdefault(post, organization)

    def record(self, kinds: Iterable[str], native: str) -> str | None:
        """Return the id of the record that an id in Popolo means, the kinds in order."""
        for kind in kinds:
            if found := self._records[kind].get(native):
                return found
        return None

    def sure(self, kinds: Iterable[str], native: str) -> str | None:
        """Return the same, but None where another id in Popolo is the first to mean that record."""
        for kind in kinds:
            if found := self._records[kind].get(native):
                return None if self._unsure and (kind, native) in self._unsure else found
        return None

    def native(self, kinds: Iterable[str], record_id: str) -> str | None:
        """Return the id by which Popolo can point at a record, None where it is of no such kind."""
        kind, native = self._natives.get(record_id, ("", ""))
        return native if kind in kinds else None

    def body(self, post: object) -> Any:  # noqa: ANN401  # Whatever the document says.
        """Return the organization of a post as Popolo names it."""
        return self._bodies.get(str(post))
