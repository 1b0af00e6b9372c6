"""The shipped mappings on real tables, counted again by plain Python that shares no code with the library."""

import json
from collections import Counter
from pathlib import Path

import pytest

from policytrack import files

DATA = Path(__file__).parents[4] / "shared" / "data"
PROMISES = DATA / "promises-trumptracker"
STATEMENTS = DATA / "us-sap-statements" / "statements.json"

needs_promises = pytest.mark.skipif(not PROMISES.exists(), reason="the shared data are not here")
needs_statements = pytest.mark.skipif(not STATEMENTS.exists(), reason="the shared data are not here")


def raw_promises(name):
    """The promises of a file, read without the library."""
    text = (PROMISES / name).read_text(encoding="utf-8")
    tree = json.loads(text) if name.endswith(".json") else pytest.importorskip("yaml").safe_load(text)
    return tree["promises"]


def counted(decoded, rows):
    """How many rows were imported and how many were named; the two are all that were there."""
    named = [one for one in decoded.problems if one.code in {"left-out", "no-record"}]
    assert len({one.path for one in named}) == len(named)
    return rows - len(named), len(named)


@needs_promises
@pytest.mark.parametrize("name", ["data.json", "data.yaml"])
def test_every_promise_is_imported(name):
    """One proposal, one status and one position for each promise, and each promise once."""
    raw = raw_promises(name)
    decoded = files.read(PROMISES / name, format="trumptracker")
    assert counted(decoded, len(raw)) == (174, 0)
    found = decoded.snapshot
    assert sorted(one.title for one in found.proposals) == sorted(one["title"].strip() for one in raw)
    assert (len(found.status_changes), len(found.positions)) == (174, 174)


@needs_promises
def test_the_statuses_are_those_of_the_file():
    """Each word of the file is one state, as often as it stands there, and is kept as the wording."""
    raw = Counter(one["status"] for one in raw_promises("data.json"))
    found = files.read(PROMISES / "data.json", format="trumptracker").snapshot.status_changes
    assert Counter(one.wording for one in found) == raw
    states = {
        "Not started": "promised",
        "In progress": "in-progress",
        "Achieved": "kept",
        "Compromised": "compromised",
        "Broken": "broken",
    }
    assert Counter(one.to for one in found) == {states[word]: count for word, count in raw.items()}


@needs_promises
def test_each_status_is_that_of_its_promise():
    """No status stands with another promise than in the file."""
    raw = {one["title"].strip(): one["status"] for one in raw_promises("data.json")}
    found = files.read(PROMISES / "data.json", format="trumptracker").snapshot
    titles = {one.id: one.title for one in found.proposals}
    assert {titles[one.proposal_id]: one.wording for one in found.status_changes} == raw


@needs_promises
def test_stance_role_and_topics_are_those_of_the_file():
    """One person proposes each promise, on the sources of the file; category and tags are topics."""
    raw = raw_promises("data.json")
    found = files.read(PROMISES / "data.json", format="trumptracker").snapshot
    assert Counter((one.actor_id, str(one.stance)) for one in found.positions) == {
        ("person-donald-trump", "proposes"): 174
    }
    urls = {one.id: one.url for one in found.sources}
    cited = Counter(urls[one.source_id] for position in found.positions for one in position.evidence)
    assert cited == Counter(url for one in raw for url in dict.fromkeys(one["sources"]))
    topics = Counter(topic for one in raw for topic in {one["category"], *one["tags"]})
    assert Counter(topic for one in found.proposals for topic in one.topics) == topics


@needs_promises
def test_the_two_files_say_the_same():
    """The JSON file is made of the YAML file, and so are the records."""
    one, other = (files.read(PROMISES / name, format="trumptracker") for name in ("data.json", "data.yaml"))
    assert one.snapshot == other.snapshot


@needs_promises
def test_what_no_column_takes_is_kept():
    """Comments and what is said of a status stand in the extras, word for word."""
    raw = {one["title"].strip(): one for one in raw_promises("data.json")}
    for proposal in files.read(PROMISES / "data.json", format="trumptracker").snapshot.proposals:
        promise = raw[proposal.title]
        assert proposal.extras["trumptracker:comments"] == tuple(promise["comments"])
        assert proposal.extras.get("trumptracker:status_info", "") == promise["status_info"]


@needs_statements
def test_every_statement_is_imported():
    """One position for each statement and one proposal for each bill, on the day of the file."""
    raw = [one["fields"] for one in json.loads(STATEMENTS.read_text(encoding="utf-8"))]
    decoded = files.read(STATEMENTS, format="us-sap")
    assert counted(decoded, len(raw)) == (399, 0)
    found = decoded.snapshot
    bills = {one.id: one.identifier("billmap") for one in found.proposals}
    assert sorted(bills.values()) == sorted({one["bill_id"] for one in raw})
    said = Counter((bills[one.proposal_id], str(one.said_on)) for one in found.positions)
    assert said == Counter((one["bill_id"], one["date_issued"]) for one in raw)


@needs_statements
def test_a_stance_that_cannot_be_read_is_unknown():
    """The dump names no stance, so none is told: by one body, as often as there are statements."""
    found = files.read(STATEMENTS, format="us-sap").snapshot
    assert Counter((one.actor_id, str(one.stance)) for one in found.positions) == {
        ("organization-executive-office-of-the-president", "unknown"): 399
    }
    assert found.status_changes == ()


@needs_statements
def test_each_statement_cites_its_page_and_keeps_its_fields():
    """The source is the statement's own address, and every field of the dump is somewhere."""
    raw = {one["pk"]: one for one in json.loads(STATEMENTS.read_text(encoding="utf-8"))}
    found = files.read(STATEMENTS, format="us-sap").snapshot
    urls = {one.id: one.url for one in found.sources}
    for position in found.positions:
        statement = raw.pop(position.extras["us-sap:pk"])
        (citation,) = position.evidence
        assert urls[citation.source_id] == statement["fields"]["original_pdf_link"].strip()
        kept = position.extras["us-sap:fields"]
        assert kept["permanent_pdf_link"] == statement["fields"]["permanent_pdf_link"]
        assert kept.get("bill_title", statement["fields"]["bill_title"]) == statement["fields"]["bill_title"]
    assert raw == {}
