"""Questions of every kind over the bundled case: the answer of SQL is that of the reference engine."""

import attrs
import pytest

import policytrack as pt
from policytrack import query as q
from policytrack.engines.reference import answer
from policytrack.errors import UnsupportedQuery

pytest.importorskip("sqlalchemy")

P, S, C, F, M = q.Proposal, q.Position, q.StatusChange, q.Figure, q.Membership
PROPOSALS, POSITIONS = q.select(pt.Proposal), q.select(pt.Position)
LAST = "\U0010ffff"


@pytest.fixture(name="case", scope="module")
def _case():
    """The bundled case as a tracker, and a store in memory that holds it."""
    tracker = pt.datasets.load("police-accountability")
    with pt.open_store("sqlite://") as store:
        store.write(tracker.snapshot(), author="desk", reason="first load")
        yield tracker, store


CONDITIONS = [
    P.id.in_([]),
    P.id.in_(["time-limits", "self-defence-test"]),
    P.title.contains("the"),
    P.title.starts_with("C"),
    P.title.starts_with(LAST),
    P.title.starts_with("a\ud7ff"),
    P.summary.is_missing(),
    P.topics.contains("policing"),
    P.topics.contains_any([]),
    P.status.is_("proposed"),
    P.phase.is_(pt.Phase.DECIDED),
    P.phase.is_missing(),
    P.phase.at_least(pt.Phase.DECIDED),
    P.phase.at_most(pt.Phase.CONSIDERED),
    *(
        getattr(P.status_since, op)(date)
        for op in ("surely_before", "possibly_before", "surely_after", "possibly_after")
        for date in ("2024-01", "2024~")
    ),
    P.status_since.surely_within("2023/2025"),
    P.status_since.surely_within("2023/"),
    P.status_since.possibly_within("2025"),
    P.text.matches("police"),
    P.package.any(),
    P.parts.none(),
    P.sources.any(q.Source.kind.is_(pt.SourceKind.PRIMARY)),
    P.related.any(P.status.is_("proposed")),
    P.stakeholders.all(q.Organization.classification.is_missing()),
    P.stakeholders.any(q.Person.name.contains("a")),
    P.critics.any(S.organization.any(q.Organization.id.is_("inquest"))),
    P.proponents.none(S.actor.any(q.Person.name.contains("Rowley"))),
    P.critics.any(S.actor_id.is_("inquest")),
    P.critics.any(~(S.actor_id.is_("inquest") | S.actor_id.starts_with("d"))),
    P.critics.all(S.actor_id.is_("deborah-coles")),
    P.critics.none(S.actor.any(q.Person.name.contains("Coles"))),
    P.proponents.any(~S.actor_id.is_("inquest") & S.stance.is_(pt.Stance.PROPOSES)),
    ~P.proponents.all(~S.actor_id.is_("mark-rowley")),
    P.positions.all(S.stance.is_(pt.Stance.OPPOSES)),
    P.status_changes.any(C.confidence.at_least(pt.Confidence.MEDIUM)),
]
OTHERS = [
    POSITIONS.where(S.text.matches("police")),
    POSITIONS.where(~S.organization.any()),
    POSITIONS.where(S.organization.all(q.Organization.name.contains("Police"))),
    POSITIONS.where(S.actor.any(q.Person.memberships.any(M.organization_id.is_("metropolitan-police")))),
    POSITIONS.where(S.capacity.any(M.role.contains("o"))),
    q.select(pt.Membership).where(M.start_date.possibly_before("2023")).at(on="2023-09-25"),
    q.select(pt.Source).at(known="2023-09-30"),
    q.select(pt.Figure).where(F.low.at_least(50) | F.high.at_most(300)),
    q.select(pt.Figure).where(F.low.is_(100)),
    q.select(pt.Organization).where(q.Organization.parent.none()),
    q.select(pt.UnknownRecord),
]


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.key[:60])
@pytest.mark.parametrize("days", [{}, {"on": "2025-10-24"}, {"on": "2025-10-24", "known": "2023-09-30"}])
def test_conditions(case, condition, days):
    """A condition and its opposite hold of the same proposals, on three pairs of days."""
    tracker, store = case
    for asked in (condition, ~condition):
        query = PROPOSALS.where(asked).at(**days)
        assert store.run(query) == answer(tracker, query)


@pytest.mark.parametrize("query", OTHERS, ids=lambda query: query.to_json()[:80])
def test_other_records(case, query):
    """Questions about records of other classes have the reference's answer."""
    tracker, store = case
    assert store.run(query) == answer(tracker, query)


@pytest.mark.parametrize(
    "keys",
    [
        (),
        (P.status_since.desc(),),
        (P.phase.asc(), P.status.desc()),
        (P.summary.desc(), P.id.desc()),
        (P.jurisdiction.asc(), P.status_since.asc()),
    ],
    ids=repr,
)
def test_pages(case, keys):
    """Page after page, in every order, gives the reference's pages, to the last."""
    tracker, store = case
    query = PROPOSALS.order_by(*keys).limit(3)
    while True:
        expected = answer(tracker, query)
        assert store.run(query) == expected
        if expected.cursor is None:
            return
        query = query.after(expected.cursor)


def test_pages_of_terms_and_numbers(case):
    """Terms sort by their text and numbers by value, where some are missing too."""
    tracker, store = case
    for query in (
        POSITIONS.order_by(S.stance.desc(), S.mode.asc(), S.said_on.desc()).limit(20),
        q.select(pt.Figure).order_by(F.low.desc()).limit(1),
    ):
        page = query
        while (expected := answer(tracker, page)).cursor is not None:
            assert store.run(page) == expected
            page = page.after(expected.cursor)


@pytest.mark.parametrize(
    "question",
    [
        PROPOSALS.group_by(P.status).count(),
        PROPOSALS.group_by(P.phase, P.topics).count(),
        PROPOSALS.group_by(P.status_since).count().limit(3),
        POSITIONS.group_by(S.organization, S.stance).count(),
        POSITIONS.limit(5).group_by(S.actor).count(),
        PROPOSALS.group_by(P.critics).count(),
        q.select(pt.Figure).group_by(F.low).count(),
        PROPOSALS.limit(4).count(),
    ],
    ids=lambda question: question.to_json()[:80],
)
def test_groups_and_counts(case, question):
    """Groups and counts are the reference's, in its order."""
    tracker, store = case
    expected = answer(tracker, question)
    assert store.run(question) == (expected if isinstance(expected, int) else tuple(expected))


def test_a_number_that_no_engine_holds_is_refused(case):
    """A whole number with more digits than a double has is refused when it is compiled."""
    for number in (2**60 + 1, -(2**70) - 1):
        with pytest.raises(UnsupportedQuery, match="more digits"):
            case[1].compile(q.select(pt.Figure).where(F.low.is_(number)))


def test_a_class_without_a_table_is_refused(case):
    """A plugin's class that the store's registry does not know is refused when it is compiled."""

    @attrs.frozen(kw_only=True)
    class Vote(pt.Record):
        ayes: int

    with pytest.raises(UnsupportedQuery, match="no table of Vote"):
        case[1].run(q.select(Vote))


def test_a_condition_of_somebody_else_is_refused(case):
    """A kind of condition that the compiler does not know is refused, not overlooked."""

    class Odd(q.Condition):
        record = pt.Proposal
        key = "odd"

        def __hash__(self):
            return 1

    with pytest.raises(UnsupportedQuery, match="Odd is no condition"):
        case[1].compile(attrs.evolve(PROPOSALS, condition=Odd()))


@pytest.mark.parametrize("order", [S.id.asc(), S.id.desc()])
def test_groups_of_dates_with_the_same_bounds(order):
    """Their text decides, whatever the order of the records; SQLite may do so unasked, so it is looked up."""
    month, span = "2023-09", "2023-09-01/2023-09-30"
    dates = ("2023-08", month, span, month, span, "2024")
    said = [
        pt.Position(id=f"t{n}", proposal_id="p", actor_id="a", said_on=pt.PartialDate.parse(date))
        for n, date in enumerate(dates)
    ]
    tracker = pt.Tracker.of(pt.Proposal(id="p", title="P"), pt.Person(id="a", name="A"), *said)
    question = POSITIONS.order_by(order).limit(5).group_by(S.said_on).count()
    with pt.open_store("sqlite://") as store:
        store.write(tracker.snapshot(), author="desk", reason="first load")
        assert store.run(question) == answer(tracker, question)
        whole = attrs.evolve(question, query=attrs.evolve(question.query, size=None))
        assert store.run(whole) == answer(tracker, whole)
        for asked in (question, whole):
            *_, ordered = store.compile(asked).sql.split("ORDER BY")
            assert ordered.count(" ASC") == 3  # The first day, the last, and the text.


def test_a_membership_and_a_day_touch():
    """Who was a member until that day, or from that day on, spoke for the body; a day off, and not."""
    days = (
        "2019-12-31",
        "2020-01-01",
        "2020-12-31",
        "2021-01-01",
        "2020",
        "2019/2020-01-01",
        "2020-12-31/2021",
    )
    said = [
        pt.Position(id=f"t{n}", proposal_id="p", actor_id="a", said_on=pt.PartialDate.parse(day))
        for n, day in enumerate(days)
    ]
    start, end = map(pt.PartialDate.parse, ("2020-01-01", "2020-12-31"))
    member = pt.Membership(id="m", person_id="a", organization_id="b", start_date=start, end_date=end)
    body = pt.Organization(id="b", name="B")
    tracker = pt.Tracker.of(pt.Proposal(id="p", title="P"), pt.Person(id="a", name="A"), body, member, *said)
    question = POSITIONS.where(S.organization.any(q.Organization.id.is_("b")))
    with pt.open_store("sqlite://") as store:
        store.write(tracker.snapshot(), author="desk", reason="first load")
        for one in (store, tracker):
            assert [record.id for record in one.run(question)] == ["t1", "t2", "t4", "t5", "t6"]
            assert one.run(question.group_by(S.organization).count())[0].count == 5
    assert tracker.run(question) == answer(tracker, question)
