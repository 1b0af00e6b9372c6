"""The format `yaml`: what people may write, what is refused and where, and how it is written."""

import subprocess
import sys

import pytest

from policytrack import formats
from policytrack.dates import PartialDate
from policytrack.errors import DecodeError, MissingExtraError
from policytrack.formats import _yaml_text
from policytrack.model import Person, Snapshot

YAML = formats.get("yaml")


def read(text, **options):
    """What a document of version 1 holds."""
    return YAML.decode(f"policytrack: 1\n{text}".encode(), **options).snapshot


def refused(text):
    """The code and the path of each problem for which a document is refused."""
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(DecodeError) as caught:
        YAML.decode(data)
    return [(problem.code, problem.path) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "on",
        "~",
        "Null",
        "007",
        "1e3",
        "0x1F",
        "12:30",
        "2023-09-24",
        "2023",
        "true",
        "1_000",
        ".5",
        "=",
        "y",
    ],
)
def test_a_plain_scalar_is_text_where_text_is_expected(text):
    """Nothing that a person writes for a name turns into a number, a date or a truth value."""
    assert read(f"people: [{{id: {text}, name: {text}}}]").people == (Person(id=text, name=text),)


def test_a_year_needs_no_quotes():
    """Dates are text on the wire, and a year alone is a date."""
    assert read("events:\n- id: e\n  label: 1984\n  on: 2023\n").events[0].on == PartialDate.parse("2023")


def test_a_plain_scalar_is_a_number_where_a_number_is_expected():
    """A quoted number stays text, and is refused."""
    assert read("figures: [{id: f, label: l, low: 5}]").figures[0].low == 5
    assert refused("policytrack: 1\nfigures: [{id: f, label: l, low: '5'}]") == [
        ("wrong-type", "line 2: /figures/0/low")
    ]


def test_a_plain_scalar_is_json_where_anything_is_expected():
    """In extras only what JSON takes for a number, a truth value or null is one."""
    extras = read("people: [{id: p, name: P, extras: {a: [1, 1.5, true, null, NO, 007, 'true', 1e2]}}]")
    assert extras.people[0].extras["a"] == (1, 1.5, True, None, "NO", "007", "true", 100.0)


@pytest.mark.parametrize("text", ["null", ""])
def test_nothing_stands_for_a_missing_optional_field(text):
    """A key with nothing behind it says as little as null."""
    assert read(f"people:\n- id: p\n  name: P\n  notes: {text}\n").people == (Person(id="p", name="P"),)


@pytest.mark.parametrize(
    ("value", "code"),
    [("null", "wrong-type"), ("''", "empty-text"), ("[]", "wrong-type"), ("{}", "wrong-type")],
)
def test_a_name_is_never_made_of_nothing(value, code):
    """What must stand is not guessed."""
    assert refused(f"policytrack: 1\npeople: [{{id: p, name: {value}}}]") == [
        (code, "line 2: /people/0/name")
    ]


def test_a_member_of_a_vocabulary_is_found_as_written():
    """A member is text, and a number is none."""
    text = "policytrack: 1\npositions: [{id: p, proposal_id: q, actor_id: a, stance: %s}]"
    assert YAML.decode((text % "supports").encode()).snapshot.positions[0].stance == "supports"
    assert refused(text % "5") == [("wrong-type", "line 2: /positions/0/stance")]


def test_comments_quotes_and_blocks_are_read():
    """The forms that people use for text."""
    snapshot = read(
        """%s
# a comment
people:
- {id: a, name: "A\\tB \\U0001f642"}   # behind a value
- id: b
  name: >-
    two
    lines
- id: c
  name: 'it''s'
  notes: |
    first
      second
""".replace("%s", "")
    )
    assert [(person.name, person.notes) for person in snapshot.people] == [
        ("A\tB \U0001f642", None),
        ("two lines", None),
        ("it's", "first\n  second\n"),
    ]


def test_json_is_yaml():
    """A document of the format `json` is one of this format too, with its escaped pairs."""
    text = r'{"policytrack": "1", "people": [{"id": "p", "name": "\ud83d\ude42"}]}'
    assert YAML.decode(text.encode()).snapshot.people[0].name == "\U0001f642"


def test_a_directive_and_a_document_mark_are_read():
    """Some editors put them first."""
    assert YAML.decode(b"# c\n%YAML 1.2\n---\npolicytrack: 1\n...\n").snapshot == Snapshot()


@pytest.mark.parametrize(
    ("text", "problems", "reason"),
    [
        ("# nothing\n", [("wrong-type", "line 1")], "a document of comments"),
        ("", [("empty-document", "line 1")], "an empty file"),
        (b"\xff", [("bad-encoding", "line 1")], "bytes that are no UTF-8"),
        ("- a\n", [("wrong-type", "line 1")], "a list at the top"),
        ("people: []\n", [("missing-version", "line 1: /policytrack")], "no version"),
        ("a: 1\npolicytrack: 2\n", [("newer-version", "line 2: /policytrack")], "a newer version"),
        ("policytrack: [\n", [("bad-syntax", "line 2")], "a bracket that is not closed"),
        ("policytrack: 1\n\tpeople: []", [("bad-syntax", "line 2")], "a tab for indentation"),
        ("policytrack: 1\n\x01", [("bad-syntax", "line 2")], "a control character"),
        ('policytrack: 1\npeople: "\\U00110000"', [("bad-syntax", "line 2")], "an escape beyond Unicode"),
        ("%FOO\n---\npolicytrack: 1\n", [("yaml-feature", "line 1")], "an unknown directive"),
        ("%TAG ! a\n---\npolicytrack: 1\n", [("yaml-feature", "line 1")], "a prefix for tags"),
        ("policytrack: 1\nx: " + "[" * 200 + "]" * 200, [("too-deep", "line 2")], "nesting without end"),
        ("policytrack: 1\npeople: 5\n", [("wrong-type", "line 2: /people")], "records come in a list"),
        ("policytrack: 1\npolicytrack: 1\n", [("duplicate-key", "line 2: /policytrack")], "a key twice"),
        ("policytrack: 1\n---\na: 1\n", [("yaml-feature", "line 3")], "a second document"),
        (
            "policytrack: 1\n? [a]\n: 1\n",
            [("yaml-feature", "line 2"), ("unknown-key", "line 2: /")],
            "odd key",
        ),
    ],
)
def test_a_document_is_refused(text, problems, reason):
    """Each of these is refused, for the reason that is given, at the line."""
    assert refused(text) == problems, reason


@pytest.mark.parametrize(
    ("text", "problems", "reason"),
    [
        ("{id: &a p, name: *a}", [("yaml-feature", "/id"), ("yaml-feature", "/name")], "names for values"),
        ("&a {id: p, name: P}", [("yaml-feature", "")], "a name for a record"),
        ("{id: p, name: !!str 5}", [("yaml-feature", "/name")], "a tag would choose the type"),
        ("{id: p, name: ! 5}", [("yaml-feature", "/name")], "even one that says nothing"),
        ("{id: p, name: P, <<: {notes: n}}", [("yaml-feature", ""), ("unknown-key", "/<<")], "a merge"),
        ("{id: p, name: P, name: Q}", [("duplicate-key", "/name")], "a key twice"),
        ('{id: p, name: "\\ud800"}', [("bad-text", "/name")], "half a character"),
        ("{id: p, name: P, extras: {a: 1e999}}", [("bad-number", "/extras/a")], "infinity"),
        ("{id: p, name: P, extras: [1]}", [("wrong-type", "/extras")], "a list is no object"),
        ("{id: p, name: P, extras: 99}", [("wrong-type", "/extras")], "nor is a number"),
    ],
)
def test_what_yaml_may_say_and_we_do_not_read(text, problems, reason):
    """Each of these is refused at its pointer, and nothing in it is guessed."""
    found = refused(f"policytrack: 1\npeople:\n- {text}\n")
    assert found == [(code, f"line 3: /people/0{path}") for code, path in problems], reason


def test_a_refused_feature_says_line_and_column():
    """What is wrong can be found by hand."""
    with pytest.raises(DecodeError, match="an alias is not read, at line 3, column 18 "):
        YAML.decode(b"policytrack: 1\npeople:\n- {id: p, name:  *a}\n")


def test_a_laugh_costs_nothing():
    """Aliases are refused before they are followed: nine lines would make a billion values."""
    lines = ["policytrack: 1", "a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert len(refused("\n".join(lines))) > 70


def test_a_number_out_of_bounds_is_text_in_a_message():
    """A wrong type is told even where the value could not be read as what it looks like."""
    assert refused("policytrack: 1\npeople: 1e999") == [("wrong-type", "line 2: /people")]


def test_lenient_reading_tells_the_line():
    """What is left out is found by its line."""
    found = YAML.decode(b"policytrack: 1\npeople:\n- id: p\n- id: q\n  name: Q\n", strict=False)
    assert [person.id for person in found.snapshot.people] == ["q"]
    assert [(problem.code, problem.path) for problem in found.problems] == [
        ("left-out", "line 3: /people/0"),
        ("missing-key", "line 3: /people/0/name"),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain text", "plain text"),
        ("2023-09-24", "2023-09-24"),
        ("https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("a: b", "'a: b'"),
        ("it's: so", "'it''s: so'"),
        ("NO", "'NO'"),
        ("007", "'007'"),
        ("", "''"),
        ("a\tb", '"a\\tb"'),
        ("\x1b\u2028", '"\\x1b\\u2028"'),
        ("a\nb", "|-\n  a\n  b"),
        ("a\n\nb\n", "|\n  a\n\n  b"),
        ("a\n\n", '"a\\n\\n"'),
        (" a\nb", '" a\\nb"'),
        (True, "true"),
        (None, "null"),
        (1e22, "1e+22"),
        ([], "[]"),
        ({}, "{}"),
        ([[1, []], {"b": 2, "c": [3]}], "\n  -\n    - 1\n    - []\n  - b: 2\n    c:\n      - 3"),
    ],
)
def test_how_a_value_is_written(value, text):
    """Plain where it can be, quoted where it must be, a block for lines."""
    expected = text.replace("  -\n    - 1", "  - - 1")
    assert _yaml_text.write({"a": value}) == f"a:{'' if text.startswith(chr(10)) else ' '}{expected}\n"


def test_a_key_that_yaml_finds_too_long_is_written_with_a_mark():
    """YAML looks for the colon within 1024 characters, unless a question mark says that a key is coming."""
    assert _yaml_text.write({"a": {"k" * 1000: 1}}) == f"a:\n  ? {'k' * 1000}\n  : 1\n"


def test_reading_needs_the_extra(monkeypatch):
    """Without PyYAML the error says what to install."""
    monkeypatch.delitem(sys.modules, "policytrack.formats._yaml_events", raising=False)
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(MissingExtraError, match=r"install policytrack\[yaml\]"):
        YAML.decode(b"policytrack: 1\n")


def test_a_folder_is_no_document():
    """The bytes of one file are asked for."""
    with pytest.raises(DecodeError, match="yaml is one file, not a folder"):
        YAML.decode({})


def test_importing_the_formats_does_not_import_yaml():
    """Who reads JSON does not wait for PyYAML, nor needs it."""
    code = "import sys, policytrack.files, policytrack.formats; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
