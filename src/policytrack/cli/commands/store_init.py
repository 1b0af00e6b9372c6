"""`policytrack store init`: make a store, or bring an older one up to date."""

from argparse import Namespace
from collections.abc import Iterator
from typing import ClassVar

import attrs

from policytrack.cli._blocks import Block, Exact
from policytrack.cli._command import Command
from policytrack.cli._revisions import AtRevision, add_url, written
from policytrack.cli._sources import address, label
from policytrack.stores import open_store, pending


@attrs.frozen(kw_only=True)
class Made(AtRevision):
    """A store that is there now, and what was done to it."""

    kind: ClassVar[str] = "store init"
    steps: tuple[str, ...]


def _run(options: Namespace) -> Made:
    url = address(options.url)
    steps = pending(url)
    with open_store(url) as store:
        return Made(source=label(url), revision=written(store.revision), steps=steps)


def _tell(answer: Made) -> Iterator[Block]:
    done = f"{len(answer.steps)} steps to make it" if answer.steps else "it was there"
    yield Exact(f"{answer.source}: ready, {done}, at revision {answer.revision.number}")


COMMAND = Command(answers=Made, run=_run, tell=_tell, arguments=add_url)
