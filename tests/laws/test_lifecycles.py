"""The laws of lifecycles: nothing leaves the table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import lifecycles

from policytrack.lifecycle import SHIPPED, UNASSESSED, UNKNOWN, Lifecycle, shipped
from policytrack.model import StatusChange

any_lifecycle = lifecycles() | st.sampled_from([shipped(lifecycle_id) for lifecycle_id in SHIPPED])


def ways(lifecycle: Lifecycle) -> dict[tuple[str, str], int]:
    """Return the least number of steps between each two states, by trying every detour (Floyd, Warshall)."""
    ids = [state.id for state in lifecycle.states]
    steps = {(route.from_, route.to): 1 for route in lifecycle.routes} | {(state, state): 0 for state in ids}
    for middle in ids:
        for source in ids:
            for target in ids:
                if (source, middle) in steps and (middle, target) in steps:
                    detour = steps[source, middle] + steps[middle, target]
                    steps[source, target] = min(detour, steps.get((source, target), detour))
    return steps


def changes(states: list[str]) -> list[StatusChange]:
    """Return changes to these states."""
    return [StatusChange(id=f"c{index}", proposal_id="p", to=state) for index, state in enumerate(states)]


@given(any_lifecycle, st.data())
def test_walk_along_the_routes_is_no_problem(lifecycle: Lifecycle, data: st.DataObject) -> None:
    """A history in which each state is allowed after the one before is told nothing."""
    here = data.draw(st.sampled_from([state.id for state in lifecycle.states]))
    walk = [here]
    while (allowed := sorted(lifecycle.allowed(here))) and len(walk) < 12:
        here = data.draw(st.sampled_from(allowed))
        walk.append(here)
    assert lifecycle.problems(changes(walk)) == ()


@given(any_lifecycle)
def test_allowed_never_leaves_the_table(lifecycle: Lifecycle) -> None:
    """What is allowed after a state, or after a standing, is a state, and one of its routes leads there."""
    ids = {state.id for state in lifecycle.states}
    routes = {(route.from_, route.to) for route in lifecycle.routes}
    assert {(state, to) for state in ids for to in lifecycle.allowed(state)} == routes
    assert lifecycle.allowed(UNASSESSED) == lifecycle.allowed(UNKNOWN) == ids


@given(any_lifecycle)
def test_distance_is_the_shortest_way(lifecycle: Lifecycle) -> None:
    """Distances between each two states are those that trying every detour finds."""
    ids = [state.id for state in lifecycle.states]
    found = {(i, j): lifecycle.distance(i, j) for i in ids for j in ids}
    assert {ends: steps for ends, steps in found.items() if steps is not None} == ways(lifecycle)


@given(any_lifecycle)
def test_beginning_leads_everywhere(lifecycle: Lifecycle) -> None:
    """Every state of a usable table can be reached from the first."""
    first, *_ = lifecycle.states
    assert all(lifecycle.distance(first.id, state.id) is not None for state in lifecycle.states)


@given(any_lifecycle, st.data())
def test_step_is_judged_by_its_distance(lifecycle: Lifecycle, data: st.DataObject) -> None:
    """Of any two states in a row, the number of steps between them and finality decide what is told."""
    ids = [state.id for state in lifecycle.states]
    before, to = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    codes = [problem.code for problem in lifecycle.problems(changes([before, to]))]
    steps = ways(lifecycle).get((before, to))
    if steps in {0, 1}:
        assert codes == []
    elif lifecycle.state(before).final:
        assert codes == ["change-after-final"]
    else:
        assert codes == ["illegal-step" if steps is None else "skipped-states"]


@pytest.mark.parametrize("lifecycle_id", SHIPPED)
def test_shipped_tables_are_drawn_too(lifecycle_id: str) -> None:
    """The laws above speak of usable tables; those that ship are usable."""
    assert ways(shipped(lifecycle_id))
