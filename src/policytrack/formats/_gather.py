"""Gathers records from data of another make: each thing that is there is kept, or reported by one problem.

`Gathering` holds what was made of one document. `Part` is an object of that document: what is asked of it
is taken, what is wrong with it is told at its place, and `rest` is what nobody asked for, for `extras`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import attrs

from policytrack.dates import PartialDate
from policytrack.errors import DecodeError, InvalidDateError, InvalidRecordError, Problem, Severity
from policytrack.formats._damage import Damage
from policytrack.formats._derive import Ids
from policytrack.formats._faults import Fault, name, pointer, printable
from policytrack.formats._intake import Locate
from policytrack.formats._plain import Plain, seen
from policytrack.formats._trees import is_list, is_object
from policytrack.formats._yaml_read import Refused
from policytrack.model import Record, Snapshot
from policytrack.registry import Decoded

R = TypeVar("R", bound=Record)


class Gathering:
    """The records of one document and what is wrong with it, with the ids that were given so far."""

    def __init__(self, subject: str, *, strict: bool) -> None:
        self.damage = Damage()
        self._subject, self._strict = subject, strict
        self._ids = Ids()
        self._made: dict[tuple[str, str, str | None], str] = {}
        self._held: set[str] = set()
        self._records: list[Record] = []
        self._problems: list[Problem] = []
        self._seen: dict[str, int] = {}

    def keep(self, cls: type[R], path: str, /, **fields: Any) -> R | None:  # noqa: ANN401  # The class checks them.
        """Make a record and keep it; report that it is left out where it is wrong or its id is taken."""
        try:
            record = cls(**fields)
        except InvalidRecordError as error:
            self.leave_out(path, fields.get("id"), len(error.problems))
            self.report(*(attrs.evolve(problem, path=f"{path}{problem.path}") for problem in error.problems))
            return None
        if record.id in self._held:
            message = f"{printable(record.id):.80}: this id stands twice"
            self.leave_out(path, record.id)
            self.report(Problem("duplicate-id", path, message, "the first is kept"))
            return None
        self._held.add(record.id)
        self._records.append(record)
        return record

    def id_of(self, kind: str, words: str, key: str | None = None) -> str:
        """Return the id of what many name, made of words as `Ids.of` does it."""
        asked = (kind, words, key)
        if asked not in self._made:
            self._made[asked] = self._ids.of(*asked)
        return self._made[asked]

    def new_id(self, kind: str, words: str, *key: object) -> str:
        """Return an id of what nothing else names: what has the same key comes after the first, by number."""
        joined = "\0".join(map(str, (kind, words, *key)))
        self._seen[joined] = number = self._seen.get(joined, 0) + 1
        return self._ids.of(kind, words, joined if number == 1 else f"{joined}\0{number}")

    def share(self, cls: type[Record], path: str, /, **fields: Any) -> str:  # noqa: ANN401  # As above.
        """Keep a record that many others name, once, and return its id."""
        if fields["id"] not in self._held:
            self.keep(cls, path, **fields)
        return str(fields["id"])

    def has(self, record_id: str) -> bool:
        """Say whether a record of this id is kept."""
        return record_id in self._held

    def leave_out(self, path: str, record_id: object = None, count: int = 1) -> None:
        """Report that something is left out for so many problems; strict reading raises them instead."""
        if not self._strict:
            known = f"{printable(record_id):.80}: " if isinstance(record_id, str) else ""
            message = f"{known}this record is left out for {count} problem{'s' * (count != 1)}"
            self._problems.append(Problem("left-out", path, message))

    def report(self, *problems: Problem) -> None:
        """Add problems."""
        self._problems += problems

    def finish(self) -> None:
        """Report what can be told only when everything was seen."""
        self.report(*self.damage.problems())

    def drain(self) -> Iterator[Record | Problem]:
        """Give what was found since the last time, and forget it.

        Raises:
            DecodeError: Something of it is wrong, and the reading is strict.
        """
        self._check()
        records, problems = self._records, self._problems
        self._records, self._problems = [], []
        yield from records
        yield from problems

    def refuse(self, error: Fault, path: str) -> None:
        """Leave out a document that cannot be read; the only one, which has no path, is refused.

        Raises:
            DecodeError: It is the only one.
        """
        problem = _told(error, path)
        if not path:
            raise DecodeError(self._subject, [*self._problems, problem])
        self.leave_out(path)
        self.report(problem)

    def decoded(self) -> Decoded:
        """Return what was kept, and everything that was found.

        Raises:
            DecodeError: Something is wrong, and the reading is strict.
        """
        self.finish()
        self._check()
        return Decoded(Snapshot.of(self._records), tuple(self._problems))

    def _check(self) -> None:
        errors = [problem for problem in self._problems if problem.severity is Severity.ERROR]
        if self._strict and errors:
            raise DecodeError(self._subject, errors)


class Part:
    """An object of a document; a text that is empty or null counts as missing.

    So does one with a NUL, which no record can hold; it is told.
    """

    def __init__(
        self, value: Mapping[str, object], place: str, locate: Locate, gathering: Gathering, file: str = ""
    ) -> None:
        self.file = file
        self._rest = dict(value)
        self._place, self._locate, self._gathering = place, locate, gathering

    @property
    def path(self) -> str:
        """Where it stands in the document."""
        return self._locate(self._place)

    @property
    def kept(self) -> "Part":
        """The same object, where what is taken stays for `rest`."""
        return Part(self._rest, self._place, self._locate, self._gathering, self.file)

    def names(self) -> list[str]:
        """Return the keys that nobody has asked for yet."""
        return list(self._rest)

    def at(self, *keys: str | int) -> str:
        """Return where something in it stands."""
        return self._locate(self._place + pointer(*keys))

    def text(self, key: str) -> str | None:
        """Take a text, or a number as it was written; None where there is none, or something else is told."""
        value = self._rest.pop(key, None)
        word = _word(value)
        if word is None and not _is_missing(value):
            self._wrong(value, "a text", key)
        return word

    def texts(self, key: str, inner: str | None = None) -> list[str]:
        """Take one text or a list of them; an object counts as its text under `inner`."""
        found: list[str] = []
        for keys, item in self._items(key):
            value = item[inner] if inner is not None and is_object(item) and inner in item else item
            if (word := _word(value)) is not None:
                found.append(word)
            elif not _is_missing(value):
                self._wrong(value, "a text", *keys)
        return found

    def date(self, key: str, read: Callable[[str], str] = str) -> PartialDate | None:
        """Take a date; `read` makes EDTF of the text. A text that is no date is told, and stays in `rest`."""
        raw = self._rest.get(key)
        text = self.text(key)
        if text is None:
            return None
        try:
            return PartialDate.parse(read(text))
        except InvalidDateError as error:
            self._rest[key] = raw
            problem = Problem("bad-date", self.at(key), str(error), "it is kept in extras", Severity.WARNING)
            self._gathering.report(problem)
            return None

    def part(self, key: str) -> "Part":
        """Take an object, an empty one where there is none; of several the first, the others are left out."""
        found = list(self.parts(key))
        for other in found[1:]:
            self._gathering.leave_out(other.path)
            message = "expected one object, got several"
            self._gathering.report(Problem("wrong-type", other.path, message, "the first is kept"))
        return found[0] if found else Part({}, self._place + pointer(key), self._locate, self._gathering)

    def parts(self, key: str) -> "Iterator[Part]":
        """Take one object or a list of them; what is none is reported as left out."""
        for keys, value in self._items(key):
            if is_object(value):
                yield Part(value, self._place + pointer(*keys), self._locate, self._gathering)
            elif not _is_missing(value):
                self._gathering.leave_out(self.at(*keys))
                self._wrong(value, "an object", *keys)

    def within(self, key: str, inner: str) -> "list[Part]":
        """Take the objects of a list that an object of its own stands around; what else is in that stays."""
        around = self.part(key)
        found = list(around.parts(inner))
        if left := around.rest(key):
            self._rest |= left
        return found

    def missing(self, *keys: str) -> None:
        """Report that it is left out, since it lacks what it needs."""
        self._gathering.leave_out(self.path, None, len(keys))
        self._gathering.report(
            *(Problem("missing-key", self.at(key), f"{printable(key):.60} is missing") for key in keys)
        )

    def rest(self, key: str) -> dict[str, object]:
        """Return what nobody asked for as extras under this key, nothing where nothing is left."""
        left = {name: plain(value) for name, value in self._rest.items() if not _is_missing(value)}
        return {key: left} if left else {}

    def _items(self, key: str) -> list[tuple[tuple[str | int, ...], object]]:
        value = self._rest.pop(key, None)
        if is_list(value):
            return [((key, index), item) for index, item in enumerate(value)]
        return [((key,), value)]

    def _wrong(self, value: object, expected: str, *keys: str | int) -> None:
        if isinstance(value, str) and "\0" in value:
            self._gathering.report(Problem("bad-text", self.at(*keys), "text has no NUL"))
            return
        message = f"expected {expected}, got {name(seen(value))}"
        self._gathering.report(Problem("wrong-type", self.at(*keys), message))


def plain(value: object) -> object:
    """Return a tree of wire values as JSON: a scalar of YAML as JSON would read it."""
    if is_object(value):
        return {key: plain(item) for key, item in value.items()}
    if is_list(value):
        return [plain(item) for item in value]
    return seen(value)


def day(text: str) -> str:
    """Return the day of a moment such as `2019-12-03T15:14:02Z` or of an XML date such as `2014-11-14Z`."""
    return text[:10] if text[10:11] in {"T", "Z", "+"} else text


def _told(error: Fault, path: str) -> Problem:
    """Return why a document of this name, or the one of no name, cannot be read, with the line."""
    line = error.line if isinstance(error, Refused) else None
    place = path if line is None else f"{path}:{line}" if path else f"line {line}"
    return attrs.evolve(error.problem, path=place)


def _word(value: object) -> str | None:
    if isinstance(value, Plain):
        return None if value.is_null else str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value and "\0" not in value else None


def _is_missing(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, Plain) and value.is_null)
