"""Addresses are made harmless, and texts short."""

import pytest

from policytrack.report._text import address, capital, language, short


@pytest.mark.parametrize("url", ["http://a.example", "https://a.example/ü?q=1#x", "mailto:desk@a.example"])
def test_addresses_that_are_linked(url):
    """Three schemes are linked, as they are written."""
    assert address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(None, id="none"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param(" javascript:alert(1)", id="a script behind a space, which browsers cut"),
        pytest.param("java\nscript:alert(1)", id="a script with a line feed, which browsers drop"),
        pytest.param("data:text/html,x", id="data"),
        pytest.param("//a.example/x", id="no scheme"),
        pytest.param("https:a.example", id="no host"),
        pytest.param("https://[bad", id="no address"),
        pytest.param("https://a.example/\u202ex", id="turned"),
    ],
)
def test_addresses_that_are_not_linked(url):
    """Whatever else is written is no link."""
    assert address(url) is None


@pytest.mark.parametrize(
    ("code", "tag"), [("de", "de"), ("zh-Hant-TW", "zh-Hant-TW"), ("x y", None), ("", None), (None, None)]
)
def test_language_tags(code, tag):
    """Only what is shaped like a tag is written as one."""
    assert language(code) == tag


def test_long_texts_are_cut_visibly():
    """An ellipsis stands for what is left out; nothing is cut that fits."""
    assert (short("abcdef", 6), short("abc def", 5)) == ("abcdef", "abc…")


def test_the_first_letter():
    """Only the first letter becomes a capital."""
    assert (capital("in Force"), capital("")) == ("In Force", "")
