"""Records as Arrow tables, typed by their classes. Only this module needs pyarrow (extra `arrow`).

`_rows.py` says what the columns are; what a list or a set holds is a struct here.
"""

import json
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import IO, Any, cast

import attrs

from policytrack.errors import Problem
from policytrack.formats._document import write_records
from policytrack.formats._faults import Fault
from policytrack.formats._hints import inner_type, is_json_type, item_type
from policytrack.formats._json_text import JsonReader
from policytrack.formats._rows import ENDS, WHOLE, columns, dates, rows_of
from policytrack.formats._versions import HEADER, VERSION
from policytrack.formats._wire import OTHERS, Wire
from policytrack.model import Record, Snapshot, hints, record_fields
from policytrack.registry import Registry

# Neither pyarrow nor anybody else types it.
pa: Any = import_module("pyarrow")
parquet: Any = import_module("pyarrow.parquet")

_SUBJECT = "snapshot as tables"


def table_of(records: Iterable[Record], cls: type | None = None, registry: Registry | None = None) -> Any:  # noqa: ANN401  # pyarrow has no types.
    """Return records of one class as a `pyarrow.Table`; an empty one takes its columns from `cls`.

    Without a registry it knows what ships, and what the records bring themselves.

    Raises:
        EncodeError: A record, or a value in one, has no place on the wire.
    """
    held = list(records)
    first: type = type(held[0]) if held else Record
    kind: type = cls or first
    return _table(rows_of(held, kind, registry), kind)


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
    beside = {f"{name}_{end}" for name in (dates(cls) if cls else ()) for end in ENDS}
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
    days = {f"{name}_{end}" for name in dates(cls) for end in ENDS}
    types: dict[str, Any] = {}
    for name in columns(cls):
        if name == WHOLE:
            types[name] = pa.string()
        else:
            types[name] = pa.date32() if name in days else _type(hints(cls)[name])
    return _made({name: [row[name] for row in rows] for name in types}, types)


def _made(columns: Mapping[str, list[Any]], types: Mapping[str, Any]) -> Any:  # noqa: ANN401  # As above.
    schema = pa.schema(list(types.items()), metadata={HEADER: VERSION})
    arrays = [pa.array(columns[name], kind) for name, kind in types.items()]
    return pa.Table.from_arrays(arrays, schema=schema)


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
