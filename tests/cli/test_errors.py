"""A mistake is told on one line, with what to do; a traceback is nothing for readers."""

import contextlib
import io
import runpy
import sys
import warnings

import pytest

from policytrack import UnknownRecord, __version__, files
from policytrack.cli import _main, main
from policytrack.cli._failures import line_of
from policytrack.errors import DecodeError, Problem
from policytrack.model import Snapshot


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["breif"], "breif: no such command (try brief)"),
        (["zzzzz"], "zzzzz: no such command (see policytrack --help)"),
        (["store", "histroy"], "store histroy: no such command (try store history,"),
        (["store", "zzzzz"], "no such command (try store init, store import, store history, store redact)"),
        (["show"], "show: the following arguments are required: ID (see policytrack show --help)"),
        (["brief", "--jsn"], "brief: unrecognized arguments: --jsn (nearest: --json)"),
        (["brief", "polce-accountability"], "nothing of this name is here (nearest: police-accountability)"),
        (["brief", "zzzz"], "zzzz: nothing of this name is here (name a bundled case, a file, a folder"),
        (
            ["brief", "police-accountability", "time-limit"],
            "time-limit: no such record (nearest: time-limits",
        ),
        (["show", "nobody-at-all-x"], "nobody-at-all-x: no such record (policytrack query finds"),
        (["timeline", "mark-rowley"], "is a Person, no Proposal (policytrack show tells of it)"),
        (["show", "time-limits", "--known", "2000-01-01"], "time-limits: was not public by 2000-01-01"),
        (["timeline", "inquest"], "inquest: "),
        (["brief", "--as-of", "2023"], "2023"),
        (["brief", "--as-of", "24/09/2023"], "(write 2023-09-24)"),
        (
            ["query", "topik:x phase:lawful"],
            "column 1: no key topik (try topic, or put it in quotes); column 15: ",
        ),
        (["diff", "police-accountability"], "(name another, or days: --from 2023-10-22 --to 2023-10-23)"),
        (["validate", "nowhere"], "nowhere: nothing of this name is here"),
        (["validate", "police-accountability"], "this is no file (name a file or a folder)"),
        (["validate", "sqlite:///a.db"], "sqlite:///a.db: this is no file (name a file or a folder)"),
    ],
)
def test_mistakes(run, arguments, said):
    """What is wrong, and what would do."""
    ran = run(*arguments)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert ran.err.startswith("policytrack: ")
    assert said in ran.err


def test_a_file_with_many_mistakes(run, tmp_path):
    """The first is told, and what tells the others."""
    (tmp_path / "a.json").write_text('{"policytrack": "1", "people": [{"id": "a"}, {"id": "b"}]}')
    ran = run("brief", tmp_path / "a.json")
    assert ran.err.endswith(
        "name is missing (it cannot be left out) (policytrack validate tells all of them)\n"
    )
    (tmp_path / "a.json").write_text("{}")
    assert "the version is missing" in run("brief", tmp_path / "a.json").err


def test_a_file_that_the_system_refuses(run, tmp_path):
    """The file that was asked for stands first, as with our own errors, and what would do last."""
    lost = tmp_path / "no" / "b.json"
    assert run("convert", "police-accountability", lost).err == (
        f"policytrack: {lost}: no such file or directory (make the folder first, or name another place)\n"
    )
    assert run("convert", "police-accountability", "--to", "json", tmp_path).err == (
        f"policytrack: {tmp_path}: is a directory (name a file)\n"
    )


def test_a_file_that_may_not_be_read(run, tmp_path, monkeypatch):
    """Whoever has no right to a file is told to look at its rights."""
    (tmp_path / "a.json").write_text("{}")
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _: (_ for _ in ()).throw(PermissionError(13, "No")))
    assert run("brief", tmp_path / "a.json").err.endswith(
        ": no (look at its rights, or name another place)\n"
    )


def test_a_long_error_is_cut(run):
    """An id of a hundred thousand letters is no line."""
    assert len(run("show", "x" * 100_000).err) < 700


def test_an_error_shows_what_it_repeats(run):
    """Nothing in it moves the cursor or turns the letters round."""
    said = run("show", "a\x1b[2J\u202eb\nc").err
    assert said.startswith("policytrack: a[U+001B][2J[U+202E]b c: no such record (")
    assert said.count("\n") == 1


def test_an_error_of_several_lines_is_one():
    """So is one that has no words."""
    assert line_of(DecodeError("a\nb", [Problem("c", "", "d\ne")])) == "a b: d e"
    assert line_of(OSError("words of its own")) == "words of its own"
    assert line_of(OSError(28, "No space left on device")) == "no space left on device"
    assert line_of(ValueError()) == "ValueError"


@pytest.fixture(name="broken")
def _broken(monkeypatch):
    def fail(_):
        message = "of ours\nentirely"
        raise ValueError(message)

    monkeypatch.setattr(_main, "_run", fail)


def test_a_mistake_of_ours(run, broken):
    """It is told as one, and has a status of its own."""
    del broken
    ran = run("brief")
    assert ran.status == 70
    assert ran.err == (
        "policytrack: this should not have happened: ValueError: of ours entirely "
        "(please tell us; with POLICYTRACK_TRACEBACK=1 you see where)\n"
    )


def test_a_mistake_of_ours_for_those_who_look(broken, monkeypatch):
    """The traceback is there for whoever asks."""
    del broken
    monkeypatch.setenv("POLICYTRACK_TRACEBACK", "1")
    with pytest.raises(ValueError, match="of ours"):
        main(["brief"])


def test_an_interruption(run, monkeypatch):
    """The status is that of a program that was interrupted, and nothing is said."""

    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(_main, "_run", interrupt)
    assert run("brief") == (130, "", "")


def test_a_closed_pipe(monkeypatch, tmp_path):
    """Nothing is said, and what is still in the buffer goes nowhere."""

    def write(_):
        raise BrokenPipeError

    monkeypatch.setattr(_main, "_run", write)
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert main(["brief"]) == 141
        out.write("more")
    assert (tmp_path / "out").read_text() == ""


def test_a_stream_of_a_notebook(monkeypatch):
    """It is no file, and takes text all the same."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["--version"]) == 0
    assert out.getvalue().startswith("policytrack ")


@pytest.mark.parametrize("name", ["__main__", "imported"])
def test_python_m_policytrack(monkeypatch, capsys, name):
    """The module is the command where it is run, and does nothing where it is imported."""
    monkeypatch.setattr(sys, "argv", ["policytrack", "--version"])
    with pytest.raises(SystemExit, match="0") if name == "__main__" else contextlib.nullcontext():
        runpy.run_module("policytrack.__main__", run_name=name)
    assert capsys.readouterr().out.startswith("policytrack ") == (name == "__main__")


def test_nobody_listens(monkeypatch):
    """A process may be started without streams; the status tells all the same."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert (main(["--version"]), main(["breif"])) == (0, 2)
    for stream in (sys.stdout, sys.stderr):
        stream.close()


def test_warnings_are_notes(run, tmp_path):
    """What only a plugin knows is told on one line; other libraries' warnings are nothing for readers."""
    files.save(Snapshot.of([UnknownRecord(id="v", type="vote", data={})]), tmp_path / "a.json")
    ran = run("show", "v", tmp_path / "a.json")
    assert (ran.status, ran.err.count("\n")) == (0, 1)
    assert ran.err.startswith("policytrack: note: ")


def test_other_warnings_are_not_told(run, monkeypatch):
    """Nor do they stop anything."""

    def warn(_):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        return 0

    monkeypatch.setattr(_main, "_run", warn)
    assert run("brief") == (0, "", "")


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]])
def test_help(run, arguments):
    """All commands are listed, each in a line."""
    ran = run(*arguments)
    assert (ran.status, ran.err) == (0, "")
    assert all(f"\n  {name} " in ran.out for name in _main.COMMANDS)
    assert max(map(len, ran.out.splitlines())) <= 110


def test_no_command(run):
    """It is a mistake, and help is the answer."""
    ran = run()
    assert (ran.status, ran.out, "commands:" in ran.err) == (2, "", True)


def test_help_of_commands(run):
    """Each says what it takes; a group lists its commands."""
    for name in _main.COMMANDS:
        ran = run(*name.split(), "--help")
        assert (ran.status, f"usage: policytrack {name}" in ran.out) == (0, True)
    assert "store redact" in run("store").out
    assert "  brief" not in run("store", "--help").out


def test_version(run):
    """It is the package's."""
    assert run("--version").out == f"policytrack {__version__}\n"


def test_arguments_of_the_process(monkeypatch, capsys):
    """They are taken where none are given."""
    monkeypatch.setattr(sys, "argv", ["policytrack", "--version"])
    assert main() == 0
    assert capsys.readouterr().out
