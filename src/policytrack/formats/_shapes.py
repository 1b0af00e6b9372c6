"""Readers of objects that are written out as Python, field by field: a loop takes three times as long.

The objects of a data set have few shapes: most positions have the same keys, in the same order. So for each
set of keys that a class often has, a function is written that knows them beforehand:

```
def read(id, label, on):
    self = _draft()
    self.id = id if type(id) is str and … else _id(id)
    self.label = …
    self.on = None if on is None else _on(on)
    self.involves_ids = _default_involves_ids
    …
    self.__class__ = _cls
    return self
```

What stands seldom is read key by key: to write a function takes as long as reading a hundred objects.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache, partial
from types import CodeType
from typing import Any

import attrs

from policytrack.formats._drafts import draft_of, maker, ruled

Read = Callable[[Any], Any]
"""Take a wire value; give the value, or raise any error where that is not what it is."""

OFTEN = 16
"""The objects of a shape from which on a function is written for it."""
MOST = 1000
"""The functions that are written for a class at most; the keys of a data set may be a mess."""


class Unfit(Exception):  # noqa: N818  # Nobody but the reader sees it: it says to read in the other way.
    """A value is not what is expected, or is left to the thorough reading."""


@attrs.frozen
class Field:
    """How a field is read: by `read`.

    `sure` is a condition on a value `{0}` of the type `sure_of` under which it stays as it is.
    """

    read: Read
    sure_of: type | None = None
    sure: str = ""
    may_be_null: bool = False

    def written(self, name: str, *, proven: type | None = None) -> str:
        """Write what reads the value of that name; what should be of the type `proven` is of that type."""
        value = f"_{name}({name})"
        if self.sure_of:
            typed = "" if self.sure_of is proven else f"_type({name}) is {self.sure_of.__name__} and "
            value = f"{name} if {typed}{self.sure.format(name)} else {value}"
        return f"None if {name} is None else {value}" if self.may_be_null else value


BREAKS_A_RULE = "(found := self.rules()) and tuple(found)"
"""Python that says whether an instance breaks a rule between its fields."""


@attrs.define
class Tally:
    """Counts the keys of all objects that were read."""

    keys: int = 0


class Shapes(dict[tuple[str, ...], Callable[..., Any]]):
    """What reads the objects of a class, by their keys: `shapes[tuple(value)](*value.values())`.

    `head` is a key that is no field and stands in each object: it names the class.
    """

    def __init__(self, cls: type, fields: Mapping[str, Field], tally: Tally, head: str = "") -> None:
        self._cls, self._fields, self._tally, self._head = cls, fields, tally, head
        self._seen: dict[tuple[str, ...], int] = {}

    def __missing__(self, keys: tuple[str, ...]) -> Callable[..., Any]:
        self._seen[keys] = seen = self._seen.get(keys, 0) + 1
        if seen < OFTEN or len(self) >= MOST:
            return partial(self._seldom, keys)
        self[keys] = often = self._often(keys)
        return often

    def _seldom(self, keys: tuple[str, ...], *values: object) -> object:
        self._tally.keys += len(keys)
        given: dict[str, object] = {}
        for key, value in zip(keys, values, strict=True):
            if key != self._head:
                field = self._fields[key]
                given[key] = None if value is None and field.may_be_null else field.read(value)
        return maker(self._cls)(**given)

    def _often(self, keys: tuple[str, ...]) -> Callable[..., Any]:
        missing = self._fields.keys() - keys
        if not missing <= defaults(self._cls).keys() or set(keys) - self._fields.keys() - {self._head}:
            raise Unfit
        lines = [
            f"self.{name} = {f'_default_{name}' if name in missing else field.written(name)}"
            for name, field in self._fields.items()
        ]
        if not ruled(self._cls).isdisjoint(keys):
            lines.append(f"if {BREAKS_A_RULE}: raise _Unfit")
        lines.append(f"_tally.keys += {len(keys)}")
        return write(self._cls, self._fields, self._tally, ", ".join(keys), lines)


@cache
def defaults(cls: type) -> Mapping[str, object]:
    """Return the fields of a class that may be missing, with their defaults."""
    fields: tuple[attrs.Attribute[object], ...] = attrs.fields(cls)
    return {field.name: field.default for field in fields if field.default is not attrs.NOTHING}


def write(
    cls: type, fields: Mapping[str, Field], tally: Tally, parameters: str, lines: Iterable[str]
) -> Callable[..., Any]:
    """Return a function that makes an instance; `lines` set its fields and count its keys."""
    source = [
        f"def read({parameters}):",
        "self = _draft()",
        *lines,
        "self.__class__ = _cls",
        "return self",
    ]
    names: dict[str, Any] = {"_draft": draft_of(cls), "_cls": cls, "_tally": tally}
    names |= {"_Unfit": Unfit, "_type": type}
    names |= {f"_{name}": field.read for name, field in fields.items()}
    names |= {f"_default_{name}": default for name, default in defaults(cls).items()}
    exec(compiled("\n    ".join(source)), names)  # noqa: S102  # Made of the names of our own fields.
    read: Callable[..., Any] = names["read"]
    return read


@lru_cache(maxsize=MOST)
def compiled(source: str) -> CodeType:
    """Compile once for all documents."""
    return compile(source, "<shape>", "exec")
