"""What a page says: of each proposal in a view, and of the view as a whole. No judgement is made here."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import attrs

from policytrack.answers import Competing, Conflict, Coverage, Outcome
from policytrack.model import Event, Proposal, StatusChange, references
from policytrack.pages import Detail, Part, added, in_words, rows
from policytrack.report._parts import Cited, Desk, Rival, Said, Told, side_of
from policytrack.report._text import address, capital
from policytrack.report._timeline import Drawing, drawing
from policytrack.standing import Standing
from policytrack.tracker import View

_ACTORS = frozenset({"Person", "Organization"})


@attrs.frozen(kw_only=True)
class Value:
    """One of the values that compete."""

    value: Competing
    name: str | None
    cited: tuple[Cited, ...]


@attrs.frozen(kw_only=True)
class Dispute:
    """Something on which sources disagree."""

    conflict: Conflict
    values: tuple[Value, ...]


@attrs.frozen(kw_only=True)
class Touched:
    """A legal text that a proposal touches, in words, with its address where that may be linked."""

    text: str
    href: str | None


@attrs.frozen(kw_only=True)
class Tie:
    """Another proposal that this one has to do with; `number` is None where it is not on the page."""

    kind: str
    title: str
    number: int | None


@attrs.frozen(kw_only=True)
class Sheet:
    """The records of a plugin's type that refer to a proposal, as a table: a row each, with its sources.

    The columns are fields by their names, each with what it is called in words.
    """

    label: str
    columns: dict[str, str]
    rows: tuple[tuple[dict[str, tuple[Part, ...]], tuple[Cited, ...]], ...]


@attrs.frozen(kw_only=True)
class Entry:
    """A proposal on the page; `details` are the fields that a plugin's class adds.

    `never_heard` is None where nobody recorded who could be heard.
    """

    number: int
    proposal: Proposal
    measure: str | None
    details: tuple[Detail, ...]
    asked: tuple[Cited, ...]
    actors: tuple[tuple[str, str], ...]
    ties: tuple[Tie, ...]
    instruments: tuple[Touched, ...]
    standing: Standing
    state: str
    sides: dict[str, tuple[Said, ...]]
    history: tuple[Told, ...]
    drawing: Drawing | None
    resolution: str
    left_out: tuple[Rival, ...]
    disputes: tuple[Dispute, ...]
    coverage: Coverage
    never_heard: tuple[str, ...] | None
    single_source: tuple[str, ...]
    unsourced: tuple[str, ...]
    unnamed: tuple[str, ...]
    sheets: tuple[Sheet, ...]


@attrs.frozen(kw_only=True)
class Happened:
    """An event, whom it involved, and the event in which it ended."""

    event: Event
    involved: tuple[str, ...]
    outcome: Event | None
    cited: tuple[Cited, ...]


@attrs.frozen(kw_only=True)
class Content:
    """All that a page says; `numbers` are those of its proposals, by their ids."""

    entries: tuple[Entry, ...]
    outcomes: tuple[Outcome, ...]
    disputes: tuple[Dispute, ...]
    events: tuple[Happened, ...]
    sources: tuple[Cited, ...]
    numbers: dict[str, int]


def content(view: View, proposals: Sequence[Proposal]) -> Content:
    """Gather what a page says of some proposals of a view."""
    writer = _Writer(view, proposals)
    entries = tuple(map(writer.entry, proposals))
    about = {proposal.id for proposal in view.proposals}
    disputes = tuple(writer.dispute(conflict) for conflict in writer.conflicts if conflict.about not in about)
    events = tuple(map(writer.happened, sorted(view.events, key=_when)))
    return Content(
        entries=entries,
        outcomes=view.outcomes(),
        disputes=disputes,
        events=events,
        sources=writer.desk.sources,
        numbers=writer.numbers,
    )


class _Writer:
    def __init__(self, view: View, proposals: Sequence[Proposal]) -> None:
        self.view, self.desk = view, Desk(view)
        self.conflicts = view.conflicts()
        self.numbers = {proposal.id: number for number, proposal in enumerate(proposals, 1)}
        self._ended = {pair.event.id: pair.outcome for pair in view.outcomes()}
        self._rows = rows(view)
        self._disputes: dict[str, list[Conflict]] = {}
        for conflict in self.conflicts:
            self._disputes.setdefault(conflict.about, []).append(conflict)

    def entry(self, proposal: Proposal) -> Entry:
        coverage = self.view.coverage(proposal.id)
        explanation = self.view.explain(proposal.id)
        history = tuple(self.desk.told(proposal.id, step) for step in explanation.steps)
        standing, heard = explanation.standing, coverage.never_heard
        measure = None if proposal.measure is None else in_words(self.view, proposal.measure)
        return Entry(
            number=self.numbers[proposal.id],
            proposal=proposal,
            measure=None if measure is None else capital(measure),
            details=added(self.view, proposal),
            asked=self.desk.cite(proposal.evidence),
            actors=tuple(self._named(proposal, measure or "")),
            ties=tuple(self._ties(proposal)),
            instruments=tuple(
                Touched(
                    text=", ".join(filter(None, [one.title, one.provision, str(one.kind)])),
                    href=address(one.url),
                )
                for one in proposal.instruments
            ),
            standing=standing,
            state=self.desk.label(proposal.id, standing.status),
            sides=self._sides(coverage),
            history=history,
            drawing=drawing(self.desk, history),
            resolution=explanation.resolution,
            left_out=tuple(self.desk.rival(proposal.id, loser) for loser in explanation.left_out),
            disputes=tuple(map(self.dispute, self._disputes.get(proposal.id, ()))),
            coverage=coverage,
            never_heard=None if heard is None else self.desk.names(heard),
            single_source=tuple(map(self._claim, coverage.single_source)),
            unsourced=tuple(map(self._claim, coverage.unsourced)),
            unnamed=tuple(one.attribution or self.desk.name(one.actor_id) for one in coverage.unnamed),
            sheets=tuple(self._sheets(proposal.id)),
        )

    def dispute(self, conflict: Conflict) -> Dispute:
        values = (
            Value(
                value=value,
                name=None if value.attributed_to_id is None else self.desk.name(value.attributed_to_id),
                cited=self.desk.by_id(value.source_ids),
            )
            for value in conflict.values
        )
        return Dispute(conflict=conflict, values=tuple(values))

    def happened(self, event: Event) -> Happened:
        return Happened(
            event=event,
            involved=self.desk.names(event.involves_ids),
            outcome=self._ended.get(event.id),
            cited=self.desk.cite(event.evidence),
        )

    def _sides(self, coverage: Coverage) -> dict[str, tuple[Said, ...]]:
        sides: dict[str, list[Said]] = {"for": [], "against": [], "other": []}
        for stand in (*coverage.proponents, *coverage.critics, *coverage.others, *coverage.inherited):
            package = stand.inherited_from
            title = None if package is None else self.view.proposal(package).title
            sides[side_of(stand.stance)].append(self.desk.said(stand, title))
        return {side: tuple(said) for side, said in sides.items()}

    def _named(self, proposal: Proposal, words: str) -> Iterable[tuple[str, str]]:
        """Give the ids that the words of a measure name, each with the name of its actor."""
        if proposal.measure is not None:
            named = {
                found.record_id for found in references(proposal.measure) if _ACTORS.issuperset(found.types)
            }
            yield from ((one, self.desk.name(one)) for one in sorted(named) if one in words)

    def _ties(self, proposal: Proposal) -> Iterable[Tie]:
        ties = [] if proposal.part_of_id is None else [("part of", proposal.part_of_id)]
        ties += [(relation.kind.replace("-", " "), relation.proposal_id) for relation in proposal.relations]
        for kind, other_id in ties:
            title = self.view.proposal(other_id).title
            yield Tie(kind=kind, title=title, number=self.numbers.get(other_id))

    def _sheets(self, proposal_id: str) -> Iterable[Sheet]:
        for label, about in groupby(self._rows.get(proposal_id, ()), key=lambda row: row.label):
            told = tuple(about)
            yield Sheet(
                label=label,
                columns={one.field: one.label for row in told for one in row.details},
                rows=tuple(
                    (
                        {one.field: one.parts for one in row.details},
                        self.desk.cite(getattr(self.view.get(row.record_id), "evidence", ())),
                    )
                    for row in told
                ),
            )

    def _claim(self, record: object) -> str:
        if isinstance(record, StatusChange):
            return f"the status: {self.desk.label(record.proposal_id, record.to)}"
        return self.desk.name(getattr(record, "actor_id", ""))


def _when(event: Event) -> tuple[bool, object, str]:
    """Order events by the first day on which they can have happened, undated last."""
    return (event.on is None, "" if event.on is None else event.on.span[0].isoformat(), event.id)
