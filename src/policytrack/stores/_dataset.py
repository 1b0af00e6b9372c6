"""A folder of Parquet files, one state of a store after another, of which a reader never sees half.

```
policytrack.json                            which state is the current one
revision-12-3406/                           all of one state
    proposal/part_life=now/part_year=2023/12-0.parquet
    record/part_life=now/part_kind=proposal/12-7.parquet
    word/12-9.parquet
revision-11-3217/                           the one before, for whoever still reads it
```

A state is written aside, put in its place by one rename, and made current by another. Files that did not
change are the same files under two names (hard links), so that a state costs what is new in it.
"""

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Self

import attrs

from policytrack.errors import StoreError

MANIFEST = "policytrack.json"
LAYOUT = 1
"""The version of the layout; a data set of a later one is refused."""

KEPT_BACK = ("redaction",)
"""The tables that stay in the store: they are about what must not come back."""


@attrs.frozen
class Published:
    """What a data set holds: which revision of which store, and how far its rows had been numbered.

    `mark` is a hash of what the store's registry knew.
    """

    store: str
    schema: int
    revision: int
    next_row: int
    mark: str = ""
    layout: int = LAYOUT

    @classmethod
    def of(cls, text: str, place: str) -> Self:
        """Read what `policytrack.json` says; `place` is what errors name.

        Raises:
            StoreError: It is none of ours, or of a later version.
        """
        try:
            data = json.loads(text)
            if data["layout"] > LAYOUT:
                raise StoreError(place, "it was written by a later version", "install that version")
            return cls(**data)
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(place, f"its {MANIFEST} is none of ours") from error

    @property
    def name(self) -> str:
        """The name of its folder."""
        return f"revision-{self.revision}-{self.next_row}"


@attrs.frozen
class Dataset:
    """A data set that was published."""

    folder: Path
    state: Published

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Return the data set in a folder, None where there is none.

        Raises:
            StoreError: What is there is of a later version, or no data set.
        """
        try:
            text = (folder / MANIFEST).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(str(folder), f"it cannot be read: {error.strerror}") from error
        return cls(folder, Published.of(text, str(folder)))

    @property
    def current(self) -> Path:
        """The folder of the state."""
        return self.folder / self.state.name

    def files(self, table: str) -> list[Path]:
        """Return the files of a table."""
        return sorted((self.current / table).rglob("*.parquet"))


@contextlib.contextmanager
def aside(folder: Path) -> Generator[Path]:
    """Make a place beside the states to write one in; what is left there is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def publish(written: Path, folder: Path, state: Published, *, keep: str | None) -> Dataset:
    """Put a state in its place, make it current, and remove those that nobody reads any more.

    Args:
        written: The folder in which it was written, beside its place.
        folder: The data set.
        state: What was written.
        keep: The name of the state before, which readers may still have open; None keeps none.

    Raises:
        StoreError: Somebody else has published the same revision meanwhile.
    """
    for path in written.rglob("*"):
        _flush(path)
    place = folder / state.name
    try:
        written.rename(place)
    except OSError as error:
        raise StoreError(str(place), "it was written by somebody else", "export again") from error
    _flush(folder)
    manifest = written.with_suffix(".json")
    manifest.write_text(json.dumps(attrs.asdict(state), indent=2) + "\n", encoding="utf-8")
    _flush(manifest)
    manifest.replace(folder / MANIFEST)
    _flush(folder)
    for old in folder.glob("revision-*"):
        if old.name not in {state.name, keep}:
            shutil.rmtree(old, ignore_errors=True)
    return Dataset(folder, state)


def share(old: Path, new: Path) -> None:
    """Let a file stand under another name too; copy it where a file system has no links."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)


def _flush(path: Path) -> None:
    """Let a file, or the names in a folder, reach the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
