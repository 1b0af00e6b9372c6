"""The names of classes on the wire, and which would be taken for each other."""

import re
from collections.abc import Mapping
from functools import cache

from policytrack.model import Assertion, Record, UnknownProposal, UnknownRecord, record_fields

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def kebab(name: str) -> str:
    """Write a class name in kebab case.

    >>> kebab("CO2Target"), kebab("LegalTest")
    ('co2-target', 'legal-test')
    """
    return _HUMP.sub("-", name).lower()


def folded(name: str) -> str:
    """Return what a name of a type has in common with those that a table cannot tell from it.

    >>> folded("Progress-report")
    'progress_report'
    """
    return name.replace("-", "_").lower()


@cache
def our_records() -> Mapping[str, type[Record]]:
    """Return our classes of records by the names that no plugin's may have."""
    classes = (Assertion, UnknownProposal, UnknownRecord, *record_fields().values())
    return {kebab(cls.__name__): cls for cls in classes}
