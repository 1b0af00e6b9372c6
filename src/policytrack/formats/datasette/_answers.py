"""What follows from several records, worked out for all days beforehand: questions of SQL are then short.

A row of `standings` or `stances` holds from one day until another, the last not included, on two axes:
`known_from` and `known_until` for when things were public, `on_from` and `on_until` for the day that is
asked about. An empty beginning is before every day. `no cut` stands for a question that names no day, and
`open` is what no day ends; both are greater than every day, as texts are compared.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import attrs
import pendulum

from policytrack import query as q
from policytrack.dates import PartialDate
from policytrack.engines._axes import BEFORE, END, NO_CUT
from policytrack.engines.memory._texts import add_texts
from policytrack.formats.datasette._tables import RECORDS, Column
from policytrack.model import Position, Proposal
from policytrack.tracker import Tracker, View
from policytrack.tracker._projection import Projection, Rectangle

if TYPE_CHECKING:
    from policytrack.tracker._plain import Side, Status

NEVER_CUT, OPEN = "no cut", "open"

Row = tuple[str | None, ...]


@attrs.frozen
class Answers:
    """A table of answers: what it says, its columns, and its rows."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


_AXES = (
    Column("known_from", about="From this day on it was public; empty: always."),
    Column("known_until", about="Until this day, itself not included."),
    Column("on_from", about="From this day on it is so; empty: always."),
    Column("on_until", about="Until this day, itself not included."),
)


def answers_of(tracker: Tracker, proposals: str) -> Iterator[Answers]:
    """Give the tables of answers; `proposals` is the table that has every proposal."""
    index = tracker.sight.index
    projection = Projection(index, {})
    held = [one for one in index.snapshot.proposals if tracker.sight.show(one) and one.corrects_id is None]
    about = Column("proposal_id", about="The proposal.", leads_to=proposals)
    yield Answers(
        "standings",
        "The status of each proposal on every day, as it was known on every day. "
        "What holds now has known_until and on_until open.",
        (
            about,
            Column("status", about="A state of its lifecycle, unassessed or unknown.", is_facet=True),
            Column("phase", about="What the states of all lifecycles share.", is_facet=True),
            Column("since", about="Since when, in EDTF."),
            *(
                Column(f"since_{end}", about=f"The {end} day that since can be.")
                for end in ("earliest", "latest")
            ),
            Column("change_id", about="The report that counts.", leads_to="status_changes"),
            *_AXES,
        ),
        tuple(row for one in held for row in _standings(projection, one)),
    )
    yield Answers(
        "stances",
        "Who is for and who is against each proposal on every day, as it was known on every day.",
        (
            about,
            Column("actor_id", about="Who.", leads_to=RECORDS),
            Column("side", about="proponents or critics.", is_facet=True),
            Column("position_id", about="What they said last.", leads_to="positions"),
            *_AXES,
        ),
        tuple(row for one in held for row in _stances(projection, one)),
    )
    yield Answers(
        "spoke_for",
        "The organizations that a position speaks for: the actor itself, or those to which they belonged.",
        (
            Column("position_id", leads_to="positions", is_key=True),
            Column("organization_id", leads_to="organizations", is_key=True, is_facet=True),
        ),
        tuple(_spoke_for(tracker)),
    )
    yield Answers(
        "search",
        "The texts about each proposal in one: titles, summary, statements and quotes.",
        (attrs.evolve(about, is_key=True), Column("title"), Column("text")),
        tuple(_texts(tracker, one) for one in held),
    )


def _standings(projection: Projection, proposal: Proposal) -> Iterator[Row]:
    for found in projection.standings(proposal):
        status = cast("Status", found.value)
        day = None if found.on_until == END else _before(found.on_until)
        known = found.known_until - 1
        view = View(projection.sight(known), day)
        counted = view.counted(proposal.id)
        change = counted[-1].change.id if counted else None
        since = status.since
        yield (
            proposal.id,
            status.status,
            None if status.phase is None else str(status.phase),
            None if since is None else str(since),
            *bounds(since),
            change,
            *_axes(found),
        )


def _stances(projection: Projection, proposal: Proposal) -> Iterator[Row]:
    for found in projection.stands(proposal):
        side = cast("Side", found.value)
        yield proposal.id, side.actor_id, side.name, side.position_id, *_axes(found)


def _spoke_for(tracker: Tracker) -> Iterator[Row]:
    P = q.Position  # noqa: N806  # As in the documentation.
    for group in tracker.run(q.select(Position).group_by(P.id, P.organization).count()):
        position_id, organization_id = group.values
        if organization_id is not None:
            yield str(position_id), str(organization_id)


def _texts(tracker: Tracker, proposal: Proposal) -> Row:
    texts: list[str] = []
    shown = tracker.proposal(proposal.id)
    index = tracker.sight.index
    about = (*index.positions[proposal.id], *index.changes[proposal.id])
    for record in (shown, *(one for one in about if tracker.stands(one))):
        add_texts(record, texts)
    return proposal.id, shown.title, "\n".join(texts)


def bounds(date: PartialDate | None) -> tuple[str | None, str | None]:
    """Return the first and the last day that a date can be, None where it is open or missing."""
    first, last = (None, None) if date is None else (date.earliest, date.latest)
    return None if first is None else first.isoformat(), None if last is None else last.isoformat()


def _axes(found: Rectangle) -> tuple[str, str, str, str]:
    days = (found.known_from, found.known_until, found.on_from, found.on_until)
    known_from, known_until, on_from, on_until = map(_text, days)
    return known_from, known_until, on_from, on_until


def _text(day: int) -> str:
    if day in {NO_CUT, END}:
        return NEVER_CUT if day == NO_CUT else OPEN
    return "" if day == BEFORE else pendulum.Date.fromordinal(day).isoformat()


def _before(day: int) -> pendulum.Date | None:
    return pendulum.Date.fromordinal(day - 1) if day > 1 else None
