"""What a command is asked about, opened: a bundled case, a file, a folder or a store."""

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pendulum

from policytrack import datasets
from policytrack.cli._failures import CommandError
from policytrack.cli._parser import SOURCE
from policytrack.errors import nearest
from policytrack.files import load
from policytrack.stores import open_store, pending
from policytrack.tracker import Tracker, View

if TYPE_CHECKING:
    from collections.abc import Generator

    from policytrack.stores import Store, StoreView

_STORE = re.compile(r"(?:sqlite|postgresql|duckdb|parquet|delta|iceberg|spark)[+\w]*:")
_SECRET = re.compile(r"(?<=//)([^/@:]*):[^/@]*(?=@)")


def is_store(source: str) -> bool:
    """Say whether a source is the address of a store."""
    return _STORE.match(source) is not None


def label(source: str) -> str:
    """Return a source as it may be printed: an address without its password and its options."""
    return _SECRET.sub(r"\1:***", source.partition("?")[0]) if is_store(source) else source


def opened(source: str) -> Tracker:
    """Return what a source holds.

    Raises:
        CommandError: There is nothing of the name.
        PolicytrackError: It cannot be read.
    """
    if is_store(source):
        with store_of(source) as store:
            return Tracker.from_snapshot(store.snapshot(), registry=store.registry)
    if source in datasets.names():
        return datasets.load(source)
    path_of(source)
    return load(source)


def path_of(source: str) -> Path:
    """Return the path of a file or a folder that is there.

    Raises:
        CommandError: It is not.
    """
    path = Path(source)
    if not path.exists():
        if source in datasets.names() or is_store(source):
            raise CommandError(f"{label(source)}: this is no file", "name a file or a folder")
        near = nearest(source, datasets.names())
        hint = f"nearest: {', '.join(near)}" if near else f"name {SOURCE}"
        raise CommandError(f"{source}: nothing of this name is here", hint)
    return path


def address(url: str) -> str:
    """Return the address of a store.

    Raises:
        CommandError: It is none.
    """
    if not is_store(url):
        raise CommandError(f"{url}: this is no address of a store", "write sqlite:///tracker.db, for example")
    return url


@contextmanager
def store_of(url: str) -> "Generator[Store]":
    """Open a store that is there; reading makes none.

    Raises:
        CommandError: There is none.
        StoreError: It cannot be opened.
    """
    if not _may_be_there(address(url)) or pending(url):
        raise CommandError(
            f"{label(url)}: there is no store yet, or an older one", f"policytrack store init {label(url)}"
        )
    with open_store(url) as store:
        yield store


def _may_be_there(url: str) -> bool:
    """Say whether the file or the folder of a store is there; opening it to see would make it."""
    kind, _, rest = url.partition("?")[0].partition(":")
    if kind.partition("+")[0] in {"postgresql", "spark"}:
        return True
    return Path(rest.removeprefix("///")).exists()


def viewed(source: str, as_of: str | None, known: str | None) -> View:
    """Return what a source holds, on a day, as known on a day."""
    return opened(source).at(on=as_of, known=known)


@contextmanager
def asked(source: str, as_of: str | None, known: str | None) -> "Generator[View | StoreView]":
    """Open what answers questions: of a store itself, whose records then stay where they are."""
    if is_store(source):
        with store_of(source) as store:
            yield store.at(on=as_of, known=known)
    else:
        yield viewed(source, as_of, known)


def day_of(view: View) -> pendulum.Date | None:
    """Return the day as of which the answers of a view hold: its own, or that of the newest evidence."""
    days = (view.standing(proposal.id).as_of for proposal in view.proposals)
    return view.on or max((day for day in days if day is not None), default=None)
