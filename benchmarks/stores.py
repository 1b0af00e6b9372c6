"""What a store adds to its database, as ratios in one run: a first load, commits and a whole reload.

The data are those of `generate.py`. Medians of wall-clock time, since a database works in its own process or
waits for a disk. Questions are asked by `ask_stores.py`.

    python benchmarks/stores.py sqlite:///bench.db 10000
    python benchmarks/stores.py postgresql://user@host/database 10000
    python benchmarks/stores.py duckdb:///bench.duckdb 10000
"""

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

from generate import lines as generated

import policytrack as pt
from policytrack import formats
from policytrack.stores import Store

COMMITS = 200


def seconds(work: Callable[[], object]) -> float:
    """Return how long a thing takes."""
    before = time.perf_counter()
    held = work()
    taken = time.perf_counter() - before
    del held
    return taken


def commits(store: Store) -> None:
    """Commit one record a revision, and beside it a bare row a transaction on the same engine."""
    backend: Any = store._backend  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]  # the same driver
    run = partial(_run, backend)
    run("CREATE TABLE IF NOT EXISTS bare (a BIGINT, b TEXT)")

    def bare() -> None:
        run("BEGIN", "INSERT INTO bare VALUES (1, 'a line')", "COMMIT")

    number = store.revision.number

    def ours() -> None:
        nonlocal number
        number += 1
        store.write([pt.Person(id=f"person-{number}", name="A person")], author="bench", reason="a commit")

    times = [(seconds(ours), seconds(bare)) for _ in range(COMMITS)]
    mine, theirs = (statistics.median(pair[side] for pair in times) for side in (0, 1))
    print(f"commits a second: {1 / mine:.0f}, bare INSERT {1 / theirs:.0f}, ratio {theirs / mine:.2f}")
    run("DROP TABLE bare")


def _run(backend: Any, *statements: str) -> None:  # noqa: ANN401  # a backend of any kind
    """Run statements one after another on a connection."""
    if hasattr(backend, "engine"):
        with backend.engine.connect() as connection:
            for one in statements:
                connection.exec_driver_sql(one)
        return
    with closing(backend._connection.cursor()) as connection:  # noqa: SLF001  # DuckDB's own
        for one in statements:
            connection.execute(one)


def reload(store: Store) -> None:
    """Load the whole store to typed records, and beside it the same records from JSON Lines."""
    jsonl = formats.get("jsonl")
    data = jsonl.encode(store.snapshot()).data
    times = [(seconds(store.snapshot), seconds(lambda: jsonl.decode(data))) for _ in range(5)]
    ratio = statistics.median(pair[0] / pair[1] for pair in times)
    print(f"typed reload: {statistics.median(pair[0] for pair in times):.2f} s, {ratio:.2f} of JSON Lines")


def main() -> None:
    """Fill a store where it is empty, commit to it, and load it again."""
    url, count = sys.argv[1], int(sys.argv[2])
    with pt.open_store(url) as store:
        if not store.revision.number:
            data = "".join(generated(count)).encode()
            snapshot = formats.get("jsonl").decode(data).snapshot
            before = time.process_time()
            taken = seconds(lambda: store.write(snapshot, author="bench", reason="first load"))
            own = time.process_time() - before
            each = taken / len(snapshot) * 1e6
            print(f"written in {taken:.1f} s, {each:.0f} us a record, {own:.1f} s of our process", flush=True)
            del snapshot
        commits(store)
        reload(store)


if __name__ == "__main__":
    main()
