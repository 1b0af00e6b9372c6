"""`policytrack report`: a page of HTML, or a folder of pages."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import attrs

from policytrack import report
from policytrack.cli._blocks import Block, Exact, Safe
from policytrack.cli._command import Command
from policytrack.cli._parser import add_source
from policytrack.cli._sources import day_of, label, viewed
from policytrack.cli._told import holding
from policytrack.cli._values import Answer


@attrs.frozen(kw_only=True)
class Report(Answer):
    """Where a page was written, or a folder of pages, and how much of it; the page itself if nowhere."""

    kind: ClassVar[str] = "report"
    to: str | None
    proposals: int
    files: int
    bytes: int
    html: str | None


def _arguments(parser: ArgumentParser) -> None:
    add_source(parser)
    parser.add_argument("ids", metavar="ID", nargs="*", help="the proposals on the page, in this order")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="FILE", help="where the page goes, instead of being printed")
    where.add_argument("--site", metavar="DIR", help="a folder: an index, a page each, a feed, a search")
    parser.add_argument("--title", default="Policy proposals", help="the heading")


def _run(options: Namespace) -> Report:
    view = viewed(options.source, options.as_of, options.known)
    ids = tuple(dict.fromkeys(options.ids)) or tuple(proposal.id for proposal in view.proposals)
    html = None
    if options.site is not None:
        written = report.write_site(view, options.site, title=options.title, proposal_ids=ids)
        sizes = [(Path(options.site) / name).stat().st_size for name in written]
    elif options.output is not None:
        report.write(view, options.output, title=options.title, proposal_ids=ids)
        sizes = [Path(options.output).stat().st_size]
    else:
        html = report.html(view, title=options.title, proposal_ids=ids)
        sizes = [len(html.encode())]
    return Report(
        source=label(options.source),
        as_of=day_of(view),
        to=options.site or options.output,
        proposals=len(ids),
        files=len(sizes),
        bytes=sum(sizes),
        html=html,
    )


def _tell(answer: Report) -> Iterator[Block]:
    if answer.html is not None:
        yield Safe(answer.html)
    else:
        files = f" in {answer.files} files" if answer.files > 1 else ""
        proposals = f"{answer.proposals} proposal{'s' * (answer.proposals != 1)}"
        yield Exact(f"{answer.to}: {proposals}{files}, {_size(answer.bytes)}")
        yield holding(answer.as_of)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(count // 1_000, 1)} kB"  # noqa: PLR2004


COMMAND = Command(answers=Report, run=_run, tell=_tell, arguments=_arguments, has_days=True)
