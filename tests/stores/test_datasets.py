"""Data sets of Parquet files: what an export writes, what it leaves alone, and what a reader sees."""

import json
import os
import re
import shutil

import attrs
import pytest

import policytrack as pt
from policytrack import query as q

sqlalchemy = pytest.importorskip("sqlalchemy")
duckdb = pytest.importorskip("duckdb")

CANARY = "xylophonic canary"


def proposal(number, **given):
    return pt.Proposal(id=f"p{number}", **{"title": f"Proposal {number}", "topics": {"roads"}, **given})


def change(number, on, to="proposed"):
    return pt.StatusChange(id=f"c{number}", proposal_id=f"p{number}", to=to, on=pt.PartialDate.parse(on))


@pytest.fixture(autouse=True)
def hasty(monkeypatch):
    """Nothing waits for the disk."""
    monkeypatch.setattr("policytrack.stores._dataset.os.fsync", lambda _: None)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store of a few proposals, whose status changed in different years, and its data set."""
    place = tmp_path_factory.mktemp("made")
    with pt.open_store(f"sqlite:///{place}/store.db") as opened:
        years = range(2015, 2025)
        records = [proposal(year) for year in years] + [change(year, f"{year}-06-01") for year in years]
        opened.write(records, author="a", reason="first")
        opened.export_parquet(place / "data")
    return place


@pytest.fixture
def store(made, tmp_path):
    """A copy of the store."""
    shutil.copy(made / "store.db", tmp_path)
    with pt.open_store(f"sqlite:///{tmp_path}/store.db") as opened:
        yield opened


@pytest.fixture
def folder(made, tmp_path):
    """A copy of its data set."""
    return shutil.copytree(made / "data", tmp_path / "data")


def parquet(folder, **given):
    return pt.open_store(f"parquet:{folder}", **given)


def titles(store, **at):
    return {one.title for one in store.run(q.select(pt.Proposal).at(**at))}


def current(folder):
    """The folder of the current state."""
    state = json.loads((folder / "policytrack.json").read_text())
    return folder / f"revision-{state['revision']}-{state['next_row']}"


def files(folder):
    """The files of the current state, whatever they are called."""
    return {path.stat().st_ino for path in current(folder).rglob("*.parquet")}


def rows(folder, table):
    """All rows of a table, as a reader sees them that knows nothing of us."""
    place = current(folder) / table
    return duckdb.sql(f"FROM read_parquet('{place}/**/*.parquet', union_by_name = true)").fetchall()


def files_read(store, query):
    """How many files a question opens, as DuckDB tells."""
    compiled = store.compile(query)
    with store._backend.reading() as session:
        (_, told), *_ = session.connection.execute(
            f"EXPLAIN ANALYZE {compiled.sql}", list(compiled.parameters)
        ).fetchall()
    return sum(int(found) for found in re.findall(r"Total Files Read: (\d+)", told))


def test_it_holds_all_revisions(store, folder):
    """A data set answers views by `recorded`, `history`, `changes` and `snapshot` as its store does."""
    before = store.revision
    store.write([proposal(2015, title="New")], author="b", reason="second")
    store.export_parquet(folder)
    with parquet(folder) as opened:
        assert opened.snapshot() == store.snapshot()
        assert opened.history("p2015") == store.history("p2015")
        assert opened.changes() == store.changes()
        assert "Proposal 2015" in titles(opened.at(recorded=before.recorded))
        assert "New" in titles(opened)


def test_what_did_not_change_is_not_written_again(store, folder):
    """A second export writes files for what is new, and the others are the same files."""
    before = files(folder)
    store.write([change(2024, "2024-06-01", to="accepted")], author="b", reason="second")
    done = store.export_parquet(folder)
    assert done.kept == len(before & files(folder)) > done.written > 0
    assert done.written == len(files(folder) - before)


def test_nothing_new_writes_nothing(store, folder):
    """Where no revision was made, no file is written."""
    before = files(folder)
    done = store.export_parquet(folder)
    assert (done.written, done.kept, files(folder)) == (0, len(before), before)


def test_each_row_stands_once(store, folder):
    """What has ended leaves its file, so that any reader finds each row of the store once."""
    store.write([proposal(year, title="New") for year in (2015, 2020)], author="b", reason="second")
    store.retract("c2016", "no longer", author="b")
    store.export_parquet(folder)
    with store._backend.reading() as session:
        for name, table in store._tables.metadata.tables.items():
            if "row_id" in table.c:
                expected = sorted(row[0] for row in session.rows(sqlalchemy.select(table.c.row_id)))
                place = list(table.c).index(table.c.row_id)
                held = rows(folder, name) if expected else []
                assert sorted(row[place] for row in held) == expected, name


def test_many_small_files_become_one(store, folder):
    """After many exports no folder holds more than a few files."""
    for number in range(8):
        store.write([proposal(3000 + number)], author="b", reason="more")
        store.export_parquet(folder)
    places = [path for path in current(folder).rglob("*") if path.is_dir()]
    assert max(len(list(place.glob("*.parquet"))) for place in places) == 8
    with parquet(folder) as opened:
        assert opened.snapshot() == store.snapshot()


def test_a_reader_keeps_its_state(store, folder):
    """Who opened the data set before an export sees what was there, whole."""
    with parquet(folder) as opened:
        store.write([proposal(1)], author="b", reason="second")
        store.export_parquet(folder)
        assert "Proposal 1" not in titles(opened)
    with parquet(folder) as opened:
        assert "Proposal 1" in titles(opened)


def test_a_failure_leaves_the_state_before(store, folder, monkeypatch):
    """An export that fails on its way changes nothing and leaves nothing."""
    before = sorted(folder.rglob("*"))
    store.write([proposal(1)], author="b", reason="second")
    monkeypatch.setattr(
        "policytrack.stores._dataset.os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(pt.StoreError, match="full"):
        store.export_parquet(folder)
    assert sorted(folder.rglob("*")) == before


def test_two_exports_at_once(store, folder, monkeypatch):
    """Where somebody else has published the state meanwhile, the second says so."""
    store.write([proposal(1)], author="b", reason="second")
    with monkeypatch.context() as patched:
        # The other one has written its state, and not yet said that it is the current one.
        patched.setattr("policytrack.stores._dataset.Path.replace", lambda *_: None)
        store.export_parquet(folder)
    with pytest.raises(pt.StoreError, match="somebody else"):
        store.export_parquet(folder)


def test_a_file_system_without_links(store, tmp_path, monkeypatch):
    """Where files cannot be linked, they are copied."""
    monkeypatch.setattr(
        "policytrack.stores._dataset.os.link", lambda *_: (_ for _ in ()).throw(OSError(1, "no"))
    )
    store.export_parquet(tmp_path / "data")
    store.write([proposal(1)], author="b", reason="second")
    store.export_parquet(tmp_path / "data")
    with parquet(tmp_path / "data") as opened:
        assert opened.snapshot() == store.snapshot()


def test_another_store_is_refused(folder, tmp_path):
    """A folder belongs to one store."""
    with (
        pt.open_store(f"sqlite:///{tmp_path}/other.db") as other,
        pytest.raises(pt.StoreError, match="another"),
    ):
        other.export_parquet(folder)


def test_an_older_copy_of_the_store_is_refused(store, folder, tmp_path):
    """A store that went back behind its data set does not write over it."""
    store.close()
    (tmp_path / "copy.db").write_bytes((tmp_path / "store.db").read_bytes())
    with pt.open_store(f"sqlite:///{tmp_path}/store.db") as later:
        later.write([proposal(1)], author="b", reason="second")
        later.export_parquet(folder)
    with (
        pt.open_store(f"sqlite:///{tmp_path}/copy.db") as copy,
        pytest.raises(pt.StoreError, match="revision 2"),
    ):
        copy.export_parquet(folder)


def test_what_was_redacted_is_nowhere(store, tmp_path):
    """After the next export a redacted text stands in no file, not of an earlier state either."""
    store.write([proposal(1, summary=CANARY)], author="b", reason="second")
    store.export_parquet(tmp_path / "data")
    with parquet(tmp_path / "data") as opened:
        assert any(one.summary == CANARY for one in opened.run(q.select(pt.Proposal)))
    store.redact("p1", ["summary"], "a person asked", author="b")
    store.export_parquet(tmp_path / "data")
    with parquet(tmp_path / "data") as opened:
        assert all(one.summary != CANARY for one in opened.run(q.select(pt.Proposal)))
        assert not opened.run(q.select(pt.Proposal).where(q.Proposal.text.matches("xylophonic")))
        assert CANARY not in str(opened.history("p1"))
    assert len(list((tmp_path / "data").glob("revision-*"))) == 1


def test_the_key_of_redactions_stays_in_the_store(folder):
    """The key that would let others try words against the hashes is in no file."""
    assert {row[0] for row in rows(folder, "meta")} == {"schema", "store", "projection"}


@pytest.mark.parametrize(
    ("query", "most"),
    [
        (q.select(pt.Proposal).where(q.Proposal.status.is_("proposed")).count(), 12),
        (q.select(pt.StatusChange).at(on="2016-01-01").count(), 2),
        (q.select(pt.StatusChange).at(on="2018-01-01").count(), 4),
    ],
    ids=["now", "two years", "four years"],
)
def test_a_question_opens_the_files_that_it_needs(query, most, folder):
    """Files of later years and of what no longer holds are not opened."""
    with parquet(folder) as opened:
        assert 0 < files_read(opened, query) <= most


def test_memory_is_bounded(folder):
    """The address says how much memory questions may take; without, it is 512 MiB."""
    asked = "SELECT current_setting('memory_limit')"
    for suffix, limit in (("", "512.0 MiB"), ("?memory=256MiB", "256.0 MiB")):
        with parquet(f"{folder}{suffix}") as opened, opened._backend.reading() as session:
            assert session.connection.execute(asked).fetchone() == (limit,)


def test_odd_names_of_folders(store, tmp_path):
    """A folder whose name looks like a pattern, or holds quotes, is only a folder."""
    odd = tmp_path / "a [b]* 'c' %20"
    store.export_parquet(odd)
    store.write([proposal(1)], author="b", reason="second")
    store.export_parquet(odd)
    with parquet(odd) as opened:
        assert opened.snapshot() == store.snapshot()


def test_a_plugins_class_that_was_not_exported(folder):
    """A class of records that a plugin brought later has no records, and is no error."""

    @attrs.frozen(kw_only=True)
    class Vote(pt.Assertion):
        ayes: int = 0

    with parquet(folder, registry=pt.Registry.default().with_record(Vote)) as opened:
        assert len(opened.run(q.select(Vote))) == 0
        assert len(opened.run(q.select(pt.UnknownRecord))) == 0
        assert opened.run(q.select(pt.Proposal).count()) == 10


@pytest.mark.parametrize(
    "write",
    [
        lambda store: store.write([proposal(1)], author="a", reason="b"),
        lambda store: store.retract("p2015", "b", author="a"),
        lambda store: store.redact("p2015", ["title"], "b", author="a"),
        lambda store: store.export_parquet("elsewhere"),
    ],
    ids=["write", "retract", "redact", "export"],
)
def test_a_data_set_is_read_only(write, folder):
    """What would change a data set is refused, and the error says where to write."""
    with parquet(folder) as opened, pytest.raises(pt.StoreError, match="read only"):
        write(opened)


def test_nothing_is_made_or_erased_in_a_data_set(folder):
    """What a store does to its database is refused by a data set."""
    with parquet(folder) as opened:
        backend = opened._backend
        changes = (lambda: backend.create(None, None), lambda: backend.drop(None, []))
        for refused in (*changes, backend.take_figures, backend.erase):
            with pytest.raises(pt.StoreError, match="read only"):
                refused()


def broken(text):
    def do(folder):
        (folder / "policytrack.json").write_text(text)

    return do


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / "policytrack.json").unlink(), "no data set"),
        (broken("{}"), "none of ours"),
        (broken("[1]"), "none of ours"),
        (broken("not json"), "none of ours"),
        (broken('{"layout": 99}'), "later version"),
        (broken('{"store": "x", "schema": 99, "revision": 1, "next_row": 1, "layout": 1}'), "version 99"),
        (lambda folder: [os.truncate(path, 9) for path in folder.rglob("*.parquet")], "parquet"),
    ],
)
def test_a_damaged_data_set_is_one_clear_error(harm, said, folder):
    """Whatever is wrong with the files, opening or asking them raises an error of ours."""
    harm(folder)
    with pytest.raises(pt.StoreError, match=re.compile(said, re.IGNORECASE)), parquet(folder) as opened:
        opened.run(q.select(pt.Proposal))


def test_a_manifest_that_cannot_be_read(folder):
    """A manifest that is a folder is an error of ours."""
    (folder / "policytrack.json").unlink()
    (folder / "policytrack.json").mkdir()
    with pytest.raises(pt.StoreError, match="cannot be read"):
        parquet(folder)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("parquet:", "a folder is missing"),
        ("parquet:x?memry=1GiB", "there is memory"),
        ("parquet:{}?memory=much", "Memory"),
        ("spark:x", "add .remote="),
        ("spark:x?remote=http://a", "no address"),
        ("spark:x?remote=sc://127.0.0.1:1", "does not answer"),
        ("duckdb:", "a file is missing"),
        ("duckdb:///", "a file is missing"),
    ],
)
def test_addresses_are_checked(url, said, folder):
    """An address that says too little, or something else, is one clear error."""
    if "sc://" in url:
        pytest.importorskip("pyspark")
    with pytest.raises(pt.StoreError, match=said):
        pt.open_store(url.format(folder))


def test_others_read_it(folder):
    """Apache Arrow reads a table with its partitions, and knows nothing of us."""
    dataset = pytest.importorskip("pyarrow.dataset")
    (state,) = folder.glob("revision-*")
    table = dataset.dataset(state / "status_change", partitioning="hive").to_table()
    assert sorted(set(table["part_year"].to_pylist())) == list(range(2015, 2025))
    assert set(table["part_life"].to_pylist()) == {"now"}
