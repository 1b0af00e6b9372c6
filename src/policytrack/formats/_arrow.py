"""Records as Arrow tables, typed by their classes. Only this module needs pyarrow (extra `arrow`).

A column stands for each field, in the order of the wire. Text, enums, periods and dates (as EDTF) are
strings, with `on_earliest` and `on_latest` as calendar days behind a date `on`; lists and sets are lists,
what they hold structs; what has no type of its own (`extras`, a measure) is JSON. A column `policytrack_wire`
has the whole record as JSON where a number is larger than its column takes, and only there.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import IO, Any, cast

import attrs

from policytrack.dates import PartialDate
from policytrack.errors import EncodeError, Problem
from policytrack.formats._document import write_records
from policytrack.formats._faults import Fault, Faults, problems_of
from policytrack.formats._hints import inner_type, is_json_type, item_type
from policytrack.formats._json_text import JsonReader
from policytrack.formats._unstructure import wire_fields
from policytrack.formats._versions import HEADER, VERSION
from policytrack.formats._wire import OTHERS, Wire
from policytrack.measures import UnknownMeasure
from policytrack.model import Record, Snapshot, UnknownRecord, field_of, hints, record_fields, thaw
from policytrack.registry import Registry

# Neither pyarrow nor anybody else types it.
pa: Any = import_module("pyarrow")
parquet: Any = import_module("pyarrow.parquet")

_SUBJECT = "snapshot as tables"

WHOLE = "policytrack_wire"
"""The column of records that do not fit into their columns."""

ENDS = ("earliest", "latest")
"""The properties of a date that have a column of their own."""

_LARGEST = 2**53
"""The whole numbers up to here are each a float of their own."""


def table_of(records: Iterable[Record], cls: type | None = None, registry: Registry | None = None) -> Any:  # noqa: ANN401  # pyarrow has no types.
    """Return records of one class as a `pyarrow.Table`; an empty one takes its columns from `cls`.

    Without a registry it knows what ships, and what the records bring themselves.

    Raises:
        EncodeError: A record, or a value in one, has no place on the wire.
    """
    rows = list(records)
    first: type = type(rows[0]) if rows else Record
    kind: type = cls or first
    wire = Wire.of(registry if registry is not None else _registry_for(rows))
    try:
        return _table([_row(record, wire.write(field_of(kind), record)) for record in rows], kind)
    except (Fault, Faults) as error:
        raise EncodeError("records as a table", problems_of(error)) from None


def tables(snapshot: Snapshot, registry: Registry | None = None) -> dict[str, Any]:
    """Return a table for each field of a snapshot; of plugins' records each is one piece of JSON.

    Raises:
        EncodeError: It holds something that the wire has no place for.
    """
    # All that cannot be written is told at once.
    written = list(write_records(snapshot, Wire.of(registry).write, _SUBJECT))
    rows = [wire for field, _, wire in written if field == OTHERS]
    found: dict[str, Any] = {}
    for field, cls in record_fields().items():
        if field != OTHERS:
            # A plugin's proposals are proposals, and stand among the others.
            ours = [record for record in getattr(snapshot, field) if type(record) is cls]
            found[field] = table_of(ours, cls, registry)
    found[OTHERS] = _made(
        {name: [row[name] for row in rows] for name in ("id", "type")}
        | {WHOLE: [json.dumps(row, ensure_ascii=False) for row in rows]},
        {"id": pa.string(), "type": pa.string(), WHOLE: pa.string()},
    )
    return found


def write(table: Any, file: IO[bytes]) -> None:  # noqa: ANN401  # As above.
    """Write a table as Parquet."""
    parquet.write_table(table, file)


def read(content: bytes, cls: type | None) -> tuple[str | None, list[object]]:
    """Read Parquet: the version in its metadata, and the wire object of each row.

    `cls` is the class of its records, None where they are plugins'.

    Raises:
        Fault: It is no Parquet, or damaged.
    """
    try:
        table = parquet.read_table(pa.BufferReader(content))
        rows = table.to_pylist()
    except (pa.ArrowException, OSError, ValueError) as error:
        # Not all of its text is ours to show: it may go on for pages.
        reason = str(error).partition("\n")[0]
        raise Fault(Problem("bad-syntax", "", f"no Parquet: {reason:.200}")) from None
    metadata = cast("dict[bytes, bytes] | None", table.schema.metadata) or {}
    version = metadata.get(HEADER.encode())
    text = None if version is None else version.decode("utf-8", "replace")
    return text, [_wire_of(row, cls) for row in rows]


def _wire_of(row: dict[str, Any], cls: type | None) -> object:
    """Return the wire object of a row; JSON that is none stays text, and is told as such."""
    whole = row.pop(WHOLE, None)
    if whole is not None:
        return _json(whole)
    dates = _dates(cls) if cls else frozenset[str]()
    beside = {f"{name}_{end}" for name in dates for end in ENDS}
    of_json = {name for name, hint in hints(cls).items() if is_json_type(hint)} if cls else set[str]()
    return {
        key: _json(value) if key in of_json else _dropped(value)
        for key, value in cast("dict[str, object]", row).items()
        if key not in beside and value not in (None, [])
    }


def _json(text: object) -> object:
    if not isinstance(text, str):
        return text
    try:
        tree = JsonReader().read(text)
    except Fault:
        return text
    return text if tree.problems else tree.value


def _table(rows: list[dict[str, Any]], cls: type) -> Any:  # noqa: ANN401  # As above.
    types: dict[str, Any] = {}
    for name, _ in wire_fields(cls):
        types[name] = _type(hints(cls)[name])
        if name in _dates(cls):
            types |= {f"{name}_{end}": pa.date32() for end in ENDS}
    types[WHOLE] = pa.string()
    return _made({name: [row.get(name) for row in rows] for name in types}, types)


def _made(columns: Mapping[str, list[Any]], types: Mapping[str, Any]) -> Any:  # noqa: ANN401  # As above.
    schema = pa.schema(list(types.items()), metadata={HEADER: VERSION})
    arrays = [pa.array(columns[name], kind) for name, kind in types.items()]
    return pa.Table.from_arrays(arrays, schema=schema)


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
        if name in _dates(cls) and (date := getattr(record, name)) is not None:
            row |= {f"{name}_{end}": getattr(date, end) for end in ENDS}
    return row


def _fits(value: object) -> bool:
    """Say whether every number in a value is one that a column keeps as it is."""
    if isinstance(value, dict):
        return all(map(_fits, cast("dict[str, object]", value).values()))
    if isinstance(value, list):
        return all(map(_fits, cast("list[object]", value)))
    return type(value) is not int or abs(value) <= _LARGEST


def _dropped(value: object) -> object:
    """Return what a column holds without what is missing in it, as the wire has it."""
    if isinstance(value, dict):
        members = cast("dict[str, object]", value).items()
        return {key: _dropped(part) for key, part in members if part not in (None, [])}
    if isinstance(value, list):
        return [_dropped(part) for part in cast("list[object]", value)]
    return value


def _type(hint: Any) -> Any:  # noqa: ANN401  # As above.
    """Return the Arrow type of a field."""
    inner = inner_type(hint)
    item = item_type(inner)
    if is_json_type(inner):
        return pa.string()
    if item is not None:
        return pa.list_(_type(item))
    if isinstance(inner, type) and attrs.has(inner):
        return pa.struct([(name, _type(part)) for name, part in hints(inner).items()])
    return {float: pa.float64(), int: pa.int64(), bool: pa.bool_()}.get(inner, pa.string())


@cache
def _dates(cls: type) -> frozenset[str]:
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
