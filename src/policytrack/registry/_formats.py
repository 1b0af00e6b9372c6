"""What a format is, and what reading and writing give."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

from policytrack.errors import Problem
from policytrack.model import Snapshot

if TYPE_CHECKING:
    from policytrack.registry._registry import Registry


@attrs.frozen
class Decoded:
    """What was read: the snapshot, and each thing that could not be read."""

    snapshot: Snapshot
    problems: tuple[Problem, ...] = ()


@attrs.frozen
class Encoded:
    """What was written: one file as bytes, or a folder as bytes by path.

    `losses` are JSON Pointers into the wire form to what the format cannot say; none for a lossless one.
    `beside` gives, for the path of a file, the files that stand beside it, by name; `save` writes them too.
    It raises `EncodeError` where something stands there that must not be replaced.
    """

    data: bytes | Mapping[str, bytes]
    losses: tuple[str, ...] = ()
    beside: Callable[[Path], Mapping[str, bytes]] | None = attrs.field(default=None, eq=False)


class Format(Protocol):
    """A way to write a snapshot as one file or as a folder of files.

    A format of one file takes and gives bytes; a folder takes and gives a mapping from relative path,
    with `/`, to bytes. `suffixes` are the file endings that tell the format, empty for a folder.
    """

    @property
    def name(self) -> str:
        """The name by which `load`, `save`, `loads` and `dumps` know it."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of its files, with the dot."""
        ...

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: "Registry | None" = None
    ) -> Decoded:
        """Read a snapshot; strict raises `DecodeError` with every problem, lenient keeps what it can."""
        ...

    def encode(self, snapshot: Snapshot, *, registry: "Registry | None" = None) -> Encoded:
        """Write a snapshot, the same bytes for equal snapshots."""
        ...
