"""The tokenizer: what is one word, and what parts words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.query import bag, words
from policytrack.query._words import MARK, fold, marked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Split second", ("split", "second"), id="white space parts"),
        pytest.param("split-second", ("split", "second"), id="a hyphen parts"),
        pytest.param("officer's", ("officer", "s"), id="an apostrophe parts"),
        pytest.param("s. 76(7)", ("s", "76", "7"), id="digits are words"),
        pytest.param("Straße STRASSE", ("strasse", "strasse"), id="case folds to the full"),
        pytest.param("\uff53\uff50\uff4c\uff49\uff54", ("split",), id="full width is narrowed"),
        pytest.param("e\u0301tat", ("\u00e9tat",), id="accents are composed"),
        pytest.param("\u0939\u093f\u0902\u0926\u0940", ("\u0939\u093f\u0902\u0926\u0940",), id="marks stay"),
        pytest.param("H\u00b2O", ("h2o",), id="a superscript is a digit"),
        pytest.param("\u2167", ("viii",), id="a Roman numeral is letters"),
        pytest.param("a_b", ("a", "b"), id="an underscore parts"),
        pytest.param("...", (), id="no word at all"),
        pytest.param("", (), id="no text at all"),
    ],
)
def test_words_of_a_text(text, found):
    """A text is cut into runs of letters, marks and digits, folded."""
    assert words(text) == found


def test_a_bag_holds_the_words_of_all_texts_once():
    """Several texts give one set of words."""
    assert bag(["Police powers", "police, courts"]) == {"police", "powers", "courts"}


@given(st.text())
def test_folding_twice_changes_nothing(text):
    """A word that was folded is found again by itself."""
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_are_their_own_words(text):
    """Cutting the words of a text again gives the same words: a query survives its JSON."""
    assert words(" ".join(words(text))) == words(text)


@given(st.text())
def test_a_word_has_nothing_else_in_it(text):
    """Every character of a word is a letter, a mark or a digit."""
    kinds = {unicodedata.category(char) for word in words(text) for char in word}
    assert all(kind[0] in "LM" or kind == "Nd" for kind in kinds)


@given(st.lists(st.text(st.characters(max_codepoint=127)) | st.text(), min_size=1))
def test_texts_that_are_cut_together(texts):
    """Their words are those of each alone, a mark between two, though a text holds the mark itself."""
    parts = marked(texts).decode().split(MARK)
    assert [tuple(part.split()) for part in parts] == [*map(words, texts)]
