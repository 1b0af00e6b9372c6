"""How a table is written: encodings, line ends, delimiters, headers, and rows in a tree."""

import csv
import json

import pytest
from tables import HEAD, form, sample, table, told

from policytrack import formats
from policytrack.errors import DecodeError

ROW = "Café für alle,,Done,2023,,"
TEXT = table(ROW).decode()


def titles(data, *changes, strict=True, text=HEAD):
    """The titles of what is read."""
    return [one.title for one in form(*changes, text=text).decode(data, strict=strict).snapshot.proposals]


def declared(encoding):
    """The change of a mapping that declares an encoding."""
    return ("[table]", f'[table]\nencoding = "{encoding}"')


def refused(data, *changes, text=HEAD):
    """Code and path of everything that is wrong."""
    with pytest.raises(DecodeError) as caught:
        form(*changes, text=text).decode(data)
    return told(caught.value.problems)


@pytest.mark.parametrize(
    ("encoding", "declares"),
    [
        pytest.param("utf-8", None, id="UTF-8 needs no word"),
        pytest.param("utf-8-sig", None, id="a mark is no part of the first column"),
        pytest.param("utf-16", None, id="UTF-16 by its mark"),
        pytest.param("utf-16", "utf-16", id="UTF-16 declared, with its mark"),
        pytest.param("utf-16-be", "utf-16-be", id="UTF-16 without a mark"),
        pytest.param("mac-roman", "mac-roman", id="Mac Roman"),
        pytest.param("windows-1252", "windows-1252", id="Windows"),
        pytest.param("utf-32", None, id="UTF-32 begins like UTF-16"),
    ],
)
def test_an_encoding_is_declared_or_sure(encoding, declares):
    """The title is the same in every encoding."""
    assert titles(TEXT.encode(encoding), *([declared(declares)] if declares else [])) == ["Café für alle"]


@pytest.mark.parametrize(
    ("data", "declares"),
    [
        pytest.param(TEXT.encode("mac-roman"), None, id="no UTF-8, and nobody says what"),
        pytest.param(table("A,,,,,").decode().encode("utf-16-le"), None, id="UTF-16 without a mark has NULs"),
        pytest.param(TEXT.encode("utf-16-le"), "utf-16", id="which of the two is not said"),
        pytest.param(b"\xff", "idna", id="a codec that says no place"),
        pytest.param(TEXT.encode("utf-16-le")[:-1], "utf-16-le", id="cut in the middle of a letter"),
    ],
)
def test_an_encoding_is_never_guessed(data, declares):
    """The error says so."""
    assert refused(data, *([declared(declares)] if declares else [])) == [("bad-encoding", "")]


def test_a_mark_counts_more_than_the_mapping():
    """It is never there by chance; a warning says that the mapping is wrong."""
    decoded = form(declared("mac-roman")).decode(TEXT.encode("utf-8-sig"))
    assert told(decoded.problems) == [("other-encoding", "")]
    assert decoded.snapshot.proposals[0].title == "Café für alle"


def test_a_byte_of_another_encoding_costs_its_row():
    """Where UTF-8 is declared, one such byte is the mistake of one row."""
    data = TEXT.encode() + "Über,,,,,\r\n".encode("mac-roman")
    assert titles(data, declared("utf-8"), strict=False) == ["Café für alle"]
    assert ("bad-text", "/rows/3/Pledge") in refused(data, declared("utf-8"))


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"], ids=["CR alone", "LF", "CR LF"])
def test_every_line_end(end):
    """Old Macs end lines with CR alone."""
    assert titles(TEXT.replace("\r\n", end).encode()) == ["Café für alle"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_finds_the_columns(delimiter):
    """The mapping names the columns, so nothing is guessed."""
    assert titles(TEXT.replace(",", delimiter).encode()) == ["Café für alle"]


def test_a_delimiter_may_be_declared():
    """Any character may be one."""
    assert titles(TEXT.replace(",", "^").encode(), ("[table]", '[table]\ndelimiter = "^"')) == [
        "Café für alle"
    ]


def test_a_header_may_stand_below_other_lines():
    """Rows count as in a spreadsheet."""
    data = b"Pledges of the town\r\n\r\n" + table("A,,Shelved,,,")
    decoded = form(("[table]", "[table]\nheader_row = 3")).decode(data)
    assert told(decoded.problems) == [("unmapped-status", "/rows/4/Status")]


@pytest.mark.parametrize(
    "data", [b"a\r\n", b"\r\n\r\nx\r\n", b'x\r\ny\r\n"open'], ids=["short", "blank", "no CSV"]
)
def test_a_header_that_is_missing_is_told(data):
    """There is nothing to go by."""
    assert refused(
        data, ("[table]", "[table]\nheader_row = 3" if b"open" in data else "[table]\nheader_row = 2")
    ) == [("missing-header", "")]


def test_a_column_that_is_missing_is_told_once():
    """Lenient reading goes without it."""
    data = table("A,,,,", header="Pledge,Topics,State,Since,Against")
    assert refused(data) == [("missing-column", ""), ("missing-column", "")]
    assert titles(data, strict=False) == ["A"]


def test_columns_without_a_name_and_with_one_name():
    """Nothing of them is lost."""
    data = table("A,1,B,2,3", header="Pledge,,Pledge,,Note,")
    decoded = form(text='name = "x"\n[proposal]\ntitle = "Pledge"').decode(data, strict=False)
    assert dict(decoded.snapshot.proposals[0].extras) == {
        "x:(2)": "1",
        "x:Pledge (3)": "B",
        "x:(4)": "2",
        "x:Note": "3",
    }
    assert told(decoded.problems) == [("duplicate-column", "/rows/1/Pledge")]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf \r\n"], ids=["nothing", "white space"])
def test_an_empty_file_is_refused(data):
    """There is nothing in it."""
    assert refused(data) == [("empty-document", "")]


def test_a_limit_of_the_standard_library_is_left_as_it_was():
    """A long cell is read, and other readers of CSV find their limit."""
    before = csv.field_size_limit(4321)
    try:
        assert titles(table(f"{'a' * 200_000},,,,,"))[0].startswith("aaa")
        assert csv.field_size_limit() == 4321
    finally:
        csv.field_size_limit(before)


PLAIN = 'name = "x"\n[table]\nshape = "{}"\n{}\n[proposal]\ntitle = "{}"'


def tree(value, shape="json", rows="", title="t"):
    """What is read of a tree of JSON."""
    text = PLAIN.format(shape, f'rows = "{rows}"' if rows else "", title)
    return form(text=text).decode(json.dumps(value).encode(), strict=False)


def test_rows_in_a_tree():
    """A star stands for each item of a list, and columns may stand above the row."""
    decoded = tree({"a": [{"n": "x", "b": [{"k": 1}]}, {"b": []}]}, rows="/a/*/b", title="2/n")
    assert [one.title for one in decoded.snapshot.proposals] == ["x"]
    assert decoded.problems == ()


@pytest.mark.parametrize(
    ("value", "rows", "place"),
    [
        pytest.param({"a": 1}, "/a", "/a", id="no list"),
        pytest.param({"a": []}, "/b", "", id="no such key"),
        pytest.param({"a": {}}, "/a/*/b", "/a", id="no list to go through"),
        pytest.param("text", "", "", id="no tree"),
    ],
)
def test_rows_that_are_not_there_are_told(value, rows, place):
    """The error says where the way ends."""
    with pytest.raises(DecodeError) as caught:
        tree(value, rows=rows)
    assert told(caught.value.problems) == [("missing-rows", place)]


def test_columns_by_pointer():
    """A pointer goes into objects and lists, and stays empty where it leads nowhere."""
    rows = [{"a": {"b/c": ["x", "y"]}}, {"a": {"b/c": ["x"]}}, {"a": 1}, {}]
    decoded = tree(rows, title="/a/b~1c/1")
    assert [one.title for one in decoded.snapshot.proposals] == ["y"]
    assert [path for code, path in told(decoded.problems) if code == "left-out"] == ["/1", "/2"]
    assert tree([{"t": "x"}], title="9/t").snapshot.proposals == ()


def test_what_the_text_of_a_row_has_is_the_rows():
    """A key that stands twice costs its row; one outside of the rows is told on its own."""
    text = PLAIN.format("json", 'rows = "/r"', "t")
    data = b'{"x": 1, "x": 2, "r": [{"t": "a", "t": "b"}, {"t": "c"}, {"t": 1e999}]}'
    decoded = form(text=text).decode(data, strict=False)
    assert [one.title for one in decoded.snapshot.proposals] == ["c"]
    assert told(decoded.problems) == [
        ("outside-rows", "/x"),
        ("duplicate-key", "/x"),
        ("left-out", "/r/0"),
        ("duplicate-key", "/r/0/t"),
        ("left-out", "/r/2"),
        ("bad-number", "/r/2/t"),
    ]


def test_lines_of_json():
    """A row a line, with the number of the line as its place."""
    text = PLAIN.format("jsonl", "", "t")
    decoded = form(text=text).decode(b'{"t": "a"}\n\n{"t": \n{"t": "b"}\n', strict=False)
    assert [one.title for one in decoded.snapshot.proposals] == ["a", "b"]
    assert told(decoded.problems) == [("left-out", "/rows/3"), ("bad-syntax", "/rows/3")]


def test_yaml_keeps_what_is_written():
    """A plain scalar is the text that stands there, an empty one nothing."""
    pytest.importorskip("yaml")
    text = PLAIN.format("yaml", "", "t").replace('title = "t"', 'title = "t"\nsummary = "s"')
    decoded = form(text=text).decode(b"- t: 007\n  s: null\n  n: 1.50\n- t: 1.10\n  s: NO\n")
    assert [(one.title, one.summary) for one in decoded.snapshot.proposals] == [("007", None), ("1.10", "NO")]
    assert dict(decoded.snapshot.proposals[0].extras) == {"x:n": 1.5}
    with pytest.raises(DecodeError, match="line 1"):
        form(text=text).decode(b"- t: [1")


def test_what_no_record_can_hold_is_told():
    """A number out of bounds in a column that nothing takes costs the row."""
    pytest.importorskip("yaml")
    decoded = form(text=PLAIN.format("yaml", "", "t")).decode(b"- {t: a, n: 1e999}\n- {t: b}\n", strict=False)
    assert [one.title for one in decoded.snapshot.proposals] == ["b"]
    assert told(decoded.problems) == [("left-out", "/0"), ("bad-number", "/0/n")]


def test_a_tree_that_is_too_deep_is_refused():
    """It is told, and nothing is walked through."""
    deep = b"[" * 200 + b"]" * 200
    with pytest.raises(DecodeError, match="nested"):
        form(text=PLAIN.format("json", "", "t")).decode(deep)


def test_a_table_is_one_file():
    """A folder has its own format."""
    with pytest.raises(DecodeError, match="one file"):
        formats.get("us-sap").decode(sample("tabular"))
