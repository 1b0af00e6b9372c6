"""Laws of engines: whatever is asked of whatever records, each engine gives the answer of the reference."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import conditions, crowds, on_field, queries, worlds

from policytrack import model, passes
from policytrack import query as q
from policytrack.engines import memory, reference
from policytrack.resolution import BestEvidence, LatestPublished, PrimaryOnly
from policytrack.terms import Stance
from policytrack.tracker import Tracker

WORLDS = st.one_of(worlds(), crowds(), crowds())
DAYS = st.sampled_from(
    [None, "0001-01-01", "2023-09-23", "2023-09-24", "2023-12-31", "2024-05-01", "9999-12-31"]
)
RESOLUTIONS = st.sampled_from([BestEvidence, BestEvidence, LatestPublished, PrimaryOnly])


@given(WORLDS, st.lists(queries(), min_size=1, max_size=2))
def test_rows_order_and_cursor(world, asked):
    """The same records come in the same order with the same cursor, asked once and asked again."""
    tracker = Tracker.from_snapshot(world)
    for query in [*asked, *asked]:
        assert memory.answer(tracker, query) == reference.answer(tracker, query)
        assert str(tracker.explain_plan(query)).startswith(f"select {query.record.__name__}")


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


ASKED = (model.Proposal, model.Position, model.StatusChange, model.Membership, model.Figure, model.Person)
FIELDS = [field for record in ASKED for field in q.schema(record).values()]
# Kind by kind, since there are many fields of text and few of any other kind.
BY_KIND = [[field for field in FIELDS if field.kind is kind] for kind in q.Kind]
CONDITIONS = st.sampled_from(BY_KIND).flatmap(st.sampled_from).flatmap(lambda field: on_field(field, 1))


@given(crowds(), st.lists(CONDITIONS, min_size=5, max_size=9), DAYS)
def test_every_condition(world, asked, on):
    """Each condition alone holds of the same records, with nothing that could hide a difference."""
    tracker = Tracker.from_snapshot(world)
    for condition in asked:
        query = q.select(condition.record).where(condition).at(on=on)
        assert memory.answer(tracker, query) == reference.answer(tracker, query)


@given(WORLDS, queries(), st.integers(1, 3))
def test_pages(world, query, size):
    """What follows a cursor is the same, on every page."""
    tracker = Tracker.from_snapshot(world)
    page = query.limit(size)
    while True:
        found = memory.answer(tracker, page)
        assert found == reference.answer(tracker, page)
        if found.cursor is None:
            break
        page = query.limit(size).after(found.cursor)
        assert memory.answer(tracker, page.count()) == reference.answer(tracker, page.count())


@given(WORLDS, WORLDS, queries())
def test_a_cursor_of_other_records(world, other, query):
    """A cursor points to one place, whether or not the record that it names is there."""
    tracker = Tracker.from_snapshot(world)
    cursor = memory.answer(Tracker.from_snapshot(other), query.limit(1)).cursor
    if cursor is not None:
        page = query.limit(1).after(cursor)
        assert memory.answer(tracker, page) == reference.answer(tracker, page)


@given(WORLDS, queries(), st.data())
def test_counts_and_groups(world, query, data):
    """As many records are counted, in the same groups in the same order."""
    tracker = Tracker.from_snapshot(world)
    fields = [field for field in q.schema(query.record).values() if field.kind is not q.Kind.WORDS]
    chosen = data.draw(st.lists(st.sampled_from(fields), min_size=1, max_size=2, unique=True))
    grouped = q.GroupCount(query, tuple(chosen), data.draw(st.none() | st.integers(0, 3)))
    for question in (query.count(), grouped, grouped):
        assert memory.answer(tracker, question) == reference.answer(tracker, question)


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


@given(WORLDS, DAYS, DAYS, RESOLUTIONS, queries())
def test_views(world, on, known, resolution, query):
    """A view is asked like the tracker, whatever its days and its rule."""
    tracker = Tracker.from_snapshot(world)
    view = tracker.resolved_by(resolution).at(on=on, known=known)
    assert memory.answer(view, query) == reference.answer(view, query)


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
