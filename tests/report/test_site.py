"""A folder of pages: complete, tied together, under safe names, and never half of one."""

import json
import re
from urllib.parse import unquote, urlsplit

import hostile
import pytest
from factories import proposal

import policytrack as pt
from policytrack.formats import disk

html5lib = pytest.importorskip("html5lib")
feedparser = pytest.importorskip("feedparser")
ODD = ("../../x", "con", "a/b", "İ\u202e", "<b>", "%2e", "index", "A", "a", "x" * 300)


def parse(path):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True)
    return parser.parse(path.read_text(encoding="utf-8"))


def said(node):
    return " ".join("".join(node.itertext()).split())


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(name="case", scope="module")
def _case():
    return pt.datasets.load("police-accountability")


@pytest.fixture(name="site", scope="module")
def _site(case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sites") / "site"
    written = pt.report.write_site(case, folder, title="A case")
    assert files(folder) == {*written, ".policytrack-files.json"}
    return folder


@pytest.fixture(name="odd", scope="module")
def _odd(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sites") / "odd"
    pt.report.write_site(pt.Tracker.of(*map(proposal, ODD)), folder)
    return folder


def test_a_page_for_each_proposal(case, site):
    """And nothing else but the index, its search and a feed."""
    pages = {f"proposals/{one.id}.html" for one in case.proposals}
    assert files(site) == {*pages, "index.html", "search.js", "feed.atom", ".policytrack-files.json"}
    page = parse(site / "proposals" / "time-limits.html")
    assert [said(one) for one in page.iter("h3")] == [case.proposal("time-limits").title]
    assert page.find("head/title").text == f"{case.proposal('time-limits').title} · A case"


@pytest.mark.parametrize("name", ["site", "odd"])
def test_every_link_leads_somewhere(name, request):
    """From the index to the pages, between them, and back."""
    folder = request.getfixturevalue(name)
    for path in folder.rglob("*.html"):
        page = parse(path)
        ids = {node.get("id") for node in page.iter() if node.get("id")}
        for link in (*page.iter("a"), *page.iter("link")):
            parts = urlsplit(link.get("href"))
            if not parts.scheme:
                assert not parts.path or (path.parent / unquote(parts.path)).is_file()
                assert not parts.fragment or parts.fragment in ids


def test_names_of_files_are_safe(odd):
    """Whatever an id is, its page has a name of its own that leads nowhere else, on every file system."""
    names = {path.name for path in (odd / "proposals").iterdir()}
    assert len({name.casefold() for name in names}) == len(ODD)
    assert all(re.fullmatch(r"[a-z0-9%_~.-]{1,110}\.html", name) and name[0] != "." for name in names)
    assert not (odd.parent / "x.html").exists()


def test_the_index_has_what_belongs_to_no_proposal(site):
    """Events with their outcomes, and disputes; no accusation without its outcome, on any page."""
    index = said(parse(site / "index.html"))
    assert "Events" in index
    for path in site.rglob("*.html"):
        assert "Outcome: NX121 found not guilty by a jury, 2024-10-21" in said(parse(path))


def test_the_search_has_all_that_a_page_says(site, case):
    """Its texts stand in the order of the index; a quote is there, another page's is not."""
    script = (site / "search.js").read_text(encoding="utf-8")
    texts = json.loads(script.removeprefix("globalThis.policytrackTexts = ").removesuffix(";\n"))
    places = [place for place, text in enumerate(texts) if "Deborah" in text and "unlawful" in text]
    titles = [said(row.find("th")) for row in parse(site / "index.html").findall(".//tbody/tr")]
    assert len(texts) == len(titles) == len(case.proposals)
    assert case.proposal("unlawful-killing-standard").title in [titles[place] for place in places]
    assert 0 < len(places) < len(texts)


def test_the_feed(site, case):
    """It tells what became of the proposals; of a view, as the view has it."""
    told = feedparser.parse((site / "feed.atom").read_bytes())
    assert (told.bozo, told.feed.title) == (False, "A case")
    assert len(told.entries) == sum(len(case.transitions(one.id)) for one in case.proposals)


def test_a_look_back_of_some_proposals(case, tmp_path):
    """Nothing of what came later is told, and nothing of the others."""
    then = case.at(on="2023-09-25", known="2023-09-30")
    pt.report.write_site(then, tmp_path / "then", proposal_ids=["time-limits"])
    assert len(list((tmp_path / "then" / "proposals").iterdir())) == 1
    [entry] = feedparser.parse((tmp_path / "then" / "feed.atom").read_bytes()).entries
    assert entry.title.endswith("proposed")
    assert "as far as it was public by 2023-09-30" in said(parse(tmp_path / "then" / "index.html"))


def test_what_records_say_does_nothing(tmp_path):
    """Scripts and styles of every page are its own, and nothing unseen is written."""
    pt.report.write_site(hostile.case(), tmp_path / "site", title=hostile.TEXTS[0])
    for path in (tmp_path / "site").rglob("*.html"):
        page = parse(path)
        assert (len(page.findall(".//style")), len(page.findall(".//img"))) == (1, 0)
        assert len(page.findall(".//script")) <= 2
        assert not {name for node in page.iter() for name in node.attrib if name.startswith("on")}
    script = (tmp_path / "site" / "search.js").read_text(encoding="utf-8")
    assert "\u2028" not in script
    assert len(script.splitlines()) == 1


def test_a_site_is_replaced_as_a_whole(case, tmp_path):
    """What it had before and has not now is gone; nothing is left beside it."""
    folder = tmp_path / "site"
    folder.mkdir()
    pt.report.write_site(case, folder)
    pt.report.write_site(case, folder, proposal_ids=["time-limits"])
    assert len(list((folder / "proposals").iterdir())) == 1
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("foreign", ["notes.txt", "proposals/mine.html"])
def test_a_folder_of_somebody_else_is_left_alone(case, tmp_path, foreign):
    """One clear error names what is not ours, and nothing is touched."""
    pt.report.write_site(case, tmp_path / "site", proposal_ids=["time-limits"])
    (tmp_path / "site" / foreign).write_text("mine")
    before = files(tmp_path)
    with pytest.raises(pt.EncodeError, match=f"{foreign}: this was not written here") as caught:
        pt.report.write_site(case, tmp_path / "site")
    assert [problem.code for problem in caught.value.problems] == ["foreign-folder"]
    assert files(tmp_path) == before


@pytest.mark.parametrize("damage", ["not JSON", "7"])
def test_a_list_that_was_damaged_proves_nothing(case, tmp_path, damage):
    """The folder is somebody else's, then."""
    pt.report.write_site(case, tmp_path / "site", proposal_ids=["time-limits"])
    (tmp_path / "site" / ".policytrack-files.json").write_text(damage)
    with pytest.raises(pt.EncodeError, match=r"files\.json: this was not written here"):
        pt.report.write_site(case, tmp_path / "site")


def test_links_and_files_in_its_place_are_left_alone(tmp_path):
    """A link within the folder is nothing that was written; a file is no folder."""
    disk.replace_folder(tmp_path / "site", {"a/b.html": b"1"})
    (tmp_path / "site" / "c").symlink_to(tmp_path)
    for path in (tmp_path / "site", tmp_path / "site" / "a" / "b.html"):
        with pytest.raises(pt.EncodeError, match="this was not written here"):
            disk.replace_folder(path, {"a.html": b"2"})


@pytest.mark.parametrize("at", [1, 2])
def test_a_failure_leaves_the_old_site(tmp_path, monkeypatch, at):
    """Whichever of the two renamings fails, the old one stands in its place, and nothing beside it."""
    folder = tmp_path / "site"
    disk.replace_folder(folder, {"a.html": b"1"})
    calls, rename = [], disk.Path.rename

    def fail(self, target):
        calls.append(target)
        if len(calls) == at:
            raise OSError("full")
        return rename(self, target)

    monkeypatch.setattr(disk.Path, "rename", fail)
    with pytest.raises(OSError, match="full"):
        disk.replace_folder(folder, {"a.html": b"2"})
    assert (folder / "a.html").read_bytes() == b"1"
    assert list(tmp_path.iterdir()) == [folder]


def test_a_misspelt_id(case, tmp_path):
    """Nothing is written."""
    with pytest.raises(pt.RecordNotFoundError, match="time-limits"):
        pt.report.write_site(case, tmp_path / "site", proposal_ids=["time-limit"])
    assert not list(tmp_path.iterdir())
