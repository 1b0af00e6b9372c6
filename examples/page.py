"""Publish the bundled case as one page of HTML, and one of its timelines as SVG.

    python examples/page.py [FOLDER]

The page needs no network and no server: open it, send it, print it.
"""

import sys
from pathlib import Path

import policytrack as pt


def main() -> None:
    """Write page.html and timeline.svg into a folder, by default the one at hand."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    folder.mkdir(parents=True, exist_ok=True)
    tracker = pt.datasets.load("police-accountability")
    page, drawing = folder / "page.html", folder / "timeline.svg"
    pt.report.write(tracker, page, title="Police accountability in England and Wales")
    drawing.write_text(pt.report.timeline(tracker, "unlawful-killing-standard"), encoding="utf-8")
    for path in (page, drawing):
        print(f"{path} ({path.stat().st_size // 1000} kB)")


if __name__ == "__main__":
    main()
