"""Whether records fit together: every problem at once, each with its place."""

import pytest
from factories import change, cited, person, position, proposal, source
from plugins import Recommendation, Response

from policytrack import integrity
from policytrack.errors import IntegrityError, Severity
from policytrack.integrity import integrity_problems
from policytrack.measures import (
    ProofStandard,
    Review,
    TimeLimit,
)
from policytrack.model import (
    Membership,
    Organization,
    Snapshot,
    UnknownRecord,
)
from policytrack.registry import Registry
from policytrack.terms import CorrectionKind, Reply, SourceKind
from policytrack.tracker import Tracker

HOW = {"reply": Reply.ATTACKS, "correction": CorrectionKind.CORRECTS}


def found(*records):
    """The code and the path of each problem."""
    problems = integrity_problems(Snapshot.of(records), Registry.default())
    return [(problem.code, problem.path) for problem in problems]


def test_records_that_fit():
    """Records whose references all lead somewhere have no problem."""
    assert found(source("s"), proposal(evidence=cited("s")), change("c", "proposed", None, "s")) == []


def test_every_problem_is_reported_at_once():
    """A tracker lists all that is wrong, not the first."""
    with pytest.raises(IntegrityError) as caught:
        Tracker.of(proposal(evidence=cited("x")), change("c", "proposed", None, "y", proposal_id="z"))
    assert [problem.path for problem in caught.value.problems] == [
        "/proposals/p/evidence/0/source_id",
        "/status_changes/c/evidence/0/source_id",
        "/status_changes/c/proposal_id",
    ]
    assert str(caught.value).startswith("the records do not fit together: 3 problems\n")


def test_a_dangling_reference_suggests_the_nearest():
    """A misspelt id is answered with the one that was meant."""
    problems = integrity_problems(
        Snapshot.of([person("deborah-coles"), proposal(), position("a", "debora-coles")]), Registry.default()
    )
    assert [problem.suggestion for problem in problems] == ["nearest: deborah-coles"]


def test_the_nearest_is_suggested_for_twenty_ids():
    """Where more ids dangle a file is missing, and a suggestion for each would take long."""
    wrong = [proposal(f"q{n:02}", part_of_id=f"buse{n:02}") for n in range(21)]
    problems = integrity_problems(Snapshot.of([proposal("buses"), *wrong]), Registry.default())
    assert ["buses" in (problem.suggestion or "") for problem in problems] == [True] * 20 + [False]


def test_an_id_that_dangles_often_is_looked_for_once(monkeypatch):
    """Each place has the suggestion, and the work is that of one."""
    asked = []
    monkeypatch.setattr(integrity, "nearest", lambda word, _: asked.append(word) or ("buses",))
    wrong = [proposal(f"q{n:02}", part_of_id="bused") for n in range(30)]
    problems = integrity_problems(Snapshot.of(wrong), Registry.default())
    assert ({problem.suggestion for problem in problems}, asked) == ({"nearest: buses"}, ["bused"])


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        (Recommendation(id="r", title="A recommendation", jurisdiction="GB"), []),
        (UnknownRecord(id="r", type="recommendation-2", data={}), []),
        (proposal("r"), ["reference-to-wrong-type"]),
    ],
)
def test_a_reference_to_a_type_of_a_plugin(target, codes):
    """It may lead to a record that nobody here knows the type of, but to none whose type is another."""
    response = Response(id="a", recommendation_id="r", evidence=cited("s"))
    assert [code for code, _ in found(target, response, source("s"))] == codes


def test_references_inside_a_measure():
    """A measure's bodies are references like any other."""
    limit = proposal(measure=TimeLimit("investigation", frozenset({"iopc", "cps"})))
    assert found(limit) == [
        ("dangling-reference", "/proposals/p/measure/body_ids/0"),
        ("dangling-reference", "/proposals/p/measure/body_ids/1"),
    ]
    assert found(proposal(measure=Review("iopc"))) == [("dangling-reference", "/proposals/p/measure/body_id")]
    assert found(proposal(measure=ProofStandard("unlawful killing"))) == []


def test_a_reference_to_the_wrong_type():
    """An actor is a person or an organization, never a source."""
    assert found(source("s"), proposal(), position("a", "s")) == [
        ("reference-to-wrong-type", "/positions/a/actor_id")
    ]


def test_ids_are_unique_across_types():
    """One id names one record, whatever its type."""
    assert found(person("x"), proposal("x")) == [("duplicate-id", "/proposals/x/id")]


def test_ids_are_escaped_in_paths():
    """A slash or a tilde in an id is written as in a JSON Pointer."""
    assert found(proposal("a/b~c", part_of_id="d")) == [
        ("dangling-reference", "/proposals/a~1b~0c/part_of_id")
    ]


@pytest.mark.parametrize(
    "records",
    [
        pytest.param([proposal("a", part_of_id="b"), proposal("b", part_of_id="a")], id="packages"),
        pytest.param(
            [Organization(id="a", name="A", parent_id="b"), Organization(id="b", name="B", parent_id="a")],
            id="organizations",
        ),
        pytest.param([source("a", derived_from_id="b"), source("b", derived_from_id="a")], id="sources"),
        pytest.param(
            [
                proposal(),
                person("who"),
                position("a", "who", replies_to_id="b", reply=Reply.ATTACKS),
                position("b", "who", replies_to_id="a", reply=Reply.ATTACKS),
            ],
            id="replies",
        ),
        pytest.param(
            [
                proposal(),
                change("a", "proposed", corrects_id="b", correction=CorrectionKind.CORRECTS),
                change("b", "proposed", corrects_id="a", correction=CorrectionKind.CORRECTS),
            ],
            id="corrections",
        ),
    ],
)
def test_a_circle_is_reported_once(records):
    """Nothing may be its own ancestor; one circle is one problem."""
    problems = integrity_problems(Snapshot.of(records), Registry.default())
    assert [problem.code for problem in problems] == ["cycle"]
    assert "a -> b -> a" in problems[0].message


@pytest.mark.parametrize("corrects", ["a", "b"])
def test_no_correction_makes_a_proposal_a_part_of_itself(corrects):
    """What it corrects, at first or second hand, would be a part of itself."""
    again = proposal("c", corrects_id=corrects, correction=CorrectionKind.CORRECTS, part_of_id="a")
    others = [proposal("a"), proposal("b", corrects_id="a", correction=CorrectionKind.CORRECTS)]
    assert found(again, *others) == [("self-reference", "/proposals/c/part_of_id")]


def test_a_tail_into_a_circle_is_no_circle():
    """A chain that runs into a circle is reported at the circle alone."""
    circle = [proposal("b", part_of_id="c"), proposal("c", part_of_id="b")]
    assert found(proposal("a", part_of_id="b"), *circle) == [("cycle", "/proposals/b/part_of_id")]


def test_a_circle_is_told_from_its_lowest_id():
    """Wherever the walk comes upon it, and whatever leads into it, its text is the same."""
    circle = [proposal("b", part_of_id="d"), proposal("c", part_of_id="b"), proposal("d", part_of_id="c")]
    problems = integrity_problems(Snapshot.of([proposal("a", part_of_id="c"), *circle]), Registry.default())
    assert [problem.message for problem in problems] == ["goes round in a circle: b -> d -> c -> b"]


def test_every_circle_is_reported():
    """Circles of several fields come in the order of the records, not of the fields."""
    who = person("who")
    both = {"replies_to_id": "a", "corrects_id": "a"}
    records = [
        position("a", "who", replies_to_id="b", corrects_id="b", **HOW),
        position("b", "who", **both, **HOW),
        position("c", "who", corrects_id="d", correction=CorrectionKind.CORRECTS),
        position("d", "who", corrects_id="c", correction=CorrectionKind.CORRECTS),
        position("e", "who", replies_to_id="f", reply=Reply.ATTACKS),
        position("f", "who", replies_to_id="e", reply=Reply.ATTACKS),
    ]
    assert found(who, proposal(), *records) == [
        ("cycle", "/positions/a/corrects_id"),
        ("cycle", "/positions/a/replies_to_id"),
        ("cycle", "/positions/c/corrects_id"),
        ("cycle", "/positions/e/replies_to_id"),
    ]


def test_a_long_chain_is_walked_once():
    """However long the chain, each record is asked once where it leads."""
    asked = []

    class Parents(dict):
        def __getitem__(self, child):
            asked.append(child)
            return super().__getitem__(child)

    circles = integrity.circles(Parents({f"p{n}": f"p{n - 1}" for n in range(1, 200)}))
    assert (list(circles), len(asked)) == ([], 199)


def test_a_record_is_corrected_by_one_of_its_type():
    """A position does not correct a proposal."""
    wrong = position("a", "ann", corrects_id="p", correction=CorrectionKind.RETRACTS)
    assert found(person("ann"), proposal(), wrong) == [
        ("correction-of-other-type", "/positions/a/corrects_id")
    ]


def test_an_unknown_lifecycle_is_a_warning():
    """The lifecycle of an absent plugin is no reason to refuse the data."""
    tracker = Tracker.of(proposal(lifecycle="uk-reforms"), proposal("q", lifecycle="zzz"))
    assert [(problem.code, problem.severity, problem.suggestion) for problem in tracker.problems()] == [
        ("unknown-lifecycle", Severity.WARNING, "nearest: uk-reform"),
        ("unknown-lifecycle", Severity.WARNING, "install the plugin that brings it"),
    ]


def test_somebody_elses_capacity_is_a_warning():
    """A position is taken in a membership of the one who takes it, or of their organization."""
    body = Organization(id="body", name="Body")
    member = Membership(id="m", person_id="ann", organization_id="body")
    people = [person("ann"), person("bob"), body, member, proposal()]
    assert found(*people, position("a", "bob", capacity_id="m")) == [
        ("capacity-of-another", "/positions/a/capacity_id")
    ]
    assert found(*people, position("a", "ann", capacity_id="m"), position("b", "body", capacity_id="m")) == []


def test_problems_name_where_a_history_leaves_its_lifecycle():
    """A gap in the evidence is reported, and the status stands as the sources give it."""
    gazette = source("gazette", "2026", kind=SourceKind.PRIMARY)
    tracker = Tracker.of(
        gazette,
        proposal(),
        change("a", "accepted", "2024", "gazette"),
        change("b", "in-force", "2026", "gazette"),
    )
    assert tracker.standing("p").status == "in-force"
    assert [problem.code for problem in tracker.problems()] == ["skipped-states"]
    assert tracker.at(on="2025-01-01").problems() == ()
