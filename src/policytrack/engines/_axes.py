"""The two axes of days on which answers that were worked out beforehand hold, as numbers.

Days are numbers, 1 for 0001-01-01 as `date.toordinal` counts, so that there is room on both sides: 0 is
before every day and `NO_CUT`, the day after the last, stands for a view without a cut.
"""

from collections.abc import Mapping

from policytrack.model import Event, Figure, Position, Record, StatusChange

BEFORE = 0
NO_CUT = 3_652_060
END = NO_CUT + 1

DATED: Mapping[type[Record], str] = {
    Position: "said_on",
    StatusChange: "on",
    Event: "on",
    Figure: "as_of",
}
"""The classes that a view cuts by its day `on`, each with the date that tells when a record counts."""
