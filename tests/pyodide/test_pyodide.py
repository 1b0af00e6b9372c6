"""The bundled case and `policytrack brief` in the Python of a browser: Pyodide, from local files alone.

`POLICYTRACK_PYODIDE_NODE` names a folder in which `npm install` ran on the package.json beside this, and in
whose folder `site` `examples/browser/assemble.py` put everything together.
"""

import contextlib
import functools
import http.server
import io
import json
import os
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from policytrack.cli import main

FOLDER = Path(os.environ.get("POLICYTRACK_PYODIDE_NODE", "."))
SITE = FOLDER / "site"
LINES = ("brief", "timeline self-defence-test", "show --json time-limits", "show nobody")
pytestmark = pytest.mark.skipif(
    not (SITE / "wheels.json").exists(), reason="POLICYTRACK_PYODIDE_NODE names no folder with Pyodide"
)


def printed(line):
    """Return the exit status of a command line here, and what it prints."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(line.split())
    return {"status": status, "out": out.getvalue(), "err": err.getvalue()}


def test_commands_print_there_what_they_print_here(monkeypatch):
    """Under Node, without the network, each command gives the same text and the same exit status."""
    monkeypatch.setenv("COLUMNS", "100")
    script = Path(__file__).with_name("run.mjs")
    ran = subprocess.run(
        [shutil.which("node"), script, SITE, *LINES], capture_output=True, encoding="utf-8", check=True
    )
    assert json.loads(ran.stdout) == [printed(line) for line in LINES]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(name="address")
def _address():
    serving = functools.partial(Quiet, directory=SITE)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serving) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_the_page_runs_in_a_browser(address, monkeypatch):
    """In Chromium the page tells the case, runs what is typed, and asks nobody but its own folder."""
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415  # Where selenium is installed.
    from selenium.webdriver.common.by import By  # noqa: PLC0415
    from selenium.webdriver.support.ui import WebDriverWait  # noqa: PLC0415

    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        pytest.skip("chromium and chromium-driver are not installed")
    monkeypatch.setenv("COLUMNS", "100")
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        driver.get(address)
        button, line, output = (
            driver.find_element(By.CSS_SELECTOR, one) for one in ("button", "input", "pre")
        )
        WebDriverWait(driver, 120).until(lambda _: button.is_enabled() and "as of" in output.text)
        assert output.get_property("textContent") == printed("brief")["out"]
        line.clear()
        line.send_keys("show nobody")
        button.click()
        assert output.get_property("textContent") == printed("show nobody")["err"]
        told = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
        asked = {
            one["params"]["request"]["url"] for one in told if one["method"] == "Network.requestWillBeSent"
        }
        assert {url for url in asked if not url.startswith((address, "data:"))} == set()
        assert [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"] == []
    finally:
        driver.quit()
