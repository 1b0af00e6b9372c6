"""Which types the fields of records may have; a class with another is refused before it has values."""

import enum
import inspect
import sys
from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

import attrs

from policytrack.dates import PartialDate, Period
from policytrack.errors import UnfitError
from policytrack.model._refs import hints

_HELD: Final = frozenset({str, int, float, bool, NoneType, PartialDate, Period, attrs.AttrsInstance})
"""What a field may hold besides enums, attrs classes and the calendar days of pendulum."""


def check_fields(cls: type) -> None:
    """Refuse a class with a field that records cannot hold, by its type.

    Raises:
        UnfitError: There is one; what to annotate instead is suggested.
    """
    for name, hint in hints(cls).items():
        for wrong in _unfit(hint):
            shown = getattr(wrong, "__name__", wrong) if get_origin(wrong) is None else wrong
            raise UnfitError("field", f"{cls.__qualname__}.{name}", f"holds no {shown}", _instead(wrong))


def _unfit(hint: Any) -> Iterator[object]:  # noqa: ANN401  # a hint has no common type
    """Give the parts of a hint that no field of a record can be of."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        yield from _unfit(arguments[0])
    elif origin in {Union, UnionType, frozenset} or (origin is tuple and arguments[1:] == (...,)):
        for part in arguments:
            yield from () if part is ... else _unfit(part)
    elif not isinstance(origin, type) or not issubclass(origin, Mapping):
        is_class = inspect.isclass(hint) and origin is None
        of_class = is_class and (issubclass(hint, enum.Enum) or attrs.has(hint))
        if hint not in _HELD and not of_class and not _is_calendar_day(hint):
            yield hint


def _is_calendar_day(hint: object) -> bool:
    # Who annotates it has loaded pendulum, which takes longer than all of us; nobody else shall.
    pendulum = sys.modules.get("pendulum")
    return pendulum is not None and hint is pendulum.Date


def _instead(hint: Any) -> str:  # noqa: ANN401  # as above
    kind = get_origin(hint) or hint
    if kind in {list, tuple}:
        return "annotate tuple[str, ...] or the like"
    if kind is set:
        return "annotate frozenset[str] or the like"
    if kind in {Any, object, dict}:
        return "annotate Mapping[str, policytrack.JSON] for any JSON, or a class of your own"
    return "annotate text, a number, a date, an enum, or a frozen attrs class"
