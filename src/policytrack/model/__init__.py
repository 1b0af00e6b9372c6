"""The records and the values that they hold: one description of the domain, with no wire and no disk."""

from policytrack.model._actors import Membership, Organization, OtherName, Person, Post
from policytrack.model._base import Assertion, Citation, Identifier, Quote, Record
from policytrack.model._changes import Event, Figure, StatusChange
from policytrack.model._checks import Checked
from policytrack.model._fit import check_fields
from policytrack.model._json import JSON, JsonObject, thaw
from policytrack.model._positions import Position
from policytrack.model._processes import Milestone, Process
from policytrack.model._proposals import Instrument, Measure, NotFound, Proposal, Relation
from policytrack.model._refs import (
    ActorRef,
    Id,
    IdText,
    OrganizationRef,
    Reference,
    RefersTo,
    hints,
    reference_fields,
    references,
    targets,
    targets_of_many,
)
from policytrack.model._snapshot import Snapshot, UnknownProposal, UnknownRecord, field_of, record_fields
from policytrack.model._sources import Source

__all__ = [
    "JSON",
    "ActorRef",
    "Assertion",
    "Checked",
    "Citation",
    "Event",
    "Figure",
    "Id",
    "IdText",
    "Identifier",
    "Instrument",
    "JsonObject",
    "Measure",
    "Membership",
    "Milestone",
    "NotFound",
    "Organization",
    "OrganizationRef",
    "OtherName",
    "Person",
    "Position",
    "Post",
    "Process",
    "Proposal",
    "Quote",
    "Record",
    "Reference",
    "RefersTo",
    "Relation",
    "Snapshot",
    "Source",
    "StatusChange",
    "UnknownProposal",
    "UnknownRecord",
    "check_fields",
    "field_of",
    "hints",
    "record_fields",
    "reference_fields",
    "references",
    "targets",
    "targets_of_many",
    "thaw",
]
