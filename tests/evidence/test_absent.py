"""A thousand quotes that do not stand in a text, made of its own words."""

import random
from collections import Counter

import pytest
from factories import source

from policytrack.evidence import QuoteVerdict, verify
from policytrack.model import Citation, Event, Quote
from policytrack.tracker import Tracker

RANDOM = random.Random(9)  # noqa: S311  # The same thousand every time, and no secret.
SYLLABLES = (
    "ba",
    "cor",
    "den",
    "fi",
    "gol",
    "ham",
    "jes",
    "ki",
    "lun",
    "mer",
    "no",
    "pra",
    "qui",
    "ros",
    "ta",
)
WORDS = ["".join(RANDOM.choices(SYLLABLES, k=RANDOM.randint(1, 3))) for _ in range(800)]


def sentence(words):
    return " ".join(words).capitalize() + "."


SENTENCES = [RANDOM.choices(WORDS, k=RANDOM.randint(4, 25)) for _ in range(2000)]
TEXT = " ".join(map(sentence, SENTENCES))


@pytest.fixture(name="verdicts", scope="module")
def _verdicts():
    absent = {sentence(RANDOM.sample(words, len(words))) for words in RANDOM.sample(SENTENCES, 1000)}
    absent |= {sentence(RANDOM.choices(WORDS, k=RANDOM.randint(4, 25))) for _ in range(500)}
    quotes = sorted(words for words in absent if words not in TEXT)[:1000]
    events = (
        Event(id=f"e{number}", label="Event", evidence=(Citation("s", Quote(exact=words)),))
        for number, words in enumerate(quotes)
    )
    return Counter(one.verdict for one in verify(Tracker.of(source("s"), *events), {"s": TEXT}))


def test_none_is_more_than_drifted(verdicts):
    """Nothing that is not there is said to be there."""
    assert set(verdicts) <= {QuoteVerdict.DRIFTED, QuoteVerdict.MISSING}
    assert verdicts.total() == 1000


def test_nearly_all_are_missing(verdicts):
    """The same words in another order are not even near."""
    assert verdicts[QuoteVerdict.MISSING] >= 980
