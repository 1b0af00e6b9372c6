"""On real data, what was read and what was reported add up to what an independent count finds.

At the desk, every tenth entry of the three large files is read; all of them where there is time (`CI`).
"""

import gzip
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from formats import raw_counts

from policytrack.formats import get
from policytrack.formats.disk import read_folder
from policytrack.integrity import integrity_problems
from policytrack.registry import Registry

DATA = Path(__file__).parents[3] / "shared" / "data"
SETS = {
    "us-legislators": "congress",
    "us-billstatus-xml": "congress",
    "wp17-gesetzgebung": "bundestag",
    "wp17-antrag-600": "bundestag",
    "raw-files": "bundestag",
    "akoma-ntoso-examples": "akomantoso",
}
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here")


EVERY = 1 if os.environ.get("CI") else 10


def lines(name):
    """The lines of a file of DIP21, or some of them."""
    with gzip.open(DATA / "bundestag-dip21" / f"{name}.jsonl.gz") as file:
        return file.read().splitlines(keepends=True)[::EVERY]


def legislators():
    """The files of congress-legislators, of the largest some entries."""
    text = {path.name: path.read_text(encoding="utf-8") for path in (DATA / "us-legislators").glob("*.yaml")}
    for name in ("legislators-current.yaml", "committee-membership-current.yaml"):
        entries = re.findall(r"^[-A-Z].*\n(?:  .*\n|- .*\n)*?(?=[-A-Z]|\Z)", text[name], re.MULTILINE)
        text[name] = "".join(entries[::EVERY])
    return text


@cache
def decoded(name):
    """What a set holds, read leniently."""
    format_ = get(SETS[name])
    if name.startswith("wp17"):
        return format_.decode(b"".join(lines(name)), strict=False)
    if name == "us-legislators":
        return format_.decode({path: text.encode() for path, text in legislators().items()}, strict=False)
    folder = DATA / "bundestag-dip21" / name if name == "raw-files" else DATA / name
    return format_.decode(read_folder(folder, format_.owns), strict=False)


def left_out(name):
    """The paths of what was left out."""
    return [found.path for found in decoded(name).problems if found.code == "left-out"]


def counted(records, field):
    """How often each value of a field stands."""
    return Counter(str(value) for record in records if (value := getattr(record, field)) is not None)


@pytest.mark.parametrize("name", SETS)
def test_what_was_read_fits_together(name):
    """Nothing that is named is missing, and no id stands twice."""
    assert integrity_problems(decoded(name).snapshot, Registry.default()) == ()


@pytest.mark.parametrize("name", SETS)
def test_damage_is_reported_once(name):
    """Whatever the number of places."""
    assert sum(found.code == "damaged-text" for found in decoded(name).problems) <= 1


def test_legislators():
    """People, terms, roles, committees and seats, none left out."""
    raw, found = raw_counts.legislators(legislators()), decoded("us-legislators").snapshot
    kinds = {
        kind: [one for one in found.memberships if one.id.startswith(kind)]
        for kind in ("term", "role", "seat")
    }
    parties = [one for one in found.memberships if one.id.startswith("party")]
    assert left_out("us-legislators") == []
    assert len(found.people) == raw["people"]
    assert counted(kinds["term"], "role") == raw["terms"]
    assert counted(kinds["role"], "role") == raw["leadership"]
    assert sum(raw["parties"].values()) == len(parties)
    assert (len(kinds["seat"]), counted(kinds["seat"], "role")) == (raw["seats"], raw["titles"])
    committees = [one for one in found.organizations if one.classification in {"committee", "subcommittee"}]
    assert len(committees) == raw["committees"]


def test_bills():
    """Each bill once; a second file of one, and an action without words, are named."""
    raw, found = raw_counts.bills(DATA / "us-billstatus-xml"), decoded("us-billstatus-xml").snapshot
    assert len(left_out("us-billstatus-xml")) == raw["files"] - raw["bills"] + raw["actions without words"]
    assert len(found.sources) == raw["bills"]
    assert counted(found.positions, "stance") == raw["stances"]
    assert counted(found.status_changes, "to") == raw["states"]
    assert len(found.events) == raw["events"]


@pytest.mark.parametrize("name", ["wp17-gesetzgebung", "wp17-antrag-600"])
def test_proceedings(name):
    """Statuses by words and by state, roles, stances and steps, none left out."""
    raw = raw_counts.proceedings(lines(name))
    found = decoded(name).snapshot
    stands = [one for one in found.status_changes if one.id.endswith("-stand")]
    held = {one.id: one.role for one in found.memberships}
    roles = Counter(held[one.capacity_id] for one in found.positions if one.capacity_id)
    assert left_out(name) == []
    assert len(found.proposals) == raw["proceedings"]
    assert counted(stands, "wording") == raw["stands"]
    assert counted(stands, "to") == raw["states"]
    assert roles == raw["roles"]
    assert counted(found.positions, "stance") == raw["stances"]
    assert len(found.events) == raw["steps"] + raw["printed"]


def test_documents():
    """Documents, events, people and who proposes, none left out."""
    raw, found = raw_counts.documents(DATA / "akoma-ntoso-examples"), decoded("akoma-ntoso-examples").snapshot
    assert left_out("akoma-ntoso-examples") == []
    assert (len(found.sources), len(found.proposals)) == (raw["documents"], raw["proposals"])
    assert len(found.people) + len(found.organizations) == raw["actors"]
    # Who signs a bill or puts it forward holds a position, who signs another document is in an event.
    assert len(found.events) + len(found.positions) == raw["events"] + raw["signed"]
