"""The days on which an answer about a proposal changed, with the answers, for the slider of the page."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from policytrack.dates import PartialDate
from policytrack.errors import RecordNotFoundError
from policytrack.model import Position, Proposal, StatusChange
from policytrack.report._change import change
from policytrack.report._parts import Desk
from policytrack.standing import Stand
from policytrack.tracker import View
from policytrack.visible import shown

if TYPE_CHECKING:
    import pendulum

    from policytrack.report._content import Entry


@attrs.frozen(kw_only=True)
class Answer:
    """What a view of a day answers about a proposal.

    `change` is what would change, a text a line, None where it is what the page says. `stances`, `reports`
    and `asked` are the places of those on the page that stood then.
    """

    status: str
    proponents: str = ""
    critics: str = ""
    change: tuple[str, ...] | None = ()
    stances: tuple[int, ...] = ()
    reports: tuple[int, ...] = ()
    asked: tuple[int, ...] = ()


_UNSEEN = Answer(status="Nothing about it was public yet")


def moments(view: View, entries: "Sequence[Entry]") -> list[list[tuple[str, Answer]]]:
    """Return for each entry, in order, the days on which its answer was another than before, with the answer.

    On a day it is asked what had happened by then, as far as it was public by then.
    """
    wanted: dict[pendulum.Date, list[int]] = {}
    about = _about(view)
    for place, entry in enumerate(entries):
        for day in _candidates(view, entry.proposal, about):
            wanted.setdefault(day, []).append(place)
    found: list[list[tuple[str, Answer]]] = [[] for _ in entries]
    for day in sorted(wanted):
        desk = Desk(view.at(on=day, known=day))
        for place in wanted[day]:
            answer = _answer(desk, entries[place])
            if answer != (found[place][-1][1] if found[place] else _UNSEEN):
                found[place].append((str(day), answer))
    return found


def packed(found: "Iterable[Sequence[tuple[str, Answer]]]") -> str:
    """Return answers as JSON that may stand in a page: no letter of it could end the element that holds it.

    It has `days` and `texts`, and for each entry, for each of its days, `[day, status, for, against, change,
    stances, reports, asked]`: places in `days` and in `texts`, 0 for a change that is what the page says, and
    the places of what stands on the page.
    """
    answers = [list(one) for one in found]
    days = sorted({day for one in answers for day, _ in one})
    places = {day: place for place, day in enumerate(days)}
    texts: dict[str, int] = {}

    def number(text: str) -> int:
        return texts.setdefault(shown(text), len(texts))

    rows = [
        [
            [
                places[day],
                *map(number, (answer.status, answer.proponents, answer.critics)),
                0 if answer.change is None else [*map(number, answer.change)],
                answer.stances,
                answer.reports,
                answer.asked,
            ]
            for day, answer in one
        ]
        for one in answers
    ]
    text = json.dumps({"days": days, "texts": [*texts], "answers": rows}, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _answer(desk: Desk, entry: "Entry") -> Answer:
    view, proposal_id = desk.view, entry.proposal.id
    try:
        proposal = view.get(proposal_id, Proposal)
    except RecordNotFoundError:
        return _UNSEEN
    stands = view.stances(proposal_id, scope="inherited")
    said = [one for side in entry.sides.values() for one in side]
    standing = {stand.position.id for stand in stands}
    told = {report.id for report in view.history(proposal_id)}
    public = {citation.source_id for citation in proposal.evidence}
    return Answer(
        status=desk.status(proposal_id, view.standing(proposal_id)),
        proponents=_names(desk, [stand for stand in stands if stand.stance.is_proponent]),
        critics=_names(desk, [stand for stand in stands if stand.stance.is_critic]),
        change=_other_change(view, proposal, entry),
        stances=_places(one.stand.position.id in standing for one in said),
        reports=_places(
            not told.isdisjoint([one.change.id, *(rival.change.id for rival in one.rivals)])
            for one in entry.history
        ),
        asked=_places(one.source.id in public for one in entry.asked),
    )


def _other_change(view: View, proposal: Proposal, entry: "Entry") -> tuple[str, ...] | None:
    """Say what would change, where the page says something else."""
    then = change(view, proposal, {}).lines()
    title = () if proposal.title == entry.proposal.title else (f"It was called “{proposal.title}”.",)
    return None if not title and then == entry.change.lines() else (*title, *then)


def _places(marks: Iterable[bool]) -> tuple[int, ...]:
    return tuple(place for place, is_there in enumerate(marks) if is_there)


def _names(desk: Desk, stands: Iterable[Stand]) -> str:
    return "; ".join(desk.names({stand.actor_id for stand in stands})) or "nobody found"


About = dict[str, list[tuple[Position | StatusChange, PartialDate | None]]]


def _about(view: View) -> About:
    """Return what is said of each proposal, with its date."""
    found: About = {}
    for position in view.positions:
        found.setdefault(position.proposal_id, []).append((position, position.said_on))
    for report in view.status_changes:
        found.setdefault(report.proposal_id, []).append((report, report.on))
    return found


def _candidates(view: View, proposal: Proposal, about: About) -> "set[pendulum.Date]":
    """Return the days, within the view's own, on which an answer can have changed."""
    desk = Desk(view)
    days = set(desk.days(proposal.evidence))
    for record, date in (one for key in _with_packages(view, proposal) for one in about.get(key, ())):
        days.update(desk.days(record.evidence))
        if date is not None:
            days.update(day for day in (date.earliest, date.latest) if day is not None)
    ends = [day for day in (view.on, view.known) if day is not None]
    return {day for day in days if all(day <= end for end in ends)}


def _with_packages(view: View, proposal: Proposal) -> Iterator[str]:
    yield proposal.id
    while proposal.part_of_id is not None:
        proposal = view.proposal(proposal.part_of_id)
        yield proposal.id
