"""A problem that reading does not find names its file and its line too."""

import json
import re

import pytest
from factories import change, position, proposal, source

from policytrack import files
from policytrack.errors import DecodeError, IntegrityError
from policytrack.formats._json_places import line_of
from policytrack.formats._jsonl import JsonLinesFormat
from policytrack.formats._places import split
from policytrack.model import Proposal, Snapshot, UnknownProposal, UnknownRecord
from policytrack.terms import Stance

WRONG = Snapshot.of(
    [
        source("s"),
        proposal("p"),
        proposal("q", part_of_id="r"),
        position("x/1", "nobody", Stance.SUPPORTS, None, "s"),
    ]
)


def refused(path):
    """The paths of what does not fit together in a file."""
    with pytest.raises(IntegrityError) as caught:
        files.load(path)
    return [problem.path for problem in caught.value.problems]


def numbered(text, word):
    """The number of the line on which a word stands first."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if word in line)


def test_a_folder(tmp_path):
    """The file is that of the record, the line that of the field."""
    files.save(WRONG, tmp_path / "case")
    assert refused(tmp_path / "case") == [
        "proposals/q.yaml:3: /part_of_id",
        "positions/x%2f1.yaml:3: /actor_id",
    ]


@pytest.mark.parametrize("name", ["case.yaml", "case.json"])
def test_one_file(tmp_path, name):
    """The line is that of the field, and the path still names the record."""
    files.save(WRONG, tmp_path / name)
    text = (tmp_path / name).read_text()
    assert refused(tmp_path / name) == [
        f"line {numbered(text, 'part_of_id')}: /proposals/q/part_of_id",
        f"line {numbered(text, 'actor_id')}: /positions/x~11/actor_id",
    ]


def test_lines(tmp_path):
    """In JSON Lines, a record is a line; lines that cannot be read in between take nothing away."""
    files.save(WRONG, tmp_path / "case.jsonl")
    assert refused(tmp_path / "case.jsonl") == [
        "line 4: /proposals/q/part_of_id",
        "line 5: /positions/x~11/actor_id",
    ]
    damaged = b'{"policytrack": "1"}\n{"type": [\n[]\n{"type": "person", "id": "a"}\n'
    assert JsonLinesFormat.places(damaged).record("/people/a/name") == "line 4: /people/a/name"


@pytest.mark.parametrize("name", ["case.json", "case.yaml", "case.jsonl"])
def test_of_two_with_one_id_the_second_is_named(tmp_path, name):
    """The first keeps the id; records come in the order of the fields."""
    files.save(Snapshot.of([proposal("p"), source("s")]), tmp_path / name)
    text = (tmp_path / name).read_text().replace("id: s", "id: p").replace('"id": "s"', '"id": "p"')
    (tmp_path / name).write_text(text)
    ids = [number for number, line in enumerate(text.splitlines(), 1) if re.search(r"\bid\b.*\bp\b", line)]
    assert refused(tmp_path / name) == [f"line {ids[-1]}: /proposals/p/id"]


@pytest.mark.parametrize("name", ["case.json", "case.yaml", "case.jsonl", "case"])
def test_a_plugins_proposal_stands_among_the_others(tmp_path, name):
    """A tracker has it among the proposals; a file has it where plugins' records are."""
    unknown = UnknownProposal(id="u", title="U", part_of_id="gone", type="pledge", data={})
    files.save(Snapshot.of([unknown, UnknownRecord(id="v", type="vote", data={})]), tmp_path / name)
    (path,) = refused(tmp_path / name)
    assert path.startswith(("line ", "others/u.yaml:"))


def test_what_is_wrong_with_json_has_its_line(tmp_path):
    """A pointer says where, and a line says where to look."""
    document = {"policytrack": "1", "proposals": [{"id": "p", "title": "P"}, 3, {"id": "q", "title": 3}]}
    (tmp_path / "case.json").write_text(json.dumps(document, indent=1))
    with pytest.raises(DecodeError) as caught:
        files.load(tmp_path / "case.json")
    assert [problem.path for problem in caught.value.problems] == [
        "line 8: /proposals/1",
        "line 11: /proposals/2/title",
    ]


@pytest.mark.parametrize("text", ["[1,", "", "\ufffe"])
def test_what_is_no_json_says_itself_where(tmp_path, text):
    """There is nothing to look up."""
    (tmp_path / "case.json").write_text(text, encoding="utf-16")
    assert [problem.path for problem in files.check(tmp_path / "case.json")] == [""]


@pytest.mark.parametrize("name", ["case.yaml", "case.jsonl", "case.json"])
def test_what_cannot_be_read_at_all_is_a_problem_of_reading(tmp_path, name):
    """Looking for places fails on nothing that reading has told."""
    (tmp_path / name).write_text('{"policytrack": "1"')
    with pytest.raises(DecodeError):
        files.load(tmp_path / name)


def test_a_format_that_cannot_tell_leaves_the_path_as_it_is(tmp_path):
    """The record is named all the same."""
    files.save(WRONG, tmp_path / "case", format="csv")
    with pytest.raises(IntegrityError) as caught:
        files.load(tmp_path / "case", format="csv")
    assert caught.value.problems[0].path == "/proposals/q/part_of_id"


def test_a_path_that_names_no_record_stays_as_it_is(tmp_path):
    """A plugin's check may say anything."""
    files.save(Snapshot.of([Proposal(id="p", title="P")]), tmp_path / "case")
    data = {"policytrack.yaml": b"policytrack: '1'\n"}
    for name in ("directory", "jsonl", "yaml", "json"):
        content = data if name == "directory" else b'{"policytrack": "1"}'
        places = files.named(name, files.Registry.default()).places(content)
        assert [places.record(path) for path in ("", "/x", "/people/no-one")] == ["", "/x", "/people/no-one"]


def test_lines_of_json():
    """A value has the line of its key or its beginning; what is not there, that of what is around it."""
    text = '{"a": [1,\n{"b/c": "x\\"{",\n"d": {}}, [\n]], "e":\n\n null}'
    line = line_of(text, json.loads)
    pointers = ["", "/a", "/a/0", "/a/1", "/a/1/b~1c", "/a/1/d", "/a/2", "/e", "/a/1/d/f", "/z/y"]
    assert [line(pointer) for pointer in pointers] == [1, 1, 1, 2, 2, 3, 3, 4, 3, 1]


def test_a_path_in_a_tracker_taken_apart():
    """An id may hold what a pointer escapes."""
    assert split("/a/b~1~0c/d/0") == ("a", "b/~c", "/d/0")
    assert split("/a/b") == ("a", "b", "")


def test_check_tells_all_at_once(tmp_path):
    """What cannot be read and what does not fit are told together, without what only follows from it."""
    files.save(
        Snapshot.of(
            [source("s"), proposal("p"), change("c", "proposed", "2024", "s"), change("d", "accepted")]
        ),
        tmp_path / "case",
    )
    paper = tmp_path / "case" / "sources" / "s.yaml"
    paper.write_text(paper.read_text().replace("title: s", "titel: s"))
    vote = tmp_path / "case" / "status_changes" / "d.yaml"
    vote.write_text(vote.read_text().replace("proposal_id: p", "proposal_id: o"))
    assert [(problem.path, problem.code) for problem in files.check(tmp_path / "case")] == [
        ("sources/s.yaml:1: /title", "missing-key"),
        ("sources/s.yaml:2: /titel", "unknown-key"),
        ("status_changes/d.yaml:2: /proposal_id", "dangling-reference"),
    ]


def test_check_of_what_has_no_header(tmp_path):
    """Nothing more can be said."""
    (tmp_path / "case.json").write_text("{}")
    assert [problem.code for problem in files.check(tmp_path / "case.json")] == ["missing-version"]


def test_check_says_what_is_worth_a_look(tmp_path):
    """Where nothing is wrong, what is odd has its place too."""
    files.save(Snapshot.of([proposal("p"), change("c", "proposed", "2024")]), tmp_path / "case")
    (*_, last) = files.check(tmp_path / "case")
    assert (last.path, last.code) == (
        "status_changes/c.yaml:1: /evidence",
        "no-source",
    )
