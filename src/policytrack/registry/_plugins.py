"""Finds plugins: the entry points of the group `policytrack.plugins`, each a function of a registry."""

import warnings
from contextvars import ContextVar
from functools import cache
from importlib import metadata

import attrs

from policytrack.errors import PluginWarning, UnfitError
from policytrack.registry._registry import Registry

GROUP = "policytrack.plugins"
_LOADING: ContextVar[bool] = ContextVar("policytrack plugins are being loaded", default=False)


@attrs.frozen
class Plugin:
    """A plugin that is installed.

    `name` is that of its entry point and `value` where that leads; `distribution` and `version` say what
    was installed, None where it does not tell. `error` says why it is left out, None where it is not.
    """

    name: str
    value: str
    distribution: str | None
    version: str | None
    error: str | None = None

    def __str__(self) -> str:
        """Give its name, and where it comes from."""
        came = f" ({self.distribution} {self.version})" if self.distribution else ""
        return f"plugin {self.name}{came}"


def plugins() -> tuple[Plugin, ...]:
    """List the plugins that are installed, by name, those that could not be loaded too."""
    return found()[1]


@cache
def found() -> tuple[Registry, tuple[Plugin, ...]]:
    """Return the registry with what all plugins bring, and the plugins.

    Raises:
        UnfitError: A plugin asks for it while it is made.
    """
    if _LOADING.get():
        reason, hint = "is not there while plugins are loaded", "add to the registry that the plugin is given"
        raise UnfitError("registry", "default", reason, hint)
    registry, listed = Registry.shipped(), list[Plugin]()
    for entry in sorted(metadata.entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        came = (entry.dist.name, entry.dist.version) if entry.dist is not None else (None, None)
        plugin = Plugin(entry.name, entry.value, *came)
        try:
            registry = _with(registry, entry, str(plugin))
        # A plugin may fail in any way, also by leaving as a script does, and the others still work.
        except (Exception, SystemExit) as error:  # noqa: BLE001
            plugin = attrs.evolve(plugin, error=f"{type(error).__name__}: {error}")
            message = f"{plugin} is left out, and what it brings is not known: {plugin.error}"
            warnings.warn(message, PluginWarning, stacklevel=2)
        listed.append(plugin)
    return registry, tuple(listed)


def _with(registry: Registry, entry: metadata.EntryPoint, owner: str) -> Registry:
    """Return the registry with what a plugin brings.

    Raises:
        UnfitError: It is no function that returns a registry with everything that was there.
    """
    token = _LOADING.set(True)
    try:
        known: object = entry.load()(attrs.evolve(registry, owner=owner))
    finally:
        _LOADING.reset(token)
    if not isinstance(known, Registry) or not _holds(known, registry):
        reason, hint = "does not return the registry with something added", "return registry.with_…(…)"
        raise UnfitError("plugin", entry.name, reason, hint)
    return attrs.evolve(known, owner=None)


def _holds(known: Registry, before: Registry) -> bool:
    return before.owners.keys() <= known.owners.keys()
