"""Hypothesis strategies of the tests: those of the contract kit, and worlds, conditions and queries."""

from typing import Any, Final

from hypothesis import strategies as st

from policytrack import measures, model
from policytrack import query as q
from policytrack.dates import PartialDate
from policytrack.query import _build, _nodes, _operators
from policytrack.terms import CorrectionKind, Extent, SourceKind, Stance
from policytrack.testing import (
    calendar_days,
    edtf_texts,
    ids,
    instances,
    json_objects,
    lifecycles,
    odd_ids,
    odd_texts,
    partial_dates,
    periods,
    records,
    snapshots,
    texts,
)
from policytrack.testing._values import json_values, numbers

__all__ = [
    "calendar_days",
    "conditions",
    "edtf_texts",
    "ids",
    "instances",
    "json_objects",
    "json_values",
    "lifecycles",
    "numbers",
    "odd_ids",
    "odd_texts",
    "partial_dates",
    "periods",
    "queries",
    "records",
    "snapshots",
    "texts",
    "worlds",
]


@st.composite
def worlds(draw: st.DrawFn) -> model.Snapshot:
    """Draw small snapshots whose records fit together; two of them share ids, and with some luck records.

    What would dangle is left out, so that a record that is missing takes with it what rests on it.
    """
    dates = st.sampled_from([None, *map(PartialDate.parse, ("2023", "2023-09-24", "2024-01", "2024-05-01~"))])
    evidence = st.lists(st.sampled_from(["s1", "s2"]), unique=True).map(
        lambda found: tuple(model.Citation(source_id) for source_id in found)
    )
    proposal_ids = st.sampled_from(["p", "q"])
    drawn: list[model.Record] = [
        model.Source(id=name, title="Source", published=draw(dates), kind=draw(st.sampled_from(SourceKind)))
        for name in ("s1", "s2")
    ]
    drawn.append(model.Person(id="ann", name=draw(st.sampled_from(["Ann", "Ann Lee"]))))
    drawn.append(draw(st.sampled_from([model.Person, model.Organization]))(id="bob", name="Bob"))
    proposed = st.sampled_from(
        [None, *(measures.Review(scope=scope) for scope in ("a", "b")), measures.Other("c")]
    )
    drawn += [
        model.Proposal(
            id=name,
            title="Proposal",
            measure=draw(proposed),
            topics=draw(st.frozensets(st.sampled_from(["x", "y"]))),
            evidence=draw(evidence),
            not_found=draw(st.sampled_from([(), (model.NotFound("why?", PartialDate.parse("2024")),)])),
        )
        for name in ("p", "q")
    ]
    drawn += [
        model.Position(
            id=name,
            proposal_id=draw(proposal_ids),
            actor_id=draw(st.sampled_from(["ann", "bob"])),
            stance=draw(st.sampled_from(Stance)),
            said_on=draw(dates),
            evidence=draw(evidence),
        )
        for name in ("pos1", "pos2")
    ]
    for number in range(4):
        corrects = draw(st.none() | st.sampled_from([f"c{earlier}" for earlier in range(number)] or [None]))
        drawn.append(
            model.StatusChange(
                id=f"c{number}",
                proposal_id=draw(proposal_ids),
                to=draw(st.sampled_from(["proposed", "accepted", "no such state"])),
                on=draw(dates),
                extent=draw(st.sampled_from([None, *Extent])),
                claim=draw(st.sampled_from([None, "claim"])),
                evidence=draw(evidence),
                corrects_id=corrects,
                correction=corrects and draw(st.sampled_from(CorrectionKind)),
            )
        )
    kept: dict[str, model.Record] = {}
    for record in drawn:
        if draw(st.integers(0, 9)) and all(found.record_id in kept for found in model.references(record)):
            kept[record.id] = record
    return model.Snapshot.of(kept.values())


# Values of the records that `worlds` draws, so that conditions often hold of some of them.
_SAID: Final = ("p", "q", "ann", "bob", "s1", "s2", "c0", "x", "y", "Proposal", "Ann", "proposed", "accepted")
_DAYS: Final = ("2023-01-01", "2023-09-24", "2023-12-31", "2024-01-15", "2024-05-01")


def conditions(record: type[model.Record], depth: int = 3) -> st.SearchStrategy[q.Condition[Any]]:
    """Draw conditions of every kind about a class of records, at most so deep in each other."""
    fields = st.sampled_from(list(q.schema(record).values()))
    leaves = fields.flatmap(lambda field: _on_field(field, depth - 1))
    if depth == 1:
        return leaves
    inner = st.deferred(lambda: conditions(record, depth - 1))
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        leaves,
        leaves,
        inner.map(_nodes.negated),
        several.map(lambda parts: _nodes.all_of(*parts)),
        several.map(lambda parts: _nodes.any_of(*parts)),
    )


def _on_field(field: q.Field, depth: int) -> st.SearchStrategy[q.Condition[Any]]:
    """Draw a condition on a field; a relation's inner condition is at most so deep."""
    drawn: list[st.SearchStrategy[q.Condition[Any]]] = []
    value = _compared_with(field)
    for op in sorted(_operators.OPERATORS[field.kind]):
        many = op in _operators.OF_MANY
        given = st.lists(value, max_size=3) if many else value
        drawn.append(given.map(lambda said, op=op: _build.compare(field, op, said)))
    if field.optional:
        drawn.append(st.just(_build.missing(field)))
    if field.kind is q.Kind.WORDS:
        searched = st.sampled_from(["proposal", "Ann lee", "why", "ß ANN"])
        drawn.append(searched.map(lambda text: _build.matches(field, text)))
    if field.kind is q.Kind.RELATION:
        drawn += [st.just(_build.related(field, one)) for one in (q.Quantifier.ANY, q.Quantifier.NONE)]
    if field.kind is q.Kind.RELATION and depth > 0:
        inner = st.sampled_from(field.targets).flatmap(lambda target: conditions(target, depth))
        quantified = st.tuples(st.sampled_from(q.Quantifier), inner)
        drawn += 2 * [quantified.map(lambda pair: _build.related(field, *pair))]
    return st.one_of(drawn)


def _compared_with(field: q.Field) -> st.SearchStrategy[Any]:
    """Draw values that a field can be compared with."""
    match field.kind:
        case q.Kind.TERM | q.Kind.ORDERED:
            return st.sampled_from(list(field.terms or ()))
        case q.Kind.NUMBER:
            return st.integers(0, 5) | numbers()
        case q.Kind.DATE:
            near = st.sampled_from([*_DAYS, "2023", "2023-09", "2024-05-01~", "../2023-09-24", "[2024-01..]"])
            return near.map(PartialDate.parse) | partial_dates() | calendar_days()
        case _:
            return st.sampled_from(_SAID) | texts()


@st.composite
def queries(draw: st.DrawFn, *records: type[model.Record]) -> q.Query[Any]:
    """Draw queries over the whole language, about these classes of records or about any of ours."""
    ours = [cls for cls in model.record_fields().values() if cls is not model.Record]
    record = draw(st.sampled_from(records or ours))
    days = st.none() | st.sampled_from(_DAYS)
    query: q.Query[Any] = q.select(record).at(on=draw(days), known=draw(days))
    sortable = [field for field in q.schema(record).values() if field.kind in _build.SORTABLE]
    keys = draw(st.lists(st.tuples(st.sampled_from(sortable), st.booleans()), max_size=3))
    query = query.order_by(*(_build.order(field, descending=down) for field, down in keys))
    query = query.limit(draw(st.none() | st.integers(0, 4)))
    return query.where(*draw(st.lists(conditions(record), max_size=2)))
