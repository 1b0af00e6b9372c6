"""The version of the wire, and how records of older versions are brought to it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from policytrack.errors import Problem
from policytrack.formats._faults import Fault, unexpected
from policytrack.formats._plain import Plain

VERSION = "1"
"""The version of the wire that is written."""

HEADER = "policytrack"
"""The key of the version, which stands first."""

Migration = Callable[[str, dict[str, object]], tuple[str, dict[str, object]]]
"""Take a record of one version, as the snapshot's field and the wire object; return it as the next has it."""

MIGRATIONS: dict[str, Migration] = {}
"""What turns a record of an older version into one of the next; none, since version 1 is the first.

A migration works on one record, so that it works line by line and file by file too.
"""


Renewal = tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]
"""The newer name of a plugin's measure or record type, and what makes the newer fields of the older ones."""


def renew(
    name: str, fields: Mapping[str, object], renewals: Mapping[str, Renewal]
) -> tuple[str, dict[str, object]]:
    """Return the present name and fields of a plugin's measure or record.

    Raises:
        Fault: A plugin's migration fails on these fields.
    """
    found = dict(fields)
    while name in renewals:
        newer, migrate = renewals[name]
        try:
            found = dict(migrate(found))
        except Exception as error:  # noqa: BLE001  # A plugin's code may raise whatever it likes.
            message = f"{name} could not be brought to {newer}: {type(error).__name__}: {error}"
            raise Fault(Problem("failed-migration", "", message)) from None
        name = newer
    return name, found


def migrations_from(value: object) -> tuple[Migration, ...]:
    """Return what brings records of a version to the present one.

    Raises:
        Fault: It is no version that can be read; the message says what to do.
    """
    if type(value) is not str and type(value) is not Plain:
        raise unexpected(value, f'the text "{VERSION}"', "write it in quotes")
    version = str(value)
    steps: list[Migration] = []
    while version in MIGRATIONS:
        steps.append(MIGRATIONS[version])
        version = str(int(version) + 1)
    if version == VERSION:
        return tuple(steps)
    if re.fullmatch(r"[1-9][0-9]{0,8}", version) and int(version) > int(VERSION):
        message = f"version {version} is newer than this policytrack reads"
        raise Fault(Problem("newer-version", "", message, f"it reads {VERSION}: install a newer policytrack"))
    message = f"{version!r:.40} is no version of this format"
    raise Fault(Problem("unknown-version", "", message, f"this policytrack reads {VERSION}"))
