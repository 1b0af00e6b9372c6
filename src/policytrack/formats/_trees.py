"""Wire values as trees of dicts, lists and scalars, before anybody knows what they are meant to be."""

from typing import TypeGuard

import attrs

from policytrack.errors import Problem

DEEPEST = 120
"""How deep lists and objects may stand in each other; `extras` may be a hundred deep."""


@attrs.frozen
class Tree:
    """What a text says: wire values, and what is wrong with it, at pointers into them.

    What is wrong is replaced in `value`, so that it is told once: a bad number by 0, a bad text by its
    escapes; of keys that stand twice the last one is kept.
    """

    value: object
    problems: tuple[Problem, ...] = ()


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Tell an object; its keys are texts in every tree that was read."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[object]]:
    """Tell a list."""
    return isinstance(value, list)


def is_too_deep(value: object) -> bool:
    """Say whether a tree is nested too deeply to be walked by functions that call themselves."""
    layer = [value]
    for _ in range(DEEPEST + 1):
        objects = [part for held in layer if is_object(held) for part in held.values()]
        layer = [*objects, *(part for held in layer if is_list(held) for part in held)]
    return bool(layer)
