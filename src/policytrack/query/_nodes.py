"""The parts of a question, as plain values: conditions and order keys.

A condition is in normal form when it is made: an `And` in an `And` is one, parts stand once and in the
order of their canonical text, what is denied twice is said plainly, and `in_` with one value is `is_`. So
questions that are built in another order are equal, and `key` is their text.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Generic, NoReturn, TypeVar, cast

import attrs

from policytrack.model import Record
from policytrack.query._operators import OF_MANY, Op, Quantifier
from policytrack.query._schema import Field, field_of, schema
from policytrack.query._values import Value, dump, fail, wire

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)

DEEPEST = 64
"""How deep conditions stand in each other at most, so that no engine runs out of stack."""


class Condition(Generic[R_co]):
    """What is asked of one record of a class; conditions combine with `&`, `|` and `~`."""

    __slots__ = ()

    @property
    def record(self) -> type[Record]:
        """The class of records that it is about."""
        raise NotImplementedError

    @property
    def depth(self) -> int:
        """How deep conditions stand in each other, 1 for one alone."""
        return 1

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        raise NotImplementedError

    @property
    def key(self) -> str:
        """Its canonical text, the JSON of `plain`: what parts are sorted by.

        It is put together from the keys of the parts, which are asked for again and again.
        """
        raise NotImplementedError

    def __and__(self: "Condition[R]", other: "Condition[R]") -> "Condition[R]":
        return all_of(self, other)

    def __or__(self: "Condition[R]", other: "Condition[R]") -> "Condition[R]":
        return any_of(self, other)

    def __invert__(self) -> "Condition[R_co]":
        return negated(self)

    def __bool__(self) -> NoReturn:
        message = "a condition is neither true nor false: combine conditions with & | ~, in brackets"
        raise TypeError(message)


@attrs.frozen
class OnField(Condition[R_co]):
    """The base of conditions on one field."""

    field: Field

    @property
    def record(self) -> type[Record]:
        """The class of records that it is about."""
        return self.field.record

    @property
    def key(self) -> str:
        """Its canonical text."""
        return self._key

    @cached_property
    def _key(self) -> str:
        return dump(self.plain())


@attrs.frozen
class Compare(OnField[R_co]):
    """A field compared with a value, or with several of which one will do; they stand sorted."""

    op: Op
    values: tuple[Value, ...]

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        said = [wire(value) for value in self.values]
        return {"field": self.field.name, self.op.value: said if self.op in OF_MANY else said[0]}


@attrs.frozen
class Missing(OnField[R_co]):
    """That an optional field is missing."""

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        return {"field": self.field.name, "missing": True}


@attrs.frozen
class Words(OnField[R_co]):
    """That all these words, folded and sorted, stand in the texts about a record, in any order."""

    words: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        return {"field": self.field.name, "matches": " ".join(self.words)}


@attrs.frozen
class Related(OnField[R_co]):
    """That a condition holds of any, of none or of all records that a relation leads to.

    Without a condition, it asks whether there is any, or none.
    """

    quantifier: Quantifier
    condition: Condition[Any] | None = None

    @property
    def depth(self) -> int:
        """How deep conditions stand in each other."""
        return 1 + (0 if self.condition is None else self.condition.depth)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it; `of` names the class where a relation leads to several."""
        inner = self.condition
        return {**self._names, self.quantifier.value: None if inner is None else inner.plain()}

    @property
    def _names(self) -> dict[str, str]:
        inner, said = self.condition, {"field": self.field.name}
        return (
            said if inner is None or len(self.field.targets) == 1 else {**said, "of": inner.record.__name__}
        )

    @cached_property
    def _key(self) -> str:
        inner = "null" if self.condition is None else self.condition.key
        names = {name: dump(text) for name, text in self._names.items()}
        return _object({**names, self.quantifier.value: inner})


@attrs.frozen
class Several(Condition[R_co]):
    """The base of conditions with parts: at least two, each once, sorted by `key`."""

    WORD: ClassVar[str]

    parts: tuple[Condition[R_co], ...]

    @property
    def record(self) -> type[Record]:
        """The class of records that it is about."""
        return self.parts[0].record

    @property
    def depth(self) -> int:
        """How deep conditions stand in each other."""
        return self._depth

    @property
    def key(self) -> str:
        """Its canonical text."""
        return self._key

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        return {self.WORD: [part.plain() for part in self.parts]}

    @cached_property
    def _depth(self) -> int:
        return 1 + max(part.depth for part in self.parts)

    @cached_property
    def _key(self) -> str:
        return _object({self.WORD: f"[{','.join(part.key for part in self.parts)}]"})


@attrs.frozen
class And(Several[R_co]):
    """That all the parts hold."""

    WORD: ClassVar[str] = "and"


@attrs.frozen
class Or(Several[R_co]):
    """That one of the parts holds at least."""

    WORD: ClassVar[str] = "or"


@attrs.frozen
class Not(Condition[R_co]):
    """That the part does not hold: a true complement, missing values and all."""

    part: Condition[R_co]

    @property
    def record(self) -> type[Record]:
        """The class of records that it is about."""
        return self.part.record

    @property
    def depth(self) -> int:
        """How deep conditions stand in each other."""
        return 1 + self.part.depth

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it."""
        return {"not": self.part.plain()}

    @property
    def key(self) -> str:
        """Its canonical text."""
        return _object({"not": self.part.key})


@attrs.frozen
class Order(Generic[R_co]):
    """A field that sorts records; what is missing comes last in both directions."""

    field: Field
    descending: bool = False

    def plain(self) -> list[str]:
        """Return it as JSON says it."""
        return [self.field.name, "desc" if self.descending else "asc"]


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
    return part.part if isinstance(part, Not) else shallow(Not(part))


def shallow(condition: Condition[R]) -> Condition[R]:
    """Return the condition, if it is not too deep for an engine.

    Raises:
        QueryError: Conditions stand in each other more than `DEEPEST` deep.
    """
    if condition.depth > DEEPEST:
        raise fail("too-deep", "condition", f"conditions stand over {DEEPEST} deep in each other")
    return condition


def about(condition: object, record: type[R]) -> Condition[R]:
    """Return a condition as one about a class that is, or derives from, the class that it is about.

    Raises:
        QueryError: It is none, or about a class of which this is none, or a field is of another kind here.
    """
    is_about(condition)
    asked = cast("Condition[Any]", condition)
    if not _derives(record, asked.record):
        is_about(condition, record)
    return _derived(asked, record)


def _derived(condition: Condition[Any], record: type[Record]) -> Condition[Any]:
    if condition.record is record:
        return condition
    if isinstance(condition, Several):
        return attrs.evolve(condition, parts=tuple(_derived(part, record) for part in condition.parts))
    if isinstance(condition, Not):
        return Not(_derived(condition.part, record))
    on_field = cast("OnField[Any]", condition)
    return attrs.evolve(on_field, field=derived(on_field.field, record))


def derived(field: Field, record: type[Record]) -> Field:
    """Return the field of a class that derives from the field's own.

    Raises:
        QueryError: It holds something else there.
    """
    found = field_of(record, field.name)
    if attrs.evolve(found, record=field.record) != field:
        message = f"{found!r} holds something else than {field!r}"
        raise fail("wrong-record", "condition", message, f"ask {found!r} itself")
    return found


def _derives(record: type[Record], base: type[Record]) -> bool:
    return issubclass(record, base)


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


def _object(texts: Mapping[str, str]) -> str:
    """Write an object whose values are JSON already, as `dump` would."""
    return "{" + ",".join([f'"{name}":{texts[name]}' for name in sorted(texts)]) + "}"


def _several(kind: type[And[Any]] | type[Or[Any]], parts: Sequence[Condition[R]]) -> Condition[R]:
    for part in parts:
        is_about(part)
    record: type[Any] = parts[0].record
    for part in parts:  # Of a class and one that derives from it, it is about the latter.
        record = part.record if _derives(part.record, record) else record
    flat: list[Condition[R]] = []
    for part in parts:
        found = about(part, record)
        flat += found.parts if isinstance(found, kind) else (found,)
    if len(flat) == 1:
        return flat[0]  # Its key, which is the dear part, is not needed.
    by_key = {part.key: part for part in flat}
    kept = tuple(by_key[key] for key in sorted(by_key))
    return kept[0] if len(kept) == 1 else shallow(kind(kept))
