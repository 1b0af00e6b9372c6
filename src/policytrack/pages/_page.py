"""A proposal on a page: each line with its source."""

from collections.abc import Iterable

import attrs
import pendulum

from policytrack.dates import PartialDate
from policytrack.model import Membership, Position
from policytrack.pages._cited import Cited, cited
from policytrack.pages._details import Detail, in_words
from policytrack.pages._names import name_of
from policytrack.pages._rows import Row, added, rows, type_of
from policytrack.standing import Stand
from policytrack.terms import Phase, Stance
from policytrack.tracker import View


@attrs.frozen(kw_only=True)
class Voice:
    """Somebody who stands somewhere on a proposal, in the role in which they spoke.

    `inherited_from` is the package on which it was said, None where it was said of the proposal itself.
    """

    actor_id: str
    name: str
    who: str
    stance: Stance
    said_on: PartialDate | None
    inherited_from: str | None
    cited: Cited | None


@attrs.frozen(kw_only=True)
class Page:
    """What there is to say of a proposal in a view.

    `asked` is the source that says what is asked for. `standing` is the status in a line, with its date and
    the day as of which it holds; `status`, `phase` and `since` are its parts, and `status_borne_by` the
    source of the report that counts. `never_heard` are the names of stakeholders who have not been heard;
    None where nobody recorded who they are. `not_found` are questions that were looked into in vain.
    `type` is the wire type; where it is a plugin's, `details` are the fields that it adds. `rows` are the
    plugins' records that refer to the proposal.
    """

    proposal_id: str
    type: str
    title: str
    as_of: pendulum.Date | None
    asked: Cited | None
    change: str | None
    details: tuple[Detail, ...]
    standing: str
    status: str
    phase: Phase | None
    since: PartialDate | None
    certain: bool
    status_borne_by: Cited | None
    proponents: tuple[Voice, ...]
    critics: tuple[Voice, ...]
    others: tuple[Voice, ...]
    inherited: tuple[Voice, ...]
    never_heard: tuple[str, ...] | None
    not_found: tuple[str, ...]
    rows: tuple[Row, ...]


def page(view: View, proposal_id: str) -> Page:
    """Return the page of a proposal.

    Raises:
        RecordNotFoundError: There is no such proposal.
    """
    proposal, standing = view.proposal(proposal_id), view.standing(proposal_id)
    coverage, change = view.coverage(proposal_id), standing.change
    heard = coverage.never_heard
    return Page(
        proposal_id=proposal.id,
        type=type_of(view, proposal),
        title=proposal.title,
        as_of=standing.as_of,
        asked=cited(view, proposal.evidence),
        change=None if proposal.measure is None else in_words(view, proposal.measure),
        details=added(view, proposal),
        standing=str(standing),
        status=standing.status,
        phase=standing.phase,
        since=standing.since,
        certain=standing.certain,
        status_borne_by=None if change is None else cited(view, change.evidence),
        proponents=_voices(view, coverage.proponents),
        critics=_voices(view, coverage.critics),
        others=_voices(view, coverage.others),
        inherited=_voices(view, coverage.inherited),
        never_heard=None if heard is None else tuple(name_of(view, actor_id) for actor_id in heard),
        not_found=tuple(item.question for item in coverage.not_found),
        rows=rows(view).get(proposal_id, ()),
    )


def _voices(view: View, stands: Iterable[Stand]) -> tuple[Voice, ...]:
    return tuple(
        Voice(
            actor_id=stand.actor_id,
            name=name_of(view, stand.actor_id),
            who=speaker(view, stand.position),
            stance=stand.stance,
            said_on=stand.position.said_on,
            inherited_from=stand.inherited_from,
            cited=cited(view, stand.position.evidence),
        )
        for stand in stands
    )


def speaker(view: View, position: Position) -> str:
    """Return who took a position, with the role in which they spoke."""
    parts: list[str | None] = [name_of(view, position.actor_id)]
    if position.capacity_id is not None:
        capacity = view.get(position.capacity_id, Membership)
        parts.append(capacity.role)
        if capacity.organization_id != position.actor_id:
            parts.append(name_of(view, capacity.organization_id))
    return ", ".join(part for part in parts if part)
