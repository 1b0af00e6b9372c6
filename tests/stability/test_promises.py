"""What docs/stability.md promises: names, codes and data of every release stay."""

import re
from pathlib import Path

import pytest

import policytrack as pt
from policytrack import lifecycle, query, testing
from policytrack.cli._commands import COMMANDS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RELEASES = sorted(path.name for path in HERE.glob("*.txt"))


def promised(release):
    """Return what a release promised: a sort and a name on each line."""
    lines = (HERE / release).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" ", 1)) for line in lines]


def codes():
    """Return the codes that docs/diagnostics.md explains."""
    page = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    return set(re.findall(r"^### `([\w-]+)`$", page, re.MULTILINE))


def present():
    """Return what there is now, as the files of releases have it."""
    shipped = [lifecycle.shipped(name) for name in lifecycle.SHIPPED]
    extras = re.search(r"\[project.optional-dependencies\]\n(.*?)\n\[", PROJECT, re.DOTALL)[1]
    return {
        *(("policytrack", name) for name in pt.__all__),
        *(("query", name) for name in query.__all__),
        *(("testing", name) for name in testing.__all__),
        *(("format", name) for name in pt.Registry.shipped().formats),
        *(("code", code) for code in codes()),
        *(("state", f"{table.id} {state.id} {state.phase}") for table in shipped for state in table.states),
        *(("command", name) for name in COMMANDS),
        *(("extra", name) for name in re.findall(r"^(\w+) = ", extras, re.MULTILINE) if name != "dev"),
    }


PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("release", RELEASES)
def test_nothing_that_was_promised_is_gone(release):
    """Names, formats, codes, states with their phases, and extras of each release are still there."""
    assert set(promised(release)) <= present()


def test_this_release_says_what_it_promises():
    """Whoever adds a public thing adds it to the list of the release, on purpose."""
    listed = set(promised(f"{pt.__version__}.txt"))
    assert sorted(present() - listed) == []


def test_a_deprecated_name_works_and_says_what_to_use(monkeypatch):
    """The warning says since when, what instead, and when the name goes."""
    monkeypatch.setitem(pt._DEPRECATED, "Bill", ("Proposal", "0.2", "0.4"))
    with pytest.warns(
        DeprecationWarning, match=r"Bill is deprecated since 0\.2 and goes in 0\.4: use Proposal"
    ):
        assert pt.Bill is pt.Proposal
