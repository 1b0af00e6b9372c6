"""How a field says that it holds the id of another record, and how such ids are found again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import attrs


class IdText:
    """Marks text that follows the rule of ids (see `policytrack.ids`)."""

    __slots__ = ()


class RefersTo(IdText):
    """Marks text that is the id of a record of one of the named types; no name means any type.

    A plugin writes `Annotated[str, RefersTo("Proposal")]` and gets integrity checks for it.
    """

    __slots__ = ("types",)

    types: tuple[str, ...]

    def __init__(self, *types: str) -> None:
        self.types = types

    def __repr__(self) -> str:
        return f"RefersTo({', '.join(map(repr, self.types))})"


Id = Annotated[str, IdText()]
AnyRef = Annotated[str, RefersTo()]
ActorRef = Annotated[str, RefersTo("Person", "Organization")]
PersonRef = Annotated[str, RefersTo("Person")]
OrganizationRef = Annotated[str, RefersTo("Organization")]
PostRef = Annotated[str, RefersTo("Post")]
MembershipRef = Annotated[str, RefersTo("Membership")]
SourceRef = Annotated[str, RefersTo("Source")]
ProposalRef = Annotated[str, RefersTo("Proposal")]
PositionRef = Annotated[str, RefersTo("Position")]
EventRef = Annotated[str, RefersTo("Event")]


_SEVERAL = frozenset({tuple, frozenset})


@attrs.frozen
class Reference:
    """One id that a record holds: where (a JSON Pointer), which, and the types that it may be of."""

    path: str
    record_id: str
    types: tuple[str, ...]


@cache
def hints(cls: type) -> dict[str, object]:
    """Return the resolved annotation of each attrs field of `cls`, in the order of the fields."""
    resolved = get_type_hints(cls, include_extras=True)
    return {field.name: resolved[field.name] for field in attrs.fields(cls)}


def references(value: attrs.AttrsInstance, path: str = "") -> Iterator[Reference]:
    """Find every id of another record in `value` and in the values that it holds."""
    for name, types in reference_fields(type(value)).items():
        for place, item in _items(getattr(value, name), f"{path}/{name}"):
            if types is not None:
                yield Reference(place, item, types)
            elif hasattr(item, "__attrs_attrs__"):
                yield from references(item, place)


def targets(value: attrs.AttrsInstance) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what `references` finds, in less time: the field of `value` itself, the id, and its types."""
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for name, types in reference_fields(type(value)).items():
        held = getattr(value, name)
        if held is None:
            continue
        for item in held if exact_type(held) in _SEVERAL else (held,):
            if types is not None:
                found.append((name, item, types))
            elif hasattr(item, "__attrs_attrs__"):
                found += [(name, one, kinds) for _, one, kinds in targets(item)]
    return found


def targets_of_many(
    values: Iterable[attrs.AttrsInstance],
) -> Iterator[tuple[type, str, tuple[str, ...], list[str]]]:
    """Give what `references` finds in many values, all of a field at a time: class, field, types, ids."""
    by_class: dict[type, list[attrs.AttrsInstance]] = defaultdict(list)
    for value in values:
        by_class[type(value)].append(value)
    for cls, those in by_class.items():
        for name, types in reference_fields(cls).items():
            held: list[Any] = list(map(attrgetter(name), those))
            if not _SEVERAL.isdisjoint(map(type, held)):
                held = [*chain.from_iterable(one if type(one) in _SEVERAL else (one,) for one in held)]
            if types is not None:
                yield cls, name, types, [one for one in held if one is not None]
            else:
                yield from targets_of_many(one for one in held if hasattr(one, "__attrs_attrs__"))


def exact_type(value: object) -> type:
    """Return the class of a value: a type that checkers do not narrow its parts by."""
    return type(value)


def _items(held: Any, path: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # a field holds anything
    """Give what a field holds, with its place: one thing, or each of a collection, sets in order."""
    kind = exact_type(held)
    if kind in _SEVERAL:
        for index, item in enumerate(sorted(held, key=str) if kind is frozenset else held):
            yield f"{path}/{index}", item
    elif held is not None:
        yield path, held


@cache
def reference_fields(cls: type) -> dict[str, tuple[str, ...] | None]:
    """Return the fields worth a look: to the types of a reference, or to None for nested values."""
    found: dict[str, tuple[str, ...] | None] = {}
    for name, hint in hints(cls).items():
        marks = [part for part in _parts(hint) if isinstance(part, RefersTo)]
        if marks:
            found[name] = marks[0].types
        elif any(part is attrs.AttrsInstance or hasattr(part, "__attrs_attrs__") for part in _parts(hint)):
            found[name] = None
    return found


def _parts(hint: object) -> Iterator[object]:
    """Walk a type hint: itself, its arguments, and the marks of `Annotated`."""
    yield hint
    if get_origin(hint) is Annotated:
        yield from get_args(hint)[1:]
    for argument in get_args(hint):
        yield from _parts(argument)
