"""The pictures of the README are small, and their script makes them."""

import runpy
import shutil
from pathlib import Path

import pytest

pytest.importorskip("selenium")
pytestmark = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")),
    reason="chromium and chromium-driver are not installed",
)
DOCS = Path(__file__).parents[2] / "docs"
NAMES = {"page-dark.png", "page-light.png", "timeline-dark.png", "timeline-light.png"}


def test_the_script_makes_them(tmp_path):
    """One each of the page and a timeline, in light and in dark, and neither is empty."""
    runpy.run_path(str(DOCS / "pictures.py"))["main"](tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == NAMES
    for path in tmp_path.iterdir():
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size > 5_000


def test_those_that_are_kept_are_small():
    """A README is read over slow lines, too."""
    kept = list((DOCS / "pictures").iterdir())
    assert {path.name for path in kept} == NAMES
    assert sum(path.stat().st_size for path in kept) < 300_000
