"""Strategies for records, ours and a plugin's, from the types of their fields."""

import enum
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Final, TypeVar, get_args, get_origin

import attrs
import pendulum
from hypothesis import assume, reject
from hypothesis import strategies as st

from policytrack import model
from policytrack.dates import PartialDate, Period
from policytrack.errors import PolicytrackError
from policytrack.measures import UnknownMeasure
from policytrack.registry import Registry, kebab
from policytrack.testing._dates import calendar_days, partial_dates, periods
from policytrack.testing._odd import odd_ids, odd_texts
from policytrack.testing._values import ids, json_objects, json_values, numbers, texts

T = TypeVar("T")
Measures = tuple[type[attrs.AttrsInstance], ...]

# Fields that stand together or not at all, and fields that are in order.
_PAIRS: Final = (("corrects_id", "correction"), ("replies_to_id", "reply"), ("start", "end"))
_RANGES: Final = (("low", "high"), ("start", "end"))


def instances(cls: type[T], registry: Registry | None = None) -> st.SearchStrategy[T]:
    """Draw instances of any class of records, measures or values, from the types of its fields.

    What the class itself refuses is drawn anew: a class that refuses nearly everything needs a strategy of
    its own. Measures are those of the registry, and unknown ones.
    """
    known = Registry.shipped() if registry is None else registry
    kind: Any = cls  # A checker takes a class for something that may not be hashed.
    return _instances(kind, (*known.measures.values(), UnknownMeasure))


@cache
def _instances(cls: Any, measures: Measures) -> st.SearchStrategy[Any]:  # noqa: ANN401  # any class
    return _drawn(cls, measures)


# Composite, since the strategy that is put together here would be shown in pages of text.
@st.composite
def _drawn(draw: st.DrawFn, cls: Any, measures: Measures) -> Any:  # noqa: ANN401  # any class
    return _made(cls, _fitting({name: draw(field) for name, field in _fields(cls, measures).items()}))


@cache
def _fields(cls: Any, measures: Measures) -> Mapping[str, st.SearchStrategy[Any]]:  # noqa: ANN401  # any class
    return {name: values_of(hint, measures) for name, hint in model.hints(cls).items()}


def _made(cls: Any, drawn: dict[str, Any]) -> Any:  # noqa: ANN401  # any class
    try:
        return cls(**drawn)
    except (PolicytrackError, ValueError):
        reject()  # It breaks a rule between fields.


def values_of(hint: Any, measures: Measures) -> st.SearchStrategy[Any]:  # noqa: ANN401  # a type hint
    """Draw values for a field by its type."""
    match get_origin(hint), get_args(hint):
        case origin, (inner, *marks) if origin is Annotated:
            return (
                ids() if any(isinstance(mark, model.IdText) for mark in marks) else values_of(inner, measures)
            )
        case origin, (inner, *_) if origin is tuple:
            return st.lists(values_of(inner, measures), max_size=2).map(tuple)
        case origin, (inner,) if origin is frozenset:
            return st.frozensets(values_of(inner, measures), max_size=2)
        case origin, _ if isinstance(origin, type) and issubclass(origin, Mapping):
            return json_objects()
        case None, ():
            return _of_class(hint, measures)
        case _:
            pass
    return st.one_of([values_of(argument, measures) for argument in get_args(hint)])


def _of_class(cls: Any, measures: Measures) -> st.SearchStrategy[Any]:  # noqa: ANN401  # a type hint
    """Draw values of a class that takes no parameters."""
    if cls in _SCALARS:
        return _SCALARS[cls]()
    if cls is attrs.AttrsInstance:
        return st.one_of([_instances(measure, measures) for measure in measures])
    if cls is model.Record:
        return _instances(model.UnknownRecord, measures)
    if issubclass(cls, enum.Enum):
        terms: list[Any] = list(cls)
        return st.sampled_from(terms)
    return _instances(cls, measures)


_SCALARS: Mapping[Any, Callable[[], st.SearchStrategy[Any]]] = {
    str: texts,
    float: numbers,
    int: lambda: st.integers(0, 9),
    bool: st.booleans,
    type(None): st.none,
    Any: json_values,
    PartialDate: partial_dates,
    Period: periods,
    pendulum.Date: lambda: calendar_days().map(lambda day: pendulum.Date(day.year, day.month, day.day)),
}


def _fitting(drawn: dict[str, Any]) -> dict[str, Any]:
    """Make fields that were drawn apart fit together."""
    drawn = paired(drawn)
    for low, high in _RANGES:
        if drawn.get(low) is not None and drawn.get(high) is not None:
            drawn |= {low: min(drawn[low], drawn[high]), high: max(drawn[low], drawn[high])}
    if drawn.get("start") is not None:
        drawn["end"] += 1
    for reference in ("corrects_id", "replies_to_id", "part_of_id", "outcome_id"):
        if "id" in drawn and drawn.get(reference) == drawn["id"]:
            drawn[reference] += "-other"
    if "data" in drawn:
        common = model.Proposal if "title" in drawn else model.Record
        reserved = {"kind"} if "kind" in drawn else {"type", "base", *model.hints(common)}
        kept = {key: drawn["data"][key] for key in drawn["data"] if key not in reserved}
        drawn["data"] = model.JsonObject(kept)
    return drawn


def paired(drawn: dict[str, Any]) -> dict[str, Any]:
    """Leave out fields that mean nothing without another that is missing."""
    for first, second in _PAIRS:
        if first in drawn and (drawn[first] is None or drawn[second] is None):
            drawn |= {first: None, second: None}
    if drawn.get("correction") is None and "correction_reason" in drawn:
        drawn["correction_reason"] = None
    return drawn


def records(
    registry: Registry | None = None, record_id: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[model.Record]:
    """Draw a record of any type, a plugin's too, some with a text that a format is likely to change."""
    known = Registry.shipped() if registry is None else registry
    ours = [cls for cls in model.record_fields().values() if cls is not model.Record]
    classes: list[Any] = [*ours, model.UnknownRecord, model.UnknownProposal, *known.records.values()]
    chosen = st.sampled_from(classes)
    named = odd_ids() if record_id is None else record_id
    extras = st.dictionaries(odd_texts(), json_values() | odd_texts(), max_size=3)

    # What a strategy is given is shown with it: a registry would fill pages.
    @st.composite
    def drawn(draw: st.DrawFn) -> model.Record:
        cls = draw(chosen)
        record: model.Record = draw(instances(cls, registry))
        assume(is_unknown_enough(record, known))
        changes: dict[str, Any] = {name: draw(odd_texts()) for name in draw(_changeable(cls))}
        changes["id"] = draw(named)
        if draw(st.booleans()):
            changes["extras"] = draw(extras)
        try:
            return attrs.evolve(record, **changes)
        except (PolicytrackError, ValueError):
            reject()  # The new id or text breaks a rule between fields: a record that corrects itself.

    return drawn()


@cache
def _changeable(cls: Any) -> st.SearchStrategy[set[str]]:  # noqa: ANN401  # any class of records
    """Draw names of fields that hold any text."""
    free = [name for name, hint in model.hints(cls).items() if hint in {str, str | None} and name != "type"]
    return st.sets(st.sampled_from([*free, "id"]))


def snapshots(registry: Registry | None = None) -> st.SearchStrategy[model.Snapshot]:
    """Draw snapshots that nobody would write by hand; ids are unique, references lead anywhere."""
    drawn = st.lists(records(registry), unique_by=lambda record: record.id, max_size=5)
    return drawn.map(model.Snapshot.of)


def is_unknown_enough(record: model.Record, registry: Registry) -> bool:
    """Say whether unknown kinds and types do not happen to be known ones."""
    measure = getattr(record, "measure", None)
    if isinstance(measure, UnknownMeasure) and measure.kind in {*registry.measures, *registry.migrations}:
        return False
    if not isinstance(record, model.UnknownRecord | model.UnknownProposal):
        return True
    ours = {kebab(cls.__name__) for cls in model.record_fields().values()}
    return record.type not in {*ours, *registry.records, *registry.migrations}
