"""Redaction: what was erased is found nowhere, and does not come back."""

from pathlib import Path

import attrs
import pytest
from factories import change, cited, position, proposal, source

import policytrack as pt
from policytrack import query as q
from policytrack.stores._redaction import redactable

CANARY = "Zyzzyvacanary"
LATER = f"{CANARY} later"


def quoting(text):
    """Evidence with words of a source, before and after them too."""
    return (pt.Citation("s", pt.Quote(exact=text, prefix=f"{text} before"), note=f"{text} noted"),)


RECORDS = (
    source("s", "2024-03-05"),
    source("late", "2024-06-01"),
    pt.Person(id="ann", name=CANARY, notes=f"{CANARY} lives here", sort_name="Lee"),
    proposal("p", summary="Plain", evidence=cited("s")),
    attrs.evolve(position("x", "ann", statement=f"she said {CANARY}"), evidence=quoting(CANARY)),
)


@pytest.fixture(name="filled")
def _filled(store):
    """A store in which the canary stands in several revisions and fields."""
    store.write(RECORDS, author="desk", reason="first")
    corrected = proposal(
        "fix",
        summary=f"{CANARY} in a correction",
        evidence=cited("late"),
        corrects_id="p",
        correction=pt.CorrectionKind.CORRECTS,
    )
    store.write([corrected], author="desk", reason="second")
    said = attrs.evolve(RECORDS[-1], statement=LATER)
    store.write([said], author="desk", reason="third")
    return store


def erase(store):
    """Redact everything in which the canary stands."""
    store.redact("ann", ["name", "notes"], "a private address", author="desk")
    store.redact("x", ["statement", "evidence"], "a private address", author="desk")
    return store.redact("fix", ["summary"], "a private address", author="desk")


def test_the_text_is_gone_from_every_answer(filled):
    """No revision, view, word or format has it, and what is left says so."""
    erase(filled)
    everything = [repr(filled.changes()), repr(filled.snapshot())]
    everything += [
        pt.dumps(pt.Tracker.from_snapshot(filled.snapshot()), format=name) for name in ("json", "jsonl")
    ]
    everything += [repr(filled.at(known=day).run(q.select(pt.Proposal))) for day in (None, "2024-04-01")]
    assert CANARY not in "".join(map(str, everything))
    for found in (q.Proposal.text, q.Position.text):
        assert not filled.run(q.select(found.field.record).where(found.matches(CANARY)))
    person, said = filled.history("ann")[-1].record, filled.history("x")[-1].record
    assert (person.name, person.notes, person.sort_name) == ("[redacted]", None, "Lee")
    assert (said.statement, said.evidence) == (None, cited("s"))


def files_of(filled, url):
    """The files of a database: that of SQLite and those beside it, or the tables of PostgreSQL."""
    if url.startswith("sqlite"):
        return list(Path(url.removeprefix("sqlite:///")).parent.iterdir())
    with filled._backend.engine.connect() as connection:
        asked = "SELECT current_setting('data_directory') || '/base/' || oid FROM pg_database"
        row = connection.exec_driver_sql(f"{asked} WHERE datname = current_database()").one()
    return [file for file in Path(row[0]).iterdir() if file.is_file()]


def test_the_text_is_gone_from_the_files(filled, url):
    """The bytes of the text stand in the files before, and in none of them afterwards."""

    def holding():
        return [file.name for file in files_of(filled, url) if CANARY.encode() in file.read_bytes()]

    if not url.startswith("sqlite"):
        with filled._backend.engine.connect() as connection:
            connection.exec_driver_sql("CHECKPOINT")
    assert holding()
    erase(filled)
    assert holding() == []
    folded = CANARY.casefold().encode()
    assert [file.name for file in files_of(filled, url) if folded in file.read_bytes()] == []


def test_the_text_does_not_come_back(filled):
    """The same records, written again, change nothing; what is new in them is kept."""
    last = erase(filled)
    assert filled.write(RECORDS[2:4], author="import", reason="again").number == last.number
    again = filled.write(RECORDS, author="import", reason="again")
    assert CANARY not in repr(filled.snapshot())
    assert filled.history("x")[-1].revision == again or again.number == last.number
    fresh = attrs.evolve(RECORDS[2], notes="Chairs the council.")
    filled.write([fresh], author="import", reason="new")
    assert filled.history("ann")[-1].record.notes == "Chairs the council."
    assert filled.history("ann")[-1].record.name == "[redacted]"


def test_earlier_moments_stay_as_they_were(filled):
    """A view of an earlier revision still has its status, its stances and its corrections."""
    moments = [filled.history("ann")[0].revision.recorded, filled.revision.recorded]
    filled.write([change("c", "accepted", "2024-03-04", "s")], author="desk", reason="a status")
    moments.append(filled.revision.recorded)
    asked = [
        q.select(pt.Proposal).where(q.Proposal.status.is_("accepted")).count(),
        q.select(pt.Proposal).where(q.Proposal.proponents.any()).count(),
        q.select(pt.Proposal).where(q.Proposal.summary.is_("Plain")).count(),
    ]
    before = [[filled.at(recorded=moment).run(one) for one in asked] for moment in moments]
    erase(filled)
    assert [[filled.at(recorded=moment).run(one) for one in asked] for moment in moments] == before


def test_a_redaction_is_a_revision(filled):
    """Whoever follows the changes learns that there was one, and what is left."""
    before = filled.revision
    done = filled.redact("ann", ["notes"], "a private address", author="desk")
    assert (done.number, done.author, done.reason) == (before.number + 1, "desk", "a private address")
    (entry,) = filled.changes(since=before)
    assert (entry.record_id, entry.record.notes) == ("ann", None)


def test_what_was_taken_away_is_redacted_too(store):
    """A record that is no longer held is erased from the revisions that had it."""
    store.write([pt.Person(id="ann", name=CANARY)], author="desk", reason="first")
    store.retract("ann", "not ours", author="desk")
    store.redact("ann", ["name"], "a private name", author="desk")
    assert [entry.record and entry.record.name for entry in store.history("ann")] == ["[redacted]", None]


@pytest.mark.parametrize("field", ["id", "actor_id", "stance", "nothing"])
def test_what_says_who_and_which_stays(filled, field):
    """Ids, references, terms of closed lists and what there is not are refused, and nothing changes."""
    before = filled.revision
    with pytest.raises(pt.UnknownNameError, match="field that can be redacted"):
        filled.redact("x", [field], "why", author="desk")
    assert filled.revision == before


def test_what_was_never_there_is_not_redacted(store):
    """An id that the store never held is an error."""
    with pytest.raises(pt.RecordNotFoundError, match="nobody"):
        store.redact("nobody", ["name"], "why", author="desk")


def test_every_text_field_of_ours_can_be_redacted():
    """What a person, a position and a proposal say in words is among the fields."""
    assert {"name", "other_names", "sort_name", "notes", "extras"} <= redactable(pt.Person).keys()
    assert {"attribution", "statement", "evidence"} <= redactable(pt.Position).keys()
    assert {"title", "summary", "measure", "topics"} <= redactable(pt.Proposal).keys()
