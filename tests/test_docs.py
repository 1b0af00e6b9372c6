"""The documentation names what there is: states, stances, fields and measures."""

import doctest
import re
from pathlib import Path

import attrs

from policytrack import measures, model
from policytrack.lifecycle import SHIPPED, shipped
from policytrack.registry import Registry
from policytrack.terms import CorrectionKind, Stance

PAGE = (Path(__file__).parents[1] / "docs" / "own-data.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"`([^`\n]+)`", PAGE))


def test_every_field_is_named():
    """The page for people with data of their own names each field of each record."""
    records = [cls for cls in model.record_fields().values() if cls is not model.Record]
    fields = {field.name for cls in records for field in attrs.fields(cls)}
    assert fields <= WORDS


def test_every_term_is_named():
    """Stances, corrections, states of the default lifecycle, other lifecycles and measures are all there."""
    states = {state.id for state in shipped("uk-reform").states}
    kinds = {Registry.default().kind_of(cls) for cls in Registry.default().measures.values()}
    assert {*map(str, Stance), *map(str, CorrectionKind), *states, *SHIPPED, *kinds} <= WORDS
    assert measures.Other.__name__.lower() in kinds


def test_every_folder_is_named():
    """The folders of a case are the fields of a snapshot, but for those of plugins."""
    assert set(re.findall(r"\b(\w+)/ ", PAGE.split("```")[1].replace("/", "/ "))) >= {
        *model.record_fields()
    } - {"others"}


def test_every_example_of_the_page_about_extending_holds():
    """A plugin is built from nothing, as the page says."""
    page = Path(__file__).parents[1] / "docs" / "extending.md"
    failed, tried = doctest.testfile(
        str(page), module_relative=False, encoding="utf-8", optionflags=doctest.ELLIPSIS
    )
    assert (failed, tried > 30) == (0, True)
