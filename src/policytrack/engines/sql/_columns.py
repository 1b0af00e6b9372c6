"""The columns of a field, and the tables beside it where it holds several values."""

import enum
from collections.abc import Iterable, Iterator
from typing import Any, cast

from sqlalchemy import BigInteger, Column, Date, Double, Text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

from policytrack.model import Record
from policytrack.query import Field, Kind, Way, schema

TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
WHOLE = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
REAL: TypeEngine[Any] = cast("Any", Double()).with_variant(sqlite.REAL(), "sqlite")
DAY = Date().with_variant(sqlite.TEXT(), "sqlite")


class Part(enum.StrEnum):
    """What a date and a term of an ordered list have beside their text, as endings of their columns."""

    EARLIEST = "_earliest"
    LATEST = "_latest"
    QUALIFIED = "_qualified"
    RANK = "_rank"


def columns_of(field: Field) -> Iterable[Column[Any]]:
    """Give the columns of a field: its text or its number, and what compares faster than that."""
    kind = {Kind.NUMBER: REAL, Kind.TRUTH: WHOLE}.get(field.kind, TEXT)
    yield Column(field.name, kind, nullable=field.optional)
    if field.kind is Kind.DATE:
        yield Column(field.name + Part.EARLIEST, DAY, nullable=field.optional)
        yield Column(field.name + Part.LATEST, DAY, nullable=field.optional)
        yield Column(field.name + Part.QUALIFIED, WHOLE, nullable=field.optional)
    if field.kind is Kind.ORDERED:
        yield Column(field.name + Part.RANK, WHOLE, nullable=field.optional)


def linked(record: type[Record]) -> Iterator[str]:
    """Give the names of the fields that hold several texts, or several ids in nested values."""
    fields = schema(record)
    for field in fields.values():
        if field.kind is Kind.TEXTS and field.way is Way.OWN:
            yield field.name
        if field.way is Way.HOLDS and link_of(field) == field.name:
            yield field.name


def link_of(field: Field) -> str | None:
    """Return the name of the table that leads from a record to those whose ids it holds.

    None where a column holds the id.
    """
    through = schema(field.record).get(field.through or "")
    if through is None or through.kind is Kind.RELATION:
        return field.name
    return through.name if through.kind is Kind.TEXTS else None


def nested(record: type[Record]) -> tuple[Field, ...]:
    """Return the relations of a class whose ids stand in nested values, such as `evidence`."""
    return tuple(
        field for field in schema(record).values() if field.way is Way.HOLDS and link_of(field) == field.name
    )
