"""A folder of pages: an index with a search, a page for each proposal, a feed."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import attrs

from policytrack.formats._atom import AtomFormat
from policytrack.formats._filenames import stem_of
from policytrack.formats.disk import replace_folder
from policytrack.model import Proposal
from policytrack.report._content import Archive, alone, chosen, content
from policytrack.report._moments import moments, packed
from policytrack.report._render import page
from policytrack.tracker import View

_PAGES = "proposals"


def write_site(
    tracker: View,
    path: str | os.PathLike[str],
    *,
    title: str = "Policy proposals",
    proposal_ids: Iterable[str] | None = None,
) -> tuple[str, ...]:
    """Write a folder of pages that works from a server and from a disk, and return the paths of its files.

    `index.html` lists the proposals of a tracker, or of a view, and finds words in all that is said of them;
    `proposals/` has a page for each, under a name made of its id; `feed.atom` says what became of them. What
    holds of the page that `html` makes holds of each. The folder is written beside its place and takes it
    as a whole: there is never half of one. One that is there is replaced, if nothing else stands in it.

    Args:
        tracker: What to show; a view shows what was true and known on its days.
        path: The folder.
        title: The heading of every page.
        proposal_ids: The proposals, in the order of the index; None takes all that the view shows.

    Raises:
        EncodeError: In its place is something else, or the folder holds what was not made here.
        MissingExtraError: The extra `report` is not installed.
        OSError: The file system refuses.
        RecordNotFoundError: There is no such proposal, or it was not public yet.
    """
    proposals = chosen(tracker, proposal_ids)
    files = {name: text.encode() for name, text in _texts(tracker, title, proposals)}
    files["feed.atom"] = AtomFormat(title=title).of(tracker, proposals)
    replace_folder(Path(path), files)
    return tuple(sorted(files))


def _texts(view: View, title: str, proposals: Sequence[Proposal]) -> Iterator[tuple[str, str]]:
    """Give each file by its path."""
    names = {proposal.id: f"{stem_of(proposal.id)}.html" for proposal in proposals}
    there = Archive(view, {record_id: quote(name) for record_id, name in names.items()})
    hrefs = {record_id: f"{_PAGES}/{quote(name)}" for record_id, name in names.items()}
    pages = [alone(there, proposal) for proposal in proposals]
    entries = tuple(one.entries[0] for one in pages)
    values: dict[str, object] = {"title": title, "view": view}
    words: list[str] = []
    for told, answers in zip(pages, moments(view, entries), strict=True):
        own = {"content": told, "moments": packed([answers])}
        text = page("site_page.html", "page.js", {**values, **own})
        words.append(_words(text))
        yield f"{_PAGES}/{names[told.entries[0].proposal.id]}", text
    index = attrs.evolve(content(Archive(view, hrefs), ()), entries=entries)
    own = {"content": index, "hrefs": hrefs}
    yield "index.html", page("site_index.html", "index.js", {**values, **own}, allowed=" 'strict-dynamic'")
    yield "search.js", f"globalThis.policytrackTexts = {json.dumps(words, ensure_ascii=False)};\n"


class _Article(HTMLParser):
    """Collects the text of the article of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.is_inside = False
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.is_inside |= tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self.is_inside &= tag != "article"

    def handle_data(self, data: str) -> None:
        if self.is_inside:
            self.texts.append(data)


def _words(text: str) -> str:
    """Return what the article of a page says, each word once: enough to find it by."""
    article = _Article()
    article.feed(text)
    return " ".join(sorted(set(" ".join(article.texts).split())))
