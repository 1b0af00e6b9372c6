"""Reads JSON text, and tells what the standard library lets pass: with a pointer for each."""

import json
import re

import attrs

from policytrack.errors import Problem
from policytrack.formats._faults import Fault, pointer, printable
from policytrack.formats._plain import real, whole
from policytrack.formats._trees import Tree, is_list, is_object

# Newer Pythons read JSON that is nested more deeply than their own code could walk through.
_DEEPEST = 300
SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Doubled:
    """An object with a key that stands twice, as the pairs that were read."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        self.pairs = pairs


class JsonReader:
    """Reads texts one by one."""

    def __init__(self) -> None:
        self._is_odd = False
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_int=self._whole,
            parse_float=self._real,
            parse_constant=self._constant,
        )

    def read(self, text: str) -> Tree:
        """Read a text.

        Raises:
            Fault: It is no JSON; the message says at which line and column.
        """
        self._is_odd = SURROGATE_ESCAPE.search(text) is not None
        problems: list[Problem] = []
        try:
            value: object = self._decoder.decode(text)
            value = _cleaned(value, "", problems) if self._is_odd else value
        except json.JSONDecodeError as error:
            reason = error.msg[:1].lower() + error.msg[1:]
            message = f"no JSON: {reason}, at line {error.lineno}, column {error.colno}"
            hint = "look for a comma, a quote or a bracket before it"
            raise Fault(Problem("bad-syntax", "", message, hint)) from None
        except RecursionError:
            raise Fault(Problem("too-deep", "", "nested too deeply")) from None
        return Tree(value, tuple(problems))

    def _object(self, pairs: list[tuple[str, object]]) -> object:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self._is_odd = True
        return _Doubled(pairs)

    def _whole(self, text: str) -> object:
        try:
            return whole(text)
        except Fault as error:
            return self._bad(error)

    def _real(self, text: str) -> object:
        try:
            return real(text)
        except Fault as error:
            return self._bad(error)

    def _constant(self, text: str) -> object:
        return self._bad(Fault(Problem("bad-number", "", f"{text} is no finite number")))

    def _bad(self, error: Fault) -> Fault:
        self._is_odd = True
        return error


def _cleaned(value: object, path: str, problems: list[Problem], depth: int = 0) -> object:
    if depth > _DEEPEST:
        raise RecursionError
    if isinstance(value, Fault):
        problems.append(attrs.evolve(value.problem, path=path))
        return 0
    if isinstance(value, str):
        return _text(value, path, problems)
    if is_list(value):
        parts = enumerate(value)
        return [_cleaned(part, path + pointer(index), problems, depth + 1) for index, part in parts]
    if is_object(value):
        return _members(list(value.items()), path, problems, depth + 1)
    return _members(value.pairs, path, problems, depth + 1) if isinstance(value, _Doubled) else value


def _members(
    pairs: list[tuple[str, object]], path: str, problems: list[Problem], depth: int
) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, part in pairs:
        place = path + pointer(key)
        name = _text(key, place, problems)
        if name in found:
            problems.append(Problem("duplicate-key", place, f"{name:.60} stands twice in one object"))
        found[name] = _cleaned(part, place, problems, depth)
    return found


def _text(text: str, path: str, problems: list[Problem]) -> str:
    if _SURROGATE.search(text):
        problems.append(Problem("bad-text", path, "text has no lone surrogate"))
    return printable(text)
