"""Whatever happens to a file, every importer refuses it with our error or reports what it found."""

import contextlib
import copy
import json
import sys
from collections.abc import Mapping
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from policytrack import formats
from policytrack.errors import PolicytrackError
from policytrack.formats._one_way import WriteOnly
from policytrack.integrity import integrity_problems
from policytrack.registry import Registry

_spec = spec_from_file_location("samples", Path(__file__).with_name("samples.py"))
samples = module_from_spec(_spec)
_spec.loader.exec_module(samples)

RUBBISH = [None, True, 7, -1.5, "", " ", "\x00", "x" * 100, [], {}, [None], {"a": [{}]}, [[[]]]]
LINES = [b"7\n", b"- x: [\n", b"<a>\n", b"a,b,c\n", b": :\n", b'"\n']
LONG = "x" * 10_000_000
each_format = pytest.mark.parametrize("name", samples.SAMPLES)


def parts(data):
    """Each file of a sample, with what makes a sample of another in its place, and of nothing else."""
    if not isinstance(data, Mapping):
        return [(data, lambda changed: changed)]
    return [(data[path], lambda changed, path=path: {path: changed}) for path in data]


def survives(name, data):
    """Decode, strict and lenient; nothing but our error may come out."""
    for strict in (True, False):
        with contextlib.suppress(PolicytrackError):
            formats.get(name).decode(data, strict=strict)


def places(value, path=()):
    """Every place in a JSON value."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield from places(part, (*path, key))


def changed(value, path, change):
    """A copy of a JSON value in which `change` was done to the container and key of a place."""
    again = copy.deepcopy(value)
    held = again
    for key in path[:-1]:
        held = held[key]
    change(held, path[-1])
    return again


def as_json(data):
    """The value of a file of JSON, None for any other."""
    try:
        return json.loads(data)
    except ValueError:
        return None


def with_each(name, change):
    """The sample with a change made at each place of each of its files of JSON, or to each of its lines."""
    for data, put in parts(samples.SAMPLES[name]):
        value = as_json(data)
        if value is not None:
            for number, path in enumerate(places(value)):
                again = changed(value, path, lambda held, key, number=number: change(held, key, number))
                yield put(json.dumps(again).encode())


def with_each_line(name, change):
    """The sample with each line of each of its other files changed."""
    for data, put in parts(samples.SAMPLES[name]):
        lines = data.splitlines(keepends=True)
        for index in range(len(lines) if as_json(data) is None else 0):
            again = [*lines[:index], *change(lines[index], index), *lines[index + 1 :]]
            yield put(b"".join(again))


def test_every_importer_has_a_sample():
    """Whatever reads other people's data is tried on damaged data."""
    own = {"json", "jsonl", "yaml", "directory"}
    if find_spec("pyarrow") is None:
        own.add("parquet")
    assert {found.name for found in formats.SHIPPED if not isinstance(found, WriteOnly)} - own <= set(
        samples.SAMPLES
    )


@each_format
def test_the_sample_itself_is_read_in_full(name):
    """Nothing of the sample is left out but what it says itself, and its records fit together."""
    decoded = formats.get(name).decode(samples.SAMPLES[name], strict=False)
    assert sum(problem.code == "left-out" for problem in decoded.problems) == samples.LEFT_OUT[name]
    assert len(decoded.snapshot)
    assert not [
        problem
        for problem in integrity_problems(decoded.snapshot, Registry.default())
        if problem.severity == "error"
    ]


@each_format
def test_truncated(name):
    """A file may end anywhere."""
    for data, put in parts(samples.SAMPLES[name]):
        for size in {0, 1, 2, *range(0, len(data), max(1, len(data) // 15))}:
            survives(name, put(data[:size]))


@each_format
def test_wrong_encoding(name):
    """A file may be in another encoding, or in none."""
    for data, put in parts(samples.SAMPLES[name]):
        text = data.decode("utf-8", "replace")
        for encoding in ("utf-16", "utf-16-le", "latin-1", "utf-8-sig", "cp037"):
            survives(name, put(text.encode(encoding, "replace")))
        survives(name, put(data.replace(b"a", b"\xff")))


@each_format
def test_wrong_type(name):
    """Any value may be any other: each place gets one of them in turn."""

    def spoil(held, key, number):
        held[key] = RUBBISH[number % len(RUBBISH)]

    for data in with_each(name, spoil):
        survives(name, data)
    for data in with_each_line(name, lambda _, number: [LINES[number % len(LINES)]]):
        survives(name, data)


@each_format
def test_missing_key(name):
    """Any key, item or line may be missing."""
    for data in with_each(name, lambda held, key, _: held.pop(key)):
        survives(name, data)
    for data in with_each_line(name, lambda _, __: []):
        survives(name, data)


@each_format
def test_duplicate_id(name):
    """Any item, line or file may stand twice."""

    def double(held, key, _):
        if isinstance(held, list):
            held.append(copy.deepcopy(held[key]))

    for data in with_each(name, double):
        survives(name, data)
    for data in with_each_line(name, lambda line, _: [line, line]):
        survives(name, data)
    if isinstance(whole := samples.SAMPLES[name], Mapping):
        survives(name, {**whole, **{f"again/{path}": data for path, data in whole.items()}})


@each_format
def test_ten_megabytes_of_one_text(name):
    """A text may be as long as ten megabytes, wherever texts stand."""
    for data, put in parts(samples.SAMPLES[name]):
        value = as_json(data)
        if value is None:
            # Where a text stands last: in front of the last tag but one, or at the end.
            end = len(data.rstrip()) if data[:1] != b"<" else data.rstrip()[:-2].rfind(b"</", 0, -20)
            long = data[:end] + LONG.encode() + data[end:]
        else:
            texts = [path for path in places(value) if isinstance(path[-1], str)]
            long = json.dumps(
                changed(value, texts[-1], lambda held, key: held.__setitem__(key, LONG))
            ).encode()
        survives(name, put(long))


@pytest.mark.parametrize("name", samples.MANY)
def test_the_work_grows_with_the_file(name):
    """Twice the records take no more than about twice the calls; a call is no clock."""

    def calls(count):
        data, found = samples.MANY[name](count), 0

        def note(_, event, __):
            nonlocal found
            found += event == "call"

        sys.setprofile(note)
        try:
            formats.get(name).decode(data, strict=False)
        finally:
            sys.setprofile(None)
        return found

    calls(10)
    few, some, more = (calls(count) for count in (100, 300, 500))
    assert more - some < 1.2 * (some - few)
