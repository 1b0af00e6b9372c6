"""Track policy proposals: what would change, who is for and against, what became of it, and who says so.

Every public name stands here and is loaded when it is first used; `__init__.pyi` tells type checkers the
same. The floors of the house, lowest first; a module imports only from floors below its own:

```
0  errors            every error, and the Problem that they list
1  dates             PartialDate, Period: as precise as the source and no more
   ids  terms        what an id may be; the closed vocabularies
   collector         pauses the cyclic collector while much is made
   visible           what a text does not show, shown
   passes            over whole columns of numbers, by numpy where it is there
   markup            tables for notebooks: escaped, nothing hidden
2  model             the records and what they hold; Snapshot
   sorting           of whole columns, by numpy where it is there
3  measures          what a proposal would change, typed
   lifecycle         states and routes as data
   resolution        which of several reports wins
   query             questions as data: nothing runs here
4  registry          what is known: measures, record types, lifecycles, formats
   standing          the short answers: a status, a stance
5  integrity         whether records fit together
   answers           the longer answers, as values
   engines           what answers questions
6  tracker           Tracker and its views, which answer
7  formats           one module a format: JSON, JSON Lines, YAML, a folder, what others can read
   pages             what a reader is shown of a proposal, as values
8  files             load and save
   builder           records from rows without ids
   evidence          quotes looked up, witnesses counted, two moments compared
   stores            records kept in a database, revision by revision
   report            answers as something to look at: a page, a timeline
9  datasets          the bundled case
10 testing           what a plugin's own tests call
11 cli               the command `policytrack`; imported by nothing but __main__
```
"""

__version__ = "0.1.0"

# Texts of words, since this module is read whenever anything of the package is.
_HOMES = {
    "policytrack.answers": (
        "Comparison Competing Conflict ConflictKind Coverage Explanation Likeness Loser Outcome Step"
    ),
    "policytrack.builder": "Builder build",
    "policytrack.dates": "PartialDate Period Precision",
    "policytrack.errors": (
        "ConflictError DecodeError EncodeError IntegrityError InvalidDateError InvalidPeriodError "
        "InvalidRecordError InvalidTextError LifecycleTableError MissingExtraError PluginWarning "
        "PolicytrackError Problem ProblemsError QueryError RecordNotFoundError RegistrationError Severity "
        "StoreError UnfitError UnknownDataWarning UnknownNameError UnsupportedQuery"
    ),
    "policytrack.evidence": (
        "Change Corrected Diff FieldChange Moved QuoteVerdict SharedPassage Shifted Typography "
        "Verification diff find_texts reanchor shared_passages verify witnesses"
    ),
    "policytrack.files": "dumps load loads read save",
    "policytrack.lifecycle": "Lifecycle Route State",
    "policytrack.measures": (
        "Assessment Disclosure LegalTest Other ProofStandard Review Threshold TimeLimit "
        "UnknownMeasure Verdict"
    ),
    "policytrack.model": (
        "Assertion Checked Citation Event Figure Identifier Instrument JSON JsonObject Measure Membership "
        "Milestone NotFound Organization OtherName Person Position Post Process Proposal Quote "
        "Record RefersTo Relation Snapshot Source StatusChange UnknownProposal UnknownRecord"
    ),
    "policytrack.registry": "Check Decoded Encoded Format Plugin Registry Term Vocabulary plugins",
    "policytrack.resolution": "BestEvidence Criterion LatestPublished Nearness PrimaryOnly Resolution",
    "policytrack.standing": "Stand Standing",
    "policytrack.stores": "Entry Revision Store StoreView open_store",
    "policytrack.terms": (
        "Confidence CorrectionKind Decision Extent InstrumentKind Mode Phase Reply SourceKind "
        "Stance StandardOfProof Test"
    ),
    "policytrack.tracker": "Tracker View",
}
_MODULES = ("datasets", "formats", "query", "report", "testing")

# What goes: each name with what to use instead, since when, and the release in which it is gone.
_DEPRECATED: dict[str, tuple[str, str, str]] = {}

_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

# The names are spelt out in __init__.pyi; a test holds the two together.
__all__ = ["__version__", *_MODULES, *_HOME]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (PEP 562), and keep it."""
    from importlib import import_module  # noqa: PLC0415  # A bare import of the package loads nothing else.

    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name in _DEPRECATED:
        instead, since, gone = _DEPRECATED[name]
        message = f"{name} is deprecated since {since} and goes in {gone}: use {instead}"
        import_module("warnings").warn(message, DeprecationWarning, stacklevel=2)
        return __getattr__(instead)
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
