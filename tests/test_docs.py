"""The documentation names what there is: states, stances, fields and measures."""

import doctest
import re
import sys
import tomllib
import types
from pathlib import Path

import attrs
import pytest

from policytrack import measures, model
from policytrack.lifecycle import SHIPPED, shipped
from policytrack.registry import Registry
from policytrack.registry._plugins import GROUP
from policytrack.terms import CorrectionKind, Stance

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "own-data.md").read_text(encoding="utf-8")
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


EXTENDING = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")


@pytest.fixture(name="plugin", scope="module")
def _plugin():
    """The plugin that the page builds, as a module, with how many examples failed and how many there are."""
    plugin = types.ModuleType("climate_pledges_of_the_page")
    sys.modules[plugin.__name__] = plugin
    page = doctest.DocTestParser().get_doctest(EXTENDING, vars(plugin), "extending.md", None, None)
    page.globs = vars(plugin)  # Not a copy: the classes are found where they say that they are.
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(page, clear_globs=False)
    yield plugin, result
    del sys.modules[plugin.__name__]


def test_every_example_of_the_page_about_extending_holds(plugin):
    """A plugin is built from nothing, as the page says."""
    failed, tried = plugin[1]
    assert (failed, tried > 30) == (0, True)


def test_the_tests_that_the_page_about_extending_shows_are_passed(plugin):
    """What stands there as a plugin's own tests is run on the plugin of the page."""
    (block,) = re.findall(r"```python\n(.*?)```", EXTENDING, re.DOTALL)
    quicker = block.replace("registry=registry)", "registry=registry, examples=3)")
    assert quicker.count("examples=3") == len(quicker.splitlines())
    exec(quicker, vars(plugin[0]))  # noqa: S102  # our own page


def test_the_entry_point_that_the_page_about_extending_shows_is_looked_for(plugin):
    """It stands in the group that is asked, and names a function that the page has."""
    (block,) = re.findall(r"```toml\n(.*?)```", EXTENDING, re.DOTALL)
    ((name, value),) = tomllib.loads(block)["project"]["entry-points"][GROUP].items()
    example = (ROOT / "examples" / "climate-pledges" / "pyproject.toml").read_text(encoding="utf-8")
    assert f'{name} = "{value}"' in example
    assert callable(getattr(plugin[0], value.partition(":")[2]))
