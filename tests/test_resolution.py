"""Which of several reports wins, and by which criterion."""

from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.dates import PartialDate
from policytrack.model import Source
from policytrack.resolution import (
    BestEvidence,
    Criterion,
    Report,
    Resolution,
    Witness,
    decided_by,
    public_by,
    ranked,
    witness,
)
from policytrack.terms import SourceKind

EVERY = Resolution("every", tuple(Criterion))
LATEST = Resolution("latest", (Criterion.LATEST_PUBLICATION,))


def source(
    source_id: str, kind: SourceKind = SourceKind.SECONDARY, of: str | None = None, **days: str
) -> Source:
    """Return a source, with the source that it derives from."""
    dates = {name: PartialDate.parse(text) for name, text in days.items()}
    return Source(id=source_id, title=source_id, kind=kind, derived_from_id=of, **dates)  # type: ignore[arg-type]


def weigh(first: Source, *others: Source) -> Witness:
    """Return what the first of these sources weighs among all of them."""
    return witness(first, {held.id: held for held in (first, *others)})


def report(report_id: str, date: str | None = None, *witnesses: tuple[int, str, int | None]) -> Report:
    """Return a report with its witnesses."""
    return Report(
        report_id,
        None if date is None else PartialDate.parse(date),
        tuple(Witness(*facts) for facts in witnesses),
    )


def test_default_criteria_are_those_of_the_design() -> None:
    """Kind of source, precision, independent witnesses, earliest publication; then the id."""
    assert BestEvidence.criteria == (
        Criterion.SOURCE_KIND,
        Criterion.PRECISION,
        Criterion.WITNESSES,
        Criterion.EARLIEST_PUBLICATION,
    )


# Each winner is worse by every later criterion, so that only the one that is named can have decided.
DECIDED = [
    (
        Criterion.SOURCE_KIND,
        report("z", "2023", (3, "s", 9)),
        report("a", "2023-09-24", (1, "s", 1), (1, "t", 1)),
    ),
    (
        Criterion.SOURCE_KIND,  # one good source among poor ones is enough
        report("z", "2023", (1, "r", 9), (2, "s", 9)),
        report("a", "2023-09-24", (1, "s", 1), (1, "t", 1), (1, "u", 1)),
    ),
    (Criterion.SOURCE_KIND, report("z", None, (1, "s", None)), report("a", "2023-09-24")),  # any source, none
    (
        Criterion.PRECISION,
        report("z", "2023-09-24", (1, "s", 9)),
        report("a", "2023-09", (1, "s", 1), (1, "t", 1)),
    ),
    (
        Criterion.PRECISION,
        report("z", "[..2023]", (1, "s", 9)),
        report("a", None, (1, "s", 1)),
    ),  # any date, none
    (
        Criterion.WITNESSES,
        report("z", "2023", (1, "s", 9), (1, "t", 9)),
        report("a", "2023", (1, "s", 1), (1, "s", 1), (1, "s", 2)),  # three that share their words
    ),
    (Criterion.EARLIEST_PUBLICATION, report("z", "2023", (1, "s", 8)), report("a", "2023", (1, "s", 9))),
    (
        Criterion.EARLIEST_PUBLICATION,  # who had it first, not who had it last
        report("z", "2023", (1, "s", 7), (1, "t", 99)),
        report("a", "2023", (1, "s", 8), (1, "t", 9)),
    ),
    (
        Criterion.EARLIEST_PUBLICATION,  # a day that nothing tells comes last
        report("z", "2023", (1, "s", 9)),
        report("a", "2023", (1, "s", None)),
    ),
    (Criterion.ID, report("a", "2023", (1, "s", 9)), report("z", "2023", (1, "t", 9))),
    (Criterion.ID, report("B", "2023"), report("a", "2023")),  # by code point
]


@pytest.mark.parametrize(("criterion", "winner", "loser"), DECIDED)
def test_criterion_decides_between_equals(criterion: Criterion, winner: Report, loser: Report) -> None:
    """The first criterion in which two reports differ decides, whatever the later ones say."""
    assert ranked([loser, winner]) == (winner, loser)
    assert decided_by(winner, loser) is criterion


def test_every_default_criterion_has_a_case() -> None:
    """A criterion that is added to the default without a case here fails."""
    assert {criterion for criterion, _, _ in DECIDED} == {*BestEvidence.criteria, Criterion.ID}


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (report("z", None, (1, "s", 9)), report("a", None, (1, "s", 8))),
        (report("z", None, (1, "s", 1), (1, "t", 9)), report("a", None, (1, "s", 8))),  # the last one counts
        (report("z", None, (1, "s", 1)), report("a", None, (1, "s", None))),  # a day that nothing tells
        (report("z", None, (1, "s", 1)), report("a")),  # no witness
    ],
)
def test_latest_publication_can_decide(winner: Report, loser: Report) -> None:
    """A resolution of one's own may let the later publication win."""
    assert ranked([loser, winner], LATEST) == (winner, loser)
    assert decided_by(winner, loser, LATEST) is Criterion.LATEST_PUBLICATION


def test_nothing_comes_after_the_id() -> None:
    """Ids are never equal: criteria behind the id have no turn."""
    by_id = Resolution("by id", (Criterion.ID, Criterion.PRECISION))
    lower, higher = report("a", "2023"), report("z", "2023-09-24")
    assert ranked([higher, lower], by_id) == (lower, higher)
    assert decided_by(lower, higher, by_id) is Criterion.ID


def test_nothing_is_ranked_as_nothing() -> None:
    """No reports have no winner."""
    assert ranked([]) == ()


ORIGINAL = source("original", SourceKind.PRIMARY)
ARTICLE = source("article")


@pytest.mark.parametrize(
    ("line", "nearness"),
    [
        ([ORIGINAL], 3),
        ([source("copy", SourceKind.COPY)], 2),  # whose original is not held
        ([ARTICLE], 1),
        ([source("copy", SourceKind.COPY, "original"), ORIGINAL], 3),  # ranks with what it copies
        ([source("copy", SourceKind.COPY, "article"), ARTICLE], 1),
        ([source("c2", SourceKind.COPY, "c1"), source("c1", SourceKind.COPY, "original"), ORIGINAL], 3),
        ([source("c2", SourceKind.COPY, "c1"), source("c1", SourceKind.COPY)], 2),  # copies all the way
        ([source("copy", SourceKind.COPY, "lost")], 2),  # its original is named and not held
        ([source("wire", of="original"), ORIGINAL], 1),  # shares words with a primary one, and is none
        ([source("law", SourceKind.PRIMARY, "article"), ARTICLE], 3),  # quotes an article, and is primary
    ],
)
def test_nearness(line: list[Source], nearness: int) -> None:
    """A primary source is nearest; a copy ranks with its original, or between where that is not held."""
    assert weigh(*line).nearness == nearness


@pytest.mark.parametrize(
    ("line", "root"),
    [
        ([ARTICLE], "article"),
        ([source("copy", SourceKind.COPY, "original"), ORIGINAL], "original"),
        ([source("wire 2", of="wire 1"), source("wire 1", of="article"), ARTICLE], "article"),
        ([source("copy", SourceKind.COPY, "lost")], "lost"),  # two copies of it are one witness, held or not
    ],
)
def test_root_is_where_the_words_come_from(line: list[Source], root: str) -> None:
    """Sources that share their words go back to one root."""
    assert weigh(*line).root == root


@pytest.mark.parametrize(
    "line",
    [
        [source("a", SourceKind.COPY, "b"), source("b", SourceKind.COPY, "a")],
        [source("a", SourceKind.COPY, "a")],  # copies itself
        [source("a", of="b"), source("b", of="c"), source("c", of="b")],  # runs into a circle
    ],
)
def test_circle_of_copies_ends(line: list[Source]) -> None:
    """Sources that derive from each other, which an integrity check reports, can be weighed."""
    assert weigh(*line).nearness == (2 if line[0].kind is SourceKind.COPY else 1)


@pytest.mark.parametrize(
    ("days", "public"),
    [
        ({"published": "2023-09-24", "retrieved_on": "2023-10-01"}, (2023, 9, 24)),
        ({"published": "2023-09", "retrieved_on": "2023-10-01"}, (2023, 9, 30)),  # surely by its last day
        ({"retrieved_on": "2023-10-01"}, (2023, 10, 1)),  # stands in
        ({"published": "[2023-01..]", "retrieved_on": "2023-10-01"}, (2023, 10, 1)),  # has no last day
        ({"published": "[2023-01..]"}, None),
        ({"published": "2023-09~"}, (2023, 9, 30)),  # a qualifier moves no bound
        ({}, None),
    ],
)
def test_public_by(days: dict[str, str], public: tuple[int, int, int] | None) -> None:
    """A source was public by its publication, or lacking that by the day on which it was retrieved."""
    expected = None if public is None else pendulum.Date(*public)
    assert public_by(source("s", **days)) == expected  # type: ignore[arg-type]
    assert weigh(source("s", **days)).public == (expected and expected.toordinal())  # type: ignore[arg-type]


reports = st.builds(
    Report,
    st.text("ab", min_size=1, max_size=2),
    st.sampled_from([None, *map(PartialDate.parse, ("2023", "2023-09", "2023-09-24", "[..2023]"))]),
    st.lists(
        st.builds(Witness, st.integers(1, 3), st.sampled_from("st"), st.none() | st.integers(1, 3)),
        max_size=3,
    ).map(tuple),
)
contests = st.lists(reports, min_size=1, max_size=6, unique_by=lambda report: report.id)
resolutions = st.sampled_from([BestEvidence, EVERY, LATEST]) | st.builds(
    Resolution, st.just("drawn"), st.permutations(tuple(Criterion)).map(tuple)
)


@given(contests, resolutions, st.data())
def test_order_of_input_means_nothing(contest: list[Report], resolution: Resolution, data: Any) -> None:
    """The same reports in another order are ranked the same."""
    shuffled = data.draw(st.permutations(contest))
    assert ranked(shuffled, resolution) == ranked(contest, resolution)


@given(contests, resolutions)
def test_ranking_loses_nothing(contest: list[Report], resolution: Resolution) -> None:
    """Losers are never dropped."""
    assert sorted(ranked(contest, resolution), key=repr) == sorted(contest, key=repr)


@given(contests, resolutions)
def test_order_is_total(contest: list[Report], resolution: Resolution) -> None:
    """Of each two reports the same one comes first, in their own contest and in a larger one."""
    order = ranked(contest, resolution)
    pairs = [(one, other) for index, one in enumerate(order) for other in order[index + 1 :]]
    assert all(ranked([other, one], resolution) == (one, other) for one, other in pairs)


@given(contests, resolutions)
def test_deciding_criterion_is_the_first_that_differs(contest: list[Report], resolution: Resolution) -> None:
    """Without the criterion that decided, and those after it, the two reports are equal but for their ids."""
    winner, *losers = ranked(contest, resolution)
    for loser in losers:
        criterion = decided_by(winner, loser, resolution)
        earlier = resolution.criteria[: [*resolution.criteria, Criterion.ID].index(criterion)]
        assert decided_by(winner, loser, Resolution("earlier", earlier)) is Criterion.ID
