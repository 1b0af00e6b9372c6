"""A plugin's fields and records stand on the page, without a template of the plugin's own."""

import plugins
import pytest
from factories import cited, source

import policytrack as pt

html5lib = pytest.importorskip("html5lib")
PLEDGES = plugins.climate_pledges


@pytest.fixture(name="article", scope="module")
def _article():
    """The first article of a page on a pledge, with two reports on it and what came after it."""
    texts = {"title": "Ashby emits nothing", "pledged_by_id": "ashby", "evidence": cited("s")}
    target = PLEDGES.EmissionTarget(value=20, unit=PLEDGES.Unit.MT_CO2E, by=pt.PartialDate.parse("2030"))
    tracker = pt.Tracker.of(
        pt.Organization(id="ashby", name="Ashby Town Council"),
        source("s", "2024-02-01"),
        PLEDGES.Pledge(id="p", measure=target, **texts),
        plugins.Recommendation(id="q", title="Count"),
        plugins.Successor(id="x", old_id="p", new_id="q"),
        *(
            PLEDGES.ProgressReport(
                id=year,
                pledge_id="p",
                year=pt.PartialDate.parse(year),
                emitted=int(year) / 10,
                evidence=cited("s"),
            )
            for year in ("2023", "2022")
        ),
        registry=plugins.BOTH.with_record(plugins.Successor),
    )
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True)
    return parser.parse(pt.report.html(tracker)).find(".//article")


def said(node):
    return " ".join("".join(node.itertext()).split())


def test_fields_that_a_class_adds(article):
    """They stand with what would change, ids as names, and so does the plugin's measure."""
    facts = [(said(one), said(two)) for one, two in zip(article.iter("dt"), article.iter("dd"), strict=True)]
    assert facts == [("pledged by", "Ashby Town Council"), ("conditional", "no")]
    assert "Emission target: value 20, unit MtCO2e, by 2030" in said(article)


def test_records_that_refer_to_a_proposal(article):
    """Each type has a table: a column a field, a row a record, in the order of their dates, with sources."""
    sheets = [[[said(cell) for cell in row] for row in table.iter("tr")] for table in article.iter("table")]
    assert sheets == [
        [
            ["year", "emitted", "unit", "source"],
            ["2022", "202.2", "MtCO2e", "s, 2024-02-01 [1]"],
            ["2023", "202.3", "MtCO2e", "s, 2024-02-01 [1]"],
        ],
        [["old", "taken up by", "source"], ["Ashby emits nothing", "Count", "No source."]],
    ]
    assert "Progress report (2)" in [said(one) for one in article.iter("h4")]


def test_a_field_that_leads_to_a_proposal_is_a_link(article):
    """Both proposals stand on the page."""
    links = [link.get("href") for table in article.iter("table") for link in table.iter("a")]
    assert [link for link in links if link.startswith("#p")] == ["#p1", "#p2"]
