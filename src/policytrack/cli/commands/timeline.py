"""`policytrack timeline`: how a proposal moved, as known then and as known now."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import ClassVar

import attrs

from policytrack.cli._blocks import Block, Heading, Line, Table
from policytrack.cli._command import Command
from policytrack.cli._parser import add_source
from policytrack.cli._sources import label, viewed
from policytrack.cli._told import holding
from policytrack.cli._values import Answer
from policytrack.pages import Timeline, timeline


@attrs.frozen(kw_only=True)
class Moves(Answer):
    """The days on which the status of a proposal changed, and why it stands where it does."""

    kind: ClassVar[str] = "timeline"
    timeline: Timeline


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the id of a proposal")
    add_source(parser)


def _run(options: Namespace) -> Moves:
    found = timeline(viewed(options.source, options.as_of, options.known), options.id)
    return Moves(source=label(options.source), as_of=found.as_of, timeline=found)


def _tell(answer: Moves) -> Iterator[Block]:
    found = answer.timeline
    yield Heading(found.title, found.proposal_id)
    yield holding(answer.as_of)
    yield Heading("Status")
    rows = tuple((turn.day.isoformat(), turn.then, turn.now) for turn in found.turns)
    yield Table(("on that day", "as known then", "as known now"), rows)
    yield Heading("Why it stands where it does")
    for line in found.explanation.split("\n"):
        text = line.lstrip(" ")
        yield Line(text, len(line) - len(text))


COMMAND = Command(answers=Moves, run=_run, tell=_tell, arguments=_arguments, has_days=True)
