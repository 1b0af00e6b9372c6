"""Strategies for conditions and queries over the whole language."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from hypothesis import strategies as st

from policytrack import model
from policytrack import query as q
from policytrack.query import _build, _nodes, _operators
from policytrack.terms import UNASSESSED
from policytrack.testing._dates import partial_dates
from policytrack.testing._values import numbers, texts

Held = Callable[[q.Field], st.SearchStrategy[Any]]
"""Gives the values that a field is compared with."""

_DAYS: Final = ("2023-01-01", "2023-09-24", "2023-12-31", "2024-01-15", "2024-05-01")


def conditions(record: type[model.Record], held: Held, depth: int = 3) -> st.SearchStrategy[q.Condition[Any]]:
    """Draw conditions of every kind about a class of records, at most so deep in each other."""
    fields = st.sampled_from(list(q.schema(record).values()))
    leaves = fields.flatmap(lambda field: on_field(field, held, depth - 1))
    if depth == 1:
        return leaves
    inner = st.deferred(lambda: conditions(record, held, depth - 1))
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        leaves,
        leaves,
        inner.map(_nodes.negated),
        several.map(lambda parts: _nodes.all_of(*parts)),
        several.map(lambda parts: _nodes.any_of(*parts)),
    )


def on_field(field: q.Field, held: Held, depth: int) -> st.SearchStrategy[q.Condition[Any]]:
    """Draw a condition on a field; a relation's inner condition is at most so deep."""
    drawn: list[st.SearchStrategy[q.Condition[Any]]] = []
    for op in sorted(_operators.OPERATORS[field.kind]):
        value = held(field)
        given = st.lists(value, max_size=3) if op in _operators.OF_MANY else value
        drawn.append(given.map(partial(_build.compare, field, op)))
    if field.optional:
        drawn.append(st.just(_build.missing(field)))
    if field.kind is q.Kind.WORDS:
        searched = st.sampled_from(["proposal", "Ann lee", "why", "ß ANN", "x"])
        drawn.append(searched.map(lambda text: _build.matches(field, text)))
    if field.kind is q.Kind.RELATION:
        drawn += [st.just(_build.related(field, one)) for one in (q.Quantifier.ANY, q.Quantifier.NONE)]
    if field.kind is q.Kind.RELATION and depth > 0:
        inner = st.sampled_from(field.targets).flatmap(lambda target: conditions(target, held, depth))
        quantified = st.tuples(st.sampled_from(q.Quantifier), inner)
        drawn += 2 * [quantified.map(lambda pair: _build.related(field, *pair))]
    return st.one_of(drawn)


@st.composite
def queries(draw: st.DrawFn, records: Sequence[type[model.Record]], held: Held) -> q.Query[Any]:
    """Draw queries over the whole language about these classes of records."""
    record = draw(st.sampled_from(records))
    days = st.none() | st.sampled_from(_DAYS)
    query: q.Query[Any] = q.select(record).at(on=draw(days), known=draw(days))
    sortable = [field for field in q.schema(record).values() if field.kind in _build.SORTABLE]
    keys = draw(st.lists(st.tuples(st.sampled_from(sortable), st.booleans()), max_size=3))
    query = query.order_by(*(_build.order(field, descending=down) for field, down in keys))
    query = query.limit(draw(st.none() | st.integers(0, 4)))
    return query.where(*draw(st.lists(conditions(record, held), max_size=2)))


@st.composite
def questions(
    draw: st.DrawFn, records: Sequence[type[model.Record]], held: Held
) -> q.Query[Any] | q.Count[Any] | q.GroupCount[Any]:
    """Draw queries, how many records they answer with, and how many of each group."""
    query = draw(queries(records, held))
    match draw(st.integers(0, 5)):
        case 0:
            return query.count()
        case 1:
            fields = [field for field in q.schema(query.record).values() if field.kind is not q.Kind.WORDS]
            picked = draw(st.lists(st.sampled_from(fields), min_size=1, max_size=2, unique=True))
            return q.GroupCount(query, tuple(picked), draw(st.none() | st.integers(0, 4)))
        case _:
            return query


@st.composite
def twins(
    draw: st.DrawFn, records: Sequence[type[model.Record]], held: Held
) -> tuple[q.Query[Any], q.Query[Any]]:
    """Draw two queries that differ in their values only: what is kept of one must not answer the other."""
    fields = [field for record in records for field in q.schema(record).values()]
    # Kind by kind, since there are many fields of text and few of any other kind.
    kinds = [
        kind for kind in q.Kind if any(field.kind is kind and _operators.OPERATORS[kind] for field in fields)
    ]
    kind = draw(st.sampled_from(kinds))
    field = draw(st.sampled_from([field for field in fields if field.kind is kind]))
    op = draw(st.sampled_from(sorted(_operators.OPERATORS[kind])))
    value = held(field)
    given = st.lists(value, min_size=1, max_size=3) if op in _operators.OF_MANY else value
    one, other = (q.select(field.record).where(_build.compare(field, op, draw(given))) for _ in range(2))
    return one, other


def held_by(snapshot: model.Snapshot) -> Held:
    """Compare with what records of a snapshot hold, most of the time, so that conditions often hold."""
    records = list(snapshot.records())

    def values(field: q.Field) -> st.SearchStrategy[Any]:
        if field.terms is not None:
            return st.sampled_from(list(field.terms))
        other: dict[q.Kind, st.SearchStrategy[Any]] = {
            q.Kind.NUMBER: st.integers(0, 5) | numbers(),
            q.Kind.DATE: partial_dates(),
            q.Kind.TRUTH: st.booleans(),
        }
        drawn = other.get(field.kind, st.sampled_from(["x", UNASSESSED]) | texts())
        found = sorted(set(_held(field, records)), key=str)
        return st.one_of(st.sampled_from(found), st.sampled_from(found), drawn) if found else drawn

    return values


def _held(field: q.Field, records: Sequence[model.Record]) -> list[Any]:
    """Return what records hold in a field; of a status, where their changes lead."""
    if field.way is not q.Way.OWN:
        changes = [record for record in records if isinstance(record, model.StatusChange)]
        name = {"status": "to", "status_since": "on"}.get(field.name)
        found = [] if name is None else [getattr(change, name) for change in changes]
    else:
        found = [getattr(record, field.name) for record in records if isinstance(record, field.record)]
    parts = [part for held in found for part in held] if field.kind is q.Kind.TEXTS else found
    return [part for part in parts if part is not None]
