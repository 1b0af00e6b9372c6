"""Without the extra `quotes` every verdict but one is the same, and that one says what is lacking."""

import sys

import pytest
from factories import source

from policytrack.evidence import QuoteVerdict, verify
from policytrack.model import Citation, Event, Quote
from policytrack.tracker import Tracker

TEXT = "The board will meet in public on Monday. It's said."


@pytest.fixture(autouse=True)
def _no_rapidfuzz(monkeypatch):
    monkeypatch.delitem(sys.modules, "policytrack.evidence._near", raising=False)
    for name in ("rapidfuzz", "rapidfuzz.fuzz", "rapidfuzz.distance"):
        monkeypatch.setitem(sys.modules, name, None)


def verified(words):
    tracker = Tracker.of(source("s"), Event(id="e", label="e", evidence=(Citation("s", Quote(exact=words)),)))
    (verification,) = verify(tracker, {"s": TEXT})
    return verification


def test_near_words_are_missing_and_the_reason_names_the_extra():
    """A quote that might have drifted is never silently missing."""
    verification = verified("The board will meet in secret on Monday.")
    assert verification.verdict is QuoteVerdict.MISSING
    assert verification.reason == "looking for near words needs an extra (install policytrack[quotes])"


@pytest.mark.parametrize(
    ("words", "verdict"),
    [("meet in public", QuoteVerdict.EXACT), ("It\u2019s said.", QuoteVerdict.NORMALISED)],
)
def test_strict_verdicts_need_nothing(words, verdict):
    """Strict matching decides, and needs no dependency."""
    assert verified(words).verdict is verdict


def test_a_short_quote_keeps_its_own_reason():
    """The extra would not have looked for it either."""
    assert "under 12 characters" in verified("met").reason
