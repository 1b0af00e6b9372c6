"""The data sets that ship with the package, offline."""

from importlib import resources
from typing import Literal

from policytrack.errors import UnknownNameError
from policytrack.formats import get
from policytrack.model import Record, Snapshot
from policytrack.tracker import Tracker

Layer = Literal["articles", "full"]

_CASES = {"police-accountability": "police_accountability"}
_LAYERS = {"articles": ("articles.json",), "full": ("articles.json", "later.json")}


def names() -> tuple[str, ...]:
    """Return the names of the data sets."""
    return tuple(sorted(_CASES))


def load(name: str, *, layer: Layer = "full") -> Tracker:
    """Load a data set.

    Args:
        name: The name of the data set, such as `police-accountability`.
        layer: `articles` keeps only what the five articles of September 2023 say; `full` adds the
            verified history before and after them.

    Raises:
        UnknownNameError: There is no such data set, or it has no such layer.
    """
    if name not in _CASES:
        raise UnknownNameError("data set", name, _CASES)
    if layer not in _LAYERS:
        raise UnknownNameError("layer", layer, _LAYERS)
    folder = resources.files("policytrack.datasets") / _CASES[name]
    records: dict[str, Record] = {}
    for file in _LAYERS[layer]:
        # A later file may know more of a record: its version takes the place of the earlier one.
        decoded = get("json").decode((folder / file).read_bytes())
        records |= {record.id: record for record in decoded.snapshot.records()}
    return Tracker.from_snapshot(Snapshot.of(records.values()))
