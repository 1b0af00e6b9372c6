"""Which proposals moved between two moments, and why."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Self

import attrs

from policytrack.evidence._diff_text import name_of, reported
from policytrack.evidence._diff_values import Moved
from policytrack.model import Assertion, Proposal, Record, Snapshot, StatusChange
from policytrack.standing import Stand, Standing
from policytrack.terms import UNASSESSED, CorrectionKind
from policytrack.tracker import Tracker, View

if TYPE_CHECKING:
    from policytrack.registry import Registry


@attrs.frozen
class Side:
    """One of two moments: a view, the records that it shows by id, in their order, and what corrects what."""

    view: View
    records: Mapping[str, Record]
    corrections: Mapping[tuple[str, str, CorrectionKind], Assertion]

    @classmethod
    def of(cls, moment: View | Snapshot, registry: "Registry | None") -> Self:
        """Make a side of a tracker, a view or a snapshot."""
        view = moment if isinstance(moment, View) else Tracker.from_snapshot(moment, registry=registry)
        records = {record.id: record for record in view.snapshot().records()}
        corrections = {
            (record.corrects_id, record.id, record.correction): record
            for record in records.values()
            if isinstance(record, Assertion)
            and record.corrects_id is not None
            and record.correction is not None
        }
        return cls(view, records, corrections)

    @property
    def proposals(self) -> frozenset[str]:
        """The ids of the proposals."""
        return frozenset(record.id for record in self.records.values() if isinstance(record, Proposal))

    def standing(self, proposal_id: str) -> Standing:
        """Return the standing of a proposal, `unassessed` where this side does not show it."""
        return self.view.standing(proposal_id) if self.shows(proposal_id) else Standing(status=UNASSESSED)

    def shows(self, proposal_id: str) -> bool:
        """Say whether this side shows a proposal."""
        return isinstance(self.records.get(proposal_id), Proposal)

    def stands(self, proposal_id: str) -> Mapping[str, Stand]:
        """Return who stands where on a proposal itself, by actor."""
        return {stand.actor_id: stand for stand in self.view.stances(proposal_id)}


@attrs.frozen
class _Account:
    """The reports on a proposal on one side: those that count, in order, and why the others do not."""

    counted: Mapping[str, StatusChange]
    why_not: Mapping[str, str]

    @classmethod
    def of(cls, side: Side, proposal_id: str) -> Self:
        if not side.shows(proposal_id):
            return cls({}, {})
        told = side.view.explain(proposal_id)
        losers = [*told.left_out, *(loser for step in told.steps for loser in step.losers)]
        why_not = {loser.change.id: loser.reason for loser in losers}
        why_not |= {step.change.id: f"not yet on {side.view.on}" for step in told.steps if not step.counts}
        return cls({step.change.id: step.change for step in told.steps if step.counts}, why_not)


@attrs.frozen
class _Cause:
    """A record that makes the difference: what became of it in a word or two, and what to call it."""

    record_id: str
    fate: str
    words: str


def moves(old: Side, new: Side, touched: Mapping[str, tuple[str, Record]]) -> Iterator[Moved]:
    """Give the proposals that moved, by id.

    Args:
        old: The side before.
        new: The side after.
        touched: By id, the records that are `new`, `gone` or `changed`, each with that word in front.
    """
    for proposal_id in sorted(old.proposals | new.proposals):
        before, after = old.standing(proposal_id), new.standing(proposal_id)
        if _place(before) == _place(after):
            continue
        causes = list(_reports(_Account.of(old, proposal_id), _Account.of(new, proposal_id)))
        reports = {cause.record_id for cause in causes}
        turned = {*_turned(old, new, reports), *_turned(new, old, reports)}
        elsewhere = "another table of states"
        if not causes:
            support = (touched[held] for held in _support(proposal_id, (before, after)) if held in touched)
            causes = [_Cause(record.id, fate, name_of(record) or record.id) for fate, record in support]
            if old.view.on != new.view.on:
                elsewhere = f"asked of {new.view.on or 'no day'} instead of {old.view.on or 'no day'}"
        yield Moved(
            proposal_id=proposal_id,
            before=before,
            after=after,
            because=tuple(sorted(turned.union(cause.record_id for cause in causes))),
            reason=_told(causes) or elsewhere,
        )


def _place(standing: Standing) -> tuple[object, ...]:
    """Return what a standing says of the proposal, without what it rests on."""
    return standing.status, standing.phase, standing.since, standing.extent, standing.certain


def _reports(before: _Account, after: _Account) -> Iterator[_Cause]:
    """Give the reports that say what no report on the other side says, in their order.

    One that the other side has as well comes with why it does not count there. A report that took the place
    of another and says the same moved nothing.
    """
    said_before, said_after = (set(map(_said, side.counted.values())) for side in (before, after))
    for record_id, change in before.counted.items():
        if record_id not in after.counted and _said(change) not in said_after:
            why = after.why_not.get(record_id)
            words = f"{reported(change)} ({why})" if why else reported(change)
            yield _Cause(record_id, "counts no more" if why else "gone", words)
    for record_id, change in after.counted.items():
        if record_id in before.counted and _said(change) != _said(before.counted[record_id]):
            yield _Cause(record_id, "changed", reported(change))
        elif record_id not in before.counted and _said(change) not in said_before:
            why = before.why_not.get(record_id)
            words = f"{reported(change)} (before: {why})" if why else reported(change)
            yield _Cause(record_id, "counts now" if why else "new", words)


def _said(change: StatusChange) -> tuple[object, ...]:
    """Return what a standing takes from a report; its evidence dates one that has no date."""
    return change.to, change.on, change.extent, change.on is None and change.evidence


def _turned(side: Side, other: Side, reports: set[str]) -> Iterator[str]:
    """Give the corrections of one side alone that withdraw one of the reports, or give it back."""
    for record_id, by_id, kind in side.corrections.keys() - other.corrections.keys():
        target: str | None = None if kind is CorrectionKind.CONFIRMS else record_id
        while target is not None and target not in reports:
            record = side.records.get(target)
            target = record.corrects_id if isinstance(record, Assertion) else None
        if target is not None:
            yield by_id


def _support(proposal_id: str, standings: Iterable[Standing]) -> Iterator[str]:
    """Give the ids of what standings rest on besides reports: the proposal, and the sources that decide."""
    yield proposal_id
    decided = [standing.change for standing in standings if standing.change is not None]
    yield from dict.fromkeys(citation.source_id for change in decided for citation in change.evidence)


def _told(causes: Iterable[_Cause]) -> str:
    """Say what made the difference, what shares a fate together."""
    fates: dict[str, list[str]] = {}
    for cause in causes:
        fates.setdefault(cause.fate, []).append(cause.words)
    return "; ".join(f"{fate}: {', '.join(words)}" for fate, words in fates.items())
