"""`atom`: an Atom feed (RFC 4287) of what became of proposals."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Tree

import attrs

from policytrack.formats._feed import Entry, entries_of, is_url, key_of, tracker_of
from policytrack.formats._ledger import Ledger
from policytrack.formats._one_way import WriteOnly
from policytrack.formats._xml import document, readable
from policytrack.model import Proposal, Snapshot
from policytrack.registry import Encoded, Registry
from policytrack.visible import shown

if TYPE_CHECKING:
    from policytrack.tracker import View

_NAMESPACE = "http://www.w3.org/2005/Atom"


@attrs.frozen
class AtomFormat(WriteOnly):
    """An Atom feed: an entry for each status of each proposal, the newest evidence first.

    An entry's id is a `urn:uuid` made of the proposal and the transition, its categories are the proposal's
    id and the state's, its links the sources. `feed_id` is an address or URN for a feed of your own that
    lives; None makes one of the proposals' ids. Characters that cannot be seen stand as their code points,
    and what held them is declared lost.
    """

    title: str = "What became of policy proposals"
    feed_id: str | None = None
    name: str = attrs.field(default="atom", init=False)
    suffixes: tuple[str, ...] = attrs.field(default=(".atom",), init=False)

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a feed.

        Raises:
            EncodeError: The records do not fit together, or hold what the wire has no place for.
        """
        tracker = tracker_of(snapshot, registry, "snapshot as a feed")
        ledger = Ledger(snapshot, registry, "snapshot as a feed", _seen)
        data = self._written(ledger, entries_of(tracker, ledger), snapshot.proposals)
        return Encoded(data, ledger.losses())

    def of(self, view: "View", proposals: Sequence[Proposal]) -> bytes:
        """Write a feed of some of the proposals that a view shows, as it shows them.

        Raises:
            EncodeError: A record holds what the wire has no place for.
        """
        ledger = Ledger(view.snapshot(), view.registry, "view as a feed", _seen)
        ids = {proposal.id for proposal in proposals}
        entries = [one for one in entries_of(view, ledger) if one.proposal.record.id in ids]
        return self._written(ledger, entries, proposals)

    def _written(self, ledger: Ledger, entries: Sequence[Entry], proposals: Sequence[Proposal]) -> bytes:
        made_of = key_of(*(proposal.id for proposal in proposals))
        feed = Tree.Element("feed", {"xmlns": _NAMESPACE})
        _add(feed, "title", self.title)
        _add(feed, "id", self.feed_id or made_of.urn)
        newest = max((entry.updated for entry in entries), default=None)
        _add(feed, "updated", f"{newest or '1970-01-01'}T00:00:00Z")
        _add(_add(feed, "author"), "name", "policytrack")
        for entry in entries:
            feed.append(_entry(entry, ledger))
        return document(feed)


def _seen(text: str) -> str:
    """Return a text as a reader may show it: what turns or hides text in a list of titles is told instead."""
    return readable(shown(text))


def _entry(entry: Entry, ledger: Ledger) -> Tree.Element:
    element = Tree.Element("entry")
    _add(element, "title", entry.title)
    _add(element, "id", entry.key.urn)
    _add(element, "updated", f"{entry.updated}T00:00:00Z")
    entry.proposal.take("id")
    for scheme, key in (("proposal", "proposal_id"), ("state", "to")):
        _add(element, "category", scheme=f"urn:policytrack:{scheme}", term=entry.change.show(key))
    for url, title in _links(entry, ledger):
        _add(element, "link", rel="via", href=url, title=title)
    _add(element, "content", entry.text, type="text")
    return element


def _links(entry: Entry, ledger: Ledger) -> Iterator[tuple[str, str]]:
    for citation in entry.change.wire.get("evidence", ()):
        source = ledger[citation["source_id"]]
        if is_url(source.wire.get("url")):
            yield source.show("url"), source.show("title")


def _add(parent: Tree.Element, name: str, text: str | None = None, **attributes: str) -> Tree.Element:
    element = Tree.SubElement(parent, name, attributes)
    element.text = text
    return element
