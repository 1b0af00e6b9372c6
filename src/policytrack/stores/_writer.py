"""Keeps records: a row of a revision for each that is new or differs from what is held."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, delete, func, select

from policytrack.engines.sql import FOREVER, Tables
from policytrack.errors import Problem, RecordNotFoundError
from policytrack.formats.lines import Lines
from policytrack.integrity import path_of
from policytrack.model import Record, Snapshot, targets
from policytrack.stores._fill import Rowed, end
from policytrack.stores._first_load import Held
from policytrack.stores._journal import held_of
from policytrack.stores._projector import Changes
from policytrack.stores._redaction import Redactions, blanked
from policytrack.stores._rows import HELD, REFERRED, Row
from policytrack.stores._session import CHUNK, Rows, Session, chunks

MANY = 1000
"""The records of one revision from which on the database looks anew at how its data lie."""

_MANY_MORE = 8
"""How many times as many there are when it looks again."""

_TWICE = "this id stands twice in what is written"

Line = tuple[Record, str, str]
"""A record, its wire type, and its line."""


def ids_of_few(given: object) -> Sequence[str]:
    """Return the ids of a few records in a list, so that what is held of them is asked with the clock."""
    if not isinstance(given, list | tuple):
        return ()
    records = cast("Sequence[Record]", given)
    return sorted({record.id for record in records}) if len(records) <= CHUNK else ()


class Writer:
    """What one revision changes in the records themselves."""

    def __init__(
        self,
        session: Session,
        tables: Tables,
        lines: Lines,
        number: int,
        rows: Rowed,
        *,
        redactions: Redactions | None,
        ahead: Rows | None = None,
    ) -> None:
        self.session, self.tables, self.lines = session, tables, lines
        self.number, self.rows = number, rows
        self.redactions, self._ahead = redactions, ahead
        self.changed = 0
        self.is_load = False
        self.at_hand: Held | None = None
        self.gone: list[str] = []
        self.changes = Changes()
        self.has_references = False
        self.problems: list[Problem] = []
        self.written: dict[str, tuple[int, Record]] = {}
        self._rows_by_id: dict[str, int] | None = None

    def keep(self, given: Snapshot | Iterable[Record], progress: Callable[[int], None] | None) -> None:
        """Keep the records that differ from what is held, in batches; what is wrong goes to `problems`."""
        snapshot, is_first = given if isinstance(given, Snapshot) else None, self.number == 1
        self._rows_by_id = {} if snapshot is not None and is_first else None
        done, look = 0, MANY
        for batch in chunks(given.records() if isinstance(given, Snapshot) else given):
            if is_first and done and not self.is_load:
                self.is_load = True
                self.session.drop_indexes(self._loaded())
            self._keep(batch, () if is_first else {record.id for record in batch})
            done += len(batch)
            if self.changed >= look and not is_first:
                # Who found a table empty goes on reading all of it for each id, however large it gets.
                self.session.take_figures()
                look = self.changed * _MANY_MORE
            if progress is not None:
                progress(done)
        if snapshot is not None and self._rows_by_id is not None:
            self.at_hand = Held(snapshot, self._rows_by_id)
        if self.is_load:
            self.session.make_indexes((self.tables.record, self.tables.reference))
            if self.at_hand is None:
                self._look_for_doubles()

    def _loaded(self) -> Iterator[Table]:
        yield from (self.tables.record, self.tables.reference, *self.tables.asked, self.tables.word)

    def _look_for_doubles(self) -> None:
        """Find the ids that stand twice in a first load, which looks for none while it goes on."""
        record, reference = self.tables.record, self.tables.reference
        twice = select(record.c.id).group_by(record.c.id).having(func.count() > 1)
        for some in chunks(row[0] for row in self.session.rows(twice)):
            what = select(record.c.id, record.c.row_id, record.c.body).where(record.c.id.in_(some))
            first: dict[str, str] = {}
            later: dict[str, int] = {}
            for record_id, row_id, line in self.session.rows(what.order_by(record.c.row_id)):
                if record_id not in first:
                    first[record_id] = line
                elif _says_the_same(first[record_id], line):
                    later.setdefault(record_id, row_id)
                    self.changed -= 1
                else:
                    self._problem(self.lines.read([line])[0], _TWICE)
            for record_id, row_id in later.items():
                mine = record.c.id == record_id, record.c.row_id >= row_id
                self.session.run(delete(record).where(*mine))
                links = reference.c.holder_id == record_id, reference.c.row_id > row_id
                self.session.run(delete(reference).where(*links))

    def take_away(self, ids: Collection[str]) -> None:
        """End what is held of some records.

        Raises:
            RecordNotFoundError: One is not held.
        """
        held = self._held(ids)
        for record_id in ids:
            if record_id not in held:
                raise RecordNotFoundError(record_id)
        self._end(held.values())
        self.gone += ids
        self.changes.held |= set(ids)
        self.changed += len(ids)

    def _keep(self, batch: Sequence[Record], looked_for: Collection[str]) -> None:
        held = self._held(looked_for)
        fresh: dict[str, Line] = {}
        for given in batch:
            record, kind, line = self._line(given)
            _, _, before, text, since = held.get(record.id, (0, "", kind, None, 0))
            twice = since == self.number and text != line
            if twice or (record.id in fresh and fresh[record.id][2] != line):
                self._problem(record, _TWICE)
            elif text is not None and self._type(before, text) != self._type(kind, line):
                self._problem(record, f"this id is that of a record of the type {self._type(before, text)}")
            elif text is None or not _says_the_same(text, line):
                fresh[record.id] = record, kind, line
        self._end([held[record_id] for record_id in fresh if record_id in held])
        if self.number > 1:
            # The first revision changes everything: its ids need not be known.
            for record, _, _ in fresh.values():
                self.changes.add(record, is_new=record.id not in held)
        self._insert(fresh)
        self.changed += len(fresh)

    def _line(self, record: Record) -> Line:
        """Return a record with its wire type and its line, without what was redacted in it."""
        kind, line = self.lines.write(record)
        fields = None if self.redactions is None else self.redactions.applied(record, line)
        if not fields:
            return record, kind, line
        left = blanked(record, fields)
        return left, *self.lines.write(left)

    def _type(self, kind: str, line: str) -> str:
        """Return the present wire type of what is held; of a proposal its line says it."""
        return self.tables.newest(json.loads(line)["type"] if kind == "proposal" else kind)

    def _problem(self, record: Record, message: str) -> None:
        hint = "ids are unique across all types"
        self.problems.append(Problem("duplicate-id", path_of(record, "/id"), f"{record.id}: {message}", hint))

    def _held(self, ids: Collection[str]) -> Mapping[str, Sequence[Any]]:
        if self._ahead is not None:
            rows, self._ahead = self._ahead, None
            return {row[1]: row for row in rows}
        asked = (self.session.rows(held_of(self.tables), ids=some, now=FOREVER) for some in chunks(ids))
        return {row[1]: row for rows in asked for row in rows}

    def _end(self, held: Iterable[Sequence[Any]]) -> None:
        rows = list(held)
        end(self.session, self.tables.record, "row_id", (row[0] for row in rows), self.number)
        end(self.session, self.tables.reference, "holder_id", (row[1] for row in rows), self.number)

    def _insert(self, fresh: Mapping[str, Line]) -> None:
        spans = self.number, FOREVER
        rows: list[Row] = []
        links: list[Row] = []
        for record_id, (record, kind, line) in fresh.items():
            row_id = self.rows.take()
            rows.append((row_id, record_id, kind, line, *spans))
            is_ours = type(record) is self.tables.by_kind.get(kind)
            if is_ours and len(self.written) < CHUNK:
                self.written[record_id] = row_id, record
            if self._rows_by_id is not None:
                if is_ours and record_id not in self._rows_by_id:
                    self._rows_by_id[record_id] = row_id
                else:
                    self._rows_by_id = None
            for place, target, types in sorted(set(targets(record))):
                links.append((self.rows.take(), record_id, place, target, " ".join(types), *spans))
        self.has_references |= bool(links)
        self.session.insert(self.tables.record, HELD, rows)
        self.session.insert(self.tables.reference, REFERRED, links)


def _says_the_same(one: str, other: str) -> bool:
    """Say whether two lines are one record: what a plugin has in its own order is kept sorted without it."""
    if one == other:
        return True
    first, second = (json.dumps(json.loads(line), sort_keys=True) for line in (one, other))
    return first == second
