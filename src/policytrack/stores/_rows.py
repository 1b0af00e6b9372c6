"""From records to the rows that questions use."""

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from policytrack.engines.sql import Shown, nested, word_kept
from policytrack.model import Position, Proposal, Record, StatusChange, references
from policytrack.query import Field, Kind, Way, bag, schema
from policytrack.tracker._projection import Rectangle, Side, Version

Row = dict[str, Any]


def shown_row(shown: Shown, version: Version, row_id: int, record_row: int, text: str | None) -> Row:
    """Return the row of a record as it shows; `text` is its line where that is not the one that is held."""
    row: Row = {"row_id": row_id, "record_row": record_row, "shown": text, "stands": int(version.stands)}
    for field in shown.fields:
        row.update(_cells(field, getattr(version.record, field.name)))
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
    proposal = schema(Proposal)
    for field, held in (
        (proposal["status"], found.value.status),
        (proposal["phase"], found.value.phase),
        (proposal["status_since"], found.value.since),
    ):
        row.update(_cells(field, held))
    return "standing", row


def _cells(field: Field, held: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # a field holds anything
    """Give the cells of a field: its text or its number, and what compares faster than that."""
    name = field.name
    match field.kind:
        case Kind.DATE:
            first, last = (None, None) if held is None else held.span
            yield name, None if held is None else str(held)
            yield f"{name}_earliest", None if first is None else first.isoformat()
            yield f"{name}_latest", None if last is None else last.isoformat()
            yield f"{name}_qualified", None if held is None else int(held.is_qualified)
        case Kind.ORDERED:
            yield name, None if held is None else str(held.value)
            yield f"{name}_rank", None if held is None else held.rank
        case Kind.TERM:
            yield name, None if held is None else str(held.value)
        case Kind.TRUTH:
            yield name, None if held is None else int(held)
        case Kind.NUMBER:
            yield name, None if held is None else float(held)
        case _:
            yield name, held
