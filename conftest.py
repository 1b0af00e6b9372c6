"""Leaves out the modules that stand for an extra which is not installed: their examples cannot run."""

from importlib.util import find_spec

EXTRAS = {
    "src/policytrack/cli/_rich.py": "rich",
    "src/policytrack/cli/mcp/_server.py": "mcp",
    "src/policytrack/evidence/_near.py": "rapidfuzz",
    "src/policytrack/formats/_arrow.py": "pyarrow",
    "src/policytrack/formats/_fast.py": "msgspec",
    "src/policytrack/formats/_yaml_events.py": "yaml",
}
collect_ignore = [path for path, needed in EXTRAS.items() if find_spec(needed) is None]
