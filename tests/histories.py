"""Histories of generated worlds, in a store that was written twice: what stores of several engines hold.

Several generated worlds stand in one store, told apart by their ids, so that an engine is filled once and
asked many times. The store is exported after each write: the second revision changes records of the first,
so that views by `recorded` and files that were carried over are asked too.
"""

import json

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from strategies import busy_worlds

import policytrack as pt

WORLDS = 8


def drawn(strategy, count):
    """Values of a strategy, the same in every run."""
    found = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value):
        found.append(value)

    collect()
    return found


def told_apart(snapshot, mark):
    """The records of a snapshot by id, every id of theirs with a mark behind it."""
    ids = {record.id for record in snapshot.records()}

    def marked(value, key=""):
        match value:
            case dict():
                return {name: marked(inner, name) for name, inner in value.items()}
            case list():
                return [marked(inner, key) for inner in value]
            case str() if value in ids and (key == "id" or key.endswith(("_id", "_ids"))):
                return value + mark
            case _:
                return value

    wire = json.dumps(marked(json.loads(pt.dumps(snapshot))))
    return {record.id: record for record in pt.formats.get("json").decode(wire.encode()).snapshot.records()}


def changed(held, world):
    """What is held with a world's records over it, or as it was where the two do not go together."""
    fitting = {
        record.id: record for record in world.values() if type(record) is type(held.get(record.id, record))
    }
    try:
        return {
            record.id: record for record in pt.Tracker.of(*{**held, **fitting}.values()).snapshot().records()
        }
    except pt.IntegrityError:
        return held


@attrs.frozen
class History:
    """Two revisions, each as the tracker that a store at that revision must agree with."""

    trackers: tuple[pt.Tracker, pt.Tracker]
    url: str
    recorded: tuple


@pytest.fixture(scope="session")
def history(tmp_path_factory):
    """All worlds, twice, in a store of DuckDB and in its data set; the first world has its own ids."""
    worlds = sorted(drawn(busy_worlds(), WORLDS * 3), key=len)[-WORLDS * 2 :]
    marks = ["", *(f"~{number}" for number in range(1, WORLDS))]
    first = [told_apart(world, mark) for world, mark in zip(worlds[::2], marks, strict=True)]
    second = [
        changed(held, told_apart(world, mark))
        for held, world, mark in zip(first, worlds[1::2], marks, strict=True)
    ]
    folder = tmp_path_factory.mktemp("stores")
    trackers = tuple(
        pt.Tracker.of(*(record for world in state for record in world.values())) for state in (first, second)
    )
    with pt.open_store(f"duckdb:///{folder}/store.duckdb") as store:
        recorded = []
        for tracker in trackers:
            recorded.append(store.write(tracker.snapshot(), author="a test", reason="a law").recorded)
            store.export_parquet(folder / "data")
    return History(trackers, str(folder), tuple(recorded))
