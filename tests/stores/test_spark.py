"""Stores on a cluster: what is their own, besides the law that they answer as the reference does."""

import sys
from unittest.mock import MagicMock

import pytest
from servers import sail
from servers.processes import running

import policytrack as pt
from policytrack import query as q

pytest.importorskip("duckdb")
sql = pytest.importorskip("policytrack.engines.sql")
_spark = pytest.importorskip("policytrack.stores._spark")
Published = pytest.importorskip("policytrack.stores._dataset").Published


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data set of one person and one proposal."""
    made = tmp_path_factory.mktemp("spark")
    with pt.open_store(f"duckdb:///{made}/store.duckdb") as store:
        store.write([pt.Person(id="ann", name="Ann"), pt.Proposal(id="p", title="P")], author="a", reason="b")
        store.export_parquet(made / "data")
    return made / "data"


@pytest.fixture
def remote(sail_url):
    """A Spark Connect server, where the client is installed."""
    pytest.importorskip("pyspark")
    return sail_url


def test_it_answers_and_refuses_to_write(folder, remote):
    """A store on a cluster reads: questions, the journal, the snapshot; and writes nothing."""
    with pt.open_store(f"spark:{folder}?remote={remote}") as store:
        assert store.run(q.select(pt.Proposal)).one().title == "P"
        assert len(store.history("ann")) == 1
        assert len(store.snapshot()) == 2
        with pytest.raises(pt.StoreError, match="read only"):
            store.write([pt.Person(id="bob", name="Bob")], author="a", reason="b")
        with store._backend.reading() as session:
            for refused in (lambda: session.run(None), lambda: session.insert(None, (), [])):
                with pytest.raises(pt.StoreError, match="read only"):
                    refused()


def test_no_data_set(tmp_path, remote):
    """A folder in which the cluster finds nothing is one clear error."""
    with pytest.raises(pt.StoreError, match="finds no data set"):
        pt.open_store(f"spark:{tmp_path}/none?remote={remote}")


def test_no_error_shows_a_token(folder):
    """What stands behind the remote is not repeated."""
    pytest.importorskip("pyspark")
    with pytest.raises(pt.StoreError) as caught:
        pt.open_store(f"spark:{folder}?remote=sc://127.0.0.1:1/;token=secret")
    assert "secret" not in str(caught.value)


def test_an_error_of_the_cluster_is_ours(folder, remote):
    """What the cluster refuses in the middle is a `StoreError`."""
    with pt.open_store(f"spark:{folder}?remote={remote}") as store, pytest.raises(pt.StoreError):
        store._backend.ask(sql.Compiled("SELECT nothing", {}))


def test_without_the_client_the_extra_is_named(folder, monkeypatch):
    """Where the client is not installed, the error says what to install."""
    monkeypatch.setitem(sys.modules, "pyspark.sql.connect.session", None)
    with pytest.raises(pt.MissingExtraError, match=r"policytrack\[spark\]"):
        pt.open_store(f"spark:{folder}?remote=sc://127.0.0.1:1")


@pytest.mark.filterwarnings("ignore:.*RETRIES_EXCEEDED")
def test_a_server_that_went_away(folder, tmp_path):
    """A connection that is lost is an error of ours, within seconds."""
    pytest.importorskip("pyspark")
    pytest.importorskip("pysail")
    with running(sail.start, tmp_path) as server:
        store = pt.open_store(f"spark:{folder}?remote={server.urls[sail.VARIABLE]}")
    with pytest.raises(pt.StoreError):
        store.run(q.select(pt.Proposal))


def without_cluster(monkeypatch):
    """A store on a cluster that is a stand-in: what a real one says when Sail says nothing."""
    backend = pytest.importorskip("policytrack.stores._spark").SparkBackend
    monkeypatch.setattr("policytrack.stores._spark._connected", lambda *_: MagicMock())
    monkeypatch.setattr(backend, "_read", lambda *_: Published("s", 1, 1, 1))
    return backend


@pytest.mark.parametrize(("condition", "is_known"), [("PATH_NOT_FOUND", True), ("OTHER", False)])
def test_a_table_that_was_not_exported(condition, is_known, monkeypatch):
    """Where Spark finds no files of a table, the table is empty; any other fault is told."""
    errors = pytest.importorskip("pyspark.errors")
    backend = without_cluster(monkeypatch)("data", "sc://host", pt.Registry.default())
    fault = errors.AnalysisException("no files")
    monkeypatch.setattr(type(fault), "getCondition", lambda _: condition)
    backend._session.read.schema.return_value.parquet.side_effect = fault
    table = backend.tables.word
    if is_known:
        backend._view(table, "data/word")
        said = backend._session.sql.call_args.args[0]
        assert "CAST(NULL AS STRING) AS `word`" in said
        assert said.endswith("1 = 0")
    else:
        with pytest.raises(errors.AnalysisException):
            backend._view(table, "data/word")


def test_a_connection_that_breaks(monkeypatch):
    """What the transport says is an error of ours."""
    grpc = pytest.importorskip("grpc")
    backend = without_cluster(monkeypatch)("data", "sc://host", pt.Registry.default())
    backend._session.sql.side_effect = grpc.RpcError()
    with pytest.raises(pt.StoreError, match="the connection was lost"):
        backend.ask(sql.Compiled("SELECT 1", {}))


def test_a_program_without_a_file_can_ask_a_cluster(monkeypatch):
    """PySpark takes such a program (`python -c`) for its own examples; with a file nothing is changed."""
    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "__file__", "script.py", raising=False)
    with _spark._named_program():
        assert main.__file__ == "script.py"
    monkeypatch.delattr(main, "__file__")
    with _spark._named_program():
        assert main.__file__ == "-c"
    assert not hasattr(main, "__file__")
