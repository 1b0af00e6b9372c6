"""The command as a process: its entry point, its status, pipes, a terminal, and an interruption."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")

MODULE = [sys.executable, "-m", "policytrack"]
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"NO_COLOR", "COLUMNS", "LINES", "LESS", "PYTHONUTF8"}
} | {"TERM": "xterm-256color", "PAGER": "cat", "PYTHONIOENCODING": "utf-8"}


def ran(*arguments, command=MODULE, **options):
    """Run the command to its end."""
    return subprocess.run(
        [*command, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=ENVIRONMENT,
        **options,
    )


def on_a_terminal(*arguments):
    """Run the command on a terminal of its own; return its status and what the terminal got."""
    inside, outside = pty.openpty()
    process = subprocess.Popen([*MODULE, *arguments], stdout=outside, stderr=outside, env=ENVIRONMENT)
    os.close(outside)
    shown = b""
    # A terminal whose program has ended is an error to read from.
    with contextlib.suppress(OSError):
        while part := os.read(inside, 65536):
            shown += part
    os.close(inside)
    return process.wait(), shown.decode()


def test_the_entry_point():
    """The script that is installed is the module."""
    script = Path(sys.executable).with_name("policytrack")
    done = ran("--version", command=[script])
    assert (done.returncode, done.stdout) == (0, ran("--version").stdout)


def test_status(tmp_path):
    """0 for what is right, 1 for what is wrong, 2 for what cannot be answered."""
    (tmp_path / "right.json").write_text('{"policytrack": "1"}')
    (tmp_path / "wrong.json").write_text("{}")
    paths = [tmp_path / name for name in ("right.json", "wrong.json", "none.json")]
    done = [ran("validate", path) for path in paths]
    assert [one.returncode for one in done] == [0, 1, 2]
    assert [one.stderr.count("Traceback") for one in done] == [0, 0, 0]


def test_a_pipe_gets_plain_text():
    """No colour, no pager, a hundred columns."""
    done = ran("brief")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_a_terminal_gets_colour():
    """With rich; without it, plain text."""
    status, shown = on_a_terminal("brief", "police-accountability", "maca-support")
    assert (status, "[maca-support]" in shown) == (0, True)
    assert ("\x1b[1m" in shown) == _has_rich()


def _has_rich():
    try:
        import rich  # noqa: F401, PLC0415  # Whether it is there is the question.
    except ImportError:
        return False
    return True


def test_a_terminal_sees_progress(tmp_path):
    """A bar goes to the terminal, and the answer stays."""
    status, shown = on_a_terminal("convert", "police-accountability", str(tmp_path / "a.jsonl"))
    assert status == 0
    status, shown = on_a_terminal("convert", str(tmp_path / "a.jsonl"), str(tmp_path / "b.json"))
    assert (status, "416 records, no losses" in shown, "reading a.jsonl" in shown) == (0, True, True)


def test_a_reader_that_leaves_early():
    """Whoever has seen enough closes the pipe, and no one complains."""
    with subprocess.Popen(
        [*MODULE, "show", "maca-support", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as process:
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (141, b"")


HEEDING = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""What a shell starts behind its back ignores Ctrl-C, and so does whatever that starts."""


def test_an_interruption(tmp_path):
    """Ctrl-C ends the command with 130 and without a word."""
    os.mkfifo(tmp_path / "endless.jsonl")
    with subprocess.Popen(
        [sys.executable, "-c", HEEDING, *MODULE, "validate", tmp_path / "endless.jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as process:
        # Opening the other end waits until the command reads.
        with (tmp_path / "endless.jsonl").open("wb"):
            process.send_signal(signal.SIGINT)
            shown = process.communicate(timeout=60)
        assert (process.returncode, *shown) == (130, b"", b"")


def test_help_loads_nothing_of_the_library():
    """It comes at once: no date, no record, no format is loaded for it."""
    code = (
        "import sys\nfrom policytrack.cli import main\nmain(['--help'])\n"
        "heavy = {'pendulum', 'cattrs', 'rich', 'sqlalchemy', 'yaml', 'policytrack.model'}\n"
        "sys.exit(str(sorted(heavy & sys.modules.keys())) if heavy & sys.modules.keys() else 0)\n"
    )
    done = ran(command=[sys.executable, "-c", code])
    assert (done.returncode, done.stderr) == (0, "")


def test_only_the_command_that_is_called_is_loaded():
    """A brief needs no store and no query."""
    code = (
        "import sys\nfrom policytrack.cli import main\nmain(['validate', 'nowhere'])\n"
        "print([name for name in sys.modules if name.startswith('policytrack.cli.commands.')])\n"
    )
    assert ran(command=[sys.executable, "-c", code]).stdout == "['policytrack.cli.commands.validate']\n"
