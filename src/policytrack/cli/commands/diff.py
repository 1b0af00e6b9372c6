"""`policytrack diff`: what changed between two cases, or between two days of one."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import ClassVar

import attrs

from policytrack.cli._blocks import Block, Heading, Line
from policytrack.cli._command import Command
from policytrack.cli._failures import CommandError
from policytrack.cli._parser import SOURCE
from policytrack.cli._sources import day_of, label, opened
from policytrack.cli._told import holding
from policytrack.cli._values import Answer
from policytrack.evidence import diff


@attrs.frozen(kw_only=True)
class Move:
    """A proposal that stands elsewhere than before, with the reason."""

    proposal_id: str
    before: str
    after: str
    because: tuple[str, ...]
    reason: str


@attrs.frozen(kw_only=True)
class Difference(Answer):
    """What changed: the proposals that moved, the ids of records, and everything in words, a line a fact."""

    kind: ClassVar[str] = "diff"
    against: str
    is_empty: bool
    moved: tuple[Move, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    corrected: tuple[str, ...]
    lines: tuple[str, ...]
    exit_code: bool


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("before", metavar="A", help=SOURCE)
    parser.add_argument("after", metavar="B", nargs="?", help="the other side; A again where it is left out")
    parser.add_argument("--from", dest="first", metavar="DAY", help="A as it was known on this day")
    parser.add_argument("--to", dest="second", metavar="DAY", help="B as it was known on this day")
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 where something changed")


def _run(options: Namespace) -> Difference:
    if options.after is None and not (options.first or options.second):
        raise CommandError(
            "diff: one case alone has no difference",
            "name another, or days: --from 2023-10-22 --to 2023-10-23",
        )
    case = opened(options.before)
    other = case if options.after is None else opened(options.after)
    before = case.at(on=options.as_of, known=options.first or options.known)
    after = other.at(on=options.as_of, known=options.second or options.known)
    found = diff(before, after)
    return Difference(
        source=label(options.before),
        against=label(options.after or options.before),
        as_of=day_of(after),
        is_empty=found.is_empty,
        moved=tuple(
            Move(
                proposal_id=one.proposal_id,
                before=str(one.before),
                after=str(one.after),
                because=one.because,
                reason=one.reason,
            )
            for one in found.moved
        ),
        added=tuple(record.id for record in found.added),
        removed=tuple(record.id for record in found.removed),
        changed=tuple(one.record_id for one in found.changed),
        corrected=tuple(one.record_id for one in found.corrected),
        lines=tuple(str(found).split("\n")) if not found.is_empty else (),
        exit_code=options.exit_code,
    )


def _tell(answer: Difference) -> Iterator[Block]:
    sort: str | None = None
    for line in answer.lines:
        before, sort = sort, line.partition(":")[0]
        if before is not None and sort != before:
            yield Heading("")
        yield Line(line)
    if answer.is_empty:
        yield Line("no change")
    yield holding(answer.as_of)


COMMAND = Command(
    answers=Difference,
    run=_run,
    tell=_tell,
    arguments=_arguments,
    has_days=True,
    status=lambda answer: int(answer.exit_code and not answer.is_empty),
)
