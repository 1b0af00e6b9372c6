"""Reads questions from JSON: everything that is wrong with one is told at once, each at its place."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

import attrs

from policytrack.errors import Problem, QueryError, nearest
from policytrack.model import Record
from policytrack.query._build import compare, matches, missing, operators, order, related, unknown_operator
from policytrack.query._leaves import Order
from policytrack.query._nodes import Condition, all_of, any_of, negated
from policytrack.query._operators import OF_MANY, Op, Quantifier
from policytrack.query._query import Count, GroupCount, Query, groups, select
from policytrack.query._records import handle
from policytrack.query._schema import Field, field_of, record_named
from policytrack.query._values import all_checked, fail, unwire

if TYPE_CHECKING:
    from policytrack.query._handles import Handle

P = ParamSpec("P")
T = TypeVar("T")
_Object = Mapping[str, object]

_QUERY = ("select", "where", "on", "known", "order_by", "limit", "after")
_DIRECTIONS = {"asc": False, "desc": True}


def read_query(text: str, records: Iterable[type[Record]]) -> Query[Record]:
    """Read a query; see `Query.from_json`."""
    query, _ = _read(text, records, ())
    return query


def read_count(text: str, records: Iterable[type[Record]]) -> Count[Record]:
    """Read how many records a query answers with; see `Query.from_json`."""
    query, _ = _read(text, records, ("count",))
    return Count(query)


def read_groups(text: str, records: Iterable[type[Record]]) -> GroupCount[Record]:
    """Read a count by groups; see `Query.from_json`."""
    _, counted = _read(text, records, ("count", "group_by", "groups"))
    return cast("GroupCount[Record]", counted)


class _Reader:
    """Reads the parts of a question, and keeps what is wrong with them."""

    def __init__(self, records: Iterable[type[Record]]) -> None:
        self.others = {record.__name__: record for record in records}
        self.problems: list[Problem] = []

    def tried(self, path: str, make: Callable[P, T], *given: P.args, **named: P.kwargs) -> T | None:
        """Return what can be made, None where it cannot, with the problems at their place."""
        try:
            return make(*given, **named)
        except QueryError as error:
            self.problems += [attrs.evolve(one, path=path + one.path) for one in error.problems]
            return None

    def condition(self, record: type[Record], data: object, path: str) -> Condition[Any] | None:
        """Read a condition about a class of records."""
        found = self.tried(path, _object, data)
        if found is None:
            return None
        match list(found):
            case ["and"]:
                return self.several(all_of, record, found["and"], f"{path}/and")
            case ["or"]:
                return self.several(any_of, record, found["or"], f"{path}/or")
            case ["not"]:
                inner = self.condition(record, found["not"], f"{path}/not")
                return None if inner is None else self.tried(path, negated, inner)
            case names if "field" in names:
                return self.on_field(record, found, path)
            case names:
                hint = "a condition has and, or, not, or a field with an operator"
                self.wrong(path, "missing-key", f"{', '.join(names) or 'nothing'} makes no condition", hint)
                return None

    def several(
        self, combine: Callable[..., Condition[Any]], record: type[Record], data: object, path: str
    ) -> Condition[Any] | None:
        """Read the parts of a condition."""
        found = self.tried(path, _list, data)
        if not found:
            self.wrong(path, "missing", "expected a condition at least")
            return None
        parts = [self.condition(record, part, f"{path}/{index}") for index, part in enumerate(found)]
        if any(part is None for part in parts):
            return None
        return self.tried(path, combine, *parts)

    def on_field(self, record: type[Record], data: _Object, path: str) -> Condition[Any] | None:
        """Read a condition on a field."""
        name = self.tried(f"{path}/field", _text, data["field"])
        field = None if name is None else self.tried(f"{path}/field", field_of, record, name)
        if field is None:
            return None
        asked = [key for key in data if key != "field" and (key != "of" or len(field.targets) < 2)]  # noqa: PLR2004
        if len(asked) != 1:
            hint = f"{field!r} has {', '.join(operators(field))}"
            self.wrong(path, "missing-key", f"expected one operator, got {', '.join(asked) or 'none'}", hint)
            return None
        (operator,) = asked
        if operator in set(Quantifier):
            return self.related(field, Quantifier(operator), data, f"{path}/{operator}")
        return self.tried(f"{path}/{operator}", _compared, field, operator, data[operator])

    def related(
        self, field: Field, quantifier: Quantifier, data: _Object, path: str
    ) -> Condition[Any] | None:
        """Read a condition on related records."""
        inner, name = data[quantifier.value], data.get("of")
        if inner is None or not field.targets:
            return self.tried(path, related, field, quantifier)
        target: type[Record] | None = field.targets[0]
        if name is not None:
            about = self.tried(path, _text, name)
            target = None if about is None else self.tried(path, record_named, about, self.others)
        condition = None if target is None else self.condition(target, inner, path)
        return None if condition is None else self.tried(path, related, field, quantifier, condition)

    def wrong(self, path: str, code: str, message: str, hint: str | None = None) -> None:
        """Keep a problem, unless one of the same place is kept already."""
        if all(problem.path != path for problem in self.problems):
            self.problems.append(fail(code, "query", message, hint, path).problems[0])

    def order(self, record: type[Record], data: object, path: str) -> list[Order[Any]]:
        """Read order keys."""
        found = self.tried(path, _list, data) or []
        keys = [self.tried(f"{path}/{index}", _order, record, part) for index, part in enumerate(found)]
        return [key for key in keys if key is not None]

    def query(self, data: _Object) -> Query[Any] | None:
        """Read a query but for its cursor."""
        name = self.tried("/select", _text, data.get("select"))
        record = None if name is None else self.tried("/select", record_named, name, self.others)
        if record is None:
            return None
        query: Query[Any] = select(record)
        if data.get("where") is not None:
            condition = self.condition(record, data["where"], "/where")
            query = query if condition is None else query.where(condition)
        on, known = cast("str | None", data.get("on")), cast("str | None", data.get("known"))
        query = self.tried("/on", query.at, on=on) or query
        query = self.tried("/known", query.at, known=known) or query
        if data.get("order_by") is not None:
            query = query.order_by(*self.order(record, data["order_by"], "/order_by"))
        size = cast("int | None", data.get("limit"))
        return self.tried("/limit", query.limit, size) or query

    def grouped(self, query: Query[Any], data: _Object) -> GroupCount[Any] | None:
        """Read what a query is grouped by."""
        names = self.tried("/group_by", _list, data.get("group_by")) or []
        handles: list[Handle[Any]] = []
        for index, name in enumerate(names):
            field = self.tried(f"/group_by/{index}", _named, query.record, name)
            handles += [] if field is None else [handle(field)]
        if self.problems:
            return None
        fields = self.tried("/group_by", groups, query.record, handles)
        size = cast("int | None", data.get("groups"))
        return None if fields is None else self.tried("/groups", GroupCount(query, fields).limit, size)


def _read(
    text: str, records: Iterable[type[Record]], more: tuple[str, ...]
) -> tuple[Query[Record], GroupCount[Record] | None]:
    """Read a question that has these keys besides a query's."""
    reader = _Reader(records)
    data = _parsed(text)
    known = (*_QUERY, *more)
    for key in data:
        if key not in known:
            near = nearest(key, known) or known
            reader.wrong(f"/{key}", "unknown-key", f"no key {key:.60}", f"try {', '.join(near)}")
    if more and data.get("count") is not True:
        reader.wrong("/count", "missing-key", "expected true")
    query = reader.query(data)
    # A cursor fits a whole question only: what is wrong before leaves out a part.
    if query is not None and data.get("after") is not None and not reader.problems:
        query = reader.tried("/after", query.after, cast("str", data["after"]))
    counted = None if query is None or "group_by" not in more else reader.grouped(query, data)
    if query is None or reader.problems:
        raise QueryError("query", reader.problems)
    return query, counted


def _parsed(text: str) -> _Object:
    try:
        data: object = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except RecursionError:
        raise fail("too-deep", "query", "nested too deeply") from None
    except json.JSONDecodeError as error:
        message = (
            f"no JSON: {error.msg[:1].lower()}{error.msg[1:]}, at line {error.lineno}, column {error.colno}"
        )
        raise fail("bad-syntax", "query", message) from None
    except QueryError:
        raise
    except (TypeError, ValueError) as error:
        raise fail("bad-syntax", "query", f"no JSON: {error}") from None
    return _object(data)


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise fail(
            "duplicate-key", "query", f"a key stands twice among {', '.join(key for key, _ in pairs):.80}"
        )
    return found


def _no_constant(text: str) -> object:
    raise fail("bad-number", "query", f"{text} is no finite number")


def _compared(field: Field, operator: str, value: object) -> Condition[Any]:
    match operator:
        case "missing":
            if value is not True:
                raise fail("wrong-type", field, "missing is true", "put it into a not for the opposite")
            return missing(field)
        case "matches":
            return matches(field, value)
        case _ if operator not in set(Op):
            raise unknown_operator(field, operator)
        case _:
            op = Op(operator)
            is_many = op in OF_MANY
            held = all_checked(field, _list(value), unwire) if is_many else unwire(field, value)
            return compare(field, op, held)


def _order(record: type[Record], data: object) -> Order[Any]:
    match data:
        case [str(name), str(direction)] if direction in _DIRECTIONS:
            return order(field_of(record, name), descending=_DIRECTIONS[direction])
        case _:
            raise fail("wrong-type", "order_by", "expected a field and asc or desc", 'write ["id","asc"]')


def _named(record: type[Record], name: object) -> Field:
    return field_of(record, _text(name))


def _text(data: object) -> str:
    if not isinstance(data, str):
        raise fail("wrong-type", "query", f"expected a name, got {data!r:.40}")
    return data


def _list(data: object) -> list[object]:
    if not isinstance(data, list):
        raise fail("wrong-type", "query", f"expected a list, got {data!r:.40}")
    return cast("list[object]", data)


def _object(data: object) -> dict[str, object]:
    if not isinstance(data, dict):
        raise fail("wrong-type", "query", f"expected an object, got {data!r:.40}")
    return cast("dict[str, object]", data)
