"""Records from rows: one call per fact."""

import datetime

import pytest
from factories import day

import policytrack as pt
from policytrack.errors import InvalidRecordError


def test_one_call_is_one_fact():
    """A row with names, words and a source becomes records that refer to each other."""
    desk = pt.build()
    desk.position(
        "Free buses",
        "opposes",
        person="Ann Lee",
        organization="Riders' Union",
        role="Chair",
        said_on="2024-03",
        statement="it costs too much",
        attribution="the union's chair",
        mode="direct",
        quote="No",
        source="Evening Post",
    )
    snapshot = desk.snapshot()
    (position,) = snapshot.positions
    assert (position.proposal_id, position.actor_id, position.capacity_id) == (
        "free-buses",
        "ann-lee",
        "ann-lee-chair",
    )
    assert (position.stance, position.mode, position.said_on) == (
        pt.Stance.OPPOSES,
        pt.Mode.DIRECT,
        day("2024-03"),
    )
    assert position.evidence == (pt.Citation("evening-post", pt.Quote(exact="No")),)
    assert [role.organization_id for role in snapshot.memberships] == ["riders-union"]


def test_the_tracker_answers():
    """What was built is ready to be asked."""
    desk = pt.build()
    desk.status("Free buses", "accepted", on="2024", by=["City Council"], extent="partial", confidence="low")
    standing = desk.tracker().standing("free-buses")
    assert (standing.status, standing.extent) == ("accepted", pt.Extent.PARTIAL)
    assert standing.change is not None
    assert (standing.change.by_ids, standing.change.confidence) == (
        frozenset({"city-council"}),
        pt.Confidence.LOW,
    )


def test_the_same_call_twice_is_one_record():
    """A row that is read again changes nothing."""
    desk = pt.build()
    first = desk.status("Free buses", "accepted", on="2024", source="Minutes")
    assert desk.status("Free buses", "accepted", on="2024", source="Minutes") == first
    assert len(desk.snapshot().status_changes) == 1


def test_two_facts_with_the_same_words_get_two_ids():
    """Records that differ are both kept, with a number to tell them apart."""
    desk = pt.build()
    one = desk.status("Free buses", "accepted", on="2024", source="Minutes")
    other = desk.status("Free buses", "accepted", on="2024", source="Evening Post")
    assert (one, other) == ("free-buses-accepted-2024", "free-buses-accepted-2024-2")


def test_sources_are_found_by_title_address_and_id():
    """A source is one record, however it is named."""
    desk = pt.build()
    source = desk.source("Minutes", url="https://council.example/12", publisher="Council", kind="primary")
    for name in ("Minutes", "https://council.example/12", source):
        desk.event(f"Event of {name}", on="2024", source=name)
    assert len(desk.snapshot().sources) == 1


def test_what_is_said_later_is_added():
    """A source that was only named may be described afterwards; nothing that is said is lost."""
    desk = pt.build()
    desk.event("Vote", source="Minutes", quote="Carried")
    desk.source("Minutes", publisher="Council", published="2024-03-05", retrieved_on="2024-04")
    (source,) = desk.snapshot().sources
    assert (source.publisher, source.published, source.retrieved_on) == (
        "Council",
        day("2024-03-05"),
        day("2024-04"),
    )


def test_the_same_words_of_other_facts_are_numbered():
    """Each fact has its own id, and finds it again."""
    desk = pt.build()
    made = [desk.figure("riders", low=low, unit="people") for low in (1, 2, 3, 2, 1, 4)]
    assert made == ["riders", "riders-2", "riders-3", "riders-2", "riders", "riders-4"]


def test_a_number_that_other_words_have_is_left_out():
    """An id that ends in a number because its words do is not given again."""
    desk = pt.build()
    labels = ["vote", "vote 3", "vote", "vote", "vote 3"]
    assert [desk.event(label, on=f"202{n}") for n, label in enumerate(labels)] == [
        "vote",
        "vote-3",
        "vote-2",
        "vote-4",
        "vote-3-2",
    ]


def test_a_name_that_something_else_has_is_numbered():
    """An id names one thing across all types."""
    desk = pt.build()
    assert [desk.person("Ann Lee"), desk.organization("Ann Lee")] == ["ann-lee", "ann-lee-2"]


def test_the_next_number_is_known():
    """However often the words were used before, at most two ids are tried."""
    tried = []

    class Records(dict):
        def __contains__(self, record_id):
            tried.append(record_id)
            return super().__contains__(record_id)

    desk = pt.build()
    desk._records = Records()
    for low in range(20):
        desk.figure("riders", low=low)
    assert len(tried) <= 40


def test_what_is_said_otherwise_is_refused():
    """Two different values for one thing are an error that names both."""
    desk = pt.build()
    desk.source("Minutes", publisher="Council")
    with pytest.raises(InvalidRecordError, match="/publisher: Press, and before it was Council"):
        desk.source("Minutes", publisher="Press")


def test_topics_and_evidence_add_up():
    """A proposal named again with another topic or source has both."""
    desk = pt.build()
    desk.proposal("Free buses", topics=["transport"], source="Minutes")
    desk.proposal("Free buses", topics=["youth"], source="Evening Post", quote="Free")
    (proposal,) = desk.snapshot().proposals
    assert proposal.topics == {"transport", "youth"}
    assert [citation.source_id for citation in proposal.evidence] == ["minutes", "evening-post"]


def test_a_package_is_named_by_title_or_id():
    """A part names its package; the id stands for the title."""
    desk = pt.build()
    package = desk.proposal("Transport plan", summary="All of it")
    desk.proposal("Free buses", part_of="Transport plan", measure=pt.Other("no fares"))
    desk.proposal("Night buses", part_of=package)
    assert [proposal.part_of_id for proposal in desk.snapshot().proposals] == [package, package, None]


def test_figures_and_roles():
    """A number keeps its wording; a role keeps its dates."""
    desk = pt.build()
    desk.figure(
        "riders", low=100, unit="people", as_of="2024", wording="more than 100", source="Evening Post"
    )
    desk.role("Ann Lee", "Council", "Mayor", start="2020-05", end="2024-05")
    (figure,), (role,) = desk.snapshot().figures, desk.snapshot().memberships
    assert (figure.low, figure.high, figure.wording) == (100, None, "more than 100")
    assert (role.start_date, role.end_date) == (day("2020-05"), day("2024-05"))


def test_an_actor_may_be_a_person_or_new():
    """Who did something is found among the people first; a new name is an organization."""
    desk = pt.build()
    desk.person("Ann Lee")
    desk.status("Free buses", "accepted", by=["Ann Lee", "City Council"])
    (change,) = desk.snapshot().status_changes
    assert change.by_ids == {"ann-lee", "city-council"}
    assert [body.id for body in desk.snapshot().organizations] == ["city-council"]


def test_an_organization_takes_a_position():
    """A position needs no person."""
    desk = pt.build()
    desk.organization("Riders' Union", classification="union")
    desk.position("Free buses", pt.Stance.SUPPORTS, organization="Riders' Union")
    (position,) = desk.snapshot().positions
    assert (position.actor_id, position.capacity_id) == ("riders-union", None)


def test_every_fault_of_a_call_is_told_at_once():
    """A row with several faults gets one error that lists them, and leaves nothing behind."""
    desk = pt.build()
    with pytest.raises(InvalidRecordError) as caught:
        desk.position("Free buses", "oppose", said_on="5 March 2024", mode=None)
    assert [problem.path for problem in caught.value.problems] == ["/stance", "/said_on", "/person"]
    assert caught.value.problems[0].suggestion == "opposes, proposes"
    assert caught.value.problems[1].suggestion == "2024-03-05"
    assert list(desk.snapshot().records()) == []


def test_a_term_that_looks_like_none_lists_all():
    """A word far from every term is answered with the whole vocabulary."""
    with pytest.raises(InvalidRecordError, match="primary, secondary, copy"):
        pt.build().source("Minutes", kind="xyz")


def test_dates_may_be_dates():
    """A partial date is taken as it is."""
    desk = pt.build()
    desk.event("Vote", on=day("2024"))
    assert desk.snapshot().events[0].on == day("2024")


@pytest.mark.parametrize(
    ("call", "path"),
    [
        pytest.param(
            lambda desk: desk.status("Buses", "accepted", by="Council"), "/by", id="a text is its letters"
        ),
        pytest.param(
            lambda desk: desk.proposal("Buses", topics="transport"), "/topics", id="topics as one text"
        ),
        pytest.param(lambda desk: desk.event("Vote", quote="Carried"), "/source", id="words of no source"),
        pytest.param(
            lambda desk: desk.position("Buses", "opposes", person="Ann", role="Chair"),
            "/organization",
            id="a role in nothing",
        ),
    ],
)
def test_what_would_be_lost_is_refused(call, path):
    """An argument that would be read wrongly or dropped is an error with its name."""
    desk = pt.build()
    with pytest.raises(InvalidRecordError) as caught:
        call(desk)
    assert [problem.path for problem in caught.value.problems] == [path]
    assert list(desk.snapshot().records()) == []


def test_a_figure_in_somebodys_name():
    """A figure may be given by one and told by another."""
    desk = pt.build()
    desk.figure("riders", low=100, attributed_to="Riders' Union", source="Evening Post")
    assert desk.snapshot().figures[0].attributed_to_id == "riders-union"


def test_dates_may_be_calendar_days():
    """A day from a spreadsheet is taken as it is."""
    desk = pt.build()
    desk.event("Vote", on=datetime.date(2024, 3, 5))
    assert desk.snapshot().events[0].on == day("2024-03-05")
