"""How narrow a date is, as a rank."""

import enum


class Precision(enum.IntEnum):
    """How narrow a date is: the higher rank is the more precise report.

    The ranks are stored in databases, so a member never changes its number; they are ten apart so that
    one can be added between two. A date takes the rank of the unit in which it is written, whatever its
    qualifier. A period that lasts takes the rank of its coarser end. A choice of a range ranks below all
    units, even when it is shorter than they are, because it is somebody's inference and no source's
    wording; whatever is open or unknown at one end ranks lowest.

    >>> Precision.DAY > Precision.MONTH > Precision.SEASON > Precision.YEAR
    True
    >>> int(Precision.OPEN)
    10
    """

    OPEN = 10
    RANGE = 20
    CENTURY = 30
    DECADE = 40
    YEAR = 50
    SEASON = 60
    MONTH = 70
    DAY = 80
