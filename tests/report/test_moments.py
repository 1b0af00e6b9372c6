"""The answers of the slider: what a view of that day answers, and nothing that the page works out."""

import json
from itertools import pairwise

import hostile
import pytest
from factories import change, person, position, proposal, source

import policytrack as pt
from policytrack.report._content import content
from policytrack.report._moments import moments


def told(view):
    """Return the answers of each entry, with days and texts in place of their numbers."""
    found = json.loads(moments(view, content(view, view.proposals).entries))
    days, texts = found["days"], found["texts"]
    return [
        [[days[day], *(texts[text] for text in answer[:3]), *answer[3:]] for day, *answer in one]
        for one in found["answers"]
    ]


@pytest.fixture(name="case", scope="module")
def _case():
    return pt.datasets.load("police-accountability")


def test_an_answer_is_that_of_its_day(case):
    """Each answer is what the view of that day, as known that day, says; each differs from the one before."""
    entries = dict(zip([one.id for one in case.proposals], told(case), strict=True))
    answers = entries["unlawful-killing-standard"]
    assert answers[0][1] == "Proposed since 2023-09-24"
    for day, status, *_ in answers:
        then = case.at(on=day, known=day).standing("unlawful-killing-standard")
        assert status.startswith(then.status.replace("-", " ").capitalize())
    assert all(before[1:] != after[1:] for before, after in pairwise(answers))


@pytest.fixture(name="small")
def _small():
    return pt.Tracker.of(
        source("early", "2024-01-05"),
        source("late", "2024-06-01"),
        source("undated"),
        person("a"),
        person("b"),
        proposal("package"),
        proposal("p", part_of_id="package"),
        position("x", "a", pt.Stance.SUPPORTS, "2024-01-01", "early"),
        position("y", "b", pt.Stance.OPPOSES, None, "late", "undated", proposal_id="package"),
        change("c", "proposed", "2024-01-01", "early", claim="same"),
        change("d", "proposed", "2024-01-02", "late", claim="same"),
        change("e", "accepted", "2024-07-01", "late"),
    )


def test_what_was_not_public_yet(small):
    """An answer begins on the day on which the proposal was public, with the stances that stood then."""
    answers = told(small)[0]
    assert answers[0] == ["2024-01-05", "Proposed since 2024-01-01", "a", "nobody found", [0], [0]]


def test_a_stance_on_the_package_counts(small):
    """What came out about the package changes the answers of its parts."""
    assert ["2024-06-01", "Proposed since 2024-01-01", "a", "b", [0, 1], [0]] in told(small)[0]


def test_a_view_has_no_days_after_its_own(small):
    """A look back ends on its day."""
    assert max(day for one in told(small.at(on="2024-02-01")) for day, *_ in one) == "2024-01-05"
    assert max(day for one in told(small) for day, *_ in one) == "2024-07-01"


def test_what_is_possible_says_so():
    """A status that possibly holds is not told as sure."""
    tracker = pt.Tracker.of(source("s", "2024-01-05"), proposal(), change("c", "proposed", "2024-01~", "s"))
    assert told(tracker)[0][0][1] == "Proposed since 2024-01~, possibly"


def test_the_data_cannot_end_its_element():
    """No letter of the JSON can be read as markup, and nothing in it is invisible."""
    view = hostile.case()
    text = moments(view, content(view, view.proposals).entries)
    assert not {"<", ">", "&", "\u2028", "\u202e"} & {*text}
