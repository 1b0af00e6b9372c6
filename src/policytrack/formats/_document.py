"""A snapshot as one object, and as a sequence of records: what every format of ours has in common."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

import attrs

from policytrack.errors import EncodeError, Problem
from policytrack.formats._faults import Fault, Faults, pointer, problems_of, unexpected, unknown_key
from policytrack.formats._intake import Intake, Locate
from policytrack.formats._plain import seen
from policytrack.formats._trees import Tree, is_list, is_object
from policytrack.formats._versions import HEADER, VERSION, Migration, migrations_from
from policytrack.formats._wire import OTHERS
from policytrack.model import Proposal, Record, Snapshot, record_fields
from policytrack.registry import Decoded

T = TypeVar("T")


def text_of(data: bytes) -> str:
    """Return the text of a document; one byte order mark at its beginning is passed over (RFC 8259, 8.1).

    Raises:
        Fault: It is no UTF-8, or it is empty.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8 at byte {error.start}, in line {line}"
        raise Fault(Problem("bad-encoding", "", message, "save it as UTF-8")) from None
    if not text or text.isspace():
        raise Fault(Problem("empty-document", "", "there is nothing in it", "save the records again"))
    return text


def open_header(value: object) -> tuple[dict[str, object], tuple[Migration, ...]]:
    """Return the object that has the version, and what brings its records to the present version.

    Raises:
        Fault: It is no object.
        Faults: The version is missing, or cannot be read.
    """
    if not is_object(value):
        raise unexpected(seen(value), "an object")
    if HEADER not in value:
        hint = f'write "{HEADER}": "{VERSION}" first'
        raise Faults([(HEADER, Fault(Problem("missing-version", "", "the version is missing", hint)))])
    try:
        return value, migrations_from(value[HEADER])
    except Fault as error:
        raise Faults([(HEADER, error)]) from None


def open_lone_header(tree: Tree, intake: Intake, locate: Locate) -> tuple[Migration, ...]:
    """Return what brings records to the present version, from a header that stands alone.

    Raises:
        DecodeError: It is no header, or it holds anything else.
    """
    try:
        header, migrations = open_header(tree.value)
    except (Fault, Faults) as error:
        intake.refuse(*tree.problems, *problems_of(error), locate=locate)
    unknown = [unknown_key(key, [HEADER], "") for key in header if key != HEADER]
    if problems := (*tree.problems, *unknown):
        intake.refuse(*problems, locate=locate)
    return migrations


def read_document(tree: Tree, intake: Intake, locate: Locate) -> Decoded:
    """Read a document that is one object.

    Raises:
        DecodeError: Something is wrong and the reading is strict; or, strict or not, the document is no
            object, has no version that can be read, or has one of its own keys twice.
    """
    inner, outer = _sorted_out(tree.problems)
    try:
        document, migrations = open_header(tree.value)
    except (Fault, Faults) as error:
        intake.refuse(*outer, *problems_of(error), locate=locate)
    if outer and not intake.is_strict:
        intake.refuse(*outer, locate=locate)
    intake.report(*outer, locate=locate)
    reading = _Reading(intake, locate, inner, migrations)
    for field, value in document.items():
        if field != HEADER:
            reading.take(field, value)
    return intake.decoded()


@attrs.frozen
class _Reading:
    """A document whose header is open: where its records go, and what is known of them."""

    intake: Intake
    locate: Locate
    problems: Mapping[str, list[Problem]]
    migrations: tuple[Migration, ...]

    def take(self, field: str, value: object) -> None:
        """Take the records of a field."""
        path = pointer(field)
        is_known = field in record_fields()
        if not is_known:
            self.intake.report(unknown_key(field, [HEADER, *record_fields()], ""), locate=self.locate)
        elif not is_list(value):
            self.intake.report(*problems_of(unexpected(seen(value), "a list"), path), locate=self.locate)
        for index, record in enumerate(value if is_list(value) else ()):
            place = path + pointer(index)
            if is_known:
                problems = self.problems.get(place, ())
                self.intake.take(field, record, _below(place, self.locate), problems, self.migrations)
            else:
                self.intake.leave_out(record, self.locate(place))


def _below(place: str, locate: Locate) -> Locate:
    return lambda path: locate(place + path)


def _sorted_out(problems: tuple[Problem, ...]) -> tuple[dict[str, list[Problem]], list[Problem]]:
    """Tell the problems inside of records, by the pointer of their record, from those of the document."""
    inner: dict[str, list[Problem]] = {}
    outer: list[Problem] = []
    for problem in problems:
        _, *keys = problem.path.split("/")
        if len(keys) > 1 and keys[0] in record_fields():
            record = f"/{keys[0]}/{keys[1]}"
            inner.setdefault(record, []).append(attrs.evolve(problem, path=problem.path.removeprefix(record)))
        else:
            outer.append(problem)
    return inner, outer


def write_records(
    snapshot: Snapshot, write: Callable[[str, Record], T], subject: str
) -> Iterator[tuple[str, Record, T]]:
    """Give every record with its field and what `write` makes of the two, in the order of the snapshot.

    Raises:
        EncodeError: With every value that cannot be written; raised before the last record is given.
    """
    problems: list[Problem] = []
    for field, records in _by_place(snapshot).items():
        for index, record in enumerate(records):
            try:
                yield field, record, write(field, record)
            except (Fault, Faults) as error:
                problems += problems_of(error, pointer(field, index))
    if problems:
        raise EncodeError(subject, problems)


def _by_place(snapshot: Snapshot) -> dict[str, Sequence[Record]]:
    """Return the records by the field in which the wire has them: a plugin's proposals are among `others`."""
    places: dict[str, Sequence[Record]] = {field: getattr(snapshot, field) for field in record_fields()}
    theirs = [record for record in snapshot.proposals if type(record) is not Proposal]
    if theirs:
        places["proposals"] = [record for record in snapshot.proposals if type(record) is Proposal]
        places[OTHERS] = sorted([*snapshot.others, *theirs], key=attrgetter("id"))
    return places
