"""Questions as values: what is asked for, of which days, in which order, and how much of it."""

import hashlib
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import attrs

from policytrack.dates import UNSET, Unset
from policytrack.model import Proposal, Record
from policytrack.query._cursor import Cursor, decode
from policytrack.query._handles import Handle
from policytrack.query._leaves import Order, derived
from policytrack.query._nodes import Condition, about, all_of
from policytrack.query._schema import Field, Kind, schema
from policytrack.query._values import DateLike, Value, calendar_day, dump, fail

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pendulum

R = TypeVar("R", bound=Record)
P = TypeVar("P", bound=Proposal)

_LARGEST = 2**63 - 1


@attrs.frozen(slots=False)  # With slots, making one takes half as long again, and every question makes one.
class Query(Generic[R]):
    """A question about the records of a class, as a value that cannot change.

    Each method returns a new query. `on` and `known` are the days of the view that is asked; an axis on which
    no day is named stays as it is where the query is run. `order` is without what means nothing (see
    `keys` for the whole). `size` is the most records to answer with, `start` the place to go on behind;
    None asks for all, and from the first.
    """

    record: type[R]
    condition: Condition[R] | None = None
    on: "pendulum.Date | None" = None
    known: "pendulum.Date | None" = None
    order: tuple[Order[R], ...] = ()
    size: int | None = None
    start: Cursor | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a cursor of another query: whatever changes the question comes before `after`."""
        if self.start is not None:
            decode(self.start.encode(), self.fingerprint, self.order)

    @overload
    def where(self: "Query[P]", *conditions: Condition[P] | Condition[Proposal]) -> "Query[P]": ...
    @overload
    def where(self, *conditions: Condition[R]) -> "Query[R]": ...
    def where(self, *conditions: Condition[Any]) -> "Query[Any]":
        """Ask for records of which all these conditions hold, and those of before.

        What can be asked of a class can be asked of one that derives from it: of a plugin's class of
        proposals, what can be asked of proposals.

        Raises:
            QueryError: Something is no condition, or one about another class of records.
        """
        asked = self.condition
        if asked is None and len(conditions) == 1:  # Mostly.
            asked = about(conditions[0], self.record)
        elif conditions:
            before = () if asked is None else (asked,)
            asked = all_of(*before, *[about(condition, self.record) for condition in conditions])
        # Not by `attrs.evolve`, which takes as long as the rest of a small question.
        return Query(self.record, asked, self.on, self.known, self.order, self.size, self.start)

    def at(self, on: DateLike | Unset | None = UNSET, known: DateLike | Unset | None = UNSET) -> "Query[R]":
        """Ask a view of these days; an axis that is not given stays as it is.

        Args:
            on: One calendar day: what had possibly happened by then counts.
            known: One calendar day: only what was public by then counts.

        Raises:
            QueryError: It is not one calendar day.
        """
        return attrs.evolve(self, on=_day("on", on, self.on), known=_day("known", known, self.known))

    def order_by(self, *keys: Order[R]) -> "Query[R]":
        """Sort by these keys, the first first, instead of those of before; ties break by id.

        Raises:
            QueryError: Something is no order key, or one of another class of records.
        """
        kept: dict[str, Order[R]] = {}
        for key in keys:
            if not _fits(key, Order, self.record):
                message = f"expected an order key of {self.record.__name__}, got {key!r:.80}"
                hint = f"write {self.record.__name__}.id.asc() or the like"
                raise fail("wrong-type", "order_by", message, hint)
            kept.setdefault(key.field.name, attrs.evolve(key, field=_own(key.field, self.record)))
            if key.field.name == "id":
                break  # No two records have one id, so what comes behind decides nothing.
        order = list(kept.values())
        if order and order[-1] == _by_id(self.record):
            order.pop()
        return attrs.evolve(self, order=tuple(order))

    def limit(self, size: int | None) -> "Query[R]":
        """Ask for so many records at most; None asks for all.

        Raises:
            QueryError: It is no whole number from 0.
        """
        return attrs.evolve(self, size=None if size is None else _size(size))

    def after(self, cursor: str) -> "Query[R]":
        """Ask for what follows the place of a `Result.cursor`; the last step, since nothing may change then.

        Raises:
            QueryError: It is no cursor, or one of another query.
        """
        plain = attrs.evolve(self, start=None)
        return attrs.evolve(plain, start=decode(cursor, self.fingerprint, self.order))

    def count(self) -> "Count[R]":
        """Ask how many records the answer has."""
        return Count(self)

    def group_by(self, *fields: Handle[R]) -> "GroupBy[R]":
        """Ask for groups of records that have the values of these fields in common.

        A record is in a group for each of several texts, and for the id of each related record; where it has
        none, and where the field is missing, the group's value is None.

        Raises:
            QueryError: There is no field, or one of another class of records, or one searched by words.
        """
        return GroupBy(self, groups(self.record, fields))

    @property
    def keys(self) -> tuple[Order[R], ...]:
        """What records are sorted by, the id included: it decides every tie."""
        if self.order and self.order[-1].field.name == "id":
            return self.order
        return (*self.order, _by_id(self.record))

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the canonical JSON without `after`: what a cursor belongs to."""
        return hashlib.sha256(dump(attrs.evolve(self, start=None).plain()).encode()).hexdigest()

    def cursor(self, keys: "Iterable[Value | None]", record_id: str) -> str:
        """Write the place behind a record, for `after`.

        Args:
            keys: The record's values of the fields in `order`, None where one is missing.
            record_id: Its id.
        """
        return Cursor(tuple(keys), record_id, self.fingerprint).encode()

    def plain(self) -> dict[str, Any]:
        """Return it as JSON says it, without what is not asked."""
        said = {
            "select": self.record.__name__,
            "where": None if self.condition is None else self.condition.plain(),
            "on": None if self.on is None else self.on.isoformat(),
            "known": None if self.known is None else self.known.isoformat(),
            "order_by": [key.plain() for key in self.order] or None,
            "limit": self.size,
            "after": None if self.start is None else self.start.encode(),
        }
        return {name: value for name, value in said.items() if value is not None}

    def to_json(self) -> str:
        """Write it as JSON, the same text for equal queries."""
        return dump(self.plain())

    @classmethod
    def from_json(cls, text: str, *, records: "Iterable[type[Record]]" = ()) -> "Query[Record]":
        """Read a query.

        Args:
            text: What `to_json` writes.
            records: Classes of records of plugins that it may be about.

        Raises:
            QueryError: It is no query; every unknown name is there with the nearest that there is.
        """
        from policytrack.query._wire import read_query  # noqa: PLC0415  # It makes queries, so it imports this.

        return read_query(text, records)


@attrs.frozen
class Count(Generic[R]):
    """How many records a query answers with, its limit and its place included."""

    query: Query[R]

    def to_json(self) -> str:
        """Write it as JSON: the query's, with `"count": true`."""
        return dump({**self.query.plain(), "count": True})

    @classmethod
    def from_json(cls, text: str, *, records: "Iterable[type[Record]]" = ()) -> "Count[Record]":
        """Read what `to_json` writes; arguments and errors are those of `Query.from_json`."""
        from policytrack.query._wire import read_count  # noqa: PLC0415  # As above.

        return read_count(text, records)


@attrs.frozen
class GroupBy(Generic[R]):
    """A query and the fields that it is grouped by; `count` makes a question of it."""

    query: Query[R]
    fields: tuple[Field, ...]

    def count(self) -> "GroupCount[R]":
        """Ask how many records each group has."""
        return GroupCount(self.query, self.fields)


@attrs.frozen
class GroupCount(Generic[R]):
    """How many of a query's records have each value in common.

    Groups come largest first; those of one size by their values, dates with the same bounds by their text,
    None last. `size` is the most groups to answer with, None asks for all.
    """

    query: Query[R]
    fields: tuple[Field, ...]
    size: int | None = None

    def limit(self, size: int | None) -> "GroupCount[R]":
        """Ask for so many groups at most; None asks for all.

        Raises:
            QueryError: It is no whole number from 0.
        """
        return attrs.evolve(self, size=None if size is None else _size(size))

    def to_json(self) -> str:
        """Write it as JSON: the query's, with `group_by` and, where it is asked, `groups`."""
        names: dict[str, object] = {"count": True, "group_by": [field.name for field in self.fields]}
        most: dict[str, object] = {} if self.size is None else {"groups": self.size}
        return dump({**self.query.plain(), **names, **most})

    @classmethod
    def from_json(cls, text: str, *, records: "Iterable[type[Record]]" = ()) -> "GroupCount[Record]":
        """Read what `to_json` writes; arguments and errors are those of `Query.from_json`."""
        from policytrack.query._wire import read_groups  # noqa: PLC0415  # As above.

        return read_groups(text, records)


def select(record: type[R]) -> Query[R]:
    """Ask for the records of a class: ours, or a plugin's.

    Raises:
        QueryError: It is no class of records, or one that only others derive from.
    """
    asked: Any = record
    if not isinstance(asked, type):
        schema(record)  # It says what this is not.
    return _everything(asked)


@cache
def _everything(record: type) -> Query[Any]:
    """Return the query for all records of a class: one value for all who begin with it."""
    schema(record)
    return Query(record)


def groups(record: type[Record], handles: "Iterable[Handle[Any]]") -> tuple[Field, ...]:
    """Return the fields that records are grouped by; errors are those of `Query.group_by`."""
    fields: list[Field] = []
    for handle in handles:
        if not _fits(handle, Handle, record) or handle.field.kind is Kind.WORDS:
            message = f"expected a field of {record.__name__} to group by, got {handle!r:.80}"
            raise fail("wrong-type", "group_by", message, f"write {record.__name__}.id or the like")
        fields.append(_own(handle.field, record))
    if not fields:
        raise fail("missing", "group_by", "expected a field to group by", "count() alone counts all")
    return tuple(dict.fromkeys(fields))


def _fits(thing: object, kind: type[Order[Any]] | type[Handle[Any]], record: type[Record]) -> bool:
    return isinstance(thing, kind) and issubclass(record, thing.field.record)


def _own(field: Field, record: type[Record]) -> Field:
    """Return a field of a class as that of one that derives from it."""
    return field if field.record is record else derived(field, record)


def _by_id(record: type[R]) -> Order[R]:
    return Order(schema(record)["id"])


def _day(axis: str, given: DateLike | Unset | None, before: "pendulum.Date | None") -> "pendulum.Date | None":
    if isinstance(given, Unset):
        return before
    return None if given is None else calendar_day(axis, given)


def _size(size: object) -> int:
    if isinstance(size, bool) or not isinstance(size, int) or not 0 <= size <= _LARGEST:
        raise fail(
            "bad-limit", "limit", f"{size!r:.40} is no number of records", "write a whole number from 0"
        )
    return size
