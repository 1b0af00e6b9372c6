"""Fields that hold one id, as arrays of places: from each record to the one that it names, and back."""

from array import array
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, chain

from policytrack.engines.memory._field import Places
from policytrack.engines.memory._space import Table, kept_in

NO_PLACE = -1
"""Stands for the place of a record that is not there."""


def links(source: Table, name: str, target: Table) -> "Links":
    """Return what leads from the records of a table, by a field that holds one id, to those of another."""
    return kept_in(source.kept, (name, "to", target.cls), lambda: Links(source, name, target))


class Links:
    """Where each record leads, by its place; `NO_PLACE` where it names none of that class."""

    def __init__(self, source: Table, name: str, target: Table) -> None:
        there = target.place_of
        self.to = array("i", [NO_PLACE]) * len(source.rows)
        for place, held in zip(source.places, source.values(name), strict=True):
            self.to[place] = there.get(held, NO_PLACE)
        self._targets = len(target.rows)

    def onward(self, places: Iterable[int]) -> Places:
        """Return where some records lead, ascending, each place once."""
        to = self.to
        return sorted({found for place in places if (found := to[place]) >= 0})

    def back(self, targets: Iterable[int]) -> Places:
        """Return the records that lead to some others, each of which is given once; ascending."""
        starts, holders = self._holders
        return sorted(chain.from_iterable([holders[starts[one] : starts[one + 1]] for one in targets]))

    def holders(self, target: int) -> Places:
        """Return the records that lead to one, ascending."""
        starts, holders = self._holders
        return holders[starts[target] : starts[target + 1]]

    @cached_property
    def _holders(self) -> tuple["array[int]", "array[int]"]:
        """Where those that lead to each record begin in the list beside it, and that list."""
        counts = [0] * (self._targets + 1)
        for found in self.to:
            counts[found + 1] += 1  # Those that lead nowhere come first.
        leading = sorted(range(len(self.to)), key=self.to.__getitem__)[counts[0] :]
        counts[0] = 0
        return array("I", accumulate(counts)), array("I", leading)
