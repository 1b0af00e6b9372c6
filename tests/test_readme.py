"""The README is executed: every block of Python runs, and what it prints is what stands below it."""

import contextlib
import io
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_every_block_prints_what_the_readme_says(monkeypatch):
    """Each block of Python runs after the ones before it, and prints the text that follows it."""
    monkeypatch.chdir(ROOT)
    names = {}
    for index, (language, code) in enumerate(BLOCKS):
        if language != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, f"README.md block {index}", "exec"), names)  # noqa: S102  # That is the test.
        following = BLOCKS[index + 1][1] if BLOCKS[index + 1 :] and BLOCKS[index + 1][0] == "text" else ""
        assert printed.getvalue() == following, f"block {index}"


def test_every_block_is_one_that_is_checked():
    """A block is Python, what it prints, or one of the two commands, which `.ci/run` runs as they stand."""
    assert {language for language, _ in BLOCKS} == {"python", "text", "sh"}
    commands = [code for language, code in BLOCKS if language == "sh"]
    assert len(commands) == 2
    assert all(re.fullmatch(r"python -m venv .*\n", command) for command in commands)
    assert "'^python -m venv ' README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_example_is_listed():
    """The README names each script, and no script that is not there."""
    scripts = {path.name for path in (ROOT / "examples").glob("*.py")}
    assert set(re.findall(r"`examples/(\w+\.py)` \|", README)) == scripts
