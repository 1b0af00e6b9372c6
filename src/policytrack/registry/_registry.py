"""What policytrack knows of, as one value."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Self, TypeVar, cast

import attrs

from policytrack import lifecycle as lifecycles
from policytrack import measures
from policytrack.errors import Problem, RegistrationError, UnfitError, UnknownNameError
from policytrack.lifecycle import Lifecycle, Route, State
from policytrack.model import Checked, Proposal, Record, check_fields, field_of, hints
from policytrack.registry._formats import Format
from policytrack.registry._names import folded, kebab, our_records
from policytrack.registry._vocabulary import Term, Vocabulary
from policytrack.resolution import BestEvidence, LatestPublished, PrimaryOnly, Resolution

T = TypeVar("T")
Migrate = Callable[[dict[str, Any]], dict[str, Any]]
"""Take the fields of an older form on the wire, and return those of the next."""

Check = Callable[[Any], Iterable[Problem]]
"""Take a view and give what is worth a look in it; `view.problems()` asks every check of the registry."""


@attrs.frozen(repr=False)
class Registry:
    """A value that holds what can be told apart by name.

    `measures` go by wire kind, `records` (a plugin's; ours need none) by wire type, `lifecycles` by id,
    `formats`, `checks` and `resolutions` by name, `vocabularies` by id, and `migrations` by the older name
    of a measure or a record type, with the present one. `owner` is who registers, and
    `owners` who registered what, for the words of a collision.
    """

    measures: Mapping[str, type[attrs.AttrsInstance]]
    records: Mapping[str, type[Record]]
    lifecycles: Mapping[str, Lifecycle]
    formats: Mapping[str, Format]
    checks: Mapping[str, Check] = attrs.field(factory=dict[str, Check])
    vocabularies: Mapping[str, Vocabulary] = attrs.field(factory=dict[str, Vocabulary])
    resolutions: Mapping[str, Resolution] = attrs.field(factory=dict[str, Resolution])
    migrations: Mapping[str, tuple[str, Migrate]] = attrs.field(factory=dict[str, tuple[str, Migrate]])
    owner: str | None = attrs.field(default=None, eq=False)
    owners: Mapping[tuple[str, str], str] = attrs.field(factory=dict[tuple[str, str], str], eq=False)

    @classmethod
    def default(cls) -> "Registry":
        """Return the registry of all that ships and of every plugin that is installed.

        Plugins are looked for once. One that fails to load is left out, with a `PluginWarning` that names
        it; `policytrack.plugins()` lists them all.
        """
        from policytrack.registry._plugins import found  # noqa: PLC0415  # That module reads this one.

        return found()[0]

    @classmethod
    def shipped(cls) -> "Registry":
        """Return the registry of what ships, with no plugin: the same on every machine."""
        return _shipped()

    def with_measure(self, measure: type[attrs.AttrsInstance], kind: str | None = None) -> Self:
        """Return a registry that knows `measure` besides, under `kind` or its name in kebab case.

        Raises:
            RegistrationError: Another class or an older form has the kind, or a field has the name `kind`.
            UnfitError: It is no attrs class, or a `Checked` one with a field that cannot be checked.
        """
        _check_class("measure", measure, "measure field", ["kind"])
        return self._with("measures", "measure", kind or kebab(measure.__name__), measure)

    def with_record(self, record: type[Record], name: str | None = None) -> Self:
        """Return a registry that knows the record type besides, under `name` or its name in kebab case.

        The class derives from `Record`, from `Assertion` where it states a fact, or from `Proposal`: then
        its records are proposals with more fields, and are everywhere where proposals are.

        Raises:
            RegistrationError: Another class has the name, on the wire or in Python, or one that differs in
                hyphens and capitals alone; an older form has it; or a field has a name that the wire needs.
            UnfitError: It is no attrs class of its own, derives from another class of ours, or has a field of
                a type that no record holds.
        """
        _check_class("record type", record, "record field", ["type", "base"])
        base: type = Record  # A checker takes the annotation for what is given.
        if not issubclass(record, base):
            raise UnfitError(
                "record type", _owner(record), "is no record", "derive it from policytrack.Record"
            )
        kind: type = record  # And it takes a class of records for something that may not be hashed.
        if field_of(kind) != "others" and not issubclass(record, Proposal):
            reason, hint = "adds to a class that cannot be added to", "derive it from Record or Assertion"
            raise UnfitError("record type", _owner(record), reason, hint)
        given = name or kebab(record.__name__)
        for other_name, other in (*our_records().items(), *self.records.items()):
            self._check_apart(given, record, other_name, other)
        return self._with("records", "record type", given, record)

    def with_migration(self, older: str, newer: str, migrate: Migrate) -> Self:
        """Return a registry that reads an older form of a plugin's measure or record type.

        A form that changes takes a new name (`pledge`, then `pledge-2`), so that data say by themselves how
        they are to be read. What has the older name is given to `migrate`, and read under the newer one,
        which may be older than another. It is written in the newest form.

        Raises:
            RegistrationError: Something has the older name already.
            UnknownNameError: Nothing has the newer name.
        """
        known = {**self.measures, **self.records, **self.migrations}
        self._known("measure or record type", known, newer)
        if older in known and older not in self.migrations:
            before = self.owners.get(("record type", older), self.owners.get(("measure", older), older))
            raise RegistrationError("migration", older, (before, self._as_owner(migrate)))
        return self._with("migrations", "migration", older, (newer, migrate))

    def with_lifecycle(self, lifecycle: Lifecycle) -> Self:
        """Return a registry that knows the lifecycle besides.

        Raises:
            RegistrationError: Where another lifecycle has the id.
        """
        return self._with("lifecycles", "lifecycle", lifecycle.id, lifecycle)

    def with_states(self, lifecycle_id: str, states: Iterable[State], routes: Iterable[Route]) -> Self:
        """Return a registry in which a lifecycle has more states and routes; those that it has stay.

        So two plugins may each add to one of ours, and proposals need no new lifecycle.

        Raises:
            LifecycleTableError: The table would not be right, for example a state could not be reached.
            RegistrationError: The lifecycle has another state of the same id.
            UnknownNameError: There is no such lifecycle.
        """
        base = self._known("lifecycle", self.lifecycles, lifecycle_id)
        added: list[State] = []
        owners = dict(self.owners)
        for state in states:
            key = (f"state of {lifecycle_id}", state.id)
            if state.id in base and base.state(state.id) != state:
                before = owners.get(key, owners.get(("lifecycle", lifecycle_id), repr(base.title)))
                raise RegistrationError(*key, (before, self._as_owner(state)))
            if state.id not in base:
                added.append(state)
                owners[key] = self._as_owner(state)
        more = base.extended(added, routes)
        return attrs.evolve(self, lifecycles={**self.lifecycles, lifecycle_id: more}, owners=owners)

    def with_format(self, format_: Format) -> Self:
        """Return a registry that knows the format besides.

        Raises:
            RegistrationError: Where another format has the name, or one of the file endings.
        """
        for known in self.formats.values():
            for suffix in {*known.suffixes} & {*format_.suffixes}:
                if known.name != format_.name:
                    before = self.owners.get(("format", known.name), _owner(known))
                    raise RegistrationError("file ending", suffix, (before, self._as_owner(format_)))
        return self._with("formats", "format", format_.name, format_)

    def with_check(self, check: Check, name: str | None = None) -> Self:
        """Return a registry with a check besides, under `name` or the name of the function.

        Raises:
            RegistrationError: Where another check has the name.
        """
        given = name or getattr(check, "__name__", type(check).__name__).replace("_", "-")
        return self._with("checks", "check", given, check)

    def with_vocabulary(self, vocabulary: Vocabulary) -> Self:
        """Return a registry that knows the vocabulary besides.

        Raises:
            RegistrationError: Where another vocabulary has the id.
        """
        return self._with("vocabularies", "vocabulary", vocabulary.id, vocabulary)

    def with_resolution(self, resolution: Resolution) -> Self:
        """Return a registry that knows the resolution besides.

        Raises:
            RegistrationError: Where another resolution has the name.
        """
        return self._with("resolutions", "resolution", resolution.name, resolution)

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
        return self._known("format", self.formats, name)

    def resolution(self, name: str) -> Resolution:
        """Return the resolution of this name.

        Raises:
            UnknownNameError: Where there is none.
        """
        return self._known("resolution", self.resolutions, name)

    def term(self, name: str) -> Term:
        """Return a term by its full name, the vocabulary in front: `org.example.sector:energy`.

        Raises:
            UnknownNameError: There is no such vocabulary, or no such term in it.
        """
        vocabulary_id, _, term_id = name.rpartition(":")
        return self._known("vocabulary", self.vocabularies, vocabulary_id).term(term_id)

    def __repr__(self) -> str:
        """Say how much of each sort it knows."""
        sorts = ("measures", "records", "lifecycles", "formats", "checks", "vocabularies", "resolutions")
        return f"<Registry of {', '.join(f'{len(getattr(self, sort))} {sort}' for sort in sorts)}>"

    def _check_apart(self, given: str, record: type, name: str, other: type) -> None:
        """Refuse a class of records that another would be taken for.

        References and questions in JSON call it by the name of the class, and a table, whose name has no
        hyphens and no capitals, by its wire type.
        """
        if other is record:
            return
        owners = self.owners.get(("record type", name), "policytrack"), self._as_owner(record)
        if other.__name__ == record.__name__ and name != given:
            raise RegistrationError("class of records", record.__name__, owners)
        if folded(name) == folded(given):
            raise RegistrationError("record type", given, owners)

    def _with(self, field: str, kind: str, name: str, thing: object) -> Self:
        known: Mapping[str, object] = getattr(self, field)
        if field in {"measures", "records"} and name in self.migrations:
            raise RegistrationError(kind, name, (self.owners["migration", name], self._as_owner(thing)))
        if name in known and known[name] != thing:
            before = self.owners.get((kind, name), _owner(known[name]))
            raise RegistrationError(kind, name, (before, self._as_owner(thing)))
        owners = {**self.owners, (kind, name): self._as_owner(thing)}
        changes: dict[str, Any] = {field: {**known, name: thing}, "owners": owners}
        return attrs.evolve(self, **changes)

    def _as_owner(self, thing: object) -> str:
        return _owner(thing) if self.owner is None else f"{_owner(thing)} of {self.owner}"

    def _known(self, kind: str, known: Mapping[str, T], name: str) -> T:
        if name not in known:
            raise UnknownNameError(kind, name, known)
        return known[name]


def _check_class(kind: str, cls: type, field: str, reserved: Iterable[str]) -> None:
    if "__attrs_attrs__" not in vars(cls):
        reason, hint = "is no attrs class", "decorate it with @attrs.frozen(kw_only=True)"
        raise UnfitError(kind, _owner(cls), reason, hint)
    for name in reserved:
        if name in hints(cls):
            raise RegistrationError(field, name, (_owner(cls), "the wire format"))
    if issubclass(cls, Checked):
        check_fields(cls)


def _owner(thing: object) -> str:
    if isinstance(thing, Lifecycle | Vocabulary):
        return repr(thing.title)
    if isinstance(thing, tuple):
        return _owner(cast("tuple[object, ...]", thing)[-1])
    if isinstance(thing, State | Resolution):
        return repr(thing.label if isinstance(thing, State) else thing.name)
    named: Any = thing if hasattr(thing, "__qualname__") else type(thing)
    return f"{named.__module__}.{named.__qualname__}"


def _name_of(kind: str, known: Mapping[str, T], thing: T) -> str:
    for name, candidate in known.items():
        if candidate is thing:
            return name
    raise UnknownNameError(kind, _owner(thing), known)


@cache
def _shipped() -> Registry:
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
    for resolution in (BestEvidence, LatestPublished, PrimaryOnly):
        registry = registry.with_resolution(resolution)
    # Formats stand on a higher floor: they are looked up when somebody asks, not imported here.
    for format_ in import_module("policytrack.formats").SHIPPED:
        registry = registry.with_format(format_)
    return registry
