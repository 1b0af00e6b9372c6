"""The page: one file that needs nothing else."""

import os
from collections.abc import Iterable
from pathlib import Path

from policytrack.formats.disk import write_file
from policytrack.report._content import Archive, chosen, content
from policytrack.report._moments import moments, packed
from policytrack.report._render import page
from policytrack.tracker import View


def html(tracker: View, *, title: str = "Policy proposals", proposal_ids: Iterable[str] | None = None) -> str:
    """Return a page on the proposals of a tracker, or of a view: one HTML text that needs nothing else.

    It loads nothing and sends nothing, by its own Content-Security-Policy; it can be read, and printed,
    without its script. What records say is escaped; characters that cannot be seen are shown by their code
    points; an address is a link only where its scheme is http, https or mailto.

    Args:
        tracker: What to show; a view shows what was true and known on its days.
        title: The heading of the page.
        proposal_ids: The proposals, in the order of the page; None takes all that the view shows.

    Raises:
        MissingExtraError: The extra `report` is not installed.
        RecordNotFoundError: There is no such proposal, or it was not public yet.
    """
    proposals = chosen(tracker, proposal_ids)
    hrefs = {proposal.id: f"#p{number}" for number, proposal in enumerate(proposals, 1)}
    told = content(Archive(tracker, hrefs), proposals)
    values = {"content": told, "hrefs": hrefs, "moments": packed(moments(tracker, told.entries))}
    return page("page.html", "page.js", {**values, "title": title, "view": tracker})


def write(
    tracker: View,
    path: str | os.PathLike[str],
    *,
    title: str = "Policy proposals",
    proposal_ids: Iterable[str] | None = None,
) -> None:
    """Write the page to a file, in one step: a crash leaves the old file or the new; the rest is as `html`.

    Raises:
        OSError: The file system refuses.
    """
    write_file(Path(path), html(tracker, title=title, proposal_ids=proposal_ids).encode())
