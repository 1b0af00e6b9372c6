"""The package's face: light to import, complete, and the same for people, checkers and `dir`."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import policytrack


def test_every_public_name_resolves():
    """Each name in `__all__` is there, and nothing else claims to be public."""
    for name in policytrack.__all__:
        assert getattr(policytrack, name) is not None
    assert dir(policytrack) == sorted(policytrack.__all__)


def test_checkers_see_what_python_loads():
    """The stub for type checkers names the same things from the same homes as the lazy table."""
    tree = ast.parse(Path(inspect.getfile(policytrack)).with_suffix(".pyi").read_text(encoding="utf-8"))
    seen = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            seen |= {alias.name: node.module for alias in node.names}
    assert seen == policytrack._HOME | dict.fromkeys(policytrack._MODULES, "policytrack")
    listed = next(node.value for node in tree.body if isinstance(node, ast.Assign))
    assert sorted(ast.literal_eval(listed)) == sorted(policytrack.__all__)


def test_a_name_that_is_not_there():
    """A misspelt name is an AttributeError, as of any module."""
    with pytest.raises(AttributeError, match="has no attribute 'Propsal'"):
        policytrack.Propsal  # noqa: B018


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        pytest.param("import policytrack", ("attrs", "cattrs", "pendulum", "typing"), id="the face alone"),
        pytest.param(
            "from policytrack import Proposal, Tracker", ("cattrs", "pendulum", "yaml"), id="the model"
        ),
        pytest.param("import policytrack.formats", ("yaml",), id="formats without their extras"),
    ],
)
def test_imports_are_light(code, absent):
    """What a user does not ask for is not loaded."""
    check = f"{code}\nimport sys\nprint([name for name in {absent!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_version_is_one():
    """The version of the distribution is the one in the package."""
    from importlib.metadata import version  # noqa: PLC0415

    assert version("policytrack") == policytrack.__version__
