"""Which proposals of a case come first: a package with its parts, and what was asked for beside it."""

from collections import defaultdict

import attrs

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
    parts: dict[str, list[str]] = defaultdict(list)
    related: dict[str, list[str]] = defaultdict(list)
    for one in proposals.values():
        if one.part_of_id is not None and one.part_of_id in proposals:
            parts[one.part_of_id].append(one.id)
        for relation in one.relations:
            related[relation.proposal_id].append(one.id)
    order: dict[str, None] = {}
    for package in sorted(parts):
        order |= dict.fromkeys((package, *parts[package], *related[package]))
    first = dict.fromkeys(order or tuple(proposals)[:FEW])
    return Contents(tuple(first), tuple(proposal_id for proposal_id in proposals if proposal_id not in first))
