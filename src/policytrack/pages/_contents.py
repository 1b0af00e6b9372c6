"""Which proposals of a case come first: a package with its parts, and what was asked for beside it."""

import attrs

from policytrack.model import Proposal
from policytrack.tracker import View

FEW = 12
"""So many proposals are shown in full where nothing says which come first."""


@attrs.frozen
class Contents:
    """The ids of the proposals that are shown in full, and of those that have a line each."""

    first: tuple[str, ...]
    rest: tuple[str, ...]


def contents(view: View) -> Contents:
    """Return the proposals in the order of reading.

    A package comes first, then its parts, then what is related to it. Where there is no package, all come
    first, up to twelve. Of equals the lower id comes first.
    """
    proposals = {proposal.id: proposal for proposal in view.proposals}
    packages = sorted({one.part_of_id for one in proposals.values() if one.part_of_id in proposals} - {None})
    order: dict[str, None] = {}
    for package in packages:
        order[package] = None
        order |= dict.fromkeys(one.id for one in proposals.values() if one.part_of_id == package)
        order |= dict.fromkeys(one.id for one in proposals.values() if _is_related(one, package))
    first = tuple(order) or tuple(proposals)[:FEW]
    return Contents(first, tuple(proposal_id for proposal_id in proposals if proposal_id not in first))


def _is_related(proposal: Proposal, package: str) -> bool:
    return any(relation.proposal_id == package for relation in proposal.relations)
