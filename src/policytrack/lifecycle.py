"""Lifecycles: the states a proposal can be in and the routes between them, as data.

A lifecycle is a table, not code: the shipped ones are the JSON files in `lifecycles/`, a plugin brings its
own. A route that is missing from the table is no exception: sources skip steps, so a history that leaves
the table is reported as a `Problem`, and the status stands as the sources give it.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import permutations
from math import inf
from typing import Self

import attrs

from policytrack.errors import LifecycleTableError, Problem, Severity, UnknownNameError, nearest
from policytrack.model import Checked, StatusChange
from policytrack.terms import UNASSESSED, UNKNOWN, Phase

SHIPPED = (
    "uk-reform",
    "uk-bill",
    "us-bill",
    "de-gesetz",
    "de-vorlage",
    "recommendation",
    "request",
    "promise",
)
DEFAULT = "uk-reform"


@attrs.frozen(repr=False)
class State(Checked):
    """One state: its phase is what questions across lifecycles ask for; a final one has no way out."""

    id: str
    label: str
    phase: Phase
    definition: str | None = None
    final: bool = False


@attrs.frozen(repr=False)
class Route(Checked):
    """A step that the lifecycle allows, with the rule that it rests on where there is one."""

    from_: str
    to: str
    legal_basis: str | None = None


@attrs.frozen(repr=False)
class Lifecycle(Checked):
    """A table of states and routes; the first state is where a proposal begins.

    Raises:
        LifecycleTableError: With every fault of the table: a route from or to nowhere, a state that no
            route reaches, a final state with a way out, a state twice, a reserved name.
    """

    id: str
    title: str
    states: tuple[State, ...]
    routes: tuple[Route, ...]

    def __attrs_post_init__(self) -> None:
        """Check the fields, then the table."""
        super().__attrs_post_init__()
        if faults := list(_faults(self)):
            raise LifecycleTableError(f"lifecycle {self.id}", faults)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a lifecycle from its JSON file; a route's `from` stands for `from_`."""
        import json  # noqa: PLC0415  # Loaded with the first table.

        data = json.loads(text)
        states = [
            State(
                state["id"],
                state["label"],
                Phase(state["phase"]),
                state.get("definition"),
                state.get("final", False),
            )
            for state in data["states"]
        ]
        routes = [Route(route["from"], route["to"], route.get("legal_basis")) for route in data["routes"]]
        return cls(data["id"], data["title"], tuple(states), tuple(routes))

    def extended(
        self,
        states: Iterable[State],
        routes: Iterable[Route],
        *,
        id: str | None = None,  # noqa: A002  # The field's name.
        title: str | None = None,
    ) -> Self:
        """Return a lifecycle with more states and routes, under another id and title where they are given.

        What it has stays as it is; a route that it has already is not added twice.

        Raises:
            LifecycleTableError: The table would not be right.
        """
        return attrs.evolve(
            self,
            id=id or self.id,
            title=title or self.title,
            states=(*self.states, *states),
            routes=tuple(dict.fromkeys([*self.routes, *routes])),
        )

    @cached_property
    def onward(self) -> Mapping[str, frozenset[str]]:
        """The states to which one step leads, by the state that it leads from."""
        found: dict[str, set[str]] = defaultdict(set)
        for route in self.routes:
            found[route.from_].add(route.to)
        return {state: frozenset(targets) for state, targets in found.items()}

    def __contains__(self, state: object) -> bool:
        """Say whether the lifecycle has a state of this id."""
        return any(known.id == state for known in self.states)

    def state(self, state: str) -> State:
        """Return the state of this id.

        Raises:
            UnknownNameError: Where the lifecycle has no such state.
        """
        for known in self.states:
            if known.id == state:
                return known
        raise UnknownNameError(f"state of {self.id}", state, [known.id for known in self.states])

    def allowed(self, state: str) -> frozenset[str]:
        """Return the states to which one step leads from `state`, none from a final one.

        From `unassessed` and `unknown` every state may come next.
        """
        if state in {UNASSESSED, UNKNOWN}:
            return frozenset(known.id for known in self.states)
        return self.onward.get(self.state(state).id, frozenset())

    def distance(self, source: str, target: str) -> int | None:
        """Return the least number of steps from one state to another, None where no way leads there.

        No way leads from or to what is no state of the lifecycle.
        """
        return _distances(self, source).get(target) if source in self else None

    def precedes(self, one: str, other: str) -> bool:
        """Say whether one state comes before another, of two that were reached on one day.

        The phases tell it for states that are not ended; within a phase, and from or to an ended state, the
        shorter way tells it, on which nothing ends. Where both ways are as long, and for a state that is
        not in the table, neither comes before the other.
        """
        return (one, other) in self._before

    @cached_property
    def _before(self) -> frozenset[tuple[str, str]]:
        ends = frozenset(state.id for state in self.states if state.phase is Phase.ENDED)
        ways = {state.id: _distances(self, state.id, ends) for state in self.states}
        return frozenset(
            (one.id, other.id)
            for one, other in permutations(self.states, 2)
            if (
                one.phase < other.phase
                if Phase.ENDED not in {one.phase, other.phase} and one.phase is not other.phase
                else ways[one.id].get(other.id, inf) < ways[other.id].get(one.id, inf)
            )
        )

    def problems(self, history: Sequence[StatusChange]) -> tuple[Problem, ...]:
        """Report where a history, in its order, leaves the table.

        A state that is reported again is no step. Codes, all warnings: `unknown-state`, `skipped-states`
        (a way leads there, but not in one step: the evidence shows a gap), `illegal-step` (no way leads
        there), `change-after-final`.
        """
        return tuple(_leaves(self, history))


def _faults(lifecycle: Lifecycle) -> Iterable[Problem]:
    ids = [state.id for state in lifecycle.states]
    if not ids:
        yield Problem("no-states", "/states", "a lifecycle has at least one state")
        return
    reached = _distances(lifecycle, ids[0])
    for index, state in enumerate(lifecycle.states):
        if state.id in ids[:index]:
            yield Problem("duplicate-state", f"/states/{index}/id", f"{state.id}: stands twice")
        if state.id in {UNASSESSED, UNKNOWN}:
            yield Problem("reserved-state", f"/states/{index}/id", f"{state.id}: is a standing, no state")
        if state.id not in reached:
            yield Problem(
                "unreachable-state", f"/states/{index}", f"{state.id}: no way leads there from {ids[0]}"
            )
    final = {state.id for state in lifecycle.states if state.final}
    for index, route in enumerate(lifecycle.routes):
        for name, end in (("from", route.from_), ("to", route.to)):
            if end not in ids:
                hint = f"nearest: {', '.join(near)}" if (near := nearest(end, ids)) else None
                yield Problem("unknown-state", f"/routes/{index}/{name}", f"{end}: no such state", hint)
        if route.from_ in final:
            yield Problem("final-with-exit", f"/routes/{index}", f"{route.from_}: is final and has a way out")


def _distances(lifecycle: Lifecycle, source: str, stops: frozenset[str] = frozenset()) -> Mapping[str, int]:
    """Return the least number of steps to each state that can be reached, by breadth first.

    A state among the `stops` can be reached, and no way leads on from it but from the source itself.
    """
    steps, queue = {source: 0}, deque([source])
    while queue:
        here = queue.popleft()
        if here in stops and here != source:
            continue
        for there in lifecycle.onward.get(here, frozenset()) - steps.keys():
            steps[there] = steps[here] + 1
            queue.append(there)
    return steps


def _leaves(lifecycle: Lifecycle, history: Sequence[StatusChange]) -> Iterable[Problem]:
    before: str | None = None
    for change in history:
        path, to = f"/status_changes/{change.id}", change.to
        if to not in lifecycle:
            known = [state.id for state in lifecycle.states]
            near = nearest(to, known)
            hint = f"nearest: {', '.join(near)}" if near else "keep the source's words in wording"
            place = f"{path}/to"
            yield Problem("unknown-state", place, f"{to}: no state of {lifecycle.id}", hint, Severity.WARNING)
            continue
        if before is not None and to not in {before, *lifecycle.allowed(before)}:
            yield _leave(lifecycle, path, before, to)
        before = to


def _leave(lifecycle: Lifecycle, path: str, before: str, to: str) -> Problem:
    if lifecycle.state(before).final:
        message = f"{to} after {before}, which is final"
        return Problem("change-after-final", path, message, "look for a correction", Severity.WARNING)
    steps = lifecycle.distance(before, to)
    if steps is not None:
        message = f"from {before} to {to} skips {steps - 1} state{'s' * (steps > 2)}"  # noqa: PLR2004  # a plural
        return Problem("skipped-states", path, message, "look for the steps between", Severity.WARNING)
    options = ", ".join(sorted(lifecycle.allowed(before))) or "nothing"
    return Problem(
        "illegal-step", path, f"no way leads from {before} to {to}", f"allowed: {options}", Severity.WARNING
    )


@cache
def shipped(lifecycle_id: str) -> Lifecycle:
    """Return a shipped lifecycle.

    Raises:
        UnknownNameError: Where none of this id is shipped.
    """
    if lifecycle_id not in SHIPPED:
        raise UnknownNameError("lifecycle", lifecycle_id, SHIPPED)
    from importlib import resources  # noqa: PLC0415  # Loaded with the first table.

    file = resources.files("policytrack") / "lifecycles" / f"{lifecycle_id}.json"
    return Lifecycle.from_json(file.read_text(encoding="utf-8"))
