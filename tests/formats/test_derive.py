"""Ids made of words are readable, never collide, and are the same each time."""

from hypothesis import given
from hypothesis import strategies as st

from policytrack.formats._derive import Ids
from policytrack.ids import id_fault

KINDS = st.sampled_from(["person", "bill"])


@given(st.lists(st.tuples(KINDS, st.text(), st.text())))
def test_one_key_has_one_id_and_two_keys_have_two(things):
    """Things are told apart by kind and key, whatever their words are."""
    ids, found = Ids(), {}
    for kind, words, key in things:
        made = ids.of(kind, words, key)
        assert id_fault(made) is None
        assert found.setdefault(made, (kind, key)) == (kind, key)
    again = Ids()
    assert [again.of(*thing) for thing in things] == [Ids.of(ids, *thing) for thing in things]


def test_an_id_that_the_data_gives_is_not_given_again():
    """Derived ids go around those that are there."""
    assert Ids({"person-x"}).of("person", "X").startswith("person-x-")
