"""Makes the database: tables, rows, what is looked for by words, and the views of what holds now."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import attrs

from policytrack.dates import PartialDate
from policytrack.formats._document import write_records
from policytrack.formats._faults import pointer
from policytrack.formats._feed import is_url
from policytrack.formats._trees import is_object
from policytrack.formats._wire import OTHERS, Wire
from policytrack.formats.datapackage._columns import NUMBER, RECORD_ID
from policytrack.formats.datapackage._columns import Column as Shape
from policytrack.formats.datapackage._write import as_unknown
from policytrack.formats.datasette._answers import Answers, answers_of, bounds
from policytrack.formats.datasette._tables import (
    CURRENT,
    LABELS,
    RECORDS,
    Column,
    Table,
    tables_of,
)
from policytrack.model import Assertion, Citation, Proposal, Record, Source
from policytrack.registry import kebab
from policytrack.tracker import Tracker

APPLICATION = 0x70745042
"""What SQLite keeps to tell whose file it is: ptPB."""

SUBJECT = "snapshot as a published database"
_LONGEST_LABEL = 200
_LARGEST = 2**63 - 1
_ID, _TYPE, _LABEL = Column("id", is_key=True), Column("type", is_facet=True), Column("label")
_VALUE = Column("value", leads_to=RECORDS, is_key=True)
# Words as questions have them: accents count.
_TOKENS = "unicode61 remove_diacritics 0"

_Cell = str | int | float | None
_Rows = Mapping[str, Sequence[Sequence[_Cell]]]


@attrs.frozen
class Made:
    """A database as bytes, what stands in it, and pointers to what did not fit in."""

    data: bytes
    tables: tuple[Table, ...]
    answers: tuple[Answers, ...]
    losses: tuple[str, ...]


def database(tracker: Tracker, wire: Wire) -> Made:
    """Return the database of a tracker: the same bytes for equal records and one version of SQLite.

    Raises:
        EncodeError: It holds what the wire has no place for.
    """
    theirs = any(type(one) is not Proposal for one in tracker.snapshot().proposals)
    # A key leads to one table, and a plugin's proposals have one of their own.
    tables = tables_of(wire, {"proposals"} if theirs else set[str]())
    filler = _Filler(tracker, wire, tables)
    rows = filler.rows()
    # A table of our own records always stands, so that whoever asks gets an answer.
    held = tuple(
        table for table in tables if rows.get(table.name) or (table.is_main and table.shape.field != OTHERS)
    )
    answers = tuple(answers_of(tracker, RECORDS if theirs else "proposals"))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("BEGIN")
        _fill(connection, held, answers, rows)
        connection.execute("COMMIT")
        return Made(connection.serialize(), held, answers, tuple(filler.losses))
    finally:
        connection.close()


class _Filler:
    """Turns records into rows; what does not fit is noted."""

    def __init__(self, tracker: Tracker, wire: Wire, tables: Iterable[Table]) -> None:
        self.losses: list[str] = []
        self._tracker, self._wire = tracker, wire
        self._tables: dict[tuple[str, str | None], list[Table]] = defaultdict(list)
        for table in tables:
            self._tables[table.shape.field, table.shape.type].append(table)
        self._current = _current(tracker)

    def rows(self) -> dict[str, list[Sequence[_Cell]]]:
        """Return the rows of every table by its name.

        Raises:
            EncodeError: It holds what the wire has no place for.
        """
        found: dict[str, list[Sequence[_Cell]]] = defaultdict(list)
        places: dict[str, int] = defaultdict(int)
        for field, record, value in write_records(self._tracker.snapshot(), self._wire.write, SUBJECT):
            kind = value["type"] if field == OTHERS and value["type"] in self._wire.records else None
            fields = as_unknown(value) if field == OTHERS and kind is None else value
            path = pointer(field, places[field])
            places[field] += 1
            held_as = str(value.get("type", kebab(type(record).__name__)))
            found[RECORDS].append((record.id, held_as, _label(record)))
            worked_out = self._worked_out(record)
            for table in self._tables[field, kind]:
                if table.is_main:
                    found[table.name].append(self._row(table, fields, path, worked_out))
                    for column in table.columns:
                        if column.shape is not None and column.link is not None:
                            ids = _at(fields, column.shape) or ()
                            found[column.link] += [(record.id, one) for one in dict.fromkeys(ids)]
                    continue
                name = str(table.shape.list)
                for index, item in enumerate(fields.get(name, ())):
                    row = {RECORD_ID: record.id, NUMBER: index + 1, **item}
                    found[table.name].append(self._row(table, row, path + pointer(name, index), {}))
        return found

    def _worked_out(self, record: Record) -> dict[str, _Cell]:
        """Return the cells of what follows from a record and from others, by the parts of columns."""
        found: dict[str, _Cell] = {"current_id": self._current.get(record.id)}
        if isinstance(record, Proposal):
            found["would_change"] = None if record.measure is None else str(record.measure)
        if isinstance(record, Assertion) and record.evidence:
            cited = min(record.evidence, key=_is_bare)
            source = self._tracker.get(cited.source_id, Source)
            found["cited_quote"] = None if cited.quote is None else cited.quote.exact
            found |= {"cited_source": source.title, "cited_source_id": source.id}
            found["cited_url"] = source.url if is_url(source.url) else None
        return found

    def _row(
        self, table: Table, fields: Mapping[str, Any], path: str, worked_out: Mapping[str, _Cell]
    ) -> list[_Cell]:
        cells: list[_Cell] = []
        for column in table.columns:
            if column.shape is None:
                cells.append(worked_out.get(str(column.part)))
                continue
            held = _at(fields, column.shape)
            if column.part is not None:
                first, last = bounds(None if held is None else PartialDate.parse(str(held)))
                cells.append(first if column.part == "earliest" else last)
            else:
                cells.append(self._cell(held, column.shape, path))
        return cells

    def _cell(self, held: Any, shape: Shape, path: str) -> _Cell:  # noqa: ANN401  # Any value of the wire.
        if held is None:
            return None
        if shape.is_text:
            return str(held)
        if shape.type in {"integer", "number", "boolean"}:
            number: int | float = held
            if isinstance(number, float) or abs(number) <= _LARGEST:
                return number
            self.losses.append(path + pointer(*shape.keys))
            return str(number)
        return json.dumps(held, ensure_ascii=False, default=_plain)


def _at(fields: Mapping[str, Any], shape: Shape) -> Any:  # noqa: ANN401  # Any value of the wire.
    """Return what a field holds, or means where it is left out."""
    held: Any = fields
    for key in shape.keys:
        held = held.get(key, shape.default) if is_object(held) else None
    return held


def _plain(default: object) -> object:
    """Return what a plugin's field means that is left out, as JSON can say it."""
    return (
        sorted(cast("frozenset[object]", default), key=str)
        if isinstance(default, frozenset)
        else str(default)
    )


def _is_bare(citation: Citation) -> bool:
    """Say whether a citation quotes nothing: the first that quotes something is the one that is shown."""
    return citation.quote is None


def _label(record: Record) -> str:
    """Return what a record is called where others lead to it."""
    texts = (getattr(record, name, None) for name in LABELS)
    text = next((text for text in texts if isinstance(text, str)), record.id)
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"


def _current(tracker: Tracker) -> dict[str, str]:
    """Return under which id each record counts now, by its own; what was withdrawn is not there.

    What a proposal says now may stand in its last correction, which then counts under the proposal's id.
    """
    found: dict[str, str] = {}
    for record in tracker.snapshot().records():
        if not isinstance(record, Assertion) or (not isinstance(record, Proposal) and tracker.stands(record)):
            found[record.id] = record.id
    for shown in tracker.proposals:
        held = tracker.sight.index.get(shown.id, Proposal)
        found[(tracker.sight.correction_of(held) or held).id] = shown.id
    return found


def _fill(
    connection: sqlite3.Connection, tables: Iterable[Table], answers: Iterable[Answers], rows: _Rows
) -> None:
    _create(connection, RECORDS, (_ID, _TYPE, _LABEL), rows.get(RECORDS, ()))
    for table in tables:
        _create(connection, table.name, table.columns, rows.get(table.name, ()))
        owner = Column(RECORD_ID, leads_to=table.name, is_key=True)
        for link in table.links:
            _create(connection, link, (owner, _VALUE), rows.get(link, ()))
    for answer in answers:
        _create(connection, answer.name, answer.columns, answer.rows)
    for table in tables:
        if searched := [column.name for column in table.columns if column.is_searched]:
            _make_searchable(connection, table.name, searched)
        if table.is_main:
            connection.execute(_view(table))
    _make_searchable(connection, "search", ["title", "text"])


def _create(
    connection: sqlite3.Connection, name: str, columns: Sequence[Column], rows: Iterable[Sequence[_Cell]]
) -> None:
    lines = [f"{_quoted(column.name)} {column.type}" for column in columns]
    if keys := [_quoted(column.name) for column in columns if column.is_key]:
        lines.append(f"PRIMARY KEY ({', '.join(keys)})")
    lines += [
        f"FOREIGN KEY ({_quoted(column.name)}) REFERENCES {_quoted(column.leads_to)} (id)"
        for column in columns
        if column.leads_to is not None
    ]
    body = ",\n  ".join(lines)
    connection.execute(f"CREATE TABLE {_quoted(name)} (\n  {body}\n)")
    values = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {_quoted(name)} VALUES ({values})", rows)  # noqa: S608  # Our own names.
    for column in columns:
        if column.leads_to is not None:
            index = _quoted(f"{name} by {column.name}")
            connection.execute(f"CREATE INDEX {index} ON {_quoted(name)} ({_quoted(column.name)})")


def _make_searchable(connection: sqlite3.Connection, name: str, columns: Iterable[str]) -> None:
    """Index words such that Datasette finds the index: its `content` names the table in double quotes."""
    index, names = _quoted(f"{name}_fts"), ", ".join(map(_quoted, columns))
    connection.execute(
        f'CREATE VIRTUAL TABLE {index} USING fts5({names}, content="{name}", tokenize="{_TOKENS}")'
    )
    connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608  # Our own names.


def _view(table: Table) -> str:
    """Return the SQL of the view of what holds now, in which ids have their names beside them."""
    taken = [column.name.lower() for column in table.columns]
    shown: list[str] = []
    joins: list[str] = []
    for column in table.columns:
        if column.part == "current_id":
            continue
        own = f"t.{_quoted(column.name)}"
        shown.append("t.current_id AS id" if column.is_key else own)
        label = column.name.removesuffix("_id")
        if column.leads_to is not None and label.lower() not in taken:
            joins.append(
                f"LEFT JOIN {RECORDS} AS {_quoted(f'r_{label}')} ON {_quoted(f'r_{label}')}.id = {own}"
            )
            shown.append(f"{_quoted(f'r_{label}')}.label AS {_quoted(label)}")
    if table.has_proposals:
        joins += _STANDING
        shown += [f"s.{name}" for name in ("status", "phase", "since", "since_earliest") if name not in taken]
        shown += [f"c.cited_{name} AS status_{name}" for name in ("quote", "source", "url")]
    rows = f"FROM {_quoted(table.name)} AS t {' '.join(joins)} WHERE t.current_id IS NOT NULL"
    name = _quoted(f"{CURRENT}{table.name}")
    return f"CREATE VIEW {name} AS SELECT {', '.join(shown)} {rows}"  # Our own names.


_STANDING = (
    "JOIN standings AS s ON s.proposal_id = t.current_id AND s.known_until = 'open' AND s.on_until = 'open'",
    "LEFT JOIN status_changes AS c ON c.id = s.change_id",
)


def _quoted(name: str) -> str:
    return f'"{name}"'
