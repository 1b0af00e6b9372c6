"""The bundled case held against the articles that it is made from, where they are at hand."""

from collections import Counter
from pathlib import Path

import pytest

from policytrack import datasets
from policytrack.evidence import QuoteVerdict, find_texts, shared_passages, verify, witnesses
from policytrack.model import StatusChange

ARTICLES = Path(__file__).parents[3] / "shared" / "articles"
TELEGRAPH = ("telegraph-2023-09-24", "telegraph-2023-09-25")

pytestmark = pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles are not part of the package")


@pytest.fixture(name="tracker", scope="module")
def _tracker():
    return datasets.load("police-accountability", layer="articles")


@pytest.fixture(name="shared", scope="module")
def _shared(tracker):
    return shared_passages(find_texts(tracker, ARTICLES))


def test_every_citation_is_exact(tracker):
    """Each of them, with the hash of its source."""
    found = verify(tracker, ARTICLES)
    assert [str(one) for one in found if one.verdict is not QuoteVerdict.EXACT or not one.hash_matches] == []
    assert len(found) > 50


def test_the_telegraph_pair_shares_most(shared):
    """Two versions of one report: over half of the shorter one's words."""
    share = Counter()
    for passage in shared:
        share[passage.first_id, passage.second_id] += passage.share
    assert share.most_common(1)[0][0] == TELEGRAPH
    assert share[TELEGRAPH] > 0.5


def test_the_ministrys_statement_is_one_witness_in_two_papers(tracker, shared):
    """ITV and The Telegraph print one spokeswoman's sentence."""
    record = tracker.get("maca-support-requested", StatusChange)
    assert witnesses(record, tracker, shared) == (("itv-news-2023-09-24", "telegraph-2023-09-25"),)
