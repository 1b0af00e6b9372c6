"""What a store adds to its database, as ratios in one run: questions, commits and a whole reload.

The data are those of `generate.py`. Each question of the table is asked of the store, decoding included, and
beside it as SQL that was written by hand for the same tables, sent to the driver and decoded the same way,
the two by turns. Medians of wall-clock time, since a database works in its own process or waits for a disk.

    python benchmarks/stores.py sqlite:///bench.db 10000
    python benchmarks/stores.py postgresql://user@host/database 10000
    python benchmarks/stores.py duckdb:///bench.duckdb 10000
"""

# SQL that is written by hand, of our own words and numbers, is what this is about.
# ruff: noqa: S608, ISC004, E501

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any, cast

from generate import lines as generated

import policytrack as pt
from policytrack import formats
from policytrack import query as q
from policytrack.engines.sql import END, FOREVER, Compiled, statement
from policytrack.engines.sql import Scope as Cut
from policytrack.formats.lines import Lines
from policytrack.registry import Registry
from policytrack.stores import Store

ROUNDS = 7
COMMITS = 200
DAY, KNOWN = "2020-06-01", "2021-06-01"
P, S = q.Proposal, q.Position

Question = q.Query[Any] | q.Count[Any] | q.GroupCount[Any]

_NOW = f"rev_until = {FOREVER} AND known_until = {END}"


def questions(words: tuple[str, str]) -> dict[str, tuple[Question, str]]:
    """Return the questions by name, each with the SQL that says the same by hand."""
    on, known = (pt.PartialDate.parse(day).span[0].toordinal() for day in (DAY, KNOWN))
    opposed = S.stance.is_(pt.Stance.OPPOSES) & S.actor_id.is_("a-00001")
    dated = S.said_on.surely_within("2016/2022")
    proposals = q.select(pt.Proposal)
    body = "SELECT r.kind, coalesce(p.shown, r.body) FROM proposal p JOIN record r ON r.row_id = p.record_row"
    mine = f"p.rev_until = {FOREVER} AND p.known_until = {END}"
    one_day = f"rev_until = {FOREVER} AND known_from <= {known} AND known_until > {known}"
    word = (
        "SELECT x.proposal_id FROM word w JOIN {0} x ON x.row_id = w.row_id"
        " WHERE w.word = '{1}' AND x.stands = 1"
    )
    with_word = " AND ".join(
        f"p.id IN (SELECT x.id FROM word w JOIN proposal x ON x.row_id = w.row_id WHERE w.word = '{one}'"
        f" UNION ALL {word.format('position', one)} UNION ALL {word.format('status_change', one)})"
        for one in words
    )
    return {
        "by id": (proposals.where(P.id.is_("p-0000042")), f"{body} WHERE {mine} AND p.id = 'p-0000042'"),
        "status now, count": (
            proposals.where(P.status.is_("enacted")).count(),
            "SELECT count(*) FROM standing s JOIN proposal p ON p.id = s.proposal_id"
            f" WHERE s.status = 'enacted' AND s.rev_until = {FOREVER} AND s.known_until = {END}"
            f" AND s.on_until = {END} AND {mine}",
        ),
        "topic, critic, dates": (
            proposals.where(P.topics.contains("policing") & P.positions.any(opposed & dated)),
            f"{body} WHERE {mine} AND p.row_id IN (SELECT row_id FROM proposal_topics WHERE value = 'policing')"
            f" AND p.id IN (SELECT proposal_id FROM position WHERE {_NOW} AND stands = 1 AND actor_id = 'a-00001'"
            " AND stance = 'opposes' AND said_on_qualified = 0 AND said_on_earliest >= '2016-01-01'"
            " AND said_on_latest <= '2022-12-31') ORDER BY p.id",
        ),
        "two words": (
            proposals.where(P.text.matches(" ".join(words))),
            f"{body} WHERE {mine} AND {with_word} ORDER BY p.id",
        ),
        "two hops": (
            proposals.where(
                P.critics.any(
                    S.actor.any(
                        q.Person.positions.any(
                            S.stance.is_(pt.Stance.SUPPORTS) & S.proposal_id.is_("p-0000042")
                        )
                    )
                )
            ).count(),
            f"SELECT count(*) FROM proposal p WHERE {mine} AND p.id IN (SELECT d.proposal_id FROM stand d"
            " JOIN position c ON c.id = d.position_id WHERE d.side = 'critics'"
            f" AND d.rev_until = {FOREVER} AND d.known_until = {END} AND d.on_until = {END}"
            f" AND c.rev_until = {FOREVER} AND c.known_until = {END} AND c.stands = 1 AND c.actor_id IN"
            f" (SELECT actor_id FROM position WHERE {_NOW} AND stands = 1 AND stance = 'supports'"
            " AND proposal_id = 'p-0000042'))",
        ),
        "all as of, groups": (
            proposals.at(on=DAY).group_by(P.status).count(),
            "SELECT s.status, count(*) FROM proposal p JOIN standing s ON s.proposal_id = p.id"
            f" WHERE s.rev_until = {FOREVER} AND s.known_until = {END} AND s.on_from <= {on}"
            f" AND s.on_until > {on} AND {mine} GROUP BY s.status ORDER BY 2 DESC, 1",
        ),
        "all as of, as known, groups": (
            proposals.at(on=DAY, known=KNOWN).group_by(P.status).count(),
            "SELECT s.status, count(*) FROM proposal p JOIN standing s ON s.proposal_id = p.id"
            f" WHERE s.{one_day.replace(' AND ', ' AND s.')} AND s.on_from <= {on} AND s.on_until > {on}"
            f" AND p.{one_day.replace(' AND ', ' AND p.')} GROUP BY s.status ORDER BY 2 DESC, 1",
        ),
        "one as of, as known": (
            proposals.where(P.id.is_("p-0000042") & P.status.is_("proposed")).at(on=DAY, known=KNOWN).count(),
            "SELECT count(*) FROM proposal p JOIN standing s ON s.proposal_id = p.id"
            f" WHERE s.{one_day.replace(' AND ', ' AND s.')} AND s.on_from <= {on} AND s.on_until > {on}"
            f" AND p.{one_day.replace(' AND ', ' AND p.')} AND p.id = 'p-0000042' AND s.status = 'proposed'",
        ),
        "top ten critics": (
            q.select(pt.Position)
            .where(S.stance.is_(pt.Stance.OPPOSES))
            .group_by(S.actor_id)
            .count()
            .limit(10),
            f"SELECT actor_id, count(*) FROM position WHERE {_NOW} AND stance = 'opposes'"
            " GROUP BY actor_id ORDER BY 2 DESC, 1 LIMIT 10",
        ),
    }


def compare(store: Store, name: str, question: Question, by_hand: str) -> None:
    """Time a question and the SQL by hand by turns, and print both with their ratio."""
    backend: Any = store._backend  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]  # the same driver
    lines = Lines(Registry.default())

    def hand() -> Any:  # noqa: ANN401  # rows, or records
        rows = backend.ask(Compiled(by_hand, ()))
        return lines.read(row[1] for row in rows) if isinstance(question, q.Query) else rows

    asked: Any = question
    run = cast("Callable[[Any], Any]", store.run)
    expected: Any = hand()
    found: Any = run(asked)
    same = found == expected[0][0] if isinstance(found, int) else len(found) == len(expected)
    if not same:
        message = f"{name}: the SQL by hand answers something else"
        raise SystemExit(message)
    times = [(seconds(lambda: run(asked)), seconds(hand)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(pair[side] for pair in times) for side in (0, 1))
    ratio = statistics.median(pair[0] / pair[1] for pair in times)
    tables = store._tables  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    compiling = statistics.median(
        seconds(lambda: statement(question, tables, Cut()).render(backend.dialect)) for _ in range(ROUNDS)
    )
    print(f"{name:30}{ours * 1e3:10.3f}{theirs * 1e3:10.3f}{ratio:8.2f}{compiling * 1e3:10.2f}", flush=True)


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
    """Fill a store where it is empty, and compare."""
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
        title = store.run(q.select(pt.Proposal).where(P.id.is_("p-0000042"))).one().title
        words = tuple(sorted(set(title.split()), key=len)[-2:])
        print(f"{'milliseconds, medians':30}{'store':>10}{'by hand':>10}{'ratio':>8}{'compile':>10}")
        for name, (question, by_hand) in questions((words[0], words[1])).items():
            compare(store, name, question, by_hand)
        commits(store)
        reload(store)


if __name__ == "__main__":
    main()
