"""`policytrack brief`: a page on each proposal, every line with its source."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import ClassVar

import attrs

from policytrack.cli._blocks import Block, Heading, Table
from policytrack.cli._command import Command
from policytrack.cli._parser import add_source
from policytrack.cli._sources import day_of, label, viewed
from policytrack.cli._told import holding, of_page
from policytrack.cli._values import Answer
from policytrack.model import Proposal
from policytrack.pages import Page, contents, page


@attrs.frozen(kw_only=True)
class Tracked:
    """A proposal in a line."""

    proposal_id: str
    title: str
    standing: str


@attrs.frozen(kw_only=True)
class Brief(Answer):
    """The pages of proposals, and the proposals that have no page here."""

    kind: ClassVar[str] = "brief"
    pages: tuple[Page, ...]
    also_tracked: tuple[Tracked, ...]


def _arguments(parser: ArgumentParser) -> None:
    add_source(parser)
    parser.add_argument("ids", metavar="ID", nargs="*", help="the proposals to show, in this order")


def _run(options: Namespace) -> Brief:
    view = viewed(options.source, options.as_of, options.known)
    order = contents(view)
    for proposal_id in options.ids:
        view.get(proposal_id, Proposal)
    rest = () if options.ids else order.rest
    return Brief(
        source=label(options.source),
        as_of=day_of(view),
        pages=tuple(page(view, proposal_id) for proposal_id in options.ids or order.first),
        also_tracked=tuple(
            Tracked(
                proposal_id=proposal_id,
                title=view.proposal(proposal_id).title,
                standing=str(view.standing(proposal_id)),
            )
            for proposal_id in rest
        ),
    )


def _tell(answer: Brief) -> Iterator[Block]:
    yield Heading(f"Proposals in {answer.source}, and what became of them")
    yield holding(answer.as_of)
    for one in answer.pages:
        yield from of_page(one)
    if answer.also_tracked:
        yield Heading(f"Also tracked (policytrack show {answer.also_tracked[0].proposal_id} shows its page)")
        rows = tuple((f"  {one.proposal_id}", one.standing) for one in answer.also_tracked)
        yield Table(("  proposal", "status"), rows)


COMMAND = Command(answers=Brief, run=_run, tell=_tell, arguments=_arguments, has_days=True)
