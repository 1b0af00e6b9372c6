"""Who stands behind a bill of Congress: its sponsor, and who joined as cosponsor or left again."""

import re
from typing import Any

import attrs

from policytrack.dates import PartialDate
from policytrack.formats._gather import Gathering, Part, day
from policytrack.formats.congress._people import body, party
from policytrack.model import Citation, Identifier, Membership, Person, Position
from policytrack.terms import Mode, Stance

_PARTIES = {"D": "Democrat", "R": "Republican", "L": "Libertarian"}
_FULL_NAME = re.compile(r"(?:(Rep|Sen|Del|Resident Commissioner)\.? )?([^\[]+?) ?(?:\[([^\]]*)\])?")
_LONGEST_NAME = 200
_ROLES = {"Rep": "Representative", "Sen": "Senator", "Del": "Delegate"}
_CHAMBERS = {"H": ("house", "Representative"), "S": ("senate", "Senator")}


@attrs.frozen
class Sponsors:
    """The sponsors of one bill; who sponsors it sits in the chamber in which it began."""

    bill: str
    kind: str
    congress: str
    evidence: tuple[Citation, ...]
    gathering: Gathering

    def take(self, part: Part, stance: Stance, on: PartialDate | None) -> None:
        """Keep a sponsor with their stance, and the end of it where they withdrew."""
        path, person = part.path, part.text("bioguideId")
        full = part.text("fullName") or part.text("name")
        if full is None or person is None:
            part.missing(*(key for key, text in (("fullName", full), ("bioguideId", person)) if text is None))
            return
        matched = _FULL_NAME.fullmatch(full[:_LONGEST_NAME])
        title, name, seat = matched.groups() if matched else (None, full, None)
        self._person(part, person, name or full)
        letter = part.kept.text("party") or (seat or "").partition("-")[0]
        capacity = self._capacity(path, person, title or "", letter, seat or "")
        withdrawn = part.date("sponsorshipWithdrawnDate", day)
        shared = {"actor_id": person, "capacity_id": capacity, "attribution": full}
        extras = part.rest("us.congress:sponsor")
        self._position(path, stance=stance, said_on=on, extras=extras, **shared)
        if withdrawn is not None:
            extras = {"us.congress:withdrawn": True}
            self._position(path, stance=Stance.UNKNOWN, said_on=withdrawn, extras=extras, **shared)

    def _person(self, part: Part, person: str, name: str) -> None:
        last, _, first = name.partition(", ")
        first, _, suffix = first.partition(", ")
        ids = part.kept.part("identifiers")
        schemes = {key: text for key in ids.names() for text in ids.texts(key)} | {"bioguideId": person}
        self.gathering.share(
            Person,
            part.path,
            id=person,
            name=" ".join(word for word in (first, last) if word) + (f", {suffix}" if suffix else ""),
            sort_name=name,
            identifiers=tuple(Identifier(key.removesuffix("Id"), text) for key, text in schemes.items()),
        )

    def _capacity(self, path: str, person: str, title: str, letter: str, seat: str) -> str | None:
        chamber, role = _CHAMBERS.get(self.kind[:1].upper(), (None, None))
        if chamber is None:
            return None
        return self.gathering.share(
            Membership,
            path,
            id=self.gathering.id_of("member", f"{person} {chamber} {self.congress} {letter}"),
            person_id=person,
            organization_id=body(chamber, path, self.gathering),
            on_behalf_of_id=party(_PARTIES.get(letter), path, self.gathering),
            role=_ROLES.get(title, role),
            evidence=self.evidence,
            extras={"us.congress:seat": seat} if seat else {},
        )

    def _position(self, path: str, **fields: Any) -> None:  # noqa: ANN401  # The class checks them.
        words = f"{self.bill} {fields['actor_id']} {fields['stance']}"
        made = self.gathering.id_of("position", words, f"{words} {fields['said_on']}")
        self.gathering.keep(
            Position, path, id=made, proposal_id=self.bill, mode=Mode.DIRECT, evidence=self.evidence, **fields
        )
