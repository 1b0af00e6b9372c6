"""Reads the files of `policytrack.formats.congress`, and tells by what stands in each which kind it is."""

from collections.abc import Mapping

import attrs

from policytrack.collector import collector_paused
from policytrack.errors import Problem
from policytrack.formats import _yaml_read
from policytrack.formats._document import text_of
from policytrack.formats._faults import Fault, pointer
from policytrack.formats._gather import Gathering, Part
from policytrack.formats._intake import Locate
from policytrack.formats._trees import is_list, is_object
from policytrack.formats._xml_read import as_data, parse
from policytrack.formats._yaml_read import Located
from policytrack.formats.congress._bills import Bills
from policytrack.formats.congress._people import take_committee, take_person, take_seat
from policytrack.registry import Decoded

_KINDS = ("terms", "thomas_id", "bioguide", "bill")
"""What tells a record of each kind of file: people, committees, seats on committees, bills."""

_UNKNOWN = "neither legislators, committees, committee memberships nor a bill's status"


def read(files: Mapping[str, bytes], *, strict: bool) -> Decoded:
    """Read files by path; the one file of a reading has no path."""
    gathering = Gathering("congress", strict=strict)
    waiting: list[list[Part]] = [[] for _ in _KINDS]
    with collector_paused():
        for path, data in files.items():
            try:
                located = _located(data)
            except Fault as error:
                gathering.refuse(error, path)
                continue
            _sort(located, path, gathering, waiting)
        people, committees, seats, bills = waiting
        homes: dict[str, str] = {}
        for part in people:
            take_person(part, gathering, homes)
        for part in committees:
            take_committee(part, gathering)
        for part in seats:
            take_seat(part, gathering)
        found = Bills(gathering)
        for part in bills:
            found.take(part)
        found.finish()
        return gathering.decoded()


def _located(data: bytes) -> Located:
    if data.lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n\0")[:1] == b"<":
        return as_data(parse(data))
    return _yaml_read.read_foreign(text_of(data))


def _within(path: str, located: Located) -> Locate:
    def locate(place: str) -> str:
        line = located.line(place)
        return f"{path}:{line}: {place}" if path else f"line {line}: {place}"

    return locate


def _sort(located: Located, path: str, gathering: Gathering, waiting: list[list[Part]]) -> None:
    """Put the records of a file to those of its kind; what is of no kind is left out, by name."""
    value, locate = located.tree.value, _within(path, located)
    gathering.damage.see_all(value, locate=locate)
    gathering.report(*(attrs.evolve(found, path=locate(found.path)) for found in located.tree.problems))
    if is_object(value) and "billStatus" in value:
        value = [value["billStatus"]]
        place = ["/billStatus"]
    elif is_object(value):
        # A file of committee memberships: who sits on each committee, by its code.
        rows = [(code, *row) for code, seats in value.items() for row in _rows(seats)]
        place = [pointer(code, index) for code, index, _ in rows]
        value = [{**row, "committee": code} if is_object(row) else row for code, _, row in rows]
    elif is_list(value):
        place = [f"/{index}" for index in range(len(value))]
    else:
        value, place = [value], [""]
    for where, record in zip(place, value, strict=True):
        if is_object(record) and (known := [index for index, key in enumerate(_KINDS) if key in record]):
            waiting[known[0]].append(Part(record, where, locate, gathering, path))
        else:
            gathering.leave_out(locate(where))
            gathering.report(Problem("unknown-file", locate(where), _UNKNOWN))


def _rows(seats: object) -> list[tuple[int, object]]:
    return list(enumerate(seats)) if is_list(seats) else [(0, seats)]
