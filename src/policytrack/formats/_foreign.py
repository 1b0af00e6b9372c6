"""What importers of other people's data share: how they read ids and dates, and where sources go."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, TypeAlias, TypeGuard

from policytrack.dates import PartialDate
from policytrack.errors import InvalidDateError, Problem
from policytrack.formats._derive import Ids
from policytrack.formats._faults import Fault, unexpected

Object: TypeAlias = dict[str, Any]
"""A JSON object, of somebody's document or of our wire."""

MOST_WORDS = 200
"""The characters of a name that an id is made of: a name may be as long as it likes."""

_TIMED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]*(?:Z|[+-][0-9:]*)?")
_LAST_YEAR = 9999
_SOURCE_WORDS = 40


def is_record(value: object) -> TypeGuard[Object]:
    """Tell an object, whose values may be anything."""
    return isinstance(value, dict)


def native_id(value: object) -> str | None:
    """Return an id as text: many files have whole numbers; None where it is no id.

    >>> native_id(42), native_id("Q42"), native_id(""), native_id(True)
    ('42', 'Q42', None, None)
    """
    if isinstance(value, str):
        return value or None
    return str(value) if type(value) is int else None


def read_date(value: object) -> str | None:
    """Return a date as our wire has it, without its time of day; None where there is none.

    >>> read_date("2013-05-24 00:00:00"), read_date(2013), read_date("")
    ('2013-05-24', '2013', None)

    Raises:
        Fault: It is no date.
    """
    if value is None or value == "":
        return None
    if type(value) is int and 0 < value <= _LAST_YEAR:
        return f"{value:04}"
    if not isinstance(value, str):
        raise unexpected(value, "a date as text")
    timed = _TIMED.fullmatch(value)
    try:
        return str(PartialDate.parse(timed[1] if timed else value))
    except InvalidDateError as error:
        hint = f"write {error.suggestion}" if error.suggestion else None
        raise Fault(Problem("bad-date", "", f"{error.text!r}: {error.reason}", hint)) from None


def read_other_name(item: Object) -> Object | None:
    """Return another name as our wire has it, None where there is none; a date that is none is left out."""
    if not item.get("name"):
        return None
    found: Object = {key: said for key in ("name", "note") if isinstance(said := item.get(key), str) and said}
    if "name" not in found:
        return None
    for key in ("start_date", "end_date"):
        with suppress(Fault):
            found |= {key: day} if (day := read_date(item.get(key))) else {}
    return found


class Sources:
    """The sources of a document, which are known by their addresses alone."""

    def __init__(self, derive: Ids) -> None:
        self._derive = derive
        self._ids: dict[str, str] = {}

    def at(self, url: str) -> str:
        """Return the id of the source at an address: the same whatever else a document cites."""
        if url not in self._ids:
            digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
            words = url[:_SOURCE_WORDS].partition("://")[2] or url[:_SOURCE_WORDS]
            self._ids[url] = self._derive.of("source", f"{digest[:8]} {words}", url)
        return self._ids[url]

    def wires(self) -> Iterator[Object]:
        """Give the sources that were asked for."""
        for url, source_id in self._ids.items():
            yield {"id": source_id, "title": url, "url": url}
