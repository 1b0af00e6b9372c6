"""Who stands in the references of an Akoma Ntoso document, and what the references in its text lead to."""

from collections import Counter
from collections.abc import Iterable

from policytrack.errors import Problem, Severity
from policytrack.formats._gather import Gathering
from policytrack.formats._xml_read import Node
from policytrack.model import Identifier, Organization, Person

_CLASSES: dict[str, type[Person | Organization]] = {"TLCPerson": Person, "TLCOrganization": Organization}
_PART = "__"


class References:
    """The top level classes of one document, by the id that its text refers to.

    In one document the element's `eId` tells people apart, since several of them may share an `href`; over
    the documents of one reading, those with the same `href` and the same name are one.
    """

    def __init__(self, gathering: Gathering, file: str) -> None:
        self._gathering, self._file = gathering, file
        self._nodes: dict[str, Node] = {}
        self._loose: dict[str, str | None] = {}
        self._actors: dict[str, str] = {}

    def take(self, nodes: Iterable[Node]) -> None:
        """Take the elements of one class."""
        same: Counter[tuple[str, str, str]] = Counter()
        for node in nodes:
            key = (node.tag, node.attributes.get("href", ""), node.attributes.get("showAs", ""))
            same[key] += 1
            self._take(node, "\0".join((*key, str(same[key]))))

    def _take(self, node: Node, key: str) -> None:
        given = node.attributes.get("eId") or node.attributes.get("id") or ""
        if given in self._nodes:
            self._gathering.leave_out(self.at(node), given)
            self._gathering.report(
                Problem(
                    "duplicate-id", self.at(node), f"{given:.60}: this eId stands twice", "the first counts"
                )
            )
            return
        self._nodes[given] = node
        _, _, tail = given.partition(_PART)
        self._loose[tail] = None if tail in self._loose else given
        if (cls := _CLASSES.get(node.tag)) is None:
            return
        name = node.attributes.get("showAs") or node.attributes.get("shortForm")
        if not name:
            self._gathering.leave_out(self.at(node), given)
            self._gathering.report(Problem("missing-key", self.at(node), "showAs is missing"))
            return
        actor = self._gathering.id_of(cls.__name__.lower(), name, key)
        href = node.attributes.get("href")
        names = tuple(Identifier("akn", text) for text in (href,) if text)
        self._actors[given] = self._gathering.share(
            cls, self.at(node), id=actor, name=name, identifiers=names, extras={"akn:eId": given}
        )

    def at(self, node: Node) -> str:
        """Return where an element stands."""
        return f"{self._file}:{node.line}" if self._file else f"line {node.line}"

    def node(self, reference: str | None) -> Node | None:
        """Return what a reference such as `#alfa` leads to.

        Ids of parts of a collection begin with the part's own, which references leave out here and there:
        `#cmp_1__alfa` for `cmpnts__cmp_1__alfa`.
        """
        wanted = (reference or "").removeprefix("#")
        return self._nodes.get(wanted) or self._nodes.get(self._loose.get(wanted) or "")

    def shown(self, reference: str | None) -> str | None:
        """Return the name of what a reference leads to."""
        node = self.node(reference)
        return None if node is None else node.attributes.get("showAs")

    def actor(self, reference: str | None, node: Node) -> str | None:
        """Return the id of the person or organization that a reference leads to; None is reported."""
        target = self.node(reference)
        given = "" if target is None else target.attributes.get("eId") or target.attributes.get("id") or ""
        if given in self._actors:
            return self._actors[given]
        what = "nobody" if target is None else f"a {target.tag}"
        message = f"<{node.tag}> refers to {what}: {reference or 'no reference':.60}"
        hint = "the words of the document stand for who it is"
        self._gathering.report(
            Problem("unresolved-reference", self.at(node), message, hint, Severity.WARNING)
        )
        return None
