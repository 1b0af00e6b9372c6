"""The full-text index of SQLite: fed with our words, made for older stores, and emptied of what is erased."""

import sqlite3
from contextlib import closing

import pytest
from factories import position
from sqlalchemy import update
from sqlalchemy.schema import CreateTable

import policytrack as pt
from policytrack import query as q
from policytrack.stores import _full_text

TITLE = "Straße 12: O'Neill's Überprüfung, AND NOT café İstanbul \uff26\uff35\uff2c\uff2c ไทย"
WORDS = ("strasse", "12", "o", "and not", "CAFÉ", "i\u0307stanbul", "full", "ไทย", "überprüfung neill")


@pytest.fixture(name="place")
def _place(tmp_path):
    return tmp_path / "store.db"


@pytest.fixture(name="held")
def _held(place):
    """A store in a file, with one proposal and what is said of it."""
    with pt.open_store(f"sqlite:///{place}") as store:
        records = [pt.Proposal(id="p", title=TITLE), position("x", "ann", statement="Quite unlikely")]
        store.write([*records, pt.Person(id="ann", name="Ann")], author="desk", reason="first")
        yield store


def found(store, text):
    """The ids of the proposals that are found by a text."""
    return [one.id for one in store.run(q.select(pt.Proposal).where(q.Proposal.text.matches(text)))]


@pytest.mark.parametrize("text", [*WORDS, "unlikely", "quite o"])
def test_words_are_found_as_our_tokenizer_cuts_them(held, text):
    """Letters beyond ASCII, marks, digits and what FTS5 takes for an operator are words like any other."""
    assert found(held, text) == ["p"]


@pytest.mark.parametrize("text", ["stras", "cafe", "un", "ne"])
def test_nothing_else_is_found(held, text):
    """No stem, no prefix and no letter without its mark is taken for the word."""
    assert found(held, text) == []


@pytest.mark.usefixtures("held")
def test_the_index_is_one_of_fts5(place):
    """Whoever opens the file finds the texts by FTS5's own operator."""
    with closing(sqlite3.connect(place)) as connection:
        asked = "SELECT count(*) FROM word_index WHERE word_index MATCH 'quite AND unlikely'"
        assert connection.execute(asked).fetchone() == (1,)
        connection.execute("INSERT INTO word_index(word_index) VALUES ('integrity-check')")


def test_a_word_that_is_redacted_is_in_no_page_of_the_index(held, place):
    """Not even as the note that FTS5 makes of a word that was removed."""

    def pages():
        with closing(sqlite3.connect(place)) as connection:
            rows = connection.execute("SELECT block FROM word_index_data").fetchall()
        return b"".join(row[0] for row in rows)

    assert b"unlikely" in pages()
    held.redact("x", ["statement"], "a private matter", author="desk")
    assert b"unlikely" not in pages()
    assert found(held, "unlikely") == []


def test_very_long_words_are_told_apart(store):
    """Two words that differ behind forty thousand letters are two words, on every engine."""
    long = "ab" * 20_000
    records = [
        pt.Proposal(id="p", title=f"{long}c"),
        pt.Proposal(id="r", title=f"{long}d"),
        pt.Proposal(id="s", title=long),
    ]
    store.write(records, author="desk", reason="first")
    assert [found(store, f"{long}{end}") for end in ("c", "d", "")] == [["p"], ["r"], ["s"]]


def _age(store):
    """Bring a store to the state in which version 1 left it: a table of words."""
    word, meta = store._tables.word, store._tables.meta
    with store._backend.writing() as session:
        rows = session.words_between(store._tables, 0, 1000)
        for made in ("VIEW word", "TABLE word_term", "TABLE word_index"):
            session.connection.exec_driver_sql(f"DROP {made}")
        session.connection.execute(CreateTable(word))
        session.connection.exec_driver_sql("DROP INDEX proposal_id")
        session.connection.exec_driver_sql("CREATE INDEX proposal_id ON proposal (id)")
        session.insert(word, ("word", "row_id"), rows)
        session.run(update(meta).where(meta.c.name == "schema").values(value="1"))


def test_a_store_of_version_1_gets_the_index(held, place):
    """Opening it makes the index of the words that it has; a dry run says so and does nothing."""
    _age(held)
    url = f"sqlite:///{place}"
    for _ in range(2):
        assert pt.stores.pending(url) == (_full_text.MIGRATED,)
    with pt.open_store(url) as again:
        assert [found(again, text) for text in ("strasse", "unlikely quite", "x")] == [["p"], ["p"], []]
        with again._backend.reading() as session:
            (made,) = session.connection.exec_driver_sql(
                "SELECT sql FROM sqlite_master WHERE name = 'proposal_id'"
            ).one()
    assert "known_until" in made
    assert pt.stores.pending(url) == ()


def test_other_databases_have_nothing_to_do_for_it(tmp_path):
    """A file of DuckDB of version 1 keeps its table of words, and is opened as it is."""
    pytest.importorskip("duckdb")
    url = f"duckdb:///{tmp_path}/store.duckdb"
    with pt.open_store(url) as store:
        meta = store._tables.meta
        with store._backend.writing() as session:
            session.run(update(meta).where(meta.c.name == "schema").values(value="1"))
    assert pt.stores.pending(url) == ()
    with pt.open_store(url) as store:
        store.write([pt.Proposal(id="p", title="A title")], author="desk", reason="first")
        assert found(store, "title") == ["p"]


def test_rows_without_words_are_not_in_the_index(held):
    """A view of the index for export gives each word once, and nothing for what says nothing."""
    with held._backend.writing() as session:
        everything = session.words_between(held._tables, 0, 1000)
        session.remove_words(held._tables, q_rows(held))
        left = session.words_between(held._tables, 0, 1000)
    assert len(everything) == len(set(everything))
    assert sorted(word for word, _ in left) == ["quite", "unlikely"]


def q_rows(store):
    """Select the numbers of the rows of proposals."""
    table = store._tables.shown[pt.Proposal].table
    return table.select().with_only_columns(table.c.row_id)
