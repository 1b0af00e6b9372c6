"""The timeline of a proposal: what happened above, when it became known below."""

from collections.abc import Iterator, Sequence

import attrs

from policytrack.model import StatusChange
from policytrack.report._parts import Desk, Told
from policytrack.report._render import asset, render
from policytrack.report._scale import Days, Scale, bounds, lanes, scale
from policytrack.report._text import short
from policytrack.tracker import View

_WIDTH, _LEFT, _RIGHT = 760, 84, 748
_LANE, _GAP = 17, 46
_DOT = 3


@attrs.frozen(kw_only=True)
class Mark:
    """A report on the drawing: the days of the fact, and the day on which it became known.

    `happened` is None where nothing dates the fact, `known` where nothing dates its evidence. A ghost is
    a competing report that lost.
    """

    label: str
    date: str
    happened: Days | None
    known: int | None
    open_start: bool
    open_end: bool
    is_ghost: bool
    is_sure: bool

    @property
    def kind(self) -> str:
        """The class of the style: a mark or a ghost, and whether its day is unsure."""
        return ("g" if self.is_ghost else "m") + ("" if self.is_sure else " u")


@attrs.frozen(kw_only=True)
class Drawn:
    """A mark with its places; None where there is none."""

    mark: Mark
    x: int | None
    width: int
    known_x: int | None
    label_x: int
    label_y: int
    text: str

    @property
    def is_span(self) -> bool:
        """Whether the fact is drawn from a day to a day."""
        return self.x is not None and (self.width > _DOT or self.mark.open_start or self.mark.open_end)

    @property
    def is_dot(self) -> bool:
        """Whether the fact is drawn as one day."""
        return self.x is not None and not self.is_span


@attrs.frozen(kw_only=True)
class Drawing:
    """A timeline, with all places in its own units."""

    height: int
    happened_y: int
    known_y: int
    scale: Scale
    drawn: tuple[Drawn, ...]

    def kinds(self) -> Iterator[tuple[str, list[Drawn]]]:
        """Give the classes of the style that there are, each with what it draws."""
        for kind in sorted({one.mark.kind for one in self.drawn}):
            yield kind, [one for one in self.drawn if one.mark.kind == kind]


def timeline(tracker: View, proposal_id: str) -> str:
    """Return the timeline of a proposal as an SVG text, empty of marks where nothing has a date.

    Above stands when something happened, below when the first source for it was public; a line joins the
    two. A date that is not one day is a span; a competing report that lost is a dashed ghost.

    Args:
        tracker: What to show; a view shows what was true and known on its days.
        proposal_id: The proposal.

    Raises:
        MissingExtraError: The extra `report` is not installed.
        RecordNotFoundError: There is no such proposal.
    """
    desk = Desk(tracker)
    steps = tracker.explain(proposal_id).steps
    told = [desk.told(proposal_id, step) for step in steps]
    values = {
        "drawing": drawing(desk, told),
        "id": "timeline",
        "style": asset("timeline.css"),
        "title": tracker.proposal(proposal_id).title,
        "told": told,
    }
    return render("timeline.svg", values)


def drawing(desk: Desk, told: Sequence[Told]) -> Drawing | None:
    """Return where everything stands; None where nothing has a date."""
    marks = dated(desk, told)
    if not marks:
        return None
    days = [days for mark in marks for days in _days(mark)]
    where = scale(days, _LEFT, _RIGHT)
    marks.sort(key=lambda mark: _days(mark)[0])
    texts = [(where.x(_days(mark)[0][0]), short(f"{mark.label} {mark.date}", 60)) for mark in marks]
    places = list(lanes(texts, 4, _RIGHT))
    top = (1 + max(lane for lane, _ in places)) * _LANE + 12
    return Drawing(
        height=top + _GAP + 42,
        happened_y=top,
        known_y=top + _GAP,
        scale=where,
        drawn=tuple(
            _drawn(mark, where, text, (begin, top - 16 - lane * _LANE))
            for mark, (_, text), (lane, begin) in zip(marks, texts, places, strict=True)
        ),
    )


def dated(desk: Desk, told: Sequence[Told]) -> list[Mark]:
    """Return the reports of which anything has a date."""
    return [mark for mark in _marks(desk, told) if mark.happened or mark.known]


def _days(mark: Mark) -> tuple[Days, ...]:
    known = None if mark.known is None else (mark.known, mark.known)
    return tuple(days for days in (mark.happened, known) if days is not None)


def _drawn(mark: Mark, where: Scale, text: str, place: tuple[int, int]) -> Drawn:
    x = None if mark.happened is None else where.x(mark.happened[0])
    end = 0 if mark.happened is None else where.x(mark.happened[1])
    return Drawn(
        mark=mark,
        x=x,
        width=0 if x is None else end - x,
        known_x=None if mark.known is None else where.x(mark.known),
        label_x=place[0],
        label_y=place[1],
        text=text,
    )


def _marks(desk: Desk, told: Sequence[Told]) -> Iterator[Mark]:
    for step in told:
        yield _mark(desk, step.label, step.change, is_ghost=False)
        seen = {(step.change.to, step.change.on)}
        for rival in step.rivals:
            # What says the same of the same day is no other report on a drawing.
            if (rival.change.to, rival.change.on) not in seen:
                seen.add((rival.change.to, rival.change.on))
                yield _mark(desk, rival.label, rival.change, is_ghost=True)


def _mark(desk: Desk, label: str, change: StatusChange, *, is_ghost: bool) -> Mark:
    known, on = desk.known(change), change.on
    return Mark(
        label=label,
        date="undated" if on is None else str(on),
        happened=None if on is None else bounds(on),
        known=None if known is None else known.toordinal(),
        open_start=on is not None and on.earliest is None,
        open_end=on is not None and on.latest is None,
        is_ghost=is_ghost,
        is_sure=on is not None and on.day is not None,
    )
