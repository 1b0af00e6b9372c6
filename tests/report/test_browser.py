"""The page in a real browser: Debian's Chromium, started without a window, with axe-core put into it."""

import json
import os
import shutil
from pathlib import Path

import hostile
import pytest

import policytrack as pt

webdriver = pytest.importorskip("selenium.webdriver")
from selenium.webdriver.chrome.service import Service  # noqa: E402  # Where selenium is installed.
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
AXE = Path(os.environ.get("POLICYTRACK_AXE_NODE", ".")) / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="chromium and chromium-driver are not installed"
)


@pytest.fixture(name="browser", scope="module")
def _browser():
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_script_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture(name="pages", scope="module")
def _pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    case = pt.datasets.load("police-accountability")
    pt.report.write(case, folder / "case.html", title="A case")
    pt.report.write(hostile.case(), folder / "hostile.html", title=hostile.TEXTS[0])
    pt.report.write_site(hostile.case(), folder / "site", title=hostile.TEXTS[0])
    pt.report.write_site(case, folder / "sited", title="A case")
    pt.report.write(case, folder / "two.html", proposal_ids=["self-defence-test", "maca-support"])
    return folder


@pytest.fixture(name="opened")
def _opened(browser, pages):
    def open_(name):
        for kind in ("browser", "performance"):
            browser.get_log(kind)
        browser.get((pages / f"{name}.html").as_uri())
        return browser

    return open_


def shown(driver, selector):
    return [node for node in driver.find_elements(By.CSS_SELECTOR, selector) if node.is_displayed()]


def slide(driver, place):
    driver.execute_script(
        "const day = document.getElementById('day'); day.value = arguments[0];"
        "day.dispatchEvent(new Event('input'))",
        place,
    )


def asked(driver):
    """The names of the files that the browser asked for, each time it did; nothing but files may be."""
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = [one["params"]["request"]["url"] for one in events if one["method"] == "Network.requestWillBeSent"]
    assert {url.partition(":")[0] for url in urls} == {"file"}
    return [url.rpartition("/")[2] for url in urls]


def test_the_filter_shows_what_has_all_words(opened):
    """Articles and rows without the words go while one types; the count says how many are left."""
    driver = opened("case")
    driver.find_element(By.ID, "filter").send_keys("NX121 cipher")
    titles = [one.text for one in shown(driver, "article h3")]
    assert 0 < len(titles) < 16
    assert len(shown(driver, "tbody tr")) == len(titles)
    assert driver.find_element(By.ID, "count").text == f"{len(titles)} of 16 shown"
    assert not driver.find_elements(By.CSS_SELECTOR, "form")[0].get_attribute("hidden")


def test_it_opens_on_the_latest_day(opened):
    """The page opens with all that is held, and the slider at its end."""
    driver = opened("case")
    assert driver.find_element(By.ID, "date").text == "the latest day"
    assert len(shown(driver, ".badge")) == 16


def test_the_slider_shows_the_answers_of_the_day(opened):
    """By keyboard: on the first day the status is what was known then; at the end it is the latest again."""
    driver = opened("case")
    slider = driver.find_element(By.ID, "day")
    slider.send_keys(Keys.END, Keys.ARROW_LEFT, Keys.HOME)
    first = driver.find_element(By.ID, "date").text
    assert slider.get_attribute("aria-valuetext") == first < "2023-09-25"
    assert "Nothing about it was public yet" in shown(driver, ".then")[0].text
    assert not shown(driver, ".badge")
    slider.send_keys(Keys.END)
    assert driver.find_element(By.ID, "date").text == "the latest day"
    assert len(shown(driver, ".badge")) == 16
    assert not shown(driver, ".then")


def test_the_slider_agrees_with_the_view(opened):
    """A day in between shows what the view of that day answers."""
    driver = opened("case")
    case = pt.datasets.load("police-accountability")
    data = json.loads(driver.find_element(By.ID, "moments").get_attribute("textContent"))
    place = data["days"].index(max(day for day in data["days"] if day <= "2023-10-24"))
    slide(driver, place)
    then = case.at(on=data["days"][place], known=data["days"][place])
    number = [one.id for one in case.proposals].index("self-defence-test") + 1
    assert then.standing("self-defence-test").status == "under-review"
    assert "Under review since 2023-10-24" in driver.find_element(By.CSS_SELECTOR, f"#p{number} .then").text
    names = {
        case.get(stand.actor_id).name for stand in then.proponents("self-defence-test", scope="inherited")
    }
    assert (
        f"For: {'; '.join(sorted(names))}" in driver.find_element(By.CSS_SELECTOR, f"#p{number} .then").text
    )
    held = {stand.position.id for stand in then.stances("self-defence-test", scope="inherited")}
    assert 0 < len(shown(driver, f"#p{number} .side > ul > li")) <= len(held)


def test_the_keyboard_path(opened):
    """Tab goes to the skip link, the filter, the slider and the overview, and each shows its focus."""
    driver = opened("case")
    path = []
    for _ in range(4):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        active = driver.switch_to.active_element
        path.append(active.get_attribute("id") or active.get_attribute("class"))
        assert active.value_of_css_property("outline-style") != "none"
    assert path == ["skip", "filter", "day", "wide"]


def test_it_is_a_document_without_its_script(opened):
    """Without JavaScript all proposals are there to read, and no tool that would not work."""
    opened("case").execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver = opened("case")
    try:
        assert len(shown(driver, "article h3")) == len(shown(driver, ".badge")) == 16
        assert not shown(driver, "#tools")
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("name", ["case", "hostile"])
def test_nothing_is_complained_of_and_nothing_leaves(opened, name):
    """The console stays empty, the page asks for nothing but itself, and no record's script has run."""
    driver = opened(name)
    driver.find_element(By.ID, "filter").send_keys("a")
    slide(driver, 0)
    assert asked(driver) == [f"{name}.html"]
    assert driver.get_log("browser") == []
    assert driver.execute_script("return window.broken") is None


@pytest.mark.parametrize("name", ["two", "sited/index", "sited/proposals/time-limits"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.skipif(not AXE.exists(), reason="POLICYTRACK_AXE_NODE names no folder with axe-core")
def test_axe_finds_no_violation(opened, name, scheme, width):
    """axe-core finds nothing against WCAG 2.2 AA, nor against its best practices."""
    driver = opened(name)
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_script(AXE.read_text(encoding="utf-8"))
    if name != "sited/index":
        slide(driver, 1)
        slide(driver, 10_000)
    found = driver.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(done)"
    )
    told = [(one["id"], [node["target"] for node in one["nodes"][:3]]) for one in found["violations"]]
    assert told == []


def test_nothing_is_wider_than_a_phone(opened):
    """At 320 pixels (WCAG 1.4.10) the page does not scroll sideways."""
    driver = opened("hostile")
    metrics = {"width": 320, "height": 700, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    assert driver.execute_script("return document.documentElement.scrollWidth") <= 320


def searched(driver, words):
    """Type into the search of an index, and wait until its texts are there."""
    driver.find_element(By.ID, "filter").send_keys(words)
    there = "return 'policytrackTexts' in globalThis"
    WebDriverWait(driver, 10).until(lambda _: driver.execute_script(there))
    return [node.text for node in shown(driver, "tbody th")]


def test_the_search_of_a_site_works_from_a_file(opened):
    """Words of a quote find its proposals, though their titles do not have them; the count says how many."""
    driver = opened("sited/index")
    titles = searched(driver, "deborah coles UNLAWFUL")
    assert 0 < len(titles) < 16
    assert driver.find_element(By.ID, "count").text == f"{len(titles)} of 16 shown"
    assert not [title for title in titles if "Coles" in title]
    assert driver.get_log("browser") == []


def test_a_search_without_its_texts_says_so(opened, pages):
    """Titles and statuses are searched then."""
    (pages / "sited" / "search.js").rename(pages / "sited" / "gone.js")
    try:
        driver = opened("sited/index")
        driver.find_element(By.ID, "filter").send_keys("ended")
        count = driver.find_element(By.ID, "count")
        WebDriverWait(driver, 10).until(lambda _: "by title and status only" in count.text)
        assert 0 < len(shown(driver, "tbody th")) < 16
    finally:
        (pages / "sited" / "gone.js").rename(pages / "sited" / "search.js")


def test_a_site_is_documents_without_its_scripts(opened):
    """The index is a list of links, a page is there to read."""
    opened("sited/index").execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver = opened("sited/index")
    try:
        assert not shown(driver, "#tools")
        shown(driver, "tbody th a")[0].click()
        assert len(shown(driver, "article h3")) == len(shown(driver, ".badge")) == 1
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_page_of_a_site_looks_back(opened):
    """Its slider shows what would change as it was known then, with the source of then alone."""
    driver = opened("sited/proposals/self-defence-test")
    now = driver.find_element(By.CSS_SELECTOR, "div.change").text
    slide(driver, 0)
    was = driver.find_element(By.CSS_SELECTOR, ".was").text
    assert "The articles do not name the test that is wanted." in was
    assert was not in now
    assert len(shown(driver, ".asked")) == 1
    slide(driver, 10_000)
    assert driver.find_element(By.CSS_SELECTOR, "div.change").text == now
    assert not shown(driver, ".was")


def test_a_site_asks_for_its_own_files_only(opened):
    """Of what records say nothing runs, on the index and on a page."""
    driver = opened("site/index")
    searched(driver, "a")
    shown(driver, "tbody th a")[0].click()
    slide(driver, 0)
    assert set(asked(driver)) <= {"index.html", "search.js", "p0.html"}
    assert driver.get_log("browser") == []
    assert driver.execute_script("return window.broken") is None
