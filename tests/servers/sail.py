"""Sail, a Spark Connect server in Rust, from the wheel `pysail`: the fast stand-in for Spark of every run."""

import sysconfig
from pathlib import Path

from servers.processes import CannotStartError, Server, free_port, listens

VARIABLE = "POLICYTRACK_SAIL"


def start(server: Server) -> None:
    """Start Sail, and wait until it listens.

    Raises:
        CannotStartError: The wheel is not installed, or the server does not start.
    """
    command = Path(sysconfig.get_path("scripts")) / "sail"
    if not command.exists():
        message = "Sail is missing: pip install pysail"
        raise CannotStartError(message)
    port = free_port()
    server.urls[VARIABLE] = f"sc://127.0.0.1:{port}"
    server.start("sail", [command, "spark", "server", "--ip", "127.0.0.1", "--port", str(port)])
    server.wait("sail", lambda: listens(port))
