"""Who stands in DIP21: people by their names, and the bodies that they sit in or speak for."""

import re

from policytrack.formats._gather import Gathering, Part
from policytrack.model import Citation, Membership, Organization, Person

_NAMES = ("PERSON_TITEL", "VORNAME", "NAMENSZUSATZ", "NACHNAME", "WAHLKREISZUSATZ")
_ROLES = ("FUNKTION", "FUNKTIONSZUSATZ", "RESSORT", "FRAKTION", "BUNDESLAND")
_BODIES = {"BT": "Deutscher Bundestag", "BR": "Bundesrat"}
_NO_GROUP = "fraktionslos"
_GROUP = re.compile(r"Fraktion (?:der )?")


def organization(name: str, path: str, gathering: Gathering) -> str:
    """Return the id of a body, and keep it; a parliamentary group is `SPD` as well as `Fraktion der SPD`."""
    known = _GROUP.sub("", name, count=1) if _GROUP.match(name) else name
    return gathering.share(Organization, path, id=gathering.id_of("org", known), name=known)


def chamber(code: str | None, path: str, gathering: Gathering) -> str | None:
    """Return the id of the chamber of a code, `BT` or `BR`."""
    return None if code not in _BODIES else organization(_BODIES[code], path, gathering)


def committee(name: str, code: str | None, path: str, gathering: Gathering) -> str:
    """Return the id of a committee: both chambers have some of one name."""
    parent = chamber(code, path, gathering)
    record_id = gathering.id_of("org", f"{code or ''} {name}", f"committee {code} {name}")
    return gathering.share(
        Organization, path, id=record_id, name=name, classification="committee", parent_id=parent
    )


class Speaker:
    """A person who is named in a step, in the capacity in which they are."""

    def __init__(self, part: Part, gathering: Gathering, evidence: tuple[Citation, ...]) -> None:
        self._gathering, self._evidence, self._path = gathering, evidence, part.path
        self._names = {key: part.text(key) for key in _NAMES}
        self._roles = {key: part.text(key) for key in _ROLES}

    @property
    def is_named(self) -> bool:
        """Whether there is the one name without which nobody is named."""
        return self._names["NACHNAME"] is not None

    @property
    def attribution(self) -> str:
        """The words of the source on who it is."""
        name = " ".join(word for word in self._names.values() if word)
        return ", ".join((name, *(word for word in self._roles.values() if word)))

    def person(self) -> str:
        """Return the id of the person, and keep them.

        A name is all that there is: titles come and go, and the constituency stands where two have one name.
        """
        names = self._names
        name = " ".join(text for key in _NAMES[1:4] if (text := names[key]))
        where = names["WAHLKREISZUSATZ"]
        known = f"{name} {where}" if where else name
        return self._gathering.share(
            Person,
            self._path,
            id=self._gathering.id_of("person", known),
            name=name,
            extras={"de.dip21:wahlkreiszusatz": where} if where else {},
        )

    def capacity(self, person: str) -> str | None:
        """Return the membership in which they are named, and keep it; None where no body is named."""
        roles, path, gathering = self._roles, self._path, self._gathering
        role = roles["FUNKTION"]
        body = self._body(role)
        if body is None:
            return None
        group = roles["FRAKTION"] if roles["FRAKTION"] != _NO_GROUP else None
        behalf = group or roles["BUNDESLAND"]
        addition = roles["FUNKTIONSZUSATZ"]
        words = " ".join(word for word in (person, *roles.values()) if word)
        extras = {"de.dip21:funktionszusatz": addition} if addition else {}
        if roles["FRAKTION"] == _NO_GROUP:
            extras["de.dip21:fraktion"] = _NO_GROUP
        return gathering.share(
            Membership,
            path,
            id=gathering.id_of("member", words),
            person_id=person,
            organization_id=body,
            on_behalf_of_id=None if behalf is None else organization(behalf, path, gathering),
            role=role,
            # One of many that name it: a capacity is known from the first step on that does.
            evidence=self._evidence,
            extras=extras,
        )

    def _body(self, role: str | None) -> str | None:
        path, gathering = self._path, self._gathering
        if self._roles["RESSORT"]:
            return organization(self._roles["RESSORT"], path, gathering)
        if role in {"MdB", "Bundestagspräs."}:
            return chamber("BT", path, gathering)
        if role in {"MdBR", "Stellv. MdBR", "Bundesratspräs."}:
            return chamber("BR", path, gathering)
        return organization("Bundesregierung", path, gathering) if role == "Bundeskanzl." else None
