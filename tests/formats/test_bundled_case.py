"""What holds of the bundled case holds of every form in which it is published."""

import io
import json
import re
import sqlite3

import pytest
from test_people import ACQUITTAL, FAMILY_NAME, digest

import policytrack as pt
from policytrack import formats

SHOWN = re.compile(
    r"\bmurder|\bcharged\b|\baccused\b|\bthe charge\b|\bstood trial\b|\bprosecuted\b", re.IGNORECASE
)


def of_xml(tag):
    """What makes units of a document: each element of a name, with its texts and attributes."""

    def units(data):
        root = pytest.importorskip("lxml.etree").fromstring(data)
        for element in root.iter(*(f"{{*}}{name}" for name in tag.split())):
            texts = [*element.itertext(), *(text for one in element.iter() for text in one.attrib.values())]
            yield "\n".join(texts)

    return units


def of_parquet(data):
    """Each row of each file."""
    parquet = pytest.importorskip("pyarrow.parquet")
    for content in data.values():
        yield from map(repr, parquet.read_table(io.BytesIO(content)).to_pylist())


def of_annotations(data):
    """Each annotation, and each record that goes along."""
    page = json.loads(data)
    records = [one for held in page["policytrack"].values() if isinstance(held, list) for one in held]
    return [json.dumps(one, ensure_ascii=False) for one in (*page["items"], *records)]


def of_tables(data):
    """Each row of each table and view."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    for (name,) in names:
        yield from ("\n".join(map(str, row)) for row in connection.execute(f'SELECT * FROM "{name}"'))  # noqa: S608  # Its own.
    connection.close()


UNITS = {
    "atom": of_xml("entry"),
    "ical": lambda data: data.decode().replace("\r\n ", "").replace("\\,", ",").split("END:V"),
    "graphml": of_xml("node edge"),
    "mermaid": lambda data: data.decode().splitlines(),
    "jsonld": lambda data: [json.dumps(one, ensure_ascii=False) for one in json.loads(data)["@graph"]],
    "webannotation": of_annotations,
    "ftm": lambda data: [json.dumps(json.loads(one), ensure_ascii=False) for one in data.splitlines()],
    "ftm-full": lambda data: [json.dumps(json.loads(one), ensure_ascii=False) for one in data.splitlines()],
    "parquet": of_parquet,
    "datasette": of_tables,
}


@pytest.mark.parametrize("layer", ["articles", "full"])
@pytest.mark.parametrize("name", UNITS)
def test_the_acquittal_stands_beside_the_charge(name, layer):
    """Whatever one reads at once (an entry, a node, a row) never shows the charge without its outcome."""
    if name == "parquet":
        pytest.importorskip("pyarrow")
    snapshot = pt.datasets.load("police-accountability", layer=layer).snapshot()
    data = formats.get(name).encode(snapshot).data
    units = list(UNITS[name](data))
    assert units
    shown = [unit for unit in units if SHOWN.search(unit)]
    # Where a citation is a row of its own, its note has it in these words.
    told = re.compile(f"{ACQUITTAL}|{ACQUITTAL.replace(',', ' on')}")
    assert [unit for unit in shown if not told.search(unit)] == []
    assert shown or name in {"mermaid", "atom", "ical", "graphml"}


def test_the_officer_is_nx121():
    """No form of the case has the officer's name among its words."""
    snapshot = pt.datasets.load("police-accountability").snapshot()
    text = " ".join(
        unit for name, units in UNITS.items() for unit in units(formats.get(name).encode(snapshot).data)
    )
    words = set(re.findall(r"[^\W\d_]+", text.casefold()))
    assert FAMILY_NAME not in map(digest, words)
