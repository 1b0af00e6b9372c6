"""Whether two proposals would change the same thing."""

from typing import Any

import attrs

from policytrack.answers import Comparison, Likeness
from policytrack.measures import (
    UnknownMeasure,
)
from policytrack.model import (
    Proposal,
)
from policytrack.tracker._twins import TWINS, subject_of

# The fields in which a measure says how it would change a thing, and who would act; the others say which.
_WAYS = frozenset({"current", "proposed", "limit", "when"})
_ACTORS = frozenset({"body_id", "body_ids", "by_id"})


def compare(one: Proposal, other: Proposal) -> Comparison:
    """Set two proposals side by side by their measures."""
    likeness, reason, differences = _judge(one.measure, other.measure)
    return Comparison(
        first_id=one.id, second_id=other.id, likeness=likeness, reason=reason, differences=differences
    )


def _judge(
    one: attrs.AttrsInstance | None, other: attrs.AttrsInstance | None
) -> tuple[Likeness, str, tuple[str, ...]]:
    if one is None or other is None or isinstance(one, UnknownMeasure) or isinstance(other, UnknownMeasure):
        return Likeness.UNKNOWN, "a measure is not recorded, or of a kind that is not known", ()
    subject, twin = subject_of(one), subject_of(other)
    if subject is not None and twin is not None and twin in TWINS[subject]:
        return Likeness.NEAR_TWIN, f"one is {subject}, the other {twin}", ()
    if type(one) is not type(other):
        return Likeness.DIFFERENT, "their measures are of different kinds", ()
    return _of_one_kind(one, other)


def _of_one_kind(
    one: attrs.AttrsInstance, other: attrs.AttrsInstance
) -> tuple[Likeness, str, tuple[str, ...]]:
    names = [field.name for field in attrs.fields(type(one))]
    said = [name for name in names if _says(one, name) and _says(other, name)]
    differing = [name for name in said if not _agree(getattr(one, name), getattr(other, name))]
    if things := tuple(name for name in differing if name not in _WAYS):
        return Likeness.DIFFERENT, f"they differ in {', '.join(things)}", things
    if _WAYS.union(_ACTORS).issuperset(said):
        return Likeness.UNKNOWN, "they do not both say what they would change", ()
    if differing:
        reason = f"they would change the same thing, and differ in {', '.join(differing)}"
        return Likeness.RIVAL, reason, tuple(differing)
    if unlike := tuple(name for name in names if getattr(one, name) != getattr(other, name)):
        notes = (
            f"they share some {name}" if name in said else f"only one says its {name}" for name in unlike
        )
        return Likeness.OVERLAPPING, f"they would change the same thing, but {' and '.join(notes)}", unlike
    return Likeness.SAME, "they would change the same thing in the same way, as far as they say", ()


def _says(measure: attrs.AttrsInstance, name: str) -> bool:
    return getattr(measure, name) not in (None, frozenset())


def _agree(left: Any, right: Any) -> bool:  # noqa: ANN401  # fields of any type
    """Say whether two values are the same, or two sets have a member in common."""
    return left == right or (type(left) is frozenset and not left.isdisjoint(right))
