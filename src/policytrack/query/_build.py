"""Makes conditions on fields and order keys: checked when they are made, and in normal form."""

from typing import Any, TypeVar

from policytrack.model import Record
from policytrack.query._leaves import Compare, Missing, Order, Related, Words
from policytrack.query._nodes import Condition, about, is_about
from policytrack.query._operators import OF_MANY, OPERATORS, Op, Quantifier
from policytrack.query._schema import Field, Kind
from policytrack.query._values import CHECKS, all_checked, checked_text, fail
from policytrack.query._words import words

R = TypeVar("R", bound=Record)

SORTABLE = frozenset({Kind.TEXT, Kind.DATE, Kind.NUMBER, Kind.TRUTH, Kind.TERM, Kind.ORDERED})
"""The kinds of field that records can be sorted by."""


def compare(field: Field, op: Op, value: object) -> Condition[Any]:
    """Return a comparison of a field; `value` holds several where the operator takes several.

    Raises:
        QueryError: The field has no such operator, or a value is of another kind.
    """
    if op not in OPERATORS[field.kind]:
        raise unknown_operator(field, op.value)
    if op not in OF_MANY:
        return Compare(field, op, (CHECKS[field.kind](field, value),))
    values = all_checked(field, value)
    return Compare(field, OF_MANY[op] if len(values) == 1 else op, values)


def missing(field: Field) -> Condition[Any]:
    """Return the condition that a field is missing.

    Raises:
        QueryError: It never is.
    """
    if not field.optional:
        raise unknown_operator(field, "missing")
    return Missing(field)


def matches(field: Field, text: object) -> Condition[Any]:
    """Return the condition that every word of the text stands somewhere.

    Raises:
        QueryError: The field is not searched by words, or the text has none.
    """
    if field.kind is not Kind.WORDS:
        raise unknown_operator(field, "matches")
    found = sorted(set(words(checked_text(field, text))))
    if not found:
        raise fail("no-words", field, f"{text!r:.60} has no words", "words are letters and digits")
    return Words(field, tuple(found))


def related(field: Field, quantifier: Quantifier, condition: object = None) -> Condition[Any]:
    """Return the condition that another holds of any, none or all of the related records.

    Raises:
        QueryError: The field is no relation, or the condition is about other records than it leads to.
    """
    if field.kind is not Kind.RELATION:
        raise unknown_operator(field, quantifier.value)
    if condition is None and quantifier is Quantifier.ALL:
        raise fail("wrong-type", field, "all needs a condition", "any() and none() do without")
    if condition is not None and len(field.targets) == 1:
        condition = about(condition, field.targets[0])
    elif condition is not None:
        is_about(condition, *field.targets)
    return Related(field, quantifier, condition)  # type: ignore[arg-type]  # is_about says so


def order(field: Field, *, descending: bool) -> Order[Any]:
    """Return an order key.

    Raises:
        QueryError: Records cannot be sorted by the field.
    """
    if field.kind not in SORTABLE:
        raise fail("not-sortable", field, f"{field!r} holds several things or none, and sorts nothing")
    return Order(field, descending)


def operators(field: Field) -> tuple[str, ...]:
    """Return the names of everything that can be asked of a field."""
    names = {op.value for op in OPERATORS[field.kind]}
    names |= {"missing"} if field.optional else set[str]()
    names |= {one.value for one in Quantifier} if field.kind is Kind.RELATION else set[str]()
    return tuple(sorted(names | ({"matches"} if field.kind is Kind.WORDS else set[str]())))


def unknown_operator(field: Field, name: str) -> Exception:
    """Make the error of an operator that a field does not have."""
    hint = f"it has {', '.join(operators(field))}"
    return fail("unknown-operator", field, f"{field!r} has no operator {name:.60}", hint)
