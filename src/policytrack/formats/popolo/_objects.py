"""One object of a Popolo document to a wire object, and back: each the other's inverse.

A value of ours is written as Popolo has it, and under `extras.policytrack` besides where Popolo cannot say
it in full; it is read from there only as long as the two agree. A value of Popolo that our field cannot
hold in full is kept in the record's extras, and written again as long as the field has not changed.
"""

from collections.abc import Iterable
from typing import Any

import attrs

from policytrack.errors import Problem
from policytrack.formats._faults import Fault, pointer, problems_of, unexpected
from policytrack.formats._foreign import Object, is_record, native_id
from policytrack.formats.popolo._kinds import Kind, ours
from policytrack.formats.popolo._scope import Scope
from policytrack.formats.popolo._values import Field

PREFIX = "popolo:"
"""What stands before a property of Popolo among the extras of a record."""

ABSENT = "policytrack:absent"
"""The properties that an object did not have, though a field of ours was made of its other ones."""

NO_ID = "policytrack:no-id"
INSIDE = "policytrack:in"
IMPLIED = "policytrack:implied"

_MISSING = object()


def read_object(
    kind: Kind, record_id: str, native: Object, scope: Scope, context: Object
) -> tuple[Object, list[Problem]]:
    """Return the wire object of an object, and what could not be read, at pointers into the object.

    `context` are properties that the object has by standing inside of another one.
    """
    wire: Object = {"id": record_id}
    problems: list[Problem] = []
    extras = _id_extras(record_id, native, problems)
    residue = ours(native)
    whole = {**context, **native} if context else native
    pending = kind.fields if residue or context else _plainly(kind, native, scope, wire)
    for field in pending:
        given = {key: native[key] for key in field.keys if key in native}
        held = residue.get(field.name, _MISSING)
        if held is not _MISSING and _says(field, held, given, whole, scope):
            wire[field.name] = held
            continue
        value = _read(field, given, whole, scope, problems)
        again = {} if value is None else field.write(value, whole, scope)
        if value is not None:
            wire[field.name] = value
        if again != given:
            extras |= {PREFIX + key: part for key, part in given.items()}
            if absent := sorted(again.keys() - given.keys()):
                extras[ABSENT] = [*extras.get(ABSENT, ()), *absent]
    if not native.keys() <= kind.keys:
        extras |= {PREFIX + key: part for key, part in native.items() if key not in kind.keys}
    if "extras" in native:
        extras |= _other_extras(native, residue)
    if residue:
        names = {"id", "extras", *kind.names}
        wire |= {key: part for key, part in residue.items() if key not in names}
    _add_extras(wire, extras, residue.get("extras", {}))
    return wire, problems


def _read(field: Field, given: Object, whole: Object, scope: Scope, problems: list[Problem]) -> object:
    try:
        return field.read(given, whole, scope)
    except Fault as error:
        problems.append(attrs.evolve(error.problem, path=pointer(field.keys[0]) + error.problem.path))
        return None


def _add_extras(wire: Object, extras: Object, more: object) -> None:
    if extras or more:
        wire["extras"] = {**extras, **more} if is_record(more) else more


def _plainly(kind: Kind, native: Object, scope: Scope, wire: Object) -> Iterable[Field]:
    """Read the fields that can be read the short way, and return the others of which something is said."""
    pending: dict[str, Field] = {}
    readers = kind.readers
    for key, part in native.items():
        if key not in readers:
            continue
        field, others = readers[key]
        if field is not None:
            plain = None if field.plain is None else field.plain(part, native, scope)
            if plain is None:
                pending[field.name] = field
            else:
                wire[field.name] = plain
        for other in others:
            # A name that is one text says nothing of other names.
            if other.keys[0] not in native and (key != "name" or is_record(part)):
                pending[other.name] = other
    return pending.values()


def _other_extras(native: Object, residue: Object) -> Object:
    """Return the `extras` of an object without what we wrote there."""
    if not residue:
        return {PREFIX + "extras": native["extras"]}
    rest = {name: held for name, held in native["extras"].items() if name != "policytrack"}
    return {PREFIX + "extras": rest} if rest else {}


def _id_extras(record_id: str, native: Object, problems: list[Problem]) -> Object:
    """Return what says that an object's own id is another one, or none."""
    if "id" not in native:
        return {NO_ID: True}
    if native["id"] == record_id:
        return {}
    if native["id"] is not None and native_id(native["id"]) is None:
        problems += problems_of(unexpected(native["id"], "an id"), "/id")
    return {PREFIX + "id": native["id"]}


def _native_id(record_id: str, extras: Object) -> Object:
    """Return the id of a record as Popolo has it, and take what says so from its extras."""
    if extras.pop(NO_ID, False):
        return {}
    return {"id": extras.pop(PREFIX + "id", record_id)}


def write_object(kind: Kind, wire: Object, scope: Scope, context: Object) -> Object:
    """Return the object of a wire object; see `read_object`."""
    extras = dict(wire.get("extras", {}))
    native = {**context, **_native_id(wire["id"], extras)}
    for key in [key for key in extras if key.startswith(PREFIX)]:
        name = key.removeprefix(PREFIX)
        if (name not in kind.keys or name == "extras") and name not in context:
            native[name] = extras.pop(key)
    absent = extras.pop(ABSENT, ())
    residue: Object = {}
    for field in kind.fields:
        value = wire.get(field.name)
        kept = {key: extras[PREFIX + key] for key in field.keys if PREFIX + key in extras}
        if (kept or any(key in absent for key in field.keys)) and _means(field, kept, native, scope) == value:
            native |= kept
            for key in kept:
                del extras[PREFIX + key]
        elif value is not None:
            given = field.write(value, native, scope)
            native |= given
            if _means(field, given, native, scope) != value:
                residue[field.name] = value
    names = {"id", "extras", *kind.names}
    residue |= {key: part for key, part in wire.items() if key not in names}
    if extras:
        residue["extras"] = extras
    for key in context:
        del native[key]
    return with_ours(native, residue)


def with_ours(native: Object, residue: Object) -> Object:
    """Return an object with what Popolo has no word for beside its own `extras`."""
    if not residue:
        return native
    held = native.get("extras")
    kept = held if is_record(held) else {}
    return {**native, "extras": {**kept, "policytrack": {**ours(native), **residue}}}


def _says(field: Field, held: Any, given: Object, whole: Object, scope: Scope) -> bool:  # noqa: ANN401
    """Say whether a value of ours still agrees with what Popolo's properties say."""
    try:
        return field.write(held, whole, scope) == given
    except (AttributeError, KeyError, TypeError):
        # Somebody wrote there what is no such value: it is told when the record is made.
        return True


def _means(field: Field, given: Object, whole: Object, scope: Scope) -> object:
    try:
        return field.read(given, whole, scope)
    except Fault:
        return None
