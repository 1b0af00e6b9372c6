"""Who acts: people, organizations, posts, and who held what when (Popolo)."""

import attrs

from policytrack.dates import PartialDate
from policytrack.model._base import Assertion, Record
from policytrack.model._checks import Checked
from policytrack.model._refs import OrganizationRef, PersonRef, PostRef


@attrs.frozen(repr=False)
class OtherName(Checked):
    """Another name that somebody or something has or had."""

    name: str
    note: str | None = None
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None


@attrs.frozen(kw_only=True, repr=False)
class Person(Record):
    """A natural person; only public roles and policy positions are recorded of one."""

    name: str
    other_names: tuple[OtherName, ...] = ()
    sort_name: str | None = None
    notes: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class Organization(Record):
    """A body, a company, a party, a court, or a group that sources speak of as one."""

    name: str
    other_names: tuple[OtherName, ...] = ()
    classification: str | None = None
    parent_id: OrganizationRef | None = None


@attrs.frozen(kw_only=True, repr=False)
class Post(Record):
    """A position that exists whoever holds it: Home Secretary, Commissioner."""

    label: str
    organization_id: OrganizationRef | None = None
    role: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class Membership(Assertion):
    """That somebody belonged to an organization, in a role, from a day to a day.

    `on_behalf_of_id` is the organization that they spoke or sat for, where it is another one.
    """

    person_id: PersonRef
    organization_id: OrganizationRef
    post_id: PostRef | None = None
    on_behalf_of_id: OrganizationRef | None = None
    role: str | None = None
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
