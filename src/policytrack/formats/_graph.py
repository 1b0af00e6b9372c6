"""Proposals, actors and stances as a graph: what `graphml` and `mermaid` draw.

A node stands for each proposal, and for each actor with a stance on one; an edge for each actor's stance,
and for each tie between proposals. Stances are those that the tracker answers with: the latest position of
each actor, nothing that was retracted.
"""

from collections.abc import Iterator

import attrs

from policytrack.formats._feed import tracker_of
from policytrack.formats._ledger import Ledger, Page
from policytrack.formats._xml import readable
from policytrack.model import Person, Proposal, Snapshot
from policytrack.registry import Registry
from policytrack.standing import Stand, Standing


@attrs.frozen
class Node:
    """A proposal with its standing, or an actor; `key` is fit for every format."""

    key: str
    kind: str
    label: str
    page: Page
    standing: Standing | None = None


@attrs.frozen
class Edge:
    """A tie from one node to another; `stand` is the stance that it is, None for a tie of proposals."""

    start: str
    end: str
    kind: str
    stand: Stand | None = None


@attrs.frozen
class Graph:
    """The nodes and edges of a snapshot, and what of it they carry."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    ledger: Ledger


def graph_of(snapshot: Snapshot, registry: Registry | None) -> Graph:
    """Return the graph of a snapshot.

    Raises:
        EncodeError: The records do not fit together, or hold what the wire has no place for.
    """
    subject = "snapshot as a graph"
    tracker = tracker_of(snapshot, registry, subject)
    ledger = Ledger(snapshot, registry, subject, readable)
    stands = [(proposal, stand) for proposal in tracker.proposals for stand in tracker.stances(proposal.id)]
    nodes: dict[str, Node] = {}
    for number, proposal in enumerate(tracker.proposals):
        page = ledger[proposal.id]
        label = page.show_as("title", proposal.title)
        nodes[proposal.id] = Node(f"p{number}", "proposal", label, page, tracker.standing(proposal.id))
    for number, actor_id in enumerate(sorted({stand.actor_id for _, stand in stands})):
        page = ledger[actor_id]
        kind = "person" if isinstance(page.record, Person) else "organization"
        nodes[actor_id] = Node(f"a{number}", kind, page.show("name"), page)
    for _, stand in stands:
        # An edge says between whom it is.
        ledger[stand.position.id].take("actor_id")
        ledger[stand.position.id].take("proposal_id")
    edges = [
        Edge(nodes[stand.actor_id].key, nodes[proposal.id].key, "stance", stand) for proposal, stand in stands
    ]
    edges += [edge for proposal in tracker.proposals for edge in _ties(proposal, nodes, ledger)]
    return Graph(tuple(nodes.values()), tuple(edges), ledger)


def _ties(proposal: Proposal, nodes: dict[str, Node], ledger: Ledger) -> Iterator[Edge]:
    """Give the ties of a proposal to others that are shown."""
    page, start = ledger[proposal.id], nodes[proposal.id].key
    if proposal.part_of_id in nodes:
        page.take("part_of_id")
        yield Edge(start, nodes[proposal.part_of_id].key, "part of")
    for index, relation in enumerate(proposal.relations):
        if relation.proposal_id in nodes:
            own = page.wire.get("relations", ())
            if index < len(own) and own[index] == {
                "kind": relation.kind,
                "proposal_id": relation.proposal_id,
            }:
                page.show("relations", index, "kind")
                page.take("relations", index, "proposal_id")
            yield Edge(start, nodes[relation.proposal_id].key, readable(relation.kind))
