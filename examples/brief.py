"""A page on the bundled case: what each proposal would change, who is for and against, what became of it.

    python examples/brief.py [PROPOSAL ...]

Every line can be checked: it names the source and its date, and for the five articles of September 2023
the file and the place of the words in it. Opinions are those of the people who are named.
"""

import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable

import policytrack as pt

# The package that the Metropolitan Police Commissioner asked for, its four parts, and the two other asks
# of the same letter come first; everything else follows in the order of the ids.
FIRST = (
    "legal-protection-overhaul",
    "self-defence-test",
    "unlawful-killing-standard",
    "iopc-investigation-threshold",
    "time-limits",
    "review-force-and-pursuits",
    "contextual-information",
)


def say(label: str, text: str) -> None:
    """Print one fact, wrapped to the width of a page."""
    print(textwrap.fill(text, 100, initial_indent=f"  {label:<9} ", subsequent_indent=" " * 12))


def cite(tracker: pt.View, evidence: Iterable[pt.Citation]) -> str:
    """Give the words of the first source that is quoted, and where they stand."""
    for citation in sorted(evidence, key=lambda item: item.quote is None):
        source, quote = tracker.get(citation.source_id, pt.Source), citation.quote
        place = f"{source.publisher or source.title}, {source.published or 'undated'}"
        if quote is None:
            return f"[{place}]"
        if quote.start is not None:
            place += f", {source.identifier('file')} {quote.start}-{quote.end}"
        return f"“{quote.exact}” [{place}]"
    return "[no source]"


def name(tracker: pt.View, actor_id: str) -> str:
    """Name a person or an organization."""
    actor = tracker.get(actor_id)
    return actor.name if isinstance(actor, pt.Person | pt.Organization) else actor_id


def who(tracker: pt.View, position: pt.Position) -> str:
    """Name somebody with the role in which they spoke."""
    if position.capacity_id is None:
        return name(tracker, position.actor_id)
    capacity = tracker.get(position.capacity_id, pt.Membership)
    parts = (name(tracker, position.actor_id), capacity.role, name(tracker, capacity.organization_id))
    return ", ".join(part for part in parts if part)


def side(tracker: pt.View, label: str, stands: tuple[pt.Stand, ...]) -> None:
    """Print who stands on one side: those who signed the same words together."""
    said: dict[str, list[str]] = defaultdict(list)
    for stand in stands:
        said[cite(tracker, stand.position.evidence)].append(who(tracker, stand.position))
    for words, people in said.items():
        say(label, f"{'; '.join(people)}: {words}")
    if not stands:
        say(label, "nobody found")


def page(tracker: pt.View, proposal: pt.Proposal) -> None:
    """Print one proposal."""
    print(f"\n{proposal.title}  [{proposal.id}]")
    say("asked", cite(tracker, proposal.evidence))
    if proposal.measure is not None:
        say("change", str(proposal.measure))
    standing, coverage = tracker.standing(proposal.id), tracker.coverage(proposal.id)
    say("status", str(standing))
    if standing.change is not None:
        say("", cite(tracker, standing.change.evidence))
    side(tracker, "for", coverage.proponents)
    side(tracker, "against", coverage.critics)
    if coverage.others:
        side(tracker, "other", coverage.others)
    if coverage.inherited:
        # A stance on the package is a stance on its parts, and says so.
        stances = [f"{name(tracker, stand.actor_id)} {stand.stance}" for stand in coverage.inherited]
        say("package", "; ".join(stances))
    if coverage.never_heard:
        say("unheard", "; ".join(name(tracker, actor_id) for actor_id in coverage.never_heard))
    for item in coverage.not_found:
        say("unknown", item.question)


def main() -> None:
    """Print the proposals that are asked for, or the letter's in full and the others in a line each."""
    tracker = pt.datasets.load("police-accountability")
    print("Police accountability: the proposals of September 2023, and what became of them")
    for proposal_id in sys.argv[1:] or FIRST:
        try:
            page(tracker, tracker.get(proposal_id, pt.Proposal))
        except pt.RecordNotFoundError as error:
            sys.exit(str(error))
    if not sys.argv[1:]:
        print("\nAlso tracked (name one to read its page: python examples/brief.py maca-support)")
        for proposal in tracker.proposals:
            if proposal.id not in FIRST:
                print(f"  {proposal.id:<24} {tracker.standing(proposal.id)}")


if __name__ == "__main__":
    main()
