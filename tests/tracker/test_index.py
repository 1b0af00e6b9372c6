"""What the views of one tracker share."""

from factories import change, proposal

import policytrack as pt
from policytrack.model import Snapshot
from policytrack.tracker._index import Index


def test_records_are_found_by_the_proposal_they_are_about():
    """In the order of their ids; a store reads some without their proposal, by which nothing is found."""
    held = [change(f"c{n}", "proposed", proposal_id=about) for n, about in enumerate("bxab")]
    index = Index(Snapshot.of([proposal("a"), proposal("b"), *held]), pt.Registry.default())
    assert [[one.id for one in index.changes[name]] for name in "abx"] == [["c2"], ["c0", "c3"], []]
