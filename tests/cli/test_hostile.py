"""Data that tries something comes to nothing, whichever command shows it."""

import csv
import io
import json
import re

import hostile
import pytest

import policytrack as pt
from policytrack import files
from policytrack.errors import UnknownDataWarning
from policytrack.visible import UNSEEN

SGR = re.compile(r"\x1b\[(?:0|1|36)m")
ID = "bidi\u202egnol"


@pytest.fixture(name="case", scope="module")
def _case(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "hostile.json"
    files.save(hostile.snapshot(), path)
    return path


COMMANDS = {
    "brief": lambda case: ["brief", case],
    "brief of one": lambda case: ["brief", case, "long", ID],
    "show": lambda case: ["show", ID, case],
    "show long": lambda case: ["show", "says", case],
    "show person": lambda case: ["show", "hebrew", case],
    "timeline": lambda case: ["timeline", "long", case],
    "query": lambda case: ["query", "limit:50", case],
    "validate": lambda case: ["validate", case],
    "github": lambda case: ["validate", case, "--format", "github"],
    "verify": lambda case: ["verify", case, "--texts", case.parent],
    "diff": lambda case: ["diff", "police-accountability", case],
    "report": lambda case: ["report", case, "-o", case.with_name("page.html")],
    "convert": lambda case: ["convert", case, case.with_name("out.mmd")],
}


@pytest.fixture(name="printed", params=COMMANDS)
def _printed(request, run, case):
    ran = run(*COMMANDS[request.param](case))
    assert ran.status in {0, 1}
    return ran


def test_nothing_hidden_is_printed(printed):
    """No control character, change of direction or invisible tag comes out; line feeds are the layout's."""
    assert UNSEEN.findall(printed.out.replace("\n", "")) == []
    assert UNSEEN.findall(printed.err.replace("\n", "")) == []


def test_no_text_begins_a_command_of_a_code_host(printed):
    """A line that begins with `::` or `##[` would be one to GitHub; only our own findings are."""
    lines = [line for line in printed.out.splitlines() if line.startswith(("::", "##["))]
    assert all(re.match(r"::(?:error|warning|notice) file=\S+hostile\.json", line) for line in lines)


def test_a_screen_is_not_flooded(printed):
    """A title of a hundred thousand letters is cut, and says so."""
    assert max(map(len, printed.out.splitlines()), default=0) < 7000


@pytest.mark.parametrize("name", ["brief", "show", "timeline", "query"])
def test_in_colour_too(name, run, case, terminal):
    """Of escapes there are our own alone; markup of rich stays what it is."""
    pytest.importorskip("rich")
    terminal()
    ran = run(*COMMANDS[name](case))
    assert UNSEEN.findall(SGR.sub("", ran.out).replace("\n", "")) == []
    assert ran.out != SGR.sub("", ran.out)


def test_markup_is_text(run, case, terminal):
    """Brackets and names of pictures are printed as they stand."""
    pytest.importorskip("rich")
    terminal()
    assert "[bold red]markup[/bold red] :warning:" in run("brief", case).flat


def test_right_to_left_and_thai_are_left_alone(run, case):
    """Letters of every script are letters."""
    printed = run("brief", case).flat
    assert hostile.HEBREW in printed
    assert hostile.THAI in printed.replace(" ", "")


@pytest.mark.parametrize("name", ["brief", "show", "timeline", "query", "validate", "verify", "diff"])
def test_json_keeps_every_text_and_hides_nothing(name, run, case):
    """Escapes stand for what could play tricks; whoever reads the JSON has the texts as they were."""
    printed = run(*COMMANDS[name](case), "--json").out
    assert UNSEEN.findall(printed.replace("\n", "")) == []
    json.loads(printed)
    if name == "show":
        assert json.loads(printed)["page"]["title"] == hostile.BIDI


def test_sarif(run, case):
    """It is ASCII, and JSON."""
    printed = run("validate", case, "--format", "sarif").out
    assert printed.isascii()
    assert json.loads(printed)["version"] == "2.1.0"


def test_tables(run, case, tmp_path):
    """No cell of a table is a formula, and nothing is lost for it."""
    assert run("convert", case, tmp_path / "tables", "--to", "csv").status == 0
    cells = [
        cell
        for path in (tmp_path / "tables").glob("*.csv")
        for row in csv.reader(io.StringIO(path.read_bytes().decode(), newline=""))
        for cell in row
    ]
    assert [cell for cell in cells if re.match(r"[=+@\t\r-](?!\d+$)", cell)] == []
    with pytest.warns(UnknownDataWarning) as caught:  # A status of the case is no state, and cannot be seen.
        assert files.load(tmp_path / "tables", format="csv").snapshot() == hostile.snapshot()
    assert [UNSEEN.findall(str(one.message)) for one in caught] == [[]]


def test_store_commands(run, case, tmp_path):
    """What a store says of its revisions is data too."""
    pytest.importorskip("sqlalchemy")
    url = f"sqlite:///{tmp_path}/a.db"
    run("store", "init", url)
    run("store", "import", url, case, "--author", "\x1b[2J", "--reason", hostile.BIDI)
    for command in (("history", url), ("redact", url, ID, "title", "--reason", "\x1b]0;x\x07", "--yes")):
        printed = run("store", *command)
        assert printed.status == 0
        assert UNSEEN.findall(printed.out.replace("\n", "")) == []


def test_the_fixture_is_as_bad_as_it_says():
    """Every text of the list stands somewhere in it, and it is a case that can be asked."""
    text = files.dumps(hostile.snapshot()).decode()
    assert [one for one in hostile.TEXTS if json.dumps(one, ensure_ascii=False)[1:-1] not in text] == []
    assert len(hostile.LONG) > 90_000
    assert pt.Tracker.from_snapshot(hostile.snapshot()).standing("long").status == "\u202edetpecca"
