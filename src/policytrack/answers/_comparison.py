"""Whether two proposals would change the same thing."""

import enum

import attrs


class Likeness(enum.StrEnum):
    """Whether two proposals would change the same thing.

    `SAME`: the same thing in the same way, since the measures say the same; `OVERLAPPING`: the same thing
    as far as both say, but only one says something (a length, a body), or they share only some of their
    bodies or forums; `RIVAL`: the same thing in another way; `NEAR_TWIN`: what is easily taken for the same
    and is not; `DIFFERENT`: another thing; `UNKNOWN`: a measure is not recorded, or does not say what it
    would change.
    """

    SAME = "same"
    OVERLAPPING = "overlapping"
    RIVAL = "rival"
    NEAR_TWIN = "near-twin"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class Comparison:
    """Two proposals set side by side; `str()` says it in a line.

    `differences` name the fields that decide: those at odds, or, of an overlap, those not said alike.
    """

    first_id: str
    second_id: str
    likeness: Likeness
    reason: str
    differences: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.first_id} and {self.second_id}: {self.likeness}, {self.reason}"
