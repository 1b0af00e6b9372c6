"""The pieces of a page: citations, stances and reports, each in words, with the sources that were cited."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from policytrack.answers import Loser, Step
from policytrack.errors import RecordNotFoundError
from policytrack.model import Assertion, Citation, Membership, Source, StatusChange
from policytrack.pages import name_of
from policytrack.report._text import address, capital, language
from policytrack.resolution import public_by
from policytrack.standing import Stand, Standing
from policytrack.terms import UNASSESSED, UNKNOWN, Mode, Stance
from policytrack.tracker import View

if TYPE_CHECKING:
    import pendulum

_WHOSE = {
    None: "words of the source",
    Mode.DIRECT: "their words",
    Mode.PARAPHRASE: "words of the source",
    Mode.INFERRED: "inferred from words of the source",
}
_NO_STATE = {UNASSESSED: "Unassessed (nobody has looked)", UNKNOWN: "Unknown (looked for, not found)"}


@attrs.frozen(kw_only=True)
class Cited:
    """A source as it is cited: its number in the list of sources, and the words that carry the fact.

    `href` is None where the source has no address that may be linked; `place` says where the words stand
    in the text of the source, where that is recorded.
    """

    number: int
    source: Source
    href: str | None
    language: str | None
    words: str | None
    place: str | None
    note: str | None


@attrs.frozen(kw_only=True)
class Said:
    """A stance with whose it is, in which capacity, and the words that carry it."""

    stand: Stand
    name: str
    capacity: str | None
    package: str | None
    whose: str
    cited: tuple[Cited, ...]


@attrs.frozen(kw_only=True)
class Rival:
    """A report that lost or was left out, and why."""

    label: str
    change: StatusChange
    reason: str
    cited: tuple[Cited, ...]


@attrs.frozen(kw_only=True)
class Told:
    """One transition: the report that won, by whom, when it was public, and the reports beside it."""

    label: str
    change: StatusChange
    by: tuple[str, ...]
    known: "pendulum.Date | None"
    counts: bool
    reason: str
    cited: tuple[Cited, ...]
    rivals: tuple[Rival, ...]


class Desk:
    """Turns the records of a view into pieces, and numbers the sources as they are cited."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._numbers: dict[str, int] = {}

    @property
    def sources(self) -> tuple[Cited, ...]:
        """The sources that were cited so far, in the order of their numbers."""
        return tuple(self._cited(Citation(source_id)) for source_id in self._numbers)

    def name(self, record_id: str) -> str:
        """Name a record, by its id where it has no name."""
        return name_of(self.view, record_id)

    def names(self, record_ids: Iterable[str]) -> tuple[str, ...]:
        """Name some actors, in the order of their names."""
        return tuple(sorted(map(self.name, record_ids)))

    def cite(self, evidence: Iterable[Citation]) -> tuple[Cited, ...]:
        """Cite the sources of a fact, those with words first; one and the same words only once."""
        found = [self._cited(citation) for citation in sorted(evidence, key=lambda one: one.quote is None)]
        return tuple(cited for place, cited in enumerate(found) if cited not in found[:place])

    def by_id(self, source_ids: Iterable[str]) -> tuple[Cited, ...]:
        """Cite sources without their words."""
        return self.cite(map(Citation, source_ids))

    def said(self, stand: Stand, package: str | None) -> Said:
        """Tell a stance."""
        position = stand.position
        return Said(
            stand=stand,
            name=self.name(stand.actor_id),
            capacity=None if position.capacity_id is None else self._capacity(position.capacity_id),
            package=package,
            whose=_WHOSE[position.mode],
            cited=self.cite(position.evidence),
        )

    def told(self, proposal_id: str, step: Step) -> Told:
        """Tell one transition."""
        return Told(
            label=self.label(proposal_id, step.change.to),
            change=step.change,
            by=self.names(step.change.by_ids),
            known=self.known(step.change),
            counts=step.counts,
            reason=step.reason,
            cited=self.cite(step.change.evidence),
            rivals=tuple(self.rival(proposal_id, loser) for loser in step.losers),
        )

    def rival(self, proposal_id: str, loser: Loser) -> Rival:
        """Tell a report that lost."""
        return Rival(
            label=self.label(proposal_id, loser.change.to),
            change=loser.change,
            reason=loser.reason,
            cited=self.cite(loser.change.evidence),
        )

    def label(self, proposal_id: str, state: str) -> str:
        """Name a state as the lifecycle of the proposal does; one that it does not have by its id."""
        lifecycle = self.view.lifecycle(self.view.proposal(proposal_id))
        if lifecycle is not None and state in lifecycle:
            return capital(lifecycle.state(state).label)
        return capital(_NO_STATE.get(state, state))

    def status(self, proposal_id: str, standing: Standing) -> str:
        """Say a status in a line, without its day."""
        since = f" since {standing.since}" if standing.since else ""
        doubt = "" if standing.certain or standing.change is None else ", possibly"
        return f"{self.label(proposal_id, standing.status)}{since}{doubt}"

    def known(self, record: Assertion) -> "pendulum.Date | None":
        """Return the day on which the first evidence of a fact was public, None where nothing tells."""
        return min(self.days(record.evidence), default=None)

    def days(self, evidence: Iterable[Citation]) -> "Iterator[pendulum.Date]":
        """Give the day on which each source was public, where something tells."""
        for citation in evidence:
            day = public_by(self.view.get(citation.source_id, Source))
            if day is not None:
                yield day

    def _capacity(self, membership_id: str) -> str | None:
        try:
            held = self.view.get(membership_id, Membership)
        except RecordNotFoundError:  # That they held it was not public yet.
            return None
        return ", ".join(filter(None, [held.role, self.name(held.organization_id)]))

    def _cited(self, citation: Citation) -> Cited:
        source, quote = self.view.get(citation.source_id, Source), citation.quote
        place = None
        if quote is not None and quote.start is not None:
            place = f"{source.identifier('file') or 'text'} {quote.start}-{quote.end}"
        return Cited(
            number=self._numbers.setdefault(source.id, len(self._numbers) + 1),
            source=source,
            href=address(source.url),
            language=language(source.language),
            words=None if quote is None else quote.exact,
            place=place,
            note=citation.note,
        )


def side_of(stance: Stance) -> str:
    """Name the column of a stance."""
    return "for" if stance.is_proponent else "against" if stance.is_critic else "other"
