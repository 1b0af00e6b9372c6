"""The text form: what each key asks for, and where an error points."""

import pytest

import policytrack as pt
from policytrack import query as q
from policytrack.errors import QueryError

P, S, O = q.Proposal, q.Position, q.Organization  # noqa: E741  # As users abbreviate them.
INQUEST = S.actor_id.is_("inquest") | S.organization.any(O.id.is_("inquest"))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("id:a", P.id.is_("a")),
        ("status:under-review", P.status.is_("under-review")),
        ("status:under-review,accepted", P.status.in_(["accepted", "under-review"])),
        ("phase:law", P.phase.is_(pt.Phase.LAW)),
        ("since:2024", P.status_since.possibly_within("2024")),
        (
            "since:2024,2023-09",
            P.status_since.possibly_within("2024") | P.status_since.possibly_within("2023-09"),
        ),
        ("since:2024-01/..", P.status_since.possibly_within("2024-01/..")),
        ("topic:policing", P.topics.contains("policing")),
        ("topic:policing,courts", P.topics.contains_any(["policing", "courts"])),
        ('topic:"stop and search"', P.topics.contains("stop and search")),
        ('topic:"a,b",c', P.topics.contains_any(["a,b", "c"])),
        (r'topic:"a \"b\" \\ c"', P.topics.contains('a "b" \\ c')),
        ("jurisdiction:uk", P.jurisdiction.is_("uk")),
        ("lifecycle:request", P.lifecycle.is_("request")),
        ("part-of:package", P.part_of_id.is_("package")),
        ("stakeholder:nx121", P.stakeholder_ids.contains("nx121")),
        ("critic:inquest", P.critics.any(INQUEST)),
        ("proponent:inquest", P.proponents.any(INQUEST)),
        ("actor:inquest", P.positions.any(INQUEST)),
        ("id:urn:uuid:1", P.id.is_("urn:uuid:1")),
        ('"split second"', P.text.matches("second split")),
        ("split-second", P.text.matches("second split")),
        ("police courts", P.text.matches("police") & P.text.matches("courts")),
        ("-topic:policing", ~P.topics.contains("policing")),
        ('-"split second"', ~P.text.matches("split second")),
        ("topic:a OR topic:b", P.topics.contains("a") | P.topics.contains("b")),
        ("id:x topic:a OR -topic:b", P.id.is_("x") & (P.topics.contains("a") | ~P.topics.contains("b"))),
        ("a OR b OR c", P.text.matches("a") | P.text.matches("b") | P.text.matches("c")),
        ('"OR"', P.text.matches("or")),
        ("or", P.text.matches("or")),
        ("-OR", ~P.text.matches("or")),
        ("\u3000id:a\n", P.id.is_("a")),
    ],
)
def test_text_asks_what_is_typed(text, condition):
    """Each term of the text gives the same condition as the typed form."""
    assert q.parse(text) == q.select(pt.Proposal).where(condition)


def test_no_text_asks_for_everything():
    """An empty text is the question without a condition."""
    assert q.parse(" ") == q.select(pt.Proposal)


def test_text_says_the_whole_query():
    """The days, the order and the limit are terms too, anywhere in the text."""
    text = (
        'status:under-review on:2023-11-01 critic:inquest known:2023-11-05 sort:-since,title limit:20 "split"'
    )
    assert q.parse(text) == (
        q.select(pt.Proposal)
        .where(P.status.is_("under-review"), P.critics.any(INQUEST), P.text.matches("split"))
        .at(on="2023-11-01", known="2023-11-05")
        .order_by(P.status_since.desc(), P.title.asc())
        .limit(20)
    )


@pytest.mark.parametrize(
    ("text", "carets", "message"),
    [
        pytest.param("id:a topik:policing", "     ^^^^^", r"no key topik \(try topic", id="an unknown key"),
        pytest.param("12:30", "^^", r"no key 12 \(try id, status", id="a time of day"),
        pytest.param("phase:a,law", "      ^", r"'a' is no Phase", id="an unknown term"),
        pytest.param("since:24/09/2023", "      ^^^^^^^^^^", "write 2023-09-24", id="no date"),
        pytest.param("on:2023-09", "   ^^^^^^^", "not one calendar day", id="no day"),
        pytest.param("a limit:many", "        ^^^^", "'many' is no number", id="no number"),
        pytest.param("limit:" + "9" * 40, "      " + "^" * 40, "is no number", id="too large a number"),
        pytest.param("limit:\u0663", "      ^", "is no number", id="digits of another script"),
        pytest.param(
            "sort:topics", "     ^^^^^^", "nothing is sorted by topics .try id, title", id="no order"
        ),
        pytest.param("id:a --", "      ^", "'-' has no words", id="no word"),
        pytest.param("id:a -", "      ^", "a value or a word is missing", id="nothing denied"),
        pytest.param("id:", "   ^", "a value or a word is missing", id="no value"),
        pytest.param("id:a, b", "     ^", "a value or a word is missing", id="no second value"),
        pytest.param(":a", "^", "a value or a word is missing", id="no key"),
        pytest.param('id:a "split', "     ^", "the quote is not closed", id="an open quote"),
        pytest.param('"a"b', "   ^", "terms stand apart", id="two words in one"),
        pytest.param('id:""', "   ^^", "text is not empty", id="an empty value"),
        pytest.param("id:a id:b limit:1 limit:2", " " * 18 + "^^^^^^^", "limit stands twice", id="twice"),
        pytest.param("-limit:1", "^^^^^^^^", "limit is not denied", id="denied"),
        pytest.param("limit:1,2", "        ^", "limit takes one value", id="two values"),
        pytest.param("id:a OR limit:2", "        ^^^^^", "limit stands alone", id="an alternative"),
        pytest.param("OR id:a", "^^", "OR stands between two terms", id="or first"),
        pytest.param("id:a OR", "     ^^", "OR stands between two terms", id="or last"),
        pytest.param("a OR OR b", "     ^^", "OR stands between two terms", id="or twice"),
        pytest.param("id:\ud800", "   ^", "no lone surrogate", id="half a character"),
        pytest.param("a\tid:", "     ^", "a value or a word is missing", id="a tab is one column"),
    ],
)
def test_an_error_points_at_its_place(text, carets, message):
    """The text is shown with carets under what is wrong, and the problem says its column."""
    with pytest.raises(QueryError, match=message) as caught:
        q.parse(text)
    shown, marks = caught.value.subject.split("\n")
    assert (len(shown), marks) == (len(text), carets)
    assert [problem.path for problem in caught.value.problems] == [f"column {carets.index('^') + 1}"]


def test_every_error_is_told_at_once():
    """All that is wrong is marked in one go."""
    with pytest.raises(QueryError) as caught:
        q.parse('topik:a phase:lw "b')
    assert str(caught.value) == (
        'topik:a phase:lw "b\n'
        "^^^^^         ^^ ^: 3 problems\n"
        "  column 1: no key topik (try topic, or put it in quotes)\n"
        "  column 15: 'lw' is no Phase (Phase has law)\n"
        '  column 18: the quote is not closed (in quotes, write \\" for a quote and \\\\ for a backslash)'
    )


def test_text_is_text():
    """What is no text is refused."""
    with pytest.raises(QueryError, match="expected text, got int"):
        q.parse(3)


def test_a_long_text_is_read_in_linear_time():
    """No text makes the reader walk it again and again."""
    with pytest.raises(QueryError, match="the quote is not closed"):
        q.parse('"' + "\\\\" * 200_000)
