"""From records to the rows that questions use."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, cast

from policytrack.dates import PartialDate
from policytrack.engines.sql import AXES, Shown, columns_of, nested, word_kept
from policytrack.model import Position, Proposal, Record, StatusChange, targets
from policytrack.query import Field, Kind, Way, bag, schema
from policytrack.tracker._plain import Side
from policytrack.tracker._projection import Rectangle, Version

Row = tuple[Any, ...]
Cells = Callable[[Any], tuple[Any, ...]]
"""Makes the cells of a field: its text or its number, and what compares faster than that."""

HELD = ("row_id", "id", "kind", "body", "rev_from", "rev_until")
"""The columns of a record as it is held."""

REFERRED = ("row_id", "holder_id", "place", "target_id", "types", "rev_from", "rev_until")
"""The columns of a reference of a record."""

_STATUS = ("status", "phase", "status_since")
_ABOUT = {"stand": ("side", "actor_id", "position_id")}


@lru_cache(maxsize=256)
def shown_columns(shown: Shown) -> tuple[str, ...]:
    """Return the columns of the rows that `shown_row` makes."""
    own = (name for _, columns in _plan(shown.fields) for name in columns)
    return ("row_id", "record_row", "shown", "stands", *AXES, "rev_from", "rev_until", *own)


def shown_row(
    shown: Shown, version: Version, numbers: tuple[int, int], text: str | None, spans: tuple[int | None, int]
) -> Row:
    """Return the row of a record as it shows.

    Args:
        shown: The table of its class, or of one of its bases.
        version: How it shows.
        numbers: That of the row, and that of the record's own.
        text: Its line where that is not the one that is held.
        spans: From which revision on, and until which.
    """
    read, makers = _shown_plan(shown)
    cells: list[Any] = []
    for held, make in zip(read(version.record), makers, strict=True):
        if make is None:
            cells.append(held)
        else:
            cells += make(held)
    return (*numbers, text, int(version.stands), *version[3:], *spans, *cells)


def linked(shown: Shown, record: Record) -> Iterator[tuple[str, str]]:
    """Give the several texts of a record, each with the name of its field, and the ids in nested values."""
    texts, relations = _several(cast("type", shown.record))
    for name in texts:
        yield from ((name, text) for text in sorted(set(getattr(record, name))))
    if relations:
        named = [(place, one) for place, one, _ in targets(record)]
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


@cache
def rectangle_columns(name: str) -> tuple[str, ...]:
    """Return the columns of the rows that `rectangle_row` makes."""
    about = _ABOUT.get(name) or [column for _, columns in _standing_plan() for column in columns]
    return ("proposal_id", *about, *AXES)


def rectangle_row(proposal_id: str, found: Rectangle) -> tuple[str, Row]:
    """Return the row of a rectangle, with the name of its table."""
    if isinstance(found.value, Side):
        return "stand", (proposal_id, *found.value, *found[1:])
    cells: list[Any] = [proposal_id]
    for held, (make, _) in zip(found.value, _standing_plan(), strict=True):
        cells += (held,) if make is None else make(held)
    return "standing", (*cells, *found[1:])


Plan = tuple[tuple[Cells | None, tuple[str, ...]], ...]
"""For each field what makes its cells, None where it is its own cell, and their columns."""


@lru_cache(maxsize=256)
def _shown_plan(shown: Shown) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[Cells | None, ...]]:
    """Return what reads the fields of a record, and what makes the cells of each."""
    # The `id` is read twice, so that there is a tuple also where it is the only field.
    read = attrgetter("id", *(field.name for field in shown.fields))
    return lambda record: read(record)[1:], tuple(make for make, _ in _plan(shown.fields))


@cache
def _standing_plan() -> Plan:
    return _plan(schema(Proposal)[name] for name in _STATUS)


def _plan(fields: Iterable[Field]) -> Plan:
    return tuple(
        (_CELLS.get(field.kind), tuple(column.name for column in columns_of(field))) for field in fields
    )


@lru_cache(maxsize=4096)
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
