"""How long it takes to write typed records as JSON Lines, as a ratio to msgspec encoding its own Structs.

The peers hold the same records as `peers.py` reads them, and encode one after the other into a list that is
joined by line feeds at the end, as we do. msgspec writes every field, nulls and all, unless it is told to
leave out defaults, which makes what we write, but for the spaces. CPU time, a process for each contender.

    python benchmarks/write.py 100000
"""

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contest import run, table
from generate import lines
from peers import structs

from policytrack import formats

LARGE = 500_000
OURS, FLOOR, SPARE, AT_ONCE = (
    "policytrack",
    "msgspec Struct",
    "msgspec Struct, defaults left out",
    "msgspec Struct, defaults left out, encode_lines",
)


def prepared(name: str, data: bytes) -> Callable[[], bytes]:
    """Return what writes the records of the data."""
    if name == OURS:
        snapshot = formats.get("jsonl").decode(data).snapshot
        return lambda: bytes(formats.get("jsonl").encode(snapshot).data)  # type: ignore[arg-type]
    import msgspec  # noqa: PLC0415  # A peer may be missing.

    held: list[Any] = structs(data.splitlines()[1:], spare=name != FLOOR)
    encoder = msgspec.json.Encoder(enc_hook=str)
    if name == AT_ONCE:
        return lambda: encoder.encode_lines(held)
    return lambda: b"\n".join([encoder.encode(one) for one in held])


def measure(name: str, path: Path) -> dict[str, float]:
    """Write once, and return the CPU seconds and the bytes."""
    write = prepared(name, path.read_bytes())
    gc.collect()
    gc.freeze()
    before = time.process_time()
    written = write()
    return {"seconds": time.process_time() - before, "bytes": len(written)}


def main() -> None:
    """Compare on one size; or, as a child, measure one contender."""
    if sys.argv[1] == "--run":
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[3]))))
        return
    proposals = int(sys.argv[1])
    rounds = 3 if proposals <= LARGE else 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "data.jsonl")
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines(proposals))
        found = run(__file__, rounds, {name: [path] for name in (OURS, FLOOR, SPARE, AT_ONCE)})
    for one in [one for many in found.values() for one in many]:
        one["bytes"] /= proposals
    print(f"\n{proposals} proposals, {rounds} rounds\n")
    table(found, proposals, [OURS, FLOOR, SPARE], {"bytes": "bytes a proposal"})


if __name__ == "__main__":
    main()
