"""The golden files of version 1: what was written once is read for good, and written the same."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from policytrack import files, formats, measures, model
from policytrack.dates import PartialDate, Period
from policytrack.formats._unstructure import wire_fields
from policytrack.formats.disk import read_folder
from policytrack.terms import (
    Confidence,
    CorrectionKind,
    Decision,
    Extent,
    InstrumentKind,
    Mode,
    Reply,
    SourceKind,
    Stance,
    StandardOfProof,
    Test,
)

GOLDEN = Path(__file__).parent / "golden"
FILES = {"json": "v1.json", "jsonl": "v1.jsonl", "yaml": "v1.yaml", "directory": "v1", "csv": "v1-csv"}
DAY = PartialDate.parse

CITED = (
    model.Citation(
        "source/1",
        model.Quote(exact="clear and\nsimple", prefix="be ", suffix=".", start=3, end=19),
        "second paragraph",
        origin="an agency",
    ),
)

MEASURES = [
    measures.LegalTest("self-defence", "misconduct", Test.OBJECTIVE_REASONABLENESS, Test.HONEST_BELIEF),
    measures.ProofStandard(
        "unlawful killing",
        frozenset({"inquest", "Inquiry"}),
        StandardOfProof.BALANCE_OF_PROBABILITIES,
        StandardOfProof.BEYOND_REASONABLE_DOUBT,
    ),
    measures.Threshold(Decision.INVESTIGATE, "iopc", "a low bar", "a high bar"),
    measures.TimeLimit(
        "investigation", frozenset({"iopc", "cps"}), "referred", "charged", Period.parse("P1Y10D")
    ),
    measures.Review("iopc", "armed policing"),
    measures.Disclosure("footage", "iopc", "before a trial"),
    measures.Other("something else"),
    measures.UnknownMeasure("org.example:tax", {"bands": [1, 2.0, None], "on": "2024", "rate": 0.5}),
]

SNAPSHOT = model.Snapshot(
    people=(
        model.Person(
            id="Zoë O'Neil",
            name="Zoë O'Neil",
            other_names=(model.OtherName("NO", "a nickname", DAY("2001"), DAY("2002-05")),),
            sort_name="O'Neil, Zoë",
            notes="First line.\n\n  Indented line.\n",
            identifiers=(model.Identifier("wikidata", "Q1"),),
            extras={"org.example:score": [1, 1.0, True, None, "007", {"b": 1e22, "a": -0.0}]},
        ),
    ),
    organizations=(
        model.Organization(id="cps", name="CPS", parent_id="state", classification="prosecutor"),
        model.Organization(id="iopc", name="IOPC", other_names=(model.OtherName("IPCC"),)),
        model.Organization(id="state", name="State"),
    ),
    posts=(model.Post(id="post", label="Director", organization_id="cps", role="head"),),
    memberships=(
        model.Membership(
            id="m/1",
            person_id="Zoë O'Neil",
            organization_id="cps",
            post_id="post",
            on_behalf_of_id="state",
            role="director",
            start_date=DAY("202X"),
            end_date=DAY("2024-01/.."),
            evidence=CITED,
        ),
    ),
    sources=(
        model.Source(
            id="source/1",
            title="1984",
            publisher="on",
            url="https://example.org/a?b=c#d",
            published=DAY("2023-09-24"),
            retrieved_on=DAY("[2023-09-25..2023-09-30]"),
            language="en",
            kind=SourceKind.PRIMARY,
            sha256="0" * 64,
            licence="CC0",
        ),
        model.Source(id="source/2", title="Copy", kind=SourceKind.COPY, derived_from_id="source/1"),
    ),
    proposals=tuple(
        model.Proposal(
            id=f"p{number}",
            title=f"Proposal {number}",
            summary="12:30" if number else None,
            measure=measure,
            topics=frozenset({"policing", "Courts", "éducation"}),
            jurisdiction="GB",
            lifecycle="request" if number == 1 else "uk-reform",
            part_of_id="p0" if number else None,
            relations=(model.Relation("follows", f"p{number - 1}"),) if number else (),
            instruments=(model.Instrument("An Act", InstrumentKind.STATUTE, "s 76", "https://example.org"),),
            other_titles=("Other: title", "- dash"),
            stakeholder_ids=frozenset({"cps", "iopc"}),
            not_found=(model.NotFound("Was it debated?", DAY("2024~"), "no Hansard"),),
            evidence=CITED,
        )
        for number, measure in enumerate(MEASURES)
    ),
    positions=(
        model.Position(
            id="q1",
            proposal_id="p0",
            actor_id="Zoë O'Neil",
            stance=Stance.CRITICAL,
            capacity_id="m/1",
            attribution="the director",
            said_on=DAY("2023-09"),
            statement="It would go too far.",
            mode=Mode.PARAPHRASE,
            evidence=CITED,
        ),
        model.Position(id="q2", proposal_id="p0", actor_id="iopc", replies_to_id="q1", reply=Reply.ATTACKS),
    ),
    status_changes=(
        model.StatusChange(
            id="c1",
            proposal_id="p0",
            to="accepted",
            on=DAY("2023-21"),
            by_ids=frozenset({"state", "cps"}),
            wording="“accepted”",
            extent=Extent.PARTIAL,
            confidence=Confidence.MEDIUM,
            claim="acceptance",
            evidence=CITED,
        ),
        model.StatusChange(
            id="c2",
            proposal_id="p0",
            to="accepted",
            corrects_id="c1",
            correction=CorrectionKind.RETRACTS,
            correction_reason="misread",
        ),
    ),
    events=(
        model.Event(
            id="e", label="Hearing", on=DAY("2023?"), involves_ids=frozenset({"cps"}), outcome_id="e/2"
        ),
        model.Event(id="e/2", label="Verdict"),
    ),
    figures=(
        model.Figure(
            id="f",
            label="officers",
            low=100,
            high=300.5,
            unit="people",
            as_of=DAY("2023-09-25"),
            attributed_to_id="iopc",
            wording="more than 100",
        ),
    ),
    processes=(
        model.Process(
            id="pr",
            body_id="iopc",
            kind="investigation",
            subject="the shooting",
            milestones=(model.Milestone("referred", DAY("2022-09-05")), model.Milestone("charged")),
        ),
    ),
    others=(
        model.UnknownRecord(
            id="vote 1", type="org.example:vote", data={"ayes": 3, "evidence": []}, extras={"a:b": "c"}
        ),
    ),
)


def held(value, found):
    """Note each field that holds something else than its default, by class."""
    if isinstance(value, tuple | frozenset):
        for part in value:
            held(part, found)
    elif attrs.has(type(value)):
        for name, default in wire_fields(type(value)):
            part = getattr(value, name)
            if part != default:
                found.setdefault(type(value), set()).add(name)
                held(part, found)


def test_the_golden_snapshot_holds_every_field():
    """A field that is added to a record is added here, so that its form on the wire is pinned."""
    found = {}
    held(SNAPSHOT, found)
    common = {"identifiers", "extras", *(field.name for field in attrs.fields(model.Assertion))}
    missing = [
        f"{cls.__name__}.{name}"
        for cls in [*model.record_fields().values(), *found]
        if cls is not model.Record
        for name, _ in wire_fields(cls)
        if name not in found[cls] and name not in common
    ]
    assert missing == []
    assert common <= set().union(*found.values())


def content(name):
    """The golden file or folder of a format."""
    path = GOLDEN / FILES[name]
    return read_folder(path, formats.get(name).owns) if path.is_dir() else path.read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_the_golden_file_is_read_as_it_was_meant(name):
    """Version 1 is read for good, down to each type."""
    assert formats.get(name).decode(content(name)).snapshot == SNAPSHOT


@pytest.mark.parametrize("name", FILES)
def test_the_golden_file_is_written_byte_for_byte(name):
    """A change of a single byte would change every file that is kept under version control."""
    assert formats.get(name).encode(SNAPSHOT).data == content(name)


@pytest.mark.filterwarnings("ignore::policytrack.errors.UnknownDataWarning")
@pytest.mark.parametrize("name", FILES)
def test_a_tracker_goes_through_every_format(name, tmp_path):
    """What `save` wrote, `load` reads back as an equal tracker."""
    tracker = files.load(GOLDEN / "v1.json")
    path = tmp_path / FILES[name]
    assert files.save(tracker, path, format=name) == ()
    # A folder is a `directory` where nobody says otherwise.
    named = name if name == "csv" else None
    assert files.load(path, format=named).snapshot() == tracker.snapshot()


@pytest.mark.filterwarnings("ignore::policytrack.errors.UnknownDataWarning")
@pytest.mark.parametrize("name", ["json", "jsonl", "yaml"])
def test_a_tracker_goes_through_bytes(name):
    """What `dumps` wrote, `loads` reads back as an equal tracker."""
    tracker = files.load(GOLDEN / "v1.json")
    assert files.loads(files.dumps(tracker, format=name), format=name).snapshot() == tracker.snapshot()


_WRITE_ALL = """
import hashlib, sys
from policytrack import formats
snapshot = formats.get("json").decode(open(sys.argv[1], "rb").read()).snapshot
for name in ("json", "jsonl", "yaml", "directory", "csv"):
    data = formats.get(name).encode(snapshot).data
    print(name, hashlib.sha256(data if isinstance(data, bytes) else repr(data).encode()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_hash_seed_changes_no_byte(seed):
    """Sets are written in an order of their own, whatever order the interpreter keeps them in."""
    found = subprocess.run(
        [sys.executable, "-c", _WRITE_ALL, str(GOLDEN / "v1.json")],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
        text=True,
    )
    digests = dict(line.split() for line in found.stdout.splitlines())
    for name in FILES:
        data = formats.get(name).encode(SNAPSHOT).data
        raw = data if isinstance(data, bytes) else repr(data).encode()
        assert digests[name] == hashlib.sha256(raw).hexdigest()
