"""Laws of stores over fresh worlds: however records came in, a store answers as a tracker of them does."""

import contextlib
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import busy_worlds, queries, worlds

import policytrack as pt
from policytrack import query as q
from policytrack.query._build import matches
from policytrack.testing import check_store
from policytrack.testing._engines import agree

pytest.importorskip("sqlalchemy")
from sqlalchemy import select

from policytrack.engines.sql import FOREVER
from policytrack.stores._session import chunks

NUMBERS = ("row_id", "record_row")
ANY_WORLD = worlds() | busy_worlds()
QUESTIONS = st.lists(queries(), min_size=4, max_size=8)

FEW = settings(max_examples=settings.default.max_examples // 8)
"""A world takes long to draw and to write, and is asked many questions."""


def filled(world):
    """A store in memory that a world was written to."""
    store = pt.open_store("sqlite://")
    store.write(world, author="law", reason="first")
    return store


def test_a_store_keeps_the_contract():
    """However records come in, whatever becomes of them, every question has the reference's answer."""
    check_store(
        lambda: pt.open_store("sqlite://"), drawn=ANY_WORLD, examples=settings.default.max_examples // 8
    )


@FEW
@given(busy_worlds(), st.sampled_from(["proposal", "ann lee", "STRASSE", "x why", "said \u0131"]))
def test_words_are_found_as_the_reference_does(world, text):
    """What stands in titles, statements and quotes is found in the view of each day of knowledge."""
    tracker = pt.Tracker.from_snapshot(world)
    with filled(world) as store:
        for record, known in itertools.product((pt.Proposal, pt.Position), (None, "2023-12-31")):
            found = matches(q.schema(record)["text"], text)
            agree(store.run, tracker, q.select(record).where(~found).at(known=known))
            agree(store.run, tracker, q.select(record).where(found).at(known=known))


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
    with filled(before) as store:
        if tracker is None:
            with pytest.raises(pt.IntegrityError):
                store.write(kept, author="law", reason="too much")
            assert store.snapshot() == before
            return
        store.write(kept, author="law", reason="over it")
        assert store.snapshot() == together
        for query in questions:
            agree(store.run, tracker, query)


@FEW
@given(ANY_WORLD)
def test_a_stream_is_held_as_a_snapshot(world):
    """What a first load makes does not depend on whether the caller has all records at hand."""
    with filled(world) as whole, pt.open_store("sqlite://") as streamed:
        streamed.write(iter(list(world.records())), author="law", reason="first")
        assert made(whole) == made(streamed)


def made(store):
    """What a store holds for questions, table by table, without the numbers of the rows."""
    tables = store._tables
    with store._backend.reading() as session:
        return {
            table.name: sorted(
                map(str, session.rows(select(*(one for one in table.c if one.name not in NUMBERS))))
            )
            for table in (tables.record, tables.reference, *tables.asked)
        }


PLACES = st.integers(0, 99)
STEPS = st.lists(st.tuples(st.lists(PLACES, max_size=5), st.none() | PLACES), min_size=4, max_size=4)


@settings(max_examples=settings.default.max_examples // 2)
@given(busy_worlds(), busy_worlds(), STEPS)
def test_what_shows_does_not_depend_on_the_way_there(before, after, steps):
    """Written in parts, changed and taken away in steps: the rows that hold are those of a first load."""
    held = {record.id: record for record in before.records()}
    others = [one for one in after.records() if type(held.get(one.id, one)) is type(one)]
    with pt.open_store("sqlite://") as store:
        waiting = []
        for some in chunks(before.records(), 4):
            waiting += some
            with contextlib.suppress(pt.IntegrityError):  # They refer to some that come later.
                store.write(waiting, author="law", reason="a part")
                waiting = []
        for places, gone in steps:
            some = {one.id: one for one in (others[place % len(others)] for place in places if others)}
            with contextlib.suppress(pt.IntegrityError):
                store.write(list(some.values()), author="law", reason="a step")
                held |= some
            with contextlib.suppress(pt.IntegrityError, IndexError):
                if gone is not None:
                    name = sorted(held)[gone % max(1, len(held))]
                    store.retract(name, "a step", author="law")
                    del held[name]
        assert store.snapshot() == pt.Snapshot.of(held.values())
        with filled(store.snapshot()) as fresh:
            assert shown(store) == shown(fresh)


def shown(store):
    """What holds now of what a store has for questions, without numbers of rows and revisions."""
    tables = store._tables
    found = {}
    with store._backend.reading() as session:
        for table in tables.asked:
            if "rev_until" in table.c:
                without = {*NUMBERS, "rev_from", "rev_until"}
                columns = [one for one in table.c if one.name not in without]
                holds = table.c.rev_until == FOREVER
                found[table.name] = sorted(map(str, session.rows(select(*columns).where(holds))))
        for one in tables.shown.values():
            for beside in (*one.links.values(), tables.word):
                joined = beside.join(one.table, one.table.c.row_id == beside.c.row_id)
                what = (one.table.c.id, one.table.c.known_from, *(c for c in beside.c if c.name != "row_id"))
                asked = select(*what).select_from(joined).where(one.table.c.rev_until == FOREVER)
                found[beside.name, one.table.name] = sorted(map(str, session.rows(asked)))
    return found
