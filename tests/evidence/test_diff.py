"""What changed between two moments, one fact at a time."""

import pickle

import attrs
import pytest
from factories import change, cited, day, person, position, proposal, source

from policytrack import datasets
from policytrack.dates import Period
from policytrack.errors import IntegrityError
from policytrack.evidence import Diff, FieldChange, diff
from policytrack.lifecycle import Lifecycle, State
from policytrack.measures import (
    LegalTest,
    Other,
    ProofStandard,
    TimeLimit,
)
from policytrack.model import (
    Citation,
    Event,
    Figure,
    Identifier,
    JsonObject,
    Membership,
    NotFound,
    Organization,
    Person,
    Post,
    Process,
    Proposal,
    Quote,
    Source,
    UnknownRecord,
)
from policytrack.registry import Registry
from policytrack.resolution import LatestPublished, PrimaryOnly
from policytrack.terms import CorrectionKind, Extent, Phase, SourceKind, Stance, StandardOfProof
from policytrack.tracker import Tracker

EARLY = Source(id="early", title="Early news", publisher="Herald", published=day("2023-09-24"))
LATE = source("late", "2024-03-01")
BASE = (EARLY, LATE, Person(id="ann", name="Ann Lee"), Proposal(id="p", title="Free buses"))
PROPOSED = change("c1", "proposed", "2023-09-24", "early")
ACCEPTED = change("c2", "accepted", "2024-02-01", "late", extent=Extent.PARTIAL)


def of(*records):
    """A tracker of records besides those that every test has."""
    return Tracker.of(*BASE, *records)


def changed(before, after):
    """The places in which two records of one id differ, as a difference tells them."""
    around = [
        record
        for record in (*BASE, Organization(id="body", name="Body"), proposal("q"))
        if record.id != after.id
    ]
    (found,) = diff(Tracker.of(*around, before), Tracker.of(*around, after)).changed
    return found.fields


def lines(before, after):
    """The lines of the text of a difference."""
    return str(diff(before, after)).splitlines()


def line(record, verb="added"):
    """The one line on a record that was added to a few others."""
    before = of(Organization(id="body", name="Body"), Post(id="chair", label="Chair"))
    (found,) = [text for text in lines(before, before.with_records(record)) if text.startswith(verb)]
    return found


# Which records.


def test_what_is_new_was_added():
    """A record that only the later side has was added; backwards it was removed."""
    assert diff(of(), of(PROPOSED)).added == (PROPOSED,)
    assert diff(of(PROPOSED), of()).removed == (PROPOSED,)


def test_equal_content_is_no_change():
    """A record that both sides hold with equal content is not listed, and the difference is empty."""
    found = diff(of(PROPOSED), of(attrs.evolve(PROPOSED)))
    assert found == Diff()
    assert found.is_empty
    assert str(found) == "no change"


def test_another_class_under_one_id():
    """A person who became an organization was removed and added, since their fields do not compare."""
    before, after = Person(id="x", name="X"), Organization(id="x", name="X")
    found = diff(Tracker.of(before), Tracker.of(after))
    assert (found.removed, found.added, found.changed) == ((before,), (after,), ())


def test_another_unknown_type_under_one_id():
    """Records whose types nobody knows are of one type only where it has one name."""
    before, after = UnknownRecord(id="x", type="tram", data={}), UnknownRecord(id="x", type="bus", data={})
    found = diff(Tracker.of(before), Tracker.of(after))
    assert (found.removed, found.added) == ((before,), (after,))


def test_records_come_by_type_and_id():
    """The order is that of a snapshot, whatever the order of the records."""
    new = (position("b", "ann"), position("a", "ann"), person("z"))
    assert [record.id for record in diff(of(), of(*new)).added] == ["z", "a", "b"]


def test_a_change_names_its_record():
    """A change has the id and the type of its record, and the record on both sides."""
    before, after = proposal("x"), attrs.evolve(proposal("x"), title="Y")
    (found,) = diff(Tracker.of(before), Tracker.of(after)).changed
    assert (found.record_id, found.type) == ("x", "Proposal")
    assert (found.before, found.after) == (before, after)


# Which places.


def test_a_field_has_a_path():
    """A field that holds something else is named by a JSON Pointer, with what it held and holds."""
    before, after = proposal("x", summary="old"), proposal("x", jurisdiction="uk", summary="new")
    assert changed(before, after) == (
        FieldChange(path="/summary", before="old", after="new"),
        FieldChange(path="/jurisdiction", before=None, after="uk"),
    )


def test_values_in_values_have_a_path():
    """Of two measures of one kind the fields that differ are named."""
    civil, criminal = StandardOfProof.BALANCE_OF_PROBABILITIES, StandardOfProof.BEYOND_REASONABLE_DOUBT
    before = proposal("x", measure=ProofStandard("unlawful killing", proposed=civil))
    after = proposal("x", measure=ProofStandard("unlawful killing", proposed=criminal))
    assert changed(before, after) == (FieldChange(path="/measure/proposed", before=civil, after=criminal),)


def test_measures_of_two_kinds_are_one_place():
    """Between a test and a standard there are no fields to compare."""
    before, after = proposal("x", measure=LegalTest("force")), proposal("x", measure=Other("force"))
    assert changed(before, after) == (
        FieldChange(path="/measure", before=LegalTest("force"), after=Other("force")),
    )


def test_a_period_is_one_value():
    """Months and days are parts of one length, no places of their own."""
    year, half = Period.parse("P1Y"), Period.parse("P6M")
    before, after = (proposal("x", measure=TimeLimit("inquiry", limit=limit)) for limit in (year, half))
    assert changed(before, after) == (FieldChange(path="/measure/limit", before=year, after=half),)


def test_a_measure_that_compares_by_a_rule_of_its_own():
    """A plugin's measure that equals nothing else is one place, although none of its fields differs."""

    @attrs.frozen(eq=False)
    class Odd:
        text: str

    before, after = Odd("a"), Odd("a")
    assert changed(proposal("x", measure=before), proposal("x", measure=after)) == (
        FieldChange(path="/measure", before=before, after=after),
    )


def test_evidence_lost_and_gained():
    """Citations are compared whole: a quote that was repaired is one lost and one gained."""
    repaired = Citation("early", Quote(exact="words", start=3, end=8))
    before = position("x", "ann", Stance.SUPPORTS, None, "early", "late")
    (field,) = changed(before, attrs.evolve(before, evidence=(Citation("late"), repaired)))
    assert field.path == "/evidence"
    assert (field.lost, field.gained) == (cited("early"), (repaired,))


def test_a_member_that_stands_twice():
    """Of two equal members one can be lost."""
    field = FieldChange(path="/other_titles", before=("a", "b", "a"), after=("a",))
    assert (field.lost, field.gained) == (("b", "a"), ())


def test_another_order():
    """Where only the order of a list differs, nothing is lost or gained, and both orders are there."""
    (field,) = changed(proposal("x", other_titles=("a", "b")), proposal("x", other_titles=("b", "a")))
    assert (field.before, field.after) == (("a", "b"), ("b", "a"))
    assert (field.lost, field.gained) == ((), ())


def test_members_of_sets():
    """Members of a set that came and went are listed in order."""
    before, after = (proposal("x", topics=frozenset(topics)) for topics in ("abc", "cde"))
    (field,) = changed(before, after)
    assert (field.lost, field.gained) == (("a", "b"), ("d", "e"))


def test_members_of_json():
    """In JSON a key with its value is a member, and `1` and `true` are two values."""
    before, after = (person("x"), person("x"))
    before = attrs.evolve(before, extras={"org.example:a": 1, "org.example:b": None})
    after = attrs.evolve(after, extras={"org.example:a": True, "org.example:b": None})
    (field,) = changed(before, after)
    assert field.lost == (JsonObject({"org.example:a": 1}),)
    assert field.gained == (JsonObject({"org.example:a": True}),)


def test_a_single_value_has_no_members():
    """A text is no collection of letters."""
    field = FieldChange(path="/title", before="old", after="new")
    assert (field.lost, field.gained) == ((), ())


# What moved.


def moved(before, after, **options):
    """The one move in a difference."""
    (found,) = diff(before, after, **options).moved
    return found


def test_a_new_report_moves_a_proposal():
    """The move has both standings, the id of the report, and a reason in words."""
    found = moved(of(PROPOSED), of(PROPOSED, ACCEPTED))
    assert (found.before.status, found.after.status) == ("proposed", "accepted")
    assert found.because == ("c2",)
    assert found.reason == "new: accepted 2024-02-01"


def test_a_report_that_is_gone_moves_it_back():
    """What is no longer held at all is gone."""
    assert moved(of(PROPOSED, ACCEPTED), of(PROPOSED)).reason == "gone: accepted 2024-02-01"


def test_a_new_proposal_moves_from_unassessed():
    """A side that does not show a proposal has it unassessed."""
    found = moved(Tracker.of(EARLY), Tracker.of(EARLY, proposal(), PROPOSED))
    assert (found.before.status, found.after.status) == ("unassessed", "proposed")
    assert moved(Tracker.of(EARLY, proposal(), PROPOSED), Tracker.of(EARLY)).after.status == "unassessed"


def test_a_later_day_alone_is_no_move():
    """A standing that differs only in the day as of which it holds has not moved."""
    later = position("a", "ann", Stance.NEUTRAL, "2024", "late")
    before, after = of(PROPOSED), of(PROPOSED, later)
    assert before.standing("p") != after.standing("p")
    assert diff(before, after).moved == ()


def test_more_evidence_is_no_move():
    """The report that decides gained a source: it changed, and its proposal stands where it stood."""
    found = diff(of(PROPOSED), of(attrs.evolve(PROPOSED, evidence=cited("early", "late"))))
    assert found.moved == ()
    assert [item.record_id for item in found.changed] == ["c1"]


def test_a_better_report_of_the_same_is_no_cause():
    """A report that wins and says what the other said moved nothing."""
    primary = source("hansard", "2024-03-01", kind=SourceKind.PRIMARY)
    better = change("c0", "proposed", "2023-09-24", "hansard", claim="c1")
    assert diff(of(PROPOSED, primary), of(PROPOSED, primary, better)).moved == ()
    assert moved(of(PROPOSED, primary), of(PROPOSED, primary, better, ACCEPTED)).because == ("c2",)


def test_a_report_that_lost_says_why():
    """A better report of the same transition with another date moves the date."""
    primary = source("hansard", "2024-03-01", kind=SourceKind.PRIMARY)
    better = change("c0", "proposed", "2023-09-23", "hansard", claim="c1")
    found = moved(of(PROPOSED, primary), of(PROPOSED, primary, better))
    assert found.because == ("c0", "c1")
    assert found.reason == (
        "counts no more: proposed 2023-09-24 (the winner has a source nearer to the fact); "
        "new: proposed 2023-09-23"
    )


def test_a_report_that_says_something_else():
    """A report that was edited under its id changed."""
    found = moved(of(ACCEPTED), of(attrs.evolve(ACCEPTED, extent=Extent.FULL)))
    assert found.because == ("c2",)
    assert found.reason == "changed: accepted 2024-02-01"


RETRACTION = change("c3", "accepted", None, "late", corrects_id="c2", correction=CorrectionKind.RETRACTS)


def test_a_retraction_moves_a_proposal():
    """The report that was taken back and the record that took it back are both named."""
    found = moved(of(PROPOSED, ACCEPTED), of(PROPOSED, ACCEPTED, RETRACTION))
    assert (found.before.status, found.after.status) == ("accepted", "proposed")
    assert found.because == ("c2", "c3")
    assert found.reason == "counts no more: accepted 2024-02-01 (retracted by c3)"


def test_a_retraction_that_is_retracted():
    """A report that counts again is named with both records that took turns on it."""
    again = change("c4", "accepted", None, "late", corrects_id="c3", correction=CorrectionKind.RETRACTS)
    found = moved(of(PROPOSED, ACCEPTED, RETRACTION), of(PROPOSED, ACCEPTED, RETRACTION, again))
    assert found.because == ("c2", "c4")
    assert found.reason == "counts now: accepted 2024-02-01 (before: retracted by c3)"


def test_a_confirmation_is_no_cause():
    """A record that backs a report does not take it away, whatever else moves the proposal."""
    backing = attrs.evolve(RETRACTION, correction=CorrectionKind.CONFIRMS, on=day("2024"))
    found = moved(of(PROPOSED), of(PROPOSED, ACCEPTED, backing))
    assert found.because == ("c2",)


def test_a_correction_of_something_else_is_no_cause():
    """A correction that touches no report on the proposal is not named."""
    other = (
        position("a", "ann"),
        position("b", "ann", corrects_id="a", correction=CorrectionKind.RETRACTS),
    )
    assert moved(of(PROPOSED), of(PROPOSED, ACCEPTED, *other)).because == ("c2",)


def test_a_later_day_moves_a_proposal():
    """Between two days of one tracker, the report was there before and did not count yet."""
    tracker = of(PROPOSED, ACCEPTED)
    found = moved(tracker.at(on="2024-01-01"), tracker.at(on="2024-02-01"))
    assert found.reason == "counts now: accepted 2024-02-01 (before: not yet on 2024-01-01)"


def test_a_later_day_makes_it_sure():
    """Where every record is the same and a day makes sure what was possible, the day is the reason."""
    tracker = of(change("c1", "accepted", "2024-02", "late"))
    found = moved(tracker.at(on="2024-02-10"), tracker.at(on="2024-02-29"))
    assert (found.before.certain, found.after.certain) == (False, True)
    assert (found.because, found.reason) == ((), "asked of 2024-02-29 instead of 2024-02-10")
    assert moved(tracker.at(on="2024-02-10"), tracker).reason == "asked of no day instead of 2024-02-10"


def test_a_search_in_vain_moves_a_proposal():
    """Somebody looked and did not find: unassessed became unknown, because the proposal changed."""
    looked = attrs.evolve(BASE[-1], not_found=(NotFound("what became of it?"),))
    found = moved(of(), Tracker.of(*BASE[:-1], looked))
    assert (found.before.status, found.after.status) == ("unassessed", "unknown")
    assert (found.because, found.reason) == (("p",), "changed: Free buses")


def test_another_day_of_publication_moves_what_has_no_date():
    """A report without a date is no later than its source came out, so that the source is the reason."""
    undated = change("c1", "accepted", None, "s")
    before, after = (of(undated, source("s", published)) for published in ("2024-03-02", "2024-03-01"))
    found = moved(before, after)
    assert (found.because, found.reason) == (("s",), "changed: s, 2024-03-01")


def test_another_table_moves_a_proposal():
    """Where a registry knows a lifecycle that the other does not, the phase is another."""
    table = Lifecycle("trams", "Trams", (State("built", "Built", Phase.ENDED),), ())
    records = (EARLY, proposal(lifecycle="trams"), change("c1", "built", "2023", "early"))
    registry = Registry.default().with_lifecycle(table)
    known = Tracker.of(*records, registry=registry)
    found = moved(Tracker.of(*records), known)
    assert (found.before.phase, found.after.phase) == (None, Phase.ENDED)
    assert (found.because, found.reason) == ((), "another table of states")
    assert diff(Tracker.of(*records).snapshot(), known.snapshot(), registry=registry).is_empty


def test_another_resolution_moves_a_proposal():
    """Views that let another report win differ in what counts, and say by which rule."""
    tracker = of(PROPOSED, change("c0", "proposed", "2023-09", "late", claim="c1"))
    found = moved(tracker, tracker.resolved_by(LatestPublished))
    assert found.because == ("c0", "c1")
    assert found.reason == (
        "counts no more: proposed 2023-09-24 (the winner has a later publication); "
        "counts now: proposed 2023-09 (before: the winner has a more precise date)"
    )
    none = moved(tracker, tracker.resolved_by(PrimaryOnly))
    assert none.reason == "counts no more: proposed 2023-09-24 (primary-only admits no such source)"


# Who shifted, and what was corrected.


def test_somebody_changed_their_mind():
    """An actor whose latest position has another stance shifted, with both positions."""
    first, second = (
        position("a", "ann", Stance.SUPPORTS, "2023"),
        position("b", "ann", Stance.OPPOSES, "2024"),
    )
    (found,) = diff(of(first), of(first, second)).shifted
    assert (found.proposal_id, found.actor_id) == ("p", "ann")
    assert (found.before.position, found.after.position) == (first, second)


def test_a_first_position_is_no_shift():
    """Somebody who spoke for the first time has not shifted; their position was added."""
    assert diff(of(), of(position("a", "ann"))).shifted == ()


def test_the_same_stance_is_no_shift():
    """Somebody who said it again stands where they stood."""
    first, second = position("a", "ann", said_on="2023"), position("b", "ann", said_on="2024")
    assert diff(of(first), of(first, second)).shifted == ()


@pytest.mark.parametrize("kind", CorrectionKind)
def test_a_record_that_another_one_speaks_of(kind):
    """A new record that corrects, retracts or confirms is listed with what it speaks of."""
    wrong = position("a", "ann", Stance.SUPPORTS)
    by = position(
        "b", "ann", Stance.OPPOSES, None, "late",
        corrects_id="a", correction=kind, correction_reason="misheard",
    )  # fmt: skip
    (found,) = diff(of(wrong), of(wrong, by)).corrected
    assert (found.record_id, found.kind, found.by, found.record) == ("a", kind, by, wrong)
    assert (found.reason, found.evidence) == ("misheard", cited("late"))


def test_an_old_correction_is_not_listed():
    """Only what is new is said."""
    both = (position("a", "ann"), position("b", "ann", corrects_id="a", correction=CorrectionKind.RETRACTS))
    assert diff(of(*both), of(*both, PROPOSED)).corrected == ()


def test_a_correction_of_what_the_view_does_not_show():
    """Where the record that was corrected was not public, its id is all there is."""
    tracker = of(
        position("a", "ann"),
        position(
            "b", "ann", Stance.OPPOSES, None, "early", corrects_id="a", correction=CorrectionKind.RETRACTS
        ),
    )
    before, after = tracker.at(known="2023-01-01"), tracker.at(known="2023-09-24")
    (found,) = diff(before, after).corrected
    assert (found.record_id, found.record) == ("a", None)
    assert "retracted position: a [Herald, 2023-09-24]" in lines(before, after)


# The two sides.


def test_a_snapshot_is_a_side():
    """A snapshot is asked as a tracker of it would be."""
    before, after = of(PROPOSED), of(PROPOSED, ACCEPTED)
    assert diff(before.snapshot(), after.snapshot()) == diff(before, after)


def test_a_snapshot_that_does_not_fit_together():
    """A snapshot of a view may lack what its records refer to, so that the view itself is to be given."""
    tracker = of(PROPOSED, person("bob"), position("a", "bob"))
    lacking = attrs.evolve(tracker.snapshot(), people=())
    with pytest.raises(IntegrityError, match="no record has this id"):
        diff(lacking, tracker)


def test_a_difference_survives_pickling():
    """A difference is plain data."""
    found = diff(of(), of(PROPOSED))
    assert pickle.loads(pickle.dumps(found)) == found


# The text.


def test_names_are_those_that_people_know():
    """The names of what is mentioned go with the difference, sources with the day on which they came out."""
    said = position("a", "ann", Stance.OPPOSES, "2024", "early")
    names = dict(diff(of(), of(said)).names)
    assert names == {"ann": "Ann Lee", "early": "Herald, 2023-09-24", "p": "Free buses"}


@pytest.mark.parametrize(
    ("record", "text"),
    [
        pytest.param(person("x"), "person: x", id="no source, since it states no fact"),
        pytest.param(Post(id="x", label="Clerk"), "post: Clerk", id="a post has a label"),
        pytest.param(source("x"), "source: x [x, undated]", id="a source is its own"),
        pytest.param(
            Membership(
                id="x", person_id="ann", organization_id="body", role="Chair", evidence=cited("early")
            ),
            "membership: Ann Lee, Chair, Body [Herald, 2023-09-24]",
            id="a membership with its role",
        ),
        pytest.param(
            position("x", "ann", Stance.OPPOSES, "2024", "early", "early"),
            "position: Ann Lee on Free buses: opposes, 2024 [Herald, 2023-09-24]",
            id="a source that is cited twice is named once",
        ),
        pytest.param(
            change("x", "accepted", None),
            "status change: Free buses: accepted [no source]",
            id="what has no source says so",
        ),
        pytest.param(
            Event(id="x", label="Vote", on=day("2024")), "event: Vote, 2024 [no source]", id="an event"
        ),
        pytest.param(
            Figure(id="x", label="Buses", low=3, wording="several"),
            "figure: Buses: “several” [no source]",
            id="a figure in the words of its source",
        ),
        pytest.param(
            Figure(id="x", label="Buses", low=3),
            "figure: Buses: 3 to ? [no source]",
            id="a figure without words",
        ),
        pytest.param(
            Process(id="x", body_id="body", kind="inquiry"),
            "process: Body: inquiry [no source]",
            id="a process",
        ),
        pytest.param(proposal("x"), "proposal: x [no source]", id="a proposal has a title"),
        pytest.param(
            UnknownRecord(id="x", type="tram line", data={}), "tram line: x", id="a type that nobody knows"
        ),
        pytest.param(
            proposal("x", other_titles=("y",), evidence=cited("late", "early")),
            "proposal: x [late, 2024-03-01; Herald, 2023-09-24]",
            id="two sources",
        ),
    ],
)
def test_each_type_of_record_has_a_line(record, text):
    """A record is told with the names that people know, and with its sources."""
    assert line(record) == f"added {text}"


def test_an_event_is_told_with_its_outcome():
    """Who reads of an accusation reads of the verdict."""
    verdict = Event(id="verdict", label="Not guilty", on=day("2024"))
    charge = Event(id="charge", label="Charged", on=day("2023"), outcome_id="verdict")
    assert lines(of(verdict), of(verdict, charge)) == [
        "added event: Charged, 2023, which ended in: Not guilty [no source]"
    ]


def test_the_text_of_a_move():
    """A move is told without the day of the question, and with the sources of the report that decides."""
    assert lines(of(PROPOSED), of(PROPOSED, ACCEPTED))[0] == (
        "moved: Free buses: from proposed since 2023-09-24 to accepted since 2024-02-01, partial; "
        "new: accepted 2024-02-01 [late, 2024-03-01]"
    )
    assert lines(of(PROPOSED), of())[0] == (
        "moved: Free buses: from proposed since 2023-09-24 to unassessed; gone: proposed 2023-09-24"
    )


def test_the_text_of_a_shift():
    """A shift is told with both stances and the source of the new one."""
    first = position("a", "ann", Stance.SUPPORTS)
    second = position("b", "ann", Stance.OPPOSES, "2024", "late")
    assert lines(of(first), of(first, second))[0] == (
        "shifted: Ann Lee on Free buses: from supports to opposes, 2024 [late, 2024-03-01]"
    )


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            CorrectionKind.CORRECTS,
            "corrected status change: Free buses: proposed 2023-09-24: now Free buses: proposed 2023 (typo)",
        ),
        (CorrectionKind.RETRACTS, "retracted status change: Free buses: proposed 2023-09-24 (typo)"),
        (CorrectionKind.CONFIRMS, "confirmed status change: Free buses: proposed 2023-09-24 (typo)"),
    ],
)
def test_the_text_of_a_correction(kind, text):
    """A correction is told with its reason and source, and with what is said instead."""
    by = change("c0", "proposed", "2023", "late", corrects_id="c1", correction=kind, correction_reason="typo")
    assert f"{text} [late, 2024-03-01]" in lines(of(PROPOSED), of(PROPOSED, by))


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        pytest.param(
            {"summary": "X"}, {"summary": "Y"}, ["summary from X to Y [Herald, 2023-09-24]"], id="a text"
        ),
        pytest.param(
            {"part_of_id": "q"},
            {"part_of_id": "p"},
            ["part of id from q to Free buses [Herald, 2023-09-24]"],
            id="an id is told by its name",
        ),
        pytest.param(
            {"measure": None},
            {"measure": Other("trams")},
            ["measure from nothing to trams [Herald, 2023-09-24]"],
            id="a value has its own words",
        ),
        pytest.param(
            {"measure": Other("a")},
            {"measure": Other("b")},
            ["measure text from a to b [Herald, 2023-09-24]"],
            id="a path is told in words",
        ),
        pytest.param(
            {"stakeholder_ids": {"ann"}},
            {"stakeholder_ids": {"body"}},
            [
                "stakeholder ids lost Ann Lee [Herald, 2023-09-24]",
                "stakeholder ids gained Body [Herald, 2023-09-24]",
            ],
            id="members are a line each",
        ),
        pytest.param(
            {"other_titles": ("a", "b")},
            {"other_titles": ("b", "a")},
            ["other titles in another order [Herald, 2023-09-24]"],
            id="an order",
        ),
        pytest.param(
            {},
            {"identifiers": (Identifier("wikidata", "Q1"),)},
            ["identifiers gained wikidata, Q1 [Herald, 2023-09-24]"],
            id="a value without words is told by its fields",
        ),
        pytest.param(
            {},
            {"extras": {"org.example:score": [1, None]}},
            ["extras gained org.example:score: [1, None] [Herald, 2023-09-24]"],
            id="JSON is told as a key and its value",
        ),
        pytest.param(
            {},
            {"evidence": (*cited("early", "late"), Citation("late", Quote(exact="word " * 40)))},
            [
                "evidence gained [late, 2024-03-01]",
                f"evidence gained “{'word ' * 15}…” [late, 2024-03-01]",
            ],
            id="evidence names its own source, and long words are cut",
        ),
    ],
)
def test_the_text_of_a_change(before, after, text):
    """A change is told place by place, with the sources of the record as it is now."""
    around = of(Organization(id="body", name="Body"), proposal("q"))
    sides = (
        around.with_records(proposal("x", **{"evidence": cited("early"), **fields}))
        for fields in (before, after)
    )
    assert lines(*sides) == [f"changed proposal: x: {item}" for item in text]


def test_a_value_without_words_of_its_own():
    """A plugin's value is told by its fields: collections by their members, sets in order."""

    @attrs.frozen
    class Toll:
        roads: frozenset[str] = frozenset({"b", "a", "c"})
        zones: tuple[str, ...] = ("2", "1")
        note: str | None = None

    assert lines(of(proposal("x")), of(proposal("x", measure=Toll()))) == [
        "changed proposal: x: measure from nothing to a; b; c, 2; 1 [no source]"
    ]


def test_the_text_has_one_line_a_fact():
    """A line end in a title ends no line of the text."""
    found = lines(of(), of(Event(id="x", label="First\nlast")))
    assert found == ["added event: First last [no source]"]


def test_the_order_of_the_text():
    """What moved comes first, then who shifted and what was corrected, then the records."""
    before = of(PROPOSED, position("a", "ann", Stance.SUPPORTS, "2023"), person("gone"))
    after = of(
        attrs.evolve(PROPOSED, wording="asks"),
        ACCEPTED,
        position("a", "ann", Stance.SUPPORTS, "2023"),
        position("b", "ann", Stance.OPPOSES, "2024", corrects_id="a", correction=CorrectionKind.CORRECTS),
    )
    verbs = [text.split()[0].rstrip(":") for text in lines(before, after)]
    assert verbs == ["moved", "shifted", "corrected", "added", "added", "changed", "removed"]


# The bundled case.


@pytest.fixture(name="october", scope="module")
def _october():
    tracker = datasets.load("police-accountability")
    return diff(tracker.at(known="2023-10-23"), tracker.at(known="2023-10-26"))


def test_the_terms_of_reference_became_known(october):
    """On 24 October 2023 the review's terms of reference put both legal tests under review."""
    reached = {item.proposal_id: (item.before.status, item.after.status) for item in october.moved}
    assert reached["home-secretary-review"] == ("review-promised", "under-review")
    assert reached["self-defence-test"] == ("proposed", "under-review")
    assert reached["unlawful-killing-standard"] == ("proposed", "under-review")
    assert {record.id for record in october.added} >= {"hansard-2023-10-24", "rowley-on-terms-of-reference"}
    assert october.removed == ()


def test_each_move_names_the_report_behind_it(october):
    """The report that the review had begun is why, and not the second report that it was announced."""
    (review,) = [item for item in october.moved if item.proposal_id == "home-secretary-review"]
    assert review.because == ("home-secretary-review-terms-published",)


def test_what_became_known_of_a_proposal_is_a_correction(october):
    """Hansard said more in October than the papers in September: a record that corrects the first."""
    (found,) = [item for item in october.corrected if item.record_id == "home-secretary-review"]
    assert [citation.source_id for citation in found.evidence] == ["hansard-2023-10-24"]


def test_the_text_of_the_case(october):
    """The text has titles, names and sources, and no id where there is a name."""
    text = str(october)
    assert (
        "added position: Sir Mark Rowley on Home Secretary\u2019s review of armed policing: supports, "
        "2023-10-24 [Evening Standard / PA, 2023-10-24]"
    ) in text
    assert "mark-rowley" not in text
