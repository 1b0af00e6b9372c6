"""Strategies for lifecycles."""

from hypothesis import strategies as st

from policytrack.lifecycle import Lifecycle, Route, State
from policytrack.terms import Phase


@st.composite
def lifecycles(draw: st.DrawFn) -> Lifecycle:
    """Draw tables of up to seven states, each of which some route reaches, with loops and dead ends."""
    count = draw(st.integers(1, 7))
    routes = {(draw(st.integers(0, here - 1)), here) for here in range(1, count)}
    routes |= draw(st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=12))
    ways_out = {start for start, _ in routes}
    states = [
        State(
            f"s{n}",
            f"state {n}",
            draw(st.sampled_from(Phase)),
            final=n not in ways_out and draw(st.booleans()),
        )
        for n in range(count)
    ]
    return Lifecycle(
        "drawn", "a drawn table", tuple(states), tuple(Route(f"s{i}", f"s{j}") for i, j in sorted(routes))
    )
