"""`policytrack store import`: write a case into a store."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import ClassVar

import attrs

from policytrack.cli._blocks import Block, Exact
from policytrack.cli._command import Command
from policytrack.cli._parser import SOURCE
from policytrack.cli._progress import progress
from policytrack.cli._revisions import AtRevision, add_author, add_url, author_of, written
from policytrack.cli._sources import label, opened, store_of


@attrs.frozen(kw_only=True)
class Imported(AtRevision):
    """The revision that a write made; `changed` is false where the store held all of it already."""

    kind: ClassVar[str] = "store import"
    to: str
    changed: bool
    records: int


def _arguments(parser: ArgumentParser) -> None:
    add_url(parser)
    parser.add_argument("source", metavar="SOURCE", help=SOURCE)
    add_author(parser)
    parser.add_argument(
        "--expected",
        metavar="N",
        type=int,
        help="refuse where somebody wrote after revision N, the last you saw",
    )


def _run(options: Namespace) -> Imported:
    snapshot = opened(options.source).snapshot()
    count = sum(1 for _ in snapshot.records())
    with store_of(options.url) as store:
        before = store.revision.number
        with progress("writing") as report:
            revision = store.write(
                snapshot,
                author=author_of(options.author),
                reason=options.reason,
                expected=options.expected,
                progress=lambda done: report(done, count),
            )
    return Imported(
        source=label(options.source),
        to=label(options.url),
        revision=written(revision),
        changed=revision.number != before,
        records=count,
    )


def _tell(answer: Imported) -> Iterator[Block]:
    done = f"{answer.records} records, {answer.revision}" if answer.changed else "all of it was there already"
    yield Exact(f"{answer.source} to {answer.to}: {done}")


COMMAND = Command(answers=Imported, run=_run, tell=_tell, arguments=_arguments)
