"""One file or a folder of them to records."""

from collections.abc import Mapping

from policytrack.errors import Problem
from policytrack.formats._faults import Fault, Faults, problems_of
from policytrack.formats._foreign import is_record, native_id
from policytrack.formats._intake import Intake
from policytrack.formats.openstates._bills import Bill, number_of, take_bill
from policytrack.formats.openstates._bodies import Bodies
from policytrack.formats.openstates._files import Found, in_file, objects_in
from policytrack.formats.openstates._gather import Gather
from policytrack.formats.openstates._people import Entry, take_committee, take_person
from policytrack.ids import id_fault

_ORDER = ("person", "committee", "bill", "")


def read_files(files: Mapping[str, bytes], intake: Intake) -> None:
    """Take what stands in the files; the path of a file that came alone is empty.

    Raises:
        DecodeError: A file that came alone cannot be read.
        MissingExtraError: There is YAML, and PyYAML is not installed.
    """
    found = _found(files, intake)
    given = {item_id for item in found if (item_id := _own_id(item)) is not None}
    gather = Gather(intake, given)
    _take(found, given, gather)
    for source in gather.sources.wires():
        gather.add("sources", source, f"source {source['url']:.80}".__add__)


def _found(files: Mapping[str, bytes], intake: Intake) -> list[Found]:
    """Read every file; those that cannot be read are left out."""
    found: list[Found] = []
    for path in sorted(files):
        try:
            found += objects_in(path, files[path])
        except (Fault, Faults) as error:
            problems = tuple(problems_of(error))
            if not path:
                intake.refuse(*problems)
            intake.leave_out(None, path)
            intake.report(*problems, locate=in_file(path))
    return sorted(found, key=lambda item: _ORDER.index(item.kind))


def _own_id(item: Found) -> str | None:
    """Return the id that an object gives, None where it gives none that can be kept."""
    native = native_id(item.value.get("id")) if is_record(item.value) and item.kind else None
    return native if native is not None and id_fault(native) is None else None


def _take(found: list[Found], given: set[str], gather: Gather) -> None:
    bodies = Bodies(gather, frozenset(given))
    seen: set[str] = set()
    bills: list[Bill] = []
    for item in found:
        if not item.kind or not is_record(item.value):
            hint = "a person, a committee or a bill"
            problem = Problem("not-openstates", "", "this is nothing that Open States has", hint)
            gather.leave_out(item.value, item.locate, problem)
            continue
        words = [item.value.get("name"), *number_of(item.value)]
        record_id = _own_id(item) or gather.id_of(item.kind, words, item.value)
        if item.kind == "bill":
            bills.append(Bill(record_id, item.value, item.locate, item.problems))
            continue
        is_first = record_id not in seen
        seen.add(record_id)
        take = take_person if item.kind == "person" else take_committee
        take(Entry(record_id, item.value, item.locate, item.problems, is_first), gather, bodies)
    known = {number_of(bill.value): bill.record_id for bill in reversed(bills)}
    for bill in bills:
        take_bill(bill, gather, bodies, known)
