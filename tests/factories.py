"""Short ways to make records in tests, where only a few fields matter."""

from policytrack.dates import PartialDate
from policytrack.model import Citation, Person, Position, Proposal, Source, StatusChange
from policytrack.terms import SourceKind, Stance


def day(text):
    """A partial date, None for None."""
    return None if text is None else PartialDate.parse(text)


def source(source_id, published=None, *, kind=SourceKind.SECONDARY, **fields):
    """A source that is named by its id."""
    return Source(id=source_id, title=source_id, published=day(published), kind=kind, **fields)


def cited(*source_ids):
    """Evidence in these sources, without words."""
    return tuple(Citation(source_id) for source_id in source_ids)


def change(change_id, to, on=None, *source_ids, proposal_id="p", **fields):
    """A status change of the proposal `p`."""
    return StatusChange(
        id=change_id, proposal_id=proposal_id, to=to, on=day(on), evidence=cited(*source_ids), **fields
    )


def position(
    position_id, actor_id, stance=Stance.SUPPORTS, said_on=None, *source_ids, proposal_id="p", **fields
):
    """A position on the proposal `p`."""
    return Position(
        id=position_id,
        proposal_id=proposal_id,
        actor_id=actor_id,
        stance=stance,
        said_on=day(said_on),
        evidence=cited(*source_ids),
        **fields,
    )


def proposal(proposal_id="p", **fields):
    """A proposal that is named by its id."""
    return Proposal(id=proposal_id, title=proposal_id, **fields)


def person(person_id):
    """A person who is named by their id."""
    return Person(id=person_id, name=person_id)
