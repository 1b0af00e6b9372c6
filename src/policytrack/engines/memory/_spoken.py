"""The organizations that all positions speak for, found column by column.

What a position speaks for is told in `_relations`. Most speak for what a person belonged to who held one
term: whether the position falls into it is then two comparisons of days.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, compress, count

from policytrack.engines.memory._space import Table
from policytrack.model import Position
from policytrack.passes import instead, looked_up, numbers_within
from policytrack.query import schema

Term = tuple[datetime.date, datetime.date, int]
"""From when to when somebody belonged to an organization, and its place."""

Bodies = tuple[int, ...]
"""The places of some organizations."""

_ALWAYS = datetime.date.min, datetime.date.max


def spoken_for(
    positions: Table, bodies: Table, terms: Mapping[str, Sequence[Term]], bodies_of: Callable[[int], Bodies]
) -> tuple[Sequence[Bodies], Sequence[int]]:
    """Return what positions speak for, each combination once, and the number of that of each position.

    Args:
        positions: The positions.
        bodies: The organizations.
        terms: The terms that each person held.
        bodies_of: Gives what the position in a place speaks for.
    """
    actors, actor_of = positions.index(schema(Position)["actor_id"]).numbered
    found: dict[Bodies, int] = {(): 0}
    firsts, lasts, numbers = list[int](), list[int](), list[int]()
    held_several: list[str] = []
    for actor in actors:
        itself = bodies.place_of.get(actor)
        held = terms.get(actor, ()) if itself is None else [(*_ALWAYS, itself)]
        if len(held) > 1:
            held_several.append(actor)
        first, last, *body = held[0] if len(held) == 1 else _ALWAYS
        firsts.append(first.toordinal())
        lasts.append(last.toordinal())
        numbers.append(found.setdefault(tuple(body), len(found)))
    begins, ends = positions.index(schema(Position)["said_on"]).bounds
    column = numbers_within(
        looked_up(numbers, actor_of),
        (looked_up(firsts, actor_of), instead(ends, 0, _ALWAYS[1].toordinal())),  # Said on any day.
        (begins, looked_up(lasts, actor_of)),
    )
    postings = positions.index(schema(Position)["actor_id"]).postings
    in_capacity = compress(count(), positions.values("capacity_id"))
    for place in chain(in_capacity, *map(postings.__getitem__, held_several)):
        column[place] = found.setdefault(bodies_of(place), len(found))
    return list(found), column
