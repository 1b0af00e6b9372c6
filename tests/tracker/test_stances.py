"""Who stands where on a proposal, in a view."""

import pytest
from factories import change, day, person, position, proposal, source

from policytrack.errors import RecordNotFoundError, UnknownNameError
from policytrack.terms import CorrectionKind, Stance
from policytrack.tracker import Tracker

ANN, BOB = person("ann"), person("bob")


def test_the_latest_position_is_the_stance():
    """Somebody who changed their mind stands where they stood last."""
    tracker = Tracker.of(
        ANN,
        proposal(),
        position("b", "ann", Stance.SUPPORTS, "2023"),
        position("a", "ann", Stance.OPPOSES, "2024"),
    )
    assert [stand.stance for stand in tracker.stances("p")] == [Stance.OPPOSES]
    assert [stand.stance for stand in tracker.at(on="2023-12-31").stances("p")] == [Stance.SUPPORTS]


def test_an_undated_position_comes_first():
    """A position without a date gives way to any dated one."""
    tracker = Tracker.of(
        ANN,
        proposal(),
        position("b", "ann", Stance.SUPPORTS, None),
        position("a", "ann", Stance.OPPOSES, "2001"),
    )
    assert [stand.position.id for stand in tracker.stances("p")] == ["a"]


def test_positions_of_one_day_go_by_id():
    """Of two positions of one day the higher id is the later one, so that there is one answer."""
    tracker = Tracker.of(
        ANN,
        proposal(),
        position("b", "ann", Stance.OPPOSES, "2023"),
        position("a", "ann", Stance.SUPPORTS, "2023"),
    )
    assert [stand.position.id for stand in tracker.stances("p")] == ["b"]


def test_sides():
    """Proponents propose or support, critics are critical or oppose, and the rest are neither."""
    stances = {
        "a": Stance.PROPOSES,
        "b": Stance.SUPPORTS,
        "c": Stance.QUALIFIED,
        "d": Stance.NEUTRAL,
        "e": Stance.CRITICAL,
        "f": Stance.OPPOSES,
        "g": Stance.UNKNOWN,
    }
    tracker = Tracker.of(
        proposal(),
        *(person(who) for who in stances),
        *(position(f"{who}-1", who, stance) for who, stance in stances.items()),
    )
    assert [stand.actor_id for stand in tracker.proponents("p")] == ["a", "b"]
    assert [stand.actor_id for stand in tracker.critics("p")] == ["e", "f"]
    assert len(tracker.stances("p")) == len(stances)


def test_own_positions_alone_by_default():
    """A stance on the package is no stance on a part, unless it is asked for."""
    tracker = Tracker.of(
        ANN,
        BOB,
        proposal("package"),
        proposal("part", part_of_id="package"),
        position("a", "ann", Stance.OPPOSES, proposal_id="package"),
        position("b", "bob", Stance.PROPOSES, proposal_id="part"),
    )
    assert tracker.critics("part") == ()
    inherited = tracker.critics("part", scope="inherited")
    assert [(stand.actor_id, stand.inherited_from) for stand in inherited] == [("ann", "package")]
    own = tracker.proponents("part", scope="inherited")
    assert [(stand.actor_id, stand.inherited_from) for stand in own] == [("bob", None)]


def test_inheritance_goes_all_the_way_up():
    """A package may itself be part of a package."""
    tracker = Tracker.of(
        ANN,
        proposal("top"),
        proposal("middle", part_of_id="top"),
        proposal("part", part_of_id="middle"),
        position("a", "ann", Stance.OPPOSES, proposal_id="top"),
    )
    assert [stand.inherited_from for stand in tracker.critics("part", scope="inherited")] == ["top"]


def test_a_scope_that_is_none_is_refused():
    """A misspelt scope is an error and never the default."""
    with pytest.raises(UnknownNameError, match="allowed: inherited, own"):
        Tracker.of(proposal()).stances("p", scope="all")


def test_a_retracted_position_is_no_stance():
    """A position that was retracted leaves the earlier one standing."""
    tracker = Tracker.of(
        source("s", "2024"),
        ANN,
        proposal(),
        position("a", "ann", Stance.SUPPORTS, "2023", "s"),
        position("b", "ann", Stance.OPPOSES, "2024", "s"),
        position(
            "c", "ann", Stance.OPPOSES, "2024", "s", corrects_id="b", correction=CorrectionKind.RETRACTS
        ),
    )
    assert [stand.position.id for stand in tracker.stances("p")] == ["a"]


def test_an_undated_position_counts_from_its_publication():
    """A position that no source dates was taken no later than its evidence came out."""
    tracker = Tracker.of(
        source("s", "2023-09-26"), ANN, proposal(), position("a", "ann", Stance.OPPOSES, None, "s")
    )
    assert tracker.at(on="2023-09-25").critics("p") == ()
    assert len(tracker.at(on="2023-09-26").critics("p")) == 1


def test_a_position_is_known_from_its_publication():
    """A position shows the evidence that was public, and is not there without any."""
    tracker = Tracker.of(
        source("early", "2023-09-26"),
        source("late", "2024-01-01"),
        ANN,
        proposal(),
        position("a", "ann", Stance.OPPOSES, "2023", "early", "late"),
    )
    (stand,) = tracker.at(known="2023-12-31").critics("p")
    assert [citation.source_id for citation in stand.position.evidence] == ["early"]
    assert tracker.at(known="2023-09-25").critics("p") == ()


def test_an_unknown_proposal_is_an_error():
    """Asking of a proposal that does not exist names those that look alike."""
    tracker = Tracker.of(proposal("time-limits"), change("c", "proposed", "2023", proposal_id="time-limits"))
    with pytest.raises(RecordNotFoundError, match=r"time-limit: no such record .nearest: time-limits"):
        tracker.critics("time-limit")


def test_a_person_is_no_proposal():
    """The id of another record is no proposal's."""
    with pytest.raises(RecordNotFoundError):
        Tracker.of(ANN).standing("ann")


def test_said_on_is_what_the_position_says():
    """A stand carries its position, with its date and words."""
    (stand,) = Tracker.of(ANN, proposal(), position("a", "ann", said_on="2023-09~")).stances("p")
    assert stand.position.said_on == day("2023-09~")
