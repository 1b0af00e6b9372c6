"""Rows in a tree of JSON: where they stand, and what stands above them."""

import re
from collections.abc import Iterable, Iterator
from typing import cast

import attrs

from policytrack.errors import Problem, Severity
from policytrack.formats._faults import Fault, name, pointer
from policytrack.formats._trees import is_list, is_object

_ABOVE = re.compile(r"([1-9][0-9]{0,2})/(.*)", re.DOTALL)

Keys = tuple[str, ...]

_ABSENT = object()


@attrs.frozen
class JsonRow:
    """A row of JSON; `chain` is what stands above it, from the document on, and last the row itself."""

    place: str
    chain: tuple[object, ...]
    problems: tuple[Problem, ...] = ()

    def get(self, column: str) -> object:
        """Return what stands in a column: at a key, at a JSON Pointer (`/fields/title`), or above.

        A relative JSON Pointer such as `2/header` goes up that many lists and objects first.
        """
        value = self._find(column)
        return None if value is _ABSENT else value

    def has(self, column: str) -> bool:
        """Say whether there is such a column, though `null` may stand in it."""
        return self._find(column) is not _ABSENT

    def _find(self, column: str) -> object:
        levels, keys = column_of(column)
        value = self.chain[-1 - levels] if levels < len(self.chain) else _ABSENT
        for key in keys:
            value = _step(value, key)
        return value

    def rest(self, used: Iterable[str]) -> dict[str, object]:
        """Return what no column takes, as it stands."""
        taken = {keys for levels, keys in map(column_of, used) if not levels}
        left = _without(self.chain[-1], (), taken)
        return left if is_object(left) else {}


@attrs.frozen
class Walked:
    """The rows of a document, and what stands in it and is not read."""

    rows: list[JsonRow]
    problems: tuple[Problem, ...]


def walk(document: object, rows: str | None, columns: Iterable[str]) -> Walked:
    """Find the rows of a document, by a JSON Pointer in which `*` stands for each item of a list.

    Raises:
        Fault: There is no list of rows; the problem has its place.
    """
    steps = column_of(rows)[1] if rows else ()
    above = {(levels, keys[0]) for levels, keys in map(column_of, columns) if levels and keys}
    unread: dict[str, None] = {}
    found = [
        row_of(place + pointer(index), (*chain, row))
        for place, chain in _lists(document, steps, above, unread)
        for index, row in enumerate(cast("list[object]", chain[-1]))
    ]
    message = "this is not read: the rows of the mapping stand elsewhere"
    told = (Problem("outside-rows", path, message, severity=Severity.INFO) for path in unread)
    return Walked(found, tuple(told))


def row_of(place: str, chain: tuple[object, ...], problems: tuple[Problem, ...] = ()) -> JsonRow:
    """Return a row, which is an object or nothing at all."""
    if problems or chain[-1] is None or is_object(chain[-1]):
        return JsonRow(place, chain, problems)
    message = f"expected an object as a row, got {name(chain[-1])}"
    return JsonRow(place, chain, (Problem("wrong-type", "", message),))


def column_of(column: str) -> tuple[int, Keys]:
    """Return how many levels above the row a column stands, and by which keys it is found there.

    >>> column_of("title"), column_of("/fields/title"), column_of("2/header")
    ((0, ('title',)), (0, ('fields', 'title')), (2, ('header',)))
    """
    if matched := _ABOVE.fullmatch(column):
        return int(matched[1]), _keys(matched[2])
    return 0, (_keys(column[1:]) if column.startswith("/") else (column,))


def _keys(path: str) -> Keys:
    return tuple(key.replace("~1", "/").replace("~0", "~") for key in path.split("/"))


def _lists(
    document: object, steps: Keys, above: set[tuple[int, str]], unread: dict[str, None]
) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Give each list of rows: its place, and the chain of what stands above it, itself last."""
    layer: list[tuple[str, tuple[object, ...]]] = [("", (document,))]
    for depth, step in enumerate(steps):
        # From a row up to here: the row, its list, and a level for each step between.
        levels = len(steps) - depth + 1
        pattern = "".join(f"/{key}" for key in steps[:depth])
        following: list[tuple[str, tuple[object, ...]]] = []
        for place, chain in layer:
            here = chain[-1]
            if step == "*" and is_list(here):
                following += [(place + pointer(index), (*chain, part)) for index, part in enumerate(here)]
            elif is_object(here) and step in here:
                following.append((place + pointer(step), (*chain, here[step])))
                others = (key for key in here if key != step and (levels, key) not in above)
                unread |= dict.fromkeys(pattern + pointer(key) for key in others)
            else:
                hint = "correct rows in the mapping"
                raise Fault(Problem("missing-rows", place, f"no {step} stands in {name(here)}", hint))
        layer = following
    for place, chain in layer:
        if not is_list(chain[-1]):
            hint = "correct rows in the mapping"
            raise Fault(
                Problem("missing-rows", place, f"expected a list of rows, got {name(chain[-1])}", hint)
            )
        yield place, chain


def _step(value: object, key: str) -> object:
    if is_object(value):
        return value.get(key, _ABSENT)
    if is_list(value) and key.isdecimal() and len(key) < 10 and int(key) < len(value):  # noqa: PLR2004  # digits
        return value[int(key)]
    return _ABSENT


def _without(value: object, path: Keys, taken: set[Keys]) -> object:
    """Return a tree without what is taken and without what holds nothing."""
    if not is_object(value) or not any(keys[: len(path)] == path for keys in taken):
        return value
    left = {
        key: _without(part, (*path, key), taken) for key, part in value.items() if (*path, key) not in taken
    }
    return {key: part for key, part in left.items() if part not in (None, "", [], {})}
