"""Records one by one from a file that is too large to be held at once.

A format whose files can be read piece by piece has a method besides those of `Format`:

```
stream(source: BinaryIO, *, strict: bool = True, registry: Registry | None = None)
    -> Iterator[Record | Problem]
```

It reads `source` from where it stands to its end and holds a bounded number of records. Any other format
is decoded as a whole, and its records are then given one by one: the answer is the same, the memory is
not. `jsonl` is such a format, a plugin's may be, and so may be every format of lines.

What only the whole can show is not looked for: that ids are unique, and that references lead somewhere.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeAlias

from policytrack.errors import DecodeError, Problem
from policytrack.formats._by_path import format_of, owner_of
from policytrack.formats.disk import read_folder
from policytrack.model import Record
from policytrack.registry import Format, Registry

Progress: TypeAlias = Callable[[int, int], object]
"""Take the bytes that were read so far, and the bytes that there are."""

_OFTEN = 1000
"""The records after which progress is told."""


class Streams(Protocol):
    """A format whose files can be read piece by piece."""

    def stream(
        self, source: BinaryIO, *, strict: bool = True, registry: Registry | None = None
    ) -> Iterator[Record | Problem]:
        """Give the records of a file and what is wrong with it, in the order of the file."""
        ...


def stream(
    path: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002  # The word that users expect.
    *,
    strict: bool = True,
    progress: Progress | None = None,
    registry: Registry | None = None,
) -> Iterator[Record | Problem]:
    """Give the records of a file or a folder one by one, and each problem as it is found.

    Args:
        path: The file or folder.
        format: The name of its format; None goes by the path.
        strict: Whether to stop at what is not right, with every problem of the part of the file that was
            read last. Lenient reading goes on: a record is given, or named by a problem with the code
            `left-out`.
        progress: Called now and then with the bytes that were read and the bytes that there are, and at
            the end with twice the latter.
        registry: What to know of; None takes `Registry.default()`.

    Raises:
        DecodeError: It cannot be read, or strict reading found something wrong; raised as the records are
            asked for, behind those that came before.
        UnknownNameError: No format has the name or the ending.
        OSError: The file system refuses.
    """
    known, place = Registry.default() if registry is None else registry, Path(path)
    found = format_of(place, format, known)
    return _given(place, found, known, strict=strict, tell=progress or _tell_nobody)


def _given(
    place: Path, found: Format, registry: Registry, *, strict: bool, tell: Progress
) -> Iterator[Record | Problem]:
    try:
        streaming = None if place.is_dir() else _streaming(found)
        if streaming is not None:
            yield from _piece_by_piece(place, streaming, registry, strict=strict, tell=tell)
        else:
            yield from _as_a_whole(place, found, registry, strict=strict, tell=tell)
    except DecodeError as error:
        raise DecodeError(str(place), error.problems) from None


def _piece_by_piece(
    place: Path, found: Streams, registry: Registry, *, strict: bool, tell: Progress
) -> Iterator[Record | Problem]:
    size = place.stat().st_size
    with place.open("rb") as source:
        for number, item in enumerate(found.stream(source, strict=strict, registry=registry)):
            if number % _OFTEN == 0:
                tell(source.tell(), size)
            yield item
    tell(size, size)


def _as_a_whole(
    place: Path, found: Format, registry: Registry, *, strict: bool, tell: Progress
) -> Iterator[Record | Problem]:
    data = read_folder(place, owner_of(found)) if place.is_dir() else place.read_bytes()
    size = len(data) if isinstance(data, bytes) else sum(map(len, data.values()))
    tell(0, size)
    decoded = found.decode(data, strict=strict, registry=registry)
    tell(size, size)
    yield from decoded.problems
    yield from decoded.snapshot.records()


def _streaming(found: Any) -> Streams | None:  # noqa: ANN401  # A format, which may be more.
    return found if callable(getattr(found, "stream", None)) else None


def _tell_nobody(_: int, __: int) -> None:
    """Take the place of a callback where there is none."""
