"""Reads a data package by its own Table Schema, so that records are kept without their plugin."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from policytrack.errors import Problem, Severity
from policytrack.formats._csv_text import delimiter_of, read_rows
from policytrack.formats._document import open_header, text_of
from policytrack.formats._encodings import decoded
from policytrack.formats._faults import Fault, Faults, near, pointer, problems_of, unexpected
from policytrack.formats._intake import Intake
from policytrack.formats._json_text import JsonReader
from policytrack.formats._trees import is_list, is_object
from policytrack.formats._versions import HEADER, Migration
from policytrack.formats._wire import OTHERS
from policytrack.formats.datapackage._cells import read_cell
from policytrack.formats.datapackage._columns import NUMBER, RECORD_ID
from policytrack.formats.datapackage._write import DESCRIPTOR
from policytrack.model import record_fields


@attrs.frozen
class _Resource:
    """A table as the descriptor has it: `types` of its columns by name."""

    path: str
    field: str
    type: str | None
    list: str | None
    types: dict[str, str]
    size: object
    hash: object


@attrs.define(eq=False)
class _Entry:
    """What a row says: a wire object, or an item of a list in one, with what is wrong with its cells."""

    place: str
    fields: dict[str, Any] = attrs.Factory(dict[str, Any])
    problems: list[Problem] = attrs.Factory(list[Problem])
    items: dict[str, list["_Entry"]] = attrs.Factory(dict[str, "list[_Entry]"])
    number: int = 0
    is_broken: bool = False

    @property
    def id(self) -> str | None:
        """The id of a record, None where it has none that is text."""
        found = self.fields.get("id")
        return found if isinstance(found, str) else None

    def joined(self) -> tuple[dict[str, Any], list[Problem]]:
        """Return the wire object with its lists, and all problems at pointers into it."""
        fields, problems = dict(self.fields), list(self.problems)
        for name, items in self.items.items():
            fields[name] = [item.fields for item in items]
            for index, item in enumerate(items):
                within = pointer(name, index)
                problems += [attrs.evolve(one, path=within + one.path) for one in item.problems]
        return fields, problems

    def locate(self, path: str) -> str:
        """Return the place of a pointer: the row of the item, or that of the record."""
        _, *keys = path.split("/")
        if len(keys) > 1 and keys[0] in self.items and keys[1].isdecimal():
            item = self.items[keys[0]][int(keys[1])]
            return item.locate("".join(f"/{key}" for key in keys[2:]))
        return f"{self.place}: {path}".removesuffix(": ")


def read(files: Mapping[str, bytes], intake: Intake) -> None:
    """Take every record of a package.

    Raises:
        DecodeError: The descriptor is missing, or is none.
    """
    resources, migrations = _described(files, intake)
    described = {resource.path for resource in resources}
    for path in sorted(files.keys() - described - {DESCRIPTOR}):
        hint = near(path, described) or f"describe it in {DESCRIPTOR}, or move it elsewhere"
        intake.report(Problem("unknown-file", path, f"{DESCRIPTOR} does not speak of this file", hint))
    records: dict[tuple[str, str | None], dict[str | None, _Entry]] = {}
    apart: list[tuple[_Resource, _Entry]] = []
    for resource in sorted(resources, key=lambda one: one.list is not None):
        held = records.setdefault((resource.field, resource.type), {})
        for entry in _entries(resource, files, intake):
            if entry.is_broken:
                apart.append((resource, entry))
            elif resource.list is not None:
                _add_item(entry, resource.list, held, intake)
            elif held.setdefault(entry.id, entry) is not entry:
                apart.append((resource, entry))
    for (field, kind), held in records.items():
        for entry in held.values():
            _take(entry, field, kind, intake, migrations)
    for resource, entry in apart:
        _take(entry, resource.field, resource.type, intake, migrations)


def _take(
    entry: _Entry, field: str, kind: str | None, intake: Intake, migrations: tuple[Migration, ...]
) -> None:
    if entry.is_broken:
        intake.leave_out(None, entry.place)
        intake.report(*entry.problems, locate=entry.locate)
        return
    for items in entry.items.values():
        items.sort(key=_number)
    fields, problems = entry.joined()
    if field == OTHERS and kind is not None:
        fields = {"type": kind, **fields}
    elif field == OTHERS and is_object(data := fields.pop("data", {})):
        fields |= data
    intake.take(field, fields, entry.locate, problems, migrations)


def _number(entry: _Entry) -> int:
    return entry.number


def _described(files: Mapping[str, bytes], intake: Intake) -> tuple[list[_Resource], tuple[Migration, ...]]:
    """Return the tables that the descriptor names.

    Raises:
        DecodeError: It cannot be read.
    """

    def at(path: str) -> str:
        return f"{DESCRIPTOR}: {path}".removesuffix(": ")

    if DESCRIPTOR not in files:
        hint = "a data package is a folder with this file and its tables"
        intake.refuse(
            Problem("missing-version", DESCRIPTOR, "this file is missing, and the version with it", hint)
        )
    try:
        tree = JsonReader().read(text_of(files[DESCRIPTOR]))
        package, migrations = open_header(tree.value)
        resources = package.get("resources")
        if not is_list(resources):
            raise Faults([("resources", unexpected(resources, "a list"))])  # noqa: TRY301
    except (Fault, Faults) as error:
        intake.refuse(*problems_of(error), locate=at)
    intake.report(*tree.problems, locate=at)
    found: list[_Resource] = []
    for index, resource in enumerate(resources):
        try:
            found.append(_resource(resource))
        except (Fault, Faults) as error:
            intake.report(*problems_of(error, pointer("resources", index)), locate=at)
    return found, migrations


def _resource(value: object) -> _Resource:
    """Return a table of the descriptor.

    Raises:
        Fault: It is no object.
        Faults: It is not described as one of ours.
    """
    if not is_object(value):
        raise unexpected(value, "an object")
    ours, schema = value.get(HEADER), value.get("schema")
    if not is_object(ours) or ours.get("records") not in list(record_fields()):
        hint = f'as "{HEADER}": {{"records": "proposals"}}'
        raise Faults(
            [(HEADER, Fault(Problem("missing-key", "", "nothing says which records these are", hint)))]
        )
    fields = schema.get("fields") if is_object(schema) else None
    types = {
        str(field["name"]): str(field["type"])
        for field in (fields if is_list(fields) else ())
        if is_object(field) and {"name", "type"} <= field.keys()
    }
    if not types:
        raise Faults([("schema", Fault(Problem("missing-key", "", "no fields with name and type are here")))])
    if not isinstance(path := value.get("path"), str):
        raise Faults([("path", unexpected(path, "the path of a file"))])
    kind, name = ours.get("type"), ours.get("list")
    return _Resource(
        path,
        str(ours["records"]),
        None if kind is None else str(kind),
        None if name is None else str(name),
        types,
        value.get("bytes"),
        value.get("hash"),
    )


def _entries(resource: _Resource, files: Mapping[str, bytes], intake: Intake) -> Iterator[_Entry]:
    if resource.path not in files:
        hint = f"put it back, or take it out of {DESCRIPTOR}"
        intake.report(
            Problem("missing-table", resource.path, f"{DESCRIPTOR} names this file, and it is missing", hint)
        )
        return
    data = files[resource.path]
    if resource.size != len(data) or resource.hash != f"sha256:{hashlib.sha256(data).hexdigest()}":
        message = "its bytes or its hash are not those of the descriptor: it was changed since it was written"
        intake.report(
            Problem("edited-table", resource.path, message, "save it anew to set them", Severity.WARNING)
        )
    try:
        text, _ = decoded(data, "utf-8")
    except Fault as error:
        intake.report(attrs.evolve(error.problem, path=resource.path))
        return
    rows = read_rows(text, delimiter_of(text, resource.types))
    header_row, header = rows[0]
    if isinstance(header, str):
        intake.report(
            Problem("missing-header", f"{resource.path}:{header_row}", f"no row names the columns: {header}")
        )
        return
    for column in resource.types:
        if column not in header:
            nearest = near(column, [cell for cell in header if cell])
            message = f"{column}: there is no such column"
            intake.report(Problem("missing-column", resource.path, message, nearest))
    reader = JsonReader()
    for number, row in rows[1:]:
        if isinstance(row, str) or any(row):
            yield _entry(f"{resource.path}:{number}", row, header, resource.types, reader)


def _entry(
    place: str, row: list[str] | str, header: list[str], types: Mapping[str, str], reader: JsonReader
) -> _Entry:
    if isinstance(row, str):
        problem = Problem("bad-syntax", "", f"no CSV: {row}", "look for a quote that is open")
        return _Entry(place, problems=[problem], is_broken=True)
    if len(row) != len(header):
        message = f"{len(row)} cells, and the header has {len(header)}"
        problem = Problem("ragged-row", "", message, "put a text that holds the delimiter in quotes")
        return _Entry(place, problems=[problem], is_broken=True)
    entry = _Entry(place)
    for column, cell in zip(header, row, strict=True):
        if not cell:
            continue
        # A dot in a column that nobody described is a part of its name.
        *above, key = column.split(".") if column in types else [column]
        held: object = entry.fields
        for part in above:
            held = held.setdefault(part, {}) if is_object(held) else None
        if not is_object(held) or key in held:
            message = f"{column}: another column has this name, or is a part of it"
            entry.problems.append(Problem("duplicate-column", pointer(*above, key), message))
            continue
        try:
            tree = read_cell(cell, is_text=types.get(column, "string") == "string", reader=reader)
        except Fault as error:
            entry.problems += problems_of(error, pointer(*above, key))
        else:
            held[key] = tree.value
            entry.problems += [
                attrs.evolve(one, path=pointer(*above, key) + one.path) for one in tree.problems
            ]
    return entry


def _add_item(item: _Entry, name: str, records: Mapping[str | None, _Entry], intake: Intake) -> None:
    """Put an item where it belongs."""
    owner, number = item.fields.pop(RECORD_ID, None), item.fields.pop(NUMBER, None)
    item.number = number if type(number) is int else 0
    record = records.get(owner) if isinstance(owner, str) else None
    if record is None:
        message = f"{owner!s:.80}: no row of the records' own table has this id"
        intake.report(Problem("dangling-row", item.place, message))
    else:
        record.items.setdefault(name, []).append(item)
