"""What users hold in their hands: a small class for each kind of field, with its operators as methods.

`R` is the class of the records that are asked about, so that type checkers refuse a condition about
positions where one about proposals is expected.
"""

import enum
from collections.abc import Iterable
from typing import Generic, TypeVar

from policytrack.model import Record
from policytrack.query._build import compare, matches, missing, order, related
from policytrack.query._leaves import Order
from policytrack.query._nodes import Condition
from policytrack.query._operators import Op, Quantifier
from policytrack.query._schema import Field
from policytrack.query._values import DateLike

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Record)
E = TypeVar("E", bound=enum.Enum)


class Handle(Generic[R]):
    """A field of a class of records; it shows as it is written."""

    __slots__ = ("field",)

    field: Field

    def __init__(self, field: Field) -> None:
        self.field = field

    def __repr__(self) -> str:
        return repr(self.field)


class Sortable(Handle[R]):
    """A field that records can be sorted by; what is missing comes last in both directions."""

    __slots__ = ()

    def asc(self) -> Order[R]:
        """Sort by it, lowest first."""
        return order(self.field, descending=False)

    def desc(self) -> Order[R]:
        """Sort by it, highest first."""
        return order(self.field, descending=True)


class Optional(Handle[R]):
    """A field that may be missing."""

    __slots__ = ()

    def is_missing(self) -> Condition[R]:
        """Ask for records without it."""
        return missing(self.field)


class Text(Sortable[R]):
    """A text, compared by code point: case, accents and normal form count."""

    __slots__ = ()

    def is_(self, value: str) -> Condition[R]:
        """Ask for exactly this text."""
        return compare(self.field, Op.IS, value)

    def in_(self, values: Iterable[str]) -> Condition[R]:
        """Ask for one of these texts; of none, it never holds."""
        return compare(self.field, Op.IN, values)

    def contains(self, part: str) -> Condition[R]:
        """Ask for texts that hold this one somewhere."""
        return compare(self.field, Op.CONTAINS, part)

    def starts_with(self, prefix: str) -> Condition[R]:
        """Ask for texts that begin with this one."""
        return compare(self.field, Op.STARTS_WITH, prefix)


class OptionalText(Text[R], Optional[R]):
    """A text that may be missing."""

    __slots__ = ()


class Texts(Handle[R]):
    """Several texts, or none."""

    __slots__ = ()

    def contains(self, value: str) -> Condition[R]:
        """Ask for this text among them."""
        return compare(self.field, Op.CONTAINS, value)

    def contains_any(self, values: Iterable[str]) -> Condition[R]:
        """Ask for one of these texts among them; of none, it never holds."""
        return compare(self.field, Op.CONTAINS_ANY, values)


class Date(Sortable[R]):
    """A partial date; `policytrack.dates.PartialDate` says what holds when."""

    __slots__ = ()

    def surely_before(self, date: DateLike) -> Condition[R]:
        """Ask for dates that are before this one in every reading."""
        return compare(self.field, Op.SURELY_BEFORE, date)

    def possibly_before(self, date: DateLike) -> Condition[R]:
        """Ask for dates that are before this one in some reading."""
        return compare(self.field, Op.POSSIBLY_BEFORE, date)

    def surely_after(self, date: DateLike) -> Condition[R]:
        """Ask for dates that are after this one in every reading."""
        return compare(self.field, Op.SURELY_AFTER, date)

    def possibly_after(self, date: DateLike) -> Condition[R]:
        """Ask for dates that are after this one in some reading."""
        return compare(self.field, Op.POSSIBLY_AFTER, date)

    def surely_within(self, window: DateLike) -> Condition[R]:
        """Ask for dates that lie in this window in every reading."""
        return compare(self.field, Op.SURELY_WITHIN, window)

    def possibly_within(self, window: DateLike) -> Condition[R]:
        """Ask for dates that lie in this window in some reading."""
        return compare(self.field, Op.POSSIBLY_WITHIN, window)


class OptionalDate(Date[R], Optional[R]):
    """A partial date that may be missing."""

    __slots__ = ()


class Number(Sortable[R]):
    """A number."""

    __slots__ = ()

    def is_(self, value: float) -> Condition[R]:
        """Ask for this number."""
        return compare(self.field, Op.IS, value)

    def in_(self, values: Iterable[float]) -> Condition[R]:
        """Ask for one of these numbers; of none, it never holds."""
        return compare(self.field, Op.IN, values)

    def at_least(self, value: float) -> Condition[R]:
        """Ask for this number or a greater one."""
        return compare(self.field, Op.AT_LEAST, value)

    def at_most(self, value: float) -> Condition[R]:
        """Ask for this number or a smaller one."""
        return compare(self.field, Op.AT_MOST, value)


class OptionalNumber(Number[R], Optional[R]):
    """A number that may be missing."""

    __slots__ = ()


class Truth(Sortable[R]):
    """A truth value: true or false; false sorts first."""

    __slots__ = ()

    def is_(self, value: bool) -> Condition[R]:  # noqa: FBT001  # It is what is asked for.
        """Ask for this truth value; `~` asks for the other and for what is missing."""
        return compare(self.field, Op.IS, value)


class OptionalTruth(Truth[R], Optional[R]):
    """A truth value that may be missing."""

    __slots__ = ()


class Term(Sortable[R], Generic[R, E]):
    """A term of a closed list; it sorts by its text where the list has no order."""

    __slots__ = ()

    def is_(self, value: E) -> Condition[R]:
        """Ask for this term."""
        return compare(self.field, Op.IS, value)

    def in_(self, values: Iterable[E]) -> Condition[R]:
        """Ask for one of these terms; of none, it never holds."""
        return compare(self.field, Op.IN, values)


class OptionalTerm(Term[R, E], Optional[R]):
    """A term that may be missing."""

    __slots__ = ()


class Ordered(Term[R, E]):
    """A term of a list with an order; it sorts in that order."""

    __slots__ = ()

    def at_least(self, value: E) -> Condition[R]:
        """Ask for this term or a higher one."""
        return compare(self.field, Op.AT_LEAST, value)

    def at_most(self, value: E) -> Condition[R]:
        """Ask for this term or a lower one."""
        return compare(self.field, Op.AT_MOST, value)


class OptionalOrdered(Ordered[R, E], Optional[R]):
    """A term of a list with an order, that may be missing."""

    __slots__ = ()


class Relation(Handle[R], Generic[R, S]):
    """A way to records of the classes `S`; a condition holds of one of them as a whole.

    Where it leads to several classes, a condition about one of them holds of no record of another.
    """

    __slots__ = ()

    def any(self, condition: Condition[S] | None = None) -> Condition[R]:
        """Ask for a related record of which the condition holds; without one, for any at all."""
        return related(self.field, Quantifier.ANY, condition)

    def none(self, condition: Condition[S] | None = None) -> Condition[R]:
        """Ask that the condition holds of no related record; without one, that there is none."""
        return related(self.field, Quantifier.NONE, condition)

    def all(self, condition: Condition[S]) -> Condition[R]:
        """Ask that the condition holds of every related record; so it does where there is none."""
        return related(self.field, Quantifier.ALL, condition)


class SearchText(Handle[R]):
    """The texts about a record, searched by words."""

    __slots__ = ()

    def matches(self, words: str) -> Condition[R]:
        """Ask that every word of this text stands somewhere in them, in any order."""
        return matches(self.field, words)
