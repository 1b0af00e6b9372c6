"""What a page says: of each proposal in a view, and of the view as a whole. No judgement is made here."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import attrs

from policytrack.answers import Competing, Conflict, Coverage, Outcome
from policytrack.model import Event, Proposal, StatusChange, references
from policytrack.pages import rows
from policytrack.report._change import Change, Link, change, linked
from policytrack.report._parts import Cited, Desk, Rival, Said, Told, side_of
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
class Sheet:
    """The records of a plugin's type that refer to a proposal, as a table: a row each, with its sources.

    The columns are fields by their names, each with what it is called in words.
    """

    label: str
    columns: dict[str, str]
    rows: tuple[tuple[dict[str, tuple[Link, ...]], tuple[Cited, ...]], ...]


@attrs.frozen(kw_only=True)
class Entry:
    """A proposal on the page; `never_heard` is None where nobody recorded who could be heard."""

    number: int
    proposal: Proposal
    change: Change
    asked: tuple[Cited, ...]
    actors: tuple[tuple[str, str], ...]
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
    """All that a page says; what stands beside proposals may stand on another page."""

    entries: tuple[Entry, ...]
    outcomes: tuple[Outcome, ...]
    disputes: tuple[Dispute, ...]
    events: tuple[Happened, ...]
    sources: tuple[Cited, ...]


class Archive:
    """What pages share: the view, where its proposals stand, by their ids, and what is looked up once."""

    def __init__(self, view: View, hrefs: Mapping[str, str]) -> None:
        self.view, self.hrefs = view, hrefs
        self.rows = rows(view)
        self.outcomes = view.outcomes()
        self.ended = {pair.event.id: pair.outcome for pair in self.outcomes}
        about = {proposal.id for proposal in view.proposals}
        self.beside: list[Conflict] = []
        self.disputes: dict[str, list[Conflict]] = {}
        for conflict in view.conflicts():
            place = self.disputes.setdefault(conflict.about, []) if conflict.about in about else self.beside
            place.append(conflict)


def chosen(view: View, proposal_ids: Iterable[str] | None) -> tuple[Proposal, ...]:
    """Return the proposals that are named, each once, in their order; None names all that the view shows.

    Raises:
        RecordNotFoundError: There is no such proposal, or it was not public yet.
    """
    if proposal_ids is None:
        return view.proposals
    return tuple(view.get(one, Proposal) for one in dict.fromkeys(proposal_ids))


def content(archive: Archive, proposals: Sequence[Proposal]) -> Content:
    """Gather what a page says of some proposals of a view, and what stands beside all of them."""
    writer = _Writer(archive)
    entries = tuple(writer.entry(proposal, number) for number, proposal in enumerate(proposals, 1))
    return writer.page(entries, with_beside=True)


def alone(archive: Archive, proposal: Proposal) -> Content:
    """Gather what a page says that has one proposal."""
    writer = _Writer(archive)
    return writer.page((writer.entry(proposal, 1),), with_beside=False)


class _Writer:
    def __init__(self, archive: Archive) -> None:
        self.archive, self.view, self.desk = archive, archive.view, Desk(archive.view)

    def page(self, entries: tuple[Entry, ...], *, with_beside: bool) -> Content:
        disputes = tuple(map(self.dispute, self.archive.beside)) if with_beside else ()
        events = sorted(self.view.events, key=_when) if with_beside else ()
        return Content(
            entries=entries,
            outcomes=self.archive.outcomes,
            disputes=disputes,
            events=tuple(map(self.happened, events)),
            sources=self.desk.sources,
        )

    def entry(self, proposal: Proposal, number: int) -> Entry:
        coverage = self.view.coverage(proposal.id)
        explanation = self.view.explain(proposal.id)
        history = tuple(self.desk.told(proposal.id, step) for step in explanation.steps)
        standing, heard = explanation.standing, coverage.never_heard
        told = change(self.view, proposal, self.archive.hrefs)
        return Entry(
            number=number,
            proposal=proposal,
            change=told,
            asked=self.desk.cite(proposal.evidence),
            actors=tuple(self._named(proposal, told.measure or "")),
            standing=standing,
            state=self.desk.label(proposal.id, standing.status),
            sides=self._sides(coverage),
            history=history,
            drawing=drawing(self.desk, history),
            resolution=explanation.resolution,
            left_out=tuple(self.desk.rival(proposal.id, loser) for loser in explanation.left_out),
            disputes=tuple(map(self.dispute, self.archive.disputes.get(proposal.id, ()))),
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
            outcome=self.archive.ended.get(event.id),
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

    def _sheets(self, proposal_id: str) -> Iterable[Sheet]:
        for label, about in groupby(self.archive.rows.get(proposal_id, ()), key=lambda row: row.label):
            told = tuple(about)
            yield Sheet(
                label=label,
                columns={one.field: one.label for row in told for one in row.details},
                rows=tuple(
                    (
                        {one.field: linked(one.parts, self.archive.hrefs) for one in row.details},
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
