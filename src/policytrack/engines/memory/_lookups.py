"""What an index finds for a condition, with how much that is at most: what a question starts from."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

import attrs

from policytrack.engines.memory._filters import Sieve, is_by_mask, sieve_of, siever
from policytrack.engines.memory._finders import Lookup, finder, in_lists, is_range, sizer, together
from policytrack.engines.memory._pairs import LONG, pairs_of
from policytrack.engines.memory._postings import NOWHERE, Places
from policytrack.engines.memory._relations import edges_of
from policytrack.engines.memory._sight import Shows
from policytrack.engines.memory._space import Space, Table
from policytrack.engines.memory._texts import Texts
from policytrack.passes import common
from policytrack.query import (
    And,
    Compare,
    Condition,
    Field,
    Kind,
    Missing,
    Op,
    Or,
    Quantifier,
    Related,
    Way,
    Words,
)

_SHORT = 256
"""To look up a range takes as long as to try so many records on it."""


@attrs.define(eq=False)
class Searched(Lookup):
    """What is found by a search, among related records or these: `search`."""

    search: "Search" = attrs.field(kw_only=True)


@attrs.frozen
class Means:
    """How all conditions of one kind are answered in a view, whatever their values: made once for them.

    `size_of` says how many places a value of a comparison has, where that can be told without a lookup.
    """

    find: Callable[[Any], Lookup | None]
    sieve: Callable[[Any], Sieve]
    size_of: Callable[[Any], int] | None = None
    is_range: bool = False
    is_text: bool = False
    is_by_mask: bool = False


class Search:
    """The places of one class for which a condition holds: the smallest lookup drives, the rest filters."""

    def __init__(
        self, space: Space, table: Table, condition: Condition[Any] | None, shows: Shows | None
    ) -> None:
        self._space, self._shows, self.table = space, shows, table
        parts = [(part, means_of(space, part)) for part in _parts(condition)]
        self.driver = driver = self._smallest(parts)
        self.size = len(table.places) if driver is None else driver.size
        if driver is not None and driver.is_exact:
            one, other = driver.conditions[0], driver.conditions[-1]  # These very parts: there are no more.
            parts = [part for part in parts if part[0] is not one and part[0] is not other]
        if len(parts) > 1:
            parts.sort(key=_is_slow)
        self._rest = parts
        self._sieves = [means.sieve(part) for part, means in parts]
        if shows is not None:
            self._sieves.insert(0, partial(filter, shows))

    @property
    def rest(self) -> Sequence[Condition[Any]]:
        """The conditions that are tried on what the driver finds, in that order."""
        return [part for part, _ in self._rest]

    @property
    def is_cut(self) -> bool:
        """Whether the view leaves out some records."""
        return self._shows is not None

    @property
    def is_exact(self) -> bool:
        """Whether the driver alone finds the answer."""
        return not self._sieves

    def candidates(self) -> Places:
        """Return what the driver finds, all places where there is none."""
        return self.table.places if self.driver is None else self.driver.find()

    def places(self) -> Iterable[int]:
        """Give the places, ascending, each tried when it is asked for."""
        return self.among(self.candidates())

    def among(self, places: Iterable[int]) -> Iterable[int]:
        """Give those of some candidates of which everything holds."""
        for sieve in self._sieves:
            places = sieve(places)
        return places

    def tried(self, places: Iterable[int]) -> Iterable[int]:
        """Give those of some places of which everything holds, where they are not the driver's."""
        if self.driver is not None and self.driver.is_exact:
            for condition in self.driver.conditions:
                places = means_of(self._space, condition).sieve(condition)(places)
        return self.among(places)

    def _smallest(self, parts: "_Parts") -> Lookup | None:
        """Return the lookup that finds the fewest, None where none finds fewer than there are."""
        least: _Part | Lookup | None = None  # What tells its size is looked up once it is the least.
        size = len(self.table.places) + 1
        for are_ranges in (False, True):
            if are_ranges and least is not None and size <= _SHORT:
                break
            for part in parts:
                asked, means = part
                if means.is_range is not are_ranges:
                    continue
                if means.size_of is not None:
                    values = asked.values
                    many = means.size_of(values[0]) if len(values) == 1 else sum(map(means.size_of, values))
                    if many < size:
                        least, size = part, many
                else:
                    found = means.find(asked)
                    if found is not None and found.size < size:
                        least, size = found, found.size
        if size >= LONG:
            paired = self._paired(parts)
            if paired and paired[0].size <= size:
                return paired[0]
        return least if least is None or isinstance(least, Lookup) else least[1].find(least[0])

    def _paired(self, parts: "_Parts") -> Sequence[Lookup]:
        """Return lookups of a text and a term together, where such have their own lists; the least first."""
        found: list[Lookup] = []
        for text, means in parts:
            if not means.is_text:
                continue
            for term, others in parts:
                pairs = pairs_of(self.table, text.field, term.field) if others.is_by_mask else None
                if pairs is not None:
                    found.append(in_lists((text, term), pairs.places_of(text.values[0], term.values)))
        found.sort(key=_size)
        return found


_Part = tuple[Any, Means]
_Parts = Sequence[_Part]
_size = attrgetter("size")


def _is_slow(part: tuple[Condition[Any], Means]) -> bool:
    return not part[1].is_by_mask


def means_of(space: Space, condition: Condition[Any]) -> Means:
    """Return how conditions of this kind are answered, made where nobody asked for one before."""
    # By `isinstance`, since a pattern takes three times as long, and every part of every question asks.
    key: tuple[object, ...]
    if isinstance(condition, Compare):
        field = condition.field
        key = (field.record, field.name, condition.op)
    elif isinstance(condition, Related):
        field = condition.field
        key = (field.record, field.name, condition.quantifier)
    else:
        key = (type(condition),)
    found: Means | None = space.made.get(key)
    if found is None:
        found = space.made[key] = _means(space, condition)
    return found


def _means(space: Space, condition: Condition[Any]) -> Means:  # noqa: PLR0911  # an answer a kind
    sieve = partial(sieve_of, space)
    match condition:
        case Compare(field, op):
            is_text = op is Op.IS and field.kind is Kind.TEXT and field.name != "id"
            kinds = is_range(condition), is_text, is_by_mask(condition)
            return Means(finder(space, field, op), siever(space, field, op), sizer(space, field, op), *kinds)
        case Related(field, Quantifier.ANY):
            return Means(_related(space, field), sieve)
        case Missing():
            return Means(lambda asked: in_lists((asked,), [space.index(asked.field).places_of(None)]), sieve)
        case Words():
            return Means(partial(_worded, space), sieve)
        case Or():
            return Means(partial(_either, space), sieve)
        case And():
            return Means(partial(_all, space), sieve)
        case _:
            return Means(lambda _: None, sieve)


def _worded(space: Space, condition: Words[Any]) -> Lookup:
    texts = Texts(space, condition.record)
    postings = sorted((texts.postings.get(word, NOWHERE) for word in condition.words), key=len)
    size = len(space.table(condition.record).rows)
    return Lookup((condition,), len(postings[0]), lambda: common(postings, size), texts.is_exact)


def _related(space: Space, field: Field) -> Callable[[Related[Any]], Lookup | None]:
    """Return what looks up the records that a relation leads from, to those of which something holds."""
    back, many = edges_of(space, field).back, len(space.table(field.record).places)
    # Where one record leads to one of few, each of those few has been led to by several.
    fans_out = field.way is Way.HOLDS or field.name == "organization"

    def find(condition: Related[Any]) -> Lookup | None:
        inner = condition.condition
        if inner is None:
            return None
        seen = space.seen(inner.record)
        search = Search(space, seen.table, inner, seen.leads)
        size = search.size
        if fans_out:
            size = int(size * max(1, many / max(1, len(seen.table.places))))
        return Searched((condition,), size, lambda: back(seen.table, search.places()), search=search)

    return find


def _either(space: Space, condition: Or[Any]) -> Lookup | None:
    found: list[Lookup] = []
    for part in condition.parts:
        one = means_of(space, part).find(part)
        if one is None:
            return None
        found.append(one)
    is_exact = all(one.is_exact for one in found)
    size = sum(one.size for one in found)
    return Lookup((condition,), size, lambda: together([one.find() for one in found]), is_exact)


def _all(space: Space, condition: And[Any]) -> Lookup | None:
    search = Search(space, space.table(condition.record), condition, None)
    found = search.driver
    return found and Searched((condition,), found.size, lambda: list(search.places()), search=search)


def _parts(condition: Condition[Any] | None) -> Sequence[Condition[Any]]:
    if condition is None:
        return ()
    return condition.parts if isinstance(condition, And) else (condition,)
