"""What stands for an argument that was not given, where None has a meaning of its own."""

import enum


class Unset(enum.Enum):
    """Stands for an argument that was not given."""

    UNSET = "unset"


UNSET = Unset.UNSET
