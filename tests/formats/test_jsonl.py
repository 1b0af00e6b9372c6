"""The format `jsonl`: lines that stand for themselves."""

import pytest

from policytrack import formats
from policytrack.errors import DecodeError
from policytrack.model import Event, Person, Snapshot, UnknownRecord

LINES = formats.get("jsonl")
HEADER = '{"policytrack": "1"}\n'


def refused(text):
    """The code and the path of each problem for which a document is refused."""
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(DecodeError) as caught:
        LINES.decode(data)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_the_layout():
    """A header, then a record per line, its type first, in the order of the snapshot."""
    snapshot = Snapshot(
        others=(UnknownRecord(id="o", type="vote", data={"n": 1}),),
        events=(Event(id="b", label="B"), Event(id="a", label="é")),
    )
    assert LINES.encode(snapshot).data.decode() == (
        '{"policytrack": "1"}\n'
        '{"type": "event", "id": "a", "label": "é"}\n'
        '{"type": "event", "id": "b", "label": "B"}\n'
        '{"type": "vote", "id": "o", "n": 1}\n'
    )


@pytest.mark.parametrize(
    ("text", "problems", "reason"),
    [
        ("", [("empty-document", "")], "an empty file"),
        ("\n \n", [("empty-document", "")], "a file of blank lines"),
        ("{\n", [("bad-syntax", "line 1")], "a header that is no JSON"),
        (b"\xff\n", [("bad-encoding", "line 1")], "a header that is no UTF-8"),
        ("[]\n", [("wrong-type", "line 1")], "a header that is no object"),
        ("{}\n", [("missing-version", "line 1: /policytrack")], "a header without a version"),
        ('{"policytrack": "9"}\n', [("newer-version", "line 1: /policytrack")], "a newer version"),
        ('{"policytrack": "1", "x": 1}\n', [("unknown-key", "line 1: /x")], "a header holds nothing else"),
        ('{"policytrack": "1", "policytrack": "1"}\n', [("duplicate-key", "line 1: /policytrack")], "twice"),
        (HEADER + "{\n", [("bad-syntax", "line 2")], "a line that is no JSON"),
        (HEADER.encode() + b"\xff\n", [("bad-encoding", "line 2")], "a line that is no UTF-8"),
        (HEADER + "\n[]\n", [("wrong-type", "line 3")], "a line that is no object; blank lines count"),
        (HEADER + '{"id": "p"}\n', [("missing-key", "line 2: /type")], "a record without a type"),
        (HEADER + '{"type": 1, "id": "p"}\n', [("wrong-type", "line 2: /type")], "a type that is no text"),
        (
            HEADER + '{"type": "person", "id": "p"}\n',
            [("missing-key", "line 2: /name")],
            "a field is missing",
        ),
        (
            HEADER + '{"type": "person", "id": "p", "name": "a", "name": "b"}',
            [("duplicate-key", "line 2: /name")],
            "x",
        ),
    ],
)
def test_a_document_is_refused(text, problems, reason):
    """Each of these is refused, for the reason that is given, at the line."""
    assert refused(text) == problems, reason


def test_a_syntax_error_counts_within_its_line():
    """The message does not speak of a second line that the line does not have."""
    with pytest.raises(DecodeError, match="at line 1, column 3"):
        LINES.decode((HEADER + "{ \n").encode())


def test_lines_are_cut_at_line_feeds_only():
    """Other characters that end a line for some programs stand inside of texts."""
    snapshot = Snapshot(people=(Person(id="p", name="a\u2028b\x85c\x0bd"),))
    assert LINES.decode(LINES.encode(snapshot).data).snapshot == snapshot


def test_the_line_ends_of_other_systems_are_read():
    """A carriage return before the line feed is white space."""
    found = LINES.decode(b'{"policytrack": "1"}\r\n{"type": "person", "id": "p", "name": "P"}\r\n')
    assert found.snapshot.people == (Person(id="p", name="P"),)


def test_lenient_reading_leaves_out_one_record_for_each_broken_line():
    """A line is one record, whatever is wrong with it."""
    right, wrong = '{"type": "person", "id": "q", "name": "Q"}', '{"type": "person", "id": "p", "name": 5}'
    text = f'{HEADER}{{\n{{"id": "x"}}\n{wrong}\n{right}\n'
    found = LINES.decode(text.encode(), strict=False)
    assert [record.id for record in found.snapshot.people] == ["q"]
    assert [p.path for p in found.problems if p.code == "left-out"] == ["line 2", "line 3", "line 4"]


def test_a_folder_is_no_document():
    """The bytes of one file are asked for."""
    with pytest.raises(DecodeError, match="jsonl is one file, not a folder"):
        LINES.decode({})
