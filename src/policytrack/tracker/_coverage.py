"""Who was heard on a proposal, and who was not."""

from collections.abc import Iterator

from policytrack.answers import Coverage, Side
from policytrack.model import Membership, Organization, Position, StatusChange
from policytrack.resolution import Witness
from policytrack.standing import Stand
from policytrack.tracker._standings import Standings

_GROUP = "group"


def coverage(view: Standings, proposal_id: str) -> Coverage:
    """Tell who was heard on a proposal in a view, and who was not."""
    proposal = view.proposal(proposal_id)
    stands = view.stances(proposal_id, scope="inherited")
    own = tuple(stand for stand in stands if stand.inherited_from is None)
    heard = {actor for stand in stands for actor in _voices(view, stand.position)}
    newest, claims = view.newest(proposal), tuple(_claims(view, proposal_id, own))
    return Coverage(
        proposal_id=proposal_id,
        proponents=tuple(stand for stand in own if stand.stance.is_proponent),
        critics=tuple(stand for stand in own if stand.stance.is_critic),
        others=tuple(stand for stand in own if not (stand.stance.is_proponent or stand.stance.is_critic)),
        inherited=tuple(stand for stand in stands if stand.inherited_from is not None),
        never_heard=tuple(sorted(proposal.stakeholder_ids - heard)) if proposal.stakeholder_ids else None,
        silent_sides=tuple(_silent(stands)),
        single_source=tuple(record for record, seen in claims if len({one.root for one in seen}) == 1),
        unsourced=tuple(record for record, _ in claims if not record.evidence),
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


def _claims(
    view: Standings, proposal_id: str, own: tuple[Stand, ...]
) -> Iterator[tuple[Position | StatusChange, tuple[Witness, ...]]]:
    """Give the stances and the status with their witnesses; reports that say the same share theirs."""
    for stand in own:
        yield stand.position, view.sight.witnesses(stand.position)
    counted = view.counted(proposal_id)
    if counted:
        yield counted[-1].change, counted[-1].witnesses


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
