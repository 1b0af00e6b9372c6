"""The measures that ship: six ways of changing something, a seventh in words, and what nobody knows."""

import json
from collections.abc import Iterable, Mapping
from typing import ClassVar

import attrs

from policytrack.errors import Problem
from policytrack.model import JSON, ActorRef, Checked, OrganizationRef, thaw
from policytrack.terms import Decision, StandardOfProof, Test


@attrs.frozen(repr=False)
class LegalTest(Checked):
    """A change of the question that the law asks; not of how sure the answer must be.

    `question` is what is tested (self-defence), `forum` where (police misconduct proceedings). None means
    that the source names no test.
    """

    question: str
    forum: str | None = None
    current: Test | None = None
    proposed: Test | None = None

    def __str__(self) -> str:
        """Say it in a line."""
        where = f" in {self.forum}" if self.forum else ""
        return f"legal test for {self.question}{where}: {_from_to(self.current, self.proposed)}"


@attrs.frozen(repr=False)
class ProofStandard(Checked):
    """A change of how sure a decision-maker must be; not of the question that is asked."""

    finding: str
    forums: frozenset[str] = frozenset()
    current: StandardOfProof | None = None
    proposed: StandardOfProof | None = None

    def __str__(self) -> str:
        """Say it in a line."""
        where = f" at {' and '.join(sorted(self.forums))}" if self.forums else ""
        return f"standard of proof for {self.finding}{where}: {_from_to(self.current, self.proposed)}"


@attrs.frozen(repr=False)
class Threshold(Checked):
    """A change of what must be shown before a body takes a decision: investigate, refer or charge."""

    decision: Decision
    body_id: OrganizationRef | None = None
    current: str | None = None
    proposed: str | None = None

    def __str__(self) -> str:
        """Say it in a line."""
        whom = f" for {self.body_id}" if self.body_id else ""
        return f"threshold to {self.decision}{whom}: {_from_to(self.current, self.proposed)}"


@attrs.frozen(repr=False)
class Review(Checked):
    """That a body looks into something and reports."""

    body_id: OrganizationRef | None = None
    scope: str | None = None

    def __str__(self) -> str:
        """Say it in a line."""
        return f"review by {self.body_id or '?'} of {self.scope or '?'}"


@attrs.frozen(repr=False)
class Disclosure(Checked):
    """That something is made public, by whom and when, in words."""

    what: str
    by_id: ActorRef | None = None
    when: str | None = None

    def __str__(self) -> str:
        """Say it in a line."""
        when = f", {self.when}" if self.when else ""
        return f"disclosure by {self.by_id or '?'} of {self.what}{when}"


@attrs.frozen(repr=False)
class Other(Checked):
    """A change that no typed measure describes."""

    text: str

    def __str__(self) -> str:
        """Say it in a line."""
        return self.text


@attrs.frozen(repr=False)
class UnknownMeasure(Checked):
    """A measure of a kind that no installed plugin knows, kept as it came."""

    kind: str
    data: Mapping[str, JSON]
    ruled: ClassVar[frozenset[str]] = frozenset({"data"})

    def rules(self) -> Iterable[Problem]:
        """Refuse data that would hide the kind."""
        if "kind" in self.data:
            yield Problem("reserved-name", "/data/kind", "kind is reserved for the measure's own kind")

    def __str__(self) -> str:
        """Say it in a line."""
        return (
            f"{self.kind}: {', '.join(f'{name} {_told(said)}' for name, said in sorted(self.data.items()))}"
        )


def _told(value: JSON) -> str:
    return value if isinstance(value, str) else json.dumps(thaw(value), ensure_ascii=False)


def _from_to(current: object, proposed: object) -> str:
    return f"from {current or '?'} to {proposed or '?'}"
