"""Laws of answers: what holds of any question, whoever answers it."""

import attrs
from hypothesis import given
from hypothesis import strategies as st
from strategies import conditions, queries, worlds

from policytrack import model
from policytrack import query as q
from policytrack.tracker import Tracker

ASKED = st.sampled_from(
    [model.Proposal, model.Position, model.StatusChange, model.Person, model.Membership, model.Source]
)


def ids(rows):
    """The ids of an answer, in order."""
    return [row.id for row in rows]


@st.composite
def asked(draw, count):
    """A tracker, a query without a limit about one class, and conditions about that class."""
    tracker = Tracker.from_snapshot(draw(worlds()))
    record = draw(ASKED)
    query = attrs.evolve(draw(queries(record)), condition=None, size=None)
    return tracker, query, [draw(conditions(record, 2)) for _ in range(count)]


@given(asked(1))
def test_a_condition_and_its_opposite_add_up(found):
    """Every record is in the answer to a condition or in the answer to its opposite, and in one of them."""
    tracker, query, (one,) = found
    there, not_there = (ids(tracker.run(query.where(part))) for part in (one, ~one))
    assert sorted(there + not_there) == sorted(ids(tracker.run(query)))


@given(asked(2))
def test_de_morgan(found):
    """To deny both is to deny each."""
    tracker, query, (one, other) = found
    assert ids(tracker.run(query.where(~(one & other)))) == ids(tracker.run(query.where(~one | ~other)))
    assert ids(tracker.run(query.where(~(one | other)))) == ids(tracker.run(query.where(~one & ~other)))


@given(asked(3))
def test_distribution(found):
    """One thing and either of two is the one with the first or the one with the second."""
    tracker, query, (one, two, three) = found
    together, apart = one & (two | three), (one & two) | (one & three)
    assert ids(tracker.run(query.where(together))) == ids(tracker.run(query.where(apart)))


@given(asked(2))
def test_conditions_meet_and_join(found):
    """Both hold of what is in both answers, either of what is in one, in the same order."""
    tracker, query, (one, other) = found
    first, second = (set(ids(tracker.run(query.where(part)))) for part in (one, other))
    everything = ids(tracker.run(query))
    assert ids(tracker.run(query.where(one & other))) == [
        name for name in everything if name in first & second
    ]
    assert ids(tracker.run(query.where(one | other))) == [
        name for name in everything if name in first | second
    ]


@given(asked(1), st.integers(1, 3))
def test_pages_make_one_answer(found, size):
    """Going on behind each page gives the long answer, each record once."""
    tracker, query, (condition,) = found
    whole = query.where(condition)
    page = whole.limit(size)
    result, seen = tracker.run(page), []
    while True:
        seen += ids(result)
        if result.cursor is None:
            break
        result = tracker.run(page.after(result.cursor))
    assert seen == ids(tracker.run(whole))


@given(asked(1), st.none() | st.integers(0, 3))
def test_a_count_is_the_length(found, size):
    """What is counted is what would be given, the limit included."""
    tracker, query, (condition,) = found
    counted = query.where(condition).limit(size)
    assert tracker.run(counted.count()) == len(tracker.run(counted))


@given(asked(1))
def test_groups_of_a_single_value_add_up(found):
    """Each record is in one group of its id, and in one or more of anything else."""
    tracker, query, (condition,) = found
    groups = tracker.run(query.where(condition).group_by(q.handles(query.record).id).count())
    assert sum(group.count for group in groups) == len(tracker.run(query.where(condition)))


@given(asked(1))
def test_a_question_read_from_json_has_the_same_answer(found):
    """A question means the same wherever it was kept."""
    tracker, query, (condition,) = found
    question = query.where(condition)
    assert tracker.run(q.Query.from_json(question.to_json())) == tracker.run(question)


@given(asked(1))
def test_a_view_is_asked_like_a_day_in_the_question(found):
    """It makes no difference whether the day stands in the question or in the view."""
    tracker, query, (condition,) = found
    plain = attrs.evolve(query.where(condition), on=None, known=None)
    assert ids(tracker.at(on=query.on, known=query.known).run(plain)) == ids(
        tracker.run(query.where(condition))
    )
