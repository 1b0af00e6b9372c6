"""What formats of other people's tools give back: the snapshot, less exactly what they declare lost."""

import json

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laws.readers import READERS
from laws.test_round_trips import types_of
from strategies import odd_texts, snapshots, worlds

from policytrack import formats
from policytrack.model import Position, Proposal, Snapshot, Source, StatusChange

LOSSLESS = ["parquet", "ftm-full", "webannotation"]
LOSSY = ["ftm"]
# Each example makes a whole file, and reads it again with another library.
calm = settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def without(document, pointers):
    """A copy of a wire document without what stands at these pointers."""

    def kept(value, path):
        if isinstance(value, dict):
            parts = {key: kept(part, f"{path}/{escaped(key)}") for key, part in value.items()}
            return {key: part for key, part in parts.items() if f"{path}/{escaped(key)}" not in pointers}
        if isinstance(value, list):
            parts = [(kept(part, f"{path}/{index}"), f"{path}/{index}") for index, part in enumerate(value)]
            return [part for part, place in parts if place not in pointers]
        return value

    return kept(document, "")


def escaped(key):
    """A key as a JSON Pointer has it."""
    return key.replace("~", "~0").replace("/", "~1")


def wire(snapshot):
    """The wire document of a snapshot, without lists and objects that hold nothing."""
    return pruned(json.loads(formats.get("json").encode(snapshot).data))


def pruned(value):
    """A copy of a document without empty lists and objects outside of free JSON."""
    if isinstance(value, dict):
        parts = {key: part if key in {"extras", "data"} else pruned(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part not in ([], {})}
    return [pruned(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", LOSSLESS)
@calm
@given(st.deferred(lambda: snapshots() | written_worlds()))
def test_nothing_is_lost(name, snapshot):
    """What is written is read again, the same in value and type, and written the same."""
    form = formats.get(name)
    if name == "parquet":
        pytest.importorskip("pyarrow")
    written = form.encode(snapshot)
    assert written.losses == ()
    again = form.decode(written.data).snapshot
    assert again == snapshot
    assert types_of(again) == types_of(snapshot)
    assert form.encode(again).data == written.data


@pytest.mark.parametrize("name", LOSSY)
@calm
@given(st.deferred(lambda: snapshots() | written_worlds()))
def test_what_is_lost_is_declared(name, snapshot):
    """What is read again is what was written, less exactly the declared losses."""
    form = formats.get(name)
    written = form.encode(snapshot)
    again = form.decode(written.data).snapshot
    assert wire(again) == pruned(without(wire(snapshot), set(written.losses)))


def leaves(value, path=""):
    """Each text and number of a wire document, with its key."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, path)
    else:
        yield path, value


@st.composite
def written_worlds(draw):
    """Snapshots whose records fit together, with texts that a format is likely to change."""
    snapshot = draw(worlds())
    odd = {
        Proposal: ("title", "summary"),
        Source: ("title", "publisher", "url"),
        StatusChange: ("wording",),
        Position: ("statement", "attribution"),
    }
    changed = [
        attrs.evolve(record, **{name: draw(odd_texts()) for name in odd.get(type(record), ())})
        for record in snapshot.records()
    ]
    return Snapshot.of(changed)


@pytest.mark.parametrize("name", READERS)
@calm
@given(written_worlds())
def test_what_is_not_declared_lost_is_found(name, snapshot):
    """An independent reader finds every value of an export that is not among its losses."""
    written = formats.get(name).encode(snapshot)
    found = READERS[name](written.data)
    carried = without(wire(snapshot), set(written.losses))
    del carried["policytrack"]
    missing = [(key, value) for key, value in leaves(carried) if not found.has(key, value)]
    assert missing == []


@pytest.mark.parametrize("name", READERS)
@calm
@given(worlds())
def test_equal_snapshots_are_written_alike(name, snapshot):
    """The bytes depend on the snapshot and on nothing else, and losses point at what there is."""
    written = formats.get(name).encode(snapshot)
    assert formats.get(name).encode(Snapshot.of(reversed(list(snapshot.records())))) == written
    document = wire(snapshot)
    for loss in written.losses:
        held = document
        for key in loss.split("/")[1:]:
            held = held[int(key) if isinstance(held, list) else key.replace("~1", "/").replace("~0", "~")]
