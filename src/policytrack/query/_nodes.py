"""Conditions, and what joins them: plain values in normal form.

A condition is in normal form when it is made: an `And` in an `And` is one, parts stand once, what is denied
twice is said plainly, and `in_` with one value is `is_`. The order of parts says nothing: the canonical text,
`key`, has them sorted, so questions that are built in another order are equal. `_leaves.py` has those that
ask of a field.
"""

from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Generic, NoReturn, TypeVar, cast

import attrs

from policytrack.model import Record
from policytrack.query._schema import schema
from policytrack.query._values import fail

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)

DEEPEST = 64
"""How deep conditions stand in each other at most, so that no engine runs out of stack."""

_FEW = 8
"""So many parts are compared one with another, which is quicker than to write their keys."""


class Condition(Generic[R_co]):
    """What is asked of one record of a class; conditions combine with `&`, `|` and `~`."""

    __slots__ = ()

    depth: int = 1
    """How deep conditions stand in each other, 1 for one alone."""

    @property
    def record(self) -> type[Record]:
        """The class of records that it is about."""
        raise NotImplementedError

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        raise NotImplementedError

    @property
    def key(self) -> str:
        """Its canonical text, the JSON of `plain`: what parts are sorted by."""
        raise NotImplementedError

    def of(self, record: type[Record]) -> "Condition[Any]":
        """Return the same about a class that derives from its own.

        Raises:
            QueryError: A field holds something else there.
        """
        raise NotImplementedError

    def __and__(self: "Condition[R]", other: "Condition[R]") -> "Condition[R]":
        return _two(And, self, other)

    def __or__(self: "Condition[R]", other: "Condition[R]") -> "Condition[R]":
        return _two(Or, self, other)

    def __invert__(self) -> "Condition[R_co]":
        return negated(self)

    def __bool__(self) -> NoReturn:
        message = "a condition is neither true nor false: combine conditions with & | ~, in brackets"
        raise TypeError(message)


@attrs.frozen
class Keyed(Condition[R_co]):
    """The base of conditions that keep their key once somebody asked for it: parts are sorted often."""

    _kept: str | None = attrs.field(init=False, repr=False, eq=False, default=None)

    @property
    def key(self) -> str:
        """Its canonical text."""
        if self._kept is None:
            object.__setattr__(self, "_kept", self._text())
        return cast("str", self._kept)

    def _text(self) -> str:
        """Write its canonical text."""
        raise NotImplementedError


def deeper(depth: int) -> int:
    """Return the depth of a condition around others, the deepest of that depth.

    Raises:
        QueryError: Conditions would stand in each other more than `DEEPEST` deep.
    """
    if depth >= DEEPEST:
        raise fail("too-deep", "condition", f"conditions stand over {DEEPEST} deep in each other")
    return depth + 1


def _depth_of(joined: "Several[Any]") -> int:
    return deeper(max([part.depth for part in joined.parts]))


@attrs.frozen(eq=False)
class Several(Keyed[R_co]):
    """The base of conditions with parts: at least two, each once, as they were given.

    Their order says nothing, so equal conditions may have them in another: they are sorted by `key` where
    that matters, in the key itself and in what JSON says.
    """

    WORD: ClassVar[str]

    parts: tuple[Condition[R_co], ...]
    depth: int = attrs.field(repr=False, default=attrs.Factory(_depth_of, takes_self=True))

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        same = cast("Several[Any]", other)
        return (self.record, self.key) == (same.record, same.key)

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def record(self) -> type[Record]:
        """The class of records that it is about."""
        return self.parts[0].record

    def of(self, record: type[Record]) -> Condition[Any]:
        """Return the same about a class that derives from its own."""
        return type(self)(tuple(part.of(record) for part in self.parts), self.depth)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        return {self.WORD: [part.plain() for part in sorted(self.parts, key=_key)]}

    def _text(self) -> str:
        return f'{{"{self.WORD}":[{",".join(sorted([part.key for part in self.parts]))}]}}'


_key = attrgetter("key")


@attrs.frozen(eq=False)
class And(Several[R_co]):
    """That all the parts hold."""

    WORD: ClassVar[str] = "and"


@attrs.frozen(eq=False)
class Or(Several[R_co]):
    """That one of the parts holds at least."""

    WORD: ClassVar[str] = "or"


def _deeper(denied: "Not[Any]") -> int:
    return deeper(denied.part.depth)


@attrs.frozen
class Not(Condition[R_co]):
    """That the part does not hold: a true complement, missing values and all."""

    part: Condition[R_co]
    depth: int = attrs.field(
        init=False, repr=False, eq=False, default=attrs.Factory(_deeper, takes_self=True)
    )

    @property
    def record(self) -> type[Record]:
        """The class of records that it is about."""
        return self.part.record

    def of(self, record: type[Record]) -> Condition[Any]:
        """Return the same about a class that derives from its own."""
        return Not(self.part.of(record))

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        return {"not": self.part.plain()}

    @property
    def key(self) -> str:
        """Its canonical text."""
        return f'{{"not":{self.part.key}}}'


def all_of(*parts: Condition[R]) -> Condition[R]:
    """Return the condition that all the parts hold; of one part, that part.

    Raises:
        QueryError: Something is no condition, or they are about different classes of records.
    """
    return _several(And, parts)


def any_of(*parts: Condition[R]) -> Condition[R]:
    """Return the condition that one of the parts holds at least; errors as for `all_of`."""
    return _several(Or, parts)


def negated(part: Condition[R]) -> Condition[R]:
    """Return the condition that the part does not hold."""
    return part.part if isinstance(part, Not) else Not(part)


def about(condition: object, record: type[R]) -> Condition[R]:
    """Return a condition as one about a class that is, or derives from, the class that it is about.

    Raises:
        QueryError: It is none, or about a class of which this is none, or a field is of another kind here.
    """
    asked = cast("Condition[Any]", condition)
    if not isinstance(condition, Condition):
        is_about(condition)
    if asked.record is record:
        return asked
    if not issubclass(record, asked.record):
        is_about(asked, record)
    return asked.of(record)


def is_about(condition: object, *records: type[Record]) -> None:
    """Refuse what is no condition, or one that is about another class of records than these, if there are.

    Raises:
        QueryError: It is so; a relation that leads there is suggested.
    """
    if not isinstance(condition, Condition):
        message = f"expected a condition, got {type(condition).__name__} {condition!r:.60}"
        raise fail("wrong-type", "condition", message, "compare with .is_(…) and the like, not with ==")
    about: type[Record] = condition.record
    if records and about not in records:
        wanted = " or ".join(record.__name__ for record in records)
        ways = [name for name, field in schema(records[0]).items() if about in field.targets]
        hint = f"put it into {records[0].__name__}.{ways[0]}.any(…)" if ways else None
        message = f"a condition about {about.__name__} stands where one about {wanted} is expected"
        raise fail("wrong-record", "condition", message, hint)


@cache
def around(word: str, name: str, of: str | None = None) -> tuple[str, str]:
    """Return what stands before and behind the value of `word` in the key of a condition on a field.

    Args:
        word: What is asked: an operator or a quantifier.
        name: The field's name.
        of: The name of the class, where it is said.
    """
    said = {"field": f'"{name}"', word: "\0", **({} if of is None else {"of": f'"{of}"'})}
    before, _, behind = ",".join([f'"{key}":{said[key]}' for key in sorted(said)]).partition("\0")
    return "{" + before, behind + "}"


def _two(kind: type[And[Any]] | type[Or[Any]], one: Condition[Any], other: Condition[Any]) -> Condition[Any]:
    """Join two conditions, as `_several` would: most questions join two, of which one has parts at most."""
    if not isinstance(other, Condition) or type(other) is kind or one.record is not other.record:  # pyright: ignore[reportUnnecessaryIsInstance]  # Users give anything.
        return _several(kind, (one, other))
    parts, depth = (one.parts, one.depth - 1) if isinstance(one, kind) else ((one,), one.depth)
    if len(parts) > _FEW:
        return _several(kind, (one, other))
    return one if other in parts else kind((*parts, other), deeper(max(depth, other.depth)))


def _several(kind: type[And[Any]] | type[Or[Any]], given: Sequence[object]) -> Condition[Any]:
    for one in given:
        if not isinstance(one, Condition):
            is_about(one)
    parts = cast("Sequence[Condition[Any]]", given)
    record = parts[0].record
    flat: list[Condition[Any]] = []
    for part in parts:
        if part.record is not record:
            return _several(kind, _of_one(parts))
        flat += cast("Several[Any]", part).parts if type(part) is kind else (part,)
    kept = _once(flat)
    return kept[0] if len(kept) == 1 else kind(tuple(kept))


def _once(parts: Sequence[Condition[Any]]) -> Sequence[Condition[Any]]:
    """Return the parts without those that are there already."""
    if len(parts) > _FEW:
        return list({part.key: part for part in parts}.values())
    kept: list[Condition[Any]] = []
    for part in parts:
        if part not in kept:
            kept.append(part)
    return kept


def _of_one(parts: Sequence[Condition[Any]]) -> Sequence[Condition[Any]]:
    """Return parts as ones about the same class: of a class and one that derives from it, the latter."""
    record = parts[0].record
    for part in parts:
        record = part.record if issubclass(part.record, record) else record
    return [about(part, record) for part in parts]
