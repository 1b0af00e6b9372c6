"""Governments, chambers, parties and seats, and people who are known by name alone."""

from policytrack.formats._faults import unexpected
from policytrack.formats._foreign import Object, native_id
from policytrack.formats._intake import Locate
from policytrack.formats.openstates._gather import PREFIX, Gather

CHAMBERS = ("upper", "lower", "legislature")


class Bodies:
    """What Open States names and does not describe: each is made when it is first asked for."""

    def __init__(self, gather: Gather, known: frozenset[str]) -> None:
        self._gather, self._known = gather, known
        self._made: dict[tuple[str, ...], str] = {}

    def jurisdiction(self, ocd_id: str, locate: Locate) -> str:
        """Return the government of a jurisdiction."""
        key = ("jurisdiction", ocd_id)
        if ocd_id in self._known or key in self._made:
            return ocd_id
        wire = {
            "id": ocd_id,
            "name": f"Government of {', '.join(_places(ocd_id)) or ocd_id}",
            "classification": "government",
            "identifiers": [{"scheme": "ocd-jurisdiction", "identifier": ocd_id}],
        }
        return self._make(key, "organizations", wire, locate)

    def chamber(self, ocd_id: str, chamber: str, locate: Locate) -> str:
        """Return a chamber of a jurisdiction, which is `upper`, `lower` or `legislature`."""
        key = ("chamber", ocd_id, chamber)
        if key in self._made:
            return self._made[key]
        places = _places(ocd_id)
        wire = {
            "id": self._gather.id_of("chamber", [*places, chamber], [ocd_id, chamber]),
            "name": f"{chamber} chamber of {', '.join(places) or ocd_id}",
            "classification": chamber,
            "parent_id": self.jurisdiction(ocd_id, locate),
        }
        return self._make(key, "organizations", wire, locate)

    def party(self, name: str, locate: Locate) -> str:
        """Return a party by its name."""
        key = ("party", name)
        if key in self._made:
            return self._made[key]
        wire = {"id": self._gather.id_of("party", [name], name), "name": name, "classification": "party"}
        return self._make(key, "organizations", wire, locate)

    def seat(self, organization_id: str, district: str, role: str, locate: Locate) -> str:
        """Return the seat of a district in a body."""
        key = ("seat", organization_id, district, role)
        if key in self._made:
            return self._made[key]
        words = [organization_id.removeprefix("chamber-"), district]
        wire = {
            "id": self._gather.id_of("seat", words, list(key)),
            "label": district,
            "organization_id": organization_id,
            "role": role,
        }
        return self._make(key, "posts", wire, locate)

    def actor(self, where: str, said: Object, locate: Locate, *, field: str = "people") -> str:
        """Return a person or a body by the id that is given, or by name within a jurisdiction.

        Where nothing here describes it, it is made of the name, which `openstates:unresolved` repeats:
        that two names mean one person is not guessed.

        Raises:
            Fault: There is no name.
        """
        native = next(filter(None, map(native_id, map(said.get, _IDS))), None)
        if native is not None and native in self._known:
            return native
        name = said.get("name")
        if not isinstance(name, str) or not name:
            raise unexpected(name, "a name")
        key = ("actor", field, native) if native is not None else ("actor", field, where, name)
        if key in self._made:
            return self._made[key]
        kind = "person" if field == "people" else "organization"
        made = native if native is not None else self._gather.id_of(kind, [name], list(key))
        wire = {"id": made, "name": name, "extras": {PREFIX + "unresolved": name}}
        return self._make(key, field, wire, locate)

    def _make(self, key: tuple[str, ...], field: str, wire: Object, locate: Locate) -> str:
        record_id: str = wire["id"]
        self._made[key] = record_id
        self._gather.add(field, wire, locate)
        return record_id


_IDS = ("person_id", "leg_id", "organization_id", "committee_id", "id")


def _places(ocd_id: str) -> list[str]:
    """Return the places that an id names, from the country on.

    >>> _places("ocd-jurisdiction/country:us/state:ne/place:lincoln/government")
    ['us', 'ne', 'lincoln']
    """
    return [
        place for _, colon, place in (part.partition(":") for part in ocd_id.split("/")) if colon and place
    ]
