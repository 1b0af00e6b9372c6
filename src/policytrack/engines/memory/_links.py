"""Fields that hold one id, as arrays of places: from each record to the one that it names, and back."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from policytrack.engines.memory._postings import Places
from policytrack.engines.memory._space import Table, kept_in
from policytrack.passes import looked_up, summed
from policytrack.query import schema
from policytrack.sorting import by_number

if TYPE_CHECKING:
    from array import array

NO_PLACE = -1
"""Stands for the place of a record that is not there."""


def links(source: Table, name: str, target: Table) -> "Links":
    """Return what leads from the records of a table, by a field that holds one id, to those of another."""
    return kept_in(source.kept, (name, "to", target.cls), lambda: Links(source, name, target))


class Links:
    """Where each record leads, by its place; `NO_PLACE` where it names none of that class."""

    def __init__(self, source: Table, name: str, target: Table) -> None:
        there, index = target.place_of, source.index(schema(source.cls)[name])
        numbers, held = index.numbered
        if numbers is not there:  # Ids of proposals have been numbered by place already.
            held = looked_up([there.get(value, NO_PLACE) for value in numbers], held)
        self.to: Sequence[int] = index.by_place(held, NO_PLACE)
        self._targets = len(target.rows)

    def onward(self, places: Iterable[int]) -> Places:
        """Return where some records lead, ascending, each place once."""
        to = self.to
        found = {to[place] for place in places}
        found.discard(NO_PLACE)
        return sorted(found)

    def back(self, targets: Iterable[int]) -> Places:
        """Return the records that lead to some others, each of which is given once; ascending."""
        holders, starts = self._holders
        found = holders[:0]
        for one in targets:
            found += holders[starts[one] : starts[one + 1]]
        return sorted(found)

    def holders(self, target: int) -> Places:
        """Return the records that lead to one, ascending."""
        holders, starts = self._holders
        return holders[starts[target] : starts[target + 1]]

    @cached_property
    def _holders(self) -> "tuple[array[int], array[int]]":
        """All records by where they lead, and where each one's begin; those that lead nowhere come first."""
        holders, starts = by_number(summed(self.to, 1), range(len(self.to)), self._targets + 1)
        return holders, starts[1:]
