"""The importers on data that nobody here wrote: nothing is lost, and an independent count agrees."""

import json
from collections import Counter
from pathlib import Path

import pytest
import raw_openstates
import raw_popolo

from policytrack import formats, integrity
from policytrack.formats.disk import read_folder
from policytrack.registry import Registry

DATA = Path(__file__).parents[3] / "shared" / "data"
POPOLO = sorted(
    [
        *DATA.glob("popolo-everypolitician/*.json"),
        *DATA.glob("wikidata-uk-legislatures/*/popolo-m17n.json"),
        *DATA.glob("au-councillors-popolo/*/*.json"),
    ]
)
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the material is not here")


def ordered(document):
    """A document with each list of objects in one order, since that of Popolo means nothing."""
    return {
        key: sorted(part, key=lambda item: json.dumps(item, sort_keys=True))
        if isinstance(part, list)
        else part
        for key, part in document.items()
    }


@pytest.fixture(scope="module", name="people")
def _people():
    pytest.importorskip("yaml")
    files = read_folder(DATA / "openstates-people" / "data", formats.get("openstates").owns)
    return formats.get("openstates").decode(files)


@pytest.fixture(scope="module", name="bills")
def _bills():
    return formats.get("openstates").decode((DATA / "minnesota-bills-2013" / "bills.json").read_bytes())


@pytest.mark.parametrize("path", POPOLO, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_popolo_is_read_in_full_and_comes_back(path):
    """Strict reading takes every object, the counts are the file's, and writing gives the file back."""
    decoded = formats.get("popolo").decode(path.read_bytes())
    snapshot, raw = decoded.snapshot, raw_popolo.counts(path)
    assert decoded.problems == ()
    assert integrity.integrity_problems(snapshot, Registry.default()) == ()
    areas = [record for record in snapshot.others if record.type == "popolo-area"]
    assert {
        **{field: len(getattr(snapshot, field)) for field in raw_popolo.LISTS.values() if field != "others"},
        "others": len(areas),
        "roles": Counter(item.role for item in snapshot.memberships),
        "starts": sum(item.start_date is not None for item in snapshot.memberships),
        "ends": sum(item.end_date is not None for item in snapshot.memberships),
        "sources": len(snapshot.sources),
    } == raw
    written = json.loads(formats.get("popolo").encode(snapshot).data)
    assert ordered(written) == ordered(json.loads(path.read_bytes()))


def test_people_of_open_states(people):
    """Strict reading takes every person and committee, and every party, role and seat on a committee."""
    raw = raw_openstates.people_counts(DATA / "openstates-people" / "data")
    snapshot = people.snapshot
    assert people.problems == ()
    assert integrity.integrity_problems(snapshot, Registry.default()) == ()
    assert len(snapshot.people) == raw["people"]
    assert sum(item.classification == "committee" for item in snapshot.organizations) == raw["committees"]
    assert Counter(item.role for item in snapshot.memberships) == raw["roles"]


def test_bills_of_minnesota(bills):
    """Every bill, sponsor and status is there, with the words of the status beside ours."""
    raw = raw_openstates.bill_counts(DATA / "minnesota-bills-2013" / "bills.json")
    snapshot = bills.snapshot
    assert bills.problems == ()
    assert integrity.integrity_problems(snapshot, Registry.default()) == ()
    assert len(snapshot.proposals) == raw["bills"]
    assert Counter(item.stance.value for item in snapshot.positions) == {"proposes": raw["sponsors"]}
    assert len({item.attribution for item in snapshot.positions}) == len(snapshot.people) == raw["names"]
    assert Counter(item.wording for item in snapshot.status_changes) == raw["statuses"]
    partial = [item for item in snapshot.status_changes if item.extent == "partial"]
    assert len(partial) == raw["statuses"]["partially vetoed"]
    assert {item.to for item in snapshot.status_changes} == {"signed"}
    assert len(set().union(*(item.topics for item in snapshot.proposals))) == raw["topics"]
