"""The tools: what each takes, and how it answers."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

import attrs

from policytrack import query as q
from policytrack.cli._failures import CommandError
from policytrack.cli._look import Plain, rendered
from policytrack.cli._sources import day_of
from policytrack.cli._values import definitions, name_of
from policytrack.cli.commands import show
from policytrack.cli.mcp._answers import (
    Changes,
    Cited,
    Explained,
    Hit,
    Hits,
    Move,
    News,
    Report,
    Shown,
    Sides,
    Stands,
    Step,
    Voice,
)
from policytrack.cli.mcp._cites import Cites, cites
from policytrack.dates import calendar_day
from policytrack.errors import nearest
from policytrack.evidence import diff
from policytrack.model import Assertion, Event, StatusChange
from policytrack.pages import name_of as called
from policytrack.pages import speaker
from policytrack.standing import Stand
from policytrack.tracker import Tracker, View

if TYPE_CHECKING:
    import pendulum

_WIDTH = 1_000_000
_MOST = 50
_DAY = "A calendar day, as 2023-09-25. "


@attrs.frozen
class Argument:
    """What a tool takes: a text, or a number."""

    about: str
    is_needed: bool = False
    is_number: bool = False

    def schema(self) -> dict[str, Any]:
        """Return its JSON Schema."""
        kind = {"type": "integer", "minimum": 1, "maximum": 200} if self.is_number else {"type": "string"}
        return {**kind, "description": self.about}


_ID = Argument("The id of a proposal, as search gives it.", is_needed=True)
_ON = Argument(f"{_DAY}What had happened by then counts; leave it out to cut nothing.")
_KNOWN = Argument(f"{_DAY}Only what was public by then counts; leave it out to cut nothing.")
_LIMIT = Argument("How many to give at most; 20 where it is left out.", is_number=True)


@attrs.frozen(kw_only=True)
class Tool:
    """A tool: its answer follows from a tracker, the name of its source, and what it was given."""

    title: str
    about: str
    takes: Mapping[str, Argument]
    answers: type[Cited]
    run: Callable[[Tracker, str, Mapping[str, Any]], Cited]

    def input_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what it takes."""
        return {
            "type": "object",
            "properties": {name: argument.schema() for name, argument in self.takes.items()},
            "required": [name for name, argument in self.takes.items() if argument.is_needed],
            "additionalProperties": False,
        }

    def output_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of its answers."""
        held = definitions([self.answers])
        return {**held.pop(name_of(self.answers)), "$defs": held}

    def checked(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what it was given.

        Raises:
            CommandError: Something is missing, unknown, or of another type.
        """
        for name in given.keys() - self.takes.keys():
            near = nearest(name, self.takes) or self.takes
            raise CommandError(f"{name}: no such argument", f"it takes {', '.join(near)}")
        for name, argument in self.takes.items():
            value = given.get(name)
            if value is None and not argument.is_needed:
                continue
            if argument.is_number:
                if type(value) is not int or not 1 <= value <= 200:  # noqa: PLR2004  # As the schema says.
                    raise CommandError(f"{name}: a whole number from 1 to 200 is expected", argument.about)
            elif not isinstance(value, str) or not value:
                raise CommandError(f"{name}: a text is expected", argument.about)
        return given


def text_of(answer: Cited) -> str:
    """Return an answer to be read: a line a fact, nothing hidden in it, nothing that floods a reader."""
    return rendered(answer.blocks(), Plain(), _WIDTH)


def _view(tracker: Tracker, given: Mapping[str, Any]) -> View:
    return tracker.at(on=given.get("on"), known=given.get("known"))


def _search(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Hits:
    question = q.parse(given["query"])
    view = _view(tracker, given)
    view = view if question.on is None else view.at(on=question.on)
    view = view if question.known is None else view.at(known=question.known)
    size = given.get("limit") or question.size or 20
    result = view.run(question.limit(size))
    hits: list[Hit] = []
    for proposal in result.rows:
        standing = view.standing(proposal.id)
        hits.append(
            Hit(
                proposal_id=proposal.id,
                title=proposal.title,
                status=standing.status,
                since=standing.since,
                citations=_of_change(view, standing.change) or cites(view, proposal.evidence),
            )
        )
    return Hits(
        source=source,
        as_of=day_of(view),
        on=view.on,
        known=view.known,
        query=given["query"],
        proposals=tuple(hits),
        more=result.cursor is not None,
    )


def _show(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Shown:
    view = _view(tracker, given)
    found = show.shown(view, given["id"], source)
    record = view.get(given["id"])
    ends = [end.outcome for end in view.outcomes() if isinstance(record, Event) and end.event.id == record.id]
    evidence = [cited for one in (record, *ends) if isinstance(one, Assertion) for cited in one.evidence]
    return Shown(
        source=source,
        as_of=found.as_of,
        on=view.on,
        known=view.known,
        type=found.type,
        record=found.record,
        details=found.details,
        page=found.page,
        outcome=found.outcome,
        citations=cites(tracker, evidence),
    )


def _standing(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Stands:
    view, proposal_id = _view(tracker, given), given["id"]
    standing = view.standing(proposal_id)
    return Stands(
        source=source,
        as_of=standing.as_of,
        on=view.on,
        known=view.known,
        proposal_id=proposal_id,
        title=view.proposal(proposal_id).title,
        standing=str(standing),
        status=standing.status,
        phase=standing.phase,
        since=standing.since,
        certain=standing.certain,
        extent=standing.extent,
        note=standing.note,
        citations=_of_change(view, standing.change),
        competing=tuple(_report(view, change, "it competes") for change in standing.competing),
    )


def _stances(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Sides:
    view, proposal_id = _view(tracker, given), given["id"]
    stands = view.stances(proposal_id, scope="inherited")
    never_heard = view.coverage(proposal_id).never_heard
    return Sides(
        source=source,
        as_of=view.standing(proposal_id).as_of,
        on=view.on,
        known=view.known,
        proposal_id=proposal_id,
        title=view.proposal(proposal_id).title,
        supporters=_voices(view, (one for one in stands if one.stance.is_proponent)),
        opponents=_voices(view, (one for one in stands if one.stance.is_critic)),
        others=_voices(
            view, (one for one in stands if not one.stance.is_proponent and not one.stance.is_critic)
        ),
        never_heard=None if never_heard is None else tuple(called(view, one) for one in never_heard),
    )


def _voices(view: View, stands: Iterable[Stand]) -> tuple[Voice, ...]:
    return tuple(
        Voice(
            actor_id=stand.actor_id,
            name=called(view, stand.actor_id),
            who=speaker(view, stand.position),
            stance=stand.stance,
            said_on=stand.position.said_on,
            statement=stand.position.statement,
            inherited_from=stand.inherited_from,
            citations=cites(view, stand.position.evidence),
        )
        for stand in stands
    )


def _explain(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Explained:
    view = _view(tracker, given)
    found = view.explain(given["id"])
    return Explained(
        source=source,
        as_of=found.standing.as_of,
        on=view.on,
        known=view.known,
        proposal_id=found.proposal_id,
        title=view.proposal(found.proposal_id).title,
        resolution=found.resolution,
        steps=tuple(
            Step(
                report=_report(view, step.change, step.reason),
                counts=step.counts,
                losers=tuple(_report(view, loser.change, loser.reason) for loser in step.losers),
            )
            for step in found.steps
        ),
        text=str(found),
    )


def _changes(tracker: Tracker, source: str, given: Mapping[str, Any]) -> Changes:
    since = cast("pendulum.Date", calendar_day(given["since"]))
    before = tracker.at(on=given.get("on"), known=since)
    after = tracker.at(on=given.get("on"), known=given.get("known"))
    found, most = diff(before, after), given.get("limit") or _MOST
    news = [
        *(
            News(record_id=one.id, citations=_of_record(tracker, one))
            for one in (*found.added, *found.removed)
        ),
        *(News(record_id=one.record_id, citations=_of_record(tracker, one.after)) for one in found.changed),
    ]
    lines = () if found.is_empty else tuple(str(found).split("\n"))
    return Changes(
        source=source,
        as_of=day_of(after),
        on=after.on,
        known=after.known,
        since=since,
        moved=tuple(
            Move(
                proposal_id=one.proposal_id,
                title=tracker.proposal(one.proposal_id).title,
                before=str(one.before),
                after=str(one.after),
                reason=one.reason,
                citations=_of_change(tracker, one.after.change),
            )
            for one in found.moved
        ),
        records=tuple(news[:most]),
        lines=lines[:most],
        left_out=max(len(lines), len(news), most) - most,
    )


def _of_record(view: View, record: object) -> tuple[Cites, ...]:
    return cites(view, record.evidence) if isinstance(record, Assertion) else ()


def _of_change(view: View, change: StatusChange | None) -> tuple[Cites, ...]:
    return () if change is None else cites(view, change.evidence)


def _report(view: View, change: StatusChange, reason: str) -> Report:
    return Report(to=change.to, on=change.on, reason=reason, citations=cites(view, change.evidence))


TOOLS: Mapping[str, Tool] = {
    "search": Tool(
        title="Find proposals",
        about="Find policy proposals by words and by what is recorded of them. Words are looked for in "
        "titles, summaries, statements and quotes; all must be there. Keys: id, status, phase, since, topic, "
        "jurisdiction, part-of, stakeholder, proponent, critic, actor, on, known, sort, limit. Example: "
        "status:accepted critic:inquest. A query of sort:id alone finds all.",
        takes={
            "query": Argument("Words and keys, as status:accepted critic:inquest.", is_needed=True),
            "on": _ON,
            "known": _KNOWN,
            "limit": _LIMIT,
        },
        answers=Hits,
        run=_search,
    ),
    "show": Tool(
        title="Show one record",
        about="Give everything that is held of one record: a proposal, a person, an organization, a "
        "position, a source, an event. Of an event that ended in another one, both are given: never report "
        "the one without the other.",
        takes={"id": Argument("The id of a record.", is_needed=True), "on": _ON, "known": _KNOWN},
        answers=Shown,
        run=_show,
    ),
    "standing": Tool(
        title="Status of a proposal",
        about="Say where a proposal stands, since when and how surely, on a day and as it was known on "
        "another. unassessed means that nobody looked, unknown that somebody looked in vain.",
        takes={"id": _ID, "on": _ON, "known": _KNOWN},
        answers=Stands,
        run=_standing,
    ),
    "stances": Tool(
        title="Who supports and who opposes a proposal",
        about="Give who is for and against a proposal, in which role and in whose words. What was said of a "
        "package names it in inherited_from: it was not said of the proposal itself.",
        takes={"id": _ID, "on": _ON, "known": _KNOWN},
        answers=Sides,
        run=_stances,
    ),
    "explain": Tool(
        title="Why a proposal stands where it does",
        about="Give every step of a proposal with the report that counts, those that compete, and by which "
        "rule.",
        takes={"id": _ID, "on": _ON, "known": _KNOWN},
        answers=Explained,
        run=_explain,
    ),
    "changes": Tool(
        title="What became known between two days",
        about="Give the proposals that moved and everything that became public after one day, up to another.",
        takes={
            "since": Argument(f"{_DAY}What was public by then is no news.", is_needed=True),
            "known": Argument(f"{_DAY}The other day; leave it out for all that is known."),
            "on": _ON,
            "limit": Argument(
                "How many lines and records to give at most; 50 where it is left out.", is_number=True
            ),
        },
        answers=Changes,
        run=_changes,
    ),
}
"""The tools by their names."""
