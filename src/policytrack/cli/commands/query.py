"""`policytrack query`: the proposals that a question finds."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

import attrs
import pendulum

from policytrack import query as q
from policytrack.cli._blocks import Block, Line, Table
from policytrack.cli._command import Command
from policytrack.cli._parser import add_source
from policytrack.cli._sources import asked, day_of, label
from policytrack.cli._told import holding
from policytrack.cli._unmet import on_days_of, unmet
from policytrack.cli._values import Answer
from policytrack.dates import PartialDate, calendar_day
from policytrack.model import Proposal, Source
from policytrack.resolution import public_by
from policytrack.tracker import View

if TYPE_CHECKING:
    from policytrack.stores import StoreView

_EPILOG = """\
Terms stand side by side, and all hold; OR between two means one of them, - in front denies; several values
are parted by commas. Keys: id, status, phase, since, topic, jurisdiction, lifecycle, part-of, stakeholder,
proponent, critic, actor; on, known, sort and limit are about the whole. Other words are looked for in the
texts. Example: status:accepted critic:inquest on:2025-10-24 "split second"
"""


@attrs.frozen(kw_only=True)
class Found:
    """A proposal that was found, with its status in the view that was asked."""

    proposal_id: str
    title: str
    status: str
    since: PartialDate | None


@attrs.frozen(kw_only=True)
class Finding(Answer):
    """The proposals that a question finds; `query` is the question as JSON, `more` whether there are more.

    Where it finds none, `unmet` says which words of it nothing has.
    """

    kind: ClassVar[str] = "query"
    query: str
    proposals: tuple[Found, ...]
    more: bool
    unmet: tuple[str, ...]


def _arguments(parser: ArgumentParser) -> None:
    parser.epilog = _EPILOG
    parser.add_argument("question", metavar="QUESTION", help="such as status:accepted critic:inquest")
    add_source(parser)


def _run(options: Namespace) -> Finding:
    question = q.parse(options.question)
    with asked(options.source, options.as_of, options.known) as view:
        result = view.run(question)
        proposals = result.rows
        return Finding(
            source=label(options.source),
            as_of=question.on or calendar_day(options.as_of) or _newest(view, question),
            query=question.to_json(),
            proposals=tuple(_with_status(view, question, proposals)),
            more=result.cursor is not None,
            unmet=() if proposals else tuple(unmet(view, question)),
        )


def _with_status(
    view: "View | StoreView", question: q.Query[Proposal], proposals: tuple[Proposal, ...]
) -> Iterator[Found]:
    """Give proposals with their status: one further question, which every engine answers."""
    ids = [proposal.id for proposal in proposals]
    P = q.Proposal  # noqa: N806  # As in the documentation.
    of_these = on_days_of(q.select(Proposal), question).where(P.id.in_(ids))
    groups = view.run(of_these.group_by(P.id, P.status, P.status_since).count()) if ids else ()
    standing = {group.values[0]: group.values[1:] for group in groups}
    for proposal in proposals:
        status, since = standing[proposal.id]
        yield Found(
            proposal_id=proposal.id,
            title=proposal.title,
            status=str(status),
            since=cast("PartialDate | None", since),
        )


def _newest(view: "View | StoreView", question: q.Query[Proposal]) -> pendulum.Date | None:
    """Return the day of the newest evidence; in a store, of the newest source."""
    if isinstance(view, View):
        return day_of(view if question.known is None else view.at(known=question.known))
    S = q.Source  # noqa: N806  # As in the documentation.
    undated = S.published.is_missing()
    days: list[pendulum.Date] = []
    for asked_for, by in ((~undated, S.published), (undated & ~S.retrieved_on.is_missing(), S.retrieved_on)):
        newest = q.select(Source).where(asked_for).order_by(by.desc()).limit(1)
        source = view.run(newest if question.known is None else newest.at(known=question.known)).first()
        if source is not None and (day := public_by(source)) is not None:
            days.append(day)
    return max(days, default=None)


def _tell(answer: Finding) -> Iterator[Block]:
    if answer.proposals:
        rows = tuple(
            (one.proposal_id, one.status, str(one.since or ""), one.title) for one in answer.proposals
        )
        yield Table(("proposal", "status", "since", "title"), rows)
    more = ", and there are more" if answer.more else ""
    count = len(answer.proposals)
    yield Line(f"{count} proposal{'s' * (count != 1)} found{more}")
    for one in answer.unmet:
        yield Line(one)
    yield holding(answer.as_of)


COMMAND = Command(answers=Finding, run=_run, tell=_tell, arguments=_arguments, has_days=True)
