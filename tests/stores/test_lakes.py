"""Tables of Delta Lake and Iceberg with the layout of a data set, written here with their own libraries."""

import sys

import pytest

import policytrack as pt
from policytrack import query as q

pytest.importorskip("sqlalchemy")
pytest.importorskip("duckdb")
dataset = pytest.importorskip("pyarrow.dataset")


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """A data set as tables of Arrow by name, the columns of the paths among the others."""
    made = tmp_path_factory.mktemp("lakes")
    with pt.open_store(f"duckdb:///{made}/store.duckdb") as store:
        records = [
            pt.Proposal(id="p", title="P", topics={"roads"}),
            pt.StatusChange(id="c", proposal_id="p", to="proposed", on=pt.PartialDate.parse("2020-02")),
        ]
        store.write(records, author="a", reason="b")
        store.export_parquet(made / "data")
        (state,) = (made / "data").glob("revision-*")
        places = [place for place in state.iterdir() if place.is_dir()]
        return {place.name: dataset.dataset(place, partitioning="hive").to_table() for place in places}


@pytest.fixture
def delta(tables, tmp_path):
    """The address of the tables in Delta Lake."""
    deltalake = pytest.importorskip("deltalake")
    for name, table in tables.items():
        parts = [part for part in ("part_life", "part_year", "part_kind") if part in table.column_names]
        deltalake.write_deltalake(str(tmp_path / "delta" / name), table, partition_by=parts)
    return f"delta:{tmp_path}/delta"


@pytest.fixture
def iceberg(tables, tmp_path):
    """The address of the tables in Iceberg."""
    sql = pytest.importorskip("pyiceberg.catalog.sql")
    catalog = sql.SqlCatalog("c", uri="sqlite://", warehouse=f"file://{tmp_path}/warehouse")
    catalog.create_namespace("n")
    for name, table in tables.items():
        made = catalog.create_table(f"n.{name}", table.schema, location=f"file://{tmp_path}/iceberg/{name}")
        made.append(table)
    catalog.engine.dispose()
    return f"iceberg:{tmp_path}/iceberg"


@pytest.mark.parametrize("kind", ["delta", "iceberg"])
def test_a_lake_answers(kind, request):
    """Questions, views and the journal are answered from the tables of a lake."""
    with pt.open_store(request.getfixturevalue(kind)) as store:
        assert store.run(q.select(pt.Proposal).where(q.Proposal.status.is_("proposed"))).one().title == "P"
        assert store.at(on="2019-01-01").run(q.select(pt.StatusChange).count()) == 0
        assert len(store.history("p")) == 1
        assert len(store.snapshot()) == 2
        with pytest.raises(pt.StoreError, match="read only"):
            store.retract("p", "b", author="a")


@pytest.mark.parametrize("kind", ["delta", "iceberg"])
def test_a_folder_without_tables(kind, tmp_path):
    """A folder that holds none of the tables is one clear error."""
    with pytest.raises(pt.StoreError, match="no table meta"):
        pt.open_store(f"{kind}:{tmp_path}")


@pytest.mark.parametrize(("kind", "library"), [("delta", "deltalake"), ("iceberg", "pyiceberg.table")])
def test_without_the_library_the_extra_is_named(kind, library, tmp_path, monkeypatch):
    """Where the library of a lake is not installed, the error says what to install."""
    (tmp_path / "meta").mkdir()
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(pt.MissingExtraError, match=r"policytrack\[lake\]"):
        pt.open_store(f"{kind}:{tmp_path}")
