"""What formats of other people's tools give back: the snapshot, less exactly what they declare lost."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from laws.test_round_trips import types_of
from strategies import snapshots

from policytrack import formats
from policytrack.errors import EncodeError

LOSSLESS = ["parquet"]
LOSSY: list[str] = []
calm = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
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
@given(snapshots())
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
@given(snapshots())
def test_what_is_lost_is_declared(name, snapshot):
    """What is read again is what was written, less exactly the declared losses."""
    form = formats.get(name)
    try:
        written = form.encode(snapshot)
    except EncodeError:
        return
    again = form.decode(written.data).snapshot
    assert wire(again) == pruned(without(wire(snapshot), set(written.losses)))
