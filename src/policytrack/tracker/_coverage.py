"""Who was heard on a proposal, and who was not."""

from collections.abc import Iterator

from policytrack.answers import Coverage, Side
from policytrack.model import Assertion, Membership, Organization, Position, StatusChange
from policytrack.standing import Stand
from policytrack.tracker._standings import Standings

_GROUP = "group"


def coverage(view: Standings, proposal_id: str) -> Coverage:
    """Tell who was heard on a proposal in a view, and who was not."""
    proposal = view.proposal(proposal_id)
    stands = view.stances(proposal_id, scope="inherited")
    own = tuple(stand for stand in stands if stand.inherited_from is None)
    heard = {actor for stand in stands for actor in _voices(view, stand.position)}
    newest = view.newest(proposal)
    return Coverage(
        proposal_id=proposal_id,
        proponents=tuple(stand for stand in own if stand.stance.is_proponent),
        critics=tuple(stand for stand in own if stand.stance.is_critic),
        others=tuple(stand for stand in own if not (stand.stance.is_proponent or stand.stance.is_critic)),
        inherited=tuple(stand for stand in stands if stand.inherited_from is not None),
        never_heard=tuple(sorted(proposal.stakeholder_ids - heard)) if proposal.stakeholder_ids else None,
        silent_sides=tuple(_silent(stands)),
        single_source=tuple(
            record for record in _claims(view, proposal_id, own) if _one_witness(view, record)
        ),
        unnamed=tuple(stand.position for stand in own if _is_group(view, stand.actor_id)),
        not_found=view.sight.not_found(proposal),
        newest_evidence=newest,
        as_of=view.on or newest,
    )


def _silent(stands: tuple[Stand, ...]) -> Iterator[Side]:
    if not any(stand.stance.is_proponent for stand in stands):
        yield "for"
    if not any(stand.stance.is_critic for stand in stands):
        yield "against"


def _claims(view: Standings, proposal_id: str, own: tuple[Stand, ...]) -> Iterator[Position | StatusChange]:
    yield from (stand.position for stand in own)
    change = view.standing(proposal_id).change
    if change is not None:
        yield change


def _one_witness(view: Standings, record: Assertion) -> bool:
    return len({seen.root for seen in view.sight.witnesses(record)}) == 1


def _is_group(view: Standings, actor_id: str) -> bool:
    """Say whether an actor is people of whom a source speaks as one without naming them."""
    actor = view.get(actor_id)
    return isinstance(actor, Organization) and actor.classification == _GROUP


def _voices(view: Standings, position: Position) -> Iterator[str]:
    """Give the actor of a position, those in whose name they spoke, and what these are branches of."""
    speaking = [position.actor_id]
    if position.capacity_id is not None:
        capacity = view.sight.index.get(position.capacity_id, Membership)
        speaking += [capacity.organization_id, *filter(None, [capacity.on_behalf_of_id])]
    for actor_id in speaking:
        yield actor_id
        actor = view.get(actor_id)
        while isinstance(actor, Organization) and actor.parent_id is not None:
            yield actor.parent_id
            actor = view.get(actor.parent_id)
