"""Plain YAML scalars: texts whose type is settled by what is expected where they stand."""

import math
import re
from typing import final

from policytrack.errors import Problem
from policytrack.formats._faults import Fault

MOST_DIGITS = 4000
"""The longest whole number that is read or written; Python itself stops at 4300 by default."""

JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


@final
class Plain(str):
    """A scalar that stood without quotes: text where text is expected, else what `resolved` says."""

    __slots__ = ()

    @property
    def is_null(self) -> bool:
        """Whether it is `null`, or nothing at all."""
        return self in {"", "null"}

    def resolved(self) -> bool | int | float | str | None:
        """Return what JSON would read, and the text where JSON would read nothing.

        >>> [Plain(text).resolved() for text in ("null", "true", "-1.5", "NO", "007", "12:30")]
        [None, True, -1.5, 'NO', '007', '12:30']

        Raises:
            Fault: It is a number out of bounds.
        """
        if self.is_null:
            return None
        if self in {"true", "false"}:
            return self == "true"
        if match := JSON_NUMBER.fullmatch(self):
            return real(str(self)) if match[1] or match[2] else whole(str(self))
        return str(self)


def whole(digits: str) -> int:
    """Read a whole number.

    Raises:
        Fault: It has more than 4000 digits, which Python refuses to write again.
    """
    if len(digits) - digits.startswith("-") > MOST_DIGITS:
        raise Fault(Problem("bad-number", "", f"a whole number has at most {MOST_DIGITS} digits"))
    return int(digits)


def real(text: str) -> float:
    """Read a number with a fraction or an exponent.

    Raises:
        Fault: It is too large for a float, and would be read as infinity.
    """
    number = float(text)
    if not math.isfinite(number):
        raise Fault(Problem("bad-number", "", f"{text[:40]} is no finite number"))
    return number


def seen(value: object) -> object:
    """Return a value as an error names it: a plain scalar as JSON would read it."""
    if not isinstance(value, Plain):
        return value
    try:
        return value.resolved()
    except Fault:
        return str(value)
