"""Revisions of stores, and what is asked of who writes one."""

import getpass
from argparse import ArgumentParser

import attrs
import pendulum

from policytrack.cli._values import Answer
from policytrack.stores import Revision


@attrs.frozen(kw_only=True)
class Written:
    """A revision of a store: its number, when the store learned of it, by whom and why."""

    number: int
    recorded: pendulum.DateTime
    author: str
    reason: str

    def __str__(self) -> str:
        """Give it on one line."""
        author = f" by {self.author}" if self.author else ""
        reason = f": {self.reason}" if self.reason else ""
        return f"revision {self.number} of {self.recorded.isoformat()}{author}{reason}"


@attrs.frozen(kw_only=True)
class AtRevision(Answer):
    """A store, and the revision that it is at."""

    revision: Written


def written(revision: Revision) -> Written:
    """Return a revision to be told."""
    return Written(
        number=revision.number, recorded=revision.recorded, author=revision.author, reason=revision.reason
    )


def add_url(parser: ArgumentParser) -> None:
    """Add the address of a store."""
    parser.add_argument("url", metavar="URL", help="the store's address, such as sqlite:///tracker.db")


def add_author(parser: ArgumentParser) -> None:
    """Add who writes and why."""
    parser.add_argument(
        "--author", metavar="NAME", default=None, help="who writes; your login name if left out"
    )
    parser.add_argument("--reason", metavar="TEXT", required=True, help="why, for the history")


def author_of(given: str | None) -> str:
    """Return who writes."""
    return given or getpass.getuser()
