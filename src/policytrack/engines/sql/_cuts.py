"""What a query sees: tables under names of their own, cut by the days and the revision of a view."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs
from sqlalchemy import FromClause, Table, and_

from policytrack.engines._axes import END
from policytrack.engines.sql._partitions import folders, shows_now
from policytrack.engines.sql._rules import Truth
from policytrack.engines.sql._schema import FOREVER, Tables, is_dated
from policytrack.engines.sql._values import Parts, marked, year_of
from policytrack.errors import Problem, UnsupportedQuery
from policytrack.model import Membership, Record

Aliased = FromClause
"""A table under a name of its own."""


@attrs.frozen
class Scope:
    """What a query looks at: a view's two days, as numbers, and a revision; None cuts nothing."""

    on: int | None = None
    known: int | None = None
    revision: int | None = None

    @property
    def parts(self) -> Parts:
        """What it binds: each day with its year behind it, and the revision."""
        on, known = self.on, self.known
        years = None if on is None else year_of(on), None if known is None else year_of(known)
        return on, years[0], known, years[1], self.revision

    def marked(self) -> "Scope":
        """Return it with values that can be found again among parameters."""
        on, _, known, _, revision = marked(Scope, self.parts)
        return Scope(on, known, revision)


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


class Cuts:
    """Refers to tables in one query; every reference gets its own alias.

    One engine answers a correlated `EXISTS` wrongly where an alias is used twice, and a nested query that
    names a table of the outer one means something else than its author thinks.
    """

    def __init__(self, tables: Tables, scope: Scope) -> None:
        self.tables, self.scope = tables, scope
        self._used: Counter[Table] = Counter()

    def alias(self, table: Table) -> Aliased:
        """Return a table under a name that nothing else of this query has."""
        self._used[table] += 1
        return self.tables.alias(table, self._used[table])

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
        return Ref(record, self.alias(self.tables.shown[record].table))

    def standing(self, ref: Ref) -> Aliased:
        """Return the standing of the proposals of a reference, joined to it from now on."""
        if ref.standing is None:
            ref.standing = self.alias(self.tables.standing)
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
            yield self.tables.equal(table.c.rev_until, FOREVER)
        else:
            yield table.c.rev_from <= self.scope.revision
            yield table.c.rev_until > self.scope.revision

    def known(self, table: Aliased) -> Iterator[Truth]:
        """Cut a table by the day of knowledge, by intervals that were worked out when it was written.

        Which report wins depends on what was public; an interval says it without a window in SQL.
        """
        if self.scope.known is None:
            yield self.tables.equal(table.c.known_until, END)
        else:
            yield table.c.known_from <= self.scope.known
            yield table.c.known_until > self.scope.known

    def in_rectangle(self, table: Aliased) -> Iterator[Truth]:
        """Cut a table of answers by both days: of each proposal, or actor, one row is left at most."""
        cut = self.tables, table, self.scope.revision, self.scope.known, self.scope.on
        yield from folders(*cut)
        if shows_now(*cut):
            return
        yield from self.held(table)
        yield from self.known(table)
        if self.scope.on is None:
            yield self.tables.equal(table.c.on_until, END)
        else:
            yield table.c.on_from <= self.scope.on
            yield table.c.on_until > self.scope.on

    def listed(self, ref: Ref, *, is_cut: bool = True) -> Iterator[Truth]:
        """Cut a reference to what the view lists; `is_cut` says whether its day `on` cuts it."""
        is_timeless = self.tables.shown[ref.record].is_timeless
        known = None if is_timeless else self.scope.known
        on = self.scope.on if is_cut else None
        cut = self.tables, ref.table, self.scope.revision, known, on
        yield from folders(*cut)
        if not shows_now(*cut):
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
        yield self.tables.equal(ref.columns.stands, 1)
