"""Findings as code hosts read them: the annotations of GitHub, and SARIF.

GitHub: "Workflow commands for GitHub Actions", setting an error message. SARIF: OASIS Static Analysis Results
Interchange Format 2.1.0.
"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from policytrack import __version__
from policytrack.cli._findings import Finding
from policytrack.cli._text import visible
from policytrack.errors import Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(findings: Iterable[Finding]) -> str:
    """Return a workflow command for each finding."""
    return "".join(f"{_command(one)}\n" for one in findings)


def _command(one: Finding) -> str:
    places = {"file": one.file, "line": one.line, "title": one.code}
    given = ",".join(f"{name}={_property(str(value))}" for name, value in places.items() if value is not None)
    return f"::{_COMMANDS[one.severity]} {given}::{_data(_message(one))}"


def _message(one: Finding) -> str:
    path = f"{one.path}: " if one.path else ""
    hint = f" ({one.suggestion})" if one.suggestion else ""
    return visible(f"{path}{one.message}{hint}")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def sarif(findings: Iterable[Finding]) -> str:
    """Return a log with one run."""
    found = tuple(findings)
    rules = sorted({one.code for one in found})
    run = {
        "tool": {
            "driver": {
                "name": "policytrack",
                "semanticVersion": __version__,
                "rules": [
                    {"id": code, "name": code, "shortDescription": {"text": code.replace("-", " ")}}
                    for code in rules
                ],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, rules.index(one.code)) for one in found],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _result(one: Finding, rule: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(one.file)}}
    if one.line is not None:
        place["region"] = {"startLine": one.line}
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _LEVELS[one.severity],
        "message": {"text": _message(one)},
        "locations": [{"physicalLocation": place}],
    }
    if one.path:
        result["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": visible(one.path)}]
    return result
