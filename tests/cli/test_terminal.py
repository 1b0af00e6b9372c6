"""Colour, width, pages and progress: what people at a terminal expect, and programs never see."""

import io
import re
import subprocess
import sys
from importlib import import_module

import pytest
from factories import proposal

from policytrack import files
from policytrack.cli import _pager, _progress, main
from policytrack.cli._blocks import Fact, Heading, Line, Table
from policytrack.cli._look import Plain, rendered
from policytrack.model import Snapshot

CASE = "police-accountability"
SGR = re.compile(r"\x1b\[[0-9;]*m")


def test_colours_on_a_terminal(run, terminal, monkeypatch):
    """With rich, headings and labels are painted, and the words are the same."""
    pytest.importorskip("rich")
    terminal()
    ran = run("brief", CASE, "maca-support")
    assert "\x1b[1mMilitary" in ran.out
    assert "\x1b[36mstatus" in ran.out
    monkeypatch.setenv("NO_COLOR", "1")
    assert SGR.sub("", ran.out) == run("brief", CASE, "maca-support").out


@pytest.mark.parametrize(
    ("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), (None, None), ("rich", None)]
)
def test_no_colours(run, request, monkeypatch, name, value):
    """Where the reader wants none, the terminal has none, nobody looks, or rich is not installed."""
    if name is not None:
        request.getfixturevalue("terminal")()
    if name == "rich":
        monkeypatch.setattr("policytrack.cli._main.find_spec", lambda _: None)
    elif name is not None:
        monkeypatch.setenv(name, value)
    assert "\x1b" not in run("brief", CASE, "maca-support").out


@pytest.mark.parametrize(("columns", "widest"), [("60", 60), ("300", 100)])
def test_width(run, monkeypatch, columns, widest):
    """Lines fit the terminal, and are no longer than a line of print."""
    monkeypatch.setenv("COLUMNS", columns)
    assert max(map(len, run("brief").out.splitlines())) in range(widest - 8, widest + 1)


def test_wide_characters_take_two_columns():
    """With rich, a line of them is as wide as the screen allows, and marks take no room."""
    pytest.importorskip("rich")
    look = import_module("policytrack.cli._rich").Coloured()
    lines = look.wrap("政策 " * 20, 20)
    assert {look.width(line) for line in lines} == {19}
    assert look.width("ที่") == 1
    assert look.wrap("", 20) == [""]


def test_blocks():
    """Each sort of block has its look; further lines of it are indented."""
    blocks = [
        Heading("A title", "id"),
        Fact("label", "word " * 8),
        Fact("a long label", "word " * 6),
        Line("word " * 8, 2),
        Table(("a", "b"), (("x" * 50, "word " * 8), ("y", ""))),
        Heading(""),
    ]
    assert rendered(blocks, Plain(), 40).splitlines() == [
        "A title  [id]",
        "  label     word word word word word",
        "            word word word",
        "  a long label: word word word",
        "            word word word",
        "  word word word word word word word",
        "      word",
        f"a{' ' * 41}b",
        f"{'x' * 40}  word word word word",
        f"{'x' * 10}{' ' * 32}word word word word",
        "y",
        "",
        "",
    ]


@pytest.fixture(name="paged")
def _paged(monkeypatch, tmp_path):
    """A pager that writes what it gets to a file."""
    script, file = tmp_path / "pager.py", tmp_path / "paged"
    script.write_text("import pathlib, sys\npathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())\n")
    monkeypatch.setenv("PAGER", f"'{sys.executable}' '{script}' '{file}'")
    return file


def test_a_pager_that_is_not_there(run, terminal, monkeypatch):
    """The answer is printed all the same."""
    terminal()
    monkeypatch.setenv("PAGER", "no-such-pager")
    assert "[time-limits]" in run("brief").out


def test_the_readers_pager(terminal, paged, run):
    """It gets all of a text that is longer than the screen, and nothing that is not."""
    terminal()
    assert run("brief").out == ""
    assert b"[time-limits]" in paged.read_bytes()
    paged.unlink()
    assert run("query", "limit:1").out
    assert run("brief", "--no-pager").out
    assert not paged.exists()


def test_a_pager_that_is_closed_early(terminal, paged, run):
    """Whoever has read enough leaves; nothing is wrong."""
    terminal()
    (paged.parent / "pager.py").write_text("")
    assert run("brief").status == 0


def test_less_is_asked_to_be_quiet(terminal, monkeypatch):
    """As git does: leave what fits, keep colours; the reader's own wishes go first."""
    terminal()
    asked = {}

    class Pager(subprocess.Popen):
        def __init__(self, command, *, env, **_):
            asked.update(command=command, less=env["LESS"])
            super().__init__([sys.executable, "-c", ""], stdin=subprocess.PIPE, encoding="utf-8")

    monkeypatch.delenv("PAGER")
    monkeypatch.setattr(_pager.subprocess, "Popen", Pager)
    monkeypatch.setattr(_pager.shutil, "which", lambda name: name)
    _pager.show("line\n" * 100, may_page=True)
    assert asked == {"command": ["less"], "less": "FRX"}


@pytest.mark.parametrize("has_rich", [True, False])
def test_progress_on_a_terminal(terminal, monkeypatch, capsys, has_rich):
    """A bar shows how far work is, and is gone in the end."""
    if has_rich:
        pytest.importorskip("rich")
    else:
        monkeypatch.setattr(_progress, "find_spec", lambda _: None)
    terminal()
    with _progress.progress("reading") as report:
        for done in (0, 5, 5, 10):
            report(done, 10)
        report(3, 0)
    shown = capsys.readouterr()
    assert (shown.out, "reading" in shown.err) == ("", True)
    if not has_rich:
        assert shown.err.endswith("\r         \r")
        assert f"[{'#' * 15}{' ' * 15}]" in shown.err


def test_progress_that_never_began(terminal, monkeypatch, capsys):
    """There is nothing to take off the screen."""
    terminal()
    monkeypatch.setattr(_progress, "find_spec", lambda _: None)
    with _progress.progress("reading"):
        pass
    assert capsys.readouterr().err == "\r\r"


def test_no_progress_elsewhere(run, tmp_path):
    """Where nobody looks, nothing is shown."""
    files.save(Snapshot.of([proposal("p")]), tmp_path / "a.jsonl")
    assert run("convert", tmp_path / "a.jsonl", tmp_path / "b.json").err == ""


def test_an_old_terminal_shows_escapes(monkeypatch, capsys):
    """What it has no letter for is not lost, and breaks nothing."""
    del capsys
    old = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="")
    monkeypatch.setattr(sys, "stdout", old)
    assert main(["show", "maca-support"]) == 0
    old.flush()
    assert rb"\u201c" in old.buffer.getvalue()
