"""Relations, both ways: from a record to those that it leads to, and back."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Protocol, cast

from policytrack.engines.memory._links import NO_PLACE, links
from policytrack.engines.memory._postings import Places, grouped_under_each
from policytrack.engines.memory._sight import Shows
from policytrack.engines.memory._space import Space, Table, ids_held, kept_in, name_of
from policytrack.engines.memory._spoken import Bodies, Term, spoken_for
from policytrack.model import Membership, Organization, Position, Record
from policytrack.query import Field, Kind, Way, schema


class Edges(Protocol):
    """What a relation leads to, in one view."""

    def onward(self, place: int) -> Iterable[tuple[Table, int]]:
        """Give the records that a record is related to, each with its table."""
        ...

    def back(self, table: Table, places: Iterable[int]) -> Places:
        """Return the records that are related to some of these, ascending, each once.

        Args:
            table: Where the records are that they are related to.
            places: Their places, each once.
        """
        ...


def edges_of(space: Space, field: Field) -> Edges:
    """Return what a relation leads to."""
    key = ("edges", field.record, field.name)
    if key not in space.made:
        space.made[key] = _edges(space, field)
    return cast("Edges", space.made[key])


def _edges(space: Space, field: Field) -> Edges:
    match field.way, field.name:
        case Way.HOLDS, _:
            held = schema(field.record).get(cast("str", field.through))
            return (_Names if held is not None and held.kind is Kind.TEXT else _Holds)(space, field)
        case Way.HELD, _:
            return _Held(space, field)
        case _, "organization":
            return SpokenFor(space, field)
        case _:
            return _Side(space, field)


class _Names:
    """The related record is the one whose id a record holds in a field for one."""

    def __init__(self, space: Space, field: Field) -> None:
        self._source, self._name = space.table(field.record), cast("str", field.through)
        self._targets = [(space.table(cls), leads_to(space, cls)) for cls in field.targets]

    def onward(self, place: int) -> Iterator[tuple[Table, int]]:
        for (table, leads), to in zip(self._targets, self._to, strict=True):
            found = to[place]
            if found != NO_PLACE and (leads is None or leads(found)):
                yield table, found

    def back(self, table: Table, places: Iterable[int]) -> Places:
        return links(self._source, self._name, table).back(places)

    @cached_property
    def _to(self) -> list[Sequence[int]]:
        return [links(self._source, self._name, table).to for table, _ in self._targets]


class _Holds:
    """The related records are those whose ids a record holds, among others perhaps."""

    def __init__(self, space: Space, field: Field) -> None:
        self._field, self._source = field, space.table(field.record)
        self._targets = [(space.table(cls), leads_to(space, cls)) for cls in field.targets]

    def onward(self, place: int) -> Iterator[tuple[Table, int]]:
        ids = ids_held(cast("str", self._field.through), self._source.rows[place])
        for table, leads in self._targets:
            for held in ids:
                found = table.place_of.get(held)
                if found is not None and (leads is None or leads(found)):
                    yield table, found

    def back(self, table: Table, places: Iterable[int]) -> Places:
        holders, rows = self._source.holders(self._field), table.rows
        return sorted(set(chain.from_iterable([holders.get(rows[place].id, ()) for place in places])))


class _Held:
    """The related records are those that hold a record's id."""

    def __init__(self, space: Space, field: Field) -> None:
        (cls,) = field.targets
        self._target, self._leads = space.table(cls), leads_to(space, cls)
        self._links = links(self._target, cast("str", field.through), space.table(field.record))

    def onward(self, place: int) -> Iterator[tuple[Table, int]]:
        for found in self._links.holders(place):
            if self._leads is None or self._leads(found):
                yield self._target, found

    def back(self, table: Table, places: Iterable[int]) -> Places:
        del table  # There is one only.
        return self._links.onward(places)


class SpokenFor:
    """The organizations that a position speaks for, as `policytrack.query` says."""

    def __init__(self, space: Space, field: Field) -> None:
        self._positions, self._bodies = space.table(field.record), space.table(Organization)
        self._memberships, self._leads = space.table(Membership), leads_to(space, Membership)
        self._kept = space.cut.shared if self._leads is None else space.cut.kept
        self._key = ("spoken for", field.record)

    def onward(self, place: int) -> Iterator[tuple[Table, int]]:
        for body in self.bodies(place):
            yield self._bodies, body

    def back(self, table: Table, places: Iterable[int]) -> Places:
        del table  # There is one only.
        speakers = kept_in(self._kept, (*self._key, "back"), self._speakers)
        return sorted(set(chain.from_iterable([speakers.get(place, ()) for place in places])))

    def bodies(self, place: int) -> Bodies:
        """Return the places of the organizations."""
        position = cast("Position", self._positions.rows[place])
        itself = self._bodies.place_of.get(position.actor_id)
        if itself is not None:
            return (itself,)
        if position.capacity_id is not None:
            held = self._memberships.place_of.get(position.capacity_id)
            return () if held is None else tuple(body for _, _, body in self._terms([held]))
        theirs = self._held.get(position.actor_id)
        if not theirs:
            return ()
        said = position.said_on
        first, last = (datetime.date.min, datetime.date.max) if said is None else said.span
        if len(theirs) == 1:  # Most people held one.
            ((start, end, body),) = theirs
            return (body,) if start <= last and first <= end else ()
        return tuple({body for start, end, body in theirs if start <= last and first <= end})

    @property
    def numbered(self) -> tuple[Sequence[Bodies], Sequence[int]]:
        """The organizations that positions speak for, each combination once, and the number of each's."""
        return kept_in(
            self._kept,
            (*self._key, "numbered"),
            lambda: spoken_for(self._positions, self._bodies, self._held, self.bodies),
        )

    @cached_property
    def _held(self) -> Mapping[str, Sequence[Term]]:
        """The terms that each person held."""
        people = self._memberships.index(schema(Membership)["person_id"]).postings
        return {person: [*self._terms(places)] for person, places in people.items()}

    def _terms(self, places: Iterable[int]) -> Iterator[Term]:
        """Give the terms of memberships that a relation leads to: from, to, and the organization."""
        rows = cast("Sequence[Membership]", self._memberships.rows)
        for place in filter(self._leads or _always, places):
            start, end = rows[place].start_date, rows[place].end_date
            first = datetime.date.min if start is None else start.span[0]
            last = datetime.date.max if end is None else end.span[1]
            yield first, last, self._bodies.place_of[rows[place].organization_id]

    def _speakers(self) -> Mapping[int, Places]:
        combinations, column = self.numbered
        return grouped_under_each(self._positions.places, map(combinations.__getitem__, column))


class _Side:
    """The positions that make actors the proponents or the critics of a proposal: the latest of each."""

    def __init__(self, space: Space, field: Field) -> None:
        self._proposals, self._positions = space.table(field.record), space.table(Position)
        self._of_proposal = self._positions.index(schema(Position)["proposal_id"])
        self._leads = leads_to(space, Position)
        self._critical = field.name == "critics"

    def onward(self, place: int) -> Iterator[tuple[Table, int]]:
        latest: dict[str, tuple[datetime.date, int]] = {}
        for found in self._taken(self._proposals.rows[place].id):
            position = self._position(found)
            said = (_said(position), found)
            if position.actor_id not in latest or said > latest[position.actor_id]:
                latest[position.actor_id] = said
        for _, found in latest.values():
            if self._is_on_side(self._position(found)):
                yield self._positions, found

    def back(self, table: Table, places: Iterable[int]) -> Places:
        del table  # There is one only.
        taken = [place for place in places if self._takes(place, self._position(place))]
        return links(self._positions, "proposal_id", self._proposals).onward(taken)

    def _takes(self, place: int, position: Position) -> bool:
        return self._is_on_side(position) and self._is_latest(place, position)

    def _taken(self, proposal_id: str) -> Iterable[int]:
        return filter(self._leads or _always, self._of_proposal.places_of(proposal_id))

    def _position(self, place: int) -> Position:
        return cast("Position", self._positions.rows[place])

    def _is_on_side(self, position: Position) -> bool:
        return position.stance.is_critic if self._critical else position.stance.is_proponent

    def _is_latest(self, place: int, position: Position) -> bool:
        said = (_said(position), place)
        return all(
            self._position(other).actor_id != position.actor_id
            or (_said(self._position(other)), other) <= said
            for other in self._taken(position.proposal_id)
        )


def leads_to(space: Space, cls: type[Record]) -> Shows | None:
    """Return what says whether a relation leads to a record of a class; None where it leads to all."""
    return space.cut.leads_to(name_of(cls))


def _always(_: int) -> bool:
    return True


def _said(position: Position) -> datetime.date:
    return datetime.date.min if position.said_on is None else position.said_on.span[1]
