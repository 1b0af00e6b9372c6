"""How long questions take of stores, beside SQL written by hand for the same tables of the same engine.

The eight questions of `questions.py` are asked of each store, rows fetched and records made of them, and
beside it the SQL of `store_sql.py`, sent to the same driver, records made the same way: the two by turns, at
least `ROUNDS` times. Answers are compared first. The question about the past asks for another day each time.
Each store is asked in a process of its own. Times are medians of wall-clock time, since a database works in
its own process; a ratio is the median of the pairs'. The cyclic collector is off, as `timeit` has it: who
comes second would find its work done, or to do.

*Compile* is the processor time that it takes to work out a statement of which nothing is known yet, *again*
one like an earlier one with other values.

    python benchmarks/ask_stores.py 10k=sqlite:///10k.db 100k=sqlite:///100k.db 10k=parquet:10k.data
"""

import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from questions import QUESTIONS, middle
from store_sql import Hand

import policytrack as pt
from policytrack import query as q
from policytrack.engines.sql import Compiled, Scope, statement
from policytrack.formats.lines import Lines
from policytrack.query import Group
from policytrack.registry import Registry

ROUNDS, MOST, ENOUGH = 5, 101, 2.0
"""The pairs that are timed: at least, at most, and the seconds after which it is enough."""
FIRST = "status on D as known on K"
"""What is asked first, so that the memory that it takes is told."""
SMALLEST = 10_000
"""The proposals of which the others are copies."""

Figures = dict[str, float]


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long something takes."""
    before = clock()
    held = work()
    taken = clock() - before
    del held
    return taken


def peak() -> int:
    """Return the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def asked(url: str) -> dict[str, Figures]:
    """Time all questions of a store."""
    kind = url.partition(":")[0]
    hand = Hand(middle(SMALLEST), is_sqlite=kind == "sqlite", in_files=kind in {"parquet", "spark"})
    by_hand = (
        hand.by_id,
        hand.status_now,
        hand.topic_critic_dates,
        hand.two_words,
        hand.two_hops,
        hand.as_of,
        hand.stances,
        hand.top_ten,
    )
    pairs = dict(zip(QUESTIONS, by_hand, strict=True))
    with pt.open_store(url) as store:
        names = sorted(pairs, key=lambda name: name != FIRST)
        return {name: compared(store, name, pairs[name]) for name in names}


def compared(store: pt.Store, name: str, by_hand: Callable[[int], str]) -> Figures:
    """Time one question and the SQL by hand by turns."""
    backend: Any = store._backend  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]  # the same driver
    tables = store._tables  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    lines = Lines(Registry.default())
    run = cast("Callable[[Any], Any]", store.run)
    none: Any = () if backend.dialect.positional else {}

    def make(turn: int) -> Any:  # noqa: ANN401  # questions of every kind
        return QUESTIONS[name](SMALLEST, turn)

    def hand(turn: int) -> Any:  # noqa: ANN401  # records, or rows
        rows = backend.ask(Compiled(by_hand(turn), none))
        return lines.read(row[1] for row in rows) if isinstance(make(turn), q.Query) else rows

    ours, theirs = run(make(0)), hand(0)
    plain = [(*_plain(one.values), one.count) if isinstance(one, Group) else one for one in ours]
    if plain != [tuple(cast("list[Any]", row)) if isinstance(ours, tuple) else row for row in theirs]:
        sys.exit(f"{name}: the SQL by hand answers something else: {len(plain)} and {len(theirs)} rows")
    most = peak()
    gc.collect()
    gc.disable()
    times: list[tuple[float, float]] = []
    while len(times) < ROUNDS or (len(times) < MOST and sum(map(sum, times)) < ENOUGH):
        turn = len(times) + 1
        question = make(turn)
        pair = partial(run, question), partial(hand, turn)
        first, second = (seconds(work) for work in (pair if turn % 2 else pair[::-1]))
        times.append((first, second) if turn % 2 else (second, first))
    asked = [make(MOST + turn) for turn in range(9)]
    written = partial(seconds, clock=time.thread_time)  # An engine in this process has threads of its own.
    fresh = [written(lambda: statement(asked[0], tables, Scope()).render(backend.dialect)) for _ in asked]
    again = [written(partial(store.compile, question)) for question in asked]
    found = {
        "ours": statistics.median(pair[0] for pair in times),
        "hand": statistics.median(pair[1] for pair in times),
        "ratio": statistics.median(pair[0] / pair[1] for pair in times),
        "compile": statistics.median(fresh),
        "again": statistics.median(again),
        "rows": len(plain),
        "MiB": most,
    }
    print(f"  {name}: {', '.join(f'{key} {value:.4g}' for key, value in found.items())}", file=sys.stderr)
    return found


def _plain(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the values of a group as the database has them."""
    return tuple(getattr(value, "value", value) for value in values)


def table(kind: str, sizes: dict[str, dict[str, Figures]]) -> None:
    """Print the table of one kind of store: a line a question, columns for each size."""
    heads = [head for size in sizes for head in (f"{size}, ms", "by hand", "ratio")]
    print(f"\n| {kind} | {' | '.join(heads)} | compile, ms | again |\n|---{'|---' * (len(heads) + 2)}|")
    for name in QUESTIONS:
        cells: list[str] = []
        for figures in sizes.values():
            one = figures[name]
            cells += [f"{one['ours'] * 1000:.3g}", f"{one['hand'] * 1000:.3g}", f"{one['ratio']:.2f}"]
        for key in ("compile", "again"):
            cells.append(f"{max(figures[name][key] for figures in sizes.values()) * 1000:.2g}")
        print(f"| {name} | {' | '.join(cells)} |")
    for size, figures in sizes.items():
        whole = max(one["MiB"] for one in figures.values())
        print(f'\n{size}: {figures[FIRST]["MiB"]:.0f} MiB held after "{FIRST}", {whole:.0f} at most')
    sys.stdout.flush()


def main() -> None:
    """Ask each store that is given, or be the process of one."""
    if sys.argv[1] == "--one":
        print(json.dumps(asked(sys.argv[2])))
        return
    kinds: dict[str, dict[str, dict[str, Figures]]] = defaultdict(dict)
    for given in sys.argv[1:]:
        size, _, url = given.partition("=")
        print(given, file=sys.stderr, flush=True)
        command = [sys.executable, __file__, "--one", url]
        printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        kinds[url.partition(":")[0]][size] = json.loads(printed)
    for kind, sizes in kinds.items():
        table(kind, sizes)


if __name__ == "__main__":
    main()
