"""Processes that commit at the same time: to a store, and beside it to the bare database, by turns.

Each writer commits one record a revision, or one row a transaction by the driver itself, equally durable;
they begin together. What counts is the commits a second of all of them. Revisions have one order, so each
waits for the disk before the next begins; bare rows have none, and a server may write those of several
writers at once. Bare rows that are numbered in one order stand beside them, by a counter that each
transaction raises: that is what the order alone costs.

    python benchmarks/commits.py sqlite:///bench.db
    python benchmarks/commits.py postgresql://user@host/database
"""

import itertools
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import policytrack as pt

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

COMMITS, ROUNDS = 2000, 3
CONTENDERS = {
    "store, 4 writers": ("store", 4),
    "bare, 4": ("bare", 4),
    "store, 1": ("store", 1),
    "bare, 1": ("bare", 1),
    "numbered, 4": ("numbered", 4),
}
TABLES = (
    "CREATE TABLE IF NOT EXISTS bare (a BIGINT, b TEXT)",
    "CREATE TABLE IF NOT EXISTS bare_counter AS SELECT 1 AS last",
)
RAISE = "UPDATE bare_counter SET last = last + 1"
ROWS = {
    "bare": ("INSERT INTO bare VALUES (1, 'a line')",),
    "numbered": (RAISE, "INSERT INTO bare SELECT last, 'a line' FROM bare_counter"),
}


@contextmanager
def of_store(url: str, name: str) -> Generator[Callable[[int], object]]:
    """Give what commits a record to a store."""
    with pt.open_store(url) as store:
        yield lambda number: store.write(
            [pt.Person(id=f"person-{name}-{number}", name="A person")], author=name, reason="a commit"
        )


@contextmanager
def of_bare(way: str, url: str, _: str) -> Generator[Callable[[int], object]]:
    """Give what commits a row to the bare table, on a connection that is set up as the store's."""
    with pt.open_store(url) as store:
        backend: Any = store._backend  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]  # the same driver
        with backend.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            begin = "BEGIN IMMEDIATE" if url.startswith("sqlite") else "BEGIN"

            def commit(_: int) -> None:
                for statement in (begin, *ROWS[way], "COMMIT"):
                    driver.execute(statement)

            yield commit


Way = Callable[[str, str], AbstractContextManager[Callable[[int], object]]]
WAYS: dict[str, Way] = {"store": of_store, **{way: partial(of_bare, way) for way in ROWS}}


def write(way: str, url: str, name: str, commits: int, start: "Barrier") -> None:
    """Commit so many times, from when all are ready."""
    with WAYS[way](url, name) as commit:
        commit(-1)  # What is made once in a process.
        start.wait()
        for number in range(commits):
            commit(number)
        start.wait()


def commits_a_second(way: str, count: int, url: str, round_: int) -> float:
    """Return the commits a second of so many writers."""
    context = multiprocessing.get_context("forkserver")
    start = context.Barrier(count + 1)
    each = COMMITS // count
    names = [f"{count}-{round_}-{number}" for number in range(count)]
    writers = [context.Process(target=write, args=(way, url, name, each, start)) for name in names]
    for writer in writers:
        writer.start()
    start.wait()
    before = time.perf_counter()
    start.wait()
    taken = time.perf_counter() - before
    for writer in writers:
        writer.join()
    return COMMITS / taken


def main() -> None:
    """Commit by turns, and print the commits a second, and their ratios."""
    url = sys.argv[1]
    with pt.open_store(url) as store:
        backend: Any = store._backend  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]  # as above
        with backend.engine.begin() as connection:
            for statement in TABLES:
                connection.exec_driver_sql(statement)
    found = [
        {name: commits_a_second(*who, url, number) for name, who in CONTENDERS.items()}
        for number in range(ROUNDS)
    ]
    for name in CONTENDERS:
        print(f"{name:18}{statistics.median(one[name] for one in found):8.0f} commits a second")
    ours = [name for name, (way, _) in CONTENDERS.items() if way == "store"]
    others = [name for name in CONTENDERS if name not in ours]
    for mine, other in itertools.product(ours, others):
        print(f"{mine} / {other}: {statistics.median(one[mine] / one[other] for one in found):.2f}")


if __name__ == "__main__":
    main()
