"""A store that is opened with another registry answers by that one, never by what the first had made."""

from typing import Annotated

import attrs
import pytest
from factories import change, cited, person, proposal, source

import policytrack as pt
from policytrack import query as q
from policytrack.engines.reference import answer

BASE = pt.Registry.default()
WORLD = (
    source("s", "2024-03-05"),
    source("t", "2024-05-05"),
    proposal("p"),
    proposal("other", lifecycle="request"),
    change("c", "under-review", "2024-03-04", "s"),
    change("d", "recommended", "2024-03-04", "t"),
)
STANDINGS = (
    q.select(pt.Proposal).group_by(q.Proposal.status, q.Proposal.phase).count(),
    q.select(pt.Proposal).at(known="2024-04-01").group_by(q.Proposal.status, q.Proposal.phase).count(),
    q.select(pt.Proposal).order_by(q.Proposal.phase.desc()),
)


def with_lifecycle(lifecycle):
    """A registry whose table of the id is another."""
    return attrs.evolve(BASE, lifecycles={**BASE.lifecycles, lifecycle.id: lifecycle})


def with_phases(lifecycle_id, phase):
    """A registry in which each state of a lifecycle is of one phase."""
    held = BASE.lifecycles[lifecycle_id]
    states = tuple(attrs.evolve(state, phase=phase) for state in held.states)
    return with_lifecycle(attrs.evolve(held, states=states))


OTHER = with_phases("uk-reform", pt.Phase.LAW)


def same(store, *questions):
    """Whether a store answers as a tracker of what it holds, with the same registry."""
    tracker = pt.Tracker.from_snapshot(store.snapshot(), registry=store.registry)
    return all(store.run(question) == answer(tracker, question) for question in questions)


def fill(url, registry=BASE, records=WORLD):
    with pt.open_store(url, registry=registry) as store:
        store.write(records, author="desk", reason="first")


def test_other_phases_are_worked_out_anew(url):
    """The phases of all revisions are those of the registry with which a store is opened."""
    fill(url)
    with pt.open_store(url, registry=OTHER) as store:
        assert store.run(q.select(pt.Proposal).where(q.Proposal.phase.is_(pt.Phase.LAW))).one().id == "p"
        assert same(store, *STANDINGS)


def test_other_routes_are_worked_out_anew(url):
    """What happened on one day is ordered along the routes of the registry."""
    fill(url)
    held = BASE.lifecycles["uk-reform"]
    turned = [route for route in held.routes if (route.from_, route.to) != ("under-review", "recommended")]
    registry = with_lifecycle(attrs.evolve(held, routes=(*turned, pt.Route("recommended", "under-review"))))
    with pt.open_store(url, registry=registry) as store:
        assert same(store, *STANDINGS)
        assert store.run(q.select(pt.Proposal).where(q.Proposal.status.is_("under-review")).count()) == 1


def test_earlier_revisions_are_worked_out_anew(url):
    """A view of an earlier moment has the phases of the registry, too."""
    fill(url)
    with pt.open_store(url) as store:
        first = store.revision.recorded
        store.write([change("e", "rejected", "2024-06-01", "t")], author="desk", reason="more")
    with pt.open_store(url, registry=OTHER) as store:
        earlier = store.at(recorded=first).run(STANDINGS[0])
        assert [group.values for group in earlier] == [
            ("recommended", pt.Phase.LAW),
            ("unassessed", None),
        ]


def test_a_dry_run_tells_what_is_worked_out_anew(url):
    """It names the lifecycle and counts the proposals; afterwards there is nothing to do."""
    fill(url)
    (told,) = pt.stores.pending(url, registry=OTHER)
    assert told == "work out anew where 1 proposals stand: lifecycle uk-reform"
    pt.open_store(url, registry=OTHER).close()
    assert pt.stores.pending(url, registry=OTHER) == ()
    assert pt.stores.pending(url) == (told,)


def test_a_lifecycle_that_nothing_follows_changes_nothing(url):
    """Where no proposal is on a lifecycle that differs, nothing is to be done, and the store is marked."""
    fill(url)
    registry = with_phases("us-bill", pt.Phase.LAW)
    assert pt.stores.pending(url, registry=registry) == ()
    with pt.open_store(url, registry=registry) as store:
        store.write([person("ann")], author="desk", reason="more")


def test_titles_of_states_change_no_answer(url):
    """A registry that differs in words alone is the same for a store."""
    held = BASE.lifecycles["uk-reform"]
    states = tuple(attrs.evolve(state, label="Another", definition=None) for state in held.states)
    registry = with_lifecycle(attrs.evolve(held, states=states))
    with pt.open_store(url) as one, pt.open_store(url, registry=registry):
        one.write(WORLD, author="desk", reason="first")


def test_whoever_writes_with_the_registry_before_is_told(url):
    """A store that somebody opened with another registry meanwhile takes no write of the first."""
    fill(url)
    with pt.open_store(url) as first, pt.open_store(url, registry=OTHER) as second:
        with pytest.raises(pt.StoreError, match="another registry meanwhile"):
            first.write([person("ann")], author="desk", reason="more")
        with pytest.raises(pt.StoreError, match="another registry meanwhile"):
            first.redact("p", ["title"], "private", author="desk")
        assert second.write([person("ann")], author="desk", reason="more").number == 2


def test_a_file_for_reading_alone_is_refused_where_it_would_answer_otherwise(tmp_path):
    """A store that cannot be made anew is not asked with another registry; one that need not be is."""
    file = tmp_path / "store.db"
    fill(f"sqlite:///{file}")
    url = f"sqlite:///file:{file}?mode=ro&uri=true"
    with pytest.raises(pt.StoreError, match="another registry, and cannot be made anew"):
        pt.open_store(url, registry=OTHER)
    with pt.open_store(url, registry=with_phases("us-bill", pt.Phase.LAW)) as store:
        assert same(store, *STANDINGS)


@attrs.frozen(kw_only=True)
class Vote(pt.Assertion):
    """A vote on a proposal."""

    proposal_id: Annotated[str, pt.RefersTo("Proposal")]
    ayes: int


@attrs.frozen(kw_only=True)
class LaterVote(pt.Assertion):
    """The same in a later version of its plugin."""

    proposal_id: Annotated[str, pt.RefersTo("Proposal")]
    ayes: int
    noes: int = 0
    parties: frozenset[str] = frozenset()


VOTE = Vote(id="v", proposal_id="p", ayes=12, evidence=cited("s"))
VOTES, LATER = BASE.with_record(Vote), BASE.with_record(LaterVote, "vote")


def test_a_class_with_other_fields_gets_its_table_anew(url):
    """A later version of a plugin finds its records in a table that has its fields."""
    fill(url, VOTES, (*WORLD, VOTE))
    assert pt.stores.pending(url, registry=LATER) == (
        "make the table vote_parties",
        "remove the table vote_sources",
        "remove the table vote",
        "show 1 records anew: record vote",
    )
    votes = q.handles(LaterVote)
    with pt.open_store(url, registry=LATER) as store:
        assert same(
            store,
            q.select(LaterVote).where(votes.noes.at_most(3)),
            q.select(LaterVote).at(known="2024-01-01"),
        )
        store.write(
            [LaterVote(id="v", proposal_id="p", ayes=1, parties=frozenset("a"))], author="a", reason="b"
        )
        assert same(store, q.select(LaterVote).where(votes.parties.contains("a")))


def test_what_was_written_without_a_plugin_is_found_with_it(url):
    """Records that were written while a plugin was away stand in its table when it is back."""
    fill(url, VOTES, (*WORLD, VOTE))
    with pt.open_store(url) as store:
        assert same(store, q.select(pt.UnknownRecord))
        (kept,) = store.snapshot().others
        store.write([attrs.evolve(kept, data={**kept.data, "ayes": 13})], author="desk", reason="more")
    votes = q.handles(Vote)
    with pt.open_store(url, registry=VOTES) as store:
        assert store.run(q.select(Vote).where(votes.ayes.is_(13)).count()) == 1
        assert same(store, q.select(Vote), q.select(pt.UnknownRecord))


def test_what_has_another_name_now_is_found(url):
    """Records of a type that a plugin has renamed since stand in the table of the present one."""
    held = pt.UnknownRecord(id="v", type="ballot", data={"proposal_id": "p", "ayes": 12})
    fill(url, VOTES, (*WORLD, held))
    with pt.open_store(url, registry=VOTES.with_migration("ballot", "vote", lambda data: data)) as store:
        assert store.run(q.select(Vote)).one().ayes == 12
        assert same(store, q.select(Vote), q.select(pt.UnknownRecord))


def test_an_export_is_made_anew_with_the_registry(tmp_path):
    """A data set is that of one registry: another is refused, and the next export holds nothing of it."""
    pytest.importorskip("duckdb")
    url, data = f"sqlite:///{tmp_path / 'store.db'}", tmp_path / "data"
    fill(url)
    with pt.open_store(url) as store:
        store.export_parquet(data)
    with pytest.raises(pt.StoreError, match="another registry, and cannot be made anew: a data set is read"):
        pt.open_store(f"parquet:{data}", registry=OTHER)
    with pt.open_store(url, registry=OTHER) as store:
        assert store.export_parquet(data).kept == 0
    with pt.open_store(f"parquet:{data}", registry=OTHER) as store:
        assert same(store, *STANDINGS)


def test_a_file_of_duckdb_is_made_anew(tmp_path):
    """DuckDB keeps what other stores do, and drops and makes tables in the same transaction."""
    pytest.importorskip("duckdb")
    url = f"duckdb:///{tmp_path / 'store.duckdb'}"
    fill(url, VOTES, (*WORLD, VOTE))
    registry = attrs.evolve(OTHER, records=LATER.records)
    with pt.open_store(url, registry=registry) as store:
        assert same(store, *STANDINGS, q.select(LaterVote))
