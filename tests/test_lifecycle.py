"""The lifecycles that ship, what a table may not be, and what a history is told."""

import copy
import json
import pickle
from importlib import resources
from itertools import permutations

import pytest

from policytrack.errors import InvalidRecordError, LifecycleTableError, Severity, UnknownNameError
from policytrack.lifecycle import DEFAULT, SHIPPED, UNASSESSED, UNKNOWN, Lifecycle, Route, State, shipped
from policytrack.model import StatusChange
from policytrack.terms import Phase

STATES = {
    "uk-reform": (
        "proposed review-promised under-review recommended consultation-promised consultation"
        " accepted-in-principle accepted introduced enacted in-force rejected withdrawn lapsed superseded"
        " repealed"
    ),
    "request": "requested agreed refused in-effect ended",
}

PHASES = {
    "uk-reform": {
        Phase.PROPOSED: "proposed",
        Phase.CONSIDERED: "review-promised under-review recommended consultation-promised consultation",
        Phase.DECIDED: "accepted-in-principle accepted",
        Phase.LEGISLATING: "introduced",
        Phase.LAW: "enacted in-force",
        Phase.ENDED: "rejected withdrawn lapsed superseded repealed",
    },
    "request": {
        Phase.PROPOSED: "requested",
        Phase.DECIDED: "agreed",
        Phase.LAW: "in-effect",
        Phase.ENDED: "refused ended",
    },
}

FINAL = {
    "promise": set(),
    "uk-reform": {"repealed"},
    "uk-bill": {"withdrawn", "repealed"},
    "us-bill": {"repealed"},
    "de-gesetz": {"not-debated", "merged", "not-signed", "void", "repealed"},
    "de-vorlage": {"answered", "promulgated", "not-introduced", "unanswered", "merged", "not-debated"},
    "recommendation": {"superseded"},
    "request": set(),
}


def table(states: str, routes: str, *, final: str = "") -> Lifecycle:
    """Return a lifecycle of states such as `a b` and routes such as `a-b`."""
    return Lifecycle(
        "drawn",
        "a drawn table",
        tuple(State(name, name, Phase.PROPOSED, final=name in final) for name in states.split()),
        tuple(Route(*route.split("-")) for route in routes.split()),
    )


def history(*states: str) -> list[StatusChange]:
    """Return changes to these states, with the ids c0, c1 and so on."""
    return [StatusChange(id=f"c{index}", proposal_id="p", to=state) for index, state in enumerate(states)]


def told(lifecycle: Lifecycle, *states: str) -> list[tuple[str, str, str]]:
    """Return code, path and text of each problem of a history."""
    found = lifecycle.problems(history(*states))
    return [(problem.code, problem.path, str(problem).partition(": ")[2]) for problem in found]


@pytest.mark.parametrize("lifecycle_id", SHIPPED)
def test_shipped_lifecycle_loads_under_its_id(lifecycle_id: str) -> None:
    """Each name that ships gives the table of that id."""
    assert shipped(lifecycle_id).id == lifecycle_id


def test_shipped_lifecycles_are_the_files() -> None:
    """A table that is added as a file and forgotten in the list fails here."""
    folder = resources.files("policytrack") / "lifecycles"
    assert {file.name for file in folder.iterdir() if file.name.endswith(".json")} == {
        f"{name}.json" for name in SHIPPED
    }


def test_default_is_shipped() -> None:
    """A proposal without a lifecycle follows one that there is."""
    assert DEFAULT in SHIPPED


@pytest.mark.parametrize("lifecycle_id", SHIPPED)
def test_shipped_lifecycle_is_a_value(lifecycle_id: str) -> None:
    """A table that was pickled, copied or read again is equal and hashes alike."""
    lifecycle = shipped(lifecycle_id)
    file = resources.files("policytrack") / "lifecycles" / f"{lifecycle_id}.json"
    twins = [
        pickle.loads(pickle.dumps(lifecycle)),
        copy.deepcopy(lifecycle),
        Lifecycle.from_json(file.read_text(encoding="utf-8")),
    ]
    assert all((twin, hash(twin)) == (lifecycle, hash(lifecycle)) for twin in twins)


@pytest.mark.parametrize("lifecycle_id", SHIPPED)
def test_every_state_of_a_shipped_lifecycle_is_defined(lifecycle_id: str) -> None:
    """Who sets a state can read what it means."""
    assert [state.id for state in shipped(lifecycle_id).states if state.definition is None] == []


@pytest.mark.parametrize("lifecycle_id", SHIPPED)
def test_no_route_of_a_shipped_lifecycle_stands_twice(lifecycle_id: str) -> None:
    """A step has one legal basis."""
    ends = [(route.from_, route.to) for route in shipped(lifecycle_id).routes]
    assert len(ends) == len(set(ends))


@pytest.mark.parametrize("lifecycle_id", SHIPPED)
def test_file_has_no_key_that_is_not_read(lifecycle_id: str) -> None:
    """A misspelt key in a table would be lost without a word."""
    file = resources.files("policytrack") / "lifecycles" / f"{lifecycle_id}.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    assert set(data) == {"id", "title", "states", "routes"}
    assert set().union(*data["states"]) <= {"id", "label", "phase", "definition", "final"}
    assert set().union(*data["routes"]) <= {"from", "to", "legal_basis"}


@pytest.mark.parametrize(("lifecycle_id", "states"), STATES.items())
def test_states_are_those_of_the_design(lifecycle_id: str, states: str) -> None:
    """The design pins the states, the first of them the beginning."""
    assert " ".join(state.id for state in shipped(lifecycle_id).states) == states


@pytest.mark.parametrize("lifecycle_id", PHASES)
def test_phases(lifecycle_id: str) -> None:
    """Each state belongs to the phase by which questions across lifecycles ask for it."""
    found: dict[Phase, set[str]] = {}
    for state in shipped(lifecycle_id).states:
        found.setdefault(state.phase, set()).add(state.id)
    assert found == {phase: set(states.split()) for phase, states in PHASES[lifecycle_id].items()}


@pytest.mark.parametrize(("lifecycle_id", "final"), FINAL.items())
def test_final_states(lifecycle_id: str, final: set[str]) -> None:
    """Those states are final from which nothing comes back; a lapsed proposal can be put again."""
    assert {state.id for state in shipped(lifecycle_id).states if state.final} == final


@pytest.mark.parametrize("lifecycle_id", SHIPPED)
def test_state_without_a_way_out_is_final(lifecycle_id: str) -> None:
    """A state that no route leaves says that it is final."""
    lifecycle = shipped(lifecycle_id)
    assert {s.id for s in lifecycle.states if not lifecycle.allowed(s.id)} == FINAL[lifecycle_id]


def test_unknown_lifecycle_is_refused() -> None:
    """A name under which nothing ships is refused with those that there are."""
    with pytest.raises(UnknownNameError) as caught:
        shipped("uk-reforms")
    assert (caught.value.kind, caught.value.allowed) == ("lifecycle", tuple(sorted(SHIPPED)))


def test_from_json_reads_every_field() -> None:
    """A table of a plugin's own is read from text; `from` is `from_`."""
    text = """{"id": "x", "title": "X",
        "states": [{"id": "a", "label": "A", "phase": "proposed"},
                   {"id": "b", "label": "B", "phase": "ended", "definition": "The end.", "final": true}],
        "routes": [{"from": "a", "to": "b", "legal_basis": "an Act"}]}"""
    assert Lifecycle.from_json(text) == Lifecycle(
        "x",
        "X",
        (State("a", "A", Phase.PROPOSED), State("b", "B", Phase.ENDED, "The end.", final=True)),
        (Route("a", "b", "an Act"),),
    )


@pytest.mark.parametrize(
    ("states", "routes", "final", "faults"),
    [
        ("", "", "", ["/states: a lifecycle has at least one state"]),
        ("a b a", "a-b", "", ["/states/2/id: a: stands twice"]),
        (
            "a unassessed unknown",  # both standings
            "a-unassessed a-unknown",
            "",
            [
                "/states/1/id: unassessed: is a standing, no state",
                "/states/2/id: unknown: is a standing, no state",
            ],
        ),
        ("a", "a-b", "", ["/routes/0/to: b: no such state"]),
        ("a", "b-a", "", ["/routes/0/from: b: no such state"]),
        (
            "accepted",  # a slip has a hint
            "accepted-acepted",
            "",
            ["/routes/0/to: acepted: no such state (nearest: accepted)"],
        ),
        ("a b", "b-a", "", ["/states/1: b: no way leads there from a"]),  # a way leads out, none in
        ("a b", "b-b", "", ["/states/1: b: no way leads there from a"]),  # only from itself
        ("a b", "a-b b-a", "b", ["/routes/1: b: is final and has a way out"]),
        ("a b", "a-b b-b", "b", ["/routes/1: b: is final and has a way out"]),  # to itself
    ],
)
def test_fault_of_a_table(states: str, routes: str, final: str, faults: list[str]) -> None:
    """A table that cannot be used is refused with the place of what is wrong."""
    with pytest.raises(LifecycleTableError) as caught:
        table(states, routes, final=final)
    assert [str(problem) for problem in caught.value.problems] == faults


def test_every_fault_is_told_at_once() -> None:
    """One error names everything that is wrong with a table, and the table."""
    with pytest.raises(LifecycleTableError) as caught:
        table("a a unknown b", "a-x b-a", final="b")
    assert caught.value.subject == "lifecycle drawn"
    assert [problem.code for problem in caught.value.problems] == [
        "duplicate-state",
        "reserved-state",
        "unreachable-state",
        "unreachable-state",
        "unknown-state",
        "final-with-exit",
    ]


def test_fields_are_checked_before_the_table() -> None:
    """A field of a wrong type is told like that of a record."""
    with pytest.raises(InvalidRecordError, match="/phase: expected a Phase, got str 'law'"):
        State("a", "A", "law")  # type: ignore[arg-type]


def test_loops_are_no_fault() -> None:
    """Going back and staying are legal where the table says so."""
    assert table("a b", "a-b b-a a-a").allowed("a") == {"a", "b"}


def test_lifecycle_contains_its_states() -> None:
    """`in` asks for a state by its id."""
    assert ["accepted" in shipped("uk-reform"), "in-effect" in shipped("uk-reform")] == [True, False]


def test_state_is_found_by_its_id() -> None:
    """A state can be looked up."""
    assert shipped("uk-reform").state("in-force").phase is Phase.LAW


@pytest.mark.parametrize("ask", [Lifecycle.state, Lifecycle.allowed])
def test_unknown_state_is_refused(ask: object) -> None:
    """A question about a state that is none is refused with those that there are."""
    with pytest.raises(UnknownNameError) as caught:
        ask(shipped("request"), "accepted")  # type: ignore[operator]
    assert (caught.value.kind, set(caught.value.allowed)) == (
        "state of request",
        set(STATES["request"].split()),
    )


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("repealed", ""),  # final
        ("introduced", "enacted lapsed rejected withdrawn superseded"),
        ("enacted", "in-force superseded repealed"),
        ("lapsed", "proposed review-promised under-review accepted introduced"),
        (UNASSESSED, STATES["uk-reform"]),  # nobody looked, so anything may be next
        (UNKNOWN, STATES["uk-reform"]),  # looked for in vain, the same
    ],
)
def test_allowed(state: str, allowed: str) -> None:
    """One step leads to these states and to no others."""
    assert shipped("uk-reform").allowed(state) == set(allowed.split())


@pytest.mark.parametrize(
    ("source", "target", "steps"),
    [
        ("proposed", "proposed", 0),
        ("proposed", "accepted", 1),
        ("accepted", "in-force", 2),
        ("proposed", "in-force", 3),  # proposed, accepted, enacted, in force
        ("repealed", "proposed", None),  # no way out
        ("nowhere", "nowhere", None),  # no state, to which no way leads either
        ("nowhere", "proposed", None),
        ("proposed", "nowhere", None),
        (UNASSESSED, "proposed", None),  # a standing is no place in the table
    ],
)
def test_distance(source: str, target: str, steps: int | None) -> None:
    """The distance is the least number of steps along the routes."""
    assert shipped("uk-reform").distance(source, target) == steps


@pytest.mark.parametrize(
    "states",
    [
        (),  # nothing known
        ("in-force",),  # the first report may come late
        ("proposed", "under-review", "review-promised"),  # a later promise to review again
        ("introduced", "lapsed", "introduced"),  # put again after a dissolution
        ("accepted", "introduced", "lapsed", "accepted", "introduced", "enacted"),  # two parliaments
        ("proposed", "proposed", "accepted", "accepted"),  # reported again: no step
        ("enacted", "repealed", "repealed"),  # also in a final state
        ("accepted", "enacted", "in-force"),  # by an instrument, without a bill
    ],
)
def test_history_along_the_table_is_no_problem(states: tuple[str, ...]) -> None:
    """A history that follows the routes, from wherever it starts, is told nothing."""
    assert told(shipped("uk-reform"), *states) == []


@pytest.mark.parametrize(
    ("states", "problem"),
    [
        (
            ("accepted", "in-force"),
            ("skipped-states", "from accepted to in-force skips 1 state (look for the steps between)"),
        ),
        (
            ("proposed", "in-force"),
            ("skipped-states", "from proposed to in-force skips 2 states (look for the steps between)"),
        ),
        (
            ("repealed", "proposed"),
            ("change-after-final", "proposed after repealed, which is final (look for a correction)"),
        ),
        (
            ("proposed", "acepted"),  # a slip
            ("unknown-state", "acepted: no state of uk-reform (nearest: accepted, enacted, lapsed)"),
        ),
        (
            ("proposed", "in-effect!"),  # nothing like it
            ("unknown-state", "in-effect!: no state of uk-reform (keep the source's words in wording)"),
        ),
        (
            ("proposed", UNKNOWN),  # a standing, which nobody reports as a change
            ("unknown-state", "unknown: no state of uk-reform (keep the source's words in wording)"),
        ),
    ],
)
def test_history_that_leaves_the_table(states: tuple[str, ...], problem: tuple[str, str]) -> None:
    """A step that the table does not have is told, with the change at which it shows."""
    place = "/status_changes/c1/to" if problem[0] == "unknown-state" else "/status_changes/c1"
    assert told(shipped("uk-reform"), *states) == [(problem[0], place, problem[1])]


@pytest.mark.parametrize(
    ("routes", "text"),
    [
        ("a-b a-c b-d", "no way leads from b to c (allowed: d)"),
        ("a-b a-c c-d", "no way leads from b to c (allowed: nothing)"),  # a dead end that is not called final
    ],
)
def test_step_that_no_way_leads_along(routes: str, text: str) -> None:
    """Where no number of steps leads, the step is illegal, and what would be allowed is said."""
    assert told(table("a b c d", routes), "b", "c") == [("illegal-step", "/status_changes/c1", text)]


def test_history_of_a_shipped_table_can_be_illegal() -> None:
    """No way leads back from a signed act of Congress to a bill."""
    assert [code for code, _, _ in told(shipped("us-bill"), "signed", "introduced")] == ["illegal-step"]


def test_unknown_state_does_not_break_the_chain() -> None:
    """The step after an unknown state is judged from the last known one."""
    assert [(code, path) for code, path, _ in told(shipped("uk-reform"), "accepted", "x", "in-force")] == [
        ("unknown-state", "/status_changes/c1/to"),
        ("skipped-states", "/status_changes/c2"),
    ]


def test_history_goes_on_from_where_the_sources_are() -> None:
    """A step that leaves the table counts: the next one is judged from its target."""
    assert [path for _, path, _ in told(shipped("uk-reform"), "proposed", "in-force", "repealed")] == [
        "/status_changes/c1"
    ]


def test_problems_of_a_history_are_warnings() -> None:
    """Sources skip steps, so that no history is an error."""
    found = shipped("uk-reform").problems(history("repealed", "proposed", "in-force", "x", "introduced"))
    assert [problem.severity for problem in found] == [Severity.WARNING] * 4


@pytest.mark.parametrize("lifecycle_id", SHIPPED)
def test_of_two_states_on_one_day_the_earlier_phase_comes_first(lifecycle_id: str) -> None:
    """Whatever way leads back through an end, a state of an earlier phase comes before one of a later."""
    lifecycle = shipped(lifecycle_id)
    live = [state for state in lifecycle.states if state.phase is not Phase.ENDED]
    for one, other in permutations(live, 2):
        if one.phase < other.phase:
            assert lifecycle.precedes(one.id, other.id)
            assert not lifecycle.precedes(other.id, one.id)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        pytest.param("consultation-promised", "consultation", True, id="within a phase, by the route"),
        pytest.param("proposed", "lapsed", False, id="both ways are one step"),
        pytest.param("rejected", "enacted", True, id="taken up again"),
        pytest.param("accepted", "accepted", False, id="itself"),
        pytest.param("shelved", "accepted", False, id="not in the table"),
    ],
)
def test_which_state_comes_first(one: str, other: str, answer: bool) -> None:
    """Within a phase, and to or from an ended state, the shorter way tells which state comes first."""
    assert shipped("uk-reform").precedes(one, other) is answer


def test_no_two_states_come_before_each_other() -> None:
    """The order of two states is never both."""
    for lifecycle_id in SHIPPED:
        lifecycle = shipped(lifecycle_id)
        for one, other in permutations([state.id for state in lifecycle.states], 2):
            assert not (lifecycle.precedes(one, other) and lifecycle.precedes(other, one))
