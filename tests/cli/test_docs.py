"""The page about the command is executed: every block of it, in its order, in one folder."""

import doctest
import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from policytrack.cli._commands import COMMANDS

pytest.importorskip("sqlalchemy")
yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_every_block_of_a_terminal(run, tmp_path, monkeypatch):
    """Each command prints what stands below it; `...` stands for anything."""
    monkeypatch.chdir(tmp_path)
    terminal = "".join(text for kind, text in BLOCKS if kind == "console")
    for part in re.split(r"^\$ ", terminal, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        name, *arguments = shlex.split(command)
        if name == "policytrack":
            ran = run(*arguments)
            shown = ran.out + ran.err
        else:
            shown = subprocess.run(
                [name, *arguments], capture_output=True, encoding="utf-8", check=True
            ).stdout
        is_same = doctest.OutputChecker().check_output(expected, shown, doctest.ELLIPSIS)
        assert is_same, f"{command}\n{shown}"


def test_every_block_is_one_that_is_checked():
    """A block is a terminal, or YAML that its host reads."""
    assert {kind for kind, _ in BLOCKS} == {"console", "yaml"}
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    pre_commit, ((step),) = (yaml.safe_load(text) for kind, text in BLOCKS if kind == "yaml")
    assert pre_commit["repos"][0]["hooks"][0]["id"] == hook["id"]
    assert step["with"].keys() <= action["inputs"].keys()


def test_every_command_is_named():
    """The page has a word on each."""
    assert [name for name in COMMANDS if not re.search(rf"[`$ ]{name}\b", PAGE)] == []
    assert json.loads((ROOT / "src/policytrack/cli/answers-1.schema.json").read_text(encoding="utf-8"))
