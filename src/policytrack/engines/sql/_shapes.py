"""Statements worked out once for all questions of one shape: those that differ in their values only.

SQLAlchemy takes about a millisecond to write a statement, longer than a small store takes to answer it. Who
asks for one id after the other has it written once.
"""

from collections.abc import Hashable, Iterable
from typing import Any

import attrs
from sqlalchemy import Dialect

from policytrack.engines.sql._cuts import Scope
from policytrack.engines.sql._schema import Tables
from policytrack.engines.sql._statements import Compiled, Question, Statement, cut_of, statement
from policytrack.engines.sql._values import Marked, Parts, bound, form, plain
from policytrack.query import (
    And,
    Compare,
    Condition,
    GroupCount,
    Missing,
    Not,
    Or,
    Query,
    Related,
    Words,
)

_KEPT = 256
"""The shapes that are kept."""


@attrs.frozen(eq=False)
class _Written:
    """A statement as it is written, with the names of its parameters where they have any.

    `values` are pairs: of a condition's number and a place among what it binds, or of -1 and a value that is
    the same for the whole shape.
    """

    statement: Statement
    sql: str
    names: tuple[str, ...] | None
    values: tuple[tuple[int, Any], ...]

    def given(self, parts: list[Parts]) -> Compiled:
        """Return it with the values of another question."""
        values = tuple(held if number < 0 else parts[number][held] for number, held in self.values)
        return Compiled(
            self.sql, values if self.names is None else dict(zip(self.names, values, strict=True))
        )


class Shapes:
    """Keeps statements of one dialect by the shapes of the questions that were asked."""

    def __init__(self, tables: Tables, dialect: Dialect) -> None:
        self._tables, self._dialect = tables, dialect
        self._written: dict[Hashable, _Written] = {}

    def prepare(self, question: Question, scope: Scope) -> tuple[Statement, Compiled]:
        """Return the statement of a question, and how it is written; errors are those of `statement`."""
        cut = cut_of(question, scope)
        shape = _Shape(cut)
        key = shape.of(question)
        written = self._written.get(key)
        if written is None:
            if len(self._written) >= _KEPT:
                self._written.clear()
            written = self._written[key] = self._write(question, scope, shape)
        known = written.statement
        return Statement(question, known.select, known.derived), written.given(shape.parts)

    def _write(self, question: Question, scope: Scope, shape: "_Shape") -> _Written:
        made = statement(question, self._tables, scope)
        compiled = made.marked(self._dialect)
        names: tuple[str, ...] | None = None
        values: Iterable[Any] = compiled.parameters
        if isinstance(compiled.parameters, dict):
            names, values = tuple(compiled.parameters), compiled.parameters.values()
        return _Written(made, compiled.sql, names, tuple(map(shape.place, values)))


class _Shape:
    """The shape of a question, and the values of its conditions in the order in which they were met."""

    def __init__(self, cut: Scope) -> None:
        self.parts: list[Parts] = [cut.parts]
        self.numbers: dict[int, int] = {id(Scope): 0}

    def of(self, question: Question) -> Hashable:
        """Return what questions of one shape have in common."""
        query: Query[Any] = question if isinstance(question, Query) else question.query
        asked: Any = type(question)
        if isinstance(question, GroupCount):
            asked = tuple((field.record, field.name) for field in question.fields), question.size
        cuts = tuple([part is None for part in self.parts[0]])
        condition = None if query.condition is None else self.condition(query.condition)
        return asked, query.record, condition, cuts, query.order, query.size, query.start

    def condition(self, condition: Condition[Any]) -> Hashable:
        """Return what conditions of one shape have in common; one that stands twice is told from two."""
        if isinstance(condition, Compare | Words):  # Most are.
            number = self.numbers.setdefault(id(condition), len(self.parts))
            if number == len(self.parts):
                self.parts.append(bound(condition))
            return type(condition), number, form(condition, self.parts[number])
        match condition:
            case And(parts) | Or(parts):
                return type(condition), *map(self.condition, parts)
            case Not(part):
                return Not, self.condition(part)
            case Related():
                inner = None if condition.condition is None else self.condition(condition.condition)
                return condition.field.record, condition.field.name, condition.quantifier, inner
            case Missing():
                return Missing, condition.field.record, condition.field.name
            case _:
                return condition

    def place(self, value: Any) -> tuple[int, Any]:  # noqa: ANN401  # of any type
        """Return the condition that a value comes from, by its number, and the place there; -1 is of none."""
        if isinstance(value, Marked):
            return self.numbers[id(value.source)], value.place
        return -1, plain(value)
