"""Laws of stores over fresh worlds: however records came in, a store answers as a tracker of them does."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import busy_worlds, queries, worlds

import policytrack as pt
from policytrack import query as q
from policytrack.engines.reference import answer
from policytrack.model import references
from policytrack.query._build import matches

pytest.importorskip("sqlalchemy")

ANY_WORLD = worlds() | busy_worlds()
QUESTIONS = st.lists(queries(), min_size=4, max_size=8)

FEW = settings(max_examples=settings.default.max_examples // 8)
"""A world takes long to draw and to write, and is asked many questions."""


def in_steps(world, size):
    """The records of a world in lists, each of which fits what stands in those before."""
    left, done = {record.id: record for record in world.records()}, set()
    while left:
        ready = (one for one in left.values() if all(held.record_id in done for held in references(one)))
        step = list(itertools.islice(ready, size))
        yield step
        done |= {record.id for record in step}
        left = {name: record for name, record in left.items() if name not in done}


def filled(world, size):
    """A store in memory that a world was written to, all at once or so many records at a time."""
    store = pt.open_store("sqlite://")
    for step in in_steps(world, size) if size else [world]:
        store.write(step, author="law", reason="a step")
    return store


def same(view, tracker, query):
    """Whether a store answers a query, its pages, its count and its groups as the reference does."""
    expected = answer(tracker, query)
    assert view.run(query) == expected, view.compile(query)
    assert view.run(query.count()) == len(expected)
    while expected.cursor is not None:
        query = query.after(expected.cursor)
        expected = answer(tracker, query)
        assert view.run(query) == expected, view.compile(query)


@FEW
@given(ANY_WORLD, st.sampled_from([None, 1, 3]), QUESTIONS)
def test_a_store_answers_as_the_reference_does(world, size, questions):
    """Whether records come in one revision or in many, every question has the reference's answer."""
    tracker = pt.Tracker.from_snapshot(world)
    with filled(world, size) as store:
        assert store.snapshot() == world
        for query in questions:
            same(store, tracker, query)


@FEW
@given(busy_worlds(), queries(pt.Proposal, pt.Position, pt.StatusChange), st.data())
def test_groups_are_counted_as_the_reference_does(world, query, data):
    """Groups by any fields, related records among them, are the reference's, in its order."""
    fields = [field for field in q.schema(query.record).values() if field.kind is not q.Kind.WORDS]
    by = data.draw(st.lists(st.sampled_from(fields), min_size=1, max_size=2, unique_by=lambda one: one.name))
    question = q.GroupCount(query, tuple(by), data.draw(st.sampled_from([None, 2])))
    with filled(world, None) as store:
        assert store.run(question) == tuple(answer(pt.Tracker.from_snapshot(world), question))


@FEW
@given(busy_worlds(), st.sampled_from(["proposal", "ann lee", "STRASSE", "x why", "said \u0131"]))
def test_words_are_found_as_the_reference_does(world, text):
    """What stands in titles, statements and quotes is found in the view of each day of knowledge."""
    tracker = pt.Tracker.from_snapshot(world)
    with filled(world, None) as store:
        for record, known in itertools.product((pt.Proposal, pt.Position), (None, "2023-12-31")):
            found = matches(q.schema(record)["text"], text)
            same(store, tracker, q.select(record).where(~found).at(known=known))
            same(store, tracker, q.select(record).where(found).at(known=known))


@FEW
@given(ANY_WORLD, st.sampled_from([1, 4]), QUESTIONS)
def test_every_moment_of_a_store_can_be_asked_again(world, size, questions):
    """After each revision the store answers as a tracker of what it held; later, `recorded` does the same."""
    with pt.open_store("sqlite://") as store:
        moments = []
        for step in in_steps(world, size):
            revision = store.write(step, author="law", reason="a step")
            moments.append((revision, store.snapshot()))
        for (revision, held), query in zip(moments, itertools.cycle(questions), strict=False):
            assert store.snapshot(recorded=revision.recorded) == held
            same(store.at(recorded=revision.recorded), pt.Tracker.from_snapshot(held), query)


@FEW
@given(busy_worlds(), busy_worlds(), QUESTIONS)
def test_what_changes_is_worked_out_again(before, after, questions):
    """A world that is written over another, as far as the two fit, answers as their union does."""
    held = {record.id: record for record in before.records()}
    kept = [one for one in after.records() if type(held.get(one.id, one)) is type(one)]
    try:
        together = pt.Snapshot.of({**held, **{record.id: record for record in kept}}.values())
        tracker = pt.Tracker.from_snapshot(together)
    except pt.IntegrityError:
        tracker = None
    with filled(before, None) as store:
        if tracker is None:
            with pytest.raises(pt.IntegrityError):
                store.write(kept, author="law", reason="too much")
            assert store.snapshot() == before
            return
        store.write(kept, author="law", reason="over it")
        assert store.snapshot() == together
        for query in questions:
            same(store, tracker, query)


@FEW
@given(busy_worlds(), st.data(), QUESTIONS)
def test_what_is_taken_away_is_gone(world, data, questions):
    """Without a record that nothing refers to, a store answers as if it had never been there."""
    named = {held.record_id for record in world.records() for held in references(record)}
    free = sorted(record.id for record in world.records() if record.id not in named)
    if not free:
        return
    gone = data.draw(st.sampled_from(free))
    left = pt.Snapshot.of(record for record in world.records() if record.id != gone)
    with filled(world, None) as store:
        store.retract(gone, "not ours", author="law")
        assert store.snapshot() == left
        for query in questions:
            same(store, pt.Tracker.from_snapshot(left), query)
