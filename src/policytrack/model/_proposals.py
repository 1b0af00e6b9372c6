"""What is proposed."""

from collections.abc import Iterable
from typing import ClassVar, TypeAlias

import attrs

from policytrack.dates import PartialDate
from policytrack.errors import Problem
from policytrack.model._base import Assertion
from policytrack.model._checks import Checked
from policytrack.model._refs import ActorRef, ProposalRef
from policytrack.terms import InstrumentKind

Measure: TypeAlias = attrs.AttrsInstance
"""What a proposal would change: any attrs value that a registry knows; see `policytrack.measures`."""


@attrs.frozen(repr=False)
class Relation(Checked):
    """A tie to another proposal that is not being a part of it; `kind` is a short name of the tie."""

    kind: str
    proposal_id: ProposalRef


@attrs.frozen(repr=False)
class Instrument(Checked):
    """A statute, a case or another legal text that a proposal touches, cited as lawyers do."""

    title: str
    kind: InstrumentKind = InstrumentKind.OTHER
    provision: str | None = None
    url: str | None = None


@attrs.frozen(repr=False)
class NotFound(Checked):
    """A question that was looked into without an answer: unknown, which is not the same as unassessed."""

    question: str
    looked_on: PartialDate | None = None
    note: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class Proposal(Assertion):
    """Something that somebody wants changed.

    `part_of_id` is the package that it belongs to: a stance on the package is inherited by its parts, one
    on a relation is not. `stakeholder_ids` are those whom it touches and who could be heard;
    `not_found` says what was looked for in vain. `lifecycle` is the id of the table that its statuses
    follow.
    """

    title: str
    summary: str | None = None
    measure: Measure | None = None
    topics: frozenset[str] = frozenset()
    jurisdiction: str | None = None
    lifecycle: str = "uk-reform"
    part_of_id: ProposalRef | None = None
    relations: tuple[Relation, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    other_titles: tuple[str, ...] = ()
    stakeholder_ids: frozenset[ActorRef] = frozenset()
    not_found: tuple[NotFound, ...] = ()
    ruled: ClassVar[frozenset[str]] = Assertion.ruled | {"part_of_id"}

    def rules(self) -> Iterable[Problem]:
        """Refuse a proposal that is part of itself."""
        found = super().rules()
        if self.part_of_id != self.id:
            return found
        return (*found, Problem("self-reference", "/part_of_id", "a proposal is not a part of itself"))
