"""Runs commands in this process, as on a machine of nobody's."""

import json
import sys
from functools import cache
from typing import NamedTuple

import jsonschema
import pytest

from policytrack.cli import main
from policytrack.cli.schema import json_schema


class Ran(NamedTuple):
    """What a command left."""

    status: int
    out: str
    err: str

    @property
    def flat(self):
        """What was printed, without the layout."""
        return " ".join(self.out.split())


@cache
def _validator():
    return jsonschema.Draft202012Validator(json_schema())


@pytest.fixture(name="quiet", autouse=True)
def _quiet(monkeypatch):
    """A terminal of a hundred columns, and nothing of the reader's own settings."""
    for name in ("NO_COLOR", "LESS", "POLICYTRACK_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PAGER", "cat")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture(name="run")
def _run(capsys):
    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        return Ran(status, *capsys.readouterr())

    return run


@pytest.fixture(name="answer")
def _answer(run):
    """Runs a command with --json, holds what it prints against the schema, and returns it."""

    def answer(*arguments, status=0):
        ran = run(*arguments, "--json")
        assert (ran.status, ran.err) == (status, "")
        value = json.loads(ran.out)
        _validator().validate(value)
        return value

    return answer


@pytest.fixture(name="terminal")
def _terminal(monkeypatch):
    """Makes the streams of this process a terminal, when it is called in a test."""

    def pretend():
        for stream in (sys.stdout, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: True)

    return pretend
