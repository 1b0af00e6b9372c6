"""`policytrack store redact`: erase what fields of a record say, in every revision."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import ClassVar

import attrs

from policytrack.cli._blocks import Block, Exact
from policytrack.cli._command import Command
from policytrack.cli._failures import CommandError
from policytrack.cli._revisions import AtRevision, add_author, add_url, author_of, written
from policytrack.cli._sources import label, store_of
from policytrack.cli._text import visible


@attrs.frozen(kw_only=True)
class Redacted(AtRevision):
    """The fields that a store no longer has, and the revision that says so."""

    kind: ClassVar[str] = "store redact"
    record_id: str
    fields: tuple[str, ...]


def _arguments(parser: ArgumentParser) -> None:
    add_url(parser)
    parser.add_argument("id", metavar="ID", help="the id of the record")
    parser.add_argument(
        "fields", metavar="FIELD", nargs="+", help="such as statement, attribution or evidence"
    )
    add_author(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask: nothing brings back what is erased")
    parser.epilog = "Copies elsewhere (exports, backups, a server's log of writes) are not reached."


def _run(options: Namespace) -> Redacted:
    with store_of(options.url) as store:
        if not options.yes:
            _ask(f"{', '.join(options.fields)} of {options.id}")
        revision = store.redact(options.id, options.fields, options.reason, author=author_of(options.author))
    return Redacted(
        source=label(options.url),
        revision=written(revision),
        record_id=options.id,
        fields=tuple(options.fields),
    )


def _ask(what: str) -> None:
    """Ask whoever sits at the terminal.

    Raises:
        CommandError: Nobody does, or they say no.
    """
    if not sys.stdin.isatty():
        raise CommandError("store redact: nobody is there to be asked", "--yes erases without asking")
    sys.stderr.write(f"Erase {visible(what)} in every revision, for good? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise CommandError("store redact: nothing was erased")


def _tell(answer: Redacted) -> Iterator[Block]:
    yield Exact(f"erased {', '.join(answer.fields)} of {answer.record_id}, {answer.revision}")


COMMAND = Command(answers=Redacted, run=_run, tell=_tell, arguments=_arguments)
