"""Very many texts cut into words, and these numbered, by numpy: few of them become strings."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, count
from typing import Any, TypeVar

from policytrack.engines.memory._postings import Postings
from policytrack.passes import column, looked_up
from policytrack.query._words import MARK, marked
from policytrack.sorting import by_numbers, in_order

T = TypeVar("T")
Said = tuple[Sequence[int], Sequence[str]]
"""Texts, and beside each the place of the record that it is about."""

_PIECE = 1024  # So many records are cut together: their words fit a processor's cache.
_BITS = 18  # Of a hash.
_WIDE = 8  # Bytes of an integer.
_MIX = 0x9E3779B97F4A7C15  # Knuth's multiplier: the high bits of a product with it depend on every bit.
_NONE = 0xFFFF_FFFF_FFFF_FFFF  # No word: no byte of UTF-8 is 0xFF.


def there(owners: Sequence[int], held: Sequence[T | None]) -> tuple[Sequence[int], Sequence[T]]:
    """Return what is there, and beside each its owner."""
    found = [*filter(None, held)]
    return (owners if len(found) == len(held) else column(compress(owners, held))), found


def cut_at_once(said: Iterable[Said], places: Sequence[int]) -> Postings:
    """Return those of some places about which each word is said."""
    owners, texts = array("i"), list[str]()
    for some, held in said:
        owners.extend(some)
        texts += held
    if not isinstance(places, range):  # Others stand between them.
        wanted = set(places)
        rows = [(owner, text) for owner, text in zip(owners, texts, strict=True) if owner in wanted]
        owners, texts = column(owner for owner, _ in rows), [text for _, text in rows]
    order = in_order(owners)
    owners = looked_up(owners, order)
    cutter = Cutter()

    def cut(start: int) -> tuple[Sequence[int], Sequence[int]]:
        piece = slice(bisect_left(owners, start), bisect_left(owners, start + _PIECE))
        return cutter.cut([*map(texts.__getitem__, order[piece])], owners[piece])

    found = by_numbers(map(cut, range(0, places[-1] + 1, _PIECE)))
    return Postings(cutter.numbers, found)


class Cutter:
    """Cuts texts into words, and numbers these as they come, from 0.

    A word of up to eight bytes is one integer. A table has the number of one word for each hash of such an
    integer; the words that it does not have, and longer ones, are looked up as strings.
    """

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415  # Not needed for few texts.

        self._np: Any = np
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._keys: Any = np.full(1 << _BITS, _NONE, np.uint64)
        self._known: Any = np.zeros(1 << _BITS, np.uint32)
        # By the length of a word, the bits of its integer; none of a longer one.
        self._masks: Any = np.array([*((1 << 8 * size) - 1 for size in range(_WIDE + 1)), 0], np.uint64)

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each word so far."""
        return dict(self._numbers)

    def cut(self, texts: Sequence[str], owners: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
        """Return the numbers of the words of some texts, in order, and beside each the owner of its text."""
        np = self._np
        data = b"".join((MARK.encode(), marked(texts), MARK.encode() * _WIDE))
        held = np.frombuffer(data, np.uint8)
        turns = np.flatnonzero(np.diff(held > ord(" "))) + 1
        begins, ends = turns[::2], turns[1::2]
        marks = np.flatnonzero(held == ord(MARK))[: len(texts) + 1]
        counts = np.diff(np.searchsorted(begins, marks))
        return self._numbered(data, begins, ends), np.repeat(np.asarray(owners), counts)

    def _numbered(self, data: bytes, begins: Any, ends: Any) -> Any:  # noqa: ANN401  # arrays
        np = self._np
        eights = np.ndarray((len(data) - _WIDE + 1,), "<u8", data, strides=(1,))
        keys = eights[begins] & self._masks[np.minimum(ends - begins, _WIDE + 1)]
        slots = (keys * np.uint64(_MIX) >> np.uint64(64 - _BITS)).view(np.int64)
        numbers = self._known[slots]
        others = np.flatnonzero(self._keys[slots] != keys)
        bounds = zip(begins[others].tolist(), ends[others].tolist(), strict=True)
        words = [data[begin:end].decode() for begin, end in bounds]
        numbers[others] = np.fromiter(map(self._numbers.__getitem__, words), np.uint32, len(words))
        self._known[slots[others]], self._keys[slots[others]] = numbers[others], keys[others]
        self._keys[0] = _NONE  # What is too long to be an integer would be found there.
        return numbers
