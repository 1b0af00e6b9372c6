"""Which sources of a record are one witness."""

import pytest
from factories import source

from policytrack.errors import RecordNotFoundError
from policytrack.evidence import SharedPassage, witnesses
from policytrack.model import Citation, Event, Quote
from policytrack.tracker import Tracker

TRACKER = Tracker.of(
    source("a"),
    source("b"),
    source("c"),
    source("copy", derived_from_id="a"),
    source("copy-of-copy", derived_from_id="copy"),
    source("other-copy", derived_from_id="a"),
)


def at(start, end):
    return Quote(exact="x" * (end - start), start=start, end=end)


def passage(first_id, second_id, first_span=(0, 100), second_span=(0, 100)):
    return SharedPassage(
        first_id=first_id,
        second_id=second_id,
        first_span=first_span,
        second_span=second_span,
        words=20,
        share=0.5,
    )


def grouped(*evidence, shared=(), tracker=TRACKER):
    """The witnesses of a record with this evidence: source ids, or pairs of an id and a quote."""
    citations = tuple(Citation(item) if isinstance(item, str) else Citation(*item) for item in evidence)
    return witnesses(Event(id="e", label="e", evidence=citations), tracker, shared)


def test_a_record_without_evidence_has_no_witness():
    """Nobody says so."""
    assert grouped() == ()


def test_sources_that_nothing_ties_are_independent():
    """In the order of their ids."""
    assert grouped("b", "a") == (("a",), ("b",))


def test_a_source_cited_twice_is_one_witness():
    """Two passages of one paper are one voice."""
    assert grouped(("a", at(0, 9)), ("a", at(20, 30))) == (("a",),)


def test_a_copy_and_its_original_are_one_witness():
    """A republication says nothing of its own."""
    assert grouped("a", "copy", "b") == (("a", "copy"), ("b",))


def test_copies_of_one_original_are_one_witness():
    """Even where the original is not cited, and at any remove."""
    assert grouped("copy-of-copy", "other-copy") == (("copy-of-copy", "other-copy"),)


def test_copies_of_what_was_not_public_yet_are_one_witness():
    """A view that does not show the original still knows that both go back to it."""
    view = Tracker.of(
        source("late", "2024"),
        *(source(name, "2023", derived_from_id="late") for name in ("one", "two")),
    ).at(known="2023-12-31")
    assert grouped("one", "two", tracker=view) == (("one", "two"),)


def test_two_papers_quoted_with_a_shared_sentence_are_one_witness():
    """Both print what somebody else wrote."""
    shared = [passage("a", "b", (0, 50), (200, 250))]
    assert grouped(("a", at(0, 50)), ("b", at(210, 240)), shared=shared) == (("a", "b"),)
    assert grouped(("b", at(210, 240)), ("a", at(0, 50)), shared=shared) == (("a", "b"),)


def test_they_are_two_witnesses_to_other_words():
    """What they share elsewhere is no matter."""
    shared = [passage("a", "b", (0, 50), (200, 250))]
    assert grouped(("a", at(0, 50)), ("b", at(0, 50)), shared=shared) == (("a",), ("b",))
    assert grouped(("a", at(60, 90)), ("b", at(200, 240)), shared=shared) == (("a",), ("b",))


def test_different_passages_tie_nothing():
    """One quote in one shared passage and the other in another are different words."""
    shared = [passage("a", "b", (0, 50), (0, 50)), passage("a", "b", (60, 90), (60, 90))]
    assert grouped(("a", at(0, 50)), ("b", at(60, 90)), shared=shared) == (("a",), ("b",))


def test_passages_of_other_sources_tie_nothing():
    """A passage is between two."""
    assert grouped(("a", at(0, 50)), ("b", at(0, 50)), shared=[passage("a", "c")]) == (("a",), ("b",))


@pytest.mark.parametrize(("end", "count"), [(125, 1), (126, 2)])
def test_four_fifths_of_a_quote_in_the_passage_are_enough(end, count):
    """Quotation marks and a leading `he said` are no words of one's own."""
    assert len(grouped(("a", at(0, end)), ("b", at(0, 100)), shared=[passage("a", "b")])) == count


def test_who_is_quoted_with_more_is_a_witness_and_the_other_is_not():
    """One paper adds words of its own; the other has nothing but what both print."""
    assert grouped(("a", at(0, 50)), ("a", at(500, 550)), ("b", at(0, 50)), shared=[passage("a", "b")]) == (
        ("a", "b"),
    )


def test_both_quoted_with_more_are_two_witnesses():
    """Each has words of its own besides what both print."""
    evidence = (("a", at(0, 50)), ("a", at(500, 550)), ("b", at(0, 50)), ("b", at(500, 550)))
    assert grouped(*evidence, shared=[passage("a", "b")]) == (("a",), ("b",))


def test_a_citation_without_a_quote_is_tied_by_what_the_other_is_quoted_with():
    """It names no words of its own, and its source prints the quoted ones too."""
    assert grouped(("a", at(0, 50)), "b", shared=[passage("a", "b")]) == (("a", "b"),)


def test_citations_without_quotes_are_not_tied_by_a_shared_passage():
    """Nothing tells that the passage is what either was cited for."""
    assert grouped("a", "b", shared=[passage("a", "b")]) == (("a",), ("b",))


def test_a_quote_without_offsets_lies_in_no_passage():
    """Where its words stand is not known."""
    assert grouped(("a", at(0, 50)), ("b", Quote(exact="words")), shared=[passage("a", "b")]) == (
        ("a",),
        ("b",),
    )


def test_ties_go_on():
    """What is one with one of a group is one with the group."""
    evidence = (("a", at(0, 50)), ("b", at(0, 50)), ("c", at(0, 50)))
    assert grouped(*evidence, shared=[passage("a", "b"), passage("b", "c")]) == (("a", "b", "c"),)


def test_an_unknown_source_is_refused():
    """A record of another tracker."""
    with pytest.raises(RecordNotFoundError):
        grouped("nobody")
