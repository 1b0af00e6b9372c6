"""A text and a term asked together: the places of both, as an index on two columns has them."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, cast

from policytrack.engines.memory._postings import Places, Postings
from policytrack.engines.memory._space import Table, kept_in
from policytrack.passes import by_numpy, looked_up, summed
from policytrack.query import Field, Way
from policytrack.sorting import by_number

LONG = 64
"""Lists of places are parted by terms if they are so long on average, and looked up so if this one is."""


Parted = Mapping[Any, Mapping[int, Places]]
"""The places of each text, by the number of the term."""


class Pairs:
    """The places of each text, parted by what the records hold of a list of terms."""

    def __init__(self, table: Table, text: Field, term: Field) -> None:
        self._numbers, _ = table.index(term).numbered
        self._parted = (_parted if by_numpy(table.places) else _parted_plainly)(table, text, term)

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
    texts, terms = table.index(text).postings, table.index(term).numbered[0]
    is_long = len(texts) * LONG <= len(table.places) and len(terms) <= LONG
    return Pairs(table, text, term) if is_long else None


def _parted(table: Table, text: Field, term: Field) -> Parted:
    """Sort all places at once, by text and term; with numpy only."""
    (texts, text_of), (terms, term_of) = table.index(text).numbered, table.index(term).numbered
    firsts = range(0, len(texts) * len(terms), len(terms))
    pairs = summed(looked_up(firsts, text_of), term_of)
    found = Postings({}, by_number(pairs, table.places, len(texts) * len(terms)))
    return {
        value: {number: found.of(first + number) for number in range(len(terms))}
        for value, first in zip(texts, firsts, strict=True)
    }


def _parted_plainly(table: Table, text: Field, term: Field) -> Parted:
    index = table.index(term)
    numbers, held = index.numbered
    number_of = index.by_place(held, len(numbers))
    parted: dict[Any, Mapping[int, Places]] = {}
    for value, places in table.index(text).postings.items():
        parts: defaultdict[int, array[int]] = defaultdict(partial(array, "I"))
        for place in places:
            parts[number_of[place]].append(place)
        parted[value] = dict(parts)
    return parted
