"""What can be seen on the axis `known`: which evidence was public, and what it leaves of each record."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar, cast

import attrs

from policytrack.dates import PartialDate
from policytrack.model import Assertion, Citation, NotFound, Proposal, Record, Source
from policytrack.resolution import Report, Witness, public_by
from policytrack.terms import CorrectionKind
from policytrack.tracker._index import Index

if TYPE_CHECKING:
    import pendulum

R = TypeVar("R", bound=Record)


@attrs.frozen
class Moment:
    """When something counts: from the day `begin` on possibly, from the day `end` on surely.

    `begin` is the earliest day of the date, or its latest where the beginning is open; without a date it
    is the day on which the evidence came out. None where nothing tells.
    """

    date: PartialDate | None
    begin: "pendulum.Date | None"
    end: "pendulum.Date | None"

    def counts(self, on: datetime.date | None) -> bool:
        """Say whether it possibly happened by the day `on`; None asks for no day."""
        return on is None or (self.begin is not None and self.begin <= on)

    def surely(self, on: datetime.date | None) -> bool:
        """Say whether it surely happened by the day `on`."""
        if self.date is not None and self.date.is_qualified:
            return False
        return on is None or (self.end is not None and self.end <= on)


_TAKES_AWAY = frozenset({CorrectionKind.CORRECTS, CorrectionKind.RETRACTS})


class Sight:
    """The records of an index as they could be seen by the day `known`; None cuts nothing."""

    index: Index
    known: "pendulum.Date | None"

    def __init__(self, index: Index, known: "pendulum.Date | None") -> None:
        self.index, self.known = index, known
        # Caches of this view of the data alone; they go when it goes.
        self._seen: dict[int, tuple[Record, Record | None]] = {}
        self._shown: dict[int, tuple[Proposal, Proposal | None]] = {}
        self._takers: dict[str, list[Assertion]] = {}

    def public(self, source_id: str) -> bool:
        """Say whether a source was public."""
        if self.known is None:
            return True
        day = public_by(self.index.sources[source_id])
        return day is not None and day <= self.known

    def see(self, record: R) -> R | None:
        """Return a record with the evidence that was public, None where it could not be seen."""
        # By identity, since to hash a record takes longer than to see it; what is kept here keeps its number.
        found = self._seen.get(id(record))
        if found is None:
            found = self._seen[id(record)] = record, self._see(record)
        return cast("R | None", found[1])

    def show(self, proposal: Proposal) -> Proposal | None:
        """Return a proposal as it can be seen, with what had been corrected in it by then."""
        found = self._shown.get(id(proposal))
        if found is None:
            found = self._shown[id(proposal)] = proposal, self._show(proposal)
        return found[1]

    def _see(self, record: Record) -> Record | None:
        if self.known is None:
            return record
        match record:
            case Proposal(corrects_id=None):
                return self._see_proposal(record)
            case Assertion():
                return self._see_assertion(record)
            case Source():
                return record if self.public(record.id) else None
            case _:
                return record

    def _see_assertion(self, record: Assertion) -> Assertion | None:
        evidence = self._public_part(record)
        if not evidence:
            return None
        return record if evidence == record.evidence else attrs.evolve(record, evidence=evidence)

    def _see_proposal(self, proposal: Proposal) -> Proposal | None:
        """See a proposal once anything about it was public."""
        about = (*self.index.changes[proposal.id], *self.index.positions[proposal.id])
        evidence = self._public_part(proposal)
        if not evidence and not any(self.see(record) for record in about):
            return None
        not_found = self.not_found(proposal)
        if evidence == proposal.evidence and not_found == proposal.not_found:
            return proposal
        return attrs.evolve(proposal, evidence=evidence, not_found=not_found)

    def _show(self, proposal: Proposal) -> Proposal | None:
        """Give a proposal the fields of the correction that came out last, and the evidence of both."""
        seen = self.see(proposal)
        if seen is None or (last := self.correction_of(proposal)) is None:
            return seen
        return attrs.evolve(
            last,
            id=proposal.id,
            evidence=(*seen.evidence, *(cited for cited in last.evidence if cited not in seen.evidence)),
            not_found=self.not_found(last),
            corrects_id=None,
            correction=None,
            correction_reason=None,
        )

    def correction_of(self, proposal: Proposal) -> Proposal | None:
        """Return the correction whose fields a proposal shows: that which came out last, if there is one."""
        standing = (found for found in self._corrections(proposal) if self.withdrawn_by(found.id) is None)
        return max(standing, key=lambda found: (self.report(found, None).published, found.id), default=None)

    def _corrections(self, proposal: Proposal) -> Iterator[Proposal]:
        """Give the records that correct a proposal, or one of its corrections, and could be seen."""
        waiting = [proposal.id]
        while waiting:
            for correction in self.index.corrections.get(waiting.pop(), ()):
                seen = self.see(correction)
                if isinstance(seen, Proposal) and seen.correction is CorrectionKind.CORRECTS:
                    yield seen
                    waiting.append(seen.id)

    def _public_part(self, record: Assertion) -> tuple[Citation, ...]:
        return tuple(citation for citation in record.evidence if self.public(citation.source_id))

    def not_found(self, proposal: Proposal) -> tuple[NotFound, ...]:
        """Return what had been looked for in vain."""
        if self.known is None:
            return proposal.not_found
        return tuple(
            item
            for item in proposal.not_found
            if item.looked_on is not None
            and item.looked_on.latest is not None
            and item.looked_on.latest <= self.known
        )

    def withdrawn_by(self, record_id: str) -> Assertion | None:
        """Return the record that corrects or retracts this one, None where it stands.

        A correction that is corrected again still takes the place of what it corrected; one that is
        retracted does not, nor does a retraction that is corrected or retracted.
        """
        waiting = [record_id]  # A chain of corrections may be longer than Python's stack.
        while waiting:
            here = waiting[-1]
            taking = [
                found for found in self.index.corrections.get(here, ()) if found.correction in _TAKES_AWAY
            ]
            later = [found.id for found in taking if found.id not in self._takers]
            if later and here not in self._takers:
                waiting += later
                continue
            self._takers[here] = [found for found in taking if self.see(found) and not self._cancelled(found)]
            waiting.pop()
        return next(iter(self._takers[record_id]), None)

    def _cancelled(self, correction: Assertion) -> bool:
        """Say whether a correction or a retraction takes nothing away any more."""
        if correction.correction is CorrectionKind.RETRACTS:
            return bool(self._takers[correction.id])
        return any(taker.correction is CorrectionKind.RETRACTS for taker in self._takers[correction.id])

    def stands(self, record: Assertion) -> bool:
        """Say whether a record can be seen, states something itself, and was not withdrawn."""
        return (
            self.see(record) is not None
            and record.correction is not CorrectionKind.RETRACTS
            and self.withdrawn_by(record.id) is None
        )

    def witnesses(self, record: Assertion) -> tuple[Witness, ...]:
        """Return what the sources of a record weigh, those that were public."""
        weighed = (
            (citation, self.index.witnesses[citation.source_id]) for citation in self._public_part(record)
        )
        return tuple(
            seen if citation.origin is None else attrs.evolve(seen, root=citation.origin)
            for citation, seen in weighed
        )

    def report(self, record: Assertion, date: PartialDate | None) -> Report:
        """Return a record as a resolution looks at it."""
        return Report(record.id, date, self.witnesses(record))

    def moment(self, record: Assertion, date: PartialDate | None) -> Moment:
        """Return when a record counts: by its date, or lacking one by when its evidence came out."""
        if date is None:
            days = [seen.public for seen in self.witnesses(record) if seen.public is not None]
            if not days:
                return Moment(None, None, None)
            date = PartialDate.by(datetime.date.fromordinal(min(days)))
            return Moment(date, date.latest, date.latest)
        return Moment(date, date.earliest or date.latest, date.latest)
