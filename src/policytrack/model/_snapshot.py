"""All records as one plain value."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import ClassVar, Self, get_args

import attrs

from policytrack.errors import Problem
from policytrack.model._actors import Membership, Organization, Person, Post
from policytrack.model._base import Record
from policytrack.model._changes import Event, Figure, StatusChange
from policytrack.model._checks import Checked
from policytrack.model._json import JSON, JsonObject
from policytrack.model._positions import Position
from policytrack.model._processes import Process
from policytrack.model._proposals import Proposal
from policytrack.model._refs import hints
from policytrack.model._sources import Source

_BY_ID = attrgetter("id")


@attrs.frozen(kw_only=True, repr=False)
class UnknownRecord(Record):
    """A record of a type that no installed plugin knows, kept as it came.

    `data` holds the fields that are not every record's.
    """

    type: str
    data: Mapping[str, JSON]
    ruled: ClassVar[frozenset[str]] = frozenset({"data"})

    def rules(self) -> Iterable[Problem]:
        """Refuse data that would hide what every record has."""
        reserved = {"type", "base", *hints(Record)}
        for name in sorted(reserved & set(self.data)):
            yield Problem("reserved-name", f"/data/{name}", f"{name} is every record's own")


@attrs.frozen(kw_only=True, repr=False)
class UnknownProposal(Proposal):
    """A proposal of a plugin's type that is not installed: all that proposals have, and the rest as it came.

    `data` holds the fields that the plugin adds.
    """

    type: str
    data: Mapping[str, JSON] = attrs.field(factory=JsonObject)

    def rules(self) -> Iterable[Problem]:
        """Refuse data that would hide what every proposal has."""
        yield from super().rules()
        reserved = {"type", "base", *hints(Proposal)}
        for name in sorted(reserved & set(self.data)):
            yield Problem("reserved-name", f"/data/{name}", f"{name} is every proposal's own")


@attrs.frozen(kw_only=True, repr=False)
class Snapshot(Checked):
    """All records at one moment: the currency between formats, trackers and stores.

    Each tuple is sorted by id when the snapshot is made, so that equal snapshots hold the same content.
    `others` holds the records of plugins' types; those that derive from `Proposal` stand with the proposals.
    """

    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    posts: tuple[Post, ...] = ()
    memberships: tuple[Membership, ...] = ()
    sources: tuple[Source, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    positions: tuple[Position, ...] = ()
    status_changes: tuple[StatusChange, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    processes: tuple[Process, ...] = ()
    others: tuple[Record, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check the types and sort each tuple by id."""
        super().__attrs_post_init__()
        for name in record_fields():
            records: tuple[Record, ...] = getattr(self, name)
            object.__setattr__(self, name, tuple(sorted(records, key=_BY_ID)))

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """Make a snapshot of records of any types, in any order."""
        sorted_out: dict[str, list[Record]] = {name: [] for name in record_fields()}
        for record in records:
            kind: type = type(record)
            sorted_out[field_of(kind)].append(record)
        return cls(**{name: tuple(found) for name, found in sorted_out.items()})  # type: ignore[arg-type]

    def records(self) -> Iterator[Record]:
        """Give every record, type by type in the order of the fields, each type by id."""
        for name in record_fields():
            yield from getattr(self, name)

    def __len__(self) -> int:
        """Return the number of records."""
        return sum(len(getattr(self, name)) for name in record_fields())


@cache
def record_fields() -> Mapping[str, type[Record]]:
    """Return the fields of a snapshot with the type of record that each holds."""
    return {name: get_args(hint)[0] for name, hint in hints(Snapshot).items()}


@cache
def field_of(cls: type) -> str:
    """Return the field of a snapshot that records of `cls` go to: `others` where the type is not ours."""
    fields = {record_type: name for name, record_type in record_fields().items()}
    return next((fields[base] for base in cls.__mro__ if base in fields), "others")
