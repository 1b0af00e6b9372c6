"""The questions of `questions.py`, written by hand for SQLite, DuckDB and Polars.

Each peer is told once about the data (`tables.py`), with every index that helps it, and holds them in memory.
An answer is a list of Python tuples, as ours is one of Python objects: `fetchall` of SQLite and DuckDB,
`rows` of Polars. `tables` gives what DuckDB and Polars have before they make those: an Arrow table, a frame.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import duckdb
import polars as pl
from questions import (
    ACTOR,
    CRITIC,
    CRITICAL,
    FIRST_DAY,
    LAST_DAY,
    STATUS,
    SUPPORTIVE,
    TOPIC,
    WORDS,
    days,
    middle,
)
from tables import Columns, Tables

Row = tuple[Any, ...]
Ask = Callable[[int], Any]
"""Asks a question; it is given how often that was asked before."""
_FROM, _TO = FIRST_DAY.toordinal(), LAST_DAY.toordinal()


def _on_and_known(turn: int) -> tuple[int, int]:
    on, known = days(turn)
    return on.toordinal(), known.toordinal()


def _then(ask: Ask, finish: Callable[[Any], Any]) -> Ask:
    return lambda turn: finish(ask(turn))


class Peer(Protocol):
    """A database with the data in it."""

    build_seconds: float

    def questions(self) -> dict[str, Ask]:
        """Return what to run for each question: it gives a list of rows."""
        ...

    def tables(self) -> dict[str, Ask]:
        """Return the same where it gives a table of the peer's own, with no Python object for a value."""
        ...


def _in_sql(proposals: int) -> dict[str, tuple[str, Row]]:
    """Return the questions in the SQL that SQLite and DuckDB both read."""
    return {
        "by id": ("SELECT id FROM proposals WHERE id = ?", (middle(proposals),)),
        "status now": ("SELECT id FROM proposals WHERE status = ? ORDER BY id", (STATUS,)),
        "topic, critic, dates": (
            """SELECT id FROM proposals WHERE n IN (SELECT proposal FROM positions WHERE actor = ?
               AND stance IN (?, ?) AND said_from <= ? AND said_to >= ?)
               AND EXISTS (SELECT 1 FROM topics WHERE topic = ? AND proposal = n) ORDER BY id""",
            (CRITIC, *CRITICAL, _TO, _FROM, TOPIC),
        ),
        "two hops": (
            """SELECT id FROM positions WHERE stance IN (?, ?) AND proposal IN
               (SELECT proposal FROM positions WHERE actor = ? AND stance IN (?, ?)) ORDER BY id""",
            (*CRITICAL, ACTOR, *SUPPORTIVE),
        ),
        "stance by organization": (
            "SELECT stance, organization, count(*) FROM positions GROUP BY stance, organization",
            (),
        ),
        "top ten critics": (
            """SELECT actor, count(*) FROM positions WHERE stance IN ('critical', 'opposes')
               GROUP BY actor ORDER BY count(*) DESC, actor LIMIT 10""",
            (),
        ),
    }


class SQLite:
    """SQLite in memory, indexed, with FTS5."""

    SCHEMA = """
        PRAGMA journal_mode=OFF;
        CREATE TABLE proposals (n INTEGER PRIMARY KEY, id TEXT UNIQUE, status TEXT, first_public INT) STRICT;
        CREATE TABLE topics (topic TEXT, proposal INT, PRIMARY KEY (topic, proposal)) STRICT, WITHOUT ROWID;
        CREATE TABLE positions (id TEXT, actor TEXT, organization TEXT, stance TEXT,
            proposal INT, said_from INT, said_to INT) STRICT;
        CREATE TABLE changes (state TEXT, proposal INT, rank INT, day INT, public INT,
            PRIMARY KEY (proposal, rank)) STRICT, WITHOUT ROWID;
        CREATE VIRTUAL TABLE texts USING fts5 (text, content='', detail=none);
    """
    INDEXES = """
        CREATE INDEX by_status ON proposals (status, id);
        CREATE INDEX by_actor ON positions (actor, stance, proposal, said_from, said_to);
        CREATE INDEX by_proposal ON positions (proposal, stance, actor, id);
        CREATE INDEX by_stance ON positions (stance, organization);
        CREATE INDEX by_critic ON positions (actor) WHERE stance IN ('critical', 'opposes');
        ANALYZE;
    """

    def __init__(self, tables: Tables, statements: int = 0) -> None:
        self.base = sqlite3.connect(":memory:", isolation_level=None, cached_statements=statements)
        given = tables.proposals
        self.count = len(given["id"])
        numbers = range(self.count)
        began = time.process_time()
        self.base.executescript(self.SCHEMA)
        self.base.execute("BEGIN")
        self._insert(
            "proposals", zip(numbers, given["id"], given["status"], given["first_public"], strict=True)
        )
        self._insert("topics", sorted(zip(*tables.topics.values(), strict=True)))
        self._insert("positions", zip(*tables.positions.values(), strict=True))
        self._insert("changes", zip(*tables.changes.values(), strict=True))
        self._insert("texts (rowid, text)", zip(numbers, given["text"], strict=True))
        self.base.execute("COMMIT")
        self.base.executescript(self.INDEXES)
        self.build_seconds = time.process_time() - began

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        width = {"proposals": 4, "positions": 7, "changes": 5}.get(table, 2)
        self.base.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)  # noqa: S608  # ours

    def questions(self) -> dict[str, Ask]:
        """Return what to run for each question."""
        asked = _in_sql(self.count) | {
            "two words": (
                """SELECT id FROM proposals WHERE n IN (SELECT rowid FROM texts WHERE texts MATCH ?)
                   ORDER BY id""",
                (" ".join(WORDS),),
            ),
        }
        as_of = """SELECT state, count(*) FROM proposals LEFT JOIN
            (SELECT proposal, state, max(rank) FROM changes WHERE day <= ?1 AND public <= ?2
             GROUP BY proposal) ON proposal = n WHERE first_public <= ?2 GROUP BY state"""
        return {
            **{name: self._ask(text, given) for name, (text, given) in asked.items()},
            "status on D as known on K": lambda turn: self._rows(as_of, _on_and_known(turn)),
        }

    def _ask(self, text: str, given: Row) -> Ask:
        return lambda _: self._rows(text, given)

    def _rows(self, text: str, given: Row) -> list[Row]:
        return self.base.execute(text, given).fetchall()

    def tables(self) -> dict[str, Ask]:
        """Return nothing: SQLite gives rows."""
        return {}


class DuckDB:
    """DuckDB in memory on one thread, its repeated texts enumerations, the words sorted."""

    ENUMS = (
        ("positions", "stance"),
        ("positions", "organization"),
        ("changes", "state"),
        ("topics", "topic"),
    )

    def __init__(self, tables: Tables) -> None:
        frames: dict[str, Any] = {name: frame.to_arrow() for name, frame in _frames(tables).items()}
        self.count = len(tables.proposals["id"])
        self.base = duckdb.connect(":memory:", config={"threads": 1})
        began = time.process_time()
        for name, frame in frames.items():
            self.base.register("frame", frame)
            self.base.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")  # noqa: S608  # ours
            self.base.unregister("frame")
        for table, column in self.ENUMS:
            self.base.execute(f"CREATE TYPE {column}s AS ENUM (SELECT DISTINCT {column} FROM {table})")  # noqa: S608
            self.base.execute(f"ALTER TABLE {table} ALTER {column} TYPE {column}s")
        self.base.execute("CREATE UNIQUE INDEX by_id ON proposals (id)")
        self.base.execute("CREATE INDEX by_actor ON positions (actor)")
        self.build_seconds = time.process_time() - began

    def questions(self) -> dict[str, Ask]:
        """Return what to run for each question."""
        return {name: _then(ask, lambda found: found.fetchall()) for name, ask in self._asks().items()}

    def tables(self) -> dict[str, Ask]:
        """Return what gives Arrow tables."""
        return {name: _then(ask, lambda found: found.to_arrow_table()) for name, ask in self._asks().items()}

    def _asks(self) -> dict[str, Ask]:
        with_word = "SELECT proposal FROM words WHERE word = (SELECT word FROM vocabulary WHERE text = ?)"
        asked = _in_sql(self.count) | {
            "two words": (
                f"SELECT id FROM proposals WHERE n IN ({with_word}) AND n IN ({with_word}) ORDER BY id",  # noqa: S608
                WORDS,
            ),
        }
        as_of = """SELECT state, count(*) FROM proposals LEFT JOIN
            (SELECT proposal, arg_max(state, rank) AS state FROM changes WHERE day <= $1 AND public <= $2
             GROUP BY proposal) ON proposal = n WHERE first_public <= $2 GROUP BY state"""
        return {
            **{name: self._ask(text, given) for name, (text, given) in asked.items()},
            "status on D as known on K": lambda turn: self.base.sql(as_of, params=_on_and_known(turn)),
        }

    def _ask(self, text: str, given: Row) -> Ask:
        return lambda _: self.base.sql(text, params=given)


class Polars:
    """Polars in memory, its frames sorted and its repeated texts categorical."""

    CATEGORIES = ("status", "topic", "state", "actor", "organization", "stance")

    def __init__(self, tables: Tables) -> None:
        frames = _frames(tables)
        self.count = len(tables.proposals["id"])
        began = time.process_time()
        self.frames = {
            name: frame.with_columns(
                pl.col(column).cast(pl.Categorical) for column in self.CATEGORIES if column in frame.columns
            )
            for name, frame in frames.items()
        }
        self.build_seconds = time.process_time() - began

    def questions(self) -> dict[str, Ask]:
        """Return what to run for each question."""
        return {name: _then(ask, lambda found: found.rows()) for name, ask in self.tables().items()}

    def tables(self) -> dict[str, Ask]:
        """Return what gives frames."""
        return {
            "by id": lambda _: self._proposals(pl.col("id") == middle(self.count)),
            "status now": lambda _: self._proposals(pl.col("status") == STATUS),
            "topic, critic, dates": self._by_topic,
            "two words": self._two_words,
            "two hops": self._two_hops,
            "status on D as known on K": self._as_of,
            "stance by organization": lambda _: (
                self._lazy("positions").group_by("stance", "organization").len().collect()
            ),
            "top ten critics": self._top_ten,
        }

    def _lazy(self, name: str) -> pl.LazyFrame:
        return self.frames[name].lazy()

    def _said(self, actor: str, stances: Sequence[str]) -> pl.LazyFrame:
        return self._lazy("positions").filter(
            (pl.col("actor") == actor) & pl.col("stance").is_in(list(stances))
        )

    def _proposals(self, condition: pl.Expr) -> pl.DataFrame:
        return self._lazy("proposals").filter(condition).select("id").collect()

    def _of(self, ids: pl.LazyFrame) -> pl.DataFrame:
        found = self._lazy("proposals").join(ids, left_on="n", right_on="proposal", how="semi")
        return found.select("id").collect()

    def _by_topic(self, _: int) -> pl.DataFrame:
        between = (pl.col("said_from") <= _TO) & (pl.col("said_to") >= _FROM)
        said = self._said(CRITIC, CRITICAL).filter(between)
        topic = self._lazy("topics").filter(pl.col("topic") == TOPIC)
        return self._of(said.join(topic, on="proposal", how="semi"))

    def _two_words(self, _: int) -> pl.DataFrame:
        first, second = (self._with_word(word) for word in WORDS)
        return self._of(first.join(second, on="proposal", how="semi"))

    def _with_word(self, text: str) -> pl.LazyFrame:
        vocabulary = self.frames["vocabulary"]
        number = vocabulary.filter(pl.col("text") == text)["word"].item()
        return self._lazy("words").filter(pl.col("word") == number).select("proposal")

    def _two_hops(self, _: int) -> pl.DataFrame:
        critical = self._lazy("positions").filter(pl.col("stance").is_in(list(CRITICAL)))
        found = critical.join(self._said(ACTOR, SUPPORTIVE), on="proposal", how="semi")
        return found.select("id").collect()

    def _as_of(self, turn: int) -> pl.DataFrame:
        on, known = _on_and_known(turn)
        seen = self._lazy("changes").filter((pl.col("day") <= on) & (pl.col("public") <= known))
        # Changes stand in their order, so the last of a group is the one that counts.
        last = seen.group_by("proposal").agg(pl.col("state").last())
        listed = self._lazy("proposals").filter(pl.col("first_public") <= known)
        return (
            listed.join(last, left_on="n", right_on="proposal", how="left").group_by("state").len().collect()
        )

    def _top_ten(self, _: int) -> pl.DataFrame:
        critical = self._lazy("positions").filter(pl.col("stance").is_in(list(CRITICAL)))
        counted = critical.group_by("actor").len().with_columns(pl.col("actor").cast(pl.String))
        return counted.sort("len", "actor", descending=[True, False]).head(10).collect()


def _frames(tables: Tables) -> dict[str, pl.DataFrame]:
    proposals = {name: tables.proposals[name] for name in ("id", "status", "first_public")}
    vocabulary = {"text": list(tables.vocabulary), "word": list(tables.vocabulary.values())}
    return {
        "proposals": _frame(proposals | {"n": range(len(proposals["id"]))}),
        "topics": _frame(tables.topics),
        "positions": _frame(tables.positions),
        "changes": _frame(tables.changes),
        "words": _frame(tables.words).sort("word", "proposal"),
        "vocabulary": _frame(vocabulary),
    }


def _frame(columns: Columns) -> pl.DataFrame:
    return pl.DataFrame(columns).with_columns(pl.col(pl.Int64).cast(pl.Int32))


PEERS: dict[str, Callable[[Tables], Peer]] = {
    "SQLite": SQLite,
    "SQLite prepared": lambda tables: SQLite(tables, statements=128),
    "DuckDB": DuckDB,
    "Polars": Polars,
}
