"""What a mapping may say, and what is told of one that is wrong."""

import pickle

import pytest
from tables import HEAD

from policytrack.errors import DecodeError, InvalidRecordError
from policytrack.formats.tabular import Cell, DateCell, ProposalColumns, TableMapping, TabularFormat

LEAST = 'name = "x"\n[proposal]\ntitle = "Title"\n'


def faults(text):
    """Code and path of everything that is wrong with a mapping."""
    with pytest.raises(DecodeError) as caught:
        TableMapping.parse(text)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_a_mapping_is_a_value():
    """Equal texts give equal mappings, which pickle."""
    mapping = TableMapping.parse(HEAD)
    assert mapping == TableMapping.parse(HEAD.encode())
    assert pickle.loads(pickle.dumps(mapping)) == mapping


def test_a_mapping_may_be_made_in_python():
    """A file is only one way to write it."""
    mapping = TableMapping(name="x", proposal=ProposalColumns(title=Cell(column="Title")))
    assert mapping == TableMapping.parse(LEAST)
    assert TabularFormat(mapping).name == "x"


def test_an_unknown_key_is_refused_with_the_nearest():
    """A misspelt key would be lost without a word."""
    with pytest.raises(DecodeError, match=r"/proposal/titel: titel: no such key \(nearest: title\)"):
        TableMapping.parse('name = "x"\n[proposal]\ntitle = "T"\ntitel = "U"')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("name = ", [("bad-syntax", "")], id="no TOML"),
        pytest.param("a = " + "[" * 5000, [("bad-syntax", "")], id="too deep"),
        pytest.param(b"\xff", [("bad-encoding", "")], id="no UTF-8"),
        pytest.param(LEAST + "rest = 1", [("unknown-key", "/proposal/rest")], id="in the wrong place"),
        pytest.param(
            'name = "x"\n[proposal]\ntitle = { column = "A", value = "B" }',
            [("unpaired-field", "/proposal/title/column")],
            id="from two places",
        ),
        pytest.param(
            "name = 'x'\n[proposal]\ntitle = { split = ',' }",
            [("unpaired-field", "/proposal/title/column")],
            id="from nowhere",
        ),
        pytest.param(
            LEAST + "summary = { column = 'A', cut = '(' }",
            [("bad-pattern", "/proposal/summary/cut")],
            id="no expression",
        ),
        pytest.param(
            LEAST + "summary = { column = 'A', words = { b = 1 } }",
            [("wrong-type", "/proposal/summary/words/b")],
            id="a word that is no text",
        ),
        pytest.param(
            LEAST + "[table]\nencoding = 'undefined'", [("bad-encoding", "/table/encoding")], id="no use"
        ),
        pytest.param(
            LEAST + "[table]\nencoding = 'utf-9'", [("bad-encoding", "/table/encoding")], id="no encoding"
        ),
        pytest.param(
            LEAST + "[table]\ndelimiter = '--'", [("bad-delimiter", "/table/delimiter")], id="two characters"
        ),
        pytest.param(LEAST + "[table]\nheader_row = 0", [("bad-range", "/table/header_row")], id="no row"),
        pytest.param(LEAST + "[table]\nrows = 'data'", [("bad-pointer", "/table/rows")], id="no pointer"),
        pytest.param(
            LEAST + "sources = ['page']", [("unknown-source", "/proposal/sources/0")], id="no such source"
        ),
        pytest.param(
            LEAST + "[[sources]]\nname = 'page'", [("missing-key", "/sources/0/url")], id="an empty source"
        ),
        pytest.param(
            LEAST + "[[sources]]\nname = 'a'\nurl = 'b'\n[[sources]]\nname = 'a'\nurl = 'c'",
            [("duplicate-item", "/sources/1/name")],
            id="two sources of one name",
        ),
        pytest.param(LEAST + "shared = true", [("shared-rest", "/rest")], id="one place for many rows"),
        pytest.param(
            LEAST + "[[positions]]\nactor = 'A'\nquote = 'Q'\nstance = { value = 'suports' }",
            [("unknown-term", "/positions/0/stance/value"), ("unpaired-field", "/positions/0/sources")],
            id="no stance, and a quote of nobody",
        ),
        pytest.param(
            LEAST + "[[statuses]]\nto = 'S'\non = { column = 'D', pattern = 'DD', months = ['a'] }",
            [("bad-pattern", "/statuses/0/on/pattern/0"), ("bad-months", "/statuses/0/on/months")],
            id="no date",
        ),
        pytest.param(
            LEAST + "[[statuses]]\nto = 'S'\non = 3",
            [("wrong-type", "/statuses/0/on")],
            id="a number for a cell",
        ),
    ],
)
def test_what_is_wrong_with_a_mapping_is_told(text, expected):
    """Everything is told at once, each at its place."""
    assert faults(text) == expected


def test_a_mapping_made_in_python_is_checked():
    """The same rules hold."""
    with pytest.raises(InvalidRecordError, match="one of column and value stands"):
        Cell()
    with pytest.raises(InvalidRecordError, match="'q' is no part of a pattern"):
        DateCell(column="D", pattern=("qYYYY",))


def test_a_file_that_is_no_mapping_is_named(tmp_path):
    """The error begins with the path."""
    (tmp_path / "bad.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(DecodeError, match=r"bad\.toml"):
        TabularFormat(tmp_path / "bad.toml")
