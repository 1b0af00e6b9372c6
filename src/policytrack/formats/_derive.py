"""Ids for records whose data has none: readable, and the same on every run and machine.

An id is made of words (`person-jane-muller`). Where another thing has made the same words already, the
later one in the data adds eight hexadecimal digits of a SHA-256 over its key: nothing is random, and no
counter moves the ids of everything behind a line that was put in.
"""

import hashlib
from collections.abc import Iterable

from policytrack.ids import slug


class Ids:
    """The ids of one document: `taken` are those that its own data gives."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._keys: dict[str, str | None] = dict.fromkeys(taken)

    def of(self, kind: str, words: str, key: str | None = None) -> str:
        """Return the id of a thing of a kind: the same for the same words and key (by default the words).

        >>> ids = Ids()
        >>> ids.of("person", "Jane Müller"), ids.of("person", "Jane Müller", key="seat 4")
        ('person-jane-muller', 'person-jane-muller-f04944c0')
        """
        full = f"{kind}\0{words if key is None else key}"
        plain = f"{slug(kind)}-{slug(words)}"
        digest = hashlib.sha256(full.encode("utf-8", "surrogatepass")).hexdigest()
        tries = (plain, *(f"{plain}-{digest[:size]}" for size in range(8, 65, 8)))
        return next(made for made in tries if self._keys.setdefault(made, full) == full)
