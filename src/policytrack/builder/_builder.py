"""The builder: one call per fact."""

from collections.abc import Iterable
from typing import Any

from policytrack.builder._desk import Date, Desk, Reader
from policytrack.model import (
    Citation,
    Event,
    Figure,
    Measure,
    Membership,
    Organization,
    Person,
    Position,
    Proposal,
    Quote,
    Snapshot,
    Source,
    StatusChange,
)
from policytrack.registry import Registry
from policytrack.terms import Confidence, Extent, Mode, SourceKind, Stance
from policytrack.tracker import Tracker


def build() -> "Builder":
    """Return an empty builder."""
    return Builder()


class Builder(Desk):
    """Collects facts one call at a time; every method returns the id of the record that it made or found.

    A date is a `PartialDate` or its EDTF text; a term is a member or its text (`"supports"`); `source` is a
    source's id, title or address, with `quote` the words in it. The same call twice makes one record.

    Raises:
        InvalidRecordError: With every problem of the call, each at the name of its argument.
    """

    def source(
        self,
        title: str,
        *,
        publisher: str | None = None,
        url: str | None = None,
        published: Date = None,
        retrieved_on: Date = None,
        kind: SourceKind | str = SourceKind.SECONDARY,
    ) -> str:
        """Add a source, or find the one of this address or title."""
        read = Reader("source")
        facts = {
            "published": read.date("published", published),
            "retrieved_on": read.date("retrieved_on", retrieved_on),
            "kind": read.term("kind", SourceKind, kind),
        }
        read.finish()
        known = None if url is None else self._find(Source, url)
        return self._name(Source, known or title, title=title, publisher=publisher, url=url, **facts)

    def person(self, name: str) -> str:
        """Add a person, or find the one of this name."""
        return self._name(Person, name, name=name)

    def organization(self, name: str, *, classification: str | None = None) -> str:
        """Add an organization, or find the one of this name."""
        return self._name(Organization, name, name=name, classification=classification)

    def role(
        self, person: str, organization: str, role: str | None = None, *, start: Date = None, end: Date = None
    ) -> str:
        """Add that a person belonged to an organization, in a role; both are added where they are new."""
        read = Reader("role")
        facts = {"start_date": read.date("start", start), "end_date": read.date("end", end)}
        read.finish()
        person_id, organization_id = self.person(person), self.organization(organization)
        words = " ".join([person_id, role or organization_id])
        return self._add(
            Membership, words, person_id=person_id, organization_id=organization_id, role=role, **facts
        )

    def proposal(
        self,
        title: str,
        *,
        summary: str | None = None,
        measure: Measure | None = None,
        topics: Iterable[str] = (),
        part_of: str | None = None,
        lifecycle: str = "uk-reform",
        source: str | None = None,
        quote: str | None = None,
    ) -> str:
        """Add a proposal, or find the one of this title; `part_of` names its package."""
        read = Reader("proposal")
        words = read.words("topics", topics)
        read.finish(source, quote)
        package = None if part_of is None else self.proposal(part_of)
        return self._name(
            Proposal,
            title,
            title=title,
            summary=summary,
            measure=measure,
            topics=words,
            part_of_id=package,
            lifecycle=lifecycle,
            evidence=self._evidence(source, quote),
        )

    def position(
        self,
        proposal: str,
        stance: Stance | str,
        *,
        person: str | None = None,
        organization: str | None = None,
        role: str | None = None,
        said_on: Date = None,
        statement: str | None = None,
        attribution: str | None = None,
        mode: Mode | str | None = None,
        source: str | None = None,
        quote: str | None = None,
    ) -> str:
        """Add where somebody stands: a person, an organization, or a person for an organization in a role."""
        read = Reader("position")
        facts: dict[str, Any] = {
            "stance": read.term("stance", Stance, stance),
            "said_on": read.date("said_on", said_on),
            "mode": read.term("mode", Mode, mode),
        }
        if person is None and organization is None:
            read.fail("missing", "person", "name a person, an organization or both")
        if role is not None and (person is None or organization is None):
            read.fail("missing", "organization", "a role is a person's in an organization")
        read.finish(source, quote)
        if person is not None and organization is not None:
            facts["capacity_id"] = self.role(person, organization, role)
        actor = self.person(person) if person is not None else self.organization(organization or "")
        proposal_id = self.proposal(proposal)
        return self._add(
            Position,
            f"{actor} {stance} {proposal_id} {said_on or ''}",
            proposal_id=proposal_id,
            actor_id=actor,
            statement=statement,
            attribution=attribution,
            evidence=self._evidence(source, quote),
            **facts,
        )

    def status(
        self,
        proposal: str,
        to: str,
        *,
        on: Date = None,
        by: Iterable[str] = (),
        wording: str | None = None,
        extent: Extent | str | None = None,
        confidence: Confidence | str | None = None,
        claim: str | None = None,
        source: str | None = None,
        quote: str | None = None,
    ) -> str:
        """Add that a proposal came to a state; `by` names the organizations that did it."""
        read = Reader("status")
        facts: dict[str, Any] = {
            "on": read.date("on", on),
            "extent": read.term("extent", Extent, extent),
            "confidence": read.term("confidence", Confidence, confidence),
        }
        actors = read.words("by", by)
        read.finish(source, quote)
        proposal_id = self.proposal(proposal)
        return self._add(
            StatusChange,
            f"{proposal_id} {to} {on or ''}",
            proposal_id=proposal_id,
            to=to,
            by_ids=frozenset(map(self._actor, sorted(actors))),
            wording=wording,
            claim=claim,
            evidence=self._evidence(source, quote),
            **facts,
        )

    def event(
        self, label: str, *, on: Date = None, source: str | None = None, quote: str | None = None
    ) -> str:
        """Add something that happened."""
        read = Reader("event")
        day = read.date("on", on)
        read.finish(source, quote)
        return self._add(Event, label, label=label, on=day, evidence=self._evidence(source, quote))

    def figure(
        self,
        label: str,
        *,
        low: float | None = None,
        high: float | None = None,
        unit: str | None = None,
        as_of: Date = None,
        wording: str | None = None,
        attributed_to: str | None = None,
        source: str | None = None,
        quote: str | None = None,
    ) -> str:
        """Add a number as a source gives it; `attributed_to` is in whose name, if not the source's own."""
        read = Reader("figure")
        day = read.date("as_of", as_of)
        read.finish(source, quote)
        numbers = {"low": low, "high": high, "unit": unit, "as_of": day, "wording": wording}
        whose = None if attributed_to is None else self._actor(attributed_to)
        evidence = self._evidence(source, quote)
        words = f"{label} {wording or ''}"
        return self._add(Figure, words, label=label, attributed_to_id=whose, evidence=evidence, **numbers)

    def _actor(self, name: str) -> str:
        """Return a person or an organization that is called so; a new one is an organization."""
        return self._find(Person, name) or self.organization(name)

    def _evidence(self, source: str | None, quote: str | None) -> tuple[Citation, ...]:
        if source is None:
            return ()
        source_id = self._find(Source, source) or self.source(source)
        return (Citation(source_id, None if quote is None else Quote(exact=quote)),)

    def snapshot(self) -> Snapshot:
        """Return everything so far as one value."""
        return Snapshot.of(self._records.values())

    def tracker(self, *, registry: Registry | None = None) -> Tracker:
        """Return a tracker of everything so far; errors are those of `Tracker.from_snapshot`."""
        return Tracker.from_snapshot(self.snapshot(), registry=registry)
