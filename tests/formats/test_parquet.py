"""Parquet and Arrow: folders without loss, and results and tables that data frames open."""

import io
import json
import sys

import attrs
import pytest

import policytrack as pt
from policytrack import formats
from policytrack import query as q
from policytrack.errors import DecodeError, EncodeError, MissingExtraError
from policytrack.measures import UnknownMeasure
from policytrack.model import (
    Checked,
    Figure,
    JsonObject,
    Proposal,
    Record,
    Snapshot,
    UnknownRecord,
    record_fields,
)

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

from formats.samples_parquet import SNAPSHOT  # noqa: E402  # It needs pyarrow.

FORMAT = formats.get("parquet")


@pytest.fixture(name="sample")
def _sample():
    return dict(FORMAT.encode(SNAPSHOT).data)


@pytest.fixture(name="case", scope="module")
def _case():
    return pt.datasets.load("police-accountability")


def codes(data, **options):
    """The codes and paths of what lenient reading finds."""
    found = FORMAT.decode(data, strict=False, **options)
    return [(problem.code, problem.path) for problem in found.problems]


def replaced(sample, file, **columns):
    """A folder in which columns of a file hold other values."""
    table = parquet.read_table(io.BytesIO(sample[file]))
    for name, values in columns.items():
        array = pa.array(values)
        if name in table.column_names:
            table = table.set_column(table.column_names.index(name), name, array)
        else:
            table = table.append_column(name, array)
    buffer = io.BytesIO()
    parquet.write_table(table, buffer)
    return {**sample, file: buffer.getvalue()}


def test_the_bundled_case_is_read_again(case):
    """Every record of a real case comes back, and nothing is lost."""
    written = FORMAT.encode(case.snapshot())
    assert written.losses == ()
    assert FORMAT.decode(written.data).snapshot == case.snapshot()


def test_equal_snapshots_are_equal_bytes(sample):
    """Nothing of the moment goes into a file."""
    assert dict(FORMAT.encode(SNAPSHOT).data) == sample


def test_a_folder_is_saved_and_loaded(tmp_path):
    """`save` and `load` take the format by name; other files in the folder are left alone."""
    (tmp_path / "notes.txt").write_text("mine")
    assert pt.save(SNAPSHOT, tmp_path, format="parquet") == ()
    assert pt.load(tmp_path, format="parquet").snapshot() == SNAPSHOT
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_dates_have_columns_of_days(sample):
    """Beside the EDTF stand the first and the last day that it can mean."""
    (row,) = parquet.read_table(io.BytesIO(sample["positions.parquet"])).to_pylist()
    assert (row["said_on"], str(row["said_on_earliest"]), str(row["said_on_latest"])) == (
        "2024-03",
        "2024-03-01",
        "2024-03-31",
    )


def test_numbers_that_no_column_holds_are_kept():
    """A whole number that a float would round, and one over 64 bits, come back as they were."""
    snapshot = Snapshot(
        figures=tuple(Figure(id=str(n), label="x", low=n) for n in (300, 0.5, 2**53 + 1, 10**30))
    )
    data = FORMAT.encode(snapshot).data
    assert FORMAT.decode(data).snapshot == snapshot
    rows = parquet.read_table(io.BytesIO(data["figures.parquet"])).to_pylist()
    assert [row["low"] for row in rows] == [0.5, None, 300, None]


def test_unknown_kinds_and_types_are_kept():
    """A measure and a record that nobody knows here go through as JSON."""
    measure = UnknownMeasure("tax", JsonObject({"rate": 1.5}))
    snapshot = Snapshot(
        proposals=(Proposal(id="p", title="P", measure=measure),),
        others=(UnknownRecord(id="v", type="vote", data=JsonObject({"ayes": 3})),),
    )
    assert FORMAT.decode(FORMAT.encode(snapshot).data).snapshot == snapshot


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({"colour": ["red"]}, [("unknown-key", "proposals.parquet: /0/colour")]),
        (
            {"title": [3]},
            [("left-out", "proposals.parquet: /0"), ("wrong-type", "proposals.parquet: /0/title")],
        ),
        (
            {"extras": ["{"]},
            [("left-out", "proposals.parquet: /0"), ("wrong-type", "proposals.parquet: /0/extras")],
        ),
        (
            {"extras": ['{"a": NaN}']},
            [("left-out", "proposals.parquet: /0"), ("wrong-type", "proposals.parquet: /0/extras")],
        ),
        (
            {"measure": [7]},
            [("left-out", "proposals.parquet: /0"), ("wrong-type", "proposals.parquet: /0/measure")],
        ),
        (
            {"policytrack_wire": ["null"]},
            [("left-out", "proposals.parquet: /0"), ("wrong-type", "proposals.parquet: /0")],
        ),
    ],
)
def test_a_bad_row_is_named(sample, columns, found):
    """What stands in a column and should not is told with its file and row."""
    assert codes(replaced(sample, "proposals.parquet", **columns)) == found


def test_a_missing_column_is_named(sample):
    """A title that is not there at all is missing, and strict reading refuses the folder."""
    table = parquet.read_table(io.BytesIO(sample["proposals.parquet"])).drop_columns(["title"])
    buffer = io.BytesIO()
    parquet.write_table(table, buffer)
    damaged = {**sample, "proposals.parquet": buffer.getvalue()}
    assert ("missing-key", "proposals.parquet: /0/title") in codes(damaged)
    with pytest.raises(DecodeError, match="title is missing"):
        FORMAT.decode(damaged)


def test_a_truncated_file_is_named(sample):
    """A file that was cut is no Parquet; the others are read."""
    damaged = {**sample, "people.parquet": sample["people.parquet"][:-9]}
    assert codes(damaged) == [("left-out", "people.parquet"), ("bad-syntax", "people.parquet")]


def test_a_file_of_another_name_is_named(sample):
    """A Parquet file that is no field of a snapshot is refused, with the nearest name."""
    damaged = {**sample, "peopel.parquet": sample["people.parquet"]}
    with pytest.raises(DecodeError, match="nearest: people"):
        FORMAT.decode(damaged)


def test_somebody_elses_table_is_refused(sample):
    """A file without our version in its metadata is not read."""
    buffer = io.BytesIO()
    parquet.write_table(pa.table({"id": ["a"]}), buffer)
    with pytest.raises(DecodeError, match="the version is missing"):
        FORMAT.decode({**sample, "people.parquet": buffer.getvalue()})


def test_an_empty_folder_is_refused():
    """A folder without a Parquet file is no snapshot, strict or not."""
    with pytest.raises(DecodeError, match="no Parquet file"):
        FORMAT.decode({"notes.txt": b""}, strict=False)


def test_all_that_cannot_be_written_is_told():
    """A plugin's record that the registry does not know cannot be written."""

    @attrs.frozen(kw_only=True, repr=False)
    class Vote(Record):
        ayes: int = 0

    with pytest.raises(EncodeError, match="register the plugin"):
        FORMAT.encode(Snapshot(others=(Vote(id="v"),)))


def test_a_result_that_cannot_be_written_is_refused():
    """A value that the wire has no place for is told by an error of ours."""

    @attrs.frozen
    class Odd:
        text: str

    with pytest.raises(EncodeError):
        pa.table(q.Result((Proposal(id="p", title="P", measure=Odd(text=5)),)))


def test_pyarrow_reads_a_result(case):
    """A result becomes a table in one call, a row for each record."""
    result = case.run(q.select(pt.Position).where(q.Position.stance.is_(pt.Stance.OPPOSES)))
    table = pa.table(result)
    assert table.column("id").to_pylist() == [position.id for position in result]
    assert set(table.column("stance").to_pylist()) == {"opposes"}


def test_polars_reads_a_result(case):
    """In polars the stances are as many as here."""
    polars = pytest.importorskip("polars")
    result = case.run(q.select(pt.Position))
    counted = polars.from_dataframe(result).group_by("stance").len()
    expected = {stance: sum(one.stance == stance for one in result) for stance in pt.Stance}
    assert dict(counted.iter_rows()) == {str(stance): count for stance, count in expected.items() if count}


def test_pandas_reads_a_result(case):
    """In pandas stand the same titles in the same order."""
    pandas = pytest.importorskip("pandas")
    result = case.run(q.select(pt.Proposal).order_by(q.Proposal.title.asc()))
    # pandas 3 takes what speaks Arrow by itself, pandas 2 by way of pyarrow.
    taken = getattr(pandas.DataFrame, "from_arrow", lambda one: pa.table(one).to_pandas())(result)
    assert list(taken["title"]) == [one.title for one in result]


def test_duckdb_reads_a_result(case):
    """DuckDB asks a result in SQL, over the days that stand beside the dates."""
    duckdb = pytest.importorskip("duckdb")
    changes = case.run(q.select(pt.StatusChange))
    found = duckdb.sql("select count(*) from changes where on_latest < date '2024-01-01'").fetchall()
    before = [one for one in changes if one.on and one.on.latest and str(one.on.latest) < "2024-01-01"]
    assert found == [(len(before),)]


def test_an_empty_result_has_its_columns(case):
    """Where nothing was found, the columns are those of what was asked for."""
    table = pa.table(case.run(q.select(pt.Figure).limit(0)))
    assert table.num_rows == 0
    assert {"id", "label", "as_of_latest"} <= set(table.column_names)


def test_a_result_of_no_class_is_still_a_table():
    """A result that was made by hand, and is empty, has what every record has."""
    assert "id" in pa.table(q.Result(())).column_names


@attrs.frozen
class Band(Checked):
    """A value that a plugin's record holds."""

    low: float
    open: bool = False


@attrs.frozen(kw_only=True, repr=False)
class Ballot(Record):
    """A plugin's record with a struct, a list of them and a number."""

    first: Band | None = None
    bands: tuple[Band, ...] = ()
    turnout: int | None = None


@attrs.frozen
class Tax(Checked):
    """A plugin's measure."""

    rate: float


def test_a_result_of_plugins_records_needs_no_registry():
    """What a plugin brings is typed by its class, also where its measure is not registered."""
    ballot = Ballot(id="b", first=Band(0.5), bands=(Band(1, open=True),), turnout=7)
    (row,) = pa.table(q.Result((ballot,))).to_pylist()
    assert (row["turnout"], row["first"]["low"], row["bands"]) == (7, 0.5, [{"low": 1, "open": True}])
    taxed = Proposal(id="p", title="P", measure=Tax(0.5))
    (row,) = pa.table(q.Result((taxed,))).to_pylist()
    assert json.loads(row["measure"]) == {"kind": "tax", "rate": 0.5}


def test_a_result_of_unknown_records_has_their_data():
    """What nobody knows is one piece of JSON."""
    record = UnknownRecord(id="v", type="vote", data=JsonObject({"ayes": 3}))
    (row,) = pa.table(q.Result((record,))).to_pylist()
    assert (row["type"], json.loads(row["data"])) == ("vote", {"ayes": 3})


def test_a_snapshot_has_a_table_for_each_field(case):
    """`formats.tables` gives them all, with as many rows as there are records."""
    snapshot = case.snapshot()
    found = formats.tables(snapshot)
    assert {name: table.num_rows for name, table in found.items()} == {
        name: len(getattr(snapshot, name)) for name in record_fields()
    }


def test_without_pyarrow_the_extra_is_named(monkeypatch):
    """Everything that needs pyarrow says what to install."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "policytrack.formats._arrow", raising=False)
    for action in (
        lambda: FORMAT.encode(SNAPSHOT),
        lambda: FORMAT.decode({"people.parquet": b""}),
        lambda: formats.tables(SNAPSHOT),
        lambda: q.Result(()).__arrow_c_stream__(),
    ):
        with pytest.raises(MissingExtraError, match=r"policytrack\[arrow\]"):
            action()
