"""Arguments of commands; a mistake in them is told on one line."""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from policytrack.cli._failures import CommandError
from policytrack.errors import nearest

if TYPE_CHECKING:
    from policytrack.cli._command import Command

SOURCE = "a bundled case, a file, a folder, or a store's address such as sqlite:///tracker.db"
DEFAULT = "police-accountability"


class Parser(argparse.ArgumentParser):
    """A parser that raises."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong.

        Raises:
            CommandError: Always.
        """
        known = [option for action in self._actions for option in action.option_strings]
        wrong = message.removeprefix("unrecognized arguments: ").split(" ")[0]
        near = nearest(wrong, known) if message.startswith("unrecognized") else ()
        hint = f"nearest: {', '.join(near)}" if near else f"see {self.prog} --help"
        raise CommandError(f"{self.prog.partition(' ')[2]}: {message}", hint)


def parser_of(name: str, about: str, command: "Command") -> Parser:
    """Return the parser of a command."""
    parser = Parser(
        prog=f"policytrack {name}",
        description=f"{about[:1].upper()}{about[1:]}.",
        allow_abbrev=False,
    )
    command.arguments(parser)
    if command.has_days:
        parser.add_argument("--as-of", metavar="DAY", help="what had happened by this day, as 2023-09-25")
        parser.add_argument("--known", metavar="DAY", help="only what was public by this day")
    if command.answers is None:
        return parser
    names = ["text", "json", *command.formats]
    if command.formats:
        parser.add_argument("--format", choices=names, default="text", help="how the answer is written")
    parser.add_argument(
        "--json", action="store_const", const="json", dest="format", default="text", help="answer in JSON"
    )
    parser.add_argument("--no-pager", action="store_true", help="never show the answer screen by screen")
    return parser


def add_source(parser: argparse.ArgumentParser, name: str = "source") -> None:
    """Add an optional source, by default the bundled case."""
    parser.add_argument(name, metavar="SOURCE", nargs="?", default=DEFAULT, help=f"{SOURCE} ({DEFAULT})")


def overview(commands: Iterable[tuple[str, str]]) -> str:
    """Return the help of the whole."""
    lines = [f"  {name:<15}{about}" for name, about in commands]
    return "\n".join(
        [
            "usage: policytrack COMMAND [ARGUMENT ...]",
            "",
            "Policy proposals: what would change, who is for and against, and what became of it.",
            "",
            "commands:",
            *lines,
            "",
            f"A SOURCE is {SOURCE}.",
            "policytrack COMMAND --help says more of each, policytrack --version which release this is.",
            "",
        ]
    )
