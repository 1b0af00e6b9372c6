"""From questions to statements: what is selected, in which order, how much of it, and how it is grouped."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

import attrs
from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Dialect,
    FromClause,
    SelectBase,
    and_,
    func,
    literal_column,
    or_,
    select,
)

from policytrack.engines.sql._columns import Part
from policytrack.engines.sql._conditions import Conditions
from policytrack.engines.sql._cuts import Scope
from policytrack.engines.sql._partitions import bodies
from policytrack.engines.sql._rules import Truth, behind, day, order_key
from policytrack.engines.sql._schema import Tables
from policytrack.engines.sql._values import plain
from policytrack.query import And, Compare, Count, Field, GroupCount, Kind, Op, Order, Query, Way

Question = Query[Any] | Count[Any] | GroupCount[Any]


@attrs.frozen
class Compiled:
    """A statement as an engine gets it: its SQL, and the parameters that are bound, by name or by place."""

    sql: str
    parameters: dict[str, Any] | tuple[Any, ...]

    def __str__(self) -> str:
        """Show the SQL, and the parameters below it."""
        return f"{self.sql}\n-- {self.parameters!r}"


def rendered(
    statement: ClauseElement, dialect: Dialect, given: Mapping[str, object] | None = None
) -> Compiled:
    """Write a statement in a dialect, with every value bound; `given` are those that it leaves open."""
    compiled: Any = statement.compile(dialect=dialect)
    state = compiled.construct_expanded_state(given)
    values = state.positional_parameters if compiled.positional else state.parameters
    return Compiled(state.statement, values)


@attrs.frozen(eq=False)
class Statement:
    """A statement for any dialect, and the question that it answers.

    Rows are: for a query the kind, the line of JSON and, for each order key that the view works out, its
    text; for a count the number; for groups the texts of the values and the number.
    """

    question: Question
    select: SelectBase
    derived: tuple[Field, ...] = ()

    def render(self, dialect: Dialect) -> Compiled:
        """Write it in a dialect; every value is a bound parameter."""
        found = self.marked(dialect)
        values = found.parameters
        if isinstance(values, dict):
            return Compiled(found.sql, {name: plain(value) for name, value in values.items()})
        return Compiled(found.sql, tuple(map(plain, values)))

    def marked(self, dialect: Dialect) -> Compiled:
        """Write it with values that know which condition they come from."""
        return rendered(self.select, dialect)


def statement(question: Question, tables: Tables, scope: Scope) -> Statement:
    """Compile a question for a view; the days that it does not name are those of the scope.

    Raises:
        UnsupportedQuery: No engine of SQL can answer it here; nothing was asked yet.
    """
    query: Query[Any] = question if isinstance(question, Query) else question.query
    asking = _Asking(tables, cut_of(question, scope).marked(), query)
    if isinstance(question, Query):
        return asking.records()
    if isinstance(question, Count):
        return Statement(question, select(func.count()).select_from(asking.rows().subquery()))
    return asking.groups(question)


def cut_of(question: Question, scope: Scope) -> Scope:
    """Return what a question looks at: the days that it names, and those of the scope where it names none."""
    query: Query[Any] = question if isinstance(question, Query) else question.query
    on = scope.on if query.on is None else query.on.toordinal()
    known = scope.known if query.known is None else query.known.toordinal()
    return Scope(on, known, scope.revision)


class _Asking:
    """One query on its way to SQL."""

    def __init__(self, tables: Tables, scope: Scope, query: Query[Any]) -> None:
        self.tables, self.query = tables, query
        self.conditions = Conditions(tables, scope)
        self.ref = self.conditions.refer(query.record)
        cuts = list(self.conditions.listed(self.ref))
        if query.condition is not None:
            cuts.append(self.conditions.holds(query.condition, self.ref))
        if query.start is not None:
            cuts.append(self._behind())
        self.cuts = cuts

    @property
    def is_of_one(self) -> bool:
        """Whether an id is asked for: one record has it, and a cluster would take a step to sort it."""
        condition = self.query.condition
        parts = condition.parts if isinstance(condition, And) else (condition,)
        return any(isinstance(one, Compare) and (one.field.name, one.op) == ("id", Op.IS) for one in parts)

    def rows(self, *columns: ColumnElement[Any]) -> Any:  # noqa: ANN401  # a select, of any columns
        """Select the row of each record of the answer, in no order unless a limit needs one."""
        order = [] if self.query.size is None else self.order()
        found = select(self.ref.columns.row_id.label("row_id"), *columns)
        return self._from(found).order_by(*order).limit(self.query.size)

    def records(self) -> Statement:
        """Select the records of the answer; one more than the limit tells whether anything follows."""
        query, order = self.query, self.order()
        derived = tuple(key.field for key in query.order if key.field.way is not Way.OWN)
        columns = [self.conditions.columns_of(field, self.ref)[field.name] for field in derived]
        record = self.conditions.alias(self.tables.record)
        if query.size is None:
            what = (record.c.kind, func.coalesce(self.ref.columns.shown, record.c.body), *columns)
            body = record.c.row_id == self.ref.columns.record_row
            found = select(*what).select_from(self.conditions.source(self.ref).join(record, body))
            found = found.where(*self.cuts, *self.bodies(record))
            return Statement(query, found if self.is_of_one else found.order_by(*order), derived)
        # The page is cut before bodies are read, so that sorting carries none of them.
        place = func.row_number().over(order_by=order).label("place")
        own = (self.ref.columns.shown, self.ref.columns.record_row)
        named = [column.label(f"key_{index}") for index, column in enumerate(columns)]
        page = self._from(select(place, *own, *named)).order_by(*order).limit(query.size + 1).subquery()
        keys = [page.c[column.name] for column in named]
        what = (record.c.kind, func.coalesce(page.c.shown, record.c.body), *keys)
        joined = page.join(record, record.c.row_id == page.c.record_row)
        found = select(*what).select_from(joined).where(*self.bodies(record))
        return Statement(query, found.order_by(page.c.place), derived)

    def bodies(self, record: FromClause) -> Iterator[Truth]:
        return bodies(self.tables, record, self.query.record, self.conditions.scope.revision)

    def order(self) -> list[ColumnElement[Any]]:
        """Return what sorts the records: the keys, then the id, which decides every tie."""
        return [
            order_key(column, descending=key.descending, nullable=key.field.optional)
            for key in self.query.keys
            for column in self.sorted_by(key.field)
        ]

    def sorted_by(self, field: Field) -> list[ColumnElement[Any]]:
        """Return the columns that a field sorts by: bounds of a date, the place of a term of a list."""
        columns = self.conditions.columns_of(field, self.ref)
        match field.kind:
            case Kind.DATE:
                return [columns[field.name + Part.EARLIEST], columns[field.name + Part.LATEST]]
            case Kind.ORDERED:
                return [columns[field.name + Part.RANK]]
            case _:
                return [columns[field.name]]

    def groups(self, question: GroupCount[Any]) -> Statement:
        """Count the records of each combination of values, largest first."""
        grouping = _Grouping(self, question.fields)
        count = func.count().label("count")
        if grouping.is_plain:
            return Statement(question, grouping.flat(count).limit(question.size))
        rows = self.rows(*grouping.columns).subquery()
        joined = grouping.joined(rows, rows.c.row_id)
        texts, keys = grouping.values(rows)
        named = [text.label(f"text_{number}") for number, text in enumerate(texts)]
        named += [key.label(f"key_{number}") for number, key in enumerate(keys)]
        # What sorts is selected: an engine (Sail 0.7) loses an aggregate that only sorts.
        found = select(*named, count).select_from(joined)
        groups = found.group_by(*dict.fromkeys((*texts, *keys))).subquery().c
        what = (*(groups[f"text_{number}"] for number in range(len(texts))), groups["count"])
        order = [groups[f"key_{number}"].asc().nulls_last() for number in range(len(keys))]
        return Statement(
            question, select(*what).order_by(groups["count"].desc(), *order).limit(question.size)
        )

    def _from(self, found: Any) -> Any:  # noqa: ANN401  # a select, of any columns
        return found.select_from(self.conditions.source(self.ref)).where(*self.cuts)

    def _behind(self) -> Truth:
        """Say that a record comes behind the cursor's place: by the first key that differs."""
        start = self.query.start
        places = (*start.keys, start.id) if start is not None else ()
        ways: list[Truth] = []
        alike: list[Truth] = []
        by_id = self.query.keys[-1]
        for key, value in zip((*self.query.order, by_id), places, strict=True):
            later, same = self._place(key, value)
            ways.append(and_(*alike, later))
            alike.append(same)
        return or_(*ways)

    def _place(self, key: Order[Any], value: object) -> tuple[Truth, Truth]:
        """Say that a record comes behind a place by one key, and that it is at the place."""
        columns = self.sorted_by(key.field)
        values: Sequence[Any] | None = None if value is None else (value,)
        if value is not None and key.field.kind is Kind.DATE:
            values = [day(bound.isoformat()) for bound in cast("Any", value).span]
        elif value is not None and key.field.kind is Kind.ORDERED:
            values = (cast("Any", value).rank,)
        elif value is not None and key.field.kind is Kind.TERM:
            values = (str(cast("Any", value).value),)
        elif value is not None and key.field.kind is Kind.TRUTH:
            values = (int(cast("bool", value)),)
        return behind(columns, values, descending=key.descending, nullable=key.field.optional)


class _Grouping:
    """The fields that records are grouped by: columns of theirs, or texts and ids in tables beside them."""

    def __init__(self, asking: _Asking, fields: Sequence[Field]) -> None:
        self.asking, self.fields = asking, fields
        self.several = [field for field in fields if field.kind in {Kind.TEXTS, Kind.RELATION}]
        self.plain = [field for field in fields if field not in self.several]

    @property
    def is_plain(self) -> bool:
        """Whether records can be counted where they stand: no limit cuts them."""
        return self.asking.query.size is None

    @cached_property
    def columns(self) -> list[ColumnElement[Any]]:
        """What rows need besides their numbers: values, and what sorts them."""
        asking = self.asking
        found: list[ColumnElement[Any]] = []
        for index, field in enumerate(self.plain):
            columns = asking.conditions.columns_of(field, asking.ref)
            found.append(columns[field.name].label(f"value_{field.name}"))
            # A column stands once: an engine (Sail 0.7) loses the other where no row is left.
            found += [
                column.label(f"key_{index}_{number}")
                for number, column in enumerate(asking.sorted_by(field))
                if column is not columns[field.name]
            ]
        return found

    def flat(self, count: ColumnElement[Any]) -> Any:  # noqa: ANN401  # a select, of any columns
        """Count the records where they stand."""
        asking = self.asking
        for field in self.plain:
            asking.conditions.columns_of(field, asking.ref)  # The standing is joined where it is asked for.
        joined = self.joined(asking.conditions.source(asking.ref), asking.ref.columns.row_id)
        texts: list[ColumnElement[Any]] = []
        keys: list[ColumnElement[Any]] = []
        for field in self.fields:
            if field in self.several:
                texts.append(self.pairs[field.name].c.value)
                keys.append(texts[-1])
            else:
                texts.append(asking.conditions.columns_of(field, asking.ref)[field.name])
                keys += (*asking.sorted_by(field), texts[-1])
        found = select(*(text.label(f"text_{number}") for number, text in enumerate(texts)), count)
        found = found.select_from(joined).where(*asking.cuts).group_by(*dict.fromkeys((*texts, *keys)))
        # By its name: of the label itself, SQLAlchemy would look through all columns for it.
        return found.order_by(
            literal_column("count").desc(), *(key.asc().nulls_last() for key in dict.fromkeys(keys))
        )

    def joined(self, rows: FromClause, row_id: ColumnElement[Any]) -> FromClause:
        """Join the rows with the several values of each."""
        self.pairs = {field.name: self._pairs(field) for field in self.several}
        joined = rows
        for pairs in self.pairs.values():
            joined = joined.outerjoin(pairs, pairs.c.row_id == row_id)
        return joined

    def values(self, rows: FromClause) -> tuple[list[ColumnElement[Any]], list[ColumnElement[Any]]]:
        """Return the columns of the values, and those by which groups of one size are sorted."""
        texts: list[ColumnElement[Any]] = []
        keys: list[ColumnElement[Any]] = []
        for field in self.fields:
            if field in self.plain:
                index = self.plain.index(field)
                texts.append(rows.c[f"value_{field.name}"])
                own = [column for column in rows.c if column.name.startswith(f"key_{index}_")]
                keys += (*own, texts[-1])
            else:
                texts.append(self.pairs[field.name].c.value)
                keys.append(self.pairs[field.name].c.value)
        return texts, keys

    def _pairs(self, field: Field) -> FromClause:
        """Return pairs of a record's row and a value that it has, each once."""
        asking = self.asking
        if field.kind is Kind.TEXTS:
            return asking.conditions.alias(asking.tables.shown[asking.query.record].links[field.name])
        owner = asking.conditions.refer(asking.query.record)
        pairs: FromClause = asking.conditions.pairs(field, owner).subquery()
        return pairs
