"""What an id may be, and how a readable one is made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.ids import id_fault, slug


@pytest.mark.parametrize(
    "text",
    [
        "self-defence-test",
        "a",  # one character
        "№ 12/2023",  # a sign, a space within and a slash, as registers write
        "018f2b6e-8c8d-7c3a-9d53-7e3a1f1d0c11",  # a UUID
        "законопроект",  # another script
        "e\u0301",  # decomposed: ids are not normalised
        "a\u200bb",  # a zero-width space is a format character, no control
        "\U0001f4dc",  # beyond the basic plane
    ],
)
def test_id_may_be_what_real_data_has(text: str) -> None:
    """Any text without controls and without white space around it is an id."""
    assert id_fault(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "an id is not empty"),
        (" ", "an id has no white space around it"),  # nothing but white space
        (" a", "an id has no white space around it"),
        ("a\u00a0", "an id has no white space around it"),  # a no-break space, as pasted from a page
        ("\u3000a", "an id has no white space around it"),  # an ideographic space
        ("a\n", "an id has no white space around it"),  # a line end that was not cut off
        ("a\nb", "an id has no control characters and no lone surrogates"),
        ("a\x00b", "an id has no control characters and no lone surrogates"),  # PostgreSQL keeps no NUL
        ("a\x7fb", "an id has no control characters and no lone surrogates"),  # DEL, the last of ASCII
        ("a\x85b", "an id has no control characters and no lone surrogates"),  # NEL, a control above ASCII
        ("\ud800", "an id has no control characters and no lone surrogates"),  # half of a pair
    ],
)
def test_id_may_not_be(text: str, fault: str) -> None:
    """What is no id is refused with the rule that it breaks."""
    assert id_fault(text) == fault


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Sir Mark Rowley", "sir-mark-rowley"),
        ("  -- Mark, Rowley! ", "mark-rowley"),  # what is no letter or number only parts words
        ("snake_case", "snake-case"),  # an underscore parts words, though regular expressions count it in
        ("Élise D'Arcy", "elise-d-arcy"),
        ("Zażółć", "zazołc"),  # the l with a stroke is a letter of its own
        ("Straße", "strasse"),  # casefold, not lower
        ("x\u0302", "x"),  # an accent that has no composed letter
        ("ﬁne ①", "fine-1"),  # compatibility forms
        ("Йод", "йод"),  # the breve belongs to the letter
        ("がく", "がく"),  # the voicing mark too
        ("हिन्दी", "हिन्दी"),  # vowel signs and the virama are marks, and part of the word
        ("한국", "한국"),  # syllables stay composed
        ("2023", "2023"),
        ("", "unnamed"),
        ("…!", "unnamed"),  # nothing to name it by
        ("\ud800", "unnamed"),  # a lone surrogate
    ],
)
def test_slug(text: str, made: str) -> None:
    """A slug has the words of the text in lower case, with hyphens between them."""
    assert slug(text) == made


def test_slug_is_cut_at_a_word() -> None:
    """A long text keeps the words that fit into sixty characters."""
    assert slug("word " * 20) == "-".join(["word"] * 12)


def test_slug_of_sixty_is_not_cut() -> None:
    """Words that fill sixty characters exactly all stay."""
    assert slug("a" * 29 + " " + "b" * 30) == "a" * 29 + "-" + "b" * 30


def test_slug_of_a_long_word_is_cut_within_it() -> None:
    """A first word of more than sixty characters is cut."""
    assert slug("a" * 99) == "a" * 60


def test_slug_counts_up_until_it_is_free() -> None:
    """A slug that is taken gets the first number that is free, from 2."""
    assert slug("Inquest", taken={"inquest", "inquest-2"}) == "inquest-3"


@given(st.text(st.characters(codec=None)))
def test_slug_is_an_id(text: str) -> None:
    """Whatever the text, its slug may be an id."""
    assert id_fault(slug(text)) is None


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_slug_of_plain_text_is_made_the_short_way(text: str) -> None:
    """A space of another script behind it sends it the long way, and changes nothing."""
    assert slug(text) == slug(f"{text}\u00a0")
