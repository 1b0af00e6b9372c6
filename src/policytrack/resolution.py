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


class Nearness(enum.IntEnum):
    """How near a source stands to what it reports; a copy whose original is not held is between."""

    SECONDARY = 1
    COPY = 2
    PRIMARY = 3


@attrs.frozen
class Resolution:
    """A rule that decides between competing reports, as data: a name, and its criteria in order.

    A report that has no source at least as near as `at_least` takes no part; None asks for none.
    """

    name: str
    criteria: tuple[Criterion, ...]
    at_least: Nearness | None = None


_BEST = (Criterion.SOURCE_KIND, Criterion.PRECISION, Criterion.WITNESSES, Criterion.EARLIEST_PUBLICATION)

BestEvidence: Resolution = Resolution("best-evidence", _BEST)
"""The default: the better kind of source, then precision, witnesses, and who had it first."""

LatestPublished: Resolution = Resolution("latest-published", (Criterion.LATEST_PUBLICATION, *_BEST))
"""What came out last wins, as in a newsroom; the best evidence decides between equals."""

PrimaryOnly: Resolution = Resolution("primary-only", _BEST, Nearness.PRIMARY)
"""Only what a primary source bears, or a copy of one that is held; the best of it wins."""


@attrs.frozen
class Witness:
    """What a resolution needs to know of one source.

    `root` is the id of the source that it goes back to, held or not, its own where it copies none;
    `public` is the ordinal of the day on which it was public, None where nothing tells.
    """

    nearness: Nearness
    root: str
    public: int | None


@attrs.frozen
class Report:
    """One of the reports of a thing, as far as a resolution looks at it."""

    id: str
    date: PartialDate | None
    witnesses: tuple[Witness, ...]

    @property
    def published(self) -> float:
        """The ordinal of the last day on which a source of it came out; minus infinity without any."""
        days = (seen.public for seen in self.witnesses if seen.public is not None)
        return max(days, default=float("-inf"))


_NEARNESS = {
    SourceKind.PRIMARY: Nearness.PRIMARY,
    SourceKind.COPY: Nearness.COPY,
    SourceKind.SECONDARY: Nearness.SECONDARY,
}


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


_RANK: Mapping[Criterion, Callable[[Report], float]] = {
    Criterion.SOURCE_KIND: lambda report: max((seen.nearness for seen in report.witnesses), default=0),
    Criterion.PRECISION: lambda report: 0 if report.date is None else report.date.precision,
    Criterion.WITNESSES: lambda report: len({seen.root for seen in report.witnesses}),
    Criterion.EARLIEST_PUBLICATION: _earliest,
    Criterion.LATEST_PUBLICATION: lambda report: report.published,
}


def admitted(report: Report, resolution: Resolution) -> bool:
    """Say whether a report has a source that is near enough to take part."""
    least = resolution.at_least
    return least is None or any(seen.nearness >= least for seen in report.witnesses)


def ranked(reports: Sequence[Report], resolution: Resolution = BestEvidence) -> tuple[Report, ...]:
    """Return the reports, the winner first."""
    if len(reports) == 1:
        return tuple(reports)  # Most compete with none.
    by_id = sorted(reports, key=lambda report: report.id)
    return tuple(
        sorted(
            by_id, key=lambda report: [_RANK[which](report) for which in _before_id(resolution)], reverse=True
        )
    )


def decided_by(winner: Report, loser: Report, resolution: Resolution = BestEvidence) -> Criterion:
    """Return the criterion that put one report before the other."""
    for criterion in _before_id(resolution):
        if _RANK[criterion](winner) != _RANK[criterion](loser):
            return criterion
    return Criterion.ID


def _before_id(resolution: Resolution) -> Iterator[Criterion]:
    """Give the criteria that can leave two reports equal: none comes to its turn behind the id."""
    return takewhile(lambda criterion: criterion is not Criterion.ID, resolution.criteria)
