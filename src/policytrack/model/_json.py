"""JSON values that cannot change: what `extras` and unknown data are kept in."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from typing import TypeAlias

    JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"
else:
    JSON = Any  # A recursive alias cannot be resolved from the modules that use it in a field.

_DEEPEST = 100
_new = object.__new__
_BAD_TEXT = re.compile("[\x00\ud800-\udfff]")


class JsonObject(Mapping[str, JSON]):
    """A read-only, hashable JSON object; arrays in it are tuples, objects are `JsonObject`.

    Two objects are equal when their JSON says the same: the order of keys means nothing, and `1`,
    `1.0` and `true` are three values. What JSON cannot say or a store cannot keep (NaN, NUL, a lone
    surrogate, a key that is no text, arrays and objects over a hundred deep) raises `ValueError` or
    `TypeError`.

    >>> JsonObject({"org.example:score": [1, 2]})["org.example:score"]
    (1, 2)
    """

    __slots__ = ("_items", "_key")

    _items: dict[str, JSON]
    _key: tuple[object, ...] | None

    def __init__(self, items: Mapping[str, JSON] | None = None) -> None:
        self._items = _object(items or {}, 1)._items  # noqa: SLF001
        self._key = None  # Only what is compared needs one, and most objects never are.

    def __getitem__(self, key: str) -> JSON:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def _said(self) -> tuple[object, ...]:
        if self._key is None:
            self._key = tuple((key, _tagged(self._items[key])) for key in sorted(self._items))
        return self._key

    def __eq__(self, other: object) -> bool:
        return self._said() == other._said() if isinstance(other, JsonObject) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._said())

    def __repr__(self) -> str:
        return f"JsonObject({thaw(self)!r})"

    def __reduce__(self) -> tuple[type["JsonObject"], tuple[dict[str, JSON]]]:
        return JsonObject, (self._items,)

    def __copy__(self) -> "JsonObject":
        return self

    def __deepcopy__(self, memo: object) -> "JsonObject":
        return self


def freeze(value: object, depth: int = 0) -> JSON:  # noqa: PLR0911  # One answer for each kind of value.
    """Return `value` with every array a tuple and every object a `JsonObject`, checked all the way.

    A subclass of text or of a number, such as an enum's member, becomes plain: JSON reads it back so.
    `depth` is the number of arrays and objects around the value.
    """
    match value:
        # What a parser makes of objects and arrays comes first: it is most of what comes here.
        case dict():
            return _object(cast("dict[object, object]", value), depth + 1)
        case list() | tuple():
            return _array(cast("Iterable[object]", value), depth + 1)
        case str():
            return _text(value)
        case None | bool() | JsonObject():
            if depth + _depth(value) > _DEEPEST:
                raise _too_deep()
            return value
        case int():
            return int(value)
        case float():
            if not math.isfinite(value):
                message = f"{value} is no JSON number"
                raise ValueError(message)
            return float(value)
        case Mapping():
            return _object(cast("Mapping[object, object]", value), depth + 1)
        case _:
            message = f"{type(value).__name__} is no JSON value"
            raise TypeError(message)


def _array(items: Iterable[Any], depth: int) -> JSON:
    if depth > _DEEPEST:
        raise _too_deep()
    return tuple(
        [item if type(item) is str and item.isprintable() else freeze(item, depth) for item in items]
    )


def _object(items: Mapping[Any, Any], depth: int) -> JsonObject:
    """Freeze an object with what stands in it, in one loop: files are full of what is kept as it is.

    Most of it is text that needs no closer look: neither a NUL nor a lone surrogate is printable.
    """
    if depth > _DEEPEST:
        raise _too_deep()
    found: dict[str, JSON] = {}
    for key, item in items.items():
        name = key if type(key) is str and key.isprintable() else _text(key, "a key")
        kind = type(item)  # pyright: ignore[reportUnknownVariableType]  # It may be anything.
        if kind is str and item.isprintable():
            found[name] = item
        elif kind is dict:
            found[name] = _object(item, depth + 1)
        elif kind is list:
            found[name] = _array(item, depth + 1)
        else:
            found[name] = freeze(item, depth)
    made = _new(JsonObject)
    made._items = found  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    made._key = None  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    return made


def thaw(value: JSON) -> JSON:
    """Return `value` with plain lists and dicts, keys sorted, ready for any JSON writer."""
    if isinstance(value, Mapping):
        return {key: thaw(value[key]) for key in sorted(value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [thaw(item) for item in value]
    return value


def _text(value: object, what: str = "text") -> str:
    if not isinstance(value, str):
        message = f"{what} is text, not {type(value).__name__}"
        raise TypeError(message)
    if _BAD_TEXT.search(value):
        message = f"{what} has no NUL and no lone surrogate"
        raise ValueError(message)
    return str.__str__(value)


def _too_deep() -> ValueError:
    return ValueError(f"nested over {_DEEPEST} deep")


def _depth(value: JSON) -> int:
    """Return how many arrays and objects stand in each other."""
    match value:
        case JsonObject():
            return 1 + max(map(_depth, value.values()), default=0)
        case tuple():
            return 1 + max(map(_depth, value), default=0)
        case _:
            return 0


def _tagged(value: JSON) -> object:
    """Give a form of `value` whose equality tells `1`, `1.0`, `true` and `"1"` apart."""
    if isinstance(value, JsonObject):
        return value
    if isinstance(value, tuple):
        return tuple(_tagged(item) for item in value)
    return type(value), repr(value) if isinstance(value, float) else value
