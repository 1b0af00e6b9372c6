"""How long questions take, as ratios to SQLite, DuckDB and Polars in the same run.

Every contender is a process of its own that reads the data of `generate.py`, so that one set is in memory at
a time; they take turns, and all must give the same answers. `planned` is a new question each time: a query
built and planned by us, a statement that SQLite, DuckDB or Polars reads and plans. `prepared` is the same
query value again, against a statement that SQLite has kept. The first answer of a kind, which builds the
indexes it needs, is shown apart.

The task is the same for all: the whole answer as Python objects in a list. We give the records (or groups),
the peers tuples of the ids, or of values and counts. DuckDB and Polars have the answer in columns of their
own before that, and can go on with those: what that takes stands beside as `bare`, and is not compared.

    python benchmarks/ask.py 10000 100000
"""

import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generate import lines
from questions import QUESTIONS, Make

import policytrack as pt
from policytrack.query import Group

ROUNDS, LARGE = 3, 500_000
"""How often each contender is started, up to that many proposals; a ratio is the median of the rounds'."""
TIMES, ENOUGH = 200, 0.5
"""After its first answer, a question is asked so often, or for so many CPU seconds; five times at least."""
OURS, TABLES = "policytrack", "tables"
PAIRS = {"SQLite": "planned", "SQLite prepared": "prepared", "DuckDB": "planned", "Polars": "planned"}
"""Each peer, with which of our times it is compared."""
Found = dict[str, dict[str, Any]]


def measured(ask: Callable[[int], object]) -> list[float]:
    """Return the CPU seconds of the first answer, and the median of those that follow."""
    first, taken = _taken(ask, 0), list[float]()
    while len(taken) < 5 or (len(taken) < TIMES and sum(taken) < ENOUGH):  # noqa: PLR2004  # at least
        taken.append(_taken(ask, len(taken) + 1))
    return [first, statistics.median(taken)]


def _taken(ask: Callable[[int], object], turn: int) -> float:
    before = time.process_time()
    ask(turn)
    return time.process_time() - before


def ours(path: Path, proposals: int) -> dict[str, Any]:
    """Time our answers: rows are held as a list, so that nothing is put off."""
    tracker: Any = pt.load(path)
    for module in filter(find_spec, ("policytrack.engines.memory", "numpy")):
        import_module(module)  # The peers are imported before they build, too.

    def held(query: Any) -> list[Any]:  # noqa: ANN401  # queries of every kind
        return list(tracker.run(query))

    def planned(make: Make) -> Callable[[int], list[Any]]:
        return lambda turn: held(make(proposals, turn))

    def prepared(make: Make) -> Callable[[int], list[Any]]:
        # Days that were not asked before; a question that never changes is one value.
        made = [make(proposals, TIMES + 1 + turn) for turn in range(TIMES + 1)]
        queries = [made[0] if query == made[0] else query for query in made]
        return lambda turn: held(queries[turn])

    times = {name: measured(planned(make)) for name, make in QUESTIONS.items()}
    again = {name: measured(prepared(make))[1] for name, make in QUESTIONS.items()}
    return {
        "first": {name: first for name, (first, _) in times.items()},
        "planned": {name: later for name, (_, later) in times.items()},
        "prepared": again,
        "answers": {name: digest(map(_row, planned(make)(0))) for name, make in QUESTIONS.items()},
        "build": sum(first - later for first, later in times.values()),
    }


def _row(found: Any) -> tuple[Any, ...]:  # noqa: ANN401  # a record or a group
    return (*found.values, found.count) if isinstance(found, Group) else (found.id,)


def theirs(name: str, path: Path) -> dict[str, Any]:
    """Time a peer's answers, from columns that were made once for all peers."""
    from query_peers import PEERS  # noqa: PLC0415  # We do not need them.
    from tables import kept  # noqa: PLC0415

    peer = PEERS[name](kept(path))
    asked = peer.questions()
    times = {question: measured(ask)[1] for question, ask in asked.items()}
    return {
        PAIRS[name]: times,
        "bare": {question: measured(ask)[1] for question, ask in peer.tables().items()},
        "answers": {question: digest(ask(0)) for question, ask in asked.items()},
        "build": peer.build_seconds,
    }


def digest(rows: Iterable[tuple[Any, ...]]) -> str:
    """Sum up an answer so that equal ones can be told: how many rows, and a hash of them in any order."""
    plain = sorted(["unassessed" if value is None else str(value) for value in row] for row in rows)
    return f"{len(plain)} rows {hashlib.sha256(json.dumps(plain).encode()).hexdigest()[:12]}"


def contend(name: str, path: Path, *rest: str) -> dict[str, Any]:
    """Be one contender, or make the columns for those that need them."""
    if name == TABLES:
        from tables import keep  # noqa: PLC0415  # As above.

        keep(path, Path(rest[0]))
        return {}
    return ours(path, int(rest[0])) if name == OURS else theirs(name, path)


def run(name: str, *given: Path | str) -> dict[str, Any]:
    """Start a contender and return what it measured."""
    command = [sys.executable, __file__, "--contender", name, *map(str, given)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result: dict[str, Any] = json.loads(printed)
    return result


def compare(proposals: int) -> None:
    """Compare all contenders on one size, and print the table."""
    names = [OURS, *PAIRS]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "proposals.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines(proposals))
        orders = [names[turn:] + names[:turn] for turn in range(ROUNDS if proposals <= LARGE else 1)]
        tables = Path(folder) / "tables.pickle"
        run(TABLES, path, tables)
        given = {OURS: (path, str(proposals))}
        rounds = [{name: run(name, *given.get(name, (tables,))) for name in order} for order in orders]
    for one in rounds:
        for name, found in one.items():
            differing = {q for q in QUESTIONS if found["answers"][q] != rounds[0]["SQLite"]["answers"][q]}
            if differing:
                sys.exit(f"{name} answers otherwise than SQLite: {sorted(differing)}")
    print(f"\n{proposals} proposals, {len(rounds)} rounds; behind each time, how many times ours it is\n")
    print(f"| question | rows | first | planned | prepared | {' | '.join(PAIRS)} |")
    print("|---" * (5 + len(PAIRS)) + "|")
    for question in QUESTIONS:
        own = [_time(_median(rounds, OURS, kind, question)) for kind in ("first", "planned", "prepared")]
        cells = [f"{_ratio(rounds, name, question)}" for name in PAIRS]
        rows = rounds[0][OURS]["answers"][question].split()[0]
        print(f"| {question} | {rows} | {' | '.join(own + cells)} |")
    for name in names:
        seconds = statistics.median(one[name]["build"] for one in rounds)
        print(f"building, {name}: {_time(seconds)}", flush=True)


def _median(rounds: list[Found], name: str, kind: str, question: str) -> float:
    times: list[float] = [one[name][kind][question] for one in rounds]
    return statistics.median(times)


def _ratio(rounds: list[Found], name: str, question: str) -> str:
    kind = PAIRS[name]
    ratios = [one[name][kind][question] / one[OURS][kind][question] for one in rounds]
    bare = f", {_time(_median(rounds, name, 'bare', question))} bare" if rounds[0][name]["bare"] else ""
    return f"{_time(_median(rounds, name, kind, question))} ({statistics.median(ratios):.2g}){bare}"


def _time(seconds: float) -> str:
    size = next(size for size in (1, 1e-3, 1e-6) if seconds >= size or size == 1e-6)  # noqa: PLR2004  # a microsecond
    return f"{seconds / size:.3g} {({1: 's', 1e-3: 'ms', 1e-6: 'µs'})[size]}"


def main() -> None:
    """Compare on each size that is given, or be one contender."""
    if sys.argv[1:2] == ["--contender"]:
        print(json.dumps(contend(sys.argv[2], Path(sys.argv[3]), *sys.argv[4:])))
        return
    for size in [int(size) for size in sys.argv[1:]] or [10_000]:
        compare(size)


if __name__ == "__main__":
    main()
