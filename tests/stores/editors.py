"""What the processes of the tests of crashes and of many editors do; they tell what was acknowledged."""

import os
from multiprocessing.connection import Connection

from factories import change, proposal, source

import policytrack as pt
from policytrack import query as q

COUNTER = "counter"


def write_on(url: str, name: str, acknowledged: Connection) -> None:
    """Write revisions without an end, each of three records, and tell the number of each that was kept."""
    with pt.open_store(url) as store:
        count = 0
        while True:
            count += 1
            mine = f"{name}-{count}"
            records = [source(f"s-{mine}", "2024-03-05"), proposal(f"p-{mine}")]
            records.append(change(f"c-{mine}", "proposed", None, f"s-{mine}", proposal_id=f"p-{mine}"))
            done = store.write(records, author=name, reason=mine)
            acknowledged.send((done.number, mine))


def count_up(url: str, name: str, commits: int) -> None:
    """Add one to a shared number so many times, and read again after each race that was lost."""
    with pt.open_store(url) as store:
        done = 0
        while done < commits:
            seen = store.revision
            counter = store.run(q.select(pt.Figure).where(q.Figure.id.is_(COUNTER))).one()
            added = pt.Figure(id=COUNTER, label="counter", low=(counter.low or 0) + 1)
            try:
                store.write([added], author=name, reason=str(os.getpid()), expected=seen)
            except pt.ConflictError:
                continue
            done += 1
