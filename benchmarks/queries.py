"""Our side of the questions that are timed against other engines, on the data of `generate.py`.

`ours(tracker)` gives one function a question, each from the query as a value to the last record or count: no
answer is kept between calls, since each call asks anew, with other values where that changes the work. A peer
answers the same questions with the same values (`Values`). The table of indexes tells what each costs.

    python benchmarks/queries.py 10000 100000
"""

import itertools
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from generate import lines

import policytrack as pt
from policytrack import query as q
from policytrack.terms import Stance

R = TypeVar("R", bound=pt.Record)
P, S = q.Proposal, q.Position
AGAINST = (Stance.CRITICAL, Stance.OPPOSES)
BEHIND = (Stance.PROPOSES, Stance.SUPPORTS)
ROUNDS = 15


class Values:
    """The values that are asked for, the same for all contenders."""

    ids = tuple(f"p-{number:07}" for number in range(1000, 2000))
    status = "accepted"
    topic, critic, said = "policing", "a-00007", ("2018-01-01", "2021-12-31")
    words = "stanem stapril"
    supporter = "a-00009"
    days = tuple(f"20{year}-{month:02}-11" for year in range(16, 25) for month in (2, 5, 8, 11))


def ours(tracker: pt.Tracker) -> dict[str, Callable[[], object]]:
    """Return one function a question, in the order of the report.

    - by id: the proposal of an id.
    - status now: all proposals that are accepted.
    - topic, critic, dates: proposals on a topic that an actor criticised or opposed on some day between two.
    - two words: proposals with both in the texts about them.
    - two hops: the critical positions on proposals that an actor proposes or supports.
    - as of, counted: how many proposals have each status on a day as known on that day.
    - as of, one status: the proposals that are accepted on a day as known on that day.
    - stance and organization: how many positions there are of each.
    - top ten critics: the actors with the most critical or opposing positions.
    """
    ids, days = itertools.cycle(Values.ids), itertools.cycle(Values.days)
    accepted = q.select(pt.Proposal).where(P.status.is_(Values.status))
    said = S.said_on.possibly_within("/".join(Values.said))
    criticised = S.stance.in_(AGAINST) & S.actor_id.is_(Values.critic) & said
    behind = S.stance.in_(BEHIND) & S.actor_id.is_(Values.supporter)
    hops = q.select(pt.Position).where(S.stance.in_(AGAINST), S.proposal.any(P.positions.any(behind)))
    on_topic = q.select(pt.Proposal).where(P.topics.contains(Values.topic), P.positions.any(criticised))
    said_of = q.select(pt.Proposal).where(P.text.matches(Values.words))
    critics = q.select(pt.Position).where(S.stance.in_(AGAINST)).group_by(S.actor_id).count().limit(10)
    organizations = q.select(pt.Position).group_by(S.stance, S.organization).count()

    def as_of(query: q.Query[pt.Proposal]) -> q.Query[pt.Proposal]:
        day = next(days)
        return query.at(on=day, known=day)

    return {
        "by id": lambda: tracker.run(q.select(pt.Proposal).where(P.id.is_(next(ids)))).one(),
        "status now": lambda: tuple(tracker.run(anew(accepted))),
        "topic, critic, dates": lambda: tuple(tracker.run(anew(on_topic))),
        "two words": lambda: tuple(tracker.run(anew(said_of))),
        "two hops": lambda: tuple(tracker.run(anew(hops))),
        "as of, counted": lambda: tracker.run(as_of(q.select(pt.Proposal)).group_by(P.status).count()),
        "as of, one status": lambda: tuple(tracker.run(as_of(accepted))),
        "stance and organization": lambda: tracker.run(organizations),
        "top ten critics": lambda: tracker.run(critics),
    }


def prepared(tracker: pt.Tracker) -> dict[str, Callable[[], object]]:
    """Return those questions whose query can be kept, asked again as the same value: nothing is planned."""
    accepted = q.select(pt.Proposal).where(P.status.is_(Values.status))
    criticised = S.stance.in_(AGAINST) & S.actor_id.is_(Values.critic)
    criticised &= S.said_on.possibly_within("/".join(Values.said))
    behind = S.stance.in_(BEHIND) & S.actor_id.is_(Values.supporter)
    kept: dict[str, q.Query[pt.Proposal] | q.Query[pt.Position]] = {
        "by id": q.select(pt.Proposal).where(P.id.is_(Values.ids[0])),
        "status now": accepted,
        "topic, critic, dates": q.select(pt.Proposal).where(
            P.topics.contains(Values.topic), P.positions.any(criticised)
        ),
        "two words": q.select(pt.Proposal).where(P.text.matches(Values.words)),
        "two hops": q.select(pt.Position).where(
            S.stance.in_(AGAINST), S.proposal.any(P.positions.any(behind))
        ),
    }
    return {name: lambda query=query: tuple(tracker.run(query)) for name, query in kept.items()}  # type: ignore[misc]


def anew(query: q.Query[R]) -> q.Query[R]:
    """Return an equal query that no tracker has seen, so that it is planned again."""
    return query.limit(None)


def build(tracker: pt.Tracker) -> dict[str, float]:
    """Ask each question once; return the CPU seconds of each, which are those of the indexes it needs."""
    return {name: seconds(ask) for name, ask in ours(tracker).items()}


def seconds(ask: Callable[[], object]) -> float:
    """Return the CPU time of one call."""
    before = time.process_time()
    ask()
    return time.process_time() - before


def main() -> None:
    """Time each question on each size that is given, and count what the indexes hold."""
    for size in [int(text) for text in sys.argv[1:]] or [10_000]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "data.jsonl"
            path.write_text("".join(lines(size)), encoding="utf-8")
            tracker = pt.load(path)
            held = bytes_of_indexes(pt.load(path)) if size <= 10_000 else None  # noqa: PLR2004  # It takes long.
        built = build(tracker)
        again = prepared(tracker)
        print(f"\n{size} proposals; indexes {sum(built.values()):.2f} s", end="")
        print("" if held is None else f", {held / size:.0f} bytes a proposal")
        print("| question | first, ms | then, µs | prepared, µs |\n|---|---|---|---|")
        for name, ask in ours(tracker).items():
            ready = f"{typical(again[name]):.1f}" if name in again else "-"
            print(f"| {name} | {built[name] * 1000:.1f} | {typical(ask):.1f} | {ready} |", flush=True)


def typical(ask: Callable[[], object]) -> float:
    """Return the median CPU time of a few calls, in microseconds."""
    return statistics.median(seconds(ask) for _ in range(ROUNDS)) * 1e6


def bytes_of_indexes(tracker: pt.Tracker) -> int:
    """Count the bytes that all questions leave behind."""
    tracemalloc.start()
    build(tracker)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held


if __name__ == "__main__":
    main()
