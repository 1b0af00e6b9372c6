"""Make the pictures of the README: the page and a timeline of the bundled case, in light and in dark.

Debian's Chromium and its driver make them without a window (`apt install chromium chromium-driver`), by
selenium (extra `dev`). They are made anew where the page looks another way, and are looked at before they are
committed.

    python docs/pictures.py [FOLDER]
"""

import base64
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

import policytrack as pt

WIDTH, HEIGHT, SCALE = 1040, 940, 0.8
PROPOSALS = ("iopc-investigation-threshold", "unlawful-killing-standard")
SCHEMES = ("light", "dark")
# Each scrolls to what a picture shows, and says where that stands on the page, in its pixels.
PAGE = """
const top = document.getElementById("overview").getBoundingClientRect().top + window.scrollY;
window.scrollTo(0, top - document.getElementById("tools").offsetHeight - 16);
return [0, window.scrollY, document.documentElement.clientWidth, arguments[0]];
"""
TIMELINE = """
const drawing = document.querySelector("#p2 .scroll");
drawing.scrollIntoView({block: "center"});
const box = drawing.getBoundingClientRect();
return [box.x + window.scrollX, box.y + window.scrollY, box.width, box.height];
"""


def pictures(page: Path) -> Iterator[tuple[str, bytes]]:
    """Give the name and the PNG of each picture."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "hide-scrollbars"):
        options.add_argument(f"--{argument}")
    driver: Any = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        for scheme in SCHEMES:
            features = [{"name": "prefers-color-scheme", "value": scheme}]
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            driver.get(page.as_uri())
            for name, script, scale in (("timeline", TIMELINE, 1), ("page", PAGE, SCALE)):
                part = dict(
                    zip(("x", "y", "width", "height"), driver.execute_script(script, HEIGHT), strict=True)
                )
                shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": {**part, "scale": scale}})
                yield f"{name}-{scheme}.png", base64.b64decode(shot["data"])
    finally:
        driver.quit()


def main(folder: Path) -> None:
    """Write the pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        page = Path(work) / "page.html"
        case = pt.datasets.load("police-accountability")
        pt.report.write(case, page, title="Police accountability", proposal_ids=PROPOSALS)
        for name, data in pictures(page):
            (folder / name).write_bytes(data)
            print(f"{folder / name} ({len(data) // 1000} kB)")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("pictures"))
