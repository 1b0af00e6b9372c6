"""Stores are made, written, asked and redacted by commands, and never made by mistake."""

import io
import sys

import pytest

from policytrack import files
from policytrack.model import Snapshot

pytest.importorskip("sqlalchemy")

from factories import person, position, proposal

CASE = "police-accountability"


@pytest.fixture(name="url")
def _url(tmp_path, run):
    url = f"sqlite:///{tmp_path / 'tracker.db'}"
    assert run("store", "init", url).status == 0
    return url


@pytest.fixture(name="small")
def _small(tmp_path, url, run):
    records = Snapshot.of([proposal("p"), person("a"), position("x", "a", statement="words to go")])
    files.save(records, tmp_path / "small.json")
    assert (
        run("store", "import", url, tmp_path / "small.json", "--reason", "first", "--author", "desk").status
        == 0
    )
    return url


def test_a_store_answers_as_its_case_does(url, run, answer):
    """Pages and questions are the same, and questions are asked of the store itself."""
    found = answer("store", "import", url, CASE, "--author", "desk", "--reason", "first load")
    assert (found["changed"], found["records"], found["revision"]["number"]) == (True, 416, 1)
    pages, expected = run("brief", url).out, run("brief", CASE).out
    assert pages[pages.index("as of ") :] == expected[expected.index("as of ") :]
    for question in ("critic:inquest", "critic:inquest known:2023-09-30", "topic:policing on:2024-01-01"):
        assert run("query", question, url).out == run("query", question, CASE).out


def test_an_empty_store_has_no_day(url, run):
    """Nothing in it has one."""
    assert (
        run("query", "status:accepted", url).out == "0 proposals found\nas of no date: no evidence has one\n"
    )
    assert run("store", "history", url).out == "no revision yet\n"


def test_making_a_store_again_changes_nothing(url, run, answer):
    """What is there stays."""
    assert "it was there, at revision 0" in run("store", "init", url).out
    assert answer("store", "init", url)["steps"] == []


def test_writing_again_what_is_held(small, tmp_path, run):
    """No revision is made; where somebody else wrote, a write that expects otherwise is refused."""
    ran = run("store", "import", small, tmp_path / "small.json", "--reason", "again")
    assert "all of it was there already" in ran.out
    late = run("store", "import", small, CASE, "--reason", "late", "--expected", 0)
    assert (late.status, "revision 1 was written after 0" in late.err) == (2, True)


def test_history(small, answer, run):
    """Of a store and of a record: who wrote what, when and why."""
    (one,) = answer("store", "history", small)["revisions"]
    assert (one["written"], one["taken_away"], one["revision"]["author"]) == (3, 0, "desk")
    assert answer("store", "history", small, "x")["record_id"] == "x"
    assert "1 written, 0 taken away  desk    first" in run("store", "history", small, "x").out
    assert run("store", "history", small, "y").err == (
        "policytrack: y: no such record (policytrack query finds proposals by words)\n"
    )


def test_redact(small, run, answer):
    """What is erased is nowhere, and who erased it is."""
    found = answer("store", "redact", small, "x", "statement", "--reason", "asked", "--author", "b", "--yes")
    assert (found["fields"], found["revision"]["author"]) == (["statement"], "b")
    assert "words to go" not in run("show", "x", small).out


def test_redact_asks_first(small, run, terminal, monkeypatch):
    """Whoever sits there says yes, or nothing is erased; where nobody sits, --yes has to."""
    terminal()
    redact = ("store", "redact", small, "x", "statement", "--reason", "asked")
    assert "nobody is there to be asked (--yes erases without asking)" in run(*redact).err

    def says(word):
        monkeypatch.setattr(sys, "stdin", io.StringIO(word))
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)

    says("no\n")
    assert "nothing was erased" in run(*redact).err
    says("y\n")
    ran = run(*redact)
    assert (ran.status, ran.err) == (0, "Erase statement of x in every revision, for good? [y/N] ")
    assert "erased statement of x, revision 2 of " in ran.out


def test_reading_makes_no_store(tmp_path, run):
    """A misspelt address leaves no file behind."""
    for command in (("brief",), ("store", "history"), ("query", "status:accepted")):
        ran = run(*command, f"sqlite:///{tmp_path}/none.db")
        assert (ran.status, "no store yet" in ran.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_password_is_never_printed(run):
    """Not in an error either."""
    pytest.importorskip("psycopg")
    ran = run("brief", "postgresql://desk:sec%20ret@localhost:1/none")
    assert (ran.status, "sec" in ran.err) == (2, False)


def test_what_is_no_address(run):
    """The error shows one."""
    assert "(write sqlite:///tracker.db, for example)" in run("store", "init", "tracker.db").err
