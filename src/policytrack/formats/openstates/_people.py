"""People with their parties and roles, and committees with their members."""

from collections.abc import Sequence

import attrs

from policytrack.errors import Problem
from policytrack.formats._faults import Fault, problems_of, unexpected
from policytrack.formats._foreign import Object, is_record, read_other_name
from policytrack.formats._intake import Locate
from policytrack.formats.openstates._bodies import CHAMBERS, Bodies
from policytrack.formats.openstates._gather import Gather, Taking, below


@attrs.frozen
class Entry:
    """One person or committee on its way in; of several with one id the first is kept."""

    record_id: str
    value: Object
    locate: Locate
    problems: tuple[Problem, ...]
    is_first: bool


def take_person(entry: Entry, gather: Gather, bodies: Bodies) -> None:
    """Take a person, then a membership for each party and role."""
    person_id, value, locate = entry.record_id, entry.value, entry.locate
    taking = Taking(value, locate, gather, taken={"id"})
    name = taking.text("name")
    parties, roles = taking.items("party"), taking.items("roles")
    wire = {
        "id": person_id,
        "name": name,
        "other_names": taking.listed("other_names", read_other_name),
        "identifiers": taking.listed("other_identifiers", _identifier),
    }
    _keep("people", entry, taking.finish(wire), gather)
    for key, items in (("party", parties), ("roles", roles)):
        for index, item in enumerate(items):
            where = below(locate, key, index)
            if not is_record(item):
                gather.leave_out(item, where, next(problems_of(unexpected(item, "an object"))))
                continue
            part = Taking(item, where, gather)
            belongs = _party(part, bodies) if key == "party" else _role(part, bodies)
            words = [name, belongs["organization_id"], belongs["role"]]
            _join(part, {"person_id": person_id, **belongs}, words, [person_id, key, item])


def take_committee(entry: Entry, gather: Gather, bodies: Bodies) -> None:
    """Take a committee, then a membership for each member."""
    committee_id, value, locate = entry.record_id, entry.value, entry.locate
    taking = Taking(value, locate, gather, taken={"id"})
    where, chamber = taking.text("jurisdiction"), taking.text("chamber")
    members = taking.items("members")
    wire = {
        "id": committee_id,
        "name": taking.text("name"),
        "classification": taking.text("classification"),
        "other_names": taking.listed("other_names", read_other_name),
        "parent_id": taking.text("parent") or _body(where, chamber, locate, bodies),
    }
    _keep("organizations", entry, taking.finish(wire), gather)
    for index, item in enumerate(members):
        place = below(locate, "members", index)
        try:
            if not is_record(item):
                raise unexpected(item, "an object")
            person_id = bodies.actor(where or "", item, place)
        except Fault as error:
            gather.leave_out(item, place, error.problem)
            continue
        part = Taking(item, place, gather, taken={"person_id", "id"})
        words = [part.text("name"), wire["name"]]
        belongs = {"person_id": person_id, "organization_id": committee_id, "role": part.text("role")}
        _join(part, belongs, words, [committee_id, item])


def _keep(field: str, entry: Entry, wire: Object, gather: Gather) -> None:
    if entry.is_first:
        gather.add(field, wire, entry.locate, entry.problems)
        return
    message = f"{entry.record_id}: another file has this id already; what it says of others is taken"
    gather.leave_out(entry.value, entry.locate, Problem("duplicate-id", "/id", message))


def _join(part: Taking, wire: Object, words: Sequence[object], key: object) -> None:
    wire["id"] = part.gather.id_of("membership", [*words, part.value.get("start_date")], key)
    wire["start_date"], wire["end_date"] = part.date("start_date"), part.date("end_date")
    part.gather.add("memberships", part.finish(wire), part.locate)


def _party(part: Taking, bodies: Bodies) -> Object:
    name = part.text("name")
    return {"organization_id": name and bodies.party(name, part.locate), "role": "party"}


def _role(part: Taking, bodies: Bodies) -> Object:
    kind, where, district = part.text("type"), part.text("jurisdiction"), part.text("district")
    body = _body(where, kind, part.locate, bodies)
    seat = bodies.seat(body, district, kind, part.locate) if body and district and kind else None
    if district and seat is None:
        part.extras["openstates:district"] = district
    return {"organization_id": body, "post_id": seat, "role": kind}


def _body(where: str | None, kind: str | None, locate: Locate, bodies: Bodies) -> str | None:
    """Return the chamber, or the government for an executive."""
    if where is None:
        return None
    return bodies.chamber(where, kind, locate) if kind in CHAMBERS else bodies.jurisdiction(where, locate)


def _identifier(item: Object) -> Object | None:
    scheme, identifier = item.get("scheme"), item.get("identifier")
    is_told = isinstance(scheme, str) and scheme and isinstance(identifier, str) and identifier
    return {"scheme": scheme, "identifier": identifier} if is_told else None
