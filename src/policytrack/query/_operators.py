"""What can be asked of which kind of field."""

import enum

from policytrack.query._schema import Kind


class Op(enum.StrEnum):
    """The operators; each value is its name in JSON. `docs/query.md` says what holds when."""

    IS = "is"
    IN = "in"
    CONTAINS = "contains"
    CONTAINS_ANY = "contains_any"
    STARTS_WITH = "starts_with"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    SURELY_BEFORE = "surely_before"
    POSSIBLY_BEFORE = "possibly_before"
    SURELY_AFTER = "surely_after"
    POSSIBLY_AFTER = "possibly_after"
    SURELY_WITHIN = "surely_within"
    POSSIBLY_WITHIN = "possibly_within"

    __hash__ = str.__hash__  # Each equals its text; that of `Enum` is slow, and every condition asks.


class Quantifier(enum.StrEnum):
    """Of how many related records a condition holds."""

    ANY = "any"
    NONE = "none"
    ALL = "all"

    __hash__ = str.__hash__  # As above.


_DATES = frozenset(op for op in Op if op.name.endswith(("_BEFORE", "_AFTER", "_WITHIN")))
OPERATORS = {
    Kind.TEXT: frozenset({Op.IS, Op.IN, Op.CONTAINS, Op.STARTS_WITH}),
    Kind.TEXTS: frozenset({Op.CONTAINS, Op.CONTAINS_ANY}),
    Kind.DATE: _DATES,
    Kind.NUMBER: frozenset({Op.IS, Op.IN, Op.AT_LEAST, Op.AT_MOST}),
    Kind.TRUTH: frozenset({Op.IS}),
    Kind.TERM: frozenset({Op.IS, Op.IN}),
    Kind.ORDERED: frozenset({Op.IS, Op.IN, Op.AT_LEAST, Op.AT_MOST}),
    Kind.RELATION: frozenset[Op](),
    Kind.WORDS: frozenset[Op](),
}
"""Which operators there are for which kind of field."""

OF_MANY = {Op.IN: Op.IS, Op.CONTAINS_ANY: Op.CONTAINS}
"""The operators of several values, each with what it is with only one."""
