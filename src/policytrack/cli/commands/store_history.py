"""`policytrack store history`: the revisions of a store, or of one record in it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

import attrs

from policytrack.cli._blocks import Block, Line, Table
from policytrack.cli._command import Command
from policytrack.cli._revisions import Written, add_url, written
from policytrack.cli._sources import label, store_of
from policytrack.cli._values import Answer
from policytrack.stores import Entry


@attrs.frozen(kw_only=True)
class Past:
    """A revision, and how many records it wrote and took away."""

    revision: Written
    written: int
    taken_away: int


@attrs.frozen(kw_only=True)
class History(Answer):
    """Revisions, the first first: all of a store, or those of one record."""

    kind: ClassVar[str] = "store history"
    record_id: str | None
    revisions: tuple[Past, ...]


def _arguments(parser: ArgumentParser) -> None:
    add_url(parser)
    parser.add_argument("id", metavar="ID", nargs="?", help="a record; all of the store if left out")


def _run(options: Namespace) -> History:
    with store_of(options.url) as store:
        entries = store.changes() if options.id is None else store.history(options.id)
    grouped = groupby(entries, key=lambda entry: entry.revision)
    return History(
        source=label(options.url),
        record_id=options.id,
        revisions=tuple(_past([*some]) for _, some in grouped),
    )


def _past(entries: list[Entry]) -> Past:
    gone = sum(entry.record is None for entry in entries)
    return Past(revision=written(entries[0].revision), written=len(entries) - gone, taken_away=gone)


def _tell(answer: History) -> Iterator[Block]:
    rows = tuple(
        (
            str(one.revision.number),
            one.revision.recorded.isoformat(),
            f"{one.written} written, {one.taken_away} taken away",
            one.revision.author,
            one.revision.reason,
        )
        for one in answer.revisions
    )
    if rows:
        yield Table(("revision", "recorded", "records", "author", "reason"), rows)
    else:
        yield Line("no revision yet")


COMMAND = Command(answers=History, run=_run, tell=_tell, arguments=_arguments)
