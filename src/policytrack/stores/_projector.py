"""Keeps the tables that questions use, revision by revision: what holds no more is ended, nothing is lost."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

import attrs
from sqlalchemy import Column, ColumnElement, Table, select, update

from policytrack.engines.sql import FOREVER, Shown, Tables
from policytrack.formats.lines import Lines
from policytrack.model import Assertion, Position, Proposal, Record, StatusChange
from policytrack.stores._loader import Loader, is_base
from policytrack.stores._rows import Row, axes, linked, rectangle_row, shown_row, words_of
from policytrack.stores._session import Rows, Session, chunks
from policytrack.tracker._projection import Projection, Version

_PROPOSALS = 200
"""The proposals that are read at a time, with everything about them."""

_ABOUT = (Position, StatusChange)
_BY_DAYS = ("known_from", "known_until", "on_from", "on_until")
_KEY = ("id", "record_row", "shown", "stands", *_BY_DAYS)
_RECTANGLES = {
    "standing": ("proposal_id", "status", "phase", "status_since", *_BY_DAYS),
    "stand": ("proposal_id", "side", "actor_id", "position_id", *_BY_DAYS),
}


class Rowed:
    """Numbers for new rows, unique in a store."""

    def __init__(self, first: int) -> None:
        self.next = first

    def take(self) -> int:
        """Return the next number."""
        self.next += 1
        return self.next - 1


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


class Projector:
    """Works out what one revision changes in the tables that questions use; None is any revision.

    `is_first` says that the tables are empty, so that nothing has to be compared or looked for.
    """

    def __init__(
        self,
        session: Session,
        tables: Tables,
        lines: Lines,
        number: int | None,
        rows: Rowed,
        *,
        is_first: bool = False,
    ) -> None:
        self.session, self.tables, self.lines = session, tables, lines
        self.number, self.rows, self.is_first = number, rows, is_first
        self._new: set[str] = set()

    def project(self, changes: "Changes", known: Mapping[str, tuple[int, Record]]) -> None:
        """Work out what the changes of this revision mean for all that rests on them.

        `known` are records of the revision, with their rows, that need not be read again.
        """
        if self.is_first:
            self._all()
        else:
            self._new = changes.fresh - changes.held
            self.again(*self.affected(changes), known)

    def again(
        self,
        records: Collection[str],
        proposals: Collection[str],
        known: Mapping[str, tuple[int, Record]] = MappingProxyType({}),
    ) -> None:
        """Work out again how records show, and where proposals stand."""
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
        record = self.tables.record
        for some in chunks(held):
            own = record.c.id.in_(some), record.c.kind == "proposal"
            proposals.update(self._column(select(record.c.id).where(*own, *self._lately(record))))
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
        reference = self.tables.reference
        return self._across(reference.c.target_id, ids, place, reference.c.holder_id)

    def _targets(self, ids: Collection[str], place: str) -> set[str]:
        """Return the ids of the records that some refer to in a field."""
        reference = self.tables.reference
        return self._across(reference.c.holder_id, ids, place, reference.c.target_id)

    def _across(self, known: Column[Any], ids: Collection[str], place: str, wanted: Column[Any]) -> set[str]:
        reference = self.tables.reference
        found: set[str] = set()
        for some in chunks(ids):
            cut = known.in_(some), reference.c.place == place, *self._lately(reference)
            found.update(self._column(select(wanted).where(*cut)))
        return found

    def _lately(self, table: Table) -> Iterator[ColumnElement[bool]]:
        """Cut a table to what holds at this revision, or held until it; nothing where there is none."""
        if self.number is not None:
            yield table.c.rev_from <= self.number
            yield table.c.rev_until >= self.number

    def _all(self) -> None:
        """Work out everything; what is about a proposal is read with it, once."""
        loader = Loader(self.session, self.tables, self.lines, self._number, is_first=True)
        about = {"position", "status-change", "proposal"}
        for some in self._pages(about):
            self._show(loader.records(some), some)
        record = self.tables.record
        proposals = self._column(select(record.c.id).where(record.c.kind == "proposal"))
        for some in chunks(sorted(proposals), _PROPOSALS):
            projection = loader.proposals(some)
            index = projection.index
            with_them = (one for name in some for one in (*index.changes[name], *index.positions[name]))
            self._show(projection, [*some, *(one.id for one in with_them)])
            self._stand(projection, some)

    def _pages(self, without: Collection[str]) -> Iterator[list[str]]:
        """Give the ids of all records but those of some kinds, in the order in which they were written."""
        record, last = self.tables.record, -1
        while True:
            cut = record.c.row_id > last, record.c.kind.not_in(without)
            asked = select(record.c.row_id, record.c.id).where(*cut).order_by(record.c.row_id).limit(500)
            page = self.session.rows(asked)
            if not page:
                return
            last = page[-1][0]
            yield [row[1] for row in page]

    def _show(self, projection: Projection, ids: Collection[str]) -> None:
        """Keep how records show; what is held of them and holds no more is ended."""
        wanted: dict[type[Record], dict[tuple[Any, ...], tuple[Version, str | None]]] = {}
        missing = [one for one in ids if one not in projection.index.by_id]
        looked_at = {cls: list(missing) for cls in self.tables.shown} if missing else {}
        for record in (projection.index.by_id[one] for one in ids if one in projection.index.by_id):
            for shown in self.tables.of(record):
                wanted.setdefault(shown.record, {})
                looked_at.setdefault(shown.record, []).append(record.id)
            for version in projection.versions(record):
                changed = version.record is not record and version.record != record
                text = self.lines.write(version.record)[1] if changed else None
                key = (record.id, projection.rows[record.id], text, int(version.stands), *axes(version))
                for shown in self.tables.of(record):
                    wanted[shown.record][key] = version, text
        for cls, those in looked_at.items():
            shown, versions = self.tables.shown[cls], wanted.get(cls, {})
            if self.is_first or self._end_others(shown.table, "id", those, _KEY, versions):
                self._insert_shown(shown, projection, versions.values())

    def _insert_shown(
        self, shown: Shown, projection: Projection, versions: Iterable[tuple[Version, str | None]]
    ) -> None:
        rows: list[Row] = []
        links: dict[str, list[Row]] = {name: [] for name in shown.links}
        words: dict[int, Collection[str]] = {}
        for version, text in versions:
            row_id = self.rows.take()
            row = shown_row(shown, version, row_id, projection.rows[version.id], text)
            rows.append({**row, **dict(zip(_BY_DAYS, axes(version), strict=True)), **self._spans()})
            for name, value in linked(shown, version.record):
                links[name].append({"row_id": row_id, "value": value})
            words[row_id] = words_of(version.record)
        self.session.insert(shown.table, rows)
        for name, values in links.items():
            self.session.insert(shown.links[name], values)
        self.session.add_words(self.tables, words)

    def _stand(self, projection: Projection, ids: Collection[str]) -> None:
        """Keep the standings of proposals and who is on which side; what holds no more is ended."""
        wanted: dict[str, dict[tuple[Any, ...], Row]] = {name: {} for name in _RECTANGLES}
        for proposal_id in ids:
            proposal = projection.index.by_id.get(proposal_id)
            if isinstance(proposal, Proposal) and is_base(proposal):
                for found in (*projection.standings(proposal), *projection.stands(proposal)):
                    name, row = rectangle_row(proposal_id, found)
                    row |= dict(zip(_BY_DAYS, axes(found), strict=True))
                    wanted[name][tuple(row[column] for column in _RECTANGLES[name])] = row
        for name, rows in wanted.items():
            table = self.tables.metadata.tables[name]
            if self.is_first or self._end_others(table, "proposal_id", ids, _RECTANGLES[name], rows):
                numbered = [{**row, "row_id": self.rows.take(), **self._spans()} for row in rows.values()]
                self.session.insert(table, numbered)

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
        columns = [table.c.row_id, *(table.c[column] for column in key)]
        for some in chunks(before):
            cut = table.c[name].in_(some), table.c.rev_until == FOREVER
            for row_id, *held in self.session.rows(select(*columns).where(*cut)):
                if wanted.pop(tuple(held), None) is None:
                    ended.append(row_id)
        for some in chunks(ended):
            self.session.run(update(table).where(table.c.row_id.in_(some)).values(rev_until=self.number))
        return bool(wanted)

    @property
    def _number(self) -> int:
        return 0 if self.number is None else self.number

    def _spans(self) -> Row:
        return {"rev_from": self.number, "rev_until": FOREVER}

    def _column(self, asked: Any) -> list[Any]:  # noqa: ANN401  # a select of one column
        found: Rows = self.session.rows(asked)
        return [row[0] for row in found]
