"""Whether a plugin's classes keep what policytrack promises for every measure and every record type."""

import copy
import pickle
from collections.abc import Hashable, Mapping
from typing import Any, cast

import attrs
from hypothesis import assume
from hypothesis import strategies as st

from policytrack import formats, model
from policytrack import query as q
from policytrack.engines.reference import answer
from policytrack.integrity import integrity_problems, path_of
from policytrack.model import Assertion, Proposal, Record, Reference, RefersTo, Snapshot, hints, references
from policytrack.registry import Registry
from policytrack.testing._records import instances
from policytrack.testing._running import EXAMPLES, expect, holds_for
from policytrack.tracker import Tracker

_FORMATS = ("json", "jsonl", "directory")


def check_measure(
    measure: type[attrs.AttrsInstance], *, registry: Registry | None = None, examples: int = EXAMPLES
) -> None:
    """Check a class of measures: values of it are equal, hashable, pickled, copied, written and read.

    Args:
        measure: The class; it is registered where the registry does not know it.
        registry: What it is registered in, beside what it needs; None takes what ships.
        examples: How many values are drawn.

    Raises:
        AssertionError: A value of it is not what it should be; Hypothesis shows the smallest.
        RegistrationError: It cannot be registered, or its name is taken.
        UnfitError: It is no attrs class.
    """
    known = Registry.shipped() if registry is None else registry
    if measure not in known.measures.values():
        known = known.with_measure(measure)

    def fact(value: attrs.AttrsInstance) -> None:
        _is_a_value(value)
        snapshot = Snapshot(proposals=(Proposal(id="p", title="P", measure=value),))
        _goes_through_formats(snapshot, known)

    holds_for(instances(measure, known), fact, examples)


def check_record_type(
    record: type[Record], *, registry: Registry | None = None, examples: int = EXAMPLES
) -> None:
    """Check a record type: values of it are equal, hashable, pickled, copied, written, read and asked for.

    Without the plugin, what was written is written again byte for byte. Each reference is held to its types.

    Args:
        record: The class; it is registered where the registry does not know it.
        registry: What it is registered in, beside what it needs; None takes what ships.
        examples: How many records are drawn.

    Raises:
        AssertionError: A record of it is not what it should be; Hypothesis shows the smallest.
        RegistrationError: It cannot be registered, or its name is taken.
        UnfitError: It is no attrs class, or no record.
    """
    known = Registry.shipped() if registry is None else registry
    if record not in known.records.values():
        known = known.with_record(record)

    def fact(scene: tuple[Record, dict[str, Record]]) -> None:
        drawn, around = scene
        _is_a_value(drawn)
        _goes_through_formats(Snapshot.of([drawn, *around.values()]), known)
        _fits_in(drawn, around, known)

    holds_for(_scenes(record, known), fact, examples)


def _is_a_value(value: Any) -> None:  # noqa: ANN401  # of a class that is checked
    expect(isinstance(value, Hashable), "it is hashable")
    expect(hash(value) == hash(copy.deepcopy(value)), "equal values have one hash")
    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301  # our own
        expect(again == value, "what is copied or pickled is the same")
        expect(type(again) is type(value), "what is copied or pickled is of the same class")
    kind = cast("Any", type(value))
    name = next(iter(hints(kind)))
    try:
        setattr(value, name, getattr(value, name))
    except attrs.exceptions.FrozenInstanceError:
        return
    expect(is_so=False, otherwise="it is frozen: decorate it with @attrs.frozen")


def _goes_through_formats(snapshot: Snapshot, known: Registry) -> None:
    for name in _FORMATS:
        form = formats.get(name)
        written = form.encode(snapshot, registry=known)
        expect(not written.losses, f"{name} loses nothing")
        again = form.decode(written.data, registry=known)
        expect(again.snapshot == snapshot, f"{name} reads what it wrote")
        kept = form.decode(written.data, registry=Registry.shipped()).snapshot
        expect(form.encode(kept).data == written.data, f"{name} writes the same bytes without the plugin")


def _fits_in(record: Record, around: Mapping[str, Record], known: Registry) -> None:
    """Put a record among records that it refers to, ask for it, and take away what it refers to."""
    if isinstance(record, Assertion):  # One that corrects another may not be shown itself.
        record = attrs.evolve(record, corrects_id=None, correction=None, correction_reason=None)
    tracker = Tracker.from_snapshot(Snapshot.of([record, *around.values()]), registry=known)
    kind: type[Record] = type(record)
    expect(record in answer(tracker, q.select(kind)), "it is found by its class")
    for field in q.schema(kind).values():
        if field.kind in _SORTED:
            found = answer(tracker, q.select(kind).order_by(q.Order(field)))
            expect(record in found, f"it is found in an answer sorted by {field.name}")
    for reference in references(record):
        rest = [other for other in around.values() if other.id != reference.record_id]
        problems = integrity_problems(Snapshot.of([record, *rest]), known)
        told = {problem.path.removeprefix(path_of(record)) for problem in problems}
        expect(reference.path in told, f"{reference.path}: a reference that leads nowhere is told")


_SORTED = {q.Kind.TEXT, q.Kind.DATE, q.Kind.NUMBER, q.Kind.TERM, q.Kind.ORDERED}


def _scenes(cls: type[Record], known: Registry) -> st.SearchStrategy[tuple[Record, dict[str, Record]]]:
    """Draw a record with records for everything that it refers to, and that those refer to, by id."""

    @st.composite
    def drawn(draw: st.DrawFn) -> tuple[Record, dict[str, Record]]:
        record = draw(instances(cls, known))
        found: dict[str, Record] = {}
        waiting = [(record, reference) for reference in references(record)]
        while waiting:
            holder, reference = waiting.pop()
            wanted = _class_of(reference, holder, known)
            if reference.record_id not in {record.id, *found}:
                found[reference.record_id] = made = _least(draw, wanted, reference.record_id, known)
                waiting += [(made, further) for further in references(made)]
            # One id drawn for records of two types leads to no scene.
            assume(isinstance(found.get(reference.record_id), wanted))
        return record, found

    return drawn()


def _class_of(reference: Reference, holder: Record, known: Registry) -> type[Record]:
    classes = {cls.__name__: cls for cls in (*model.record_fields().values(), *known.records.values())}
    named = [classes[name] for name in reference.types if name in classes]
    return type(holder) if reference.path == "/corrects_id" else (named or [model.Person])[0]


def _least(draw: st.DrawFn, cls: type[Record], record_id: str, known: Registry) -> Record:
    """Draw a record with nothing but what it cannot be without; its references have ids of their own."""
    kind: Any = cls
    drawn, hint = draw(instances(kind, known)), hints(kind)
    needed = [field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING]
    given = {name: getattr(drawn, name) for name in needed}
    given |= {name: f"{record_id} {name}" for name in needed if _refers(hint[name])}
    made: Record = kind(**(given | {"id": record_id}))
    return made


def _refers(hint: object) -> bool:
    return any(isinstance(mark, RefersTo) for mark in getattr(hint, "__metadata__", ()))
