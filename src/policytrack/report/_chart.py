"""The timeline of a proposal as an Altair chart, to be changed and combined by whoever draws."""

import datetime
from typing import TYPE_CHECKING, Any

from policytrack.errors import MissingExtraError
from policytrack.report._parts import Desk
from policytrack.report._text import short
from policytrack.report._timeline import Mark, dated
from policytrack.tracker import View
from policytrack.visible import shown

if TYPE_CHECKING:
    import altair

_HAPPENED, _KNOWN = "happened", "known"
_LONGEST = 60


def chart(tracker: View, proposal_id: str) -> "altair.LayerChart":
    """Return the timeline of a proposal as a chart: a row for each report, on one scale of days.

    A line spans the days on which something may have happened, a triangle marks the day on which the first
    source for it was public; a competing report that lost is paler. What records say stands in the data,
    where nothing is run.

    Args:
        tracker: What to show; a view shows what was true and known on its days.
        proposal_id: The proposal.

    Raises:
        MissingExtraError: The extra `plot` is not installed.
        RecordNotFoundError: There is no such proposal.
    """
    try:
        import altair  # noqa: PLC0415  # The extra `plot`.
    except ModuleNotFoundError:
        raise MissingExtraError("a chart", "plot") from None
    desk = Desk(tracker)
    told = [desk.told(proposal_id, step) for step in tracker.explain(proposal_id).steps]
    rows = [_row(place, mark) for place, mark in enumerate(dated(desk, told))]
    # A day written alone is one of UTC to a browser, wherever it stands.
    days: Any = {"title": None, "scale": altair.Scale(type="utc")}
    data: Any = altair.Data  # It has no types.
    marks: Any = altair.Chart(data(values=rows)).encode(
        y=altair.Y("report:N", title=None, sort=altair.SortField("place")),
        opacity=altair.condition("datum.lost", altair.value(0.4), altair.value(1)),
        tooltip=[altair.Tooltip(f"{name}:N") for name in ("report", "date", "public", "outcome")],
    )
    # Round ends let a single day be seen; the triangle stands below it.
    happened = marks.transform_filter("datum.from != null").mark_rule(strokeWidth=8, strokeCap="round")
    known = marks.transform_filter("datum.known != null").mark_point(
        shape="triangle-up", filled=True, size=50, yOffset=8
    )
    drawn: Any = altair.layer(
        happened.encode(x=altair.X("from:T", **days), x2="until:T", color=altair.datum(_HAPPENED)),
        known.encode(x=altair.X("known:T", **days), color=altair.datum(_KNOWN)),
        width=520,
        title=short(shown(tracker.proposal(proposal_id).title), _LONGEST),
    )
    layers: altair.LayerChart = drawn
    return layers


def _row(place: int, mark: Mark) -> dict[str, object]:
    """Return the data of a mark: days as ISO dates, the end of the last one; None where there is none."""
    begin, end = (None, None) if mark.happened is None else mark.happened
    return {
        "place": place,
        "report": short(shown(f"{mark.label} {mark.date}"), _LONGEST),
        "date": shown(mark.date),
        "public": _iso(mark.known) or "on no known day",
        "outcome": "lost" if mark.is_ghost else "counts",
        "lost": mark.is_ghost,
        "from": _iso(begin),
        "until": _iso(None if end is None else min(end + 1, datetime.date.max.toordinal())),
        "known": _iso(mark.known),
    }


def _iso(day: int | None) -> str | None:
    return None if day is None else datetime.date.fromordinal(day).isoformat()
