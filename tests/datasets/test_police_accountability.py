"""The bundled case: what must be in it, and the answers that must hold."""

import json
import re
from pathlib import Path

import attrs
import pytest
from factories import day

import policytrack as pt
from policytrack.errors import UnknownNameError
from policytrack.model import Assertion, references

ARTICLES = Path(__file__).parents[3] / "shared" / "articles"
PARTS = ("self-defence-test", "unlawful-killing-standard", "iopc-investigation-threshold", "time-limits")


@pytest.fixture(name="full", scope="module")
def _full():
    return pt.datasets.load("police-accountability")


@pytest.fixture(name="articles", scope="module")
def _articles():
    return pt.datasets.load("police-accountability", layer="articles")


@pytest.mark.parametrize(
    ("proposal", "on", "status", "since"),
    [
        ("self-defence-test", "2023-09-25", "proposed", "2023-09-24"),
        ("self-defence-test", "2023-11-01", "under-review", "2023-10-24"),
        ("self-defence-test", "2025-10-24", "accepted", "2025-10-23"),
        ("self-defence-test", "2026-07-01", "in-force", "2026-06-30"),
        ("unlawful-killing-standard", "2025-10-24", "consultation-promised", "2025-10-23"),
        ("unlawful-killing-standard", "2026-11-01", "consultation-promised", "2025-10-23"),
        ("iopc-investigation-threshold", "2026-07-01", "review-promised", "2026-01-26"),
        ("time-limits", "2026-07-01", "review-promised", "[..2026-01-26]"),
        ("maca-support", "2023-09-26", "ended", "2023-09-25"),
    ],
)
def test_answers(full, proposal, on, status, since):
    """The status of each proposal on a day, with the date since when."""
    standing = full.at(on=on).standing(proposal)
    assert (standing.status, standing.since) == (status, day(since))


@pytest.mark.parametrize("proposal", PARTS)
def test_what_was_known_in_september_2023(full, proposal):
    """Asked with the knowledge of 30 September 2023, each part is proposed, whatever came later."""
    assert full.at(on="2025-10-24", known="2023-09-30").standing(proposal).status == "proposed"


@pytest.mark.parametrize(
    ("proposal", "never"),
    [
        ("unlawful-killing-standard", {"accepted", "accepted-in-principle", "enacted", "in-force"}),
        ("iopc-investigation-threshold", {"accepted", "introduced", "enacted", "in-force"}),
        ("time-limits", {"accepted", "introduced", "enacted", "in-force"}),
        ("maca-support", {"in-effect"}),
        ("cps-referral-threshold", {"in-force"}),
    ],
)
def test_what_never_happened(full, proposal, never):
    """A review of timeliness is no limit, a promised consultation no acceptance, a request no deployment."""
    assert never.isdisjoint(change.to for change in full.history(proposal))


@pytest.mark.parametrize("proposal", ["iopc-investigation-threshold", "time-limits"])
def test_a_promised_review_is_partial_and_of_medium_confidence(full, proposal):
    """What was promised in January 2026 covers a part, and rests on a reading."""
    standing = full.at(on="2026-07-01").standing(proposal)
    assert standing.extent is pt.Extent.PARTIAL
    assert standing.change.confidence is pt.Confidence.MEDIUM


def test_the_way_of_the_referral_threshold(full):
    """Accepted, introduced, lapsed at dissolution, accepted again, introduced, enacted: a real path."""
    history = [(change.to, str(change.on)) for change in full.history("cps-referral-threshold")]
    assert history == [
        ("accepted", "2024-03-21"),
        ("introduced", "2024-05-09"),
        ("lapsed", "[2024-05-24..2024-05-30]"),
        ("accepted", "2024-10-23"),
        ("introduced", "2025-02-25"),
        ("enacted", "2026-04-29"),
    ]
    by_state = {change.to: change.confidence for change in full.history("cps-referral-threshold")}
    assert by_state["lapsed"] is by_state["enacted"] is pt.Confidence.MEDIUM


def test_military_support_was_agreed_and_ended(full):
    """The army was asked and stood by; it was never deployed."""
    history = [(change.to, change.on) for change in full.history("maca-support")]
    assert history[-2:] == [("agreed", day("2023-09-23")), ("ended", day("2023-09-25"))]


@pytest.mark.parametrize("proposal", ["self-defence-test", "unlawful-killing-standard"])
def test_march_2024_is_not_found(full, proposal):
    """No state is inferred from a statement that nobody has seen in full; the question is kept."""
    assert not [change for change in full.history(proposal) if change.on == day("2024-03-21")]
    assert "21 March 2024" in full.standing(proposal).note


def test_who_proposed_the_criminal_standard(articles):
    """Mark Rowley, as Commissioner, in words that stand in one article at one place."""
    (stand,) = articles.proponents("unlawful-killing-standard")
    capacity = articles.get(stand.position.capacity_id, pt.Membership)
    (citation,) = stand.position.evidence
    source = articles.get(citation.source_id, pt.Source)
    assert (stand.actor_id, capacity.role) == ("mark-rowley", "Commissioner")
    assert source.identifier("file") == "002_952f3a6ae21559d4.txt"
    assert (citation.quote.start, citation.quote.end) == (1348, 1443)


def test_who_criticised_the_criminal_standard(articles):
    """Nobody in the articles spoke of it alone; the critics of the package are inherited, and say so."""
    assert articles.critics("unlawful-killing-standard") == ()
    inherited = articles.critics("unlawful-killing-standard", scope="inherited")
    assert {(stand.actor_id, stand.inherited_from) for stand in inherited} == {
        ("deborah-coles", "legal-protection-overhaul"),
        ("campaigners", "legal-protection-overhaul"),
    }


def test_deborah_coles_rests_on_one_article(articles):
    """Her words stand in one article alone, of 26 September 2023."""
    (stand,) = [
        stand for stand in articles.critics("legal-protection-overhaul") if stand.actor_id == "deborah-coles"
    ]
    (source_id,) = {citation.source_id for citation in stand.position.evidence}
    assert articles.get(source_id, pt.Source).published == day("2023-09-26")


def test_figures_of_officers_who_stepped_back_stay_apart(articles):
    """Each report keeps its own figure, with its wording."""
    wordings = {
        figure.wording.lower() for figure in articles.figures if figure.label == "officers who stepped back"
    }
    assert {"scores", "dozens", "more than 100", "as many as 300", "more than 300"} <= wordings


def test_coverage_of_time_limits(articles):
    """In the articles nobody spoke against time limits, and four who could have were never heard."""
    coverage = articles.coverage("time-limits")
    assert coverage.critics == ()
    assert coverage.never_heard == ("cps", "iopc", "kaba-family", "police-federation")


def test_the_package_and_its_parts(full):
    """The four parts belong to the package; the two other asks of the letter are related to it, no parts."""
    assert {
        proposal.id for proposal in full.proposals if proposal.part_of_id == "legal-protection-overhaul"
    } == set(PARTS)
    for proposal_id in ("review-force-and-pursuits", "contextual-information"):
        proposal = full.get(proposal_id, pt.Proposal)
        assert proposal.part_of_id is None
        assert "legal-protection-overhaul" in {relation.proposal_id for relation in proposal.relations}


def test_measures_keep_apart_what_is_not_the_same(full):
    """A legal test, a standard of proof, a threshold and a limit in time are four kinds of change."""
    measures = [type(full.get(proposal, pt.Proposal).measure) for proposal in PARTS]
    assert measures == [pt.LegalTest, pt.ProofStandard, pt.Threshold, pt.TimeLimit]
    investigate, refer = (
        full.get(proposal, pt.Proposal).measure
        for proposal in ("iopc-investigation-threshold", "cps-referral-threshold")
    )
    assert (investigate.decision, refer.decision) == (pt.Decision.INVESTIGATE, pt.Decision.REFER)


def test_how_much_there_is(full):
    """The case is not a sketch."""
    snapshot = full.snapshot()
    assert len(snapshot.proposals) >= 14
    assert len(snapshot.people) + len(snapshot.organizations) >= 20
    assert len(snapshot.positions) >= 30
    assert len(snapshot.status_changes) >= 40
    assert len(snapshot.sources) >= 25
    assert len(snapshot.figures) >= 5


def test_not_one_reference_dangles(full):
    """Every id that a record holds is the id of a record."""
    ids = {record.id for record in full.snapshot().records()}
    dangling = [
        ref for record in full.snapshot().records() for ref in references(record) if ref.record_id not in ids
    ]
    assert dangling == []


def test_every_fact_has_a_source(full):
    """No record states a fact without evidence."""
    bare = [
        record.id
        for record in full.snapshot().records()
        if isinstance(record, Assertion) and not record.evidence
    ]
    assert bare == []


def test_the_articles_come_out_by_their_dates(articles):
    """Nothing in the layer of the articles was published after September 2023."""
    assert all(source.published.latest <= day("2023-09-30").latest for source in articles.sources)


def test_each_layer_is_complete(full, articles):
    """What the articles say is in the full case too: nothing that was attributed is replaced."""
    kept = full.snapshot()
    for field in ("positions", "status_changes", "figures", "processes", "memberships"):
        assert set(getattr(articles.snapshot(), field)) <= set(getattr(kept, field))
    # Of an event the later layer may know the outcome; what happened stays as it was.
    events = {event.id: attrs.evolve(event, outcome_id=None) for event in kept.events}
    assert all(events[event.id] == event for event in articles.events)


@pytest.mark.skipif(not ARTICLES.exists(), reason="the articles are not in the project")
def test_every_quote_of_the_articles_stands_where_it_says(articles):
    """Each quote of the articles equals its article at its offsets."""
    texts = {path.name: path.read_bytes().decode("utf-8") for path in ARTICLES.glob("*.txt")}
    checked = 0
    for record in articles.snapshot().records():
        for citation in getattr(record, "evidence", ()):
            quote = citation.quote
            text = texts[articles.get(citation.source_id, pt.Source).identifier("file")]
            if quote is not None:
                assert text[quote.start : quote.end] == quote.exact
                checked += 1
    assert checked > 100


def test_quotes_are_short(full):
    """A quotation is a sentence at most, never a passage."""
    quotes = [
        citation.quote.exact
        for record in full.snapshot().records()
        for citation in getattr(record, "evidence", ())
        if citation.quote is not None
    ]
    assert max(len(quote.split()) for quote in quotes) <= 50


def test_a_data_set_that_is_not_there():
    """A misspelt name names those that there are."""
    with pytest.raises(UnknownNameError, match="allowed: police-accountability"):
        pt.datasets.load("police")
    with pytest.raises(UnknownNameError, match="allowed: articles, full"):
        pt.datasets.load("police-accountability", layer="all")
    assert pt.datasets.names() == ("police-accountability",)


@pytest.mark.parametrize("file", ["articles.json", "later.json"])
def test_the_files_are_canonical(file):
    """The shipped files are what the format itself would write."""
    path = Path(pt.datasets.__file__).parent / "police_accountability" / file
    data = path.read_bytes()
    snapshot = pt.formats.get("json").decode(data).snapshot
    assert pt.formats.get("json").encode(snapshot).data == data
    assert json.loads(data)["policytrack"] == "1"


@pytest.mark.parametrize("proposal", [*PARTS, "legal-protection-overhaul", "officer-anonymity"])
def test_what_became_known_later_is_not_shown_earlier(full, articles, proposal):
    """A proposal as known on 30 September 2023 has no word of what came after; today's view has it."""
    then, now = full.at(known="2023-09-30").get(proposal, pt.Proposal), full.get(proposal, pt.Proposal)
    assert not re.search(r"202[4-9]", repr(then))
    assert (then.instruments, then.not_found) == ((), ())
    assert now.not_found
    if proposal in PARTS:
        assert then.summary == articles.get(proposal, pt.Proposal).summary


def test_witnesses_are_counted_one_way(articles):
    """What a status counts as one witness is one for whoever asks, shared sentences included."""
    if not ARTICLES.exists():
        pytest.skip("the articles are not in the project")
    texts = {
        source_id: path.read_text("utf-8") for source_id, path in pt.find_texts(articles, ARTICLES).items()
    }
    shared = pt.shared_passages(texts)
    apart = {
        record.id: (found, len({seen.root for seen in articles.sight.witnesses(record)}))
        for record in (*articles.status_changes, *articles.positions)
        if len(found := pt.witnesses(record, articles, shared))
        != len({seen.root for seen in articles.sight.witnesses(record)})
    }
    assert apart == {}
