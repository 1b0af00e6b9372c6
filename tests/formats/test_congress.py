"""People, committees and bills of the Congress of the United States."""

import pytest
from formats.samples_congress import COMMITTEES, NEW_BILL, OLD_BILL, PEOPLE, PRESIDENTS, SAMPLE, SEATS

from policytrack.errors import DecodeError
from policytrack.formats import get
from policytrack.formats.congress._actions import Course, chamber, effect
from policytrack.integrity import integrity_problems
from policytrack.registry import Registry
from policytrack.terms import Stance
from policytrack.tracker import Tracker

CONGRESS = get("congress")


def read(data, *, strict=True):
    """What a file or a folder holds."""
    return CONGRESS.decode(data, strict=strict)


def snapshot(data=SAMPLE):
    """The records of a file or a folder."""
    return read(data).snapshot


def codes(data):
    """The codes of what lenient reading tells, in order."""
    return [found.code for found in read(data, strict=False).problems]


def by_id(records):
    """Records by id."""
    return {record.id: record for record in records}


def test_the_records_of_a_folder_fit_together():
    """Files of all kinds name people, committees and bills alike."""
    assert integrity_problems(snapshot(), Registry.default()) == ()


def test_files_that_are_not_read_are_left_alone():
    """A readme may lie in the folder."""
    assert [CONGRESS.owns(name) for name in ("a.yaml", "b/C.XML", "README.md")] == [True, True, False]


def test_a_person_has_the_names_and_ids_of_the_data():
    """The bioguide id is the record's own."""
    person = by_id(snapshot(PEOPLE).people)["X000001"]
    assert (person.name, person.sort_name) == ("Ada B. Example", "Example, Ada")
    assert [(name.name, name.note) for name in person.other_names] == [("Addie Example", "nickname")]
    assert [found.identifier for found in person.identifiers if found.scheme == "fec"] == [
        "H0XX00001",
        "S0XX00002",
    ]


def test_what_the_model_has_no_field_for_is_in_extras():
    """Word for word, with its keys."""
    extras = by_id(snapshot(PEOPLE).people)["X000001"].extras["us.congress:legislator"]
    assert (extras["bio"]["birthday"], extras["name"]["first"]) == ("1960-01-02", "Ada")


def test_a_person_without_a_bioguide_id_goes_by_govtrack():
    """Old presidents have no other; the name is put together where no full one is given."""
    person = by_id(snapshot(PRESIDENTS).people)["govtrack-900002"]
    assert person.name == "Bo C. Sample Jr."


def test_a_term_is_a_membership_with_its_dates():
    """Of the chamber, in its role, for the party."""
    found = by_id(snapshot(PEOPLE).memberships)["term-x000001-rep-2019-01-03"]
    assert (found.organization_id, found.role, found.on_behalf_of_id) == (
        "us-house",
        "Representative",
        "party-democrat",
    )
    assert (str(found.start_date), str(found.end_date)) == ("2019-01-03", "2021-01-03")


def test_who_is_independent_sits_for_no_party():
    """The word itself is kept."""
    found = by_id(snapshot(PEOPLE).memberships)["term-x000001-sen-2021-01-03"]
    assert (found.on_behalf_of_id, found.extras["us.congress:party"]) == (None, "Independent")


def test_a_change_of_party_within_a_term_is_kept():
    """A membership of the party for as long as it lasted, and all of it with the term."""
    memberships = by_id(snapshot(PEOPLE).memberships)
    assert str(memberships["party-x000001-democrat-2019-01-03"].end_date) == "2019-12-18"
    term = memberships["term-x000001-rep-2019-01-03"].extras["us.congress:term"]
    assert [found["party"] for found in term["party_affiliations"]] == ["Democrat", "Independent"]


def test_a_leadership_role_without_an_end_has_none():
    """Nothing is guessed."""
    found = by_id(snapshot(PEOPLE).memberships)["role-x000001-minority-whip-2021-01-03"]
    assert (found.role, found.end_date) == ("Minority Whip", None)


def test_one_person_of_two_files_is_one():
    """The second file adds terms, and says so."""
    folder = {"executive.yaml": PRESIDENTS, "legislators-current.yaml": PEOPLE}
    decoded = read(folder)
    assert [found.code for found in decoded.problems] == ["merged-record"]
    held = [
        found.role for found in decoded.snapshot.memberships if found.person_id == "X000001" and found.role
    ]
    assert sorted(held) == ["Minority Whip", "President", "Representative", "Senator"]


def test_a_person_who_stands_twice_in_one_file_is_left_out():
    """With the terms, which would count twice."""
    assert codes(PEOPLE + PEOPLE) == ["left-out", "duplicate-id"]


def test_a_subcommittee_has_the_code_of_its_committee_in_front():
    """As files of memberships write it."""
    found = by_id(snapshot(COMMITTEES).organizations)
    assert (found["HSXX"].parent_id, found["HSXX01"].parent_id, found["JSXX"].parent_id) == (
        "us-house",
        "HSXX",
        None,
    )


def test_a_seat_names_who_and_where():
    """By name or code alone where no other file has more."""
    found = snapshot(SEATS)
    assert [person.name for person in found.people] == ["Ada Example", "Cy Placeholder"]
    assert by_id(found.memberships)["seat-hsxx-x000001"].role == "Ranking Member"


@pytest.mark.parametrize("bill", [OLD_BILL, NEW_BILL])
def test_a_bill_of_each_generation_is_a_proposal(bill):
    """Elements were renamed in between."""
    found = snapshot(bill).proposals
    assert [(one.lifecycle, one.title) for one in found if one.extras] in (
        [("us-bill", "Example Act")],
        [("us-bill", "Sample Act")],
    )


def test_a_bill_has_its_titles_topics_and_laws():
    """The latest summary counts, the others are in extras."""
    bill = by_id(snapshot(OLD_BILL).proposals)["hr7-116"]
    assert (bill.summary, bill.other_titles) == ("<p>Second.</p>", ("To set an example.",))
    assert bill.topics == {"Commemorations", "Museums", "Art"}
    assert [law.title for law in bill.instruments] == ["Public Law 116-999"]
    assert bill.extras["us.congress:bill"]["summaries"]["billSummaries"]["item"][0]["text"] == "<p>First.</p>"


def test_related_bills_are_relations():
    """A bill that no file is about is kept by its title, or its number."""
    found = by_id(snapshot(OLD_BILL).proposals)
    assert [(tie.kind, tie.proposal_id) for tie in found["hr7-116"].relations] == [
        ("identical-bill", "s8-116"),
        ("related-bill", "s8-116"),
        ("related-bill", "hres9-116"),
    ]
    assert (found["s8-116"].title, found["hres9-116"].title) == ("Sample Act", "HRES 9, 116th Congress")


def test_a_related_bill_with_a_file_is_what_the_file_says():
    """Whichever comes first."""
    assert by_id(snapshot().proposals)["s8-116"].summary == "Third."


def test_the_sponsor_proposes():
    """On the day of introduction, in the seat that the bill names."""
    found = by_id(snapshot(OLD_BILL).positions)["position-hr7-116-x000001-proposes"]
    assert (found.stance, str(found.said_on)) == (Stance.PROPOSES, "2019-02-01")
    assert (found.attribution, found.capacity_id) == (
        "Rep. Example, Ada B. [D-ZZ-1]",
        "member-x000001-house-116-d",
    )


def test_a_cosponsor_supports_until_they_withdraw():
    """What they think then, nobody says."""
    tracker = Tracker.from_snapshot(snapshot(OLD_BILL))
    stands = [
        [stand.stance for stand in tracker.at(on=day).stances("hr7-116") if stand.actor_id == "X000004"]
        for day in ("2019-02-01", "2019-03-01", "2019-05-01")
    ]
    assert stands == [[], [Stance.SUPPORTS], [Stance.UNKNOWN]]


def test_a_name_is_read_from_what_stands_in_front_of_the_seat():
    """Title, last name first, and a suffix."""
    found = by_id(snapshot(OLD_BILL).people)["X000004"]
    assert (found.name, found.sort_name) == ("Dee Other, Jr.", "Other, Dee, Jr.")


def test_actions_move_a_bill_through_its_states():
    """Oldest first, whatever their order in the file; two reports of one step are one transition."""
    tracker = Tracker.from_snapshot(snapshot(OLD_BILL))
    history = [(str(change.on), change.to) for change in tracker.history("hr7-116")]
    assert history == [
        ("2019-02-01", "introduced"),
        ("2019-02-01", "in-committee"),
        ("2019-04-01", "reported"),
        ("2019-05-01", "passed-one-chamber"),
        ("2019-06-01", "passed-both-chambers"),
        ("2019-12-10", "presented"),
        ("2019-12-19", "signed"),
        ("2019-12-20", "signed"),
    ]


def test_the_words_of_an_action_stand_beside_the_state():
    """With its code, its source and who did it."""
    found = by_id(snapshot(OLD_BILL).status_changes)["action-hr7-116-2019-04-01-5000"]
    assert (found.wording, found.by_ids) == ("Reported by the Committee on Examples.", {"HSXX"})
    assert found.extras["us.congress:action"]["actionCode"] == "5000"
    assert found.evidence[0].note == "Library of Congress"


def test_what_is_no_action_is_reported():
    """A prayer moves no bill; its words are kept as an event."""
    decoded = read(OLD_BILL)
    assert [found.label for found in decoded.snapshot.events] == ["Subcommittee Hearings Held."]
    assert [found.code for found in decoded.problems] == ["no-action", "no-status"]


def test_actions_may_stand_oldest_first():
    """The days tell."""
    tracker = Tracker.from_snapshot(snapshot(NEW_BILL))
    assert tracker.standing("s8-116").status == "failed"


def test_the_source_is_the_file_as_it_was_on_its_day():
    """Its publisher, licence and language are what it says of itself."""
    source = by_id(snapshot(OLD_BILL).sources)["billstatus-hr7-116"]
    assert (source.publisher, source.licence, source.language, str(source.published)) == (
        "Nobody",
        "Invented.",
        "en",
        "2020-03-04",
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", ["empty-document"]),
        (b"<billStatus>", ["bad-syntax"]),
        (b"- [", ["bad-syntax"]),
        (b"<!DOCTYPE billStatus><billStatus/>", ["xml-doctype"]),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(data, told):
    """Strict or not, since there is nothing else."""
    with pytest.raises(DecodeError) as caught:
        read(data, strict=False)
    assert [found.code for found in caught.value.problems] == told


def test_a_file_of_a_folder_that_cannot_be_read_is_left_out():
    """The others are read."""
    decoded = read({"a.xml": b"<a", "b.yaml": PEOPLE}, strict=False)
    assert [(found.code, found.path) for found in decoded.problems] == [
        ("left-out", "a.xml"),
        ("bad-syntax", "a.xml:1"),
    ]
    assert len(decoded.snapshot.people) == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"text", ["left-out", "unknown-file"]),
        (b"- name: x\n- text\n", ["left-out", "unknown-file"] * 2),
        (b"HSXX: text\n", ["left-out", "unknown-file"]),
        (b"<other/>", ["left-out", "unknown-file"]),
        (b"- terms: []\n", ["left-out", "missing-key", "missing-key"]),
        (b"- id: {bioguide: X}\n  name: {last: Y}\n  terms:\n  - type: king\n", ["left-out", "unknown-term"]),
        (b"- id: {bioguide: X}\n  name: {last: Y}\n  terms: [1]\n", ["left-out", "wrong-type"]),
        (
            b"- id: {bioguide: X}\n  name: {last: Y}\n  terms: [{type: rep, party_affiliations: [{a: 1}]}]\n",
            ["left-out", "missing-key"],
        ),
        (
            b"- id: {bioguide: X}\n  name: {last: Y}\n  terms: []\n  leadership_roles: [{chamber: moon}]\n",
            ["left-out", "missing-key", "missing-key"],
        ),
        (b"- thomas_id: X\n", ["left-out", "missing-key"]),
        (b"- {thomas_id: X, name: Y}\n- {thomas_id: X, name: Y}\n", ["left-out", "duplicate-id"]),
        (b"- {thomas_id: X, name: Y, subcommittees: [{name: Z}]}\n", ["left-out", "missing-key"]),
        (b"HSXX: [{bioguide: X}]\n", ["left-out", "missing-key"]),
        (b"- &a {terms: []}\n", ["yaml-feature", "left-out", "missing-key", "missing-key"]),
        (b"<billStatus><bill/></billStatus>", ["left-out", *["missing-key"] * 4]),
        (b"<billStatus><bill><number>1</number></bill></billStatus>", ["left-out", *["missing-key"] * 3]),
    ],
)
def test_what_lacks_what_it_needs_is_left_out(data, told):
    """Each by its place, and nothing without a word."""
    assert codes(data) == told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"<bioguideId>X000004</bioguideId>", b"", ["left-out", "missing-key"]),
        (b"<text>Presented to President.</text>", b"", ["left-out", "missing-key"]),
        (b"<number>8</number>", b"", ["left-out", "missing-key"]),
        (b"<sponsorshipDate>2019-02-02", b"<sponsorshipDate>soon", ["bad-date"]),
        (b"<systemCode>hsxx01</systemCode>", b"", []),
        (b"<billType>HR</billType>", b"<billType>X</billType>", []),
        (b"Rep. Example, Ada B. [D-ZZ-1]", b"Example [", []),
    ],
)
def test_a_part_of_a_bill_that_is_wrong_is_told(old, new, told):
    """The rest of the bill is kept."""
    usual = {"no-action", "no-status"}
    assert [code for code in codes(OLD_BILL.replace(old, new)) if code not in usual] == told


def test_a_bill_of_two_files_is_kept_once():
    """The second file is left out whole."""
    decoded = read({"a.xml": OLD_BILL, "b.xml": OLD_BILL}, strict=False)
    left = [found.path for found in decoded.problems if found.code == "left-out"]
    assert (left, len(decoded.snapshot.sources)) == (["b.xml:2: /billStatus"], 1)


def test_a_bill_whose_id_is_taken_is_left_out():
    """By a person, for instance."""
    folder = {"a.yaml": b"- {id: {bioguide: hr7-116}, name: {last: X}, terms: []}\n", "b.xml": OLD_BILL}
    assert codes(folder)[:2] == ["left-out", "duplicate-id"]


@pytest.mark.parametrize(
    ("code", "text", "state"),
    [
        ("H30000", "Considered under suspension of the rules.", None),
        (None, "Read twice and referred to the Committee on Finance.", "in-committee"),
        (None, "Introduced in the Senate, read twice, considered, and passed without amendment.", "passed"),
        (
            None,
            "Received in the Senate and Read twice and referred to the Committee on Finance.",
            "in-committee",
        ),
        (None, "Committee on the Judiciary. Reported by Senator Doe without amendment.", "reported"),
        (None, "Committee on the Judiciary. Ordered to be reported without amendment favorably.", None),
        (None, "Committee on Indian Affairs. Hearings held.", None),
        ("14900", "By Senator Doe filed written report.", None),
        ("H37300", "On motion to suspend the rules and pass the bill Failed by the Yeas and Nays.", "failed"),
        ("H37100", "On passage Passed without objection.", "passed"),
        (
            None,
            "Senate agreed to the House amendment to the Senate amendment to H.R. 302.",
            "resolving-differences",
        ),
        (None, "Motion to reconsider laid on the table Agreed to without objection.", None),
        ("31000", "Vetoed by President.", "vetoed"),
    ],
)
def test_what_an_action_does(code, text, state):
    """The code tells, and the words where it does not."""
    assert effect(code, text) == state


@pytest.mark.parametrize(
    ("code", "system", "text", "where"),
    [
        ("8000", "Library of Congress", "Passed House", "house"),
        ("17000", "Library of Congress", "Passed Senate", "senate"),
        ("36000", "Library of Congress", "Became Public Law", None),
        (None, "Senate", "Passed.", "senate"),
        ("H37100", "House floor actions", "Passed.", "house"),
        ("E30000", "House floor actions", "Signed by President.", None),
        ("Intro-H", None, "Introduced in House", "house"),
        (None, None, "Introduced in the Senate", "senate"),
        (None, None, "Introduced", None),
    ],
)
def test_where_an_action_happened(code, system, text, where):
    """Source, code or words tell it."""
    assert chamber(code, system, text) == where


def test_a_chamber_that_passes_a_bill_again_is_still_one():
    """It takes two to pass it in both."""
    course = Course()
    assert [course.state("passed", where) for where in ("house", "house", "senate")] == [
        "passed-one-chamber",
        "passed-one-chamber",
        "passed-both-chambers",
    ]
