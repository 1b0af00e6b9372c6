"""What the tables that questions use rest on besides the records: what a registry knows.

Phases follow from lifecycles, and tables of a plugin's records from its classes. So a store keeps marks of
the registry with which they were made. Where it is opened with another one, what would answer differently
is made anew, and whoever still has it open with the first is told when they write.
"""

import hashlib
import json
from functools import lru_cache

import attrs
from sqlalchemy import select

from policytrack.engines.sql import Tables
from policytrack.engines.sql._partitions import partitions
from policytrack.model import Proposal
from policytrack.stores._session import Session

MARK = "projection"
"""The name under which a store keeps the marks."""

_LIFECYCLE, _RECORD, _PROPOSAL = "lifecycle ", "record ", "proposal "


@lru_cache(maxsize=8)
def mark_of(tables: Tables) -> str:
    """Return the marks of a registry: of all that it knows and that questions rest on, as one text.

    That of a plugin's class names its tables, too. Titles, definitions and legal bases are not among it: no
    question is answered by them.
    """
    registry, marks = tables.registry, dict[str, str]()
    for name, lifecycle in registry.lifecycles.items():
        routes = sorted((route.from_, route.to) for route in lifecycle.routes)
        marks[_LIFECYCLE + name] = _digest(
            [(state.id, str(state.phase)) for state in lifecycle.states], routes
        )
    for name, cls in registry.records.items():
        shown = tables.shown[cls]
        # A data set has columns for its folders besides, and is of the same registry.
        own = [column for column in shown.table.c if column.name not in partitions(shown.table)]
        columns = [(column.name, repr(column.type), column.nullable) for column in own]
        made = [*(link.name for link in shown.links.values()), shown.table.name]
        bases = [base.__qualname__ for base in cls.__mro__]
        sort = _PROPOSAL if issubclass(cls, Proposal) else _RECORD
        marks[sort + name] = " ".join([_digest(columns, made, bases), *made])
    for older, (newer, _) in registry.migrations.items():
        marks[_RECORD + older] = _digest(newer)
    return json.dumps(marks, sort_keys=True)


def _digest(*what: object) -> str:
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()[:16]


@attrs.frozen
class Stale:
    """What was made with another registry: the names that differ, and what there is of each.

    `tables` are those of classes that are others now, what refers to a table before it; `records` the ids of
    the records whose types the registries know differently; `proposals` those of the proposals on lifecycles
    that differ.
    """

    names: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    records: frozenset[str] = frozenset()
    proposals: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Say whether any question would be answered otherwise."""
        return bool(self.records or self.proposals)

    def steps(self) -> tuple[str, ...]:
        """Say what there is to do, in words."""
        found = [f"remove the table {name}" for name in self.tables]
        if self.records:
            found.append(f"show {len(self.records)} records anew: {self._of(_RECORD, _PROPOSAL)}")
        if self.proposals:
            found.append(f"work out anew where {len(self.proposals)} proposals stand: {self._of(_LIFECYCLE)}")
        return tuple(found)

    def _of(self, *sorts: str) -> str:
        return ", ".join(name for name in self.names if name.startswith(sorts))


def stale(session: Session, tables: Tables) -> Stale:
    """Return what of a store was made with another registry."""
    kept, mine = held(session, tables), mark_of(tables)
    if kept == mine:
        return Stale()
    before: dict[str, str] = json.loads(kept)
    now: dict[str, str] = json.loads(mine)
    names = sorted(name for name in before | now if before.get(name) != now.get(name))
    kinds = [name.removeprefix(_RECORD) for name in names if name.startswith(_RECORD)]
    if any(name.startswith(_PROPOSAL) for name in names):
        kinds.append("proposal")  # The kind of all proposals: only what they say tells whose they are.
    lifecycles = [name.removeprefix(_LIFECYCLE) for name in names if name.startswith(_LIFECYCLE)]
    record, proposal = tables.record, tables.metadata.tables["proposal"]
    of_kinds = select(record.c.id).where(record.c.kind.in_(kinds))
    on_them = select(proposal.c.id).where(proposal.c.lifecycle.in_(lifecycles))
    return Stale(
        tuple(names),
        tuple(made for name in names for made in before.get(name, "").split(" ")[1:]),
        frozenset(row[0] for row in session.rows(of_kinds)),
        frozenset(row[0] for row in session.rows(on_them)),
    )


def held(session: Session, tables: Tables) -> str:
    """Return the marks that a store keeps; those of no registry where it has none yet."""
    meta = tables.meta
    found = session.rows(select(meta.c.value).where(meta.c.name == MARK))
    return str(found[0][0]) if found else "{}"
