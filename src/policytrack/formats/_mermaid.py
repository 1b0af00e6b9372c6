"""`mermaid`: proposals, actors and stances as a flowchart, for a page of Markdown.

Mermaid takes labels for HTML, Markdown and its own syntax. So whatever is not a letter, a digit or plain
punctuation is written by its number (`#34;`): no text can end a label, open a tag or begin a comment.
"""

import re
from collections.abc import Iterator

from policytrack.formats._graph import Edge, Graph, Node, graph_of
from policytrack.formats._ledger import Page
from policytrack.formats._one_way import WriteOnly
from policytrack.model import Snapshot
from policytrack.registry import Encoded, Registry

_SAFE = frozenset(" ,.()/-")
# A label that begins like a list is read as Markdown, and refused.
_LIST = re.compile(r"^(\s*)([-.]|[0-9]+\.)")


class MermaidFormat(WriteOnly):
    """A Mermaid flowchart, from left to right.

    A proposal is a box with its status and the day that is as of; an actor a rounded one. An arrow is a
    stance with its day and who reports it: dotted for critics, solid for everybody else; thick arrows tie
    proposals. Mermaid itself draws no more than 500 arrows and 50,000 characters, unless it is told to.
    """

    name = "mermaid"
    suffixes: tuple[str, ...] = (".mmd", ".mermaid")

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a flowchart.

        Raises:
            EncodeError: The records do not fit together, or hold what the wire has no place for.
        """
        graph = graph_of(snapshot, registry)
        lines = ["flowchart LR", *map(_node, graph.nodes), *(_edge(edge, graph) for edge in graph.edges), ""]
        return Encoded("\n".join(lines).encode(), graph.ledger.losses())


def _node(node: Node) -> str:
    if node.standing is None:
        return f"  {node.key}({_label(node.label)})"
    return f"  {node.key}[{_label(node.label, str(node.standing))}]"


def _edge(edge: Edge, graph: Graph) -> str:
    if edge.stand is None:
        return f"  {edge.start} ==>|{_label(edge.kind)}| {edge.end}"
    page = graph.ledger[edge.stand.position.id]
    said = [page.show("stance") or str(edge.stand.stance), page.show("said_on")]
    arrow = "-.->" if edge.stand.stance.is_critic else "-->"
    sources = "; ".join(_reporters(page, graph))
    return f"  {edge.start} {arrow}|{_label(' '.join(filter(None, said)), sources)}| {edge.end}"


def _reporters(page: Page, graph: Graph) -> Iterator[str]:
    """Give who reports a position, and when: in short, without an address."""
    for citation in page.wire.get("evidence", ()):
        source = graph.ledger[citation["source_id"]]
        shown = [source.show("publisher") or source.show("title"), source.show("published")]
        yield ", ".join(filter(None, shown))


def _label(*lines: str) -> str:
    return f'"{"<br/>".join(_inert(line) for line in lines if line)}"'


def _inert(text: str) -> str:
    r"""Return a text that means nothing but itself.

    >>> _inert('1. "a" <b>\n%%'), _inert("#35;")
    ('1#46; #34;a#34; #60;b#62;#10;#37;#37;', '#35;35#59;')
    """
    marked = _LIST.match(text)
    head = marked.end() if marked else 0
    return "".join(
        char if char.isalnum() or (char in _SAFE and index >= head) else f"#{ord(char)};"
        for index, char in enumerate(text)
    )
