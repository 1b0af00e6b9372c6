"""Eight questions of a researcher: in our language, with the values that every contender asks for.

A question is made anew each time, of the number of proposals and of how often it was asked before: the one
about the past asks for other days each time, so that nobody answers it from memory. The values are there
for all contenders before they are asked, but for those days.
"""

import datetime
from collections.abc import Callable
from functools import cache
from typing import Any

import policytrack as pt
from policytrack import query as q

STATUS, TOPIC, WORDS = "introduced", "policing", ("stastal", "stapril")
ACTOR, CRITIC = "a-00003", "a-00007"
SUPPORTIVE, CRITICAL = ("proposes", "supports"), ("critical", "opposes")
FIRST_DAY, LAST_DAY = datetime.date(2018, 1, 1), datetime.date(2019, 12, 31)
ON, KNOWN = datetime.date(2020, 6, 30), datetime.date(2022, 12, 31)
Make = Callable[[int, int], Any]

_critical = q.Position.stance.in_([pt.Stance(stance) for stance in CRITICAL])
_period = pt.PartialDate.parse(f"{FIRST_DAY}/{LAST_DAY}")
_supportive = q.Position.stance.in_([pt.Stance(stance) for stance in SUPPORTIVE])


@cache
def middle(proposals: int) -> str:
    """Return the id of the proposal in the middle of so many."""
    return f"p-{proposals // 2:07}"


def days(turn: int) -> tuple[datetime.date, datetime.date]:
    """Return the day that is asked about, and the day by which things were known."""
    return ON + datetime.timedelta(turn), KNOWN + datetime.timedelta(turn)


def by_id(proposals: int, _: int) -> Any:  # noqa: ANN401  # queries of every kind
    """Ask for one proposal."""
    return q.select(pt.Proposal).where(q.Proposal.id.is_(middle(proposals)))


def status_now(*_: int) -> Any:  # noqa: ANN401
    """Ask for all proposals with a status."""
    return q.select(pt.Proposal).where(q.Proposal.status.is_(STATUS))


def topic_critic_dates(*_: int) -> Any:  # noqa: ANN401
    """Ask what of a topic somebody criticised between two days."""
    said = _critical & q.Position.actor_id.is_(CRITIC) & q.Position.said_on.possibly_within(_period)
    return q.select(pt.Proposal).where(q.Proposal.topics.contains(TOPIC) & q.Proposal.positions.any(said))


def two_words(*_: int) -> Any:  # noqa: ANN401
    """Ask for proposals with two words in the texts about them."""
    return q.select(pt.Proposal).where(q.Proposal.text.matches(" ".join(WORDS)))


def two_hops(*_: int) -> Any:  # noqa: ANN401
    """Ask who criticises, and where, what somebody supports."""
    supported = q.Proposal.positions.any(q.Position.actor_id.is_(ACTOR) & _supportive)
    return q.select(pt.Position).where(_critical & q.Position.proposal.any(supported))


def as_of(_: int, turn: int) -> Any:  # noqa: ANN401
    """Count the statuses of all proposals on one day, as known on another."""
    on, known = days(turn)
    return q.select(pt.Proposal).at(on=on, known=known).group_by(q.Proposal.status).count()


def stances(*_: int) -> Any:  # noqa: ANN401
    """Count the positions of each stance and organization."""
    return q.select(pt.Position).group_by(q.Position.stance, q.Position.organization).count()


def top_ten(*_: int) -> Any:  # noqa: ANN401
    """Ask for the ten who criticise most often."""
    return q.select(pt.Position).where(_critical).group_by(q.Position.actor_id).count().limit(10)


QUESTIONS: dict[str, Make] = {
    "by id": by_id,
    "status now": status_now,
    "topic, critic, dates": topic_critic_dates,
    "two words": two_words,
    "two hops": two_hops,
    "status on D as known on K": as_of,
    "stance by organization": stances,
    "top ten critics": top_ten,
}
