"""The pages of the documentation are executed: files are written, commands and Python run, in their order."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from policytrack.cli import main

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
BLOCK = re.compile(r'^```(\w*)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
ELSEWHERE = {
    "command.md": "tests/cli/test_docs.py",
    "extending.md": "tests/test_docs.py",
    "mcp.md": "tests/cli/test_mcp.py",
    "own-data.md": "tests/test_docs.py",
    "page.md": "tests/report/test_page.py",
    "publish.md": "tests/formats/datasette/test_database.py",
    "query.md": "tests/query/test_docs.py",
    "tabular.md": "tests/formats/tabular/test_docs.py",
}
"""Pages that have a test of their own, with more in it."""
BROWSER = "browser.md"
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def blocks(page):
    """Return the blocks of a page: language, file to write, text."""
    return BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))


PAGES = sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md"))
RUN = [page for page in PAGES if blocks(page) and page not in {*ELSEWHERE, BROWSER}]


@pytest.mark.parametrize("page", RUN)
def test_every_block_does_what_the_page_says(page, tmp_path, monkeypatch, capsys):
    """What a page has written is written, and each command and example prints what stands below it."""
    for needed in ("yaml", "jinja2", "sqlalchemy"):
        pytest.importorskip(needed)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    names = {}
    for language, title, text in blocks(page):
        if title:
            (tmp_path / title).write_text(text, encoding="utf-8")
        elif language == "pycon":
            test = doctest.DocTestParser().get_doctest(text, names, page, page, 0)
            failed, _ = doctest.DocTestRunner(optionflags=FLAGS).run(test, clear_globs=False)
            names = test.globs
            assert failed == 0, capsys.readouterr().out
        elif language:  # A block without a language is no code: a folder, for example.
            assert language == "console"
            capsys.readouterr()
            for command in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                line, _, expected = command.partition("\n")
                _, *arguments = shlex.split(line)
                main(arguments)
                shown = "".join(capsys.readouterr())
                assert doctest.OutputChecker().check_output(expected, shown, doctest.ELLIPSIS), shown


def test_the_tutorial_ends_with_a_page(tmp_path, monkeypatch, capsys):
    """Who does what the tutorial says has a page of their own, with what they wrote on it."""
    test_every_block_does_what_the_page_says("tutorial.md", tmp_path, monkeypatch, capsys)
    made = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert "The library may open on the first Sunday of each month" in made


def test_every_page_with_blocks_is_run_somewhere():
    """A page that nothing runs may say what is not true."""
    assert len(RUN) >= 10
    for page, test in ELSEWHERE.items():
        assert blocks(page)
        assert page in (ROOT / test).read_text(encoding="utf-8")


def test_the_way_to_the_browser_is_the_one_that_is_tested():
    """Its three commands name what is there, at the version that the tests use."""
    ((language, _, text),) = blocks(BROWSER)
    assert language == "sh"
    install, assemble, serve = text.splitlines()
    wanted = (ROOT / "tests" / "pyodide" / "package.json").read_text(encoding="utf-8")
    assert install.rpartition("@")[2] in wanted
    script, node, out = assemble.split()[1:]
    assert (ROOT / script).exists()
    assert (node in install, serve.endswith(out)) == (True, True)
