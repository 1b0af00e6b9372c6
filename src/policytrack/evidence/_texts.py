"""The texts of sources: which text is a source's, and whether it can be read."""

import hashlib
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import cast

import attrs

from policytrack.evidence._folding import Folded, fold
from policytrack.model import Source
from policytrack.tracker import View

Text = str | bytes | os.PathLike[str]
"""The text of a source: itself, the bytes of its file, or the path to that file."""

Texts = Mapping[str, Text] | str | os.PathLike[str]
"""Texts by the ids of their sources, or the path to a folder that holds them."""


@attrs.frozen
class Held:
    """A text that could be read, with the digest of its bytes."""

    text: str
    digest: str

    @cached_property
    def folded(self) -> Folded:
        """The text without its typography, made when it is first needed."""
        return fold(self.text)


@attrs.frozen
class Unheld:
    """A text that could not be read: why, and the digest of its bytes where there are any."""

    reason: str
    digest: str | None = None


def find_texts(view: View, folder: str | os.PathLike[str]) -> dict[str, Path]:
    """Return the texts that a folder holds: the path of each by the id of its source.

    A source's text is the file named by its identifier of scheme `file`, or else `<id>.txt`. Names and
    links that lead out of the folder are not followed, and sources without a file are left out.

    Raises:
        NotADirectoryError: There is no such folder.
    """
    root = _folder(folder)
    found = ((source.id, _path(source, root)) for source in view.sources)
    return {source_id: path for source_id, path in found if path is not None}


def lookup(source: Source, texts: Texts) -> Held | Unheld:
    """Return the text of a source, or why there is none; errors as for `find_texts`."""
    if isinstance(texts, Mapping):
        if source.id not in texts:
            return Unheld("no text was given")
        return read(texts[source.id])
    root = _folder(texts)
    path = _path(source, root)
    if path is None:
        return Unheld(f"no file {' or '.join(_names(source))} in {root}")
    return read(path)


def is_path_for_text(source: Source, texts: Texts) -> bool:
    """Say whether the text that was given for a source is one line that names a file that is there."""
    given = texts.get(source.id) if isinstance(texts, Mapping) else None
    # Unlike `Path.is_file`, this answers no of a text that is too long for a name.
    return isinstance(given, str) and "\n" not in given and os.path.isfile(given)  # noqa: PTH113


def read(given: object) -> Held | Unheld:
    """Read a text: as UTF-8, with its line ends and its byte order mark as they are."""
    match given:
        case str():
            return _decoded(given.encode("utf-8", "surrogatepass"))
        case bytes():
            return _decoded(given)
        case os.PathLike():
            try:
                return _decoded(Path(cast("os.PathLike[str]", given)).read_bytes())
            except (OSError, TypeError, ValueError) as error:
                return Unheld(f"cannot be read: {error}")
        case _:
            # What a type checker would have refused is the fault of one text, not the end of the others.
            return Unheld(f"is no text, bytes or path but {type(given).__name__}")


def _decoded(data: bytes) -> Held | Unheld:
    digest = hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Unheld(f"is not UTF-8, at byte {error.start}: {error.reason}", digest)
    return Held(text, digest) if text else Unheld("is empty", digest)


def _folder(folder: str | os.PathLike[str]) -> Path:
    root = Path(folder)
    try:
        found = root.is_dir()
    except OSError:
        found = False  # Whoever gives a text for a folder gives a name that is too long to be one.
    if not found:
        message = f"{root!s:.80}: no such folder (give one that holds texts, or a mapping from source ids)"
        raise NotADirectoryError(message)
    return root


def _names(source: Source) -> tuple[str, ...]:
    """Return the names that the file of a source may have, best first."""
    named = source.identifier("file")
    return (f"{source.id}.txt",) if named is None else (named, f"{source.id}.txt")


def _path(source: Source, root: Path) -> Path | None:
    for name in _names(source):
        path = root / name
        if ".." not in path.parts[len(root.parts) :] and path.is_relative_to(root):
            try:
                if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                    return path
            except OSError:
                # A name that no file can have, by its length for one, is the name of no file.
                continue
    return None
