"""People, terms and committees as unitedstates/congress-legislators writes them, and whom they belong to."""

from typing import Any

from policytrack.errors import Problem, Severity
from policytrack.formats._gather import Gathering, Part
from policytrack.model import Identifier, Membership, Organization, OtherName, Person

_BODIES = {
    "house": ("us-house", "United States House of Representatives", "chamber"),
    "senate": ("us-senate", "United States Senate", "chamber"),
    "presidency": ("us-presidency", "Presidency of the United States", "office"),
}
_TERMS = {
    "rep": ("house", "Representative"),
    "sen": ("senate", "Senator"),
    "prez": ("presidency", "President"),
    "viceprez": ("presidency", "Vice President"),
}
NO_PARTY = frozenset({"Independent", "no party", "None"})


def body(name: str, path: str, gathering: Gathering) -> str:
    """Return the id of a chamber or of the presidency, and keep it."""
    record_id, title, classification = _BODIES[name]
    return gathering.share(Organization, path, id=record_id, name=title, classification=classification)


def party(name: str | None, path: str, gathering: Gathering) -> str | None:
    """Return the id of a party, and keep it; who is independent has none."""
    if name is None or name in NO_PARTY:
        return None
    record_id = gathering.id_of("party", name)
    return gathering.share(Organization, path, id=record_id, name=name, classification="party")


def take_person(part: Part, gathering: Gathering, homes: dict[str, str]) -> None:
    """Keep a person with their terms, party affiliations and leadership roles.

    One person stands in several files of a folder, as a legislator and as a president: the second brings
    terms alone. `homes` has the file of each person that was kept.
    """
    names, ids = part.kept.part("name"), part.part("id")
    first, last, nick = names.text("first"), names.text("last"), names.text("nickname")
    whole = (first, names.text("middle"), last, names.text("suffix"))
    name = names.text("official_full") or " ".join(word for word in whole if word)
    found = [(scheme, text) for scheme in ids.names() for text in ids.texts(scheme)]
    given = dict(reversed(found))
    person_id = given.get("bioguide") or (f"govtrack-{given['govtrack']}" if "govtrack" in given else None)
    if person_id is None or not name:
        part.missing(*(key for key, value in (("id", person_id), ("name", name)) if not value))
        return
    terms, roles = list(part.parts("terms")), list(part.parts("leadership_roles"))
    if homes.setdefault(person_id, part.file) != part.file:
        message = (
            f"{person_id}: stands in {homes[person_id]} too; of this one only the terms and roles are kept"
        )
        gathering.report(Problem("merged-record", part.path, message, None, Severity.WARNING))
    elif not gathering.keep(
        Person,
        part.path,
        id=person_id,
        name=name,
        sort_name=f"{last}, {first}" if first and last else None,
        other_names=(OtherName(f"{nick} {last}", "nickname"),) if nick and last else (),
        identifiers=tuple(Identifier(scheme, text) for scheme, text in found),
        extras=part.rest("us.congress:legislator"),
    ):
        return
    for term in terms:
        _take_term(term, person_id, gathering)
    for role in roles:
        _take_role(role, person_id, gathering)


def _take_term(part: Part, person_id: str, gathering: Gathering) -> None:
    kind, path = part.text("type"), part.path
    if kind not in _TERMS:
        gathering.leave_out(path)
        message = f"{kind or 'nothing'!r:.60}: no such type of term"
        gathering.report(Problem("unknown-term", part.at("type"), message, f"known: {', '.join(_TERMS)}"))
        return
    chamber, role = _TERMS[kind]
    start, end = part.date("start"), part.date("end")
    name = part.text("party")
    affiliations = list(part.kept.parts("party_affiliations"))
    _keep_membership(
        part,
        gathering,
        ("term", person_id, kind, start),
        person_id=person_id,
        organization_id=body(chamber, path, gathering),
        on_behalf_of_id=party(name, path, gathering),
        role=role,
        start_date=start,
        end_date=end,
        extras={**part.rest("us.congress:term"), **({"us.congress:party": name} if name in NO_PARTY else {})},
    )
    for affiliation in affiliations:
        _take_affiliation(affiliation, person_id, gathering)


def _take_affiliation(part: Part, person_id: str, gathering: Gathering) -> None:
    """Keep a membership in a party during a part of a term; independence is none, and the term has it."""
    name = part.text("party")
    organization = party(name, part.path, gathering)
    if name is None:
        part.missing("party")
    if organization is None:
        return
    start, end = part.date("start"), part.date("end")
    _keep_membership(
        part,
        gathering,
        ("party", person_id, name, start),
        person_id=person_id,
        organization_id=organization,
        start_date=start,
        end_date=end,
        extras=part.rest("us.congress:affiliation"),
    )


def _take_role(part: Part, person_id: str, gathering: Gathering) -> None:
    chamber, title = part.text("chamber"), part.text("title")
    if chamber not in _BODIES or title is None:
        part.missing(
            *(key for key, lacks in (("chamber", chamber not in _BODIES), ("title", not title)) if lacks)
        )
        return
    start, end = part.date("start"), part.date("end")
    _keep_membership(
        part,
        gathering,
        ("role", person_id, title, start),
        person_id=person_id,
        organization_id=body(chamber, part.path, gathering),
        role=title,
        start_date=start,
        end_date=end,
        extras=part.rest("us.congress:leadership"),
    )


def take_committee(part: Part, gathering: Gathering) -> None:
    """Keep a committee and its subcommittees, whose codes are their committee's and their own together."""
    kind, code, name = part.text("type"), part.text("thomas_id"), part.text("name")
    subcommittees = list(part.parts("subcommittees"))
    if code is None or name is None:
        part.missing(*(key for key, value in (("thomas_id", code), ("name", name)) if value is None))
        return
    parent = body(kind, part.path, gathering) if kind in _BODIES else None
    joint = {"us.congress:chamber": kind} if kind and parent is None else {}
    kept = gathering.keep(
        Organization,
        part.path,
        id=code,
        name=name,
        classification="committee",
        parent_id=parent,
        extras={**part.rest("us.congress:committee"), **joint},
    )
    if kept is None:
        return
    for child in subcommittees:
        number, title = child.text("thomas_id"), child.text("name")
        if number is None or title is None:
            child.missing(*(key for key, text in (("thomas_id", number), ("name", title)) if text is None))
            continue
        gathering.keep(
            Organization,
            child.path,
            id=f"{code}{number}",
            name=title,
            classification="subcommittee",
            parent_id=code,
            extras=child.rest("us.congress:committee"),
        )


def take_seat(part: Part, gathering: Gathering) -> None:
    """Keep a seat on a committee; who and which are kept by name or code where no other file has them."""
    person_id, committee, path = part.text("bioguide"), part.text("committee"), part.path
    name, role = part.text("name"), part.text("title")
    if person_id is None or committee is None or not (name or gathering.has(person_id)):
        lacks = (("bioguide", person_id), ("committee", committee), ("name", name))
        part.missing(*(key for key, value in lacks if value is None))
        return
    gathering.share(Person, path, id=person_id, name=name, identifiers=(Identifier("bioguide", person_id),))
    gathering.share(Organization, path, id=committee, name=committee, classification="committee")
    _keep_membership(
        part,
        gathering,
        ("seat", committee, person_id),
        person_id=person_id,
        organization_id=committee,
        role=role,
        extras=part.rest("us.congress:seat"),
    )


def _keep_membership(part: Part, gathering: Gathering, key: tuple[object, ...], **fields: Any) -> None:  # noqa: ANN401  # The class checks them.
    kind, *words = (str(word) for word in key)
    made = gathering.new_id(kind, " ".join(words))
    gathering.keep(Membership, part.path, id=made, **fields)
