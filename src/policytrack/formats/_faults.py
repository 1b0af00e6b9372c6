"""What can be wrong with a wire value, as problems with JSON Pointers.

A hook raises `Fault`, without a place: the hooks of what holds the value add the place, so that each
problem ends up at its JSON Pointer (RFC 6901) in the record.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import attrs
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError

from policytrack.errors import InvalidRecordError, Problem, nearest
from policytrack.model import hints

K = TypeVar("K", int, str)
T = TypeVar("T")

_LONGEST = 60
"""How much of a value an error repeats."""


class Fault(Exception):  # noqa: N818  # It never leaves the formats: a fault is turned into a problem.
    """One thing that is wrong with a value; the path of its problem is empty."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class Faults(Exception):  # noqa: N818  # As for `Fault`.
    """What is wrong with the items of a list or the members of an object, each with its index or key."""

    def __init__(self, parts: Sequence[tuple[int | str, Exception]]) -> None:
        super().__init__(parts)
        self.parts = parts


def each(parts: Iterable[tuple[K, object]], read: Callable[[object], T]) -> list[tuple[K, T]]:
    """Read each part, and tell what is wrong with all of them.

    Raises:
        Faults: What was wrong, by key; a part is read once, however deep the faults are nested.
    """
    good: list[tuple[K, T]] = []
    bad: list[tuple[int | str, Exception]] = []
    for key, part in parts:
        try:
            good.append((key, read(part)))
        except Exception as error:  # noqa: BLE001  # A plugin's own check may raise whatever it likes.
            bad.append((key, error))
    if bad:
        raise Faults(bad)
    return good


def pointer(*keys: int | str) -> str:
    """Return the JSON Pointer of a place.

    A lone surrogate in a key is written as its escape, so that an error can always be printed.

    >>> pointer("extras", "a/b", 0)
    '/extras/a~1b/0'
    """
    return "".join(f"/{printable(str(key)).replace('~', '~0').replace('/', '~1')}" for key in keys)


def printable(text: str) -> str:
    r"""Return the text with each lone surrogate as its JSON escape.

    >>> printable("\ud800")
    '\\ud800'
    """
    return text.encode("utf-8", "backslashreplace").decode()


def name(value: object) -> str:
    """Say in a few words what a wire value is.

    >>> name(None), name(5), name("a"), name([])
    ('null', 'the number 5', "the text 'a'", 'a list')
    """
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {_short(repr(value))}"
        case str():
            return f"the text {_short(repr(printable(value)))}"
        case list():
            return "a list"
        case _:
            return "an object"


def unexpected(value: object, expected: str, suggestion: str | None = None) -> Fault:
    """Return the fault of a value of another type than the wire has there."""
    return Fault(Problem("wrong-type", "", f"expected {expected}, got {name(value)}", suggestion))


def near(word: str, known: Iterable[str]) -> str | None:
    """Suggest the known words that look like `word`, or None."""
    found = nearest(word, known)
    return f"nearest: {', '.join(found)}" if found else None


def problems_of(error: Exception, path: str = "") -> Iterator[Problem]:
    """Give each problem that an error of structuring carries, at its place below `path`."""
    match error:
        case Fault():
            yield attrs.evolve(error.problem, path=path)
        case Faults():
            for key, part in error.parts:
                yield from problems_of(part, path + pointer(key))
        case ClassValidationError():
            yield from _of_class(error, path)
        case ForbiddenExtraKeysError():
            allowed = list(hints(error.cl))
            for key in sorted(error.extra_fields):
                yield unknown_key(key, allowed, path)
        case InvalidRecordError():
            for problem in error.problems:
                yield attrs.evolve(problem, path=path + problem.path)
        case _:
            # A plugin's own check may raise whatever it likes.
            yield Problem("invalid-value", path, str(error) or type(error).__name__)


def unknown_key(key: str, allowed: Iterable[str], path: str) -> Problem:
    """Return the problem of a key that nothing here is called."""
    return Problem(
        "unknown-key", path + pointer(key), f"{_short(printable(key))}: no such key", near(key, allowed)
    )


def _of_class(error: ClassValidationError, path: str) -> Iterator[Problem]:
    fields, others = error.group_exceptions()
    for part, note in fields:
        place = path + pointer(note.name)
        if isinstance(part, KeyError) and part.args == (note.name,):
            yield Problem("missing-key", place, f"{note.name} is missing", "it cannot be left out")
        else:
            yield from problems_of(part, place)
    for part in others:
        yield from problems_of(part, path)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
