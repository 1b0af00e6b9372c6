"""The laws of quotes: what a verdict may say of words that were planted, altered or never there."""

import unicodedata

from factories import source
from hypothesis import assume, given
from hypothesis import strategies as st

from policytrack.evidence import QuoteVerdict, reanchor, verify
from policytrack.evidence._folding import fold
from policytrack.model import Citation, Event, Quote
from policytrack.tracker import Tracker

# Marks of every kind are drawn often, with accents that compose, between letters that repeat often.
_CHARACTERS = st.one_of(
    st.sampled_from("aabbc  "),
    st.sampled_from("\n\t\u00a0\u200b\ufeff'\u2019\u201c\"\u00ab-\u2013\u2014\u00ad.,"),
    st.sampled_from("\u00e9\u0301\u0323\u1e69\ud55c\u1161\u11ab\u0958\u212b"),
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
)
TEXTS = st.text(_CHARACTERS, max_size=80)
WORDS = st.text(_CHARACTERS, min_size=1, max_size=40)

_MARKS = ("'\u2018\u2019\u201b`\"\u201c\u201d\u00ab", "-\u2010\u2013\u2014", " \u00a0\u2003\n")


def verified(quote, text):
    (verification,) = verify(trackers(quote), {"s": text})
    return verification


def trackers(quote):
    return Tracker.of(source("s"), Event(id="e", label="e", evidence=(Citation("s", quote),)))


@st.composite
def retyped(draw, words):
    """Set words in other type: other marks, other white space, another Unicode form."""
    out = []
    for character in words:
        same = next((marks for marks in _MARKS if character in marks), character)
        out.append(draw(st.sampled_from(same)))
        if out[-1] in " \n":
            out.append(draw(st.sampled_from(["", " ", "\t"])))
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), "".join(out))


@given(TEXTS, WORDS, TEXTS)
def test_planted_words_are_exact(before, words, behind):
    """At its offsets a quote is exact, whatever it and the text are made of."""
    text = before + words + behind
    start = len(before)
    verification = verified(Quote(exact=words, start=start, end=start + len(words)), text)
    assert verification.verdict is QuoteVerdict.EXACT
    assert (verification.start, verification.end) == (start, start + len(words))


@given(TEXTS, WORDS, TEXTS, st.integers(0, 200), st.integers(1, 60))
def test_exact_is_never_said_of_other_words(before, words, behind, start, length):
    """With offsets, exact means that the text at the offsets is the words; and the converse."""
    text = before + words + behind
    quote = Quote(exact=words, start=start, end=start + length)
    stands = length == len(words) and text[start : start + length] == words
    assert (verified(quote, text).verdict is QuoteVerdict.EXACT) == stands


@given(st.data(), WORDS)
def test_retyped_words_are_exact_or_normalised(data, words):
    """Typography alone takes no quote away, where the words stand once."""
    assume(fold(words).text.strip())
    assume(not unicodedata.category(words[0]).startswith("M"))
    text = f"x) {data.draw(retyped(words))} (x"
    quote = Quote(exact=words)
    assume(fold(text).text.count(fold(words).text) == 1)
    verification = verified(quote, text)
    assert verification.verdict in {QuoteVerdict.EXACT, QuoteVerdict.NORMALISED}
    assert fold(text[verification.start : verification.end]).text == fold(words).text


@given(TEXTS, WORDS, st.integers(0, 100))
def test_what_is_found_is_what_was_sought(text, words, start):
    """Wherever a verdict says that the words stand, they do, in the sense of the verdict."""
    quote = Quote(exact=words, start=start, end=start + len(words))
    verification = verified(quote, text)
    found = text[verification.start : verification.end]
    match verification.verdict:
        case QuoteVerdict.EXACT | QuoteVerdict.MOVED:
            assert found == words
        case QuoteVerdict.NORMALISED:
            assert found != words
            assert fold(found).text == fold(words).text
            assert verification.differences
        case QuoteVerdict.AMBIGUOUS:
            assert len(verification.places) > 1
            assert {fold(text[begin:end]).text for begin, end in verification.places} == {fold(words).text}
        case QuoteVerdict.DRIFTED:
            assert found
            assert 0.8 <= verification.similarity <= 1
        case verdict:
            assert verdict is (QuoteVerdict.MISSING if text else QuoteVerdict.UNAVAILABLE)
            assert words not in text


@given(TEXTS.filter(bool), WORDS, st.integers(0, 40), st.sampled_from(["", "Z"]))
def test_absent_words_are_never_more_than_drifted(text, words, place, odd):
    """What stands nowhere, typography left aside, is not said to stand anywhere."""
    words = words[:place] + odd + words[place:]
    assume(fold(words).text not in fold(text).text)
    assert verified(Quote(exact=words), text).verdict in {QuoteVerdict.DRIFTED, QuoteVerdict.MISSING}


@given(TEXTS, WORDS, TEXTS, st.integers(0, 100))
def test_a_repaired_quote_is_exact(before, words, behind, start):
    """After the repair of a moved or normalised quote the text bears it out."""
    text = before + words + behind
    tracker = trackers(Quote(exact=words, prefix="a", suffix="b", start=start, end=start + 1))
    (verification,) = verify(tracker, {"s": text})
    (after,) = verify(reanchor(tracker, [verification]), {"s": text})
    if verification.verdict in {QuoteVerdict.MOVED, QuoteVerdict.NORMALISED}:
        assert after.verdict is QuoteVerdict.EXACT
    else:
        assert after == verification


@given(TEXTS)
def test_every_folded_character_has_an_origin(text):
    """Every place of a folded text leads back into the text, in order."""
    folded = fold(text)
    origins = [folded.origin(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in origins)
    assert origins == sorted(origins)
