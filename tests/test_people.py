"""Care for real people: what must never ship, whatever file it would stand in."""

import hashlib
import re
from pathlib import Path

import pytest

import policytrack as pt

ROOT = Path(__file__).parents[1]
LEFT_BEHIND = re.compile(r"__pycache__|node_modules|_cache/|\.hypothesis")
FOLDERS = ("src", "examples", "tests", "benchmarks", "docs", ".ci")

# The project does not carry the officer's name, so neither does this test: it knows the family name and the
# whole name by their salted hashes, case folded, and the number of letters of the whole.
SALT = "policytrack: NX121 has no other name here: "
FAMILY_NAME = "871080f4fc6a419cee5fdf41b96172fc178ffcd2e9c25a5e4a6f08fa7ceca247"
WHOLE_NAME = "ec454df6e3f15d7fac5560633581436aaf64790f6d79462b39147d652a2f6adb"
LETTERS = 11

ACQUITTAL = "found not guilty by a jury, 21 October 2024"


def digest(text):
    """The salted hash of a text, case folded."""
    return hashlib.sha256((SALT + text.casefold()).encode()).hexdigest()


def names_the_officer(text):
    """Whether a text has the family name as a word, or the whole name in any spelling with marks between."""
    words = set(re.findall(r"[^\W\d_]+", text.casefold()))
    if FAMILY_NAME in map(digest, words):
        return True
    letters = "".join(re.findall(r"[^\W\d_]+", text.casefold()))
    windows = {letters[start : start + LETTERS] for start in range(len(letters) - LETTERS + 1)}
    return WHOLE_NAME in map(digest, windows)


def shipped():
    """Every file of the project, without what tools leave behind."""
    roots = [path for path in ROOT.iterdir() if path.is_file() and path.suffix != ".lock"]
    inside = [path for name in FOLDERS for path in (ROOT / name).rglob("*") if path.is_file()]
    return [path for path in (*roots, *inside) if not LEFT_BEHIND.search(str(path.relative_to(ROOT)))]


def test_the_officer_is_nx121():
    """No shipped file, and no name of one, has the officer's name, not even in an address."""
    found = [
        str(path.relative_to(ROOT))
        for path in shipped()
        if names_the_officer(str(path.relative_to(ROOT)))
        or names_the_officer(path.read_bytes().decode("utf-8", errors="replace"))
    ]
    assert found == []


@pytest.mark.parametrize("spelling", ["{0} {1}", "{0}-{1}", "{0}{1}"])
def test_the_search_finds_a_name(spelling, monkeypatch):
    """The search would find a name in an address or a sentence: proved with another one."""
    monkeypatch.setattr(f"{__name__}.WHOLE_NAME", digest("janedoe"))
    monkeypatch.setattr(f"{__name__}.LETTERS", len("janedoe"))
    assert names_the_officer(f"https://news.example/{spelling.format('Jane', 'DOE')}-trial")
    assert not names_the_officer("https://news.example/jane-trial")


def test_the_search_finds_a_family_name_alone(monkeypatch):
    """A family name is found as a word, and not inside another word."""
    monkeypatch.setattr(f"{__name__}.FAMILY_NAME", digest("doe"))
    assert names_the_officer("the trial of Sgt DOE")
    assert not names_the_officer("what he does")


@pytest.mark.parametrize("layer", ["articles", "full"])
def test_the_acquittal_stands_beside_the_charge(layer):
    """A record whose text shows the charge says in the same record how it ended."""
    snapshot = pt.datasets.load("police-accountability", layer=layer).snapshot()
    shown = re.compile(
        r"\bmurder|\bcharged\b|\baccused\b|\bthe charge\b|\bstood trial\b|\bprosecuted\b", re.IGNORECASE
    )
    silent = [
        record.id
        for record in snapshot.records()
        if shown.search(repr(record)) and ACQUITTAL not in repr(record)
    ]
    assert silent == []


def test_nobody_is_described_beyond_their_part():
    """Of people the case records a name, public roles and what they said: no birth, address or family."""
    snapshot = pt.datasets.load("police-accountability").snapshot()
    assert not [
        person.id
        for person in snapshot.people
        if re.search(r"born|address|wife|mother|son\b", person.notes or "")
    ]


def test_the_acquittal_stands_beside_the_charge_in_what_is_printed():
    """No line of a difference, an explanation or a conflict shows the charge without its outcome."""
    tracker = pt.datasets.load("police-accountability")
    printed = [
        str(pt.diff(tracker.at(known="2000-01-01"), tracker)),
        str(pt.diff(tracker.at(known="2023-09-19"), tracker.at(known="2023-09-30"))),
        *(str(tracker.explain(proposal.id)) for proposal in tracker.proposals),
        *(str(tracker.coverage(proposal.id)) for proposal in tracker.proposals),
        *map(str, (*tracker.conflicts(), *tracker.problems(), *tracker.outcomes())),
    ]
    shown = re.compile(r"\bmurder|\bcharged\b|\baccused\b|\bthe charge\b|\bprosecuted\b", re.IGNORECASE)
    lines = [line for text in printed for line in text.splitlines() if shown.search(line)]
    assert lines
    assert [line for line in lines if ACQUITTAL not in line] == []
