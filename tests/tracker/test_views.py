"""What a view shows, and how views are cut."""

import copy
import datetime
import pickle

import attrs
import pendulum
import pytest
from factories import change, cited, day, person, position, proposal, source

from policytrack.errors import InvalidDateError, RecordNotFoundError
from policytrack.model import (
    Event,
    Figure,
    Membership,
    NotFound,
    Organization,
    Person,
    Post,
    Process,
    Proposal,
    Record,
    Snapshot,
    UnknownRecord,
    record_fields,
)
from policytrack.resolution import LatestPublished
from policytrack.terms import CorrectionKind, Stance
from policytrack.tracker import Tracker

EARLY, LATE = source("early", "2023-09-26"), source("late", "2025-01-01")
EVERYTHING = (
    EARLY,
    LATE,
    person("ann"),
    Organization(id="body", name="Body"),
    Post(id="chair", label="Chair"),
    Membership(
        id="m",
        person_id="ann",
        organization_id="body",
        start_date=day("2020"),
        end_date=day("2023-06"),
        evidence=cited("early"),
    ),
    proposal(evidence=cited("early", "late"), not_found=(NotFound("why?", day("2024")), NotFound("when?"))),
    proposal("bare"),
    position("pos", "ann", said_on="2024", proposal_id="p"),
    change("c1", "proposed", "2023-09-24", "early"),
    change("c2", "accepted", "2024-12-31", "late"),
    Event(id="e", label="Event", on=day("2024-06-01"), evidence=cited("early")),
    Figure(id="f", label="Figure", as_of=day("2022"), evidence=cited("late")),
    Process(id="pr", body_id="body", kind="k", evidence=cited("early")),
    UnknownRecord(id="o", type="x", data={}),
)


@pytest.fixture(name="tracker")
def _tracker():
    return Tracker.of(*EVERYTHING)


def test_a_tracker_shows_everything(tracker):
    """Without a cut every record of every type is there."""
    assert tracker.snapshot() == Snapshot.of(EVERYTHING)
    shown = {
        name: tracker.memberships() if name == "memberships" else getattr(tracker, name)
        for name in record_fields()
    }
    assert Snapshot(**shown) == tracker.snapshot()


def test_at_replaces_only_the_axes_it_names(tracker):
    """A view of a view keeps the other day; None takes a cut away."""
    view = tracker.at(on="2024-01-01", known="2025-01-01")
    assert (view.at(on="2023-01-01").on, view.at(on="2023-01-01").known) == (
        pendulum.date(2023, 1, 1),
        pendulum.date(2025, 1, 1),
    )
    assert (view.at(known=None).on, view.at(known=None).known) == (pendulum.date(2024, 1, 1), None)
    assert view.at(on=None).on is None


def test_a_day_may_be_a_date(tracker):
    """A day is given as a date or as its ISO text."""
    assert tracker.at(on=datetime.date(2024, 1, 1)).on == tracker.at(on="2024-01-01").on
    assert type(tracker.at(on=datetime.date(2024, 1, 1)).on) is pendulum.Date


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2024", id="a year is no day"),
        pytest.param("2024-01-01?", id="an uncertain day"),
        pytest.param("2024-01-01/2024-01-01", id="a period"),
        pytest.param("[..2024-01-01]", id="an open range"),
        pytest.param("today", id="no clock is read"),
    ],
)
def test_only_one_calendar_day_cuts(tracker, text):
    """What is no single day is refused, since it has no one answer."""
    with pytest.raises(InvalidDateError):
        tracker.at(on=text)


def test_a_time_is_no_day(tracker):
    """A time of day is refused, since its day depends on the zone."""
    with pytest.raises(TypeError):
        tracker.at(known=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))


def test_what_happened_later_is_not_there(tracker):
    """Positions, changes, events and figures after the day are left out; the rest stays."""
    view = tracker.at(on="2023-12-31")
    assert [record.id for record in view.status_changes] == ["c1"]
    assert (view.positions, view.events) == ((), ())
    assert [record.id for record in view.figures] == ["f"]
    assert len(view.proposals) == 2


def test_what_was_not_public_is_not_there(tracker):
    """A record that states a fact needs evidence that was public; people need none."""
    shown = tracker.at(known="2023-09-30").snapshot()
    assert [record.id for record in shown.records()] == [
        "ann",
        "body",
        "chair",
        "m",
        "early",
        "p",
        "c1",
        "e",
        "pr",
        "o",
    ]


def test_a_proposal_shows_what_was_known_of_it(tracker):
    """A proposal shows its public evidence, and only the searches that had been made."""
    seen = tracker.at(known="2024-12-31").get("p", Proposal)
    assert seen.evidence == cited("early")
    assert [item.question for item in seen.not_found] == ["why?"]
    assert tracker.at(known="2023-12-31").get("p", Proposal).not_found == ()


def test_a_proposal_is_listed_once_anything_about_it_was_public():
    """A position on it that was public is enough, even where its own evidence came later."""
    about = position("a", "ann", Stance.NEUTRAL, None, "early")
    tracker = Tracker.of(EARLY, LATE, person("ann"), proposal(evidence=cited("late")), about)
    assert [record.id for record in tracker.at(known="2023-09-30").proposals] == ["p"]
    assert tracker.at(known="2023-09-25").proposals == ()


def test_a_record_with_all_its_evidence_is_the_same_record(tracker):
    """A cut that takes nothing away changes nothing."""
    assert tracker.at(known="2023-09-30").get("c1") is tracker.get("c1")


@pytest.mark.parametrize(
    ("on", "held"),
    [
        pytest.param(None, 1, id="no day"),
        pytest.param("2019-12-31", 0, id="before"),
        pytest.param("2020-01-01", 1, id="possibly since the first day of the year"),
        pytest.param("2023-06-30", 1, id="possibly until the last day of the month"),
        pytest.param("2023-07-01", 0, id="after"),
    ],
)
def test_memberships_possibly_held(tracker, on, held):
    """A membership counts on every day on which it was possibly held."""
    assert len(tracker.at(on=on).memberships("ann")) == held
    assert len(tracker.at(on=on).memberships("body")) == held


def test_a_membership_without_dates_is_held_on_any_day():
    """Unknown dates exclude nothing."""
    held = Membership(id="m", person_id="ann", organization_id="body")
    tracker = Tracker.of(person("ann"), Organization(id="body", name="Body"), held)
    assert tracker.at(on="1900-01-01").memberships() == (held,)


def test_get_takes_the_class_that_is_expected(tracker):
    """A record of another class is not found, so that the answer has the type that was asked for."""
    assert tracker.get("ann", Person).name == "ann"
    with pytest.raises(RecordNotFoundError):
        tracker.get("ann", Proposal)


def test_get_does_not_show_what_was_not_public(tracker):
    """A record that the view does not show is not found in it."""
    with pytest.raises(RecordNotFoundError):
        tracker.at(known="2023-09-30").get("c2")


def test_a_proposal_that_was_not_public_is_unassessed(tracker):
    """Nobody could have looked into what was not public: no error."""
    view = tracker.at(known="2000-01-01")
    assert view.standing("p").status == "unassessed"
    assert view.history("p") == ()


def test_with_records_is_a_new_tracker(tracker):
    """Adding records leaves the tracker as it was."""
    more = tracker.with_records(person("bob"))
    assert [who.id for who in more.people] == ["ann", "bob"]
    assert [who.id for who in tracker.people] == ["ann"]


def pickled(protocol):
    """What pickles with a protocol, and unpickles."""
    return lambda value: pickle.loads(pickle.dumps(value, protocol))


AGAIN = [copy.copy, copy.deepcopy, *map(pickled, range(2, pickle.HIGHEST_PROTOCOL + 1))]


@pytest.mark.parametrize("again", AGAIN)
def test_a_tracker_survives_copying(tracker, again):
    """A copied or pickled tracker answers the same."""
    twin = again(tracker)
    assert type(twin) is type(tracker)
    assert twin.snapshot() == tracker.snapshot()
    assert twin.standing("p") == tracker.standing("p")


@pytest.mark.parametrize("again", AGAIN)
def test_a_view_survives_copying(tracker, again):
    """A copied or pickled view keeps its days and its rule, and answers the same."""
    view = tracker.at(on="2024-06-30", known="2024-12-31").resolved_by(LatestPublished)
    copied = again(view)
    assert (copied.on, copied.known, copied.resolution) == (view.on, view.known, view.resolution)
    assert copied.standing("p") == view.standing("p")
    assert again(tracker.at(on=None)).on is None


def test_a_tracker_says_its_size(tracker):
    """The repr is short, whatever the size."""
    assert repr(tracker) == "<Tracker of 15 records>"
    assert repr(tracker.at(on="2024-01-01")) == "<View of 15 records, on 2024-01-01, known None>"


def test_a_day_may_be_a_partial_date(tracker):
    """A partial date to the day is a day."""
    assert tracker.at(on=day("2024-01-01")).on == tracker.at(on="2024-01-01").on


@pytest.mark.parametrize(
    ("record_id", "kind", "reason"),
    [
        pytest.param("c2", Record, "c2: was not public by 2023-09-30", id="not public"),
        pytest.param("ann", Proposal, "ann: is a Person, no Proposal", id="another class"),
        pytest.param("c3", Record, "c3: no such record", id="not there"),
    ],
)
def test_why_a_record_is_not_found(tracker, record_id, kind, reason):
    """The error says whether a record is hidden, of another class, or not there."""
    with pytest.raises(RecordNotFoundError) as caught:
        tracker.at(known="2023-09-30").get(record_id, kind)
    assert str(caught.value) == reason


def test_views_do_not_change_records(tracker):
    """What a view cuts is cut in the view alone."""
    before = attrs.asdict(tracker.get("p"))
    tracker.at(known="2023-09-30").proposals  # noqa: B018
    assert attrs.asdict(tracker.get("p")) == before


CORRECTED = (
    EARLY,
    LATE,
    source("middle", "2024-01-01"),
    Proposal(id="p", title="First", evidence=cited("early")),
    Proposal(
        id="p-2",
        title="Second",
        evidence=cited("middle"),
        corrects_id="p",
        correction=CorrectionKind.CORRECTS,
    ),
    Proposal(
        id="p-3",
        title="Third",
        evidence=cited("late"),
        corrects_id="p-2",
        correction=CorrectionKind.CORRECTS,
        not_found=(NotFound("why?", day("2026")),),
    ),
)


@pytest.mark.parametrize(
    ("known", "title", "evidence"),
    [
        ("2023-09-26", "First", ("early",)),
        ("2024-01-01", "Second", ("early", "middle")),
        ("2025-01-01", "Third", ("early", "late")),
        (None, "Third", ("early", "late")),
    ],
)
def test_a_corrected_proposal_reads_as_it_was_known(known, title, evidence):
    """A proposal has the fields of the correction that came out last, under its own id."""
    view = Tracker.of(*CORRECTED).at(known=known)
    (shown,) = view.proposals
    assert (shown.id, shown.title, shown.corrects_id) == ("p", title, None)
    assert tuple(citation.source_id for citation in shown.evidence) == evidence
    assert view.get("p") == shown
    assert view.proposal("p") == shown


def test_a_correction_of_a_proposal_stays_a_record():
    """The snapshot keeps what was said first and each correction of it."""
    tracker = Tracker.of(*CORRECTED)
    assert [record.title for record in tracker.snapshot().proposals] == ["First", "Second", "Third"]
    assert tracker.get("p-2", Proposal).title == "Second"
    assert tracker.get("p", Proposal).not_found[0].question == "why?"
    assert [record.id for record in tracker.at(known="2024-06-01").snapshot().proposals] == ["p", "p-2"]


def test_a_retracted_proposal_is_not_listed():
    """What was taken back is in the snapshot alone."""
    taken_back = Proposal(id="p-4", title="First", corrects_id="p", correction=CorrectionKind.RETRACTS)
    assert Tracker.of(EARLY, CORRECTED[3], taken_back).proposals == ()
