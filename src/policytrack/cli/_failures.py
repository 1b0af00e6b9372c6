"""Errors on one line each, with what to do."""

import os

from policytrack.cli._text import visible
from policytrack.errors import PolicytrackError, ProblemsError, QueryError, RecordNotFoundError

DEBUG = "POLICYTRACK_TRACEBACK"
_LONGEST = 600


class CommandError(PolicytrackError):
    """A command cannot do what it is asked for; `suggestion` says what would do."""

    message: str
    suggestion: str | None

    def __init__(self, message: str, suggestion: str | None = None) -> None:
        super().__init__(message, suggestion)
        self.message, self.suggestion = message, suggestion

    def __str__(self) -> str:
        return f"{self.message} ({self.suggestion})" if self.suggestion else self.message


def line_of(error: BaseException) -> str:
    """Return an error on one line: what is wrong, and a suggestion in brackets."""
    match error:
        case QueryError():
            text = "; ".join(map(str, error.problems))
        case ProblemsError(problems=(problem,)):
            text = f"{error.subject}: {problem}"
        case ProblemsError():
            text = f"{error.subject}: {len(error.problems)} problems, the first {error.problems[0]}"
            text += " (policytrack validate tells all of them)"
        case OSError(strerror=str(reason)):
            place = "" if error.filename is None else f"{os.fsdecode(error.filename)}: "
            text = f"{place}{reason[:1].lower()}{reason[1:]}"
        case _:
            text = str(error) or type(error).__name__
    line = visible(" ".join(text.split("\n")))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def hint_of(error: BaseException) -> str:
    """Return what would do at a terminal, in brackets, where the error itself does not say; else nothing."""
    match error:
        case RecordNotFoundError(nearest=(), reason="no such record"):
            return " (policytrack query finds proposals by words)"
        case RecordNotFoundError(nearest=(), reason=reason) if reason.startswith("is a "):
            return " (policytrack show tells of it)"
        case FileNotFoundError():
            return " (make the folder first, or name another place)"
        case IsADirectoryError():
            return " (name a file)"
        case PermissionError():
            return " (look at its rights, or name another place)"
        case _:
            return ""


def line_of_bug(error: BaseException) -> str:
    """Return what was never meant to happen on one line."""
    return (
        f"this should not have happened: {type(error).__name__}: {line_of(error)} "
        f"(please tell us; with {DEBUG}=1 you see where)"
    )
