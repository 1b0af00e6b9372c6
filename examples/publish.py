"""Publish one tracker in the forms that others can use: a data package, feeds, linked data and graphs.

    python examples/publish.py [FOLDER]

Without a folder the files go to a temporary one, and only what each carries is printed. What a form cannot
say is its losses: JSON Pointers into the tracker's own file, counted here. A form that needs an extra says
which.
"""

import re
import sys
import tempfile
from pathlib import Path

import policytrack as pt

# The first is the whole tracker; the others are for readers who do not know policytrack.
FILES = {
    "case.json": "json",
    "package": "csv",
    "case.db": "datasette",
    "tables": "parquet",
    "feed.atom": "atom",
    "calendar.ics": "ical",
    "case.jsonld": "jsonld",
    "case.annotations.jsonld": "webannotation",
    "entities.ftm.json": "ftm",
    "entities.full.ftm.json": "ftm-full",
    "stances.graphml": "graphml",
    "stances.mmd": "mermaid",
}


def publish(tracker: pt.Tracker, folder: Path) -> None:
    """Write a tracker in each form, and say what each could not carry."""
    for name, form in FILES.items():
        try:
            losses = pt.save(tracker, folder / name, format=form)
        except pt.MissingExtraError as error:
            print(f"{name:<24} not written: {error}")
            continue
        whole = len([loss for loss in losses if re.fullmatch(r"/\w+/\d+", loss)])
        said = f"without {whole} records and {len(losses) - whole} values" if losses else "complete"
        print(f"{name:<24} {form:<14} {said}")


def main() -> None:
    """Publish the bundled case."""
    tracker = pt.datasets.load("police-accountability")
    if sys.argv[1:]:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        publish(tracker, folder)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            publish(tracker, Path(temporary))


if __name__ == "__main__":
    main()
