"""One calendar day as an argument: what cuts a view, or nothing, or not given."""

import datetime
import enum
from typing import TYPE_CHECKING

from policytrack.dates._partial import PartialDate
from policytrack.errors import InvalidDateError

if TYPE_CHECKING:
    import pendulum

Day = datetime.date | PartialDate | str
"""One calendar day: a date, a partial date to the day, or its ISO text `2023-09-25`."""


class Unset(enum.Enum):
    """Stands for an argument that was not given, where None has a meaning of its own."""

    UNSET = "unset"


UNSET = Unset.UNSET


def calendar_day(value: Day | None) -> "pendulum.Date | None":
    """Return one calendar day, None for None.

    Raises:
        InvalidDateError: The text is no date, or no single day; a month is none.
        TypeError: It is a time of day, or something else altogether.
    """
    if value is None:
        return None
    if isinstance(value, PartialDate):
        date = value
    else:
        date = PartialDate.parse(value) if isinstance(value, str) else PartialDate.of(value)
    if date.day is None:
        raise InvalidDateError(str(value), "is not one calendar day", "a day such as 2023-09-25")
    return date.day
