"""Conditions on one field, and order keys."""

from typing import Any, Generic, TypeVar

import attrs

from policytrack.model import Record
from policytrack.query._nodes import Condition, Keyed, around, deeper
from policytrack.query._operators import OF_MANY, Op, Quantifier
from policytrack.query._schema import Field, field_of
from policytrack.query._values import Value, dump, fail, wire

R_co = TypeVar("R_co", bound=Record, covariant=True)


@attrs.frozen
class OnField(Keyed[R_co]):
    """The base of conditions on one field."""

    field: Field

    @property
    def record(self) -> type[Record]:
        """The class of records that it is about."""
        return self.field.record

    def of(self, record: type[Record]) -> Condition[Any]:
        """Return the same about a class that derives from its own."""
        return self if self.field.record is record else attrs.evolve(self, field=derived(self.field, record))

    def _text(self) -> str:
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

    def _text(self) -> str:
        said = [dump(wire(value)) for value in self.values]
        before, behind = around(self.op, self.field.name)
        return f"{before}[{','.join(said)}]{behind}" if self.op in OF_MANY else before + said[0] + behind


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


def _deeper(related: "Related[Any]") -> int:
    return 1 if related.condition is None else deeper(related.condition.depth)


@attrs.frozen
class Related(OnField[R_co]):
    """That a condition holds of any, of none or of all records that a relation leads to.

    Without a condition, it asks whether there is any, or none.
    """

    quantifier: Quantifier
    condition: Condition[Any] | None = None
    depth: int = attrs.field(
        init=False, repr=False, eq=False, default=attrs.Factory(_deeper, takes_self=True)
    )

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it; `of` names the class where a relation leads to several."""
        inner, of = self.condition, self._of
        said = {"field": self.field.name, self.quantifier.value: None if inner is None else inner.plain()}
        return said if of is None else {**said, "of": of}

    @property
    def _of(self) -> str | None:
        if self.condition is None or len(self.field.targets) == 1:
            return None
        return self.condition.record.__name__

    def _text(self) -> str:
        before, behind = around(self.quantifier, self.field.name, self._of)
        return before + ("null" if self.condition is None else self.condition.key) + behind


@attrs.frozen
class Order(Generic[R_co]):
    """A field that sorts records; what is missing comes last in both directions."""

    field: Field
    descending: bool = False

    def plain(self) -> list[str]:
        """Return it as JSON says it."""
        return [self.field.name, "desc" if self.descending else "asc"]


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
