"""`policytrack show`: one record."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from policytrack.cli._blocks import Block, Fact, Heading
from policytrack.cli._command import Command
from policytrack.cli._parser import add_source
from policytrack.cli._sources import day_of, label, viewed
from policytrack.cli._told import holding, of_details, of_page, told_of
from policytrack.cli._values import Answer
from policytrack.formats.lines import Lines
from policytrack.model import Assertion, Event, Proposal
from policytrack.pages import Cited, Detail, Page, cited, details, page
from policytrack.tracker import View


@attrs.frozen(kw_only=True)
class Shown(Answer):
    """A record as the wire has it and in words, its page if a proposal, and what came of it if an event."""

    kind: ClassVar[str] = "show"
    type: str
    record: dict[str, Any]
    details: tuple[Detail, ...]
    cited: tuple[Cited, ...]
    page: Page | None
    outcome: str | None


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the id of a record")
    add_source(parser)


def _run(options: Namespace) -> Shown:
    return shown(viewed(options.source, options.as_of, options.known), options.id, label(options.source))


def shown(view: View, record_id: str, source: str) -> Shown:
    """Return a record as a view shows it.

    Raises:
        RecordNotFoundError: It does not; ids that look alike are named.
    """
    record = view.get(record_id)
    kind, line = Lines(view.registry).write(record)
    is_proposal = isinstance(record, Proposal) and record.corrects_id is None
    evidence = record.evidence if isinstance(record, Assertion) else ()
    borne = (cited(view, [citation]) for citation in evidence)
    # An accusation is never shown without the verdict, whatever the view's day.
    outcomes = [
        str(end) for end in view.outcomes() if isinstance(record, Event) and end.event.id == record.id
    ]
    return Shown(
        source=source,
        as_of=page(view, record.id).as_of if is_proposal else day_of(view),
        type=kind,
        record={key: value for key, value in json.loads(line).items() if key != "type"},
        details=details(view, record, {"id", "type", "evidence"}),
        cited=tuple(one for one in borne if one is not None),
        page=page(view, record.id) if is_proposal else None,
        outcome=outcomes[0] if outcomes else None,
    )


def _tell(answer: Shown) -> Iterator[Block]:
    yield from told(answer)
    yield holding(answer.as_of)


def told(answer: Shown) -> Iterator[Block]:
    """Give a record without its day."""
    if answer.page is not None:
        yield from of_page(answer.page)
    else:
        yield Heading(answer.type, str(answer.record["id"]))
        yield from of_details(answer.details)
        for one in answer.cited:
            yield Fact("source", told_of(one))
        if answer.outcome is not None:
            yield Fact("outcome", answer.outcome)


COMMAND = Command(answers=Shown, run=_run, tell=_tell, arguments=_arguments, has_days=True)
