"""What policytrack knows of: measures, record types, lifecycles and formats, as one value.

A registry is passed, never a global that two plugins fight over. `Registry.default()` holds what ships;
the `with_…` methods return new registries.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Protocol, Self, TypeVar

import attrs

from policytrack import lifecycle as lifecycles
from policytrack import measures
from policytrack.errors import Problem, RegistrationError, UnknownNameError
from policytrack.lifecycle import Lifecycle
from policytrack.model import Record, Snapshot

T = TypeVar("T")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@attrs.frozen
class Decoded:
    """What was read: the snapshot, and each thing that could not be read."""

    snapshot: Snapshot
    problems: tuple[Problem, ...] = ()


@attrs.frozen
class Encoded:
    """What was written: one file as bytes, or a folder as bytes by path.

    `losses` are JSON Pointers into the wire form to what the format cannot say; none for a lossless one.
    """

    data: bytes | Mapping[str, bytes]
    losses: tuple[str, ...] = ()


class Format(Protocol):
    """A way to write a snapshot as one file or as a folder of files.

    A format of one file takes and gives bytes; a folder takes and gives a mapping from relative path,
    with `/`, to bytes. `suffixes` are the file endings that tell the format, empty for a folder.
    """

    @property
    def name(self) -> str:
        """The name by which `load`, `save`, `loads` and `dumps` know it."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of its files, with the dot."""
        ...

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: "Registry | None" = None
    ) -> Decoded:
        """Read a snapshot; strict raises `DecodeError` with every problem, lenient keeps what it can."""
        ...

    def encode(self, snapshot: Snapshot, *, registry: "Registry | None" = None) -> Encoded:
        """Write a snapshot, the same bytes for equal snapshots."""
        ...


@attrs.frozen
class Registry:
    """A value that holds what can be told apart by name.

    `measures` go by wire kind, `records` (a plugin's; ours need none) by wire type, `lifecycles` by id and
    `formats` by name.
    """

    measures: Mapping[str, type[attrs.AttrsInstance]]
    records: Mapping[str, type[Record]]
    lifecycles: Mapping[str, Lifecycle]
    formats: Mapping[str, Format]

    @classmethod
    def default(cls) -> "Registry":
        """Return the registry of all that ships."""
        return _default()

    def with_measure(self, measure: type[attrs.AttrsInstance], kind: str | None = None) -> Self:
        """Return a registry that knows `measure` besides, under `kind` or its name in kebab case.

        Raises:
            RegistrationError: Where another class has the kind.
        """
        name = kind or kebab(measure.__name__)
        return attrs.evolve(self, measures=_added("measure", self.measures, name, measure))

    def with_record(self, record: type[Record], name: str | None = None) -> Self:
        """Return a registry that knows the record type besides, under `name` or its name in kebab case.

        Raises:
            RegistrationError: Where another class has the name.
        """
        key = name or kebab(record.__name__)
        return attrs.evolve(self, records=_added("record type", self.records, key, record))

    def with_lifecycle(self, lifecycle: Lifecycle) -> Self:
        """Return a registry that knows the lifecycle besides.

        Raises:
            RegistrationError: Where another lifecycle has the id.
        """
        return attrs.evolve(self, lifecycles=_added("lifecycle", self.lifecycles, lifecycle.id, lifecycle))

    def with_format(self, format_: Format) -> Self:
        """Return a registry that knows the format besides.

        Raises:
            RegistrationError: Where another format has the name.
        """
        return attrs.evolve(self, formats=_added("format", self.formats, format_.name, format_))

    def kind_of(self, measure: type[attrs.AttrsInstance]) -> str:
        """Return the wire kind of a class of measures.

        Raises:
            UnknownNameError: Where the registry does not know the class.
        """
        return _name_of("measure", self.measures, measure)

    def type_of(self, record: type[Record]) -> str:
        """Return the wire type of a plugin's class of records.

        Raises:
            UnknownNameError: Where the registry does not know the class.
        """
        return _name_of("record type", self.records, record)

    def format(self, name: str) -> Format:
        """Return the format of this name.

        Raises:
            UnknownNameError: Where there is none.
        """
        if name not in self.formats:
            raise UnknownNameError("format", name, self.formats)
        return self.formats[name]


def kebab(name: str) -> str:
    """Write a class name in kebab case.

    >>> kebab("CO2Target"), kebab("LegalTest")
    ('co2-target', 'legal-test')
    """
    return _HUMP.sub("-", name).lower()


def _added(kind: str, known: Mapping[str, T], name: str, thing: T) -> Mapping[str, T]:
    if name in known and known[name] != thing:
        raise RegistrationError(kind, name, (_owner(known[name]), _owner(thing)))
    return {**known, name: thing}


def _owner(thing: object) -> str:
    if isinstance(thing, Lifecycle):
        return repr(thing.title)
    named = thing if isinstance(thing, type) else type(thing)
    return f"{named.__module__}.{named.__qualname__}"


def _name_of(kind: str, known: Mapping[str, T], thing: T) -> str:
    for name, candidate in known.items():
        if candidate is thing:
            return name
    raise UnknownNameError(kind, _owner(thing), known)


@cache
def _default() -> Registry:
    registry = Registry({}, {}, {}, {})
    for measure in (
        measures.LegalTest,
        measures.ProofStandard,
        measures.Threshold,
        measures.TimeLimit,
        measures.Review,
        measures.Disclosure,
        measures.Other,
    ):
        registry = registry.with_measure(measure)
    for lifecycle_id in lifecycles.SHIPPED:
        registry = registry.with_lifecycle(lifecycles.shipped(lifecycle_id))
    # Formats stand on a higher floor: they are looked up when somebody asks, not imported here.
    for format_ in import_module("policytrack.formats").SHIPPED:
        registry = registry.with_format(format_)
    return registry
