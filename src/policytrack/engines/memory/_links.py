"""Fields that hold one id, as arrays of places: from each record to the one that it names, and back."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from policytrack.engines.memory._postings import Places
from policytrack.engines.memory._space import Table, kept_in
from policytrack.passes import Sorted, by_number, looked_up, summed
from policytrack.query import schema

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
        found = looked_up([there.get(value, NO_PLACE) for value in numbers], held)
        self.to: Sequence[int] = index.by_place(found, NO_PLACE)
        self._targets = len(target.rows)

    def onward(self, places: Iterable[int]) -> Places:
        """Return where some records lead, ascending, each place once."""
        to = self.to
        return sorted({found for place in places if (found := to[place]) >= 0})

    def back(self, targets: Iterable[int]) -> Places:
        """Return the records that lead to some others, each of which is given once; ascending."""
        holders, starts = self._holders
        return sorted(chain.from_iterable([holders[starts[one + 1] : starts[one + 2]] for one in targets]))

    def holders(self, target: int) -> Places:
        """Return the records that lead to one, ascending."""
        holders, starts = self._holders
        return holders[starts[target + 1] : starts[target + 2]]

    @cached_property
    def _holders(self) -> Sorted:
        """All records by where they lead, those that lead nowhere first, and where each's begin."""
        return by_number(summed(self.to, 1), range(len(self.to)), self._targets + 1)
