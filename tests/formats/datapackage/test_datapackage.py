"""`csv`: a data package that loses nothing, that spreadsheets may open, and that other readers take."""

import csv
import hashlib
import io
import json

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import odd_texts
from tables import sample, told

import policytrack as pt
from policytrack import files, formats
from policytrack.errors import DecodeError, EncodeError
from policytrack.formats.datapackage import CsvFormat
from policytrack.model import (
    Checked,
    Citation,
    Figure,
    Identifier,
    JsonObject,
    Person,
    Proposal,
    Quote,
    Record,
    Snapshot,
    Source,
    UnknownRecord,
)
from policytrack.registry import Registry

CSV = formats.get("csv")
SAMPLE = sample("csv")
CASE = pt.datasets.load("police-accountability").snapshot()


@attrs.frozen(kw_only=True, repr=False)
class Part(Checked):
    """A value with a field that it needs."""

    name: str
    share: float | None = None


@attrs.frozen(kw_only=True, repr=False)
class Clash(Checked):
    """A value with a field that is called like a column of ours."""

    nr: int


@attrs.frozen(kw_only=True, repr=False)
class Odd(Record):
    """A plugin's record with fields of every odd kind."""

    must: tuple[Part, ...]
    parts: tuple[Part, ...] = ()
    one: Part | None = None
    clashes: tuple[Clash, ...] = ()
    label: str | None = "none"
    is_open: bool = False
    count: int = 0
    tags: frozenset[str] = frozenset({"a"})


ODD = Registry.default().with_record(Odd, "Odd thing")


def package(snapshot=CASE, **options):
    """The files of a snapshot."""
    return dict(CSV.encode(snapshot, **options).data)


def rows(data):
    """The rows of a file as a reader of RFC 4180 has them, by column."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def edited(files_, name, old, new):
    """The files with a text in one of them replaced."""
    assert old.encode() in files_[name]
    return {**files_, name: files_[name].replace(old.encode(), new.encode())}


def problems(files_, *, strict=False, **options):
    """Code and path of what is told of files, apart from that they were edited."""
    found = CSV.decode(files_, strict=strict, **options).problems
    return [one for one in told(found) if one[0] != "edited-table"]


def test_a_case_goes_to_a_folder_and_back(tmp_path):
    """A folder of CSV files loads as what was saved, and a second save changes no byte."""
    assert pt.save(CASE, tmp_path / "out", format="csv") == ()
    assert pt.load(tmp_path / "out", format="csv").snapshot() == CASE
    assert CSV.decode(package()).problems == ()
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    pt.save(pt.load(tmp_path / "out", format="csv"), tmp_path / "out", format="csv")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_a_record_is_a_row():
    """Fields are columns; what is nested has a column of its own, or a table."""
    found = package()
    assert {row["id"] for row in rows(found["proposals.csv"])} == {one.id for one in CASE.proposals}
    cited = rows(found["positions.evidence.csv"])
    quotes = [one.quote.exact for p in CASE.positions for one in p.evidence if one.quote]
    assert sorted(row["quote.exact"] for row in cited if row["quote.exact"]) == sorted(quotes)


def test_the_descriptor_holds_for_every_file():
    """Each table has its bytes, its hash, its schema and its key."""
    found = package()
    resources = json.loads(found["datapackage.json"])["resources"]
    assert {one["path"] for one in resources} == found.keys() - {"datapackage.json"}
    for one in resources:
        data = found[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        header = next(csv.reader(io.StringIO(data.decode(), newline="")))
        assert [field["name"] for field in one["schema"]["fields"]] == header
        assert set(one["schema"]["primaryKey"]) <= set(header)


def test_files_are_rfc_4180():
    """UTF-8 without a mark, CR LF at the end of each row, the header first."""
    data = package()["people.csv"]
    assert data.startswith(b"id,name,")
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_an_independent_reader_validates_the_package(tmp_path):
    """Frictionless finds the case valid: schema, hashes, keys and references."""
    frictionless = pytest.importorskip("frictionless")
    pt.save(CASE, tmp_path / "out", format="csv")
    report = frictionless.validate(tmp_path / "out" / "datapackage.json")
    assert report.flatten(["type", "note"]) == []
    assert report.valid
    assert report.stats["tasks"] > 20
    read = frictionless.Package(tmp_path / "out" / "datapackage.json").get_resource("proposals").read_rows()
    assert {row["id"]: set(row["topics"] or []) for row in read} == {
        one.id: one.topics for one in CASE.proposals
    }


def test_an_independent_reader_finds_what_is_wrong(tmp_path):
    """The descriptor says enough for others to notice: an edit, and a reference to nothing."""
    frictionless = pytest.importorskip("frictionless")
    pt.save(CASE, tmp_path / "out", format="csv")
    place = tmp_path / "out" / "positions.csv"
    place.write_bytes(place.read_bytes().replace(b"time-limits", b"no-limits"))
    report = frictionless.validate(tmp_path / "out" / "datapackage.json")
    assert {kind for (kind,) in report.flatten(["type"])} >= {"hash-count", "foreign-key"}


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_no_cell_is_a_formula(start):
    """A text that a spreadsheet would compute has an apostrophe before it, and is read as it was."""
    told_ = f"{start}HYPERLINK(1)"
    snapshot = Snapshot(people=(Person(id=f"x{start.strip()}", name=told_, notes="'quoted'"),))
    (row,) = rows(package(snapshot)["people.csv"])
    assert (row["name"], row["notes"]) == (f"'{told_}", "''quoted'")
    assert CSV.decode(package(snapshot)).snapshot == snapshot


@given(st.sampled_from(["", "=", "-", "'", "''", "'=", "\r\n"]), odd_texts())
def test_no_text_is_a_formula_and_every_text_comes_back(start, text):
    """Whatever a text begins with, it is read as it was."""
    snapshot = Snapshot(people=(Person(id="x", name=start + text),))
    (row,) = rows(package(snapshot)["people.csv"])
    assert not row["name"].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert CSV.decode(package(snapshot)).snapshot == snapshot


def test_numbers_are_numbers():
    """Signs and fractions stay as they are."""
    snapshot = Snapshot(figures=(Figure(id="f", label="F", low=-5, high=0.5),))
    (row,) = rows(package(snapshot)["figures.csv"])
    assert (row["low"], row["high"]) == ("-5", "0.5")


def test_an_empty_snapshot_has_its_tables():
    """A package has tables, though nothing stands in them."""
    found = package(Snapshot())
    assert len(rows(found["proposals.csv"])) == 0
    assert CSV.decode(found).snapshot == Snapshot()


def test_licences_and_sources_are_those_of_the_snapshot():
    """An address that is none stays out of the descriptor, not out of the table."""
    snapshot = Snapshot(
        sources=(
            Source(id="a", title="A", url="https://a.example/1", licence="CC0 1.0"),
            Source(id="b", title="B", url="see the shelf", licence="CC-0 1.0"),
            Source(id="c", title="C"),
        )
    )
    described = json.loads(package(snapshot)["datapackage.json"])
    assert described["licenses"] == [
        {"name": "cc-0-1-0", "title": "CC-0 1.0"},
        {"name": "cc0-1-0", "title": "CC0 1.0"},
    ]
    assert described["sources"] == [
        {"title": "A", "path": "https://a.example/1"},
        {"title": "B"},
        {"title": "C"},
    ]


def test_a_package_may_have_its_own_title_licence_and_sources():
    """What the caller says of it counts."""
    form = CsvFormat(
        title="The case",
        licenses=[{"name": "CC-BY-4.0"}],
        sources=[{"title": "Archive", "path": "https://archive.example"}],
    )
    described = json.loads(form.encode(CASE).data["datapackage.json"])
    assert described["title"] == "The case"
    assert described["licenses"] == [{"name": "CC-BY-4.0"}]
    assert described["sources"] == [{"title": "Archive", "path": "https://archive.example"}]


FULL = Snapshot(
    others=(
        Odd(id="o", must=()),
        Odd(
            id="p",
            must=(Part(name="x"),),
            parts=(Part(name="=y", share=0.5), Part(name="z")),
            one=Part(name="w", share=1),
            clashes=(Clash(nr=3),),
            label=None,
            is_open=True,
            count=-2,
            tags=frozenset(),
            identifiers=(Identifier("s", "1"),),
        ),
        UnknownRecord(id="u", type="Ünknown type", data=JsonObject({"data": [1, None], "=a": "b"})),
    )
)


def test_a_plugins_record_has_a_table():
    """Its columns come from its class, and every value comes back in its type."""
    found = package(FULL, registry=ODD)
    assert CSV.decode(found, registry=ODD).snapshot == FULL
    (name,) = (name for name in found if name.startswith("others.type-") and name.endswith(".parts.csv"))
    assert [row["name"] for row in rows(found[name])] == ["'=y", "z"]


def test_a_table_has_the_name_of_its_type():
    """Where a file can have it."""
    registry = Registry.default().with_record(Odd)
    assert "others.odd.csv" in package(Snapshot(others=(Odd(id="o", must=()),)), registry=registry)


def test_a_plugins_record_needs_no_plugin():
    """The schema in the package says enough to keep it; written again, it comes back to the plugin."""
    found = CSV.decode(package(FULL, registry=ODD))
    assert {problem.code for problem in found.problems} == {"unknown-type"}
    assert {one.type for one in found.snapshot.others} == {"Odd thing", "Ünknown type"}
    assert CSV.decode(package(found.snapshot), registry=ODD).snapshot == FULL


def test_an_edited_table_is_told_and_read():
    """Its hash is another one; what stands in it counts."""
    found = edited(package(), "people.csv", "Mark Rowley", "M. Rowley")
    decoded = CSV.decode(found)
    assert told(decoded.problems) == [("edited-table", "people.csv")]
    assert any("M. Rowley" in one.name for one in decoded.snapshot.people)


SMALL = Snapshot(
    proposals=(
        Proposal(
            id="p",
            title="P",
            topics=frozenset({"a", "b"}),
            evidence=(Citation("s", Quote(exact="words", start=0, end=5)), Citation("t")),
        ),
        Proposal(id="q", title="Q"),
    )
)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param("proposals.csv", "id,title", "\ufeffid,title", id="a mark before the header"),
        pytest.param("proposals.csv", "\r\n", "\n", id="other line ends"),
        pytest.param("proposals.csv", "q,Q", "\r\nq,Q", id="a blank row"),
        pytest.param("proposals.csv", "q,Q", ",,,,,,,,,,,,,\r\nq,Q", id="an empty row"),
        pytest.param("proposals.evidence.csv", "record_id,nr", "record_id,nr", id="nothing"),
    ],
)
def test_what_spreadsheets_do_to_a_table_does_no_harm(name, old, new):
    """The records are the same."""
    decoded = CSV.decode(edited(package(SMALL), name, old, new))
    assert decoded.snapshot == SMALL


def test_a_spreadsheet_may_use_semicolons():
    """The delimiter is the one that finds the columns."""
    found = package(SMALL)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(
        csv.reader(io.StringIO(found["proposals.csv"].decode(), newline=""))
    )
    assert CSV.decode({**found, "proposals.csv": text.getvalue().encode()}).snapshot == SMALL


def test_items_keep_their_order_when_rows_are_sorted():
    """Their number says it."""
    found = package(SMALL)
    header, *items = found["proposals.evidence.csv"].splitlines(keepends=True)
    again = {**found, "proposals.evidence.csv": b"".join([header, *reversed(items)])}
    assert CSV.decode(again).snapshot == SMALL


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        pytest.param(
            "proposals.csv",
            "q,Q",
            "q,",
            [("left-out", "proposals.csv:3"), ("missing-key", "proposals.csv:3: /title")],
            id="a title is missing",
        ),
        pytest.param(
            "proposals.csv",
            '"[""a"", ""b""]"',
            "a",
            [("left-out", "proposals.csv:2"), ("bad-cell", "proposals.csv:2: /topics")],
            id="no list",
        ),
        pytest.param(
            "proposals.csv",
            "q,Q",
            'q,"Q"x',
            [("left-out", "proposals.csv:3"), ("bad-syntax", "proposals.csv:3")],
            id="a quote inside",
        ),
        pytest.param(
            "proposals.csv",
            "q,Q,",
            "q,Q,more,",
            [("left-out", "proposals.csv:3"), ("ragged-row", "proposals.csv:3")],
            id="a cell more",
        ),
        pytest.param(
            "proposals.evidence.csv",
            ",0,5",
            ",5,0",
            [("left-out", "proposals.csv:2"), ("bad-range", "proposals.evidence.csv:2: /quote/end")],
            id="a range that runs backwards",
        ),
        pytest.param(
            "proposals.evidence.csv",
            ",0,5",
            ",zero,5",
            [("left-out", "proposals.csv:2"), ("bad-cell", "proposals.evidence.csv:2: /quote/start")],
            id="no number",
        ),
        pytest.param(
            "proposals.evidence.csv",
            "p,2",
            "x,2",
            [("dangling-row", "proposals.evidence.csv:3")],
            id="of nobody",
        ),
        pytest.param(
            "proposals.csv",
            "id,title",
            "id,titel",
            [
                ("missing-column", "proposals.csv"),
                *(
                    (code, f"proposals.csv:{row}{path}")
                    for row in (2, 3)
                    for code, path in (
                        ("left-out", ""),
                        ("unknown-key", ": /titel"),
                        ("missing-key", ": /title"),
                    )
                ),
            ],
            id="a column that is renamed",
        ),
    ],
)
def test_what_is_wrong_has_its_file_and_row(name, old, new, expected):
    """Lenient reading leaves the record out and names it; strict reading refuses all."""
    found = edited(package(SMALL), name, old, new)
    assert sorted(problems(found)) == sorted(expected)
    with pytest.raises(DecodeError):
        CSV.decode(found)


@pytest.mark.parametrize("header", ["id,title,title", "id,title,title.more", "title,id,id.x"])
def test_columns_that_share_a_name_cost_their_rows(header):
    """Which of them counts cannot be told."""
    found = {**package(SMALL), "posts.csv": f"{header}\r\na,b,c\r\n".encode()}
    described = json.loads(found["datapackage.json"])
    (posts,) = (one for one in described["resources"] if one["path"] == "posts.csv")
    posts["schema"]["fields"] = [{"name": name, "type": "string"} for name in header.split(",")]
    posts["policytrack"] = {"records": "proposals"}
    again = {**found, "datapackage.json": json.dumps(described).encode()}
    assert "duplicate-column" in {code for code, _ in problems(again)}
    assert CSV.decode(again, strict=False).snapshot == SMALL


def test_a_column_that_somebody_added_is_told():
    """Its name is its own, dots and all."""
    found = edited(package(SMALL), "proposals.csv", "id,title", "id,my.note,title")
    found = edited(edited(found, "proposals.csv", "p,P", "p,x,P"), "proposals.csv", "q,Q", "q,,Q")
    assert problems(found) == [("unknown-key", "proposals.csv:2: /my.note")]


def test_a_row_without_an_id_owns_nothing():
    """Items of nobody are told, whatever a row without an id would be called."""
    found = edited(package(SMALL), "proposals.csv", "\r\nq,Q", "\r\n,Q")
    found = edited(found, "proposals.evidence.csv", "p,2", ",2")
    assert ("dangling-row", "proposals.evidence.csv:3") in problems(found)


def test_rows_with_one_id_are_both_taken():
    """That they do not fit together is told where records are fitted."""
    found = edited(package(SMALL), "proposals.csv", "q,Q", "p,Q")
    assert [one.title for one in CSV.decode(found).snapshot.proposals] == ["P", "Q"]
    with pytest.raises(EncodeError, match="p: two records have this id"):
        CSV.encode(CSV.decode(found).snapshot)


def test_truth_in_capitals_is_truth():
    """A spreadsheet writes it so."""
    found = package(FULL, registry=ODD)
    (name,) = (name for name in found if b"is_open" in found[name] and name.endswith(".csv"))
    assert CSV.decode(edited(found, name, ",true,", ",TRUE,"), registry=ODD).snapshot == FULL


def test_a_key_that_stands_twice_in_a_cell_is_told():
    """As in any JSON."""
    snapshot = Snapshot(proposals=(Proposal(id="p", title="P", extras={"a": 1}),))
    found = edited(package(snapshot), "proposals.csv", '{""a"": 1}', '{""a"": 1, ""a"": 2}')
    assert ("duplicate-key", "proposals.csv:2: /extras/a") in problems(found)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            {"datapackage.json": None}, [("missing-version", "datapackage.json")], id="no descriptor"
        ),
        pytest.param({"datapackage.json": b"{"}, [("bad-syntax", "datapackage.json")], id="no JSON"),
        pytest.param({"datapackage.json": b"[]"}, [("wrong-type", "datapackage.json")], id="no object"),
        pytest.param(
            {"datapackage.json": b'{"policytrack": "9"}'},
            [("newer-version", "datapackage.json: /policytrack")],
            id="a later version",
        ),
        pytest.param(
            {"datapackage.json": b'{"policytrack": "1"}'},
            [("wrong-type", "datapackage.json: /resources")],
            id="no tables",
        ),
    ],
)
def test_a_descriptor_that_cannot_be_read_is_refused(change, expected):
    """Strict or not: nothing tells what the tables are."""
    found = {name: data for name, data in {**package(SMALL), **change}.items() if data is not None}
    for strict in (True, False):
        with pytest.raises(DecodeError) as caught:
            CSV.decode(found, strict=strict)
        assert told(caught.value.problems) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(5, ("wrong-type", "datapackage.json: /resources/0"), id="no object"),
        pytest.param(
            {"policytrack": {}}, ("missing-key", "datapackage.json: /resources/0/policytrack"), id="whose"
        ),
        pytest.param(
            {"policytrack": {"records": "people"}, "schema": {}},
            ("missing-key", "datapackage.json: /resources/0/schema"),
            id="no fields",
        ),
        pytest.param(
            {
                "policytrack": {"records": "people"},
                "schema": {"fields": [{"name": "id", "type": "string"}, 1]},
            },
            ("wrong-type", "datapackage.json: /resources/0/path"),
            id="no path",
        ),
    ],
)
def test_a_table_that_is_not_described_is_told(table, expected):
    """The others are read."""
    found = package(SMALL)
    described = json.loads(found["datapackage.json"])
    described["resources"] = [table, *described["resources"]]
    again = {**found, "datapackage.json": json.dumps(described).encode()}
    assert problems(again) == [expected]
    assert CSV.decode(again, strict=False).snapshot == SMALL


def test_a_table_that_is_missing_is_told():
    """And so is one that nothing speaks of."""
    found = package(SMALL)
    found["new.csv"] = found.pop("people.csv")
    assert problems(found) == [("unknown-file", "new.csv"), ("missing-table", "people.csv")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-document"),
        (b'"id', "missing-header"),
        (b"\r\n \r\n", "empty-document"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(data, code):
    """The other tables are read."""
    assert code in {one for one, _ in problems({**package(SMALL), "people.csv": data})}
    assert CSV.decode({**package(SMALL), "people.csv": data}, strict=False).snapshot == SMALL


def test_what_belongs_to_a_package():
    """The descriptor and its tables; notes beside them are left alone."""
    assert [CSV.owns(path) for path in ("datapackage.json", "a.csv", "b/A.CSV", "notes.md", ".x/a.csv")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_one_file_is_no_package():
    """A package is a folder."""
    with pytest.raises(DecodeError, match="folder"):
        CSV.decode(b"id,title\r\n")


def test_the_sample_is_read():
    """It is what other suites damage."""
    assert len(CSV.decode(SAMPLE).snapshot) == 5


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_whatever_is_damaged_is_told(data):
    """Some bytes of one file are lost, doubled or put in: it is read, or refused by an error of ours."""
    found = dict(SAMPLE)
    name = data.draw(st.sampled_from(sorted(found)))
    text = found[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    put = data.draw(st.sampled_from([b"", b'"', b"\xff", b"\0", b"{", b"\r\n", b",", text[start:end] * 2]))
    found[name] = text[:start] + put + text[end:]
    try:
        decoded = CSV.decode(found, strict=False)
    except DecodeError as error:
        assert error.problems  # noqa: PT017  # What is said is the test.
    else:
        # Every byte of a table counts by its hash; in the descriptor some do not.
        assert decoded.problems or found[name] == text or name == "datapackage.json"


def test_a_view_of_the_files(tmp_path):
    """`read` names the folder of what cannot be read."""
    with pytest.raises(DecodeError, match="missing"):
        files.read(tmp_path, format="csv")
