"""The days on which an answer about a proposal changed, with the answers, for the slider of the page."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from policytrack.dates import PartialDate
from policytrack.errors import RecordNotFoundError
from policytrack.model import Position, Proposal, StatusChange
from policytrack.report._parts import Desk
from policytrack.standing import Stand
from policytrack.tracker import View
from policytrack.visible import shown

if TYPE_CHECKING:
    import pendulum

    from policytrack.report._content import Entry

Answer = tuple[str, str, str, list[int], list[int]]
"""The status, the names for and against, the stances and the reports of the page that stood then."""

_UNSEEN: Answer = ("Nothing about it was public yet", "", "", [], [])


def moments(view: View, entries: "Sequence[Entry]") -> str:
    """Return the answers of each day on which one changed, as JSON that may stand in a page.

    On a day it is asked what had happened by then, as far as it was public by then. The JSON has `days`
    (texts), `texts`, and for each entry, in order, `[day, status, for, against, stances, reports]` for
    each day on which its answer was another than before: places in `days` and in `texts`, and the places
    of the stances and reports in the article.
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
    return _packed(found)


def _packed(found: Iterable[Sequence[tuple[str, Answer]]]) -> str:
    """Number the days and the texts; write no letter that could end the element that holds it."""
    answers = [list(one) for one in found]
    days = sorted({day for one in answers for day, _ in one})
    places = {day: place for place, day in enumerate(days)}
    texts: dict[str, int] = {}
    rows = [
        [
            [places[day], *(texts.setdefault(shown(text), len(texts)) for text in answer[:3]), *answer[3:]]
            for day, answer in one
        ]
        for one in answers
    ]
    packed = json.dumps({"days": days, "texts": [*texts], "answers": rows}, separators=(",", ":"))
    return packed.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _answer(desk: Desk, entry: "Entry") -> Answer:
    view, proposal_id = desk.view, entry.proposal.id
    try:
        view.get(proposal_id, Proposal)
    except RecordNotFoundError:
        return _UNSEEN
    stands = view.stances(proposal_id, scope="inherited")
    said = [one for side in entry.sides.values() for one in side]
    standing = {stand.position.id for stand in stands}
    told = {change.id for change in view.history(proposal_id)}
    return (
        desk.status(proposal_id, view.standing(proposal_id)),
        _names(desk, [stand for stand in stands if stand.stance.is_proponent]),
        _names(desk, [stand for stand in stands if stand.stance.is_critic]),
        [place for place, one in enumerate(said) if one.stand.position.id in standing],
        [
            place
            for place, one in enumerate(entry.history)
            if not told.isdisjoint([one.change.id, *(rival.change.id for rival in one.rivals)])
        ],
    )


def _names(desk: Desk, stands: Iterable[Stand]) -> str:
    return "; ".join(desk.names({stand.actor_id for stand in stands})) or "nobody found"


About = dict[str, list[tuple[Position | StatusChange, PartialDate | None]]]


def _about(view: View) -> About:
    """Return what is said of each proposal, with its date."""
    found: About = {}
    for position in view.positions:
        found.setdefault(position.proposal_id, []).append((position, position.said_on))
    for change in view.status_changes:
        found.setdefault(change.proposal_id, []).append((change, change.on))
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
