"""The example scripts run as a user runs them, and print what they promise."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import policytrack as pt

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(script, *arguments):
    """Run a script with UTF-8 output and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", EXAMPLES / script, *arguments],
        env=os.environ | {"COLUMNS": "100"},  # Workers of pytest-xdist say that they have eighty.
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(name="brief", scope="module")
def _brief():
    return run("brief.py")


@pytest.mark.parametrize(
    ("proposal", "place"),
    [
        ("legal-protection-overhaul", "004_6f72a84d533a16ee.txt 544-694"),
        ("self-defence-test", "002_952f3a6ae21559d4.txt 1252-1346"),
        ("unlawful-killing-standard", "002_952f3a6ae21559d4.txt 1348-1443"),
        ("iopc-investigation-threshold", "002_952f3a6ae21559d4.txt 1448-1558"),
        ("time-limits", "002_952f3a6ae21559d4.txt 1660-1819"),
        ("review-force-and-pursuits", "002_952f3a6ae21559d4.txt 1561-1657"),
        ("contextual-information", "002_952f3a6ae21559d4.txt 1821-1948"),
    ],
)
def test_the_brief_shows_what_carries_each_ask(brief, proposal, place):
    """The package, its parts and the letter's other asks each name the article and the place of the words."""
    (page,) = [page for page in brief.split("\n\n") if f"[{proposal}]" in page.split("\n  ")[0]]
    asked = " ".join(re.split(r"\n  (?:change|status) ", page)[0].split())
    assert place in asked


@pytest.mark.parametrize(
    "line",
    [
        "status    in-force since 2026-06-30 (as of 2026-11-21)",
        "status    consultation-promised since 2025-10-23, partial, disputed (as of 2026-11-21)",
        "status    review-promised since 2026-01-26, partial (as of 2026-11-21)",
        "unheard   Crown Prosecution Service; Independent Office for Police Conduct; Family of Chris Kaba;",
        "unknown   Is the standard of proof in public inquiries to change?",
    ],
)
def test_the_brief_says_what_became_of_it(brief, line):
    """Status with its date, who was not heard and what is not known stand on the page."""
    assert line in brief


def test_the_brief_fits_the_terminal(brief):
    """No line is wider than a page."""
    assert max(map(len, brief.splitlines())) <= 110


def test_the_brief_of_one_proposal():
    """A proposal that is named gets its page."""
    assert run("brief.py", "maca-support").count("[maca-support]") == 1


def test_the_timeline_tells_then_from_now():
    """A day on which the answer of the time and the answer of today differ is a line with both."""
    lines = [line.split() for line in run("timeline.py").splitlines()]
    assert ["2024-10-23", "under-review", "review-promised"] in lines
    assert ["2025-10-23", "consultation-promised", "consultation-promised"] in lines


def test_conflicting_reports():
    """Figures stand side by side, and a report that lost stands below the one that won."""
    printed = run("conflicting_reports.py")
    for wording in ("“scores”", "“dozens”", "“as many as 300”", "“More than 300”"):
        assert wording in printed
    assert "since the winner has a source nearer to the fact" in printed


def test_time_limits():
    """Each process has its length, and each limit an answer that doubts where the dates do."""
    printed = " ".join(run("time_limits.py").split())
    assert (
        "from 2022-09-05 to 2023-03 took at least 177 days 6 months: undetermined 12 months: within"
        in printed
    )
    assert "found not guilty by a jury, 21 October 2024" in printed


def test_own_data():
    """A folder of text files becomes an answer that changes with what was known."""
    printed = run("own_data.py")
    assert "as known on 2024-03-06: accepted" in printed
    assert "as known on 2024-03-12: consultation-promised" in printed
    assert "never heard: bus-company" in printed


def test_own_data_with_a_fault(tmp_path):
    """A fault in a file is told with the file, the line and what to write."""
    (tmp_path / "policytrack.yaml").write_text("policytrack: '1'\n")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "paper.yaml").write_text("id: paper\ntitle: Paper\npublished: June 2024\n")
    done = subprocess.run(
        [sys.executable, EXAMPLES / "own_data.py", tmp_path],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "sources/paper.yaml:3: /published" in done.stderr
    assert "write 2024-06" in done.stderr


def test_what_changed():
    """Between two days in October 2023 the review's terms became known, with sources and names."""
    printed = " ".join(run("what_changed.py").split())
    assert "8 proposals moved, 15 records are new" in printed
    assert (
        "moved: Change how self-defence is interpreted in police misconduct cases: from proposed since "
        "2023-09-24 to under-review since 2023-10-24; new: under-review 2023-10-24 [Evening Standard / PA, "
        "2023-10-24;"
    ) in printed
    assert "added position: Sir Mark Rowley on Home Secretary\u2019s review of armed policing" in printed


def test_what_changed_between_other_days():
    """The days are the reader's; where nothing came out, the page says so, and what is no day is refused."""
    assert "no change" in run("what_changed.py", "2023-09-30", "2023-10-23")
    done = subprocess.run(
        [sys.executable, EXAMPLES / "what_changed.py", "October"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_publish(tmp_path):
    """One tracker becomes files that load again without loss, and files that say what they lack."""
    printed = " ".join(run("publish.py", tmp_path / "out").split())
    assert "case.json json complete" in printed
    assert "case.jsonld jsonld complete" in printed
    assert re.search(r"stances\.mmd mermaid without \d+ records and \d+ values", printed)
    for name in ("case.json", "case.annotations.jsonld", "entities.full.ftm.json"):
        case = pt.datasets.load("police-accountability")
        assert pt.load(tmp_path / "out" / name).snapshot() == case.snapshot()


def test_publish_without_a_folder():
    """Where no folder is named nothing stays behind, and the same is said."""
    assert "feed.atom" in run("publish.py")


def test_import_parliament():
    """A Popolo file and an Open States tree answer together; what changes no status is told apart."""
    printed = run("import_parliament.py")
    assert "Lamps Act: passed-one-chamber since 2021-02-01, legislating" in printed
    assert "proposes: “Quill”, chair of Lamps and Oil" in printed
    assert "member of House of Lamp" in printed
    assert "supports: “Fen of the South”, known by this name alone" in printed
    assert "no status: 2021-01-06 Prayer by the chaplain" in printed


def test_import_parliament_says_what_it_leaves_out(tmp_path):
    """Names of other files are taken, and what cannot be read is reported."""
    (tmp_path / "people.json").write_text('{"persons": [{"id": "x"}]}')
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "odd.yml").write_text("a: 1")
    printed = run("import_parliament.py", tmp_path / "people.json", tmp_path / "tree")
    assert "reported: /persons/0: x: this record is left out for 1 problem" in printed
    assert "reported: odd.yml:1: this is nothing that Open States has" in printed


def test_team_store():
    """Of two editors one loses a race, reads again, and what both wrote is there, with its history."""
    pytest.importorskip("sqlalchemy")
    printed = run("team_store.py")
    assert "Ben: revision 2 was written after 1, the one expected" in printed
    assert "3  Ben, where it applies: other titles the charging threshold; jurisdiction gb-eng" in printed
    assert "as first recorded: True" in printed
    assert "the latest is 3" in printed


def test_big_data():
    """Every engine that is there gives one answer to one question."""
    pytest.importorskip("duckdb")
    printed = run("big_data.py")
    assert "the same answer from memory, SQLite, DuckDB over Parquet" in printed
    assert "  accepted: 1\n" in printed


def test_the_page_is_written(tmp_path):
    """The case becomes a page and a drawing, each a file that needs nothing else."""
    pytest.importorskip("jinja2")
    printed = run("page.py", str(tmp_path / "new"))
    assert [line.split()[0] for line in printed.splitlines()] == [
        str(tmp_path / "new" / name) for name in ("page.html", "timeline.svg")
    ]
