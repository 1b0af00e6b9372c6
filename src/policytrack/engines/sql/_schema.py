"""The relational schema, derived from the classes of records: one list of fields, and it is theirs.

What a store holds comes in two parts. The record is kept whole, as a line of JSON, in `record`, a row a
revision of it. Beside it stand narrow tables that questions use, one for each class of records: a row is a
record *as it shows* between two days of knowledge (`known_from`, `known_until`) and two revisions
(`rev_from`, `rev_until`). The tables `standing` and `stand` hold the answers that follow from several
records, as rectangles on the two axes of days. All intervals are half-open.

Days on the axes are numbers (see `policytrack.engines._axes`). Dates that a record holds have their EDTF
text and their first and last possible day as dates.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    FromClause,
    Index,
    MetaData,
    Table,
    literal_column,
)

from policytrack.engines._axes import DATED, END
from policytrack.engines.sql._columns import DAY, TEXT, WHOLE, Part, columns_of, linked
from policytrack.errors import RegistrationError
from policytrack.model import (
    Assertion,
    Membership,
    Position,
    Proposal,
    Record,
    Source,
    StatusChange,
    UnknownRecord,
    record_fields,
)
from policytrack.query import Field, Kind, Way, schema
from policytrack.registry import Registry, kebab

VERSION = 2
"""The version of the schema, which every store keeps."""

FOREVER = 2**63 - 1
"""The revision until which holds what no revision has ended."""

SEARCHED: tuple[type[Record], ...] = (Proposal, Position, StatusChange)
"""The classes whose texts are searched by words."""


@attrs.frozen(eq=False)
class Shown:
    """The tables of a class: a row a record as it shows, and a row for each of the several texts it holds.

    `fields` are those that are columns, `links` the tables of those that are not, by the name of the field.
    """

    record: type[Record]
    table: Table
    fields: tuple[Field, ...]
    links: Mapping[str, Table]

    @property
    def is_timeless(self) -> bool:
        """Whether every view shows every record of the class: it states no fact, and is no source."""
        return not issubclass(self.record, Assertion | Source)


_LATELY: "deque[Tables]" = deque(maxlen=8)


class Tables:
    """All tables of a store, for the classes of records that a registry knows."""

    metadata: MetaData
    registry: Registry

    @classmethod
    def of_registry(cls, registry: Registry) -> "Tables":
        """Return the tables of a registry, from a bounded cache: making them takes some 20 ms."""
        for known in _LATELY:
            if known.registry is registry:
                return known
        made = cls(registry)
        _LATELY.append(made)
        return made

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.metadata = MetaData()
        self._aliases: dict[tuple[Table, int], FromClause] = {}
        self._of: dict[type[Record], tuple[Shown, ...]] = {}
        self._equal: dict[tuple[ColumnElement[Any], int], ColumnElement[bool]] = {}
        self.meta: Table = Table(
            "meta",
            self.metadata,
            Column("name", TEXT, primary_key=True),
            Column("value", TEXT, nullable=False),
        )
        self.revision: Table = Table(
            "revision",
            self.metadata,
            Column("number", WHOLE, primary_key=True, autoincrement=False),
            Column("recorded", WHOLE, nullable=False),
            Column("author", TEXT, nullable=False),
            Column("reason", TEXT, nullable=False),
        )
        self.clock: Table = Table(
            "clock",
            self.metadata,
            Column("one", WHOLE, primary_key=True, autoincrement=False),
            Column("number", WHOLE, nullable=False),
            Column("next_row", WHOLE, nullable=False),
        )
        self.record: Table = self._table(
            "record",
            Column("id", TEXT, nullable=False),
            Column("kind", TEXT, nullable=False),
            Column("body", TEXT),
        )
        # With both, SQLite never looks for one id among all that no revision has ended.
        Index("record_id", self.record.c.id, self.record.c.rev_until)
        _indexed(self.record, "rev_from")
        # What holds is not in it: most records never end.
        ended = self.record.c.rev_until < FOREVER
        Index("record_rev_until", self.record.c.rev_until, sqlite_where=ended, postgresql_where=ended)
        columns = _texts("holder_id", "place", "target_id", "types")
        self.reference: Table = _indexed(
            self._table("reference", *columns), "holder_id", "target_id", "rev_from"
        )
        self.standing: Table = self._axes(
            "standing",
            Column("proposal_id", TEXT, nullable=False),
            Column("status", TEXT, nullable=False),
            Column("phase", TEXT),
            Column("phase_rank", WHOLE),
            Column("status_since", TEXT),
            Column("status_since_earliest", DAY),
            Column("status_since_latest", DAY),
            Column("status_since_qualified", WHOLE),
        )
        Index("standing_proposal_id", self.standing.c.proposal_id, self.standing.c.known_until)
        # The status of all on a day, as it was known on another, is told by this index alone.
        told = ("status", "known_until", "on_until", "on_from", "rev_until", "proposal_id", "known_from")
        Index("standing_status", *(self.standing.c[name] for name in told))
        columns = _texts("proposal_id", "side", "actor_id", "position_id")
        self.stand: Table = _indexed(self._axes("stand", *columns), "proposal_id", "position_id", "actor_id")
        self.word: Table = Table(
            "word",
            self.metadata,
            Column("word", TEXT, primary_key=True),
            Column("row_id", WHOLE, primary_key=True, autoincrement=False),
            sqlite_with_rowid=False,
            sqlite_strict=True,
        )
        Index("word_row_id", self.word.c.row_id)
        self.redaction: Table = Table(
            "redaction",
            self.metadata,
            Column("record_id", TEXT, primary_key=True),
            Column("field", TEXT, primary_key=True),
            Column("digest", TEXT, primary_key=True),
            Column("number", WHOLE, nullable=False),
        )
        self.shown: Mapping[type[Record], Shown] = {
            record: self._shown(name, record) for name, record in self._classes()
        }
        for table in self.metadata.tables.values():
            table.dialect_options["sqlite"]["strict"] = True

    @cached_property
    def asked(self) -> tuple[Table, ...]:
        """The tables that are made of the records, for questions; the words of them stand apart."""
        made = {*(shown.table for shown in self.shown.values()), self.standing, self.stand}
        links = {link for shown in self.shown.values() for link in shown.links.values()}
        return tuple(table for table in self.metadata.sorted_tables if table in made | links)

    @cached_property
    def by_kind(self) -> Mapping[str, type[Record]]:
        """The classes of records by their wire type."""
        return {name: record for name, record in self._classes() if record is not UnknownRecord}

    def newest(self, kind: str) -> str:
        """Return the name under which a plugin has the records of a kind now."""
        while kind in self.registry.migrations:
            kind = self.registry.migrations[kind][0]
        return kind

    def alias(self, table: Table, number: int) -> FromClause:
        """Return one of the aliases of a table, made once: that takes longer than all else of a statement."""
        key = table, number
        if key not in self._aliases:
            self._aliases.setdefault(key, table.alias())
        return self._aliases[key]

    def equal(self, column: ColumnElement[Any], value: int) -> ColumnElement[bool]:
        """Say that a column of an alias has a value that every question names: made once, as aliases are.

        It is a number of the schema, never one of a user's. It is written out: bound, it takes five times as
        long to write, and an engine that keeps its plans would not know how many rows have it.
        """
        key = column, value
        if key not in self._equal:
            self._equal.setdefault(key, column == literal_column(str(value), WHOLE))
        return self._equal[key]

    def view(self, shown: Shown) -> str:
        """Return the SQL of a view for people: the records of a class as they show now, without a cut.

        Proposals have their standing beside them. What was withdrawn is there too, with `stands` 0.
        """
        # A plugin's type may have any name, also one that SQL has a meaning for: `order`.
        name = shown.table.name.replace('"', '""')
        wanted = [column.name for column in shown.table.columns if column.name not in _HIDDEN]
        columns = [f'x."{column}"' for column in wanted if not column.endswith((Part.QUALIFIED, Part.RANK))]
        joined, now = f'"{name}" x', f"x.rev_until = {FOREVER} AND x.known_until = {END}"
        if issubclass(shown.record, Proposal):
            columns += ["s.status", "s.phase", "s.status_since"]
            columns += [f"s.status_since{ending}" for ending in (Part.EARLIEST, Part.LATEST)]
            joined += f" JOIN standing s ON s.proposal_id = x.id AND s.rev_until = {FOREVER}"
            now += f" AND s.known_until = {END} AND s.on_until = {END}"
        selected = f"SELECT {', '.join(columns)} FROM {joined} WHERE {now}"  # noqa: S608  # no value of a user's
        return f'CREATE VIEW "current_{name}" AS {selected}'

    def of(self, record: type[Record]) -> tuple[Shown, ...]:
        """Return the tables that records of a class have rows in: that of the class, and of its bases."""
        found = self._of.get(record)
        if found is None:
            found = tuple(self.shown[base] for base in record.__mro__ if base in self.shown)
            self._of[record] = found
        return found

    def _classes(self) -> Iterator[tuple[str, type[Record]]]:
        for record in record_fields().values():
            if record is not Record:
                yield kebab(record.__name__), record
        yield "unknown-record", UnknownRecord
        yield from self.registry.records.items()

    def _table(self, name: str, *columns: Column[Any]) -> Table:
        """Make a table whose rows hold between two revisions."""
        return Table(
            name,
            self.metadata,
            Column("row_id", WHOLE, primary_key=True, autoincrement=False),
            *columns,
            Column("rev_from", WHOLE, nullable=False),
            Column("rev_until", WHOLE, nullable=False),
        )

    def _axes(self, name: str, *columns: Column[Any]) -> Table:
        """Make a table whose rows hold between two revisions, two days of knowledge and two days `on`."""
        days = (Column(day, WHOLE, nullable=False) for day in AXES)
        return self._table(name, *columns, *days)

    def _shown(self, kind: str, record: type[Record]) -> Shown:
        name = kind.replace("-", "_")
        own = [field for field in schema(record).values() if field.way is Way.OWN]
        fields = tuple(field for field in own if field.kind is not Kind.TEXTS)
        columns = [column for field in fields for column in columns_of(field)]
        columns += [Column("stands", WHOLE, nullable=False)]
        columns += [Column("record_row", WHOLE, nullable=False), Column("shown", TEXT)]
        names = [column.name for column in columns] + [*AXES, "row_id", "rev_from", "rev_until"]
        if name in self.metadata.tables or len(names) > len(set(names)):
            twice = sorted({column for column in names if names.count(column) > 1})
            owner = f"{record.__module__}.{record.__qualname__}"
            raise RegistrationError("table or column", ", ".join(twice) or name, (owner, "the store"))
        table = self._axes(name, *columns)
        for column in ("id", *(field.name for field in fields if field.name.endswith("_id"))):
            # Whether a row is cut is told by the index, without a look at the row: those lie far apart.
            also = ("rev_until", "known_until", *_ALSO.get(column, ()), *_ALSO.get(f"{name}.{column}", ()))
            Index(f"{name}_{column}", table.c[column], *(table.c[one] for one in also))
        links = {link: self._link(name, link, table) for link in linked(record)}
        return Shown(record, table, fields, links)

    def _link(self, name: str, link: str, table: Table) -> Table:
        return Table(
            f"{name}_{link}",
            self.metadata,
            Column("value", TEXT, primary_key=True),
            Column(
                "row_id",
                WHOLE,
                ForeignKey(table.c.row_id, ondelete="CASCADE"),
                primary_key=True,
                autoincrement=False,
                index=True,
            ),
            sqlite_with_rowid=False,
        )


def _texts(*names: str) -> Iterator[Column[Any]]:
    """Give columns of texts that are never missing."""
    return (Column(name, TEXT, nullable=False) for name in names)


def _indexed(table: Table, *names: str) -> Table:
    """Return a table with an index of each of some columns."""
    for name in names:
        Index(f"{table.name}_{name}", table.c[name])
    return table


AXES = ("known_from", "known_until", "on_from", "on_until")
_ALSO = {"id": ("known_from",), "position.actor_id": ("stance",)}
"""What is asked of very many rows beside a column that is an index, by column, or by table and column."""
_HIDDEN = ("row_id", "record_row", "shown", "rev_from", "rev_until", *AXES)
"""What a store keeps for itself in a table of records."""


def is_dated(record: type[Record]) -> bool:
    """Say whether a view cuts the class by its day `on`."""
    return record in DATED or record is Membership
