"""What a question asks for and nothing has: a misspelt word finds nothing, and says no more by itself."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from policytrack import query as q
from policytrack.errors import nearest
from policytrack.model import Proposal
from policytrack.registry import Registry

if TYPE_CHECKING:
    from policytrack.stores import StoreView
    from policytrack.tracker import View

_WHOLE = {
    q.Kind.TEXT: {q.Op.IS, q.Op.IN},
    q.Kind.TEXTS: {q.Op.CONTAINS, q.Op.CONTAINS_ANY},
}
"""The operators that ask for a whole text, by the kind of field."""


def unmet(view: "View | StoreView", question: q.Query[Proposal]) -> Iterator[str]:
    """Say which words of a question nothing in its view has, with the nearest that something has."""
    held: dict[str, set[str]] = defaultdict(set)
    for asked in _compared(question.condition):
        handle = getattr(q.handles(asked.field.record), asked.field.name)
        everything: q.Query[Any] = on_days_of(q.select(asked.field.record), question)
        values: set[object] = {group.values[0] for group in view.run(everything.group_by(handle).count())}
        if asked.field == q.Proposal.status.field:  # A state that no proposal is in is no misspelt word.
            values |= {state.id for table in Registry.default().lifecycles.values() for state in table.states}
        for value in asked.values:
            held[str(value)] |= {str(one) for one in values if one is not None}
    for value in sorted(held):
        if value not in held[value]:
            near = ", ".join(nearest(value, held[value]))
            yield f"{value}: nothing here has it{near and f' (nearest: {near})'}"


def on_days_of(query: q.Query[Any], other: q.Query[Any]) -> q.Query[Any]:
    """Return a query on the days that another one names."""
    query = query if other.on is None else query.at(on=other.on)
    return query if other.known is None else query.at(known=other.known)


def _compared(condition: q.Condition[Any] | None) -> Iterator[q.Compare[Any]]:
    """Give the comparisons with whole texts in a condition, whatever they stand in."""
    match condition:
        case q.Compare(field, op, _) if op in _WHOLE.get(field.kind, ()):
            yield condition
        case q.And(parts) | q.Or(parts):
            for part in parts:
                yield from _compared(part)
        case q.Not(part):
            yield from _compared(part)
        case q.Related(condition=inner):
            yield from _compared(inner)
        case _:
            pass
