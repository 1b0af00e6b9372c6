"""What an index finds for a condition, with how much that is at most: what a question starts from."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

import attrs

from policytrack.engines.memory._field import FieldIndex, Sorted
from policytrack.engines.memory._filters import is_by_mask, test_of, value_test
from policytrack.engines.memory._postings import Places
from policytrack.engines.memory._relations import edges_of, leads_to
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

if TYPE_CHECKING:
    from policytrack.dates import PartialDate


@attrs.frozen
class Lookup:
    """What an index finds: places that hold all for which a condition holds, ascending, each once.

    `size` is how many there are at most, as far as can be told without looking; `is_exact` says that the
    condition holds of all of them. `search` is the search among related records that it rests on.
    """

    condition: Condition[Any]
    size: int
    find: Callable[[], Places]
    is_exact: bool = True
    search: "Search | None" = None


class Search:
    """The places of one class for which a condition holds: the smallest lookup drives, the rest filters."""

    def __init__(
        self, space: Space, cls: type[Record], condition: Condition[Any] | None, shows: Shows | None
    ) -> None:
        self._space, self._shows, self.table = space, shows, space.table(cls)
        self.parts = _parts(condition)
        everything = len(self.table.places)
        found = [found for part in self.parts if (found := lookup(space, part)) and found.size <= everything]
        self.driver = min(found, key=lambda one: one.size, default=None)
        self.size = everything if self.driver is None else self.driver.size
        rest = (part for part in self.parts if not self._is_settled(part))
        self.rest = sorted(rest, key=lambda part: not is_by_mask(part))
        self._tests = [*([] if shows is None else [shows]), *(test_of(space, part) for part in self.rest)]

    @property
    def is_cut(self) -> bool:
        """Whether the view leaves out some records."""
        return self._shows is not None

    @property
    def is_exact(self) -> bool:
        """Whether the driver alone finds the answer."""
        return not self._tests

    def candidates(self) -> Places:
        """Return what the driver finds, all places where there is none."""
        return self.table.places if self.driver is None else self.driver.find()

    def places(self) -> Iterable[int]:
        """Give the places, ascending, each tried when it is asked for."""
        return self.among(self.candidates())

    def among(self, places: Iterable[int]) -> Iterable[int]:
        """Give those of some candidates of which everything holds."""
        for test in self._tests:
            places = filter(test, places)
        return places

    def tried(self, places: Iterable[int]) -> Iterable[int]:
        """Give those of some places of which everything holds, where they are not the driver's."""
        if self.driver is not None and self.driver.is_exact:
            places = filter(test_of(self._space, self.driver.condition), places)
        return self.among(places)

    def _is_settled(self, part: Condition[Any]) -> bool:
        return self.driver is not None and self.driver.condition is part and self.driver.is_exact


def lookup(space: Space, condition: Condition[Any]) -> Lookup | None:  # noqa: PLR0911  # an answer a kind
    """Return what an index finds for a condition, None where there is no index for it."""
    match condition:
        case Compare():
            return _compared(space, condition)
        case Missing(field):
            places = space.index(field).places_of(None)
            return Lookup(condition, len(places), lambda: places)
        case Words(field, words):
            return _worded(space, Texts(space, field.record), condition, words)
        case Related(_, Quantifier.ANY):
            return _related(space, condition)
        case Or(parts):
            return _either(space, condition, parts)
        case And():
            search = Search(space, condition.record, condition, None)
            found = search.driver
            return found and Lookup(condition, found.size, lambda: list(search.places()), search=search)
        case _:
            return None


def _compared(space: Space, condition: Compare[Any]) -> Lookup | None:  # noqa: PLR0911  # as above
    field, op, values = condition.field, condition.op, condition.values
    match field.kind, op:
        case _, Op.IS | Op.IN if field.name == "id":
            there = space.table(field.record).place_of
            found = sorted(there[value] for value in map(str, values) if value in there)
            return Lookup(condition, len(found), lambda: found)
        case _, Op.IS | Op.IN:
            return _of_values(condition, space.index(field), values)
        case Kind.TEXTS, _:
            return _of_values(condition, space.index(field), values)
        case Kind.ORDERED, _:
            holds = value_test(condition)
            return _of_values(
                condition, space.index(field), [term for term in field.terms or () if holds(term)]
            )
        case Kind.NUMBER, _:
            return _from_range(condition, space.index(field).values, _range_of_numbers(op, values[0]))
        case Kind.TEXT, Op.STARTS_WITH:
            prefix, held = str(values[0]), space.index(field).values
            end = bisect_right(held.keys, prefix, key=lambda text: text[: len(prefix)])
            return _slice(condition, held, bisect_left(held.keys, prefix), end)
        case Kind.DATE, _:
            return _dated(condition, space.index(field))
        case _:
            return None


def _of_values(condition: Condition[Any], index: FieldIndex, values: Iterable[Any]) -> Lookup:
    found = [index.places_of(value) for value in values]
    size = sum(map(len, found))
    return Lookup(condition, size, lambda: _together(found))


def _together(found: Sequence[Places]) -> Places:
    """Return the places of several lists, ascending, each once."""
    return found[0] if len(found) == 1 else sorted(set(chain.from_iterable(found)))


_Range = tuple[Any, bool, Any, bool]
"""The least key and whether it is left out, the greatest and whether it is left out; None where open."""


def _range_of_numbers(op: Op, value: Any) -> _Range:  # noqa: ANN401  # a number
    return (value, False, None, False) if op is Op.AT_LEAST else (None, False, value, False)


def _dated(condition: Compare[Any], index: FieldIndex) -> Lookup:
    """Find dates by the bound that leaves the fewest; a date that is surely so is tried again."""
    wanted = cast("PartialDate", condition.values[0])
    first, last = (day.toordinal() for day in wanted.span)
    match condition.op:
        case Op.SURELY_BEFORE:
            return _from_range(condition, index.lasts, (None, False, first, True), is_exact=False)
        case Op.POSSIBLY_BEFORE:
            return _from_range(condition, index.firsts, (None, False, last, True))
        case Op.SURELY_AFTER:
            return _from_range(condition, index.firsts, (last, True, None, False), is_exact=False)
        case Op.POSSIBLY_AFTER:
            return _from_range(condition, index.lasts, (first, True, None, False))
        case Op.SURELY_WITHIN:
            return _from_range(condition, index.firsts, (first, False, last, False), is_exact=False)
        case _:
            begun = _from_range(condition, index.firsts, (None, False, last, False), is_exact=False)
            ended = _from_range(condition, index.lasts, (first, False, None, False), is_exact=False)
            return min(begun, ended, key=lambda one: one.size)


def _from_range(condition: Condition[Any], held: Sorted, wanted: _Range, *, is_exact: bool = True) -> Lookup:
    least, above, greatest, below = wanted
    start = 0 if least is None else (bisect_right if above else bisect_left)(held.keys, least)
    end = (
        len(held.keys) if greatest is None else (bisect_left if below else bisect_right)(held.keys, greatest)
    )
    return _slice(condition, held, start, end, is_exact=is_exact)


def _slice(condition: Condition[Any], held: Sorted, start: int, end: int, *, is_exact: bool = True) -> Lookup:
    return Lookup(condition, max(0, end - start), lambda: sorted(held.places[start:end]), is_exact)


_NOWHERE: Places = array("I")


def _worded(space: Space, texts: Texts, condition: Condition[Any], words: Sequence[str]) -> Lookup:
    postings = sorted((texts.postings.get(word, _NOWHERE) for word in words), key=len)
    size = len(space.table(condition.record).rows)
    return Lookup(condition, len(postings[0]), lambda: common(postings, size), texts.is_exact)


def _related(space: Space, condition: Related[Any]) -> Lookup | None:
    inner, edges = condition.condition, edges_of(space, condition.field)
    if inner is None:
        return None
    search = Search(space, inner.record, inner, leads_to(space, inner.record))
    several = condition.field.way is Way.HOLDS or condition.field.name == "organization"
    # Where one record leads to one of few, each of those few has been led to by several.
    fan = len(space.table(condition.record).places) / max(1, len(search.table.places)) if several else 1

    def find() -> Places:
        return sorted(set(edges.back(search.table, search.places())))

    return Lookup(condition, int(search.size * max(1, fan)), find, search=search)


def _either(space: Space, condition: Condition[Any], parts: Iterable[Condition[Any]]) -> Lookup | None:
    found: list[Lookup] = []
    for part in parts:
        one = lookup(space, part)
        if one is None:
            return None
        found.append(one)
    is_exact = all(one.is_exact for one in found)
    return Lookup(
        condition, sum(one.size for one in found), lambda: _together([one.find() for one in found]), is_exact
    )


def _parts(condition: Condition[Any] | None) -> Sequence[Condition[Any]]:
    if condition is None:
        return ()
    return condition.parts if isinstance(condition, And) else (condition,)
