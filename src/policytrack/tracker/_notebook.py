"""A view in a notebook: its proposals with their status."""

from typing import TYPE_CHECKING

from policytrack.markup import ROWS, days, table
from policytrack.resolution import public_by

if TYPE_CHECKING:
    from policytrack.tracker._view import View


def moment(view: "View") -> str:
    """Say as of when the answers of a view hold: on its day, or that of the newest source it shows."""
    if view.on is not None:
        return days(view.on, view.known)
    newest = max(filter(None, map(public_by, view.sources)), default=None)
    return days(newest, view.known, "" if newest is None else " (newest source)")


def view_html(view: "View") -> str:
    """Return a view as a table: a row for each of the first proposals, by id."""
    proposals = view.proposals
    told = ((one, view.standing(one.id)) for one in proposals[:ROWS])
    rows = ((one.id, one.title, standing.status, standing.since, standing.as_of) for one, standing in told)
    left = len(proposals) - ROWS
    caption = f"{type(view).__name__} of {len(proposals)} proposals, {moment(view)}"
    head = ("proposal", "title", "status", "since", "as of")
    return table(caption, head, rows, f"and {left} more" if left > 0 else "")
