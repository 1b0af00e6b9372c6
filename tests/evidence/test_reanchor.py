"""Repairs, on request."""

import attrs
import pytest
from factories import person, source

from policytrack.errors import IntegrityError, UnknownNameError
from policytrack.evidence import QuoteVerdict, reanchor, verify
from policytrack.model import Citation, Event, Quote
from policytrack.registry import Registry
from policytrack.tracker import Tracker

OLD = {
    "moved": "The first sentence stays as it is.",
    "normalised": "It\u2019s the second sentence.",
    "drifted": "The third sentence changes by a word.",
    "ambiguous": "twice",
    "missing": "Nothing of this sentence remains anywhere.",
}
TEXT = (
    "New beginning. The first sentence stays as it is. It's the second sentence. "
    "The third sentence changes by one word. twice twice"
)


@pytest.fixture(name="tracker")
def _tracker():
    events = (
        Event(
            id=name, label=name, evidence=(Citation("s"), Citation("s", Quote(exact=words, start=0, end=9)))
        )
        for name, words in OLD.items()
    )
    return Tracker.of(source("s"), person("ann"), *events)


def verdicts(tracker):
    return {one.record_id: one.verdict.value for one in verify(tracker, {"s": TEXT})}


def words(tracker, name):
    return tracker.get(name, Event).evidence[1].quote.exact


def test_the_verdicts_are_those_of_the_names(tracker):
    """What the other tests rest on."""
    assert verdicts(tracker) == {name: name for name in OLD}


def test_by_default_only_what_keeps_every_word_is_repaired(tracker):
    """Moved and normalised quotes stand again, the others wait for somebody."""
    mended = reanchor(tracker, verify(tracker, {"s": TEXT}))
    assert verdicts(mended) == {name: name for name in OLD} | {"moved": "exact", "normalised": "exact"}
    assert words(mended, "normalised") == "It's the second sentence."
    assert words(mended, "drifted") == OLD["drifted"]


def test_near_words_are_taken_where_they_are_accepted(tracker):
    """Somebody has read the diff."""
    mended = reanchor(tracker, verify(tracker, {"s": TEXT}), accept={QuoteVerdict.DRIFTED})
    assert words(mended, "drifted") == "The third sentence changes by one word."
    assert verdicts(mended)["moved"] == "moved"


def test_only_the_verifications_given_are_applied(tracker):
    """Leaving one out leaves its quote alone."""
    chosen = [one for one in verify(tracker, {"s": TEXT}) if one.record_id == "moved"]
    assert verdicts(reanchor(tracker, chosen))["normalised"] == "normalised"


def test_nothing_else_changes(tracker):
    """The tracker itself stays as it was, and other records are the same in the new one."""
    before = tracker.snapshot()
    mended = reanchor(tracker, verify(tracker, {"s": TEXT}))
    assert tracker.snapshot() == before
    assert mended.snapshot().people == before.people
    assert mended.get("moved", Event).evidence[0] == Citation("s")


def test_the_registry_is_kept(tracker):
    """What the tracker knew of besides what ships, the new one knows."""
    registry = Registry.default()
    whole = Tracker.from_snapshot(tracker.snapshot(), registry=registry)
    mended = reanchor(whole, ())
    assert mended._index.registry is registry


@pytest.mark.parametrize("verdict", [QuoteVerdict.AMBIGUOUS, QuoteVerdict.MISSING, "moved by much"])
def test_a_verdict_without_repairs_cannot_be_accepted(tracker, verdict):
    """An ambiguous quote is never repaired."""
    with pytest.raises(UnknownNameError, match="no such verdict with a repair"):
        reanchor(tracker, (), accept={verdict})


def test_a_drifted_quote_with_rivals_is_not_repaired():
    """Two passages as near: there is no repair to take."""
    quote = Quote(exact="The board will meet in March.")
    text = (
        "The board will meet in May. " + "Nothing else of note happened. " * 9 + "The board will meet in May."
    )
    tracker = Tracker.of(source("s"), Event(id="e", label="e", evidence=(Citation("s", quote),)))
    mended = reanchor(tracker, verify(tracker, {"s": text}), accept={QuoteVerdict.DRIFTED})
    assert mended.snapshot() == tracker.snapshot()


def test_verifications_of_a_view_fit_the_tracker():
    """A view shows fewer citations; the quote is found by its words, not by its number."""
    quote = Quote(exact="said so", start=0, end=7)
    evidence = (Citation("late", quote), Citation("early", quote))
    tracker = Tracker.of(
        source("early", "2023-01-01"),
        source("late", "2025-01-01"),
        Event(id="e", label="e", evidence=evidence),
    )
    found = verify(tracker.at(known="2024-01-01"), {"early": "They said so."})
    first, second = reanchor(tracker, found).get("e", Event).evidence
    assert (first.quote, second.quote.start) == (quote, 5)


def test_verifications_of_another_tracker_are_refused(tracker):
    """Every one that fits no citation is listed."""
    strangers = [attrs.evolve(one, record_id=f"not {one.record_id}") for one in verify(tracker, {"s": TEXT})]
    with pytest.raises(IntegrityError, match="is not cited here") as caught:
        reanchor(tracker, strangers)
    assert [problem.code for problem in caught.value.problems] == ["unknown-citation"] * 2


def test_two_repairs_of_one_quote_are_refused(tracker):
    """Which text is the right one is not for us to say."""
    both = [*verify(tracker, {"s": TEXT}), *verify(tracker, {"s": f"More. {TEXT}"})]
    with pytest.raises(IntegrityError, match="two different repairs"):
        reanchor(tracker, both)


def test_one_repair_given_twice_is_one(tracker):
    """The same verification twice says nothing new."""
    twice = verify(tracker, {"s": TEXT}) * 2
    assert reanchor(tracker, twice).snapshot() == reanchor(tracker, twice[: len(twice) // 2]).snapshot()
