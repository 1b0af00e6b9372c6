"""Passages that sources share."""

import pytest

from policytrack.errors import DecodeError, InvalidRecordError
from policytrack.evidence import SharedPassage, shared_passages

AGENCY = (
    "The inquiry found that the company had ignored four separate warnings about the valve "
    "before the plant was evacuated on Sunday night."
)
FIRST = f"By our reporter in Leeds. {AGENCY} Neighbours spoke of a smell."
SECOND = f"\u201cA disgrace,\u201d said one member.\n\n{AGENCY} Shares fell by a tenth at noon."


def passages(first, second, **options):
    return shared_passages({"a": first, "b": second}, **options)


def test_one_agencys_sentence_is_found_in_both():
    """The spans are those of the sentence in each text, without the marks around it."""
    (passage,) = passages(FIRST, SECOND)
    assert (passage.first_id, passage.second_id) == ("a", "b")
    assert FIRST[slice(*passage.first_span)] == AGENCY[:-1]
    assert SECOND[slice(*passage.second_span)] == AGENCY[:-1]
    assert passage.words == len(AGENCY.split())


def test_the_share_is_of_the_words_of_the_shorter_text():
    """Half of a text's words are a share of a half."""
    alone, twice = AGENCY, AGENCY + " " + " ".join(f"word{number}" for number in range(22))
    (passage,) = passages(alone, twice)
    assert passage.share == 1


def test_texts_of_their_own_share_nothing():
    """Common turns of phrase are no passage."""
    assert passages("He said on Monday that it was over.", "She said on Monday that it was early.") == ()


def test_typography_and_case_do_not_count():
    """Another paper sets its quotation marks, dashes and capitals otherwise."""
    second = AGENCY.upper().replace(" ", "  ").replace("FOUR", "\u201cFOUR\u201d")
    (passage,) = passages(AGENCY, second)
    assert second[slice(*passage.second_span)] == second[:-1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("separate", "distinct"),
        ("four separate", "several"),
        ("had ", ""),
        ("the valve", "the old main valve"),
    ],
)
def test_a_few_words_may_differ(old, new):
    """An editor's touch makes no second witness."""
    (passage,) = passages(FIRST, SECOND.replace(old, new))
    assert len(AGENCY.split()) - 3 <= passage.words < len(AGENCY.split()) + 1


def test_words_in_another_order_are_not_shared():
    """The order is part of what is shared."""
    assert passages(AGENCY, " ".join(reversed(AGENCY.split()))) == ()


@pytest.mark.parametrize(("minimum", "count"), [(22, 1), (23, 0)])
def test_how_many_words_must_be_the_same_is_chosen(minimum, count):
    """The sentence has 22 words."""
    assert len(passages(FIRST, SECOND, minimum_words=minimum)) == count


def test_one_word_may_be_enough():
    """A low minimum shortens the runs that start a passage, too."""
    assert [str(one) for one in passages("alpha beta", "gamma alpha", minimum_words=1)] == [
        "a 0-5 = b 6-11 (1 words, 50.0% of the shorter text)"
    ]


@pytest.mark.parametrize("minimum", [0, -1])
def test_no_words_are_no_passage(minimum):
    """A minimum of nothing is refused."""
    with pytest.raises(InvalidRecordError, match="is no number of words"):
        passages(FIRST, SECOND, minimum_words=minimum)


def test_a_passage_that_stands_twice_is_found_twice():
    """Each place is one passage."""
    found = passages(FIRST, f"{AGENCY} {'Other words here. ' * 5} {AGENCY}")
    assert len(found) == 2
    assert {one.first_span for one in found} == {found[0].first_span}


def test_a_passage_that_is_repeated_without_end_takes_no_time_without_end():
    """What stands oftener than eight times is boilerplate: no more places are looked at."""
    assert len(passages(f"{AGENCY} stop. " * 20, f"{AGENCY} halt. " * 20)) <= 64


def test_passages_far_apart_are_two():
    """More than three words between them are no touch of an editor."""
    half = len(AGENCY) // 2
    second = f"{AGENCY[:half]} and then there was a lot more to read in between {AGENCY[half:]}"
    assert len(passages(AGENCY, second, minimum_words=6)) == 2


def test_each_pair_of_sources_is_compared():
    """Pairs come in the order of their ids, the lower first."""
    found = shared_passages({"c": AGENCY, "a": AGENCY, "b": "Nothing.", "d": AGENCY})
    assert [(one.first_id, one.second_id) for one in found] == [("a", "c"), ("a", "d"), ("c", "d")]


def test_texts_may_be_paths(tmp_path):
    """They are read as for `verify`."""
    path = tmp_path / "a.txt"
    path.write_text(FIRST)
    assert len(shared_passages({"a": path, "b": SECOND.encode()})) == 1


def test_texts_that_cannot_be_read_are_all_named():
    """None is left out in silence."""
    with pytest.raises(DecodeError) as caught:
        shared_passages({"a": b"\xff", "b": "", "c": AGENCY})
    assert [problem.path for problem in caught.value.problems] == ["a", "b"]


def test_a_passage_is_frozen_and_can_be_made():
    """It is a value that people can type."""
    passage = SharedPassage(
        first_id="a", second_id="b", first_span=(0, 4), second_span=(5, 9), words=12, share=0.25
    )
    assert str(passage) == "a 0-4 = b 5-9 (12 words, 25.0% of the shorter text)"
