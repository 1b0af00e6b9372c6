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


@attrs.frozen(kw_only=True)
class Pledge(pt.Proposal):
    """A proposal with more fields, one of them named as a folder of a data set once was."""

    is_firm: bool = False
    is_met: bool | None = None
    year: int = 2030


@attrs.frozen(kw_only=True)
class Report(pt.Record):
    """A record that refers to what only a plugin has."""

    pledge_id: Annotated[str, pt.RefersTo("Pledge")]


PLEDGES = pt.Registry.shipped().with_record(Pledge).with_record(Report)
PLEDGED = (
    source("s", "2024-03-05"),
    proposal("p"),
    Pledge(id="a", title="a", is_firm=True, is_met=False, evidence=cited("s")),
    Pledge(id="b", title="b", is_met=True, part_of_id="a", year=2040),
    Report(id="r", pledge_id="a"),
    pt.StatusChange(
        id="c",
        proposal_id="a",
        to="accepted",
        on=pt.PartialDate.parse("2024-03-01"),
        evidence=(pt.Citation("s", pt.Quote(exact="she said so")),),
    ),
)
P, MINE = q.Proposal, q.handles(Pledge)
ASKED = (
    q.select(pt.Proposal),
    q.select(Pledge).where(MINE.is_firm.is_(True)),
    q.select(Pledge).where(~MINE.is_met.is_(True)),
    q.select(Pledge).where(MINE.is_met.is_missing() | P.title.is_("b")),
    q.select(Pledge).where(P.status.is_("accepted") & P.phase.is_(pt.Phase.DECIDED)),
    q.select(Pledge).where(P.package.any(P.id.is_("a"))),
    q.select(Pledge).where(P.text.matches("said")),
    q.select(pt.Proposal).where(P.text.matches("said")),
    q.select(Pledge).order_by(MINE.is_met.desc(), P.status_since.asc()).limit(1),
    q.select(Pledge).group_by(MINE.is_met, P.status).count(),
    q.select(Pledge).at(known="2024-03-04"),
)


def test_a_plugins_proposals_are_asked_by_sql(url):
    """By their own fields and by all that proposals have; they are among the proposals."""
    with pt.open_store(url, registry=PLEDGES) as store:
        store.write(PLEDGED, author="desk", reason="first")
        assert store.snapshot() == pt.Snapshot.of(PLEDGED)
        assert same(store, *ASKED)
        later = ASKED[-3].after(store.run(ASKED[-3]).cursor)
        assert same(store, later)


def test_a_data_set_has_a_plugins_proposals(tmp_path):
    """Files are found by the folders of proposals, and a field may be called `year`."""
    pytest.importorskip("duckdb")
    with pt.open_store(f"duckdb:///{tmp_path}/store.duckdb", registry=PLEDGES) as store:
        store.write(PLEDGED, author="desk", reason="first")
        store.export_parquet(tmp_path / "data")
    with pt.open_store(f"parquet:{tmp_path}/data", registry=PLEDGES) as store:
        assert store.snapshot() == pt.Snapshot.of(PLEDGED)
        assert same(store, *ASKED)


def test_a_plugins_proposals_are_kept_without_it_and_found_by_it(url):
    """They are proposals to who does not know them, and have their own table as soon as somebody does."""
    data = pt.dumps(pt.Tracker.of(*PLEDGED, registry=PLEDGES))
    with pytest.warns(pt.UnknownDataWarning, match="pledge"):
        kept = pt.loads(data, registry=pt.Registry.shipped())
    with pt.open_store(url, registry=pt.Registry.shipped()) as store:
        store.write(kept.snapshot(), author="desk", reason="first")
        assert same(store, ASKED[0])
        assert {type(one) for one in store.run(ASKED[0])} == {pt.Proposal, pt.UnknownProposal}
    assert "make the table pledge" in pt.stores.pending(url, registry=PLEDGES)
    with pt.open_store(url, registry=PLEDGES) as store:
        assert same(store, *ASKED)
        assert store.write(PLEDGED, author="desk", reason="again").number == 1


@attrs.frozen(kw_only=True)
class Tally(pt.Assertion):
    """A vote, as a later version of its plugin has it."""

    proposal_id: Annotated[str, pt.RefersTo("Proposal")]
    for_it: int


def counted_again(older):
    """What a tally has of a vote."""
    kept = {key: older[key] for key in ("id", "proposal_id", "evidence")}
    return {**kept, "for_it": older["ayes"]}


def test_a_newer_version_of_a_plugin_finds_its_older_records(url):
    """What a migration reads is in the newer table, and is written over in the newer form."""
    with pt.open_store(url, registry=REGISTRY) as store:
        store.write(RECORDS, author="desk", reason="first")
    newer = pt.Registry.shipped().with_record(Tally)
    newer = newer.with_migration("vote", "tally", counted_again)
    with pt.open_store(url, registry=newer) as store:
        tallies = q.handles(Tally)
        asked = q.select(Tally).where(tallies.for_it.is_(12))
        assert store.run(asked).one().for_it == 12
        store.write([attrs.evolve(store.run(asked).one(), for_it=13)], author="desk", reason="recount")
        assert same(store, asked, q.select(Tally))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Report(id="x", pledge_id="p"), "reference-to-wrong-type"),  # a proposal, and no pledge
        (
            Pledge(id="x", title="x", corrects_id="p", correction=pt.CorrectionKind.CORRECTS),
            "correction-of-other-type",
        ),
        (pt.Proposal(id="a", title="a"), "duplicate-id"),  # a pledge has the id
    ],
)
def test_what_does_not_fit_a_plugins_proposals_is_refused(url, wrong, code):
    """Proposals of several classes are told apart, as in a tracker."""
    with pt.open_store(url, registry=PLEDGES) as store:
        store.write(PLEDGED, author="desk", reason="first")
        with pytest.raises(pt.IntegrityError) as caught:
            store.write([Report(id="y", pledge_id="b"), wrong], author="desk", reason="wrong")
        assert [problem.code for problem in caught.value.problems] == [code]
        assert store.snapshot() == pt.Snapshot.of(PLEDGED)


@attrs.frozen(kw_only=True)
class Order(pt.Record):
    """An order of a court: a name that SQL has a meaning for."""

    text: str


def test_a_type_may_be_called_by_any_name(url):
    """Its table and its view are made, left without the plugin, and made again when it is back."""
    known = pt.Registry.shipped().with_record(Order)
    asked = q.select(Order).where(q.handles(Order).text.is_("t"))
    with pt.open_store(url, registry=known) as store:
        store.write([Order(id="o", text="t")], author="desk", reason="first")
        assert store.run(asked).one().id == "o"
    with pt.open_store(url, registry=pt.Registry.shipped()) as store:
        store.write([proposal("p")], author="desk", reason="more")
    with pt.open_store(url, registry=known) as store:
        assert same(store, asked, q.select(pt.Proposal))


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
