"""Bills as GPO's BILLSTATUS XML has them, in each of its generations: 1.0.0, none and 3.0.0."""

from collections.abc import Iterator

from policytrack.dates import PartialDate
from policytrack.errors import Problem, Severity
from policytrack.formats._gather import Gathering, Part, day
from policytrack.formats.congress._actions import NOT_ACTIONS, Course, chamber, effect
from policytrack.formats.congress._people import body
from policytrack.formats.congress._sponsors import Sponsors
from policytrack.ids import slug
from policytrack.model import (
    Citation,
    Event,
    Identifier,
    Instrument,
    Organization,
    Proposal,
    Relation,
    Source,
    StatusChange,
)
from policytrack.terms import InstrumentKind, SourceKind, Stance


class Bills:
    """The bills of one reading, and the other bills that they name."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._named: dict[str, tuple[str, str, tuple[Citation, ...]]] = {}

    def take(self, part: Part) -> None:
        """Keep what a file says of one bill."""
        _Bill(part, self._gathering, self._named).take()

    def finish(self) -> None:
        """Keep the bills that others are related to and that no file is about: by their titles alone."""
        for bill, (title, path, evidence) in self._named.items():
            if not self._gathering.has(bill):
                self._gathering.keep(
                    Proposal,
                    path,
                    id=bill,
                    title=title,
                    jurisdiction="us",
                    lifecycle="us-bill",
                    evidence=evidence,
                )


class _Bill:
    """One bill, with the id and the source to which everything in its file belongs."""

    def __init__(
        self, root: Part, gathering: Gathering, named: dict[str, tuple[str, str, tuple[Citation, ...]]]
    ) -> None:
        self._root, self._bill, self._gathering, self._named = root, root.part("bill"), gathering, named
        self._congress = self._bill.text("congress")
        # The elements were renamed with version 3.0.0.
        self._type = self._bill.text("billType") or self._bill.text("type")
        self._number = self._bill.text("billNumber") or self._bill.text("number")
        self._id = _bill_id(self._type, self._number, self._congress)
        self._evidence: tuple[Citation, ...] = ()

    def take(self) -> None:
        """Keep the bill, who sponsors it, its actions, and what it is related to."""
        bill, title = self._bill, self._bill.text("title")
        needs = {"congress": self._congress, "type": self._type, "number": self._number, "title": title}
        if lacking := [key for key, value in needs.items() if value is None]:
            bill.missing(*lacking)
            return
        introduced = bill.date("introducedDate", day)
        sponsors = bill.within("sponsors", "item")
        cosponsors = bill.within("cosponsors", "item")
        actions = bill.within("actions", "item")
        others = dict.fromkeys(item.text("title") for item in bill.kept.part("titles").parts("item"))
        laws = bill.kept.part("laws").parts("item")
        source = self._source()
        if source is None:
            return
        self._evidence = (Citation(source.id),)
        dates = {} if introduced is None else {"us.congress:introduced": str(introduced)}
        kept = self._gathering.keep(
            Proposal,
            bill.path,
            id=self._id,
            title=title,
            summary=self._summary(),
            topics=frozenset(self._topics()),
            jurisdiction="us",
            lifecycle="us-bill",
            relations=tuple(self._relations()),
            instruments=tuple(
                Instrument(f"{law.text('type') or 'Law'} {number}", InstrumentKind.STATUTE)
                for law in laws
                if (number := law.text("number"))
            ),
            other_titles=tuple(text for text in others if text and text != title),
            identifiers=(Identifier("us.congress", f"{self._congress}/{self._type}/{self._number}"),),
            evidence=self._evidence,
            extras={**bill.rest("us.congress:bill"), **dates},
        )
        if kept is None:
            return
        self._committees()
        backers = Sponsors(self._id, self._type or "", self._congress or "", self._evidence, self._gathering)
        for sponsor in sponsors:
            backers.take(sponsor, Stance.PROPOSES, introduced)
        for cosponsor in cosponsors:
            backers.take(cosponsor, Stance.SUPPORTS, cosponsor.date("sponsorshipDate", day))
        self._actions(actions)

    def _source(self) -> Source | None:
        root, core = self._root, self._root.kept.part("dublinCore")
        language = core.text("language")
        return self._gathering.keep(
            Source,
            root.path,
            id=f"billstatus-{self._id}",
            title=f"Bill status of {self._type} {self._number}, {self._congress}th Congress",
            publisher=core.text("contributor"),
            published=self._bill.kept.date("updateDate", day),
            language=None if language is None else language.lower(),
            licence=core.text("rights"),
            kind=SourceKind.PRIMARY,
            extras=root.rest("us.congress:billstatus"),
        )

    def _summary(self) -> str | None:
        """Return the text of the summary of the latest action; the older ones stay in extras."""
        summaries = self._bill.kept.part("summaries")
        parts = (*summaries.kept.part("billSummaries").parts("item"), *summaries.parts("summary"))
        found = [
            (part.text("actionDate") or "", index, part.text("text")) for index, part in enumerate(parts)
        ]
        return max(found)[2] if found else None

    def _topics(self) -> Iterator[str]:
        subjects = self._bill.kept.part("subjects")
        for around in (self._bill, subjects, subjects.kept.part("billSubjects")):
            for key in ("policyArea", "primarySubject"):
                if name := around.kept.part(key).text("name"):
                    yield name
            for key in ("legislativeSubjects", "otherSubjects"):
                yield from (
                    name for item in around.kept.part(key).parts("item") if (name := item.text("name"))
                )

    def _relations(self) -> Iterator[Relation]:
        for item in self._bill.kept.part("relatedBills").parts("item"):
            words = {key: item.text(key) for key in ("type", "number", "congress")}
            kind, number, congress = words.values()
            if lacking := [key for key, word in words.items() if word is None]:
                item.missing(*lacking)
                continue
            other = _bill_id(kind, number, congress)
            title = item.text("latestTitle") or item.text("title")
            title = title or f"{kind} {number}, {congress}th Congress"
            self._named.setdefault(other, (title, item.path, self._evidence))
            kinds = [detail.text("type") for detail in item.part("relationshipDetails").parts("item")]
            for kind in dict.fromkeys(kinds or [None]):
                yield Relation(slug(kind or "related bill"), other)

    def _committees(self) -> None:
        committees = self._bill.kept.part("committees")
        for item in (*committees.kept.part("billCommittees").parts("item"), *committees.parts("item")):
            self._committee(item)
            for child in item.part("subcommittees").parts("item"):
                self._committee(child)

    def _committee(self, part: Part) -> str | None:
        """Keep a committee by its code: that of congress-legislators in small letters, and `00` behind it."""
        code, name = part.text("systemCode"), part.text("name")
        if code is None or name is None:
            return None
        record_id = code.upper().removesuffix("00")
        return self._gathering.share(
            Organization, part.path, id=record_id, name=name, classification="committee"
        )

    def _actions(self, actions: list[Part]) -> None:
        """Keep each action, oldest first: those of one day stand in the file with the latest first."""
        dated = [(action.date("actionDate", day), action) for action in actions]
        days = [str(on) for on, _ in dated if on is not None]
        if days and days[0] >= days[-1]:
            dated.reverse()
        course, events = Course(), 0
        for on, action in sorted(dated, key=lambda pair: str(pair[0] or "")):
            events += self._action(action, on, course)
        if events:
            message = f"{events} of {len(actions)} actions move no status: they are kept as events"
            self._gathering.report(
                Problem("no-status", self._bill.at("actions"), message, None, Severity.INFO)
            )

    def _action(self, part: Part, on: PartialDate | None, course: Course) -> bool:
        """Keep one action, and say whether it is an event."""
        path, text, code = part.path, part.text("text"), part.kept.text("actionCode")
        kind, system = part.kept.text("type"), part.kept.part("sourceSystem").text("name")
        if text is None:
            part.missing("text")
            return False
        bodies = (*part.kept.part("committees").parts("item"), *part.kept.parts("committee"))
        committees = [found for body_ in bodies if (found := self._committee(body_))]
        where = chamber(code, system, text)
        state = course.state(effect(code, text), where)
        if kind is not None and kind.lower() in NOT_ACTIONS:
            state = None
            message = (
                f"{kind}: this type is no action on a bill, whatever its words are; it is kept as an event"
            )
            self._gathering.report(Problem("no-action", path, message, None, Severity.WARNING))
        extras = part.rest("us.congress:action")
        words = f"{self._id} {on or ''} {code or kind or ''}"
        made = self._gathering.new_id("action", words, kind, text)
        evidence = (Citation(self._evidence[0].source_id, note=system),)
        if state is None:
            self._gathering.keep(
                Event,
                path,
                id=made,
                label=text,
                on=on,
                involves_ids=frozenset(committees),
                evidence=evidence,
                extras={**extras, "us.congress:bill": self._id},
            )
            return True
        by = committees if state == "reported" else [body(where, path, self._gathering)] if where else []
        self._gathering.keep(
            StatusChange,
            path,
            id=made,
            proposal_id=self._id,
            to=state,
            on=on,
            by_ids=frozenset(by),
            wording=text,
            # The floor and the Library of Congress report one step twice: both are one transition.
            claim=f"{self._id} {state} {on}" if on else None,
            evidence=evidence,
            extras=extras,
        )
        return False


def _bill_id(kind: str | None, number: str | None, congress: str | None) -> str:
    return f"{(kind or '').lower()}{number}-{congress}"
