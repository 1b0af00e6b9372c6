"""The words for records and their values: names that people know instead of ids."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import cast

import attrs

from policytrack.model import (
    Assertion,
    Citation,
    Event,
    Figure,
    JsonObject,
    Membership,
    Organization,
    Person,
    Position,
    Post,
    Process,
    Proposal,
    Record,
    Source,
    StatusChange,
    UnknownRecord,
    thaw,
)
from policytrack.registry import kebab

_WIDTH = 80  # Of one text in a line; the data keeps all of it.


def name_of(record: Record) -> str | None:
    """Return what people call a record, None where it has but an id."""
    match record:
        case Person() | Organization():
            return record.name
        case Post() | Event() | Figure():
            return record.label
        case Proposal():
            return record.title
        case Source():
            return f"{record.publisher or record.title}, {record.published or 'undated'}"
        case _:
            return None


def kind_of(record: Record) -> str:
    """Name the type of a record in plain words: `status change`."""
    if isinstance(record, UnknownRecord):
        return record.type
    cls: type = type(record)
    return kebab(cls.__name__).replace("-", " ")


def told(record: Record, names: Mapping[str, str]) -> str:
    """Say in a few words what a record says."""
    match record:
        case Source():
            said = record.title
        case Membership():
            ends = named(record.person_id, names), named(record.organization_id, names)
            said = _listed((ends[0], record.role, ends[1]))
        case Position():
            about = f"{named(record.actor_id, names)} on {named(record.proposal_id, names)}"
            said = f"{about}: {_listed((record.stance, record.said_on))}"
        case StatusChange():
            said = f"{named(record.proposal_id, names)}: {reported(record)}"
        case Event():
            ended = names.get(record.outcome_id or "")
            said = _listed((record.label, record.on, ended and f"which ended in: {ended}"))
        case Figure():
            said = f"{record.label}: {_figure(record)}"
        case Process():
            said = f"{named(record.body_id, names)}: {record.subject or record.kind}"
        case _:
            said = name_of(record) or record.id
    return said


def reported(change: StatusChange) -> str:
    """Say what a report of a status change says, without its proposal."""
    return " ".join(str(part) for part in (change.to, change.on) if part is not None)


def cited(record: Record, names: Mapping[str, str]) -> str:
    """Name the sources of a record, each once, with a space in front: ` [Council, 2024-03-12]`."""
    match record:
        case Source():
            return f" [{named(record.id, names)}]"
        case Assertion():
            found = dict.fromkeys(named(citation.source_id, names) for citation in record.evidence)
            return f" [{'; '.join(found) or 'no source'}]"
        case _:
            return ""


def named(record_id: str, names: Mapping[str, str]) -> str:
    """Return the name that goes with an id, the id itself where none does."""
    return names.get(record_id, record_id)


def shown(value: object, path: str, names: Mapping[str, str]) -> str:
    """Write what a field holds, with each text in it cut to what a line can take."""
    cls: type = type(value)
    match value:
        case None:
            text = "nothing"
        case str() if path.endswith(("_id", "_ids")):
            text = named(value, names)
        case Citation():
            words = "" if value.quote is None else f"“{_short(value.quote.exact)}” "
            text = f"{words}[{named(value.source_id, names)}]"
        case JsonObject():
            text = _short(", ".join(f"{key}: {thaw(value[key])}" for key in value))
        case tuple() | frozenset():
            parts = [shown(part, path, names) for part in cast("Iterable[object]", value)]
            text = "; ".join(sorted(parts) if isinstance(value, frozenset) else parts)
        case _ if attrs.has(cls) and cls.__str__ is object.__str__:
            fields = {name: getattr(value, name) for name in attrs.fields_dict(cls)}
            text = _listed(shown(part, name, names) for name, part in fields.items() if part is not None)
        case _:
            text = _short(str(value))
    return text or "nothing"


def _short(text: str) -> str:
    return textwrap.shorten(text, _WIDTH, placeholder=" …")


def _figure(figure: Figure) -> str:
    if figure.wording is not None:
        return f"“{figure.wording}”"
    low, high = ("?" if bound is None else bound for bound in (figure.low, figure.high))
    return f"{low} to {high}"


def _listed(parts: Iterable[object]) -> str:
    return ", ".join(str(part) for part in parts if part is not None)
