"""What an index finds for a condition, with how much that is at most: what a question starts from."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import attrs

from policytrack.engines.memory._filters import Sieve, is_by_mask, sieve_of, siever
from policytrack.engines.memory._finders import Lookup, finder, in_lists, is_range, together
from policytrack.engines.memory._pairs import LONG, pairs_of
from policytrack.engines.memory._postings import NOWHERE, Places
from policytrack.engines.memory._relations import Edges, edges_of, leads_to
from policytrack.engines.memory._sight import Shows
from policytrack.engines.memory._space import Space
from policytrack.engines.memory._texts import Texts
from policytrack.model import Record
from policytrack.passes import common
from policytrack.query import (
    And,
    Compare,
    Condition,
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
    """How all conditions of one kind are answered in a view, whatever their values: made once for them."""

    find: Callable[[Any], Lookup | None]
    sieve: Callable[[Any], Sieve]
    is_range: bool = False
    is_text: bool = False
    is_by_mask: bool = False


class Search:
    """The places of one class for which a condition holds: the smallest lookup drives, the rest filters."""

    def __init__(
        self, space: Space, cls: type[Record], condition: Condition[Any] | None, shows: Shows | None
    ) -> None:
        self._space, self._shows, self.table = space, shows, space.table(cls)
        parts = [(part, means_of(space, part)) for part in _parts(condition)]
        self.driver = self._smallest(parts)
        self.size = len(self.table.places) if self.driver is None else self.driver.size
        settled = self.driver.conditions if self.driver is not None and self.driver.is_exact else ()
        found = {id(part) for part in settled}  # These very parts: to compare values takes longer.
        rest = [one for one in parts if id(one[0]) not in found]
        if len(rest) > 1:
            rest.sort(key=_is_slow)
        self.rest = [part for part, _ in rest]
        self._sieves = [means.sieve(part) for part, means in rest]
        if shows is not None:
            self._sieves.insert(0, partial(filter, shows))

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
        best = self._least([means.find(part) for part, means in parts if not means.is_range])
        if best is None or best.size > _SHORT:
            best = self._least([best, *(means.find(part) for part, means in parts if means.is_range)])
        if best is not None and best.size >= LONG:
            best = self._least([*self._paired(parts), best])
        return best

    def _least(self, found: Iterable[Lookup | None]) -> Lookup | None:
        least, size = None, len(self.table.places) + 1
        for one in found:
            if one is not None and one.size < size:
                least, size = one, one.size
        return least

    def _paired(self, parts: "_Parts") -> Iterator[Lookup]:
        """Give lookups of a text and a term together, where those have lists of their own."""
        for text, means in parts:
            if not means.is_text:
                continue
            for term, others in parts:
                pairs = pairs_of(self.table, text.field, term.field) if others.is_by_mask else None
                if pairs is not None:
                    yield in_lists((text, term), pairs.places_of(text.values[0], term.values))


_Parts = Sequence[tuple[Any, Means]]


def _is_slow(part: tuple[Condition[Any], Means]) -> bool:
    return not part[1].is_by_mask


def means_of(space: Space, condition: Condition[Any]) -> Means:
    """Return how conditions of this kind are answered, made where nobody asked for one before."""
    # By `isinstance`, since a pattern takes three times as long, and every part of every question asks.
    key: tuple[object, ...] = (type(condition),)
    if isinstance(condition, Compare):
        key = (condition.field.record, condition.field.name, condition.op)
    elif isinstance(condition, Related):
        key = (condition.field.record, condition.field.name, condition.quantifier)
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
            return Means(finder(space, field, op), siever(space, field, op), *kinds)
        case Related(field, Quantifier.ANY):
            return Means(partial(_related, space, edges_of(space, field)), sieve)
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


def _related(space: Space, edges: Edges, condition: Related[Any]) -> Lookup | None:
    inner = condition.condition
    if inner is None:
        return None
    search = Search(space, inner.record, inner, leads_to(space, inner.record))
    size = search.size
    if condition.field.way is Way.HOLDS or condition.field.name == "organization":
        # Where one record leads to one of few, each of those few has been led to by several.
        fan = len(space.table(condition.record).places) / max(1, len(search.table.places))
        size = int(size * max(1, fan))
    return Searched((condition,), size, lambda: edges.back(search.table, search.places()), search=search)


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
    search = Search(space, condition.record, condition, None)
    found = search.driver
    return found and Searched((condition,), found.size, lambda: list(search.places()), search=search)


def _parts(condition: Condition[Any] | None) -> Sequence[Condition[Any]]:
    if condition is None:
        return ()
    return condition.parts if isinstance(condition, And) else (condition,)
