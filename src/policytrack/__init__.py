"""Track policy proposals: what would change, who is for and against, what became of it, and who says so.

Every public name stands here and is loaded when it is first used. The floors of the house, lowest first;
a module imports only from floors below its own:

```
0  errors            every error, and the Problem that they list
1  dates             PartialDate, Period: as precise as the source and no more
   ids  terms        what an id may be; the closed vocabularies
2  model             the records and what they hold; Snapshot
3  lifecycle         states and routes as data
   resolution        which of several reports wins
4  registry          what is known: measures, record types, lifecycles, formats
5  tracker           Tracker and its views: the answers
   formats           one module a format: JSON, JSON Lines, YAML, a folder
6  files             load and save
   builder           records from rows without ids
7  datasets          the bundled case
```
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # Type checkers take it for true; importing typing costs more than the package.

if TYPE_CHECKING:
    from policytrack import datasets as datasets
    from policytrack import formats as formats
    from policytrack.answers import Coverage as Coverage
    from policytrack.answers import Explanation as Explanation
    from policytrack.answers import Loser as Loser
    from policytrack.answers import Step as Step
    from policytrack.builder import Builder as Builder
    from policytrack.builder import build as build
    from policytrack.dates import PartialDate as PartialDate
    from policytrack.dates import Period as Period
    from policytrack.dates import Precision as Precision
    from policytrack.errors import DecodeError as DecodeError
    from policytrack.errors import EncodeError as EncodeError
    from policytrack.errors import IntegrityError as IntegrityError
    from policytrack.errors import InvalidDateError as InvalidDateError
    from policytrack.errors import InvalidPeriodError as InvalidPeriodError
    from policytrack.errors import InvalidRecordError as InvalidRecordError
    from policytrack.errors import LifecycleTableError as LifecycleTableError
    from policytrack.errors import MissingExtraError as MissingExtraError
    from policytrack.errors import PolicytrackError as PolicytrackError
    from policytrack.errors import Problem as Problem
    from policytrack.errors import ProblemsError as ProblemsError
    from policytrack.errors import RecordNotFoundError as RecordNotFoundError
    from policytrack.errors import RegistrationError as RegistrationError
    from policytrack.errors import Severity as Severity
    from policytrack.errors import UnknownNameError as UnknownNameError
    from policytrack.files import dumps as dumps
    from policytrack.files import load as load
    from policytrack.files import loads as loads
    from policytrack.files import save as save
    from policytrack.lifecycle import Lifecycle as Lifecycle
    from policytrack.lifecycle import Route as Route
    from policytrack.lifecycle import State as State
    from policytrack.model import JSON as JSON
    from policytrack.model import Assertion as Assertion
    from policytrack.model import Assessment as Assessment
    from policytrack.model import Citation as Citation
    from policytrack.model import Disclosure as Disclosure
    from policytrack.model import Event as Event
    from policytrack.model import Figure as Figure
    from policytrack.model import Identifier as Identifier
    from policytrack.model import Instrument as Instrument
    from policytrack.model import JsonObject as JsonObject
    from policytrack.model import LegalTest as LegalTest
    from policytrack.model import Measure as Measure
    from policytrack.model import Membership as Membership
    from policytrack.model import Milestone as Milestone
    from policytrack.model import NotFound as NotFound
    from policytrack.model import Organization as Organization
    from policytrack.model import Other as Other
    from policytrack.model import OtherName as OtherName
    from policytrack.model import Person as Person
    from policytrack.model import Position as Position
    from policytrack.model import Post as Post
    from policytrack.model import Process as Process
    from policytrack.model import ProofStandard as ProofStandard
    from policytrack.model import Proposal as Proposal
    from policytrack.model import Quote as Quote
    from policytrack.model import Record as Record
    from policytrack.model import RefersTo as RefersTo
    from policytrack.model import Relation as Relation
    from policytrack.model import Review as Review
    from policytrack.model import Snapshot as Snapshot
    from policytrack.model import Source as Source
    from policytrack.model import StatusChange as StatusChange
    from policytrack.model import Threshold as Threshold
    from policytrack.model import TimeLimit as TimeLimit
    from policytrack.model import UnknownMeasure as UnknownMeasure
    from policytrack.model import UnknownRecord as UnknownRecord
    from policytrack.model import Verdict as Verdict
    from policytrack.registry import Decoded as Decoded
    from policytrack.registry import Encoded as Encoded
    from policytrack.registry import Format as Format
    from policytrack.registry import Registry as Registry
    from policytrack.resolution import BEST_EVIDENCE as BEST_EVIDENCE
    from policytrack.resolution import Criterion as Criterion
    from policytrack.resolution import Resolution as Resolution
    from policytrack.standing import Stand as Stand
    from policytrack.standing import Standing as Standing
    from policytrack.terms import Confidence as Confidence
    from policytrack.terms import CorrectionKind as CorrectionKind
    from policytrack.terms import Decision as Decision
    from policytrack.terms import Extent as Extent
    from policytrack.terms import InstrumentKind as InstrumentKind
    from policytrack.terms import Mode as Mode
    from policytrack.terms import Phase as Phase
    from policytrack.terms import Reply as Reply
    from policytrack.terms import SourceKind as SourceKind
    from policytrack.terms import Stance as Stance
    from policytrack.terms import StandardOfProof as StandardOfProof
    from policytrack.terms import Test as Test
    from policytrack.tracker import Tracker as Tracker
    from policytrack.tracker import View as View

_HOMES = {
    "policytrack.builder": (
        "Builder",
        "build",
    ),
    "policytrack.dates": (
        "PartialDate",
        "Period",
        "Precision",
    ),
    "policytrack.errors": (
        "DecodeError",
        "EncodeError",
        "IntegrityError",
        "InvalidDateError",
        "InvalidPeriodError",
        "InvalidRecordError",
        "LifecycleTableError",
        "MissingExtraError",
        "PolicytrackError",
        "Problem",
        "ProblemsError",
        "RecordNotFoundError",
        "RegistrationError",
        "Severity",
        "UnknownNameError",
    ),
    "policytrack.files": (
        "dumps",
        "load",
        "loads",
        "save",
    ),
    "policytrack.lifecycle": (
        "Lifecycle",
        "Route",
        "State",
    ),
    "policytrack.model": (
        "JSON",
        "Assertion",
        "Assessment",
        "Citation",
        "Disclosure",
        "Event",
        "Figure",
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
    ),
    "policytrack.registry": (
        "Decoded",
        "Encoded",
        "Format",
        "Registry",
    ),
    "policytrack.resolution": (
        "BEST_EVIDENCE",
        "Criterion",
        "Resolution",
    ),
    "policytrack.terms": (
        "Confidence",
        "CorrectionKind",
        "Decision",
        "Extent",
        "InstrumentKind",
        "Mode",
        "Phase",
        "Reply",
        "SourceKind",
        "Stance",
        "StandardOfProof",
        "Test",
    ),
    "policytrack.answers": ("Coverage", "Explanation", "Loser", "Step"),
    "policytrack.standing": ("Stand", "Standing"),
    "policytrack.tracker": ("Tracker", "View"),
}
_MODULES = ("datasets", "formats")
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "BEST_EVIDENCE",
    "JSON",
    "Assertion",
    "Assessment",
    "Builder",
    "Citation",
    "Confidence",
    "CorrectionKind",
    "Coverage",
    "Criterion",
    "Decision",
    "DecodeError",
    "Decoded",
    "Disclosure",
    "EncodeError",
    "Encoded",
    "Event",
    "Explanation",
    "Extent",
    "Figure",
    "Format",
    "Identifier",
    "Instrument",
    "InstrumentKind",
    "IntegrityError",
    "InvalidDateError",
    "InvalidPeriodError",
    "InvalidRecordError",
    "JsonObject",
    "LegalTest",
    "Lifecycle",
    "LifecycleTableError",
    "Loser",
    "Measure",
    "Membership",
    "Milestone",
    "MissingExtraError",
    "Mode",
    "NotFound",
    "Organization",
    "Other",
    "OtherName",
    "PartialDate",
    "Period",
    "Person",
    "Phase",
    "PolicytrackError",
    "Position",
    "Post",
    "Precision",
    "Problem",
    "ProblemsError",
    "Process",
    "ProofStandard",
    "Proposal",
    "Quote",
    "Record",
    "RecordNotFoundError",
    "RefersTo",
    "RegistrationError",
    "Registry",
    "Relation",
    "Reply",
    "Resolution",
    "Review",
    "Route",
    "Severity",
    "Snapshot",
    "Source",
    "SourceKind",
    "Stance",
    "Stand",
    "StandardOfProof",
    "Standing",
    "State",
    "StatusChange",
    "Step",
    "Test",
    "Threshold",
    "TimeLimit",
    "Tracker",
    "UnknownMeasure",
    "UnknownNameError",
    "UnknownRecord",
    "Verdict",
    "View",
    "__version__",
    "build",
    "datasets",
    "dumps",
    "formats",
    "load",
    "loads",
    "save",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (PEP 562), and keep it."""
    from importlib import import_module  # noqa: PLC0415  # A bare import of the package loads nothing else.

    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
