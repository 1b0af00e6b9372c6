"""The engine in memory: what it builds and when, what it keeps, and what drives a plan."""

import datetime
import enum
import gc
import weakref

import attrs
import pytest
from factories import change, cited, day, person, position, proposal, source

import policytrack as pt
from policytrack import passes
from policytrack import query as q
from policytrack.engines import memory, reference
from policytrack.engines.memory import Plan, Step, _answer
from policytrack.engines.memory._answer import prepared, space_of
from policytrack.engines.memory._field import sort_key
from policytrack.engines.memory._postings import grouped
from policytrack.model import Citation, Membership, Organization, Proposal, Quote
from policytrack.query import Condition
from policytrack.registry import Registry
from policytrack.terms import CorrectionKind, Mode, Phase, Stance
from policytrack.tracker import Tracker

P, S = q.Proposal, q.Position


@attrs.frozen(kw_only=True)
class Bill(pt.Proposal):
    """A plugin's proposal."""

    clauses: int = 0


@attrs.frozen(kw_only=True)
class Sitting(pt.Record):
    """A plugin's other record."""


@attrs.frozen(kw_only=True)
class Vote(pt.Assertion):
    """A plugin's record."""

    ayes: int | None = None
    held_on: pt.PartialDate | None = None
    mode: Mode | None = None


def records():
    """Records of a few classes, proposals named by numbers."""
    return [
        source("s", "2023-09-26"),
        source("late", "2025-01-01"),
        person("ann"),
        person("bob"),
        Organization(id="union", name="Union"),
        Membership(id="m", person_id="ann", organization_id="union", start_date=day("2020")),
        *(
            proposal(
                f"p{number}",
                summary="even" if number % 2 == 0 else None,
                topics=frozenset({"rare"} if number == 3 else {"common"}),
                evidence=(Citation("s", Quote(exact=f"word{number} said")), *cited("late")),
            )
            for number in range(8)
        ),
        *(position(f"x{n}", "ann", Stance.OPPOSES, f"202{n}", "s", proposal_id=f"p{n}") for n in range(6)),
        position("y", "bob", Stance.SUPPORTS, None, "late", proposal_id="p3"),
        change("c1", "proposed", "2023-09-24", "s", proposal_id="p3"),
        change("c2", "accepted", "2024-05", "late", proposal_id="p3"),
    ]


def said_often(count):
    """Positions of one person on one proposal, half of them opposed, a day after the other."""
    days = [datetime.date(2020, 1, 1) + datetime.timedelta(number) for number in range(count)]
    stances = (Stance.OPPOSES, Stance.SUPPORTS)
    positions = (
        position(f"x{number:03}", "ann", stances[number % 2], str(said), "s", proposal_id="p")
        for number, said in enumerate(days)
    )
    return [source("s", "2023-09-26"), person("ann"), proposal("p"), *positions]


@pytest.fixture
def tracker():
    """A tracker that nobody asked before."""
    return Tracker.of(*records())


def ids(rows):
    """The ids of an answer."""
    return [row.id for row in rows]


def built(tracker):
    """The indexes that a tracker has, by the class of records."""
    tables = (one for one in tracker.cut.shared.values() if hasattr(one, "built"))
    return {table.cls.__name__: table.built for table in tables if table.built}


class TestIndexes:
    """Indexes are built by the question that needs them."""

    def test_a_tracker_builds_nothing(self, tracker):
        """To make a tracker costs no index."""
        assert (vars(tracker._index).get("kept"), "_cut" in vars(tracker)) == (None, False)
        assert built(tracker) == {}

    def test_a_question_builds_what_it_needs(self, tracker):
        """Another question's index is not built."""
        assert ids(tracker.run(q.select(pt.Proposal).where(P.topics.contains("rare")))) == ["p3"]
        assert built(tracker) == {"Proposal": ("topics postings",)}
        tracker.run(q.select(pt.Position).where(S.said_on.possibly_before("2021"))).first()
        assert built(tracker) == {
            "Proposal": ("topics postings",),
            "Position": ("said_on bounds", "said_on firsts"),
        }

    def test_views_share_the_indexes(self, tracker):
        """An index on what records say themselves serves every view."""
        query = q.select(pt.Position).where(S.actor_id.is_("ann"))
        assert len(tracker.run(query)) == 6
        before = tracker.cut.shared
        assert ids(tracker.run(query.at(on="2022-06-01", known="2023-12-31"))) == ["x0", "x1", "x2"]
        assert tracker.at(on="2022-06-01").cut.shared is before

    def test_views_of_corrected_proposals_have_their_own(self):
        """What was corrected is found as the view shows it."""
        better = Proposal(
            id="better",
            title="better",
            corrects_id="p3",
            correction=CorrectionKind.CORRECTS,
            evidence=cited("late"),
        )
        tracker = Tracker.of(*records(), better)
        query = q.select(pt.Proposal).where(P.title.is_("better"))
        assert (ids(tracker.run(query)), ids(tracker.run(query.at(known="2024-01-01")))) == (["p3"], [])

    def test_few_views_are_kept(self, tracker):
        """The views of many days do not pile up."""
        query = q.select(pt.Proposal).where(P.status.is_("proposed"))
        found = [len(tracker.run(query.at(on=f"2023-09-{number}"))) for number in range(10, 30)]
        assert found == [0] * 14 + [1] * 6
        assert len(tracker._index.cuts) <= 8


class TestPlans:
    """The lookup with the fewest candidates drives."""

    def test_the_smallest_list_drives(self, tracker):
        """Of two conditions, the one that fewer records fulfil is looked up, the other filters."""
        query = q.select(pt.Proposal).where(P.topics.contains("common"), P.id.in_(["p1", "p2"]))
        assert str(tracker.explain_plan(query)) == (
            "select Proposal\n"
            '  look up {"field":"id","in":["p1","p2"]} (2 at most)\n'
            '  keep where {"contains":"common","field":"topics"}\n'
            "  order by id asc: as they stand"
        )

    def test_a_relation_is_searched_from_its_end(self, tracker):
        """What is asked of related records is looked up there first, cut by the view."""
        asked = S.actor_id.is_("bob") & S.stance.is_(Stance.SUPPORTS)
        query = q.select(pt.Proposal).where(P.positions.any(asked)).at(on="2025-06-01")
        steps = memory.explain_plan(tracker, query.order_by(P.title.desc())).steps
        assert [(step.depth, step.candidates) for step in steps] == [
            (1, 1),
            (1, None),
            (1, None),
            (0, 1),
            (0, None),
        ]
        assert [step.text.split(" {")[0] for step in steps] == [
            "look up",
            "keep what the view shows of Position",
            "keep where",
            "look up",
            "order by title desc: sorted",
        ]

    @pytest.mark.parametrize(
        ("question", "said"),
        [
            (q.select(pt.Proposal).count(), "count"),
            (q.select(pt.Position).group_by(S.stance, S.actor_id).count(), "count by stance, actor_id"),
            (q.select(pt.Proposal).order_by(P.title.asc()), "order by title asc: along its index"),
            (
                q.select(pt.Proposal).where(P.id.is_("p1")).order_by(P.title.asc()),
                "order by title asc: sorted",
            ),
        ],
    )
    def test_the_last_step_says_what_comes_of_it(self, tracker, question, said):
        """An answer is counted, or comes in an order in one of three ways."""
        assert tracker.explain_plan(question).steps[-1] == Step(said)

    def test_a_text_and_a_term_are_looked_up_together(self):
        """Where the lists of a text are long, they are parted by the term that is asked besides."""
        tracker = Tracker.of(*said_often(140))
        query = q.select(pt.Position).where(S.actor_id.is_("ann"), S.stance.in_([Stance.OPPOSES]))
        assert str(tracker.explain_plan(query)) == (
            "select Position\n"
            '  look up {"field":"actor_id","is":"ann"} and {"field":"stance","is":"opposes"} (70 at most)\n'
            "  order by id asc: as they stand"
        )
        assert built(tracker)["Position"] == (
            "actor_id postings",
            "actor_id with stance",
            "stance numbered",
            "stance postings",
        )

    @pytest.mark.parametrize(
        "asked",
        [
            S.actor_id.is_("ann") & S.stance.in_([Stance.OPPOSES, Stance.NEUTRAL]),
            S.actor_id.is_("ann") & S.stance.in_([Stance.OPPOSES, Stance.SUPPORTS]),
            S.actor_id.is_("ann") & S.stance.is_(Stance.NEUTRAL),
            S.actor_id.is_("ann") & S.stance.is_(Stance.OPPOSES) & S.correction.is_(CorrectionKind.CORRECTS),
            S.actor_id.is_("ann") & S.stance.is_(Stance.OPPOSES) & S.said_on.possibly_before("2020-02"),
            S.actor_id.in_(["ann", "bob"]) & S.stance.is_(Stance.OPPOSES),
        ],
    )
    @pytest.mark.parametrize("large", [1, 1000])
    def test_both_engines_agree_on_pairs(self, asked, large, monkeypatch):
        """A text and a term that are looked up together find what each of them does."""
        if large == 1:
            pytest.importorskip("numpy")
        monkeypatch.setattr(passes, "LARGE", large)
        tracker = Tracker.of(*said_often(140))
        for query in (
            q.select(pt.Position).where(asked),
            q.select(pt.Position).where(asked).order_by(S.said_on.asc()),
            q.select(pt.Proposal).where(P.positions.any(asked)),
        ):
            assert memory.answer(tracker, query) == reference.answer(tracker, query)

    def test_short_lists_are_not_parted(self):
        """An index of two fields is not worth its room where most texts have few records."""
        few = [position(f"y{number}", f"n{number}", Stance.OPPOSES, proposal_id="p") for number in range(9)]
        tracker = Tracker.of(*said_often(140), *(person(f"n{number}") for number in range(9)), *few)
        query = q.select(pt.Position).where(S.actor_id.is_("ann"), S.stance.is_(Stance.OPPOSES))
        assert len(tracker.run(query)) == 70
        assert "actor_id with stance" not in built(tracker)["Position"]

    def test_what_a_view_works_out_is_not_parted(self):
        """The phase is another in every view, so no index of the records can hold it."""
        names = [f"p{number:02}" for number in range(70)]
        proposals = [proposal(name, jurisdiction="gb-eng") for name in names]
        changes = [change(f"c-{name}", "proposed", "2020", "s", proposal_id=name) for name in names[1:]]
        tracker = Tracker.of(source("s"), *proposals, *changes)
        phase = tracker.standing("p01").phase
        query = q.select(pt.Proposal).where(P.jurisdiction.is_("gb-eng"), P.phase.is_(phase))
        assert ids(tracker.run(query)) == names[1:]
        assert "jurisdiction with phase" not in " ".join(built(tracker)["Proposal"])

    def test_a_range_is_looked_up_where_lists_are_long(self):
        """To look up dates takes as long as to try some hundred records on them."""
        tracker = Tracker.of(*said_often(300))
        asked = q.select(pt.Position).where(S.actor_id.is_("ann"), S.said_on.possibly_before("2020-01-03"))
        assert tracker.explain_plan(asked).steps[0].text.startswith('look up {"field":"said_on"')
        few = Tracker.of(*said_often(200))
        assert few.explain_plan(asked).steps[0].text == 'look up {"field":"actor_id","is":"ann"}'
        assert memory.answer(tracker, asked) == reference.answer(tracker, asked)

    def test_where_no_index_helps_all_are_tried(self, tracker):
        """A text that may stand anywhere in a field is looked for in every record."""
        plan = tracker.explain_plan(q.select(pt.Proposal).where(P.title.contains("3")))
        assert isinstance(plan, Plan)
        assert plan.steps[0] == Step("go through all of Proposal", 8)


class TestPrepared:
    """A query keeps its plan in each view, and no longer than it lives."""

    def test_a_plan_is_kept(self, tracker):
        """Who asks again is not planned again; another view has another plan."""
        query = q.select(pt.Proposal).where(P.topics.contains("rare"))
        plan = prepared(tracker, query)
        assert prepared(tracker, query) is plan
        assert prepared(tracker.at(on="2024-01-01"), query) is not plan

    def test_a_plan_goes_with_its_query(self, tracker):
        """A query that nobody holds any more leaves nothing behind."""
        query = q.select(pt.Proposal).where(P.topics.contains("rare"))
        tracker.run(query).first()
        plan = weakref.ref(prepared(tracker, query))
        del query
        gc.collect()
        assert plan() is None
        assert tracker.cut.kept["space"].plans == {}

    def test_a_tracker_goes_though_its_query_stays(self):
        """A query holds no tracker that it was asked of."""
        tracker, query = Tracker.of(*records()), q.select(pt.Proposal).where(P.topics.contains("rare"))
        tracker.run(query).first()
        gone = weakref.ref(tracker._index)
        del tracker
        gc.collect()
        assert gone() is None
        assert query.size is None


class TestStreams:
    """Records are found as they are asked for."""

    def test_the_first_is_found_alone(self, tracker):
        """Where the order is that of the ids, no record behind the first is looked at."""
        result = tracker.run(q.select(pt.Proposal).where(P.title.contains("p")))
        assert (result.first().id, len(result._found)) == ("p0", 1)
        assert (next(iter(result)).id, result[1].id, len(result._found)) == ("p0", "p1", 2)
        assert (len(result), result.cursor) == (8, None)

    def test_an_index_gives_an_order_as_it_is_asked_for(self, tracker):
        """Along an index, too, no more is looked at than must be."""
        result = tracker.run(q.select(pt.Proposal).order_by(P.title.desc()))
        assert (result.first().id, len(result._found)) == ("p7", 1)

    def test_downwards_by_id_nothing_is_sorted(self, tracker):
        """The places stand in that order already, read from their end."""
        query = q.select(pt.Proposal).where(P.topics.contains("common")).order_by(P.id.desc())
        assert ids(tracker.run(query)) == ["p7", "p6", "p5", "p4", "p2", "p1", "p0"]
        assert tracker.explain_plan(query).steps[-1] == Step("order by id desc: as they stand")

    def test_what_is_ready_is_no_copy(self, tracker):
        """An answer that is one list of an index is that list."""
        result = tracker.run(q.select(pt.Proposal).where(P.topics.contains("common")))
        assert (len(result), result[-1].id, ids(result[1:3])) == (7, "p7", ["p1", "p2"])
        assert ids(result) == ["p0", "p1", "p2", "p4", "p5", "p6", "p7"]
        assert result.rows[0] is tracker.get("p0")

    def test_a_long_answer_is_taken_in_parts(self, tracker, monkeypatch):
        """Many records are fetched some at a time, and are the same."""
        query = q.select(pt.Proposal).where(P.topics.contains("common"))
        expected = list(tracker.run(query))
        monkeypatch.setattr(_answer, "AT_ONCE", 2)
        assert list(tracker.run(query)) == expected
        assert ids(tracker.run(query.at(known="2023-12-31"))) == ids(expected)

    def test_a_slice_of_what_is_ready(self, tracker):
        """A part of a ready list is read alone."""
        found = tracker.run(q.select(pt.Proposal))._found
        assert ids(found[2:4]) == ["p2", "p3"]

    def test_what_a_view_cuts_is_cut(self, tracker):
        """A record shows the evidence that its view shows, found by its id or otherwise."""
        query = q.select(pt.Proposal).at(known="2023-12-31")
        for asked in (query.where(P.id.is_("p3")), query.where(P.topics.contains("rare"))):
            (found,) = tracker.run(asked)
            assert [citation.source_id for citation in found.evidence] == ["s"]
            assert found == tracker.at(known="2023-12-31").get("p3")

    @pytest.mark.parametrize(("known", "found"), [("2023-12-31", ["p3"]), ("2023-01-01", [])])
    def test_an_id_in_a_view(self, tracker, known, found):
        """What was not public yet is not found by its id either, asked once more too."""
        view, query = tracker.at(known=known), q.select(pt.Proposal).where(P.id.is_("p3"))
        assert [ids(view.run(query)) for _ in range(2)] == [found, found]

    def test_an_id_that_no_record_has(self, tracker):
        """An unknown id is an empty answer."""
        assert len(tracker.run(q.select(pt.Proposal).where(P.id.is_("nobody")))) == 0


# More terms than a byte has values.
Ward = enum.Enum("Ward", {f"w{number}": f"w{number}" for number in range(300)})


@attrs.frozen(kw_only=True)
class Seat(pt.Record):
    """A plugin's record with one of very many terms."""

    party: str
    ward: Ward | None = None


class TestPlugins:
    """Records of plugins are asked like ours."""

    tracker = Tracker.of(
        person("ann"),
        proposal("a"),
        position("on-a", "ann", Stance.OPPOSES, proposal_id="a", statement="said"),
        position("on-b", "ann", Stance.OPPOSES, proposal_id="b", statement="said too"),
        Bill(id="b", title="Bill", clauses=3),
        Bill(id="c", title="Law", clauses=1),
        Sitting(id="s"),
        Vote(id="v1", ayes=300, held_on=day("2022"), mode=Mode.DIRECT),
        Vote(id="v2"),
        registry=Registry.default().with_record(Bill).with_record(Vote).with_record(Sitting),
    )

    def test_words_of_a_plugins_class_by_numpy(self, monkeypatch):
        """What is said about others of its field is not found, though their texts are cut together."""
        pytest.importorskip("numpy")
        monkeypatch.setattr(passes, "LARGE", 1)
        tracker = self.tracker.with_records(Sitting(id="s2"))
        query = q.select(Bill).where(q.handles(Bill).text.matches("said"))
        assert memory.answer(tracker, query) == reference.answer(tracker, query)

    @pytest.mark.parametrize("wards", [300, 200])
    def test_there_may_be_very_many_terms(self, wards):
        """A term is found and left out alike, alone and beside a text, however many there are."""
        seats = [Seat(id=f"s{n:03}", party="a", ward=list(Ward)[n]) for n in range(wards)]
        tracker, asked = Tracker.of(*seats, Seat(id="t", party="a")), q.handles(Seat)
        some = asked.ward.in_([Ward["w5"], Ward[f"w{wards - 1}"]])
        for condition in (some, ~some, some & asked.party.is_("a"), (some | asked.id.is_("t")) & ~some):
            question = q.select(Seat).where(condition)
            assert tracker.run(question) == reference.answer(tracker, question)

    @pytest.mark.parametrize(
        "query",
        [
            q.select(Bill),
            q.select(Bill).where(q.handles(Bill).clauses.at_least(2)),
            q.select(Bill)
            .where(q.handles(Bill).status.is_("unassessed"))
            .order_by(q.handles(Bill).clauses.asc()),
            q.select(Bill).order_by(q.handles(Bill).title.desc()).limit(1),
            q.select(Vote).where(q.handles(Vote).ayes.at_least(1)),
            q.select(Vote).where(q.handles(Vote).ayes.is_missing()),
            q.select(pt.Proposal).where(P.title.starts_with("B")),
            q.select(Vote).at(known="2024-01-01"),
            q.select(Bill).where(q.handles(Bill).positions.any(S.actor_id.is_("ann"))),
            q.select(Bill).where(q.handles(Bill).critics.any(S.actor_id.is_("ann"))),
            q.select(Bill).where(q.handles(Bill).text.matches("said")),
            q.select(Vote).where(
                q.handles(Vote).mode.is_(Mode.DIRECT),
                q.handles(Vote).held_on.possibly_after("2021"),
                q.handles(Vote).held_on.possibly_before("2023"),
            ),
            q.select(Vote).where(~q.handles(Vote).mode.is_(Mode.DIRECT)),
        ],
    )
    def test_a_plugins_class(self, query):
        """A class among others of its field is found by its own fields."""
        assert memory.answer(self.tracker, query) == reference.answer(self.tracker, query)
        assert memory.answer(self.tracker, query.count()) == reference.answer(self.tracker, query.count())
        by_id = query.group_by(q.handles(query.record).id).count()
        assert memory.answer(self.tracker, by_id) == reference.answer(self.tracker, by_id)


@pytest.mark.parametrize(
    "question",
    [
        q.select(pt.Proposal).where(P.topics.contains("rare")),
        q.select(pt.Proposal).where(P.topics.contains("nothing")),
        q.select(pt.Proposal).where(P.positions.any(S.actor_id.is_("ann"))),
        q.select(pt.Position).where(S.organization.any(q.Organization.id.is_("union"))),
        q.select(pt.Position).where(S.stance.is_(Stance.OPPOSES), S.said_on.possibly_before("2022")),
        q.select(pt.Proposal).group_by(P.topics).count(),
        q.select(pt.Proposal).group_by(P.critics, P.status).count(),
        q.select(pt.Position).group_by(S.organization, S.stance).count(),
        q.select(pt.Proposal).where(P.text.matches("word3 said")),
    ],
)
@pytest.mark.parametrize("large", [1, 1000])
def test_whole_columns(tracker, question, large, monkeypatch):
    """What is found in whole columns is the same with numpy and without."""
    if large == 1:
        pytest.importorskip("numpy")
    monkeypatch.setattr(passes, "LARGE", large)
    held = tracker.with_records(
        Organization(id="club", name="Club"),
        Membership(id="m2", person_id="bob", organization_id="union", end_date=day("2020")),
        Membership(id="m3", person_id="bob", organization_id="club", start_date=day("2021")),
        position("by-club", "club", Stance.NEUTRAL, "2022", "s", proposal_id="p1"),
        position("in-office", "ann", Stance.NEUTRAL, "2019", "s", proposal_id="p1", capacity_id="m"),
        position("before", "ann", Stance.NEUTRAL, "2019", "s", proposal_id="p1"),
    )
    assert memory.answer(held, question) == reference.answer(held, question)


def test_postings_are_a_mapping(monkeypatch):
    """Places sorted by value are asked as those of a dict."""
    pytest.importorskip("numpy")
    monkeypatch.setattr(passes, "LARGE", 1)
    found = grouped(range(3), ["b", "a", "b"])
    assert {value: list(places) for value, places in found.items()} == {"b": [0, 2], "a": [1]}
    assert (len(found), found.get("c")) == (2, None)


RETRACTION = {"corrects_id": "x1", "correction": CorrectionKind.RETRACTS}
ACTOR, BODY, LATE = q.Person.id, q.Organization.id, q.Source.id.is_("late")
QUANTIFIED = (S.actor.any, S.actor.none, S.actor.all)
COMPARISONS = (
    *(S.said_on.surely_before, S.said_on.possibly_before, S.said_on.surely_after),
    *(S.said_on.possibly_after, S.said_on.surely_within, S.said_on.possibly_within),
)


@pytest.mark.parametrize(
    "query",
    [
        q.select(pt.Proposal).where(P.stakeholders.any(ACTOR.is_("ann"))),
        q.select(pt.Proposal).where(P.sources.any(LATE), P.sources.any(q.Source.id.is_("s"))),
        q.select(pt.Proposal).where((P.id.is_("p1") & P.topics.contains("common")) | P.id.is_("p2")),
        q.select(pt.Proposal).where(P.critics.all(S.actor_id.is_("ann"))),
        q.select(pt.Proposal).where(P.positions.all(S.actor_id.is_("ann")), P.positions.any()),
        q.select(pt.Proposal).where(P.status.is_("accepted")),
        q.select(pt.Proposal).where(~P.phase.at_least(Phase.CONSIDERED)),
        q.select(pt.Proposal).where(~P.phase.at_most(Phase.CONSIDERED) | P.id.is_("p1")).at(on="2023-12-31"),
        q.select(pt.Proposal).where(P.critics.any(S.actor_id.is_("ann"))),
        q.select(pt.Proposal).where(P.proponents.any(S.statement.contains("said"))),
        *(q.select(pt.Position).where(compare("2022~")) for compare in COMPARISONS),
        *(q.select(pt.Position).where(compare("2022-06-01")) for compare in COMPARISONS),
        *(q.select(pt.Position).where(S.proposal_id.is_("p2"), compare("2022")) for compare in COMPARISONS),
        *(q.select(pt.Position).where(~compare("2022")) for compare in COMPARISONS),
        q.select(pt.Position).where(S.organization.any(BODY.is_("union"))),
        q.select(pt.Position).where(S.organization.none()),
        *(q.select(pt.Position).where(quantified(q.Person.name.contains("n"))) for quantified in QUANTIFIED),
        q.select(pt.Position).where(S.said_on.surely_within("2021/2023")),
        q.select(pt.Position).where(S.said_on.possibly_within("2021/2023")),
        q.select(pt.Position).where(S.text.matches("said")).at(known="2024-01-01"),
        q.select(pt.Position).at(on="2022-01-01"),
        q.select(pt.Position).at(known="2024-01-01"),
        q.select(pt.Position).at(on="2022-01-01", known="2024-01-01"),
        q.select(pt.Source).at(known="2024-01-01"),
        q.select(pt.Membership).at(on="2019-01-01"),
        q.select(pt.Membership).at(on="2021-01-01"),
        q.select(pt.Proposal).where(~P.text.matches("word3")).at(known="2024-01-01"),
        q.select(pt.Proposal).where(P.text.matches("word3 said") | P.text.matches("nobody")),
    ],
)
def test_both_engines(tracker, query):
    """What goes a way of its own in this engine has the reference's answer all the same."""
    asked = tracker.with_records(
        position("w", "ann", Stance.SUPPORTS, "2030", "s", "late", proposal_id="p1", statement="said"),
        position("v", "union", Stance.NEUTRAL, "2022-06-01", "s", proposal_id="p2"),
        change("d1", "accepted", "2024-01-01", "s", proposal_id="p4"),
        change("d2", "proposed", "2024-01-01", "s", proposal_id="p4"),
    )
    for question in (query, query.count(), query.group_by(q.handles(query.record).id).count()):
        assert memory.answer(asked, question) == reference.answer(asked, question)


def test_groups_of_some_positions(tracker):
    """The organizations of a few positions are counted without looking at all."""
    query = q.select(pt.Position).where(S.actor_id.is_("ann")).limit(3).group_by(S.organization).count()
    assert [group.values for group in tracker.run(query)] == [("union",)]


def test_competing_reports_where_nothing_is_corrected():
    """Which of two reports of one fact is believed is not told by their dates."""
    tracker = Tracker.of(
        source("gazette", "2023-01-01", kind=pt.SourceKind.PRIMARY),
        source("paper", "2024-02-01"),
        proposal("p"),
        change("a", "accepted", "2023-01-01", "gazette", claim="decision"),
        change("b", "rejected", "2024-01-01", "paper", claim="decision"),
    )
    question = q.select(pt.Proposal).group_by(P.status).count()
    assert tracker.run(question) == reference.answer(tracker, question)
    assert tracker.run(question)[0].values == (tracker.standing("p").status,) == ("accepted",)


def test_the_largest_groups_are_not_taken_for_all(tracker):
    """What is kept of an answer with a limit answers no question without one."""
    question = q.select(pt.Position).group_by(S.stance).count()
    assert len(tracker.run(question.limit(1))) == 1
    assert len(tracker.run(question)) == 2
    assert len(tracker.run(question.limit(1))) == 1


def test_a_cursor_of_a_record_that_is_gone(tracker):
    """A page goes on where the record stood."""
    page = q.select(pt.Position).limit(1).after(tracker.run(q.select(pt.Position).limit(1)).cursor)
    without = Tracker.of(*(record for record in records() if record.id != "x0"))
    assert ids(without.run(page)) == ["x1"]


@pytest.mark.parametrize("order", [S.said_on.asc(), S.said_on.desc()])
def test_pages_end_with_what_is_missing(tracker, order):
    """What has no date comes last in both directions, and a page goes on among it."""
    undated = [position(name, "bob", Stance.NEUTRAL, None, proposal_id="p1") for name in ("u1", "u2")]
    asked, seen = tracker.with_records(*undated), []
    page = q.select(pt.Position).order_by(order).limit(2)
    while page is not None:
        found = asked.run(page)
        seen += ids(found)
        page = (
            None
            if found.cursor is None
            else q.select(pt.Position).order_by(order).limit(2).after(found.cursor)
        )
    assert seen == ids(reference.answer(asked, q.select(pt.Position).order_by(order)))
    assert seen[-3:] == ["u1", "u2", "y"]


@pytest.mark.parametrize("order", [S.said_on.asc(), S.said_on.desc()])
def test_a_page_goes_on_among_what_is_missing_where_nothing_else_is_left(tracker, order):
    """Whatever the cursor's date was, what has none comes behind it."""
    page = q.select(pt.Position).order_by(order).limit(1)
    page = page.after(tracker.run(page).cursor)
    undated = [position(name, "bob", Stance.NEUTRAL, None, proposal_id="p1") for name in ("u1", "u2")]
    asked = Tracker.of(proposal("p1"), person("bob"), *undated)
    assert ids(asked.run(page)) == ["u1"]


def test_three_reasons_to_leave_a_record_out(tracker):
    """What came out later, happened later, or was retracted is related to nothing."""
    asked = tracker.with_records(
        position("z", "ann", Stance.NEUTRAL, None, "s", proposal_id="p1", **RETRACTION)
    )
    query = q.select(pt.Proposal).where(P.positions.any()).at(on="2022-06-01", known="2023-12-31")
    assert ids(asked.run(query)) == ["p0", "p2"]


def test_masks_of_terms_do_not_pile_up(tracker):
    """Of very many choices among terms, the last few are kept."""
    index = space_of(tracker.cut).index(q.schema(pt.Position)["stance"])
    for first in Stance:
        for second in Stance:
            asked = q.select(pt.Position).where(S.id.is_("x1") & ~S.stance.in_([first, second]))
            assert len(tracker.run(asked)) == (Stance.OPPOSES not in {first, second})
    assert len(index._masks) <= 16


@pytest.mark.parametrize("answer", [memory.answer, reference.answer])
@pytest.mark.parametrize("wrap", [lambda odd: odd, lambda odd: ~odd, S.proposal.none])
def test_a_condition_of_somebody_else_is_refused(tracker, answer, wrap):
    """A kind of condition that an engine does not know is an error before anything is answered."""

    class Odd(Condition[Proposal]):
        """Nothing that any engine knows."""

        record = Proposal

        def plain(self):
            """Nothing that JSON can say."""
            return {}

    condition = wrap(Odd())
    query = q.select(condition.record).where(condition)
    with pytest.raises(pt.UnsupportedQuery, match="Odd is no condition that this engine knows"):
        answer(tracker, query)


def test_terms_of_an_ordered_list_are_sorted_by_their_place():
    """Their texts would sort otherwise."""
    assert sort_key(Phase.LAW) == Phase.LAW.rank


@pytest.mark.parametrize("large", [1, passes.LARGE])
def test_ids_lead_back_with_and_without_numpy(monkeypatch, large):
    """What leads to a record is found in the same place by both ways."""
    monkeypatch.setattr(passes, "LARGE", large)
    query = q.select(pt.Position).where(S.proposal.any(P.id.in_(["p0", "p3"])))
    tracker = Tracker.of(*records())
    assert memory.answer(tracker, query) == reference.answer(tracker, query)
