"""Writes a snapshot as the files of a data package."""

import csv
import hashlib
import io
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from policytrack.errors import EncodeError, Problem
from policytrack.formats._document import write_records
from policytrack.formats._trees import is_object
from policytrack.formats._versions import HEADER, VERSION
from policytrack.formats._wire import OTHERS, Wire
from policytrack.formats.datapackage._cells import NULL, write_cell
from policytrack.formats.datapackage._columns import NUMBER, RECORD_ID, Column, TableShape, shapes
from policytrack.ids import slug
from policytrack.model import Proposal, Record, Snapshot, Source, hints, record_fields

DESCRIPTOR = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
_URL = re.compile(r"https?://[!-~]+")

_Rows = list[list[str]]


def write(snapshot: Snapshot, wire: Wire, about: Mapping[str, Any], subject: str) -> dict[str, bytes]:
    """Return the files of a package, its descriptor first; `about` is what the caller says of it.

    Raises:
        EncodeError: It holds what the wire has no place for, or two records of one table and id.
    """
    tables: dict[tuple[str, str | None], list[tuple[TableShape, _Rows]]] = defaultdict(list)
    for shape in shapes(wire):
        tables[shape.field, shape.type].append((shape, []))
    seen: set[tuple[str, str]] = set()
    twice: list[Problem] = []
    for field, record, value in write_records(snapshot, wire.write, subject):
        if (field, record.id) in seen:
            twice.append(Problem("duplicate-id", f"/{field}", f"{record.id}: two records have this id"))
        seen.add((field, record.id))
        kind = value["type"] if field == OTHERS and value["type"] in wire.records else None
        fields = as_unknown(value) if field == OTHERS and kind is None else value
        for shape, rows in tables[field, kind]:
            rows.extend([_row(fields, shape.columns)] if shape.list is None else _items(fields, shape))
    if twice:
        raise EncodeError(subject, twice)
    # A table of our own records always stands, so that what refers to it has something to refer to.
    held = [
        (shape, rows)
        for shape, rows in (pair for group in tables.values() for pair in group)
        if rows or (shape.list is None and shape.field != OTHERS)
    ]
    # A key leads to one table, and a plugin's proposals have one of their own.
    elsewhere = {"proposals"} if any(type(one) is not Proposal for one in snapshot.proposals) else set[str]()
    files = {shape.path: _csv([column.name for column in shape.columns], rows) for shape, rows in held}
    package = {
        "$schema": _PROFILE.format("datapackage"),
        "name": "policytrack",
        HEADER: VERSION,
        **_origins(snapshot.sources),
        **about,
        "resources": [_resource(shape, files[shape.path], elsewhere) for shape, _ in held],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    return {DESCRIPTOR: text.encode(), **files}


def as_unknown(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the wire object of a record that nobody knows with its own fields under `data`."""
    base = hints(Record).keys() | {"type"}
    data = {key: part for key, part in value.items() if key not in base}
    return {**{key: value[key] for key in base & value.keys()}, "data": data}


def _items(fields: Mapping[str, Any], shape: TableShape) -> Iterator[list[str]]:
    for number, item in enumerate(fields.get(str(shape.list), ()), 1):
        yield _row({RECORD_ID: fields["id"], NUMBER: number, **item}, shape.columns)


def _row(fields: Mapping[str, Any], columns: Iterable[Column]) -> list[str]:
    cells: list[str] = []
    for column in columns:
        held: object = fields
        for key in column.keys:
            held = held.get(key, _NOTHING) if is_object(held) else _NOTHING
        cells.append("" if held is _NOTHING else write_cell(held, is_text=column.is_text))
    return cells


_NOTHING = object()


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _resource(shape: TableShape, data: bytes, elsewhere: Collection[str]) -> dict[str, Any]:
    key = ["id"] if shape.list is None else [RECORD_ID, NUMBER]
    schema: dict[str, Any] = {
        "$schema": _PROFILE.format("tableschema"),
        "fields": [column.descriptor() for column in shape.columns],
        "missingValues": ["", NULL],
        "primaryKey": key,
    }
    if references := list(_references(shape, elsewhere)):
        schema["foreignKeys"] = references
    ours = {"records": shape.field, "type": shape.type, "list": shape.list}
    return {
        "$schema": _PROFILE.format("dataresource"),
        "name": shape.name,
        "type": "table",
        "path": shape.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        HEADER: {name: value for name, value in ours.items() if value is not None},
        "schema": schema,
    }


def _references(shape: TableShape, elsewhere: Collection[str]) -> Iterator[dict[str, Any]]:
    """Give the foreign keys: of columns that refer to one type of record (Table Schema knows no other)."""
    fields = {field: cls for field, cls in record_fields().items() if field not in {OTHERS, *elsewhere}}
    tables = {cls.__name__: field for field, cls in fields.items()}
    if shape.list is not None:
        owner = shape.name.removesuffix(f".{shape.list}")
        yield {"fields": [RECORD_ID], "reference": {"resource": owner, "fields": ["id"]}}
    for column in shape.columns:
        types = column.refers_to or ()
        table = tables.get(types[0]) if column.is_text and len(types) == 1 else None
        if table is not None:
            # A key of the same table names no resource (Table Schema 2, foreignKeys).
            target = {} if table == shape.name else {"resource": table}
            yield {"fields": [column.name], "reference": {**target, "fields": ["id"]}}


def _origins(sources: Iterable[Source]) -> dict[str, Any]:
    """Return the licences that the sources name, and the sources, as a data package has them."""
    found = list(sources)
    licences = sorted({source.licence for source in found if source.licence is not None})
    taken: list[str] = []
    for licence in licences:
        taken.append(slug(licence, taken))
    described = [
        {"title": source.title, **({"path": source.url} if source.url and _URL.fullmatch(source.url) else {})}
        for source in found
    ]
    named = [{"name": name, "title": licence} for name, licence in zip(taken, licences, strict=True)]
    return {**({"licenses": named} if named else {}), **({"sources": described} if described else {})}
