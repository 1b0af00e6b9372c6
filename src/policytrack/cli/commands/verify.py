"""`policytrack verify`: whether quoted words stand in the texts that they are quoted from."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import attrs

from policytrack.cli._blocks import Block, Exact, Line
from policytrack.cli._command import Command
from policytrack.cli._failures import CommandError
from policytrack.cli._sources import day_of, label, viewed
from policytrack.cli._told import holding
from policytrack.cli._values import Answer
from policytrack.evidence import QuoteVerdict, Verification, verify


@attrs.frozen(kw_only=True)
class Verdict:
    """A quote that was looked up; `said` is the verdict with its reasons, on one line."""

    record_id: str
    path: str
    source_id: str
    verdict: QuoteVerdict
    stands: bool
    start: int | None
    end: int | None
    said: str


@attrs.frozen(kw_only=True)
class Verified(Answer):
    """How many quotes have which verdict, and each quote that does not stand where it should.

    `stand` says that every quote whose text is there stands, and that there was one.
    """

    kind: ClassVar[str] = "verify"
    stand: bool
    counts: dict[str, int]
    verdicts: tuple[Verdict, ...]


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="PATH", help="a file, a folder, a bundled case or a store")
    parser.add_argument(
        "--texts", metavar="DIR", required=True, help="the folder with the texts of the sources"
    )
    parser.epilog = (
        "A source's text is the file that its identifier of scheme `file` names, or <id>.txt. "
        "Exit status: 0 where the quotes stand, 1 where one does not or no text was found."
    )


def _run(options: Namespace) -> Verified:
    view = viewed(options.source, options.as_of, options.known)
    if not Path(options.texts).is_dir():
        raise CommandError(f"{options.texts}: no such folder of texts", "name the folder that holds them")
    found = verify(view, options.texts)
    counts = Counter(one.verdict for one in found)
    looked = [one for one in found if one.verdict is not QuoteVerdict.UNAVAILABLE]
    return Verified(
        source=label(options.source),
        as_of=day_of(view),
        stand=all(one.stands for one in looked) and (bool(looked) or not found),
        counts={verdict.value: counts[verdict] for verdict in QuoteVerdict if counts[verdict]},
        verdicts=tuple(_verdict(one) for one in found if not one.stands),
    )


def _verdict(one: Verification) -> Verdict:
    return Verdict(
        record_id=one.record_id,
        path=one.path,
        source_id=one.source_id,
        verdict=one.verdict,
        stands=one.stands,
        start=one.start,
        end=one.end,
        said=str(one),
    )


def _tell(answer: Verified) -> Iterator[Block]:
    for one in answer.verdicts:
        if one.verdict is not QuoteVerdict.UNAVAILABLE:
            yield Exact(one.said)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in answer.counts.items())
    yield Line(f"quotes: {counts or 'none'}")
    yield holding(answer.as_of)


COMMAND = Command(
    answers=Verified,
    run=_run,
    tell=_tell,
    arguments=_arguments,
    has_days=True,
    status=lambda answer: 0 if answer.stand else 1,
)
