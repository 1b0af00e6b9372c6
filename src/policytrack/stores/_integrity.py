"""Whether what a write brings fits what the store holds: told before anything is committed."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import and_, select

from policytrack.engines.sql import FOREVER, Tables
from policytrack.errors import Problem, Severity
from policytrack.formats.lines import Lines
from policytrack.integrity import circles, integrity_problems, path_of
from policytrack.model import Record, Snapshot
from policytrack.stores._session import Session, chunks

_MOST = 200
"""The records whose problems are told; where more are wrong, a file is missing rather than a letter."""

_OPEN = "proposal"
"""The kind of which a plugin has classes of its own; only the record tells which."""

_OF_TYPES = ("reference-to-wrong-type", "correction-of-other-type")

_CHAINS = ("corrects_id", "part_of_id", "parent_id", "derived_from_id", "replies_to_id", "outcome_id")


class Integrity:
    """Looks at the references of the records that a revision brings, or takes away."""

    def __init__(self, session: Session, tables: Tables, lines: Lines, number: int) -> None:
        self.session, self.tables, self.lines, self.number = session, tables, lines, number

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the records of this revision; the words are those of a tracker."""
        holders = list(dict.fromkeys((*self._dangling(), *self._of_wrong_type(), *self._in_circles())))[
            :_MOST
        ]
        if not holders:
            return ()
        records = self._records(holders)
        wanted = {target for record in records for target in self._targets(record)} - set(holders)
        around = self._records(wanted)
        while found := self._records(
            {target for record in around for target in self._targets(record, _CHAINS)}
            - {record.id for record in (*records, *around)}
        ):
            around += found
        paths = tuple(path_of(record, "/") for record in records)
        everything = integrity_problems(Snapshot.of([*records, *around]), self.tables.registry)
        return tuple(
            problem
            for problem in everything
            if problem.severity is Severity.ERROR and problem.path.startswith(paths)
        )

    def left_hanging(self, gone: Collection[str]) -> tuple[Problem, ...]:
        """Return what still refers to records that are taken away."""
        reference = self.tables.reference
        found: list[Problem] = []
        for some in chunks(gone):
            cut = reference.c.target_id.in_(some), reference.c.rev_until == FOREVER
            what = (reference.c.holder_id, reference.c.place, reference.c.target_id)
            for holder, place, target in self.session.rows(select(*what).where(*cut).limit(_MOST)):
                message = f"{target}: {holder} refers to it in {place}"
                hint = "take that away first, or correct the record by one that retracts it"
                found.append(Problem("dangling-reference", f"/{holder}/{place}", message, hint))
        return tuple(found)

    def _dangling(self) -> Iterator[str]:
        reference, target = self.tables.reference, self.tables.record.alias()
        held = and_(target.c.id == reference.c.target_id, target.c.rev_until == FOREVER)
        asked = select(reference.c.holder_id).select_from(reference.outerjoin(target, held))
        asked = asked.where(*self._mine(), target.c.row_id.is_(None)).limit(_MOST)
        return (row[0] for row in self.session.rows(asked))

    def _of_wrong_type(self) -> Iterator[str]:
        """Give the holders of references to a record of another type; few kinds of pairs occur."""
        reference, holder, target = (
            self.tables.reference,
            self.tables.record.alias(),
            self.tables.record.alias(),
        )
        joined = reference.join(
            holder, and_(holder.c.id == reference.c.holder_id, holder.c.rev_until == FOREVER)
        ).join(target, and_(target.c.id == reference.c.target_id, target.c.rev_until == FOREVER))
        kinds = (holder.c.kind, reference.c.place, reference.c.types, target.c.kind)
        asked = select(*kinds).select_from(joined).where(*self._mine()).distinct()
        for kind, place, types, other in self.session.rows(asked):
            if place == "corrects_id":
                is_right, is_open = kind == other, kind == other == _OPEN
            else:
                is_right = not types or self._is_one_of(other, types.split(" "))
                is_open = not is_right and other == _OPEN
            if is_right and not is_open:
                continue
            alike = (holder.c.kind == kind, reference.c.place == place, target.c.kind == other)
            asked = select(reference.c.holder_id).select_from(joined).where(*self._mine(), *alike)
            found = [row[0] for row in self.session.rows(asked if is_open else asked.limit(_MOST))]
            yield from self._wrong(found) if is_open else found

    def _wrong(self, holders: Collection[str]) -> Iterator[str]:
        """Give those of some records with which something is wrong, by a look at what they refer to."""
        for some in chunks(holders):
            records = self._records(some)
            around = self._records({target for one in records for target in self._targets(one)} - set(some))
            everything = integrity_problems(Snapshot.of([*records, *around]), self.tables.registry)
            wrong = tuple(one.path for one in everything if one.code in _OF_TYPES)
            yield from (one.id for one in records if any(at.startswith(path_of(one, "/")) for at in wrong))

    def _is_one_of(self, kind: str, types: Collection[str]) -> bool:
        cls = self.tables.by_kind.get(kind)
        return cls is not None and any(base.__name__ in types for base in cls.__mro__)

    def _in_circles(self) -> Iterator[str]:
        """Give the holders of references that lead back to themselves."""
        reference = self.tables.reference
        what = select(reference.c.place, reference.c.holder_id, reference.c.target_id)
        chains: dict[str, dict[str, str]] = {place: {} for place in _CHAINS}
        asked = what.where(*self._mine(), reference.c.place.in_(_CHAINS))
        for place, holder, target in self.session.rows(asked):
            chains[place][holder] = target
        for place, chain in chains.items():
            waiting = set(chain.values()) - set(chain)
            while waiting:
                fresh: dict[str, str] = {}
                for some in chunks(waiting):
                    cut = reference.c.holder_id.in_(some), reference.c.place == place
                    held = what.where(*cut, reference.c.rev_until == FOREVER)
                    fresh.update((row[1], row[2]) for row in self.session.rows(held))
                chain.update(fresh)
                waiting = set(fresh.values()) - set(chain)
            for circle in circles(chain):
                yield from circle

    def _mine(self) -> tuple[Any, ...]:
        reference = self.tables.reference
        return reference.c.rev_from == self.number, reference.c.rev_until == FOREVER

    def _targets(self, record: Record, places: Collection[str] | None = None) -> set[str]:
        reference = self.tables.reference
        cut = [reference.c.holder_id == record.id, reference.c.rev_until == FOREVER]
        cut += [] if places is None else [reference.c.place.in_(places)]
        return {row[0] for row in self.session.rows(select(reference.c.target_id).where(*cut))}

    def _records(self, ids: Collection[str]) -> list[Record]:
        record = self.tables.record
        found: list[Record] = []
        for some in chunks(ids):
            cut = record.c.id.in_(some), record.c.rev_until == FOREVER
            found += self.lines.read(row[0] for row in self.session.rows(select(record.c.body).where(*cut)))
        return found
