"""What a page of many proposals weighs, and how long Chromium takes to open it, to filter it, to look back.

The proposals are those of `generate.py`: four positions with quotes and three status changes each. Opening is
measured by the browser itself, from the beginning of the navigation until everything is painted; typing and
the slider from the event until the second frame after it, which shows the answer. Each is done several times,
and the fastest counts: whatever else the machine does makes it only slower.

    python benchmarks/pages.py 1000
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generate import lines
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

import policytrack as pt

TIMES, WORDS = 7, ("b", "ba", "bal", "bala", "balam")
# From an event to the frame that shows what came of it: the second one begins after the first was painted.
EVENT = """
const [id, value, done] = arguments, node = document.getElementById(id), start = performance.now();
node.value = value;
node.dispatchEvent(new Event("input"));
const script = performance.now() - start;
requestAnimationFrame(() => requestAnimationFrame(() => done([script, performance.now() - start])));
"""
OPENED = """
const done = arguments[0];
requestAnimationFrame(() => requestAnimationFrame(() => done([performance.now()])));
"""


def browser() -> webdriver.Chrome:
    """Return Debian's Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_script_timeout(120)
    return driver


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def told(label: str, seconds: float) -> None:
    """Print a time."""
    print(f"{label:<58} {seconds * 1000:>7.0f} ms")


def shown(driver: webdriver.Chrome, node: str, value: object) -> float:
    """Return the seconds until a value of a control is shown."""
    there: Any = driver
    return float(there.execute_async_script(EVENT, node, value)[1]) / 1000


def opened(driver: webdriver.Chrome, path: Path) -> float:
    """Return the seconds from the beginning of a navigation until everything is painted."""
    there: Any = driver
    there.get(path.as_uri())
    return float(there.execute_async_script(OPENED)[0]) / 1000


def main() -> None:
    """Measure a page and a site of so many proposals."""
    count = int(sys.argv[1])
    tracker = pt.loads("".join(lines(count)).encode(), format="jsonl")
    with tempfile.TemporaryDirectory() as folder:
        page, site = Path(folder) / "page.html", Path(folder) / "site"
        told(f"write a page of {count} proposals", timed(lambda: pt.report.write(tracker, page)))
        told("write a site of them", timed(lambda: pt.report.write_site(tracker, site)))
        print(f"{'the page':<58} {page.stat().st_size / 1e6:>7.2f} MB")
        print(f"{'its index':<58} {(site / 'index.html').stat().st_size / 1e6:>7.2f} MB")
        print(f"{'the texts of its search':<58} {(site / 'search.js').stat().st_size / 1e6:>7.2f} MB")
        driver = browser()
        try:
            told("open the page", min(opened(driver, page) for _ in range(TIMES)))
            typed = [[shown(driver, "filter", word) for word in (*WORDS, "")] for _ in range(TIMES)]
            told("filter it: the first letter, which reads every article", typed[0][0])
            *letters, all_again = map(min, zip(*typed, strict=True))
            told("filter it: the slowest letter of five", max(letters))
            told("filter it: show all again", all_again)
            days = [[shown(driver, "day", day) for day in (0, 5, 50, 100_000)] for _ in range(TIMES)]
            told("look back: the slowest of four days", max(map(min, zip(*days, strict=True))))
            told("open the index", min(opened(driver, site / "index.html") for _ in range(TIMES)))
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
