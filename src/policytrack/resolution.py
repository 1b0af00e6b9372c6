"""Which of several reports of one thing wins: a named tuple of criteria, so that it is data.

Reports are never merged and losers are never dropped. A criterion gives a report a rank, the higher rank
wins, and the next criterion decides only between equals; last of all the lower id wins, so that every
question has one answer. Reports that were retracted or corrected stand outside the contest.
"""

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

import attrs

from policytrack.dates import PartialDate
from policytrack.model import Source
from policytrack.terms import SourceKind

if TYPE_CHECKING:
    import pendulum


class Criterion(enum.StrEnum):
    """What can speak for one report against another; the value says it in words."""

    SOURCE_KIND = "a source nearer to the fact"
    PRECISION = "a more precise date"
    WITNESSES = "more independent witnesses"
    EARLIEST_PUBLICATION = "an earlier publication"
    LATEST_PUBLICATION = "a later publication"
    ID = "the lower id"


@attrs.frozen
class Resolution:
    """A rule that decides between competing reports: a name, and its criteria in order."""

    name: str
    criteria: tuple[Criterion, ...]


BEST_EVIDENCE = Resolution(
    "best-evidence",
    (Criterion.SOURCE_KIND, Criterion.PRECISION, Criterion.WITNESSES, Criterion.EARLIEST_PUBLICATION),
)
"""The default: the better kind of source, then precision, witnesses, and who had it first."""


@attrs.frozen
class Witness:
    """What a resolution needs to know of one source.

    `nearness` is 3 for a primary source, 2 for a copy whose original is not held, 1 for a secondary one;
    `root` is the id of the source that it goes back to, held or not, its own where it copies none;
    `public` is the ordinal of the day on which it was public, None where nothing tells.
    """

    nearness: int
    root: str
    public: int | None


@attrs.frozen
class Report:
    """One of the reports of a thing, as far as a resolution looks at it."""

    id: str
    date: PartialDate | None
    witnesses: tuple[Witness, ...]


_NEARNESS = {SourceKind.PRIMARY: 3, SourceKind.COPY: 2, SourceKind.SECONDARY: 1}


def witness(source: Source, sources: Mapping[str, Source]) -> Witness:
    """Weigh a source among all that are held.

    A verbatim copy ranks with what it copies. A source that shares its words with another is no second
    witness: both have one root.
    """
    line = {source.id: source}
    parent = source.derived_from_id
    # A circle is an integrity error and is reported elsewhere; here it ends where it began.
    while parent is not None and parent in sources and parent not in line:
        line[parent] = sources[parent]
        parent = sources[parent].derived_from_id
    original = next((held for held in line.values() if held.kind is not SourceKind.COPY), source)
    root = next(reversed(line)) if parent is None else parent
    public = public_by(source)
    return Witness(_NEARNESS[original.kind], root, None if public is None else public.toordinal())


def public_by(source: Source) -> "pendulum.Date | None":
    """Return the day by which a source was surely public: published, or lacking that retrieved.

    None means that nothing tells: such a source counts only where no day of knowledge is asked for.
    """
    for date in (source.published, source.retrieved_on):
        if date is not None and date.latest is not None:
            return date.latest
    return None


def _earliest(report: Report) -> float:
    return -min((seen.public for seen in report.witnesses if seen.public is not None), default=float("inf"))


def _latest(report: Report) -> float:
    return max((seen.public for seen in report.witnesses if seen.public is not None), default=float("-inf"))


_RANK: Mapping[Criterion, Callable[[Report], float]] = {
    Criterion.SOURCE_KIND: lambda report: max((seen.nearness for seen in report.witnesses), default=0),
    Criterion.PRECISION: lambda report: 0 if report.date is None else report.date.precision,
    Criterion.WITNESSES: lambda report: len({seen.root for seen in report.witnesses}),
    Criterion.EARLIEST_PUBLICATION: _earliest,
    Criterion.LATEST_PUBLICATION: _latest,
}


def ranked(reports: Sequence[Report], resolution: Resolution = BEST_EVIDENCE) -> tuple[Report, ...]:
    """Return the reports, the winner first."""
    by_id = sorted(reports, key=lambda report: report.id)
    return tuple(
        sorted(
            by_id, key=lambda report: [_RANK[which](report) for which in _before_id(resolution)], reverse=True
        )
    )


def decided_by(winner: Report, loser: Report, resolution: Resolution = BEST_EVIDENCE) -> Criterion:
    """Return the criterion that put one report before the other."""
    for criterion in _before_id(resolution):
        if _RANK[criterion](winner) != _RANK[criterion](loser):
            return criterion
    return Criterion.ID


def _before_id(resolution: Resolution) -> Iterator[Criterion]:
    """Give the criteria that can leave two reports equal: none comes to its turn behind the id."""
    return takewhile(lambda criterion: criterion is not Criterion.ID, resolution.criteria)
