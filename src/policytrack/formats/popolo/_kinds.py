"""Which list of a document holds which records, and what stands inside of what."""

from collections.abc import Mapping
from functools import cached_property

import attrs

from policytrack.formats._foreign import Object, is_record
from policytrack.formats.popolo import _lists as lists
from policytrack.formats.popolo import _values as v


@attrs.frozen(eq=False)
class Kind:
    """One kind of object: its list in a document, its field in a snapshot, and its properties.

    `words` are the properties of which the id of an object without one is made.
    """

    name: str
    records: str
    noun: str
    fields: tuple[v.Field, ...]
    words: tuple[str, ...] = ()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The properties that are read, `id` and `extras` among them."""
        return frozenset({"id", "extras"}.union(*(field.keys for field in self.fields)))

    @cached_property
    def names(self) -> frozenset[str]:
        """Our fields that are read from properties."""
        return frozenset(field.name for field in self.fields)

    def key_of(self, field: str) -> str:
        """Return the property that a field of ours is read from."""
        return next((found.keys[0] for found in self.fields if found.name == field), field)


@attrs.frozen
class Plan:
    """How the objects of a kind with certain properties are read, worked out once for all of them.

    `readers` has each property with the field that is read from it, if there is one, and the fields that it
    stands in for. `plain` are the properties that can be read the short way, with the name of their field;
    where all of them are, `pending` are the fields that are left. From `unread` no field is read.
    """

    kind: Kind
    readers: tuple[tuple[str, v.Field | None, tuple[v.Field, ...]], ...]
    plain: tuple[tuple[str, str, v.Plain], ...]
    pending: tuple[v.Field, ...]
    unread: tuple[str, ...]


class Plans(dict[tuple[Kind, tuple[str, ...]], Plan]):
    """The plans of one document, by kind and properties in order: each is made when it is asked for."""

    def __missing__(self, shape: tuple[Kind, tuple[str, ...]]) -> Plan:
        kind, keys = shape
        readers: list[tuple[str, v.Field | None, tuple[v.Field, ...]]] = []
        pending: dict[str, v.Field] = {}
        for key in keys:
            own = next((field for field in kind.fields if key in field.keys), None)
            others = tuple(
                field for field in kind.fields if key in field.others and field.keys[0] not in keys
            )
            readers.append((key, own, others))
            if own is not None and own.plain is None:
                pending[own.name] = own
            if key != "name":
                # A name that is one text says nothing of other names.
                pending |= {field.name: field for field in others}
        plain = tuple((key, own.name, own.plain) for key, own, _ in readers if own and own.plain)
        unread = tuple(key for key in keys if key not in kind.keys)
        self[shape] = plan = Plan(kind, tuple(readers), plain, tuple(pending.values()), unread)
        return plan


@attrs.frozen(eq=False)
class Place:
    """A list inside of an object: what it holds, and which field of ours says what it stands in."""

    kind: Kind
    reference: str
    key: str


_EVIDENCE = lists.evidence()
_NAMES = (v.text("name"), lists.other_names(), lists.identifiers())

PERSONS = Kind("persons", "people", "person", (v.person_name(), *_NAMES[1:], v.text("sort_name")), ("name",))
ORGANIZATIONS = Kind(
    "organizations",
    "organizations",
    "organization",
    (
        *_NAMES,
        v.text("classification"),
        v.reference("parent_id", "parent_id", "organizations", inside="parent"),
    ),
    ("name",),
)
POSTS = Kind(
    "posts",
    "posts",
    "post",
    (
        v.text("role"),
        v.fallback("label", "label", ("role", "id")),
        lists.identifiers(),
        v.reference("organization_id", "organization_id", "organizations", inside="organization"),
    ),
    ("label", "role", "organization_id"),
)
MEMBERSHIPS = Kind(
    "memberships",
    "memberships",
    "membership",
    (
        v.reference("person_id", "person_id", "persons", inside="person", required=True),
        v.reference("post_id", "post_id", "posts", inside="post"),
        v.reference(
            "organization_id",
            "organization_id",
            "organizations",
            inside="organization",
            required=True,
            of_post=True,
        ),
        v.reference("on_behalf_of_id", "on_behalf_of_id", "organizations", inside="on_behalf_of"),
        v.text("role"),
        v.date("start_date"),
        v.date("end_date"),
        lists.identifiers(),
        _EVIDENCE,
    ),
    ("person_id", "organization_id", "post_id", "role", "legislative_period_id", "start_date"),
)
EVENTS = Kind(
    "events",
    "events",
    "event",
    (
        v.fallback("label", "name", ("classification", "id")),
        v.period("on"),
        lists.involved("involves_ids", ("organization_id", "attendees")),
        lists.identifiers(),
        _EVIDENCE,
    ),
    ("name", "classification", "start_date"),
)
SPEECHES = Kind(
    "speeches",
    "events",
    "speech",
    (
        v.fallback("label", "title", ("heading", "text", "type", "id")),
        v.date("on", "date"),
        lists.involved("involves_ids", ("creator_id",)),
        lists.identifiers(),
        _EVIDENCE,
    ),
    ("title", "creator_id", "attribution_text", "date"),
)
_ACTORS = ("persons", "organizations")
STATEMENTS = Kind(
    "speeches",
    "positions",
    "speech",
    (
        v.reference("actor_id", "creator_id", *_ACTORS, required=True),
        v.text("attribution", "attribution_text"),
        v.text("statement", "text"),
        v.date("said_on", "date"),
        lists.identifiers(),
        _EVIDENCE,
    ),
)
MOTIONS = Kind(
    "motions",
    "proposals",
    "motion",
    (v.fallback("title", "text", ("classification", "id")), lists.identifiers(), _EVIDENCE),
    ("text", "date"),
)
BILLS = Kind(
    "bills",
    "proposals",
    "bill",
    (
        v.text("title"),
        lists.texts("summary", "abstracts", "abstract"),
        lists.texts("other_titles", "other_titles", "title"),
        lists.texts("topics", "subject", None),
        lists.relations(),
        lists.identifiers(),
        _EVIDENCE,
    ),
    ("identifier", "legislative_session", "title"),
)
ACTIONS = Kind(
    "actions",
    "status_changes",
    "action",
    (v.text("wording", "description"), v.date("on", "date"), lists.identifiers(), _EVIDENCE),
)
SPONSORSHIPS = Kind(
    "sponsorships",
    "positions",
    "sponsorship",
    (v.sponsor("actor_id"), v.text("attribution", "name"), lists.identifiers(), _EVIDENCE),
)

AREAS = Kind("areas", "others", "area", (), ("name",))
VOTE_EVENTS = Kind("vote_events", "others", "vote-event", (), ("start_date",))

TOP: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        PERSONS,
        ORGANIZATIONS,
        POSTS,
        MEMBERSHIPS,
        EVENTS,
        SPEECHES,
        MOTIONS,
        BILLS,
        AREAS,
        VOTE_EVENTS,
    )
}
"""What a document holds in lists of its own."""

KEPT: Mapping[str, Kind] = {f"popolo-{kind.noun}": kind for kind in (AREAS, VOTE_EVENTS)}
"""What is kept whole, by the type under which it stands among `others`."""

DOCUMENT = "popolo-document"
"""The type of what keeps the keys of the document itself."""

INSIDE: Mapping[str, Mapping[str, Place]] = {
    "persons": {"memberships": Place(MEMBERSHIPS, "person_id", "person_id")},
    "organizations": {
        "memberships": Place(MEMBERSHIPS, "organization_id", "organization_id"),
        "posts": Place(POSTS, "organization_id", "organization_id"),
    },
    "posts": {"memberships": Place(MEMBERSHIPS, "post_id", "post_id")},
    "bills": {
        "actions": Place(ACTIONS, "proposal_id", "bill_id"),
        "sponsorships": Place(SPONSORSHIPS, "proposal_id", "bill_id"),
    },
}
"""What may stand inside of an object, by the list that the object is in and by property."""


def ours(native: Object) -> Object:
    """Return what we wrote into an object for what Popolo has no word for; empty where there is nothing."""
    extras = native.get("extras")
    found = extras.get("policytrack") if is_record(extras) else None
    return found if is_record(found) else {}
