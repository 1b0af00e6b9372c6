"""The page: one file that says what the answers say."""

import doctest
import re
import sys
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from factories import change, many, person, position, proposal, source

import policytrack as pt

html5lib = pytest.importorskip("html5lib")


def parse(text):
    """Read a page as a browser does; what is no right HTML is an error."""
    return html5lib.HTMLParser(namespaceHTMLElements=False, strict=True).parse(text)


def said(node):
    """Return the text of a part of a page, in one line."""
    return " ".join("".join(node.itertext()).split())


@pytest.fixture(name="case", scope="module")
def _case():
    return pt.datasets.load("police-accountability")


@pytest.fixture(name="page", scope="module")
def _page(case):
    return parse(pt.report.html(case, title="A case"))


def article(page, number):
    return page.find(f".//article[@id='p{number}']")


@pytest.fixture(name="standard", scope="module")
def _standard(case, page):
    ids = [one.id for one in case.proposals]
    return said(article(page, ids.index("unlawful-killing-standard") + 1))


def test_every_proposal_has_its_article(case, page):
    """A proposal has one article, headed by its title, and one row of the overview that leads to it."""
    titles = [one.title for one in case.proposals]
    assert [said(one.find("h3")) for one in page.iter("article")] == titles
    links = [row.find(".//a").get("href") for row in page.findall(".//tbody/tr")]
    assert links == [f"#{one.get('id')}" for one in page.iter("article")]


def test_a_status_of_the_overview_has_its_day(case, page):
    """Each row says as of when its status holds."""
    days = [said(row.findall("td")[2]) for row in page.findall(".//tbody/tr")]
    assert days == [str(case.standing(one.id).as_of) for one in case.proposals]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Consultation promised since 2025-10-23, partial", id="status"),
        pytest.param("with competing reports · as of 2026-11-21", id="as of"),
        pytest.param("Standard of proof for unlawful killing at inquests and inquiries", id="measure"),
        pytest.param("Deborah Coles, Director", id="who, in which capacity"),
        pytest.param("002_952f3a6ae21559d4.txt 1348-1443", id="place of the words"),
        pytest.param("the winner has a source nearer to the fact", id="why a report lost"),
        pytest.param(
            "Criminal standard of proof for unlawful killing in inquests and inquiries: which status?",
            id="conflict",
        ),
        pytest.param("Is the standard of proof in public inquiries to change?", id="not known"),
        pytest.param("said of the package “Overhaul of how the justice system", id="inherited"),
        pytest.param("Under review, 2023-10-24, surely", id="history"),
    ],
)
def test_an_article_tells(standard, words):
    """Status, measure, both sides, history, conflicts and gaps stand in the article."""
    assert words in standard


def test_the_two_sides_stand_apart(page):
    """Each article has a side for and a side against, and each stance of a side its source."""
    for one in page.iter("article"):
        sides = [node for node in one.iter("div") if "side" in node.get("class", "").split()]
        assert [side.get("class").split()[1] for side in sides][:2] == ["for", "against"]
        for stance in (item for side in sides for item in side.findall("ul/li")):
            assert stance.find("p[@class='cite']//a") is not None or "No source" in said(stance)


def test_no_accusation_without_its_outcome(page):
    """The charge stands with the verdict, above everything else."""
    note = page.find(".//main/section")
    assert "Outcome: NX121 found not guilty by a jury, 2024-10-21" in said(note)


def test_ids_are_unique_and_links_lead_somewhere(page):
    """No id stands twice, and each link within the page has its target."""
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    inner = {node.get("href")[1:] for node in page.iter("a") if node.get("href").startswith("#")}
    assert inner <= set(ids)


def test_headings_leave_out_no_level(page):
    """One h1; no heading is more than one level below the one before it."""
    levels = [int(node.tag[1]) for node in page.iter() if re.fullmatch("h[1-6]", str(node.tag))]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_is_loaded(page):
    """Style and script stand in the page, under the hashes that its policy names; nothing else may load."""
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none'; ")
    parts = [page.find(".//style"), page.find("./body/script[last()]")]
    hashes = [b64encode(sha256(part.text.encode()).digest()).decode() for part in parts]
    assert all(f"'sha256-{one}'" in policy for one in hashes)
    assert not [node for node in page.iter() if node.get("src") or node.tag in {"img", "iframe", "object"}]


def test_nothing_is_styled_or_run_by_an_attribute(page):
    """No element has a style or a handler of its own: the policy would refuse both."""
    names = {name for node in page.iter() for name in node.attrib}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_language_and_landmarks(page):
    """The page says its language, and has one main part and a way to skip to it."""
    assert page.get("lang") == "en"
    assert (
        len(page.findall(".//main")) == len(page.findall(".//header")) == len(page.findall(".//footer")) == 1
    )
    assert page.find("./body/a").get("href") == "#main"


def test_a_look_back_says_so(case):
    """The page of a view names its days, and shows nothing that came later."""
    page = said(parse(pt.report.html(case.at(on="2023-09-25", known="2023-09-30"))))
    assert "what had happened by 2023-09-25, as far as it was public by 2023-09-30" in page
    assert "Consultation promised" not in page
    assert "what had happened by 2025-01-01." in said(parse(pt.report.html(case.at(on="2025-01-01"))))
    assert "as far as it was public by 2025-01-01" in said(parse(pt.report.html(case.at(known="2025-01-01"))))


def test_chosen_proposals(case):
    """The proposals that are named stand on the page in the order in which they are named, once."""
    ids = ["time-limits", "maca-support", "time-limits"]
    page = parse(pt.report.html(case, proposal_ids=ids))
    assert [said(one.find("h3")) for one in page.iter("article")] == [
        case.proposal(one).title for one in ids[:2]
    ]


def test_a_proposal_that_is_not_there(case):
    """A misspelt id is an error that names the nearest."""
    with pytest.raises(pt.RecordNotFoundError, match="time-limits"):
        pt.report.html(case, proposal_ids=["time-limit"])


def test_nothing_to_show():
    """A tracker without proposals makes a page that says so."""
    page = said(parse(pt.report.html(pt.Tracker.of())))
    assert "0 proposals" in page
    assert "Nothing to show." in page


def bare(**fields):
    return said(article(parse(pt.report.html(pt.Tracker.of(proposal(**fields)))), 1))


def test_what_is_not_recorded_is_said():
    """A bare proposal is unassessed in all respects, which is not the same as nobody and nothing."""
    page = bare()
    for words in (
        "Unassessed (nobody has looked) · as of no date",
        "No measure is recorded.",
        "Unassessed: nobody recorded whom it touches.",
        "Unassessed: nothing is recorded as looked for in vain.",
        "No status change is recorded.",
        "Newest evidence: no date.",
    ):
        assert words in page


def test_looked_for_in_vain():
    """What was looked for and not found is unknown, and listed."""
    page = bare(not_found=(pt.NotFound("What became of it?"),))
    assert "Unknown (looked for, not found)" in page
    assert "What became of it? looked for, not found" in page


def test_everybody_was_heard():
    """Where the stakeholders are recorded and all were heard, the page says that."""
    tracker = pt.Tracker.of(
        source("s"), person("a"), proposal(stakeholder_ids=frozenset({"a"})), position("x", "a")
    )
    page = said(parse(pt.report.html(tracker)))
    assert "nobody; all who are recorded as touched were heard" in page
    assert "Without a source: a" in page


def test_what_counts_is_told_from_what_does_not():
    """A state that no lifecycle has keeps its id; what is not sure is possible; what is left out is there."""
    tracker = pt.Tracker.of(
        source("s", "2024-05-01"),
        source("t"),
        pt.Organization(id="o", name="An office"),
        proposal(measure=pt.Threshold(pt.Decision.REFER, "o"), lifecycle="elsewhere"),
        change("c", "shelved", "2024-03?", "s", "t", by_ids=frozenset({"o"})),
        change("d", "revived", "2030", "s"),
        change("w", "dropped", "2024", "s"),
        change("v", "dropped", "2024", "s", corrects_id="w", correction=pt.CorrectionKind.RETRACTS),
    )
    page = said(parse(pt.report.html(tracker.at(on="2024-06-01"))))
    for words in (
        "Shelved since 2024-03?, possibly",
        "Here o is An office.",
        "Reports left out (1)",
        "by An office",
    ):
        assert words in page
    assert "known on a day not recorded" in said(
        parse(pt.report.html(pt.Tracker.of(source("t"), proposal(), change("c", "proposed", "2024", "t"))))
    )


def test_the_file(tmp_path, case):
    """`write` leaves the page in a file."""
    pt.report.write(case, tmp_path / "page.html", title="A case")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == pt.report.html(case, title="A case")


def test_a_thousand_proposals_fit():
    """A proposal with two stances and three changes takes under 5 kB, so a thousand fit in 5 MB."""
    sizes = [len(pt.report.html(many(count)).encode()) for count in (10, 60)]
    assert (sizes[1] - sizes[0]) / 50 < 4_950


def test_without_the_extra(monkeypatch):
    """Without Jinja2 the error names the extra."""
    from policytrack.report import _render  # noqa: PLC0415

    monkeypatch.setitem(sys.modules, "jinja2", None)
    _render._environment.cache_clear()
    with pytest.raises(pt.MissingExtraError, match=r"install policytrack\[report\]"):
        pt.report.html(pt.Tracker.of())


def test_every_example_of_the_page_about_it_holds(tmp_path, monkeypatch):
    """A page is published as the documentation says."""
    page = Path(__file__).parents[2] / "docs" / "page.md"
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (failed, tried) == (0, 13)
    assert (tmp_path / "page.html").exists()
