"""Laws of engines: whatever is asked of whatever records, each engine gives the answer of the reference."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import conditions, crowds, on_field, queries, worlds

from policytrack import model, passes
from policytrack import query as q
from policytrack.engines import memory, reference
from policytrack.resolution import BestEvidence, LatestPublished, PrimaryOnly
from policytrack.terms import Stance
from policytrack.testing import check_engine
from policytrack.tracker import Tracker

WORLDS = st.one_of(worlds(), crowds(), crowds())
DAYS = st.sampled_from(
    [None, "0001-01-01", "2023-09-23", "2023-09-24", "2023-12-31", "2024-05-01", "9999-12-31"]
)
RESOLUTIONS = st.sampled_from([BestEvidence, BestEvidence, LatestPublished, PrimaryOnly])


def test_the_memory_engine_keeps_the_contract():
    """The same records in one order, pages, counts and groups, in every view, asked once and again."""

    def answer(view, question):
        assert str(view.explain_plan(getattr(question, "query", question))).startswith("select")
        found = memory.answer(view, question)
        assert memory.answer(view, question) == found
        return found

    check_engine(answer, drawn=WORLDS, examples=settings.default.max_examples // 4)


@given(WORLDS, queries())
def test_numpy_changes_no_answer(world, query):
    """The extra `fast` passes over large columns by numpy; here over all."""
    pytest.importorskip("numpy")
    tracker = Tracker.from_snapshot(world)
    by_status = (
        q.select(model.Proposal).at(on=query.on, known=query.known).group_by(q.Proposal.status).count()
    )
    with patch.object(passes, "LARGE", 1):
        assert memory.answer(tracker, query) == reference.answer(tracker, query)
        assert memory.answer(tracker, by_status) == reference.answer(tracker, by_status)


FIELDS_OF_POSITIONS = [q.Position.organization, q.Position.stance, q.Position.actor_id, q.Position.said_on]


@given(WORLDS, st.permutations(FIELDS_OF_POSITIONS), st.integers(min_value=1, max_value=3), DAYS)
def test_numpy_changes_no_count_and_no_word(world, fields, size, on):
    """Groups are counted, and words found, by numpy as they are without it, whatever the pieces."""
    pytest.importorskip("numpy")
    tracker = Tracker.from_snapshot(world)
    asked = [q.select(model.Position).at(on=on).group_by(*fields[:size]).count()]
    texts = [record.title for record in tracker.snapshot().proposals]
    texts += [record.statement or "" for record in tracker.snapshot().positions]
    for word in sorted({word for text in texts for word in q.words(text)}):
        asked.append(q.select(model.Proposal).where(q.Proposal.text.matches(word)).at(on=on))
        asked.append(q.select(model.Position).where(q.Position.text.matches(word)).at(on=on))
    with patch.object(passes, "LARGE", 1), patch.object(memory._cutting, "_PIECE", size):
        for question in asked:
            assert memory.answer(tracker, question) == reference.answer(tracker, question)


ASKED = (model.Proposal, model.Position, model.StatusChange, model.Membership, model.Figure, model.Person)
FIELDS = [field for record in ASKED for field in q.schema(record).values()]
# Kind by kind, since there are many fields of text and few of any other kind.
BY_KIND = [[field for field in FIELDS if field.kind is kind] for kind in q.Kind if kind is not q.Kind.TRUTH]
CONDITIONS = st.sampled_from(BY_KIND).flatmap(st.sampled_from).flatmap(lambda field: on_field(field, 1))


@given(crowds(), st.lists(CONDITIONS, min_size=5, max_size=9), DAYS)
def test_every_condition(world, asked, on):
    """Each condition alone holds of the same records, with nothing that could hide a difference."""
    tracker = Tracker.from_snapshot(world)
    for condition in asked:
        query = q.select(condition.record).where(condition).at(on=on)
        assert memory.answer(tracker, query) == reference.answer(tracker, query)


@given(WORLDS, WORLDS, queries())
def test_a_cursor_of_other_records(world, other, query):
    """A cursor points to one place, whether or not the record that it names is there."""
    tracker = Tracker.from_snapshot(world)
    cursor = memory.answer(Tracker.from_snapshot(other), query.limit(1)).cursor
    if cursor is not None:
        page = query.limit(1).after(cursor)
        assert memory.answer(tracker, page) == reference.answer(tracker, page)


STANCES = st.sets(st.sampled_from(Stance), min_size=1).map(q.Position.stance.in_)
BY_TERMS = st.lists(STANCES | STANCES.map(lambda one: ~one | q.Position.mode.is_missing()), max_size=2)


@given(WORLDS, st.lists(BY_TERMS, min_size=2, max_size=3), DAYS)
def test_counts_that_are_kept(world, asked, on):
    """What was counted for one question by terms is right for the next."""
    tracker = Tracker.from_snapshot(world)
    for found in asked:
        query = q.select(model.Position).where(*found).at(on=on)
        for fields in ([q.Position.actor_id], [q.Position.organization, q.Position.stance]):
            question = query.group_by(*fields).count().limit(3)
            assert memory.answer(tracker, question) == reference.answer(tracker, question)


@given(WORLDS, DAYS, DAYS, RESOLUTIONS)
def test_flat_lists_say_what_the_fold_says(world, on, known, resolution):
    """The status of every proposal, its phase and its date are those of its standing on any two days."""
    tracker = Tracker.from_snapshot(world)
    view = tracker.resolved_by(resolution).at(on=on, known=known)
    for place, proposal in enumerate(tracker.snapshot().proposals):
        if proposal.corrects_id is None:
            standing, cut = view.standing(proposal.id), view.cut
            told = (cut.statuses[place], cut.phases[place], cut.since[place])
            assert told == (standing.status, standing.phase, standing.since)


@given(WORLDS, st.sampled_from([model.Proposal, model.Position, model.Person]), st.data(), DAYS, DAYS)
def test_a_view_and_a_filter_commute(world, record, data, on, known):
    """A condition on what a record itself says holds of the records of a view that it holds of anyway."""
    tracker = Tracker.from_snapshot(world)
    own = [field for field in q.schema(record).values() if field.way is q.Way.OWN]
    condition = data.draw(conditions(record, 1).filter(lambda one: one.field in own))
    query, view = q.select(record).where(condition), tracker.at(on=on, known=known)
    shown = {one.id for one in view.run(q.select(record))}
    if not any(one.corrects_id for one in tracker.snapshot().proposals):
        assert [one.id for one in view.run(query)] == [
            one.id for one in tracker.run(query) if one.id in shown
        ]
