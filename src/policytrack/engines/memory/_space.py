"""The tables of a view: the held records of each class, numbered, with the indexes on their fields."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from operator import attrgetter
from typing import Any, TypeVar, cast

from policytrack.collector import collector_paused
from policytrack.engines.memory._field import FieldIndex
from policytrack.engines.memory._postings import Places, grouped_under_each
from policytrack.engines.memory._sight import Cut, Shows
from policytrack.model import Record, field_of, record_fields, references
from policytrack.passes import to_take
from policytrack.query import Field, Kind, Way, schema

T = TypeVar("T")
Read = Callable[[int], Any]
"""Gives the value of a field of the record in a place."""


class Table:
    """The held records of one class, each in its place; ids ascend with the places.

    `kept` is for indexes that stand on several fields, by what they are called.
    """

    def __init__(self, cls: type[Record], cut: Cut) -> None:
        name = name_of(cls)
        self.cls, self.rows = cls, cut.rows(name)
        # Not the view itself: others share the table.
        self._place_of, place_of, owners = partial(cut.place_of, name), cut.place_of, cut.owners
        self._owners = lambda: (place_of("proposals"), owners(name))
        self._indexes: dict[str, FieldIndex] = {}
        self._holders: dict[str, Mapping[str, Places]] = {}
        self.kept: dict[tuple[object, ...], object] = {}

    @cached_property
    def places(self) -> Sequence[int]:
        """The places of the records of the class; among a plugin's stand others between them."""
        if self.cls in record_fields().values() and self.cls is not Record:
            return range(len(self.rows))
        return [place for place, record in enumerate(self.rows) if isinstance(record, self.cls)]

    @cached_property
    def takeable(self) -> Sequence[Record]:
        """The rows as `many_taken` takes them."""
        return to_take(self.rows, range(len(self.rows)))

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """The place of each id."""
        if isinstance(self.places, range):
            return self._place_of()
        return dict(zip(self.values("id"), self.places, strict=True))

    def values(self, name: str) -> Iterator[Any]:
        """Give what the records hold in a field of their own, in order."""
        rows = self.rows if isinstance(self.places, range) else map(self.rows.__getitem__, self.places)
        return map(attrgetter(name), rows)

    def index(self, field: Field) -> FieldIndex:
        """Return the indexes on a field of the records' own."""
        found = self._indexes.get(field.name)
        if found is None:
            is_owner = field.name == "proposal_id" and isinstance(self.places, range)
            number = self._owners if is_owner else None
            found = FieldIndex(field.kind, self.places, lambda: self.values(field.name), number)
            self._indexes[field.name] = found
        return found

    def holders(self, field: Field) -> Mapping[str, Places]:
        """Return the places of the records that hold an id in the field of a relation, by the id."""
        name = cast("str", field.through)
        plain = schema(self.cls).get(name)
        if plain is not None:
            return self.index(plain).postings
        if name not in self._holders:
            held = (ids_held(name, self.rows[place]) for place in self.places)
            self._holders[name] = grouped_under_each(self.places, held)
        return self._holders[name]

    @property
    def built(self) -> tuple[str, ...]:
        """The names of the indexes that are there already."""
        own = [f"{name} {kind}" for name, index in self._indexes.items() for kind in index.built]
        ids = ["ids"] if "place_of" in vars(self) else []
        kept = [key for key, made in self.kept.items() if made is not None]
        more = (" ".join(getattr(part, "__name__", str(part)) for part in key) for key in kept)
        return tuple(sorted([*own, *ids, *(f"{name} holders" for name in self._holders), *more]))


class Seen:
    """The records of a class in one view: their table, what says which are there, and what reads them."""

    def __init__(self, table: Table, cut: Cut) -> None:
        self.table, self._cut, self._name = table, cut, name_of(table.cls)

    @cached_property
    def shows(self) -> Shows | None:
        """What says whether the view lists the record in a place; None where it lists all."""
        return self._cut.shows(self._name)

    @cached_property
    def leads(self) -> Shows | None:
        """What says whether a relation leads to it; None where it leads to all."""
        return self._cut.leads_to(self._name)

    @cached_property
    def read(self) -> Callable[[int], Record]:
        """What gives the record in a place as the view shows it."""
        return self._cut.reader(self._name)


class Space:
    """All tables of a view; those whose rows are the same in every view are shared by all views.

    `made` is for what a plan needs of the view again and again, `plans` for the plans of queries.
    """

    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        self.made: dict[tuple[object, ...], Any] = {}
        self._tables: dict[type[Record], Table] = {}
        self._seen: dict[type[Record], Seen] = {}
        self.plans: dict[int, tuple[object, object]] = {}

    def seen(self, cls: type[Record]) -> Seen:
        """Return the records of a class as the view shows them."""
        found = self._seen.get(cls)
        if found is None:
            found = self._seen[cls] = Seen(self.table(cls), self.cut)
        return found

    def table(self, cls: type[Record]) -> Table:
        """Return the table of a class."""
        found = self._tables.get(cls)
        if found is None:
            name = name_of(cls)
            kept = self.cut.kept if self.cut.is_own(name) else self.cut.shared
            found = self._tables[cls] = kept_in(kept, cls, lambda: Table(cls, self.cut))
        return found

    def index(self, field: Field) -> FieldIndex:
        """Return the indexes on a field."""
        table = self.table(field.record)
        if field.way is Way.OWN:
            return table.index(field)
        column, places = self.column(field), table.places
        return kept_in(
            self.cut.kept,
            (field.record, field.name),
            lambda: FieldIndex(field.kind, places, lambda: map(column.__getitem__, places)),
        )

    def read(self, field: Field) -> Read:
        """Return what reads a field that holds one thing, None where it is missing."""
        if field.way is not Way.OWN:
            return self.column(field).__getitem__
        rows, get = self.table(field.record).rows, attrgetter(field.name)
        return lambda place: get(rows[place])

    def values(self, field: Field, places: Sequence[int]) -> Iterator[Any]:
        """Give what a field holds in some places."""
        table = self.table(field.record)
        if field.way is Way.OWN and len(places) == len(table.places):
            return table.values(field.name)  # All of them.
        return map(self.read(field), places)

    def column(self, field: Field) -> Sequence[Any]:
        """Return what the view works out for each proposal."""
        match field.name:
            case "status":
                return self.cut.statuses
            case "phase":
                return self.cut.phases
            case _:
                return self.cut.since


def ids_held(name: str, record: Record) -> Sequence[str]:
    """Return the ids of other records that a record holds in a field for several, each once."""
    held: Any = getattr(record, name)
    if isinstance(held, frozenset):
        return list(cast("frozenset[str]", held))
    found = (one.record_id for item in held for one in references(item))
    return list(dict.fromkeys(found))


def listed(space: Space, cls: type[Record]) -> Sequence[int]:
    """Return the places of all records of a class that the view lists."""
    there, table = space.cut.places(name_of(cls)), space.table(cls)
    if isinstance(table.places, range):
        return there
    return sorted(set(table.places).intersection(there))


def name_of(cls: type) -> str:
    """Return the field of a snapshot that holds the records of a class."""
    return field_of(cls)


def is_single(field: Field) -> bool:
    """Say whether a field holds one thing at most."""
    return field.kind not in {Kind.TEXTS, Kind.RELATION, Kind.WORDS}


def kept_in(kept: dict[Any, Any], key: object, make: Callable[[], T]) -> T:
    """Return what is kept under a key, made first where it is not."""
    if key not in kept:
        with collector_paused():
            kept[key] = make()
    return cast("T", kept[key])
