"""Problems with the place that editors and code hosts can open."""

import re
from pathlib import Path

import attrs

from policytrack.errors import Problem, Severity

_IN_FOLDER = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+)(?:: (?P<rest>.*))?")
_IN_FILE = re.compile(r"line (?P<line>\d+)(?:: (?P<rest>.*))?")
_IN_MESSAGE = re.compile(r"\bat line (\d+)\b")


@attrs.frozen(kw_only=True)
class Finding:
    """Something that is wrong or odd; `line` counts from 1, and is None where no line can be told."""

    file: str
    line: int | None
    path: str
    code: str
    severity: Severity
    message: str
    suggestion: str | None

    def __str__(self) -> str:
        """Say it as compilers do: `file:line: error: message (suggestion) [code]`."""
        line = "" if self.line is None else f":{self.line}"
        path = f"{self.path}: " if self.path else ""
        hint = f" ({self.suggestion})" if self.suggestion else ""
        return f"{self.file}{line}: {self.severity}: {path}{self.message}{hint} [{self.code}]"


def finding(root: Path, problem: Problem) -> Finding:
    """Return a problem of a file or a folder with its place apart."""
    file, line, path = root, None, problem.path
    if found := _IN_FILE.fullmatch(problem.path):
        line, path = int(found["line"]), found["rest"] or ""
    elif root.is_dir():
        if found := _IN_FOLDER.fullmatch(problem.path):
            file, line, path = root / found["file"], int(found["line"]), found["rest"] or ""
        elif problem.path and (root / problem.path.partition(": ")[0]).is_file():
            name, _, path = problem.path.partition(": ")
            file = root / name
    elif found := _IN_MESSAGE.search(problem.message):
        line = int(found[1])
    return Finding(
        file=file.as_posix(),
        line=line,
        path=path,
        code=problem.code,
        severity=problem.severity,
        message=problem.message,
        suggestion=problem.suggestion,
    )
