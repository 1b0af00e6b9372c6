"""The tools by their names, with what an assistant is told of each."""

from collections.abc import Mapping

from policytrack.cli._look import Plain, rendered
from policytrack.cli.mcp import _run
from policytrack.cli.mcp._answers import Changes, Cited, Explained, Hits, Shown, Sides, Stands
from policytrack.cli.mcp._tool import Argument, Tool

_WIDTH = 1_000_000
_DAY = "A calendar day, as 2023-09-25. "
_ID = Argument("The id of a proposal, as search gives it.", is_needed=True)
_ON = Argument(f"{_DAY}What had happened by then counts; leave it out to cut nothing.")
_KNOWN = Argument(f"{_DAY}Only what was public by then counts; leave it out to cut nothing.")
_OF_A_PROPOSAL = {"id": _ID, "on": _ON, "known": _KNOWN}
_LIMIT = Argument("How many to give at most; 20 where it is left out.", is_number=True)


def text_of(answer: Cited) -> str:
    """Return an answer to be read: a line a fact, nothing hidden in it, nothing that floods a reader."""
    return rendered(answer.blocks(), Plain(), _WIDTH)


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
        run=_run.search,
    ),
    "show": Tool(
        title="Show one record",
        about="Give everything that is held of one record: a proposal, a person, an organization, a "
        "position, a source, an event. Of an event that ended in another one, both are given: never report "
        "the one without the other.",
        takes={"id": Argument("The id of a record.", is_needed=True), "on": _ON, "known": _KNOWN},
        answers=Shown,
        run=_run.show,
    ),
    "standing": Tool(
        title="Status of a proposal",
        about="Say where a proposal stands, since when and how surely, on a day and as it was known on "
        "another. unassessed means that nobody looked, unknown that somebody looked in vain.",
        takes=_OF_A_PROPOSAL,
        answers=Stands,
        run=_run.standing,
    ),
    "stances": Tool(
        title="Who supports and who opposes a proposal",
        about="Give who is for and against a proposal, in which role and in whose words. What was said of a "
        "package names it in inherited_from: it was not said of the proposal itself.",
        takes=_OF_A_PROPOSAL,
        answers=Sides,
        run=_run.stances,
    ),
    "explain": Tool(
        title="Why a proposal stands where it does",
        about="Give every step of a proposal with the report that counts, those that compete, and by which "
        "rule.",
        takes=_OF_A_PROPOSAL,
        answers=Explained,
        run=_run.explain,
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
        run=_run.changes,
    ),
}
"""The tools by their names."""
