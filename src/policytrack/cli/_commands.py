"""Which commands there are: nothing is loaded for those that are not called."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policytrack.cli._command import Command

COMMANDS = {
    "brief": "what each proposal would change, who is for and against, what became of it, and who says so",
    "show": "one record: a proposal's page, or what is held of anything else",
    "timeline": "how a proposal moved: as known then, and as known now",
    "query": "the proposals that a question finds",
    "validate": "whether a file or a folder is right: file, line, what is wrong, how to mend it",
    "verify": "whether quoted words stand in the texts that they are quoted from",
    "convert": "from one format to another, with what the other cannot say",
    "diff": "what changed between two cases, or between two days of one",
    "report": "a page of HTML that needs nothing else, or a folder of pages with a search and a feed",
    "store init": "make a store",
    "store import": "write a case into a store, as one revision",
    "store history": "the revisions of a store, or of one record in it",
    "store redact": "erase what fields of a record say, in every revision, for good",
    "mcp": "answers for an assistant, over the Model Context Protocol on standard input and output",
    "new": "a folder of one's own to start from",
}
"""The commands, each with what it gives; of two words, the module is called like both."""


def load(name: str) -> "Command":
    """Return a command."""
    module = import_module(f"policytrack.cli.commands.{name.replace(' ', '_')}")
    found: Command = module.COMMAND
    return found
