"""Records as rows of one table, by the fields of their class: what Arrow tables and lists of dicts hold.

A column stands for each field, in the order of the wire. Text, enums, periods and dates (as EDTF) are
strings, with `on_earliest` and `on_latest` as calendar days behind a date `on`; lists and sets are lists,
what they hold dicts; what has no type of its own (`extras`, a measure) is JSON. A column `policytrack_wire`
has the whole record as JSON where a number is larger than its column takes, and only there.
"""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from policytrack.dates import PartialDate
from policytrack.errors import EncodeError
from policytrack.formats._faults import Fault, Faults, problems_of
from policytrack.formats._hints import inner_type, is_json_type, item_type
from policytrack.formats._unstructure import wire_fields
from policytrack.formats._wire import OTHERS, Wire
from policytrack.measures import UnknownMeasure
from policytrack.model import Record, UnknownRecord, field_of, hints, thaw
from policytrack.registry import Registry

WHOLE = "policytrack_wire"
"""The column of records that do not fit into their columns."""

ENDS = ("earliest", "latest")
"""The properties of a date that have a column of their own."""

_LARGEST = 2**53
"""The whole numbers up to here are each a float of their own."""


def rows_of(
    records: Iterable[Record], cls: type | None = None, registry: Registry | None = None
) -> list[dict[str, Any]]:
    """Return records of one class as rows, each with all columns; None where a record says nothing.

    Without a registry it knows what ships, and what the records bring themselves.

    Raises:
        EncodeError: A record, or a value in one, has no place on the wire.
    """
    held = list(records)
    if not held:
        return []
    kind: type = cls or type(held[0])
    wire = Wire.of(registry if registry is not None else _registry_for(held))
    try:
        rows = [_row(record, wire.write(field_of(kind), record)) for record in held]
    except (Fault, Faults) as error:
        raise EncodeError("records as a table", problems_of(error)) from None
    names = columns(kind)
    return [{name: row.get(name) for name in names} for row in rows]


def columns(cls: type) -> tuple[str, ...]:
    """Name the columns of a class."""
    names: list[str] = []
    for name, _ in wire_fields(cls):
        names.append(name)
        names += [f"{name}_{end}" for end in ENDS if name in dates(cls)]
    return (*names, WHOLE)


def _row(record: Record, wire: dict[str, Any]) -> dict[str, Any]:
    cls: type = type(record)
    if isinstance(record, UnknownRecord):
        wire = {**wire, "data": thaw(record.data)}
    row: dict[str, Any] = {}
    for name, default in wire_fields(cls):
        hint = hints(cls)[name]
        value = wire.get(name, str(default) if isinstance(default, str) else None)
        if value is None:
            row[name] = [] if item_type(hint) is not None else None
        elif is_json_type(hint):
            row[name] = json.dumps(value, ensure_ascii=False)
        elif _fits(value):
            row[name] = value
        else:
            row[WHOLE] = json.dumps(wire, ensure_ascii=False)
        if name in dates(cls) and (date := getattr(record, name)) is not None:
            row |= {f"{name}_{end}": getattr(date, end) for end in ENDS}
    return row


def _fits(value: object) -> bool:
    """Say whether every number in a value is one that a column keeps as it is."""
    if isinstance(value, dict):
        return all(map(_fits, cast("dict[str, object]", value).values()))
    if isinstance(value, list):
        return all(map(_fits, cast("list[object]", value)))
    return type(value) is not int or abs(value) <= _LARGEST


@cache
def dates(cls: type) -> frozenset[str]:
    """Name the fields of a class that hold a date."""
    return frozenset(name for name, hint in hints(cls).items() if inner_type(hint) is PartialDate)


def _registry_for(records: Iterable[Record]) -> Registry:
    """Return what ships, with the measures and types that these records bring themselves."""
    registry = Registry.default()
    for record in records:
        measure: object = getattr(record, "measure", None)
        cls: type[Any] = type(measure)
        if measure is not None and cls not in {UnknownMeasure, *registry.measures.values()}:
            registry = registry.with_measure(cls)
        kind: type = type(record)
        if field_of(kind) == OTHERS and not isinstance(record, UnknownRecord):
            registry = registry.with_record(kind)
    return registry
