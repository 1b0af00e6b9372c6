"""The tables of a published database, from those of a data package."""

import inspect
import re
from collections.abc import Collection, Iterator, Mapping

import attrs

from policytrack.formats._hints import item_type
from policytrack.formats._wire import OTHERS, Wire
from policytrack.formats.datapackage._columns import NUMBER, RECORD_ID, TableShape, shapes
from policytrack.formats.datapackage._columns import Column as Shape
from policytrack.model import Assertion, Proposal, UnknownRecord, hints, record_fields

RECORDS = "records"
CURRENT = "current_"
_ANSWERS = (RECORDS, "standings", "stances", "spoke_for", "search")
_KEPT = ("rowid", "oid", "_rowid_", "rank")
"""Names of columns that mean something to SQLite itself."""

_TYPES: Mapping[str, str] = {"integer": "INTEGER", "boolean": "INTEGER", "number": "NUMERIC"}
_NAMES = frozenset(
    "to type kind lifecycle claim scheme identifier url sha256 language jurisdiction unit".split()  # noqa: SIM905  # Shorter.
)
"""Fields of text whose values are names: nobody looks for words in them."""


@attrs.frozen
class Column:
    """A column of a table: its declared type, what it says, and the table whose rows it names.

    `shape` is where its value stands in a record, None where it is worked out; `part` says what is worked
    out, or which day of a date it is. `link` is the table that has a row for each of the ids in it.
    """

    name: str
    type: str = "TEXT"
    about: str = ""
    leads_to: str | None = None
    shape: Shape | None = None
    part: str | None = None
    link: str | None = None
    is_key: bool = False
    is_searched: bool = False
    is_facet: bool = False


@attrs.frozen
class Table:
    """A table of records of one class, or of what one of their lists holds."""

    name: str
    about: str
    columns: tuple[Column, ...]
    shape: TableShape
    record: type[attrs.AttrsInstance]

    @property
    def is_main(self) -> bool:
        """Whether it has a row a record."""
        return self.shape.list is None

    @property
    def has_proposals(self) -> bool:
        """Whether its rows are proposals, of our own class or of a plugin's."""
        return self.is_main and issubclass(self.record, Proposal)

    @property
    def links(self) -> tuple[str, ...]:
        """The tables that have a row for each id in a column that holds several."""
        return tuple(column.link for column in self.columns if column.link is not None)

    @property
    def label(self) -> str | None:
        """The column that says which one a row is."""
        names = [column.name for column in self.columns]
        return next((name for name in LABELS if name in names), None)


LABELS = ("title", "name", "label", "statement", "wording", "question")
"""The fields that say which one a record is, the best first."""


def tables_of(wire: Wire, elsewhere: Collection[str]) -> tuple[Table, ...]:
    """Return the tables that records of a wire may need.

    `elsewhere` are the fields some of whose records stand in a table of their own: what leads to these
    leads to the table of all records.
    """
    homes = {cls.__name__: field for field, cls in record_fields().items() if field != OTHERS}
    homes = {name: field for name, field in homes.items() if field not in elsewhere}
    taken: list[str] = [*_ANSWERS]
    found: list[Table] = []
    owner = ""
    for shape in shapes(wire):
        name = _table_name(shape.name, taken)
        owner = name if shape.list is None else owner
        record = _class_of(shape, wire)
        cls = record if shape.list is None else item_type(hints(record)[shape.list])
        columns = list(_columns(shape, cls, owner, homes))
        if shape.list is None:
            columns = [*_front(columns), *_worked_out(record, [*_KEPT, *(column.name for column in columns)])]
            columns = [attrs.evolve(one, link=_link_name(name, one, taken)) for one in columns]
        found.append(Table(name, _about(cls), tuple(columns), shape, record))
    return tuple(found)


def _table_name(words: str, taken: list[str]) -> str:
    """Return the name of a table; those that end in `_fts` are the indexes of words."""
    return _free(re.sub(r"_fts(?=_|$)", "_fts_", re.sub(r"\W", "_", words)), taken)


def _link_name(table: str, column: Column, taken: list[str]) -> str | None:
    """Return the name of the table that has a row for each id in a column, None where it holds no several."""
    shape = column.shape
    if shape is None or shape.type != "array" or shape.refers_to is None:
        return None
    return _table_name(f"{table}_{column.name}", taken)


def _class_of(shape: TableShape, wire: Wire) -> type[attrs.AttrsInstance]:
    if shape.field != OTHERS:
        return record_fields()[shape.field]
    return UnknownRecord if shape.type is None else wire.records[shape.type]


def _columns(
    shape: TableShape, cls: type[attrs.AttrsInstance], owner: str, homes: Mapping[str, str]
) -> Iterator[Column]:
    taken: list[str] = [*_KEPT]
    for one in shape.columns:
        name = _free("_".join(one.keys), taken)
        if shape.list is not None and one.keys in {(RECORD_ID,), (NUMBER,)}:
            about = "The record that has it." if one.keys == (RECORD_ID,) else "The how many-th, from 1."
            leads_to = owner if one.keys == (RECORD_ID,) else None
            yield Column(name, _TYPES.get(one.type, "TEXT"), about, leads_to, one, is_key=True)
            continue
        types = one.refers_to if one.is_text else None
        leads_to = None if types is None else homes.get(types[0] if len(types) == 1 else "", RECORDS)
        is_free = one.is_text and types is None and not one.terms and not one.is_date
        yield Column(
            name,
            _TYPES.get(one.type, "TEXT"),
            _said(cls, one),
            leads_to,
            one,
            is_key=one.keys == ("id",),
            is_searched=is_free and one.keys[-1] not in {*_NAMES, "id", "prefix", "suffix"},
            is_facet=bool(one.terms) or types is not None or one.keys[-1] in {"to", "topics", "publisher"},
        )
        if one.is_date:
            for part in ("earliest", "latest"):
                about = f"The {part} day that {name} can be; empty where it is open."
                yield Column(_free(f"{name}_{part}", taken), about=about, shape=one, part=part)


def _front(columns: list[Column]) -> list[Column]:
    """Put first what says which one a row is."""
    first = [column for column in columns if column.is_key]
    labels = [column for column in columns if column.name in LABELS[:3]]
    return [*first, *labels, *(column for column in columns if column not in (*first, *labels))]


def _worked_out(cls: type, taken: list[str]) -> Iterator[Column]:
    """Give the columns that follow from a record and from others."""
    if issubclass(cls, Proposal):
        about = "What it would change, in words."
        yield Column(_free("would_change", taken), about=about, part="would_change", is_searched=True)
    if issubclass(cls, Assertion):
        about = "The words that bear it."
        yield Column(_free("cited_quote", taken), about=about, part="cited_quote", is_searched=True)
        about = "What the source is called."
        yield Column(_free("cited_source", taken), about=about, part="cited_source")
        about = "The source that has them."
        yield Column(_free("cited_source_id", taken), about=about, leads_to="sources", part="cited_source_id")
        about = "Where to read it; no address but of the web."
        yield Column(_free("cited_url", taken), about=about, part="cited_url")
    about = "The id under which it counts now; empty where it was corrected or withdrawn."
    yield Column(_free("current_id", taken), about=about, part="current_id")


def _free(name: str, taken: list[str]) -> str:
    """Return a name that no other has: SQLite tells no capitals from small letters."""
    lowered = {one.lower() for one in taken}
    free = next(
        one
        for one in (name, *(f"{name}_{n}" for n in range(2, len(taken) + 3)))
        if one.lower() not in lowered
    )
    taken.append(free)
    return free


def _about(cls: type) -> str:
    """Return what a class says of itself."""
    return _plain(inspect.cleandoc(cls.__doc__ or "").partition("\n\nAttributes:")[0])


def _said(cls: type[attrs.AttrsInstance], column: Shape) -> str:
    """Return what its class says of a field, and what follows from its type."""
    words: list[str] = []
    for base in cls.__mro__:
        text = inspect.cleandoc(base.__doc__ or "") if attrs.has(base) else ""
        sentences = re.split(r"(?<=\.)\s+", text)
        words += [one for one in sentences if f"`{column.keys[-1]}`" in one]
    if column.terms:
        words.append(f"One of: {', '.join(map(str, column.terms))}.")
    if column.is_date:
        words.append("A date in EDTF, as precise as its source.")
    if column.type in {"array", "object", "any"}:
        words.append("JSON.")
    if column.refers_to is not None:
        words.append(f"The id of a {' or '.join(map(str.lower, column.refers_to)) or 'record'}.")
    return _plain(" ".join(dict.fromkeys(words)))


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())
