"""The page about tables is executed, and names every key that there is."""

import doctest
import re
from pathlib import Path

import attrs

from policytrack.formats import tabular

PAGE = Path(__file__).parents[3] / "docs" / "tabular.md"
PARTS = (
    tabular.Cell,
    tabular.DateCell,
    tabular.IdentifierColumn,
    tabular.PositionColumns,
    tabular.ProposalColumns,
    tabular.Skip,
    tabular.SourceColumns,
    tabular.StatusColumns,
    tabular.Table,
    tabular.TableMapping,
)


def test_every_example_of_the_page_holds():
    """Each example of `docs/tabular.md` gives what stands below it."""
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (failed, tried > 5) == (0, True)


def test_every_key_is_explained():
    """The reference names each key of a mapping, and each mapping that ships."""
    words = set(
        re.findall(r"[a-z_-]+", " ".join(re.findall(r"`([^`\n]+)`", PAGE.read_text(encoding="utf-8"))))
    )
    assert {field.name for part in PARTS for field in attrs.fields(part)} <= words
    assert set(tabular.SHIPPED) <= words
