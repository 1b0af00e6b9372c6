"""A text and a term asked together: the places of both, as an index on two columns has them."""

from array import array
from collections.abc import Iterable
from typing import Any, cast

from policytrack.engines.memory._postings import Places
from policytrack.engines.memory._space import Table, kept_in
from policytrack.query import Field, Way

LONG = 64
"""Lists of places are parted by terms if they are so long on average, and looked up so if this one is."""


class Pairs:
    """The places of each text, parted by what the records hold of a list of terms."""

    def __init__(self, table: Table, text: Field, term: Field) -> None:
        self._numbers, numbered = table.index(term).codes
        self._parted: dict[Any, list[array[int]]] = {}
        for value, places in table.index(text).postings.items():
            parts = self._parted[value] = [array("I") for _ in self._numbers]
            for place in places:
                parts[numbered[place]].append(place)

    def places_of(self, value: object, terms: Iterable[object]) -> list[Places]:
        """Return the places of a text with each of some terms."""
        parts = self._parted.get(value)
        numbers = map(self._numbers.get, terms)
        return [] if parts is None else [parts[number] for number in numbers if number is not None]


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
