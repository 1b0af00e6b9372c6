"""The format: one file or a folder of them to a snapshot."""

from collections.abc import Mapping

from policytrack.errors import Problem
from policytrack.formats._document import collector_paused
from policytrack.formats._faults import Fault, Faults, problems_of
from policytrack.formats._foreign import is_record, native_id
from policytrack.formats._intake import Intake
from policytrack.formats._one_way import ReadOnly
from policytrack.formats._wire import Wire
from policytrack.formats.openstates._bills import Bill, number_of, take_bill
from policytrack.formats.openstates._bodies import Bodies
from policytrack.formats.openstates._files import Found, in_file, objects_in
from policytrack.formats.openstates._gather import Gather
from policytrack.formats.openstates._people import Entry, take_committee, take_person
from policytrack.ids import id_fault
from policytrack.registry import Decoded, Registry

_SUBJECT = "Open States data"
_ENDINGS = (".yml", ".yaml", ".json")
_ORDER = ("person", "committee", "bill", "")


class OpenStatesFormat(ReadOnly):
    """People, committees and bills of Open States; see `policytrack.formats.openstates`."""

    name = "openstates"
    suffixes: tuple[str, ...] = ()

    @staticmethod
    def owns(path: str) -> bool:
        """Say whether a file is read: YAML and JSON, but nothing in or behind a name with a leading dot."""
        return path.lower().endswith(_ENDINGS) and not any(part.startswith(".") for part in path.split("/"))

    def decode(
        self, data: bytes | Mapping[str, bytes], *, strict: bool = True, registry: Registry | None = None
    ) -> Decoded:
        """Read one file, or a folder of them.

        Raises:
            DecodeError: Strict reading found something wrong, or a file that came alone cannot be read.
            MissingExtraError: There is YAML, and PyYAML is not installed.
        """
        intake = Intake(_SUBJECT, Wire.of(registry), strict=strict, is_json=True)
        with collector_paused():
            found = _found(data, intake)
            given = {item_id for item in found if (item_id := _own_id(item)) is not None}
            gather = Gather(intake, given)
            _take(found, given, gather)
            for source in gather.sources.wires():
                gather.add("sources", source, f"source {source['url']:.80}".__add__)
            return intake.decoded()


def _found(data: bytes | Mapping[str, bytes], intake: Intake) -> list[Found]:
    """Read every file; those that cannot be read are left out."""
    files = data if isinstance(data, Mapping) else {"": data}
    found: list[Found] = []
    for path in sorted(files):
        if path and not OpenStatesFormat.owns(path):
            continue
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
