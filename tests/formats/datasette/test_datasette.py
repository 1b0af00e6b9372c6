"""The database, served by the released Datasette: pages load, search finds, facets show, questions answer."""

import asyncio
import json
import re
import signal
import subprocess
import sys
import urllib.request
from urllib.parse import urlencode

import hostile
import plugins
import pytest
from factories import person

import policytrack as pt
from policytrack.formats.datasette._questions import QUESTIONS

pytest.importorskip("datasette")
html5lib = pytest.importorskip("html5lib")

CASE = pt.datasets.load("police-accountability")
HTML = "{http://www.w3.org/1999/xhtml}"


class Served:
    """A database as Datasette serves it in this process."""

    def __init__(self, tracker, folder):
        from datasette.app import Datasette  # noqa: PLC0415  # Where it is installed.

        pt.save(tracker, folder / "case.db")
        metadata = json.loads((folder / "metadata.json").read_bytes())
        self._served = Datasette([], immutables=[str(folder / "case.db")], metadata=metadata)

    def get(self, path, **values):
        """The page at a path."""
        given = f"?{urlencode(values)}" if values else ""
        answer = asyncio.run(self._served.client.get(f"/case{path}{given}"))
        assert answer.status_code == 200, answer.text
        return answer.text

    def rows(self, path, **values):
        """The rows of a page, as JSON."""
        return json.loads(self.get(f"{path}.json", _shape="array", **values))


@pytest.fixture(name="served", scope="module")
def _served(tmp_path_factory):
    return Served(CASE, tmp_path_factory.mktemp("case"))


def tables(served):
    """The names of the tables and views that it shows."""
    page = json.loads(served.get(".json"))
    return [
        *(one["name"] for one in page["tables"] if not one["hidden"]),
        *(one["name"] for one in page["views"]),
    ]


def test_the_first_page_says_what_it_is(served):
    """Title, licence and sources, tables and questions."""
    page = served.get("")
    assert "current_proposals" in page
    assert all(question.title in page for question in QUESTIONS.values())
    assert "in the table sources" in page


def test_every_page_of_a_table_loads(served):
    """Of every view too."""
    found = tables(served)
    assert len(found) > 40
    for name in found:
        assert name in served.get(f"/{name}", _size=1, _nofacet=1, _nosuggest=1)


def test_a_row_has_its_links_with_labels(served):
    """An id is shown by the name of what it leads to."""
    page = served.get("/positions", id="adrian-fulford-on-self-defence-test")
    assert 'href="/case/records/adrian-fulford">Sir Adrian Fulford</a>' in page
    assert 'href="/case/proposals/self-defence-test">Change how self-defence' in page
    assert 'href="https://parallelparliament.co.uk/' in page


def test_a_column_is_described(served):
    """In the words of its class."""
    assert "What it would change, in words." in served.get("/proposals", _size=1)


@pytest.mark.parametrize(
    ("path", "words", "found"),
    [
        ("/search", "accountability impossible", "legal-protection-overhaul"),
        ("/proposals", "unlawful killing", "unlawful-killing-standard"),
        ("/people", "rowley", "mark-rowley"),
    ],
)
def test_search_finds(served, path, words, found):
    """Words find the row in which they stand."""
    assert found in [next(iter(row.values())) for row in served.rows(path, _search=words)]


def test_facets_show(served):
    """How many rows have each value, with links that filter."""
    facets = json.loads(served.get("/positions.json", _size=0))["facet_results"]
    assert {"stance", "actor_id", "proposal_id"} <= facets.keys()
    counts = {row["value"]: row["count"] for row in facets["stance"]["results"]}
    assert counts["opposes"] == sum(one.stance is pt.Stance.OPPOSES for one in CASE.positions)
    now = json.loads(served.get("/current_proposals.json", _size=0))["facet_results"]
    assert {"status", "phase", "topics"} <= now.keys()


VALUES = {
    "on": "2025-10-24",
    "known": "2023-09-30",
    "topic": "policing",
    "critic": "inquest",
    "first_day": "2023-09-01",
    "last_day": "2026-12-31",
    "words": "accountability impossible",
    "supporter": "mark-rowley",
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_answers(served, name):
    """Each canned query gives rows, and its page asks for what it needs."""
    asked = {key: VALUES[key] for key in re.findall(r":(\w+)", QUESTIONS[name].sql)}
    assert served.rows(f"/{name}", **asked)
    page = served.get(f"/{name}", **asked)
    assert all(f'name="{key}"' in page for key in asked)


def test_words_of_a_query_are_words(served):
    """What FTS5 takes for an operator is looked for as it stands."""
    assert served.rows("/words", words='AND "NEAR( -*') == []


def test_a_plugin_is_served(tmp_path):
    """Its table has a page, and its proposals a status."""
    made = plugins.Recommendation(id="r", title="Mend the roof", number=7)
    tracker = pt.Tracker.of(made, person("a"), registry=plugins.INQUIRIES)
    served = Served(tracker, tmp_path)
    assert "Mend the roof" in served.get("/others_recommendation")
    (row,) = served.rows("/current_others_recommendation")
    assert (row["number"], row["status"]) == (7, "unassessed")


SHOWN = "/records /proposals /positions /sources /people /search /current_proposals /current_positions"


@pytest.mark.parametrize("case", [hostile.case, lambda: pt.Tracker.from_snapshot(hostile.snapshot())])
def test_a_hostile_case_is_inert(case, tmp_path):
    """No page has an element, an attribute or an address that one of the texts brought."""
    from datasette.utils import tilde_encode  # noqa: PLC0415  # Where it is installed.

    served = Served(case(), tmp_path)
    paths = ["", *SHOWN.split(), f"/proposals/{tilde_encode(served.rows('/proposals')[0]['id'])}"]
    for path in paths:
        page = html5lib.parse(served.get(path, _size=20, _nosuggest=1))
        links = [
            link for element in page.iter() for link in (element.get("href"), element.get("src")) if link
        ]
        assert [link for link in links if not re.match(r"(?:https?://|/|#|\?)", link)] == []
        handlers = [name for element in page.iter() for name in element.attrib if name.startswith("on")]
        assert set(handlers) <= {"onsubmit"}
        scripts = [element.text or "" for element in page.iter(f"{HTML}script")]
        assert not any("broken" in text or "alert(" in text for text in scripts)
        assert not any("display:none" in (one.text or "") for one in page.iter(f"{HTML}style"))
        assert [one.get("src") for one in page.iter(f"{HTML}img")] == []


def test_as_a_process(tmp_path):
    """`datasette case.db -m metadata.json`, on this machine alone."""
    pt.save(CASE, tmp_path / "case.db")
    command = [
        sys.executable,
        "-m",
        "datasette",
        "case.db",
        "-m",
        "metadata.json",
        "--host",
        "127.0.0.1",
        "-p",
        "0",
    ]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            address = next(
                found[1] for line in process.stdout if (found := re.search(r"(http://\S+:\d+)", line))
            )
            with urllib.request.urlopen(f"{address}/case/status_now.json?_shape=array") as answer:  # noqa: S310  # Our own.
                status = {row["id"]: row["status"] for row in json.load(answer)}
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
    assert status["self-defence-test"] == "in-force"
