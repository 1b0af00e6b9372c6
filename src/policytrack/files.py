"""Load and save: from a path or bytes to a tracker, and back.

```
load   a path to a tracker            save    a tracker to a path
loads  bytes to a tracker             dumps   a tracker to bytes
read   a path to what it holds, with everything that lenient reading left out
check  a path to everything that is wrong with it, each with its file and line
```

The ending of the path tells the format: `.json`, `.jsonl`, `.ndjson`, `.yaml`, `.yml`, and what other formats
add, the longest ending first (`.popolo.json` before `.json`); a folder, or a path without an ending, is the
format `directory`.
"""

import os
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from policytrack.errors import DecodeError, EncodeError, IntegrityError, Problem, Severity, UnknownDataWarning
from policytrack.formats import Decoded, Encoded, Format
from policytrack.formats._by_path import format_of, named, owner_of
from policytrack.formats._intake import LEFT_OUT
from policytrack.formats._places import Places, places_of, put
from policytrack.formats.disk import read_folder, write_file, write_folder
from policytrack.integrity import integrity_problems, path_of, unknown_states
from policytrack.model import Record, Snapshot, record_fields
from policytrack.registry import Registry
from policytrack.tracker import Tracker
from policytrack.visible import shown

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
    opened = _opened(path, format, known, strict=strict)
    return _tracker(opened, str(path), known, strict=strict)


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
    opened = _Opened(found.decode(content, strict=strict, registry=known), found, content)
    return _tracker(opened, f"{found.name} data", known, strict=strict)


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
    known = _registry(registry)
    return _settled(_opened(path, format, known, strict=strict), known, strict=strict)


def check(
    path: str | os.PathLike[str],
    *,
    format: str | Format | None = None,  # noqa: A002  # The word that users expect.
    registry: Registry | None = None,
) -> tuple[Problem, ...]:
    """Say everything that is wrong with a file or a folder; where nothing is, what is worth a look.

    What cannot be read and what does not fit together are told at once, so that one reading finds all
    mistakes; of a record that cannot be read it is not said that others refer to it in vain. Every path has
    its file and line in front where the format can tell them.

    Raises:
        UnknownNameError: No format has the name or the ending.
        OSError: The file system refuses.
        MissingExtraError: The format needs what is not installed.
    """
    known = _registry(registry)
    try:
        opened, wrong = _opened(path, format, known, strict=True), tuple[Problem, ...]()
    except DecodeError as error:
        wrong = error.problems
        try:
            opened = _opened(path, format, known, strict=False)
        except DecodeError:
            return wrong
    decoded = opened.decoded
    fit = [one for one in integrity_problems(decoded.snapshot, known) if not _is_left_out(one, decoded)]
    if not wrong and all(one.severity is not Severity.ERROR for one in fit):
        tracker = Tracker.from_snapshot(decoded.snapshot, registry=known)
        return (*decoded.problems, *put(tracker.problems(), opened.places().record))
    # What is odd may well follow from what is wrong.
    wrong += put((one for one in fit if one.severity is Severity.ERROR), opened.places().record)
    return wrong


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
            `policytrack.formats.disk` for what holds of folders. Some formats write files beside it.
        format: The format or its name; None goes by the path.
        registry: What to know of; None takes the tracker's own, and `Registry.default()` for a snapshot.

    Returns:
        JSON Pointers to what the format cannot say; none for a lossless one.

    Raises:
        EncodeError: The format cannot write it, or what stands there is somebody else's.
        TypeError: It is a view: what a view shows need not fit together, and would not load again.
        UnknownNameError: No format has the name or the ending.
        OSError: The file system refuses.
    """
    known, place = _registry(registry, source), Path(path)
    found = format_of(place, format, known)
    encoded = found.encode(_snapshot(source), registry=known)
    if isinstance(encoded.data, bytes):
        beside: Mapping[str, bytes] = {} if encoded.beside is None else encoded.beside(place)
        write_file(place, encoded.data)
        for name, data in beside.items():
            write_file(place.with_name(name), data)
    else:
        write_folder(place, encoded.data, owner_of(found))
    return encoded.losses


def dumps(
    source: Tracker | Snapshot,
    *,
    format: str | Format = "json",  # noqa: A002  # The word that users expect.
    registry: Registry | None = None,
) -> bytes:
    """Return a tracker, or a snapshot, as bytes in a format of one file, without files that stand beside it.

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


@attrs.frozen
class _Opened:
    """What was read, by which format, from which bytes."""

    decoded: Decoded
    format: Format
    data: bytes | Mapping[str, bytes]

    def places(self) -> Places:
        """Return where its records stand."""
        return places_of(self.format, self.data)


def _opened(
    path: str | os.PathLike[str], given: str | Format | None, registry: Registry, *, strict: bool
) -> _Opened:
    place = Path(path)
    found = format_of(place, given, registry)
    data: bytes | Mapping[str, bytes] = b""
    try:
        data = read_folder(place, owner_of(found)) if place.is_dir() else place.read_bytes()
        decoded = found.decode(data, strict=strict, registry=registry)
        if any(one.severity is Severity.ERROR for one in decoded.problems):
            told = put(decoded.problems, places_of(found, data).document)
            decoded = attrs.evolve(decoded, problems=told)
        return _Opened(decoded, found, data)
    except DecodeError as error:
        problems = put(error.problems, places_of(found, data).document) if data else error.problems
        raise DecodeError(str(path), problems) from None


def _is_left_out(problem: Problem, decoded: Decoded) -> bool:
    """Say whether a reference seems to dangle because what it leads to could not be read."""
    left = [one.message.partition(LEFT_OUT)[0] for one in decoded.problems if one.code == "left-out"]
    wanted = problem.message.partition(": ")[0]
    return problem.code == "dangling-reference" and ("" in left or f"{wanted:.80}: " in left)


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


def _tracker(opened: _Opened, subject: str, registry: Registry, *, strict: bool) -> Tracker:
    decoded = _settled(opened, registry, strict=strict)
    left = [problem for problem in decoded.problems if problem.code == "left-out"]
    if not strict and left:
        lines = "\n  ".join([f"{subject}: {len(left)} left out", *map(str, left)])
        warnings.warn(lines, stacklevel=3)
    try:
        tracker = Tracker.from_snapshot(decoded.snapshot, registry=registry, noticed=decoded.problems)
    except IntegrityError as error:
        raise IntegrityError(subject, put(error.problems, opened.places().record)) from None
    unknown = [problem.message for problem in tracker.noticed if problem.code in _NEEDS_A_PLUGIN]
    unknown += [
        f"{shown(f'{state:.60}')}: no lifecycle has a state of this name, so it is kept and has no phase"
        for state in unknown_states(decoded.snapshot, registry)
    ]
    if unknown:
        lines = "\n  ".join([f"{subject} holds what no plugin that is installed knows", *unknown])
        warnings.warn(lines, UnknownDataWarning, stacklevel=3)
    return tracker


def _settled(opened: _Opened, registry: Registry, *, strict: bool) -> Decoded:
    """Leave out, in lenient reading, what does not fit together, until the rest does."""
    decoded = opened.decoded
    if strict:
        return decoded
    snapshot, left = decoded.snapshot, list[Problem]()
    while found := [p for p in integrity_problems(snapshot, registry) if p.severity is Severity.ERROR]:
        records = list(_parting(snapshot, found))
        for record in records:
            message = f"{record.id}: this record is left out, it does not fit the others"
            left.append(Problem("left-out", path_of(record), message))
        left += found
        gone = set(map(id, records))
        snapshot = Snapshot.of(record for record in snapshot.records() if id(record) not in gone)
    return Decoded(snapshot, (*decoded.problems, *(put(left, opened.places().record) if left else ())))


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
