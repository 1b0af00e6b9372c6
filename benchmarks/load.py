"""How long it takes to load JSON Lines into typed records, as ratios to other libraries in the same run.

The data are those of `generate.py`, in memory before the clock starts. Each contender runs in a process of
its own, reads the lines one after the other and holds all that it makes; ours makes the sorted `Snapshot` of
it, and no tracker. CPU time is taken, with the cyclic collector off for everybody: ours switches it off
itself. Memory is what the process holds more after the load than before it; then the collector is on, and a
full collection is timed.

    python benchmarks/load.py 100000
    python benchmarks/load.py 500000 --rounds 1 --only "policytrack[fast]" "msgspec Struct"
"""

import argparse
import gc
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

from contest import run, table
from generate import lines, records
from peers import FTM, entities, peers

from policytrack import formats
from policytrack.formats import _jsonl

FAST, CORE, FLOOR = "policytrack[fast]", "policytrack", "msgspec Struct"
PAGE = 4096
MOST = {
    "cattrs detailed, pendulum.parse": 200_000,
    f"{FTM}, trusting": 100_000,
    f"{FTM}, validating": 100_000,
}
"""What takes or holds very much reads no more proposals than that; what it took is scaled up."""
Load = Callable[[bytes], Any]


def contenders() -> dict[str, Callable[[], Load]]:
    """Return what makes ours and the peers, by name."""
    ours: dict[str, Callable[[], Load]] = {FAST: lambda: _fast} if find_spec("msgspec") else {}
    ours[CORE] = lambda: _core
    return ours | {name: partial(_by_lines, make) for name, make in peers().items()}


def _fast(data: bytes) -> object:
    with patch.object(_jsonl, "LARGE", 0):
        return formats.get("jsonl").decode(data)


def _core(data: bytes) -> object:
    with patch.object(_jsonl, "LARGE", sys.maxsize):
        return formats.get("jsonl").decode(data)


def _by_lines(make: Callable[[], Callable[[Any], Any]]) -> Load:
    load = make()

    def read(data: bytes) -> object:
        file = io.BytesIO(data)
        next(file)
        gc.disable()
        held = load(file)
        gc.enable()
        return held

    return read


def measure(name: str, path: Path) -> dict[str, float]:
    """Load once, and return the CPU seconds, the bytes held, and the milliseconds of a full collection."""
    load = contenders()[name]()
    load(b"".join(path.open("rb").readlines(1000)))  # What is loaded and made once for all.
    gc.collect()
    data = path.read_bytes()
    bytes_before, before = _resident(), time.process_time()
    held = load(data)
    seconds = time.process_time() - before
    bytes_held = _resident() - bytes_before
    before = time.perf_counter()
    gc.collect()
    collection = (time.perf_counter() - before) * 1000
    del held
    return {"seconds": seconds, "bytes": bytes_held, "collection": collection}


def is_ftm(name: str) -> bool:
    """Say whether a contender reads the data as FollowTheMoney has them."""
    return name.startswith(FTM)


def write(path: Path, proposals: int, *, by_ftm: bool) -> None:
    """Write so many proposals, as policytrack or as FollowTheMoney has them."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if not by_ftm:
            file.writelines(lines(proposals))
            return
        file.write("{}\n")
        file.writelines(json.dumps(entity) + "\n" for entity in entities(records(proposals)))


def _resident() -> int:
    """Return the bytes of this process that are in memory (Linux)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


def main() -> None:
    """Compare on one size; or, as a child, measure one contender."""
    if sys.argv[1] == "--run":
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[3]))))
        return
    known = contenders()
    parser = argparse.ArgumentParser()
    parser.add_argument("proposals", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=list(known))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        read = {name: min(given.proposals, MOST.get(name, given.proposals)) for name in given.only}
        files = {name: Path(folder, f"{is_ftm(name)}-{count}.jsonl") for name, count in read.items()}
        for name, path in files.items():
            if not path.exists():
                write(path, read[name], by_ftm=is_ftm(name))
        found = run(__file__, given.rounds, {name: [path] for name, path in files.items()})
    for name, rounds in found.items():
        for one in rounds:
            one["bytes"] /= read[name]
            one["seconds"] *= given.proposals / read[name]
    print(f"\n{given.proposals} proposals, {given.rounds} rounds")
    print(*(f"{name}: of {count}\n" for name, count in read.items() if count < given.proposals))
    columns = {"bytes": "bytes held a proposal", "collection": "a full collection, ms"}
    table(found, given.proposals, [FAST, CORE, FLOOR], columns)


if __name__ == "__main__":
    main()
