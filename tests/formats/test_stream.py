"""Large files are read record by record, with the same answers as at once."""

import tracemalloc

import pytest

from policytrack import datasets, files, formats
from policytrack.errors import DecodeError, Problem, UnknownNameError
from policytrack.model import Organization, Person, Record, Snapshot


@pytest.fixture(name="path")
def _path(tmp_path):
    files.save(datasets.load("police-accountability"), tmp_path / "case.jsonl")
    return tmp_path / "case.jsonl"


def spoilt(path):
    """Spoil the third line; return its number of records."""
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = b'{"type": "person", "id": 5}\n'
    path.write_bytes(b"".join(lines))
    return len(lines) - 1


FEW = Snapshot.of([Person(id="ann", name="Ann"), Organization(id="body", name="Body")])


@pytest.mark.parametrize("name", ["few.jsonl", "few.json", "few"])
def test_the_records_are_those_of_a_load(tmp_path, name):
    """Whether a format can be streamed or not, the records are the same; a folder's too."""
    files.save(FEW, tmp_path / name)
    assert Snapshot.of(formats.stream(tmp_path / name)) == FEW


def test_records_come_in_the_order_of_the_file(path):
    """What comes first in the file is given first."""
    ids = [record.id for record in formats.stream(path)]
    assert ids == [record.id for record in datasets.load("police-accountability").snapshot().records()]


def test_what_is_left_out_is_named(path):
    """Lenient streaming gives each record, or names it once."""
    count = spoilt(path)
    given = list(formats.stream(path, strict=False))
    left = [item for item in given if isinstance(item, Problem) and item.code == "left-out"]
    assert [problem.path for problem in left] == ["line 3"]
    assert sum(isinstance(item, Record) for item in given) == count - 1


def test_strict_streaming_stops(path):
    """Strict streaming gives what was right and then refuses, with the path and the line."""
    spoilt(path)
    given = []
    with pytest.raises(DecodeError, match=r"case\.jsonl.*\n.*line 3: /id"):
        given.extend(formats.stream(path))
    assert all(isinstance(item, Record) for item in given)


def test_an_empty_file_is_refused(tmp_path):
    """There is a problem even where there is no line."""
    (tmp_path / "empty.jsonl").write_bytes(b"\n")
    with pytest.raises(DecodeError, match="nothing in it"):
        list(formats.stream(tmp_path / "empty.jsonl"))


@pytest.mark.parametrize("name", ["few.jsonl", "few.json", "few"])
def test_progress_is_told_to_the_end(tmp_path, name):
    """The bytes that were read never go back, and end at all that there are."""
    files.save(FEW, tmp_path / name)
    told = []
    list(formats.stream(tmp_path / name, progress=lambda done, total: told.append((done, total))))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


def test_an_unknown_ending_is_told_at_once(tmp_path):
    """What is wrong with the question is told before anything is read."""
    with pytest.raises(UnknownNameError):
        formats.stream(tmp_path / "case.xyz")


def test_memory_does_not_grow_with_the_file(tmp_path):
    """Ten times the records take no more than twice the memory."""

    def most(count):
        path = tmp_path / f"{count}.jsonl"
        lines = (f'{{"type": "person", "id": "p{n}", "name": "Name {n}"}}\n' for n in range(count))
        path.write_text('{"policytrack": "1"}\n' + "".join(lines))
        tracemalloc.start()
        assert sum(1 for _ in formats.stream(path)) == count
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(10)
    assert most(10_000) < 2 * most(1_000)
