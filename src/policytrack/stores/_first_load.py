"""What a first load means for the tables that questions use: nothing is there to compare or to end."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import attrs
from sqlalchemy import select

from policytrack.engines.sql import Shown, Tables
from policytrack.formats.lines import Lines
from policytrack.model import Proposal, Record, Snapshot
from policytrack.stores._fill import Fill, Rowed
from policytrack.stores._loader import Loader, is_base
from policytrack.stores._rows import Row, rectangle_row
from policytrack.stores._session import Session, chunks
from policytrack.tracker._index import Index
from policytrack.tracker._projection import Projection, Version

_PROPOSALS = 500
"""The proposals that are looked at together, with everything about them."""

_ABOUT = frozenset({"proposals", "positions", "status_changes"})
_KINDS = ("proposal", "position", "status-change")

Part = tuple[Projection, Sequence[Record], Sequence[Proposal]]
"""What it takes to say how some records show, these records, and the proposals among them."""


@attrs.frozen
class Held:
    """The records of a first load where the caller has them all in memory, and the row of each by its id."""

    snapshot: Snapshot
    rows: Mapping[str, int]


class FirstLoad:
    """Fills the tables that questions use, part by part."""

    def __init__(self, session: Session, tables: Tables, lines: Lines, number: int, rows: Rowed) -> None:
        self.session, self.tables, self.lines, self.number = session, tables, lines, number
        self.fill = Fill(session, tables, number, rows)

    def run(self, held: Held | None) -> None:
        """Fill them, from the records at hand or, where there are none, from those that were written."""
        for projection, records, proposals in self._read() if held is None else self._at_hand(held):
            self._show(projection, records)
            self._stand(projection, proposals)

    def _at_hand(self, held: Held) -> Iterator[Part]:
        index = Index(held.snapshot, self.tables.registry)
        for name in attrs.fields_dict(Snapshot):
            if name not in _ABOUT:
                for some in chunks(getattr(held.snapshot, name)):
                    yield Projection(index, held.rows), some, ()
        for proposals in chunks(held.snapshot.proposals, _PROPOSALS):
            about = [(*index.changes[one.id], *index.positions[one.id]) for one in proposals]
            records = [*proposals, *(record for those in about for record in those)]
            yield Projection(index, held.rows), records, proposals

    def _read(self) -> Iterator[Part]:
        """Read what is about a proposal with it, once."""
        loader = Loader(self.session, self.tables, self.lines, self.number, is_first=True)
        for some in self._pages():
            projection = loader.records(some)
            yield projection, [projection.index.by_id[one] for one in some], ()
        record = self.tables.record
        named = select(record.c.id).where(record.c.kind == "proposal")
        for ids in chunks(sorted(row[0] for row in self.session.rows(named)), _PROPOSALS):
            projection = loader.proposals(ids)
            index = projection.index
            proposals = [one for one in (index.by_id[name] for name in ids) if isinstance(one, Proposal)]
            about = [(*index.changes[name], *index.positions[name]) for name in ids]
            yield projection, [*proposals, *(record for those in about for record in those)], proposals

    def _pages(self) -> Iterator[list[str]]:
        """Give the ids of what is about no proposal, in the order in which it was written."""
        record, last = self.tables.record, -1
        while True:
            cut = record.c.row_id > last, record.c.kind.not_in(_KINDS)
            asked = select(record.c.row_id, record.c.id).where(*cut).order_by(record.c.row_id).limit(500)
            page = self.session.rows(asked)
            if not page:
                return
            last = page[-1][0]
            yield [row[1] for row in page]

    def _show(self, projection: Projection, records: Iterable[Record]) -> None:
        found: dict[Shown, list[tuple[Version, int, str | None]]] = {}
        for record in records:
            for version in projection.versions(record):
                row = version, projection.rows[record.id], self.lines.changed(record, version.record)
                for shown in self.tables.of(type(record)):
                    found.setdefault(shown, []).append(row)
        for shown, versions in found.items():
            self.fill.shown(shown, versions)

    def _stand(self, projection: Projection, proposals: Collection[Proposal]) -> None:
        found: dict[str, list[Row]] = {"standing": [], "stand": []}
        for proposal in filter(is_base, proposals):
            for rectangle in (*projection.standings(proposal), *projection.stands(proposal)):
                name, row = rectangle_row(proposal.id, rectangle)
                found[name].append(row)
        for name, rows in found.items():
            self.fill.rectangles(name, rows)
