"""Plugins are found by their entry points, once, and one that fails harms no other."""

import sys
import types
from importlib import metadata

import attrs
import pytest

import policytrack as pt
from policytrack.errors import PluginWarning
from policytrack.registry import _plugins
from policytrack.registry._plugins import GROUP, found


@attrs.frozen
class Emissions:
    """A plugin's measure."""

    tonnes: float


def climate(registry):
    """Bring a measure and a check."""
    return registry.with_measure(Emissions).with_states(
        "uk-reform", [pt.State("pledged", "pledged", pt.Phase.PROPOSED)], [pt.Route("proposed", "pledged")]
    )


def council(registry):
    """Bring the same state with another meaning, after a measure."""
    return registry.with_measure(Emissions, "council-emissions").with_states(
        "uk-reform", [pt.State("pledged", "voted", pt.Phase.DECIDED)], [pt.Route("proposed", "pledged")]
    )


def greedy(_):
    """Ask for what is only being made."""
    return pt.Registry.default().with_measure(Emissions)


def poor(registry):
    """Give another registry than was given."""
    del registry
    return pt.Registry({}, {}, {}, {})


def leaving(registry):
    """Leave, as a script does."""
    del registry
    sys.exit("no subject given")


def silent(registry):
    """Give nothing."""
    del registry


@pytest.fixture(autouse=True)
def _fresh():
    """Look for plugins anew, and forget them afterwards."""
    found.cache_clear()
    yield
    found.cache_clear()


@pytest.fixture
def install(monkeypatch, tmp_path):
    """Return what installs functions of this file as plugins of a distribution."""
    folder = tmp_path / "civic_tools-1.2.dist-info"
    folder.mkdir()

    def installed(**plugins):
        module = types.ModuleType("civic_tools")
        vars(module).update({name: plugin for name, plugin in plugins.items() if plugin})
        monkeypatch.setitem(sys.modules, "civic_tools", module)
        lines = [f"{name} = civic_tools:{name}" for name in plugins]
        (folder / "entry_points.txt").write_text(f"[{GROUP}]\n" + "\n".join(lines))
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: civic-tools\nVersion: 1.2\n")
        dist = metadata.Distribution.at(folder)
        select = dist.entry_points.select
        monkeypatch.setattr(_plugins.metadata, "entry_points", lambda group: select(group=group))

    return installed


def test_what_a_plugin_brings_is_known_by_default(install):
    """Nobody has to name it."""
    install(climate=climate)
    assert pt.Registry.default().kind_of(Emissions) == "emissions"
    assert pt.Registry.default().lifecycles["uk-reform"].state("pledged").phase is pt.Phase.PROPOSED
    assert "emissions" not in pt.Registry.shipped().measures


def test_plugins_are_listed_with_their_versions(install):
    """So that a report of a fault can say what was there."""
    install(climate=climate)
    assert pt.plugins() == (pt.Plugin("climate", "civic_tools:climate", "civic-tools", "1.2"),)
    assert str(pt.plugins()[0]) == "plugin climate (civic-tools 1.2)"


def test_an_entry_point_of_no_distribution_is_named_by_itself():
    """Some are made by hand."""
    assert str(pt.Plugin("climate", "a:b", None, None)) == "plugin climate"


@pytest.mark.parametrize(
    ("plugin", "words"),
    [
        (None, "AttributeError: module 'civic_tools' has no attribute 'bad'"),
        (leaving, "SystemExit: no subject given"),
        (silent, "UnfitError: plugin bad: does not return the registry with something added"),
        (poor, "UnfitError: plugin bad: does not return the registry with something added"),
        (greedy, "UnfitError: registry default: is not there while plugins are loaded"),
        (
            council,
            (
                "RegistrationError: state of uk-reform pledged: claimed by 'pledged' of plugin aclimate "
                "(civic-tools 1.2) and by 'voted' of plugin bad (civic-tools 1.2)"
            ),
        ),
    ],
    ids=["missing", "leaving", "silent", "poor", "greedy", "council"],
)
def test_a_plugin_that_fails_is_left_out_and_named(install, plugin, words):
    """All of it is left out, and the others work."""
    install(aclimate=climate, bad=plugin)
    with pytest.warns(PluginWarning) as caught:
        known = pt.Registry.default()
    assert str(caught[0].message).startswith(
        f"plugin bad (civic-tools 1.2) is left out, and what it brings is not known: {words}"
    )
    assert [plugin.error is None for plugin in pt.plugins()] == [True, False]
    assert set(known.measures) - set(pt.Registry.shipped().measures) == {"emissions"}


def test_plugins_are_looked_for_once(install):
    """The registry is the same one each time."""
    install(climate=climate)
    assert pt.Registry.default() is pt.Registry.default()
