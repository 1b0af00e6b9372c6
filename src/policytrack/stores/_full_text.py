"""The full-text index of SQLite, FTS5, fed with our words: it is asked as the table of words is.

Texts are cut into words in Python, as everywhere, and come joined by spaces; the tokenizer `ascii` parts
them there again and changes nothing, since it takes whatever lies beyond ASCII for a letter and our words
are folded by case already. Its list of terms (`fts5vocab`) stands for the table of words, so that every
question is compiled as for the other engines. The texts are kept too: only with them can a row be removed.

FTS5 writes a note where a word is removed, and the word goes when it tidies up. Its option `secure-delete`
would remove it at once, but SQLite before 3.42 knows no such option and cannot open a file that has it. So
`REBUILD` makes the index anew when something is erased.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from sqlalchemy import Executable, SelectBase, Table, inspect, text

from policytrack.engines.sql import Tables
from policytrack.stores._session import Rows, Session, SqlSession

MADE = (
    "CREATE VIRTUAL TABLE word_index USING fts5(words, detail = none, columnsize = 0, tokenize = ascii)",
    "CREATE VIRTUAL TABLE word_term USING fts5vocab(word_index, instance)",
    "CREATE VIEW word AS SELECT term AS word, doc AS row_id FROM word_term",
)
"""What makes the index, and the view that stands for the table of words."""

REBUILD = "INSERT INTO word_index(word_index) VALUES ('rebuild')"
"""What makes the index anew, so that no page of it holds what was removed."""

MIGRATED = "find words by the full-text index FTS5 instead of the table word, and make wider indexes"


class SqliteSession(SqlSession):
    """A session on SQLite: its words stand in the full-text index, and a first load makes indexes last."""

    def add_words(self, tables: Tables, words: Mapping[int, Collection[str]]) -> None:  # noqa: ARG002  # The index is one.
        """Add the words of some rows."""
        joined = [(row_id, " ".join(sorted(those))) for row_id, those in words.items() if those]
        self.cursor.executemany("INSERT INTO word_index(rowid, words) VALUES (?, ?)", joined)

    def remove_words(self, tables: Tables, rows: SelectBase) -> None:  # noqa: ARG002  # As above.
        """Remove the words of the rows whose numbers are selected."""
        numbers = self.connection.execute(cast("Executable", rows)).all()
        self.cursor.executemany("DELETE FROM word_index WHERE rowid = ?", [tuple(row) for row in numbers])

    def words_between(self, tables: Tables, first: int, until: int) -> Rows:  # noqa: ARG002  # As above.
        """Return pairs of a word and its row, for the rows from one number to before another."""
        asked = "SELECT rowid, words FROM word_index WHERE rowid >= ? AND rowid < ?"
        found: list[tuple[int, str]] = self.cursor.execute(asked, (first, until)).fetchall()
        return [(word, row_id) for row_id, those in found for word in those.split(" ")]

    def drop_indexes(self, tables: Iterable[Table]) -> None:
        """Drop indexes; the table of words is a view of the full-text index."""
        super().drop_indexes(table for table in tables if table.name != "word")

    def make_indexes(self, tables: Iterable[Table]) -> None:
        """Make the indexes that were dropped."""
        super().make_indexes(table for table in tables if table.name != "word")


def migrate(session: Session, tables: Tables) -> None:
    """Make the index of the words that a store of version 1 had in a table, and wider ones of the rest."""
    connection: Any = cast("SqlSession", session).connection
    connection.execute(text("ALTER TABLE word RENAME TO word_before"))
    for made in MADE:
        connection.execute(text(made))
    joined = "SELECT row_id, group_concat(word, ' ') FROM word_before GROUP BY row_id"
    connection.execute(text(f"INSERT INTO word_index(rowid, words) {joined}"))
    connection.execute(text("DROP TABLE word_before"))
    there = set(inspect(connection).get_table_names())
    known = [table for table in tables.asked if table.name in there]
    session.drop_indexes(known)
    session.make_indexes(known)
