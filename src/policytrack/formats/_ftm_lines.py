"""Lines of JSON as entities of FollowTheMoney: an id, a schema, and lists of text by property."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any, cast

from policytrack.errors import Problem
from policytrack.formats._document import text_of
from policytrack.formats._faults import Fault, pointer, problems_of, unexpected
from policytrack.formats._intake import Intake, Locate
from policytrack.formats._json_text import SURROGATE_ESCAPE, JsonReader
from policytrack.formats._jsonl import LARGE, has_msgspec
from policytrack.formats._plain import real, whole
from policytrack.formats._shapes import Unfit
from policytrack.formats._swift_lines import has_keys
from policytrack.formats._trees import is_list, is_object

Entity = dict[str, Any]

_LIST, _TEXT = frozenset({list}), frozenset({str})


def entities_of(content: bytes, intake: Intake) -> Iterator[tuple[int, Entity]]:
    """Give each entity with its line; what is none is reported."""
    reader, swift = JsonReader(), _SwiftLines(intake, len(content))
    for number, raw in enumerate(io.BytesIO(content), 1):
        if (entity := swift.entity(raw)) is not None:
            yield number, entity
            continue
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


class _SwiftLines:
    """Reads the lines in which nothing is odd, and leaves the others to `JsonReader`.

    That no key stood twice is seen by counting keys, see `policytrack.formats._swift_lines`. A large file
    is parsed by msgspec where the extra `fast` is installed, in half the time.
    """

    def __init__(self, intake: Intake, size: int) -> None:
        self._swift = intake.swift
        self._parse: Callable[[bytes], Any] = _parse
        if size >= LARGE and has_msgspec():
            import msgspec  # noqa: PLC0415  # It needs the extra `fast`.

            self._parse = msgspec.json.Decoder().decode

    def entity(self, line: bytes) -> Entity | None:
        """Return the entity of a line, or None where the line is to be read with care."""
        try:
            entity: Any = self._parse(line)
            keys = self._keys(entity)
        except Exception:  # noqa: BLE001  # Whatever it is, the careful reading will tell.
            return None
        return entity if has_keys(line, keys) else None

    def _keys(self, entity: Any) -> int:  # noqa: ANN401  # Any JSON.
        """Count the keys of an entity; any error says that it is none."""
        properties: dict[str, Any] = entity.get("properties", {})
        keys = len(entity) + len(properties)
        if not _LIST.issuperset(map(type, properties.values())):
            raise Unfit
        for values in properties.values():
            if not _TEXT.issuperset(map(type, values)):
                raise Unfit
        if type(entity["id"]) is not str or type(entity["schema"]) is not str:
            raise Unfit
        rest = [part for part in entity.values() if type(part) is not str and part is not properties]
        if rest:
            self._swift.tally.keys = 0
            self._swift.walk(rest)
            keys += self._swift.tally.keys
        return keys


def _refused(constant: str) -> None:
    raise Unfit(constant)


_decode = json.JSONDecoder(parse_int=whole, parse_float=real, parse_constant=_refused).raw_decode


def _parse(line: bytes) -> Any:  # noqa: ANN401  # Any JSON.
    """Parse a line as msgspec does, which refuses lone surrogates too."""
    text = line.decode()
    value, end = _decode(text)
    if text[end:].strip(" \t\r\n") or ("\\u" in text and SURROGATE_ESCAPE.search(text)):
        raise Unfit
    return value


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
