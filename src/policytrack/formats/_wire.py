"""The one mapping between records and wire values, built once for each registry."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, cast

import attrs
from cattrs import Converter

from policytrack.errors import Problem, Severity
from policytrack.formats import _structure, _unstructure
from policytrack.formats._faults import Fault, Faults, near, pointer, problems_of, unexpected
from policytrack.formats._plain import seen
from policytrack.formats._trees import DEEPEST, is_list, is_object, is_too_deep
from policytrack.formats._unstructure import wire_fields
from policytrack.formats._versions import Renewal, renew
from policytrack.measures import (
    UnknownMeasure,
)
from policytrack.model import (
    Assertion,
    Proposal,
    Record,
    UnknownProposal,
    UnknownRecord,
    hints,
    record_fields,
)
from policytrack.registry import Registry, kebab

OTHERS, BASE, PROPOSAL = "others", "base", "proposal"
UNKNOWN_CODES = frozenset({"unknown-type", "unknown-kind"})
"""The codes of what was kept without being understood."""


@cache
def wire_types() -> Mapping[str, str]:
    """Return the fields of a snapshot by the wire type of what they hold, such as `status-change`."""
    return {kebab(cls.__name__): field for field, cls in record_fields().items() if field != OTHERS}


@attrs.frozen(eq=False)
class Wire:
    """Reads and writes records as wire values.

    `records` are the plugins' types by wire name, `renewals` what brings older forms of theirs to the present
    one; the two converters follow the same rules, the first
    stops at the first fault and the second tells them all.
    """

    measures: Mapping[str, type[attrs.AttrsInstance]]
    records: Mapping[str, type[Record]]
    renewals: Mapping[str, Renewal]
    _quick: Converter
    _thorough: Converter

    @classmethod
    def of(cls, registry: Registry | None) -> "Wire":
        """Return the wire of a registry, None for the default one.

        Raises:
            RegistrationError: A plugin's class takes a name that the wire needs itself.
        """
        known = Registry.default() if registry is None else registry
        return _built(
            tuple(known.measures.items()), tuple(known.records.items()), tuple(known.migrations.items())
        )

    def read(self, field: str, value: object) -> tuple[Record | None, tuple[Problem, ...]]:
        """Read a record of a snapshot's field.

        Returns:
            The record and warnings; or None and every problem; or, where unknown keys are all that is
            wrong, what the record is without them and a problem for each.
        """
        try:
            record = self._structured(self._quick, field, value)
        except Exception:  # noqa: BLE001  # The thorough converter tells what it is.
            return self._reread(field, value)
        return record, tuple(_unknowns(record, self))

    def write(self, field: str, record: Record) -> dict[str, Any]:
        """Write a record of a snapshot's field; one of `others` has its type behind its id.

        Raises:
            Fault: The record's class does not belong in this field.
            Faults: A value in it cannot be written.
        """
        if field != OTHERS:
            if type(record) is not record_fields()[field]:
                message = f"{type(record).__name__} is no record of {field}"
                hint = "a plugin's class derives from Record, Assertion or Proposal"
                raise Fault(Problem("unknown-type", "", message, hint))
            return cast("dict[str, Any]", self._thorough.unstructure(record))
        if isinstance(record, UnknownRecord | UnknownProposal):
            return _unknown_record(record, self._thorough)
        names = [name for name, cls in self.records.items() if cls is type(record)]
        if not names:
            message = f"{type(record).__name__} is no registered type of record"
            raise Fault(Problem("unknown-type", "", message, "register the plugin that brings it"))
        wire = cast("dict[str, Any]", self._thorough.unstructure(record))
        return {"id": wire["id"], "type": names[0], **_base(record), **wire}

    def _structured(self, converter: Converter, field: str, value: object) -> Record:
        if field != OTHERS:
            cls = record_fields()[field]
            return cast("Record", _structure.hook_for(cls, converter)(value, cls))
        if not is_object(value):
            raise unexpected(seen(value), "an object")
        fields = dict(value)
        kind, base = self._type(converter, fields)
        if kind in self.records:
            cls = self.records[kind]
            return cast("Record", _structure.hook_for(cls, converter)(fields, cls))
        kept = hints(cast("type", base))
        common = {key: fields.pop(key) for key in kept if key in fields}
        known = _structure.hook_for(base, converter)(common, base)
        data = _structure.hook_for(hints(UnknownRecord)["data"], converter)(fields, None)
        unknown = UnknownProposal if base is Proposal else UnknownRecord
        return unknown(**{name: getattr(known, name) for name in kept}, type=kind, data=data)

    def _type(self, converter: Converter, fields: dict[str, object]) -> tuple[str, type[Record]]:
        """Take the wire type out of the fields of a plugin's record, and what its class derives from."""
        if "type" not in fields:
            hint = f"known: {', '.join(self.records) or 'none'}"
            raise Faults([("type", Fault(Problem("missing-key", "", "type is missing", hint)))])
        try:
            kind = cast("str", _structure.hook_for(str, converter)(fields.pop("type"), str))
        except Fault as error:
            raise Faults([("type", error)]) from None
        if kind in wire_types():
            hint = f"put it under {wire_types()[kind]}"
            raise Faults(
                [("type", Fault(Problem("misplaced-type", "", f"{kind}: does not stand here", hint)))]
            )
        kind, renewed = renew(kind, fields, self.renewals)
        fields.clear()
        fields.update(renewed)
        is_based, base = BASE in fields, fields.pop(BASE, None)
        allowed = {issubclass(self.records[kind], Proposal)} if kind in self.records else {True, False}
        if is_based not in allowed or (is_based and base != PROPOSAL):
            hint = f"write {PROPOSAL}" if True in allowed else "leave it out"
            problem = Problem("unknown-term", "", f"{base!r:.80}: not what {kind} is derived from", hint)
            raise Faults([(BASE, Fault(problem))])
        return kind, Proposal if is_based else Record

    def _reread(self, field: str, value: object) -> tuple[Record | None, tuple[Problem, ...]]:
        problems = self._faults(field, value)
        if not all(problem.code == "unknown-key" for problem in problems):
            return None, problems
        rest = _without(value, {problem.path for problem in problems})
        more = self._faults(field, rest)
        if more:
            return None, (*problems, *more)
        record = self._structured(self._quick, field, rest)
        return record, (*problems, *_unknowns(record, self))

    def _faults(self, field: str, value: object) -> tuple[Problem, ...]:
        if is_too_deep(value):
            return (Problem("too-deep", "", f"nested over {DEEPEST} deep"),)
        try:
            self._structured(self._thorough, field, value)
        except Exception as error:  # noqa: BLE001  # A plugin's own check may raise whatever it likes.
            return tuple(problems_of(error))
        return ()


def _without(value: object, paths: set[str], path: str = "") -> object:
    """Return a copy of a tree of wire values without what stands at these pointers."""
    if is_object(value):
        members = [(key, part, path + pointer(key)) for key, part in value.items()]
        return {key: _without(part, paths, place) for key, part, place in members if place not in paths}
    if is_list(value):
        return [_without(part, paths, path + pointer(index)) for index, part in enumerate(value)]
    return value


def _base(record: Record) -> dict[str, Any]:
    return {BASE: PROPOSAL} if isinstance(record, Proposal) else {}


def _unknown_record(record: UnknownRecord | UnknownProposal, converter: Converter) -> dict[str, Any]:
    """Write a record of an unknown type in the order in which its own plugin would."""
    if record.type in wire_types():
        message = f"{record.type}: an unknown record cannot be written with this name"
        raise Fault(Problem("reserved-name", "", message))
    try:
        data = cast("dict[str, Any]", _unstructure.as_it_came(record.data))
    except Fault as error:
        raise Faults([("data", error)]) from None
    known = cast("dict[str, Any]", converter.unstructure(attrs.evolve(record, data={}, type="unknown")))
    common = data | {key: value for key, value in known.items() if key not in {"id", "type", "data"}}
    last = [name for name, _ in wire_fields(Assertion) if name != "id" and name in common]
    first = {key: value for key, value in common.items() if key not in last}
    return {
        "id": record.id,
        "type": record.type,
        **_base(record),
        **first,
        **{key: common[key] for key in last},
    }


def _unknowns(record: Record, wire: Wire) -> Iterator[Problem]:
    """Warn of what was kept without being understood."""
    if isinstance(record, UnknownRecord | UnknownProposal):
        message = f"{record.type}: no type of record of this name is known, so it is kept as it is"
        hint = near(record.type, [*wire.records, *wire_types()])
        yield Problem("unknown-type", "/type", message, hint, Severity.WARNING)
    for path, measure in _unknown_measures(record):
        message = f"{measure.kind}: no kind of measure of this name is known, so it is kept as it is"
        yield Problem(
            "unknown-kind", f"{path}/kind", message, near(measure.kind, wire.measures), Severity.WARNING
        )


def _unknown_measures(value: object, path: str = "") -> Iterator[tuple[str, UnknownMeasure]]:
    if isinstance(value, UnknownMeasure):
        yield path, value
        return
    cls: type = type(value)
    for name in _may_hold_measures(cls):
        held = getattr(value, name)
        if isinstance(held, tuple):
            for index, part in enumerate(cast("tuple[object, ...]", held)):
                yield from _unknown_measures(part, path + pointer(name, index))
        else:
            yield from _unknown_measures(held, path + pointer(name))


@cache
def _may_hold_measures(cls: type) -> tuple[str, ...]:
    """Return the fields whose values are measures, or hold some."""
    if not attrs.has(cls):
        return ()
    return tuple(name for name, hint in hints(cls).items() if _mentions_measures(hint))


def _mentions_measures(hint: object) -> bool:
    if hint is attrs.AttrsInstance:
        return True
    if isinstance(hint, type) and attrs.has(hint):
        return bool(_may_hold_measures(hint))
    return any(map(_mentions_measures, getattr(hint, "__args__", ())))


@lru_cache(maxsize=16)
def _built(
    measures: tuple[tuple[str, type[attrs.AttrsInstance]], ...],
    records: tuple[tuple[str, type[Record]], ...],
    renewals: tuple[tuple[str, Renewal], ...],
) -> Wire:
    quick, thorough = (
        _converter(dict(measures), dict(renewals), is_thorough=is_thorough) for is_thorough in (False, True)
    )
    for _, cls in records:
        # A class that has no form on the wire is told now, and not when somebody has records of it.
        _structure.hook_for(cls, quick)
    return Wire(dict(measures), dict(records), dict(renewals), quick, thorough)


def _converter(
    measures: dict[str, type[attrs.AttrsInstance]], renewals: dict[str, Renewal], *, is_thorough: bool
) -> Converter:
    converter = Converter(detailed_validation=is_thorough)
    _structure.configure(converter, measures, renewals)
    _unstructure.configure(converter, {cls: kind for kind, cls in measures.items()}, converter.structure)
    return converter
