"""The processes of a server: each in a group of its own, waited for, and ended by its own id and no other.

A server leaves `server.json` in its folder, so that another command can stop it. A process is known by its
id and by when it began: an id that the system has given to somebody else since is left alone. This reads
`/proc`, so it runs on Linux.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

PATIENCE = 90.0
"""Seconds that a server gets to answer, on a machine that does much else."""

GRACE = 10.0
"""Seconds that a process gets to end by itself."""

BETWEEN = 0.05
"""Seconds between two looks at a server that is starting or ending."""


class CannotStartError(Exception):
    """A server cannot run here; the text says what to install, or what it wrote last."""


@attrs.frozen
class Process:
    """A process that we started."""

    pid: int
    born: str
    ending: int = signal.SIGTERM


@attrs.define
class Server:
    """A server in a folder of its own: where it answers, and its processes in the order of their start."""

    folder: Path
    urls: dict[str, str] = attrs.Factory(dict)
    processes: list[Process] = attrs.Factory(list)

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str] | None = None,
        ending: int = signal.SIGTERM,
        **given: Any,
    ) -> None:
        """Start a process that belongs to the server; what it prints goes to `NAME.log` in its folder."""
        with (self.folder / f"{name}.log").open("wb") as log:
            started = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
                cwd=self.folder,
                start_new_session=True,
                **given,
            )
        self.processes.append(Process(started.pid, _born(started.pid) or "", ending))
        started.returncode = 0  # It outlives this object on purpose: `stop` ends it, by its id.
        self.save()

    def wait(self, name: str, answers: Callable[[], bool]) -> None:
        """Wait until a process that was started last answers.

        Raises:
            CannotStartError: It ended, or did not answer in time.
        """
        until = time.monotonic() + PATIENCE
        while not answers():
            if not _is_alive(self.processes[-1]) or time.monotonic() > until:
                said = (self.folder / f"{name}.log").read_text(errors="replace")[-2000:]
                message = f"{name} did not start: {said}"
                raise CannotStartError(message)
            time.sleep(BETWEEN)

    def save(self) -> None:
        """Note in the folder what runs, for whoever stops it."""
        data = attrs.asdict(self, filter=lambda field, _: field.name != "folder")
        (self.folder / "server.json").write_text(json.dumps(data))

    @classmethod
    def noted(cls, folder: Path) -> "Server":
        """Return the server that was started in a folder."""
        data = json.loads((folder / "server.json").read_text())
        return cls(folder, data["urls"], [Process(**process) for process in data["processes"]])

    def stop(self) -> None:
        """End the processes, the last one first, with all that they started."""
        for process in reversed(self.processes):
            _end(process)
        self.processes.clear()
        (self.folder / "server.json").unlink(missing_ok=True)


@contextlib.contextmanager
def running(start: Callable[[Server], None], folder: Path) -> Iterator[Server]:
    """Run a server for the length of a `with`; it ends on a failure too, while it starts even."""
    server = Server(folder)
    try:
        start(server)
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Say whether somebody listens on a port of the loopback address."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _end(process: Process) -> None:
    """End a process politely, then its group, which holds whatever it started, with force."""
    if _is_alive(process):
        os.kill(process.pid, process.ending)
        until = time.monotonic() + GRACE
        while _is_alive(process) and time.monotonic() < until:
            time.sleep(BETWEEN)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            # The group bears the id of its first process, which no other gets as long as a member lives.
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(process.pid, 0)


def _is_alive(process: Process) -> bool:
    return _born(process.pid) == process.born


def _born(pid: int) -> str | None:
    """Return when a process began, in ticks since the machine did; None where there is none any more."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, *rest = stat.rpartition(")")[2].split()  # The name before it may hold spaces and brackets.
    return None if state == "Z" else rest[18]
