"""Conditions: how they are made, combined and brought to their normal form, and what is refused."""

import copy
import datetime
import pickle
from functools import reduce
from operator import or_

import pytest
from factories import day

import policytrack as pt
from policytrack import query as q
from policytrack.errors import QueryError
from policytrack.query._build import compare, matches, missing, order, related
from policytrack.query._leaves import Compare, Missing, Related, Words
from policytrack.query._nodes import And, Keyed, Not, Or, all_of, any_of
from policytrack.query._operators import Op, Quantifier

P, S = q.Proposal, q.Position
A, B, C = P.id.is_("a"), P.id.is_("b"), P.id.is_("c")


@pytest.mark.parametrize(
    ("condition", "node"),
    [
        (P.title.is_("a"), Compare(P.title.field, Op.IS, ("a",))),
        (P.title.in_(["b", "a"]), Compare(P.title.field, Op.IN, ("a", "b"))),
        (P.title.contains("a"), Compare(P.title.field, Op.CONTAINS, ("a",))),
        (P.title.starts_with("a"), Compare(P.title.field, Op.STARTS_WITH, ("a",))),
        (P.summary.is_missing(), Missing(P.summary.field)),
        (P.topics.contains("a"), Compare(P.topics.field, Op.CONTAINS, ("a",))),
        (P.topics.contains_any(["b", "a"]), Compare(P.topics.field, Op.CONTAINS_ANY, ("a", "b"))),
        (S.said_on.surely_before("2023"), Compare(S.said_on.field, Op.SURELY_BEFORE, (day("2023"),))),
        (S.said_on.possibly_before("2023"), Compare(S.said_on.field, Op.POSSIBLY_BEFORE, (day("2023"),))),
        (S.said_on.surely_after("2023"), Compare(S.said_on.field, Op.SURELY_AFTER, (day("2023"),))),
        (S.said_on.possibly_after("2023"), Compare(S.said_on.field, Op.POSSIBLY_AFTER, (day("2023"),))),
        (S.said_on.surely_within("2023"), Compare(S.said_on.field, Op.SURELY_WITHIN, (day("2023"),))),
        (S.said_on.possibly_within("2023"), Compare(S.said_on.field, Op.POSSIBLY_WITHIN, (day("2023"),))),
        (q.Figure.low.is_(3), Compare(q.Figure.low.field, Op.IS, (3,))),
        (q.Figure.low.in_([3, 1.5]), Compare(q.Figure.low.field, Op.IN, (1.5, 3))),
        (q.Figure.low.at_least(3), Compare(q.Figure.low.field, Op.AT_LEAST, (3,))),
        (q.Figure.low.at_most(3), Compare(q.Figure.low.field, Op.AT_MOST, (3,))),
        (S.stance.is_(pt.Stance.OPPOSES), Compare(S.stance.field, Op.IS, (pt.Stance.OPPOSES,))),
        (
            S.stance.in_([pt.Stance.SUPPORTS, pt.Stance.OPPOSES]),
            Compare(S.stance.field, Op.IN, (pt.Stance.OPPOSES, pt.Stance.SUPPORTS)),
        ),
        (P.phase.at_least(pt.Phase.LAW), Compare(P.phase.field, Op.AT_LEAST, (pt.Phase.LAW,))),
        (P.phase.at_most(pt.Phase.LAW), Compare(P.phase.field, Op.AT_MOST, (pt.Phase.LAW,))),
        (P.positions.any(), Related(P.positions.field, Quantifier.ANY)),
        (P.positions.none(), Related(P.positions.field, Quantifier.NONE)),
        (
            P.positions.all(S.actor_id.is_("a")),
            Related(P.positions.field, Quantifier.ALL, S.actor_id.is_("a")),
        ),
        (P.text.matches("Second split, SPLIT"), Words(P.text.field, ("second", "split"))),
    ],
    ids=lambda value: value.key if isinstance(value, q.Condition) else "",
)
def test_every_method_makes_its_node(condition, node):
    """Each operator of a handle gives one plain node, its values sorted."""
    assert condition == node
    assert condition.record is node.record


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(A & B, B & A, id="order means nothing"),
        pytest.param((A & B) & C, A & (B & C), id="nor do brackets"),
        pytest.param((A | B) | C, A | (B | C), id="nor do brackets of or"),
        pytest.param(A & A, A, id="what stands twice stands once"),
        pytest.param(~~A, A, id="what is denied twice is said"),
        pytest.param(P.id.in_(["a"]), A, id="one of one value is that value"),
        pytest.param(P.id.in_(["b", "a", "b"]), P.id.in_(["a", "b"]), id="values stand once, sorted"),
        pytest.param(P.topics.contains_any({"a"}), P.topics.contains("a"), id="one topic of one"),
        pytest.param(q.Figure.low.is_(300.0), q.Figure.low.is_(300), id="whole numbers are whole"),
        pytest.param(
            S.said_on.surely_before(datetime.date(2023, 9, 24)),
            S.said_on.surely_before(pt.PartialDate.parse("2023-09-24")),
            id="a calendar day is a date",
        ),
    ],
)
def test_equal_questions_are_equal(one, other):
    """Conditions that say the same in another order are one value, with one hash and one key."""
    assert (one, hash(one), one.key) == (other, hash(other), other.key)


def test_parts_stand_as_they_were_given():
    """Their order says nothing, so nobody sorts them before somebody asks for the text."""
    assert [(B & A).parts, (A & B).parts] == [(B, A), (A, B)]
    assert (B & A).plain() == (A & B).plain()


@pytest.mark.parametrize("count", [2, 20])
def test_parts_stand_once(count):
    """However many there are, a part that is there already is not taken again."""
    parts = [P.id.is_(f"p{number}") for number in range(count)]
    assert q.Or(tuple(parts)) == any_of(*parts, *parts)
    assert len(any_of(*parts, *parts).parts) == count


@pytest.mark.parametrize("count", [2, 20])
def test_operators_join_as_functions_do(count):
    """What is joined one by one is the same question as what is joined at once, and as deep."""
    parts = [P.id.is_(f"p{number}") for number in range(count)]
    joined = reduce(or_, [*parts, *parts])
    assert (joined, joined.depth) == (any_of(*parts), 2)


def test_what_joins_conditions_tells_them_apart():
    """That both hold, and that one of them does, are two questions."""
    assert (A & B) != (A | B)


def test_parts_of_another_kind_stay():
    """An `Or` in an `And` is a part of it."""
    both = A & (B | C)
    assert isinstance(both, And)
    assert {type(part) for part in both.parts} == {Compare, Or}


def test_a_condition_denied_is_a_node():
    """`~` gives the complement, about the same class of records."""
    assert (~A, (~A).record) == (Not(A), pt.Proposal)


def test_conditions_have_no_truth():
    """`and`, `or` and `if` are refused, with what to write instead."""
    with pytest.raises(TypeError, match=r"combine conditions with & \| ~"):
        bool(A)


def test_equality_of_handles_is_not_overloaded():
    """`==` compares handles as Python does, and its answer is refused as a condition."""
    with pytest.raises(QueryError, match=r"expected a condition, got bool False \(compare with \.is_"):
        q.select(pt.Proposal).where(P.id == "a")


@pytest.mark.parametrize("parts", [(True, A), (A, True), (None,)])
def test_only_conditions_combine(parts):
    """What is no condition is refused in every place."""
    with pytest.raises(QueryError, match="expected a condition, got"):
        all_of(*parts)


@pytest.mark.parametrize("combine", [lambda: A & S.id.is_("a"), lambda: S.id.is_("a") | A])
def test_conditions_about_two_classes_do_not_combine(combine):
    """What is about positions and what is about proposals is refused together."""
    with pytest.raises(QueryError) as caught:
        combine()
    assert caught.value.problems[0].code == "wrong-record"


def test_a_relation_that_leads_there_is_suggested():
    """A condition on positions among those on proposals is told the way."""
    with pytest.raises(QueryError, match=r"put it into Proposal\.positions\.any\(…\)"):
        q.select(pt.Proposal).where(S.id.is_("a"))


def test_no_relation_is_suggested_where_none_leads():
    """Where no relation leads to the class, nothing is suggested."""
    with pytest.raises(
        QueryError, match=r"a condition about Process stands where one about Post is expected$"
    ):
        q.select(pt.Post).where(q.Process.kind.is_("a"))


def test_a_relation_takes_conditions_about_where_it_leads():
    """The inner condition of a relation is about one of the classes that it leads to."""
    assert S.actor.any(q.Person.name.is_("Ann")).record is pt.Position
    assert S.actor.any(q.Organization.name.is_("Inquest")).record is pt.Position
    with pytest.raises(QueryError, match="where one about Person or Organization is expected"):
        S.actor.any(A)


def test_all_needs_a_condition():
    """All of no condition would say nothing."""
    with pytest.raises(QueryError, match="all needs a condition"):
        related(P.positions.field, Quantifier.ALL)


def test_conditions_are_not_endless():
    """Conditions that stand too deep in each other are refused before an engine runs out of stack."""
    deep = A
    while deep.depth < 62:
        deep = ~(deep & B) | C
    with pytest.raises(QueryError, match="over 64 deep"):
        ~(deep & B) | C


def test_depth_counts_relations():
    """A relation is a level, with and without a condition."""
    assert (P.positions.any().depth, P.parts.any(P.parts.any(A)).depth, (~A).depth) == (1, 3, 2)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: compare(P.title.field, Op.AT_LEAST, "a"), "unknown-operator"),
        (lambda: missing(P.title.field), "unknown-operator"),
        (lambda: matches(P.title.field, "a"), "unknown-operator"),
        (lambda: related(P.title.field, Quantifier.ANY), "unknown-operator"),
        (lambda: order(P.topics.field, descending=True), "not-sortable"),
        (lambda: P.text.matches("…"), "no-words"),
        (lambda: P.title.is_(""), "empty-text"),
        (lambda: P.title.is_("a\0"), "bad-text"),
        (lambda: P.title.is_(3), "wrong-type"),
        (lambda: P.title.is_(pt.Stance.OPPOSES), "wrong-type"),
        (lambda: P.title.in_("abc"), "wrong-type"),
        (lambda: P.title.in_(3), "wrong-type"),
        (lambda: P.topics.contains(None), "wrong-type"),
        (lambda: P.text.matches(3), "wrong-type"),
        (lambda: q.Figure.low.is_("3"), "wrong-type"),
        (lambda: q.Figure.low.is_(True), "wrong-type"),
        (lambda: q.Figure.low.at_least(float("nan")), "bad-number"),
        (lambda: S.said_on.surely_before("24/09/2023"), "bad-date"),
        (lambda: S.said_on.surely_before("no day"), "bad-date"),
        (lambda: S.said_on.surely_before(2023), "wrong-type"),
        (lambda: S.said_on.surely_before(datetime.datetime(2023, 9, 24)), "wrong-type"),  # noqa: DTZ001
        (lambda: S.stance.is_("opposes"), "wrong-type"),
        (lambda: S.stance.is_(pt.Phase.LAW), "wrong-type"),
        (lambda: P.phase.at_least(5), "wrong-type"),
    ],
)
def test_what_cannot_be_asked_is_refused(make, code):
    """A wrong operator, and a value of another kind, is refused when the condition is made."""
    with pytest.raises(QueryError) as caught:
        make()
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize(
    ("make", "text"),
    [
        pytest.param(
            lambda: S.stance.is_("oposes"),
            r"Position.stance: 1 problem\n  expected a Stance, got str 'oposes' \(write Stance.OPPOSES\)",
            id="the nearest term",
        ),
        pytest.param(
            lambda: S.stance.is_("zzz"), r"\(Stance has PROPOSES, SUPPORTS, QUALIFIED", id="all the terms"
        ),
        pytest.param(
            lambda: S.said_on.surely_before("24/09/2023"),
            r"'24/09/2023': the year comes first \(write 2023-09-24\)",
            id="the date to write",
        ),
        pytest.param(
            lambda: P.title.in_(["a", 3, ""]),
            r"2 problems\n  /1: expected text, got int 3\n  /2: text is not empty",
            id="every wrong value at once",
        ),
        pytest.param(
            lambda: compare(P.title.field, Op.AT_LEAST, "a"),
            r"Proposal.title has no operator at_least \(it has contains, in, is, starts_with\)",
            id="the operators that there are",
        ),
        pytest.param(
            lambda: missing(P.positions.field), r"it has all, any, none\)", id="what relations have"
        ),
        pytest.param(lambda: missing(P.text.field), r"it has matches\)", id="what texts have"),
    ],
)
def test_errors_say_what_is_allowed(make, text):
    """An error names the place, the value, and what would do."""
    with pytest.raises(QueryError, match=text):
        make()


@pytest.mark.parametrize(
    ("key", "descending"), [(P.title.asc(), False), (P.title.desc(), True), (P.phase.desc(), True)]
)
def test_order_keys_say_their_direction(key, descending):
    """An order key is a field and a direction."""
    assert key.descending is descending


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_conditions_travel(make):
    """A condition that was copied or pickled is equal, also after its key was worked out."""
    condition = (A & ~B) | P.positions.any(S.stance.is_(pt.Stance.OPPOSES))
    assert condition.key
    assert (make(condition), hash(make(condition))) == (condition, hash(condition))


def test_a_plain_condition_is_an_interface():
    """The base says neither what it is about nor what it is in JSON, nor what it is of another class."""
    with pytest.raises(NotImplementedError):
        q.Condition().of(pt.Proposal)
    with pytest.raises(NotImplementedError):
        q.Condition().plain()
    with pytest.raises(NotImplementedError):
        _ = q.Condition().key
    with pytest.raises(NotImplementedError):
        _ = Keyed().key
    with pytest.raises(NotImplementedError):
        _ = q.Condition().record


def test_functions_combine_any_number():
    """`all_of` and `any_of` do what the operators do."""
    assert (all_of(A, B, C), any_of(A, B, C), all_of(A)) == (A & B & C, A | B | C, A)
