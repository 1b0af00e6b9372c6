"""What a proposal would change, in words: the same for the page and for an earlier day on it."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from policytrack.model import Proposal
from policytrack.pages import Part, added, in_words
from policytrack.report._text import address, capital
from policytrack.tracker import View


@attrs.frozen
class Link:
    """A text, and where it leads; None where nothing may be linked."""

    text: str
    href: str | None = None


@attrs.frozen
class Fact:
    """Something about a proposal, and what it is, in a word."""

    label: str
    parts: tuple[Link, ...]


@attrs.frozen(kw_only=True)
class Change:
    """What a proposal would change; None for what is not recorded."""

    summary: str | None
    measure: str | None
    facts: tuple[Fact, ...]

    def lines(self) -> tuple[str, ...]:
        """Return all of it as texts of a line or more each."""
        facts = (f"{fact.label}: {'; '.join(part.text for part in fact.parts)}" for fact in self.facts)
        head = (self.summary, self.measure or "No measure is recorded.")
        return (*(line for line in head if line is not None), *facts)


def change(view: View, proposal: Proposal, hrefs: Mapping[str, str]) -> Change:
    """Return what a proposal would change; `hrefs` are where proposals stand, by their ids."""
    measure = None if proposal.measure is None else capital(in_words(view, proposal.measure))
    facts = tuple(_facts(view, proposal, hrefs))
    return Change(summary=proposal.summary, measure=measure, facts=facts)


def linked(parts: Iterable[Part], hrefs: Mapping[str, str]) -> tuple[Link, ...]:
    """Link the proposals that fields name, those that stand somewhere."""
    return tuple(Link(part.text, hrefs.get(part.record_id or "")) for part in parts)


def _facts(view: View, proposal: Proposal, hrefs: Mapping[str, str]) -> Iterator[Fact]:
    for detail in added(view, proposal):
        yield Fact(detail.label, linked(detail.parts, hrefs))
    ties = [] if proposal.part_of_id is None else [("part of", proposal.part_of_id)]
    ties += [(relation.kind.replace("-", " "), relation.proposal_id) for relation in proposal.relations]
    for kind, other_id in ties:
        yield Fact(kind, (Link(view.proposal(other_id).title, hrefs.get(other_id)),))
    for one in proposal.instruments:
        text = ", ".join(filter(None, [one.title, one.provision, str(one.kind)]))
        yield Fact("touches", (Link(text, address(one.url)),))
    if proposal.topics:
        yield Fact("topics", tuple(map(Link, sorted(proposal.topics))))
    if proposal.jurisdiction:
        yield Fact("jurisdiction", (Link(proposal.jurisdiction),))
