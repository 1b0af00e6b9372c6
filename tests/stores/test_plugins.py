"""A plugin's records in a store: tables of their own, made when the plugin comes, refused on a clash."""

from typing import Annotated

import attrs
import pytest
from factories import cited, proposal, source

import policytrack as pt
from policytrack import query as q
from policytrack.engines.reference import answer
from policytrack.engines.sql import Tables


@attrs.frozen(kw_only=True)
class Vote(pt.Assertion):
    """A vote on a proposal."""

    proposal_id: Annotated[str, pt.RefersTo("Proposal")]
    ayes: int
    parties: frozenset[str] = frozenset()


REGISTRY = pt.Registry.default().with_record(Vote)
RECORDS = (
    source("s", "2024-03-05"),
    proposal("p"),
    Vote(id="v", proposal_id="p", ayes=12, parties=frozenset({"a", "b"}), evidence=cited("s")),
)


def same(store, *questions):
    """Whether a store answers as a tracker of what it holds."""
    tracker = pt.Tracker.from_snapshot(store.snapshot(), registry=store.registry)
    return all(store.run(question) == answer(tracker, question) for question in questions)


def test_a_plugins_records_are_asked_by_sql(url):
    """Its fields, sets, relations and days of knowledge are there without any code of the plugin's."""
    votes = q.handles(Vote)
    with pt.open_store(url, registry=REGISTRY) as store:
        store.write(RECORDS, author="desk", reason="first")
        assert store.snapshot().others == RECORDS[2:]
        assert same(
            store,
            q.select(Vote).where(votes.ayes.at_least(10) & votes.parties.contains("a")),
            q.select(Vote).where(votes.proposal.any(q.Proposal.title.is_("p"))),
            q.select(Vote).at(known="2024-03-04"),
            q.select(Vote).order_by(votes.ayes.desc()).limit(1),
        )


def test_without_the_plugin_its_records_are_kept(url):
    """A store that is opened without the plugin gives them back as they came, and writes them so."""
    with pt.open_store(url, registry=REGISTRY) as store:
        store.write(RECORDS, author="desk", reason="first")
    with pt.open_store(url) as store:
        (kept,) = store.snapshot().others
        assert (type(kept), kept.type) == (pt.UnknownRecord, "vote")
        assert store.write([kept], author="desk", reason="again").number == 1


def test_a_plugin_that_comes_later_finds_its_records(url):
    """Tables for a type that a plugin brings are made and filled when the store is opened with it."""
    with pt.open_store(url) as store:
        unknown = pt.UnknownRecord(id="v", type="vote", data={"proposal_id": "p", "ayes": 12})
        store.write([*RECORDS[:2], unknown], author="desk", reason="first")
    assert "make the table vote" in pt.stores.pending(url, registry=REGISTRY)
    with pt.open_store(url, registry=REGISTRY) as store:
        assert store.run(q.select(Vote)).one().ayes == 12


def test_a_plugin_whose_columns_clash_is_refused():
    """A field that has the name of one of the store's own columns is told."""

    @attrs.frozen(kw_only=True)
    class Odd(pt.Record):
        stands: str

    with pytest.raises(pt.RegistrationError, match="stands: claimed by"):
        Tables(pt.Registry.default().with_record(Odd))


def test_a_plugin_whose_table_clashes_is_refused():
    """A type that has the name of one of the store's own tables is told."""
    with pytest.raises(pt.RegistrationError, match="word: claimed by"):
        Tables(pt.Registry.default().with_record(Vote, "word"))
