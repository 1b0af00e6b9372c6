"""How long questions take on data sets of Parquet files, beside SQL written by hand for the same engine.

The folders are data sets as `store.export_parquet` and `multiply.py` make them. For each question our SQL and
the hand's run in turn on one connection; each figure is a median of `ROUNDS`. Rows are fetched, records are
not made of them: that costs the same whatever the SQL. With `spark=sc://…` behind them, folders are asked
through Spark Connect too.

    python benchmarks/stores_over_files.py 10k.data 100k.data 1m.data
"""

# SQL by hand stands as a person writes it, and holds no value of a user's.
# ruff: noqa: ISC004, S608

import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import policytrack as pt
from policytrack import query as q
from policytrack.engines.sql import Compiled, Scope, statement

ROUNDS = 5
P, S = q.Proposal, q.Position
NOW = "part_life = 'now'"
BODY = "JOIN record AS r ON r.row_id = p.record_row AND r.part_life = 'now' AND r.part_kind = 'proposal'"
DAY, KNOWN = "2020-06-30", "2020-12-31"
_ON, _KNOWN = (pt.PartialDate.parse(day).span[0].toordinal() for day in (DAY, KNOWN))

CRITIC = P.critics.any(S.actor_id.is_("a-00007"))
SUPPORTED = P.proponents.any(S.actor_id.is_("a-00007"))

QUESTIONS: dict[str, tuple[Any, str]] = {
    "by id": (
        q.select(pt.Proposal).where(P.id.is_("p-0000777")),
        f"SELECT r.kind, r.body FROM proposal AS p {BODY} WHERE p.{NOW} AND p.id = 'p-0000777'",
    ),
    "status now": (
        q.select(pt.Proposal).where(P.status.is_("introduced")).count(),
        f"SELECT count(*) FROM standing AS s JOIN proposal AS p ON p.id = s.proposal_id AND p.{NOW}"
        f" WHERE s.{NOW} AND s.status = 'introduced'",
    ),
    "topic, critic, dates": (
        q.select(pt.Proposal).where(
            P.topics.contains("policing") & CRITIC & P.status_since.surely_within("2020/2024")
        ),
        f"SELECT r.kind, r.body FROM proposal AS p {BODY}"
        f" JOIN standing AS s ON s.proposal_id = p.id AND s.{NOW}"
        f" WHERE p.{NOW} AND s.status_since_qualified = 0 AND s.status_since_earliest >= DATE '2020-01-01'"
        " AND s.status_since_latest <= DATE '2024-12-31'"
        " AND p.row_id IN (SELECT row_id FROM proposal_topics WHERE value = 'policing')"
        f" AND p.id IN (SELECT proposal_id FROM stand WHERE {NOW} AND side = 'critics'"
        " AND actor_id = 'a-00007')"
        " ORDER BY p.id",
    ),
    "two words": (
        q.select(pt.Proposal).where(P.text.matches("stastal pristal")).count(),
        "SELECT count(*) FROM ("
        + " INTERSECT ".join(
            "SELECT p.id FROM word AS w JOIN proposal AS p USING (row_id) "
            f"WHERE w.word = '{word}' AND p.{NOW} UNION "
            "SELECT p.proposal_id FROM word AS w JOIN position AS p USING (row_id) "
            f"WHERE w.word = '{word}' AND p.{NOW} "
            "UNION SELECT p.proposal_id FROM word AS w JOIN status_change AS p USING (row_id) "
            f"WHERE w.word = '{word}' AND p.{NOW}"
            for word in ("stastal", "pristal")
        )
        + ") AS found",
    ),
    "critics of what A supports": (
        q.select(pt.Position).where(S.proposal.any(SUPPORTED) & S.stance.is_(pt.Stance.OPPOSES)).count(),
        f"SELECT count(*) FROM position WHERE {NOW} AND stance = 'opposes' AND proposal_id IN"
        # A proposal that was retracted has proponents still, and is not to be found.
        f" (SELECT s.proposal_id FROM stand AS s JOIN proposal AS p ON p.id = s.proposal_id AND p.{NOW}"
        f" WHERE s.{NOW} AND s.side = 'proponents' AND s.actor_id = 'a-00007')",
    ),
    "status of all on D as known on K": (
        q.select(pt.Proposal).at(on=DAY, known=KNOWN).group_by(P.status).count(),
        f"SELECT status, count(*) AS n FROM standing AS s"
        " JOIN proposal AS p ON p.id = s.proposal_id AND p.part_life <> 'gone'"
        f" AND p.part_year <= {KNOWN[:4]}"
        f" AND p.known_from <= {_KNOWN} AND p.known_until > {_KNOWN}"
        f" WHERE s.part_year <= {DAY[:4]} AND s.part_life <> 'gone'"
        f" AND s.known_from <= {_KNOWN} AND s.known_until > {_KNOWN}"
        f" AND s.on_from <= {_ON} AND s.on_until > {_ON} GROUP BY status ORDER BY n DESC, status",
    ),
    "positions by stance": (
        q.select(pt.Position).group_by(S.stance).count(),
        f"SELECT stance, count(*) AS n FROM position WHERE {NOW} GROUP BY stance ORDER BY n DESC, stance",
    ),
    "top ten critics": (
        q.select(pt.Position)
        .where(S.stance.in_([pt.Stance.OPPOSES, pt.Stance.CRITICAL]))
        .group_by(S.actor_id)
        .count()
        .limit(10),
        f"SELECT actor_id, count(*) AS n FROM position WHERE {NOW} AND stance IN ('opposes', 'critical')"
        " GROUP BY actor_id ORDER BY n DESC, actor_id LIMIT 10",
    ),
}


def milliseconds(run: Callable[[], object]) -> float:
    """Return how long something takes."""
    before = time.perf_counter()
    run()
    return (time.perf_counter() - before) * 1000


def compare(store: pt.Store, engine: str) -> None:
    """Time each question on a store, ours and the hand's in turn."""
    print(f"\n| {engine} | ours, ms | by hand, ms | ratio | compile, ms | rows |\n|---|---|---|---|---|---|")
    for name, (question, sql) in QUESTIONS.items():
        figures, rows = timed(store, question, sql)
        print(f"| {name} | {' | '.join(f'{figure:.2f}' for figure in figures)} | {rows} |", flush=True)


def timed(store: pt.Store, question: Any, sql: str) -> tuple[tuple[float, ...], int]:  # noqa: ANN401  # of any kind
    """Return the medians for one question, the ratio third, and the number of its rows."""
    # What the engine takes is the question, without the records that are made of its rows.
    backend, tables = store._backend, store._tables  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    compiled = store.compile(question)
    by_hand = Compiled(sql, () if isinstance(compiled.parameters, tuple) else {})
    rows = len(backend.ask(compiled))
    backend.ask(by_hand)
    ours: list[float] = []
    hands: list[float] = []
    compiling: list[float] = []
    for _ in range(ROUNDS):
        ours.append(milliseconds(lambda: backend.ask(compiled)))
        hands.append(milliseconds(lambda: backend.ask(by_hand)))
        compiling.append(milliseconds(lambda: statement(question, tables, Scope()).render(backend.dialect)))
    ratio = statistics.median(one / other for one, other in zip(ours, hands, strict=True))
    return (statistics.median(ours), statistics.median(hands), ratio, statistics.median(compiling)), rows


def main() -> None:
    """Compare on each data set that is given."""
    remotes = [argument.removeprefix("spark=") for argument in sys.argv[1:] if argument.startswith("spark=")]
    for folder in [
        Path(argument).resolve() for argument in sys.argv[1:] if not argument.startswith("spark=")
    ]:
        for url in (f"parquet:{folder}", *(f"spark:{folder}?remote={remote}" for remote in remotes)):
            with pt.open_store(url) as store:
                compare(store, url.partition("?")[0].replace(str(folder.parent) + "/", ""))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"\nthe most memory that this process has held: {peak} MiB")


if __name__ == "__main__":
    main()
