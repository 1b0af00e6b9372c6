"""`policytrack validate`: whether files and folders are right."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

import attrs

from policytrack.cli._blocks import Block, Exact
from policytrack.cli._command import Command
from policytrack.cli._findings import Finding, finding
from policytrack.cli._reports import github, sarif
from policytrack.cli._sources import path_of
from policytrack.cli._values import Answer
from policytrack.errors import Severity
from policytrack.files import check

_PLURALS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("remark", "remarks"),
}


@attrs.frozen(kw_only=True)
class Validation(Answer):
    """What is wrong with files and folders, or odd in them; `valid` says that nothing is wrong."""

    kind: ClassVar[str] = "validate"
    valid: bool
    findings: tuple[Finding, ...]


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file or a folder")
    parser.add_argument(
        "--from", dest="read_as", metavar="FORMAT", help="the format, where no ending tells it"
    )
    parser.epilog = "Exit status: 0 without errors, 1 with errors, 2 where nothing could be looked at."


def _run(options: Namespace) -> Validation:
    found: list[Finding] = []
    for name in options.paths:
        path = path_of(name)
        found += (finding(path, problem) for problem in check(path, format=options.read_as))
    return Validation(
        source=" ".join(options.paths),
        valid=all(one.severity is not Severity.ERROR for one in found),
        findings=tuple(found),
    )


def _tell(answer: Validation) -> Iterator[Block]:
    for one in answer.findings:
        yield Exact(str(one))
    counts = Counter(one.severity for one in answer.findings)
    said = [
        f"{counts[level]} {names[counts[level] != 1]}" for level, names in _PLURALS.items() if counts[level]
    ]
    yield Exact(
        f"{answer.source}: {'valid' if answer.valid else 'not valid'}{''.join(f', {part}' for part in said)}"
    )


COMMAND = Command(
    answers=Validation,
    run=_run,
    tell=_tell,
    arguments=_arguments,
    status=lambda answer: 0 if answer.valid else 1,
    formats={
        "github": lambda answer: github(answer.findings),
        "sarif": lambda answer: sarif(answer.findings),
    },
)
