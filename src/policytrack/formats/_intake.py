"""Takes records one by one, and adds up: what was there is kept or reported."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

import attrs

from policytrack.errors import DecodeError, Problem, Severity
from policytrack.formats._faults import printable
from policytrack.formats._swift import SwiftReader
from policytrack.formats._trees import is_object
from policytrack.formats._versions import Migration
from policytrack.formats._wire import UNKNOWN_CODES, Wire
from policytrack.model import Record, Snapshot, field_of, record_fields
from policytrack.registry import Decoded

Locate = Callable[[str], str]
"""Take a JSON Pointer into a document or a record; return the path of a problem."""

LEFT_OUT = "this record is left out"


class Intake:
    """Takes records one by one: keeps each that is right, and reports each that is not.

    The count law of lenient reading: each record that is taken is either kept or reported by one problem
    with the code `left-out`, at the record's path and with its id where it has one. A record in which
    nothing but unknown keys is wrong is kept without them, and each key is reported.

    `is_json` says that the values come from JSON, and hold no plain scalar of YAML: they are read swiftly.
    """

    def __init__(self, subject: str, wire: Wire, *, strict: bool, is_json: bool = False) -> None:
        self.is_strict = strict
        self.is_json = is_json
        self.swift = SwiftReader(wire.measures)
        self._subject, self._wire = subject, wire
        self._kept: dict[str, list[Record]] = {field: [] for field in record_fields()}
        self._problems: list[Problem] = []
        self._unknown: Counter[Problem] = Counter()

    def take(
        self,
        field: str,
        value: object,
        locate: Locate,
        problems: Iterable[Problem] = (),
        migrations: Iterable[Migration] = (),
    ) -> Record | None:
        """Take the record of a field, and return it if it is kept.

        `problems` are what its text was found to have, at pointers into the record.
        """
        for migrate in migrations:
            if is_object(value):
                field, value = migrate(field, value)
        told = {problem.path: problem for problem in problems}
        record, found = self._read(field, value)
        found = (*told.values(), *(problem for problem in found if problem.path not in told))
        errors = [problem for problem in found if problem.severity is Severity.ERROR]
        if record is None or told or (errors and self.is_strict):
            self.leave_out(value, locate(""), len(errors))
            self.report(*found, locate=locate)
            return None
        # What is left of the errors is unknown keys: the record is kept without them.
        self.report(*(attrs.evolve(problem, severity=Severity.WARNING) for problem in found), locate=locate)
        kind: type = type(record)
        self._kept[field_of(kind)].append(record)
        return record

    def take_swiftly(self, field: str, value: object) -> bool:
        """Take a record in which nothing is odd, and say whether it was kept; else `take` has to."""
        try:
            record = self.swift.read(field, value)
        except Exception:  # noqa: BLE001  # The thorough reading tells what it is.
            return False
        self._kept[field].append(record)
        return True

    def keeper(self, field: str) -> Callable[[Record], None]:
        """Return what keeps records of a field that were read before, with nothing to tell of them."""
        return self._kept[field].append

    def _read(self, field: str, value: object) -> tuple[Record | None, tuple[Problem, ...]]:
        if not self.is_json:
            return self._wire.read(field, value)
        try:
            return self.swift.read(field, value), ()
        except Exception:  # noqa: BLE001  # The thorough reading tells what it is.
            return self._wire.read(field, value)

    def leave_out(self, value: object, path: str, count: int = 1) -> None:
        """Report that a record is left out for so many problems; strict reading leaves nothing out."""
        if self.is_strict:
            return
        label = value.get("id") if is_object(value) else None
        known = f"{printable(label):.80}: " if isinstance(label, str) else ""
        message = f"{known}{LEFT_OUT} for {count} problem{'s' * (count != 1)}"
        self._problems.append(Problem("left-out", path, message))

    def report(self, *problems: Problem, locate: Locate = str) -> None:
        """Add problems; what no plugin knows is added once, at its first place, and counted."""
        for problem in problems:
            if problem.code in UNKNOWN_CODES:
                everywhere = attrs.evolve(problem, path="")
                self._unknown[everywhere] += 1
                if self._unknown[everywhere] > 1:
                    continue
            self._problems.append(attrs.evolve(problem, path=locate(problem.path)))

    def refuse(self, *problems: Problem, locate: Locate = str) -> NoReturn:
        """Refuse the whole document, strict or not.

        Raises:
            DecodeError: With these problems, after those that were found before.
        """
        self.report(*problems, locate=locate)
        raise DecodeError(self._subject, self._problems)

    def pour(self) -> "Pourer":
        """Return what empties the intake again and again, so that it never holds much."""
        poured: list[Record] = []
        self._kept = dict.fromkeys(self._kept, poured)
        return Pourer(poured, self._problems, self._subject, is_strict=self.is_strict)

    def decoded(self) -> Decoded:
        """Return what was kept, and everything that was found.

        Raises:
            DecodeError: Something is wrong, and the reading is strict.
        """
        errors = [problem for problem in self._problems if problem.severity is Severity.ERROR]
        if self.is_strict and errors:
            raise DecodeError(self._subject, errors)
        kept: dict[str, Any] = {field: tuple(records) for field, records in self._kept.items()}
        return Decoded(Snapshot(**kept), tuple(map(self._counted, self._problems)))

    def _counted(self, problem: Problem) -> Problem:
        count = self._unknown[attrs.evolve(problem, path="")]
        return attrs.evolve(problem, message=f"{problem.message} ({count} times)") if count > 1 else problem


class Pourer:
    """Empties an intake: gives what it kept since the last time, in that order, and what it found."""

    def __init__(self, kept: list[Record], problems: list[Problem], subject: str, *, is_strict: bool) -> None:
        self._kept, self._problems, self._subject, self._is_strict = kept, problems, subject, is_strict

    def __call__(self) -> Iterator[Record | Problem]:
        """Give it.

        Raises:
            DecodeError: Something is wrong, and the reading is strict; raised behind what was right.
        """
        yield from self._kept
        self._kept.clear()
        errors = [problem for problem in self._problems if problem.severity is Severity.ERROR]
        if self._is_strict and errors:
            raise DecodeError(self._subject, errors)
        yield from self._problems
        self._problems.clear()
