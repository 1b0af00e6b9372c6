"""The records and the values that they hold: one description of the domain, with no wire and no disk."""

from policytrack.model._actors import Membership, Organization, OtherName, Person, Post
from policytrack.model._base import Assertion, Citation, Identifier, Quote, Record
from policytrack.model._changes import Event, Figure, StatusChange
from policytrack.model._checks import Checked
from policytrack.model._json import JSON, JsonObject, thaw
from policytrack.model._measures import (
    Disclosure,
    LegalTest,
    Measure,
    Other,
    ProofStandard,
    Review,
    Threshold,
    UnknownMeasure,
)
from policytrack.model._positions import Position
from policytrack.model._processes import Milestone, Process
from policytrack.model._proposals import Instrument, NotFound, Proposal, Relation
from policytrack.model._refs import Id, IdText, Reference, RefersTo, hints, references
from policytrack.model._snapshot import Snapshot, UnknownRecord, field_of, record_fields
from policytrack.model._sources import Source
from policytrack.model._time_limits import Assessment, TimeLimit, Verdict

__all__ = [
    "JSON",
    "Assertion",
    "Assessment",
    "Checked",
    "Citation",
    "Disclosure",
    "Event",
    "Figure",
    "Id",
    "IdText",
    "Identifier",
    "Instrument",
    "JsonObject",
    "LegalTest",
    "Measure",
    "Membership",
    "Milestone",
    "NotFound",
    "Organization",
    "Other",
    "OtherName",
    "Person",
    "Position",
    "Post",
    "Process",
    "ProofStandard",
    "Proposal",
    "Quote",
    "Record",
    "Reference",
    "RefersTo",
    "Relation",
    "Review",
    "Snapshot",
    "Source",
    "StatusChange",
    "Threshold",
    "TimeLimit",
    "UnknownMeasure",
    "UnknownRecord",
    "Verdict",
    "field_of",
    "hints",
    "record_fields",
    "references",
    "thaw",
]
