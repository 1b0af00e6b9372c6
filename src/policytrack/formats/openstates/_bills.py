"""Bills with their sponsors, actions and relatives."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from policytrack.errors import Problem
from policytrack.formats._faults import Fault, unexpected
from policytrack.formats._foreign import Object, is_record, native_id
from policytrack.formats._intake import Locate
from policytrack.formats._trees import is_list
from policytrack.formats.openstates._actions import Passages
from policytrack.formats.openstates._bodies import CHAMBERS, Bodies
from policytrack.formats.openstates._gather import PREFIX, Gather, Taking, below

_LIFECYCLE = "us-bill"
_PRIMARY = {"primary", "author", "sponsor", "chief author", "principal author", "introducer"}
_RELATED = ("related_bills", "companions")
_SPONSORS = ("sponsors", "sponsorships")

Known = Mapping[tuple[str, str], str]
"""The ids of the bills here by session and number."""


@attrs.frozen
class Bill:
    """One bill on its way in: what it is called, and where it stands."""

    record_id: str
    value: Object
    locate: Locate
    problems: tuple[Problem, ...]


def number_of(value: Object) -> tuple[str, str]:
    """Return the session and the number of a bill, empty where they are not told."""
    session = value.get("session", value.get("legislative_session"))
    if is_record(session):
        session = session.get("identifier")
    return native_id(session) or "", native_id(value.get("bill_id", value.get("identifier"))) or ""


def take_bill(bill: Bill, gather: Gather, bodies: Bodies, known: Known) -> None:
    """Take a bill, its sponsors and its actions."""
    taking = Taking(bill.value, bill.locate, gather, taken={"id"})
    number = taking.text("bill_id", "identifier")
    where = _jurisdiction(taking)
    evidence = gather.evidence(bill.value.get("sources"))
    if url := native_id(bill.value.get("billurl")):
        evidence.append({"source_id": gather.sources.at(url)})
    lists = {key: taking.items(key) for key in (*_SPONSORS, "actions", *_RELATED)}
    named = {key: taking.items(key) for key in bill.value if key.endswith("_sponsors")}
    status, end_date = taking.text("bill_status"), taking.date("end_date")
    wire = {
        "id": bill.record_id,
        "title": taking.text("title"),
        "summary": taking.text("description") or _abstract(taking),
        "topics": _topics(taking),
        "other_titles": _titles(taking),
        "jurisdiction": where or None,
        "lifecycle": _LIFECYCLE,
        "relations": list(_relations(bill, lists, known, taking)),
        "identifiers": [{"scheme": "bill", "identifier": number}] if number else None,
        "evidence": evidence,
    }
    gather.add("proposals", taking.finish(wire), bill.locate, bill.problems)
    writer = _Parts(bill, where, evidence, gather, bodies)
    for key in _SPONSORS:
        for index, item in enumerate(lists[key]):
            writer.sponsor(item, below(bill.locate, key, index), [key, index])
    for key, items in named.items():
        for index, item in enumerate(items):
            writer.named_sponsor(item, below(bill.locate, key, index), [key, index])
    passages = Passages()
    for index, item in enumerate(lists["actions"]):
        writer.action(item, below(bill.locate, "actions", index), index, passages)
    if status is not None:
        said = {"description": status, "classification": [status.casefold()], "date": end_date}
        writer.action(said, below(bill.locate, "bill_status"), "status", passages)


@attrs.frozen
class _Parts:
    """What is said of one bill: positions, status changes and events."""

    bill: Bill
    where: str
    evidence: list[Object]
    gather: Gather
    bodies: Bodies

    def sponsor(self, item: object, locate: Locate, key: object) -> None:
        """Take a sponsor, under the name that stands there."""
        if not is_record(item):
            self._leave_out(item, locate, "an object")
            return
        said = {**item, **{part: held for part, held in _person(item).items() if held is not None}}
        kinds = {native_id(item.get(name)) for name in ("type", "classification")}
        is_primary = item.get("primary") is True or bool(kinds & _PRIMARY)
        is_body = item.get("entity_type") == "organization" or "committee_id" in item
        rest = {name: part for name, part in item.items() if name != "name"}
        self._position(
            said,
            "organizations" if is_body else "people",
            "proposes" if is_primary else "supports",
            locate,
            key,
            rest,
        )

    def named_sponsor(self, item: object, locate: Locate, key: object) -> None:
        """Take a sponsor of a list whose items begin with the name."""
        if not is_list(item) or not item:
            self._leave_out(item, locate, "a list that begins with a name")
            return
        self._position({"name": item[0]}, "people", "proposes", locate, key, item[1:])

    def action(self, item: object, locate: Locate, key: object, passages: Passages) -> None:
        """Take an action: a status change for each state that it leads to, or else an event."""
        if not is_record(item):
            self._leave_out(item, locate, "an object")
            return
        part = Taking(item, locate, self.gather)
        words, day = part.text("description", "action"), part.date("date")
        kinds = _texts(part.either("classification", "type"))
        chamber, by = self._by(part)
        states = passages.states(kinds, chamber)
        wire = {"evidence": self.evidence, "on": day}
        part.extras |= {PREFIX + "classification": kinds} if kinds else {}
        number = number_of(self.bill.value)[1]
        for state, extent in states.items():
            made = {
                "id": self.gather.id_of("action", [number, day, state], [self.bill.record_id, key, state]),
                "proposal_id": self.bill.record_id,
                "to": state,
                "wording": words,
                "extent": extent,
                "by_ids": [by] if by else None,
                **wire,
            }
            self.gather.add("status_changes", part.finish(made), locate)
        if not states:
            part.extras[PREFIX + "bill"] = self.bill.record_id
            made = {
                "id": self.gather.id_of("action", [number, day, words], [self.bill.record_id, key]),
                "label": words or (kinds[0] if kinds else None),
                "involves_ids": [by] if by else None,
                **wire,
            }
            self.gather.add("events", part.finish(made), locate)

    def _position(  # noqa: PLR0917
        self, said: Object, field: str, stance: str, locate: Locate, key: object, rest: object
    ) -> None:
        try:
            actor = self.bodies.actor(self.where, said, locate, field=field)
        except Fault as error:
            self.gather.leave_out(said, locate, error.problem)
            return
        words = [number_of(self.bill.value)[1], said.get("name")]
        wire = {
            "id": self.gather.id_of("sponsor", words, [self.bill.record_id, key]),
            "proposal_id": self.bill.record_id,
            "actor_id": actor,
            "stance": stance,
            "attribution": native_id(said.get("name")),
            "evidence": self.evidence,
            "extras": {PREFIX + "sponsor": rest} if rest else {},
        }
        held = {name: part for name, part in wire.items() if part not in (None, [], {})}
        self.gather.add("positions", held, locate)

    def _by(self, part: Taking) -> tuple[str, str | None]:
        """Return the chamber that acted, and the body that it is here, where that can be told."""
        body = part.value.get("organization")
        if is_record(body):
            part.taken.add("organization")
            part.extras[PREFIX + "organization"] = body
            chamber = native_id(body.get("classification")) or native_id(body.get("name")) or ""
        else:
            chamber = part.text("actor") or ""
        if chamber in CHAMBERS and self.where:
            return chamber, self.bodies.chamber(self.where, chamber, part.locate)
        return chamber, None

    def _leave_out(self, item: object, locate: Locate, expected: str) -> None:
        self.gather.leave_out(item, locate, unexpected(item, expected).problem)


def _person(item: Object) -> Object:
    """Return the ids that an object in a sponsorship gives."""
    found: Object = {}
    for key in ("person", "organization"):
        if is_record(held := item.get(key)):
            found[f"{key}_id"] = held.get("id")
            found["name"] = item.get("name") or held.get("name")
    return found


def _jurisdiction(taking: Taking) -> str:
    """Return the jurisdiction, that of a state by its two letters as Open Civic Data names it."""
    held = taking.value.get("jurisdiction")
    if is_record(held):
        taking.taken.add("jurisdiction")
        taking.extras[PREFIX + "jurisdiction"] = held
        return native_id(held.get("id")) or ""
    if found := taking.text("jurisdiction"):
        return found
    state = taking.text("state")
    return f"ocd-jurisdiction/country:us/state:{state}/government" if state else ""


def _abstract(taking: Taking) -> str | None:
    given = taking.items("abstracts")
    first = next((item.get("abstract") for item in given if is_record(item)), None)
    found = first if isinstance(first, str) and first else None
    if given and given != [{"abstract": found}]:
        taking.extras[PREFIX + "abstracts"] = given
    return found


def _topics(taking: Taking) -> list[str]:
    found: set[str] = set()
    for key in ("subject", "subjects", "categories"):
        given = taking.items(key)
        said = _texts(given)
        if len(set(said)) != len(given):
            taking.extras[PREFIX + key] = given
        found.update(said)
    return sorted(found)


def _titles(taking: Taking) -> list[str]:
    found: list[str] = []
    for key in ("alternate_titles", "other_titles"):
        given = taking.items(key)
        said = _texts([item.get("title") if is_record(item) else item for item in given])
        if given != said and given != [{"title": title} for title in said]:
            taking.extras[PREFIX + key] = given
        found += said
    return found


def _relations(bill: Bill, lists: Mapping[str, list[Any]], known: Known, taking: Taking) -> Iterator[Object]:
    session, _ = number_of(bill.value)
    for key in _RELATED:
        left: list[Any] = []
        for item in lists[key]:
            said = {"session": session, **item} if is_record(item) else {}
            target = known.get(number_of(said))
            if target is None or target == bill.record_id:
                left.append(item)
            else:
                yield {"kind": native_id(said.get("relation_type")) or "companion", "proposal_id": target}
        if left:
            taking.extras[PREFIX + key] = left


def _texts(value: object) -> list[str]:
    given = value if is_list(value) else [value]
    return [item for item in given if isinstance(item, str) and item]
