"""How far long work is: a bar on the terminal where errors go, and nothing anywhere else."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TypeAlias

Report: TypeAlias = Callable[[int, int], None]
"""Take how much is done, and how much there is; 0 where that is not known."""

_WIDTH = 30


@contextmanager
def progress(label: str) -> Generator[Report]:
    """Return what shows how far work is, and takes it off the screen in the end."""
    if not sys.stderr.isatty():
        yield lambda _, __: None
    elif find_spec("rich") is not None:
        with _of_rich(label) as report:
            yield report
    else:
        with _plain(label) as report:
            yield report


@contextmanager
def _of_rich(label: str) -> Generator[Report]:
    from rich.console import Console  # noqa: PLC0415  # It needs the extra `cli`.
    from rich.progress import Progress  # noqa: PLC0415  # As above.

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)


@contextmanager
def _plain(label: str) -> Generator[Report]:
    shown: str | None = None

    def report(done: int, total: int) -> None:
        nonlocal shown
        full = _WIDTH * min(done, total) // total if total else 0
        line = f"{label} [{'#' * full:<{_WIDTH}}]" if total else f"{label} {done}"
        if line != shown:
            sys.stderr.write(f"\r{line}")
            sys.stderr.flush()
            shown = line

    try:
        yield report
    finally:
        sys.stderr.write(f"\r{' ' * len(shown or '')}\r")
        sys.stderr.flush()
