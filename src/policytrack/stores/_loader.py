"""Reads what it takes to say how records show: what corrects them, what they cite, what is about them."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy import BindParameter, ColumnElement, SelectBase, Table, bindparam, select

from policytrack.engines.sql import Tables
from policytrack.formats.lines import Lines
from policytrack.model import Assertion, Proposal, Record, Snapshot, Source
from policytrack.stores._session import Session, chunks
from policytrack.tracker._index import Index
from policytrack.tracker._projection import Projection

_MOST_SOURCES = 20_000
"""The sources that are kept between two batches; many records cite the same."""


class Loader:
    """Reads records as of one revision, with what they rest on."""

    def __init__(
        self,
        session: Session,
        tables: Tables,
        lines: Lines,
        revision: int,
        *,
        is_first: bool = False,
        known: Mapping[str, tuple[int, Record]] = MappingProxyType({}),
    ) -> None:
        self.known = known
        self.session, self.tables, self.lines, self.revision = session, tables, lines, revision
        self._sources: dict[str, tuple[int, Record]] = {}
        self._has_corrections = True
        if is_first:
            reference = tables.reference
            one = select(reference.c.row_id).where(reference.c.place == "corrects_id").limit(1)
            self._has_corrections = bool(session.rows(one))

    def records(self, ids: Iterable[str]) -> Projection:
        """Read records, and what it takes to say how they show."""
        return self._projection(self._held(ids))

    def proposals(self, ids: Collection[str], records: Collection[str] = ()) -> Projection:
        """Read proposals with all about them, and some records, with what it takes to say how they show."""
        return self._projection(self._held({*records, *ids, *self.holders("proposal_id", ids)}))

    def holders(self, place: str, targets: Iterable[str]) -> set[str]:
        """Return the ids of the records that refer to one of the targets in a field."""
        found: set[str] = set()
        for some in chunks(targets):
            rows = self.session.rows(_holders(self.tables), ids=some, place=place, number=self.revision)
            found.update(row[0] for row in rows)
        return found

    def _held(self, ids: Iterable[str]) -> dict[str, tuple[int, Record]]:
        """Read records by their ids, each with its row."""
        wanted = set(ids)
        found = {record_id: self.known[record_id] for record_id in wanted & self.known.keys()}
        for some in chunks(wanted - self.known.keys()):
            rows = self.session.rows(_bodies(self.tables), ids=some, number=self.revision)
            for row, one in zip(rows, self.lines.read(row[1] for row in rows), strict=True):
                found[one.id] = row[0], one
        return found

    def _projection(self, found: dict[str, tuple[int, Record]]) -> Projection:
        self._add_corrections(found)
        self._add_sources(found)
        index = Index(Snapshot.of(record for _, record in found.values()), self.tables.registry)
        return Projection(index, {record_id: row for record_id, (row, _) in found.items()})

    def _add_corrections(self, found: dict[str, tuple[int, Record]]) -> None:
        """Add what corrects the records, what they correct, and so on."""
        waiting = {name for name, (_, one) in found.items() if isinstance(one, Assertion)}
        while waiting and self._has_corrections:
            corrected = {
                one.corrects_id
                for _, one in (found[record_id] for record_id in waiting)
                if isinstance(one, Assertion) and one.corrects_id is not None
            }
            fresh = self._held((self.holders("corrects_id", waiting) | corrected) - set(found))
            found.update(fresh)
            # What is about a proposal that only corrects another is not looked at by anybody.
            waiting = set(fresh)

    def _add_sources(self, found: dict[str, tuple[int, Record]]) -> None:
        """Add the sources that records cite, and those that they derive from."""
        if len(self._sources) > _MOST_SOURCES:
            self._sources.clear()
        records = [record for _, record in found.values()]
        wanted = {
            citation.source_id
            for record in records
            if isinstance(record, Assertion)
            for citation in record.evidence
        }
        wanted |= {one.derived_from_id for one in records if isinstance(one, Source) and one.derived_from_id}
        while wanted := wanted - set(found):
            self._sources.update(self._held(wanted - set(self._sources)))
            fresh = {source_id: self._sources[source_id] for source_id in wanted}
            found.update(fresh)
            wanted = {
                one.derived_from_id
                for _, one in fresh.values()
                if isinstance(one, Source) and one.derived_from_id
            }


@lru_cache(maxsize=8)
def _holders(tables: Tables) -> SelectBase:
    """Select what refers to some records in a field as of a revision."""
    reference = tables.reference
    named = reference.c.target_id.in_(bindparam("ids", expanding=True))
    return select(reference.c.holder_id).where(
        named, reference.c.place == bindparam("place"), *_as_of(reference)
    )


def _as_of(table: Table) -> tuple[ColumnElement[bool], ...]:
    number: BindParameter[int] = bindparam("number")
    return table.c.rev_from <= number, table.c.rev_until > number


@lru_cache(maxsize=8)
def _bodies(tables: Tables) -> SelectBase:
    """Select the lines of some records as of a revision."""
    record = tables.record
    named = record.c.id.in_(bindparam("ids", expanding=True))
    return select(record.c.row_id, record.c.body).where(named, *_as_of(record))


def is_base(record: Record | None) -> bool:
    """Say whether a record is a proposal that corrects no other."""
    return isinstance(record, Proposal) and record.corrects_id is None
