"""Checks a value when it is made, by the types of its fields, and lists everything that is wrong.

One mechanism for every record, ours and a plugin's: nobody writes a validator for a field. Lists become
tuples, sets frozensets and dicts `JsonObject`; nothing else is converted.
"""

import enum
import math
import re
import reprlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Union, cast, get_args, get_origin

import attrs

from policytrack.dates import PartialDate
from policytrack.errors import InvalidRecordError, Problem, nearest
from policytrack.ids import id_fault
from policytrack.model._fit import check_fields
from policytrack.model._json import JsonObject
from policytrack.model._refs import IdText, exact_type, hints

Check = Callable[[Any, str, list[Problem]], Any]
"""Take a value and its path; return the value to keep, and add what is wrong to the list."""

_BAD_TEXT = re.compile("[\x00\ud800-\udfff]")

# The wrong value may be huge or deeply nested; an error shows its beginning.
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60


class Checked:
    """A value that cannot be made wrong: the base of every record and of what records hold.

    Raises:
        InvalidRecordError: With every problem of the value, each at the path of its field.
        UnfitError: The class itself has a field of a type that no record holds.
    """

    __slots__ = ()

    ruled: ClassVar[frozenset[str]] = frozenset()
    """The fields that `rules` look at: where all of them are at their defaults, no rule is broken."""

    def __attrs_post_init__(self) -> None:
        """Check each field by its type, then the rules between the fields."""
        problems: list[Problem] = []
        cls: type = type(self)
        for name, check in _field_checks(cls):
            given = getattr(self, name)
            kept = check(given, f"/{name}", problems)
            if kept is not given:
                object.__setattr__(self, name, kept)
        if not problems:
            problems.extend(self.rules())
        if problems:
            label = getattr(self, "id", None)
            subject = f"{type(self).__name__} {label!r}" if isinstance(label, str) else type(self).__name__
            raise InvalidRecordError(subject, problems)

    def rules(self) -> Iterable[Problem]:
        """Give what is wrong between fields; runs when each field alone is right."""
        return ()

    def __repr__(self) -> str:
        """Show the fields that are not at their default."""
        shown = (
            f"{name}={getattr(self, name)!r}"
            for name, default in _defaults(exact_type(self)).items()
            if getattr(self, name) != default
        )
        return f"{type(self).__name__}({', '.join(shown)})"


def paired(value: object, first: str, second: str) -> Iterable[Problem]:
    """Give a problem where only one of two fields stands that mean nothing apart."""
    for present, absent in ((first, second), (second, first)):
        if getattr(value, present) is not None and getattr(value, absent) is None:
            yield Problem("unpaired-field", f"/{absent}", f"missing, and {present} means nothing without it")


@cache
def _defaults(cls: type) -> Mapping[str, object]:
    """Return the default of each field; one that is made anew, or that there is not, equals no value."""
    return {field.name: field.default for field in attrs.fields(cls)}


@cache
def _field_checks(cls: type) -> tuple[tuple[str, Check], ...]:
    check_fields(cls)
    return tuple((name, _check_for(hint)) for name, hint in hints(cls).items())


def _check_for(hint: Any) -> Check:  # noqa: ANN401  # a hint has no common type
    match get_origin(hint), get_args(hint):
        case origin, (inner, *marks) if origin is Annotated:
            return _id if any(isinstance(mark, IdText) for mark in marks) else _check_for(inner)
        case origin, arguments if origin in {Union, UnionType}:
            return _one_of(arguments)
        case origin, (inner, *_) if origin is tuple:
            return _tuple_of(_check_for(inner), inner)
        case origin, (inner,) if origin is frozenset:
            return _set_of(_check_for(inner))
        case origin, _ if isinstance(origin, type) and issubclass(origin, Mapping):
            return _json_object
        case _:
            return _SCALARS.get(hint) or (_member(hint) if issubclass(hint, enum.Enum) else _instance(hint))


def _one_of(arguments: tuple[object, ...]) -> Check:
    """Check a union: None where it may be missing, numbers as one kind, classes by instance."""
    optional = NoneType in arguments
    others = [argument for argument in arguments if argument is not NoneType]
    if set(others) == {int, float}:
        others = [float]
    if len(others) == 1:
        inner = _check_for(others[0])
    else:
        inner = _instance(*(argument for argument in others if isinstance(argument, type)))
    if not optional:
        return inner

    def check(value: object, path: str, problems: list[Problem]) -> object:
        return None if value is None else inner(value, path, problems)

    return check


def _instance(*classes: type) -> Check:
    is_measure = attrs.AttrsInstance in classes
    expected = "an attrs instance" if is_measure else " or ".join(cls.__name__ for cls in classes)

    def check(value: object, path: str, problems: list[Problem]) -> object:
        right = attrs.has(type(value)) if is_measure else isinstance(value, classes)
        if not right or (isinstance(value, bool) and bool not in classes):
            parsed = PartialDate in classes and isinstance(value, str)
            hint = f"write PartialDate.parse({value!r})" if parsed else None
            _wrong_type(expected, value, path, problems, hint)
        return value

    return check


def _tuple_of(item: Check, hint: object) -> Check:
    # All that is of exactly this class was checked when it was made: a snapshot holds millions.
    checked = {hint} if isinstance(hint, type) and issubclass(hint, Checked) else None

    def check(value: Any, path: str, problems: list[Problem]) -> Any:  # noqa: ANN401  # it may be anything
        kind = exact_type(value)
        if kind not in {tuple, list}:
            _wrong_type("a tuple", value, path, problems)
            return value
        if checked is not None and checked.issuperset(map(type, value)):
            return value if kind is tuple else tuple(value)
        return tuple([item(part, f"{path}/{index}", problems) for index, part in enumerate(value)])

    return check


def _set_of(item: Check) -> Check:
    def check(value: Any, path: str, problems: list[Problem]) -> Any:  # noqa: ANN401  # it may be anything
        kind = exact_type(value)
        if kind not in {frozenset, set, tuple, list}:
            _wrong_type("a frozenset", value, path, problems)
            return value
        faults = len(problems)
        kept = [item(part, f"{path}/{index}", problems) for index, part in enumerate(value)]
        # Only parts that passed are sure to be hashable.
        return value if len(problems) > faults else frozenset(kept)

    return check


def _member(terms: type[enum.Enum]) -> Check:
    def check(value: object, path: str, problems: list[Problem]) -> object:
        if not isinstance(value, terms):
            known = [str(term.value) for term in terms]
            hint = f"{terms.__name__} has {', '.join(known)}"
            if isinstance(value, str) and (near := [value] if value in known else nearest(value, known)):
                hint = f"write {terms.__name__}.{terms(near[0]).name}"
            _wrong_type(f"a {terms.__name__}", value, path, problems, hint)
        return value

    return check


def _text(value: object, path: str, problems: list[Problem]) -> object:
    if not isinstance(value, str) or isinstance(value, enum.Enum):
        _wrong_type("text", value, path, problems)
    elif not value:
        problems.append(
            Problem("empty-text", path, "text is not empty", "leave it out where it is not known")
        )
    elif _BAD_TEXT.search(value):
        problems.append(Problem("bad-text", path, "text has no NUL and no lone surrogate"))
    return value


def _id(value: object, path: str, problems: list[Problem]) -> object:
    if not isinstance(value, str) or isinstance(value, enum.Enum):
        _wrong_type("an id", value, path, problems)
    elif fault := id_fault(value):
        problems.append(Problem("bad-id", path, f"{value!r}: {fault}"))
    return value


def _number(value: object, path: str, problems: list[Problem]) -> object:
    """Check a number; a whole one is kept as an int, so that 300 and 300.0 are written the same."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        _wrong_type("a number", value, path, problems)
    elif not math.isfinite(value):
        problems.append(Problem("bad-number", path, f"{value} is no finite number"))
    elif isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _json_object(value: Any, path: str, problems: list[Problem]) -> object:  # noqa: ANN401  # as above
    if isinstance(value, JsonObject):
        return value
    if not isinstance(value, Mapping):
        _wrong_type("a mapping", value, path, problems)
    else:
        try:
            return JsonObject(cast("Mapping[str, Any]", value))
        except (TypeError, ValueError) as error:
            problems.append(Problem("bad-json", path, str(error)))
    return cast("object", value)


def _wrong_type(
    expected: str, value: object, path: str, problems: list[Problem], hint: str | None = None
) -> None:
    message = f"expected {expected}, got {type(value).__name__} {_SHORT.repr(value)}"
    problems.append(Problem("wrong-type", path, message, hint))


_SCALARS: Mapping[object, Check] = {str: _text, float: _number}
