"""Processes that are killed, and processes that race: what was acknowledged is there, in order, once."""

import multiprocessing
import os
import random

import pytest
from stores.editors import COUNTER, count_up, write_on

import policytrack as pt
from policytrack import query as q
from policytrack.engines.reference import answer

IS_LONG = "CI" in os.environ
KILLS = {"sqlite": 100 if IS_LONG else 3, "postgresql": 25 if IS_LONG else 3}
COMMITS = 2000 if IS_LONG else 40
WRITERS = 4


@pytest.fixture(name="processes", scope="module")
def _processes():
    """A way to start processes, each from one that has loaded what they need."""
    context = multiprocessing.get_context("forkserver")
    held = ("_store", "_sqlite", "_postgresql")
    context.set_forkserver_preload(["stores.editors", *(f"policytrack.stores.{name}" for name in held)])
    return context


def killed_at(context, url, names, moment):
    """Let writers run for a while from their first acknowledgement, kill them, and return what they told."""
    started = []
    for name in names:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=write_on, args=(url, name, theirs), daemon=True)
        process.start()
        theirs.close()
        started.append((process, ours))
    told = []
    for process, ours in started:
        # The first acknowledgement takes as long as it takes to start.
        told.append(ours.recv())
        process.join(moment)
    for process, _ in started:
        process.kill()
        process.join()
    for _, ours in started:
        with ours:
            while True:
                try:
                    told.append(ours.recv())
                except EOFError:
                    break
    return told


def whole(store, told):
    """Whether all that was acknowledged is there, none is there by half, and answers are right."""
    snapshot = store.snapshot()
    held = {record.id for record in snapshot.records()}
    for _, mine in told:
        assert {f"s-{mine}", f"p-{mine}", f"c-{mine}"} <= held
    assert len(snapshot.sources) == len(snapshot.proposals) == len(snapshot.status_changes)
    entries = store.changes()
    numbers = sorted({entry.revision.number for entry in entries})
    assert numbers == list(range(1, store.revision.number + 1))
    assert {number for number, _ in told} <= set(numbers)
    asked = q.select(pt.Proposal).where(q.Proposal.status.is_("proposed"))
    assert store.run(asked) == answer(pt.Tracker.from_snapshot(snapshot), asked)


def test_a_killed_writer_loses_nothing(processes, url):
    """Writers that are killed at random moments leave every acknowledged revision, and no half of one."""
    kind = "sqlite" if url.startswith("sqlite") else "postgresql"
    names = ["one"] if kind == "sqlite" else ["one", "two"]
    draw, told = random.Random(20230924), []  # noqa: S311  # No secret.
    with pt.open_store(url) as store:
        for kill in range(KILLS[kind]):
            mine = [f"{name}-{kill}" for name in names]
            told += killed_at(processes, url, mine, draw.random() / 20)
        whole(store, told)
        if kind == "sqlite":
            with store._backend.engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_a_follower_misses_nothing(processes, url):
    """Of many editors each lost race is retried: no update is lost, and a follower sees each in order."""
    with pt.open_store(url) as store:
        first = store.write([pt.Figure(id=COUNTER, label="counter")], author="desk", reason="begin")
        writers = [
            processes.Process(target=count_up, args=(url, str(number), COMMITS // WRITERS), daemon=True)
            for number in range(WRITERS)
        ]
        for writer in writers:
            writer.start()
        seen, last = [], first
        while len(seen) < COMMITS:
            assert any(writer.is_alive() for writer in writers) or store.revision != last
            for entry in store.changes(since=last):
                seen.append(entry)
                last = entry.revision
        for writer in writers:
            writer.join()
        assert [entry.revision.number for entry in seen] == list(range(2, COMMITS + 2))
        assert [entry.record.low for entry in seen] == list(range(1, COMMITS + 1))
        times = [first.recorded, *(entry.revision.recorded for entry in seen)]
        assert times == sorted(set(times))
