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
from policytrack.formats.popolo._kinds import Kind, Plan, ours
from policytrack.formats.popolo._scope import Scope
from policytrack.formats.popolo._values import Field

PREFIX = "popolo:"
"""What stands before a property of Popolo among the extras of a record."""

ABSENT = "policytrack:absent"
"""The properties that an object did not have, though a field of ours was made of its other ones."""

NO_ID = "policytrack:no-id"
INSIDE = "policytrack:in"
IMPLIED = "policytrack:implied"


def read_object(
    plan: Plan, record_id: str, native: Object, scope: Scope, context: Object
) -> tuple[Object, list[Problem]]:
    """Return the wire object of an object, and what could not be read, at pointers into the object.

    `plan` is that of its kind and its properties; `context` are properties that the object has by standing
    inside of another one.
    """
    wire: Object = {"id": record_id}
    problems: list[Problem] = []
    # Most objects have an id that can stay, and nothing of ours.
    extras = {} if native.get("id") == record_id else _id_extras(native, problems)
    residue = ours(native) if "extras" in native else {}
    whole = {**context, **native} if context else native
    pending = plan.kind.fields if residue or context else _plainly(plan, native, scope, wire)
    for field in pending:
        given = {key: native[key] for key in field.keys if key in native}
        if residue and field.name in residue and _says(field, residue[field.name], given, whole, scope):
            wire[field.name] = residue[field.name]
            continue
        value = _read(field, given, whole, scope, problems)
        again: Object = {}
        if value is not None:
            wire[field.name] = value
            again = field.write(value, whole, scope)
        if again != given:
            _keep(given, again, extras)
    for key in plan.unread:
        extras[PREFIX + key] = native[key]
    if "extras" in native:
        extras |= _other_extras(native, residue)
    if residue:
        names = {"id", "extras", *plan.kind.names}
        wire |= {key: part for key, part in residue.items() if key not in names}
    more = residue.get("extras", {})
    if extras or more:
        wire["extras"] = {**extras, **more} if is_record(more) else more
    return wire, problems


def _keep(given: Object, again: Object, extras: Object) -> None:
    """Keep properties that would not be written again as they were."""
    for key, part in given.items():
        extras[PREFIX + key] = part
    if absent := sorted([key for key in again if key not in given]):
        extras[ABSENT] = [*extras.get(ABSENT, ()), *absent]


def _read(field: Field, given: Object, whole: Object, scope: Scope, problems: list[Problem]) -> object:
    try:
        return field.read(given, whole, scope)
    except Fault as error:
        problems.append(attrs.evolve(error.problem, path=pointer(field.keys[0]) + error.problem.path))
        return None


def _plainly(plan: Plan, native: Object, scope: Scope, wire: Object) -> Iterable[Field]:
    """Read the fields that can be read the short way, and return the others of which something is said."""
    for key, name, plain in plan.plain:
        value = plain(native[key], native, scope)
        if value is None:
            return _seldom(plan, native, scope, wire)
        wire[name] = value
    return plan.pending


def _seldom(plan: Plan, native: Object, scope: Scope, wire: Object) -> Iterable[Field]:
    """Do the same where not every field can be read the short way that often can be."""
    pending: dict[str, Field] = {}
    for key, field, others in plan.readers:
        if field is not None:
            value = None if field.plain is None else field.plain(native[key], native, scope)
            if value is None:
                pending[field.name] = field
            else:
                wire[field.name] = value
        if key != "name" or is_record(native[key]):
            pending |= {other.name: other for other in others}
    return pending.values()


def _other_extras(native: Object, residue: Object) -> Object:
    """Return the `extras` of an object without what we wrote there."""
    if not residue:
        return {PREFIX + "extras": native["extras"]}
    rest = {name: held for name, held in native["extras"].items() if name != "policytrack"}
    return {PREFIX + "extras": rest} if rest else {}


def _id_extras(native: Object, problems: list[Problem]) -> Object:
    """Return what says that an object's own id is another one, or none."""
    if "id" not in native:
        return {NO_ID: True}
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
