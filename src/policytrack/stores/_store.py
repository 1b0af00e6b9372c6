"""A store: records kept revision by revision, and asked as a tracker is."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from policytrack.collector import collector_paused
from policytrack.engines.sql import (
    FOREVER,
    Compiled,
    Question,
    Scope,
    Shapes,
    Tables,
    answer,
)
from policytrack.errors import ConflictError, IntegrityError, RecordNotFoundError, StoreError
from policytrack.formats import get as format_named
from policytrack.formats.lines import Lines
from policytrack.model import Record, Snapshot
from policytrack.registry import Registry
from policytrack.stores._dependence import mark_of
from policytrack.stores._fill import Rowed
from policytrack.stores._first_load import FirstLoad
from policytrack.stores._integrity import Integrity
from policytrack.stores._journal import Clock, Journal
from policytrack.stores._migrations import prepare
from policytrack.stores._projector import Projector
from policytrack.stores._redaction import Redactions, Redactor
from policytrack.stores._revision import Entry, Revision
from policytrack.stores._session import Backend, Rows, Session
from policytrack.stores._view import StoreView
from policytrack.stores._writer import MANY, Writer, ids_of_few

if TYPE_CHECKING:
    import os
    from collections.abc import Collection

    from policytrack.stores._export import Exported


class Store(StoreView):
    """Records kept revision by revision: nothing that was committed is ever written over.

    Open one with `policytrack.open_store`; it is a context manager. It is also the view of itself that cuts
    nothing: `run` answers as a tracker does, by SQL, and `at` gives other views.
    """

    def __init__(
        self, backend: Backend, registry: Registry | None = None, tables: Tables | None = None
    ) -> None:
        super().__init__(self)
        self.registry: Registry = Registry.default() if registry is None else registry
        self._tables = Tables.of_registry(self.registry) if tables is None else tables
        self._backend, self._lines = backend, Lines(self.registry)
        self._redaction_key = ""
        self._shapes = Shapes(self._tables, backend.dialect)
        try:
            prepare(backend, self._tables, self._lines)
        except BaseException:
            backend.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Store {self._backend.name}>"

    def close(self) -> None:
        """Let go of the database."""
        self._backend.close()

    @property
    def revision(self) -> Revision:
        """The latest revision."""
        with self._backend.reading() as session:
            return self._journal(session).latest()

    def write(
        self,
        records: Snapshot | Iterable[Record],
        *,
        author: str,
        reason: str,
        expected: Revision | int | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Revision:
        """Keep records as one new revision, or nothing; what is not among them stays as it is.

        Records that are held already, word for word, are passed over; where all are, no revision is made
        and the latest is returned. What was redacted stays so.

        Args:
            records: All records of a snapshot, or some; an iterable is read as it goes, so that a million
                need not be in memory at once.
            author: Who writes.
            reason: Why.
            expected: The revision that the caller last saw; None overlooks what others wrote.
            progress: Called with the number of records taken so far.

        Raises:
            ConflictError: Somebody wrote after `expected`.
            IntegrityError: The records do not fit together, or not with those that are held.
            EncodeError: A record holds something that cannot be written.
            StoreError: The database failed; nothing of this write was kept.
        """
        # An iterable is somebody else's, whose garbage is to be collected while it is read.
        with collector_paused() if isinstance(records, Snapshot) else nullcontext():
            return self._commit(
                author, reason, expected, lambda writer: writer.keep(records, progress), given=records
            )

    def retract(
        self, record_id: str, reason: str, *, author: str, expected: Revision | int | None = None
    ) -> Revision:
        """Take a record away, as one new revision; `history` and views of earlier moments still show it.

        This is for what should not have been written. What a source took back is a fact, and is said by a
        record that retracts the other.

        Raises:
            RecordNotFoundError: No record of this id is held.
            IntegrityError: Others refer to it.
            ConflictError: Somebody wrote after `expected`.
        """
        return self._commit(author, reason, expected, lambda writer: writer.take_away([record_id]))

    def redact(self, record_id: str, fields: "Collection[str]", reason: str, *, author: str) -> Revision:
        """Erase what fields of a record say, in every revision, index and free page; nothing brings it back.

        A required text becomes `[redacted]`, of evidence the sources stay and the words go, anything else
        becomes missing. A keyed hash of each erased text is kept, so that a later write of it is redacted
        too. Copies elsewhere (exports, backups, a server's log of writes) are not reached.

        Raises:
            RecordNotFoundError: No record of this id was ever held.
            UnknownNameError: A field cannot be redacted, or there is none of the name.
            StoreError: The database failed; where only the pages could not be freed, redact again.
        """
        _check(author, reason)
        with self._backend.writing() as session:
            journal = self._journal(session)
            before, _ = self._begin(journal)
            rows, key = Rowed(before.next_row), self._key(journal)
            redactor = Redactor(session, self._tables, self._lines, before.number + 1, rows, key=key)
            redactor.redact(record_id, fields)
            done = journal.tick(before, rows.next, author, reason)
        self._backend.erase()
        return done

    def history(self, record_id: str) -> tuple[Entry, ...]:
        """Return what became of a record, revision by revision, the first first.

        Raises:
            RecordNotFoundError: No record of this id was ever held.
        """
        with self._backend.reading() as session:
            found = self._journal(session).of_record(record_id)
        if not found:
            raise RecordNotFoundError(record_id)
        return found

    def changes(
        self, since: Revision | int | None = None, until: Revision | int | None = None
    ) -> tuple[Entry, ...]:
        """Return what changed after the revision `since` up to `until`, in the order of the revisions.

        None for `since` is from the beginning, for `until` to the latest. Whoever asks again with the last
        revision that they saw misses nothing.
        """
        first, last = (one.number if isinstance(one, Revision) else one for one in (since, until))
        with self._backend.reading() as session:
            return self._journal(session).between(first or 0, FOREVER - 1 if last is None else last)

    def snapshot(self, recorded: datetime.datetime | None = None) -> Snapshot:
        """Return all records, as they are or as the store had them at a moment.

        Args:
            recorded: An aware time; None takes the latest state.

        Raises:
            TypeError: The time is not aware.
        """
        return self.snapshot_of(None if recorded is None else self.number_at(recorded))

    def snapshot_of(self, number: int | None) -> Snapshot:
        """Return all records of a revision, None for the latest; for views, not for users."""
        with self._backend.reading() as session:
            lines = self._journal(session).lines_at(number)
        data = "\n".join(['{"policytrack": "1"}', *lines]).encode()
        del lines
        return format_named("jsonl", self.registry).decode(data, registry=self.registry).snapshot

    def export_parquet(self, folder: "str | os.PathLike[str]", *, memory: str = "512MiB") -> "Exported":
        """Write all revisions as a data set of Parquet files, which `parquet:` and `spark:` open.

        A folder that has an earlier state is brought up to date: files in which nothing changed stay as they
        are. Whoever reads meanwhile sees the state before, whole.

        Args:
            folder: Where the data set is, or will be: a folder of its own.
            memory: How much memory DuckDB may take for it; more goes to the disk.

        Raises:
            MissingExtraError: The extra `duckdb` is not installed.
            StoreError: The folder holds another store's data set or one of a later revision, or it cannot
                be written.
        """
        from policytrack.stores._export import export  # noqa: PLC0415  # Most stores are never exported.

        with self._backend.reading() as session:
            return export(session, self._tables, Path(folder), memory=memory)

    def number_at(self, recorded: datetime.datetime) -> int:
        """Return the number of the last revision by a moment; for views, not for users."""
        with self._backend.reading() as session:
            return self._journal(session).number_at(recorded)

    def answered(self, question: Question, scope: Scope) -> Any:  # noqa: ANN401  # as the question asks
        """Answer a question in a view; for views, not for users."""
        asked, compiled = self._shapes.prepare(question, scope)
        return answer(asked, self._backend.ask(compiled), self._lines.read)

    def compiled(self, question: Question, scope: Scope) -> Compiled:
        """Return the SQL of a question in a view; for views, not for users."""
        return self._shapes.prepare(question, scope)[1]

    def _key(self, journal: Journal) -> str:
        """Return the key of the store's redactions, which never changes."""
        if not self._redaction_key:
            self._redaction_key = journal.meta("redaction-key")
        return self._redaction_key

    def _begin(self, journal: Journal, ids: Sequence[str] = ()) -> tuple[Clock, Rows]:
        """Return what a writer begins with, and what is held of some records.

        Raises:
            StoreError: Somebody has opened the store with another registry, and made anew what rests on it.
        """
        clock, held = journal.clock_and_held(ids)
        if clock.mark != mark_of(self._tables):
            reason = "it was opened with another registry meanwhile"
            raise StoreError(self._backend.name, reason, "open it again; nothing was kept of this write")
        return clock, held

    def _journal(self, session: Session) -> Journal:
        return Journal(session, self._tables, self._lines)

    def _commit(
        self,
        author: str,
        reason: str,
        expected: Revision | int | None,
        change: Callable[[Writer], None],
        *,
        given: object = None,
    ) -> Revision:
        """Write as the only writer, all or nothing."""
        _check(author, reason)
        with self._backend.writing() as session:
            journal, few = self._journal(session), ids_of_few(given)
            before, held = self._begin(journal, few)
            wanted = expected.number if isinstance(expected, Revision) else expected
            if wanted is not None and wanted != before.number:
                raise ConflictError(self._backend.name, wanted, before.number)
            number, rows = before.number + 1, Rowed(before.next_row)
            has_redactions = before.has_redactions
            redactions = Redactions(session, self._tables, self._key(journal)) if has_redactions else None
            writer = Writer(
                session,
                self._tables,
                self._lines,
                number,
                rows,
                redactions=redactions,
                ahead=held if few else None,
            )
            change(writer)
            if not writer.changed and not writer.problems:
                return before.latest
            if writer.changed >= MANY:
                session.take_figures()
            integrity = Integrity(session, self._tables, self._lines, number)
            problems = (*writer.problems, *integrity.left_hanging(writer.gone))
            if writer.has_references:
                problems += integrity.problems()
            if problems:
                raise IntegrityError("the records do not fit the store", problems)
            with collector_paused():
                parts = session, self._tables, self._lines, number, rows
                if before.number:
                    Projector(*parts).project(writer.changes, writer.written)
                else:
                    FirstLoad(*parts).run(writer.at_hand)
            if writer.is_load:
                session.make_indexes((*self._tables.asked, self._tables.word))
            if writer.changed >= MANY:
                session.take_figures()
            return journal.tick(before, rows.next, author, reason)


def _check(author: str, reason: str) -> None:
    """Refuse a revision of which nobody could say where it comes from.

    Raises:
        ValueError: The author or the reason is missing.
    """
    if not author or not reason:
        message = "a revision says by whom and why: author and reason are texts that are not empty"
        raise ValueError(message)
