"""Start and stop the servers of the tests by hand.

`python tests/servers start sail` prints the variables under which the tests find it, and
`python tests/servers stop sail` ends it.
"""

# The path comes before what is found by it, and a command prints.
# ruff: noqa: E402, T201

import shutil
import sys
import tempfile
from pathlib import Path

# Run as a folder, Python looks for modules in here; the tests know them as `servers.…`.
sys.path[0] = str(Path(__file__).parents[1])

from servers import postgresql, sail, spark
from servers.processes import CannotStartError, Server

KNOWN = {"postgresql": postgresql.start, "sail": sail.start, "spark": spark.start}
HOME = Path(tempfile.gettempdir()) / "policytrack-servers"


def main() -> int:
    """Start or stop a server, and say where it is."""
    match sys.argv[1:]:
        case ["start", name] if name in KNOWN:
            return _start(name)
        case ["stop", name] if name in KNOWN:
            folder = HOME / name
            if (folder / "server.json").exists():
                Server.noted(folder.resolve()).stop()
                shutil.rmtree(folder.resolve())
                folder.unlink()
            return 0
        case _:
            print(f"{__doc__}\nservers: {', '.join(KNOWN)}", file=sys.stderr)
            return 2


def _start(name: str) -> int:
    folder = HOME / name
    if (folder / "server.json").exists():
        print(f"{name} runs already: python tests/servers stop {name}", file=sys.stderr)
        return 1
    HOME.mkdir(mode=0o755, exist_ok=True)
    # A folder of its own each time, reached by one name.
    made = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=HOME))
    made.chmod(0o755)
    server = Server(made)
    try:
        KNOWN[name](server)
    except BaseException as error:
        server.stop()
        if not isinstance(error, CannotStartError):
            raise
        print(error, file=sys.stderr)
        return 1
    folder.unlink(missing_ok=True)  # It may lead to a server that ended by itself.
    folder.symlink_to(made.name)
    for variable, url in server.urls.items():
        print(f"export {variable}={url}")
    return 0


sys.exit(main())
