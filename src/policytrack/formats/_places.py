"""Where in a file a thing stands: looked up once something is wrong, so that reading costs nothing for it.

A format that can tell has a method besides those of `Format`:

```
places(data: bytes | Mapping[str, bytes]) -> Places
```
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import attrs

from policytrack.errors import Problem
from policytrack.formats._faults import pointer
from policytrack.formats._intake import Locate
from policytrack.formats._trees import is_list, is_object
from policytrack.formats._wire import OTHERS


@attrs.frozen
class Places:
    """Puts the file and the line in front of a path, where they can be told; else the path stays as it is.

    `record` takes the path of a problem in a tracker, `/positions/the-id/stance`; `document` takes a JSON
    Pointer into the document, for formats whose reading tells no lines by itself.
    """

    record: Locate
    document: Locate = str


NOWHERE = Places(str)
"""What a format knows that cannot tell."""


def places_of(format_: object, data: bytes | Mapping[str, bytes]) -> Places:
    """Return where things stand in the data of a format."""
    tell: Callable[[bytes | Mapping[str, bytes]], Places] = getattr(format_, "places", lambda _: NOWHERE)
    return tell(data)


def lazily(make: Callable[[], Locate]) -> Locate:
    """Return what locates records by means that are made when the first is looked for."""
    made = cache(make)
    return lambda path: made()(path)  # noqa: PLW0108  # Not made before the first call.


def put(problems: Iterable[Problem], locate: Locate) -> tuple[Problem, ...]:
    """Return problems with their files and lines."""
    return tuple(attrs.evolve(problem, path=locate(problem.path)) for problem in problems)


def split(path: str) -> tuple[str, str, str]:
    """Return the field, the id, and the place in the record of a path in a tracker.

    >>> split("/positions/a~1b/evidence/0")
    ('positions', 'a/b', '/evidence/0')
    """
    field, record_id, *place = [*path.split("/", 3)[1:], "", ""][: max(2, path.count("/"))]
    name = record_id.replace("~1", "/").replace("~0", "~")
    return field, name, "".join(f"/{keys}" for keys in place[:1])


def candidates(field: str) -> tuple[str, str]:
    """Return the fields under which a file may have a record: a plugin's proposals are among `others`."""
    return field, OTHERS


def chosen(found: list[int], place: str) -> int:
    """Of records with one id, return the last where the id itself is wrong, for the first may keep it."""
    return found[-1] if place == "/id" else found[0]


def in_document(document: object, line: Callable[[str], int]) -> Locate:
    """Return what locates records in a document that is one object, from the line of each pointer."""
    held: dict[tuple[str, object], list[int]] = defaultdict(list)
    for field, records in document.items() if is_object(document) else ():
        for number, record in enumerate(records if is_list(records) else ()):
            if is_object(record):
                held[field, record.get("id")].append(number)

    def at(name: str, number: int, place: str) -> int:
        return line(pointer(name, number) + place)

    return by_record(held, at)


def by_record(held: Mapping[tuple[str, object], list[int]], line: Callable[[str, int, str], int]) -> Locate:
    """Return what locates records, from where those of each field and id stand.

    Args:
        held: The numbers of the records, or of their lines, by field and id.
        line: Takes a field, such a number and the place within the record; gives the line.
    """

    def locate(path: str) -> str:
        field, record_id, place = split(path)
        for name in candidates(field):
            if found := held.get((name, record_id)):
                return f"line {line(name, chosen(found, place), place)}: {path}"
        return path

    return locate
