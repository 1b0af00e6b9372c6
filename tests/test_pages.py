"""What a reader is shown of a proposal, as values."""

from factories import change, cited, person, position, proposal, source

import policytrack as pt
from policytrack.pages import Cited, contents, name_of, page, timeline


def test_a_page_says_who_bears_what():
    """Every voice has its source, its words and the place of them; roles are those of the time."""
    view = pt.datasets.load("police-accountability", layer="articles").at(on="2023-09-30")
    found = page(view, "unlawful-killing-standard")
    (voice,) = found.proponents
    assert voice.who == "Sir Mark Rowley, Commissioner, Metropolitan Police"
    assert voice.cited.place == "002_952f3a6ae21559d4.txt 1348-1443"
    assert {one.inherited_from for one in found.inherited} == {"legal-protection-overhaul"}
    assert (found.status, str(found.as_of)) == ("proposed", "2023-09-30")


def test_words_without_a_place_and_places_without_a_file():
    """What is not recorded is not shown."""
    quote = pt.Quote(exact="free for all", start=3, end=15)
    records = (
        source("s"),
        source("t"),
        person("a"),
        proposal("p", evidence=(pt.Citation("s"), pt.Citation("t", quote))),
    )
    view = pt.Tracker.of(*records)
    found = page(view, "p").asked
    assert found == Cited(source_id="t", source="t", published=None, words="free for all", place="3-15")
    assert str(found) == "“free for all” [t, undated, 3-15]"
    view = pt.Tracker.of(source("s", "2024"), pt.Proposal(id="p", title="P", evidence=cited("s")))
    assert str(page(view, "p").asked) == "[s, 2024]"


def test_a_page_of_what_nobody_spoke_of():
    """No source, no stance, no stakeholder is recorded, and that is what it says."""
    found = page(pt.Tracker.of(proposal("p")), "p")
    assert (found.asked, found.change, found.never_heard, found.proponents) == (None, None, None, ())
    assert (found.status, found.as_of, found.status_borne_by) == ("unassessed", None, None)


def test_a_role_in_ones_own_organization():
    """It is not named twice; a post without an organization is a role."""
    records = [
        pt.Organization(id="o", name="O"),
        pt.Membership(id="m", person_id="a", organization_id="o"),
        person("a"),
        proposal("p"),
        position("x", "o", capacity_id="m"),
        position("y", "a", capacity_id="m"),
    ]
    assert [voice.who for voice in page(pt.Tracker.of(*records), "p").proponents] == ["a, O", "O"]


def test_contents_without_a_package():
    """All come first while they are few; with many, the rest has a line each."""
    few = pt.Tracker.of(proposal("b"), proposal("a"))
    assert (contents(few).first, contents(few).rest) == (("a", "b"), ())
    many = pt.Tracker.of(*(proposal(f"p{number:02}") for number in range(20)))
    assert (len(contents(many).first), len(contents(many).rest)) == (12, 8)


def test_contents_of_packages():
    """A package, its parts, what is related to it; then the next."""
    view = pt.Tracker.of(
        proposal("a", part_of_id="z"),
        proposal("b", relations=(pt.Relation("same-letter", "z"),)),
        proposal("c"),
        proposal("d", part_of_id="y"),
        proposal("y"),
        proposal("z"),
    )
    assert contents(view).first == ("y", "d", "z", "a", "b")
    assert contents(view).rest == ("c",)


def test_a_timeline_has_a_turn_for_each_change_of_an_answer():
    """When it happened and when it came out are two days, where they differ."""
    view = pt.Tracker.of(
        source("late", "2024-03-10"),
        source("never"),
        proposal("p"),
        change("c", "accepted", "2024-03-01", "late"),
        change("d", "rejected", None, "never"),
        proposal("q"),
        change("e", "accepted", "2020", "late", proposal_id="q"),
    )
    turns = [(str(turn.day), turn.then, turn.now) for turn in timeline(view, "p").turns]
    assert turns[0] == ("2024-03-01", "unassessed", "accepted")
    assert ("2024-03-10", "accepted", "accepted") in turns
    cut = timeline(view.at(on="2024-03-05"), "p")
    assert [str(turn.day) for turn in cut.turns] == ["2024-03-01"]
    assert (cut.title, str(cut.as_of)) == ("p", "2024-03-05")


def test_the_name_of_what_is_no_actor():
    """It is the id."""
    assert name_of(pt.Tracker.of(proposal("p")), "p") == "p"
