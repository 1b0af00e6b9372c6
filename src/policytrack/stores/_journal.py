"""The revisions of a store: the clock that numbers them, and what each made of which record."""

import calendar
import datetime
import secrets
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pendulum
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    SelectBase,
    Update,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    update,
)

from policytrack.engines.sql import FOREVER, VERSION, Tables
from policytrack.formats.lines import Lines
from policytrack.stores._dependence import MARK, mark_of
from policytrack.stores._revision import Entry, Revision
from policytrack.stores._session import Rows, Session

_REVISION = ("number", "recorded", "author", "reason")
_CLOCKED = 7
"""The columns of the clock and of what is told with it."""

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class Clock(NamedTuple):
    """What a writer begins with.

    It is the latest revision as a row, the number of the next new row, the marks of the registry in use, and
    whether anything was ever redacted.
    """

    row: tuple[int, int, str, str]
    next_row: int
    mark: str
    has_redactions: bool

    @property
    def number(self) -> int:
        """The number of the latest revision."""
        return self.row[0]

    @property
    def latest(self) -> Revision:
        """The latest revision."""
        return _revision(self.row)


@lru_cache(maxsize=8)
def _clock(tables: Tables) -> Select[Any]:
    revision, clock, meta, redaction = tables.revision, tables.clock, tables.meta, tables.redaction
    marks = select(meta.c.value).where(meta.c.name == bindparam("mark")).scalar_subquery()
    redacted = select(func.max(redaction.c.number)).scalar_subquery()
    # Told by its key that there is one clock, PostgreSQL does not guess by the pages of a new table that all
    # revisions are to be read.
    there = clock.c.one == literal_column("1")
    joined = clock.join(revision, clock.c.number == revision.c.number)
    return select(revision, clock.c.next_row, marks, redacted).select_from(joined).where(there)


@lru_cache(maxsize=8)
def held_of(tables: Tables) -> SelectBase:
    """Select what is held of some records: each row, with id, type, line and since which revision."""
    return select(*_held_columns(tables)).where(*_is_held(tables))


def _held_columns(tables: Tables) -> Iterable[ColumnElement[Any]]:
    return (tables.record.c[name] for name in ("row_id", "id", "kind", "body", "rev_from"))


def _is_held(tables: Tables) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    record = tables.record
    return record.c.id.in_(bindparam("ids", expanding=True)), record.c.rev_until == bindparam("now")


@lru_cache(maxsize=8)
def _clock_and_held(tables: Tables) -> SelectBase:
    beside = _clock(tables).outerjoin(tables.record, and_(*_is_held(tables)))
    return beside.add_columns(*_held_columns(tables))


@lru_cache(maxsize=8)
def _lines(tables: Tables) -> SelectBase:
    record, at = tables.record, bindparam("at", type_=BigInteger)
    # Most rows are wanted: to go by an index, as SQLite would, takes a step aside for each.
    begun, until = (column + literal_column("0") for column in (record.c.rev_from, record.c.rev_until))
    return select(record.c.body).where(begun <= at, until > at)


@lru_cache(maxsize=8)
def _clocked(tables: Tables) -> Update:
    return update(tables.clock).values(number=bindparam("latest"), next_row=bindparam("free"))


class Journal:
    """Reads and numbers the revisions of a store, in a session."""

    def __init__(self, session: Session, tables: Tables, lines: Lines) -> None:
        self.session, self.tables, self.lines = session, tables, lines

    def begin(self) -> None:
        """Begin an empty store: its version, its keys, and the revision 0; nothing where it has begun."""
        if self.session.rows(select(self.tables.clock.c.one)):
            return
        now = time.time_ns() // 1000
        kept = {"schema": str(VERSION), "store": str(uuid.uuid4()), "redaction-key": secrets.token_hex(32)}
        kept[MARK] = mark_of(self.tables)
        self.session.insert(self.tables.meta, ("name", "value"), list(kept.items()))
        self.session.insert(self.tables.clock, ("one", "number", "next_row"), [(1, 0, 1)])
        self.session.insert(self.tables.revision, _REVISION, [(0, now, "policytrack", "an empty store")])

    def meta(self, name: str) -> str:
        """Return what a store keeps of itself."""
        meta = self.tables.meta
        found: str = self.session.rows(select(meta.c.value).where(meta.c.name == name))[0][0]
        return found

    def latest(self) -> Revision:
        """Return the latest revision."""
        return self.clock().latest

    def clock(self) -> Clock:
        """Return what a writer begins with."""
        return _read(self.session.rows(_clock(self.tables), mark=MARK)[0])

    def clock_and_held(self, ids: Sequence[str]) -> tuple[Clock, Rows]:
        """Return what a writer begins with, and what is held of some records: one way there and back."""
        rows = self.session.rows(_clock_and_held(self.tables), mark=MARK, ids=list(ids), now=FOREVER)
        held = [tuple(row[_CLOCKED:]) for row in rows if row[_CLOCKED] is not None]
        return _read(rows[0][:_CLOCKED]), held

    def tick(self, before: Clock, next_row: int, author: str, reason: str) -> Revision:
        """Set the clock, which gives number and time together, and name the revision.

        All that a revision rests on was read under the lock that it is written under, and the clock is set
        last: so the order of the commits is that of the numbers and that of the times.
        """
        # The wall clock may stand still or be set back; the store's never is.
        now = max(time.time_ns() // 1000, before.row[1] + 1)
        row = before.number + 1, now, author, reason
        self.session.insert(self.tables.revision, _REVISION, [row])
        self.session.run(_clocked(self.tables), latest=row[0], free=next_row)
        return _revision(row)

    def number_at(self, recorded: datetime.datetime) -> int:
        """Return the number of the last revision by a moment, 0 where there was none yet."""
        revision = self.tables.revision
        asked = select(func.max(revision.c.number)).where(revision.c.recorded <= micros(recorded))
        return self.session.rows(asked)[0][0] or 0

    def lines_at(self, number: int | None) -> list[str]:
        """Return the lines of all records of a revision, None for the latest."""
        at = FOREVER - 1 if number is None else number
        return [row[0] for row in self.session.rows(_lines(self.tables), at=at)]

    def of_record(self, record_id: str) -> tuple[Entry, ...]:
        """Return what became of a record, the first revision first."""
        return self._entries(self.tables.record.c.id == record_id, 0, FOREVER - 1)

    def between(self, since: int, until: int) -> tuple[Entry, ...]:
        """Return what the revisions after one and up to another changed, in their order."""
        record = self.tables.record
        begun = record.c.rev_from.between(since + 1, until)
        # As the index has it: what holds, holds until then.
        ended = record.c.rev_until < literal_column(str(FOREVER))
        return self._entries(begun | (record.c.rev_until.between(since + 1, until) & ended), since, until)

    def _entries(self, cut: ColumnElement[bool], since: int, until: int) -> tuple[Entry, ...]:
        """Return entries for rows of records; where one ends and none begins, the record was taken away."""
        record, revision = self.tables.record, self.tables.revision
        rows = self.session.rows(
            select(record.c.id, record.c.rev_from, record.c.rev_until, record.c.body).where(cut)
        )
        begun = {(row[1], row[0]): row[3] for row in rows if since < row[1] <= until}
        gone = {(row[2], row[0]): None for row in rows if since < row[2] <= until}
        numbered = revision.c.number.between(since, until)
        named = {row[0]: _revision(row) for row in self.session.rows(select(revision).where(numbered))}
        return tuple(self._read({**gone, **begun}, named))

    def _read(self, found: dict[tuple[int, str], str | None], named: dict[int, Revision]) -> Iterator[Entry]:
        for number, record_id in sorted(found):
            line = found[number, record_id]
            record = None if line is None else self.lines.read([line])[0]
            yield Entry(named[number], record_id, record)


def _read(row: Sequence[Any]) -> Clock:
    number, recorded, author, reason, next_row, marks, redacted = row
    return Clock((number, recorded, author, reason), int(next_row), str(marks), redacted is not None)


def micros(moment: datetime.datetime) -> int:
    """Return an aware moment as microseconds since 1970, without the rounding of a float.

    Raises:
        TypeError: It is not aware.
    """
    if moment.tzinfo is None:
        message = "expected an aware time, with its zone"
        raise TypeError(message)
    return calendar.timegm(moment.utctimetuple()) * 1_000_000 + moment.microsecond


def _revision(row: Any) -> Revision:  # noqa: ANN401  # a row of the table
    number, recorded, author, reason = row
    moment = _EPOCH + datetime.timedelta(microseconds=recorded)
    # What `pendulum.instance` makes keeps the zone of the standard library, whose sums are naive.
    time = pendulum.DateTime(
        moment.year,
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        moment.microsecond,
        tzinfo=pendulum.UTC,
    )
    return Revision(number, time, author, reason)
