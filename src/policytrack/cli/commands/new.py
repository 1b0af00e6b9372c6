"""`policytrack new`: a folder of one's own to start from."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

import attrs

from policytrack.cli._blocks import Block, Exact
from policytrack.cli._command import Command
from policytrack.cli._failures import CommandError
from policytrack.cli._values import Answer
from policytrack.errors import MissingExtraError


@attrs.frozen(kw_only=True)
class Started(Answer):
    """The files of a new folder."""

    kind: ClassVar[str] = "new"
    files: tuple[str, ...]


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="a folder that is not there yet, or is empty")


def _run(options: Namespace) -> Started:
    if find_spec("yaml") is None:
        raise MissingExtraError("a folder of YAML files", "yaml")
    folder = Path(options.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder}: this is there already", "name another folder, or empty it")
    files = dict(_starter(resources.files("policytrack.cli") / "starter"))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return Started(source=options.folder, files=tuple(files))


def _starter(folder: Traversable, under: str = "") -> Iterator[tuple[str, str]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _starter(item, f"{under}{item.name}/")
        else:
            yield f"{under}{item.name}", item.read_text(encoding="utf-8")


def _tell(answer: Started) -> Iterator[Block]:
    folder = answer.source
    yield Exact(f"{folder}: {len(answer.files)} files, an invented case to change into your own")
    for line in ("validate {0}", "brief {0}", "verify {0} --texts {0}/texts", "report {0} -o {0}.html"):
        yield Exact(f"  policytrack {line.format(folder)}")


COMMAND = Command(answers=Started, run=_run, tell=_tell, arguments=_arguments)
