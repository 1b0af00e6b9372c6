"""The site is built strictly: a warning is an error, and nothing on it comes from elsewhere."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

import policytrack as pt
from policytrack import query, testing

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PICTURES = sorted((DOCS / "concepts").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(name="site", scope="module")
def _site(tmp_path_factory):
    for needed in ("mkdocs", "material", "mkdocstrings"):
        pytest.importorskip(needed)
    folder = tmp_path_factory.mktemp("site")
    # Its authors warn of a version 2 of mkdocs, which pyproject.toml rules out.
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder]
    built = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    return folder


class Links(HTMLParser):
    """Collects what a page loads, and the ids on it."""

    def __init__(self, text):
        super().__init__()
        self.loaded, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Keep what is fetched when the page is opened."""
        held = dict(attrs)
        self.ids.add(held.get("id"))
        is_loaded = tag != "a" and held.get("rel") not in {"canonical", "next", "prev"}
        self.loaded += [held[name] for name in ("src", "href") if is_loaded and held.get(name)]


def test_nothing_is_fetched_from_elsewhere(site):
    """Scripts, styles, fonts and pictures are all in the folder, and styles name no other place."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 30
    outside = {
        address
        for page in pages
        for address in Links(page.read_text(encoding="utf-8")).loaded
        if re.match(r"(?:\w+:)?//", address)
    }
    assert outside == set()
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)]*", styles) == []


def test_every_public_name_has_its_place(site):
    """The reference has each name of the package, of queries and of the contract kit."""
    ids = set().union(*(Links(path.read_text("utf-8")).ids for path in (site / "reference").glob("*.html")))
    names = {f"policytrack.{name}" for name in pt._HOME}
    names |= {f"policytrack.query.{name}" for name in query.__all__}
    names |= {f"policytrack.testing.{name}" for name in testing.__all__}
    names |= {f"policytrack.report.{name}" for name in pt.report.__all__}
    assert sorted(names - ids) == []


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_can_be_read_by_all(path):
    """It has a title, a description and a dark form, runs nothing, and stands on its page in words."""
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)  # noqa: S314  # Our own text.
    assert root.findtext(f"{SVG}title")
    assert len(root.findtext(f"{SVG}desc")) > 60
    assert "prefers-color-scheme:dark" in text
    assert not root.findall(f".//{SVG}script")
    page = path.with_suffix(".md").read_text(encoding="utf-8")
    assert len(re.findall(rf"!\[[^\]]{{30,}}\]\({path.name}\)", page)) == 1


def test_every_concept_has_a_picture():
    """Five concepts, five pictures."""
    assert [path.stem for path in PICTURES] == sorted(path.stem for path in (DOCS / "concepts").glob("*.md"))
    assert len(PICTURES) == 5
