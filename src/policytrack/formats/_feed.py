"""What a feed says: an entry for each status that a proposal came to, with its sources and its doubts.

Reports of one transition are one entry: the report that wins in the tracker, with the others named in its
text. Nothing comes from the clock: an entry was updated on the day on which its newest evidence came out.
"""

import datetime
import re
import uuid
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from policytrack.errors import EncodeError, IntegrityError
from policytrack.formats._ledger import Ledger, Page
from policytrack.model import Snapshot, Source, StatusChange
from policytrack.registry import Registry

if TYPE_CHECKING:
    from policytrack.tracker import Tracker, View

EPOCH = datetime.date(1970, 1, 1)
"""The day of what has no date at all."""

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:policytrack:feed")
_URL = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+", re.ASCII)


@attrs.frozen(kw_only=True)
class Entry:
    """One status of one proposal.

    `key` is the same whichever report of the transition wins; `url` is the first address of its sources.
    """

    key: uuid.UUID
    proposal: Page
    change: Page
    title: str
    text: str
    url: str | None
    updated: datetime.date


def tracker_of(snapshot: Snapshot, registry: Registry | None, subject: str) -> "Tracker":
    """Return a tracker, for formats that write what it answers.

    Raises:
        EncodeError: The records do not fit together.
    """
    from policytrack.tracker import Tracker  # noqa: PLC0415  # Formats are loaded before anybody asks.

    try:
        return Tracker.from_snapshot(snapshot, registry=registry)
    except IntegrityError as error:
        raise EncodeError(subject, error.problems) from None


def key_of(*words: str) -> uuid.UUID:
    """Return the identity of a thing: the same on every run and machine.

    >>> key_of("self-defence-test", "c1") == key_of("self-defence-test", "c1")
    True
    """
    return uuid.uuid5(_NAMESPACE, "\0".join(words))


def entries_of(tracker: "View", ledger: Ledger) -> list[Entry]:
    """Return the entries of all proposals, the newest evidence first."""
    found: list[Entry] = []
    for proposal in tracker.proposals:
        page = ledger[proposal.id]
        standing = tracker.standing(proposal.id)
        states = tracker.lifecycle(proposal)
        for step in tracker.transitions(proposal.id):
            change = ledger[step.change.id]
            losers = [ledger[loser.id] for loser, _ in step.losers]
            label = states.state(step.change.to).label if states and step.change.to in states else ""
            lines = [
                *_said(change, ledger, label),
                *(_also(loser, ledger) for loser in losers),
                f"Where the proposal stands: {ledger.clean(str(standing))}.",
            ]
            cited = list(_sources(tracker, [step.change, *(loser for loser, _ in step.losers)]))
            found.append(
                Entry(
                    key=key_of(proposal.id, _root(tracker, step.change)),
                    proposal=page,
                    change=change,
                    title=f"{page.show_as('title', proposal.title)}: {change.show('to')}",
                    text="\n".join(lines),
                    url=next((source.url for source in cited if is_url(source.url)), None),
                    updated=max(_days(step.change, cited), default=EPOCH),
                )
            )
    return sorted(found, key=lambda entry: (-entry.updated.toordinal(), entry.key))


def is_url(text: str | None) -> bool:
    """Say whether a text is an address that can stand where a format wants a URI."""
    return text is not None and _URL.fullmatch(text) is not None


def _said(change: Page, ledger: Ledger, label: str) -> Iterator[str]:
    """Give the lines of the report that won."""
    extent = f", {change.show('extent')}" if "extent" in change.wire else ""
    confidence = f" ({change.show('confidence')} confidence)" if "confidence" in change.wire else ""
    yield f"{label or change.show('to')}{extent}: {_on(change)}{confidence}."
    names = [ledger[actor_id].show("name") for actor_id in change.wire.get("by_ids", ())]
    if names:
        yield f"By {'; '.join(names)}."
    if "wording" in change.wire:
        yield f"“{change.show('wording')}”"
    for index, citation in enumerate(change.wire.get("evidence", ())):
        quote = f"“{change.show('evidence', index, 'quote', 'exact')}” " if "quote" in citation else ""
        note = f" ({change.show('evidence', index, 'note')})" if "note" in citation else ""
        yield f"Source: {quote}{cited_as(ledger[citation['source_id']])}{note}"


def _also(change: Page, ledger: Ledger) -> str:
    """Return the line of a report that did not win."""
    sources = [cited_as(ledger[citation["source_id"]]) for citation in change.wire.get("evidence", ())]
    return f"Also reported: {change.show('to')}, {_on(change)}. {'; '.join(sources) or 'No source.'}"


def _on(change: Page) -> str:
    return change.show("on") or "on a day that no source gives"


def cited_as(source: Page) -> str:
    """Return a source as it is cited: never its address without its title."""
    shown = [source.show(name) for name in ("title", "publisher", "published", "url")]
    return ", ".join(part for part in shown if part)


def _sources(tracker: "View", changes: Iterable[StatusChange]) -> Iterator[Source]:
    for change in changes:
        for citation in change.evidence:
            yield tracker.get(citation.source_id, Source)


def _days(change: StatusChange, cited: Iterable[Source]) -> Iterator[datetime.date]:
    """Give the days on which the evidence came out; where it has none, that of the change itself."""
    days = [date.latest for source in cited if (date := source.published or source.retrieved_on)]
    yield from (day for day in days if day)
    if not any(days) and change.on and change.on.latest:
        yield change.on.latest


def _root(tracker: "View", change: StatusChange) -> str:
    """Return what names a transition, also where a correction has taken the place of the first report."""
    while change.claim is None and change.corrects_id is not None:
        change = tracker.get(change.corrects_id, StatusChange)
    return change.transition
