"""Runs a command."""

import io
import os
import shutil
import sys
import warnings
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from policytrack import __version__
from policytrack.cli._commands import COMMANDS, load
from policytrack.cli._failures import DEBUG, CommandError, hint_of, line_of, line_of_bug
from policytrack.cli._parser import overview, parser_of
from policytrack.cli._text import visible
from policytrack.errors import PolicytrackError, nearest

if TYPE_CHECKING:
    from policytrack.cli._command import Command
    from policytrack.cli._look import Look
    from policytrack.cli._values import Answer

# What only an answer needs is loaded with the first one: help comes at once.
# ruff: noqa: PLC0415

WRONG, BUG, INTERRUPTED, CLOSED = 2, 70, 130, 141
_WIDEST = 100
_NARROWEST = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, None for that of the process, and return the exit status.

    0: it is as it should be. 1: it is not: a file has mistakes, a quote does not stand. 2: the question
    cannot be answered. 70: a mistake of ours. 130: interrupted. 141: nobody reads on.
    """
    _prepare_streams()
    try:
        with _warnings_told():
            return _run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is still to be written at the end would complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED
    except (PolicytrackError, OSError) as error:
        _complain(line_of(error) + hint_of(error))
        return WRONG
    except Exception as error:  # A traceback is nothing that a reader should see.
        if os.environ.get(DEBUG):
            raise
        _complain(line_of_bug(error))
        return BUG


def _prepare_streams() -> None:
    """Show what an old terminal cannot show as an escape; write what nobody listens to nowhere."""
    for name in ("stdout", "stderr"):
        stream: object = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # As long as the process lives.
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["--version"]:
        sys.stdout.write(f"policytrack {__version__}\n")
        return 0
    name, rest = _named(arguments)
    if name is None:
        return 0 if arguments else WRONG
    command = load(name)
    parser = parser_of(name, COMMANDS[name], command)
    try:
        options = parser.parse_args(rest)
    except SystemExit:
        return 0  # Help was asked for, and given.
    from policytrack.cli._pager import show

    answer = command.run(options)
    if command.answers is None:
        return 0
    show(_told(command, answer, options.format), may_page=not options.no_pager)
    return command.status(answer)


def _named(arguments: list[str]) -> tuple[str | None, list[str]]:
    """Return the command that is called, and its arguments; without one, tell which there are."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        (sys.stdout if arguments else sys.stderr).write(overview(COMMANDS.items()))
        return None, []
    for count in (2, 1):
        if (name := " ".join(arguments[:count])) in COMMANDS:
            return name, arguments[count:]
    group = [name for name in COMMANDS if name.startswith(f"{arguments[0]} ")]
    if group and arguments[1:2] in ([], ["-h"], ["--help"]):
        sys.stdout.write(overview((name, COMMANDS[name]) for name in group))
        return None, []
    said = " ".join(arguments[:2] if group else arguments[:1])
    near = nearest(said, COMMANDS) or group
    raise CommandError(
        f"{said}: no such command", f"try {', '.join(near)}" if near else "see policytrack --help"
    )


def _told(command: "Command", answer: "Answer", way: str) -> str:
    from policytrack.cli._look import rendered
    from policytrack.cli._values import to_json

    if way == "json":
        return to_json(answer) + "\n"
    if way in command.formats:
        return command.formats[way](answer)
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    return rendered(command.tell(answer), _look(), width)


def _look() -> "Look":
    """Return colours for a terminal whose reader wants them and who has rich, else plain text."""
    from policytrack.cli._look import Plain

    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if wanted and sys.stdout.isatty() and find_spec("rich") is not None:
        from policytrack.cli._rich import Coloured

        return Coloured()
    return Plain()


def _complain(line: str) -> None:
    with suppress(OSError):  # It may be full, or closed.
        sys.stdout.flush()
    sys.stderr.write(f"policytrack: {line}\n")


@contextmanager
def _warnings_told() -> Generator[None]:
    """Tell what we warn of on one line each; what other libraries warn of is nothing for readers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = _note
        yield


def _note(message: Warning | str, *_: object, **__: object) -> None:
    _complain(f"note: {visible(str(message))}")
