"""The format `directory`: which files are read, which are refused, and what they are called."""

import pytest

from policytrack import formats
from policytrack.errors import DecodeError, EncodeError
from policytrack.formats._filenames import stem_of
from policytrack.model import Event, Person, Snapshot, UnknownRecord

FOLDER = formats.get("directory")
HEADER = {"policytrack.yaml": b"policytrack: '1'\n"}
PERSON = {"people/p.yaml": b"id: p\nname: P\n"}


def refused(files):
    """The code and the path of each problem for which a folder is refused."""
    with pytest.raises(DecodeError) as caught:
        FOLDER.decode(files)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_the_layout():
    """A header, and a file per record with the text that YAML has for it."""
    snapshot = Snapshot(
        people=(Person(id="Ann", name="Ann"),), others=(UnknownRecord(id="o", type="vote", data={"n": 1}),)
    )
    assert FOLDER.encode(snapshot).data == {
        "policytrack.yaml": b"policytrack: '1'\n",
        "people/%41nn.yaml": b"id: Ann\nname: Ann\n",
        "others/o.yaml": b"id: o\ntype: vote\nn: 1\n",
    }


@pytest.mark.parametrize(
    ("files", "problems", "reason"),
    [
        ({}, [("missing-version", "policytrack.yaml")], "an empty folder may be the wrong one"),
        (PERSON, [("missing-version", "policytrack.yaml")], "records without a header"),
        ({"policytrack.yaml": b""}, [("empty-document", "policytrack.yaml")], "an empty header"),
        ({"policytrack.yaml": b"a: [\n"}, [("bad-syntax", "policytrack.yaml:2")], "a broken header"),
        ({"policytrack.yaml": b"\n- a\n"}, [("wrong-type", "policytrack.yaml:2")], "a header that is a list"),
        (
            {"policytrack.yaml": b"policytrack: 2"},
            [("newer-version", "policytrack.yaml:1: /policytrack")],
            "new",
        ),
        (
            {"policytrack.yaml": b"policytrack: 1\npeople: []\n"},
            [("unknown-key", "policytrack.yaml:2: /people")],
            "a header holds nothing else",
        ),
        (HEADER | {"x.yaml": b"id: x"}, [("unknown-file", "x.yaml")], "a record at the top"),
        (HEADER | {"peple/p.yaml": b""}, [("unknown-file", "peple/p.yaml")], "a misspelt folder"),
        (HEADER | {"people/a/p.yaml": b""}, [("unknown-file", "people/a/p.yaml")], "a folder in a folder"),
        (
            HEADER | {"people/p.yml": b""},
            [("unknown-file", "people/p.yml")],
            "an ending that we do not write",
        ),
        (HEADER | {"people/p.YAML": b""}, [("unknown-file", "people/p.YAML")], "nor that one"),
        (HEADER | {"people/p.yaml": b""}, [("empty-document", "people/p.yaml")], "an empty record"),
        (HEADER | {"people/p.yaml": b"\n\na: ["}, [("bad-syntax", "people/p.yaml:3")], "a broken record"),
        (HEADER | {"people/p.yaml": b"- p"}, [("wrong-type", "people/p.yaml:1")], "a list of records"),
        (
            HEADER | {"people/p.yaml": b"id: p\n\nname: 'P'\nnam: Q\n"},
            [("unknown-key", "people/p.yaml:4: /nam")],
            "a misspelt key",
        ),
        (
            HEADER | {"people/q.yaml": b"id: p\nname: P\n"},
            [("wrong-file-name", "people/q.yaml")],
            "another id",
        ),
        (
            HEADER | {"people/P.yaml": b"id: P\nname: P\n"},
            [("wrong-file-name", "people/P.yaml")],
            "a capital is written in the name so that it is safe where case does not count",
        ),
        (
            HEADER | PERSON | {"people/P.yaml": b"id: p\nname: Q\n"},
            [("case-collision", "people/p.yaml"), ("wrong-file-name", "people/P.yaml")],
            "two files that one file system takes for one",
        ),
    ],
)
def test_a_folder_is_refused(files, problems, reason):
    """Each of these is refused, for the reason that is given, at the file and line."""
    assert refused(files) == problems, reason


def test_a_wrong_name_is_told_with_the_right_one():
    """The error says what to call the file."""
    with pytest.raises(DecodeError, match=r"people/q\.yaml: holds Ann \(call it people/%41nn\.yaml\)"):
        FOLDER.decode(HEADER | {"people/q.yaml": b"id: Ann\nname: Ann\n"})


@pytest.mark.parametrize(
    "path", ["README.md", "people/notes.txt", ".git/a.yaml", "people/.p.yaml", ".github/workflows/ci.yml"]
)
def test_other_files_are_not_read(path):
    """A folder under version control holds more than records."""
    assert FOLDER.decode(HEADER | PERSON | {path: b"\xff"}).snapshot.people == (Person(id="p", name="P"),)


def test_lenient_reading_leaves_out_one_record_for_each_file():
    """A file is one record, whatever is wrong with it; a wrong name is told and the record kept."""
    files = HEADER | {
        "people/a.yaml": b"[",
        "people/b.yaml": b"id: b\n",
        "people/c.yaml": b"id: d\nname: D\n",
        "peple/e.yaml": b"id: e\nname: E\n",
    }
    found = FOLDER.decode(files, strict=False)
    assert [person.id for person in found.snapshot.people] == ["d"]
    assert [(p.code, p.path) for p in found.problems if p.code in {"left-out", "wrong-file-name"}] == [
        ("left-out", "people/a.yaml:1"),
        ("left-out", "people/b.yaml:1"),
        ("wrong-file-name", "people/c.yaml"),
        ("left-out", "peple/e.yaml"),
    ]


def test_two_records_of_one_id_have_no_two_files():
    """The second would replace the first."""
    snapshot = Snapshot(events=(Event(id="e", label="a"), Event(id="e", label="b")))
    with pytest.raises(EncodeError, match="e: two records have this id"):
        FOLDER.encode(snapshot)


def test_one_file_is_no_folder():
    """The files of a folder are asked for."""
    with pytest.raises(DecodeError, match="directory is a folder, not one file"):
        FOLDER.decode(b"")


@pytest.mark.parametrize(
    ("record_id", "stem", "reason"),
    [
        ("self-defence-test", "self-defence-test", "a slug is its own name"),
        ("../../etc/passwd", "%2e.%2f..%2fetc%2fpasswd", "no id leads out of the folder"),
        ("A", "%41", "case does not count everywhere"),
        ("ä", "%c3%a4", "some file systems take accents apart"),
        ("nul", "%6eul", "a device of Windows"),
        ("com1.x", "%63om1.x", "still one, whatever comes behind the dot"),
        ("console", "console", "none, though it begins like one"),
        ("-rf", "%2drf", "an option to many programs"),
        ("%41", "%2541", "the escape itself is escaped"),
    ],
)
def test_the_name_of_a_file(record_id, stem, reason):
    """Each id has one name that every file system keeps apart."""
    assert stem_of(record_id) == stem, reason


def test_a_long_id_has_a_short_name():
    """A file system takes 255 bytes; two ids that differ at the end keep two names."""
    one, other = stem_of("x" * 200 + "1"), stem_of("x" * 200 + "2")
    assert len(one) == len(other) == 93
    assert one != other
