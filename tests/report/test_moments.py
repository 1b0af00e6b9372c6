"""The answers of the slider: what a view of that day answers, and nothing that the page works out."""

import json
from itertools import pairwise

import attrs
import hostile
import pytest
from factories import change, cited, person, position, proposal, source

import policytrack as pt
from policytrack.report._content import Archive, content
from policytrack.report._moments import moments, packed


def entries(view):
    return content(Archive(view, {}), view.proposals).entries


def found(view):
    """Return the answers of each entry, in order, each with its day."""
    return moments(view, entries(view))


def told(view):
    """Return the answers of each entry as the page has them: days and texts, not their numbers."""
    data = json.loads(packed(found(view)))
    days, texts = data["days"], data["texts"]
    return [
        [[days[day], *(texts[text] for text in answer[:3]), *answer[4:6]] for day, *answer in one]
        for one in data["answers"]
    ]


@pytest.fixture(name="case", scope="module")
def _case():
    return pt.datasets.load("police-accountability")


def test_an_answer_is_that_of_its_day(case):
    """Each answer is what the view of that day, as known that day, says; each differs from the one before."""
    by_id = dict(zip([one.id for one in case.proposals], told(case), strict=True))
    answers = by_id["unlawful-killing-standard"]
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
    text = packed(found(view))
    assert not {"<", ">", "&", "\u2028", "\u202e"} & {*text}


@pytest.fixture(name="corrected")
def _corrected():
    """A proposal whose words were corrected later, by another source."""
    fix = proposal("fix", summary="Later.", corrects_id="p", correction=pt.CorrectionKind.CORRECTS)
    return pt.Tracker.of(
        source("early", "2024-01-05"),
        source("late", "2024-06-01"),
        proposal("p", summary="Early.", topics=frozenset({"b", "a"}), evidence=cited("early")),
        attrs.evolve(fix, title="Another title", evidence=cited("late")),
    )


def test_what_would_change_is_that_of_the_day(corrected):
    """Before a correction came out, what the page says is replaced by what was said then."""
    (first, early), (second, late) = found(corrected)[0]
    assert (first, second) == ("2024-01-05", "2024-06-01")
    lines = ("It was called “p”.", "Early.", "No measure is recorded.", "topics: a; b")
    assert (early.change, late.change) == (lines, None)


def test_what_the_page_says_is_not_said_twice(case):
    """The data have the words of a day only where they were others."""
    changes = [answer.change for one in found(case) for _, answer in one]
    assert 0 < sum(change is not None for change in changes) < len(changes) / 2


def test_sources_of_what_is_asked(corrected):
    """Of the citations of a proposal those are shown that were public."""
    assert [answer.asked for _, answer in found(corrected)[0]] == [(0,), (0, 1)]
