"""From records to the rows that questions use."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, cast

from policytrack.dates import PartialDate
from policytrack.engines.sql import Shown, columns_of, nested, word_kept
from policytrack.model import Position, Proposal, Record, StatusChange, references
from policytrack.query import Field, Kind, Way, bag, schema
from policytrack.tracker._plain import Side
from policytrack.tracker._projection import Rectangle, Version

Row = dict[str, Any]
Cells = Callable[[Any], tuple[Any, ...]]
"""Makes the cells of a field: its text or its number, and what compares faster than that."""


def shown_row(shown: Shown, version: Version, row_id: int, record_row: int, text: str | None) -> Row:
    """Return the row of a record as it shows; `text` is its line where that is not the one that is held."""
    row: Row = {"row_id": row_id, "record_row": record_row, "shown": text, "stands": int(version.stands)}
    record = version.record
    for name, make, columns in _shown_plan(shown):
        held = getattr(record, name)
        if make is None:
            row[name] = held
        else:
            row.update(zip(columns, make(held), strict=True))
    return row


def axes(found: Version | Rectangle) -> tuple[int, int, int, int]:
    """Return the days from which and until which something holds, of knowledge and of the question."""
    return found.known_from, found.known_until, found.on_from, found.on_until


def linked(shown: Shown, record: Record) -> Iterator[tuple[str, str]]:
    """Give the several texts of a record, each with the name of its field, and the ids in nested values."""
    texts, relations = _several(cast("type", shown.record))
    for name in texts:
        yield from ((name, text) for text in sorted(set(getattr(record, name))))
    if relations:
        named = [(one.path.split("/", 2)[1], one.record_id) for one in references(record)]
        for name, through in relations:
            yield from ((name, one) for one in sorted({one for place, one in named if place == through}))


@cache
def _several(record: type) -> tuple[tuple[str, ...], tuple[tuple[str, str | None], ...]]:
    """Return the fields of a class that hold several texts, and its relations through nested values."""
    own = [field for field in schema(record).values() if field.way is Way.OWN]
    texts = tuple(field.name for field in own if field.kind is Kind.TEXTS)
    relations = nested(cast("type[Record]", record))
    return texts, tuple((field.name, field.through) for field in relations)


def words_of(record: Record) -> frozenset[str]:
    """Return the words by which a record, or the proposal that it is about, is found."""
    if not isinstance(record, Proposal | Position | StatusChange):
        return frozenset()
    texts: list[str | None] = []
    texts += [citation.quote.exact for citation in record.evidence if citation.quote is not None]
    if isinstance(record, Proposal):
        texts += [record.title, record.summary, *record.other_titles]
    if isinstance(record, Position):
        texts.append(record.statement)
    return frozenset(map(word_kept, bag(text for text in texts if text)))


def rectangle_row(proposal_id: str, found: Rectangle) -> tuple[str, Row]:
    """Return the row of a rectangle, with the name of its table."""
    row: Row = {"proposal_id": proposal_id}
    if isinstance(found.value, Side):
        row |= {
            "side": found.value.name,
            "actor_id": found.value.actor_id,
            "position_id": found.value.position_id,
        }
        return "stand", row
    values = found.value.status, found.value.phase, found.value.since
    for held, (name, make, columns) in zip(values, _standing_plan(), strict=True):
        row.update({name: held} if make is None else zip(columns, make(held), strict=True))
    return "standing", row


Plan = tuple[tuple[str, Cells | None, tuple[str, ...]], ...]
"""Fields, each with what makes its cells, and their columns; None where it is its own cell."""


@lru_cache(maxsize=256)
def _shown_plan(shown: Shown) -> Plan:
    return _plan(shown.fields)


@cache
def _standing_plan() -> Plan:
    return _plan(schema(Proposal)[name] for name in ("status", "phase", "status_since"))


def _plan(fields: Iterable[Field]) -> Plan:
    return tuple(
        (field.name, _CELLS.get(field.kind), tuple(column.name for column in columns_of(field)))
        for field in fields
    )


def _date(held: PartialDate | None) -> tuple[Any, ...]:
    if held is None:
        return None, None, None, None
    first, last = held.span
    return str(held), first.isoformat(), last.isoformat(), int(held.is_qualified)


def _ordered(held: Any) -> tuple[Any, ...]:  # noqa: ANN401  # a term of any ordered list
    return (None, None) if held is None else (str(held.value), held.rank)


def _term(held: Any) -> tuple[Any, ...]:  # noqa: ANN401  # a term of any list
    return (None if held is None else str(held.value),)


def _truth(held: bool | None) -> tuple[Any, ...]:  # noqa: FBT001  # the value of a field
    return (None if held is None else int(held),)


def _number(held: float | None) -> tuple[Any, ...]:
    return (None if held is None else float(held),)


_CELLS: dict[Kind, Cells] = {
    Kind.DATE: _date,
    Kind.ORDERED: _ordered,
    Kind.TERM: _term,
    Kind.TRUTH: _truth,
    Kind.NUMBER: _number,
}
