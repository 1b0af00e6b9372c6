"""The pre-commit hook and the GitHub Action are what their hosts take, and do what they say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from factories import proposal

from policytrack import files
from policytrack.model import Snapshot

ROOT = Path(__file__).parents[1]
yaml = pytest.importorskip("yaml")


def steps():
    """The steps of the action."""
    return yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]


def test_the_hook_is_one_that_pre_commit_takes():
    """Its own check of manifests says so."""
    clientlib = pytest.importorskip("pre_commit.clientlib")
    (hook,) = clientlib.load_manifest(ROOT / ".pre-commit-hooks.yaml")
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("policytrack-validate", "python", False)


def test_the_action_is_one_that_github_takes():
    """The schema of actions says so."""
    pytest.importorskip("check_jsonschema")
    command = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml"]
    done = subprocess.run([sys.executable, *command], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_the_action_puts_no_input_into_its_scripts():
    """An input is a variable of the shell: whatever it says, it is no command."""
    assert [step["run"] for step in steps() if "${{" in step["run"]] == []


@pytest.mark.parametrize(("output", "where"), [("", "log"), ("found.txt", "found.txt")])
def test_the_action_checks_each_path(tmp_path, output, where):
    """Names with blanks are names, empty lines are none, and the status is that of the command."""
    files.save(Snapshot.of([proposal("p")]), tmp_path / "a case.json")
    (tmp_path / "wrong.json").write_text("{}")
    (tmp_path / "policytrack" / "bin").mkdir(parents=True)
    (tmp_path / "policytrack" / "bin" / "policytrack").symlink_to(
        Path(sys.executable).with_name("policytrack")
    )
    script = next(step["run"] for step in steps() if "PATHS" in step["env"])
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],  # noqa: S607  # The shell that the action names.
        cwd=tmp_path,
        env=os.environ
        | {
            "RUNNER_TEMP": str(tmp_path),
            "PATHS": "a case.json\n\n  \nwrong.json\n",
            "FORMAT": "github",
            "OUTPUT": output,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    found = done.stdout if where == "log" else (tmp_path / where).read_text(encoding="utf-8")
    assert done.returncode == 1
    assert found.startswith("::error file=wrong.json,line=1,title=missing-version::")
