"""Whether an engine answers as the reference does."""

import itertools
from collections.abc import Callable
from functools import partial
from typing import Any

import attrs
from hypothesis import strategies as st

from policytrack import query as q
from policytrack.engines import reference
from policytrack.errors import UnsupportedQuery
from policytrack.model import Record, Snapshot, UnknownProposal
from policytrack.registry import Registry
from policytrack.testing._questions import held_by, questions, twins
from policytrack.testing._running import EXAMPLES, expect, holds_for
from policytrack.testing._worlds import classes_of, worlds
from policytrack.tracker import Tracker, View

Question = q.Query[Any] | q.Count[Any] | q.GroupCount[Any]
Asking = Callable[[Question], Any]
"""Answers a question."""

QUESTIONS = 6
"""The questions that are asked of each snapshot."""


def check_engine(
    answer: Callable[[View, Any], object],
    *,
    registry: Registry | None = None,
    drawn: st.SearchStrategy[Snapshot] | None = None,
    examples: int = EXAMPLES,
) -> None:
    """Check an engine: whatever it is asked of whatever records, it gives the answer of the reference.

    The same records in the same order, the same pages with the same cursors, the same counts and groups, in
    views of any days and of any rule by which reports are decided, whatever was asked before. What it
    cannot answer it refuses with `UnsupportedQuery`; all records of a class it always can.

    Args:
        answer: Answers a question (a query, a count, or a count by groups) in a view.
        registry: What the records are of: with a plugin's registry its records are asked for too. None takes
            what ships.
        drawn: Snapshots to ask; None draws records of every type, with all that is hard to get right.
        examples: How many snapshots are drawn.

    Raises:
        AssertionError: An answer is another; Hypothesis shows the smallest snapshot and the question.
    """
    known = Registry.shipped() if registry is None else registry

    def fact(scene: Scene) -> None:
        tracker = Tracker.from_snapshot(scene.world, registry=known)
        view = tracker.resolved_by(scene.resolution).at(on=scene.on, known=scene.known)
        for seen in (tracker, view):
            ask = partial(answer, seen)
            answers_all(ask, seen, known)
            for question in scene.questions:
                agree(ask, seen, question)

    holds_for(scenes(known, drawn), fact, examples)


@attrs.frozen(repr=False)
class Scene:
    """A snapshot, questions to ask of it, and a view to ask them in."""

    world: Snapshot
    questions: tuple[Question, ...]
    on: str | None
    known: str | None
    resolution: Any
    step: int
    """How many records are written at a time."""

    def __repr__(self) -> str:
        """Show the records, and the questions as JSON."""
        asked = ", ".join(question.to_json() for question in self.questions)
        return f"{self.world!r} asked {asked} on {self.on}, known {self.known}"


def scenes(known: Registry, drawn: st.SearchStrategy[Snapshot] | None) -> st.SearchStrategy[Scene]:
    """Draw snapshots with questions to ask of them."""
    days = st.sampled_from([None, "0001-01-01", "2023-09-24", "2024-05-01", "9999-12-31"])
    classes = asked_about(known)

    # What a strategy is given is shown with it: a registry would fill pages.
    @st.composite
    def scene(draw: st.DrawFn) -> Scene:
        world = draw(worlds(known) if drawn is None else drawn)
        held = held_by(world)
        asked: list[Question] = draw(
            st.lists(questions(classes, held), min_size=QUESTIONS, max_size=QUESTIONS)
        )
        return Scene(
            world,
            (*asked, *draw(twins(classes, held)), *draw(twins(classes, held))),
            draw(days),
            draw(days),
            draw(st.sampled_from(list(known.resolutions.values()))),
            draw(st.sampled_from([100, 1, 3])),
        )

    return scene()


def asked_about(known: Registry) -> list[type[Record]]:
    """Return the classes of records that every engine can be asked about."""
    return [cls for cls in classes_of(known) if cls is not UnknownProposal]


def answers_all(ask: Asking, view: View, known: Registry) -> None:
    """Ask for all records of each class, which no engine may refuse, at once and in pages; and for two by id.

    What is kept of the first of these must not answer the second.
    """
    for cls in asked_about(known):
        question = q.select(cls)
        expected = reference.answer(view, question)
        _alike(question, ask(question), expected)
        if len(expected) > 1:
            agree(ask, view, question.limit(len(expected) // 2))
            for record in (expected[0], expected[-1]):
                agree(ask, view, question.where(q.handles(cls).id.is_(record.id)))


def agree(ask: Asking, view: View, question: Question) -> None:
    """Ask one question, and go on from page to page."""
    while True:
        try:
            found = ask(question)
        except UnsupportedQuery:
            return
        expected: Any = reference.answer(view, question)
        _alike(question, found, expected)
        if not isinstance(question, q.Query) or expected.cursor is None or question.size == 0:
            return
        question = question.after(expected.cursor)


def _alike(question: Question, found: Any, expected: Any) -> None:  # noqa: ANN401  # answers of any kind
    said = question.to_json()
    if not isinstance(question, q.Query):
        expect(found == expected, f"{said}: {expected!r} is the answer, and not {found!r}")
        return
    rows: list[Record] = list(found)
    ids, right = [one.id for one in rows], [one.id for one in expected]
    expect(sorted(ids) == sorted(right), f"{said}: the records are {right}, and not {ids}")
    expect(ids == right, f"{said}: the order is {right}, and not {ids}")
    for one, other in itertools.zip_longest(rows, expected):
        expect(one == other, f"{said}: {other!r} is shown, and not {one!r}")
    expect(found.cursor == expected.cursor, f"{said}: the cursor is the place behind the last record")
