"""A text and a term asked together: the places of both, as an index on two columns has them."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, cast

from policytrack.engines.memory._postings import Places
from policytrack.engines.memory._space import Table, kept_in
from policytrack.query import Field, Way

LONG = 64
"""Lists of places are parted by terms if they are so long on average, and looked up so if this one is."""


class Pairs:
    """The places of each text, parted by what the records hold of a list of terms."""

    def __init__(self, table: Table, text: Field, term: Field) -> None:
        index = table.index(term)
        self._numbers, held = index.numbered
        number_of = index.by_place(held, len(self._numbers))
        self._parted: dict[Any, Mapping[Any, array[int]]] = {}
        for value, places in table.index(text).postings.items():
            parts: defaultdict[int, array[int]] = defaultdict(partial(array, "I"))
            for place in places:
                parts[number_of[place]].append(place)
            self._parted[value] = dict(parts)

    def places_of(self, value: object, terms: Iterable[object]) -> list[Places]:
        """Return the places of a text with each of some terms."""
        parts: Mapping[Any, Places] = self._parted.get(value, {})
        return [parts[number] for number in map(self._numbers.get, terms) if number in parts]


def pairs_of(table: Table, text: Field, term: Field) -> Pairs | None:
    """Return the places by a text and a term, None where that is not worth an index."""
    key = (text.name, "with", term.name)
    if key not in table.kept:
        kept_in(table.kept, key, lambda: _pairs(table, text, term))
    return cast("Pairs | None", table.kept[key])


def _pairs(table: Table, text: Field, term: Field) -> Pairs | None:
    if text.way is not Way.OWN or term.way is not Way.OWN:
        return None  # What a view works out is another in each.
    is_long = len(table.index(text).postings) * LONG <= len(table.places)
    return Pairs(table, text, term) if is_long else None
