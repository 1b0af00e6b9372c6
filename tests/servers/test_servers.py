"""The servers of the tests: each starts, answers and ends, and nobody else's process is touched."""

import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from servers import postgresql, sail, spark
from servers.fixtures import _served
from servers.processes import CannotStartError, Server, _born, listens, running


def sleeper(folder):
    """A server that is one process, which answers nobody."""
    server = Server(folder)
    server.start("sleeper", [sys.executable, "-c", "import signal; signal.pause()"])
    return server


def port_of(url):
    return int(url.rpartition(":")[2].partition("/")[0])


def test_postgresql_answers(postgresql_url):
    """The fixture's PostgreSQL listens where it says."""
    assert listens(port_of(postgresql_url))


def test_sail_answers(sail_url):
    """The fixture's Sail listens where it says."""
    assert listens(port_of(sail_url))


def test_the_environment_goes_first(monkeypatch):
    """A server that the environment names is taken, and none is started."""
    monkeypatch.setenv(sail.VARIABLE, "sc://127.0.0.1:1")
    (urls,) = _served(sail)
    assert urls[sail.VARIABLE] == "sc://127.0.0.1:1"


def test_a_failure_ends_what_was_started(tmp_path):
    """Where the start fails half-way, the processes that had started end."""
    seen = []

    def start(server):
        server.processes = sleeper(tmp_path).processes
        seen.extend(server.processes)
        raise CannotStartError

    with pytest.raises(CannotStartError), running(start, tmp_path):
        pass
    assert [_born(process.pid) for process in seen] == [None]


def test_another_command_stops_it(tmp_path):
    """A server that one command started is known to another by its folder."""
    (process,) = sleeper(tmp_path).processes
    Server.noted(tmp_path).stop()
    assert _born(process.pid) is None
    assert not (tmp_path / "server.json").exists()


def test_a_process_of_somebody_else_is_left_alone(tmp_path):
    """A process that bears the id of ours but began at another time is not ours."""
    server = sleeper(tmp_path)
    (mine,) = server.processes
    stranger = Server(tmp_path, processes=[attrs.evolve(mine, born="1")])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("os.waitpid", lambda *_: None)  # It is our child in truth.
        stranger.stop()
    assert _born(mine.pid) == mine.born
    server.stop()


def test_what_ends_at_once_is_told_with_its_words(tmp_path):
    """A server that ends while it starts is an error that shows what it printed."""
    server = Server(tmp_path)
    server.start("short", [sys.executable, "-c", "print('no luck')"])
    with pytest.raises(CannotStartError, match="no luck"):
        server.wait("short", lambda: False)
    server.stop()


@pytest.mark.parametrize(
    ("program", "hint"),
    [(sail, "pip install pysail"), (spark, "SPARK_HOME"), (postgresql, "apt-get install postgresql")],
)
def test_a_missing_program_is_told_with_its_install(program, hint, tmp_path, monkeypatch):
    """Where a program is not installed, the reason says what to install."""
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(tmp_path))
    monkeypatch.setattr("pathlib.Path.glob", lambda *_: iter(()))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("shutil.which", lambda name: "java" if name == "java" else None)
    monkeypatch.delenv("SPARK_HOME", raising=False)
    with pytest.raises(CannotStartError, match=hint):
        program.start(Server(tmp_path))


def test_the_command_starts_and_stops(tmp_path):
    """`python tests/servers start sail` prints the variable, and `stop` ends the server."""
    pytest.importorskip("pysail")
    folder = Path(__file__).parent
    environment = {**os.environ, "TMPDIR": str(tmp_path)}

    def run(*arguments):
        return subprocess.run(
            [sys.executable, folder, *arguments], check=True, capture_output=True, text=True, env=environment
        ).stdout

    said = run("start", "sail")
    port = port_of(said.strip())
    assert said.startswith(f"export {sail.VARIABLE}=sc://127.0.0.1:")
    assert listens(port)
    run("stop", "sail")
    assert not listens(port)
