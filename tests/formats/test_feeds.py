"""Feeds of status changes, read back by a feed parser and a calendar library."""

import datetime
import re

import hostile
import pytest
from factories import change, day, proposal, source

import policytrack as pt
from policytrack import formats
from policytrack.errors import DecodeError, EncodeError
from policytrack.formats._atom import AtomFormat
from policytrack.model import Citation, Person, Quote, Snapshot
from policytrack.terms import Confidence, CorrectionKind, Extent
from policytrack.visible import shown


def world(*changes, sources=(), title="Free buses", **fields):
    """A snapshot of one proposal."""
    return Snapshot(
        proposals=(pt.Proposal(id="p", title=title, **fields),), status_changes=changes, sources=sources
    )


def calendar(snapshot):
    """The calendar of a snapshot, as icalendar reads it."""
    icalendar = pytest.importorskip("icalendar")
    return icalendar.Calendar.from_ical(formats.get("ical").encode(snapshot).data)


def feed(snapshot):
    """The feed of a snapshot, as feedparser reads it."""
    feedparser = pytest.importorskip("feedparser")
    found = feedparser.parse(formats.get("atom").encode(snapshot).data)
    assert not found.bozo
    return found


@pytest.fixture(name="case", scope="module")
def _case():
    return pt.datasets.load("police-accountability")


def transitions(tracker):
    """Every transition of every proposal, as the state and the title that an entry has."""
    return sorted(
        f"{proposal.title}: {change.to}"
        for proposal in tracker.proposals
        for change in tracker.history(proposal.id)
    )


def test_a_feed_has_an_entry_for_each_transition(case):
    """What the tracker's histories hold is what a feed parser finds, competing reports folded."""
    assert sorted(entry.title for entry in feed(case.snapshot()).entries) == transitions(case)


def test_a_calendar_has_a_component_for_each_transition(case):
    """What the tracker's histories hold is what a calendar library finds."""
    found = calendar(case.snapshot())
    titles = [str(part["SUMMARY"]) for part in found.walk() if part.name in {"VEVENT", "VJOURNAL"}]
    assert sorted(titles) == transitions(case)


def test_ids_are_unique_and_stable(case):
    """Each entry has one id, and a feed and a calendar of one snapshot use the same."""
    ids = [entry.id for entry in feed(case.snapshot()).entries]
    uids = [str(part["UID"]) for part in calendar(case.snapshot()).walk() if "UID" in part]
    assert len(set(ids)) == len(ids)
    assert ids == uids


def test_a_correction_keeps_the_id():
    """Where a correction takes the place of a report, subscribers see the same entry change."""
    first = change("c", "accepted", "2024-03-05")
    later = change("d", "rejected", "2024-03-06", corrects_id="c", correction=CorrectionKind.CORRECTS)
    (before,), (after,) = feed(world(first)).entries, feed(world(first, later)).entries
    assert (before.id, before.title, after.title) == (
        after.id,
        "Free buses: accepted",
        "Free buses: rejected",
    )


def test_the_bytes_are_the_same_at_any_time(case):
    """Nothing comes from the clock: dates are those of the evidence."""
    for name in ("atom", "ical"):
        assert formats.get(name).encode(case.snapshot()) == formats.get(name).encode(case.snapshot())
    newest = max(str(entry.updated) for entry in feed(case.snapshot()).entries)
    assert newest == feed(case.snapshot()).feed.updated == "2026-11-21T00:00:00Z"


def test_an_entry_cites_its_sources():
    """Title, publisher, day, address and words of a source stand in the entry, with its link."""
    gazette = source(
        "gazette", "2024-03-06", url="https://gazette.example/1?a=b&c", publisher="The Gazette & Sons"
    )
    quoted = change("c", "accepted", "2024-03-05", wording="will run", extent=Extent.PARTIAL)
    quoted = pt.StatusChange(
        **{name: getattr(quoted, name) for name in ("id", "proposal_id", "to", "on", "wording", "extent")},
        confidence=Confidence.LOW,
        by_ids={"ann"},
        evidence=(Citation("gazette", Quote(exact="buses <will> run")), Citation("gazette", note="page 2")),
    )
    ann = Person(id="ann", name="Ann Lee")
    snapshot = Snapshot(people=(ann,), sources=(gazette,), proposals=(proposal(),), status_changes=(quoted,))
    (entry,) = feed(snapshot).entries
    text = entry.content[0].value
    for part in (
        "accepted, partial: 2024-03-05 (low confidence).",
        "By Ann Lee.",
        "“will run”",
        "Source: “buses <will> run” gazette, The Gazette & Sons, 2024-03-06, https://gazette.example/1?a=b&c",
        "(page 2)",
        "Where the proposal stands: accepted since 2024-03-05, partial (as of 2024-03-06).",
    ):
        assert part in text
    assert entry.content[0].type == "text/plain"
    assert {link.href for link in entry.links} == {"https://gazette.example/1?a=b&c"}
    assert [(tag.scheme, tag.term) for tag in entry.tags] == [
        ("urn:policytrack:proposal", "p"),
        ("urn:policytrack:state", "accepted"),
    ]


def test_competing_reports_stand_in_the_entry():
    """The report that lost is named in the entry of the one that won."""
    won = change("a", "accepted", "2024-03-05", "one", claim="x")
    lost = change("b", "rejected", "2024-03", "two", claim="x")
    unsourced = change("c", "rejected", claim="x")
    sources = (source("one", "2024-03-06", kind=pt.SourceKind.PRIMARY), source("two", "2024-03-07"))
    (entry,) = feed(world(won, lost, unsourced, sources=sources)).entries
    assert "Also reported: rejected, 2024-03. two, 2024-03-07" in entry.content[0].value
    assert "Also reported: rejected, on a day that no source gives. No source." in entry.content[0].value
    assert entry.updated == "2024-03-07T00:00:00Z"


def test_what_was_retracted_is_not_in_a_feed():
    """A report that was taken back makes no entry."""
    first = change("c", "accepted", "2024-03-05")
    later = change("d", "accepted", corrects_id="c", correction=CorrectionKind.RETRACTS)
    assert feed(world(first, later)).entries == []


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2024-03-05", "2024-03-05", "2024-03-06"),
        ("2024-02-28/2024-02-29", "2024-02-28", "2024-03-01"),
        ("0044-03-15", "0044-03-15", "0044-03-16"),
    ],
)
def test_sure_days_are_events(written, start, end):
    """A surely known day lasts all day, a period from day to day lasts all its days."""
    (event,) = calendar(world(change("c", "accepted", written))).walk("VEVENT")
    assert (str(event["DTSTART"].dt), str(event["DTEND"].dt)) == (start, end)
    assert event["DTSTART"].params["VALUE"] == "DATE"


def test_the_last_day_of_the_calendar_is_an_event():
    """The day after the last one does not exist: the event has no end, and lasts its day."""
    (event,) = calendar(world(change("c", "accepted", "9999-12-31"))).walk("VEVENT")
    assert (event["DTSTART"].dt, "DTEND" in event) == (datetime.date(9999, 12, 31), False)


@pytest.mark.parametrize(
    "written",
    [
        "2024-03",  # A month is no day.
        "2024-03-05~",  # About a day.
        "2024-03-05?",  # In doubt.
        "[2024-03-05..2024-03-08]",  # One day of four, not four days.
        "2024-03/2024-04",  # It lasted, from and to days that are not known.
        "2024-03-05/..",  # It lasts.
        "[..2024-03-05]",
        "2024-03-05/2024-03-08~",
        None,
    ],
)
def test_other_dates_are_no_days(written):
    """What is no sure day stands in the description of a journal entry without a date, and is declared."""
    snapshot = world(change("c", "accepted", written))
    assert not list(calendar(snapshot).walk("VEVENT"))
    (journal,) = calendar(snapshot).walk("VJOURNAL")
    assert "DTSTART" not in journal
    assert f"accepted: {written or 'on a day that no source gives'}." in str(journal["DESCRIPTION"])
    losses = formats.get("ical").encode(snapshot).losses
    assert ("/status_changes/0/on" in losses) == (written is not None)


@pytest.mark.parametrize(
    ("on", "published", "expected"),
    [("2024-03-05", "2024-03-06", "20240306"), ("2024-03", None, "20240331"), (None, None, "19700101")],
)
def test_a_stamp_is_a_day_of_the_data(on, published, expected):
    """DTSTAMP is when the newest evidence came out, else when it happened, else the epoch."""
    snapshot = world(change("c", "accepted", on, "s"), sources=(source("s", published),))
    data = formats.get("ical").encode(snapshot).data.decode()
    assert re.findall(r"DTSTAMP:(.*)\r\n", data) == [f"{expected}T000000Z"]


def test_lines_are_folded_by_octets(case):
    """No line is longer than 75 octets, every line ends with CRLF, and no character is cut."""
    data = formats.get("ical").encode(case.snapshot()).data
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines)


HOSTILE = 'a,b;c\\d\ne"f"\tBEGIN:VEVENT\n<b>&amp; \U0001f642'


def test_hostile_titles_are_text():
    """Commas, line ends and markup of a title are read back as they are."""
    snapshot = world(change("c", "accepted", "2024-03-05"), title=HOSTILE)
    (event,) = calendar(snapshot).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"{HOSTILE}: accepted"
    assert "/proposals/0/title" not in formats.get("ical").encode(snapshot).losses
    root = pytest.importorskip("lxml.etree").fromstring(formats.get("atom").encode(snapshot).data)
    assert root.findtext(".//{*}entry/{*}title") == f"{HOSTILE}: accepted"


@pytest.mark.parametrize("records", [hostile.snapshot, lambda: hostile.case().snapshot()])
def test_a_feed_is_inert(records):
    """Whatever a record says, nothing is markup, no address but those of the web is a link, nothing turns."""
    text = formats.get("atom").encode(records()).data.decode()
    assert shown(text) == text
    root = pytest.importorskip("lxml.etree").fromstring(text.encode())
    assert {node.get("type") for node in root.iter("{*}content")} == {"text"}
    assert {node.get("href").partition(":")[0] for node in root.iter("{*}link")} <= {"http", "https"}
    assert {node.get("type") for node in root.iter("{*}title")} == {None}


@pytest.mark.parametrize("records", [hostile.snapshot, lambda: hostile.case().snapshot()])
def test_a_calendar_is_inert(records):
    """Whatever a record says, it starts no line of its own, and nothing turns the direction of text."""
    text = formats.get("ical").encode(records()).data.decode()
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert all(shown(line) == line and "\n" not in line for line in unfolded)
    assert not [line for line in unfolded if line and not re.match("[A-Z-]+[:;]", line)]


@pytest.mark.parametrize("name", ["atom", "ical"])
def test_characters_that_cannot_be_seen_are_told_and_declared(name):
    """A control and a mark that turns the direction stand as code points, and the title is declared lost."""
    snapshot = world(change("c", "accepted", "2024-03-05"), title="a\x0bb\r\u202e\nc")
    written = formats.get(name).encode(snapshot)
    assert "a[U+000B]b[U+000D][U+202E]" in written.data.decode()
    assert "/proposals/0/title" in written.losses


def test_an_address_that_is_none_is_only_text():
    """What is no web address is no link, but still stands in the text."""
    odd = source("s", "2024-03-06", url="javascript:alert(1)")
    (entry,) = feed(world(change("c", "accepted", "2024-03-05", "s"), sources=(odd,))).entries
    assert "javascript:alert(1)" in entry.content[0].value
    assert entry.get("links", []) == []


def test_a_state_that_no_lifecycle_has():
    """Where a lifecycle is unknown, the id of the state is its name."""
    (entry,) = feed(world(change("c", "mooted", "2024-03-05"), lifecycle="another")).entries
    assert entry.content[0].value.startswith("mooted: 2024-03-05.")


def test_a_corrected_title_is_the_one_that_is_shown():
    """The feed says what the tracker says, and the title that was corrected is lost."""
    old = pt.Proposal(id="p", title="Fre buses")
    new = pt.Proposal(id="q", title="Free buses", corrects_id="p", correction=CorrectionKind.CORRECTS)
    written = formats.get("atom").encode(
        Snapshot(proposals=(old, new), status_changes=(change("c", "accepted", "2024-03-05"),))
    )
    assert "Free buses: accepted" in written.data.decode()
    assert "/proposals/0/title" in written.losses


def test_a_feed_of_ones_own_has_its_own_id():
    """A feed that lives is given an id that stays; without one it is made of the proposals."""
    snapshot = world(change("c", "accepted", "2024-03-05"))
    own = AtomFormat(title="Buses", feed_id="tag:example.org,2024:buses").encode(snapshot).data.decode()
    assert "<title>Buses</title>" in own
    assert "<id>tag:example.org,2024:buses</id>" in own
    assert feed(snapshot).feed.id == feed(snapshot).feed.id != feed(Snapshot()).feed.id


def test_nothing_is_a_feed_too():
    """An empty snapshot is a valid feed with no entry."""
    assert feed(Snapshot()).feed.updated == "1970-01-01T00:00:00Z"


@pytest.mark.parametrize("name", ["atom", "ical", "graphml", "mermaid"])
def test_records_that_do_not_fit_are_refused(name):
    """What a tracker would not take is not written."""
    with pytest.raises(EncodeError, match="no record has this id"):
        formats.get(name).encode(Snapshot(status_changes=(change("c", "accepted", "2024"),)))


@pytest.mark.parametrize("name", ["atom", "ical", "graphml", "mermaid"])
def test_an_export_is_not_read(name):
    """Reading one back is refused with our error."""
    with pytest.raises(DecodeError, match=f"{name} is written, not read"):
        formats.get(name).decode(b"")


def test_the_day_of_evidence_counts_with_the_day_of_the_change():
    """A source that was only retrieved dates the entry by that day."""
    got = pt.Source(id="s", title="s", retrieved_on=day("2024-05-01"))
    (entry,) = feed(world(change("c", "accepted", "2024-03-05", "s"), sources=(got,))).entries
    assert entry.updated == "2024-05-01T00:00:00Z"
