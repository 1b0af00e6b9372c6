"""The ladder: one quote, and one text of its source after another, each a little further from it."""

import hashlib

import attrs
import pytest
from factories import source

from policytrack.evidence import QuoteVerdict, Typography, verify
from policytrack.model import Citation, Event, Quote
from policytrack.tracker import Tracker

TEXT = (
    "The committee met on Tuesday.\n\n"
    "The minister said: \u201cWe\u2019ll publish the inspection reports "
    "\u2013 all of them \u2013 by June.\u201d\n\n"
    "Unions called the caf\u00e9 rota unworkable and asked for talks about night shifts.\n\n"
    "A spokesman declined to comment. Later a spokesman declined to comment.\n"
)
PROMISE = "We\u2019ll publish the inspection reports \u2013 all of them \u2013 by June."
UNIONS = "Unions called the caf\u00e9 rota unworkable and asked for talks about night shifts."


def quoted(words, text=TEXT, **fields):
    """The quote of words that stand in a text, with their offsets."""
    start = text.index(words)
    return Quote(exact=words, start=start, end=start + len(words), **fields)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def verified(quote, text, digest=None):
    """The verdict on one quote of one source."""
    held = source("s", sha256=digest)
    (verification,) = verify(Tracker.of(held, event(quote)), {"s": text})
    return verification


def event(quote, event_id="e"):
    return Event(id=event_id, label="Event", evidence=(Citation("s", quote),))


def span(verification):
    return verification.start, verification.end


def test_words_in_their_place_are_exact():
    """The text at the offsets is the quote's words, and the hash is the source's."""
    quote = quoted(PROMISE)
    verification = verified(quote, TEXT, sha256(TEXT))
    assert verification.verdict is QuoteVerdict.EXACT
    assert span(verification) == (quote.start, quote.end)
    assert verification.hash_matches is True
    assert verification.repair is None


def test_without_a_hash_nothing_is_said_of_it():
    """A source with no digest leaves open whether the text is the one that was quoted."""
    verification = verified(quoted(PROMISE), TEXT)
    assert (verification.verdict, verification.hash_matches) == (QuoteVerdict.EXACT, None)


def test_the_digest_may_be_written_in_capitals():
    """Hexadecimal digits have no case."""
    assert verified(quoted(PROMISE), TEXT, sha256(TEXT).upper()).hash_matches is True


def test_another_text_with_the_words_in_their_place_is_source_changed():
    """The hash differs and the words still stand where they stood."""
    verification = verified(quoted(PROMISE), TEXT + "Corrected on Friday.", sha256(TEXT))
    assert verification.verdict is QuoteVerdict.SOURCE_CHANGED
    assert verification.hash_matches is False
    assert verification.stands


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("\u2019", "'", Typography.QUOTATION_MARKS),
        ("\u2013", "-", Typography.DASHES),
        ("\u2013", "--", Typography.DASHES),
        ("inspection", "inspec\u00adtion", Typography.DASHES),
        (" reports", "\u00a0reports", Typography.WHITE_SPACE),
        (" reports", "\n  reports", Typography.WHITE_SPACE),
        ("reports", "re\u200bports", Typography.WHITE_SPACE),
    ],
)
def test_typography_alone_is_normalised(old, new, kind):
    """Only marks differ, and the verdict names which."""
    verification = verified(quoted(PROMISE), TEXT.replace(old, new), sha256(TEXT))
    assert verification.verdict is QuoteVerdict.NORMALISED
    assert verification.differences == (kind,)
    assert verification.hash_matches is False


def test_a_decomposed_accent_is_normalised():
    """The two forms of one letter are the same letter (UAX #15)."""
    text = TEXT.replace("\u00e9", "e\u0301")
    verification = verified(quoted(UNIONS), text)
    assert verification.verdict is QuoteVerdict.NORMALISED
    assert verification.differences == (Typography.UNICODE_FORM,)
    assert text[slice(*span(verification))] == UNIONS.replace("\u00e9", "e\u0301")


def test_several_kinds_of_typography_are_all_named():
    """Nothing that differs is left out."""
    text = TEXT.replace("\u2019", "'").replace("\u2013", "\u2014").replace("all of", "all\tof")
    assert set(verified(quoted(PROMISE), text).differences) == {
        Typography.QUOTATION_MARKS,
        Typography.DASHES,
        Typography.WHITE_SPACE,
    }


def test_a_normalised_quote_that_moved_is_found():
    """Other typography and other offsets: the one place is found, and proposed."""
    text = "Preface. " + TEXT.replace("\u2019", "'")
    verification = verified(quoted(PROMISE), text)
    assert verification.verdict is QuoteVerdict.NORMALISED
    assert verification.repair == quoted(PROMISE.replace("\u2019", "'"), text)


def test_a_sentence_elsewhere_has_moved():
    """The same words at other offsets, and the repair has those."""
    text = TEXT.replace(PROMISE, "") + PROMISE
    verification = verified(quoted(PROMISE), text)
    assert verification.verdict is QuoteVerdict.MOVED
    assert verification.repair == quoted(PROMISE, text)
    assert verification.reason is None


def test_offsets_that_do_not_span_the_words_are_no_exact_place():
    """A wrong end is a wrong offset, even where the words begin where they should."""
    quote = quoted(PROMISE)
    verification = verified(attrs.evolve(quote, end=10_000), TEXT)
    assert verification.verdict is QuoteVerdict.MOVED
    assert verification.repair == quote


def test_an_end_behind_the_text_is_no_exact_place():
    """Cut at the end of the text, the range holds the words; the offsets are wrong all the same."""
    text = PROMISE
    assert verified(Quote(exact=PROMISE, start=0, end=len(text) + 5), text).verdict is QuoteVerdict.MOVED


def test_words_in_several_places_are_ambiguous():
    """How near a place is to the old one never decides."""
    words = "spokesman declined to comment."
    verification = verified(quoted(words), "x" + TEXT)
    assert verification.verdict is QuoteVerdict.AMBIGUOUS
    assert len(verification.places) == 2
    assert verification.repair is None
    assert verification.reason == "stands in 2 places"


def test_at_most_ten_places_are_named():
    """A common word has more places than anybody reads."""
    verification = verified(Quote(exact="no"), "no " * 50)
    assert verification.verdict is QuoteVerdict.AMBIGUOUS
    assert len(verification.places) == 10
    assert verification.reason == "stands in 10 or more places"


def test_words_in_several_places_without_offsets_are_ambiguous():
    """Without offsets, prefix and suffix nothing tells which place is meant."""
    assert verified(Quote(exact="declined to comment"), TEXT).verdict is QuoteVerdict.AMBIGUOUS


def test_words_that_stand_once_need_no_offsets():
    """Without offsets the one place is the place."""
    verification = verified(Quote(exact=PROMISE), TEXT)
    assert verification.verdict is QuoteVerdict.EXACT
    assert span(verification) == span(quoted(PROMISE))


@pytest.mark.parametrize(
    "context",
    [
        {"prefix": "Later a "},
        {"prefix": "Later a"},
        {"suffix": "\n"},
        {"prefix": "comment. Later a ", "suffix": "\n"},
        {"prefix": "Later\u00a0a"},
    ],
    ids=["prefix", "white space left out", "suffix", "both", "other typography"],
)
def test_prefix_and_suffix_decide(context):
    """Of two places, the one between the words that the quote names is meant."""
    words = "spokesman declined to comment."
    verification = verified(Quote(exact=words, **context), TEXT)
    assert verification.verdict is QuoteVerdict.EXACT
    assert verification.start == TEXT.rindex(words)


def test_prefix_and_suffix_decide_where_words_moved():
    """The repair names as much before and behind as the quote did."""
    words = "spokesman declined to comment."
    text = "x" + TEXT
    verification = verified(quoted(words, prefix="Later a ", suffix="\n"), text)
    assert verification.verdict is QuoteVerdict.MOVED
    start = text.rindex(words)
    assert verification.repair == Quote(
        exact=words, prefix="Later a ", suffix="\n", start=start, end=start + len(words)
    )


def test_prefix_and_suffix_decide_between_alike_places():
    """So they do where the typography differs too."""
    verification = verified(
        Quote(exact="spokesman  declined to comment.", prefix="Later a "),
        TEXT.replace("a spokes", "a  spokes"),
    )
    assert verification.verdict is QuoteVerdict.NORMALISED
    assert verification.start == TEXT.rindex("spokesman declined") + 1


def test_a_prefix_that_fits_two_places_does_not_decide():
    """Two places between the same words stay two."""
    assert verified(Quote(exact="declined", prefix="spokesman"), TEXT).verdict is QuoteVerdict.AMBIGUOUS


def test_a_prefix_that_fits_nowhere_does_not_decide():
    """Words that stand in two places, neither behind the prefix, stay ambiguous."""
    assert verified(Quote(exact="declined", prefix="minister"), TEXT).verdict is QuoteVerdict.AMBIGUOUS


def test_a_moved_sentence_among_other_words_says_so():
    """What stood around it is gone: still the same words, and the reader is told."""
    text = TEXT.replace(PROMISE, "") + PROMISE
    verification = verified(quoted(PROMISE, prefix="said: \u201c"), text)
    assert verification.verdict is QuoteVerdict.MOVED
    assert verification.reason == "the words around it are not those that the quote names"
    assert verification.repair.prefix == "mment.\n"


OTHER_WORDS = "the words around it are not those that the quote names"


@pytest.mark.parametrize("context", [{"prefix": "wrote: \u201c"}, {"suffix": " In July"}])
@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param(TEXT, QuoteVerdict.EXACT, id="exact"),
        pytest.param(TEXT + "More.", QuoteVerdict.SOURCE_CHANGED, id="source-changed"),
        pytest.param(TEXT.replace("\u2019", "'"), QuoteVerdict.NORMALISED, id="normalised"),
        pytest.param("x" + TEXT, QuoteVerdict.MOVED, id="moved"),
    ],
)
def test_other_words_around_the_quote_are_told(context, text, verdict):
    """The verdict is on the words of the quote; that those around them are others stands beside it."""
    verification = verified(quoted(PROMISE, **context), text, sha256(TEXT))
    assert (verification.verdict, verification.reason) == (verdict, OTHER_WORDS)


def test_other_words_around_a_quote_without_offsets_are_told():
    """So they are where the words stand once."""
    assert verified(Quote(exact=PROMISE, prefix="wrote: "), TEXT).reason == OTHER_WORDS


@pytest.mark.parametrize(
    "context",
    [
        {"prefix": "said: \u201c", "suffix": "\u201d\n\nUnions"},
        {"prefix": 'minister said: "', "suffix": '" Unions'},
    ],
    ids=["characters", "other typography"],
)
def test_the_same_words_around_the_quote_need_no_reason(context):
    """Prefix and suffix are held against the text as the quote is, typography left aside."""
    assert verified(quoted(PROMISE, **context), TEXT).reason is None


def test_words_around_are_looked_for_in_their_place():
    """A prefix that stands before the same words elsewhere does not stand here."""
    words = "spokesman declined to comment."
    verification = verified(quoted(words, prefix="Later a "), TEXT)
    assert (verification.verdict, verification.reason) == (QuoteVerdict.EXACT, OTHER_WORDS)


def test_a_repair_at_the_edge_of_a_text_names_nothing_around_it():
    """Where nothing stands before or behind, prefix and suffix are missing, not empty."""
    verification = verified(Quote(exact=PROMISE, prefix="x", suffix="y", start=3, end=9), PROMISE)
    assert (verification.repair.prefix, verification.repair.suffix) == (None, None)


def test_words_alike_in_their_place_go_before_the_same_characters_elsewhere():
    """Other quotation marks in its own place make no lookalike at the other end the quote."""
    text = TEXT.replace("\u2019", "'") + PROMISE
    verification = verified(quoted(PROMISE), text)
    assert verification.verdict is QuoteVerdict.NORMALISED
    assert verification.start == quoted(PROMISE).start


def test_alike_words_in_several_places_are_ambiguous():
    """Typography aside they stand twice, neither time in their place."""
    altered = PROMISE.replace("\u2019", "'")
    assert verified(quoted(PROMISE), f"{altered}\n{altered}").verdict is QuoteVerdict.AMBIGUOUS


def test_one_word_changed_has_drifted():
    """The near words are shown with a diff, and only proposed."""
    text = TEXT.replace("inspection reports", "inspection dates")
    verification = verified(quoted(PROMISE), text)
    assert verification.verdict is QuoteVerdict.DRIFTED
    assert 0.8 <= verification.similarity < 1
    assert "inspection {+dates+} [-reports-] \u2013 all" in verification.diff
    assert verification.repair == quoted(PROMISE.replace("reports", "dates"), text)


def test_a_word_taken_out_has_drifted():
    """Even where it turns the meaning round: near words are never the quote."""
    quote = Quote(exact="The minister will not publish the inspection reports in June")
    verification = verified(quote, "On Monday: The minister will publish the inspection reports in June. So.")
    assert verification.verdict is QuoteVerdict.DRIFTED
    assert verification.diff == "The minister will [-not-] publish the inspection reports in June"
    assert verification.repair.exact == "The minister will publish the inspection reports in June"


def test_near_words_are_found_in_few_words():
    """Three words with the middle one changed have no pair of neighbours left."""
    verification = verified(
        Quote(exact="constitutional law commissioner"), "a constitutional lay commissioner."
    )
    assert verification.verdict is QuoteVerdict.DRIFTED


def test_near_words_are_found_without_spaces_between_words():
    """Chinese parts no words; one character changed is found all the same."""
    quote = Quote(
        exact="\u59d4\u54e1\u6703\u5efa\u8b70\u4fee\u6539\u6cd5\u5f8b\u7684\u6a19\u6e96\u8207\u7a0b\u5e8f"
    )
    text = "\u6628\u5929" + quote.exact.replace("\u5efa", "\u63d0") + "\u4ee5\u53ca\u5176\u4ed6\u4e8b\u9805"
    verification = verified(quote, text)
    assert verification.verdict is QuoteVerdict.DRIFTED
    assert verification.start == 2


def test_equally_near_passages_are_all_named_and_none_proposed():
    """Two sentences as near as each other: which of them it was is not for us to say."""
    text = (
        "The board will meet in May. " + "Nothing else of note happened. " * 9 + "The board will meet in May."
    )
    verification = verified(Quote(exact="The board will meet in March."), text)
    assert verification.verdict is QuoteVerdict.DRIFTED
    assert len(verification.places) == 2
    assert verification.repair is None
    assert verification.reason == "2 passages are as near"


def test_one_passage_cut_in_two_ways_is_one():
    """Where a mark more or less makes no difference, the passages overlap and are no rivals."""
    verification = verified(Quote(exact="the board (will) meet in May"), "So the board will meet in May. So.")
    assert verification.verdict is QuoteVerdict.DRIFTED
    assert verification.places == ()
    assert verification.repair is not None


def test_words_that_are_gone_are_missing():
    """Nothing near is left."""
    verification = verified(quoted(PROMISE), TEXT.replace(PROMISE, ""))
    assert verification.verdict is QuoteVerdict.MISSING
    assert span(verification) == (None, None)
    assert verification.reason == "neither its words nor any near them stand in the text"


def test_a_lookalike_elsewhere_is_never_more_than_drifted():
    """The sentence is gone and one much like it stands elsewhere."""
    lookalike = "They\u2019ll publish the inspection reports \u2013 most of them \u2013 by July."
    text = TEXT.replace(PROMISE, "") + lookalike
    verification = verified(quoted(PROMISE), text)
    assert verification.verdict is QuoteVerdict.DRIFTED
    assert text[slice(*span(verification))] == lookalike


def test_a_sentence_with_the_same_words_in_another_order_is_missing():
    """Shared words alone are not near."""
    words = "by June all of them will be published, the inspection reports and the rest, we hear"
    assert verified(Quote(exact=words), TEXT).verdict is QuoteVerdict.MISSING


def test_a_short_quote_never_drifts():
    """Under twelve characters something is always near."""
    verification = verified(Quote(exact="the rotas"), TEXT)
    assert verification.verdict is QuoteVerdict.MISSING
    assert "under 12 characters" in verification.reason


def test_a_very_long_quote_is_not_compared():
    """Over 2,000 characters near words are not looked for, and the verdict says so."""
    verification = verified(Quote(exact="a page of words " * 200), TEXT)
    assert verification.verdict is QuoteVerdict.MISSING
    assert "over 2000 characters" in verification.reason


def test_a_text_shorter_than_the_quote_is_not_the_quote():
    """A text of one word out of the quote is not near to it."""
    assert verified(Quote(exact=UNIONS), "Unions called").verdict is QuoteVerdict.MISSING


def test_a_quote_of_nothing_to_see_is_missing():
    """A zero-width space folds to nothing, which does not stand everywhere."""
    assert verified(Quote(exact="\u200b", start=3, end=4), TEXT).verdict is QuoteVerdict.MISSING


def test_near_words_with_a_nul_have_no_repair():
    """No quote may hold a NUL; the passage is shown all the same."""
    verification = verified(quoted(PROMISE), TEXT.replace("all of", "all\x00of"))
    assert verification.verdict is QuoteVerdict.DRIFTED
    assert verification.repair is None


def test_a_combining_mark_is_part_of_its_letter():
    """The words `cafe` do not stand in a decomposed `caf\u00e9 rota`: a letter is not cut from its accent."""
    verification = verified(Quote(exact="the cafe\u0301", start=0, end=9), TEXT)
    assert verification.verdict is QuoteVerdict.NORMALISED
    assert verified(Quote(exact="caf  e", start=0, end=6), "caf e\u0301").verdict is QuoteVerdict.MISSING


def test_half_of_a_folded_piece_is_not_found():
    """A quote of one letter of several that fold together is not the whole of them."""
    # U+0958 decomposes into two characters and NFC leaves them so: one piece, two characters.
    assert verified(Quote(exact="x \u0915"), "x  \u0958").verdict is QuoteVerdict.MISSING
    assert verified(Quote(exact="x  \u0915", start=0, end=4), "x \u0958").verdict is QuoteVerdict.MISSING


@pytest.mark.parametrize(
    ("quote", "text", "line"),
    [
        (quoted(PROMISE), TEXT, "/events/e/evidence/0/quote: exact in s (51-112)"),
        (
            quoted(PROMISE),
            TEXT.replace("\u2019", "'"),
            "/events/e/evidence/0/quote: normalised in s (51-112; other quotation marks)",
        ),
        (
            Quote(exact="declined"),
            TEXT,
            "/events/e/evidence/0/quote: ambiguous in s (207-215, 246-254; stands in 2 places)",
        ),
    ],
)
def test_a_verdict_is_one_line_of_text(quote, text, line):
    """Its text says which quote, which verdict, where and why."""
    assert str(verified(quote, text)) == line


def test_the_line_of_a_drifted_quote_has_the_diff_and_the_hash():
    """What a reader needs to decide stands in the line."""
    verification = verified(Quote(exact="Unions called the menu unworkable"), UNIONS, "0" * 64)
    assert str(verification) == (
        "/events/e/evidence/0/quote: drifted in s (0-38; 81.7% alike: Unions called the {+caf\u00e9 rota+} "
        "[-menu-] unworkable; the source's hash differs)"
    )


def test_a_verdict_without_details_is_one_line_too():
    """A verification that somebody makes has no details."""
    verification = attrs.evolve(verified(quoted(PROMISE), TEXT), start=None, end=None)
    assert str(verification) == "/events/e/evidence/0/quote: exact in s"
