"""The timeline as an Altair chart: held to the schema of Vega-Lite, and drawn."""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import hostile
import pytest
from factories import change, proposal, source

import policytrack as pt
from policytrack.visible import shown

altair = pytest.importorskip("altair")


def rows(tracker, proposal_id="p"):
    return pt.report.chart(tracker, proposal_id).to_dict()["data"]["values"]


def test_a_report_is_a_span_and_a_day():
    """What happened within a month ends with its last day; what became known did so on a day."""
    (row,) = rows(
        pt.Tracker.of(source("s", "2024-03-05"), proposal(), change("a", "accepted", "2024-02", "s"))
    )
    assert (row["from"], row["until"], row["known"]) == ("2024-02-01", "2024-03-01", "2024-03-05")
    assert (row["report"], row["outcome"], row["lost"]) == ("Accepted 2024-02", "counts", False)


def test_what_lost_is_there():
    """A competing report has a row of its own, marked."""
    reports = change("a", "accepted", "2024-02-01", "s"), change("b", "accepted", "2024-02", "s", claim="a")
    found = rows(pt.Tracker.of(source("s", "2024-03-05"), proposal(), *reports))
    assert [(row["date"], row["outcome"]) for row in found] == [("2024-02-01", "counts"), ("2024-02", "lost")]


@pytest.mark.parametrize(
    ("on", "days"),
    [
        pytest.param("9999-12-31", ("9999-12-31", "9999-12-31"), id="no day follows the last one"),
        pytest.param(None, (None, None), id="nothing dates it but its source"),
    ],
)
def test_days_at_the_edges(on, days):
    """Where a day is missing there is none, and the last day of all is the end."""
    (row,) = rows(pt.Tracker.of(source("s", "2024-03-05"), proposal(), change("a", "accepted", on, "s")))
    assert (row["from"], row["until"]) == days


def test_nothing_known():
    """A source without a day makes no triangle; the tooltip says so."""
    (row,) = rows(pt.Tracker.of(source("s"), proposal(), change("a", "accepted", "2024-02-01", "s")))
    assert (row["known"], row["public"]) == (None, "on no known day")


def test_a_chart_of_nothing():
    """A proposal of which nothing has a date has an empty chart, which the schema accepts."""
    assert rows(pt.Tracker.of(proposal())) == []


def test_the_schema_accepts_a_hostile_case():
    """Altair checks the chart of each proposal; texts stay data, and what cannot be seen is shown."""
    tracker = hostile.case()
    for one in tracker.proposals:
        made = pt.report.chart(tracker, one.id).to_dict(validate=True)
        texts = [made["title"], *(row[name] for row in made["data"]["values"] for name in ("report", "date"))]
        assert [text for text in texts if shown(text) != text or len(text) > 60] == []


def test_a_browser_would_draw_it():
    """Drawn by Vega itself, a hostile title is text, and each of the two reports has its marks."""
    vl_convert = pytest.importorskip("vl_convert")
    made = pt.report.chart(hostile.case(), "p0").to_json(validate=False)
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(made))  # noqa: S314  # Our own text.
    assert not [node for node in root.iter() if node.tag.endswith("script")]
    assert "<script>window.broken = 1</script>" in "".join(root.itertext())
    drawn = [node.get("aria-roledescription") for node in root.iter() if node.tag.endswith("}line")]
    assert drawn.count("rule mark") == 2


def test_the_example_of_the_page_holds(tmp_path, monkeypatch):
    """What `docs/page.md` says of charts draws one."""
    page = (Path(__file__).parents[2] / "docs" / "page.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(block, {"pt": pt, "tracker": pt.datasets.load("police-accountability")})  # noqa: S102  # That is the test.
    assert "vega" in (tmp_path / "timeline.html").read_text(encoding="utf-8")


def test_without_altair_the_extra_is_named(monkeypatch):
    """The error says what to install."""
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(pt.MissingExtraError, match=r"policytrack\[plot\]"):
        pt.report.chart(pt.Tracker.of(proposal()), "p")
