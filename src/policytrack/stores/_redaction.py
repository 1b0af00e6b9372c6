"""Erasing what must not be kept: in every revision, and whenever it comes again."""

import hashlib
import hmac
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any

import attrs
from sqlalchemy import delete, select, update

from policytrack.engines.sql import FOREVER, Tables
from policytrack.errors import RecordNotFoundError, UnknownNameError
from policytrack.formats._trees import is_list, is_object
from policytrack.formats.lines import Lines
from policytrack.model import Citation, Record, hints
from policytrack.query import Field, Kind, schema
from policytrack.stores._fill import Rowed
from policytrack.stores._projector import Changes, Projector
from policytrack.stores._rows import HELD
from policytrack.stores._session import Session, chunks

REDACTED = "[redacted]"
"""What stands where a text is required."""

_EVIDENCE = "evidence"


def redactable(cls: type) -> dict[str, Callable[[Any], Any]]:
    """Return the fields of a class that can be redacted, each with what is left of its value.

    Ids, what refers to other records and terms of closed lists say who and which, and stay.
    """
    found: dict[str, Callable[[Any], Any]] = {}
    asked: Mapping[str, Field] = schema(cls)
    for field in attrs.fields(cls):
        is_term = field.name in asked and asked[field.name].kind in {Kind.TERM, Kind.ORDERED}
        if field.name == _EVIDENCE:
            found[field.name] = _without_words
        elif field.name == "id" or field.name.endswith(("_id", "_ids")) or is_term or _is_bare(cls, field):
            continue
        else:
            is_needed = field.default is attrs.NOTHING
            found[field.name] = partial(_default, REDACTED if is_needed else field.default)
    return found


def _is_bare(cls: type, field: "attrs.Attribute[Any]") -> bool:
    """Say whether a field has neither text nor a default: there is nothing that could stand there instead."""
    return field.default is attrs.NOTHING and hints(cls)[field.name] is not str


def _default(left: object, _: object) -> object:
    return left


def _without_words(evidence: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(Citation(citation.source_id) for citation in evidence)


def _texts(name: str, value: object) -> Iterator[str]:
    """Give the texts in a field as it is on the wire; of evidence, its words alone."""
    if isinstance(value, str):
        yield value
    elif is_list(value):
        for item in value:
            yield from _texts(name, item)
    else:
        for key, item in value.items() if is_object(value) else ():
            if name != _EVIDENCE or key != "source_id":
                yield from _texts(name, item)


class Redactions:
    """What was redacted in a store: keyed hashes, which tell a text that comes again and nothing else."""

    def __init__(self, session: Session, tables: Tables, key: str) -> None:
        self._key = bytes.fromhex(key)
        self._digests: dict[tuple[str, str], set[str]] = {}
        redaction = tables.redaction
        rows = session.rows(select(redaction.c.record_id, redaction.c.field, redaction.c.digest))
        for record_id, field, digest in rows:
            self._digests.setdefault((record_id, field), set()).add(digest)
        self._records = {record_id for record_id, _ in self._digests}

    def digest(self, record_id: str, field: str, text: str) -> str:
        """Return the keyed hash of a text in a field of a record."""
        said = json.dumps([record_id, field, text])
        return hmac.new(self._key, said.encode(), hashlib.sha256).hexdigest()

    def applied(self, record: Record, line: str) -> frozenset[str]:
        """Return the fields of a record that hold what was redacted in it before."""
        if record.id not in self._records:
            return frozenset()
        wire = json.loads(line)
        return frozenset(
            field
            for (record_id, field), digests in self._digests.items()
            if record_id == record.id
            and any(self.digest(record_id, field, text) in digests for text in _texts(field, wire.get(field)))
        )


def blanked(record: Record, fields: Collection[str]) -> Record:
    """Return a record without what some fields say."""
    left = redactable(type(record))
    return attrs.evolve(record, **{name: left[name](getattr(record, name)) for name in fields})


class Redactor:
    """One redaction, in one transaction."""

    def __init__(
        self, session: Session, tables: Tables, lines: Lines, number: int, rows: Rowed, *, key: str
    ) -> None:
        self.session, self.tables, self.lines = session, tables, lines
        self.number, self.rows = number, rows
        self.redactions = Redactions(session, tables, key)

    def redact(self, record_id: str, fields: Collection[str]) -> None:
        """Erase what fields of a record say in every revision, and whatever was made of it."""
        record = self.tables.record
        what = select(record.c.row_id, record.c.body).where(record.c.id == record_id)
        held = self.session.rows(what)
        if not held:
            raise RecordNotFoundError(record_id)
        digests: set[tuple[str, str]] = set()
        for row_id, body in held:
            found = self.lines.read([body])[0]
            allowed = redactable(type(found))
            for name in fields:
                if name not in allowed:
                    raise UnknownNameError("field that can be redacted", name, allowed)
            wire = json.loads(body)
            for name in fields:
                texts = set(_texts(name, wire.get(name)))
                digests |= {(name, self.redactions.digest(record_id, name, text)) for text in texts}
            line = self.lines.write(blanked(found, fields))[1]
            self.session.run(update(record).where(record.c.row_id == row_id).values(body=line))
        self._remember(record_id, digests)
        self._forget_references(record_id, fields)
        self._again(record_id)

    def _remember(self, record_id: str, digests: set[tuple[str, str]]) -> None:
        redaction = self.tables.redaction
        known = select(redaction.c.field, redaction.c.digest).where(redaction.c.record_id == record_id)
        fresh = digests - {(row[0], row[1]) for row in self.session.rows(known)}
        rows = [(record_id, field, digest, self.number) for field, digest in sorted(fresh)]
        self.session.insert(redaction, ("record_id", "field", "digest", "number"), rows)

    def _forget_references(self, record_id: str, fields: Collection[str]) -> None:
        reference = self.tables.reference
        gone = [name for name in fields if name != _EVIDENCE]
        mine = reference.c.holder_id == record_id, reference.c.place.in_(gone)
        self.session.run(delete(reference).where(*mine))

    def _again(self, record_id: str) -> None:
        """Make anew what rests on the record, revision by revision; the redaction itself is the last.

        The record gets a row of this revision, so that whoever follows the changes sees what is left.
        """
        record = self.tables.record
        mine = record.c.id == record_id, record.c.rev_until == FOREVER
        for row_id, kind, body in self.session.rows(
            select(record.c.row_id, record.c.kind, record.c.body).where(*mine)
        ):
            ended = update(record).where(record.c.row_id == row_id)
            self.session.run(ended.values(rev_until=self.number))
            fresh = self.rows.take(), record_id, kind, body, self.number, FOREVER
            self.session.insert(record, HELD, [fresh])
        replay(self.session, self.tables, self.lines, self.rows, {record_id})


def replay(session: Session, tables: Tables, lines: Lines, rows: Rowed, changed: Collection[str]) -> None:
    """Make anew, for all revisions, what questions need of some records and of all that rests on them."""
    projector = Projector(session, tables, lines, None, rows)
    records, proposals = projector.affected(Changes(held=set(changed)))
    _clear(session, tables, records | proposals)
    for number in _revisions(session, tables, projector.around(records, proposals)):
        Projector(session, tables, lines, number, rows).again(records, proposals)


def stand_again(
    session: Session, tables: Tables, lines: Lines, rows: Rowed, changed: Collection[str]
) -> None:
    """Work out anew, for all revisions, where some proposals stand, and who stands on which side."""
    projector = Projector(session, tables, lines, None, rows)
    records, proposals = projector.affected(Changes(held=set(changed)))
    for table in (tables.standing, tables.stand):
        session.run(delete(table).where(table.c.proposal_id.in_(proposals)))
    for number in _revisions(session, tables, projector.around(records, proposals)):
        Projector(session, tables, lines, number, rows).stand_again(proposals)


def _clear(session: Session, tables: Tables, ids: Collection[str]) -> None:
    for some in chunks(ids):
        for shown in tables.shown.values():
            mine = shown.table.c.id.in_(some)
            rows = select(shown.table.c.row_id).where(mine)
            session.remove_words(tables, rows)
            for link in shown.links.values():
                session.run(delete(link).where(link.c.row_id.in_(rows)))
            session.run(delete(shown.table).where(mine))
        for table in (tables.standing, tables.stand):
            session.run(delete(table).where(table.c.proposal_id.in_(some)))


def _revisions(session: Session, tables: Tables, ids: Collection[str]) -> list[int]:
    """Return the revisions that changed one of the records, in order."""
    record = tables.record
    found: set[int] = set()
    for some in chunks(ids):
        spans = select(record.c.rev_from, record.c.rev_until).where(record.c.id.in_(some)).distinct()
        found |= {number for row in session.rows(spans) for number in row}
    return sorted(found - {FOREVER})
