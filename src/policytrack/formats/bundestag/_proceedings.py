"""One proceeding of DIP21: its steps, its decisions, who spoke, and its status of today."""

from policytrack.dates import PartialDate
from policytrack.errors import InvalidDateError, Problem, Severity
from policytrack.formats._gather import Gathering, Part
from policytrack.formats.bundestag._people import Speaker, chamber, committee, organization
from policytrack.formats.bundestag._words import (
    LAW,
    PAPER,
    STANDS,
    dated,
    decision,
    first_day,
    gazette,
    turn,
)
from policytrack.lifecycle import shipped
from policytrack.model import Citation, Event, Identifier, Position, Proposal, Source, StatusChange
from policytrack.terms import UNMAPPED, Extent, Mode, SourceKind, Stance

_PROPOSING = frozenset({"Antrag", "Gesetzentwurf"})
_PUBLISHERS = {"BT": "Deutscher Bundestag", "BR": "Bundesrat"}


class Proceeding:
    """One proceeding."""

    def __init__(self, part: Part, gathering: Gathering) -> None:
        self._part, self._gathering = part, gathering
        number = part.text("vorgangId")
        self._number = number
        self._id = f"dip21-{number}"
        self._head = part.part("VORGANG")
        self._kind = self._head.text("VORGANGSTYP")
        self._is_law = self._kind == "Gesetzgebung"
        self._lifecycle = LAW if self._is_law else PAPER
        self._days: list[PartialDate] = []
        self._begun: PartialDate | None = None
        self._days_in_force = 0
        self._moves: dict[str, StatusChange] = {}
        self._initiative = self._head.texts("INITIATIVE")

    def take(self) -> None:
        """Keep the proceeding, its steps, its decisions, who spoke, and its status of today."""
        head, gathering = self._head, self._gathering
        title = head.text("TITEL")
        if self._number is None or title is None:
            lacking = [key for key, text in (("vorgangId", self._number), ("TITEL", title)) if text is None]
            self._part.missing(*lacking)
            return
        stand, around = head.text("AKTUELLER_STAND"), self._part.part("VORGANGSABLAUF")
        cited = [(step, *self._cited(step)) for step in around.parts("VORGANGSPOSITION")]
        printed, effective = head.texts("VERKUENDUNG"), head.texts("INKRAFTTRETEN")
        numbers = {key: head.text(key) for key in ("SIGNATUR", "GESTA_ORDNUNGSNUMMER", "EU_DOK_NR")}
        given = {"vorgangId": self._number, **numbers}
        self._days_in_force = len(effective)
        kept = gathering.keep(
            Proposal,
            self._part.path,
            id=self._id,
            title=title,
            summary=head.text("ABSTRAKT"),
            topics=frozenset((*head.kept.texts("SACHGEBIET"), *head.kept.texts("SCHLAGWORT", "__cdata"))),
            jurisdiction="de",
            lifecycle=self._lifecycle,
            identifiers=tuple(Identifier(f"dip21:{key}", text) for key, text in given.items() if text),
            evidence=cited[0][2] if cited else (),
            extras={
                "de.dip21:vorgangstyp": self._kind,
                **head.rest("de.dip21:vorgang"),
                **around.rest("de.dip21:vorgangsablauf"),
                **self._part.rest("de.dip21:document"),
            },
        )
        if kept is None:
            return
        for step, on, evidence in cited:
            self._step(step, on, evidence)
        for index, text in enumerate(printed):
            self._printed(text, self._head.at("VERKUENDUNG", index))
        for index, text in enumerate(effective):
            self._effective(text, self._head.at("INKRAFTTRETEN", index))
        for name in self._initiative:
            self._initiator(name)
        if stand is not None:
            self._stand(stand)

    def _cited(self, step: Part) -> tuple[PartialDate | None, tuple[Citation, ...]]:
        """Return the day of a step, and the document that it stands in."""
        reference = step.kept.text("FUNDSTELLE")
        if reference is None:
            return None, ()
        day, document, place = dated(reference)
        if day is None:
            message, hint = f"{reference[:60]!r} has no day", "write it as 18.03.1985 - BT-Drucksache 10/3055"
            self._gathering.report(
                Problem("bad-date", step.at("FUNDSTELLE"), message, hint, Severity.WARNING)
            )
            return None, ()
        on = self._read(day, step.at("FUNDSTELLE"))
        link = step.kept.text("FUNDSTELLE_LINK")
        source = self._gathering.share(
            Source,
            step.path,
            id=self._gathering.id_of("dip", document, f"{document} {day}"),
            title=document,
            publisher=_PUBLISHERS.get(document[:2]),
            url=None if link is None else link.partition("#")[0],
            published=on,
            language="de",
            kind=SourceKind.PRIMARY,
        )
        return on, (Citation(source, note=place),)

    def _read(self, day: str, path: str) -> PartialDate | None:
        try:
            return PartialDate.parse(day)
        except InvalidDateError as error:
            self._gathering.report(Problem("bad-date", path, str(error), None, Severity.WARNING))
            return None

    def _step(self, part: Part, on: PartialDate | None, evidence: tuple[Citation, ...]) -> None:
        path, gathering = part.path, self._gathering
        label, where = part.text("URHEBER"), part.kept.text("ZUORDNUNG")
        speakers = list(part.parts("PERSOENLICHER_URHEBER"))
        decisions = [(found.path, found.text("BESCHLUSSTENOR")) for found in part.kept.parts("BESCHLUSS")]
        committees = [found.text("AUSSCHUSS_KLARTEXT") for found in part.kept.parts("ZUWEISUNG")]
        if label is None:
            part.missing("URHEBER")
            return
        if on is not None:
            self._days.append(on)
        involved = {committee(name, where, path, gathering) for name in committees if name}
        if body := chamber(where, path, gathering):
            involved.add(body)
        involved |= {organization(name, path, gathering) for name in self._initiative if name in label}
        event = gathering.keep(
            Event,
            path,
            id=gathering.new_id("step", f"{self._number} {on or ''} {label}"),
            label=label.strip(),
            on=on,
            involves_ids=frozenset(involved),
            evidence=evidence,
            extras={"de.dip21:vorgang": self._id, **part.rest("de.dip21:position")},
        )
        state = turn(label)
        if state == "submitted" and (self._begun is None or (on and on.surely_before(self._begun))):
            self._begun = on
        if event is not None and state is not None:
            self._move(path, state, on=on, wording=event.label, evidence=evidence, where=where)
        for place, tenor in decisions:
            state = decision(where, label, tenor or "", is_law=self._is_law)
            if state is not None and tenor:
                self._move(place, state, on=on, wording=tenor, evidence=evidence, where=where)
        for speaker in speakers:
            self._speaker(speaker, on, evidence)

    def _move(
        self,
        path: str,
        state: str,
        *,
        on: PartialDate | None,
        wording: str,
        evidence: tuple[Citation, ...],
        where: str | None = None,
        extent: Extent | None = None,
    ) -> None:
        """Keep that the proceeding came to a state; two reports of one state and day are one transition."""
        by = chamber(where, path, self._gathering)
        if on is not None:
            self._days.append(on)
        words = f"{self._number} {state} {on or ''}"
        change = self._gathering.keep(
            StatusChange,
            path,
            id=self._gathering.new_id("change", words, wording),
            proposal_id=self._id,
            to=state,
            on=on,
            by_ids=frozenset({by} if by else ()),
            wording=wording,
            extent=extent,
            claim=f"{self._id} {state} {on}" if on else None,
            evidence=evidence,
        )
        before = self._moves.get(state)
        if change is not None and (
            before is None or before.on is None or (on and not on.surely_before(before.on))
        ):
            self._moves[state] = change

    def _speaker(self, part: Part, on: PartialDate | None, evidence: tuple[Citation, ...]) -> None:
        gathering, path = self._gathering, part.path
        speaker, kind = Speaker(part, gathering, evidence), part.kept.text("AKTIVITAETSART")
        if not speaker.is_named:
            part.missing("NACHNAME")
            return
        person = speaker.person()
        page = part.kept.text("SEITE")
        words = f"{self._number} {person} {kind or ''}"
        gathering.keep(
            Position,
            path,
            id=gathering.new_id("position", words, on, page),
            proposal_id=self._id,
            actor_id=person,
            stance=Stance.PROPOSES if kind in _PROPOSING else Stance.UNKNOWN,
            capacity_id=speaker.capacity(person),
            attribution=speaker.attribution,
            said_on=on,
            mode=Mode.DIRECT if kind in _PROPOSING else None,
            evidence=evidence,
            extras=part.rest("de.dip21:aktivitaet"),
        )

    def _initiator(self, name: str) -> None:
        path = self._head.path
        actor = organization(name, path, self._gathering)
        words = f"{self._number} {actor} initiative"
        self._gathering.keep(
            Position,
            path,
            id=self._gathering.new_id("position", words),
            proposal_id=self._id,
            actor_id=actor,
            stance=Stance.PROPOSES,
            attribution=name,
            said_on=self._begun,
            mode=Mode.DIRECT,
            evidence=() if "submitted" not in self._moves else self._moves["submitted"].evidence,
            extras={"de.dip21:initiative": True},
        )

    def _printed(self, text: str, path: str) -> None:
        """Keep that a law was printed in the gazette; what else is printed there is an event."""
        found = gazette(text)
        if found is None:
            on, what = None, ""
            evidence: tuple[Citation, ...] = ()
        else:
            title, day, what, url = found
            on = self._read(day, path)
            source = self._gathering.share(
                Source,
                path,
                id=self._gathering.id_of("dip", title),
                title=title,
                url=url,
                published=on,
                language="de",
                kind=SourceKind.PRIMARY,
            )
            evidence = (Citation(source),)
        if what == "Gesetz":
            self._move(path, "promulgated", on=on, wording=text, evidence=evidence)
            return
        self._gathering.keep(
            Event,
            path,
            id=self._gathering.new_id("printed", f"{self._number} {on or ''}", text),
            label=text,
            on=on,
            evidence=evidence,
            extras={"de.dip21:vorgang": self._id},
        )

    def _effective(self, text: str, path: str) -> None:
        """Keep that a law, or a part of it, took effect, or that it ended.

        One day of several, and one with a remark behind it, is a part's.
        """
        day = first_day(text)
        on = self._read(day, path) if day else None
        evidence = () if "promulgated" not in self._moves else self._moves["promulgated"].evidence
        state = "repealed" if "Außerkrafttreten" in text else "in-force"
        extent = Extent.PARTIAL if self._days_in_force > 1 or "(" in text else None
        self._move(path, state, on=on, wording=text, evidence=evidence, extent=extent)

    def _stand(self, stand: str) -> None:
        """Keep the status of today, as another report of the decision that brought it about, if any did."""
        path = self._head.at("AKTUELLER_STAND")
        state = STANDS.get(stand, UNMAPPED)
        if state not in shipped(self._lifecycle):
            message = f"{stand[:60]!r} is no status of {self._lifecycle} that is known"
            hint = "its words are kept"
            self._gathering.report(Problem("unmapped-status", path, message, hint, Severity.WARNING))
            state = UNMAPPED
        same = self._moves.get(state)
        days = sorted(day for on in self._days if (day := on.latest) is not None)
        on = PartialDate.since(days[-1]) if days else None
        self._gathering.keep(
            StatusChange,
            path,
            id=f"{self._id}-stand",
            proposal_id=self._id,
            to=state,
            on=on if same is None else same.on,
            wording=stand,
            extent=Extent.PARTIAL if stand.startswith("Teile") else None,
            claim=None if same is None else same.transition,
            evidence=() if same is None else same.evidence,
            extras={"de.dip21:aktueller-stand": True},
        )
