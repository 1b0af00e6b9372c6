"""What a builder stands on: records by their words, and arguments read with every fault at once."""

import datetime
import enum
from collections.abc import Iterable
from typing import Any, TypeVar

import attrs

from policytrack.dates import PartialDate
from policytrack.errors import InvalidDateError, InvalidRecordError, Problem, nearest
from policytrack.ids import slug
from policytrack.model import Record

R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=enum.Enum)
Date = PartialDate | datetime.date | str | None
"""A partial date, a calendar day, or EDTF text."""


class Reader:
    """Reads the arguments of one call and collects what is wrong with them."""

    def __init__(self, call: str) -> None:
        self._call, self._problems = call, list[Problem]()

    def date(self, name: str, value: Date) -> PartialDate | None:
        """Read a date or its text."""
        if value is None or isinstance(value, PartialDate):
            return value
        if isinstance(value, datetime.date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(value)
        except InvalidDateError as error:
            self.fail("bad-date", name, f"{error.text!r}: {error.reason}", error.suggestion)
            return None

    def term(self, name: str, terms: type[T], value: T | str | None) -> T | None:
        """Read a member of a vocabulary or its text."""
        if value is None or isinstance(value, terms):
            return value
        known = [str(term.value) for term in terms]
        if value in known:
            return terms(value)
        hint = ", ".join(nearest(str(value), known) or known)
        self.fail("unknown-term", name, f"{value}: no {terms.__name__}", hint)
        return None

    def words(self, name: str, values: Iterable[str]) -> frozenset[str]:
        """Read several words; one text alone would be read as its letters, and is refused."""
        if isinstance(values, str):
            self.fail("wrong-type", name, f"expected several texts, got {values!r}", f"write [{values!r}]")
            return frozenset()
        return frozenset(values)

    def fail(self, code: str, name: str, message: str, suggestion: str | None = None) -> None:
        """Note what is wrong with an argument."""
        self._problems.append(Problem(code, f"/{name}", message, suggestion))

    def finish(self, source: str | None = None, quote: str | None = None) -> None:
        """Raise `InvalidRecordError` where anything was wrong, words of no source included."""
        if quote is not None and source is None:
            self.fail("missing", "source", "a quote stands in a source")
        if self._problems:
            raise InvalidRecordError(self._call, self._problems)


class Desk:
    """Records that are found again by what they are called."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}
        self._called: dict[tuple[type[Record], str], str] = {}
        self._added: dict[Record, str] = {}
        self._numbers: dict[str, int] = {}

    def _find(self, kind: type[Record], word: str) -> str | None:
        """Return the id of the record of this class that is called so, or has this id."""
        if isinstance(self._records.get(word), kind):
            return word
        return self._called.get((kind, word))

    def _name(self, kind: type[Record], word: str, /, **facts: Any) -> str:  # noqa: ANN401  # fields of any type
        """Find the record that is called so and add what is new about it, or make one.

        Raises:
            InvalidRecordError: What is said now is not what was said before; both are named.
        """
        record_id = self._find(kind, word)
        if record_id is None:
            return self._make(kind(id=slug(word), **facts))
        held, read = self._records[record_id], Reader(f"{kind.__name__} {record_id!r}")
        news: dict[str, Any] = {}
        for field in attrs.fields(kind):
            said: Any = facts.get(field.name)
            before: Any = getattr(held, field.name)
            if said in {None, field.default, before, record_id}:  # An id stands for the name.
                continue
            if type(before) is tuple:
                said = (*before, *(item for item in said if item not in before))
            elif type(before) is frozenset:
                said = before | said
            elif before not in {None, field.default}:
                read.fail("said-otherwise", field.name, f"{said!s}, and before it was {before!s}")
            news[field.name] = said
        read.finish()
        self._keep(attrs.evolve(held, **news))
        return record_id

    def _add(self, kind: type[Record], words: str, /, **facts: Any) -> str:  # noqa: ANN401  # fields of any type
        """Make a record with an id made of `words`, unless the same one is there."""
        record = kind(id=slug(words), **facts)
        if record not in self._added:
            self._added[record] = self._make(record)
        return self._added[record]

    def _make(self, record: Record) -> str:
        """Keep a new record under its id, with a number behind it where it is taken, as by `slug`."""
        # Where counting stopped for these words is kept: beginning anew each time would be quadratic.
        number = self._numbers.get(record.id, 1)
        while (free := record.id if number == 1 else f"{record.id}-{number}") in self._records:
            number += 1
        self._numbers[record.id] = number
        self._keep(record if free == record.id else attrs.evolve(record, id=free))
        return free

    def _keep(self, record: Record) -> None:
        self._records[record.id] = record
        for name in ("name", "title", "url"):
            called = getattr(record, name, None)
            if called is not None:
                self._called.setdefault((type(record), called), record.id)
