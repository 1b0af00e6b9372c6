"""Where the records of Open States go, with their ids, sources and problems."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import attrs

from policytrack.errors import Problem, Severity
from policytrack.formats._derive import Ids
from policytrack.formats._faults import Fault, pointer, problems_of, unexpected
from policytrack.formats._foreign import MOST_WORDS, Object, Sources, is_record, native_id, read_date
from policytrack.formats._intake import Intake, Locate
from policytrack.formats._trees import is_list

T = TypeVar("T")

PREFIX = "openstates:"


class Gather:
    """Takes the wire objects of one reading, and makes the ids of those that have none."""

    def __init__(self, intake: Intake, taken: Iterable[str]) -> None:
        self.intake = intake
        self.derive = Ids(taken)
        self.sources = Sources(self.derive)

    def add(self, field: str, wire: Object, locate: Locate, problems: Iterable[Problem] = ()) -> bool:
        """Take a record, and say whether it was kept."""
        return self.intake.take(field, wire, locate, problems) is not None

    def leave_out(self, value: object, locate: Locate, problem: Problem) -> None:
        """Leave out what is no record, and say why."""
        self.intake.leave_out(value, locate(""))
        self.intake.report(problem, locate=locate)

    def id_of(self, kind: str, words: Sequence[object], key: object) -> str:
        """Return an id that is made of words; the key tells apart what has the same ones."""
        said = " ".join(part[:MOST_WORDS] for part in map(native_id, words) if part)
        return self.derive.of(kind, said[:MOST_WORDS], json.dumps(key, sort_keys=True))

    def evidence(self, value: object) -> list[Object]:
        """Return the citations of a list of `sources`."""
        urls = [item.get("url") for item in value if is_record(item)] if is_list(value) else []
        found = dict.fromkeys(self.sources.at(url) for url in urls if isinstance(url, str) and url)
        return [{"source_id": source_id} for source_id in found]


@attrs.define
class Taking:
    """One object on its way to a record: each property is taken once, and the rest is kept."""

    value: Object
    locate: Locate
    gather: Gather
    extras: Object = attrs.Factory(dict[str, Any])
    taken: set[str] = attrs.Factory(set[str])

    def text(self, *keys: str) -> str | None:
        """Take the first text under one of these keys; a whole number counts as one."""
        return self._take(keys, _text)

    def date(self, key: str) -> str | None:
        """Take a date; what else it says stays in the extras."""
        found = self._take((key,), read_date)
        if found is not None and self.value[key] != found:
            self.extras[PREFIX + key] = self.value[key]
        return found

    def items(self, key: str) -> list[Any]:
        """Take a list."""
        return self._take((key,), _list) or []

    def either(self, *keys: str) -> list[Any]:
        """Take a list, or the one thing that stands for it, under the first of these keys that has any."""
        self.taken.update(keys)
        found: object = next((self.value[key] for key in keys if self.value.get(key)), None)
        if found is None:
            return []
        return found if is_list(found) else [found]

    def listed(self, key: str, read: Callable[[Object], Object | None]) -> list[Object]:
        """Take a list of objects; where our field cannot hold all of it, the list is kept as well."""
        given = self.items(key)
        found = [read(item) if is_record(item) else None for item in given]
        if found != given:
            self.extras[PREFIX + key] = given
        return [item for item in found if item is not None]

    def finish(self, wire: Object) -> Object:
        """Return the wire object without what is missing, with the rest in its extras."""
        rest = {PREFIX + key: part for key, part in self.value.items() if key not in self.taken}
        extras = {**rest, **self.extras}
        held = {key: part for key, part in wire.items() if part is not None and part != []}
        return {**held, "extras": extras} if extras else held

    def soft(self, problem: Problem) -> None:
        """Report what does not cost the record: an error in strict reading, else a warning."""
        is_strict = self.gather.intake.is_strict
        found = problem if is_strict else attrs.evolve(problem, severity=Severity.WARNING)
        self.gather.intake.report(found, locate=self.locate)

    def _take(self, keys: Sequence[str], read: Callable[[object], T | None]) -> T | None:
        for key in keys:
            self.taken.add(key)
            try:
                found = read(self.value.get(key))
            except Fault as error:
                for problem in problems_of(error, pointer(key)):
                    self.soft(problem)
                self.extras[PREFIX + key] = self.value[key]
                continue
            if found is not None:
                return found
            if key in self.value:
                self.extras[PREFIX + key] = self.value[key]
        return None


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    found = native_id(value)
    if found is None:
        raise unexpected(value, "text")
    return found


def _list(value: object) -> list[Any] | None:
    if value is None:
        return None
    if not is_list(value):
        raise unexpected(value, "a list")
    return value


def below(locate: Locate, *keys: int | str) -> Locate:
    """Return what places a problem of a part of an object."""
    place = pointer(*keys)
    return lambda path: locate(place + path)
