"""Whether a lifecycle works as lifecycles do."""

from itertools import permutations

from hypothesis import strategies as st

from policytrack.lifecycle import Lifecycle
from policytrack.model import Proposal, StatusChange
from policytrack.registry import Registry
from policytrack.testing._running import EXAMPLES, expect, holds_for
from policytrack.tracker import Tracker


def check_lifecycle(lifecycle: Lifecycle, *, examples: int = EXAMPLES) -> None:
    """Check a lifecycle: what its states mean is said, and walks along its routes are what it allows.

    That the table fits together is checked when a lifecycle is made. Here: every state has a definition, a
    final one has a phase in which something is over or in force, no two states come each before the
    other, and along the routes a proposal gets each status with its phase, with nothing to report.

    Args:
        lifecycle: The table, a plugin's own or one of ours with a plugin's states.
        examples: How many walks are drawn.

    Raises:
        AssertionError: It is not so; Hypothesis shows the shortest walk.
    """
    for state in lifecycle.states:
        expect(bool(state.definition), f"{state.id}: a definition says what it means")
    for one, other in permutations([state.id for state in lifecycle.states], 2):
        both = lifecycle.precedes(one, other) and lifecycle.precedes(other, one)
        expect(not both, f"{one} and {other} do not come each before the other")
    known = Registry.shipped()
    if lifecycle.id in known.lifecycles:
        known = known.with_states(lifecycle.id, lifecycle.states, lifecycle.routes)
    else:
        known = known.with_lifecycle(lifecycle)

    def fact(walk: list[str]) -> None:
        changes = [
            StatusChange(id=f"c{step:03}", proposal_id="p", to=state) for step, state in enumerate(walk)
        ]
        expect(lifecycle.problems(changes) == (), "its own routes are what it allows")
        proposal = Proposal(id="p", title="P", lifecycle=lifecycle.id)
        standing = Tracker.of(proposal, changes[-1], registry=known).standing("p")
        expected = walk[-1], lifecycle.state(walk[-1]).phase
        expect((standing.status, standing.phase) == expected, "a proposal gets the status with its phase")

    holds_for(_walks(lifecycle), fact, examples)


@st.composite
def _walks(draw: st.DrawFn, lifecycle: Lifecycle) -> list[str]:
    """Draw a way along the routes, from any state."""
    walk = [draw(st.sampled_from([state.id for state in lifecycle.states]))]
    for _ in range(draw(st.integers(0, 8))):
        further = sorted(lifecycle.allowed(walk[-1]))
        if not further:
            break
        walk.append(draw(st.sampled_from(further)))
    return walk
