"""What a plugin's records say of proposals: a row for each."""

from collections.abc import Mapping

import attrs

from policytrack.dates import PartialDate
from policytrack.model import Assertion, Proposal, Record, UnknownProposal, UnknownRecord, hints, references
from policytrack.pages._cited import Cited, cited
from policytrack.pages._details import Detail, details
from policytrack.tracker import View


@attrs.frozen(kw_only=True)
class Row:
    """A record of a plugin's type that refers to a proposal: its type, in words too, and its own fields."""

    record_id: str
    type: str
    label: str
    details: tuple[Detail, ...]
    cited: Cited | None


def type_of(view: View, record: Record) -> str:
    """Return the wire type of a plugin's record; `proposal` for a proposal of ours."""
    if isinstance(record, UnknownProposal | UnknownRecord):
        return record.type
    return "proposal" if type(record) is Proposal else view.registry.type_of(type(record))


def added(view: View, proposal: Proposal) -> tuple[Detail, ...]:
    """Return the fields that a plugin's class of proposals adds, in words."""
    return details(view, proposal, {*hints(Proposal), "type"})


def rows(view: View) -> Mapping[str, tuple[Row, ...]]:
    """Return, by the id of a proposal, the rows of the plugins' records that refer to it.

    What was corrected or retracted has none. They are in the order of their types, then of their first
    dates, the undated last, then of their ids. A field that does nothing but name the proposal is left out.
    """
    proposals = {proposal.id for proposal in view.proposals}
    found: dict[str, list[Row]] = {}
    for record in sorted(view.others, key=_order):
        links = {(one.path.split("/")[1], one.record_id) for one in references(record)}
        about = {link for link in links if link[0] not in _BASE and link[1] in proposals}
        if about and (not isinstance(record, Assertion) or view.stands(record)):
            alone = {name for name, record_id in about if getattr(record, name) == record_id}
            row = _row(view, record, _BASE | alone if len(about) == 1 else _BASE)
            for proposal_id in {record_id for _, record_id in about}:
                found.setdefault(proposal_id, []).append(row)
    return {proposal_id: tuple(about) for proposal_id, about in found.items()}


_BASE = frozenset(hints(Assertion))


def _row(view: View, record: Record, without: frozenset[str]) -> Row:
    kind = type_of(view, record)
    return Row(
        record_id=record.id,
        type=kind,
        label=kind.replace("-", " "),
        details=details(view, record, without),
        cited=cited(view, record.evidence) if isinstance(record, Assertion) else None,
    )


def _order(record: Record) -> tuple[str, str, str]:
    held: list[object] = [getattr(record, field.name) for field in attrs.fields(type(record))]
    dates = (str(one.span[0]) for one in held if isinstance(one, PartialDate))
    return type(record).__name__, next(dates, "9999"), record.id
