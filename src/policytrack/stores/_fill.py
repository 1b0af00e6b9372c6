"""Puts rows into the tables that questions use."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, Update, bindparam, update

from policytrack.engines.sql import FOREVER, Shown, Tables
from policytrack.stores._rows import Row, linked, rectangle_columns, shown_columns, shown_row, words_of
from policytrack.stores._session import Session, chunks
from policytrack.tracker._projection import Version

_ENDED = 20
"""The rows that one statement ends at most: there is one for each number of them."""


class Rowed:
    """Numbers for new rows, unique in a store."""

    def __init__(self, first: int) -> None:
        self.next = first

    def take(self) -> int:
        """Return the next number."""
        self.next += 1
        return self.next - 1


class Fill:
    """Gives rows their numbers and the revision from which on they hold, and inserts them."""

    def __init__(self, session: Session, tables: Tables, number: int | None, rows: Rowed) -> None:
        self.session, self.tables, self.rows = session, tables, rows
        self.spans = number, FOREVER

    def shown(self, shown: Shown, versions: Iterable[tuple[Version, int, str | None]]) -> None:
        """Insert how records show, each with the row of the record, and its line where that is another."""
        rows: list[Row] = []
        links: dict[str, list[Row]] = {name: [] for name in shown.links}
        words: dict[int, Collection[str]] = {}
        for version, record_row, text in versions:
            row_id = self.rows.take()
            rows.append(shown_row(shown, version, (row_id, record_row), text, self.spans))
            for name, value in linked(shown, version.record):
                links[name].append((value, row_id))
            found = words_of(version.record)
            if found:
                words[row_id] = found
        self.session.insert(shown.table, shown_columns(shown), rows)
        for name, values in links.items():
            # In the order of the table's key, which spares the database the way there for each row.
            self.session.insert(shown.links[name], ("value", "row_id"), sorted(values))
        self.session.add_words(self.tables, words)

    def rectangles(self, name: str, rows: Sequence[Row]) -> None:
        """Insert standings of proposals, or who is on which side."""
        columns = (*rectangle_columns(name), "row_id", "rev_from", "rev_until")
        numbered = [(*row, self.rows.take(), *self.spans) for row in rows]
        self.session.insert(self.tables.metadata.tables[name], columns, numbered)


def end(session: Session, table: Table, name: str, values: Iterable[Any], number: int | None) -> None:
    """End with a revision what holds of some rows, told by a column."""
    for some in chunks(values, _ENDED):
        given = {f"value_{place}": value for place, value in enumerate(some)}
        session.run(_ended(table, name, len(some)), **given, number=number, now=FOREVER)


@lru_cache(maxsize=1024)
def _ended(table: Table, name: str, count: int) -> Update:
    named = table.c[name].in_([bindparam(f"value_{place}") for place in range(count)])
    ended = update(table).where(named, table.c.rev_until == bindparam("now"))
    return ended.values(rev_until=bindparam("number"))
