"""Laws of queries as values: JSON says all of them, normal forms are one, and the text form says the same."""

import json
import pickle

from hypothesis import given
from hypothesis import strategies as st
from strategies import conditions, partial_dates, queries, texts

import policytrack as pt
from policytrack import query as q
from policytrack.query._nodes import all_of, any_of
from policytrack.query._values import dump

P, S, O = q.Proposal, q.Position, q.Organization  # noqa: E741  # As users abbreviate them.
ABOUT_PROPOSALS = conditions(pt.Proposal)


@given(queries())
def test_json_says_the_whole_query(query):
    """A query that was written is read back as an equal one, and written the same again."""
    again = q.Query.from_json(query.to_json())
    assert (again, again.to_json(), again.fingerprint) == (query, query.to_json(), query.fingerprint)


@given(queries())
def test_json_is_canonical(query):
    """The text is what any JSON writer makes of it with sorted keys, and can be encoded."""
    data = json.loads(query.to_json())
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text.encode() == query.to_json().encode()


@given(queries(), queries())
def test_equal_queries_have_equal_text(one, other):
    """Two queries are equal exactly when their JSON is, and then so are hash and fingerprint."""
    same = one.to_json() == other.to_json()
    assert (one == other, one.fingerprint == other.fingerprint) == (same, same)
    assert not same or hash(one) == hash(other)


@given(queries())
def test_queries_pickle(query):
    """A query that was pickled is equal."""
    assert pickle.loads(pickle.dumps(query)) == query


@given(queries(), st.data())
def test_cursors_come_back(query, data):
    """What a cursor holds is what `after` reads, on its own query only."""
    keys = [data.draw(values_of(key.field)) for key in query.order]
    text = query.cursor(keys, "an id")
    later = query.after(text)
    assert later.start == q.Cursor(tuple(keys), "an id", query.fingerprint)
    assert q.Query.from_json(later.to_json()) == later


def values_of(field):
    """Values that a record can have in a field that sorts."""
    values = {q.Kind.TEXT: texts(), q.Kind.DATE: partial_dates(), q.Kind.NUMBER: st.integers(-5, 5)}.get(
        field.kind, st.sampled_from(list(field.terms or [None]))
    )
    return st.none() | values if field.optional else values


@given(ABOUT_PROPOSALS)
def test_denied_twice_is_said(one):
    """`~~a` is `a`, and `~a` is another condition."""
    assert ~~one == one
    assert ~one != one


@given(ABOUT_PROPOSALS, ABOUT_PROPOSALS, ABOUT_PROPOSALS)
def test_parts_have_no_order_and_no_brackets(one, two, three):
    """`&` and `|` are commutative, associative and idempotent in the value itself."""
    for combine in (all_of, any_of):
        assert combine(one, two) == combine(two, one)
        assert combine(combine(one, two), three) == combine(one, combine(two, three))
        assert combine(one, one) == one
        assert hash(combine(one, two, three)) == hash(combine(three, two, one))


@given(ABOUT_PROPOSALS, ABOUT_PROPOSALS)
def test_conditions_are_told_apart_by_their_key(one, other):
    """Two conditions about one class are equal exactly when their keys are."""
    assert (one == other) == (one.key == other.key)


@given(ABOUT_PROPOSALS)
def test_a_key_is_the_json_of_the_whole_condition(one):
    """It is put together from the keys of the parts, and yet reads as if it were written at once."""
    assert one.key == dump(one.plain())


def quoted(text):
    """A text as a quoted value of the text form."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def spoken_for(relation, values):
    """What `critic:` and its like ask."""
    return relation.any(S.actor_id.in_(values) | S.organization.any(O.id.in_(values)))


VALUES = st.lists(texts(), min_size=1, max_size=3)
PLAIN = st.sampled_from(["a", "under-review", "urn:x:1", "№7", "OR", "-x"])
KEYED = {
    "id": P.id.in_,
    "status": P.status.in_,
    "topic": P.topics.contains_any,
    "jurisdiction": P.jurisdiction.in_,
    "lifecycle": P.lifecycle.in_,
    "part-of": P.part_of_id.in_,
    "stakeholder": P.stakeholder_ids.contains_any,
    "critic": lambda values: spoken_for(P.critics, values),
    "proponent": lambda values: spoken_for(P.proponents, values),
    "actor": lambda values: spoken_for(P.positions, values),
}


@st.composite
def said(draw):
    """A term of the text form, and the condition that it says."""
    match draw(st.integers(0, 4)):
        case 0:
            phase = draw(st.sampled_from(pt.Phase))
            text, asked = f"phase:{phase}", P.phase.is_(phase)
        case 1:
            date = draw(partial_dates())
            text, asked = f"since:{date}", P.status_since.possibly_within(date)
        case 2:
            words = draw(texts().filter(q.words))
            text, asked = quoted(words), P.text.matches(words)
        case 3:
            key, value = draw(st.sampled_from(sorted(KEYED))), draw(PLAIN)
            text, asked = f"{key}:{value}", KEYED[key]([value])
        case _:
            key, values = draw(st.sampled_from(sorted(KEYED))), draw(VALUES)
            text, asked = f"{key}:{','.join(map(quoted, values))}", KEYED[key](values)
    return (f"-{text}", ~asked) if draw(st.booleans()) else (text, asked)


@given(st.lists(st.lists(said(), min_size=1, max_size=3), max_size=4))
def test_text_says_what_the_typed_form_says(groups):
    """A text of terms, some joined by OR, is the query that the typed form builds."""
    text = " ".join(" OR ".join(term for term, _ in group) for group in groups)
    query = q.select(pt.Proposal).where(*(any_of(*(asked for _, asked in group)) for group in groups))
    assert q.parse(text) == query


@given(st.text())
def test_any_text_is_read_or_refused(text):
    """Whatever people type is a query, or an error of ours that points into the text."""
    try:
        query = q.parse(text)
    except pt.ProblemsError as error:
        shown, carets = error.subject.split("\n")
        assert len(shown) == len(text) >= len(carets) - 1
    else:
        assert q.Query.from_json(query.to_json()) == query
