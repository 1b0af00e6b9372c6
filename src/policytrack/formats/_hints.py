"""What the type hint of a field says of the values that it holds."""

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs

from policytrack.model import RefersTo


def inner_type(hint: Any) -> Any:  # noqa: ANN401  # A type hint.
    """Return a type without its marks, and without None beside it."""
    if get_origin(hint) is Annotated:
        return inner_type(get_args(hint)[0])
    if get_origin(hint) in {Union, UnionType}:
        # A field of the wire holds one type; a whole number beside a float is one too.
        others = [part for part in get_args(hint) if part is not NoneType]
        return inner_type(float if float in others else others[0])
    return hint


def item_type(hint: Any) -> Any:  # noqa: ANN401  # A type hint.
    """Return what a list or a set holds; None for anything else."""
    return get_args(hint)[0] if get_origin(hint) in {tuple, frozenset} else None


def is_json_type(hint: Any) -> bool:  # noqa: ANN401  # A type hint.
    """Say whether a field holds what has no type of its own: any JSON, or a measure."""
    inner = inner_type(hint)
    origin = get_origin(inner)
    return inner in {attrs.AttrsInstance, Any} or (isinstance(origin, type) and issubclass(origin, Mapping))


def is_reference(hint: Any) -> bool:  # noqa: ANN401  # A type hint.
    """Say whether a field holds the id of another record."""
    if get_origin(hint) is Annotated:
        return any(isinstance(mark, RefersTo) for mark in get_args(hint)[1:])
    if get_origin(hint) in {Union, UnionType}:
        return any(map(is_reference, get_args(hint)))
    return False
