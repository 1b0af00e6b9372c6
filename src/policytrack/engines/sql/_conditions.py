"""From conditions to SQL: `~` is pushed to the leaves, and relations become `IN (SELECT …)`."""

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Any

import attrs
from sqlalchemy import ColumnElement, FromClause, and_, false, func, or_, select, true, union, union_all

from policytrack.engines.sql._columns import link_of
from policytrack.engines.sql._comparisons import compared
from policytrack.engines.sql._cuts import Cuts, Ref
from policytrack.engines.sql._rules import AmongSorted, Truth, denied, same
from policytrack.engines.sql._schema import SEARCHED
from policytrack.engines.sql._values import values_of
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
    Or,
    Quantifier,
    Related,
    Way,
    Words,
)


@attrs.frozen(eq=False)
class Reach:
    """A way from a record to related ones: the owner's column `owner` is among the values of `key`.

    `joined` joins what lies between to the table of the `target`; `where` cuts it. `guards` are what must
    hold of the owner for this way to be taken at all. `is_once` says that it leads from an owner to each
    target once at most.
    """

    owner: str
    key: ColumnElement[Any]
    target: Ref
    between: tuple[tuple[FromClause, Truth], ...] = ()
    where: tuple[Truth, ...] = ()
    guards: tuple[Truth, ...] = ()
    nullable: bool = False
    is_once: bool = True


class Conditions(Cuts):
    """Compiles the conditions of one query."""

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
            return column.in_(self._with_words(condition)), column, False
        if field.kind is Kind.TEXTS and isinstance(condition, Compare):
            link = self.alias(self.tables.shown[ref.record].links[field.name])
            found = select(link.c.row_id).where(same(link.c.value, values_of(condition)))
            return ref.columns.row_id.in_(found), ref.columns.row_id, False
        columns = self.columns_of(field, ref)
        column = columns[field.name]
        if isinstance(condition, Missing):
            return column.is_(None), column, False
        return compared(columns, condition), column, field.optional

    def _with_words(self, condition: Words[Any]) -> Any:  # noqa: ANN401  # a select of ids
        """Select the ids of the records about which texts have all these words, cut into words in Python.

        Engines' own tokenizers disagree on letters, marks, case and stop words. The texts are read once for
        all words: who has them all is counted.
        """
        record, words = condition.record, values_of(condition)
        is_one = len(words) == 1
        found: list[Any] = []
        for held in SEARCHED if issubclass(record, Proposal) else (record,):
            ref, word = self.refer(held), self.alias(self.tables.word)
            is_own = issubclass(record, held)
            about = ref.columns.id if is_own else ref.columns.proposal_id
            what = [about] if is_one else [about.label("about"), word.c.word]
            cut = self.listed(ref) if is_own else self.reachable(ref)
            joined = word.join(ref.table, ref.columns.row_id == word.c.row_id)
            has = (AmongSorted if len(words) > 1 else same)(word.c.word, words)
            found.append(select(*what).select_from(joined).where(has, *cut))
        if is_one and len(found) == 1:
            return found[0]
        # One engine (Sail 0.7) plans no union that stands directly in an `IN` below an `OR`.
        together: Any = union_all
        texts = (together(*found) if found[1:] else found[0]).subquery().c
        if is_one:
            return select(texts[0])
        have = func.count(texts.word.distinct())
        return select(texts.about).group_by(texts.about).having(have == len(words))

    def _related(self, condition: Related[Any], ref: Ref, *, is_denied: bool) -> Truth:
        """Say that a condition holds of any, none or all related records.

        A relation is not correlated: it selects the keys of the owners, and the owner's key is among
        them. So the engine may begin on either side.
        """
        inner = condition.condition
        is_all = condition.quantifier is Quantifier.ALL
        if condition.field.name in {"proponents", "critics"} and _is_of_actor(inner):
            return self._on_a_side(condition, ref, is_denied=is_denied)
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

    def _on_a_side(self, condition: Related[Any], ref: Ref, *, is_denied: bool) -> Truth:
        """Say that actors are proponents or critics, by the table of who stands where alone.

        A row of it is there only where its position can be reached, so the positions need not be read.
        """
        inner, quantifier = condition.condition, condition.quantifier
        stand = Ref(Position, self.alias(self.tables.stand))
        cuts = [stand.columns.side == condition.field.name, *self.in_rectangle(stand.table)]
        if inner is not None:
            cuts.append(self.holds(inner, stand, is_denied=quantifier is Quantifier.ALL))
        found = ref.columns.id.in_(select(stand.columns.proposal_id).where(*cuts))
        wanted = (quantifier is Quantifier.ANY) is not is_denied
        return found if wanted else denied(found, ref.columns.id, nullable=False)

    def select(self, reach: Reach, what: ColumnElement[Any], cut: Truth | None = None) -> Any:  # noqa: ANN401  # a select of one column
        """Select from the records that a way leads to."""
        cuts = () if cut is None else (cut,)
        return self._reached(select(what), reach, self._way(reach)).where(*cuts)

    def pairs(self, field: Field, owner: Ref) -> Any:  # noqa: ANN401  # a select of two columns
        """Select pairs of a row of an owner and an id that a relation leads to, each once.

        Spark joins in the order in which it is told to: from the many owners on it takes a fifth less time.
        """
        found: list[Any] = []
        for reach in self.reaches(field, owner, is_joined=True):
            tables = self.source(reach.target), *(table for table, _ in reach.between)
            truths = *(truth for _, truth in reach.between), owner.columns[reach.owner] == reach.key
            way: FromClause = owner.table
            for table, truth in zip(reversed(tables), reversed(truths), strict=True):
                way = way.join(table, truth)
            what = owner.columns.row_id.label("row_id"), reach.target.columns.id.label("value")
            pairs = self._reached(select(*what), reach, way).where(*reach.guards)
            found.append(pairs if reach.is_once else pairs.distinct())
        together: Any = union_all if _are_apart(field.targets) else union
        return together(*found) if found[1:] else found[0]

    def _way(self, reach: Reach) -> FromClause:
        joined = self.source(reach.target)
        for table, truth in reach.between:
            joined = joined.join(table, truth)
        return joined

    def _reached(self, found: Any, reach: Reach, way: FromClause) -> Any:  # noqa: ANN401  # a select, of any columns
        return found.select_from(way).where(*self.reachable(reach.target), *reach.where)

    def reaches(self, field: Field, ref: Ref, *, is_joined: bool = False) -> Iterator[Reach]:
        """Give the ways in which a relation leads to others: one a class, or a case of who is spoken for.

        `is_joined` says that the owners are joined to where a way leads, so that it may name their columns.
        """
        if field.name == "organization" and field.way is Way.VIEW:
            yield from self._spoken_for(ref, is_joined=is_joined)
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
        table = self.alias(self.tables.shown[ref.record].links[link])
        between = ((table, table.c.value == target.columns.id),)
        return Reach("row_id", table.c.row_id, target, between)

    def _stand(self, field: Field, target: Ref) -> Reach:
        """Lead from a proposal to the positions that make somebody its proponent or its critic."""
        stand = self.alias(self.tables.stand)
        between = ((stand, stand.c.position_id == target.columns.id),)
        side = stand.c.side == field.name
        where = (side, *self.in_rectangle(stand))
        return Reach("id", stand.c.proposal_id, target, between, where, is_once=False)

    def _spoken_for(self, ref: Ref, *, is_joined: bool) -> Iterator[Reach]:
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
        theirs, body = self.refer(Membership), self.refer(Organization)
        said = ref if is_joined else self.refer(Position)
        ways = [(theirs.table, theirs.columns.organization_id == body.columns.id)]
        where = (*self.reachable(theirs), *_possibly_held(theirs.columns, said.columns))
        guards = ref.columns.capacity_id.is_(None), ~is_body
        if is_joined:
            key = theirs.columns.person_id
            yield Reach("actor_id", key, body, tuple(ways), where, guards, is_once=False)
            return
        ways.append((said.table, said.columns.actor_id == theirs.columns.person_id))
        yield Reach("row_id", said.columns.row_id, body, tuple(ways), where, guards, is_once=False)


def _are_apart(classes: Sequence[type[Record]]) -> bool:
    """Say whether no record is of two of these classes, so that no id is found twice."""
    return not any(issubclass(one, other) for one, other in permutations(classes, 2))


def _is_of_actor(condition: Condition[Any] | None) -> bool:
    """Say whether a condition on a position looks at nothing but its actor."""
    match condition:
        case And(parts) | Or(parts):
            return all(map(_is_of_actor, parts))
        case Not(part):
            return _is_of_actor(part)
        case Compare():
            return condition.field.record is Position and condition.field.name == "actor_id"
        case Related():
            return condition.field.record is Position and condition.field.through == "actor_id"
        case _:
            return condition is None


def _possibly_held(held: Any, said: Any) -> Iterator[Truth]:  # noqa: ANN401  # columns by name
    """Say that a membership and the day of a position possibly share a day; a missing date is open."""
    undated = said.said_on.is_(None)
    yield or_(undated, held.start_date.is_(None), held.start_date_earliest <= said.said_on_latest)
    yield or_(undated, held.end_date.is_(None), said.said_on_earliest <= held.end_date_latest)
