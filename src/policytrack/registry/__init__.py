"""What policytrack knows of: measures, record types, lifecycles, formats and more, as one value.

A registry is passed, never a global that two plugins fight over. `Registry.default()` holds what ships and
what the installed plugins bring, `Registry.shipped()` only the first; the `with_…` methods return new ones.

A plugin is a function that takes a registry and returns it with something added, and an entry point of the
group `policytrack.plugins` that names the function:

    [project.entry-points."policytrack.plugins"]
    climate = "climate_pledges:register"

```
_registry.py     the registry
_names.py        how classes are called
_formats.py      what a format is
_vocabulary.py   terms with definitions
_plugins.py      finds plugins
```
"""

from policytrack.registry._formats import Decoded, Encoded, Format
from policytrack.registry._names import kebab
from policytrack.registry._plugins import Plugin, plugins
from policytrack.registry._registry import Check, Registry
from policytrack.registry._vocabulary import Term, Vocabulary

__all__ = [
    "Check",
    "Decoded",
    "Encoded",
    "Format",
    "Plugin",
    "Registry",
    "Term",
    "Vocabulary",
    "kebab",
    "plugins",
]
