"""The command makes a page, or a folder of pages."""

import pytest

import policytrack as pt
from policytrack import files

pytest.importorskip("jinja2")
CASE = "police-accountability"


@pytest.fixture(name="case")
def _case(tmp_path):
    """A file with one proposal."""
    files.save(pt.Snapshot.of([pt.Proposal(id="p", title="Free buses")]), tmp_path / "case.json")
    return tmp_path / "case.json"


def test_a_page_to_a_file(run, answer, tmp_path):
    """It says where, how much, and as of when."""
    ran = run("report", CASE, "-o", tmp_path / "page.html", "--title", "A case")
    assert ran.status == 0
    assert ran.out.startswith(f"{tmp_path}/page.html: 16 proposals, ")
    assert ran.out.endswith(" kB\nas of 2026-11-21\n")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page == pt.report.html(pt.datasets.load(CASE), title="A case")
    found = answer("report", CASE, "-o", tmp_path / "page.html", "--known", "2023-09-30")
    assert (found["files"], found["bytes"]) == (1, (tmp_path / "page.html").stat().st_size)
    assert (found["html"], found["as_of"]) == (None, "2023-09-28")


def test_a_page_to_a_pipe(run, answer, case):
    """Without a file it is what is printed, as it is."""
    page = pt.report.html(pt.load(case))
    assert run("report", case).out == f"{page}\n"
    found = answer("report", case)
    assert (found["html"], found["to"], found["proposals"]) == (page, None, 1)


def test_a_page_of_some_proposals(answer):
    """They come in the order in which they are named."""
    found = answer("report", CASE, "time-limits", "maca-support")
    titles = [pt.datasets.load(CASE).proposal(one).title for one in ("time-limits", "maca-support")]
    places = [found["html"].index(f">{title}</h3>") for title in titles]
    assert (found["proposals"], places) == (2, sorted(places))


def test_a_site(run, answer, case, tmp_path):
    """A folder: an index, a page each, a feed, a search."""
    ran = run("report", case, "--site", tmp_path / "site")
    assert ran.out.startswith(f"{tmp_path}/site: 1 proposal in 4 files, ")
    assert answer("report", case, "--site", tmp_path / "site")["files"] == 4
    assert (tmp_path / "site" / "proposals" / "p.html").exists()


def test_large_pages_are_told_in_megabytes(run, tmp_path):
    """As people do."""
    files.save(
        pt.Snapshot.of([pt.Proposal(id="p", title="T", summary="long " * 250_000)]), tmp_path / "a.json"
    )
    assert "1 proposal, 1.3 MB\n" in run("report", tmp_path / "a.json", "-o", tmp_path / "page.html").out


def test_a_folder_of_somebody_else(run, case, tmp_path):
    """One line says what is in the way, and what would do."""
    ran = run("report", case, "--site", tmp_path)
    assert ran.status == 2
    assert ran.err == (
        f"policytrack: {tmp_path}: case.json: this was not written here, so the folder is not ours to "
        "replace (name another folder, or move that elsewhere)\n"
    )


def test_a_page_or_a_site(run, case, tmp_path):
    """Not both."""
    ran = run("report", case, "-o", tmp_path / "a.html", "--site", tmp_path / "b")
    assert (ran.status, "not allowed with" in ran.err) == (2, True)
