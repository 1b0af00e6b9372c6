"""How a question would be answered, for people to read."""

from collections.abc import Iterator
from typing import Any

import attrs

from policytrack.engines.memory._answer import prepared
from policytrack.engines.memory._finders import Lookup
from policytrack.engines.memory._lookups import Search, Searched
from policytrack.engines.memory._sight import Asked
from policytrack.query import Condition, Count, GroupCount, Query


@attrs.frozen
class Step:
    """One thing that is done: what, with how many candidates at most, and how deep in relations."""

    text: str
    candidates: int | None = None
    depth: int = 0

    def __str__(self) -> str:
        """Say it on one line."""
        many = "" if self.candidates is None else f" ({self.candidates} at most)"
        return f"{'  ' * self.depth}{self.text}{many}"


@attrs.frozen
class Plan:
    """How a question would be answered in a view: its steps, the innermost search first.

    The numbers are upper bounds that the indexes give without looking further.
    """

    record: str
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        """Say one step a line."""
        return "\n".join([f"select {self.record}", *(f"  {step}" for step in self.steps)])


def explain_plan(view: Asked, question: Query[Any] | Count[Any] | GroupCount[Any]) -> Plan:
    """Say how a question would be answered; errors are those of answering it."""
    query = question if isinstance(question, Query) else question.query
    plan = prepared(view, query)
    steps = [*_searched(plan.search, 0)]
    if isinstance(question, Query):
        keys = [f"{key.field.name} {'desc' if key.descending else 'asc'}" for key in query.order] or [
            "id asc"
        ]
        steps.append(Step(f"order by {', '.join(keys)}: {plan.ordered.way}"))
    else:
        names = [] if isinstance(question, Count) else [field.name for field in question.fields]
        steps.append(Step(f"count{' by ' if names else ''}{', '.join(names)}"))
    return Plan(query.record.__name__, tuple(steps))


def _searched(search: Search, depth: int) -> Iterator[Step]:
    name = search.table.cls.__name__
    if search.driver is None:
        yield Step(f"go through all of {name}", search.size, depth)
    else:
        yield from _looked_up(search.driver, depth)
    if search.is_cut:
        yield Step(f"keep what the view shows of {name}", None, depth)
    for part in search.rest:
        yield Step(f"keep where {_said(part)}", None, depth)


def _looked_up(found: Lookup, depth: int) -> Iterator[Step]:
    if isinstance(found, Searched):
        yield from _searched(found.search, depth + 1)
    yield Step(f"look up {' and '.join(map(_said, found.conditions))}", found.size, depth)


def _said(condition: Condition[Any]) -> str:
    return condition.key
