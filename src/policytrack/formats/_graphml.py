"""`graphml`: proposals, actors and stances for Gephi, yEd, networkx and the like."""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as Tree

from policytrack.formats._feed import cited_as
from policytrack.formats._graph import Edge, Graph, Node, graph_of
from policytrack.formats._ledger import Ledger
from policytrack.formats._one_way import WriteOnly
from policytrack.formats._xml import document
from policytrack.model import Snapshot
from policytrack.registry import Encoded, Registry

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE_KEYS = ("type", "label", "record_id", "status", "since", "as_of", "standing", "sources")
_EDGE_KEYS = (
    "type",
    "record_id",
    "stance",
    "said_on",
    "mode",
    "attribution",
    "statement",
    "quote",
    "sources",
)


class GraphmlFormat(WriteOnly):
    """GraphML, directed: from actors to proposals with their stance, from proposals to their packages.

    All attributes are text. `standing` says the status of a proposal with its doubts and the day it is as of;
    `sources` cite what a status or a stance rests on, one a line.
    """

    name = "graphml"
    suffixes: tuple[str, ...] = (".graphml",)

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a graph.

        Raises:
            EncodeError: The records do not fit together, or hold what the wire has no place for.
        """
        graph = graph_of(snapshot, registry)
        root = Tree.Element("graphml", {"xmlns": _NAMESPACE})
        for domain, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
            for key in keys:
                about = {"id": f"{domain}-{key}", "for": domain, "attr.name": key, "attr.type": "string"}
                Tree.SubElement(root, "key", about)
        body = Tree.SubElement(root, "graph", {"id": "policytrack", "edgedefault": "directed"})
        for node in graph.nodes:
            _add(body, "node", {"id": node.key}, _of_node(node, graph.ledger))
        for number, edge in enumerate(graph.edges):
            ends = {"id": f"e{number}", "source": edge.start, "target": edge.end}
            _add(body, "edge", ends, _of_edge(edge, graph))
        return Encoded(document(root), graph.ledger.losses())


def _add(body: Tree.Element, name: str, attributes: dict[str, str], data: Iterable[tuple[str, str]]) -> None:
    element = Tree.SubElement(body, name, attributes)
    for key, text in data:
        if text:
            Tree.SubElement(element, "data", {"key": f"{name}-{key}"}).text = text


def _of_node(node: Node, ledger: Ledger) -> Iterator[tuple[str, str]]:
    yield "type", node.kind
    yield "label", node.label
    yield "record_id", node.page.show("id")
    if (standing := node.standing) is not None:
        yield "status", standing.status
        yield "since", str(standing.since or "")
        yield "as_of", str(standing.as_of or "")
        yield "standing", str(standing)
        if standing.change is not None:
            change = ledger[standing.change.id]
            yield "sources", _sources(change.wire.get("evidence", ()), ledger)


def _of_edge(edge: Edge, graph: Graph) -> Iterator[tuple[str, str]]:
    yield "type", edge.kind
    if edge.stand is None:
        return
    page = graph.ledger[edge.stand.position.id]
    yield "record_id", page.show("id")
    yield "stance", page.show("stance") or str(edge.stand.stance)
    for key in ("said_on", "mode", "attribution", "statement"):
        yield key, page.show(key)
    evidence = page.wire.get("evidence", ())
    quotes = [page.show("evidence", index, "quote", "exact") for index in range(len(evidence))]
    yield "quote", "\n".join(filter(None, quotes))
    yield "sources", _sources(evidence, graph.ledger)


def _sources(evidence: Iterable[dict[str, str]], ledger: Ledger) -> str:
    return "\n".join(cited_as(ledger[citation["source_id"]]) for citation in evidence)
