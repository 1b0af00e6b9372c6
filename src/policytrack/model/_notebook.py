"""Records in a notebook: the fields that say something, in words."""

import json
from collections.abc import Iterable, Sequence
from typing import cast

import attrs

from policytrack.markup import table
from policytrack.model._base import Assertion, Citation, Record
from policytrack.model._json import JsonObject, thaw


def record_html(record: Record) -> str:
    """Return a record as a table of its fields."""
    cells = ((name, said(getattr(record, name))) for name in _columns([record]))
    return table(type(record).__name__, ("field", "value"), cells)


def records_html(records: Sequence[Record], caption: str, more: str) -> str:
    """Return records as a table with a row each, and a column for each field that says something in one."""
    columns = _columns(records)
    return table(
        caption, columns, ([said(getattr(one, name, None)) for name in columns] for one in records), more
    )


def said(value: object) -> str | None:
    """Say what a field holds; None where it holds nothing."""
    cls: type = type(value)
    match value:
        case None:
            return None
        case Citation(source_id, quote):
            return f"[{source_id}]" if quote is None else f"“{quote.exact}” [{source_id}]"
        case JsonObject():
            return json.dumps(thaw(value), ensure_ascii=False)
        case tuple() | frozenset():
            parts = [said(part) or "" for part in cast("Iterable[object]", value)]
            return "; ".join(sorted(parts) if isinstance(value, frozenset) else parts) or None
        case _ if attrs.has(cls) and cls.__str__ is object.__str__:
            held = {name: said(getattr(value, name)) for name in attrs.fields_dict(cls)}
            return ", ".join(f"{name} {text}" for name, text in held.items() if text is not None)
        case _:
            return str(value)


def _columns(records: Sequence[Record]) -> list[str]:
    """Name the fields that are not at their default in one of the records: id first, evidence last."""
    last = attrs.fields_dict(Assertion).keys() - {"id"}
    found: dict[str, None] = {}
    for record in records:
        fields = attrs.fields(type(record))
        found |= {one.name: None for one in fields if getattr(record, one.name) != one.default}
    return [*(name for name in found if name not in last), *(name for name in found if name in last)]
