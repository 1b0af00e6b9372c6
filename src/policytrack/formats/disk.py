"""Writes files and folders so that a crash leaves the old content or the new, never half of one.

A file: the content goes to a temporary file beside it, is brought to disk, and takes the name in one step.

A folder: no file system replaces many files at once, and a folder holds files that are not ours. So the
changes are first written to `.policytrack-new`; renaming that to `.policytrack-commit` is the one step
that decides; then the files are moved into place. `read_folder` looks into `.policytrack-commit` first.
What holds:

- A reader that comes after a crash, at whatever moment, finds all of the old content or all of the new;
  the next save finishes what was decided, and discards what was not.
- Files that did not change are not touched, nor are those that the format does not own.
- Not promised: a program that reads the files by itself, or reads while a save runs, may see both; two
  saves to one folder at once must be kept apart by the caller.

A folder that is nothing but ours, a site for example, is written beside its place and takes it by its name,
the old one first making room: a crash between the two leaves both, whole, the old one as
`.policytrack-….old`.
"""

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import attrs

from policytrack.errors import DecodeError, EncodeError, Problem

Owns = Callable[[str], bool]
"""Say whether a file, by its path in the folder, belongs to the format."""

_STAGED = ".policytrack-new"
_DECIDED = ".policytrack-commit"
_PLAN = "plan.json"
_LIST = ".policytrack-files.json"


def write_file(path: Path, data: bytes) -> None:
    """Write a file in one step; a link is followed, and the mode of a file that was there is kept.

    Raises:
        OSError: The file system refuses; `filename` is the path that was asked for.
    """
    target = path.resolve()
    temporary = target.with_name(f".policytrack-{secrets.token_hex(8)}.tmp")
    try:
        _write(temporary, data)
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        _name(error, path)
        raise
    _sync_folder(target.parent)


def read_folder(path: Path, owns: Owns) -> dict[str, bytes]:
    """Read the files of a folder that a format owns, by relative path with `/`.

    Raises:
        DecodeError: A link leads out of the folder or to another folder, or something with the name of a
            file is none.
    """
    root = path.resolve()
    problems: list[Problem] = []
    found = {name: root / name for name in _owned(root, owns, problems)}
    plan = _Plan.read(root / _DECIDED)
    for name in plan.removed:
        found.pop(name, None)
    for number, name in enumerate(plan.written):
        if (staged := root / _DECIDED / str(number)).is_file():
            found[name] = staged
            problems += [] if _is_inside(root, staged) else [_no_file(name)]
    if problems:
        raise DecodeError(str(path), problems)
    return {name: file.read_bytes() for name, file in sorted(found.items())}


def write_folder(path: Path, files: Mapping[str, bytes], owns: Owns) -> None:
    """Make `files` all that the format owns in a folder, which is made where it is missing.

    The first of the files is the format's header. A folder that holds files of the format without that
    header is somebody else's, and is left alone.

    Raises:
        EncodeError: The folder is somebody else's, a link leads out of it, or a path does.
    """
    path.mkdir(exist_ok=True)
    root = path.resolve()
    _finish(root, owns)
    problems: list[Problem] = []
    held = set(_owned(root, owns, problems))
    header = next(iter(files))
    if held and header not in held:
        message = f"the folder holds {min(held)} and no {header}, so it is not ours to replace"
        problems.append(Problem("foreign-folder", header, message, "save to another folder"))
    problems += [_outside(name) for name in files if not _may_write(root, name, owns)]
    if problems:
        raise EncodeError(str(path), problems)
    changed = [name for name, data in files.items() if name not in held or (root / name).read_bytes() != data]
    removed = sorted(held - set(files))
    if changed or removed:
        _stage(root, {name: files[name] for name in changed}, removed)
        (root / _STAGED).rename(root / _DECIDED)
        _sync_folder(root)
        _finish(root, owns)


def replace_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Make `files` all that a folder holds, which is made, or replaced if all that it holds was written so.

    Raises:
        EncodeError: It holds something else, or is no folder.
        OSError: The file system refuses; `filename` is the path that was asked for.
    """
    target = path.resolve()
    if (foreign := _foreign(target)) is not None:
        message = "this was not written here, so the folder is not ours to replace"
        problem = Problem("foreign-folder", foreign, message, "name another folder, or move that elsewhere")
        raise EncodeError(str(path), [problem])
    mark = secrets.token_hex(8)
    new, old = (target.with_name(f".policytrack-{mark}.{end}") for end in ("new", "old"))
    try:
        _fill(new, {**files, _LIST: json.dumps(sorted(files)).encode()})
        if target.exists():
            target.rename(old)
        new.rename(target)
    except BaseException as error:
        shutil.rmtree(new, ignore_errors=True)
        if old.exists():
            old.rename(target)
        _name(error, path)
        raise
    _sync_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def _name(error: BaseException, path: Path) -> None:
    """Let an error of the file system name the path that was asked for: nobody asked for a temporary one."""
    if isinstance(error, OSError) and error.errno is not None:
        error.filename, error.filename2 = str(path), None


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        _write(folder / name, data)
    for inner in {(folder / name).parent for name in files}:
        _sync_folder(inner)


def _foreign(target: Path) -> str | None:
    """Name something that `replace_folder` did not write; None where there is nothing."""
    if not target.is_dir():
        return target.name if target.exists() else None
    try:
        ours = set(json.loads((target / _LIST).read_bytes())) | {_LIST}
    except (OSError, ValueError, TypeError):
        ours = set[str]()
    held = (path for path in target.rglob("*") if path.is_symlink() or not path.is_dir())
    return min(
        (name for path in held if (name := path.relative_to(target).as_posix()) not in ours), default=None
    )


@attrs.frozen
class _Plan:
    """What a save decided: the files to move into place, by number, and those to remove."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> "_Plan":
        """Read the plan of a save; none was made where the folder or its plan is missing.

        Raises:
            DecodeError: It is no plan; no crash leaves half of one.
        """
        try:
            plan = json.loads((folder / _PLAN).read_bytes())
            return cls(tuple(map(str, plan["written"])), tuple(map(str, plan["removed"])))
        except FileNotFoundError:
            return cls()
        except (ValueError, KeyError, TypeError):
            problem = Problem(
                "bad-plan", f"{_DECIDED}/{_PLAN}", "this is no plan of a save", "remove the folder"
            )
            raise DecodeError(str(folder.parent), [problem]) from None


def _stage(root: Path, files: Mapping[str, bytes], removed: list[str]) -> None:
    staged = root / _STAGED
    staged.mkdir()
    for number, data in enumerate(files.values()):
        _write(staged / str(number), data)
    _write(staged / _PLAN, json.dumps({"written": list(files), "removed": removed}).encode())
    _sync_folder(staged)


def _finish(root: Path, owns: Owns) -> None:
    """Bring about what a save decided, and discard what one left undecided."""
    if (root / _STAGED).is_dir():
        shutil.rmtree(root / _STAGED)
    decided = root / _DECIDED
    plan = _Plan.read(decided)
    # The plan was read from disk: who put it there may have meant to write elsewhere.
    names = (*plan.written, *plan.removed)
    if outside := [_outside(name) for name in names if not _may_write(root, name, owns)]:
        raise EncodeError(str(decided / _PLAN), outside)
    for number, name in enumerate(plan.written):
        if (staged := decided / str(number)).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            staged.replace(root / name)
    for name in plan.removed:
        (root / name).unlink(missing_ok=True)
    for folder in sorted({(root / name).parent for name in names} - {root}):
        with contextlib.suppress(OSError):
            folder.rmdir()  # Only an empty one goes.
    for folder in {root, *((root / name).parent for name in names)}:
        if folder.is_dir():
            _sync_folder(folder)
    if decided.is_dir():
        (decided / _PLAN).unlink(missing_ok=True)
        decided.rmdir()
        _sync_folder(root)


def _owned(root: Path, owns: Owns, problems: list[Problem], under: str = "") -> Iterator[str]:
    """Give the path of each file that the format owns; what begins with a dot is passed over."""
    with os.scandir(root / under) as entries:
        found = sorted(
            (entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name
        )
    for entry in found:
        name = f"{under}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _owned(root, owns, problems, f"{name}/")
        elif entry.is_dir():
            problems.append(
                Problem("linked-folder", name, "a link to a folder is not followed", "copy it here")
            )
        elif owns(name):
            if entry.is_file() and _is_inside(root, Path(entry.path)):
                yield name
            else:
                problems.append(_no_file(name))


def _no_file(name: str) -> Problem:
    return Problem("outside-folder", name, "no regular file inside of the folder", "copy it here")


def _outside(name: str) -> Problem:
    return Problem("outside-folder", name, "this path leads out of the folder, or is not the format's")


def _may_write(root: Path, name: str, owns: Owns) -> bool:
    return owns(name) and _is_inside(root, (root / name).parent)


def _is_inside(root: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(root)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    """Bring the names in a folder to disk."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return  # Windows opens no folders, and writes their names itself.
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
