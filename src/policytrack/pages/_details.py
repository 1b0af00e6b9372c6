"""The fields of a record in words: derived from its class, so that a plugin's need no code of their own."""

import enum
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast

import attrs

from policytrack.model import JSON, UnknownProposal, UnknownRecord, reference_fields, thaw
from policytrack.pages._names import name_of
from policytrack.registry import kebab
from policytrack.tracker import View

LABEL = "label"
"""The key of a field's metadata under which its class says what the field is called in words."""


@attrs.frozen(kw_only=True)
class Part:
    """One thing that a field holds, in words; `record_id` is the record that it names, None for none."""

    text: str
    record_id: str | None = None

    def __str__(self) -> str:
        """Say it, with the id of what it names: `Ashby Town Council [ashby]`."""
        return self.text if self.record_id in {None, self.text} else f"{self.text} [{self.record_id}]"


@attrs.frozen(kw_only=True)
class Detail:
    """A field of a record: its own name, what it is called in words, and what it holds, at least one part."""

    field: str
    label: str
    parts: tuple[Part, ...]

    def __str__(self) -> str:
        """Say what it holds."""
        return "; ".join(map(str, self.parts))


def details(view: View, value: attrs.AttrsInstance, without: Collection[str] = ()) -> tuple[Detail, ...]:
    """Return the fields of a record, or of a value in one, in their order; what is missing is left out.

    A field is called what its metadata says under `label`, or else by its name in words. An id of another
    record is told by the name of that record, a truth value by yes or no, a term by its value, a date in
    EDTF. What an absent plugin would read is told as it was written.

    Args:
        view: Where names are looked up.
        value: The record.
        without: The fields to leave out, by their names.
    """
    leads = reference_fields(type(value))
    found: list[Detail] = []
    for field in attrs.fields(type(value)):
        held: object = getattr(value, field.name)
        if field.name in without or _is_missing(held):
            continue
        if field.name == "data" and isinstance(value, UnknownProposal | UnknownRecord):
            found += _unread(value.data)
            continue
        is_reference = leads.get(field.name) is not None
        label = str(field.metadata.get(LABEL) or _label(field.name, held, is_reference=is_reference))
        found.append(
            Detail(field=field.name, label=label, parts=tuple(_parts(view, held, is_reference=is_reference)))
        )
    return tuple(found)


def in_words(view: View, value: attrs.AttrsInstance) -> str:
    """Say a value in a line: as its class does, or else by its fields: `cost: low 3, estimate yes`."""
    if type(value).__str__ is not object.__str__:
        return str(value)
    fields = ((one.label, "; ".join(part.text for part in one.parts)) for one in details(view, value))
    said = ", ".join(map(" ".join, fields))
    kind = kebab(type(value).__name__).replace("-", " ")
    return f"{kind}: {said}" if said else kind


def _unread(data: Mapping[str, JSON]) -> Iterator[Detail]:
    """Give the fields that only an absent plugin could read; what they mean is not known."""
    for key, held in data.items():
        text = held if isinstance(held, str) else _json(held)
        yield Detail(field=key, label=key.replace("_", " "), parts=(Part(text=text),))


def _label(name: str, held: object, *, is_reference: bool) -> str:
    """Say a field's name in words, without what says only of which type it is."""
    if is_reference:
        name = name.removesuffix("_ids").removesuffix("_id")
    elif isinstance(held, bool):
        name = name.removeprefix("is_")
    return name.replace("_", " ")


def _is_missing(held: object) -> bool:
    return held is None or (isinstance(held, Collection) and not isinstance(held, str) and not held)


def _parts(view: View, held: object, *, is_reference: bool) -> Iterable[Part]:
    """Tell what a field holds: one thing, or each of a collection; a set in the order of its words."""
    items = cast("Iterable[object]", held) if isinstance(held, tuple | frozenset) else (held,)
    parts = (_part(view, item, is_reference=is_reference) for item in items)
    return sorted(parts, key=str) if isinstance(held, frozenset) else parts


def _part(view: View, item: object, *, is_reference: bool) -> Part:
    if not is_reference:
        return Part(text=_text(view, item))
    record_id = str(item)
    return Part(text=name_of(view, record_id), record_id=record_id)


def _text(view: View, item: object) -> str:
    match item:
        case bool():
            return "yes" if item else "no"
        case enum.Enum():
            return item.value if isinstance(item.value, str) else item.name.lower().replace("_", " ")
        case Mapping():
            return _json(cast("JSON", item))
        case _ if attrs.has(type(item)):
            return in_words(view, cast("attrs.AttrsInstance", item))
        case _:
            return str(item)


def _json(held: JSON) -> str:
    return json.dumps(thaw(held), ensure_ascii=False)
