"""Load and save: from a path or bytes to a tracker, and back.

```
load   a path to a tracker            save    a tracker to a path
loads  bytes to a tracker             dumps   a tracker to bytes
read   a path to what it holds, with everything that lenient reading left out
```

The ending of the path tells the format: `.json`, `.jsonl`, `.ndjson`, `.yaml`, `.yml`, and what other formats
add, the longest ending first (`.popolo.json` before `.json`); a folder, or a path without an ending, is the
format `directory`.
"""

import os
import warnings
from collections.abc import Iterable
from pathlib import Path

from policytrack.errors import DecodeError, EncodeError, Problem, Severity, UnknownDataWarning
from policytrack.formats import Decoded, Encoded, Format
from policytrack.formats._by_path import format_of, named, owner_of
from policytrack.formats.disk import read_folder, write_file, write_folder
from policytrack.integrity import integrity_problems, path_of
from policytrack.model import Record, Snapshot, record_fields
from policytrack.registry import Registry
from policytrack.tracker import Tracker

_NEEDS_A_PLUGIN = frozenset({"unknown-type", "unknown-kind", "unknown-lifecycle"})


def load(
    path: str | os.PathLike[str],
    *,
    format: str | Format | None = None,  # noqa: A002  # The word that users expect.
    strict: bool = True,
    registry: Registry | None = None,
) -> Tracker:
    """Load a tracker from a file or a folder.

    What only a plugin would know that is not installed is kept as it is, and told by one
    `UnknownDataWarning`.

    Args:
        path: The file or folder.
        format: Its format or the name of one; None goes by the path.
        strict: Whether to refuse what is not right in every record. Lenient loading leaves such records
            out, with those that refer to them, and warns of each; `read` gives the list.
        registry: What to know of besides what ships; None takes `Registry.default()`.

    Raises:
        DecodeError: It cannot be read; it lists every problem.
        IntegrityError: The records do not fit together; it lists every problem.
        UnknownNameError: No format has the name or the ending.
        OSError: The file system refuses.
    """
    known = _registry(registry)
    decoded = read(path, format=format, strict=strict, registry=known)
    return _tracker(decoded, str(path), known, strict=strict)


def loads(
    data: bytes | str,
    *,
    format: str | Format = "json",  # noqa: A002  # The word that users expect.
    strict: bool = True,
    registry: Registry | None = None,
) -> Tracker:
    """Load a tracker from bytes or text, in a format of one file; the rest is as for `load`."""
    known = _registry(registry)
    found = named(format, known)
    content = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    decoded = _settled(found.decode(content, strict=strict, registry=known), known, strict=strict)
    return _tracker(decoded, f"{found.name} data", known, strict=strict)


def read(
    path: str | os.PathLike[str],
    *,
    format: str | Format | None = None,  # noqa: A002  # The word that users expect.
    strict: bool = True,
    registry: Registry | None = None,
) -> Decoded:
    """Read what a file or folder holds, with what was found on the way.

    Lenient reading leaves out what cannot be read, then what refers to it, until the rest fits together;
    `problems` names each record that is left out by one problem with the code `left-out`, so that what
    was read and what is named add up to what was there. Arguments and errors are those of `load`.
    """
    known, place = _registry(registry), Path(path)
    found = format_of(place, format, known)
    try:
        data = read_folder(place, owner_of(found)) if place.is_dir() else place.read_bytes()
        decoded = found.decode(data, strict=strict, registry=known)
    except DecodeError as error:
        raise DecodeError(str(path), error.problems) from None
    return _settled(decoded, known, strict=strict)


def save(
    source: Tracker | Snapshot,
    path: str | os.PathLike[str],
    *,
    format: str | Format | None = None,  # noqa: A002  # The word that users expect.
    registry: Registry | None = None,
) -> tuple[str, ...]:
    """Save a tracker, or a snapshot, to a file or a folder; a crash leaves the old content or the new.

    Args:
        source: What to save.
        path: The file or folder. What the format owns there is replaced, other files are left alone; see
            `policytrack.formats.disk` for what holds of folders.
        format: The format or its name; None goes by the path.
        registry: What to know of; None takes the tracker's own, and `Registry.default()` for a snapshot.

    Returns:
        JSON Pointers to what the format cannot say; none for a lossless one.

    Raises:
        EncodeError: The format cannot write it, or the folder is somebody else's.
        TypeError: It is a view: what a view shows need not fit together, and would not load again.
        UnknownNameError: No format has the name or the ending.
        OSError: The file system refuses.
    """
    known, place = _registry(registry, source), Path(path)
    found = format_of(place, format, known)
    encoded = found.encode(_snapshot(source), registry=known)
    if isinstance(encoded.data, bytes):
        write_file(place, encoded.data)
    else:
        write_folder(place, encoded.data, owner_of(found))
    return encoded.losses


def dumps(
    source: Tracker | Snapshot,
    *,
    format: str | Format = "json",  # noqa: A002  # The word that users expect.
    registry: Registry | None = None,
) -> bytes:
    """Return a tracker, or a snapshot, as bytes in a format of one file.

    Raises:
        EncodeError: The format is a folder, or cannot write it.
        UnknownNameError: No format has the name.
    """
    known = _registry(registry, source)
    found = named(format, known)
    encoded: Encoded = found.encode(_snapshot(source), registry=known)
    if not isinstance(encoded.data, bytes):
        problem = Problem("not-a-file", "", f"{found.name} is a folder, not one file", "use save")
        raise EncodeError(found.name, [problem])
    return encoded.data


def _registry(registry: Registry | None, source: object = None) -> Registry:
    """Return the registry that is given, or that a tracker has, or what ships."""
    if registry is None and isinstance(source, Tracker):
        return source.registry
    return Registry.default() if registry is None else registry


def _snapshot(source: object) -> Snapshot:
    if isinstance(source, Tracker):
        return source.snapshot()
    if isinstance(source, Snapshot):
        return source
    message = f"a tracker or a snapshot is written, not a {type(source).__name__}"
    raise TypeError(message)


def _tracker(decoded: Decoded, subject: str, registry: Registry, *, strict: bool) -> Tracker:
    left = [problem for problem in decoded.problems if problem.code == "left-out"]
    if not strict and left:
        lines = "\n  ".join([f"{subject}: {len(left)} left out", *map(str, left)])
        warnings.warn(lines, stacklevel=3)
    tracker = Tracker.from_snapshot(decoded.snapshot, registry=registry, noticed=decoded.problems)
    unknown = [problem.message for problem in tracker.noticed if problem.code in _NEEDS_A_PLUGIN]
    if unknown:
        lines = "\n  ".join([f"{subject} holds what no plugin that is installed knows", *unknown])
        warnings.warn(lines, UnknownDataWarning, stacklevel=3)
    return tracker


def _settled(decoded: Decoded, registry: Registry, *, strict: bool) -> Decoded:
    """Leave out, in lenient reading, what does not fit together, until the rest does."""
    if strict:
        return decoded
    snapshot, problems = decoded.snapshot, list(decoded.problems)
    while found := [p for p in integrity_problems(snapshot, registry) if p.severity is Severity.ERROR]:
        records = list(_parting(snapshot, found))
        for record in records:
            message = f"{record.id}: this record is left out, it does not fit the others"
            problems.append(Problem("left-out", path_of(record), message))
        problems += found
        gone = set(map(id, records))
        snapshot = Snapshot.of(record for record in snapshot.records() if id(record) not in gone)
    return Decoded(snapshot, tuple(problems))


def _parting(snapshot: Snapshot, problems: Iterable[Problem]) -> Iterable[Record]:
    """Give the records that integrity problems speak of; of records with one id the first stays."""
    spoken = {tuple(problem.path.split("/")[1:3]): problem.code for problem in problems}
    first: set[str] = set()
    for field in record_fields():
        for record in getattr(snapshot, field):
            code = spoken.get(tuple(path_of(record).split("/")[1:3]))
            if code is not None and (code != "duplicate-id" or record.id in first):
                yield record
            first.add(record.id)
