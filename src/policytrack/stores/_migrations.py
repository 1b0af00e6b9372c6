"""Opening a store: one that is new is made, an older one is brought up to date, a newer one is refused."""

from collections.abc import Callable, Mapping

import attrs
from sqlalchemy import select, update

from policytrack.engines.sql import VERSION, Tables
from policytrack.errors import StoreError
from policytrack.formats.lines import Lines
from policytrack.model import Proposal, Record
from policytrack.stores._journal import Journal
from policytrack.stores._projector import Rowed
from policytrack.stores._redaction import replay
from policytrack.stores._session import Backend, Session, State


@attrs.frozen
class Migration:
    """A step from one version of the schema to the next: what it does, in words and in a session."""

    says: str
    run: Callable[[Session, Tables], None]


MIGRATIONS: Mapping[int, Migration] = {}
"""The steps, each by the version that it starts from."""


def prepare(backend: Backend, tables: Tables, lines: Lines) -> None:
    """Make a store ready to use, all in one transaction.

    Raises:
        StoreError: A newer version of policytrack wrote it, or the database cannot be used.
    """
    state = backend.state(tables)
    steps = _steps(backend, state)
    if state.version == VERSION and not state.missing:
        return
    with backend.writing() as session:
        for step in steps:
            step.run(session, tables)
        backend.create(session, tables)
        journal = Journal(session, tables, lines)
        journal.begin()
        meta = tables.meta
        session.run(update(meta).where(meta.c.name == "schema").values(value=str(VERSION)))
        added = [
            cls for cls in tables.registry.records.values() if tables.shown[cls].table.name in state.missing
        ]
        if added and journal.latest().number:
            _show(session, tables, lines, journal, added)


def pending(backend: Backend, tables: Tables) -> tuple[str, ...]:
    """Return what opening a store would do to it, step by step; nothing where it is up to date.

    Raises:
        StoreError: A newer version of policytrack wrote it.
    """
    state = backend.state(tables)
    steps = [step.says for step in _steps(backend, state)]
    return (*steps, *(f"make the table {name}" for name in sorted(state.missing)))


def _steps(backend: Backend, state: State) -> tuple[Migration, ...]:
    """Return the steps from the version of a store to the present one.

    Raises:
        StoreError: A newer version of policytrack wrote it.
    """
    if state.version is None:
        return ()
    if state.version > VERSION:
        reason = f"its schema is of version {state.version}, and this policytrack knows {VERSION}"
        raise StoreError(backend.name, reason, "install a newer policytrack")
    return tuple(MIGRATIONS[version] for version in range(state.version, VERSION))


def _show(
    session: Session, tables: Tables, lines: Lines, journal: Journal, added: list[type[Record]]
) -> None:
    """Fill the tables of types of records that a plugin brought after they were written."""
    registry, record = tables.registry, tables.record
    names = {name for name, cls in registry.records.items() if cls in added}
    names |= {older for older in registry.migrations if tables.newest(older) in names}
    if any(issubclass(cls, Proposal) for cls in added):
        names.add("proposal")
    ids = {row[0] for row in session.rows(select(record.c.id).where(record.c.kind.in_(sorted(names))))}
    rows = Rowed(journal.clock()[1])
    replay(session, tables, lines, rows, ids)
    session.run(update(tables.clock).values(next_row=rows.next))
