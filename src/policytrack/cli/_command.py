"""What a command is."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from policytrack.cli._blocks import Block
from policytrack.cli._values import Answer


def _well(_: Answer) -> int:
    return 0


def _nothing(_: object) -> tuple[()]:
    """Add no arguments; tell nothing."""
    return ()


@attrs.frozen(kw_only=True)
class Command:
    """One command: the value that it answers with, and how that is told.

    Attributes:
        answers: The class of its answers; the JSON that it prints and the schema of that follow from it. None
            where it speaks itself, and nothing else may be printed.
        run: Takes the arguments, returns the answer.
        tell: Gives the answer as blocks of text.
        arguments: Adds the command's own arguments.
        has_days: Whether it takes `--as-of` and `--known`.
        status: The exit status of an answer: 0 where all is well, 1 where it is not.
        formats: Further ways to write the answer, by the names that `--format` takes.
    """

    answers: type[Answer] | None
    run: Callable[[Namespace], Any]
    tell: Callable[[Any], Iterable[Block]] = _nothing
    arguments: Callable[[ArgumentParser], object] = _nothing
    has_days: bool = False
    status: Callable[[Any], int] = _well
    formats: Mapping[str, Callable[[Any], str]] = attrs.field(factory=dict[str, Callable[[Any], str]])
