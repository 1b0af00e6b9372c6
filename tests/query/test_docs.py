"""The page about queries is executed, and says what the code says."""

import doctest
import re
from pathlib import Path

from policytrack.query import _parse

PAGE = Path(__file__).parents[2] / "docs" / "query.md"


def test_every_example_of_the_page_holds():
    """Each example of `docs/query.md` gives what stands below it."""
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (failed, tried > 20) == (0, True)


def test_every_key_is_explained():
    """The page and the docstring explain each key of the text form, and no other."""
    keys = {*_parse._KEYS, *_parse._ALONE}
    for text in (PAGE.read_text(encoding="utf-8").split("## The text form")[1], _parse.__doc__):
        tables = [line for line in text.splitlines() if line.startswith(("| `", "Four are", "`id`"))]
        found = {key for line in tables for key in re.findall(r"`([a-z-]+):`", line)}
        assert found == keys


def test_every_name_to_sort_by_is_explained():
    """The page and the docstring name what `sort:` takes."""
    for text in (PAGE.read_text(encoding="utf-8"), _parse.__doc__):
        assert all(f"`{name}`" in text for name in _parse._SORTS)
