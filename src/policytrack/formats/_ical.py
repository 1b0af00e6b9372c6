"""`ical`: a calendar (RFC 5545) of what became of proposals.

Written here, in three rules of text, rather than with a library: what is read back with one in the tests
was then not written by it.
"""

import datetime
from collections.abc import Iterator

from policytrack.formats._feed import Entry, entries_of, tracker_of
from policytrack.formats._ledger import Ledger
from policytrack.formats._one_way import WriteOnly
from policytrack.model import Snapshot, StatusChange
from policytrack.registry import Encoded, Registry
from policytrack.visible import shown

_NAME = "X-WR-CALNAME:What became of policy proposals"
_WIDTH = 75  # Octets of a line, without its end (section 3.1).
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class CalendarFormat(WriteOnly):
    """An iCalendar file: all-day events for changes on a sure day, spans for periods from day to day.

    Any other date would be guessed as a day: such a change is a journal entry (VJOURNAL) without a date,
    its EDTF stands in the description, and its date is declared lost. UIDs are made of the proposal and the
    transition, so that a calendar that is read again is updated. Characters that cannot be seen stand as
    their code points, and what held them is declared lost.
    """

    name = "ical"
    suffixes: tuple[str, ...] = (".ics",)

    def encode(self, snapshot: Snapshot, *, registry: Registry | None = None) -> Encoded:
        """Write a calendar.

        Raises:
            EncodeError: The records do not fit together, or hold what the wire has no place for.
        """
        tracker = tracker_of(snapshot, registry, "snapshot as a calendar")
        ledger = Ledger(snapshot, registry, "snapshot as a calendar", shown)
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//policytrack//policytrack//EN", _NAME]
        for entry in entries_of(tracker, ledger):
            lines += _component(entry)
        lines.append("END:VCALENDAR")
        return Encoded("".join(map(_folded, lines)).encode(), ledger.losses())


def _component(entry: Entry) -> Iterator[str]:
    days = _days(entry)
    kind = "VEVENT" if days else "VJOURNAL"
    stamp = f"{_day(entry.updated)}T000000Z"
    yield f"BEGIN:{kind}"
    yield f"UID:{entry.key.urn}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SUMMARY:{_text(entry.title)}"
    yield f"DESCRIPTION:{_text(entry.text)}"
    entry.proposal.take("id")
    yield f"CATEGORIES:{_text(entry.change.show('proposal_id'))},{_text(entry.change.show('to'))}"
    if entry.url:
        yield f"URL:{entry.url}"
    if days:
        first, last = days
        yield f"DTSTART;VALUE=DATE:{_day(first)}"
        if last < datetime.date.max:
            # The end is exclusive; without one an event of a day lasts that day.
            yield f"DTEND;VALUE=DATE:{_day(last + datetime.timedelta(days=1))}"
        yield "TRANSP:TRANSPARENT"
    else:
        entry.change.lose("on")
    yield f"END:{kind}"


def _days(entry: Entry) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of a change, where both are sure."""
    record = entry.change.record
    date = record.on if isinstance(record, StatusChange) else None
    if date is None or date.earliest is None or date.latest is None:
        return None
    if date.day is None and str(date) != f"{date.earliest}/{date.latest}":
        return None
    return date.earliest, date.latest


def _day(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> str:
    r"""Return a line of at most 75 octets with its end, folded between characters (section 3.1).

    >>> [len(line.encode()) for line in _folded("DESCRIPTION:" + "ä" * 40).splitlines()]
    [74, 19]
    """
    parts: list[str] = []
    length = 0
    for char in line:
        size = len(char.encode())
        if length + size > _WIDTH:
            parts.append("\r\n ")
            length = 1
        parts.append(char)
        length += size
    return "".join([*parts, "\r\n"])
