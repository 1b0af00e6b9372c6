"""Stores of DuckDB: what is its own, besides the law that it answers as the reference does."""

import subprocess
import sys
import threading

import pytest

import policytrack as pt
from policytrack import query as q

pytest.importorskip("sqlalchemy")
pytest.importorskip("duckdb")

CANARY = "xylophonic canary"


@pytest.fixture
def url(tmp_path):
    return f"duckdb:///{tmp_path}/store.duckdb"


@pytest.fixture
def store(url):
    """A store of one person."""
    with pt.open_store(url) as opened:
        opened.write([pt.Person(id="ann", name="Ann")], author="a", reason="first")
        yield opened


def test_it_is_there_when_it_is_opened_again(store, url):
    """What was committed is in the file."""
    before = store.snapshot()
    store.close()
    with pt.open_store(url) as opened:
        assert (opened.snapshot(), opened.revision.number) == (before, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("acorn zebra", ["a"]),
        ("zebra acorn middle", ["a"]),
        ("middle zebra", ["a", "b"]),
        ("acorn other", []),
    ],
)
def test_several_words_are_found_wherever_they_stand(store, text, found):
    """The first and the last of the words are no limits to what else a text may say."""
    titles = {"a": "Zebra, middle and acorn", "b": "A zebra in the middle"}
    records = [pt.Proposal(id=one, title=title) for one, title in titles.items()]
    store.write(records, author="a", reason="b")
    asked = q.select(pt.Proposal).where(q.Proposal.text.matches(text))
    assert [one.id for one in store.run(asked)] == found
    assert " >= " in store.compile(asked).sql


def test_a_write_that_fails_leaves_nothing(store):
    """A revision is there whole or not at all."""
    before = store.snapshot()
    with pytest.raises(pt.IntegrityError):
        store.write([pt.StatusChange(id="c", proposal_id="none", to="x")], author="a", reason="b")
    assert (store.snapshot(), store.revision.number) == (before, 1)


def test_a_reader_sees_one_state_while_another_thread_writes(store):
    """A session that began before a commit does not see it."""
    with store._backend.reading() as session:
        before = session.rows(store._tables.record.select())
        writer = threading.Thread(
            target=store.write,
            args=([pt.Person(id="bob", name="Bob")],),
            kwargs={"author": "a", "reason": "b"},
        )
        writer.start()
        writer.join()
        assert session.rows(store._tables.record.select()) == before
    assert store.run(q.select(pt.Person).count()) == 2


def test_what_was_redacted_is_not_in_the_file(store, tmp_path):
    """A redaction copies what is left to a fresh file, since freed pages would keep the text."""
    store.write([pt.Person(id="bob", name="Bob", notes=CANARY)], author="a", reason="b")
    store.redact("bob", ["notes"], "asked", author="a")
    assert store.run(q.select(pt.Person).count()) == 2
    store.close()
    assert not [path for path in tmp_path.iterdir() if CANARY.encode() in path.read_bytes()]


@pytest.mark.usefixtures("store")
def test_another_process_is_told(url):
    """A second process cannot open the file, and the error says why."""
    code = f"import policytrack as pt; pt.open_store({url!r})"
    tried = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "another process holds it (one process at a time" in tried.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [("CREATE TABLE mine (a INT)", "something else"), (None, "store.duckdb")],
    ids=["of something else", "no database"],
)
def test_a_file_of_something_else(text, said, url, tmp_path):
    """A file that is no store of ours is refused and stays as it was."""
    import duckdb  # noqa: PLC0415  # It is an extra.

    path = tmp_path / "store.duckdb"
    if text is None:
        path.write_bytes(b"no database" * 999)
    else:
        with duckdb.connect(str(path)) as connection:
            connection.execute(text)
    before = path.read_bytes()
    with pytest.raises(pt.StoreError, match=said):
        pt.open_store(url)
    assert path.read_bytes() == before


def test_without_duckdb_the_extra_is_named(url, monkeypatch):
    """Where DuckDB is not installed, the error says what to install."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(pt.MissingExtraError, match=r"policytrack\[duckdb\]"):
        pt.open_store(url)


def test_an_error_of_the_engine_is_ours(store):
    """What DuckDB refuses in the middle is a `StoreError`."""
    with pytest.raises(pt.StoreError, match="Catalog Error"), store._backend.reading() as session:
        session._execute("SELECT * FROM nowhere")


def test_parameters_are_bound(store):
    """The SQL of a question holds no value of it."""
    compiled = store.compile(q.select(pt.Person).where(q.Person.name.is_("O'Neil")))
    assert "O'Neil" in compiled.parameters
    assert "Neil" not in compiled.sql


def test_a_lock_is_told_in_our_words():
    """What DuckDB says of another process's lock becomes what to do about it."""
    import duckdb  # noqa: PLC0415  # It is an extra.

    from policytrack.stores._duck_session import told_as  # noqa: PLC0415  # As above.

    with pytest.raises(pt.StoreError, match="another process holds it"), told_as("a store"):
        raise duckdb.IOException("Conflicting lock is held")
