"""Whatever a record says, the page shows it and does nothing."""

import hostile
import pytest

import policytrack as pt
from policytrack.visible import shown

html5lib = pytest.importorskip("html5lib")


@pytest.fixture(name="text", scope="module")
def _text():
    return pt.report.html(hostile.case(), title=hostile.TEXTS[0])


@pytest.fixture(name="page", scope="module")
def _page(text):
    return html5lib.HTMLParser(namespaceHTMLElements=False, strict=True).parse(text)


def test_no_element_comes_from_a_record(page):
    """The scripts and styles of the page are its own; nothing has a handler or a style."""
    own = {"style": 1, "script": len(page.findall(".//script"))}
    assert {tag: len(page.findall(f".//{tag}")) for tag in own} == own
    assert own["script"] <= 2
    assert not page.findall(".//img")
    names = {name for node in page.iter() for name in node.attrib}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_links_are_harmless(page):
    """Only addresses on the list are links."""
    targets = {node.get("href") for node in page.iter("a")}
    assert {target for target in targets if not target.startswith("#")} == {"https://law.example/1"}


def test_nothing_is_dropped(page):
    """Every text stands on the page, the invisible in it as code points, the long one in full."""
    words = "".join(page.itertext())
    for text in (*hostile.TEXTS, hostile.LONG):
        assert shown(text) in words


def test_nothing_invisible_is_left(text):
    """No control, and nothing that turns the direction of text, is written."""
    assert shown(text) == text


def test_titles_are_isolated(page):
    """A title cannot turn the direction of what stands beside it."""
    assert all(one.find("h3").get("dir") == "auto" for one in page.iter("article"))
    assert all(cell.find("a/bdi") is not None for cell in page.findall(".//tbody/tr/th"))
