"""Opening a store: one that is new is made, an older one is brought up to date, a newer one is refused."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs
from sqlalchemy import ColumnClause, column, delete, select, table, update

from policytrack.engines.sql import VERSION, Tables
from policytrack.errors import StoreError
from policytrack.formats.lines import Lines
from policytrack.stores import _full_text
from policytrack.stores._dependence import MARK, Stale, held, mark_of, stale
from policytrack.stores._fill import Rowed
from policytrack.stores._journal import Journal
from policytrack.stores._redaction import replay, stand_again
from policytrack.stores._session import Backend, Session, State, chunks

_AT_ONCE = 25
"""The records that are looked at together: all of them in each revision that touched one."""


@attrs.frozen
class Migration:
    """A step from one version of the schema to the next: what it does, in words and in a session."""

    says: str
    run: Callable[[Session, Tables], None]
    dialect: str | None = None
    """The one kind of database that it is about; None for all."""


MIGRATIONS: Mapping[int, Migration] = {
    1: Migration(_full_text.MIGRATED, _full_text.migrate, dialect="sqlite"),
}
"""The steps, each by the version that it starts from."""


def prepare(backend: Backend, tables: Tables, lines: Lines) -> None:
    """Make a store ready to use, all in one transaction.

    Raises:
        StoreError: A newer version of policytrack wrote it, or the database cannot be used.
    """
    state = backend.state(tables)
    steps = _steps(backend, state)
    if state.version is None or steps or state.missing:
        _bring_up(backend, tables, lines, state, steps)
        return
    with backend.reading() as session:
        if held(session, tables) == mark_of(tables):
            return
        found = stale(session, tables)
    try:
        _bring_up(backend, tables, lines, state, steps)
    except StoreError as error:
        # What cannot be written answers rightly with another registry that changes no answer.
        if found:
            reason = f"it was made with another registry, and cannot be made anew: {error.reason}"
            raise StoreError(backend.name, reason, error.suggestion) from error


def _bring_up(
    backend: Backend, tables: Tables, lines: Lines, state: State, steps: Iterable[Migration]
) -> None:
    """Do all that is to be done, in one transaction."""
    with backend.writing() as session:
        for step in steps:
            step.run(session, tables)
        found = Stale() if state.version is None else stale(session, tables)
        _remove(backend, session, tables, found.tables)
        backend.create(session, tables)
        journal = Journal(session, tables, lines)
        journal.begin()
        meta = tables.meta
        session.run(update(meta).where(meta.c.name == "schema").values(value=str(VERSION)))
        _again(session, tables, lines, journal, found)


def pending(backend: Backend, tables: Tables) -> tuple[str, ...]:
    """Return what opening a store would do to it, step by step; nothing where it is up to date.

    Raises:
        StoreError: A newer version of policytrack wrote it.
    """
    state = backend.state(tables)
    steps = _steps(backend, state)
    found = [step.says for step in steps]
    found += [f"make the table {name}" for name in sorted(state.missing)]
    if state.version is not None and not steps:
        with backend.reading() as session:
            found += stale(session, tables).steps()
    return tuple(found)


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
    steps = (MIGRATIONS[version] for version in range(state.version, VERSION) if version in MIGRATIONS)
    return tuple(step for step in steps if step.dialect in {None, backend.dialect.name})


def _remove(backend: Backend, session: Session, tables: Tables, names: Sequence[str]) -> None:
    """Remove tables, and the words of the records in them."""
    for name in names:
        row_id: ColumnClause[int] = column("row_id")
        rows = select(row_id).select_from(table(name))
        session.remove_words(tables, rows)
    backend.drop(session, names)


def _again(session: Session, tables: Tables, lines: Lines, journal: Journal, found: Stale) -> None:
    """Make anew what was made with another registry, and mark the store with this one."""
    # An export looks at the number of the next row, too, for whether there is anything new.
    rows = Rowed(journal.clock().next_row + 1)
    for some in chunks(sorted(found.records), _AT_ONCE):
        replay(session, tables, lines, rows, some)
    for some in chunks(sorted(found.proposals), _AT_ONCE):
        stand_again(session, tables, lines, rows, some)
    meta = tables.meta
    session.run(delete(meta).where(meta.c.name == MARK))
    session.insert(meta, ("name", "value"), [(MARK, mark_of(tables))])
    session.run(update(tables.clock).values(next_row=rows.next))
