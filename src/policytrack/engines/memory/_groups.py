"""Counts of groups, from columns; what was counted by terms is kept, so that it is counted once."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any, cast

from policytrack.collector import collector_paused
from policytrack.engines.memory._field import sort_key
from policytrack.engines.memory._filters import Test, plain_test
from policytrack.engines.memory._relations import SpokenFor, edges_of
from policytrack.engines.memory._space import Space, is_single, listed
from policytrack.model import Organization, Record
from policytrack.passes import counted, numbered
from policytrack.query import And, Compare, Condition, Field, Group, GroupCount, Kind, Missing, Not, Or, Way

_LEAST = 4
"""Counts are kept where there is at most one for so many records."""

Counts = Counter[tuple[Any, ...]]
_Table = dict[tuple[Any, ...], Counts]


def groups_of(
    space: Space, question: GroupCount[Any], places: Callable[[], Iterable[int]]
) -> tuple[Group, ...]:
    """Count the records of each combination of values.

    Args:
        space: The tables of the view.
        question: What is asked.
        places: Gives the places of the query's answer.
    """
    query, fields = question.query, question.fields
    asked = _terms_asked(query.condition) if query.size is None and query.start is None else None
    if asked is None:
        return _largest(_counted(space, list(places()), fields), question.size)
    key = ("groups", query.record, _names(fields))
    ordered = None if asked else cast("tuple[Group, ...] | None", space.cut.kept.get(key))
    if ordered is not None:
        return ordered[: question.size]
    counts = _from_table(space, query.condition, tuple(sorted(asked, key=lambda one: one.name)), fields)
    groups = _largest(counts, question.size)
    if not asked and question.size is None and len(groups) * _LEAST <= len(listed(space, query.record)):
        space.cut.kept[key] = groups  # To sort them takes longer than to count from a table.
    return groups


def _largest(counts: Counts, size: int | None) -> tuple[Group, ...]:
    """Return the largest groups, those of one size by their values; None returns all."""
    entries: Iterable[tuple[tuple[Any, ...], int]] = counts.items()
    if size is not None and size < len(counts):
        least = min(heapq.nlargest(size, counts.values()), default=0)
        entries = [entry for entry in entries if entry[1] >= least]
    ordered = sorted(
        sorted(entries, key=lambda entry: [_key(value) for value in entry[0]]), key=lambda entry: -entry[1]
    )
    return tuple(Group(values, count) for values, count in ordered[:size])


def _terms_asked(condition: Condition[Any] | None) -> set[Field] | None:
    """Return the fields that a condition asks of if all of them have few values; None where it asks more."""
    match condition:
        case None:
            return set()
        case And(parts) | Or(parts):
            found = [_terms_asked(part) for part in parts]
            return (
                None if any(one is None for one in found) else {field for one in found for field in one or ()}
            )
        case Not(part):
            return _terms_asked(part)
        case Compare(field) | Missing(field) if field.kind in {Kind.TERM, Kind.ORDERED}:
            return {field}
        case _:
            return None


def _from_table(
    space: Space, condition: Condition[Any] | None, asked: Sequence[Field], fields: Sequence[Field]
) -> Counts:
    """Count from a table of counts: by the fields that are asked of, then by those that are grouped by."""
    record = fields[0].record
    key = ("counts", record, _names(asked), _names(fields))
    table = cast("_Table | None", space.cut.kept.get(key))
    if table is None:
        with collector_paused():
            places, table = listed(space, record), _tabled(space, record, asked, fields)
        if sum(map(len, table.values())) * _LEAST <= len(places):
            space.cut.kept[key] = table
    if condition is None:
        return table.get((), Counter())
    rows = list(table)

    def read_of(field: Field) -> Callable[[int], Any]:
        number = asked.index(field)
        return lambda place: rows[place][number]

    def test_of(part: Condition[Any]) -> Test:
        return plain_test(part, read_of, test_of)

    counts: Counts = Counter()
    for place in filter(test_of(condition), range(len(rows))):
        counts.update(table[rows[place]])
    return counts


def _tabled(space: Space, record: type[Record], asked: Sequence[Field], fields: Sequence[Field]) -> _Table:
    found: _Table = {}
    for values, count in _counted(space, listed(space, record), (*asked, *fields)).items():
        found.setdefault(values[: len(asked)], Counter())[values[len(asked) :]] = count
    return found


def _counted(space: Space, places: Sequence[int], fields: Sequence[Field]) -> Counts:
    """Count the combinations of values; a record with several values of a field counts under each."""
    counts: Counts = Counter()
    if len(fields) == 1 and fields[0].way is not Way.OWN and is_single(fields[0]):
        for value, count in Counter(space.values(fields[0], places)).items():
            counts[value,] = count
        return counts
    columns = [_numbered(space, field, places) for field in fields]
    for numbers, count in counted(*(column for _, column in columns)).items():
        held = (values[number] for number, (values, _) in zip(numbers, columns, strict=True))
        for combination in product(*held):
            counts[combination] += count
    return counts


def _names(fields: Sequence[Field]) -> tuple[str, ...]:
    return tuple(field.name for field in fields)


def _numbered(
    space: Space, field: Field, places: Sequence[int]
) -> tuple[Sequence[Sequence[Any]], Sequence[int]]:
    """Return what records hold in a field, each combination of values once, and the number of each's.

    A record that holds nothing has None alone.
    """
    table = space.table(field.record)
    whole = len(places) == len(table.places)
    if is_single(field):
        of_all = space.index(field).numbered if whole and field.way is Way.OWN else None
        values, column = of_all or numbered(space.values(field, places))
        return [(value,) for value in values], column
    if field.kind is Kind.TEXTS:
        texts, column = numbered(space.values(field, places))
        return [tuple(set(held)) or (None,) for held in texts], column
    edges = edges_of(space, field)
    if isinstance(edges, SpokenFor):
        rows = space.table(Organization).rows
        bodies, spoken = edges.numbered if whole else numbered(map(edges.bodies, places))
        return [tuple(rows[body].id for body in held) or (None,) for held in bodies], spoken
    related = (frozenset(table.rows[found].id for table, found in edges.onward(place)) for place in places)
    ids, column = numbered(related)
    return [tuple(held) or (None,) for held in ids], column


def _key(value: Any) -> Any:  # noqa: ANN401  # a field holds anything
    if value is None:
        return (True,)
    return (False, sort_key(value), str(value))
