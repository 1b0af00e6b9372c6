"""Lines of JSON as entities of FollowTheMoney: an id, a schema, and lists of text by property."""

import io
from collections.abc import Iterator
from typing import Any, cast

from policytrack.errors import Problem
from policytrack.formats._document import text_of
from policytrack.formats._faults import Fault, pointer, problems_of, unexpected
from policytrack.formats._intake import Intake, Locate
from policytrack.formats._json_text import JsonReader
from policytrack.formats._trees import is_list, is_object

Entity = dict[str, Any]


def entities_of(content: bytes, intake: Intake) -> Iterator[tuple[int, Entity]]:
    """Give each entity with its line; what is none is reported."""
    reader = JsonReader()
    for number, raw in enumerate(io.BytesIO(content), 1):
        if raw.isspace():
            continue
        value: object = None
        try:
            tree = reader.read(text_of(raw).rstrip("\n"))
            value = tree.value
            problems = tree.problems or tuple(problems_of_entity(value))
        except Fault as error:
            problems = (error.problem,)
        if problems:
            intake.leave_out(value, f"line {number}", len(problems))
            intake.report(*problems, locate=at_line(number))
        else:
            yield number, cast("Entity", value)


def problems_of_entity(value: object) -> Iterator[Problem]:
    """Give what keeps a value from being an entity."""
    if not is_object(value):
        yield from problems_of(unexpected(value, "an entity"))
        return
    for key in ("id", "schema"):
        if not isinstance(value.get(key), str):
            yield from problems_of(unexpected(value.get(key), "text"), pointer(key))
    properties = value.get("properties", {})
    if not is_object(properties):
        yield from problems_of(unexpected(properties, "an object"), "/properties")
        return
    for name, values in properties.items():
        if not is_list(values) or not all(isinstance(item, str) for item in values):
            yield from problems_of(unexpected(values, "a list of text"), pointer("properties", name))


def at_line(number: int) -> Locate:
    """Return what puts the line in front of a place."""
    return lambda path: f"line {number}: {path}".removesuffix(": ")
