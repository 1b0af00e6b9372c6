"""Queries as JSON: what they look like, and everything that is refused when one is read."""

import json

import attrs
import pytest

import policytrack as pt
from policytrack import query as q
from policytrack.errors import QueryError

P, S = q.Proposal, q.Position
CRITIC = S.stance.is_(pt.Stance.OPPOSES) & S.actor_id.is_("inquest")


@attrs.frozen(kw_only=True, repr=False)
class Vote(pt.Record):
    """A record type of a plugin."""

    ayes: int = 0


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (P.id.is_("a"), {"field": "id", "is": "a"}),
        (P.id.in_(["b", "a"]), {"field": "id", "in": ["a", "b"]}),
        (P.id.in_([]), {"field": "id", "in": []}),
        (P.summary.is_missing(), {"field": "summary", "missing": True}),
        (P.topics.contains_any(["b", "a"]), {"field": "topics", "contains_any": ["a", "b"]}),
        (P.phase.at_least(pt.Phase.LAW), {"field": "phase", "at_least": "law"}),
        (P.status_since.surely_before("2023-09"), {"field": "status_since", "surely_before": "2023-09"}),
        (P.text.matches("split Second"), {"field": "text", "matches": "second split"}),
        (P.positions.none(), {"field": "positions", "none": None}),
        (P.parts.all(P.id.is_("a")), {"field": "parts", "all": {"field": "id", "is": "a"}}),
        (
            S.actor.any(q.Person.name.is_("a")),
            {"field": "actor", "any": {"field": "name", "is": "a"}, "of": "Person"},
        ),
        (~P.id.is_("a"), {"not": {"field": "id", "is": "a"}}),
        (
            P.title.is_("b") & P.id.is_("a"),
            {"and": [{"field": "id", "is": "a"}, {"field": "title", "is": "b"}]},
        ),
        (P.id.is_("a") | P.id.is_("b"), {"or": [{"field": "id", "is": "a"}, {"field": "id", "is": "b"}]}),
        (q.Figure.low.is_(1.5), {"field": "low", "is": 1.5}),
    ],
    ids=lambda value: value.key if isinstance(value, q.Condition) else "",
)
def test_conditions_in_json(condition, said):
    """Each condition has one form in JSON, which reads back as the same condition."""
    query = q.select(condition.record).where(condition)
    assert json.loads(query.to_json())["where"] == said
    assert q.Query.from_json(query.to_json()) == query


def test_a_whole_query_in_json():
    """The JSON of a query is compact, sorted, and without what is not asked."""
    query = (
        q.select(pt.Proposal)
        .where(P.positions.any(CRITIC))
        .at(on="2025-10-24", known="2025-10-25")
        .order_by(P.status_since.desc(), P.id.asc())
        .limit(20)
    )
    assert query.to_json() == (
        '{"known":"2025-10-25","limit":20,"on":"2025-10-24","order_by":[["status_since","desc"]],'
        '"select":"Proposal","where":{"any":{"and":[{"field":"actor_id","is":"inquest"},'
        '{"field":"stance","is":"opposes"}]},"field":"positions"}}'
    )
    assert q.Query.from_json(query.to_json()) == query


def test_a_query_of_everything():
    """What is not asked is not written."""
    assert q.select(pt.Source).to_json() == '{"select":"Source"}'


def test_null_asks_for_nothing():
    """A key with null is as good as none."""
    text = '{"select":"Source","where":null,"on":null,"known":null,"order_by":null,"limit":null,"after":null}'
    assert q.Query.from_json(text) == q.select(pt.Source)


def test_a_place_in_the_answer_comes_back():
    """A query with a cursor says so in its JSON."""
    query = q.select(pt.Proposal).order_by(P.title.asc())
    later = query.after(query.cursor(["Title"], "p"))
    assert q.Query.from_json(later.to_json()) == later
    assert later.fingerprint == query.fingerprint


def test_a_fingerprint_is_stable():
    """The fingerprint is the same on every machine and in every run."""
    assert q.select(pt.Proposal).fingerprint == (
        "d7ccdccac2b437f578b055efcd21516e2b0f32828f41c9f4cab5c5fe2429f824"
    )


def test_a_count_in_json():
    """A count is the query and `count`."""
    count = q.select(pt.Source).limit(3).count()
    assert count.to_json() == '{"count":true,"limit":3,"select":"Source"}'
    assert q.Count.from_json(count.to_json()) == count


def test_a_count_by_groups_in_json():
    """A count by groups names its fields in their order, and how many groups."""
    groups = q.select(pt.Position).group_by(S.stance, S.organization).count()
    assert groups.to_json() == '{"count":true,"group_by":["stance","organization"],"select":"Position"}'
    assert q.GroupCount.from_json(groups.to_json()) == groups
    assert q.GroupCount.from_json(groups.limit(3).to_json()) == groups.limit(3)


def test_a_plugins_records_are_named_by_their_class():
    """A query about a plugin's records is read where the class is given."""
    query = q.select(Vote).where(q.handles(Vote).ayes.at_least(3))
    assert q.Query.from_json(query.to_json(), records=[Vote]) == query
    with pytest.raises(QueryError, match="/select: no type of record is Vote"):
        q.Query.from_json(query.to_json())


def asked(where):
    """A query about positions with this condition, as JSON."""
    return json.dumps({"select": "Position", "where": where})


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param("{", "no JSON: expecting property name", id="no JSON"),
        pytest.param("[" * 100_000, "nested too deeply", id="endless"),
        pytest.param(f'{{"limit":{"1" * 5000}}}', "no JSON: ", id="a number without end"),
        pytest.param('{"limit":NaN}', "NaN is no finite number", id="no number"),
        pytest.param('{"on":1,"on":2}', "a key stands twice among on, on", id="a key twice"),
        pytest.param(3, "no JSON: ", id="no text"),
        pytest.param("[]", r"expected an object, got \[\]", id="no object"),
        pytest.param("{}", "/select: expected a name, got None", id="nothing selected"),
        pytest.param('{"select":"Propsal"}', r"/select: no type.*\(there are Proposal\)", id="no record"),
        pytest.param(
            '{"select":"Source","were":1}', r"/were: no key were \(try where\)", id="an unknown key"
        ),
        pytest.param(
            '{"select":"Source","count":true}', r"/count: no key count \(try select, ", id="a count"
        ),
        pytest.param('{"select":"Source","on":"2023"}', "/on: 2023 is not one calendar day", id="no day"),
        pytest.param('{"select":"Source","known":5}', "/known: expected a PartialDate", id="no date"),
        pytest.param('{"select":"Source","limit":-1}', "/limit: -1 is no number", id="no limit"),
        pytest.param(
            '{"select":"Source","limit":0,"after":"x"}', "/after: this is no cursor", id="no cursor"
        ),
        pytest.param('{"select":"Source","order_by":{}}', "/order_by: expected a list", id="no keys"),
        pytest.param(
            '{"select":"Source","order_by":[["titel","asc"],["id","up"],3,["copies","asc"]]}',
            r"(?s)3 problems|/order_by/0: Source has nothing called titel \(try title\).*"
            r"/order_by/1: expected a field and asc or desc.*/order_by/2: .*/order_by/3: .*sorts nothing",
            id="keys of every wrong kind",
        ),
        pytest.param(asked(3), "/where: expected an object, got 3", id="no condition"),
        pytest.param(asked({}), "/where: nothing makes no condition", id="an empty condition"),
        pytest.param(asked({"is": "a"}), "/where: is makes no condition", id="no field"),
        pytest.param(asked({"and": 3}), "/where/and: expected a list", id="no list"),
        pytest.param(asked({"or": []}), "/where/or: expected a condition at least", id="an empty list"),
        pytest.param(
            asked({"and": [{"not": 3}, {"or": [{}]}]}),
            r"(?s)/where/and/0/not: expected an object.*/where/and/1/or/0: nothing makes",
            id="two at once",
        ),
        pytest.param(asked({"and": [], "or": []}), "and, or makes no condition", id="two in one"),
        pytest.param(asked({"field": 3, "is": "a"}), "/where/field: expected a name", id="no name"),
        pytest.param(
            asked({"field": "stanse", "is": "a"}), r"/where/field: .*\(try stance\)", id="an unknown field"
        ),
        pytest.param(
            asked({"field": "stance"}),
            r"/where: expected one operator, got none \(Position.stance has in, is\)",
            id="no operator",
        ),
        pytest.param(
            asked({"field": "stance", "is": "opposes", "in": []}),
            "/where: expected one operator, got is, in",
            id="two operators",
        ),
        pytest.param(
            asked({"field": "stance", "is": "opposes", "of": "Person"}),
            "expected one operator, got is, of",
            id="of where nothing is meant",
        ),
        pytest.param(
            asked({"field": "stance", "like": "a"}),
            r"/where/like: Position.stance has no operator like \(it has in, is\)",
            id="an unknown operator",
        ),
        pytest.param(
            asked({"field": "stance", "at_least": "opposes"}), "/where/at_least: .* has no", id="no order"
        ),
        pytest.param(
            asked({"field": "stance", "is": "oposes"}),
            r"/where/is: 'oposes' is no Stance \(Stance has opposes",
            id="an unknown term",
        ),
        pytest.param(
            asked({"field": "stance", "is": 3}), r"3 is no Stance \(Stance has proposes, ", id="no term"
        ),
        pytest.param(
            asked({"field": "stance", "in": "opposes"}), "/where/in: expected a list", id="one text"
        ),
        pytest.param(asked({"field": "mode", "missing": False}), "missing is true", id="not missing"),
        pytest.param(
            asked({"field": "stance", "missing": True}), "has no operator missing", id="never missing"
        ),
        pytest.param(
            asked({"field": "text", "matches": "…"}), "/where/matches: '…' has no words", id="no word"
        ),
        pytest.param(asked({"field": "said_on", "surely_before": "1/2/23"}), "'1/2/23': ", id="no EDTF"),
        pytest.param(asked({"field": "stance", "any": None}), "has no operator any", id="no relation"),
        pytest.param(asked({"field": "stance", "any": {"field": "id"}}), "has no operator any", id="nor so"),
        pytest.param(asked({"field": "sources", "all": None}), "all needs a condition", id="all of nothing"),
        pytest.param(asked({"field": "sources", "any": 3}), "/where/any: expected an object", id="no inner"),
        pytest.param(
            asked({"field": "actor", "any": {}, "of": 3}), "/where/any: expected a name", id="of no name"
        ),
        pytest.param(
            asked({"field": "actor", "any": {}, "of": "Persn"}), r"\(there are Person\)", id="of no class"
        ),
        pytest.param(
            asked({"field": "actor", "any": {"field": "id", "is": "a"}, "of": "Source"}),
            "about Source stands where one about Person or Organization",
            id="of another class",
        ),
    ],
)
def test_what_is_no_query_is_refused(text, problems):
    """Everything that is wrong with a query is said at its place, with the nearest that there is."""
    with pytest.raises(QueryError, match=problems):
        q.Query.from_json(text)


def test_conditions_too_deep_are_refused_where_they_stand():
    """A condition that nests too deeply is a problem at its place, no crash."""
    where = {"field": "id", "is": "a"}
    for _ in range(70):
        where = {"not": {"and": [where, {"field": "id", "is": "b"}]}}
    with pytest.raises(QueryError, match="conditions stand over 64 deep"):
        q.Query.from_json(asked(where))


def test_a_place_counts_from_the_document():
    """Values of a list are named by their index, as a JSON Pointer."""
    with pytest.raises(QueryError) as caught:
        q.Query.from_json(asked({"field": "stance", "in": ["opposes", "for", 3]}))
    assert [problem.path for problem in caught.value.problems] == ["/where/in/1", "/where/in/2"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ('{"select":"Source"}', "/count: expected true"),
        ('{"select":"Source","count":true}', "/group_by: expected a list"),
        ('{"select":"Source","count":true,"group_by":[]}', "/group_by: expected a field to group by"),
        (
            '{"select":"Source","count":true,"group_by":["titel",3]}',
            r"(?s)/group_by/0: .*try title.*/group_by/1",
        ),
        ('{"select":"Proposal","count":true,"group_by":["text"]}', "/group_by: expected a field of Proposal"),
        ('{"select":"Source","count":true,"group_by":["kind"],"groups":-1}', "/groups: -1 is no number"),
        ('{"select":"Sorce","count":true,"group_by":["kind"]}', "/select: "),
    ],
)
def test_what_is_no_count_by_groups_is_refused(text, problems):
    """A count by groups needs its query, its `count` and fields to group by."""
    with pytest.raises(QueryError, match=problems):
        q.GroupCount.from_json(text)


def test_what_is_no_count_is_refused():
    """A query is no count."""
    with pytest.raises(QueryError, match="/count: expected true"):
        q.Count.from_json('{"select":"Source"}')
