"""Independent readers of what is only exported: what each finds in a file."""

import io
import json
import re
import sqlite3
import warnings
from urllib.parse import unquote

import attrs
import pytest

# Which records a graph ties is said by its edges, not by repeating ids.
REFERENCES = {"proposal_id", "actor_id", "part_of_id"}


@attrs.frozen
class Found:
    """The texts that a reader found; those of `tied` keys are said by edges."""

    texts: tuple[str, ...]
    tied: frozenset[str] = frozenset()

    def has(self, key, value):
        """Whether a value of the wire is there."""
        return key in self.tied or any(str(value) in text for text in self.texts)


def atom(data):
    """What lxml finds in a feed."""
    root = pytest.importorskip("lxml.etree").fromstring(data)
    texts = [text for element in root.iter() for text in (element.text or "", *element.attrib.values())]
    return Found(tuple(texts))


def ical(data):
    """What icalendar finds in a calendar."""
    calendar = pytest.importorskip("icalendar").Calendar.from_ical(data)
    texts = []
    for part in calendar.subcomponents:
        texts += [str(part["SUMMARY"]), str(part["DESCRIPTION"]), *map(str, part["CATEGORIES"].cats)]
    return Found(tuple(texts))


def graphml(data):
    """What networkx finds in a graph."""
    graph = pytest.importorskip("networkx").read_graphml(io.BytesIO(data))
    held = [*(data for _, data in graph.nodes(data=True)), *(data for *_, data in graph.edges(data=True))]
    return Found(tuple(text for data in held for text in data.values()), frozenset(REFERENCES))


def mermaid(data):
    """What stands in the labels of a flowchart."""
    labels = re.findall(r'"([^"]*)"', data.decode())
    texts = (re.sub(r"#([0-9]+);", lambda code: chr(int(code[1])), label) for label in labels)
    return Found(tuple(texts), frozenset(REFERENCES))


def graph_of(data, form="json-ld"):
    """The triples of linked data, as rdflib reads them; it warns of classes of its own."""
    rdflib = pytest.importorskip("rdflib")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return rdflib.Graph().parse(data=data, format=form)


def jsonld(data):
    """What rdflib finds in linked data: literals, what JSON literals hold, and the ids in addresses."""
    rdflib = pytest.importorskip("rdflib")
    texts = []
    for _, _, part in graph_of(data):
        if not isinstance(part, rdflib.Literal):
            texts += [str(part), unquote(str(part).partition("#")[2])]
        elif part.datatype == rdflib.RDF.JSON:
            texts += [str(text) for text in values(json.loads(part))]
        else:
            texts.append(repr(float(part)) if part.datatype == rdflib.XSD.double else str(part))
    return Found(tuple(texts))


def values(value):
    """Each text, number and truth value of some JSON."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from values(part)
    else:
        yield value


def datasette(data):
    """What stands in the tables of a database; what is JSON there is read as such."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [row for name in names for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608  # Its own.
    connection.close()
    texts = set()
    for cell in (cell for row in rows for cell in row if not isinstance(cell, bytes | None)):
        texts |= {str(cell), str(float(cell))} if isinstance(cell, int) else {str(cell)}
        if isinstance(cell, str) and cell[:1] in {"[", "{"}:
            texts |= {str(leaf) for leaf in _leaves(cell)}
    return Found(tuple(texts))


def _leaves(text):
    """Every value of a text that is JSON, and none of one that is not."""
    try:
        waiting = [json.loads(text)]
    except ValueError:
        return
    while waiting:
        held = waiting.pop()
        if isinstance(held, dict | list):
            waiting += [*held, *held.values()] if isinstance(held, dict) else held
        else:
            yield held


READERS = {
    "jsonld": jsonld,
    "atom": atom,
    "ical": ical,
    "graphml": graphml,
    "mermaid": mermaid,
    "datasette": datasette,
}
