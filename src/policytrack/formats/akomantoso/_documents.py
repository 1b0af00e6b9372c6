"""Reads Akoma Ntoso; see `policytrack.formats.akomantoso`."""

from collections.abc import Iterator, Mapping

import attrs

from policytrack.dates import PartialDate
from policytrack.errors import InvalidDateError, Problem, Severity
from policytrack.formats._faults import Fault
from policytrack.formats._gather import Gathering, day
from policytrack.formats._xml_read import Node, as_data, parse
from policytrack.formats.akomantoso._people import References
from policytrack.model import Citation, Event, Identifier, Instrument, Position, Proposal, Quote, Source
from policytrack.registry import Decoded
from policytrack.terms import InstrumentKind, Mode, SourceKind, Stance

_PROPOSALS = frozenset({"bill", "amendment", "act"})
_SPEECHES = ("speech", "question", "answer")
_EVENTS = ("eventRef", "step", "voting", "recount")
_TITLES = ("docTitle", "shortTitle", "docNumber", "docType")
_EXTRAS = "akn:meta"


def read(files: Mapping[str, bytes], *, strict: bool) -> Decoded:
    """Read documents by file; the one file of a reading has no name.

    Raises:
        DecodeError: The only file cannot be read, or strict reading found something wrong.
    """
    gathering = Gathering("Akoma Ntoso", strict=strict)
    for path, data in files.items():
        try:
            root = parse(data)
        except Fault as error:
            gathering.refuse(error, path)
            continue
        documents = [node for node in root.walk() if node.children("meta")]
        if not documents:
            place = path or "line 1"
            gathering.leave_out(place)
            gathering.report(Problem("missing-key", place, f"<{root.tag:.60}> holds no document with a meta"))
        for node in documents:
            _Document(node, gathering, path).take()
    return gathering.decoded()


class _Document:
    """One document: what stands in it by local name, and the source that it is."""

    def __init__(self, node: Node, gathering: Gathering, file: str) -> None:
        self._node, self._gathering, self._file = node, gathering, file
        self._found: dict[str, list[Node]] = {}
        self._references = References(gathering, file)
        # What stands in a document within this one belongs to that.
        for part in node.walk(into=lambda below: not below.children("meta")):
            self._found.setdefault(part.tag, []).append(part)
            for text in (*part.attributes.values(), *part.content):
                if isinstance(text, str):
                    gathering.damage.see(text, self._references.at(part))
        for tag, parts in self._found.items():
            if tag.startswith("TLC"):
                self._references.take(parts)
        self._work = self._level("FRBRWork")
        self._on = self._date(self._work, "FRBRdate")

    def take(self) -> None:
        """Keep what names the document, its events and its people."""
        uri = self._value(self._work, "FRBRthis") or self._value(self._work, "FRBRuri")
        if uri is None:
            place = self._references.at(self._node)
            self._gathering.leave_out(place)
            message = "neither FRBRthis nor FRBRuri of the work names it"
            self._gathering.report(Problem("missing-key", place, message))
            return
        source = self._source(uri)
        if source is None:
            return
        evidence = (Citation(source.id),)
        proposal = self._proposal(uri, evidence) if self._node.tag in _PROPOSALS else None
        for node in self._all(*_EVENTS):
            self._event(node, evidence, proposal)
        for node in self._all(*_SPEECHES):
            self._speech(node, self._references.actor(node.attributes.get("by"), node), evidence[0])
        for node in (*self._all("docProponent"), *self._signed()):
            actor = self._references.actor(node.attributes.get("refersTo"), node)
            if proposal is None or actor is None:
                self._speech(node, actor, evidence[0])
            else:
                self._proponent(node, actor, evidence, proposal)

    def _signed(self) -> Iterator[Node]:
        """Give who signed: the persons in a signature, or the signature itself where it names none."""
        for node in self._all("signature"):
            yield from [part for part in node.walk() if part.tag == "person"] or [node]

    def _source(self, uri: str) -> Source | None:
        meta = as_data(self._node.children("meta")[0]).tree.value
        publication = next(iter(self._all("publication")), None)
        expression = self._level("FRBRExpression")
        published = self._date_of(publication) or self._date(expression, "FRBRdate")
        return self._gathering.keep(
            Source,
            self._references.at(self._node),
            id=self._gathering.id_of("source", uri, f"{self._node.tag} {uri}"),
            title=self._title(uri),
            identifiers=self._identifiers(),
            publisher=None if publication is None else publication.attributes.get("showAs") or None,
            published=published,
            language=self._value(expression, "FRBRlanguage", "language"),
            kind=SourceKind.PRIMARY,
            extras={"akn:document": self._node.tag, _EXTRAS: meta},
        )

    def _proposal(self, uri: str, evidence: tuple[Citation, ...]) -> str | None:
        shown = (node.attributes.get("showAs", "") for node in self._all("keyword"))
        references = [(node, node.attributes.get("href", "")) for node in self._all("activeRef")]
        titles = dict.fromkeys(node.text() for tag in _TITLES[:2] for node in self._all(tag))
        title = self._title(uri)
        kept = self._gathering.keep(
            Proposal,
            self._references.at(self._node),
            id=self._gathering.id_of(self._node.tag, uri),
            title=title,
            identifiers=self._identifiers(),
            other_titles=tuple(text for text in titles if text and text != title),
            jurisdiction=self._value(self._work, "FRBRcountry"),
            topics=frozenset(word for word in shown if word),
            instruments=tuple(
                Instrument(
                    title=node.attributes.get("showAs") or href,
                    kind=InstrumentKind.STATUTE if "/act/" in href else InstrumentKind.OTHER,
                    url=href,
                )
                for node, href in references
                if href
            ),
            evidence=evidence,
            extras={"akn:document": self._node.tag},
        )
        return None if kept is None else kept.id

    def _event(self, node: Node, evidence: tuple[Citation, ...], proposal: str | None) -> None:
        given = node.attributes
        outcome = self._references.shown(given.get("outcome")) or given.get("outcome")
        words = (given.get("type"), outcome, self._references.shown(given.get("refersTo")))
        label = ": ".join(dict.fromkeys(word.removeprefix("#") for word in words if word)) or node.tag
        by = given.get("by")
        actor = self._references.actor(by, node) if by else None
        self._gathering.keep(
            Event,
            self._references.at(node),
            id=self._gathering.new_id("event", f"{node.tag} {label}", *self._key(node)),
            label=label,
            on=self._date_of(node) or (self._on if node.tag in {"voting", "recount"} else None),
            involves_ids=frozenset({actor} if actor else ()),
            evidence=evidence,
            extras={
                f"akn:{node.tag}": as_data(node).tree.value,
                **({"akn:proposal": proposal} if proposal else {}),
            },
        )

    def _speech(self, node: Node, actor: str | None, citation: Citation) -> None:
        """Keep a speech as an event, and so a signature that supports no bill or names nobody."""
        start, said = node.children("from"), [part for part in node.children() if part.tag != "from"]
        text = " ".join(part.text() for part in said).strip()
        speaker = (start[0].text() if start else "" if said else node.text()) or node.attributes.get("by", "")
        quote = Quote(exact=text) if text else None
        self._gathering.keep(
            Event,
            self._references.at(node),
            id=self._gathering.new_id("event", f"{node.tag} {speaker}", *self._key(node)),
            label=f"{node.tag}: {speaker}" if speaker else node.tag,
            on=self._on,
            involves_ids=frozenset({actor} if actor else ()),
            evidence=(attrs.evolve(citation, quote=quote),),
            extras={f"akn:{node.tag}": dict(node.attributes)},
        )

    def _proponent(self, node: Node, actor: str, evidence: tuple[Citation, ...], proposal: str) -> None:
        role = self._references.shown(node.attributes.get("as"))
        self._gathering.keep(
            Position,
            self._references.at(node),
            id=self._gathering.new_id("position", f"{node.tag} {actor}", *self._key(node)),
            proposal_id=proposal,
            actor_id=actor,
            stance=Stance.PROPOSES,
            mode=Mode.DIRECT,
            attribution=node.text() or None,
            said_on=self._on,
            evidence=evidence,
            extras={"akn:role": role} if role else {},
        )

    def _title(self, uri: str) -> str:
        texts = (node.text() for tag in _TITLES for node in self._all(tag))
        return next((text for text in texts if text), None) or self._value(self._work, "FRBRname") or uri

    def _identifiers(self) -> tuple[Identifier, ...]:
        parts = self._work.children("FRBRthis", "FRBRuri", "FRBRalias", "FRBRnumber")
        found = dict.fromkeys((part.tag, part.attributes.get("value", "")) for part in parts)
        return tuple(Identifier(scheme, text) for scheme, text in found if text)

    def _all(self, *tags: str) -> list[Node]:
        return [node for tag in tags for node in self._found.get(tag, ())]

    def _level(self, tag: str) -> Node:
        return next(iter(self._found.get(tag, ())), self._node)

    def _key(self, node: Node) -> tuple[str | None, str]:
        given = node.attributes
        named = given.get("eId") or f"{given.get('date', '')} {given.get('by', '')} {node.text()}"
        return self._value(self._work, "FRBRthis"), named

    def _date(self, level: Node, tag: str) -> PartialDate | None:
        return next((self._date_of(node) for node in level.children(tag)), None)

    def _date_of(self, node: Node | None) -> PartialDate | None:
        text = "" if node is None else node.attributes.get("date", "")
        if node is None or not text:
            return None
        try:
            return PartialDate.parse(day(text))
        except InvalidDateError as error:
            place = self._references.at(node)
            hint = f"it is kept in {_EXTRAS}"
            self._gathering.report(Problem("bad-date", place, str(error), hint, Severity.WARNING))
            return None

    @staticmethod
    def _value(level: Node, tag: str, name: str = "value") -> str | None:
        return next((text for node in level.children(tag) if (text := node.attributes.get(name))), None)
