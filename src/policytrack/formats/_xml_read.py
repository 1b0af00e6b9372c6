"""Reads XML without DTDs and entities: nothing is expanded, nothing is fetched.

The standard library's expat does it alone: a document type declaration is refused where it begins, before any
entity can be declared, which is also how `defusedxml` guards expat. What is left takes linear time: the
document is given to expat in one piece, since some versions of it read a long token again with every piece.
"""

from collections.abc import Callable, Iterator
from xml.parsers import expat

import attrs

from policytrack.errors import Problem
from policytrack.formats._faults import Fault, pointer
from policytrack.formats._trees import DEEPEST, Tree
from policytrack.formats._yaml_read import Located, Refused

TEXT = "#text"
"""The key of an element's own text, where it has attributes or children beside it."""


@attrs.define(eq=False)
class Node:
    """An element: `tag` and the keys of `attributes` are local names, `space` is the namespace or empty."""

    tag: str
    space: str
    attributes: dict[str, str]
    line: int
    content: "list[Node | str]"

    def children(self, *tags: str) -> "list[Node]":
        """Return the elements right below with one of these local names, or all of them."""
        return [part for part in self.content if isinstance(part, Node) and (not tags or part.tag in tags)]

    def walk(self, *, into: Callable[["Node"], bool] = lambda _: True) -> Iterator["Node"]:
        """Give this element and all below for which `into` holds, in the order of the document."""
        waiting: list[Node] = [self]
        while waiting:
            here = waiting.pop()
            yield here
            waiting.extend(part for part in reversed(here.children()) if into(part))

    def text(self) -> str:
        """Return all text in it, with each run of white space as one space and none around."""
        found: list[str] = []
        waiting: list[Node | str] = [self]
        while waiting:
            here = waiting.pop()
            if isinstance(here, str):
                found.append(here)
            else:
                waiting.extend(reversed(here.content))
        return " ".join("".join(found).split())


def parse(data: bytes) -> Node:
    """Read a document in the encoding that it declares, UTF-8 by default.

    Raises:
        Refused: It is no XML, is nested too deeply, or declares a document type.
        Fault: There is nothing in it, or it is in an encoding that is not known.
    """
    if not data or data.isspace():
        raise Fault(Problem("empty-document", "", "there is nothing in it"))
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003  # The C function takes no keyword.
    except expat.ExpatError as error:
        message = (
            f"no XML: {expat.ErrorString(error.code)}, at line {error.lineno}, column {error.offset + 1}"
        )
        raise Refused(error.lineno, "bad-syntax", message) from None
    except (LookupError, ValueError):
        message = "the encoding that it declares is not read"
        raise Fault(Problem("bad-encoding", "", message, "save it as UTF-8")) from None
    return reader.root


class _Reader:
    """Builds the tree of one document from expat's events."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.root = Node("", "", {}, 1, [])
        self._open: list[Node] = []

    def _doctype(self, *_: object) -> None:
        line = self.parser.CurrentLineNumber
        message = f"a document type is not read, at line {line}"
        raise Refused(line, code="xml-doctype", message=message)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if len(self._open) >= DEEPEST:
            raise Refused(line, code="too-deep", message=f"nested over {DEEPEST} deep")
        space, _, tag = name.rpartition(" ")
        found = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(tag, space, found, line, [])
        if self._open:
            self._open[-1].content.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].content.append(text)


def as_data(root: Node) -> Located:
    """Return a document that holds records, not prose, as a tree of wire values.

    An element is its text, or an object of its attributes (`@name`) and children; children with one name
    make a list. White space around text is dropped, and an element with nothing in it is an empty text.
    """
    lines: dict[str, int] = {}
    return Located(Tree({root.tag: _value(root, pointer(root.tag), lines)}), lines)


def _value(node: Node, path: str, lines: dict[str, int]) -> object:
    lines[path] = node.line
    text = "".join(part for part in node.content if isinstance(part, str)).strip()
    found: dict[str, object] = {f"@{key}": value for key, value in node.attributes.items()}
    groups: dict[str, list[Node]] = {}
    for child in node.children():
        groups.setdefault(child.tag, []).append(child)
    if not found and not groups:
        return text
    if text:
        found[TEXT] = text
    for tag, group in groups.items():
        place = path + pointer(tag)
        if len(group) == 1:
            found[tag] = _value(group[0], place, lines)
        else:
            found[tag] = [_value(child, place + pointer(index), lines) for index, child in enumerate(group)]
    return found
