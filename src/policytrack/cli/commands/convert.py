"""`policytrack convert`: from one format to another."""

import itertools
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import ClassVar

import attrs

from policytrack import datasets
from policytrack.cli._blocks import Block, Exact
from policytrack.cli._command import Command
from policytrack.cli._findings import Finding, finding
from policytrack.cli._parser import SOURCE
from policytrack.cli._progress import progress
from policytrack.cli._sources import is_store, label, opened, path_of
from policytrack.cli._values import Answer
from policytrack.errors import Problem
from policytrack.files import read, save
from policytrack.formats import stream
from policytrack.model import Record, Snapshot
from policytrack.tracker import Tracker

_MOST = 20


@attrs.frozen(kw_only=True)
class Conversion(Answer):
    """What was written, and what was not.

    `losses` are JSON Pointers to what the format cannot say, `problems` what could not be read.
    """

    kind: ClassVar[str] = "convert"
    to: str
    records: int
    losses: tuple[str, ...]
    problems: tuple[Finding, ...]


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="IN", help=SOURCE)
    parser.add_argument("to", metavar="OUT", help="a file, whose ending tells the format, or a folder")
    parser.add_argument("--from", dest="read_as", metavar="FORMAT", help="the format of IN")
    parser.add_argument("--to", dest="write_as", metavar="FORMAT", help="the format of OUT")
    parser.add_argument(
        "--lenient",
        action="store_true",
        help="leave out what cannot be read, and name it, instead of stopping",
    )


def _run(options: Namespace) -> Conversion:
    snapshot, problems = _read(options)
    losses = save(snapshot, options.to, format=options.write_as)
    return Conversion(
        source=label(options.source),
        to=options.to,
        records=sum(1 for _ in snapshot.records()),
        losses=losses,
        problems=problems,
    )


def _read(options: Namespace) -> tuple[Snapshot, tuple[Finding, ...]]:
    if is_store(options.source) or options.source in datasets.names():
        return opened(options.source).snapshot(), ()
    path = path_of(options.source)
    if options.lenient:
        decoded = read(path, format=options.read_as, strict=False)
        return decoded.snapshot, tuple(finding(path, problem) for problem in decoded.problems)
    records: list[Record] = []
    problems: list[Problem] = []
    with progress(f"reading {path.name}") as report:
        for item in stream(path, options.read_as, progress=report):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                records.append(item)
    snapshot = Snapshot.of(records)
    Tracker.from_snapshot(snapshot)
    return snapshot, tuple(finding(path, problem) for problem in problems)


def _tell(answer: Conversion) -> Iterator[Block]:
    for one in itertools.islice(answer.problems, _MOST):
        yield Exact(str(one))
    for loss in itertools.islice(answer.losses, _MOST):
        yield Exact(f"lost: {loss}")
    if (more := max(len(answer.losses), len(answer.problems)) - _MOST) > 0:
        yield Exact(f"… and {more} more, which --json has")
    parts = [f"{answer.source} to {answer.to}: {answer.records} records"]
    parts.append(f"{len(answer.losses)} losses" if answer.losses else "no losses")
    if answer.problems:
        parts.append(f"{len(answer.problems)} problems")
    yield Exact(", ".join(parts))


COMMAND = Command(answers=Conversion, run=_run, tell=_tell, arguments=_arguments)
