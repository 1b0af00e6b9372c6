"""Strategies for snapshots whose records fit together, so that a tracker and a store take them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from policytrack import model
from policytrack.errors import PolicytrackError
from policytrack.model._refs import exact_type, reference_fields
from policytrack.registry import Registry, kebab
from policytrack.testing._odd import odd_ids
from policytrack.testing._records import instances, is_unknown_enough, paired

_FIRST: Final[tuple[type[model.Record], ...]] = (
    model.Source,
    model.Person,
    model.Organization,
    model.Proposal,
)
"""What most others refer to: one of each is always there."""

_MORE: Final = 12
_TEXTS: Final = ("x", "Ann Lee said why", "STRASSE", "straße", "Proposal", "\U0010ffff")


def worlds(registry: Registry | None = None) -> st.SearchStrategy[model.Snapshot]:
    """Draw snapshots of records of every type, a plugin's too, whose references lead somewhere.

    Each record refers to some that were drawn before it, so nothing goes round in a circle. What cannot be
    without a record that is not there is left out. Texts, states and dates often meet.
    """
    known = Registry.shipped() if registry is None else registry
    classes = classes_of(known)

    # What a strategy is given is shown with it: a registry would fill pages.
    @st.composite
    def drawn(draw: st.DrawFn) -> model.Snapshot:
        more = draw(st.lists(st.sampled_from(classes), max_size=_MORE))
        kept: dict[str, model.Record] = {}
        for cls in sorted([*_FIRST, *more], key=classes.index):
            name = draw(st.none() | odd_ids())
            if name is None or name in kept:
                name = f"{kebab(cls.__name__)}-{len(kept)}"
            record = fitted(draw(_meeting(cls, known)), kept.values())
            if record is not None and is_unknown_enough(record, known):
                kept |= {name: attrs.evolve(record, id=name)} if _stands_alone(record, name) else {}
        return model.Snapshot.of(kept.values())

    return drawn()


def _stands_alone(record: model.Record, name: str) -> bool:
    """Say whether a record may have an id: what holds the ids of others was drawn before."""
    return all(held.record_id != name for held in model.references(record))


def classes_of(known: Registry) -> list[type[model.Record]]:
    """Return the classes of records that there may be, each behind those that it may refer to."""
    ours = [cls for cls in model.record_fields().values() if cls is not model.Record]
    theirs: list[type[model.Record]] = [model.UnknownProposal, *known.records.values()]
    proposals = [cls for cls in theirs if issubclass(cls, model.Proposal)]
    others: list[type[model.Record]] = [model.UnknownRecord]
    others += [cls for cls in theirs if not issubclass(cls, model.Proposal)]
    place = ours.index(model.Proposal) + 1
    return [*ours[:place], *proposals, *ours[place:], *others]


@st.composite
def _meeting(draw: st.DrawFn, cls: Any, known: Registry) -> model.Record:  # noqa: ANN401  # a class
    """Draw a record with texts and states that others have too."""
    record: model.Record = draw(instances(cls, known))
    changes: dict[str, Any] = {}
    if draw(st.booleans()):
        free = [name for name, hint in model.hints(cls).items() if hint in {str, str | None}]
        said = [name for name in free if name != "type" and getattr(record, name) is not None]
        changes = {name: draw(st.sampled_from(_TEXTS)) for name in said}
    if isinstance(record, model.StatusChange):
        states = {state.id for lifecycle in known.lifecycles.values() for state in lifecycle.states}
        changes["to"] = draw(st.sampled_from([*sorted(states), "no such state"]))
    if isinstance(record, model.Proposal):
        changes["lifecycle"] = draw(st.sampled_from([*sorted(known.lifecycles), "no such lifecycle"]))
    try:
        return attrs.evolve(record, **changes)
    except (PolicytrackError, ValueError):
        return record  # A rule of a plugin's class refuses it.


def fitted(record: model.Record, held: Any) -> model.Record | None:  # noqa: ANN401  # an iterable of records
    """Return a record that refers only to records that are held; None where it cannot be without another."""
    ids: dict[str, list[str]] = {}
    for one in held:
        for base in type(one).__mro__:
            ids.setdefault(base.__name__, []).append(one.id)

    def lead(text: str, types: Sequence[str]) -> str | None:
        found = [name for kind in types or ("Record",) for name in ids.get(kind, ())]
        return found[sum(text.encode()) % len(found)] if found else None

    alike = [None, *ids.get(type(record).__name__, ())]
    made: model.Record | None = _rebuilt(record, lead, {"corrects_id": alike[-1]})
    return made


_Lead = Callable[[str, Sequence[str]], str | None]


def _rebuilt(value: Any, lead: _Lead, fixed: Mapping[str, str | None]) -> Any:  # noqa: ANN401  # any record or value
    """Return a value whose references lead somewhere, None where one that it needs leads nowhere."""
    changes: dict[str, Any] = {}
    cls: Any = exact_type(value)
    for name, types in reference_fields(cls).items():
        held = getattr(value, name)
        if name in fixed:
            changes[name] = held and fixed[name]
        elif exact_type(held) in {tuple, frozenset}:
            changes[name] = exact_type(held)(_led(held, types, lead))
        else:
            changes[name] = next(_led([] if held is None else [held], types, lead), None)
    if changes.get("corrects_id") is not None and "part_of_id" in changes:
        changes["part_of_id"] = None  # What it corrects would become a part of itself.
    fields = {field.name: getattr(value, field.name) for field in attrs.fields(cls)}
    try:
        return cls(**paired(fields | changes))
    except (PolicytrackError, ValueError):
        return None


def _led(held: Any, types: Sequence[str] | None, lead: _Lead) -> Iterator[Any]:  # noqa: ANN401  # ids, or values that hold some
    for part in sorted(held, key=str):
        found = lead(part, types) if types is not None else _rebuilt(part, lead, {})
        if found is not None:
            yield found
