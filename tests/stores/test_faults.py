"""What can go wrong with a database: one clear error of ours each, and nothing lost."""

import contextlib
import pickle
import shutil
import sqlite3
import subprocess
import sys

import pytest
from factories import person, proposal
from sqlalchemy import create_engine, event

import policytrack as pt
from policytrack import query as q
from policytrack.engines.sql import VERSION
from policytrack.stores import _migrations, _open


def write(store, *records):
    """Write some records as the desk."""
    return store.write(records, author="desk", reason="a test")


def path_of(tmp_path):
    return tmp_path / "store.db", f"sqlite:///{tmp_path / 'store.db'}"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("store.db", "no address of a store"),
        ("mysql://host/db", "no store is kept in mysql"),
        ("sqlite:////nowhere/store.db", "cannot be opened"),
    ],
)
def test_an_address_that_is_none_is_told(url, reason):
    """What is no address, a database that nobody supports, and a folder that is not there."""
    with pytest.raises(pt.StoreError, match=reason):
        pt.open_store(url)


def test_a_file_that_is_no_database_is_told(tmp_path):
    """A file of text is left as it is."""
    file, url = path_of(tmp_path)
    file.write_text("a letter to the editor, long enough to be a page\n" * 100)
    with pytest.raises(pt.StoreError, match="the file is no database"):
        pt.open_store(url)
    assert file.read_text().startswith("a letter")


def test_a_database_of_somebody_else_is_left_alone(tmp_path):
    """A SQLite file with tables that are not ours gets none of ours."""
    file, url = path_of(tmp_path)
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE mine (a)")
        connection.commit()
    with pytest.raises(pt.StoreError, match="something else"):
        pt.open_store(url)
    with contextlib.closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]


def test_a_file_that_cannot_be_written_is_read(tmp_path):
    """A store that is opened for reading alone answers, and a write says what is wrong."""
    file, url = path_of(tmp_path)
    with pt.open_store(url) as store:
        write(store, person("ann"))
    with pt.open_store(f"sqlite:///file:{file}?mode=ro&uri=true") as store:
        assert store.run(q.select(pt.Person).count()) == 1
        with pytest.raises(pt.StoreError, match="cannot be written to"):
            write(store, person("bob"))


def test_a_damaged_file_is_told(tmp_path):
    """A file whose pages were overwritten raises no error but ours."""
    file, url = path_of(tmp_path)
    with pt.open_store(url) as store:
        write(store, *(person(f"a-{number}") for number in range(500)))
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)
    with pytest.raises(pt.StoreError, match="damaged"), pt.open_store(url) as store:
        store.snapshot()
    with pytest.raises(pt.StoreError, match="damaged"), pt.open_store(url) as store:
        store.run(q.select(pt.Person))


def test_a_table_that_somebody_removed_is_told(store):
    """What a database says of a question that it cannot answer comes in an error of ours."""
    with store._backend.engine.connect() as connection:
        connection.exec_driver_sql("DROP VIEW current_person")
        connection.exec_driver_sql("DROP TABLE person")
    with pytest.raises(pt.StoreError, match="person"):
        store.run(q.select(pt.Person).count())
    assert store.run(q.select(pt.Event).count()) == 0


def test_a_file_that_was_taken_away_is_told(tmp_path):
    """A question to a store whose folder went away meanwhile is an error of ours."""
    folder = tmp_path / "there"
    folder.mkdir()
    with pt.open_store(f"sqlite:///{folder / 'store.db'}") as store:
        store.close()
        shutil.rmtree(folder)
        with pytest.raises(pt.StoreError, match="cannot be opened"):
            store.run(q.select(pt.Person))


def test_a_writer_who_does_not_finish_is_told(tmp_path, monkeypatch):
    """Who has waited long enough for another is told, and nothing was written."""
    monkeypatch.setattr("policytrack.stores._sqlite._BUSY_MILLISECONDS", 1)
    path, url = path_of(tmp_path)
    with pt.open_store(url) as store:
        first = write(store, person("p"))
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(pt.StoreError, match="another writer did not finish in time"):
                write(store, person("q"))
        assert store.revision == first


def test_a_full_database_is_told(tmp_path):
    """Where there is no room, nothing of the write is kept, and what was there stays."""
    _, url = path_of(tmp_path)
    with pt.open_store(url) as store:
        write(store, person("ann"))
        event.listen(store._backend.engine, "checkout", _full)
        with pytest.raises(pt.StoreError, match="the disk is full"):
            write(store, *(person(f"a-{number}") for number in range(5000)))
        assert store.snapshot().people == (person("ann"),)


def _full(connection, *_):
    connection.execute("PRAGMA max_page_count = 1")


def mount(*options):
    """Mount something, or tell that it was refused."""
    command = ["mount", *options]
    return not subprocess.run(command, check=False, capture_output=True).returncode


@pytest.fixture(name="disk")
def _disk(tmp_path):
    """A disk of 1 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if shutil.which("mount") is None or not mount("-t", "tmpfs", "-o", "size=1m", "none", disk):
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)  # noqa: S607  # as above


def test_a_full_disk_is_told(disk):
    """On a disk of 1 MB, a write that does not fit is told, and what was acknowledged is there."""
    with pt.open_store(f"sqlite:///{disk / 'store.db'}") as store:
        write(store, person("ann"))
        with pytest.raises(pt.StoreError, match=r"full|disk"):
            write(store, *(person(f"a-{number}") for number in range(6000)))
        assert store.snapshot().people == (person("ann"),)


def test_a_read_only_folder_is_told(disk):
    """Where nothing can be written, no store is made, none is changed, and one that is there stays whole."""
    url = f"sqlite:///{disk / 'store.db'}"
    with pt.open_store(url) as store:
        write(store, person("ann"))
    assert mount("-o", "remount,ro", disk)
    for name in ("store.db", "new.db"):
        with pytest.raises(pt.StoreError, match=r"cannot be (opened|written to).*rights"):
            pt.open_store(f"sqlite:///{disk / name}")
    assert mount("-o", "remount,rw", disk)
    assert [file.name for file in disk.iterdir()] == ["store.db"]
    with pt.open_store(url) as store:
        assert store.snapshot().people == (person("ann"),)


def test_a_connection_that_is_lost_is_told(store, url):
    """Where a server ends the connection in the middle of a write, nothing of it is kept."""
    write(store, person("ann"))
    if url.startswith("sqlite"):
        return

    def cut(_):
        with store._backend.engine.connect() as other:
            other.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    with pytest.raises(pt.StoreError, match="connection was lost"):
        store.write((person(f"a-{number}") for number in range(1500)), author="a", reason="b", progress=cut)
    assert store.snapshot().people == (person("ann"),)
    assert write(store, person("bob")).number == 2


def test_a_server_that_refuses_at_the_end_of_a_write_is_told(store, url):
    """What is sent last is waited for: where PostgreSQL refuses to keep it, nobody takes it for kept."""
    write(store, person("ann"))
    if url.startswith("sqlite"):
        return
    with store._backend.engine.connect() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'not today'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON record DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION refused()"
        )
    for records in ([person("bob")], [person(f"a-{number}") for number in range(600)]):
        with pytest.raises(pt.StoreError, match="not today"):
            write(store, *records)
    with store._backend.engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER late ON record")
    assert write(store, person("eve")).number == 2
    assert [one.id for one in store.snapshot().people] == ["ann", "eve"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.run(q.select(pt.Person).count()),
        lambda store: len(store.snapshot()),
        lambda store: store._backend.erase() or 0,
    ],
)
def test_a_connection_that_is_lost_between_questions_is_told(store, url, ask):
    """The question that meets it is told, and the next one is answered on a connection of its own."""
    if url.startswith("sqlite"):
        return
    assert ask(store) == 0
    engine = create_engine(store._backend.engine.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as other:
        other.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    engine.dispose()
    with pytest.raises(pt.StoreError, match="connection was lost"):
        ask(store)
    assert ask(store) == 0


def test_a_server_that_is_not_there_is_told():
    """An address where nothing listens is told with the address, without its password."""
    pytest.importorskip("psycopg")
    with pytest.raises(pt.StoreError, match=r"me:\*\*\*@127.0.0.1:9/db"):
        pt.open_store("postgresql://me:secret@127.0.0.1:9/db")


def test_an_error_in_the_middle_leaves_nothing(store):
    """Where the caller's own records fail, the write is undone and the error is theirs."""

    def records():
        yield person("ann")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.write(records(), author="a", reason="b")
    assert store.snapshot() == pt.Snapshot()


def set_version(store, version):
    """Pretend that another version of policytrack wrote a store."""
    with store._backend.writing() as session:
        meta = store._tables.meta
        session.run(meta.update().where(meta.c.name == "schema").values(value=str(version)))


@pytest.mark.parametrize("is_theirs", [True, False])
def test_a_connection_that_cannot_roll_back_is_not_used_again(store, monkeypatch, is_theirs):
    """What was begun on it ends with it: the next writer begins anew."""
    driver = store._backend.engine.dialect.loaded_dbapi

    def stuck(_):
        raise driver.OperationalError("out of order") if is_theirs else KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(store._backend).sessions, "undo", stuck)
        with pytest.raises(pt.IntegrityError if is_theirs else KeyboardInterrupt):
            write(store, pt.Position(id="x", proposal_id="nowhere", actor_id="n", stance=pt.Stance.SUPPORTS))
    write(store, person("ann"))
    assert [entry.record_id for entry in store.changes()] == ["ann"]


def test_a_store_of_the_future_is_refused(store, url):
    """A schema of a later version is not touched."""
    set_version(store, 99)
    with pytest.raises(pt.StoreError, match="version 99, and this policytrack knows 2"):
        pt.open_store(url)


def test_a_store_of_the_past_is_brought_up_to_date(store, url, monkeypatch):
    """Each step between the versions runs once, in one transaction, and a dry run names them."""
    done = []
    step = _migrations.Migration("add what was missing", lambda *_: done.append(1))
    monkeypatch.setattr(_migrations, "MIGRATIONS", {0: step})
    write(store, person("ann"))
    set_version(store, 0)
    assert pt.stores.pending(url) == ("add what was missing",)
    assert done == []
    with pt.open_store(url) as again:
        assert (done, again.snapshot().people) == ([1], (person("ann"),))
    assert pt.stores.pending(url) == ()


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_a_dry_run_makes_no_file(kind, tmp_path):
    """It tells that all tables are to be made, and leaves the folder empty."""
    steps = pt.stores.pending(f"{kind}:///{tmp_path}/new.db")
    assert {"make the table record", "make the table word"} <= set(steps)
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_leaves_an_empty_file_as_it_is(tmp_path):
    """Who opens the store marks a file without a byte as ours, not who asks what that would do."""
    file = tmp_path / "new.db"
    file.touch()
    assert "make the table record" in pt.stores.pending(f"sqlite:///{file}")
    assert file.read_bytes() == b""


def test_a_step_that_fails_leaves_the_store_as_it_was(store, url, monkeypatch):
    """A migration that breaks off changes nothing, and the next attempt begins at the same version."""

    def broken(session, tables):
        session.run(tables.standing.delete())
        raise ZeroDivisionError

    monkeypatch.setattr(_migrations, "MIGRATIONS", {0: _migrations.Migration("break", broken)})
    write(store, proposal("p"))
    set_version(store, 0)
    with pytest.raises(ZeroDivisionError):
        pt.open_store(url)
    set_version(store, VERSION)
    with pt.open_store(url) as again:
        assert again.run(q.select(pt.Proposal).where(q.Proposal.status.is_("unassessed")).count()) == 1


def test_errors_pickle():
    """An error that crosses to another process says the same there."""
    for error in (pt.StoreError("a", "b", "c"), pt.ConflictError("a", 1, 2)):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_without_the_extra_the_error_names_it(monkeypatch):
    """Where SQLAlchemy is missing, opening a store says what to install."""
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(pt.MissingExtraError, match=r"policytrack\[store\]"):
        _open.open_store("sqlite://")


def test_without_psycopg_the_error_names_its_extra(monkeypatch):
    """Where psycopg is missing, opening a store on PostgreSQL says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(pt.MissingExtraError, match=r"policytrack\[postgres\]"):
        _open.open_store("postgresql://host/db")


def test_the_names_of_the_package_are_there(monkeypatch):
    """What needs the extra is loaded when it is used, and another name is none."""
    assert pt.stores.Store is pt.Store
    assert pt.stores.StoreView is pt.StoreView
    with pytest.raises(AttributeError, match="Shop"):
        _ = pt.stores.Shop
    monkeypatch.setitem(sys.modules, "policytrack.stores._view", None)
    with pytest.raises(pt.MissingExtraError, match=r"policytrack\[store\]"):
        _ = pt.stores.StoreView


def test_pages_that_cannot_be_freed_are_told(tmp_path):
    """Where somebody else holds the file, erasing says so; the text was taken out already."""
    file, url = path_of(tmp_path)
    with pt.open_store(url) as store:
        write(store, pt.Person(id="ann", name="Ann", notes="a secret"))
        event.listen(store._backend.engine, "checkout", _impatient)
        with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(pt.StoreError, match="another writer"):
                store._backend.erase()
        store.redact("ann", ["notes"], "private", author="desk")
        assert "a secret" not in repr(store.changes())


def test_tables_that_cannot_be_freed_are_told(store, url):
    """Where somebody else uses a table of PostgreSQL's, erasing says so."""
    if url.startswith("sqlite"):
        return
    engine = create_engine(store._backend.engine.url)
    event.listen(store._backend.engine, "checkout", _in_a_hurry)
    with engine.connect() as other:
        other.exec_driver_sql("LOCK TABLE record")
        with pytest.raises(pt.StoreError, match="lock timeout"):
            store._backend.erase()
    engine.dispose()
    store._backend.erase()


def _in_a_hurry(connection, *_):
    connection.execute("SET lock_timeout = 1")


def _impatient(connection, *_):
    connection.execute("PRAGMA busy_timeout = 1")
