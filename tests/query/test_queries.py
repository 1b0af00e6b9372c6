"""Queries: what each step adds, what it refuses, and that equal questions are equal."""

import copy
import datetime
import pickle

import attrs
import pytest

import policytrack as pt
from policytrack import query as q
from policytrack.errors import QueryError

P, S = q.Proposal, q.Position
ALL = q.select(pt.Proposal)


@attrs.frozen(kw_only=True, repr=False)
class Vote(pt.Record):
    """A record type of a plugin."""

    ayes: int = 0


def test_where_adds_conditions():
    """Conditions of several calls all hold, whatever their order."""
    first, second = P.id.is_("a"), P.title.is_("b")
    assert ALL.where(first).where(second) == ALL.where(second, first)


def test_where_without_conditions_changes_nothing():
    """No condition asks for all records."""
    assert ALL.where() == ALL


def test_at_names_axes_one_by_one():
    """An axis that is not given stays as it is; None takes its day away."""
    query = ALL.at(on="2023-09-24").at(known=datetime.date(2023, 9, 25))
    assert (str(query.on), str(query.known)) == ("2023-09-24", "2023-09-25")
    assert query.at(on=None).on is None


@pytest.mark.parametrize("when", ["2023-09", "2023-09-24~", "2023-09-24/2023-09-24", "[2023..]"])
def test_at_takes_one_day(when):
    """A month, a doubtful day, a period and an open date are no day of a view."""
    with pytest.raises(QueryError, match="is not one calendar day") as caught:
        ALL.at(on=when)
    assert caught.value.subject == "on"


def test_order_by_replaces():
    """The last order counts."""
    assert ALL.order_by(P.title.asc()).order_by(P.status.desc()).order == (P.status.desc(),)


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        pytest.param((P.title.asc(), P.id.asc()), (P.title.asc(),), id="the id breaks ties anyway"),
        pytest.param((P.title.asc(), P.title.desc()), (P.title.asc(),), id="a field sorts once"),
        pytest.param((P.id.desc(), P.title.asc()), (P.id.desc(),), id="nothing sorts behind the id"),
        pytest.param((P.id.asc(), P.title.asc()), (), id="the id alone is no key"),
    ],
)
def test_order_keys_that_decide_nothing_are_left_out(keys, kept):
    """Queries that sort alike are equal."""
    assert ALL.order_by(*keys).order == kept


def test_keys_end_with_the_id():
    """The whole order is total: the id is its last key."""
    assert ALL.order_by(P.title.desc()).keys == (P.title.desc(), P.id.asc())
    assert ALL.order_by(P.id.desc()).keys == (P.id.desc(),)


@pytest.mark.parametrize("key", [S.id.asc(), P.id, "id", None])
def test_order_keys_are_of_the_class(key):
    """A key of another class, and what is no key, is refused."""
    with pytest.raises(QueryError, match=r"expected an order key of Proposal.*write Proposal\.id\.asc"):
        ALL.order_by(key)


@pytest.mark.parametrize("size", [-1, 1.5, True, "5", 2**63])
def test_a_limit_is_a_whole_number(size):
    """Sizes that no engine could take are refused."""
    with pytest.raises(QueryError) as caught:
        ALL.limit(size)
    assert caught.value.problems[0].code == "bad-limit"


def test_a_limit_is_taken_away_by_none():
    """None asks for all."""
    assert ALL.limit(5).limit(None) == ALL


def test_counts_are_questions():
    """A count holds the whole query."""
    assert ALL.limit(5).count() == q.Count(ALL.limit(5))


def test_groups_hold_their_fields_once():
    """Fields to group by stand in their order, each once."""
    grouped = q.select(pt.Position).group_by(S.stance, S.organization, S.stance).count().limit(10)
    assert (grouped.fields, grouped.size) == ((S.stance.field, S.organization.field), 10)
    assert grouped.limit(None).size is None


@pytest.mark.parametrize("field", [P.text, S.stance, "status", P.status.asc()])
def test_groups_have_values_in_common(field):
    """What is searched by words, what is of another class, and what is no field makes no groups."""
    with pytest.raises(QueryError, match="expected a field of Proposal to group by"):
        ALL.group_by(field)


def test_groups_need_a_field():
    """Without a field there is nothing in common."""
    with pytest.raises(QueryError, match="count\\(\\) alone counts all"):
        ALL.group_by()


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_queries_travel(make):
    """A query that was copied or pickled is equal, with the same fingerprint."""
    query = ALL.where(P.topics.contains("a")).at(on="2023-09-24").order_by(P.phase.desc()).limit(3)
    assert query.fingerprint
    assert (make(query), make(query).fingerprint) == (query, query.fingerprint)


def test_a_plugins_records_are_selected():
    """A query about a plugin's class is built with its handles."""
    votes = q.handles(Vote)
    query = q.select(Vote).where(votes.ayes.at_least(3)).order_by(votes.ayes.desc())
    assert query.record is Vote


class TestCursors:
    """A cursor is a place in the answer to one query."""

    query = ALL.where(P.topics.contains("a")).order_by(P.status_since.desc(), P.title.asc()).limit(2)
    cursor = query.cursor([pt.PartialDate.parse("2023-09"), "Title"], "p")

    def test_a_cursor_comes_back(self):
        """What an engine puts into a cursor is what it gets out."""
        start = self.query.after(self.cursor).start
        assert start is not None
        assert (start.keys, start.id) == ((pt.PartialDate.parse("2023-09"), "Title"), "p")

    def test_missing_keys_come_back(self):
        """A record without a date has None as its key."""
        start = self.query.after(self.query.cursor([None, "Title"], "p")).start
        assert start is not None
        assert start.keys == (None, "Title")

    def test_a_cursor_is_followed_by_the_next(self):
        """The cursor of the second page fits the query of the second page."""
        assert self.query.after(self.cursor).fingerprint == self.query.fingerprint
        second = self.query.after(self.cursor).cursor([None, "Z"], "q")
        assert self.query.after(self.cursor).after(second) == self.query.after(second)

    def test_a_cursor_is_plain_text(self):
        """A cursor is safe in an address."""
        assert self.cursor.replace("-", "").replace("_", "").isalnum()

    @pytest.mark.parametrize(
        "other",
        [
            query.where(P.id.is_("a")),
            query.at(on="2023-09-24"),
            query.order_by(P.title.asc()),
            query.limit(3),
            q.select(pt.Position),
        ],
    )
    def test_a_cursor_of_another_query_is_refused(self, other):
        """A place in one answer means nothing in another."""
        with pytest.raises(QueryError, match="the cursor belongs to another query"):
            other.after(self.cursor)

    def test_after_comes_last(self):
        """A question that changes has no use for its cursor."""
        with pytest.raises(QueryError, match="as the last step"):
            self.query.after(self.cursor).limit(7)

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("", id="nothing"),
            pytest.param("!!!", id="no base 64"),
            pytest.param("é", id="no ASCII"),
            pytest.param(None, id="no text"),
            pytest.param("YWJj", id="no JSON"),
            pytest.param("e30", id="another JSON"),
            pytest.param(cursor[:-4], id="cut short"),
            pytest.param("W" * 5000, id="nested or long"),
            pytest.param(q.Cursor(("a",), "p", query.fingerprint).encode(), id="too few keys"),
            pytest.param(
                q.Cursor((None, None), "p", query.fingerprint).encode(), id="a title is never missing"
            ),
            pytest.param(q.Cursor(("x", "T"), "p", query.fingerprint).encode(), id="a key of another kind"),
            pytest.param(q.Cursor((None, "T"), "", query.fingerprint).encode(), id="no id"),
        ],
    )
    def test_what_is_no_cursor_is_refused(self, text):
        """A cursor that was changed on the way is refused, whatever happened to it."""
        with pytest.raises(QueryError) as caught:
            self.query.after(text)
        assert caught.value.problems[0].code == "bad-cursor"


class TestResults:
    """What engines answer is a sequence."""

    result = q.Result(("a", "b"), "cursor")

    def test_a_result_is_a_sequence(self):
        """It has a length, items, slices and members."""
        assert (len(self.result), list(self.result), self.result[1]) == (2, ["a", "b"], "b")
        assert (self.result[:1], "b" in self.result, self.result.cursor) == (("a",), True, "cursor")

    def test_first_is_none_where_there_is_none(self):
        """The first record of an empty answer is missing, no error."""
        assert (self.result.first(), q.Result(()).first()) == ("a", None)

    def test_one_is_the_only_one(self):
        """`one` gives the record where it is alone."""
        assert q.Result(("a",)).one() == "a"

    @pytest.mark.parametrize(("rows", "count"), [((), 0), (("a", "b"), 2)])
    def test_one_refuses_none_and_several(self, rows, count):
        """`one` says how many there are where it is not one."""
        with pytest.raises(QueryError, match=f"{count} records, where one is expected"):
            q.Result(rows).one()

    def test_groups_are_values(self):
        """A group has its values and its size."""
        assert q.Group((pt.Stance.OPPOSES, None), 3).count == 3


class TestStreamedResults:
    """An engine may find records as they are asked for."""

    def streamed(self, size=None):
        """An answer out of three records, and the list of those that were found."""
        found = []

        def find():
            for row in "abc":
                found.append(row)
                yield row

        return q.Result.streamed(find(), size, lambda row: f"behind {row}"), found

    def test_first_finds_one(self):
        """The first record is looked for once, and alone."""
        result, found = self.streamed()
        assert (result.first(), result.first(), found) == ("a", "a", ["a"])

    def test_an_iteration_goes_as_far_as_it_is_followed(self):
        """Who stops in the middle has found what is before it."""
        result, found = self.streamed()
        assert (next(iter(result)), result[1], found) == ("a", "b", ["a", "b"])
        assert [*result] == ["a", "b", "c"]

    def test_the_end_finds_all(self):
        """The last record and the length are known when all are."""
        result, found = self.streamed()
        assert (result[-1], found, len(result), result.cursor) == ("c", ["a", "b", "c"], 3, None)

    @pytest.mark.parametrize(("size", "cursor"), [(2, "behind b"), (3, None), (4, None), (0, None)])
    def test_a_cursor_where_more_follows(self, size, cursor):
        """Behind the limit, one more record is looked for, and not given."""
        result, found = self.streamed(size)
        assert (result.cursor, len(result)) == (cursor, min(size, 3))
        assert found == [*"abc"][: size + 1 if size else 0]
        assert [*result] == [*"abc"][:size]

    def test_one_looks_for_two(self):
        """Whether a record is alone is known when there is none behind it."""
        with pytest.raises(QueryError, match="3 records, where one is expected"):
            self.streamed()[0].one()

    def test_equal_answers_are_equal(self):
        """However it was found, an answer is its records and its cursor, and pickles as such."""
        one, other = self.streamed(2)[0], q.Result(("a", "b"), "behind b")
        assert one == other
        assert (hash(one), repr(one)) == (hash(other), "Result(rows=('a', 'b'), cursor='behind b')")
        assert pickle.loads(pickle.dumps(self.streamed(2)[0])) == other
        assert one != ("a", "b")
