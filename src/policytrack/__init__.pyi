# The public names, for type checkers: what `__init__.py` loads when they are first used.

from policytrack import datasets as datasets
from policytrack import formats as formats
from policytrack import query as query
from policytrack import report as report
from policytrack import testing as testing
from policytrack.answers import Comparison as Comparison
from policytrack.answers import Competing as Competing
from policytrack.answers import Conflict as Conflict
from policytrack.answers import ConflictKind as ConflictKind
from policytrack.answers import Coverage as Coverage
from policytrack.answers import Explanation as Explanation
from policytrack.answers import Likeness as Likeness
from policytrack.answers import Loser as Loser
from policytrack.answers import Outcome as Outcome
from policytrack.answers import Step as Step
from policytrack.builder import Builder as Builder
from policytrack.builder import build as build
from policytrack.dates import PartialDate as PartialDate
from policytrack.dates import Period as Period
from policytrack.dates import Precision as Precision
from policytrack.errors import ConflictError as ConflictError
from policytrack.errors import DecodeError as DecodeError
from policytrack.errors import EncodeError as EncodeError
from policytrack.errors import IntegrityError as IntegrityError
from policytrack.errors import InvalidDateError as InvalidDateError
from policytrack.errors import InvalidPeriodError as InvalidPeriodError
from policytrack.errors import InvalidRecordError as InvalidRecordError
from policytrack.errors import InvalidTextError as InvalidTextError
from policytrack.errors import LifecycleTableError as LifecycleTableError
from policytrack.errors import MissingExtraError as MissingExtraError
from policytrack.errors import PluginWarning as PluginWarning
from policytrack.errors import PolicytrackError as PolicytrackError
from policytrack.errors import Problem as Problem
from policytrack.errors import ProblemsError as ProblemsError
from policytrack.errors import QueryError as QueryError
from policytrack.errors import RecordNotFoundError as RecordNotFoundError
from policytrack.errors import RegistrationError as RegistrationError
from policytrack.errors import Severity as Severity
from policytrack.errors import StoreError as StoreError
from policytrack.errors import UnfitError as UnfitError
from policytrack.errors import UnknownDataWarning as UnknownDataWarning
from policytrack.errors import UnknownNameError as UnknownNameError
from policytrack.errors import UnsupportedQuery as UnsupportedQuery
from policytrack.evidence import Change as Change
from policytrack.evidence import Corrected as Corrected
from policytrack.evidence import Diff as Diff
from policytrack.evidence import FieldChange as FieldChange
from policytrack.evidence import Moved as Moved
from policytrack.evidence import QuoteVerdict as QuoteVerdict
from policytrack.evidence import SharedPassage as SharedPassage
from policytrack.evidence import Shifted as Shifted
from policytrack.evidence import Typography as Typography
from policytrack.evidence import Verification as Verification
from policytrack.evidence import diff as diff
from policytrack.evidence import find_texts as find_texts
from policytrack.evidence import reanchor as reanchor
from policytrack.evidence import shared_passages as shared_passages
from policytrack.evidence import verify as verify
from policytrack.evidence import witnesses as witnesses
from policytrack.files import dumps as dumps
from policytrack.files import load as load
from policytrack.files import loads as loads
from policytrack.files import read as read
from policytrack.files import save as save
from policytrack.lifecycle import Lifecycle as Lifecycle
from policytrack.lifecycle import Route as Route
from policytrack.lifecycle import State as State
from policytrack.measures import Assessment as Assessment
from policytrack.measures import Disclosure as Disclosure
from policytrack.measures import LegalTest as LegalTest
from policytrack.measures import Other as Other
from policytrack.measures import ProofStandard as ProofStandard
from policytrack.measures import Review as Review
from policytrack.measures import Threshold as Threshold
from policytrack.measures import TimeLimit as TimeLimit
from policytrack.measures import UnknownMeasure as UnknownMeasure
from policytrack.measures import Verdict as Verdict
from policytrack.model import JSON as JSON
from policytrack.model import Assertion as Assertion
from policytrack.model import Checked as Checked
from policytrack.model import Citation as Citation
from policytrack.model import Event as Event
from policytrack.model import Figure as Figure
from policytrack.model import Identifier as Identifier
from policytrack.model import Instrument as Instrument
from policytrack.model import JsonObject as JsonObject
from policytrack.model import Measure as Measure
from policytrack.model import Membership as Membership
from policytrack.model import Milestone as Milestone
from policytrack.model import NotFound as NotFound
from policytrack.model import Organization as Organization
from policytrack.model import OtherName as OtherName
from policytrack.model import Person as Person
from policytrack.model import Position as Position
from policytrack.model import Post as Post
from policytrack.model import Process as Process
from policytrack.model import Proposal as Proposal
from policytrack.model import Quote as Quote
from policytrack.model import Record as Record
from policytrack.model import RefersTo as RefersTo
from policytrack.model import Relation as Relation
from policytrack.model import Snapshot as Snapshot
from policytrack.model import Source as Source
from policytrack.model import StatusChange as StatusChange
from policytrack.model import UnknownProposal as UnknownProposal
from policytrack.model import UnknownRecord as UnknownRecord
from policytrack.registry import Check as Check
from policytrack.registry import Decoded as Decoded
from policytrack.registry import Encoded as Encoded
from policytrack.registry import Format as Format
from policytrack.registry import Plugin as Plugin
from policytrack.registry import Registry as Registry
from policytrack.registry import Term as Term
from policytrack.registry import Vocabulary as Vocabulary
from policytrack.registry import plugins as plugins
from policytrack.resolution import BestEvidence as BestEvidence
from policytrack.resolution import Criterion as Criterion
from policytrack.resolution import LatestPublished as LatestPublished
from policytrack.resolution import Nearness as Nearness
from policytrack.resolution import PrimaryOnly as PrimaryOnly
from policytrack.resolution import Resolution as Resolution
from policytrack.standing import Stand as Stand
from policytrack.standing import Standing as Standing
from policytrack.stores import Entry as Entry
from policytrack.stores import Revision as Revision
from policytrack.stores import Store as Store
from policytrack.stores import StoreView as StoreView
from policytrack.stores import open_store as open_store
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

__version__: str

__all__ = [
    "JSON",
    "Assertion",
    "Assessment",
    "BestEvidence",
    "Builder",
    "Change",
    "Check",
    "Checked",
    "Citation",
    "Comparison",
    "Competing",
    "Confidence",
    "Conflict",
    "ConflictError",
    "ConflictKind",
    "Corrected",
    "CorrectionKind",
    "Coverage",
    "Criterion",
    "Decision",
    "DecodeError",
    "Decoded",
    "Diff",
    "Disclosure",
    "EncodeError",
    "Encoded",
    "Entry",
    "Event",
    "Explanation",
    "Extent",
    "FieldChange",
    "Figure",
    "Format",
    "Identifier",
    "Instrument",
    "InstrumentKind",
    "IntegrityError",
    "InvalidDateError",
    "InvalidPeriodError",
    "InvalidRecordError",
    "InvalidTextError",
    "JsonObject",
    "LatestPublished",
    "LegalTest",
    "Lifecycle",
    "LifecycleTableError",
    "Likeness",
    "Loser",
    "Measure",
    "Membership",
    "Milestone",
    "MissingExtraError",
    "Mode",
    "Moved",
    "Nearness",
    "NotFound",
    "Organization",
    "Other",
    "OtherName",
    "Outcome",
    "PartialDate",
    "Period",
    "Person",
    "Phase",
    "Plugin",
    "PluginWarning",
    "PolicytrackError",
    "Position",
    "Post",
    "Precision",
    "PrimaryOnly",
    "Problem",
    "ProblemsError",
    "Process",
    "ProofStandard",
    "Proposal",
    "QueryError",
    "Quote",
    "QuoteVerdict",
    "Record",
    "RecordNotFoundError",
    "RefersTo",
    "RegistrationError",
    "Registry",
    "Relation",
    "Reply",
    "Resolution",
    "Review",
    "Revision",
    "Route",
    "Severity",
    "SharedPassage",
    "Shifted",
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
    "Store",
    "StoreError",
    "StoreView",
    "Term",
    "Test",
    "Threshold",
    "TimeLimit",
    "Tracker",
    "Typography",
    "UnfitError",
    "UnknownDataWarning",
    "UnknownMeasure",
    "UnknownNameError",
    "UnknownProposal",
    "UnknownRecord",
    "UnsupportedQuery",
    "Verdict",
    "Verification",
    "View",
    "Vocabulary",
    "__version__",
    "build",
    "datasets",
    "diff",
    "dumps",
    "find_texts",
    "formats",
    "load",
    "loads",
    "open_store",
    "plugins",
    "query",
    "read",
    "reanchor",
    "report",
    "save",
    "shared_passages",
    "testing",
    "verify",
    "witnesses",
]
