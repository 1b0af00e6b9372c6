"""How fields are said in the words of the web: schema.org, PROV, Dublin Core, and our own for the rest.

A field that is in no table goes by our own term: `capacity_id` is `pt:capacity`. A date is typed as XML
Schema has it where it is a plain day, month or year, and as EDTF where it is anything else.
"""

import re
from collections.abc import Mapping

from policytrack.dates import PartialDate
from policytrack.model import (
    Event,
    Figure,
    Identifier,
    Membership,
    Organization,
    Person,
    Position,
    Proposal,
    Source,
    StatusChange,
)

_TYPES: Mapping[type, tuple[str, ...]] = {
    Person: ("schema:Person", "prov:Person"),
    Organization: ("schema:Organization", "prov:Organization"),
    Membership: ("schema:OrganizationRole",),
    Source: ("schema:CreativeWork", "prov:Entity"),
    Proposal: ("schema:CreativeWork", "prov:Entity"),
    Position: ("prov:Entity",),
    StatusChange: ("prov:Entity",),
    Event: ("schema:Event",),
    Figure: ("schema:QuantitativeValue", "prov:Entity"),
    Identifier: ("schema:PropertyValue",),
}

_PROPERTIES: Mapping[str, str] = {
    "id": "dcterms:identifier",
    "identifiers": "schema:identifier",
    "name": "schema:name",
    "title": "schema:name",
    "label": "schema:name",
    "other_titles": "schema:alternateName",
    "summary": "schema:abstract",
    "topics": "schema:keywords",
    "url": "schema:url",
    "start_date": "schema:startDate",
    "end_date": "schema:endDate",
    "on": "dcterms:date",
    "as_of": "dcterms:date",
}

_OF_CLASS: Mapping[tuple[type, str], str] = {
    (Identifier, "scheme"): "schema:propertyID",
    (Identifier, "identifier"): "schema:value",
    (Person, "notes"): "schema:description",
    (Organization, "parent_id"): "schema:parentOrganization",
    (Membership, "person_id"): "schema:member",
    (Membership, "organization_id"): "schema:memberOf",
    (Membership, "role"): "schema:roleName",
    (Source, "publisher"): "dc:publisher",
    (Source, "published"): "schema:datePublished",
    (Source, "language"): "schema:inLanguage",
    (Source, "sha256"): "schema:sha256",
    (Source, "licence"): "dc:rights",
    (Source, "derived_from_id"): "prov:wasDerivedFrom",
    (Proposal, "part_of_id"): "schema:isPartOf",
    (Proposal, "jurisdiction"): "schema:spatialCoverage",
    (Position, "proposal_id"): "schema:about",
    (Position, "actor_id"): "prov:wasAttributedTo",
    (Position, "said_on"): "dcterms:date",
    (Position, "statement"): "schema:text",
    (StatusChange, "proposal_id"): "schema:about",
    (Figure, "low"): "schema:minValue",
    (Figure, "high"): "schema:maxValue",
    (Figure, "unit"): "schema:unitText",
    (Figure, "attributed_to_id"): "prov:wasAttributedTo",
}

_XSD = {
    re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"): "xsd:date",
    re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])"): "xsd:gYearMonth",
    re.compile(r"[0-9]{4}"): "xsd:gYear",
}


def types_of(cls: type) -> list[str]:
    """Return what a class is: our own type of its name, then the types of others.

    >>> types_of(Identifier)
    ['pt:Identifier', 'schema:PropertyValue']
    """
    return [f"pt:{cls.__name__}", *_TYPES.get(cls, ())]


def property_of(cls: type, field: str) -> str:
    """Return the property of a field.

    >>> property_of(Position, "capacity_id"), property_of(Source, "title")
    ('pt:capacity', 'schema:name')
    """
    return _OF_CLASS.get((cls, field)) or _PROPERTIES.get(field) or own_term(field)


def own_term(field: str) -> str:
    """Return our own term for a field: `involves_ids` refers to what it involves, so it is `pt:involves`."""
    first, *rest = re.sub(r"_ids?$", "", field).split("_")
    return f"pt:{first}{''.join(word.capitalize() for word in rest)}"


def date_type(date: PartialDate) -> str:
    """Return the datatype of a date.

    >>> [date_type(PartialDate.parse(text)) for text in ("2023-09-24", "2023-09", "2023-21", "2023-09-24~")]
    ['xsd:date', 'xsd:gYearMonth', 'edtf:EDTF', 'edtf:EDTF']
    """
    return next((name for pattern, name in _XSD.items() if pattern.fullmatch(str(date))), "edtf:EDTF")
