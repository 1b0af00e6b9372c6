"""Put repaired quotes in the place of those that no longer stand where they say."""

from collections.abc import Collection, Iterable

import attrs

from policytrack.errors import IntegrityError, Problem, UnknownNameError
from policytrack.evidence._verification import QuoteVerdict, Verification
from policytrack.model import Assertion, Citation, Quote, Record, Snapshot
from policytrack.tracker import Tracker

SAME_WORDS: frozenset[QuoteVerdict] = frozenset({QuoteVerdict.MOVED, QuoteVerdict.NORMALISED})
"""The verdicts whose repair keeps every word: what `reanchor` accepts unless told otherwise."""

REPAIRABLE: frozenset[QuoteVerdict] = SAME_WORDS | {QuoteVerdict.DRIFTED}
"""The verdicts that can carry a repair at all."""

_Key = tuple[str, str, Quote]


def reanchor(
    tracker: Tracker,
    verifications: Iterable[Verification],
    *,
    accept: Collection[QuoteVerdict] = SAME_WORDS,
) -> Tracker:
    """Return a new tracker with the repairs that verifications propose.

    Only the quotes change: their offsets, their words where those were accepted to, and what stands before
    and behind. Verifications without a repair change nothing, so that `verify` afterwards still says what
    is left: an ambiguous quote is never repaired, nor one with several passages as near.

    Args:
        tracker: The tracker whose citations were verified.
        verifications: All or some of what `verify` returned for the tracker or a view of it.
        accept: Of which verdicts to take the repair. By default only those that keep every word; add
            `QuoteVerdict.DRIFTED` for verifications whose `diff` somebody has read.

    Raises:
        UnknownNameError: A verdict to accept never has a repair.
        IntegrityError: A verification is of no citation of this tracker, or two propose different repairs
            of one; it lists every one.
    """
    for verdict in accept:
        if verdict not in REPAIRABLE:
            raise UnknownNameError("verdict with a repair", verdict, REPAIRABLE)
    snapshot = tracker.snapshot()
    repairs, problems = _repairs(snapshot, [one for one in verifications if one.verdict in accept])
    if problems:
        raise IntegrityError("the repairs do not fit the records", problems)
    records = (_mended(record, repairs) for record in snapshot.records())
    # A tracker says nowhere in public what it was made with.
    registry = tracker.registry
    return Tracker.from_snapshot(Snapshot.of(records), registry=registry)


def _repairs(snapshot: Snapshot, accepted: Iterable[Verification]) -> tuple[dict[_Key, Quote], list[Problem]]:
    known = {
        (record.id, citation.source_id, citation.quote)
        for record in snapshot.records()
        if isinstance(record, Assertion)
        for citation in record.evidence
    }
    repairs: dict[_Key, Quote] = {}
    problems: list[Problem] = []
    for one in accepted:
        key = one.record_id, one.source_id, one.quote
        if one.repair is None:
            continue
        if key not in known:
            message = f"{one.source_id}: is not cited here with the quote that was verified"
            problems.append(Problem("unknown-citation", one.path, message, "verify this tracker again"))
        elif repairs.setdefault(key, one.repair) != one.repair:
            message = f"{one.source_id}: its quote has two different repairs"
            problems.append(Problem("competing-repair", one.path, message, "keep one verification of each"))
    return repairs, problems


def _mended(record: Record, repairs: dict[_Key, Quote]) -> Record:
    if not isinstance(record, Assertion):
        return record
    evidence = tuple(_requoted(record.id, citation, repairs) for citation in record.evidence)
    return record if evidence == record.evidence else attrs.evolve(record, evidence=evidence)


def _requoted(record_id: str, citation: Citation, repairs: dict[_Key, Quote]) -> Citation:
    if citation.quote is None:
        return citation
    repair = repairs.get((record_id, citation.source_id, citation.quote), citation.quote)
    return attrs.evolve(citation, quote=repair)
