"""What the tools answer: values, each with its citations, its days, and how it is told in blocks of text."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

import attrs
import pendulum

from policytrack.cli._blocks import Block, Fact, Heading, Line
from policytrack.cli._told import holding
from policytrack.cli._values import Answer
from policytrack.cli.commands import show
from policytrack.cli.mcp._cites import Cites, told
from policytrack.dates import PartialDate
from policytrack.pages import Detail, Page
from policytrack.terms import Extent, Phase, Stance


@attrs.frozen(kw_only=True)
class Cited(Answer, ABC):
    """An answer that holds on a day, as far as things were known by another; None where no day was named."""

    kind: ClassVar[str] = "cited"
    on: pendulum.Date | None
    known: pendulum.Date | None

    def blocks(self) -> Iterator[Block]:
        """Tell it."""
        yield from self.body()
        yield holding(self.as_of)
        if self.known is not None:
            yield Line(f"as far as it was public by {self.known}")

    @abstractmethod
    def body(self) -> Iterator[Block]:
        """Tell all but the days."""
        ...


@attrs.frozen(kw_only=True)
class Hit:
    """A proposal that was found, its status, and what bears that."""

    proposal_id: str
    title: str
    status: str
    since: PartialDate | None
    citations: tuple[Cites, ...]


@attrs.frozen(kw_only=True)
class Hits(Cited):
    """The proposals that a question finds; `more` says whether there are more."""

    kind: ClassVar[str] = "search"
    query: str
    proposals: tuple[Hit, ...]
    more: bool

    def body(self) -> Iterator[Block]:
        """Tell each proposal with its status and sources."""
        for one in self.proposals:
            yield Heading(one.title, one.proposal_id)
            yield Fact("status", f"{one.status}{f' since {one.since}' if one.since else ''}")
            yield from told(one.citations)
        more = ", and there are more" if self.more else ""
        yield Line(f"{len(self.proposals)} found{more}")


@attrs.frozen(kw_only=True)
class Shown(Cited):
    """A record as the wire has it; of a proposal its page, of an event what came of it."""

    kind: ClassVar[str] = "show"
    type: str
    record: dict[str, Any]
    details: tuple[Detail, ...]
    page: Page | None
    outcome: str | None
    citations: tuple[Cites, ...]

    def body(self) -> Iterator[Block]:
        """Tell it as the command `show` does, with all sources."""
        yield from show.told(
            show.Shown(
                source=self.source,
                type=self.type,
                record=self.record,
                details=self.details,
                cited=(),
                page=self.page,
                outcome=self.outcome,
            )
        )
        yield from told(self.citations)


@attrs.frozen(kw_only=True)
class Report:
    """A report of a status change; `reason` says why it won, or why it did not."""

    to: str
    on: PartialDate | None
    reason: str
    citations: tuple[Cites, ...]


@attrs.frozen(kw_only=True)
class OfProposal(Cited):
    """An answer about one proposal."""

    proposal_id: str
    title: str

    def body(self) -> Iterator[Block]:
        """Tell all but the days, under the title."""
        yield Heading(self.title, self.proposal_id)
        yield from self.about()

    @abstractmethod
    def about(self) -> Iterator[Block]:
        """Tell what it says of the proposal."""
        ...


@attrs.frozen(kw_only=True)
class Stands(OfProposal):
    """Where a proposal stands. `certain` is false where it only possibly is so by the day of the question."""

    kind: ClassVar[str] = "standing"
    standing: str
    status: str
    phase: Phase | None
    since: PartialDate | None
    certain: bool
    extent: Extent | None
    note: str | None
    citations: tuple[Cites, ...]
    competing: tuple[Report, ...]

    def about(self) -> Iterator[Block]:
        """Tell the status, its sources, and the reports that compete."""
        yield Fact("status", self.standing)
        if not self.certain:
            yield Fact("certain", "no: it only possibly happened by then")
        yield from told(self.citations)
        for one in self.competing:
            yield Fact("also", f"reported: {one.to} {one.on or 'without a date'}")
            yield from told(one.citations)
        if self.note is not None:
            yield Fact("note", self.note)


@attrs.frozen(kw_only=True)
class Voice:
    """Somebody who took a stance, in the role in which they spoke.

    `statement` is a paraphrase, the words stand in the citations. `inherited_from` is the package on which
    it was said, None where it was said of the proposal itself.
    """

    actor_id: str
    name: str
    who: str
    stance: Stance
    said_on: PartialDate | None
    statement: str | None
    inherited_from: str | None
    citations: tuple[Cites, ...]


@attrs.frozen(kw_only=True)
class Sides(OfProposal):
    """Who is for and who is against a proposal, and who said something else of it.

    `never_heard` are the names of stakeholders of whom nothing is recorded; None where nobody recorded who
    they are.
    """

    kind: ClassVar[str] = "stances"
    supporters: tuple[Voice, ...]
    opponents: tuple[Voice, ...]
    others: tuple[Voice, ...]
    never_heard: tuple[str, ...] | None

    def about(self) -> Iterator[Block]:
        """Tell each side."""
        for label, voices in (("for", self.supporters), ("against", self.opponents), ("other", self.others)):
            for one in voices:
                on = f", on {one.inherited_from}" if one.inherited_from else ""
                said = f": {one.statement}" if one.statement else ""
                yield Fact(label, f"{one.who} ({one.stance}, {one.said_on or 'undated'}{on}){said}")
                yield from told(one.citations)
            if not voices and label != "other":
                yield Fact(label, "nobody found")
        if self.never_heard:
            yield Fact("unheard", "; ".join(self.never_heard))


@attrs.frozen(kw_only=True)
class Step:
    """A transition: the report that won, and those that did not; `counts` is false where it is to come."""

    report: Report
    counts: bool
    losers: tuple[Report, ...]


@attrs.frozen(kw_only=True)
class Explained(OfProposal):
    """Why a proposal stands where it does; `resolution` is the rule that decides between reports."""

    kind: ClassVar[str] = "explain"
    resolution: str
    steps: tuple[Step, ...]
    text: str

    def about(self) -> Iterator[Block]:
        """Tell it line by line, then the sources."""
        for line in self.text.split("\n"):
            text = line.lstrip(" ")
            yield Line(text, len(line) - len(text))
        reports = [one for step in self.steps for one in (step.report, *step.losers)]
        found = dict.fromkeys(cited for report in reports for cited in report.citations)
        yield from told(found)


@attrs.frozen(kw_only=True)
class Move:
    """A proposal that stands elsewhere than before, and what bears that."""

    proposal_id: str
    title: str
    before: str
    after: str
    reason: str
    citations: tuple[Cites, ...]


@attrs.frozen(kw_only=True)
class News:
    """A record that is new, changed or gone, and what bears it."""

    record_id: str
    citations: tuple[Cites, ...]


@attrs.frozen(kw_only=True)
class Changes(Cited):
    """What became known between two days: proposals that moved, records, and everything in words.

    `left_out` is how many records and lines more there are than the limit lets in.
    """

    kind: ClassVar[str] = "changes"
    since: pendulum.Date
    moved: tuple[Move, ...]
    records: tuple[News, ...]
    lines: tuple[str, ...]
    left_out: int

    def body(self) -> Iterator[Block]:
        """Tell every change, then the sources of what moved."""
        yield Heading(f"What became known since {self.since}")
        for line in self.lines or ("no change",):
            yield Line(line)
        if self.left_out:
            yield Line(f"… and {self.left_out} more")
        yield from (
            told(dict.fromkeys(cited for move in self.moved for cited in move.citations))
            if self.moved
            else ()
        )
