"""From conditions to SQL: `~` is pushed to the leaves, and relations become `IN (SELECT …)`."""

import math
import sys
from collections.abc import Iterator
from typing import Any

import attrs
from sqlalchemy import ColumnElement, FromClause, and_, false, or_, select, true, union_all

from policytrack.engines.sql._partitions import folders
from policytrack.engines.sql._rules import (
    Truth,
    compare_dates,
    contains,
    denied,
    same,
    starts_with,
)
from policytrack.engines.sql._schema import (
    END,
    FOREVER,
    SEARCHED,
    Part,
    Tables,
    is_dated,
    link_of,
)
from policytrack.errors import Problem, UnsupportedQuery
from policytrack.model import Membership, Organization, Position, Proposal, Record
from policytrack.query import (
    And,
    Compare,
    Condition,
    Field,
    Kind,
    Missing,
    Not,
    Op,
    Or,
    Quantifier,
    Related,
    Way,
    Words,
)

Aliased = FromClause
"""A table under a name of its own."""


@attrs.frozen
class Scope:
    """What a query looks at: a view's two days, as numbers, and a revision; None cuts nothing."""

    on: int | None = None
    known: int | None = None
    revision: int | None = None


@attrs.define(eq=False)
class Ref:
    """A table of records that a query refers to, under an alias of its own.

    `standing` is the standing of the proposals in it, joined when a condition or an order asks for it.
    """

    record: type[Record]
    table: Aliased
    standing: Aliased | None = None

    @property
    def columns(self) -> Any:  # noqa: ANN401  # SQLAlchemy gives columns by name, of any type
        """The columns of the table."""
        return self.table.c


@attrs.frozen(eq=False)
class Reach:
    """A way from a record to related ones: the owner's column `owner` is among the values of `key`.

    `joined` joins what lies between to the table of the `target`; `where` cuts it. `guards` are what must
    hold of the owner for this way to be taken at all.
    """

    owner: str
    key: ColumnElement[Any]
    target: Ref
    between: tuple[tuple[FromClause, Truth], ...] = ()
    where: tuple[Truth, ...] = ()
    guards: tuple[Truth, ...] = ()
    nullable: bool = False


class Conditions:
    """Compiles the conditions of one query; every reference to a table gets its own alias.

    One engine answers a correlated `EXISTS` wrongly where an alias is used twice, and a nested query that
    names a table of the outer one means something else than its author thinks.
    """

    def __init__(self, tables: Tables, scope: Scope) -> None:
        self.tables, self.scope = tables, scope

    def refer(self, record: type[Record]) -> Ref:
        """Refer to the table of a class.

        Raises:
            UnsupportedQuery: The store knows no such class.
        """
        if record not in self.tables.shown:
            problem = Problem(
                "unknown-record",
                "",
                f"the store has no table of {record.__name__}",
                "open it with its registry",
            )
            raise UnsupportedQuery("store", [problem])
        return Ref(record, self.tables.shown[record].table.alias())

    def standing(self, ref: Ref) -> Aliased:
        """Return the standing of the proposals of a reference, joined to it from now on."""
        if ref.standing is None:
            ref.standing = self.tables.standing.alias()
        return ref.standing

    def source(self, ref: Ref) -> FromClause:
        """Return what to select the records of a reference from."""
        if ref.standing is None:
            return ref.table
        stands = ref.standing
        truth = and_(stands.c.proposal_id == ref.columns.id, *self.in_rectangle(stands))
        return ref.table.join(stands, truth)

    def held(self, table: Aliased) -> Iterator[Truth]:
        """Cut a table by the revision: what no revision has ended, or what held in one of the past."""
        if self.scope.revision is None:
            yield table.c.rev_until == FOREVER
        else:
            yield table.c.rev_from <= self.scope.revision
            yield table.c.rev_until > self.scope.revision

    def known(self, table: Aliased) -> Iterator[Truth]:
        """Cut a table by the day of knowledge, by intervals that were worked out when it was written.

        Which report wins depends on what was public; an interval says it without a window in SQL.
        """
        if self.scope.known is None:
            yield table.c.known_until == END
        else:
            yield table.c.known_from <= self.scope.known
            yield table.c.known_until > self.scope.known

    def in_rectangle(self, table: Aliased) -> Iterator[Truth]:
        """Cut a table of answers by both days: of each proposal, or actor, one row is left at most."""
        yield from self.held(table)
        yield from self.known(table)
        yield from folders(self.tables, table, self.scope.revision, self.scope.known, self.scope.on)
        if self.scope.on is None:
            yield table.c.on_until == END
        else:
            yield table.c.on_from <= self.scope.on
            yield table.c.on_until > self.scope.on

    def listed(self, ref: Ref, *, is_cut: bool = True) -> Iterator[Truth]:
        """Cut a reference to what the view lists; `is_cut` says whether its day `on` cuts it."""
        is_timeless = self.tables.shown[ref.record].is_timeless
        known = None if is_timeless else self.scope.known
        on = self.scope.on if is_cut else None
        yield from folders(self.tables, ref.table, self.scope.revision, known, on)
        yield from self.held(ref.table)
        if not is_timeless:
            yield from self.known(ref.table)
        if is_cut and self.scope.on is not None and is_dated(ref.record):
            yield ref.columns.on_from <= self.scope.on
            if ref.record is Membership:
                yield ref.columns.on_until > self.scope.on

    def reachable(self, ref: Ref) -> Iterator[Truth]:
        """Cut a reference to what a relation can lead to: not what was withdrawn, memberships of any day."""
        yield from self.listed(ref, is_cut=ref.record is not Membership)
        yield ref.columns.stands == 1

    def holds(self, condition: Condition[Any], ref: Ref, *, is_denied: bool = False) -> Truth:
        """Say a condition, or that it does not hold: `~` is pushed to the leaves on the way down.

        There each comparison says its own opposite (`denied`), so that no NULL is ever turned round.
        """
        match condition:
            case And(parts) | Or(parts):
                inner = [self.holds(part, ref, is_denied=is_denied) for part in parts]
                return and_(*inner) if isinstance(condition, And) is not is_denied else or_(*inner)
            case Not(part):
                return self.holds(part, ref, is_denied=not is_denied)
            case Compare() | Missing() | Words():
                truth, column, nullable = self._leaf(condition, ref)
                return denied(truth, column, nullable=nullable) if is_denied else truth
            case Related():
                return self._related(condition, ref, is_denied=is_denied)
            case _:
                message = f"{type(condition).__name__} is no condition that SQL can say"
                raise UnsupportedQuery("condition", [Problem("unknown-condition", "", message)])

    def columns_of(self, field: Field, ref: Ref) -> Any:  # noqa: ANN401  # columns by name, of any type
        """Return the columns in which a field stands: of its record, or of the standing."""
        return ref.columns if field.way is Way.OWN else self.standing(ref).c

    def _leaf(
        self, condition: Compare[Any] | Missing[Any] | Words[Any], ref: Ref
    ) -> tuple[Truth, ColumnElement[Any], bool]:
        """Say a condition on one field, with the column that it rests on and whether that may be NULL."""
        field = condition.field
        if isinstance(condition, Words):
            column = ref.columns.id
            return (
                and_(*(column.in_(self._with_word(field.record, word)) for word in condition.words)),
                column,
                False,
            )
        if field.kind is Kind.TEXTS and isinstance(condition, Compare):
            link = self.tables.shown[ref.record].links[field.name].alias()
            found = select(link.c.row_id).where(same(link.c.value, condition.values))
            return ref.columns.row_id.in_(found), ref.columns.row_id, False
        columns = self.columns_of(field, ref)
        column = columns[field.name]
        if isinstance(condition, Missing):
            return column.is_(None), column, False
        return _compared(columns, condition), column, field.optional

    def _with_word(self, record: type[Record], word: str) -> Any:  # noqa: ANN401  # a select of ids
        """Select the ids of the records about which a text has the word, cut into words in Python.

        Engines' own tokenizers disagree on letters, marks, case and stop words.
        """
        found: list[Any] = []
        for held in SEARCHED if issubclass(record, Proposal) else (record,):
            ref, words = self.refer(held), self.tables.word.alias()
            is_own = issubclass(record, held)
            about = ref.columns.id if is_own else ref.columns.proposal_id
            cut = self.listed(ref) if is_own else self.reachable(ref)
            joined = words.join(ref.table, ref.columns.row_id == words.c.row_id)
            found.append(select(about).select_from(joined).where(words.c.word == word, *cut))
        if len(found) == 1:
            return found[0]
        # One engine (Sail 0.7) plans no union that stands directly in an `IN` below an `OR`.
        return select(union_all(*found).subquery().c[0])

    def _related(self, condition: Related[Any], ref: Ref, *, is_denied: bool) -> Truth:
        """Say that a condition holds of any, none or all related records.

        A relation is not correlated: it selects the keys of the owners, and the owner's key is among
        them. So the engine may begin on either side.
        """
        inner = condition.condition
        is_all = condition.quantifier is Quantifier.ALL
        truths: list[Truth] = []
        wanted = (condition.quantifier is Quantifier.ANY) is not is_denied
        for reach in self.reaches(condition.field, ref):
            cut: Truth | None = None
            if inner is not None and inner.record is reach.target.record:
                cut = self.holds(inner, reach.target, is_denied=is_all)
            elif inner is not None and not is_all:
                continue
            owner = ref.columns[reach.owner]
            found = owner.in_(self.select(reach, reach.key, cut))
            if wanted:
                truths.append(and_(*reach.guards, found))
            else:
                opposite = denied(found, owner, nullable=reach.nullable)
                truths.append(or_(*(~guard for guard in reach.guards), opposite))
        return or_(false(), *truths) if wanted else and_(true(), *truths)

    def select(self, reach: Reach, what: ColumnElement[Any], cut: Truth | None = None) -> Any:  # noqa: ANN401  # a select of one column
        """Select from the records that a way leads to."""
        joined = self.source(reach.target)
        for table, truth in reach.between:
            joined = joined.join(table, truth)
        cuts = () if cut is None else (cut,)
        return select(what).select_from(joined).where(*self.reachable(reach.target), *reach.where, *cuts)

    def reaches(self, field: Field, ref: Ref) -> Iterator[Reach]:
        """Give the ways in which a relation leads to others: one a class, or a case of who is spoken for."""
        if field.name == "organization" and field.way is Way.VIEW:
            yield from self._spoken_for(ref)
            return
        for record in field.targets:
            target = self.refer(record)
            match field.way:
                case Way.VIEW:
                    yield self._stand(field, target)
                case Way.HELD:
                    key = target.columns[field.through]
                    yield Reach("id", key, target, where=(key.is_not(None),) if key.nullable else ())
                case _:
                    yield self._holding(field, ref, target)

    def _holding(self, field: Field, ref: Ref, target: Ref) -> Reach:
        link = link_of(field)
        if link is None:
            column = ref.columns[field.through]
            return Reach(str(field.through), target.columns.id, target, nullable=bool(column.nullable))
        table = self.tables.shown[ref.record].links[link].alias()
        between = ((table, table.c.value == target.columns.id),)
        return Reach("row_id", table.c.row_id, target, between)

    def _stand(self, field: Field, target: Ref) -> Reach:
        """Lead from a proposal to the positions that make somebody its proponent or its critic."""
        stand = self.tables.stand.alias()
        between = ((stand, stand.c.position_id == target.columns.id),)
        side = stand.c.side == field.name
        return Reach("id", stand.c.proposal_id, target, between, (side, *self.in_rectangle(stand)))

    def _spoken_for(self, ref: Ref) -> Iterator[Reach]:
        """Lead from a position to its actor, or to the organization of a membership held at the time."""
        bodies = self.refer(Organization)
        yield Reach("actor_id", bodies.columns.id, bodies)
        every = self.refer(Organization)
        is_body = ref.columns.actor_id.in_(select(every.columns.id).where(*self.held(every.table)))
        capacity, body = self.refer(Membership), self.refer(Organization)
        between = ((capacity.table, capacity.columns.organization_id == body.columns.id),)
        where = tuple(self.reachable(capacity))
        yield Reach(
            "capacity_id", capacity.columns.id, body, between, where, guards=(~is_body,), nullable=True
        )
        theirs, body, said = self.refer(Membership), self.refer(Organization), self.refer(Position)
        ways = (
            (theirs.table, theirs.columns.organization_id == body.columns.id),
            (said.table, said.columns.actor_id == theirs.columns.person_id),
        )
        where = (*self.reachable(theirs), *_possibly_held(theirs.columns, said.columns))
        alone = ref.columns.capacity_id.is_(None)
        yield Reach("row_id", said.columns.row_id, body, ways, where, guards=(alone, ~is_body))


def _possibly_held(held: Any, said: Any) -> Iterator[Truth]:  # noqa: ANN401  # columns by name
    """Say that a membership and the day of a position possibly share a day; a missing date is open."""
    undated = said.said_on.is_(None)
    yield or_(undated, held.start_date.is_(None), held.start_date_earliest <= said.said_on_latest)
    yield or_(undated, held.end_date.is_(None), said.said_on_earliest <= held.end_date_latest)


def _compared(columns: Any, condition: Compare[Any]) -> Truth:  # noqa: ANN401  # columns by name
    """Compare the columns of a field with the values that are asked for."""
    field, op = condition.field, condition.op
    values: tuple[Any, ...] = condition.values
    column = columns[field.name]
    if field.kind is Kind.DATE:
        return compare_dates(columns, field.name, op, values[0])
    if field.kind is Kind.ORDERED and op in {Op.AT_LEAST, Op.AT_MOST}:
        column, values = columns[field.name + Part.RANK], tuple(value.rank for value in values)
    if field.kind in {Kind.TERM, Kind.ORDERED} and op in {Op.IS, Op.IN}:
        values = tuple(str(value.value) for value in values)
    if field.kind is Kind.TRUTH:
        values = tuple(map(int, values))
    if field.kind is Kind.NUMBER:
        values = tuple(_double(field, value) for value in values)
    match op:
        case Op.IS | Op.IN:
            return same(column, values)
        case Op.CONTAINS:
            return contains(column, str(values[0]))
        case Op.STARTS_WITH:
            return starts_with(column, str(values[0]))
        case Op.AT_LEAST:
            return column >= values[0]  # type: ignore[no-any-return]
        case _:
            return column <= values[0]  # type: ignore[no-any-return]


def _double(field: Field, value: Any) -> float:  # noqa: ANN401  # a number
    """Return a number as the engines keep it.

    Raises:
        UnsupportedQuery: A double has no room for all its digits, so engines would compare another number.
    """
    double = float(value) if abs(value) <= sys.float_info.max else math.inf
    if double != value:
        message = f"{value!r:.40} has more digits than the number of an engine"
        raise UnsupportedQuery(str(field), [Problem("bad-number", "", message, "ask for a rounder number")])
    return double
