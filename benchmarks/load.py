"""How long it takes to load JSON Lines into typed records, as ratios to other libraries in the same run.

The data are those of `generate.py`. Contenders run one after the other, one result in memory at a time, in
an order that turns from round to round; CPU time is taken, and each ratio is the median of the rounds'
ratios. Everybody runs with the cyclic collector off: we do that ourselves.

    python benchmarks/load.py 10000 100000
"""

import gc
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any
from unittest.mock import patch

from generate import lines as generated
from peers import Load, peers

from policytrack import formats
from policytrack.formats import _jsonl

ROUNDS = 5
SAMPLE = 5000
"""The proposals with which the bytes held are counted: counting them takes long."""

Contender = Callable[[bytes], Any]


def contenders() -> dict[str, Contender]:
    """Return ours and the peers, by name."""
    ours: dict[str, Contender] = {"policytrack": _core}
    if find_spec("msgspec") is None:
        print("policytrack[fast]: skipped, msgspec not installed")
    else:
        ours["policytrack[fast]"] = _fast
    return ours | {name: _by_lines(load) for name, load in peers().items()}


def _fast(data: bytes) -> object:
    with patch.object(_jsonl, "LARGE", 0):
        return formats.get("jsonl").decode(data)


def _core(data: bytes) -> object:
    with patch.object(_jsonl, "LARGE", sys.maxsize):
        return formats.get("jsonl").decode(data)


def _by_lines(load: Load) -> Contender:
    return lambda data: load(data.split(b"\n")[1:-1])


def data_of(proposals: int) -> bytes:
    """Return a data set as the bytes of a file."""
    return "".join(generated(proposals)).encode()


def seconds(contender: Contender, data: bytes) -> float:
    """Return the CPU time of a load; what it made is dropped before the next."""
    before = time.process_time()
    held = contender(data)
    taken = time.process_time() - before
    del held
    return taken


def compare(proposals: int, known: dict[str, Contender]) -> None:
    """Time all contenders on one size, and print the microseconds for a proposal and the ratios to ours."""
    data = data_of(proposals)
    rounds: list[dict[str, float]] = []
    gc.disable()
    for number in range(ROUNDS):
        names = list(known)[number:] + list(known)[:number]
        rounds.append({name: seconds(known[name], data) for name in names})
    gc.enable()
    print(f"\n{proposals} proposals, {len(data) // proposals} bytes each")
    print("| contender | µs a proposal | times `fast` | times core |\n|---|---|---|---|")
    for name in known:
        middle = statistics.median(one[name] for one in rounds) / proposals * 1e6
        cells = [
            f"{statistics.median(one[name] / one[base] for one in rounds):.2f}" if base in known else "-"
            for base in ("policytrack[fast]", "policytrack")
        ]
        print(f"| {name} | {middle:.1f} | {' | '.join(cells)} |", flush=True)


def bytes_held(known: dict[str, Contender]) -> None:
    """Count the bytes that each contender's result holds, for a proposal and all that belongs to it."""
    data = data_of(SAMPLE)
    print(f"\n| contender | bytes held a proposal, of {SAMPLE} |\n|---|---|")
    for name, contender in known.items():
        contender(data)  # What it keeps for good is made now.
        tracemalloc.start()
        held = contender(data)
        print(f"| {name} | {tracemalloc.get_traced_memory()[0] // SAMPLE} |", flush=True)
        tracemalloc.stop()
        del held


def collection(proposals: int, known: dict[str, Contender]) -> None:
    """Time a full collection after a load as anybody runs it, ours with care and the peer's without."""
    data = data_of(proposals)
    print(f"\n| contender | a full collection after {proposals} proposals, ms |\n|---|---|")
    for name in ("policytrack[fast]", "policytrack", "msgspec Struct", "pydantic 2 dataclass"):
        if name in known:
            gc.unfreeze()
            gc.collect()
            held = known[name](data)
            before = time.perf_counter()
            gc.collect()
            print(f"| {name} | {(time.perf_counter() - before) * 1000:.1f} |", flush=True)
            del held


def main() -> None:
    """Compare on each size that is given."""
    sizes = [int(size) for size in sys.argv[1:]] or [10_000]
    known = contenders()
    for size in sizes:
        compare(size, known)
    bytes_held(known)
    collection(max(sizes), known)


if __name__ == "__main__":
    main()
