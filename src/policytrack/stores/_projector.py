"""Keeps the tables that questions use, revision by revision: what holds no more is ended, nothing is lost."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

import attrs
from sqlalchemy import BindParameter, ColumnElement, SelectBase, Table, bindparam, select

from policytrack.engines.sql import AXES, BEFORE, END, FOREVER, Shown, Tables
from policytrack.formats.lines import Lines
from policytrack.model import Assertion, Position, Proposal, Record, Source, StatusChange
from policytrack.stores._fill import Fill, Rowed, end
from policytrack.stores._loader import Loader, is_base
from policytrack.stores._rows import Row, rectangle_columns, rectangle_row
from policytrack.stores._session import Session, chunks
from policytrack.tracker._projection import Projection, Version

_PROPOSALS = 200
"""The proposals that are read at a time, with everything about them."""

_ABOUT = (Position, StatusChange)
_KEY = ("id", "record_row", "shown", "stands", *AXES)
_RECTANGLES = {
    "standing": ("proposal_id", "status", "phase", "status_since", *AXES),
    "stand": ("proposal_id", "side", "actor_id", "position_id", *AXES),
}


@attrs.define
class Changes:
    """What a revision changes: records that were held before, and new ones with what these name."""

    held: set[str] = attrs.field(factory=set[str])
    fresh: set[str] = attrs.field(factory=set[str])
    corrected: set[str] = attrs.field(factory=set[str])
    about: set[str] = attrs.field(factory=set[str])

    def add(self, record: Record, *, is_new: bool) -> None:
        """Add a record as it is from now on."""
        if not is_new:
            self.held.add(record.id)
            return
        self.fresh.add(record.id)
        if isinstance(record, Assertion) and record.corrects_id is not None:
            self.corrected.add(record.corrects_id)
        if isinstance(record, Proposal):
            self.about.add(record.id)
        elif isinstance(record, _ABOUT):
            self.about.add(record.proposal_id)


class Alone:
    """Records that show as they are in every view, in the form of a projection."""

    def __init__(self, known: Mapping[str, tuple[int, Record]]) -> None:
        self.records = {record_id: record for record_id, (_, record) in known.items()}
        self.rows = {record_id: row for record_id, (row, _) in known.items()}

    def versions(self, record: Record) -> Iterator[Version]:
        """Give how a record shows."""
        yield Version(record.id, record, stands=True, known_from=BEFORE, known_until=END)


class Projector:
    """Works out what one revision changes in the tables that questions use; None is any revision."""

    def __init__(
        self,
        session: Session,
        tables: Tables,
        lines: Lines,
        number: int | None,
        rows: Rowed,
    ) -> None:
        self.session, self.tables, self.lines, self.number = session, tables, lines, number
        self.fill = Fill(session, tables, number, rows)
        self._new: set[str] = set()

    def project(self, changes: "Changes", known: Mapping[str, tuple[int, Record]]) -> None:
        """Work out what the changes of this revision mean for all that rests on them.

        `known` are records of the revision, with their rows, that need not be read again.
        """
        self._new = changes.fresh - changes.held
        self.again(*self.affected(changes), known)

    def again(
        self,
        records: Collection[str],
        proposals: Collection[str],
        known: Mapping[str, tuple[int, Record]] = MappingProxyType({}),
    ) -> None:
        """Work out again how records show, and where proposals stand."""
        alone = {one: known[one] for one in records if one in known and not _rests_on_others(known[one][1])}
        if alone:
            self._show(Alone(alone), alone)
            records = [one for one in records if one not in alone]
        loader = Loader(self.session, self.tables, self.lines, self._number, known=known)
        for some, others in zip_longest(
            chunks(sorted(proposals), _PROPOSALS), chunks(sorted(records)), fillvalue=()
        ):
            projection = loader.proposals(some, others)
            self._show(projection, [*some, *others])
            self._stand(projection, some)

    def stand_again(self, proposals: Collection[str]) -> None:
        """Work out again where proposals stand, and nothing else."""
        loader = Loader(self.session, self.tables, self.lines, self._number)
        self._stand(loader.proposals(proposals), proposals)

    def affected(self, changes: "Changes") -> tuple[set[str], set[str]]:
        """Return the ids of the records that may show otherwise, and those of the proposals among or above.

        A source changes what cites it and what derives from it; a correction what it corrects; what is
        about a proposal, the proposal. What was so before this revision counts too. Nothing rests yet on
        what is new but what it names itself.
        """
        held = changes.held | self._closure(changes.held, "derived_from_id", self._holders)
        held |= self._holders(held, "evidence") | changes.corrected
        held |= self._closure(held, "corrects_id", self._holders, self._targets)
        proposals = changes.about | self._targets(held, "proposal_id")
        asked = _of_kind(self.tables, self.number is None)
        for some in chunks(held):
            rows = self.session.rows(asked, ids=some, kind="proposal", **self._lately())
            proposals.update(row[0] for row in rows)
        return (changes.fresh | held) - proposals, proposals

    def around(self, records: Collection[str], proposals: Collection[str]) -> set[str]:
        """Return the ids of all records that say how some show, and where some proposals stand."""
        found = {*records, *proposals, *self._holders(proposals, "proposal_id")}
        found |= self._closure(found, "corrects_id", self._holders, self._targets)
        found |= self._targets(found, "evidence")
        return found | self._closure(found, "derived_from_id", self._targets)

    def _closure(
        self, ids: Collection[str], place: str, *ways: Callable[[Collection[str], str], set[str]]
    ) -> set[str]:
        found: set[str] = set()
        waiting = set(ids)
        while waiting:
            waiting = {one for way in ways for one in way(waiting, place)} - found - set(ids)
            found |= waiting
        return found

    def _holders(self, ids: Collection[str], place: str) -> set[str]:
        """Return the ids of the records that refer to some in a field."""
        return self._across("target_id", "holder_id", ids, place)

    def _targets(self, ids: Collection[str], place: str) -> set[str]:
        """Return the ids of the records that some refer to in a field."""
        return self._across("holder_id", "target_id", ids, place)

    def _across(self, known: str, wanted: str, ids: Collection[str], place: str) -> set[str]:
        found: set[str] = set()
        for some in chunks(ids):
            asked = _across(self.tables, known, wanted, self.number is None)
            rows = self.session.rows(asked, ids=some, place=place, **self._lately())
            found.update(row[0] for row in rows)
        return found

    def _lately(self) -> dict[str, int]:
        return {} if self.number is None else {"number": self.number}

    def _show(self, projection: Projection | Alone, ids: Collection[str]) -> None:
        """Keep how records show; what is held of them and holds no more is ended."""
        by_id = projection.records
        wanted: dict[Shown, dict[Row, tuple[Version, int, str | None]]] = {}
        missing = [one for one in ids if one not in by_id]
        looked_at = {shown: list(missing) for shown in self.tables.shown.values()} if missing else {}
        for record in (by_id[one] for one in ids if one in by_id):
            tables, row = self.tables.of(type(record)), projection.rows[record.id]
            for shown in tables:
                wanted.setdefault(shown, {})
                looked_at.setdefault(shown, []).append(record.id)
            for version in projection.versions(record):
                text = self.lines.changed(record, version.record)
                key = (record.id, row, text, int(version.stands), *version[3:])
                for shown in tables:
                    wanted[shown][key] = version, row, text
        for shown, those in looked_at.items():
            versions = wanted.get(shown, {})
            if self._end_others(shown.table, "id", those, _KEY, versions):
                self.fill.shown(shown, versions.values())

    def _stand(self, projection: Projection, ids: Collection[str]) -> None:
        """Keep the standings of proposals and who is on which side; what holds no more is ended."""
        wanted: dict[str, dict[Row, Row]] = {name: {} for name in _RECTANGLES}
        for proposal_id in ids:
            proposal = projection.index.by_id.get(proposal_id)
            if isinstance(proposal, Proposal) and is_base(proposal):
                for found in (*projection.standings(proposal), *projection.stands(proposal)):
                    name, row = rectangle_row(proposal_id, found)
                    cells = dict(zip(rectangle_columns(name), row, strict=True))
                    wanted[name][tuple(cells[column] for column in _RECTANGLES[name])] = row
        for name, rows in wanted.items():
            table = self.tables.metadata.tables[name]
            if self._end_others(table, "proposal_id", ids, _RECTANGLES[name], rows):
                self.fill.rectangles(name, list(rows.values()))

    def _end_others(
        self,
        table: Table,
        name: str,
        ids: Collection[str],
        key: Sequence[str],
        wanted: dict[tuple[Any, ...], Any],
    ) -> bool:
        """End the rows of some records that are not wanted; keep in `wanted` only what is not held yet."""
        ended: list[int] = []
        before = [one for one in ids if one not in self._new]
        if not before:
            return bool(wanted)
        asked = _shows(table, name, tuple(key))
        for some in chunks(before):
            for row_id, *held in self.session.rows(asked, ids=some, now=FOREVER):
                if wanted.pop(tuple(held), None) is None:
                    ended.append(row_id)
        end(self.session, table, "row_id", ended, self.number)
        return bool(wanted)

    @property
    def _number(self) -> int:
        return 0 if self.number is None else self.number


def _rests_on_others(record: Record) -> bool:
    return isinstance(record, Assertion | Source)


def _lately(table: Table, *, is_any: bool) -> Iterator[ColumnElement[bool]]:
    """Cut a table to what holds at a revision, or held until it; nothing where any revision is meant."""
    if not is_any:
        number: BindParameter[int] = bindparam("number")
        yield table.c.rev_from <= number
        yield table.c.rev_until >= number


@lru_cache(maxsize=32)
def _across(tables: Tables, known: str, wanted: str, is_any: bool) -> SelectBase:  # noqa: FBT001  # a key of a cache
    reference = tables.reference
    named = reference.c[known].in_(bindparam("ids", expanding=True))
    cut = reference.c.place == bindparam("place"), *_lately(reference, is_any=is_any)
    return select(reference.c[wanted]).where(named, *cut)


@lru_cache(maxsize=16)
def _of_kind(tables: Tables, is_any: bool) -> SelectBase:  # noqa: FBT001  # a key of a cache
    record = tables.record
    named = record.c.id.in_(bindparam("ids", expanding=True))
    own = record.c.kind == bindparam("kind")
    return select(record.c.id).where(named, own, *_lately(record, is_any=is_any))


@lru_cache(maxsize=256)
def _shows(table: Table, name: str, key: tuple[str, ...]) -> SelectBase:
    """Select what holds now of some records, in the columns by which rows are told apart."""
    named = table.c[name].in_(bindparam("ids", expanding=True))
    columns = (table.c[column] for column in key)
    return select(table.c.row_id, *columns).where(named, table.c.rev_until == bindparam("now"))
